//! What a consent that was withdrawn, has run out or soon does asks of the coordinators and of the case's referrer.
use super::{
    policy::{is_asked_to_renew, is_told},
    rules::{Purpose, RENEW_DAYS},
    store::{consent, consent_party, last_days, parties_in_force},
    texts,
};
use crate::{
    access::Actor,
    cases::{
        listing::Names,
        rules::StateCode,
        scope::consent_in_force,
        store::{case_party, cases},
    },
    db::{ReadTx, Tx},
    kernel::{code::Code, error::AppError, id::CaseId, lang::Text, local_time::local_day, swedish},
    organisation::rules::Party,
    work::rules::{Task, YOU},
};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, Query, SelectStatement},
};
use std::collections::HashMap;

/// So many at most, of those that ask for something.
const AT_MOST: u64 = 100;

/// Live cases whose consent to share is gone or goes soon: to coordinators all of them, and those that lack a party
/// which was withdrawn and is to be at the meeting; to a referrer the own cases whose consent is to be renewed.
pub async fn tasks(tx: &ReadTx, actor: &Actor) -> Result<Vec<Task>, AppError> {
    let told = is_told(actor);
    let mut mine = Condition::any();
    if told {
        mine = mine.add(nothing_in_force(tx)).add(ends_soon(tx)).add(party_withdrawn(tx));
    }
    if is_asked_to_renew(actor) {
        let run_out = Condition::all().add(nothing_in_force(tx)).add(Expr::exists(withdrawn()).not());
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
    let read = Read {
        in_force: parties_in_force(tx, rows.iter().map(|c| c.id)).await?,
        until: last_days(tx, rows.iter().map(|c| c.id)).await?,
        withdrawn: withdrawn_at(tx, &rows).await?,
        asked: asked_for(tx, &rows).await?,
    };
    let names = Names::of(tx, actor, &rows).await?;
    let task = |case: cases::Model| {
        let lacks = read.lacks(actor, &case);
        let renews = !told || case.referrer_id == actor.user;
        Task {
            what: lacks.what.get(actor.lang).into(),
            detail: lacks.detail,
            about: crate::referrals::actions::about(&names, &case),
            case: Some(case.id),
            href: match renews && lacks.renewable {
                true => format!("/cases/{}/consents/new", case.id),
                false => format!("/cases/{}", case.id),
            },
            whose: YOU.get(actor.lang).into(),
            since: lacks.since,
            due: lacks.due,
        }
    };
    Ok(rows.into_iter().map(task).collect())
}

/// What is known of the consents of the listed cases.
struct Read {
    in_force: HashMap<CaseId, Vec<Party>>,
    /// The last day of the consent that lasts longest and is not withdrawn.
    until: HashMap<CaseId, NaiveDate>,
    withdrawn: HashMap<CaseId, DateTime<Utc>>,
    asked: Vec<(CaseId, Party)>,
}

struct Lacks {
    what: Text,
    detail: String,
    since: NaiveDate,
    due: Option<NaiveDate>,
    renewable: bool,
}

impl Read {
    fn lacks(&self, actor: &Actor, case: &cases::Model) -> Lacks {
        let lang = actor.lang;
        let until = self.until.get(&case.id).copied();
        let withdrawn = self.withdrawn.get(&case.id).map(|at| local_day(*at));
        let Some(named) = self.in_force.get(&case.id) else {
            return match (withdrawn, until) {
                (Some(day), _) => Lacks {
                    what: texts::TASK,
                    detail: texts::TASK_ALL.get(lang).into(),
                    since: day,
                    due: None,
                    renewable: false,
                },
                (None, until) => Lacks {
                    what: texts::TASK_RUN_OUT,
                    detail: texts::TASK_RENEW.get(lang).into(),
                    since: until.unwrap_or(case.submitted_on),
                    due: until,
                    renewable: true,
                },
            };
        };
        let soon = until.filter(|day| *day <= actor.today + Duration::days(RENEW_DAYS));
        let lacking: Vec<&str> = self
            .asked
            .iter()
            .filter(|(id, party)| *id == case.id && !named.contains(party))
            .map(|(_, party)| party.words().get(lang))
            .collect();
        match (soon, withdrawn) {
            (Some(day), _) => Lacks {
                what: texts::TASK_ENDS_SOON,
                detail: texts::TASK_RENEW.get(lang).into(),
                since: day - Duration::days(RENEW_DAYS),
                due: Some(day),
                renewable: true,
            },
            (None, day) => Lacks {
                what: texts::TASK,
                detail: texts::TASK_PARTY.with(lang, swedish::list(lang, &lacking)),
                since: day.unwrap_or(case.submitted_on),
                due: None,
                renewable: false,
            },
        }
    }
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
    query
}

/// One of them was withdrawn, wholly or for a party.
fn withdrawn() -> SelectStatement {
    let mut query = given();
    query
        .inner_join(
            consent_party::Entity,
            Expr::col((consent_party::Entity, consent_party::Column::ConsentId))
                .equals((consent::Entity, consent::Column::Id)),
        )
        .cond_where(
            Condition::any()
                .add(Expr::col((consent::Entity, consent::Column::WithdrawnAt)).is_not_null())
                .add(Expr::col((consent_party::Entity, consent_party::Column::WithdrawnAt)).is_not_null()),
        );
    query
}

fn nothing_in_force(tx: &ReadTx) -> Condition {
    Condition::all().add(Expr::exists(consent_in_force(tx, None)).not())
}

fn ends_soon(tx: &ReadTx) -> Condition {
    let mut longer = consent_in_force(tx, None);
    longer.and_where(consent::Column::ValidUntil.gt(tx.today() + Duration::days(RENEW_DAYS)));
    Condition::all().add(Expr::exists(consent_in_force(tx, None))).add(Expr::exists(longer).not())
}

/// A party that is to be at the meeting was withdrawn, and no other consent names it.
fn party_withdrawn(tx: &ReadTx) -> Condition {
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
        let lacks = Expr::exists(consent_in_force(tx, Some(*party))).not();
        any = any.add(Condition::all().add(Expr::exists(asked)).add(lacks));
    }
    let met = [StateCode::Met, StateCode::PlanEstablished];
    Condition::all().add(cases::Column::State.is_not_in(met)).add(Expr::exists(withdrawn())).add(any)
}

