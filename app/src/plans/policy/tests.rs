//! The table: role × own or foreign × consent × how long ago the meeting was.
use super::{
    testing::{ME, TEAM, TODAY, actor, case, consent, n, sitting},
    *,
};
use crate::{
    cases::rules::CaseState,
    kernel::id::{AssociationId, TeamId},
};
use chrono::DateTime;

/// Met so many days ago, everyone named in the consent.
fn facts(responsible: Responsible, days_ago: i64) -> ActivityFacts {
    ActivityFacts { case: case(days_ago), id: ActivityId(n(10)), responsible, established: true }
}

fn marks(actor: &Actor, f: &ActivityFacts) -> Verdict {
    MarkActivity::allows(actor, f)
}

fn lists(actor: &Actor, f: &ActivityFacts) -> Verdict {
    ListActivity::allows(actor, f)
}

#[test]
fn coordinators_need_a_consent_in_force() {
    let (me, f) = (actor(Role::Coordinator), facts(Responsible::HealthCare, 3));
    assert_eq!(WritePlan::allows(&me, &f.case), Verdict::Yes(Role::Coordinator));
    assert_eq!(marks(&me, &f), Verdict::Yes(Role::Coordinator));
    let without = ActivityFacts { case: CaseFacts { consent: None, ..f.case.clone() }, ..f.clone() };
    assert_eq!(WritePlan::allows(&me, &without.case), Verdict::No);
    assert_eq!((marks(&me, &without), lists(&me, &without)), (Verdict::Hidden, Verdict::Hidden));
    let foreign = Actor { association: AssociationId(n(99)), ..me };
    assert_eq!(WritePlan::allows(&foreign, &f.case), Verdict::Hidden);
    assert_eq!((marks(&foreign, &f), lists(&foreign, &f)), (Verdict::Hidden, Verdict::Hidden));
}

#[test]
fn a_representative_marks_their_own_partys_activities_however_long_ago_the_meeting_was() {
    let me = sitting(Party::HealthCare, HolderKind::Representative);
    for days_ago in [-5, 0, 30, 31, 400] {
        let f = facts(Responsible::HealthCare, days_ago);
        assert_eq!(marks(&me, &f), Verdict::Yes(Role::Representative), "{days_ago} days ago");
        assert_eq!(lists(&me, &f), Verdict::Yes(Role::Representative));
        let others = facts(Responsible::Jobbtorg, days_ago);
        let known = if days_ago <= OPEN_DAYS_AFTER { Verdict::No } else { Verdict::Hidden };
        assert_eq!((marks(&me, &others), lists(&me, &others)), (known, Verdict::Hidden));
        assert_eq!(WritePlan::allows(&me, &f.case), known);
    }
}

#[test]
fn never_without_a_consent_that_names_the_party_nor_with_protected_identity() {
    let me = sitting(Party::HealthCare, HolderKind::Representative);
    let f = facts(Responsible::HealthCare, 3);
    let unnamed = CaseFacts { consent: consent(&[Party::Jobbtorg]), ..f.case.clone() };
    let protected = CaseFacts { protected_identity: true, ..f.case.clone() };
    let none = CaseFacts { consent: None, ..f.case.clone() };
    for case in [unnamed, protected, none] {
        let f = ActivityFacts { case, ..f.clone() };
        assert_eq!((marks(&me, &f), lists(&me, &f)), (Verdict::Hidden, Verdict::Hidden));
    }
}

#[test]
fn a_substitute_only_when_stepping_in_and_for_thirty_days() {
    let me = sitting(Party::HealthCare, HolderKind::Substitute);
    let mut f = facts(Responsible::HealthCare, 30);
    assert_eq!(marks(&me, &f), Verdict::Hidden);
    f.case.meetings[0].stepping_in = vec![(ME, Party::HealthCare)];
    assert_eq!(marks(&me, &f), Verdict::Yes(Role::Representative));
    f.case.meetings[0].day -= Duration::days(1);
    assert_eq!((marks(&me, &f), lists(&me, &f)), (Verdict::Hidden, Verdict::Hidden));
}

#[test]
fn another_teams_representative_knows_nothing() {
    let mut me = sitting(Party::HealthCare, HolderKind::Representative);
    me.seats[0].team = TeamId(n(98));
    let f = facts(Responsible::HealthCare, 3);
    assert_eq!((marks(&me, &f), lists(&me, &f)), (Verdict::Hidden, Verdict::Hidden));
    me.seats[0].team = TEAM;
    me.seats[0].until = Some(TODAY - Duration::days(1));
    assert_eq!((marks(&me, &f), lists(&me, &f)), (Verdict::Hidden, Verdict::Hidden));
}

