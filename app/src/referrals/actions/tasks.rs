//! What waits for a referrer or a coordinator among the referrals.
use crate::{
    access::{Actor, Role},
    accounts::store::names_of,
    cases::{listing::Names, opening::limits, rules::StateCode, scope, store::cases},
    consents,
    db::{ReadTx, Tx},
    kernel::{
        code::Code,
        error::AppError,
        id::UserId,
        local_time::{local_day, to_local},
        swedish,
    },
    referrals::{
        lists::{whom_in, with_another_live_case},
        rules::{DRAFT_DAYS, DRAFT_REMINDER_DAYS, RETURNED_DAYS},
        store, texts,
    },
    work::rules::{Task, YOU},
};
use chrono::Duration;
use sea_orm::{
    ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select, sea_query::UnionType,
};
use std::collections::HashMap;

/// So many tasks of one kind at most, those first that have waited longest: the rest stand in the lists behind them, and
/// come up as these are done.
const AT_MOST: u64 = 100;

/// What the actor must do now with drafts and referrals.
pub async fn tasks(tx: &ReadTx, actor: &Actor) -> Result<Vec<Task>, AppError> {
    let mut tasks = Vec::new();
    if actor.has(Role::Referrer) {
        tasks.extend(drafts(tx, actor).await?);
        tasks.extend(my_cases(tx, actor).await?);
    }
    if actor.has(Role::Coordinator) {
        tasks.extend(to_assess(tx, actor).await?);
    }
    Ok(tasks)
}

/// How many of these there are, without what each of them tells.
pub async fn waiting(tx: &ReadTx, actor: &Actor) -> Result<usize, AppError> {
    let mut waiting = 0;
    if actor.has(Role::Referrer) {
        waiting += store::how_many_drafts(tx, actor).await?;
        waiting += at_most(asking(tx, actor).count(tx.conn()).await?);
    }
    if actor.has(Role::Coordinator) {
        waiting += at_most(submitted(actor).count(tx.conn()).await?);
    }
    Ok(waiting)
}

fn at_most(found: u64) -> usize {
    usize::try_from(found.min(AT_MOST)).unwrap_or(usize::MAX)
}

/// The actor's own drafts, which wait for nobody else. One that has lain for a while says so.
async fn drafts(tx: &ReadTx, actor: &Actor) -> Result<Vec<Task>, AppError> {
    let (lang, today) = (actor.lang, tx.today());
    let task = |draft: store::referral_draft::Model| {
        let whom = whom_in(tx, actor, &draft);
        let (begun, gone) = (local_day(draft.made_at), local_day(draft.changed_at) + Duration::days(DRAFT_DAYS));
        let lies = begun + Duration::days(DRAFT_REMINDER_DAYS) < today;
        let (what, detail) = match lies {
            true => (texts::TASK_DRAFT, texts::TASK_DRAFT_DETAIL),
            false => (texts::TASK_FRESH_DRAFT, texts::TASK_FRESH_DRAFT_DETAIL),
        };
        let begun_words = swedish::moment_in_text(lang, to_local(draft.made_at), today);
        let detail = detail.with(lang, begun_words).replacen("{}", &swedish::day(lang, gone, today), 1);
        Ok(Task {
            what: what.get(lang).into(),
            detail,
            about: whom.map(|w| w.line(lang)).unwrap_or_default(),
            case: None,
            href: format!("/referrals/{}/review", draft.id),
            whose: YOU.get(lang).into(),
            since: begun,
            due: Some(gone),
        })
    };
    store::drafts_of(tx, actor).await?.into_iter().map(task).collect()
}

/// Whose turn it is, by the referrer: one's own, or the unit's where a colleague is covered for.
pub(crate) async fn whose(
    tx: &ReadTx,
    actor: &Actor,
    referrers: impl Iterator<Item = UserId>,
) -> Result<HashMap<UserId, String>, AppError> {
    let names = names_of(tx, referrers).await?.into_iter();
    Ok(names
        .map(|(user, name)| match user == actor.user {
            true => (user, YOU.get(actor.lang).to_owned()),
            false => (user, texts::UNITS.with(actor.lang, name)),
        })
        .collect())
}

