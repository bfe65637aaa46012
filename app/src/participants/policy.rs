//! Who may open a participant: whoever may see one of their cases. Pure: a table test covers it.
use crate::{
    access::{Actor, Role, Verb, Verdict, allowed::HasSubject},
    audit::{Subject, SubjectKind},
    cases::policy::{CaseFacts, Sight, sight},
    kernel::id::{AssociationId, ParticipantId},
};

/// A participant with all their cases at the association.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParticipantFacts {
    pub id: ParticipantId,
    pub association: AssociationId,
    pub cases: Vec<CaseFacts>,
}

impl HasSubject for ParticipantFacts {
    fn subject(&self) -> Subject {
        Subject { kind: SubjectKind::Participant, id: self.id.0, association: Some(self.association) }
    }
}

impl ParticipantFacts {
    /// The most that the actor sees of any of the cases.
    pub fn best_sight(&self, actor: &Actor) -> Option<(Role, Sight)> {
        self.cases.iter().filter_map(|c| sight(actor, c)).max_by_key(|(_, seen)| *seen)
    }

    /// Those of which the actor sees more than the shell, the latest first.
    pub fn identified(&self, actor: &Actor) -> Vec<&CaseFacts> {
        let seen = |c: &&CaseFacts| sight(actor, c).is_some_and(|(_, seen)| seen >= Sight::Referral);
        let mut cases: Vec<_> = self.cases.iter().filter(seen).collect();
        cases.sort_by_key(|c| std::cmp::Reverse(c.submitted_at));
        cases
    }
}

/// Whether the reader of a case is told that the identity is protected: where its own referral says so, and coordinators
/// anyhow. A referrer is not told what only another agency's referral says: it would tell that there is one. The case is
/// shut to the others all the same (`cases::policy::sight`).
pub fn is_told_of_protection(actor: &Actor, stated: bool, protected: bool) -> bool {
    stated || (protected && actor.has(Role::Coordinator))
}

/// Opens the participant, or their identity number: through a case of which more than the shell is seen. That two shells
/// are the same person's is no part of either.
pub struct OpenParticipant;

impl Verb for OpenParticipant {
    type Facts = ParticipantFacts;
    fn allows(actor: &Actor, f: &ParticipantFacts) -> Verdict {
        match f.best_sight(actor) {
            Some((role, Sight::Whole | Sight::Referral)) => Verdict::Yes(role),
            Some((_, Sight::Shell)) => Verdict::No,
            None => Verdict::Hidden,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plans::policy::testing::actor;

    #[test]
    fn what_another_referral_says_of_protection_is_the_coordinators_alone() {
        for role in [Role::Coordinator, Role::Referrer, Role::Representative, Role::Lots, Role::WorkTraining] {
            let reader = actor(role);
            let told = |stated, protected| is_told_of_protection(&reader, stated, protected);
            assert!(told(true, true) && !told(false, false), "{role}");
            assert_eq!(told(false, true), role == Role::Coordinator, "{role}");
        }
    }
}
