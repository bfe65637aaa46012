//! What a withdrawn consent asks of the coordinators.
use super::{
    policy::is_told,
    rules::Purpose,
    store::{consent, consent_party, parties_in_force},
    texts,
};
use crate::{
    access::Actor,
    cases::{
        listing::Names,
        rules::StateCode,
        store::{case_party, cases},
    },
    db::{ReadTx, Tx},
    kernel::{code::Code, error::AppError, id::CaseId, local_time::local_day, swedish},
    organisation::rules::Party,
    work::rules::{Task, YOU},
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, Query, SelectStatement},
};
use std::collections::HashMap;

/// Live cases that lack a consent because it was withdrawn: wholly, or for a party that is to be at the meeting.
pub async fn tasks(tx: &ReadTx, actor: &Actor) -> Result<Vec<Task>, AppError> {
    if !is_told(actor) {
        return Ok(Vec::new());
    }
    let rows = cases::Entity::find()
        .filter(cases::Column::AssociationId.eq(actor.association))
        .filter(cases::Column::State.is_in(StateCode::LIVE))
        .filter(cases::Column::Dormant.eq(false))
        .filter(cases::Column::Id.in_subquery(withdrawn()))
        .order_by_asc(cases::Column::SubmittedAt)
        .limit(100)
        .all(tx.conn())
        .await?;
    let in_force = parties_in_force(tx, rows.iter().map(|c| c.id)).await?;
    let names = Names::of(tx, actor, &rows).await?;
    let asked = asked_for(tx, &rows).await?;
    let since = withdrawn_at(tx, &rows).await?;
    let none = Vec::new();
    let mut tasks = Vec::new();
    for case in rows {
        let named = in_force.get(&case.id).unwrap_or(&none);
        let before_the_meeting = !matches!(case.state, StateCode::Met | StateCode::PlanEstablished);
        let lacking: Vec<&str> = asked
            .iter()
            .filter(|(id, party)| *id == case.id && before_the_meeting && !named.contains(party))
            .map(|(_, party)| party.words().get(actor.lang))
            .collect();
        let detail = match (named.is_empty(), lacking.is_empty()) {
            (true, _) => texts::TASK_ALL.get(actor.lang).to_owned(),
            (false, false) => texts::TASK_PARTY.with(actor.lang, swedish::list(actor.lang, &lacking)),
            (false, true) => continue,
        };
        tasks.push(Task {
            what: texts::TASK.get(actor.lang).into(),
            detail,
            about: crate::referrals::actions::about(&names, &case),
            case: Some(case.id),
            href: format!("/cases/{}", case.id),
            whose: YOU.get(actor.lang).into(),
            since: since.get(&case.id).map_or(case.submitted_on, |at| local_day(*at)),
            due: None,
        });
    }
    Ok(tasks)
}

fn withdrawn() -> SelectStatement {
    let mut query = Query::select();
    query
        .column((consent::Entity, consent::Column::CaseId))
        .from(consent::Entity)
        .inner_join(
            consent_party::Entity,
            Expr::col((consent_party::Entity, consent_party::Column::ConsentId))
                .equals((consent::Entity, consent::Column::Id)),
        )
        .and_where(consent::Column::Purpose.eq(Purpose::ShareInTeam))
        .cond_where(
            Condition::any()
                .add(Expr::col((consent::Entity, consent::Column::WithdrawnAt)).is_not_null())
                .add(Expr::col((consent_party::Entity, consent_party::Column::WithdrawnAt)).is_not_null()),
        );
    query
}

async fn asked_for(tx: &ReadTx, rows: &[cases::Model]) -> Result<Vec<(CaseId, Party)>, AppError> {
    let parties = case_party::Entity::find()
        .filter(case_party::Column::CaseId.is_in(rows.iter().map(|c| c.id)))
        .filter(case_party::Column::AskedFor.eq(true))
        .all(tx.conn())
        .await?;
    Ok(parties.into_iter().map(|p| (p.case_id, p.party)).collect())
}

async fn withdrawn_at(tx: &ReadTx, rows: &[cases::Model]) -> Result<HashMap<CaseId, DateTime<Utc>>, AppError> {
    let mut latest = HashMap::new();
    for case in rows {
        for (c, parties) in super::store::all_of(tx, case.id).await? {
            let times = c.withdrawn_at.into_iter().chain(parties.into_iter().filter_map(|p| p.withdrawn_at));
            for at in times {
                let known = latest.entry(case.id).or_insert(at);
                *known = std::cmp::max(at, *known);
            }
        }
    }
    Ok(latest)
}
