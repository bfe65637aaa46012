//! What a consent that was withdrawn, has run out or soon does asks of the coordinators and of the case's referrer.
use super::{
    policy::{is_asked_to_renew, is_told},
    rules::{ConsentInForce, Given, Purpose, RENEW_DAYS, TOLD_DAYS, last_day},
    store::{concerned, consent, consent_party, given_of, withdrawals},
    texts,
};
use crate::{
    access::Actor,
    cases::{
        listing::Names,
        rules::StateCode,
        scope::{by_row, consent_in_force},
        store::{case_party, cases},
    },
    db::{ReadTx, Tx},
    kernel::{code::Code, error::AppError, id::CaseId, lang::Text, local_time::local_day, swedish},
    organisation::rules::Party,
    plans::{
        rules::{ActivityStatus, Responsible},
        store::activity,
    },
    work::rules::{Task, YOU},
};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, Query, SelectStatement},
};
use std::collections::HashMap;

/// So many cases at most, those first that have waited longest: the rest come up as these are done.
const AT_MOST: u64 = 100;

/// Live cases whose consent to share is gone or goes soon: to coordinators all of them, and those that lack a party
/// which was withdrawn and is concerned; to a referrer the own cases whose consent is to be renewed.
pub async fn tasks(tx: &ReadTx, actor: &Actor) -> Result<Vec<Task>, AppError> {
    let told = is_told(actor);
    let mut mine = Condition::any();
    if told {
        mine = mine.add(nothing_in_force(tx)).add(ends_soon(tx)).add(party_withdrawn(tx));
    }
    if is_asked_to_renew(actor) {
        let run_out = Condition::all().add(nothing_in_force(tx)).add(Expr::exists(kept()));
        let renewed = Condition::any().add(run_out).add(ends_soon(tx));
        mine = mine.add(Condition::all().add(cases::Column::ReferrerId.eq(actor.user)).add(renewed));
    }
    if mine.is_empty() {
        return Ok(Vec::new());
    }
    let rows = cases::Entity::find()
        .filter(cases::Column::AssociationId.eq(actor.association))
        .filter(cases::Column::State.is_in(StateCode::LIVE))
        .filter(cases::Column::Dormant.eq(false))
        .filter(Expr::exists(given()))
        .filter(mine)
        .order_by_asc(cases::Column::SubmittedAt)
        .limit(AT_MOST)
        .all(tx.conn())
        .await?;
    let ids: Vec<CaseId> = rows.iter().map(|c| c.id).collect();
    let read = Read {
        given: given_of(tx, ids.iter().copied()).await?,
        withdrawn: withdrawals(tx, ids.iter().copied()).await?,
        concerned: concerned(tx, ids).await?,
    };
    let names = Names::of(tx, actor, &rows).await?;
    let mut tasks = Vec::new();
    for case in &rows {
        let renews = !told || case.referrer_id == actor.user;
        // what was withdrawn is the coordinators' to know
        for lacks in read.lacks(actor, case).into_iter().filter(|l| told || l.renewable) {
            tasks.push(Task {
                what: lacks.what.get(actor.lang).into(),
                detail: lacks.detail,
                about: crate::referrals::actions::about(&names, case),
                case: Some(case.id),
                href: match renews && lacks.renewable {
                    true => format!("/cases/{}/consents/new", case.id),
                    false => format!("/cases/{}", case.id),
                },
                whose: YOU.get(actor.lang).into(),
                since: lacks.since,
                due: lacks.due,
            });
        }
    }
    Ok(tasks)
}

/// What is known of the consents of the listed cases.
struct Read {
    given: HashMap<CaseId, Vec<Given>>,
    withdrawn: HashMap<CaseId, Vec<(Party, DateTime<Utc>)>>,
    concerned: HashMap<CaseId, Vec<Party>>,
}

struct Lacks {
    what: Text,
    detail: String,
    since: NaiveDate,
    due: Option<NaiveDate>,
    renewable: bool,
}

impl Read {
    /// What the case lacks, if anything. A task names the parties that it is about.
    fn lacks(&self, actor: &Actor, case: &cases::Model) -> Vec<Lacks> {
        let given = self.given.get(&case.id).map(Vec::as_slice).unwrap_or_default();
        match ConsentInForce::of(given, actor.today) {
            None => vec![self.gone(actor, case, given)],
            Some(in_force) => {
                let soon = ending(actor, given, in_force.parties());
                soon.into_iter().chain(self.missed(actor, case, &in_force)).collect()
            }
        }
    }

    /// Nothing is in force: what was not withdrawn has run out, else all was withdrawn.
    fn gone(&self, actor: &Actor, case: &cases::Model, given: &[Given]) -> Lacks {
        let lang = actor.lang;
        let kept = given.iter().filter(|g| !g.withdrawn && !g.parties.is_empty());
        let latest = self.withdrawn.get(&case.id).into_iter().flatten().map(|w| local_day(w.1)).max();
        match kept.map(|g| g.valid_until).max() {
            Some(day) => Lacks {
                what: texts::TASK_RUN_OUT,
                detail: texts::TASK_RENEW.get(lang).into(),
                since: day,
                due: Some(day),
                renewable: true,
            },
            None => Lacks {
                what: texts::TASK,
                detail: texts::TASK_ALL.get(lang).into(),
                since: latest.unwrap_or(case.submitted_on),
                due: None,
                renewable: false,
            },
        }
    }

