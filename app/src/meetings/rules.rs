//! How a team meets, and what became of a meeting (`domain.md` 4.4, 4.5).

crate::codes! {
    /// How people meet.
    pub enum MeetingForm {
        InPerson = "in_person", "på plats", "in person";
        Video = "video", "video", "video";
        Phone = "phone", "telefon", "phone";
        Hybrid = "hybrid", "delvis på distans", "hybrid";
    }
}

crate::codes! {
    /// What became of a booked meeting.
    pub enum MeetingOutcome {
        Booked = "booked", "bokat", "booked";
        Held = "held", "hållet", "held";
        Moved = "moved", "flyttat", "moved";
        Cancelled = "cancelled", "inställt", "cancelled";
    }
}

crate::codes! {
    /// Why a meeting was cancelled.
    pub enum CancelReason {
        ParticipantIll = "participant_ill", "deltagaren är sjuk", "the participant is ill";
        DidNotCome = "did_not_come", "deltagaren kom inte", "the participant did not come";
        NoInterpreter = "no_interpreter", "tolk saknas", "no interpreter";
        PartyMissing = "party_missing", "en part saknas", "a party is missing";
        ConsentWithdrawn = "consent_withdrawn", "samtycket är återtaget", "consent withdrawn";
        Other = "other", "annat", "other";
    }
}

/// How many cases a team time takes unless something else is said: more cannot be borne by phone (*design*).
pub const DEFAULT_CAPACITY: i32 = 2;

/// So many days after a held meeting its team's representatives can still open the case (*design*).
pub const OPEN_DAYS_AFTER: i64 = 30;
