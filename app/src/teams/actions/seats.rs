//! Who sits in a team's seats, and from when until when.
use super::{held, holder_row, times};
use crate::{
    access::{Actor, Allowed, Loaded, Role, Verb},
    accounts::{store::names_of, users::actions as users},
    audit::{Details, Entries, Entry, EventCode},
    db::{Db, Tx, WriteTx},
    kernel::{
        code::Code,
        error::AppError,
        id::{SeatHolderId, SeatId, TeamId, UserId},
    },
    meetings::store::{
        clash::{Seated, lock_calendar, take_seat},
        slot,
        slots::steps_in_no_more,
    },
    teams::{
        api::{HolderPage, SeatFormRow},
        policy::{EndSeat, FillSeat, TeamFacts},
        rules::{self, Held, HolderKind},
        store::{self, Refusal, seat, seat_holder},
    },
};
use chrono::NaiveDate;

async fn seat_of(tx: &impl Tx, team: TeamId, id: SeatId) -> Result<seat::Model, AppError> {
    store::seats_of(tx, &[team]).await?.into_iter().find(|s| s.id == id).ok_or(AppError::NotFound)
}

/// What the form that fills a seat offers.
pub async fn seat_form(db: &Db, actor: &Actor, team: TeamId, id: SeatId) -> Result<SeatFormRow, AppError> {
    let tx = db.read().await?;
    let (loaded, row) = store::load(&tx, team).await?;
    actor.may::<FillSeat>(loaded)?;
    let seat = seat_of(&tx, team, id).await?;
    let holders = store::holders_of(&tx, &[id]).await?;
    Ok(SeatFormRow {
        team,
        team_name: row.name,
        party: seat.party,
        filling: rules::filling(&times(&holders, id), tx.today()),
        people: users::holding_for(&tx, actor.association, Role::Representative, seat.party).await?,
    })
}

/// Whether someone who sits in a seat comes to all of the team's booked times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comes {
    ToAll,
    /// At some they are at another meeting, or have said that they can't come: there nobody comes for the seat, and the
    /// coordinators see it.
    NotToAll,
}

impl From<Seated> for Comes {
    fn from(seated: Seated) -> Self {
        if seated.not_to_all { Comes::NotToAll } else { Comes::ToAll }
    }
}

/// Puts a user in a seat. They hold the representative's task at a unit of the seat's party.
pub async fn fill_seat(
    db: &Db,
    actor: &Actor,
    team: TeamId,
    id: SeatId,
    user: UserId,
    new: Held,
) -> Result<Comes, Refusal> {
    let tx = db.begin().await?;
    lock_calendar(&tx, actor.association).await?;
    // the user first, then the team: the same order wherever both are locked
    users::lock(&tx, user).await?;
    let (loaded, row) = store::load_locked(&tx, team).await?;
    let allowed = actor.may::<FillSeat>(loaded)?;
    let seat = seat_of(&tx, team, id).await?;
    if row.closed_at.is_some() {
        return Err(Refusal::StillUsed);
    }
    let people = users::holding_for(&tx, actor.association, Role::Representative, seat.party).await?;
    if !people.iter().any(|p| p.0 == user) {
        return Err(Refusal::NotOfTheParty);
    }
    let holders = store::holders_of(&tx, &[id]).await?;
    rules::may_sit(&times(&holders, id), &new).map_err(Refusal::Seat)?;
    let holder = store::insert_holder(&tx, &allowed, id, user, new).await?;
    let seated = seated(&tx, &allowed, (&seat, user), new, |day| new.covers(day)).await?;
    let details = Details {
        record: Some(holder.0),
        user: Some(user),
        parties: vec![seat.party],
        code: Some(new.kind.code().to_owned()),
        day: Some(new.from),
        ..Details::default()
    };
    let mut entries = vec![allowed.did(EventCode::SeatFilled.with(details))];
    entries.extend(at_times(&allowed, &seat, EventCode::SeatAbsent, &seated.emptied));
    entries.extend(at_times(&allowed, &seat, EventCode::SeatComes, &seated.filled));
    tx.commit(Entries::several(entries)?).await?;
    Ok(seated.into())
}

/// A representative is expected at every time of the team; a substitute where they are named.
async fn seated(
    tx: &WriteTx,
    team: &TeamFacts,
    (seat, user): (&seat::Model, UserId),
    held: Held,
    newly: impl Fn(NaiveDate) -> bool,
) -> Result<Seated, AppError> {
    match held.kind {
        HolderKind::Substitute => Ok(Seated::default()),
        HolderKind::Representative => {
            let sits = |day| held.covers(day);
            take_seat(tx, (team.association, team.team), (seat.id, user), sits, newly).await
        }
    }
}

/// One entry for each time at which it is another who comes for the seat, or nobody.
fn at_times<A: Verb>(
    allowed: &Allowed<'_, A>,
    seat: &seat::Model,
    event: EventCode,
    times: &[slot::Model],
) -> Vec<Entry> {
    let details = |at: &slot::Model| Details {
        record: Some(at.id.0),
        parties: vec![seat.party],
        at: Some(at.starts_at),
        ..Details::default()
    };
    times.iter().map(|at| allowed.did(event.with(details(at)))).collect()
}

