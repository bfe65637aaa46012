//! The queue, and moving a case in it.
use crate::{
    access::{Actor, Allowed, Role},
    audit::{Details, EventCode},
    cases::{
        self,
        label::{heading, told},
        rules::{StateCode, Track},
        store::{cases as case_table, set_state, training_of, turn_facts},
        turn::{Limits, TurnFacts, turn},
    },
    db::{Db, Tx, WriteTx},
    kernel::{
        error::AppError,
        id::CaseId,
        page::{Page, PageRequest},
    },
    meetings::{
        api::{MoveView, QueueRow, QueueView},
        policy::MoveInQueue,
        rules::{MoveTo, QueueFilter, place_between},
        store::queue as store,
    },
    participants::sealing::sealer,
};
use chrono::{DateTime, Utc};

/// Why a case was not moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MoveRefusal {
    /// The other case is not in the queue.
    NoSuchCase,
    /// Nothing fits between the two.
    NoRoom,
    App(AppError),
}

impl From<AppError> for MoveRefusal {
    fn from(e: AppError) -> Self {
        MoveRefusal::App(e)
    }
}

/// The queue as coordinators see it.
pub async fn queue(db: &Db, actor: &Actor, filter: &QueueFilter, request: &PageRequest) -> Result<QueueView, AppError> {
    if !actor.has(Role::Coordinator) {
        return Err(AppError::NotAllowed);
    }
    let tx = db.read().await?;
    let page = store::queue_page(&tx, actor, filter, request).await?;
    let about = store::about_cases(&tx, actor, &page.rows).await?;
    let training = training_of(&tx, page.rows.iter().map(|c| c.id)).await?;
    let districts = store::districts_of(&tx, actor.association).await?;
    let serving = store::serving(&tx, actor.association).await?;
    let queue_weeks = store::queue_weeks(&tx, actor.association).await?;
    let limits = Limits { queue_weeks, ..Limits::default() };
    let today = tx.today();
    let row = |c: case_table::Model| {
        // without a consent in force a coordinator sees number, state, consents and meeting times
        let open = about.consented.contains(&c.id);
        let protected = about.is_protected(c.id);
        let known =
            TurnFacts { training: training.get(&c.id).copied(), consented: open, told_all: open, ..turn_facts(&c) };
        let waits = turn(&known, &limits, today);
        QueueRow {
            id: c.id,
            about: super::about(&c.number, about.whom.get(&c.id)),
            protected,
            submitted_on: c.submitted_on,
            weeks: (today - c.submitted_on).num_days().max(0) / 7,
            days_late: if c.dormant { 0 } else { waits.days_late(today) },
            // where a protected person lives is shown nowhere; their team serves several districts, and has to be known
            district: districts
                .iter()
                .find(|d| open && !protected && Some(d.id) == c.district_id)
                .map(|d| d.name.clone()),
            teams: serving.iter().filter(|s| open && Some(s.0) == c.district_id).map(|s| s.1.name.clone()).collect(),
            parties: about.parties.get(&c.id).cloned().unwrap_or_default(),
            form: c.meeting_form.filter(|_| open),
            track: c.track,
            moved: c.queue_at.is_some_and(|place| place != c.submitted_at),
            consented: open,
            // both verbs need a consent in force
            may_book: open && c.track == Track::TeamMeeting,
            may_move: open,
        }
    };
    let mut teams: Vec<_> = serving.iter().map(|(_, t)| (t.id, t.name.clone())).collect();
    teams.dedup();
    Ok(QueueView {
        queue_weeks,
        imported: store::imported_count(&tx, actor).await?,
        teams,
        districts: districts.iter().filter(|d| d.closed_at.is_none()).map(|d| (d.id, d.name.clone())).collect(),
        page: Page::map(page, row),
    })
}

/// The case that is to be moved, and the others before which it can be placed.
pub async fn move_choices(db: &Db, actor: &Actor, id: CaseId) -> Result<MoveView, AppError> {
    let tx = db.read().await?;
    let allowed: Allowed<MoveInQueue> = actor.may(cases::actions::look(&tx, actor, id).await?)?;
    if allowed.state.code() != StateCode::InQueue {
        return Err(AppError::Conflict);
    }
    let rows = store::queue_choices(&tx, actor, 200).await?;
    let about = store::about_cases(&tx, actor, &rows).await?;
    // a choice has no room for a mark beside it
    let named = |c: &case_table::Model| told(actor.lang, &c.number, about.whom.get(&c.id));
    let place = rows.iter().position(|c| c.id == id).map(|p| p + 1);
    let others = rows.iter().filter(|c| c.id != id).map(|c| (c.id, named(c))).collect();
    let heading = heading(&tx, actor, &allowed).await?;
    Ok(MoveView { heading, place, others })
}

/// Moves a case in the queue, with a reason that is kept sealed.
pub async fn move_in_queue(
    db: &Db,
    actor: &Actor,
    id: CaseId,
    to: MoveTo,
    before: Option<CaseId>,
    reason: &str,
) -> Result<(), MoveRefusal> {
    let tx = db.begin().await?;
    let allowed: Allowed<MoveInQueue> = actor.may(cases::actions::load(&tx, actor, id).await?)?;
    let place = new_place(&tx, actor, id, to, before).await?;
    let next = allowed.state.move_in_queue(place).map_err(AppError::from)?;
    set_state(&tx, &allowed, next).await?;
    let sealed = sealer(&tx, allowed.participant).await?.seal("cases", "queue_reason_sealed", id.0, reason);
    store::set_queue_reason(&tx, allowed.id, sealed).await?;
    let details = Details { code: Some(to.to_string()), record: before.map(|c| c.0), ..Details::default() };
    let entry = allowed.did(EventCode::QueueMoved.with(details));
    Ok(tx.commit(entry).await?)
}

async fn new_place(
    tx: &WriteTx,
    actor: &Actor,
    id: CaseId,
    to: MoveTo,
    before: Option<CaseId>,
) -> Result<DateTime<Utc>, MoveRefusal> {
    let end = async |first| store::end_of_queue(tx, actor.association, id, first).await;
    let place = match (to, before) {
        (MoveTo::First, _) => place_between(None, end(true).await?),
        (MoveTo::Last, _) => place_between(end(false).await?, None),
        (MoveTo::Before, None) => return Err(MoveRefusal::NoSuchCase),
        (MoveTo::Before, Some(other)) => {
            let Some((ahead, own)) = store::before_in_queue(tx, actor.association, id, other).await? else {
                return Err(MoveRefusal::NoSuchCase);
            };
            return place_between(ahead, Some(own)).ok_or(MoveRefusal::NoRoom);
        }
    };
    // alone in the queue: any place is first and last
    Ok(place.unwrap_or(tx.now()))
}
