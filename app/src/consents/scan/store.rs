//! Scans in the database. The sealed bytes are read by who opens one, and by nothing else.
use super::{
    file::Clean,
    policy::{AddScan, TakeBackScan},
    rules::{ScanKind, TakeBackReason},
};
use crate::{
    access::Allowed,
    cases::policy::CaseFacts,
    consents::{
        rules::{ConsentForm, Purpose},
        store::consent,
    },
    db::{Tx, WriteTx},
    kernel::{
        error::AppError,
        id::{ConsentId, ScanId, UserId},
    },
    participants::sealing::Sealer,
};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, FromQueryResult, IntoActiveModel, QueryFilter, QuerySelect, sea_query::Expr,
};
use std::collections::HashSet;

crate::entities! {
    consent_scan = "consent_scan" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: ScanId,
        consent_id: ConsentId,
        kind: ScanKind,
        /// Of what is sealed, in bytes.
        size: i32,
        /// None: taken back.
        bytes_sealed: Option<Vec<u8>>,
        added_by: UserId,
        added_at: DateTime<Utc>,
        removed_by: Option<UserId>,
        removed_at: Option<DateTime<Utc>>,
        removed_for: Option<TakeBackReason>,
    }
}

/// A scan without its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Known {
    pub id: ScanId,
    pub kind: ScanKind,
    pub size: i32,
    pub added_by: UserId,
    pub added_at: DateTime<Utc>,
}

/// A consent that was given on paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromQueryResult)]
pub struct OnPaper {
    pub id: ConsentId,
    pub purpose: Purpose,
    pub given: bool,
    pub given_on: NaiveDate,
}

/// The consent of this case that was given on paper; any other is *not found*. The caller has loaded the case.
pub async fn on_paper(tx: &impl Tx, case: &CaseFacts, id: ConsentId) -> Result<OnPaper, AppError> {
    let of_case = consent::Entity::find_by_id(id)
        .select_only()
        .columns([consent::Column::Id, consent::Column::Purpose, consent::Column::Given, consent::Column::GivenOn])
        .filter(consent::Column::CaseId.eq(case.id).and(consent::Column::Form.eq(ConsentForm::Paper)));
    of_case.into_model().one(tx.conn()).await?.ok_or(AppError::NotFound)
}

/// Which of these consents have a scan.
pub async fn present(tx: &impl Tx, consents: impl Iterator<Item = ConsentId>) -> Result<HashSet<ConsentId>, AppError> {
    let there: Vec<ConsentId> = consent_scan::Entity::find()
        .select_only()
        .column(consent_scan::Column::ConsentId)
        .filter(consent_scan::Column::ConsentId.is_in(consents))
        .filter(consent_scan::Column::RemovedAt.is_null())
        .into_tuple()
        .all(tx.conn())
        .await?;
    Ok(there.into_iter().collect())
}

/// The scan of a consent that [`on_paper`] gave.
pub async fn of_consent(tx: &impl Tx, consent: &OnPaper) -> Result<Option<Known>, AppError> {
    let there = consent_scan::Entity::find()
        .select_only()
        .columns([
            consent_scan::Column::Id,
            consent_scan::Column::Kind,
            consent_scan::Column::Size,
            consent_scan::Column::AddedBy,
            consent_scan::Column::AddedAt,
        ])
        .filter(consent_scan::Column::ConsentId.eq(consent.id).and(consent_scan::Column::RemovedAt.is_null()));
    Ok(there.into_model().one(tx.conn()).await?)
}

/// What the scan shows; none: it was taken back meanwhile, or the person is forgotten.
pub async fn bytes(tx: &impl Tx, sealer: &Sealer, scan: ScanId) -> Result<Option<Vec<u8>>, AppError> {
    let sealed: Option<Option<Vec<u8>>> = consent_scan::Entity::find_by_id(scan)
        .select_only()
        .column(consent_scan::Column::BytesSealed)
        .into_tuple()
        .one(tx.conn())
        .await?;
    match sealed.flatten() {
        Some(sealed) => sealer.open_bytes("consent_scan", "bytes_sealed", scan.0, &sealed),
        None => Ok(None),
    }
}

/// Adds the scan of a paper; [`AppError::Conflict`] where one is there already.
pub async fn insert(
    tx: &WriteTx,
    allowed: &Allowed<'_, AddScan>,
    sealer: &Sealer,
    consent: ConsentId,
    scan: &Clean,
) -> Result<(), AppError> {
    let id = ScanId::new();
    let row = consent_scan::Model {
        id,
        consent_id: consent,
        kind: scan.kind,
        size: i32::try_from(scan.bytes.len()).map_err(AppError::fault)?,
        bytes_sealed: Some(sealer.seal_bytes("consent_scan", "bytes_sealed", id.0, &scan.bytes)?),
        added_by: allowed.user(),
        added_at: tx.now(),
        removed_by: None,
        removed_at: None,
        removed_for: None,
    };
    consent_scan::Entity::insert(row.into_active_model()).exec_without_returning(tx.conn()).await?;
    Ok(())
}

/// Erases the scan, and notes who did it and why; [`AppError::Conflict`] where it is gone or another one is there.
pub async fn erase(
    tx: &WriteTx,
    allowed: &Allowed<'_, TakeBackScan>,
    (consent, scan): (&OnPaper, ScanId),
    reason: TakeBackReason,
) -> Result<(), AppError> {
    let update = consent_scan::Entity::update_many()
        .col_expr(consent_scan::Column::BytesSealed, Expr::value(None::<Vec<u8>>))
        .col_expr(consent_scan::Column::RemovedBy, Expr::value(allowed.user()))
        .col_expr(consent_scan::Column::RemovedAt, Expr::value(tx.now()))
        .col_expr(consent_scan::Column::RemovedFor, Expr::value(reason))
        .filter(consent_scan::Column::Id.eq(scan).and(consent_scan::Column::ConsentId.eq(consent.id)))
        .filter(consent_scan::Column::RemovedAt.is_null());
    match update.exec(tx.conn()).await?.rows_affected {
        0 => Err(AppError::Conflict),
        _ => Ok(()),
    }
}
