//! Each opening without consent, and its review.
use super::{
    policy::{BreakGlass, GlassFacts, ReviewGlass},
    rules::{GlassReason, Judgement, LASTS},
};
use crate::{
    access::{Actor, Allowed, Loaded, Role},
    accounts::store::has_other,
    db::{Tx, WriteTx},
    kernel::{
        error::AppError,
        id::{AssociationId, CaseId, GlassId, UserId},
        page::{Cursor, Page, PageRequest, page},
    },
};
use chrono::{DateTime, Duration, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};

crate::entities! {
    broken_glass = "broken_glass" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: GlassId,
        association_id: AssociationId,
        case_id: CaseId,
        opened_by: UserId,
        opened_at: DateTime<Utc>,
        /// The last moment at which it can be read.
        open_until: DateTime<Utc>,
        reason: GlassReason,
        words_sealed: Option<Vec<u8>>,
        reviewed_by: Option<UserId>,
        reviewed_at: Option<DateTime<Utc>>,
        judgement: Option<Judgement>,
        review_words_sealed: Option<Vec<u8>>,
    }
}

/// Writes an opening that lasts from now on.
pub async fn insert(
    tx: &WriteTx,
    allowed: &Allowed<'_, BreakGlass>,
    id: GlassId,
    by: UserId,
    reason: GlassReason,
    words_sealed: Option<Vec<u8>>,
) -> Result<DateTime<Utc>, AppError> {
    let open_until = tx.now() + Duration::minutes(LASTS);
    broken_glass::Entity::insert(broken_glass::ActiveModel {
        id: Set(id),
        association_id: Set(allowed.association),
        case_id: Set(allowed.id),
        opened_by: Set(by),
        opened_at: Set(tx.now()),
        open_until: Set(open_until),
        reason: Set(reason),
        words_sealed: Set(words_sealed),
        reviewed_by: Set(None),
        reviewed_at: Set(None),
        judgement: Set(None),
        review_words_sealed: Set(None),
    })
    .exec_without_returning(tx.conn())
    .await?;
    Ok(open_until)
}

/// Until when this user can read the case without consent; none: they can't. The caller is loading the case.
pub async fn open_until(tx: &impl Tx, case: CaseId, user: UserId) -> Result<Option<DateTime<Utc>>, AppError> {
    let latest: Option<DateTime<Utc>> = broken_glass::Entity::find()
        .select_only()
        .column(broken_glass::Column::OpenUntil)
        .filter(broken_glass::Column::CaseId.eq(case))
        .filter(broken_glass::Column::OpenedBy.eq(user))
        .order_by_desc(broken_glass::Column::OpenUntil)
        .into_tuple()
        .one(tx.conn())
        .await?;
    Ok(latest.filter(|until| *until > tx.now()))
}

/// Every opening of the case, the latest first. The caller has loaded the case.
pub async fn of_case(tx: &impl Tx, case: CaseId) -> Result<Vec<broken_glass::Model>, AppError> {
    Ok(broken_glass::Entity::find()
        .filter(broken_glass::Column::CaseId.eq(case))
        .order_by_desc(broken_glass::Column::OpenedAt)
        .all(tx.conn())
        .await?)
}

/// Those of the association that nobody has reviewed, the oldest first. The caller may see the reviews.
pub async fn unreviewed(tx: &impl Tx, association: AssociationId) -> Result<Vec<broken_glass::Model>, AppError> {
    Ok(broken_glass::Entity::find()
        .filter(broken_glass::Column::AssociationId.eq(association))
        .filter(broken_glass::Column::ReviewedAt.is_null())
        .order_by_asc(broken_glass::Column::OpenedAt)
        .all(tx.conn())
        .await?)
}

/// One opening at the actor's association.
pub async fn load<'tx>(
    tx: &'tx impl Tx,
    actor: &Actor,
    id: GlassId,
) -> Result<(Loaded<'tx, GlassFacts>, broken_glass::Model), AppError> {
    let found = broken_glass::Entity::find_by_id(id).one(tx.conn()).await?;
    let row = found.filter(|g| g.association_id == actor.association).ok_or(AppError::NotFound)?;
    Ok((Loaded::from_tx(tx, facts_of(tx, &row).await?), row))
}

/// What the policy asks of an opening.
pub async fn facts_of(tx: &impl Tx, row: &broken_glass::Model) -> Result<GlassFacts, AppError> {
    Ok(GlassFacts {
        id: row.id,
        association: row.association_id,
        case: row.case_id,
        opened_by: row.opened_by,
        reviewed_by: row.reviewed_by,
        has_other_coordinator: has_other(tx, row.association_id, Role::Coordinator, row.opened_by).await?,
    })
}

/// A page of those of the association that were reviewed, the latest opening first. The caller may see the reviews.
pub async fn reviewed(
    tx: &impl Tx,
    association: AssociationId,
    request: &PageRequest,
) -> Result<Page<broken_glass::Model>, AppError> {
    let find = broken_glass::Entity::find()
        .filter(broken_glass::Column::AssociationId.eq(association))
        .filter(broken_glass::Column::ReviewedAt.is_not_null());
    let columns = (broken_glass::Column::OpenedAt, broken_glass::Column::Id);
    let key = |g: &broken_glass::Model| Cursor { at: g.opened_at, id: g.id.0 };
    page(tx.conn(), find, columns, true, request, key).await
}

/// Keeps what the review found. Of two who sign at once one gets [`AppError::Conflict`].
pub async fn review(
    tx: &WriteTx,
    allowed: &Allowed<'_, ReviewGlass>,
    by: UserId,
    judgement: Judgement,
    words_sealed: Option<Vec<u8>>,
) -> Result<(), AppError> {
    let done = broken_glass::Entity::update_many()
        .col_expr(broken_glass::Column::ReviewedBy, Expr::value(by))
        .col_expr(broken_glass::Column::ReviewedAt, Expr::value(tx.now()))
        .col_expr(broken_glass::Column::Judgement, Expr::value(judgement))
        .col_expr(broken_glass::Column::ReviewWordsSealed, Expr::value(words_sealed))
        .filter(broken_glass::Column::Id.eq(allowed.id).and(broken_glass::Column::ReviewedAt.is_null()))
        .exec(tx.conn())
        .await?;
    if done.rows_affected == 1 { Ok(()) } else { Err(AppError::Conflict) }
}
