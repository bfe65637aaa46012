//! The list's query and the policy say the same, for every role and every way a case can stand.
use super::full::change;
use crate::support::{CaseOf, Person, World};
use app::{
    access::{Actor, Role},
    accounts::store as accounts,
    cases::{
        policy::{Sight, sight},
        rules::{StateCode, Track},
        scope::seen_by as seen_so,
        store::{self, cases},
    },
    db::Tx,
    kernel::{
        id::{CaseId, SessionId, TeamId},
        lang::Lang,
    },
    lots::{rules::AssignmentState, store::lots_assignment},
    meetings::{rules::MeetingOutcome, store::stand_in},
    organisation::rules::Party,
    teams::store::seat,
};
use chrono::Duration;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::Expr};
use std::collections::BTreeSet;

crate::on_both!(the_list_shows_what_the_policy_allows);

const PARTIES: [Party; 2] = [Party::Jobbtorg, Party::HealthCare];

async fn the_list_shows_what_the_policy_allows(world: World) {
    let home = world.home().await;
    let team = world.team(home, &PARTIES).await;
    let covering = world.unit(world.agency(Party::Jobbtorg).await).await;
    let closed_unit = world.unit_where(world.agency(Party::HealthCare).await, false).await;
    let referrer = world.user(Role::Referrer, covering).await;
    let loner = world.user(Role::Referrer, closed_unit).await;
    let lots = world.user(Role::Lots, None).await;
    let substitute = world.user(Role::Representative, closed_unit).await;
    let mut all = Vec::new();
    for by in [&referrer, &loner] {
        for protected in [false, true] {
            all.extend(every_way(&world, by, protected, team, &lots, &substitute).await);
        }
    }
    // handed over to them from another agency: with a consent, without one, and with one that names others only
    let insurance = world.unit(world.agency(Party::SocialInsurance).await).await;
    let contact = world.user(Role::Referrer, insurance).await;
    for consent in [&[][..], &PARTIES[..], &[Party::SocialInsurance][..]] {
        for protected in [false, true] {
            let of = CaseOf { protected, ..CaseOf::new(&referrer, StateCode::PlanEstablished, consent) };
            let case = world.case(of).await;
            hand_over(&world, case, &contact).await;
            all.push(case);
        }
    }
    let both = world.user(Role::Coordinator, None).await;
    world.grant(&both, Role::Referrer, Some(insurance)).await;
    let elsewhere = world.association("Samordningsförbundet Annanstans").await;
    let their_unit = world.unit(world.agency_in(elsewhere, Party::Jobbtorg).await).await;
    let their_referrer = world.user(Role::Referrer, their_unit).await;
    all.push(world.case(CaseOf::new(&their_referrer, StateCode::InQueue, &PARTIES)).await);

    let mut people = vec![
        ("the referrer", referrer, Sees::Some),
        ("the referrer whose unit does not cover", loner, Sees::Some),
        ("the assigned lots", lots, Sees::These(2 * 2 * 4)), // of two referrers and consents: accepted, asked, active, due
        ("the substitute", substitute, Sees::Some),
        ("a colleague in a unit that covers", world.user(Role::Referrer, covering).await, Sees::Some),
        ("a colleague in a unit that does not", world.user(Role::Referrer, closed_unit).await, Sees::Nothing),
        ("a referrer elsewhere", their_referrer, Sees::These(1)),
        ("a coordinator elsewhere", world.user_in(elsewhere, Role::Coordinator, None).await, Sees::These(1)),
        ("a coordinator", world.user(Role::Coordinator, None).await, Sees::These(all.len() - 1)),
        // of two referrers and consents, the one whose two-month follow-up is due
        ("another lots", world.user(Role::Lots, None).await, Sees::These(2 * 2)),
        // of two referrers and consents, the one for which it was asked and the one that is for nothing else
        ("work training", world.user(Role::WorkTraining, None).await, Sees::These(2 * 2 * 2)),
        ("work training elsewhere", world.user_in(elsewhere, Role::WorkTraining, None).await, Sees::Nothing),
        ("the office", world.user(Role::Office, None).await, Sees::Nothing),
        ("an administrator", world.user(Role::Administrator, None).await, Sees::Nothing),
        ("a representative without a seat", world.user(Role::Representative, covering).await, Sees::Nothing),
        ("to whom cases were handed over", contact, Sees::These(6)),
        ("a colleague of theirs", world.user(Role::Referrer, insurance).await, Sees::Some),
        ("who is a coordinator too", both, Sees::These(all.len() - 1)),
    ];
    for party in PARTIES {
        let representative = world.user(Role::Representative, covering).await;
        world.seat(team, party, &representative).await;
        people.push(("a representative", representative, Sees::Some));
    }
    let seen = seen_by(&world, &people, &all).await;
    let [referrer, loner] = [0, 1].map(|n| &seen[n]);
    assert_eq!(referrer.len(), loner.len(), "each sees their own, whatever the consent");
    assert!(referrer.is_disjoint(loner), "and nothing of the other's");
}