/// The own cases, and those of colleagues who are covered for, that ask something of their referrer.
fn asking(tx: &ReadTx, actor: &Actor) -> Select<cases::Entity> {
    let lately = tx.now() - Duration::days(RETURNED_DAYS);
    // these first: a referrer's cases are many, those that ask for something are few
    let mut returned = scope::awake(actor, [StateCode::Returned]);
    returned.and_where(cases::Column::StateSince.gt(lately));
    let mut asking = scope::awake(actor, [StateCode::CompletionRequested]);
    asking.union(UnionType::All, returned);
    cases::Entity::find().filter(cases::Column::Id.in_subquery(asking)).filter(scope::referred_by(actor))
}

async fn my_cases(tx: &ReadTx, actor: &Actor) -> Result<Vec<Task>, AppError> {
    let rows = asking(tx, actor).order_by_asc(cases::Column::StateSince).limit(AT_MOST).all(tx.conn()).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let (names, limits) = (Names::of(tx, actor, &rows).await?, limits(tx, actor).await?);
    let whose = whose(tx, actor, rows.iter().map(|c| c.referrer_id)).await?;
    let lang = actor.lang;
    let task = |c: cases::Model| {
        let since = local_day(c.state_since);
        let (what, detail, href, due) = match c.return_reason {
            Some(reason) => {
                // why is told where the case is more than a shell
                let why = names.who(&c).map(|_| reason.words().get(lang)).unwrap_or_default();
                (texts::TASK_RETURNED, why, format!("/cases/{}", c.id), None)
            }
            None => (
                texts::TASK_ANSWER,
                texts::TASK_ANSWER_DETAIL.get(lang),
                format!("/cases/{}/answer-completion", c.id),
                Some(since + Duration::days(i64::from(limits.inbox_days))),
            ),
        };
        Task {
            what: what.get(lang).into(),
            detail: detail.into(),
            about: names.told(lang, &c),
            case: Some(c.id),
            href,
            whose: whose.get(&c.referrer_id).cloned().unwrap_or_default(),
            since,
            due,
        }
    };
    Ok(rows.into_iter().map(task).collect())
}

/// The cases that nobody has assessed yet.
fn submitted(actor: &Actor) -> Select<cases::Entity> {
    cases::Entity::find()
        .filter(cases::Column::AssociationId.eq(actor.association))
        .filter(cases::Column::State.eq(StateCode::Submitted))
        .filter(cases::Column::Dormant.eq(false))
}

async fn to_assess(tx: &ReadTx, actor: &Actor) -> Result<Vec<Task>, AppError> {
    let rows = submitted(actor).order_by_asc(cases::Column::StateSince).limit(AT_MOST).all(tx.conn()).await?;
    let (names, limits) = (Names::of(tx, actor, &rows).await?, limits(tx, actor).await?);
    let doubled = with_another_live_case(tx, &rows).await?;
    let consented = consents::store::parties_in_force(tx, rows.iter().map(|c| c.id)).await?;
    let lang = actor.lang;
    let task = |c: cases::Model| {
        let since = local_day(c.state_since);
        // that the person has another case is told with a consent in force only
        let doubled = consented.contains_key(&c.id) && doubled.contains(&c.id);
        let detail = if doubled { texts::ALREADY_A_CASE } else { c.referring_party.words() }.get(lang);
        Task {
            what: texts::TASK_ASSESS.get(lang).into(),
            detail: detail.into(),
            about: names.told(lang, &c),
            case: Some(c.id),
            href: format!("/cases/{}", c.id),
            whose: YOU.get(lang).into(),
            since,
            due: Some(since + Duration::days(i64::from(limits.inbox_days))),
        }
    };
    Ok(rows.into_iter().map(task).collect())
}
