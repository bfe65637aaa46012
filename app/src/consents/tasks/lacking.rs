//! The cases whose consent to share lacks something, those first that have waited longest. What these questions find and
//! what [`Read`](super::Read) tells of it are the same.
use crate::{
    access::Actor,
    cases::{
        rules::StateCode,
        scope::{asked_for, awake, by_row, consent_in_force},
        store::cases,
    },
    consents::{
        policy::is_told,
        rules::{Purpose, RENEW_DAYS, TOLD_DAYS},
        store::{consent, consent_party},
    },
    db::{ReadTx, Tx},
    kernel::{code::Code, error::AppError},
    organisation::rules::Party,
    plans::{
        rules::{ActivityStatus, Responsible},
        store::activity,
    },
};
use chrono::{DateTime, Duration, Utc};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, Order, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, Func, Query, SelectStatement},
};

/// So many cases of each kind at most: the rest come up as these are done.
const AT_MOST: u64 = 100;

/// Nothing is in force, or nothing for a party that is concerned, and what was given was not withdrawn: it has run out.
pub(super) async fn run_out(tx: &ReadTx, actor: &Actor) -> Result<Vec<cases::Model>, AppError> {
    let gone = Condition::all().add(nothing_in_force(tx)).add(Expr::exists(kept()));
    let lacks = Condition::any().add(gone).add(party_run_out(tx));
    let mut since = over(tx, None);
    since.clear_selects().expr(Func::max(Expr::col((consent::Entity, consent::Column::ValidUntil))));
    first(tx, actor, lacks, since).await
}

/// Something in force ends soon.
pub(super) async fn ending(tx: &ReadTx, actor: &Actor) -> Result<Vec<cases::Model>, AppError> {
    let mut until = consent_in_force(tx, None);
    until.clear_selects().expr(Func::min(Expr::col((consent::Entity, consent::Column::ValidUntil))));
    first(tx, actor, ends_soon(tx), until).await
}

/// All of it was withdrawn, or a party that is concerned.
pub(super) async fn withdrawn(tx: &ReadTx, actor: &Actor) -> Result<Vec<cases::Model>, AppError> {
    let all = Condition::all().add(nothing_in_force(tx)).add(Expr::exists(kept()).not());
    // a party that was withdrawn is the coordinators' to know
    let lacks = if is_told(actor) { Condition::any().add(all).add(party_withdrawn(tx)) } else { all };
    let mut at = naming();
    let [whole, of_party] = withdrawn_at();
    at.clear_selects().expr(Func::max(Func::coalesce([of_party, whole])));
    first(tx, actor, lacks, at).await
}

/// Live cases that lack this: to a coordinator all, to a referrer the own ones.
async fn first(
    tx: &ReadTx,
    actor: &Actor,
    lacks: Condition,
    since: SelectStatement,
) -> Result<Vec<cases::Model>, AppError> {
    let mut find = cases::Entity::find()
        .filter(cases::Column::Id.in_subquery(awake(actor, StateCode::LIVE)))
        .filter(Expr::exists(given()));
    if !is_told(actor) {
        find = find.filter(cases::Column::ReferrerId.eq(actor.user));
    }
    let since = Expr::SubQuery(None, Box::new(since.into()));
    let find = find.filter(lacks).order_by(since, Order::Asc).order_by_asc(cases::Column::SubmittedAt).limit(AT_MOST);
    Ok(find.all(tx.conn()).await?)
}

/// The case has had a consent to share.
fn given() -> SelectStatement {
    let mut query = Query::select();
    query
        .expr(Expr::value(1))
        .from(consent::Entity)
        .and_where(Expr::col((consent::Entity, consent::Column::CaseId)).equals((cases::Entity, cases::Column::Id)))
        .and_where(consent::Column::Purpose.eq(Purpose::ShareInTeam))
        .and_where(consent::Column::Given.eq(true));
    by_row(&mut query);
    query
}

/// With the parties that it names.
fn naming() -> SelectStatement {
    let mut query = given();
    query.inner_join(
        consent_party::Entity,
        Expr::col((consent_party::Entity, consent_party::Column::ConsentId))
            .equals((consent::Entity, consent::Column::Id)),
    );
    query
}

