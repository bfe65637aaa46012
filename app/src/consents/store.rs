//! Consents in the database.
use super::rules::{ConsentForm, Given, Purpose};
use crate::{
    cases::{policy::CaseFacts, store::case_party},
    db::{Tx, WriteTx},
    kernel::{
        error::AppError,
        id::{CaseId, ConsentId, UserId},
    },
    organisation::rules::Party,
    plans::{
        rules::{ActivityStatus, Responsible},
        store::activity,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, EntityTrait, ExprTrait, IntoActiveModel, JoinType, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
    sea_query::{Expr, Query},
};
use std::collections::HashMap;

crate::entities! {
    consent = "consent" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: ConsentId,
        case_id: CaseId,
        purpose: Purpose,
        /// False: the participant was asked and said no.
        given: bool,
        form: ConsentForm,
        text_version: String,
        language: String,
        with_interpreter: bool,
        heard_by_sealed: Option<Vec<u8>>,
        given_on: NaiveDate,
        valid_until: NaiveDate,
        recorded_by: Option<UserId>,
        recorded_at: DateTime<Utc>,
        withdrawn_at: Option<DateTime<Utc>>,
        /// The name that the participant wrote, where they signed themself.
        signed_as_sealed: Option<Vec<u8>>,
    }
    consent_party = "consent_party" {
        #[sea_orm(primary_key, auto_increment = false)]
        consent_id: ConsentId,
        #[sea_orm(primary_key, auto_increment = false)]
        party: Party,
        withdrawn_at: Option<DateTime<Utc>>,
    }
}

/// Every consent to share of a case, for the access rules. The caller is loading the case.
pub async fn given_for(tx: &impl Tx, case: CaseId) -> Result<Vec<Given>, AppError> {
    Ok(given_of(tx, std::iter::once(case)).await?.remove(&case).unwrap_or_default())
}

/// The same of each of these cases. The caller lists cases that the actor may see.
pub async fn given_of(
    tx: &impl Tx,
    cases: impl Iterator<Item = CaseId>,
) -> Result<HashMap<CaseId, Vec<Given>>, AppError> {
    let parties = consent::Entity::belongs_to(consent_party::Entity)
        .from(consent::Column::Id)
        .to(consent_party::Column::ConsentId)
        .on_condition(|_, party| {
            Condition::all().add(Expr::col((party, consent_party::Column::WithdrawnAt)).is_null())
        });
    type Row = (ConsentId, CaseId, NaiveDate, NaiveDate, Option<DateTime<Utc>>, Option<Party>);
    let rows: Vec<Row> = consent::Entity::find()
        .select_only()
        .columns([
            consent::Column::Id,
            consent::Column::CaseId,
            consent::Column::GivenOn,
            consent::Column::ValidUntil,
            consent::Column::WithdrawnAt,
        ])
        .column(consent_party::Column::Party)
        .join(JoinType::LeftJoin, parties.into())
        .filter(consent::Column::CaseId.is_in(cases))
        .filter(consent::Column::Purpose.eq(Purpose::ShareInTeam))
        .filter(consent::Column::Given.eq(true))
        .order_by_asc(consent::Column::RecordedAt)
        .order_by_asc(consent::Column::Id)
        .into_tuple()
        .all(tx.conn())
        .await?;
    let mut given: HashMap<CaseId, Vec<Given>> = HashMap::new();
    for rows in rows.chunk_by(|a, b| a.0 == b.0) {
        let (_, case, given_on, valid_until, withdrawn_at, _) = rows[0];
        given.entry(case).or_default().push(Given {
            given_on,
            valid_until,
            withdrawn: withdrawn_at.is_some(),
            parties: rows.iter().filter_map(|r| r.5).collect(),
        });
    }
    Ok(given)
}

