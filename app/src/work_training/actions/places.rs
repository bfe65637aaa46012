//! What work-training coordinators do with providers and their places.
use super::Refusal;
use crate::{
    access::{Actor, Allowed},
    audit::{Details, EventCode},
    db::{Db, Tx, WriteTx},
    kernel::{
        error::AppError,
        id::{DistrictId, PlaceId, ProviderId},
    },
    organisation::store::district,
    work_training::{
        policy::{AddProvider, ChangePlace, ChangeProvider},
        rules::ProviderDetails,
        store::{self, place, providers},
    },
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

/// What a place is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceForm {
    pub name: String,
    pub district: Option<DistrictId>,
    pub seats: i32,
}

fn about(record: Uuid) -> Details {
    Details { record: Some(record), ..Details::default() }
}

/// A unique key was met: the name is taken.
fn taken(e: AppError) -> Refusal {
    if e == AppError::Conflict { Refusal::NameTaken } else { Refusal::App(e) }
}

pub async fn add_provider(db: &Db, actor: &Actor, details: ProviderDetails) -> Result<ProviderId, Refusal> {
    let tx = db.begin().await?;
    let allowed: Allowed<AddProvider> = actor.may(store::of_association(&tx, actor.association))?;
    let id = ProviderId::new();
    providers::insert_provider(&tx, store::new_provider(id, allowed.association, details)).await.map_err(taken)?;
    let entry = allowed.did(EventCode::ProviderMade.with(about(id.0)));
    tx.commit(entry).await?;
    Ok(id)
}

async fn provider_to_change<'tx>(
    tx: &'tx WriteTx,
    actor: &Actor,
    id: ProviderId,
) -> Result<Allowed<'tx, ChangeProvider>, AppError> {
    actor.may(providers::provider(tx, actor.association, id).await?.ok_or(AppError::NotFound)?.0)
}

async fn place_to_change<'tx>(
    tx: &'tx WriteTx,
    actor: &Actor,
    id: PlaceId,
) -> Result<Allowed<'tx, ChangePlace>, AppError> {
    actor.may(providers::place(tx, actor.association, id, true).await?.ok_or(AppError::NotFound)?.0)
}

/// Changes what is known of a provider: name, contact, address, trade, notes. `was` is the mark of what the form showed.
pub async fn change_provider(
    db: &Db,
    actor: &Actor,
    id: ProviderId,
    details: ProviderDetails,
    was: Option<String>,
) -> Result<(), Refusal> {
    let tx = db.begin().await?;
    let (found, row) = providers::provider_locked(&tx, actor.association, id).await?.ok_or(AppError::NotFound)?;
    let allowed: Allowed<ChangeProvider> = actor.may(found)?;
    if was.is_some_and(|was| was != store::details_of(row).mark()) {
        return Err(Refusal::ChangedMeanwhile);
    }
    providers::update_provider(&tx, &allowed, details).await.map_err(taken)?;
    let entry = allowed.did(EventCode::ProviderChanged.with(about(id.0)));
    Ok(tx.commit(entry).await?)
}

/// Closes a provider where nobody is in training any longer, or opens a closed one again.
pub async fn close_provider(db: &Db, actor: &Actor, id: ProviderId) -> Result<(), Refusal> {
    let tx = db.begin().await?;
    let allowed = provider_to_change(&tx, actor, id).await?;
    if !allowed.closed {
        for row in providers::places_of(&tx, id).await? {
            // locks the place: nobody starts there meanwhile
            let place = providers::place(&tx, actor.association, row.id, true).await?;
            if place.is_some_and(|(p, _)| p.started > 0) {
                return Err(Refusal::InTraining);
            }
        }
    }
    providers::set_provider_closed(&tx, &allowed, !allowed.closed).await?;
    let code = if allowed.closed { "opened" } else { "closed" };
    let details = Details { code: Some(code.to_owned()), ..about(id.0) };
    let entry = allowed.did(EventCode::ProviderChanged.with(details));
    Ok(tx.commit(entry).await?)
}

