//! What the pages of queue, calendar and meetings read.
mod papers;

pub use self::papers::{LetterView, PrintView, PrintedCase, letter, slot_print};
#[cfg(feature = "ssr")]
use super::rules::QueueFilter;
use super::rules::{Attendee, Busy, CancelReason, MeetingForm, MeetingOutcome, Presence};
#[cfg(feature = "ssr")]
use crate::kernel::page::PageRequest;
use crate::{
    cases::{api::CaseHeading, rules::Track},
    kernel::{
        error::AppError,
        id::{CaseId, DistrictId, SeatId, SlotId, TeamId},
        page::Page,
    },
    organisation::rules::Party,
    participant_portal::api::Prepared,
};
use chrono::{NaiveDate, NaiveDateTime};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A case in the queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueRow {
    pub id: CaseId,
    /// Number and initials, or the name.
    pub about: String,
    /// The reader is told that the identity is protected: then no district is given.
    pub protected: bool,
    pub submitted_on: NaiveDate,
    pub weeks: i64,
    pub days_late: i64,
    pub district: Option<String>,
    /// The teams that serve the district.
    pub teams: Vec<String>,
    /// The parties asked for.
    pub parties: Vec<Party>,
    pub form: Option<MeetingForm>,
    pub track: Track,
    /// A coordinator has given it another place than its submission's.
    pub moved: bool,
    /// A consent to share is in force.
    pub consented: bool,
    pub may_book: bool,
    pub may_move: bool,
}

/// The queue with what it can be narrowed to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueView {
    pub queue_weeks: i32,
    /// How many an import brought and nobody has taken up yet.
    pub imported: u64,
    pub teams: Vec<(TeamId, String)>,
    pub districts: Vec<(DistrictId, String)>,
    pub page: Page<QueueRow>,
}

/// Where a case can be moved in the queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoveView {
    pub heading: CaseHeading,
    /// Its place now, counted from one, where it stands among the first.
    pub place: Option<usize>,
    pub others: Vec<(CaseId, String)>,
}

/// A seat at a team time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatRow {
    pub seat: SeatId,
    pub party: Party,
    pub presence: Presence,
    pub name: String,
    /// The reader sits there.
    pub is_me: bool,
    /// May say who comes for it.
    pub may_say: bool,
}

/// A team time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlotRow {
    pub id: SlotId,
    pub team: String,
    pub at: NaiveDateTime,
    pub minutes: i32,
    pub form: MeetingForm,
    pub place: String,
    pub capacity: i32,
    pub taken: i32,
    pub extra: bool,
    /// How many of the booked cases lack a consent that their meeting needs; 0 for those who don't mend it.
    pub unconsented: i32,
    pub cancelled: bool,
    pub seats: Vec<SeatRow>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarView {
    /// Teams to narrow to; empty when the user sees one only.
    pub teams: Vec<(TeamId, String)>,
    pub page: Page<SlotRow>,
    pub may_make: bool,
}

/// A case in a team time, for those who may know of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InSlotRow {
    pub case: CaseId,
    pub about: String,
    /// The reader is told that the identity is protected.
    pub protected: bool,
    pub outcome: MeetingOutcome,
    /// The parties asked for that nobody speaks for at this time.
    pub missing: Vec<Party>,
    /// The parties asked for that the consent in force does not name.
    pub unconsented: Vec<Party>,
    /// No consent is in force.
    pub no_consent: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlotView {
    pub slot: SlotRow,
    pub cases: Vec<InSlotRow>,
    pub may_change: bool,
    pub may_cancel: bool,
    pub may_print: bool,
    /// It is cancelled or has begun.
    pub gone: bool,
}

/// Who could come for one seat, and who does now: a code or a user's id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandInView {
    pub team: String,
    pub at: NaiveDateTime,
    pub seat: SeatId,
    pub party: Party,
    /// The reader steps in, and can only say that they can't come after all.
    pub only_declines: bool,
    /// The representative's name, where the seat has one.
    pub representative: Option<String>,
    pub substitutes: Vec<(String, String)>,
    pub now: String,
}

/// A time with room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreeSlotRow {
    pub id: SlotId,
    pub team: String,
    /// The team serves the participant's district.
    pub own: bool,
    pub at: NaiveDateTime,
    pub minutes: i32,
    pub form: MeetingForm,
    pub left: i32,
    /// Parties asked for that nobody speaks for then.
    pub missing: Vec<Party>,
    /// Who would come and is at another meeting then.
    pub busy: Vec<Busy>,
}

/// What the times are narrowed to; from the address, so anything may stand there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreeSlotsFilter {
    /// To move a booked meeting, not to book one.
    pub moving: bool,
    /// A team's id, `all`, or nothing: the teams of the participant's district.
    pub team: String,
    pub from: Option<NaiveDate>,
}