/// The parties for which a consent to share was withdrawn, and when, of each of these cases. The caller lists cases that
/// the actor may see.
pub async fn withdrawals(
    tx: &impl Tx,
    cases: impl Iterator<Item = CaseId>,
) -> Result<HashMap<CaseId, Vec<(Party, DateTime<Utc>)>>, AppError> {
    type Row = (CaseId, Party, Option<DateTime<Utc>>, Option<DateTime<Utc>>);
    let rows: Vec<Row> = consent::Entity::find()
        .select_only()
        .column(consent::Column::CaseId)
        .column(consent_party::Column::Party)
        .column_as(consent::Column::WithdrawnAt, "whole_at")
        .column_as(consent_party::Column::WithdrawnAt, "party_at")
        .join(
            JoinType::InnerJoin,
            consent::Entity::belongs_to(consent_party::Entity)
                .from(consent::Column::Id)
                .to(consent_party::Column::ConsentId)
                .into(),
        )
        .filter(consent::Column::CaseId.is_in(cases))
        .filter(consent::Column::Purpose.eq(Purpose::ShareInTeam))
        .filter(consent::Column::Given.eq(true))
        .filter(consent::Column::WithdrawnAt.is_not_null().or(consent_party::Column::WithdrawnAt.is_not_null()))
        .into_tuple()
        .all(tx.conn())
        .await?;
    let mut withdrawn: HashMap<CaseId, Vec<(Party, DateTime<Utc>)>> = HashMap::new();
    for (case, party, whole, of_party) in rows {
        withdrawn.entry(case).or_default().extend(std::cmp::max(whole, of_party).map(|at| (party, at)));
    }
    Ok(withdrawn)
}

/// The parties that were asked for, or answer for an open activity, in each of these cases: who is withdrawn among them
/// is missed. The caller lists cases that the actor may see.
pub async fn concerned(tx: &impl Tx, ids: Vec<CaseId>) -> Result<HashMap<CaseId, Vec<Party>>, AppError> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let asked: Vec<(CaseId, Party)> = case_party::Entity::find()
        .select_only()
        .columns([case_party::Column::CaseId, case_party::Column::Party])
        .filter(case_party::Column::CaseId.is_in(ids.iter().copied()))
        .filter(case_party::Column::AskedFor.eq(true))
        .into_tuple()
        .all(tx.conn())
        .await?;
    let answering: Vec<(CaseId, Responsible)> = activity::Entity::find()
        .select_only()
        .columns([activity::Column::CaseId, activity::Column::Responsible])
        .filter(activity::Column::CaseId.is_in(ids))
        .filter(activity::Column::Status.is_in(ActivityStatus::OPEN))
        .into_tuple()
        .all(tx.conn())
        .await?;
    let mut concerned: HashMap<CaseId, Vec<Party>> = HashMap::new();
    let answering = answering.into_iter().filter_map(|(case, r)| Some((case, r.party()?)));
    for (case, party) in asked.into_iter().chain(answering) {
        concerned.entry(case).or_default().push(party);
    }
    for parties in concerned.values_mut() {
        parties.sort_unstable();
        parties.dedup();
    }
    Ok(concerned)
}

/// The parties that consents in force name, for each of these cases. The caller lists cases that the actor may see.
pub async fn parties_in_force(
    tx: &impl Tx,
    cases: impl Iterator<Item = CaseId>,
) -> Result<HashMap<CaseId, Vec<Party>>, AppError> {
    let rows: Vec<(CaseId, Party)> = consent::Entity::find()
        .select_only()
        .column(consent::Column::CaseId)
        .column(consent_party::Column::Party)
        .join(
            JoinType::InnerJoin,
            consent::Entity::belongs_to(consent_party::Entity)
                .from(consent::Column::Id)
                .to(consent_party::Column::ConsentId)
                .into(),
        )
        .filter(consent::Column::CaseId.is_in(cases))
        .filter(consent::Column::Purpose.eq(Purpose::ShareInTeam))
        .filter(consent::Column::Given.eq(true))
        .filter(consent::Column::WithdrawnAt.is_null())
        .filter(consent::Column::GivenOn.lte(tx.today()))
        .filter(consent::Column::ValidUntil.gte(tx.today()))
        .filter(consent_party::Column::WithdrawnAt.is_null())
        .into_tuple()
        .all(tx.conn())
        .await?;
    let mut named: HashMap<CaseId, Vec<Party>> = HashMap::new();
    for (case, party) in rows {
        named.entry(case).or_default().push(party);
    }
    for parties in named.values_mut() {
        parties.sort_unstable();
        parties.dedup();
    }
    Ok(named)
}

