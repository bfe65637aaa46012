//! What the pages show of times and meetings.
use super::{about, telling::to_tell};
use crate::{
    access::{Actor, Allowed, Loaded, Role},
    cases::{
        self,
        label::heading,
        policy::{CaseFacts, ReadCase, Sight, sight},
        rules::{CasePart, StateCode, Track},
        store::{parties_asked_for, row},
    },
    db::{Db, ReadTx, Tx},
    kernel::{
        code::Code,
        error::AppError,
        id::{CaseId, SeatId, SlotId, TeamId},
        local_time::{local_day, to_local},
        page::{Page, PageRequest},
    },
    meetings::{
        api::{
            CalendarView, CaseMeetingRow, CaseMeetingsView, InSlotRow, OutcomeView, SeatRow, SlotRow, SlotView,
            StandInView,
        },
        policy::{
            BookMeeting, CancelMeeting, CancelSlot, ChangeSlot, CorrectAttendance, MoveMeeting, PrintForMeeting,
            PrintLetter, RegisterOutcome, SeatFacts, SeeMeetings, SeeSlot, SlotFacts, StandIn,
        },
        rules::{Attendee, MeetingOutcome, Presence},
        store::{
            self,
            calendar::{calendar_page, without_consent_in},
            outcome::attendance_in,
            queue::about_cases,
            slot,
            staffing::{SeatAt, holders_of, seat_at, staffing},
        },
    },
    organisation::rules::Party,
    participant_portal::preparation,
    teams::{rules::HolderKind, store::team},
};
use std::collections::HashMap;

/// A page of team times that the actor sees.
pub async fn calendar(
    db: &Db,
    actor: &Actor,
    of_team: Option<TeamId>,
    past: bool,
    request: &PageRequest,
) -> Result<CalendarView, AppError> {
    let tx = db.read().await?;
    let page = calendar_page(&tx, actor, of_team, past, request).await?;
    let teams = store::teams_of(&tx, actor.association).await?;
    let rows = slot_rows(&tx, actor, &page.rows, &teams).await?;
    let may_make = actor.has(Role::Coordinator);
    let mine = |t: &team::Model| may_make || actor.seats_today().any(|s| s.team == t.id);
    let mut choices: Vec<_> = teams.iter().filter(|t| mine(t)).map(|t| (t.id, t.name.clone())).collect();
    if choices.len() < 2 {
        choices.clear();
    }
    Ok(CalendarView {
        teams: choices,
        page: Page { rows, next: page.next, previous: page.previous, total: page.total },
        may_make,
    })
}

/// Rows of times that a scope or a policy has let through.
pub(super) async fn slot_rows(
    tx: &ReadTx,
    actor: &Actor,
    slots: &[slot::Model],
    teams: &[team::Model],
) -> Result<Vec<SlotRow>, AppError> {
    let taken = store::taken_in(tx, &slots.iter().map(|s| s.id).collect::<Vec<_>>()).await?;
    let mut seats = staffing(tx, slots).await?;
    let unconsented = match actor.has(Role::Coordinator) {
        true => without_consent_in(tx, slots).await?,
        false => HashMap::new(),
    };
    let rows = slots.iter().map(|s| {
        let facts = SlotFacts {
            id: s.id,
            team: s.team_id,
            association: actor.association,
            starts_at: s.starts_at,
            capacity: s.capacity,
            cancelled: s.cancelled_at.is_some(),
            stepping_in: stepping_in(seats.get(&s.id)),
            now: tx.now(),
        };
        let seat = |at: SeatAt| SeatRow {
            seat: at.seat,
            party: at.party,
            presence: at.presence,
            name: at.name,
            is_me: at.user == Some(actor.user),
            may_say: actor.might::<StandIn>(&SeatFacts {
                slot: facts.clone(),
                seat: at.seat,
                party: at.party,
                steps_in: at.user.filter(|_| at.presence == Presence::Substitute),
            }),
        };
        SlotRow {
            id: s.id,
            team: teams.iter().find(|t| t.id == s.team_id).map(|t| t.name.clone()).unwrap_or_default(),
            at: to_local(s.starts_at),
            minutes: s.minutes,
            form: s.form,
            place: s.place.clone(),
            capacity: s.capacity,
            taken: taken.get(&s.id).copied().unwrap_or(0),
            extra: s.extra,
            unconsented: unconsented.get(&s.id).copied().unwrap_or(0),
            cancelled: s.cancelled_at.is_some(),
            seats: seats.remove(&s.id).unwrap_or_default().into_iter().map(seat).collect(),
        }
    });
    Ok(rows.collect())
}

fn stepping_in(seats: Option<&Vec<SeatAt>>) -> Vec<crate::kernel::id::UserId> {
    let seats = seats.into_iter().flatten().filter(|s| s.presence == Presence::Substitute);
    seats.filter_map(|s| s.user).collect()
}

