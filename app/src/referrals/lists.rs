//! The lists: the referrer's own referrals, and the coordinators' inbox. Scoped to the one who asks.
use super::{
    api::{InboxFilter, InboxList, InboxRow, MineFilter, MineRow, MyDraftRow, MyReferrals},
    rules::{DRAFT_DAYS, DRAFTS_LISTED, Exception, WhoseReferral},
    store::{self, districts_closed, referral_draft, unit_of, was_closed},
};
use crate::{
    access::{Actor, Role},
    accounts::store::names_of,
    cases::{
        api::Searched,
        label::Whom,
        listing::{Names, matching, searched_for},
        opening::limits,
        policy::Sight,
        rules::StateCode,
        scope,
        store::{cases, training_of, turn_facts},
        turn::{TurnFacts, turn},
    },
    consents,
    db::{Db, ReadTx, Tx},
    follow_ups::store::{cases_wanting_meeting, follow_up},
    kernel::{
        code::Code,
        error::AppError,
        id::{CaseId, DistrictId, SlotId},
        local_time::{local_day, to_local},
        page::{self, Cursor, Page},
    },
    lots::store::under_way_in,
    meetings::{
        rules::MeetingOutcome,
        store::{slot, team_meeting},
    },
    organisation::{rules::with_unit, store::agency},
    participants::rules::listed_name,
};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use std::collections::{HashMap, HashSet};

fn key(case: &cases::Model) -> Cursor {
    Cursor { at: case.submitted_at, id: case.id.0 }
}

const COLUMNS: (cases::Column, cases::Column) = (cases::Column::SubmittedAt, cases::Column::Id);

/// The actor's drafts, and the referrals that they or, where the unit covers, their colleagues have submitted.
pub async fn mine(db: &Db, actor: &Actor, filter: MineFilter) -> Result<MyReferrals, AppError> {
    let tx = db.read().await?;
    let mut drafts = Vec::new();
    let found = store::drafts_of(&tx, actor).await?;
    let more_drafts = found.len() > DRAFTS_LISTED;
    for draft in found.into_iter().take(DRAFTS_LISTED) {
        let (unit, agency) = unit_of(&tx, draft.unit_id).await?;
        let whom = whom_in(&tx, actor, &draft);
        drafts.push(MyDraftRow {
            id: draft.id,
            protected: whom.as_ref().is_some_and(|w| w.protected),
            who: whom.map(|w| w.name),
            unit: with_unit(&agency.name, &unit.name),
            begun_at: to_local(draft.made_at),
            changed_at: to_local(draft.changed_at),
            gone_on: local_day(draft.changed_at) + Duration::days(DRAFT_DAYS),
        });
    }
    let searched = searched_for(&tx, actor, filter.search).await?;
    let Some(find) = left_by_search(&tx, actor, &searched, chosen(actor, &filter)).await? else {
        return Ok(MyReferrals { drafts, more_drafts, submitted: Page::default(), searched });
    };
    let rows = page::page(tx.conn(), find, COLUMNS, !filter.oldest_first, &filter.page, key).await?;
    let names = Names::of(&tx, actor, &rows.rows).await?;
    let booked = times_of(&tx, &rows.rows, MeetingOutcome::Booked).await?;
    let held = times_of(&tx, &rows.rows, MeetingOutcome::Held).await?;
    let whole = seen_whole(&tx, actor, &rows.rows).await?;
    let follow_ups = next_follow_ups(&tx, &whole).await?;
    let training = training_of(&tx, whole.iter().copied()).await?;
    let wanting = cases_wanting_meeting(&tx, whole.iter().copied()).await?;
    let lots = under_way_in(&tx, whole.iter().copied()).await?;
    let consented = consents::store::parties_in_force(&tx, rows.rows.iter().map(|c| c.id)).await?;
    let referrers = names_of(&tx, rows.rows.iter().map(|c| c.referrer_id)).await?;
    let limits = limits(&tx, actor).await?;
    let row = |c: cases::Model| {
        let (booked, held) = (booked.get(&c.id).copied(), held.get(&c.id).copied());
        let facts = TurnFacts {
            booked_for: booked.map(local_day),
            begun: booked.is_some_and(|at| at <= tx.now()),
            met_on: held.map(local_day),
            follow_up_due: follow_ups.get(&c.id).copied(),
            wants_meeting: wanting.contains(&c.id),
            lots: lots.contains(&c.id),
            training: training.get(&c.id).copied(),
            consented: consented.contains_key(&c.id),
            told_all: whole.contains(&c.id),
            ..turn_facts(&c)
        };
        let whose = turn(&facts, &limits, tx.today()).whose;
        MineRow {
            id: c.id,
            who: names.who(&c),
            protected: names.protected(&c),
            number: c.number,
            state: c.state,
            submitted_on: c.submitted_on,
            whose,
            meeting: booked.or(held).map(to_local),
            referrer: referrers.get(&c.referrer_id).filter(|_| c.referrer_id != actor.user).cloned(),
        }
    };
    Ok(MyReferrals { drafts, more_drafts, submitted: rows.map(row), searched })
}