/// A holder, for the page that ends the time.
pub async fn holder(db: &Db, actor: &Actor, team: TeamId, id: SeatHolderId) -> Result<HolderPage, AppError> {
    let tx = db.read().await?;
    let (loaded, row) = store::load(&tx, team).await?;
    actor.may::<EndSeat>(loaded)?;
    let (seat, holder) = holder_of(&tx, team, id).await?;
    let people = names_of(&tx, [holder.user_id]).await?;
    Ok(HolderPage { team, team_name: row.name, party: seat.party, holder: holder_row(&holder, &people) })
}

async fn holder_of(
    tx: &impl Tx,
    team: TeamId,
    id: SeatHolderId,
) -> Result<(seat::Model, seat_holder::Model), AppError> {
    let seats = store::seats_of(tx, &[team]).await?;
    let ids: Vec<_> = seats.iter().map(|s| s.id).collect();
    let holder = store::holders_of(tx, &ids).await?.into_iter().find(|h| h.id == id).ok_or(AppError::NotFound)?;
    let seat = seats.into_iter().find(|s| s.id == holder.seat_id).ok_or(AppError::NotFound)?;
    Ok((seat, holder))
}

/// Ends someone's time in a seat: the last day in it, which may lie ahead. A time that is over stands as it was.
pub async fn end_seat(
    db: &Db,
    actor: &Actor,
    team: TeamId,
    id: SeatHolderId,
    until: NaiveDate,
) -> Result<Comes, Refusal> {
    let tx = db.begin().await?;
    // nobody is named to step in while the seat is ended
    lock_calendar(&tx, actor.association).await?;
    let (loaded, _): (Loaded<'_, TeamFacts>, _) = store::load_locked(&tx, team).await?;
    let allowed = actor.may::<EndSeat>(loaded)?;
    let (seat, holder) = holder_of(&tx, team, id).await?;
    if holder.until_day.is_some_and(|was| was < tx.today()) {
        return Err(AppError::Conflict.into());
    }
    if until < holder.from_day {
        return Err(Refusal::BeforeBeginning);
    }
    let others: Vec<_> = store::holders_of(&tx, &[seat.id]).await?.iter().filter(|h| h.id != id).map(held).collect();
    let now = Held { until: Some(until), ..held(&holder) };
    rules::may_sit(&others, &now).map_err(Refusal::Seat)?;
    store::end_holder(&tx, &allowed, id, until).await?;
    let steps_out = steps_in_no_more(&tx, seat.id, holder.user_id, until).await?;
    // the last day may be a later one than it was
    let newly = |day: NaiveDate| now.covers(day) && holder.until_day.is_some_and(|was| was < day);
    let seated = seated(&tx, &allowed, (&seat, holder.user_id), now, newly).await?;
    let details = Details {
        record: Some(id.0),
        user: Some(holder.user_id),
        parties: vec![seat.party],
        code: Some(holder.kind.code().to_owned()),
        day: Some(until),
        ..Details::default()
    };
    let mut entries = vec![allowed.did(EventCode::SeatVacated.with(details))];
    let emptied = [steps_out, seated.emptied.clone()].concat();
    entries.extend(at_times(&allowed, &seat, EventCode::SeatAbsent, &emptied));
    entries.extend(at_times(&allowed, &seat, EventCode::SeatComes, &seated.filled));
    tx.commit(Entries::several(entries)?).await?;
    Ok(seated.into())
}

/// Takes back a time in a seat that has not begun, as if it had never been given. Where a substitute was to step in during
/// it nobody comes for the seat.
pub async fn take_seat_back(db: &Db, actor: &Actor, team: TeamId, id: SeatHolderId) -> Result<(), Refusal> {
    let tx = db.begin().await?;
    lock_calendar(&tx, actor.association).await?;
    let (loaded, _): (Loaded<'_, TeamFacts>, _) = store::load_locked(&tx, team).await?;
    let allowed = actor.may::<EndSeat>(loaded)?;
    let (seat, holder) = holder_of(&tx, team, id).await?;
    if holder.from_day <= tx.today() {
        return Err(Refusal::HasBegun);
    }
    store::delete_holder(&tx, &allowed, id).await?;
    let emptied = steps_in_no_more(&tx, seat.id, holder.user_id, tx.today()).await?;
    let details = Details {
        record: Some(id.0),
        user: Some(holder.user_id),
        parties: vec![seat.party],
        code: Some(holder.kind.code().to_owned()),
        day: Some(holder.from_day),
        ..Details::default()
    };
    let mut entries = vec![allowed.did(EventCode::SeatTakenBack.with(details))];
    entries.extend(at_times(&allowed, &seat, EventCode::SeatAbsent, &emptied));
    Ok(tx.commit(Entries::several(entries)?).await?)
}
