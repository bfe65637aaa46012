//! The codes of the register: those of the rooms that they belong to, and what only a register says.
pub use crate::{
    cases::rules::{Education, EndReason, Livelihood, SupportBand, Track},
    consents::rules::ConsentForm,
    follow_ups::rules::FollowUpResult,
    lots::rules::AskedAt as LotsStage,
    meetings::rules::MeetingForm,
    participants::rules::Gender,
    plans::rules::{ActivityStatus, Responsible},
    referrals::rules::ReturnReason,
    work_training::rules::{Entry, Stage},
};

crate::codes! {
    /// How a case stands in the register.
    pub enum Status {
        InQueue = "in_queue", "i kö", "in queue";
        Met = "met", "har träffat teamet", "met";
        Returned = "returned", "återlämnad", "returned";
        Withdrawn = "withdrawn", "återtagen", "withdrawn";
        Closed = "closed", "avslutad", "closed";
    }
}

crate::codes! {
    /// What became of a meeting in the register: none is only booked.
    pub enum Outcome {
        Held = "held", "hållet", "held";
        Moved = "moved", "flyttat", "moved";
        Cancelled = "cancelled", "inställt", "cancelled";
    }
}

crate::codes! {
    /// The number of months after the meeting at which a follow-up is due.
    pub enum Months {
        Two = "2", "två månader", "two months";
        Six = "6", "sex månader", "six months";
        Twelve = "12", "tolv månader", "twelve months";
    }
}

crate::codes! {
    pub enum YesNo {
        Yes = "yes", "ja", "yes";
        No = "no", "nej", "no";
    }
}