/// Teams for which a time can be made.
pub async fn team_choices(db: &Db, actor: &Actor) -> Result<Vec<(TeamId, String)>, AppError> {
    if !actor.has(Role::Coordinator) {
        return Err(AppError::NotAllowed);
    }
    let teams = store::teams_of(&db.read().await?, actor.association).await?;
    Ok(teams.into_iter().filter(|t| t.closed_at.is_none()).map(|t| (t.id, t.name)).collect())
}

/// A team time that the actor sees; any other is *not found*.
pub(super) async fn see_slot<'tx>(
    tx: &'tx ReadTx,
    actor: &Actor,
    id: SlotId,
) -> Result<(Loaded<'tx, SlotFacts>, SlotRow), AppError> {
    let (at, model, of_team) = store::find_slot(tx, actor.association, id, false).await?.ok_or(AppError::NotFound)?;
    let allowed: Allowed<SeeSlot> = actor.may(at)?;
    let row = slot_rows(tx, actor, &[model], &[of_team]).await?.pop().ok_or(AppError::NotFound)?;
    Ok((allowed.into_subject(), row))
}

/// A team time with the cases in it that the actor may know of.
pub async fn slot_page(db: &Db, actor: &Actor, id: SlotId) -> Result<SlotView, AppError> {
    let tx = db.read().await?;
    let (facts, at) = see_slot(&tx, actor, id).await?;
    let mut cases = Vec::new();
    let mut may_print = false;
    for meeting in store::meetings_in(&tx, id).await? {
        let case = match cases::actions::look(&tx, actor, meeting.case_id).await {
            Ok(case) => case,
            // that there is a case is told by the count alone
            Err(AppError::NotFound) => continue,
            Err(e) => return Err(e),
        };
        may_print |= actor.might::<PrintForMeeting>(&case);
        let model = row(&tx, &case).await?;
        let of = about_cases(&tx, actor, std::slice::from_ref(&model)).await?;
        let asked = of.parties.get(&case.id).map(Vec::as_slice).unwrap_or_default();
        let whole = actor.might::<ReadCase>(&case);
        let may_cancel = actor.might::<CancelMeeting>(&case);
        cases.push(InSlotRow {
            case: case.id,
            about: about(&case.number, of.whom.get(&case.id)),
            protected: of.is_protected(case.id),
            outcome: meeting.outcome,
            missing: if whole { missing(asked, &at.seats) } else { vec![] },
            unconsented: if may_cancel { unconsented(&case, asked) } else { vec![] },
            no_consent: case.consent.is_none(),
        });
    }
    let may_change = actor.might::<ChangeSlot>(&facts);
    let gone = facts.cancelled || facts.has_begun();
    Ok(SlotView { may_change, may_cancel: actor.might::<CancelSlot>(&facts), may_print, gone, slot: at, cases })
}

/// Parties asked for whose people the consent in force does not let in: told to those who can cancel the meeting.
fn unconsented(case: &CaseFacts, asked: &[Party]) -> Vec<Party> {
    let Some(consent) = &case.consent else { return Vec::new() };
    asked.iter().copied().filter(|p| !consent.names(*p)).collect()
}

/// Parties asked for that nobody speaks for.
pub(super) fn missing(asked: &[Party], seats: &[SeatRow]) -> Vec<Party> {
    let comes = |party| seats.iter().any(|s| s.party == party && !s.presence.is_empty());
    asked.iter().copied().filter(|p| !comes(*p)).collect()
}

/// Who could come for a seat; for the first of the actor's own where none is named.
pub async fn stand_in_choices(
    db: &Db,
    actor: &Actor,
    id: SlotId,
    seat: Option<SeatId>,
) -> Result<StandInView, AppError> {
    let tx = db.read().await?;
    let (facts, at) = see_slot(&tx, actor, id).await?;
    let seat = seat.or_else(|| at.seats.iter().find(|s| s.may_say).map(|s| s.seat)).ok_or(AppError::NotAllowed)?;
    let loaded = seat_at(&tx, &facts, seat).await?.ok_or(AppError::NotFound)?;
    let allowed: Allowed<StandIn> = actor.may(loaded)?;
    let holders = holders_of(&tx, seat, local_day(facts.starts_at)).await?;
    let of_kind = |kind| holders.iter().filter(move |h| h.kind == kind);
    let (_, model, _) = store::find_slot(&tx, actor.association, id, false).await?.ok_or(AppError::NotFound)?;
    let seats = staffing(&tx, &[model]).await?.remove(&id).unwrap_or_default();
    let now = seats.into_iter().find(|s| s.seat == seat).map(|s| match (s.presence, s.user) {
        (Presence::Substitute, Some(user)) => user.to_string(),
        (presence, _) => presence.to_string(),
    });
    let only_declines = allowed.only_declines(actor);
    let offered = |kind| of_kind(kind).filter(|_| !only_declines);
    Ok(StandInView {
        team: at.team,
        at: at.at,
        seat,
        party: allowed.party,
        only_declines,
        representative: offered(HolderKind::Representative).next_back().map(|h| h.name.clone()),
        substitutes: offered(HolderKind::Substitute).map(|h| (h.user.to_string(), h.name.clone())).collect(),
        now: now.unwrap_or_default(),
    })
}

