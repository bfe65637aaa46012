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

/// Writes who came: for each seat of the time, for each of those who come for none, and for whoever is noted already.
pub(super) async fn write(
    tx: &WriteTx,
    meeting: MeetingId,
    at: &slot::Model,
    came: &[Attendee],
    before: Vec<Came>,
) -> Result<(), AppError> {
    let seats = staffing(tx, std::slice::from_ref(at)).await?.remove(&at.id).unwrap_or_default();
    let mut users: HashMap<Attendee, Option<UserId>> = Attendee::PERSONS.into_iter().map(|p| (p, None)).collect();
    users.extend(seats.into_iter().map(|s| (Attendee::from(s.party), s.user)));
    for noted in before {
        let user = users.entry(noted.attendee).or_default();
        // who was there stays who was there
        *user = noted.user.or(*user);
    }
    let row = |(attendee, user): (Attendee, Option<UserId>)| {
        let present = came.contains(&attendee);
        Came { attendee, present, user: user.filter(|_| present) }
    };
    insert_attendance(tx, meeting, users.into_iter().map(row)).await
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
    Ok(view)
}

/// Says anew who came to the case's latest meeting that was held, and whether that changes anything: what is so already is
/// not written again.
pub async fn correct_attendance(
    db: &Db,
    actor: &Actor,
    id: CaseId,
    came: &[Attendee],
    confirmed: &Confirmed,
) -> Result<bool, Refusal> {
    let tx = db.begin().await?;
    let allowed: Allowed<CorrectAttendance> = actor.may(cases::actions::load(&tx, actor, id).await?)?;
    let (meeting, at) = store::latest_held(&tx, id).await?.ok_or(AppError::Conflict)?;
    if !counts_as_held(came) {
        return Err(Refusal::WithoutParticipant);
    }
    let before = attendance_of(&tx, meeting.id).await?;
    let mut was: Vec<Attendee> = before.iter().filter(|c| c.present).map(|c| c.attendee).collect();
    let mut now = came.to_vec();
    was.sort_unstable();
    now.sort_unstable();
    now.dedup();
    if was == now {
        return Ok(false);
    }
    let doubts = doubts(&tx, actor, &allowed, came).await?;
    if !doubts.is_none() && !confirmed.answers(|lang| texts::doubts(lang, &doubts)) {
        return Err(Refusal::Doubtful(doubts));
    }
    take_away_attendance(&tx, meeting.id).await?;
    write(&tx, meeting.id, &at, came, before).await?;
    let parties = Party::ALL.iter().copied().filter(|p| came.contains(&Attendee::from(*p))).collect();
    let details = Details { parties, ..details_of(&meeting, &at, None) };
    let entry = allowed.did(EventCode::AttendanceCorrected.with(details));
    tx.commit(entry).await?;
    Ok(true)
}
