//! What a follow-up asks, and how its result is computed (`domain.md` 4.8).

crate::codes! {
    /// The result per plan. *Could not follow up* is entered, never computed.
    pub enum FollowUpResult {
        AllDone = "all_done", "allt gjort", "all done";
        PartlyDone = "partly_done", "delvis gjort", "partly done";
        UnderWay = "under_way", "pågår", "under way";
        NoneDone = "none_done", "inget gjort", "none done";
        CouldNotFollowUp = "could_not_follow_up", "gick inte att följa upp", "could not be followed up";
        NotCarriedOut = "not_carried_out", "planen kunde inte genomföras", "the plan could not be carried out";
    }
}

crate::codes! {
    /// What hinders an activity that is stuck.
    pub enum Hindrance {
        WaitingTime = "waiting_time", "väntetid hos en part", "waiting time at a party";
        OutOfReach = "out_of_reach", "handläggaren går inte att nå", "handler out of reach";
        Refused = "refused", "beslutet blev nej", "decision refused";
        Health = "health", "hälsan", "health";
        OwnWish = "own_wish", "deltagarens egen önskan", "the participant's wish";
        NoPlace = "no_place", "plats saknas", "place lacking";
        Other = "other", "annat", "other";
    }
}

/// The months after the meeting at which a plan is followed up.
pub const MONTHS: [i32; 3] = [2, 6, 12];