/// How many of the cases someone is to see.
#[derive(Clone, Copy)]
enum Sees {
    Nothing,
    /// Some, and not all.
    Some,
    These(usize),
}

/// Holds list and policy against each other for everyone, for each sight, and both against what the person is to see.
async fn seen_by(world: &World, people: &[(&str, Person, Sees)], all: &[CaseId]) -> Vec<BTreeSet<CaseId>> {
    let mut seen = Vec::new();
    for (who, person, sees) in people {
        let actor = actor_of(world, person).await;
        for least in [Sight::Referral, Sight::Whole] {
            let (listed, allowed) = (listed(world, &actor, least).await, allowed(world, &actor, all, least).await);
            assert_eq!(listed, allowed, "{who}, {least:?}: {:?}", actor.grants);
        }
        let (listed, allowed) =
            (listed(world, &actor, Sight::Shell).await, allowed(world, &actor, all, Sight::Shell).await);
        assert_eq!(listed, allowed, "{who}: {:?}", actor.grants);
        match sees {
            Sees::Nothing => assert!(listed.is_empty(), "{who} sees {}", listed.len()),
            Sees::Some => assert!(!listed.is_empty() && listed.len() < all.len(), "{who} sees {}", listed.len()),
            Sees::These(n) => assert_eq!(listed.len(), *n, "{who}"),
        }
        seen.push(listed);
    }
    seen
}

/// Every way that a case can stand towards those who might see it.
async fn every_way(
    world: &World,
    by: &Person,
    protected: bool,
    team: TeamId,
    lots: &Person,
    substitute: &Person,
) -> Vec<CaseId> {
    let mut made = Vec::new();
    for consent in [&[][..], &PARTIES[..1], &PARTIES[..]] {
        let of = |state| CaseOf { protected, ..CaseOf::new(by, state, consent) };
        made.push(world.case(of(StateCode::InQueue)).await);
        let booked = world.case(of(StateCode::Booked)).await;
        world.meeting(booked, world.slot(team, 5).await, MeetingOutcome::Booked).await;
        let cancelled = world.case(of(StateCode::InQueue)).await;
        world.meeting(cancelled, world.slot(team, 5).await, MeetingOutcome::Cancelled).await;
        for days_ago in [30, 31] {
            let met = world.case(of(StateCode::Met)).await;
            world.meeting(met, world.slot(team, -days_ago).await, MeetingOutcome::Held).await;
            made.push(met);
        }
        let assigned = world.case(of(StateCode::PlanEstablished)).await;
        world.assignment(assigned, lots.id).await;
        // an assignment that ended, or a case that is over, is no reason any more
        for (state, under_way) in [
            (StateCode::PlanEstablished, AssignmentState::Ended),
            (StateCode::PlanEstablished, AssignmentState::Asked),
            (StateCode::PlanEstablished, AssignmentState::Active),
            (StateCode::Closed, AssignmentState::Accepted),
        ] {
            let case = world.case(of(state)).await;
            world.assignment(case, lots.id).await;
            set_assignment(world, case, under_way).await;
            made.push(case);
        }
        for over in [StateCode::Closed, StateCode::Withdrawn] {
            let case = world.case(of(over)).await;
            world.follow_up(case, 3).await;
            made.push(case);
        }
        let (due, not_yet) = (world.case(of(StateCode::Met)).await, world.case(of(StateCode::Met)).await);
        world.follow_up(due, 14).await;
        world.follow_up(not_yet, 15).await;
        let (asked_for, only) = (world.case(of(StateCode::Met)).await, world.case(of(StateCode::InQueue)).await);
        world.placement_of_case(asked_for).await;
        change(world, only, |c| c.track = Track::WorkTraining).await;
        made.extend([asked_for, only]);
        let stepped_in = world.case(of(StateCode::Booked)).await;
        step_in(world, team, stepped_in, substitute).await;
        made.extend([booked, cancelled, assigned, due, not_yet, stepped_in]);
    }
    let run_out = world.case(CaseOf { protected, ..CaseOf::new(by, StateCode::Booked, &[]) }).await;
    world.meeting(run_out, world.slot(team, 3).await, MeetingOutcome::Booked).await;
    let consent = world.consent(run_out, &PARTIES).await;
    let yesterday = world.clock.today() - Duration::days(1);
    world.change_consent(consent, |c| c.valid_until = yesterday).await;
    let withdrawn = world.case(CaseOf { protected, ..CaseOf::new(by, StateCode::Booked, &[]) }).await;
    world.meeting(withdrawn, world.slot(team, 3).await, MeetingOutcome::Booked).await;
    let consent = world.consent(withdrawn, &PARTIES).await;
    let now = world.clock.now();
    world.change_consent(consent, |c| c.withdrawn_at = Some(now)).await;
    made.extend([run_out, withdrawn]);
    made
}

