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
}

/// Opens the participant's page.
pub struct OpenParticipant;

impl Verb for OpenParticipant {
    type Facts = ParticipantFacts;
    fn allows(actor: &Actor, f: &ParticipantFacts) -> Verdict {
        f.best_sight(actor).map_or(Verdict::Hidden, |(role, _)| Verdict::Yes(role))
    }
}

/// Sees who the participant is: through a case of which more than the shell is seen.
pub struct IdentifyParticipant;

impl Verb for IdentifyParticipant {
    type Facts = ParticipantFacts;
    fn allows(actor: &Actor, f: &ParticipantFacts) -> Verdict {
        match f.best_sight(actor) {
            Some((role, Sight::Whole | Sight::Referral)) => Verdict::Yes(role),
            Some((_, Sight::Shell)) => Verdict::No,
            None => Verdict::Hidden,
        }
    }
}
