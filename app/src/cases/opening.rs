//! Opening a case: its head, journey, whose turn, and timeline.
use super::{
    actions,
    api::{CasePage, ClosingView, EventsPage, Shown},
    ending,
    journey::{FollowUpDay, JourneyStep, Missing, Way, journey, missing},
    label::heading,
    policy::{self, CaseFacts, CloseCase, OpenCase, Sight, TakeUpCase},
    rules::{CasePart, StateCode},
    store::{self, cases},
    telling::{Told, shown_to},
    texts, timeline,
    turn::{Limits, Turn, TurnFacts, Whose, turn},
};
use crate::{
    access::{Actor, Allowed, Role},
    audit::{Details, EventCode, store::Happened},
    break_glass::{self, policy::BreakGlass},
    db::{Db, ReadTx, Tx},
    follow_ups::{self, store::cases_wanting_meeting},
    kernel::{
        error::AppError,
        id::CaseId,
        local_time::local_day,
        page::{Page, PageRequest},
    },
    lots,
    meetings::{self, rules::MeetingOutcome},
    organisation::store::{agency_by_id, association_by_id, district_by_id},
    participants::{
        policy::is_told_of_protection,
        rules::short_name,
        sealing::Sealer,
        store::{contact_of, identity_of, person_of, row_of},
    },
    plans::store::plan_of,
    teams::store::team,
};
use sea_orm::EntityTrait;

/// Writes the opening in the log, then reads what the actor may see.
pub async fn open(db: &Db, actor: &Actor, id: CaseId) -> Result<CasePage, AppError> {
    actions::open(db, actor, id).await?;
    let tx = db.read().await?;
    let case = actions::look(&tx, actor, id).await?;
    // of this read, as everything below: a consent may have been withdrawn since the log was written
    let (_, sight) = policy::sight(actor, &case).ok_or(AppError::NotFound)?;
    let row = store::row(&tx, &case).await?;
    let happened = shown(sight, timeline::happened(&tx, id).await?);
    // follow-ups, lots and work training are what the consent opens
    let follow_ups = match sight {
        Sight::Whole => Some(follow_up_days(&tx, id).await?),
        Sight::Shell | Sight::Referral => None,
    };
    let facts = turn_facts(&tx, &case, &row, follow_ups.as_deref()).await?;
    let turn = turn(&facts, &limits(&tx, actor).await?, tx.today());
    let head = head(&tx, actor, &case, &row, sight).await?;
    let words = ending::words(&tx, &row, sight).await?;
    Ok(CasePage {
        id,
        number: row.number.clone(),
        shown: match sight {
            Sight::Shell => Shown::Shell,
            Sight::Referral => Shown::Referral,
            Sight::Whole => Shown::Whole,
        },
        others_consent: sight != Sight::Whole && case.consent.is_some(),
        name: head.name,
        protected: head.protected,
        age: head.age,
        participant: (sight != Sight::Shell).then_some(row.participant_id),
        lead: head.lead,
        track: row.track,
        state: row.state,
        turn,
        my_turn: is_mine(actor, &case, &turn),
        dormant: row.dormant,
        queue_reason: words.queue_reason,
        ended: words.ended,
        journey: way(&tx, &case, &row, &happened, &turn, follow_ups).await?,
        more_events: happened.len() > LATEST,
        timeline: timeline::rows(&tx, actor.lang, happened.into_iter().take(LATEST).collect()).await?,
        may_close: actions::may_close(&tx, actor, &case).await?,
        broken: break_glass::actions::marks(&tx, actor, id).await?,
        may_break: actor.might::<BreakGlass>(&case),
        may_take_up: row.dormant && actor.might::<TakeUpCase>(&case),
    })
}

/// So many events stand on the case's own page, and on each page of all of them.
const LATEST: usize = 30;

