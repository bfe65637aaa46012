//! Nobody can be in two places at once (`domain.md` 4.4): who is expected at which of the association's times.
use super::{
    TAKES_A_PLACE, slot,
    slots::{delete_absence, insert_absence, near},
    staffing::{SeatAt, staffing},
    taken_in, team_meeting, upcoming,
};
use crate::{
    accounts::store::names_of,
    cases::{policy::CaseFacts, store::cases},
    db::{Tx, WriteTx},
    kernel::{
        error::AppError,
        id::{AssociationId, CaseId, SeatId, SlotId, TeamId, UserId},
        local_time::local_day,
    },
    lots::{rules::AssignmentState, store::lots_assignment},
    meetings::rules::{Busy, Expected, Presence, expected_twice, overlap},
    organisation::store::association,
};
use chrono::{NaiveDate, TimeDelta};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::LockType};
use std::collections::HashMap;

/// From here to the end of the write nobody else books, moves, makes times or names who comes at the association:
/// what two do at once the second one sees. Taken before any other lock; it doesn't hinder what only refers to the
/// association.
pub async fn lock_calendar(tx: &WriteTx, id: AssociationId) -> Result<(), AppError> {
    if tx.locks_rows() {
        association::Entity::find_by_id(id).lock(LockType::NoKeyUpdate).one(tx.conn()).await?;
    }
    Ok(())
}

/// Who of those that the case would bring to each of these times, or that sit there, is at another meeting then.
pub async fn of_booking(
    tx: &impl Tx,
    case: &CaseFacts,
    slots: &[slot::Model],
) -> Result<HashMap<SlotId, Vec<Expected>>, AppError> {
    let around = around(tx, case.association, slots).await?;
    let elsewhere = expected_at(tx, &around, Some(case.id)).await?;
    let seats = staffing(tx, slots).await?;
    let mut own = vec![Expected::Participant(case.participant), Expected::User(case.referrer)];
    own.extend(lots_of(tx, &[case.id]).await?.into_iter().map(|(_, user)| Expected::User(user)));
    let mut found = HashMap::new();
    for at in slots {
        let coming: Vec<Expected> = own.iter().copied().chain(sitting(seats.get(&at.id))).collect();
        let mut busy = Vec::new();
        for other in around.iter().filter(|o| shares_a_moment(o, at)) {
            let there = elsewhere.get(&other.id).map(Vec::as_slice).unwrap_or_default();
            // in the same time the same people sit and may refer two cases; one person's two cases don't fit in it
            let there: Vec<_> =
                there.iter().filter(|e| other.id != at.id || matches!(e, Expected::Participant(_))).copied().collect();
            busy.extend(expected_twice(&coming, &there));
        }
        found.insert(at.id, expected_twice(&busy, &busy));
    }
    Ok(found)
}

/// Who of those expected at this time, as it would be, is at another meeting then.
pub async fn of_time(tx: &impl Tx, association: AssociationId, at: &slot::Model) -> Result<Vec<Expected>, AppError> {
    let around = around(tx, association, std::slice::from_ref(at)).await?;
    let mut expected = expected_at(tx, std::slice::from_ref(at), None).await?;
    let coming = expected.remove(&at.id).unwrap_or_default();
    let others: Vec<slot::Model> = around.into_iter().filter(|o| o.id != at.id && shares_a_moment(o, at)).collect();
    let elsewhere: Vec<Expected> = expected_at(tx, &others, None).await?.into_values().flatten().collect();
    Ok(expected_twice(&coming, &elsewhere))
}

/// Whether the user is expected at another meeting at this time.
pub async fn is_elsewhere(
    tx: &impl Tx,
    association: AssociationId,
    user: UserId,
    at: &slot::Model,
) -> Result<bool, AppError> {
    let around = around(tx, association, std::slice::from_ref(at)).await?;
    let others: Vec<slot::Model> = around.into_iter().filter(|o| o.id != at.id && shares_a_moment(o, at)).collect();
    let elsewhere = expected_at(tx, &others, None).await?;
    Ok(elsewhere.into_values().flatten().any(|e| e == Expected::User(user)))
}

/// What becomes of a seat at its team's coming times when someone sits in it from now on, or longer.
#[derive(Clone, Debug, Default)]
pub struct Seated {
    /// Nobody comes there any longer.
    pub emptied: Vec<slot::Model>,
    /// The representative comes there: who said that they could not is another.
    pub filled: Vec<slot::Model>,
    /// At a time with a meeting nobody comes.
    pub not_to_all: bool,
}

/// Someone is a seat's representative on the days on which they sit, newly on some of them. At each of the team's times
/// with a meeting where they are expected at another one, nobody comes for the seat, which the coordinators see. On new
/// days the absence of whoever sat there before is forgotten. The calendar is locked.
pub async fn take_seat(
    tx: &WriteTx,
    (association, team): (AssociationId, TeamId),
    (seat, user): (SeatId, UserId),
    sits: impl Fn(NaiveDate) -> bool,
    newly: impl Fn(NaiveDate) -> bool,
) -> Result<Seated, AppError> {
    let mut times = upcoming(tx).filter(slot::Column::TeamId.eq(team)).all(tx.conn()).await?;
    times.retain(|at| sits(local_day(at.starts_at)));
    let taken = taken_in(tx, &times.iter().map(|s| s.id).collect::<Vec<_>>()).await?;
    let staffing = staffing(tx, &times).await?;
    let mut seated = Seated::default();
    for at in times {
        let Some(now) = staffing.get(&at.id).into_iter().flatten().find(|s| s.seat == seat) else { continue };
        let meets = taken.contains_key(&at.id);
        let elsewhere =
            meets && now.presence != Presence::Substitute && is_elsewhere(tx, association, user, &at).await?;
        match now.presence {
            Presence::Absent if elsewhere || !newly(local_day(at.starts_at)) => seated.not_to_all |= meets,
            Presence::Absent => {
                delete_absence(tx, at.id, seat).await?;
                seated.filled.push(at);
            }
            Presence::Representative if elsewhere => {
                insert_absence(tx, at.id, seat).await?;
                seated.not_to_all = true;
                seated.emptied.push(at);
            }
            Presence::Representative | Presence::Substitute | Presence::Vacant => {}
        }
    }
    Ok(seated)
}

