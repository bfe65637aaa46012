//! Making, changing and cancelling team times, and saying who comes.
use super::booking::unbook;
use crate::{
    access::{Actor, Allowed},
    audit::{Details, Entries, EventCode},
    cases::{rules::StateCode, store::find},
    db::{Db, Tx, WriteTx},
    kernel::{
        error::AppError,
        id::{SeatId, SlotId, TeamId, UserId},
        lang::Confirmed,
        local_time::{from_local, local_day, to_local},
    },
    meetings::{
        policy::{CancelMeeting, CancelSlot, ChangeSlot, MakeSlot, SeatFacts, SeeSlot, SlotFacts, StandIn},
        rules::{Busy, CancelReason, MAX_DAYS_AHEAD, MeetingForm, OffHours},
        store::{
            self,
            clash::{self, lock_calendar},
            slot,
            slots::{self, insert_slot},
            staffing::{Holder, holders_of, replace_sitting, seat_at},
        },
        texts,
    },
    teams::rules::HolderKind,
};
use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Utc};

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
    /// It begins while hardly anyone works, and that is so.
    pub confirmed: Confirmed,
}

/// Why a time was not made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SlotRefusal {
    /// The clock is put forward that night: the time does not occur.
    Skipped(NaiveDate),
    Past,
    /// Further ahead than anybody plans.
    TooFar,
    /// The team has a time then already.
    Taken(NaiveDate),
    /// A cancelled time of the team begins then: a new one takes it up, with the meetings that were to be in it.
    CancelledThen(NaiveDate),
    NoSuchTeam,
    /// It can't begin at another time while a case is booked in it.
    BookedThen,
    /// More cases are booked in it already.
    TooFewPlaces(u64),
    /// Someone who is expected at it would be at two meetings at once.
    Elsewhere(Vec<Busy>),
    /// It begins while hardly anyone works, and that is not confirmed.
    OffHours(OffHours),
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
    lock_calendar(&tx, actor.association).await?;
    let team = store::find_team(&tx, actor.association, new.team).await?.ok_or(SlotRefusal::NoSuchTeam)?;
    let allowed: Allowed<MakeSlot> = actor.may(team)?;
    let mut entries = Vec::new();
    let weeks = 0..u64::try_from(new.weeks).unwrap_or(1);
    let days: Vec<_> = weeks.map(|w| new.day.checked_add_days(Days::new(7 * w)).unwrap_or(new.day)).collect();
    for day in days.iter().copied() {
        let starts_at = coming(&tx, day, new.time)?;
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
        let Some(made) = insert_slot(&tx, actor.association, row).await? else { return Err(SlotRefusal::Taken(day)) };
        let count = Some(new.capacity);
        let details = Details { record: Some(made.0), at: Some(starts_at), count, ..Details::default() };
        entries.push(allowed.did(EventCode::SlotMade.with(details)));
    }
    check_hours(new.time, &days, &new.confirmed)?;
    Ok(tx.commit(Entries::several(entries)?).await?)
}

/// A time outside of working hours or on a day of rest is most often a slip of the pen.
fn check_hours(time: NaiveTime, days: &[NaiveDate], confirmed: &Confirmed) -> Result<(), SlotRefusal> {
    match OffHours::of(time, days) {
        Some(at) if !confirmed.answers(|lang| texts::off_hours(lang, &at)) => Err(SlotRefusal::OffHours(at)),
        _ => Ok(()),
    }
}

fn coming(tx: &WriteTx, day: NaiveDate, time: NaiveTime) -> Result<DateTime<Utc>, SlotRefusal> {
    let starts_at = from_local(day.and_time(time)).map_err(|_| SlotRefusal::Skipped(day))?;
    if starts_at <= tx.now() {
        return Err(SlotRefusal::Past);
    }
    if day > tx.today() + TimeDelta::days(MAX_DAYS_AHEAD) {
        return Err(SlotRefusal::TooFar);
    }
    Ok(starts_at)
}

