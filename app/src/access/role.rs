//! The tasks that a user can hold.

crate::codes! {
    /// A task at an association (`domain.md` section 3). A user can hold several, in several units.
    pub enum Role {
        Referrer = "referrer", "anmälare", "referrer";
        Coordinator = "coordinator", "koordinator", "coordinator";
        Representative = "representative", "representant i team", "team representative";
        Lots = "lots", "lots", "lots (guide)";
        WorkTraining = "work_training", "arbetsträningssamordnare", "work-training coordinator";
        Office = "office", "förbundets kansli", "association office";
        Administrator = "administrator", "administratör", "administrator";
    }
}

impl Role {
    /// Whether the task is held at a unit of an agency, not at the association itself.
    pub fn is_held_at_a_unit(self) -> bool {
        match self {
            Role::Referrer | Role::Representative => true,
            Role::Coordinator | Role::Lots | Role::WorkTraining | Role::Office | Role::Administrator => false,
        }
    }
}
