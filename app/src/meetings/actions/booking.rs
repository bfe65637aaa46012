//! Booking a case into a time, moving and cancelling it, and what became of it.
use crate::{
    access::{Actor, Allowed, Loaded},
    audit::{Details, EventCode},
    cases::{
        self,
        policy::{CaseFacts, ReadCase},
        rules::Track,
        store::set_state,
    },
    db::{Db, Tx, WriteTx},
    follow_ups,
    kernel::{
        error::AppError,
        id::{CaseId, MeetingId, SlotId},
        lang::Confirmed,
        local_time::{local_day, to_local},
    },
    meetings::{
        policy::{BookMeeting, CancelMeeting, MoveMeeting, RegisterOutcome, SlotFacts},
        rules::{Attendee, Busy, CancelReason, Doubts, MeetingOutcome, counts_as_held},
        store::{
            self,
            clash::{self, lock_calendar},
            outcome::set_outcome,
            slot, team_meeting,
        },
        texts,
    },
    teams::store::team,
};
use chrono::NaiveDateTime;
use sea_orm::EntityTrait;

/// Why a booking was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// What is to be corrected has been corrected, or overtaken, since the page was opened.
    Meanwhile,
    /// A colleague has moved the meeting since the page was opened, to this team's time: asked once more.
    MovedTo(String, NaiveDateTime),
    /// The last place was taken.
    Full,
    /// The time is cancelled, has begun, or is none of the association's.
    NoSuchTime,
    /// Someone who would come is at another meeting then.
    Elsewhere(Vec<Busy>),
    /// The meeting has not begun: nobody can say how it went.
    NotYet,
    /// The participant did not come: then there was no meeting, and the reason is told.
    WithoutParticipant,
    /// Something stands out in who came: asked once more.
    Doubtful(Doubts),
    /// The reason says what can't have happened before the meeting began.
    TooEarly,
    /// The case is for work training only: it has no team meeting.
    OnlyTraining,
    App(AppError),
}

impl From<AppError> for Refusal {
    fn from(e: AppError) -> Self {
        Refusal::App(e)
    }
}

/// What became of a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Held {
        came: Vec<Attendee>,
        /// What stands out in who came is so.
        confirmed: Confirmed,
    },
    Cancelled {
        reason: CancelReason,
    },
}

/// Books a case into a time with room. Gives whether the parties that the consent names see it from now on: never with a
/// protected identity.
pub async fn book(db: &Db, actor: &Actor, id: CaseId, into: SlotId) -> Result<bool, Refusal> {
    let tx = db.begin().await?;
    lock_calendar(&tx, actor.association).await?;
    let allowed: Allowed<BookMeeting> = actor.may(cases::actions::load(&tx, actor, id).await?)?;
    if allowed.track == Track::WorkTraining {
        return Err(Refusal::OnlyTraining);
    }
    let next = allowed.state.book().map_err(AppError::from)?;
    let at = room_in(&tx, actor, &allowed, into).await?;
    // a case that has met stays as it is: there the unique key refuses a second booked meeting
    set_state(&tx, &allowed, next).await?;
    let meeting = store::insert_meeting(&tx, allowed.id, at.id, actor.user).await?;
    let seen = !allowed.protected_identity;
    let entry = allowed.did(EventCode::MeetingBooked.with(details(meeting, &at)));
    tx.commit(entry).await?;
    Ok(seen)
}

/// The time, locked, if it has room and everyone is free: whoever comes second waits here and then counts the first.
async fn room_in<'tx>(
    tx: &'tx WriteTx,
    actor: &Actor,
    case: &CaseFacts,
    id: SlotId,
) -> Result<Loaded<'tx, SlotFacts>, Refusal> {
    let Some((at, row, _)) = store::find_slot(tx, actor.association, id, true).await? else {
        return Err(Refusal::NoSuchTime);
    };
    if at.cancelled || at.has_begun() {
        return Err(Refusal::NoSuchTime);
    }
    if store::count_in(tx, id).await? >= u64::try_from(at.capacity).unwrap_or(0) {
        return Err(Refusal::Full);
    }
    let busy = clash::of_booking(tx, case, &[row]).await?.remove(&id).unwrap_or_default();
    if !busy.is_empty() {
        return Err(Refusal::Elsewhere(clash::named(tx, &busy).await?));
    }
    Ok(at)
}

fn details(meeting: MeetingId, at: &SlotFacts) -> Details {
    Details { record: Some(meeting.0), team: Some(at.team), at: Some(at.starts_at), ..Details::default() }
}

pub(super) fn details_of(meeting: &team_meeting::Model, at: &slot::Model, code: Option<&CancelReason>) -> Details {
    Details {
        record: Some(meeting.id.0),
        team: Some(at.team_id),
        at: Some(at.starts_at),
        code: code.map(ToString::to_string),
        ..Details::default()
    }
}

