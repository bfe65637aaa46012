//! What an import reads and writes, in as few statements as it can.
use super::report::File;
use crate::{
    db::{Tx, WriteTx},
    kernel::{error::AppError, id::AssociationId},
    organisation::store::association,
};
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, IntoActiveModel,
    Iterable, QueryFilter, QuerySelect, Value, sea_query::Expr, sea_query::OnConflict,
};
use std::collections::HashMap;
use uuid::Uuid;

crate::entities! {
    /// A row that was taken in, known again by its key and a keyed hash of its content.
    import_row = "import_row" {
        #[sea_orm(primary_key, auto_increment = false)]
        association_id: AssociationId,
        #[sea_orm(primary_key, auto_increment = false)]
        file: File,
        #[sea_orm(primary_key, auto_increment = false)]
        row_key: String,
        row_hash: Vec<u8>,
        /// What the row made, where that can be given another key in the product: an agency, a team.
        record: Option<Uuid>,
    }
}

/// So many values one statement takes: well under SQLite's 32 766 and PostgreSQL's 65 535.
const VALUES: usize = 8_000;

/// Inserts rows, many in each statement.
pub async fn insert_all<E>(tx: &WriteTx, rows: Vec<E::Model>) -> Result<(), AppError>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel> + Send,
    E::ActiveModel: ActiveModelTrait<Entity = E> + ActiveModelBehavior + Send,
{
    let at_once = (VALUES / E::Column::iter().count().max(1)).max(1);
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let chunk: Vec<E::ActiveModel> = rows.by_ref().take(at_once).map(IntoActiveModel::into_active_model).collect();
        E::insert_many(chunk).exec_without_returning(tx.conn()).await?;
    }
    Ok(())
}

/// The rows whose column has one of these values, asked for in pieces.
pub async fn find_all<E, V>(
    tx: &impl Tx,
    find: sea_orm::Select<E>,
    column: E::Column,
    values: impl IntoIterator<Item = V>,
) -> Result<Vec<E::Model>, AppError>
where
    E: EntityTrait,
    V: Into<Value>,
{
    let values: Vec<Value> = values.into_iter().map(Into::into).collect();
    let mut found = Vec::new();
    for piece in values.chunks(VALUES) {
        found.extend(find.clone().filter(column.is_in(piece.iter().cloned())).all(tx.conn()).await?);
    }
    Ok(found)
}

/// The association with this name, locked: two imports into it take their turns.
pub async fn association_named(tx: &WriteTx, name: &str) -> Result<Option<association::Model>, AppError> {
    let mut find = association::Entity::find().filter(association::Column::Name.eq(name));
    if tx.locks_rows() {
        find = find.lock_exclusive();
    }
    Ok(find.one(tx.conn()).await?)
}

/// The same by its id.
pub async fn association_by_id(tx: &WriteTx, id: AssociationId) -> Result<Option<association::Model>, AppError> {
    let mut find = association::Entity::find_by_id(id);
    if tx.locks_rows() {
        find = find.lock_exclusive();
    }
    Ok(find.one(tx.conn()).await?)
}

/// A row that was taken in before: its hash then, and what it made.
pub type KnownRow = (Vec<u8>, Option<Uuid>);

/// The rows of a file that were taken in before, by key.
pub async fn known_rows(
    tx: &WriteTx,
    association: AssociationId,
    file: File,
    keys: impl IntoIterator<Item = String>,
) -> Result<HashMap<String, KnownRow>, AppError> {
    let find = import_row::Entity::find()
        .filter(import_row::Column::AssociationId.eq(association).and(import_row::Column::File.eq(file)));
    let rows = find_all(tx, find, import_row::Column::RowKey, keys).await?;
    Ok(rows.into_iter().map(|r| (r.row_key, (r.row_hash, r.record))).collect())
}

/// Case numbers made in the product go on after the register's: "2021-0191" is the last of 2021 so far.
pub async fn raise_case_number(tx: &WriteTx, association: AssociationId, year: i32, last: i32) -> Result<(), AppError> {
    use crate::cases::store::case_number as n;
    n::Entity::insert(n::ActiveModel { association_id: Set(association), year: Set(year), last: Set(last) })
        .on_conflict(OnConflict::columns([n::Column::AssociationId, n::Column::Year]).do_nothing().to_owned())
        .exec_without_returning(tx.conn())
        .await?;
    n::Entity::update_many()
        .col_expr(n::Column::Last, Expr::value(last))
        .filter(n::Column::AssociationId.eq(association).and(n::Column::Year.eq(year)).and(n::Column::Last.lt(last)))
        .exec(tx.conn())
        .await?;
    Ok(())
}