/// The same by name, as a coordinator is told.
pub async fn named(tx: &impl Tx, who: &[Expected]) -> Result<Vec<Busy>, AppError> {
    let names = names_of(tx, who.iter().filter_map(user_in)).await?;
    Ok(who.iter().map(|e| in_words(&names, e)).collect())
}

/// The same for many times at once.
pub async fn named_at(
    tx: &impl Tx,
    at: &HashMap<SlotId, Vec<Expected>>,
) -> Result<HashMap<SlotId, Vec<Busy>>, AppError> {
    let names = names_of(tx, at.values().flatten().filter_map(user_in)).await?;
    Ok(at.iter().map(|(id, who)| (*id, who.iter().map(|e| in_words(&names, e)).collect())).collect())
}

fn user_in(expected: &Expected) -> Option<UserId> {
    match expected {
        Expected::User(user) => Some(*user),
        Expected::Participant(_) => None,
    }
}

fn in_words(names: &HashMap<UserId, String>, expected: &Expected) -> Busy {
    match expected {
        Expected::Participant(_) => Busy::Participant,
        Expected::User(user) => Busy::User(names.get(user).cloned().unwrap_or_default()),
    }
}

fn shares_a_moment(a: &slot::Model, b: &slot::Model) -> bool {
    overlap((a.starts_at, a.minutes), (b.starts_at, b.minutes))
}

/// Every uncancelled time of the association around these.
async fn around(tx: &impl Tx, association: AssociationId, slots: &[slot::Model]) -> Result<Vec<slot::Model>, AppError> {
    let from = slots.iter().map(|s| s.starts_at).min();
    let until = slots.iter().map(|s| s.starts_at + TimeDelta::minutes(i64::from(s.minutes))).max();
    match from.zip(until) {
        Some((from, until)) => near(tx, association, from, until).await,
        None => Ok(Vec::new()),
    }
}

/// Who is expected at the meetings in these times, this case's left out: participants, referrers, lots, and who sits
/// on the seats. A time without a meeting expects nobody.
async fn expected_at(
    tx: &impl Tx,
    slots: &[slot::Model],
    but: Option<CaseId>,
) -> Result<HashMap<SlotId, Vec<Expected>>, AppError> {
    let mut meetings = Vec::new();
    for chunk in slots.chunks(500) {
        let find = team_meeting::Entity::find()
            .filter(team_meeting::Column::SlotId.is_in(chunk.iter().map(|s| s.id)))
            .filter(team_meeting::Column::Outcome.is_in(TAKES_A_PLACE));
        meetings.extend(find.all(tx.conn()).await?.into_iter().filter(|m| Some(m.case_id) != but));
    }
    let ids: Vec<CaseId> = meetings.iter().map(|m| m.case_id).collect();
    let rows = cases::Entity::find().filter(cases::Column::Id.is_in(ids.iter().copied())).all(tx.conn()).await?;
    let lots = lots_of(tx, &ids).await?;
    let busy: Vec<slot::Model> = slots.iter().filter(|s| meetings.iter().any(|m| m.slot_id == s.id)).cloned().collect();
    let seats = staffing(tx, &busy).await?;
    let mut expected: HashMap<SlotId, Vec<Expected>> =
        busy.iter().map(|s| (s.id, sitting(seats.get(&s.id)).collect())).collect();
    for meeting in &meetings {
        let Some(case) = rows.iter().find(|c| c.id == meeting.case_id) else { continue };
        let of_time = expected.entry(meeting.slot_id).or_default();
        of_time.extend([Expected::Participant(case.participant_id), Expected::User(case.referrer_id)]);
        of_time.extend(lots.iter().filter(|(of, _)| *of == case.id).map(|(_, user)| Expected::User(*user)));
    }
    Ok(expected)
}

/// The lots who have taken an assignment in these cases.
pub async fn lots_of(tx: &impl Tx, ids: &[CaseId]) -> Result<Vec<(CaseId, UserId)>, AppError> {
    let taken = lots_assignment::Entity::find()
        .filter(lots_assignment::Column::CaseId.is_in(ids.iter().copied()))
        .filter(lots_assignment::Column::State.is_in([AssignmentState::Accepted, AssignmentState::Active]));
    let taken = taken.all(tx.conn()).await?;
    Ok(taken.into_iter().filter_map(|a| Some((a.case_id, a.lots_id?))).collect())
}

fn sitting(seats: Option<&Vec<SeatAt>>) -> impl Iterator<Item = Expected> + '_ {
    seats.into_iter().flatten().filter_map(|s| s.user).map(Expected::User)
}