pub async fn add_place(db: &Db, actor: &Actor, provider: ProviderId, form: PlaceForm) -> Result<(), Refusal> {
    let tx = db.begin().await?;
    let allowed = provider_to_change(&tx, actor, provider).await?;
    if allowed.closed {
        return Err(Refusal::PlaceClosed);
    }
    let id = PlaceId::new();
    let row = place::Model {
        id,
        provider_id: allowed.id,
        name: form.name,
        district_id: own_district(&tx, actor, form.district).await?,
        seats: form.seats,
        confirmed_on: Some(tx.today()),
        closed_at: None,
    };
    providers::insert_place(&tx, row).await.map_err(taken)?;
    let details = Details { count: Some(form.seats), ..about(id.0) };
    let entry = allowed.did(EventCode::PlaceMade.with(details));
    Ok(tx.commit(entry).await?)
}

/// Changes a place. There are never fewer seats than are in use.
pub async fn change_place(db: &Db, actor: &Actor, id: PlaceId, form: PlaceForm) -> Result<ProviderId, Refusal> {
    let tx = db.begin().await?;
    let allowed = place_to_change(&tx, actor, id).await?;
    if u64::try_from(form.seats).unwrap_or(0) < allowed.started {
        return Err(Refusal::SeatsInUse(allowed.started));
    }
    let district = own_district(&tx, actor, form.district).await?;
    let change = |row: &mut place::ActiveModel| {
        row.name = Set(form.name);
        row.district_id = Set(district);
        row.seats = Set(form.seats);
    };
    providers::update_place(&tx, &allowed, change).await.map_err(taken)?;
    let details = Details { count: Some(form.seats), ..about(id.0) };
    let (provider, entry) = (allowed.provider.id, allowed.did(EventCode::PlaceChanged.with(details)));
    tx.commit(entry).await?;
    Ok(provider)
}

/// The provider has said that the seats are as shown.
pub async fn confirm_place(db: &Db, actor: &Actor, id: PlaceId) -> Result<ProviderId, Refusal> {
    let tx = db.begin().await?;
    let allowed = place_to_change(&tx, actor, id).await?;
    if allowed.closed {
        return Err(Refusal::PlaceClosed);
    }
    let today = tx.today();
    providers::update_place(&tx, &allowed, |row| row.confirmed_on = Set(Some(today))).await?;
    let details = Details { day: Some(today), count: Some(allowed.seats), ..about(id.0) };
    let (provider, entry) = (allowed.provider.id, allowed.did(EventCode::PlaceConfirmed.with(details)));
    tx.commit(entry).await?;
    Ok(provider)
}

/// Closes a place where nobody is in training any longer, or opens a closed one again.
pub async fn close_place(db: &Db, actor: &Actor, id: PlaceId) -> Result<ProviderId, Refusal> {
    let tx = db.begin().await?;
    let (place, row) = providers::place(&tx, actor.association, id, true).await?.ok_or(AppError::NotFound)?;
    let allowed: Allowed<ChangePlace> = actor.may(place)?;
    let closing = row.closed_at.is_none();
    if closing && allowed.started > 0 {
        return Err(Refusal::InTraining);
    }
    let at = closing.then_some(tx.now());
    providers::update_place(&tx, &allowed, |row| row.closed_at = Set(at)).await?;
    let code = if closing { "closed" } else { "opened" };
    let details = Details { code: Some(code.to_owned()), ..about(id.0) };
    let (provider, entry) = (allowed.provider.id, allowed.did(EventCode::PlaceChanged.with(details)));
    tx.commit(entry).await?;
    Ok(provider)
}

/// The district if it is the association's own; what a list did not offer is none.
async fn own_district(tx: &impl Tx, actor: &Actor, id: Option<DistrictId>) -> Result<Option<DistrictId>, AppError> {
    let Some(id) = id else { return Ok(None) };
    let find = district::Entity::find_by_id(id).filter(district::Column::AssociationId.eq(actor.association));
    Ok(find.one(tx.conn()).await?.map(|d| d.id))
}
