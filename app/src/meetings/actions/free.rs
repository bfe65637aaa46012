//! The times into which a case can be booked or moved.
use super::reads::{missing, slot_rows};
use crate::{
    access::{Actor, Allowed},
    cases::{
        self,
        policy::CaseFacts,
        rules::{CasePart, Track},
        store::row,
    },
    db::{Db, Tx},
    kernel::{
        error::AppError,
        id::{CaseId, SlotId, TeamId},
        local_time::{day_bounds, to_local},
        page::{Page, PageRequest},
    },
    meetings::{
        api::{FreeSlotRow, FreeSlotsFilter, FreeSlotsView, NotNow, SlotRow},
        policy::BookMeeting,
        rules::Expected,
        store::{
            self,
            clash::{self, named_at},
            queue::{about_cases, serving},
            slot,
            slots::free_page,
        },
    },
    teams::store::team,
};
use std::collections::HashMap;

/// Coming times with room for a case, soonest first: those of its own district's teams unless others are asked for or
/// these have none. When nothing can be booked or moved now, why.
pub async fn free_slots(
    db: &Db,
    actor: &Actor,
    id: CaseId,
    filter: &FreeSlotsFilter,
    request: &PageRequest,
) -> Result<FreeSlotsView, AppError> {
    let tx = cases::actions::opened::<BookMeeting>(db, actor, id, CasePart::Meetings).await?;
    let allowed: Allowed<BookMeeting> = actor.may(cases::actions::look(&tx, actor, id).await?)?;
    let model = row(&tx, &allowed).await?;
    let booked = store::booked(&tx, id).await?;
    let begun = booked.as_ref().is_some_and(|(_, at)| at.starts_at <= tx.now());
    let teams = store::teams_of(&tx, actor.association).await?;
    let serving = serving(&tx, actor.association).await?;
    let own: Vec<TeamId> = serving.iter().filter(|s| Some(s.0) == model.district_id).map(|s| s.1.id).collect();
    let from = filter.from.map(|day| day_bounds(day).0);
    let chosen: Vec<TeamId> = filter.team.parse().into_iter().collect();
    let ask_own = chosen.is_empty() && filter.team != "all" && !own.is_empty();
    let wanted = if ask_own { own.clone() } else { chosen };
    let mut page = free_page(&tx, actor.association, &wanted, from, request).await?;
    let mut team = if ask_own { String::new() } else { filter.team.clone() };
    if page.rows.is_empty() && ask_own && request.after.is_none() && request.before.is_none() {
        page = free_page(&tx, actor.association, &[], from, request).await?;
        team = "all".to_owned();
    }
    let now_in = booked.as_ref().map(|(_, at)| at.id);
    page.rows.retain(|s| Some(s.id) != now_in);
    let busy = clash::of_booking(&tx, &allowed, &page.rows).await?;
    let rows = rows(&tx, actor, &allowed, &page.rows, (&teams, &own, &busy)).await?;
    let not_now = match (filter.moving, &booked) {
        (true, None) => Some(NotNow::NothingBooked),
        (true, Some(_)) => begun.then_some(NotNow::HasBegun),
        (false, Some(_)) => Some(NotNow::BookedAlready),
        (false, None) if allowed.track == Track::WorkTraining => Some(NotNow::OnlyTraining),
        (false, None) => allowed.state.book().is_err().then_some(NotNow::NotInQueue),
    };
    let booked = booked.map(|(_, at)| (to_local(at.starts_at), name_of(&teams, at.team_id)));
    Ok(FreeSlotsView {
        heading: cases::label::heading(&tx, actor, &allowed).await?,
        form: model.meeting_form,
        booked,
        booked_slot: now_in.filter(|_| filter.moving),
        not_now,
        team,
        has_own: !own.is_empty(),
        teams: teams.iter().filter(|t| t.closed_at.is_none()).map(|t| (t.id, t.name.clone())).collect(),
        page: Page { rows, next: page.next, previous: page.previous, total: None },
    })
}

fn name_of(teams: &[team::Model], id: TeamId) -> String {
    teams.iter().find(|t| t.id == id).map(|t| t.name.clone()).unwrap_or_default()
}

async fn rows(
    tx: &crate::db::ReadTx,
    actor: &Actor,
    case: &CaseFacts,
    slots: &[slot::Model],
    (teams, own, busy): (&[team::Model], &[TeamId], &HashMap<SlotId, Vec<Expected>>),
) -> Result<Vec<FreeSlotRow>, AppError> {
    let model = row(tx, case).await?;
    let about = about_cases(tx, actor, std::slice::from_ref(&model)).await?;
    let asked = about.parties.get(&case.id).map(Vec::as_slice).unwrap_or_default();
    let shown = slot_rows(tx, actor, slots, teams).await?;
    let busy = named_at(tx, busy).await?;
    let row = |(at, r): (&slot::Model, SlotRow)| FreeSlotRow {
        id: at.id,
        own: own.contains(&at.team_id),
        left: r.capacity - r.taken,
        missing: missing(asked, &r.seats),
        busy: busy.get(&at.id).cloned().unwrap_or_default(),
        team: r.team,
        at: r.at,
        minutes: r.minutes,
        form: r.form,
    };
    Ok(slots.iter().zip(shown).map(row).collect())
}
