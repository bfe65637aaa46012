//! Who sees the figures: they hold no case.
use crate::{
    access::{Actor, Role, Verb, Verdict, allowed::HasSubject},
    audit::{Subject, SubjectKind},
    kernel::id::AssociationId,
};

/// The association whose figures are asked for.
#[derive(Clone, Debug)]
pub struct OfAssociation(pub AssociationId);

impl HasSubject for OfAssociation {
    fn subject(&self) -> Subject {
        Subject { kind: SubjectKind::Association, id: self.0.0, association: Some(self.0) }
    }
}

/// The tasks that see the figures.
pub const SEE_FIGURES: &[Role] = &[Role::Office, Role::Coordinator, Role::Administrator];

/// Sees the association's key figures.
pub struct SeeFigures;

impl Verb for SeeFigures {
    type Facts = OfAssociation;
    fn allows(actor: &Actor, of: &OfAssociation) -> Verdict {
        if actor.association == of.0 { Verdict::by_roles(actor, SEE_FIGURES) } else { Verdict::Hidden }
    }
}