/// Whom a draft is about, as its author's lists say it. None: no name is typed yet, or the draft can't be read: what
/// is wrong with one of them must not shut the list.
pub fn whom_in(tx: &ReadTx, actor: &Actor, draft: &referral_draft::Model) -> Option<Whom> {
    // what failed is in the log already
    let values = store::values_of(tx, draft).ok()?;
    let typed = |field: &str| values.iter().find(|v| v.0 == field).map(|v| v.1.trim()).unwrap_or_default();
    let protected = typed("protected") == "yes";
    let name = listed_name(actor.shows_names, protected, typed("given_name"), typed("family_name"));
    (!name.is_empty()).then_some(Whom { name, protected })
}

/// The own referrals and the covered colleagues', as far as the filter leaves them.
fn chosen(actor: &Actor, filter: &MineFilter) -> Select<cases::Entity> {
    let mut find = cases::Entity::find()
        .filter(cases::Column::AssociationId.eq(actor.association))
        .filter(scope::referred_by(actor));
    find = match filter.state {
        Some(state) => find.filter(cases::Column::State.eq(state)),
        None if filter.live => find.filter(cases::Column::State.is_in(StateCode::LIVE)),
        None => find,
    };
    match filter.whose {
        Some(WhoseReferral::Own) => find.filter(cases::Column::ReferrerId.eq(actor.user)),
        Some(WhoseReferral::Colleagues) => find.filter(cases::Column::ReferrerId.ne(actor.user)),
        None => find,
    }
}

/// Those that a kept search finds. None: the search is no longer kept.
async fn left_by_search(
    tx: &ReadTx,
    actor: &Actor,
    searched: &Searched,
    find: Select<cases::Entity>,
) -> Result<Option<Select<cases::Entity>>, AppError> {
    let words = match searched {
        Searched::No => return Ok(Some(find)),
        Searched::Gone => return Ok(None),
        Searched::For(words) => words,
    };
    let found = matching(tx, actor, words).await?;
    let person = found.person.add(scope::seen_by(tx, actor, Sight::Referral));
    Ok(Some(find.filter(found.number.into_iter().fold(Condition::any().add(person), Condition::add))))
}

/// Those of these cases that the actor sees as a whole: of the others neither follow-ups nor work training are told.
async fn seen_whole(tx: &ReadTx, actor: &Actor, rows: &[cases::Model]) -> Result<HashSet<CaseId>, AppError> {
    let whole: Vec<CaseId> = cases::Entity::find()
        .select_only()
        .column(cases::Column::Id)
        .filter(cases::Column::Id.is_in(rows.iter().map(|c| c.id)))
        .filter(scope::seen_by(tx, actor, Sight::Whole))
        .into_tuple()
        .all(tx.conn())
        .await?;
    Ok(whole.into_iter().collect())
}

/// When each case's latest meeting with this outcome begins or began.
async fn times_of(
    tx: &ReadTx,
    rows: &[cases::Model],
    outcome: MeetingOutcome,
) -> Result<HashMap<CaseId, DateTime<Utc>>, AppError> {
    let meetings = team_meeting::Entity::find()
        .filter(team_meeting::Column::CaseId.is_in(rows.iter().map(|c| c.id)))
        .filter(team_meeting::Column::Outcome.eq(outcome))
        .all(tx.conn())
        .await?;
    let slots = slot::Entity::find().filter(slot::Column::Id.is_in(meetings.iter().map(|m| m.slot_id)));
    let starts: HashMap<SlotId, DateTime<Utc>> =
        slots.all(tx.conn()).await?.into_iter().map(|s| (s.id, s.starts_at)).collect();
    let mut times: Vec<_> = meetings.into_iter().filter_map(|m| Some((m.case_id, *starts.get(&m.slot_id)?))).collect();
    // the last one of a case is the one that stays in the map
    times.sort_by_key(|(_, at)| *at);
    Ok(times.into_iter().collect())
}

