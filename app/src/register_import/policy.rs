//! Who takes a register in.
use super::actions::Target;
use crate::access::{Actor, Role, Verb, Verdict};

/// Takes a register in: the association's administrators.
pub struct ImportRegister;

impl Verb for ImportRegister {
    type Facts = Target;
    fn allows(actor: &Actor, target: &Target) -> Verdict {
        if actor.association == target.id { Verdict::by_roles(actor, &[Role::Administrator]) } else { Verdict::Hidden }
    }
}