#[test]
fn the_lots_marks_what_the_participant_or_the_lots_answers_for() {
    let me = actor(Role::Lots);
    for (responsible, expected) in [
        (Responsible::Participant, Verdict::Yes(Role::Lots)),
        (Responsible::Lots, Verdict::Yes(Role::Lots)),
        (Responsible::HealthCare, Verdict::No),
    ] {
        let mut f = facts(responsible, 3);
        assert_eq!(marks(&me, &f), Verdict::Hidden, "not assigned");
        f.case.lots = vec![ME];
        assert_eq!((marks(&me, &f), lists(&me, &f)), (expected, Verdict::Hidden));
    }
}

#[test]
fn the_referrer_marks_their_own_partys_activities() {
    let me = actor(Role::Referrer);
    for (responsible, expected) in [
        (Responsible::SocialServices, Verdict::Yes(Role::Referrer)),
        (Responsible::HealthCare, Verdict::No),
        (Responsible::Participant, Verdict::No),
    ] {
        let mut f = facts(responsible, 3);
        assert_eq!(marks(&me, &f), Verdict::Hidden, "someone else's case");
        f.case.referrer = ME;
        assert_eq!((marks(&me, &f), lists(&me, &f)), (expected, Verdict::Hidden));
        f.case.consent = None;
        assert_eq!(marks(&me, &f), Verdict::Hidden, "they see what their own agency wrote, not the plan");
    }
}

#[test]
fn nothing_is_marked_in_a_case_that_is_over() {
    let representative = sitting(Party::HealthCare, HolderKind::Representative);
    let queued = CaseState::InQueue { place: DateTime::UNIX_EPOCH };
    for state in [CaseState::Submitted, CaseState::Withdrawn, queued] {
        let mut f = facts(Responsible::HealthCare, 3);
        f.case.state = state;
        assert_eq!(marks(&actor(Role::Coordinator), &f), Verdict::No);
        assert_eq!(lists(&actor(Role::Coordinator), &f), Verdict::Hidden);
        assert_eq!(marks(&representative, &f), Verdict::No);
    }
}

#[test]
fn what_a_draft_says_is_nobodys_to_do_and_stays_agreed_when_the_case_meets_anew() {
    let representative = sitting(Party::HealthCare, HolderKind::Representative);
    let booked = CaseState::Booked { place: DateTime::UNIX_EPOCH };
    for state in [booked, CaseState::Met] {
        let mut f = facts(Responsible::HealthCare, 3);
        f.case.state = state;
        assert_eq!(marks(&representative, &f), Verdict::Yes(Role::Representative));
        assert_eq!(lists(&representative, &f), Verdict::Yes(Role::Representative));
        f.established = false;
        assert_eq!((marks(&representative, &f), lists(&representative, &f)), (Verdict::No, Verdict::Hidden));
        // who writes it drops from it
        let coordinator = actor(Role::Coordinator);
        assert_eq!(
            (marks(&coordinator, &f), lists(&coordinator, &f)),
            (Verdict::Yes(Role::Coordinator), Verdict::Hidden)
        );
    }
}

#[test]
fn office_administrator_and_work_training_mark_nothing() {
    for role in [Role::Office, Role::Administrator] {
        let f = facts(Responsible::HealthCare, 3);
        assert_eq!((marks(&actor(role), &f), lists(&actor(role), &f)), (Verdict::Hidden, Verdict::Hidden));
    }
    let mut f = facts(Responsible::HealthCare, 3);
    f.case.work_training = true;
    assert_eq!(marks(&actor(Role::WorkTraining), &f), Verdict::No);
}

#[test]
fn the_participant_marks_their_own_while_a_team_may_read_it() {
    let f = facts(Responsible::Participant, 3);
    assert!(f.is_the_participants());
    for responsible in [Responsible::HealthCare, Responsible::Lots] {
        assert!(!facts(responsible, 3).is_the_participants(), "{responsible}");
    }
    let without = CaseFacts { consent: None, ..f.case.clone() };
    assert!(!ActivityFacts { case: without, ..f.clone() }.is_the_participants());
    let over = CaseFacts { state: CaseState::Withdrawn, ..f.case.clone() };
    assert!(!ActivityFacts { case: over, ..f.clone() }.is_the_participants());
    assert!(!ActivityFacts { established: false, ..f }.is_the_participants(), "a draft is nobody's to do");
}
