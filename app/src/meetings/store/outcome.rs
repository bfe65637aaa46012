//! What became of a booked meeting, and who came.
use super::{attendance, team_meeting};
use crate::{
    db::{Tx, WriteTx},
    kernel::{
        error::AppError,
        id::{MeetingId, UserId},
    },
    meetings::rules::{Attendee, CancelReason, MeetingOutcome},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter};
use std::collections::HashMap;

/// Says what became of a booked meeting. Conflict: someone has said so already.
pub async fn set_outcome(
    tx: &WriteTx,
    id: MeetingId,
    outcome: MeetingOutcome,
    reason: Option<CancelReason>,
) -> Result<(), AppError> {
    let update = team_meeting::Entity::update_many()
        .set(team_meeting::ActiveModel {
            outcome: Set(outcome),
            cancel_reason: Set(reason),
            outcome_at: Set(Some(tx.now())),
            ..Default::default()
        })
        .filter(team_meeting::Column::Id.eq(id).and(team_meeting::Column::Outcome.eq(MeetingOutcome::Booked)));
    if update.exec(tx.conn()).await?.rows_affected == 1 { Ok(()) } else { Err(AppError::Conflict) }
}

/// Someone who can have come to a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Came {
    pub attendee: Attendee,
    pub present: bool,
    /// Who sat there for the party.
    pub user: Option<UserId>,
}

/// Writes who came, and who did not.
pub async fn insert_attendance(
    tx: &WriteTx,
    meeting: MeetingId,
    came: impl Iterator<Item = Came>,
) -> Result<(), AppError> {
    let rows = came.map(|Came { attendee, present, user }| {
        let attendee = attendee.to_string();
        attendance::Model { meeting_id: meeting, attendee, present, user_id: user }.into_active_model()
    });
    attendance::Entity::insert_many(rows).exec_without_returning(tx.conn()).await?;
    Ok(())
}

/// Takes away who came, to be written anew in the same transaction.
pub async fn take_away_attendance(tx: &WriteTx, meeting: MeetingId) -> Result<(), AppError> {
    let of_meeting = attendance::Column::MeetingId.eq(meeting);
    attendance::Entity::delete_many().filter(of_meeting).exec(tx.conn()).await?;
    Ok(())
}

/// Who came to this meeting, and who did not.
pub async fn attendance_of(tx: &impl Tx, meeting: MeetingId) -> Result<Vec<Came>, AppError> {
    let find = attendance::Entity::find().filter(attendance::Column::MeetingId.eq(meeting));
    let came = |row: attendance::Model| {
        let attendee = row.attendee.parse().ok()?;
        Some(Came { attendee, present: row.present, user: row.user_id })
    };
    let mut came: Vec<Came> = find.all(tx.conn()).await?.into_iter().filter_map(came).collect();
    came.sort_unstable_by_key(|c| c.attendee);
    Ok(came)
}

/// Who came to each of these meetings, and who did not.
pub async fn attendance_in(
    tx: &impl Tx,
    meetings: &[MeetingId],
) -> Result<HashMap<MeetingId, Vec<(Attendee, bool)>>, AppError> {
    let mut came: HashMap<MeetingId, Vec<(Attendee, bool)>> = HashMap::new();
    if meetings.is_empty() {
        return Ok(came);
    }
    let find = attendance::Entity::find().filter(attendance::Column::MeetingId.is_in(meetings.iter().copied()));
    for row in find.all(tx.conn()).await? {
        if let Ok(attendee) = row.attendee.parse() {
            came.entry(row.meeting_id).or_default().push((attendee, row.present));
        }
    }
    came.values_mut().for_each(|of| of.sort_unstable());
    Ok(came)
}
