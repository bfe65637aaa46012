//! Who does a follow-up. Pure.
use crate::{
    access::{Actor, Role, Verb, Verdict, allowed::HasSubject},
    audit::Subject,
    cases::{
        policy::{CaseFacts, Sight, coordinates, sight},
        rules::StateCode,
    },
};

/// States of a case in which it is followed up.
pub const FOLLOWED: [StateCode; 2] = StateCode::FOLLOWED;

/// A follow-up with its case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUpFacts {
    pub case: CaseFacts,
    pub months: i32,
    pub is_done: bool,
}

impl HasSubject for FollowUpFacts {
    fn subject(&self) -> Subject {
        self.case.subject()
    }

    fn had_they_consented(&self) -> Option<Self> {
        self.case.had_they_consented().map(|case| Self { case, ..self.clone() })
    }
}

/// Does a follow-up, or logs a try. The two-month one is the lots's, whoever is free; the later ones are the
/// coordinators' and the case's own lots's (`domain.md` 4.8).
pub struct DoFollowUp;

impl Verb for DoFollowUp {
    type Facts = FollowUpFacts;
    fn allows(actor: &Actor, f: &FollowUpFacts) -> Verdict {
        let seen = sight(actor, &f.case);
        if seen.is_none_or(|(_, s)| s != Sight::Whole) {
            return Verdict::Hidden;
        }
        if f.is_done || !FOLLOWED.contains(&f.case.state.code()) {
            return Verdict::No;
        }
        if actor.has(Role::Lots) && !f.case.protected_identity {
            let own = f.case.lots.contains(&actor.user);
            if own || (f.months == 2 && f.case.follow_up_due) {
                return Verdict::Yes(Role::Lots);
            }
        }
        coordinates(actor, &f.case)
    }
}

/// Decides that no new meeting is needed after all, where a follow-up found one needed: the coordinators.
pub struct DeclineMeeting;

impl Verb for DeclineMeeting {
    type Facts = FollowUpFacts;
    fn allows(actor: &Actor, f: &FollowUpFacts) -> Verdict {
        match coordinates(actor, &f.case) {
            Verdict::Yes(_) if !f.is_done || !FOLLOWED.contains(&f.case.state.code()) => Verdict::No,
            verdict => verdict,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        cases::rules::CaseState,
        organisation::rules::Party,
        plans::policy::testing::{ME, actor, case, sitting},
        teams::rules::HolderKind,
    };

    fn facts(months: i32) -> FollowUpFacts {
        FollowUpFacts { case: case(62), months, is_done: false }
    }

    fn of(role: Role, f: &FollowUpFacts) -> Verdict {
        DoFollowUp::allows(&actor(role), f)
    }

    #[test]
    fn any_lots_does_the_two_month_one_when_it_is_due_and_only_the_cases_own_the_later_ones() {
        let mut f = facts(2);
        assert_eq!(of(Role::Lots, &f), Verdict::Hidden);
        f.case.follow_up_due = true;
        assert_eq!(of(Role::Lots, &f), Verdict::Yes(Role::Lots));
        let mut later = FollowUpFacts { months: 6, ..f };
        assert_eq!(of(Role::Lots, &later), Verdict::No);
        later.case.lots = vec![ME];
        assert_eq!(of(Role::Lots, &later), Verdict::Yes(Role::Lots));
        later.case.protected_identity = true;
        assert_eq!(of(Role::Lots, &later), Verdict::Hidden);
    }

    #[test]
    fn coordinators_do_each_of_them_once_and_with_a_consent() {
        for months in super::super::rules::MONTHS {
            assert_eq!(of(Role::Coordinator, &facts(months)), Verdict::Yes(Role::Coordinator));
            assert_eq!(of(Role::Coordinator, &FollowUpFacts { is_done: true, ..facts(months) }), Verdict::No);
        }
        let mut f = facts(2);
        f.case.consent = None;
        assert_eq!(of(Role::Coordinator, &f), Verdict::Hidden);
    }

    #[test]
    fn a_case_that_is_over_or_has_not_met_is_not_followed_up() {
        let mut f = facts(2);
        f.case.state = CaseState::Withdrawn;
        assert_eq!(of(Role::Coordinator, &f), Verdict::No);
    }

    #[test]
    fn coordinators_decide_against_a_meeting_that_a_follow_up_wanted() {
        let done = FollowUpFacts { is_done: true, ..facts(2) };
        let allows = |role, f: &FollowUpFacts| DeclineMeeting::allows(&actor(role), f);
        assert_eq!(allows(Role::Coordinator, &done), Verdict::Yes(Role::Coordinator));
        assert_eq!(allows(Role::Coordinator, &facts(2)), Verdict::No);
        let mut own = done.clone();
        own.case.lots = vec![ME];
        assert_eq!(allows(Role::Lots, &own), Verdict::No);
        let mut over = done;
        over.case.state = CaseState::Withdrawn;
        assert_eq!(allows(Role::Coordinator, &over), Verdict::No);
    }

    #[test]
    fn others_read_it_at_most() {
        let mut f = facts(2);
        f.case.referrer = ME;
        assert_eq!(of(Role::Referrer, &f), Verdict::No);
        f.case.meetings[0].day = f.case.today;
        let representative = sitting(Party::HealthCare, HolderKind::Representative);
        assert_eq!(DoFollowUp::allows(&representative, &f), Verdict::No);
        for role in [Role::Office, Role::Administrator] {
            assert_eq!(of(role, &f), Verdict::Hidden);
        }
    }
}