    /// Parties that are concerned, were withdrawn, and are named by nothing in force; in a case that has met for some time.
    fn missed(&self, actor: &Actor, case: &cases::Model, in_force: &ConsentInForce) -> Option<Lacks> {
        let met = StateCode::FOLLOWED.contains(&case.state);
        let concerned = self.concerned.get(&case.id).into_iter().flatten().copied();
        let withdrawn = |party: Party| {
            let of_it = self.withdrawn.get(&case.id).into_iter().flatten().filter(|w| w.0 == party);
            let day = of_it.map(|w| local_day(w.1)).max()?;
            (!met || actor.today < day + Duration::days(TOLD_DAYS)).then_some((party, day))
        };
        let missed: Vec<_> = concerned.filter(|p| !in_force.names(*p)).filter_map(withdrawn).collect();
        let since = missed.iter().map(|m| m.1).max()?;
        let words = if met { texts::TASK_PARTY_AFTER } else { texts::TASK_PARTY };
        let detail = words.with(actor.lang, listed(actor, missed.iter().map(|m| m.0)));
        Some(Lacks { what: texts::TASK, detail, since, due: None, renewable: false })
    }
}

/// What is in force for a party, and for how long, where that is not long.
fn ending(actor: &Actor, given: &[Given], in_force: &[Party]) -> Option<Lacks> {
    let limit = actor.today + Duration::days(RENEW_DAYS);
    let soon = |party: &Party| Some((*party, last_day(given, *party, actor.today).filter(|day| *day <= limit)?));
    let soon: Vec<_> = in_force.iter().filter_map(soon).collect();
    let first = soon.iter().map(|s| s.1).min()?;
    let detail = match soon.len() == in_force.len() {
        true => texts::TASK_RENEW.get(actor.lang).into(),
        false => texts::TASK_RENEW_PARTIES.with(actor.lang, listed(actor, soon.iter().map(|s| s.0))),
    };
    let since = first - Duration::days(RENEW_DAYS);
    Some(Lacks { what: texts::TASK_ENDS_SOON, detail, since, due: Some(first), renewable: true })
}

fn listed(actor: &Actor, parties: impl Iterator<Item = Party>) -> String {
    swedish::list(actor.lang, &parties.map(|p| p.words().get(actor.lang)).collect::<Vec<_>>())
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

/// One of them was withdrawn, wholly or for a party; after that time.
fn withdrawn(after: Option<DateTime<Utc>>) -> SelectStatement {
    let at = [
        Expr::col((consent::Entity, consent::Column::WithdrawnAt)),
        Expr::col((consent_party::Entity, consent_party::Column::WithdrawnAt)),
    ];
    let late = at.into_iter().map(|at| match after {
        Some(after) => at.gt(after),
        None => at.is_not_null(),
    });
    let mut query = naming();
    query.cond_where(late.fold(Condition::any(), Condition::add));
    query
}

/// One of them was not withdrawn, in force or run out.
fn kept() -> SelectStatement {
    let mut query = naming();
    query
        .and_where(Expr::col((consent::Entity, consent::Column::WithdrawnAt)).is_null())
        .and_where(Expr::col((consent_party::Entity, consent_party::Column::WithdrawnAt)).is_null());
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

/// A party that was asked for, or answers for an open activity, was withdrawn, and no other consent names it.
fn party_withdrawn(tx: &ReadTx) -> Condition {
    let lately = tx.now() - Duration::days(TOLD_DAYS);
    let mut any = Condition::any();
    for party in Party::ALL {
        let mut asked = Query::select();
        asked
            .expr(Expr::value(1))
            .from(case_party::Entity)
            .and_where(
                Expr::col((case_party::Entity, case_party::Column::CaseId)).equals((cases::Entity, cases::Column::Id)),
            )
            .and_where(case_party::Column::AskedFor.eq(true))
            .and_where(case_party::Column::Party.eq(*party));
        by_row(&mut asked);
        let mut answers = Query::select();
        answers
            .expr(Expr::value(1))
            .from(activity::Entity)
            .and_where(
                Expr::col((activity::Entity, activity::Column::CaseId)).equals((cases::Entity, cases::Column::Id)),
            )
            .and_where(activity::Column::Status.is_in(ActivityStatus::OPEN))
            .and_where(activity::Column::Responsible.eq(Responsible::from(*party)));
        by_row(&mut answers);
        let concerned = Condition::any().add(Expr::exists(asked)).add(Expr::exists(answers));
        let lacks = Expr::exists(consent_in_force(tx, Some(*party))).not();
        any = any.add(Condition::all().add(concerned).add(lacks));
    }
    let waits =
        Condition::all().add(cases::Column::State.is_not_in(StateCode::FOLLOWED)).add(Expr::exists(withdrawn(None)));
    let recent = Expr::exists(withdrawn(Some(lately)));
    Condition::all().add(Condition::any().add(waits).add(recent)).add(any)
}
