//! Links and the sessions that they begin.
use super::rules::{LinkTimes, PreparedPart};
use crate::{
    consents::wording::rules::TextLanguage,
    db::{HousekeepingTable, Tx, WriteTx},
    kernel::{
        error::AppError,
        id::{AssociationId, CaseId, PortalLinkId, PortalSessionId, PreparationId, UserId},
    },
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, IntoActiveModel, Order, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};

crate::entities! {
    portal_link = "portal_link" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: PortalLinkId,
        association_id: AssociationId,
        case_id: CaseId,
        made_by: UserId,
        made_at: DateTime<Utc>,
        token_hash: Vec<u8>,
        /// Wrong ones.
        tries: i32,
        used_at: Option<DateTime<Utc>>,
        ended_at: Option<DateTime<Utc>>,
    }
    preparation = "preparation" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: PreparationId,
        case_id: CaseId,
        part: PreparedPart,
        text_sealed: Vec<u8>,
        /// With those who may read the case as a whole; else it is the participant's own.
        shared: bool,
        written_at: DateTime<Utc>,
    }
    portal_session = "portal_session" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: PortalSessionId,
        link_id: PortalLinkId,
        token_hash: Vec<u8>,
        /// In which the participant reads.
        language: TextLanguage,
        begun_at: DateTime<Utc>,
        seen_at: DateTime<Utc>,
        ended_at: Option<DateTime<Utc>>,
    }
}

/// When it was last used, in which language, and that it was left: no deed.
impl HousekeepingTable for portal_session::Entity {}

impl portal_link::Model {
    /// What its standing follows from.
    pub fn times(&self) -> LinkTimes {
        LinkTimes { made_at: self.made_at, tries: self.tries, used_at: self.used_at, ended_at: self.ended_at }
    }
}

/// The link with this token's hash, locked: two who try at once can't both be the last.
pub async fn by_token(tx: &WriteTx, token_hash: &[u8]) -> Result<Option<portal_link::Model>, AppError> {
    let mut find = portal_link::Entity::find().filter(portal_link::Column::TokenHash.eq(token_hash.to_vec()));
    if tx.locks_rows() {
        find = find.lock_exclusive();
    }
    Ok(find.one(tx.conn()).await?)
}

/// The same to look at: whether there is a page to show.
pub async fn look(tx: &impl Tx, token_hash: &[u8]) -> Result<Option<portal_link::Model>, AppError> {
    let find = portal_link::Entity::find().filter(portal_link::Column::TokenHash.eq(token_hash.to_vec()));
    Ok(find.one(tx.conn()).await?)
}

/// The case's latest link. The caller has loaded the case.
pub async fn latest(tx: &impl Tx, case: CaseId) -> Result<Option<portal_link::Model>, AppError> {
    let find = portal_link::Entity::find().filter(portal_link::Column::CaseId.eq(case));
    // of two that were made at once one has ended the other: that one is the latest
    let ended = portal_link::Column::EndedAt.is_not_null();
    let find = find.order_by(ended, Order::Asc).order_by_desc(portal_link::Column::MadeAt);
    Ok(find.order_by_desc(portal_link::Column::Id).one(tx.conn()).await?)
}

/// Writes a new link.
pub async fn insert(tx: &WriteTx, row: portal_link::Model) -> Result<(), AppError> {
    portal_link::Entity::insert(row.into_active_model()).exec_without_returning(tx.conn()).await?;
    Ok(())
}

/// Ends every link of the case, and the sessions that they began; says how many links were not ended before.
pub async fn end_links(tx: &WriteTx, case: CaseId) -> Result<u64, AppError> {
    let ended = portal_link::Entity::update_many()
        .col_expr(portal_link::Column::EndedAt, Expr::value(tx.now()))
        .filter(portal_link::Column::CaseId.eq(case).and(portal_link::Column::EndedAt.is_null()))
        .exec(tx.conn())
        .await?;
    Ok(ended.rows_affected)
}

/// Counts one wrong try of a link that is locked.
pub async fn count_try(tx: &WriteTx, link: PortalLinkId, tries: i32) -> Result<(), AppError> {
    portal_link::Entity::update_many()
        .col_expr(portal_link::Column::Tries, Expr::value(tries))
        .filter(portal_link::Column::Id.eq(link))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// Begins the session of a link that is locked, and uses the link up.
pub async fn begin(tx: &WriteTx, session: portal_session::Model) -> Result<(), AppError> {
    portal_link::Entity::update_many()
        .col_expr(portal_link::Column::UsedAt, Expr::value(tx.now()))
        .filter(portal_link::Column::Id.eq(session.link_id))
        .exec(tx.conn())
        .await?;
    portal_session::Entity::insert(session.into_active_model()).exec_without_returning(tx.conn()).await?;
    Ok(())
}

/// The session with this token's hash, and its link.
pub async fn session(
    tx: &impl Tx,
    token_hash: &[u8],
) -> Result<Option<(portal_session::Model, portal_link::Model)>, AppError> {
    let find = portal_session::Entity::find().filter(portal_session::Column::TokenHash.eq(token_hash.to_vec()));
    let Some(session) = find.one(tx.conn()).await? else { return Ok(None) };
    let link = portal_link::Entity::find_by_id(session.link_id).one(tx.conn()).await?;
    Ok(link.map(|link| (session, link)))
}

/// What the participant has prepared in this case; only what is shared with others, where they read it.
pub async fn preparations(tx: &impl Tx, case: CaseId, shared: bool) -> Result<Vec<preparation::Model>, AppError> {
    let mut find = preparation::Entity::find().filter(preparation::Column::CaseId.eq(case));
    if shared {
        find = find.filter(preparation::Column::Shared.eq(true));
    }
    Ok(find.all(tx.conn()).await?)
}

/// Puts one part in the place of what stood there; none: nothing stands there any longer. The case is locked.
pub async fn set_preparation(
    tx: &WriteTx,
    (case, part): (CaseId, PreparedPart),
    row: Option<preparation::Model>,
) -> Result<(), AppError> {
    let of_case = preparation::Column::CaseId.eq(case).and(preparation::Column::Part.eq(part));
    preparation::Entity::delete_many().filter(of_case).exec(tx.conn()).await?;
    if let Some(row) = row {
        preparation::Entity::insert(row.into_active_model()).exec_without_returning(tx.conn()).await?;
    }
    Ok(())
}