/// The day of each case's next follow-up that is not done.
async fn next_follow_ups(tx: &ReadTx, of: &HashSet<CaseId>) -> Result<HashMap<CaseId, NaiveDate>, AppError> {
    let open = follow_up::Entity::find()
        .filter(follow_up::Column::CaseId.is_in(of.iter().copied()))
        .filter(follow_up::Column::DoneOn.is_null())
        .order_by_desc(follow_up::Column::DueOn)
        .all(tx.conn())
        .await?;
    // the earliest one of a case is the one that stays in the map
    Ok(open.into_iter().map(|f| (f.case_id, f.due_on)).collect())
}

/// What waits for assessment or completion, the oldest first. For coordinators.
pub async fn inbox(db: &Db, actor: &Actor, filter: InboxFilter) -> Result<InboxList, AppError> {
    if !actor.has(Role::Coordinator) {
        return Err(AppError::NotFound);
    }
    let tx = db.read().await?;
    let states = match filter.state {
        Some(state @ (StateCode::Submitted | StateCode::CompletionRequested)) => vec![state],
        _ => vec![StateCode::Submitted, StateCode::CompletionRequested],
    };
    let mut find = cases::Entity::find()
        .filter(scope::visible_to(&tx, actor))
        .filter(cases::Column::State.is_in(states))
        .filter(cases::Column::Dormant.eq(false));
    if let Some(party) = filter.party {
        find = find.filter(cases::Column::ReferringParty.eq(party));
    }
    let searched = searched_for(&tx, actor, filter.search).await?;
    let Some(find) = left_by_search(&tx, actor, &searched, find).await? else {
        return Ok(InboxList { page: Page::default(), searched });
    };
    let rows = page::page(tx.conn(), find, COLUMNS, false, &filter.page, key).await?;
    let names = Names::of(&tx, actor, &rows.rows).await?;
    let consented = consents::store::parties_in_force(&tx, rows.rows.iter().map(|c| c.id)).await?;
    let doubled = with_another_live_case(&tx, &rows.rows).await?;
    let agencies = agency::Entity::find().filter(agency::Column::Id.is_in(rows.rows.iter().map(|c| c.agency_id)));
    let agencies: HashMap<_, _> = agencies.all(tx.conn()).await?.into_iter().map(|a| (a.id, a.name)).collect();
    let limits = limits(&tx, actor).await?;
    let closed = districts_closed(&tx, actor.association).await?;
    let page = rows.map(|c| {
        let now = turn(&turn_facts(&c), &limits, tx.today());
        // without a consent in force only number, state and consents
        let open = consented.contains_key(&c.id);
        InboxRow {
            id: c.id,
            who: names.who(&c),
            protected: names.protected(&c),
            exceptions: if open { exceptions_of(&c, &closed) } else { Vec::new() },
            agency: agencies.get(&c.agency_id).cloned().unwrap_or_default(),
            consented: consented.get(&c.id).cloned().unwrap_or_default(),
            doubled: open && doubled.contains(&c.id),
            number: c.number,
            party: c.referring_party,
            state: c.state,
            submitted_on: c.submitted_on,
            days_late: now.days_late(tx.today()),
            due: now.due,
        }
    });
    Ok(InboxList { page, searched })
}

/// What the referrer asked exceptions from: the reason is stored only where one was needed. A district that had been
/// closed when the referral was submitted needed one, as none at all does.
pub fn exceptions_of(case: &cases::Model, closed: &HashMap<DistrictId, DateTime<Utc>>) -> Vec<Exception> {
    if case.exception_reason_sealed.is_none() {
        return Vec::new();
    }
    Exception::ALL
        .iter()
        .copied()
        .filter(|e| match e {
            Exception::Age => case.age_at_submission.is_some_and(|age| !super::rules::AGES.contains(&age)),
            Exception::District => case.district_id.is_none_or(|d| was_closed(closed, d, case.submitted_at)),
        })
        .collect()
}

/// Those of these cases whose person has another live case. For coordinators only.
pub async fn with_another_live_case(tx: &ReadTx, rows: &[cases::Model]) -> Result<HashSet<CaseId>, AppError> {
    let live = cases::Entity::find()
        .filter(cases::Column::ParticipantId.is_in(rows.iter().map(|c| c.participant_id)))
        .filter(cases::Column::State.is_in(StateCode::LIVE))
        .all(tx.conn())
        .await?;
    let doubled = |c: &&cases::Model| live.iter().any(|l| l.participant_id == c.participant_id && l.id != c.id);
    Ok(rows.iter().filter(doubled).map(|c| c.id).collect())
}
