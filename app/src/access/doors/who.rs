//! Who may pass a door.
use crate::access::{Actor, Role};

/// Who may pass a door. What they may do to one record is the policy's to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// No session needed.
    Anyone,
    /// Any logged-in user.
    LoggedIn,
    /// A logged-in user who holds one of these tasks.
    Roles(&'static [Role]),
}

impl Who {
    /// Whether this user passes.
    pub fn admits(self, actor: Option<&Actor>) -> bool {
        match (self, actor) {
            (Who::Anyone, _) => true,
            (_, None) => false,
            (Who::LoggedIn, Some(_)) => true,
            (Who::Roles(roles), Some(actor)) => actor.has_any(roles),
        }
    }
}