/// A team time as it is to be from now on.
#[derive(Clone, Debug)]
pub struct ChangedSlot {
    pub day: NaiveDate,
    pub time: NaiveTime,
    pub minutes: i32,
    pub form: MeetingForm,
    pub place: String,
    pub capacity: i32,
    pub extra: bool,
    /// It is to begin while hardly anyone works, and that is so.
    pub confirmed: Confirmed,
}

/// Changes a time. It begins at another only while nobody is booked in it; its places are never fewer than those.
pub async fn change_slot(db: &Db, actor: &Actor, id: SlotId, new: &ChangedSlot) -> Result<(), SlotRefusal> {
    let tx = db.begin().await?;
    lock_calendar(&tx, actor.association).await?;
    let (at, was, _) = store::find_slot(&tx, actor.association, id, true).await?.ok_or(AppError::NotFound)?;
    let allowed: Allowed<ChangeSlot> = actor.may(at)?;
    let starts_at = coming(&tx, new.day, new.time)?;
    let taken = store::count_in(&tx, id).await?;
    // the form shows whole minutes: a time is not moved by its seconds
    let moved = to_local(starts_at) != minute(to_local(was.starts_at));
    if moved && taken > 0 {
        return Err(SlotRefusal::BookedThen);
    }
    if u64::try_from(new.capacity).unwrap_or(0) < taken {
        return Err(SlotRefusal::TooFewPlaces(taken));
    }
    let row = slot::Model {
        starts_at: if moved { starts_at } else { was.starts_at },
        minutes: new.minutes,
        form: new.form,
        place: new.place.clone(),
        capacity: new.capacity,
        extra: new.extra,
        ..was.clone()
    };
    if slots::has_another(&tx, actor.association, &row).await? {
        return Err(SlotRefusal::Taken(new.day));
    }
    if moved && slots::cancelled_at(&tx, &row).await?.is_some() {
        return Err(SlotRefusal::CancelledThen(new.day));
    }
    let busy = clash::of_time(&tx, actor.association, &row).await?;
    if !busy.is_empty() {
        return Err(SlotRefusal::Elsewhere(clash::named(&tx, &busy).await?));
    }
    if row == was {
        return Ok(());
    }
    if moved {
        check_hours(new.time, &[new.day], &new.confirmed)?;
        // who was named for the seats was named for another time
        slots::forget_staffing(&tx, id).await?;
    }
    let details =
        Details { record: Some(id.0), at: Some(row.starts_at), count: Some(row.capacity), ..Details::default() };
    slots::set_slot(&tx, row).await?;
    let entry = allowed.did(EventCode::SlotChanged.with(details));
    Ok(tx.commit(entry).await?)
}

fn minute(at: NaiveDateTime) -> NaiveDateTime {
    at.with_second(0).and_then(|at| at.with_nanosecond(0)).unwrap_or(at)
}

/// Cancels a time; every case booked in it that has not met yet goes back to its place in the queue. Gives whether
/// there was one.
pub async fn cancel_slot(db: &Db, actor: &Actor, id: SlotId) -> Result<bool, AppError> {
    let tx = db.begin().await?;
    lock_calendar(&tx, actor.association).await?;
    let (at, row, _) = store::find_slot(&tx, actor.association, id, true).await?.ok_or(AppError::NotFound)?;
    let allowed: Allowed<CancelSlot> = actor.may(at)?;
    let details = Details { record: Some(id.0), at: Some(row.starts_at), ..Details::default() };
    let mut entries = vec![allowed.did(EventCode::SlotCancelled.with(details.clone()))];
    slots::cancel_slot(&tx, &allowed).await?;
    let mut wait_again = false;
    let mut meetings = store::meetings_in(&tx, id).await?;
    // always in the same order: two who lock cases don't wait for each other
    meetings.sort_by_key(|m| m.case_id);
    for meeting in meetings {
        let Some(case) = find(&tx, actor.association, meeting.case_id, true).await? else { continue };
        let case: Allowed<CancelMeeting> = actor.may(case)?;
        unbook(&tx, &case, &meeting, CancelReason::Other).await?;
        wait_again |= case.state.code() == StateCode::Booked;
        let details = Details {
            record: Some(meeting.id.0),
            team: Some(row.team_id),
            code: Some(CancelReason::Other.to_string()),
            ..details.clone()
        };
        entries.push(case.did(EventCode::MeetingCancelled.with(details)));
    }
    tx.commit(Entries::several(entries)?).await?;
    Ok(wait_again)
}