async fn asked_for(tx: &ReadTx, rows: &[cases::Model]) -> Result<Vec<(CaseId, Party)>, AppError> {
    let parties = case_party::Entity::find()
        .filter(case_party::Column::CaseId.is_in(rows.iter().map(|c| c.id)))
        .filter(case_party::Column::AskedFor.eq(true))
        .all(tx.conn())
        .await?;
    Ok(parties.into_iter().map(|p| (p.case_id, p.party)).collect())
}

/// When something of each case's consents was last withdrawn.
async fn withdrawn_at(tx: &ReadTx, rows: &[cases::Model]) -> Result<HashMap<CaseId, DateTime<Utc>>, AppError> {
    let consents = consent::Entity::find()
        .filter(consent::Column::CaseId.is_in(rows.iter().map(|c| c.id)))
        .filter(consent::Column::Purpose.eq(Purpose::ShareInTeam))
        .all(tx.conn())
        .await?;
    let parties = consent_party::Entity::find()
        .filter(consent_party::Column::ConsentId.is_in(consents.iter().map(|c| c.id)))
        .filter(consent_party::Column::WithdrawnAt.is_not_null())
        .all(tx.conn())
        .await?;
    let mut latest = HashMap::new();
    for c in consents {
        let of_it = parties.iter().filter(|p| p.consent_id == c.id).filter_map(|p| p.withdrawn_at);
        for at in c.withdrawn_at.into_iter().chain(of_it) {
            let known = latest.entry(c.case_id).or_insert(at);
            *known = std::cmp::max(at, *known);
        }
    }
    Ok(latest)
}