async fn set_assignment(world: &World, case: CaseId, state: AssignmentState) {
    let connection = world.db.schema_connection();
    lots_assignment::Entity::update_many()
        .col_expr(lots_assignment::Column::State, Expr::value(state))
        .filter(lots_assignment::Column::CaseId.eq(case))
        .exec(connection)
        .await
        .expect("changed");
}

/// Makes this person the case's contact, as a coordinator does.
pub async fn hand_over(world: &World, case: CaseId, to: &Person) {
    super::full::change(world, case, |c| {
        c.referrer_id = to.id;
        c.unit_id = to.unit.expect("a referrer has a unit");
    })
    .await;
}

/// The substitute steps in for health care at a time of its own.
async fn step_in(world: &World, team: TeamId, case: CaseId, substitute: &Person) {
    let slot = world.slot(team, 6).await;
    world.meeting(case, slot, MeetingOutcome::Booked).await;
    let seat = seat::Entity::find()
        .filter(seat::Column::TeamId.eq(team))
        .filter(seat::Column::Party.eq(Party::HealthCare))
        .one(world.db.schema_connection())
        .await
        .expect("seats can be read")
        .expect("the seat");
    let made_at = world.clock.now();
    world.insert(stand_in::Model { slot_id: slot, seat_id: seat.id, user_id: substitute.id, made_at }).await;
}

pub async fn actor_of(world: &World, person: &Person) -> Actor {
    let tx = world.db.read().await.expect("a read begins");
    Actor {
        user: person.id,
        session: SessionId::new(),
        association: person.association,
        association_name: String::new(),
        name: person.name.clone(),
        lang: Lang::Sv,
        shows_names: false,
        grants: accounts::grants_at(&tx, person.id, person.association).await.expect("grants"),
        seats: accounts::seats_at(&tx, person.id, person.association).await.expect("seats"),
        today: tx.today(),
    }
}

async fn listed(world: &World, actor: &Actor, least: Sight) -> BTreeSet<CaseId> {
    let tx = world.db.read().await.expect("a read begins");
    let rows = cases::Entity::find()
        .select_only()
        .column(cases::Column::Id)
        .filter(seen_so(&tx, actor, least))
        .into_tuple::<CaseId>()
        .all(tx.conn())
        .await
        .expect("the list");
    rows.into_iter().collect()
}

async fn allowed(world: &World, actor: &Actor, all: &[CaseId], least: Sight) -> BTreeSet<CaseId> {
    let tx = world.db.read().await.expect("a read begins");
    let mut seen = BTreeSet::new();
    for id in all {
        let case = store::find(&tx, actor.association, *id, false).await.expect("the case can be read");
        if case.is_some_and(|case| sight(actor, &case).is_some_and(|(_, seen)| seen >= least)) {
            seen.insert(*id);
        }
    }
    seen
}
