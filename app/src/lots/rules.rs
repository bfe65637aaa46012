//! When a lots is asked for and how an assignment goes (`domain.md` 4.7).
use crate::cases::rules::StateCode;

crate::codes! {
    /// When the lots was asked for.
    pub enum AskedAt {
        Meeting = "meeting", "vid teammötet", "at the team meeting";
        FollowUp = "follow_up", "vid uppföljningen", "at the follow-up";
        WorkTraining = "work_training", "inför arbetsträning", "for work training";
    }
}

crate::codes! {
    /// How far an assignment has come.
    pub enum AssignmentState {
        Asked = "asked", "begärt", "asked for";
        Accepted = "accepted", "taget", "accepted";
        Active = "active", "pågår", "active";
        Ended = "ended", "avslutat", "ended";
        Declined = "declined", "avböjt", "declined";
    }
}

crate::codes! {
    /// Why an assignment ended.
    pub enum AssignmentEnd {
        Done = "done", "klart", "done";
        NoLongerWanted = "no_longer_wanted", "önskas inte längre", "no longer wanted";
        NeedsMore = "needs_more", "behöver mer än en lots", "needs more than a lots";
        CaseOver = "case_over", "ärendet pågår inte längre", "the case is no longer open";
    }
}

impl AssignmentEnd {
    /// What a lots says of it; that the case is no longer open its own step says.
    pub const BY_HAND: [AssignmentEnd; 3] =
        [AssignmentEnd::Done, AssignmentEnd::NoLongerWanted, AssignmentEnd::NeedsMore];
}

impl AssignmentState {
    /// States in which an assignment is not over: a case has one of them at most.
    pub const CURRENT: [AssignmentState; 4] =
        [AssignmentState::Asked, AssignmentState::Accepted, AssignmentState::Active, AssignmentState::Declined];

    /// States in which the lots who was assigned has a reason to see the case.
    pub const UNDER_WAY: [AssignmentState; 3] =
        [AssignmentState::Asked, AssignmentState::Accepted, AssignmentState::Active];

    /// Whether a lots has taken it: given to another, it is handed over.
    pub fn is_taken(self) -> bool {
        match self {
            AssignmentState::Accepted | AssignmentState::Active => true,
            AssignmentState::Asked | AssignmentState::Declined | AssignmentState::Ended => false,
        }
    }
}

/// States of a case in which a lots can be asked for: from the queue on (work training has no meeting).
pub const ASKING: [StateCode; 4] = [StateCode::InQueue, StateCode::Booked, StateCode::Met, StateCode::PlanEstablished];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::code::Code;

    #[test]
    fn what_is_over_is_nobodys() {
        for state in AssignmentState::ALL {
            assert!(!state.is_taken() || AssignmentState::CURRENT.contains(state));
        }
        assert!(!AssignmentState::CURRENT.contains(&AssignmentState::Ended));
    }
}
