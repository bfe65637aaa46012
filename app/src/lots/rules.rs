//! When a lots is asked for and how an assignment goes (`domain.md` 4.7).

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
        Asked = "asked", "efterfrågad", "asked for";
        Accepted = "accepted", "tagen", "accepted";
        Active = "active", "pågår", "active";
        Ended = "ended", "avslutad", "ended";
        Declined = "declined", "avböjd", "declined";
    }
}

crate::codes! {
    /// Why an assignment ended.
    pub enum AssignmentEnd {
        Done = "done", "klart", "done";
        NoLongerWanted = "no_longer_wanted", "önskas inte längre", "no longer wanted";
        NeedsMore = "needs_more", "behöver mer än en lots", "needs more than a lots";
    }
}
