use super::*;
use crate::{
    access::{Grant, actor::UnitOf},
    cases::rules::{CaseState, StateCode},
    consents::rules::{ConsentInForce, Given},
    kernel::{
        code::Code,
        id::{AgencyId, CaseId, SessionId, UnitId},
        lang::Lang,
    },
    organisation::rules::Party,
    work_training::rules::{Way, case_may_ask},
};
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

const HOME: AssociationId = AssociationId(Uuid::nil());

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day")
}

fn someone(roles: &[Role]) -> Actor {
    let unit =
        UnitOf { unit: UnitId::new(), agency: AgencyId::new(), party: Party::SocialServices, covers_colleagues: false };
    Actor {
        user: UserId::new(),
        session: SessionId::new(),
        association: HOME,
        association_name: String::new(),
        name: String::new(),
        lang: Lang::Sv,
        shows_names: false,
        grants: roles.iter().map(|r| Grant { role: *r, unit: r.is_held_at_a_unit().then_some(unit) }).collect(),
        seats: vec![],
        today: today(),
    }
}

fn consent(party: Party) -> Option<ConsentInForce> {
    let given = Given { given_on: today(), valid_until: today(), withdrawn: false, parties: vec![party] };
    ConsentInForce::of(&[given], today())
}

fn a_case(referrer: &Actor) -> CaseFacts {
    CaseFacts {
        id: CaseId::new(),
        association: HOME,
        participant: ParticipantId::new(),
        number: "2026-0001".into(),
        track: Track::TeamMeeting,
        state: CaseState::Met,
        state_since: DateTime::<Utc>::UNIX_EPOCH,
        submitted_at: DateTime::<Utc>::UNIX_EPOCH,
        referrer: referrer.user,
        unit: UnitId::new(),
        unit_covers: false,
        referring_party: Party::SocialServices,
        contact_elsewhere: false,
        protected_identity: false,
        consent: consent(Party::SocialServices),
        meetings: vec![],
        activity_parties: vec![],
        lots: vec![],
        follow_up_due: false,
        work_training: true,
        today: today(),
    }
}

fn a_placement(origin: Origin) -> PlacementFacts {
    PlacementFacts {
        association: HOME,
        id: PlacementId::new(),
        reference: "P2026-001".into(),
        participant: ParticipantId::new(),
        requested_by: None,
        protected_identity: false,
        origin,
        place: None,
        state: PlacementState::Requested(Way { requested: today(), ..Way::default() }),
    }
}

fn from(case: CaseFacts) -> PlacementFacts {
    a_placement(Origin::Case(Box::new(case)))
}

fn verdicts(actor: &Actor, f: &PlacementFacts) -> [Verdict; 3] {
    [OpenPlacement::allows(actor, f), MovePlacement::allows(actor, f), EndPlacement::allows(actor, f)]
}

use Verdict::{Hidden, No, Yes};

#[test]
fn who_came_another_way_is_work_trainings_alone() {
    let f = a_placement(Origin::AnotherWay);
    for role in Role::ALL {
        let expected = if *role == Role::WorkTraining { [Yes(Role::WorkTraining); 3] } else { [Hidden; 3] };
        assert_eq!(verdicts(&someone(&[*role]), &f), expected, "{role}");
    }
}

#[test]
fn with_protected_identity_only_the_one_who_handles_it() {
    let mine = someone(&[Role::WorkTraining]);
    let f =
        PlacementFacts { protected_identity: true, requested_by: Some(mine.user), ..a_placement(Origin::AnotherWay) };
    assert_eq!(verdicts(&mine, &f), [Yes(Role::WorkTraining); 3]);
    assert_eq!(verdicts(&someone(&[Role::WorkTraining]), &f), [Hidden; 3]);
}

#[test]
fn a_cases_placement_is_read_by_those_who_see_the_case_whole() {
    let referrer = someone(&[Role::Referrer]);
    let f = from(a_case(&referrer));
    assert_eq!(verdicts(&someone(&[Role::WorkTraining]), &f), [Yes(Role::WorkTraining); 3]);
    assert_eq!(verdicts(&someone(&[Role::Coordinator]), &f), [Yes(Role::Coordinator), No, No]);
    assert_eq!(verdicts(&referrer, &f), [Yes(Role::Referrer), No, No]);
    for role in [Role::Referrer, Role::Representative, Role::Lots, Role::Office, Role::Administrator] {
        assert_eq!(verdicts(&someone(&[role]), &f), [Hidden; 3], "{role}");
    }
}

#[test]
fn without_a_consent_in_force_only_coordinators_know_of_it_and_can_end_it() {
    let referrer = someone(&[Role::Referrer]);
    let f = from(CaseFacts { consent: None, ..a_case(&referrer) });
    let coordinator = someone(&[Role::Coordinator]);
    assert_eq!(verdicts(&coordinator, &f), [Yes(Role::Coordinator), No, Yes(Role::Coordinator)]);
    assert_eq!(placement_sight(&coordinator, &f), Some((Role::Coordinator, Sight::Shell)));
    assert_eq!(verdicts(&someone(&[Role::WorkTraining]), &f), [Hidden; 3]);
    assert_eq!(verdicts(&referrer, &f), [Hidden; 3]);
}

