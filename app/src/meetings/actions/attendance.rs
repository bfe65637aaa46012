//! Who came to a meeting: noted when it was held, and corrected afterwards.
use super::{
    booking::{Refusal, details_of, doubts},
    reads::who_was_to_come,
};
use crate::{
    access::{Actor, Allowed},
    audit::{Details, EventCode},
    cases::{self, rules::CasePart},
    db::{Db, WriteTx},
    kernel::{
        code::Code,
        error::AppError,
        id::{CaseId, MeetingId, UserId},
        lang::Confirmed,
    },
    meetings::{
        api::OutcomeView,
        policy::CorrectAttendance,
        rules::{Attendee, counts_as_held},
        store::{
            self,
            outcome::{Came, attendance_of, insert_attendance, take_away_attendance},
            slot,
            staffing::staffing,
        },
        texts,
    },
    organisation::rules::Party,
};
use std::collections::HashMap;

/// Who can have come to a meeting, each with the user who sat there.
type CanCome = HashMap<Attendee, Option<UserId>>;

/// Whoever has a seat at the time, those who come for none, and whoever is noted already.
async fn can_come(tx: &WriteTx, at: &slot::Model, before: &[Came]) -> Result<CanCome, AppError> {
    let seats = staffing(tx, std::slice::from_ref(at)).await?.remove(&at.id).unwrap_or_default();
    let mut users: CanCome = Attendee::PERSONS.into_iter().map(|p| (p, None)).collect();
    users.extend(seats.into_iter().map(|s| (Attendee::from(s.party), s.user)));
    for noted in before {
        let user = users.entry(noted.attendee).or_default();
        // who was there stays who was there
        *user = noted.user.or(*user);
    }
    Ok(users)
}

/// Notes who came to a meeting that has just been held, and who did not.
pub(super) async fn note(
    tx: &WriteTx,
    meeting: MeetingId,
    at: &slot::Model,
    came: &[Attendee],
) -> Result<(), AppError> {
    let users = can_come(tx, at, &[]).await?;
    write(tx, meeting, users, came).await
}

async fn write(tx: &WriteTx, meeting: MeetingId, users: CanCome, came: &[Attendee]) -> Result<(), AppError> {
    let row = |(attendee, user): (Attendee, Option<UserId>)| {
        let present = came.contains(&attendee);
        Came { attendee, present, user: user.filter(|_| present) }
    };
    insert_attendance(tx, meeting, users.into_iter().map(row)).await
}

/// What a page showed: which meeting, and who came to it.
fn shown(meeting: MeetingId, came: &[Attendee]) -> String {
    let came: Vec<&str> = came.iter().map(|a| a.code()).collect();
    format!("{meeting} {}", came.join(" "))
}

/// Who came to the case's latest meeting that was held. Conflict: none was.
pub async fn held_attendance(db: &Db, actor: &Actor, id: CaseId) -> Result<OutcomeView, AppError> {
    let tx = cases::actions::opened::<CorrectAttendance>(db, actor, id, CasePart::Meetings).await?;
    let allowed: Allowed<CorrectAttendance> = actor.may(cases::actions::look(&tx, actor, id).await?)?;
    let (meeting, at) = store::latest_held(&tx, id).await?.ok_or(AppError::Conflict)?;
    let noted = attendance_of(&tx, meeting.id).await?;
    let mut view = who_was_to_come(&tx, actor, &allowed, at).await?;
    // a party that has no seat in the team any more was there all the same
    for came in &noted {
        let listed = Attendee::PERSONS.contains(&came.attendee) || view.seats.iter().any(|s| s.0 == came.attendee);
        if !listed {
            view.seats.push((came.attendee, String::new()));
        }
    }
    view.came = noted.into_iter().filter(|c| c.present).map(|c| c.attendee).collect();
    view.shown = shown(meeting.id, &view.came);
    Ok(view)
}

/// Says anew who came to the case's latest meeting that was held, and whether that changes anything: what is so already is
/// not written again.
pub async fn correct_attendance(
    db: &Db,
    actor: &Actor,
    id: CaseId,
    (seen, came): (&str, &[Attendee]),
    confirmed: &Confirmed,
) -> Result<bool, Refusal> {
    let tx = db.begin().await?;
    let allowed: Allowed<CorrectAttendance> = actor.may(cases::actions::load(&tx, actor, id).await?)?;
    let (meeting, at) = store::latest_held(&tx, id).await?.ok_or(AppError::Conflict)?;
    if !counts_as_held(came) {
        return Err(Refusal::WithoutParticipant);
    }
    let before = attendance_of(&tx, meeting.id).await?;
    let was: Vec<Attendee> = before.iter().filter(|c| c.present).map(|c| c.attendee).collect();
    let users = can_come(&tx, &at, &before).await?;
    let mut now: Vec<Attendee> = came.iter().copied().filter(|a| users.contains_key(a)).collect();
    now.sort_unstable();
    now.dedup();
    if was == now {
        return Ok(false);
    }
    // a colleague has corrected it meanwhile, or the case has met again
    if seen != shown(meeting.id, &was) {
        return Err(Refusal::Meanwhile);
    }
    let doubts = doubts(&tx, actor, &allowed, &now).await?;
    if !doubts.is_none() && !confirmed.answers(|lang| texts::doubts(lang, &doubts)) {
        return Err(Refusal::Doubtful(doubts));
    }
    take_away_attendance(&tx, meeting.id).await?;
    write(&tx, meeting.id, users, &now).await?;
    let parties = Party::ALL.iter().copied().filter(|p| now.contains(&Attendee::from(*p))).collect();
    let details = Details { parties, ..details_of(&meeting, &at, None) };
    let entry = allowed.did(EventCode::AttendanceCorrected.with(details));
    tx.commit(entry).await?;
    Ok(true)
}
