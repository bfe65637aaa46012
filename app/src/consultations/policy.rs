//! Who asks without identity, reads and answers. Pure: a table test covers it.
use super::rules::ConsultationState;
use crate::{
    access::{Actor, Role, Verb, Verdict, allowed::HasSubject},
    audit::{Subject, SubjectKind},
    kernel::id::{AssociationId, ConsultationId, ReferralId, UnitId, UserId},
    organisation::policy::at_own,
};

/// A question, as the rules look at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConsultationFacts {
    pub id: ConsultationId,
    pub association: AssociationId,
    pub author: UserId,
    pub unit: UnitId,
    pub state: ConsultationState,
    /// The referral that was begun from it.
    pub draft: Option<ReferralId>,
}

impl HasSubject for ConsultationFacts {
    fn subject(&self) -> Subject {
        Subject { kind: SubjectKind::Consultation, id: self.id.0, association: Some(self.association) }
    }
}

/// Asks: a referrer, at a unit where they refer today.
pub struct Ask;

impl Verb for Ask {
    type Facts = ConsultationFacts;
    fn allows(actor: &Actor, f: &ConsultationFacts) -> Verdict {
        match as_author(actor, f) {
            Verdict::Yes(_) if !actor.units(Role::Referrer).any(|u| u.unit == f.unit) => Verdict::No,
            verdict => verdict,
        }
    }
}

/// Reads: who asked, and the association's coordinators. For everyone else there is no such question.
pub struct Read;

impl Verb for Read {
    type Facts = ConsultationFacts;
    fn allows(actor: &Actor, f: &ConsultationFacts) -> Verdict {
        match as_author(actor, f) {
            Verdict::Hidden => at_own(actor, f.association, &[Role::Coordinator]),
            verdict => verdict,
        }
    }
}

/// Closes it, and with that deletes what it says: whoever reads it, so that a coordinator can when too much was written.
pub struct Close;

impl Verb for Close {
    type Facts = ConsultationFacts;
    fn allows(actor: &Actor, f: &ConsultationFacts) -> Verdict {
        Read::allows(actor, f)
    }
}

/// Answers: a coordinator.
pub struct Answer;

impl Verb for Answer {
    type Facts = ConsultationFacts;
    fn allows(actor: &Actor, f: &ConsultationFacts) -> Verdict {
        match at_own(actor, f.association, &[Role::Coordinator]) {
            Verdict::Hidden => known(actor, f),
            verdict => verdict,
        }
    }
}

/// Says more: who asked.
pub struct Add;

impl Verb for Add {
    type Facts = ConsultationFacts;
    fn allows(actor: &Actor, f: &ConsultationFacts) -> Verdict {
        match as_author(actor, f) {
            Verdict::Hidden => known(actor, f),
            verdict => verdict,
        }
    }
}

/// Begins a referral from it, and submits that: who asked.
pub struct Refer;

impl Verb for Refer {
    type Facts = ConsultationFacts;
    fn allows(actor: &Actor, f: &ConsultationFacts) -> Verdict {
        Add::allows(actor, f)
    }
}

fn as_author(actor: &Actor, f: &ConsultationFacts) -> Verdict {
    if f.association == actor.association && f.author == actor.user {
        Verdict::by_roles(actor, &[Role::Referrer])
    } else {
        Verdict::Hidden
    }
}

/// Not theirs to do, to those who may know of it.
fn known(actor: &Actor, f: &ConsultationFacts) -> Verdict {
    match Read::allows(actor, f) {
        Verdict::Hidden => Verdict::Hidden,
        _ => Verdict::No,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{access::actor::tests::an_actor, kernel::code::Code};

    fn facts(association: AssociationId, author: UserId, unit: UnitId) -> ConsultationFacts {
        let (id, state) = (ConsultationId::new(), ConsultationState::Asked);
        ConsultationFacts { id, association, author, unit, state, draft: None }
    }

    fn verdicts(actor: &Actor, f: &ConsultationFacts) -> [Verdict; 6] {
        [
            Ask::allows(actor, f),
            Read::allows(actor, f),
            Close::allows(actor, f),
            Answer::allows(actor, f),
            Add::allows(actor, f),
            Refer::allows(actor, f),
        ]
    }

    const HIDDEN: [Verdict; 6] = [Verdict::Hidden; 6];

    #[test]
    fn who_asked_reads_it_and_says_more_and_does_not_answer() {
        for role in Role::ALL.iter().filter(|r| **r != Role::Coordinator) {
            let actor = an_actor(&[*role]);
            let unit = actor.units(Role::Referrer).next().map_or_else(UnitId::new, |u| u.unit);
            let own = facts(actor.association, actor.user, unit);
            let yes = Verdict::Yes(Role::Referrer);
            let expected = if *role == Role::Referrer { [yes, yes, yes, Verdict::No, yes, yes] } else { HIDDEN };
            assert_eq!(verdicts(&actor, &own), expected, "{role}");
            let elsewhere = ConsultationFacts { unit: UnitId::new(), ..own };
            assert!(!actor.might::<Ask>(&elsewhere), "{role}");
        }
    }

    #[test]
    fn another_s_question_is_for_coordinators_alone_and_only_at_their_association() {
        for role in Role::ALL {
            let actor = an_actor(&[*role]);
            let another = facts(actor.association, UserId::new(), UnitId::new());
            let yes = Verdict::Yes(Role::Coordinator);
            let coordinators = [Verdict::Hidden, yes, yes, yes, Verdict::No, Verdict::No];
            let expected = if *role == Role::Coordinator { coordinators } else { HIDDEN };
            assert_eq!(verdicts(&actor, &another), expected, "{role}");
            for author in [actor.user, UserId::new()] {
                let foreign = facts(AssociationId::new(), author, UnitId::new());
                assert_eq!(verdicts(&actor, &foreign), HIDDEN, "{role}");
            }
        }
    }
}
