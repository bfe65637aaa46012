//! Making and cancelling team times, and saying who comes.
use super::booking::unbook;
use crate::{
    access::{Actor, Allowed},
    audit::{Details, Entries, EventCode},
    cases::store::find,
    db::{Db, Tx, WriteTx},
    kernel::{
        error::AppError,
        id::{SeatId, SlotId, TeamId, UserId},
        local_time::{from_local, local_day},
    },
    meetings::{
        policy::{CancelMeeting, CancelSlot, MakeSlot, SeatFacts, SeeSlot, SlotFacts, StandIn},
        rules::{CancelReason, MeetingForm},
        store::{
            self, slot,
            staffing::{holders_of, replace_sitting, seat_at},
        },
    },
    teams::rules::HolderKind,
};
use chrono::{Days, NaiveDate, NaiveTime};

/// A team time as it is typed.
#[derive(Clone, Debug)]
pub struct NewSlot {
    pub team: TeamId,
    pub day: NaiveDate,
    pub time: NaiveTime,
    pub minutes: i32,
    pub form: MeetingForm,
    pub place: String,
    pub capacity: i32,
    pub extra: bool,
    /// How many weeks in a row, the first included.
    pub weeks: i32,
}

/// Why a time was not made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SlotRefusal {
    /// The clock is put forward that night: the time does not occur.
    Skipped(NaiveDate),
    Past,
    /// The team has a time then already.
    Taken(NaiveDate),
    NoSuchTeam,
    App(AppError),
}

impl From<AppError> for SlotRefusal {
    fn from(e: AppError) -> Self {
        SlotRefusal::App(e)
    }
}

/// Makes one time, or one a week.
pub async fn make_slots(db: &Db, actor: &Actor, new: &NewSlot) -> Result<(), SlotRefusal> {
    let tx = db.begin().await?;
    let team = store::find_team(&tx, actor.association, new.team).await?.ok_or(SlotRefusal::NoSuchTeam)?;
    let allowed: Allowed<MakeSlot> = actor.may(team)?;
    let mut entries = Vec::new();
    for week in 0..u64::try_from(new.weeks).unwrap_or(1) {
        let day = new.day.checked_add_days(Days::new(7 * week)).unwrap_or(new.day);
        let starts_at = from_local(day.and_time(new.time)).map_err(|_| SlotRefusal::Skipped(day))?;
        if starts_at <= tx.now() {
            return Err(SlotRefusal::Past);
        }
        let row = slot::Model {
            id: SlotId::new(),
            team_id: allowed.id,
            starts_at,
            minutes: new.minutes,
            form: new.form,
            place: new.place.clone(),
            capacity: new.capacity,
            extra: new.extra,
            cancelled_at: None,
        };
        let Some(made) = store::insert_slot(&tx, row).await? else { return Err(SlotRefusal::Taken(day)) };
        let count = Some(new.capacity);
        let details = Details { record: Some(made.0), at: Some(starts_at), count, ..Details::default() };
        entries.push(allowed.did(EventCode::SlotMade.with(details)));
    }
    Ok(tx.commit(Entries::several(entries)?).await?)
}

/// Cancels a time; every case booked in it goes back to its place in the queue.
pub async fn cancel_slot(db: &Db, actor: &Actor, id: SlotId) -> Result<(), AppError> {
    let tx = db.begin().await?;
    let (at, row, _) = store::find_slot(&tx, actor.association, id, true).await?.ok_or(AppError::NotFound)?;
    let allowed: Allowed<CancelSlot> = actor.may(at)?;
    let details = Details { record: Some(id.0), at: Some(row.starts_at), ..Details::default() };
    let mut entries = vec![allowed.did(EventCode::SlotCancelled.with(details.clone()))];
    store::cancel_slot(&tx, &allowed).await?;
    let mut meetings = store::meetings_in(&tx, id).await?;
    // always in the same order: two who lock cases don't wait for each other
    meetings.sort_by_key(|m| m.case_id);
    for meeting in meetings {
        let Some(case) = find(&tx, actor.association, meeting.case_id, true).await? else { continue };
        let case: Allowed<CancelMeeting> = actor.may(case)?;
        unbook(&tx, &case, &meeting, CancelReason::Other).await?;
        let details = Details {
            record: Some(meeting.id.0),
            team: Some(row.team_id),
            code: Some(CancelReason::Other.to_string()),
            ..details.clone()
        };
        entries.push(case.did(EventCode::MeetingCancelled.with(details)));
    }
    tx.commit(Entries::several(entries)?).await
}

/// Who comes for a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Representative,
    Substitute(UserId),
    Nobody,
}

/// Says who comes for a seat at one time.
pub async fn stand_in(db: &Db, actor: &Actor, id: SlotId, seat: SeatId, who: Who) -> Result<(), AppError> {
    let tx = db.begin().await?;
    let allowed = may_stand_in(&tx, actor, id, seat).await?;
    let day = local_day(allowed.slot.starts_at);
    let holders = holders_of(&tx, seat, day).await?;
    let (code, user) = match who {
        Who::Representative => {
            replace_sitting(&tx, &allowed, None, false).await?;
            (EventCode::SeatComes, None)
        }
        Who::Nobody => {
            replace_sitting(&tx, &allowed, None, true).await?;
            (EventCode::SeatAbsent, None)
        }
        Who::Substitute(user) => {
            let is_one = holders.iter().any(|h| h.user == user && h.kind == HolderKind::Substitute);
            if !is_one {
                return Err(AppError::Conflict);
            }
            replace_sitting(&tx, &allowed, Some(user), false).await?;
            (EventCode::StandInNamed, Some(user))
        }
    };
    let parties = vec![allowed.party];
    let at = Some(allowed.slot.starts_at);
    let details = Details { record: Some(id.0), user, parties, at, ..Details::default() };
    let entry = allowed.did(code.with(details));
    tx.commit(entry).await
}

async fn may_stand_in<'tx>(
    tx: &'tx WriteTx,
    actor: &Actor,
    id: SlotId,
    seat: SeatId,
) -> Result<Allowed<'tx, StandIn>, AppError> {
    let (at, ..) = store::find_slot(tx, actor.association, id, true).await?.ok_or(AppError::NotFound)?;
    let seen: Allowed<SeeSlot> = actor.may(at)?;
    let at: &SlotFacts = &seen;
    let seat: crate::access::Loaded<'tx, SeatFacts> = seat_at(tx, at, seat).await?.ok_or(AppError::NotFound)?;
    actor.may(seat)
}