fn withdrawn_at() -> [Expr; 2] {
    [
        Expr::col((consent::Entity, consent::Column::WithdrawnAt)),
        Expr::col((consent_party::Entity, consent_party::Column::WithdrawnAt)),
    ]
}

/// One of them was withdrawn, wholly or for a party, for this one if it is named; after that time.
fn was_withdrawn(party: Option<Party>, after: Option<DateTime<Utc>>) -> SelectStatement {
    let late = withdrawn_at().into_iter().map(|at| match after {
        Some(after) => at.gt(after),
        None => at.is_not_null(),
    });
    let mut query = naming();
    query.cond_where(late.fold(Condition::any(), Condition::add));
    of(&mut query, party);
    query
}

fn of(query: &mut SelectStatement, party: Option<Party>) {
    if let Some(party) = party {
        query.and_where(consent_party::Column::Party.eq(party));
    }
}

/// One of them was not withdrawn, in force or run out.
fn kept() -> SelectStatement {
    let mut query = naming();
    for at in withdrawn_at() {
        query.and_where(at.is_null());
    }
    query
}

/// One of them was not withdrawn and has run out, for this party if it is named.
fn over(tx: &ReadTx, party: Option<Party>) -> SelectStatement {
    let mut query = kept();
    query.and_where(consent::Column::ValidUntil.lt(tx.today()));
    of(&mut query, party);
    query
}

fn nothing_in_force(tx: &ReadTx) -> Condition {
    Condition::all().add(Expr::exists(consent_in_force(tx, None)).not())
}

/// Something in force ends soon, and nothing else names that party for longer.
fn ends_soon(tx: &ReadTx) -> Condition {
    let limit = tx.today() + Duration::days(RENEW_DAYS);
    let mut any = Condition::any();
    for party in Party::ALL {
        let mut longer = consent_in_force(tx, Some(*party));
        longer.and_where(consent::Column::ValidUntil.gt(limit));
        let named = Expr::exists(consent_in_force(tx, Some(*party)));
        any = any.add(Condition::all().add(named).add(Expr::exists(longer).not()));
    }
    let mut soon = consent_in_force(tx, None);
    soon.and_where(consent::Column::ValidUntil.lte(limit));
    Condition::all().add(Expr::exists(soon)).add(any)
}

/// The party was asked for, or answers for an open activity.
fn concerned(party: Party) -> Condition {
    let mut answers = Query::select();
    answers
        .expr(Expr::value(1))
        .from(activity::Entity)
        .and_where(Expr::col((activity::Entity, activity::Column::CaseId)).equals((cases::Entity, cases::Column::Id)))
        .and_where(activity::Column::Status.is_in(ActivityStatus::OPEN))
        .and_where(activity::Column::Responsible.eq(Responsible::from(party)));
    by_row(&mut answers);
    Condition::any().add(Expr::exists(asked_for(party))).add(Expr::exists(answers))
}

/// The party is concerned, and nothing in force names it.
fn missed(tx: &ReadTx, party: Party) -> Condition {
    Condition::all().add(concerned(party)).add(Expr::exists(consent_in_force(tx, Some(party))).not())
}

/// A party that is missed has run out.
fn party_run_out(tx: &ReadTx) -> Condition {
    let missed = |party: &Party| missed(tx, *party).add(Expr::exists(over(tx, Some(*party))));
    let any = Party::ALL.iter().map(missed).fold(Condition::any(), Condition::add);
    Condition::all().add(Expr::exists(over(tx, None))).add(any)
}

/// A party that is missed was withdrawn; in a case that has met, lately.
fn party_withdrawn(tx: &ReadTx) -> Condition {
    let lately = tx.now() - Duration::days(TOLD_DAYS);
    let told = |party: Option<Party>| {
        let waits = Condition::all()
            .add(cases::Column::State.is_not_in(StateCode::FOLLOWED))
            .add(Expr::exists(was_withdrawn(party, None)));
        Condition::any().add(waits).add(Expr::exists(was_withdrawn(party, Some(lately))))
    };
    let missed = |party: &Party| missed(tx, *party).add(told(Some(*party)));
    let any = Party::ALL.iter().map(missed).fold(Condition::any(), Condition::add);
    Condition::all().add(told(None)).add(any)
}
