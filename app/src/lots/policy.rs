//! Who asks for, assigns, answers and ends a lots assignment. Pure.
use super::rules::AssignmentState;
use crate::{
    access::{Actor, Role, Verb, Verdict, allowed::HasSubject},
    audit::Subject,
    cases::policy::{CaseFacts, Sight, coordinates, coordinates_without_consent, sight},
    kernel::id::UserId,
};

/// Asks for a lots, assigns one, and hands over to another.
pub struct AskForLots;

impl Verb for AskForLots {
    type Facts = CaseFacts;
    fn allows(actor: &Actor, f: &CaseFacts) -> Verdict {
        coordinates(actor, f)
    }
}

/// An assignment with its case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssignmentFacts {
    pub case: CaseFacts,
    pub state: AssignmentState,
    pub lots: Option<UserId>,
}

impl HasSubject for AssignmentFacts {
    fn subject(&self) -> Subject {
        self.case.subject()
    }

    fn had_they_consented(&self) -> Option<Self> {
        self.case.had_they_consented().map(|case| Self { case, ..self.clone() })
    }
}

/// Accepts or declines: the lots who was asked.
pub struct AnswerLots;

impl Verb for AnswerLots {
    type Facts = AssignmentFacts;
    fn allows(actor: &Actor, f: &AssignmentFacts) -> Verdict {
        match is_theirs(actor, f) {
            true if f.state == AssignmentState::Asked => Verdict::Yes(Role::Lots),
            true => Verdict::No,
            false => refused(actor, f),
        }
    }
}

/// Says that the work has begun: the lots who took the assignment.
pub struct BeginLots;

impl Verb for BeginLots {
    type Facts = AssignmentFacts;
    fn allows(actor: &Actor, f: &AssignmentFacts) -> Verdict {
        match is_theirs(actor, f) {
            true if f.state == AssignmentState::Accepted => Verdict::Yes(Role::Lots),
            true => Verdict::No,
            false => refused(actor, f),
        }
    }
}

/// Ends an assignment: its lots once they have taken it, a coordinator at any time; with or without a consent in force.
/// It shows nothing of the case.
pub struct EndLots;

impl Verb for EndLots {
    type Facts = AssignmentFacts;
    fn allows(actor: &Actor, f: &AssignmentFacts) -> Verdict {
        if f.state == AssignmentState::Ended {
            return refused(actor, f);
        }
        let own = f.lots == Some(actor.user) && actor.has(Role::Lots) && actor.association == f.case.association;
        if own && f.state.is_taken() {
            return Verdict::Yes(Role::Lots);
        }
        coordinates_without_consent(actor, &f.case)
    }
}

fn is_theirs(actor: &Actor, f: &AssignmentFacts) -> bool {
    f.lots == Some(actor.user)
        && actor.has(Role::Lots)
        && !f.case.protected_identity
        && sight(actor, &f.case).is_some_and(|(_, seen)| seen == Sight::Whole)
}

fn refused(actor: &Actor, f: &AssignmentFacts) -> Verdict {
    match sight(actor, &f.case) {
        Some((_, Sight::Whole)) => Verdict::No,
        Some((_, Sight::Shell | Sight::Referral)) | None => Verdict::Hidden,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plans::policy::testing::{ME, SOMEONE, actor, case};

    fn facts(state: AssignmentState, lots: Option<UserId>) -> AssignmentFacts {
        AssignmentFacts { case: CaseFacts { lots: lots.into_iter().collect(), ..case(3) }, state, lots }
    }

    #[test]
    fn only_the_lots_who_was_asked_answers_and_once() {
        let me = actor(Role::Lots);
        let asked = facts(AssignmentState::Asked, Some(ME));
        assert_eq!(AnswerLots::allows(&me, &asked), Verdict::Yes(Role::Lots));
        assert_eq!(AnswerLots::allows(&me, &facts(AssignmentState::Accepted, Some(ME))), Verdict::No);
        assert_eq!(AnswerLots::allows(&me, &facts(AssignmentState::Asked, Some(SOMEONE))), Verdict::Hidden);
        assert_eq!(AnswerLots::allows(&me, &facts(AssignmentState::Asked, None)), Verdict::Hidden);
        assert_eq!(AnswerLots::allows(&actor(Role::Coordinator), &asked), Verdict::No);
        let without = AssignmentFacts { case: CaseFacts { consent: None, ..asked.case.clone() }, ..asked.clone() };
        assert_eq!(AnswerLots::allows(&me, &without), Verdict::Hidden);
        let protected = AssignmentFacts { case: CaseFacts { protected_identity: true, ..asked.case.clone() }, ..asked };
        assert_eq!(AnswerLots::allows(&me, &protected), Verdict::Hidden);
    }

    #[test]
    fn the_lots_ends_what_they_have_taken_and_a_coordinator_anything_that_lives() {
        let (me, coordinator) = (actor(Role::Lots), actor(Role::Coordinator));
        for state in [AssignmentState::Accepted, AssignmentState::Active] {
            assert_eq!(EndLots::allows(&me, &facts(state, Some(ME))), Verdict::Yes(Role::Lots));
        }
        assert_eq!(EndLots::allows(&me, &facts(AssignmentState::Asked, Some(ME))), Verdict::No);
        for state in [AssignmentState::Asked, AssignmentState::Declined, AssignmentState::Accepted] {
            assert_eq!(EndLots::allows(&coordinator, &facts(state, None)), Verdict::Yes(Role::Coordinator));
        }
        assert_eq!(EndLots::allows(&coordinator, &facts(AssignmentState::Ended, None)), Verdict::No);
    }

    #[test]
    fn without_a_consent_an_assignment_can_still_be_ended_and_nothing_else() {
        let (me, coordinator) = (actor(Role::Lots), actor(Role::Coordinator));
        for protected_identity in [false, true] {
            let mut taken = facts(AssignmentState::Accepted, Some(ME));
            taken.case = CaseFacts { consent: None, protected_identity, ..taken.case };
            assert_eq!(EndLots::allows(&me, &taken), Verdict::Yes(Role::Lots));
            assert_eq!(EndLots::allows(&coordinator, &taken), Verdict::Yes(Role::Coordinator));
            assert_eq!(BeginLots::allows(&me, &taken), Verdict::Hidden);
            let of_another = AssignmentFacts { lots: Some(SOMEONE), ..taken };
            assert_eq!(
                EndLots::allows(
                    &me,
                    &AssignmentFacts { case: CaseFacts { lots: vec![], ..of_another.case.clone() }, ..of_another }
                ),
                Verdict::Hidden
            );
        }
    }

    #[test]
    fn the_work_is_begun_by_the_lots_who_took_it() {
        let me = actor(Role::Lots);
        assert_eq!(BeginLots::allows(&me, &facts(AssignmentState::Accepted, Some(ME))), Verdict::Yes(Role::Lots));
        for state in [AssignmentState::Asked, AssignmentState::Active] {
            assert_eq!(BeginLots::allows(&me, &facts(state, Some(ME))), Verdict::No);
        }
        let coordinator = actor(Role::Coordinator);
        assert_eq!(BeginLots::allows(&coordinator, &facts(AssignmentState::Accepted, Some(ME))), Verdict::No);
    }

    #[test]
    fn only_coordinators_ask() {
        assert_eq!(AskForLots::allows(&actor(Role::Coordinator), &case(3)), Verdict::Yes(Role::Coordinator));
        for role in [Role::Lots, Role::Referrer, Role::Office, Role::Administrator, Role::Representative] {
            assert_eq!(AskForLots::allows(&actor(role), &case(3)), Verdict::Hidden);
        }
    }
}