/// Who comes for a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Representative,
    Substitute(UserId),
    Nobody,
}

/// Why nobody was named for a seat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StandInRefusal {
    /// They are at another meeting then.
    Elsewhere(String),
    App(AppError),
}

impl From<AppError> for StandInRefusal {
    fn from(e: AppError) -> Self {
        StandInRefusal::App(e)
    }
}

/// Says who comes for a seat at one time. Gives whether the actor still sees the time.
pub async fn stand_in(db: &Db, actor: &Actor, id: SlotId, seat: SeatId, who: Who) -> Result<bool, StandInRefusal> {
    let tx = db.begin().await?;
    lock_calendar(&tx, actor.association).await?;
    let (allowed, at) = may_stand_in(&tx, actor, id, seat).await?;
    if allowed.only_declines(actor) && who != Who::Nobody {
        return Err(AppError::NotAllowed.into());
    }
    let day = local_day(allowed.slot.starts_at);
    let holders = holders_of(&tx, seat, day).await?;
    let (code, user) = match who {
        Who::Representative => {
            let comes = holders.iter().rfind(|h| h.kind == HolderKind::Representative);
            if let Some(representative) = comes {
                free_then(&tx, actor, representative, &at).await?;
            }
            replace_sitting(&tx, &allowed, None, false).await?;
            (EventCode::SeatComes, None)
        }
        Who::Nobody => {
            replace_sitting(&tx, &allowed, None, true).await?;
            (EventCode::SeatAbsent, None)
        }
        Who::Substitute(user) => {
            let substitute = holders.iter().find(|h| h.user == user && h.kind == HolderKind::Substitute);
            free_then(&tx, actor, substitute.ok_or(AppError::Conflict)?, &at).await?;
            replace_sitting(&tx, &allowed, Some(user), false).await?;
            (EventCode::StandInNamed, Some(user))
        }
    };
    let still = !allowed.only_declines(actor);
    let parties = vec![allowed.party];
    let at = Some(allowed.slot.starts_at);
    let details = Details { record: Some(id.0), user, parties, at, ..Details::default() };
    let entry = allowed.did(code.with(details));
    tx.commit(entry).await?;
    Ok(still)
}

async fn free_then(tx: &WriteTx, actor: &Actor, who: &Holder, at: &slot::Model) -> Result<(), StandInRefusal> {
    match clash::is_elsewhere(tx, actor.association, who.user, at).await? {
        true => Err(StandInRefusal::Elsewhere(who.name.clone())),
        false => Ok(()),
    }
}

async fn may_stand_in<'tx>(
    tx: &'tx WriteTx,
    actor: &Actor,
    id: SlotId,
    seat: SeatId,
) -> Result<(Allowed<'tx, StandIn>, slot::Model), AppError> {
    let (at, row, _) = store::find_slot(tx, actor.association, id, true).await?.ok_or(AppError::NotFound)?;
    let seen: Allowed<SeeSlot> = actor.may(at)?;
    let at: &SlotFacts = &seen;
    let seat: crate::access::Loaded<'tx, SeatFacts> = seat_at(tx, at, seat).await?.ok_or(AppError::NotFound)?;
    Ok((actor.may(seat)?, row))
}