/// Who can have come to the booked meeting.
pub async fn outcome_choices(db: &Db, actor: &Actor, id: CaseId) -> Result<OutcomeView, AppError> {
    let tx = cases::actions::opened::<RegisterOutcome>(db, actor, id, CasePart::Meetings).await?;
    let allowed: Allowed<RegisterOutcome> = actor.may(cases::actions::look(&tx, actor, id).await?)?;
    let (_, at) = store::booked(&tx, id).await?.ok_or(AppError::Conflict)?;
    who_was_to_come(&tx, actor, &allowed, at).await
}

/// A meeting of the case with its seats; nobody has come yet.
pub(super) async fn who_was_to_come(
    tx: &ReadTx,
    actor: &Actor,
    case: &CaseFacts,
    at: slot::Model,
) -> Result<OutcomeView, AppError> {
    let teams = store::teams_of(tx, actor.association).await?;
    let rows = slot_rows(tx, actor, std::slice::from_ref(&at), &teams).await?.pop().ok_or(AppError::NotFound)?;
    Ok(OutcomeView {
        heading: heading(tx, actor, case).await?,
        at: rows.at,
        team: rows.team,
        seats: rows.seats.into_iter().map(|s| (Attendee::from(s.party), s.name)).collect(),
        came: Vec::new(),
        shown: String::new(),
        has_begun: at.starts_at <= tx.now(),
    })
}

/// A case's meetings, as much of them as the actor sees, and what they may do.
pub async fn case_meetings(db: &Db, actor: &Actor, id: CaseId) -> Result<CaseMeetingsView, AppError> {
    let tx = cases::actions::opened::<SeeMeetings>(db, actor, id, CasePart::Meetings).await?;
    let allowed: Allowed<SeeMeetings> = actor.may(cases::actions::look(&tx, actor, id).await?)?;
    let facts: &CaseFacts = &allowed;
    let whole = sight(actor, facts).is_some_and(|(_, seen)| seen == Sight::Whole);
    // the referrer prepares the participant: where and how too, with or without a consent in force
    let where_too = sight(actor, facts).is_some_and(|(_, seen)| seen != Sight::Shell);
    let may_cancel = actor.might::<CancelMeeting>(facts);
    let asked = match facts.consent {
        Some(_) => parties_asked_for(&tx, facts).await?,
        None => Vec::new(),
    };
    let mut rows = Vec::new();
    let found = store::meetings_of(&tx, id).await?;
    let mut attendance = match whole {
        true => attendance_in(&tx, &found.iter().map(|(m, ..)| m.id).collect::<Vec<_>>()).await?,
        false => HashMap::new(),
    };
    let own = found.iter().filter(|(_, _, team)| team.association_id == actor.association);
    let times = store::facts_of(&tx, actor.association, &own.map(|(_, at, _)| at.clone()).collect::<Vec<_>>()).await?;
    for (meeting, at, of_team) in found {
        let coming = meeting.outcome == MeetingOutcome::Booked;
        let mut came = attendance.remove(&meeting.id).unwrap_or_default();
        // a party that nobody asked for has not failed to come
        let unasked =
            |who: Attendee| <Party as Code>::ALL.iter().any(|p| Attendee::from(*p) == who && !asked.contains(p));
        came.retain(|(who, present)| *present || !unasked(*who));
        rows.push(CaseMeetingRow {
            slot: at.id,
            team: of_team.name,
            at: to_local(at.starts_at),
            minutes: at.minutes,
            form: at.form,
            place: if where_too { at.place } else { String::new() },
            outcome: meeting.outcome,
            reason: meeting.cancel_reason,
            came,
            has_begun: at.starts_at <= tx.now(),
            unconsented: if coming && may_cancel { unconsented(facts, &asked) } else { vec![] },
            no_consent: coming && facts.consent.is_none(),
            may_see_slot: times.get(&at.id).is_some_and(|s| actor.might::<SeeSlot>(s)),
        });
    }
    let booked = rows.iter().find(|r| r.outcome == MeetingOutcome::Booked);
    let coming = booked.is_some_and(|r| !r.has_begun);
    let begun = booked.is_some_and(|r| r.has_begun);
    let held = rows.iter().any(|r| r.outcome == MeetingOutcome::Held);
    Ok(CaseMeetingsView {
        heading: heading(&tx, actor, facts).await?,
        may_book: booked.is_none()
            && facts.track == Track::TeamMeeting
            && facts.state.book().is_ok()
            && actor.might::<BookMeeting>(facts),
        may_move: coming && actor.might::<MoveMeeting>(facts),
        may_cancel: booked.is_some() && may_cancel,
        may_register: begun && actor.might::<RegisterOutcome>(facts),
        may_correct: held && actor.might::<CorrectAttendance>(facts),
        may_print_letter: coming && actor.might::<PrintLetter>(facts),
        waits_again: facts.state.code() == StateCode::Booked,
        tell: to_tell(&tx, actor, facts).await?,
        prepared: if whole { preparation::shared(&tx, facts).await? } else { Vec::new() },
        rows,
    })
}