/// Moves a booked meeting to another time: the old one is moved and the new one booked, both or neither.
///
/// `was` is the time that the page showed: where a colleague has moved the meeting meanwhile it is asked once more.
pub async fn move_meeting(
    db: &Db,
    actor: &Actor,
    id: CaseId,
    to: SlotId,
    (was, confirmed): (Option<SlotId>, &Confirmed),
) -> Result<(), Refusal> {
    let tx = db.begin().await?;
    lock_calendar(&tx, actor.association).await?;
    let allowed: Allowed<MoveMeeting> = actor.may(cases::actions::load(&tx, actor, id).await?)?;
    let (old, from) = store::booked(&tx, allowed.id).await?.ok_or(AppError::Conflict)?;
    if from.starts_at <= tx.now() {
        // it has begun: what became of it is its outcome
        return Err(Refusal::App(AppError::Conflict));
    }
    if from.id == to {
        return Err(Refusal::NoSuchTime);
    }
    if was.is_some_and(|was| was != from.id) {
        let team = team::Entity::find_by_id(from.team_id).one(tx.conn()).await.map_err(AppError::from)?;
        let (team, at) = (team.map(|t| t.name).unwrap_or_default(), to_local(from.starts_at));
        if !confirmed.answers(|lang| texts::moved_meanwhile(lang, &team, at)) {
            return Err(Refusal::MovedTo(team, at));
        }
    }
    let at = room_in(&tx, actor, &allowed, to).await?;
    set_outcome(&tx, old.id, MeetingOutcome::Moved, None).await?;
    let meeting = store::insert_meeting(&tx, allowed.id, at.id, actor.user).await?;
    let entry = allowed.did(EventCode::MeetingMoved.with(details(meeting, &at)));
    Ok(tx.commit(entry).await?)
}

/// Cancels a booked meeting; the case is back at its old place in the queue. Gives whether it was still to come: then others
/// have to be told.
pub async fn cancel(db: &Db, actor: &Actor, id: CaseId, reason: CancelReason) -> Result<bool, Refusal> {
    let tx = db.begin().await?;
    let allowed: Allowed<CancelMeeting> = actor.may(cases::actions::load(&tx, actor, id).await?)?;
    let (meeting, at) = store::booked(&tx, allowed.id).await?.ok_or(AppError::Conflict)?;
    let begun = at.starts_at <= tx.now();
    if !reason.can_be(begun) {
        return Err(Refusal::TooEarly);
    }
    unbook(&tx, &allowed, &meeting, reason).await?;
    let entry = allowed.did(EventCode::MeetingCancelled.with(details_of(&meeting, &at, Some(&reason))));
    tx.commit(entry).await?;
    Ok(!begun)
}

/// The meeting is cancelled and the case goes back to where it was.
pub(super) async fn unbook(
    tx: &WriteTx,
    case: &CaseFacts,
    meeting: &team_meeting::Model,
    reason: CancelReason,
) -> Result<(), AppError> {
    let next = case.state.unbook()?;
    set_outcome(tx, meeting.id, MeetingOutcome::Cancelled, Some(reason)).await?;
    set_state(tx, case, next).await
}

/// Says what became of a booked meeting, from its start on.
pub async fn register(db: &Db, actor: &Actor, id: CaseId, outcome: Outcome) -> Result<(), Refusal> {
    let tx = db.begin().await?;
    let allowed: Allowed<RegisterOutcome> = actor.may(cases::actions::load(&tx, actor, id).await?)?;
    let (meeting, at) = store::booked(&tx, allowed.id).await?.ok_or(AppError::Conflict)?;
    if at.starts_at > tx.now() {
        return Err(Refusal::NotYet);
    }
    let (code, reason) = match outcome {
        Outcome::Held { came, .. } if !counts_as_held(&came) => return Err(Refusal::WithoutParticipant),
        Outcome::Held { came, confirmed } => {
            let doubts = doubts(&tx, actor, &allowed, &came).await?;
            if !doubts.is_none() && !confirmed.answers(|lang| texts::doubts(lang, &doubts)) {
                return Err(Refusal::Doubtful(doubts));
            }
            hold(&tx, &allowed, &meeting, &at, &came).await?;
            (EventCode::MeetingHeld, None)
        }
        Outcome::Cancelled { reason } => {
            unbook(&tx, &allowed, &meeting, reason).await?;
            (EventCode::MeetingCancelled, Some(reason))
        }
    };
    let entry = allowed.did(code.with(details_of(&meeting, &at, reason.as_ref())));
    Ok(tx.commit(entry).await?)
}

/// What stands out in who came. Whom the referral asked for is told to those only who see the case as a whole.
pub(super) async fn doubts(
    tx: &WriteTx,
    actor: &Actor,
    case: &CaseFacts,
    came: &[Attendee],
) -> Result<Doubts, AppError> {
    let asked = match actor.might::<ReadCase>(case) {
        true => cases::store::parties_asked_for(tx, case).await?,
        false => Vec::new(),
    };
    Ok(Doubts::of(came, &asked, |party| case.consent.as_ref().is_some_and(|c| c.names(party))))
}

async fn hold(
    tx: &WriteTx,
    case: &CaseFacts,
    meeting: &team_meeting::Model,
    at: &slot::Model,
    came: &[Attendee],
) -> Result<(), AppError> {
    let next = case.state.hold()?;
    set_outcome(tx, meeting.id, MeetingOutcome::Held, None).await?;
    super::attendance::note(tx, meeting.id, at, came).await?;
    set_state(tx, case, next).await?;
    follow_ups::store::plan_for_meeting(tx, case.id, local_day(at.starts_at)).await
}