#[test]
fn a_coordinator_who_refers_the_case_too_ends_its_placement() {
    let both = someone(&[Role::Coordinator, Role::Referrer]);
    for contact_elsewhere in [false, true] {
        let case = CaseFacts { consent: None, contact_elsewhere, ..a_case(&both) };
        assert!(both.might::<SeeCasePlacements>(&case));
        let f = from(case);
        assert_eq!(placement_sight(&both, &f), Some((Role::Coordinator, Sight::Shell)));
        assert_eq!(verdicts(&both, &f), [Yes(Role::Coordinator), No, Yes(Role::Coordinator)]);
    }
}

#[test]
fn a_referrer_whose_party_the_consent_does_not_name_sees_no_placement() {
    let referrer = someone(&[Role::Referrer]);
    let f = from(CaseFacts { consent: consent(Party::HealthCare), ..a_case(&referrer) });
    assert_eq!(verdicts(&referrer, &f), [Hidden; 3]);
}

#[test]
fn who_ends_it_in_a_case_is_who_ends_the_placement() {
    let referrer = someone(&[Role::Referrer]);
    let open = a_case(&referrer);
    let shut = CaseFacts { consent: None, ..open.clone() };
    let protected = CaseFacts { protected_identity: true, ..open.clone() };
    for case in [open, shut, protected] {
        for roles in [&[Role::Coordinator][..], &[Role::Coordinator, Role::WorkTraining]] {
            let actor = someone(roles);
            assert_eq!(ends_in_case(&actor, &case), actor.might::<EndPlacement>(&from(case.clone())), "{roles:?}");
        }
    }
}

#[test]
fn another_association_knows_of_nothing() {
    let f = PlacementFacts { association: AssociationId::new(), ..a_placement(Origin::AnotherWay) };
    let all = someone(Role::ALL);
    assert_eq!(verdicts(&all, &f), [Hidden; 3]);
    let elsewhere = WorkTraining { association: AssociationId::new() };
    assert_eq!(SeeWorkTraining::allows(&all, &elsewhere), Hidden);
    assert_eq!(AddPlacement::allows(&all, &elsewhere), Hidden);
}

#[test]
fn places_are_kept_by_work_training_and_read_by_coordinators() {
    let provider = ProviderFacts { association: HOME, id: ProviderId::new(), name: String::new(), closed: false };
    let place = PlaceFacts { provider: provider.clone(), id: PlaceId::new(), seats: 1, started: 0, closed: false };
    let here = WorkTraining { association: HOME };
    for role in Role::ALL {
        let actor = someone(&[*role]);
        let (sees, keeps) = match role {
            Role::WorkTraining => (Yes(Role::WorkTraining), Yes(Role::WorkTraining)),
            Role::Coordinator => (Yes(Role::Coordinator), No),
            Role::Referrer | Role::Representative | Role::Lots | Role::Office | Role::Administrator => (Hidden, Hidden),
        };
        assert_eq!(SeeWorkTraining::allows(&actor, &here), sees, "{role}");
        assert_eq!(SeeProvider::allows(&actor, &provider), sees, "{role}");
        assert_eq!(AddProvider::allows(&actor, &here), keeps, "{role}");
        assert_eq!(AddPlacement::allows(&actor, &here), keeps, "{role}");
        assert_eq!(ChangeProvider::allows(&actor, &provider), keeps, "{role}");
        assert_eq!(ChangePlace::allows(&actor, &place), keeps, "{role}");
    }
}

#[test]
fn coordinators_ask_and_the_referrer_where_the_case_is_for_nothing_else() {
    let referrer = someone(&[Role::Referrer]);
    let coordinator = someone(&[Role::Coordinator]);
    let case = a_case(&referrer);
    assert_eq!(RequestPlacement::allows(&coordinator, &case), Yes(Role::Coordinator));
    assert_eq!(RequestPlacement::allows(&referrer, &case), No);
    assert_eq!(RequestPlacement::allows(&someone(&[Role::WorkTraining]), &case), No);
    assert_eq!(RequestPlacement::allows(&someone(&[Role::Referrer]), &case), Hidden);
    let track = CaseFacts { track: Track::WorkTraining, ..case };
    assert_eq!(RequestPlacement::allows(&referrer, &track), Yes(Role::Referrer));
    let shut = CaseFacts { consent: None, ..track };
    assert_eq!(RequestPlacement::allows(&referrer, &shut), No);
    assert_eq!(RequestPlacement::allows(&coordinator, &shut), No);
}

#[test]
fn the_case_page_shows_placements_to_whom_the_placements_show_themselves() {
    let referrer = someone(&[Role::Referrer]);
    let open = a_case(&referrer);
    let shut = CaseFacts { consent: None, ..open.clone() };
    for case in [open, shut] {
        for actor in Role::ALL.iter().map(|r| someone(&[*r])).chain([referrer.clone()]) {
            let on_page = actor.might::<SeeCasePlacements>(&case);
            assert_eq!(on_page, actor.might::<OpenPlacement>(&from(case.clone())), "{:?}", actor.grants);
        }
    }
}

#[test]
fn a_case_asks_once_it_is_accepted_and_until_it_is_over() {
    let may: Vec<StateCode> = StateCode::ALL.iter().copied().filter(|s| case_may_ask(*s)).collect();
    assert_eq!(may, [StateCode::InQueue, StateCode::Booked, StateCode::Met, StateCode::PlanEstablished]);
}