/// A page of everything that happened, as much of it as the actor is told. A page is named by its number from nought.
pub async fn events(db: &Db, actor: &Actor, id: CaseId, request: &PageRequest) -> Result<EventsPage, AppError> {
    let tx = actions::opened::<OpenCase>(db, actor, id, CasePart::Events).await?;
    let case = actions::look(&tx, actor, id).await?;
    let (_, sight) = policy::sight(actor, &case).ok_or(AppError::NotFound)?;
    let happened = shown(sight, timeline::happened(&tx, id).await?);
    let asked = request.after.as_ref().or(request.before.as_ref()).and_then(|n| n.parse::<usize>().ok()).unwrap_or(0);
    let n = asked.min(happened.len().saturating_sub(1) / LATEST);
    let more = happened.len() > (n + 1) * LATEST;
    let here: Vec<Happened> = happened.into_iter().skip(n * LATEST).take(LATEST).collect();
    let page = Page {
        rows: timeline::rows(&tx, actor.lang, here).await?,
        next: more.then(|| (n + 1).to_string()),
        previous: n.checked_sub(1).map(|n| n.to_string()),
        total: None,
    };
    Ok(EventsPage { number: case.number.clone(), page })
}

/// What is told of these to someone with this sight: all of an event, that it happened, or nothing.
fn shown(sight: Sight, happened: Vec<Happened>) -> Vec<Happened> {
    let told = |mut h: Happened| match shown_to(sight, h.code) {
        Told::Nothing => None,
        Told::ThatItHappened => {
            h.details = Details { team: h.details.team, at: h.details.at, day: h.details.day, ..Details::default() };
            Some(h)
        }
        Told::Everything => Some(h),
    };
    happened.into_iter().filter_map(told).collect()
}

struct CaseHead {
    name: Option<String>,
    protected: bool,
    age: Option<u32>,
    lead: Vec<String>,
}

async fn head(
    tx: &ReadTx,
    actor: &Actor,
    case: &CaseFacts,
    row: &cases::Model,
    sight: Sight,
) -> Result<CaseHead, AppError> {
    let lang = actor.lang;
    let agency = agency_by_id(tx, row.agency_id).await?;
    let by = Some(texts::REFERRED_BY_LEAD.with(lang, agency.name));
    if sight == Sight::Shell {
        return Ok(CaseHead { name: None, protected: false, age: None, lead: by.into_iter().collect() });
    }
    let person = row_of(tx, row.participant_id).await?;
    let sealer = Sealer::of(tx.keys(), &person)?;
    let age = identity_of(&sealer, &person, tx.today())?.map(|i| i.age_on(tx.today()));
    let mut lead = Vec::new();
    let who = person_of(tx, row.id).await?;
    let protected = is_told_of_protection(actor, who.protected, person.protected_identity);
    if let Some(id) = row.district_id.filter(|_| !protected) {
        lead.push(district_by_id(tx, id).await?.name);
    }
    if let Some(id) = case.team() {
        lead.extend(team::Entity::find_by_id(id).one(tx.conn()).await?.map(|t| t.name));
    }
    lead.extend(by);
    if contact_of(tx, &sealer, row.id, &person).await?.needs_interpreter {
        lead.push(texts::INTERPRETER.get(lang).to_owned());
    }
    Ok(CaseHead { name: Some(short_name(&who.given_name, &who.family_name)), protected, age, lead })
}

/// The limits that the actor's association has set.
pub async fn limits(tx: &impl Tx, actor: &Actor) -> Result<Limits, AppError> {
    let a = association_by_id(tx, actor.association).await?;
    Ok(Limits {
        inbox_days: a.inbox_days,
        queue_weeks: a.queue_weeks,
        plan_days: a.plan_days,
        follow_up_grace_days: a.follow_up_grace_days,
    })
}

async fn follow_up_days(tx: &impl Tx, id: CaseId) -> Result<Vec<FollowUpDay>, AppError> {
    let rows = follow_ups::store::of_case(tx, id).await?;
    Ok(rows.into_iter().map(|f| FollowUpDay { months: f.months, due: f.due_on, done: f.done_on }).collect())
}

/// What closing the case now would leave undone, as far as the actor is told.
pub async fn missing_in(tx: &impl Tx, actor: &Actor, case: &CaseFacts) -> Result<Vec<Missing>, AppError> {
    let whole = policy::sight(actor, case).is_some_and(|(_, seen)| seen == Sight::Whole);
    let followed_up = match whole {
        true => Some(follow_up_days(tx, case.id).await?.iter().any(|f| f.done.is_some())),
        false => None,
    };
    Ok(missing(case.state.code(), case.track, followed_up))
}

