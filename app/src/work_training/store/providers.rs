//! Providers and their places.
use super::{place, placement, provider};
use crate::{
    access::Loaded,
    db::{Tx, WriteTx},
    kernel::{
        error::AppError,
        id::{AssociationId, PlaceId, ProviderId},
    },
    work_training::{
        policy::{PlaceFacts, ProviderFacts},
        rules::{ProviderDetails, Stage},
    },
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};

/// A provider of the association.
pub async fn provider<'tx>(
    tx: &'tx impl Tx,
    association: AssociationId,
    id: ProviderId,
) -> Result<Option<(Loaded<'tx, ProviderFacts>, provider::Model)>, AppError> {
    let row = provider_row(tx, association, id).await?;
    Ok(row.map(|row| (Loaded::from_tx(tx, provider_facts(&row)), row)))
}

/// The same, locked: whoever comes second sees what the first one wrote.
pub async fn provider_locked<'tx>(
    tx: &'tx WriteTx,
    association: AssociationId,
    id: ProviderId,
) -> Result<Option<(Loaded<'tx, ProviderFacts>, provider::Model)>, AppError> {
    if tx.locks_rows() {
        provider::Entity::find_by_id(id).lock_exclusive().one(tx.conn()).await?;
    }
    provider(tx, association, id).await
}

async fn provider_row(
    tx: &impl Tx,
    association: AssociationId,
    id: ProviderId,
) -> Result<Option<provider::Model>, AppError> {
    let find = provider::Entity::find_by_id(id).filter(provider::Column::AssociationId.eq(association));
    Ok(find.one(tx.conn()).await?)
}

fn provider_facts(row: &provider::Model) -> ProviderFacts {
    ProviderFacts {
        association: row.association_id,
        id: row.id,
        name: row.name.clone(),
        closed: row.closed_at.is_some(),
    }
}

/// A place of the association, with how many are in training there. In a write its row is locked: two who start at
/// the last free seat wait for each other.
pub async fn place<'tx>(
    tx: &'tx impl Tx,
    association: AssociationId,
    id: PlaceId,
    lock: bool,
) -> Result<Option<(Loaded<'tx, PlaceFacts>, place::Model)>, AppError> {
    let mut find = place::Entity::find_by_id(id);
    if lock && tx.locks_rows() {
        find = find.lock_exclusive();
    }
    let Some(row) = find.one(tx.conn()).await? else { return Ok(None) };
    let Some(provider) = provider_row(tx, association, row.provider_id).await? else { return Ok(None) };
    let facts = PlaceFacts {
        provider: provider_facts(&provider),
        id: row.id,
        seats: row.seats,
        started: started_at(tx, row.id).await?,
        closed: row.closed_at.is_some() || provider.closed_at.is_some(),
    };
    Ok(Some((Loaded::from_tx(tx, facts), row)))
}

/// How many are in training at a place.
async fn started_at(tx: &impl Tx, place: PlaceId) -> Result<u64, AppError> {
    let find = placement::Entity::find()
        .filter(placement::Column::PlaceId.eq(place))
        .filter(placement::Column::Stage.eq(Stage::Started));
    Ok(find.count(tx.conn()).await?)
}

/// The places of a provider, open ones first, by name.
pub async fn places_of(tx: &impl Tx, provider: ProviderId) -> Result<Vec<place::Model>, AppError> {
    let find = place::Entity::find().filter(place::Column::ProviderId.eq(provider));
    Ok(find.order_by_asc(place::Column::Name).all(tx.conn()).await?)
}

/// Writes a new provider.
pub async fn insert_provider(tx: &WriteTx, row: provider::Model) -> Result<(), AppError> {
    provider::Entity::insert(row.into_active_model()).exec_without_returning(tx.conn()).await?;
    Ok(())
}

/// Changes what is known of a provider that was loaded and allowed.
pub async fn update_provider(tx: &WriteTx, facts: &ProviderFacts, to: ProviderDetails) -> Result<(), AppError> {
    let row = provider::ActiveModel {
        id: Set(facts.id),
        name: Set(to.name),
        contact_name: Set(to.contact_name),
        phone: Set(to.phone),
        email: Set(to.email),
        address: Set(to.address),
        trade: Set(to.trade),
        notes: Set(to.notes),
        ..Default::default()
    };
    provider::Entity::update(row).exec(tx.conn()).await?;
    Ok(())
}

/// Closes a provider, or opens it again.
pub async fn set_provider_closed(tx: &WriteTx, facts: &ProviderFacts, closed: bool) -> Result<(), AppError> {
    let at = closed.then_some(tx.now());
    let update = provider::Entity::update_many().col_expr(provider::Column::ClosedAt, Expr::value(at));
    update.filter(provider::Column::Id.eq(facts.id)).exec(tx.conn()).await?;
    Ok(())
}

/// Writes a new place.
pub async fn insert_place(tx: &WriteTx, row: place::Model) -> Result<(), AppError> {
    place::Entity::insert(row.into_active_model()).exec_without_returning(tx.conn()).await?;
    Ok(())
}

/// Changes a place that was loaded and allowed.
pub async fn update_place(
    tx: &WriteTx,
    facts: &PlaceFacts,
    change: impl FnOnce(&mut place::ActiveModel),
) -> Result<(), AppError> {
    let mut row = place::ActiveModel { id: Set(facts.id), ..Default::default() };
    change(&mut row);
    place::Entity::update(row).exec(tx.conn()).await?;
    Ok(())
}