/// Every consent of a case, the oldest first, each with its parties. The caller has loaded the case.
pub async fn all_of(tx: &impl Tx, case: CaseId) -> Result<Vec<(consent::Model, Vec<consent_party::Model>)>, AppError> {
    let consents = consent::Entity::find()
        .filter(consent::Column::CaseId.eq(case))
        .order_by_asc(consent::Column::RecordedAt)
        .order_by_asc(consent::Column::Id)
        .all(tx.conn())
        .await?;
    let parties = consent_party::Entity::find()
        .filter(consent_party::Column::ConsentId.is_in(consents.iter().map(|c| c.id)))
        .all(tx.conn())
        .await?;
    Ok(consents
        .into_iter()
        .map(|c| {
            let of_it = parties.iter().filter(|p| p.consent_id == c.id).cloned().collect();
            (c, of_it)
        })
        .collect())
}

/// How many answers the participant has signed by their own hand. The caller has loaded the case.
pub async fn how_many_signed(tx: &impl Tx, case: CaseId) -> Result<u64, AppError> {
    let find = consent::Entity::find().filter(consent::Column::CaseId.eq(case));
    Ok(find.filter(consent::Column::SignedAsSealed.is_not_null()).count(tx.conn()).await?)
}

/// Whether any consent of the case was withdrawn since then, wholly or for a party. The caller has loaded the case.
pub async fn withdrawn_since(tx: &impl Tx, case: CaseId, since: DateTime<Utc>) -> Result<bool, AppError> {
    let late = |at: &Option<DateTime<Utc>>| at.is_some_and(|at| at >= since);
    let all = all_of(tx, case).await?;
    Ok(all.iter().any(|(c, parties)| late(&c.withdrawn_at) || parties.iter().any(|p| late(&p.withdrawn_at))))
}

/// Writes a consent with the parties that it names.
pub async fn insert(tx: &WriteTx, row: consent::Model, parties: &[Party]) -> Result<(), AppError> {
    let id = row.id;
    consent::Entity::insert(row.into_active_model()).exec_without_returning(tx.conn()).await?;
    let rows = parties.iter().map(|party| consent_party::ActiveModel {
        consent_id: Set(id),
        party: Set(*party),
        withdrawn_at: Set(None),
    });
    if !parties.is_empty() {
        consent_party::Entity::insert_many(rows).exec_without_returning(tx.conn()).await?;
    }
    Ok(())
}

/// Withdraws every consent of the case for that purpose; says how many were still given.
pub async fn withdraw_all(tx: &WriteTx, case: &CaseFacts, purpose: Purpose) -> Result<u64, AppError> {
    let update = consent::Entity::update_many()
        .col_expr(consent::Column::WithdrawnAt, Expr::value(tx.now()))
        .filter(consent::Column::CaseId.eq(case.id).and(consent::Column::Purpose.eq(purpose)))
        .filter(consent::Column::Given.eq(true).and(consent::Column::WithdrawnAt.is_null()));
    Ok(update.exec(tx.conn()).await?.rows_affected)
}

/// A consent to share lasts until the case is over (`domain.md` 4.3): this is its last day.
pub async fn end_with_case(tx: &WriteTx, case: &CaseFacts) -> Result<(), AppError> {
    consent::Entity::update_many()
        .col_expr(consent::Column::ValidUntil, Expr::value(tx.today()))
        .filter(consent::Column::CaseId.eq(case.id).and(consent::Column::Purpose.eq(Purpose::ShareInTeam)))
        .filter(consent::Column::ValidUntil.gt(tx.today()))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// Withdraws the consent to share with one party; says how many records named it.
pub async fn withdraw_party(tx: &WriteTx, case: &CaseFacts, party: Party) -> Result<u64, AppError> {
    let mut of_case = Query::select();
    of_case
        .column(consent::Column::Id)
        .from(consent::Entity)
        .and_where(consent::Column::CaseId.eq(case.id))
        .and_where(consent::Column::Purpose.eq(Purpose::ShareInTeam))
        .and_where(consent::Column::Given.eq(true))
        .and_where(consent::Column::WithdrawnAt.is_null());
    let update = consent_party::Entity::update_many()
        .col_expr(consent_party::Column::WithdrawnAt, Expr::value(tx.now()))
        .filter(consent_party::Column::ConsentId.in_subquery(of_case))
        .filter(consent_party::Column::Party.eq(party).and(consent_party::Column::WithdrawnAt.is_null()));
    Ok(update.exec(tx.conn()).await?.rows_affected)
}