/// What the page that closes a case begins with: for those who may close it.
pub async fn closing(db: &Db, actor: &Actor, id: CaseId) -> Result<ClosingView, AppError> {
    let mut tx = db.read().await?;
    let case = actions::look(&tx, actor, id).await?;
    let whole = policy::sight(actor, &case).is_some_and(|(_, seen)| seen == Sight::Whole);
    actor.may::<CloseCase>(case)?;
    if whole {
        drop(tx);
        tx = actions::opened::<CloseCase>(db, actor, id, CasePart::FollowUps).await?;
    }
    let allowed: Allowed<CloseCase> = actor.may(actions::look(&tx, actor, id).await?)?;
    let heading = heading(&tx, actor, &allowed).await?;
    let consented = allowed.consent.is_some();
    Ok(ClosingView { heading, missing: missing_in(&tx, actor, &allowed).await?, consented })
}

async fn turn_facts(
    tx: &ReadTx,
    case: &CaseFacts,
    row: &cases::Model,
    follow_ups: Option<&[FollowUpDay]>,
) -> Result<TurnFacts, AppError> {
    let day = |outcome| case.meetings.iter().filter(|m| m.outcome == outcome).map(|m| m.day).max();
    let known = TurnFacts {
        booked_for: day(MeetingOutcome::Booked),
        begun: meetings::store::booked(tx, case.id).await?.is_some_and(|(_, at)| at.starts_at <= tx.now()),
        met_on: day(MeetingOutcome::Held),
        consented: case.consent.is_some(),
        ..store::turn_facts(row)
    };
    let Some(follow_ups) = follow_ups else { return Ok(known) };
    let next = follow_ups.iter().filter(|f| f.done.is_none()).map(|f| f.due).min();
    let training = store::training_of(tx, std::iter::once(row.id)).await?.remove(&row.id);
    let of_this = || std::iter::once(row.id);
    let planned = row.state == StateCode::PlanEstablished;
    let wants_meeting = planned && !cases_wanting_meeting(tx, of_this()).await?.is_empty();
    // something else comes first
    let lots = planned && next.is_none() && !lots::store::under_way_in(tx, of_this()).await?.is_empty();
    Ok(TurnFacts { follow_up_due: next, wants_meeting, lots, training, told_all: true, ..known })
}

fn is_mine(actor: &Actor, case: &CaseFacts, turn: &Turn) -> bool {
    match turn.whose {
        Whose::Coordinator => actor.has(Role::Coordinator),
        Whose::Referrer => case.referrer == actor.user,
        Whose::Lots => actor.has(Role::Lots),
        Whose::WorkTraining => actor.has(Role::WorkTraining),
        Whose::Everyone | Whose::Nobody => false,
    }
}

/// The way that the case has come, with the day on which each step was reached.
async fn way(
    tx: &ReadTx,
    case: &CaseFacts,
    row: &cases::Model,
    happened: &[Happened],
    turn: &Turn,
    follow_ups: Option<Vec<FollowUpDay>>,
) -> Result<Vec<JourneyStep>, AppError> {
    let meeting = |outcome| case.meetings.iter().filter(|m| m.outcome == outcome).map(|m| m.day).max();
    let accepted = happened.iter().find(|h| h.code == EventCode::ReferralAccepted).map(|h| local_day(h.at));
    // an import brings plans, and no events of them
    let plan = match row.state {
        StateCode::PlanEstablished | StateCode::Closed => plan_of(tx, case.id).await?,
        _ => None,
    };
    Ok(journey(&Way {
        state: row.state,
        track: case.track,
        submitted_on: local_day(case.submitted_at),
        queued: (row.queue_at.is_some() || accepted.is_some()).then_some(accepted),
        booked_for: meeting(MeetingOutcome::Booked),
        met_on: meeting(MeetingOutcome::Held),
        planned_on: plan.and_then(|p| p.established_at).map(local_day),
        plan_due: turn.due,
        follow_ups,
        ended_on: row.closed_on.unwrap_or_else(|| local_day(row.state_since)),
    }))
}