crate::codes! {
    /// Why a case can't be booked or moved now.
    pub enum NotNow {
        BookedAlready = "booked_already", "Ärendet har redan ett bokat möte. Flytta eller ställ in det i stället.", "The case has a booked meeting already. Move or cancel that one instead.";
        NothingBooked = "nothing_booked", "Ärendet har inget bokat möte att flytta.", "The case has no booked meeting to move.";
        HasBegun = "has_begun", "Mötet har börjat. Skriv hur det gick i stället.", "The meeting has begun. Note how it went instead.";
        OnlyTraining = "only_training", "Ärendet gäller bara arbetsträning: det har inget teammöte.", "The case is about work training only: it has no team meeting.";
        NotInQueue = "not_in_queue", "Ärendet står inte i kö och har inte haft något teammöte, så det går inte att boka.", "The case is not in the queue and has had no team meeting, so it can't be booked.";
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreeSlotsView {
    pub heading: CaseHeading,
    /// The form asked for in the referral.
    pub form: Option<MeetingForm>,
    /// When the case is booked now, and with which team.
    pub booked: Option<(NaiveDateTime, String)>,
    /// The time that it is booked into.
    pub booked_slot: Option<SlotId>,
    pub not_now: Option<NotNow>,
    /// The choice of team that the rows follow.
    pub team: String,
    /// Some team serves the participant's district.
    pub has_own: bool,
    pub teams: Vec<(TeamId, String)>,
    pub page: Page<FreeSlotRow>,
}

/// Who can have come to the meeting that is booked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeView {
    pub heading: CaseHeading,
    pub at: NaiveDateTime,
    pub team: String,
    /// The seats with who was to sit there.
    pub seats: Vec<(Attendee, String)>,
    /// Who came, as far as it is noted.
    pub came: Vec<Attendee>,
    /// A mark of what the page shows, where that can be corrected.
    pub shown: String,
    pub has_begun: bool,
}

/// A meeting of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseMeetingRow {
    pub slot: SlotId,
    pub team: String,
    pub at: NaiveDateTime,
    pub minutes: i32,
    pub form: MeetingForm,
    /// Empty for those who only see when.
    pub place: String,
    pub outcome: MeetingOutcome,
    pub reason: Option<CancelReason>,
    pub came: Vec<(Attendee, bool)>,
    pub has_begun: bool,
    /// The parties asked for that the consent in force does not name, while it is booked.
    pub unconsented: Vec<Party>,
    /// It is booked and no consent is in force.
    pub no_consent: bool,
    /// The user sees the team time itself.
    pub may_see_slot: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseMeetingsView {
    pub heading: CaseHeading,
    pub rows: Vec<CaseMeetingRow>,
    /// What the participant shares before a meeting, for whoever reads the case as a whole.
    pub prepared: Vec<Prepared>,
    pub may_book: bool,
    pub may_move: bool,
    pub may_cancel: bool,
    pub may_register: bool,
    /// May say anew who came to the latest meeting that was held.
    pub may_correct: bool,
    pub may_print_letter: bool,
    /// Cancelled, the case is back in the queue: it has not met yet.
    pub waits_again: bool,
    /// Who has to know that the meeting was moved or cancelled lately, for those who do that.
    pub tell: Option<ToTell>,
}

/// Whom a coordinator tells that a case's meeting was moved or cancelled; beside them the participant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToTell {
    /// When it was.
    pub at: NaiveDateTime,
    /// Moved, else cancelled.
    pub moved: bool,
    pub referrer: String,
    /// Agency and unit of the referrer's.
    pub unit: String,
    /// Empty: the referrer has no account any longer.
    pub email: String,
    /// Who sits in the team, at the old time and at the new one, for a party that the consent in force names.
    pub team: Vec<(Party, String)>,
    /// The lots who has taken the assignment, for those who see the whole case.
    pub lots: Vec<String>,
}

/// The queue, for coordinators.
#[server(endpoint = "queue")]
pub async fn queue(
    team: Option<TeamId>,
    district: Option<DistrictId>,
    track: Option<Track>,
    imported: bool,
    after: Option<String>,
    before: Option<String>,
) -> Result<QueueView, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    let (filter, page) = (QueueFilter { team, district, track, imported }, PageRequest { after, before });
    super::actions::queue(&db, &actor, &filter, &page).await
}

/// Where a case can be moved in the queue.
#[server(endpoint = "queue-choices")]
pub async fn queue_choices(case: CaseId) -> Result<MoveView, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::move_choices(&db, &actor, case).await
}

/// Team times, coming or past.
#[server(endpoint = "calendar")]
pub async fn calendar(
    team: Option<TeamId>,
    past: bool,
    after: Option<String>,
    before: Option<String>,
) -> Result<CalendarView, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::calendar(&db, &actor, team, past, &PageRequest { after, before }).await
}

/// Teams for which a time can be made.
#[server(endpoint = "slot-teams")]
pub async fn slot_teams() -> Result<Vec<(TeamId, String)>, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::team_choices(&db, &actor).await
}

/// A team time with its cases and seats.
#[server(endpoint = "slot")]
pub async fn slot(id: SlotId) -> Result<SlotView, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::slot_page(&db, &actor, id).await
}

/// Who could come for a seat.
#[server(endpoint = "stand-in-choices")]
pub async fn stand_in_choices(slot: SlotId, seat: Option<SeatId>) -> Result<StandInView, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::stand_in_choices(&db, &actor, slot, seat).await
}

/// Times with room for a case.
#[server(endpoint = "free-slots")]
pub async fn free_slots(
    case: CaseId,
    moving: bool,
    team: String,
    from: Option<NaiveDate>,
    after: Option<String>,
    before: Option<String>,
) -> Result<FreeSlotsView, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    let (filter, page) = (FreeSlotsFilter { moving, team, from }, PageRequest { after, before });
    super::actions::free_slots(&db, &actor, case, &filter, &page).await
}

/// What the outcome of the booked meeting can say.
#[server(endpoint = "meeting-outcome-choices")]
pub async fn outcome_choices(case: CaseId) -> Result<OutcomeView, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::outcome_choices(&db, &actor, case).await
}

/// Who came to the case's latest meeting that was held.
#[server(endpoint = "meeting-attendance")]
pub async fn held_attendance(case: CaseId) -> Result<OutcomeView, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::held_attendance(&db, &actor, case).await
}

/// A case's meetings.
#[server(endpoint = "case-meetings")]
pub async fn case_meetings(case: CaseId) -> Result<CaseMeetingsView, AppError> {
    let (db, actor) = crate::ui::request::asking()?;
    super::actions::case_meetings(&db, &actor, case).await
}
