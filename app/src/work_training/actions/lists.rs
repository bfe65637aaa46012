//! The overview, the lists, and what the forms of providers and places need.
use crate::{
    access::Actor,
    db::{Db, Tx},
    kernel::{
        error::AppError,
        id::{AssociationId, DistrictId, PlaceId, ProviderId},
    },
    organisation::store::{association_by_id, district},
    participants::{
        policy::is_told_of_protection,
        rules::listed_name,
        store::{participant, persons_of},
    },
    ui::form::Options,
    work_training::{
        api::{OverviewRow, PlacePage, PlaceRow, PlacementLine, ProviderPage, ProviderRow, ProvidersPage},
        policy::{AddProvider, ChangePlace, ChangeProvider, SeeProvider, SeeWorkTraining},
        rules::{Stage, free_seats},
        scope,
        store::{self, name_of, place, placement, provider, providers},
        texts,
    },
};
use chrono::{Duration, NaiveDate};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, Query},
};
use std::collections::HashMap;

/// So many rows of each kind stand on the overview; the list has them all.
const ON_OVERVIEW: u64 = 15;

/// Who waits, oldest first; who is in training; which seats are free.
pub async fn overview(db: &Db, actor: &Actor) -> Result<OverviewRow, AppError> {
    let tx = db.read().await?;
    let subject = actor.may::<SeeWorkTraining>(store::of_association(&tx, actor.association))?.into_subject();
    let days = information_meeting_days(&tx, actor.association).await?;
    let visible = || placement::Entity::find().filter(scope::visible_to(&tx, actor));
    // who waits in a register that nobody has taken up yet is nobody's work; who trains takes a seat, taken up or not
    let awake = placement::Column::Dormant.eq(false);
    let waiting = visible().filter(awake).filter(placement::Column::Stage.is_in(Stage::WAITING));
    let training = visible().filter(placement::Column::Stage.eq(Stage::Started));
    // the same number for everyone: a count tells of nobody, and a seat is taken whoever may see by whom
    let everyone = || placement::Entity::find().filter(placement::Column::AssociationId.eq(actor.association));
    let all_waiting = everyone().filter(placement::Column::Dormant.eq(false));
    let all_waiting = all_waiting.filter(placement::Column::Stage.is_in(Stage::WAITING));
    let all_training = everyone().filter(placement::Column::Stage.eq(Stage::Started));
    let all_late = everyone().filter(without_meeting_in_time(&tx, days));
    let oldest = waiting.clone().order_by_asc(placement::Column::RequestedOn).order_by_asc(placement::Column::Id);
    let oldest = oldest.limit(ON_OVERVIEW).all(tx.conn()).await?;
    let begun = training.clone().order_by_desc(placement::Column::StartedOn).order_by_desc(placement::Column::Id);
    let begun = begun.limit(ON_OVERVIEW).all(tx.conn()).await?;
    let mut places = place_rows(&tx, actor.association, Only::Everything).await?;
    places.retain(|p| !p.closed);
    // by task and district: what is free first
    places.sort_by(|a, b| {
        (a.free == 0, &a.name, &a.district, &a.provider_name).cmp(&(
            b.free == 0,
            &b.name,
            &b.district,
            &b.provider_name,
        ))
    });
    Ok(OverviewRow {
        waiting: lines(&tx, actor, oldest, days).await?,
        waiting_total: all_waiting.count(tx.conn()).await?,
        waiting_seen: waiting.count(tx.conn()).await?,
        late: all_late.count(tx.conn()).await?,
        training: lines(&tx, actor, begun, days).await?,
        training_total: all_training.count(tx.conn()).await?,
        training_seen: training.count(tx.conn()).await?,
        places,
        information_meeting_days: days,
        may_keep: actor.might::<AddProvider>(&subject),
    })
}

/// Requests whose information meeting has not been held in so many days. What was imported makes no one late.
pub(super) fn without_meeting_in_time(tx: &impl Tx, days: i32) -> Condition {
    Condition::all()
        .add(placement::Column::Stage.eq(Stage::Requested))
        .add(placement::Column::Dormant.eq(false))
        .add(placement::Column::RequestedOn.lt(tx.today() - Duration::days(i64::from(days))))
}

/// Days from request to information meeting that the association aims at.
pub async fn information_meeting_days(tx: &impl Tx, id: AssociationId) -> Result<i32, AppError> {
    Ok(association_by_id(tx, id).await?.information_meeting_days)
}

pub async fn all_providers(db: &Db, actor: &Actor) -> Result<ProvidersPage, AppError> {
    let tx = db.read().await?;
    let subject = actor.may::<SeeWorkTraining>(store::of_association(&tx, actor.association))?.into_subject();
    let places = place_rows(&tx, actor.association, Only::Everything).await?;
    let rows = provider_models(&tx, actor.association).await?.into_iter().map(|p| {
        let own: Vec<&PlaceRow> = places.iter().filter(|r| r.provider == p.id && !r.closed).collect();
        ProviderRow {
            id: p.id,
            name: p.name,
            trade: p.trade,
            contact_name: p.contact_name,
            phone: p.phone,
            places: own.len(),
            seats: own.iter().map(|r| r.seats).sum(),
            free: own.iter().map(|r| r.free).sum(),
            closed: p.closed_at.is_some(),
        }
    });
    let mut rows: Vec<ProviderRow> = rows.collect();
    rows.sort_by(|a, b| (a.closed, &a.name).cmp(&(b.closed, &b.name)));
    Ok(ProvidersPage { rows, may_keep: actor.might::<AddProvider>(&subject) })
}

pub(super) async fn provider_models(
    tx: &impl Tx,
    association: AssociationId,
) -> Result<Vec<provider::Model>, AppError> {
    let find = provider::Entity::find().filter(provider::Column::AssociationId.eq(association));
    Ok(find.order_by_asc(provider::Column::Name).all(tx.conn()).await?)
}

pub async fn one_provider(db: &Db, actor: &Actor, id: ProviderId) -> Result<ProviderPage, AppError> {
    let tx = db.read().await?;
    let (found, row) = providers::provider(&tx, actor.association, id).await?.ok_or(AppError::NotFound)?;
    let facts = actor.may::<SeeProvider>(found)?;
    Ok(ProviderPage {
        id: facts.id,
        details: store::details_of(row),
        closed: facts.closed,
        places: place_rows(&tx, actor.association, Only::Provider(facts.id)).await?,
        districts: districts(&tx, actor.association).await?,
        may_change: actor.might::<ChangeProvider>(&facts),
    })
}

/// A place, for the forms that change it.
pub async fn one_place(db: &Db, actor: &Actor, id: PlaceId) -> Result<PlacePage, AppError> {
    let tx = db.read().await?;
    let (facts, row) = providers::place(&tx, actor.association, id, false).await?.ok_or(AppError::NotFound)?;
    let facts = actor.may::<ChangePlace>(facts)?;
    let place = place_rows(&tx, actor.association, Only::Place(facts.id)).await?.pop().ok_or(AppError::NotFound)?;
    let district = row.district_id.map(|d| d.to_string()).unwrap_or_default();
    Ok(PlacePage { place, district, districts: districts(&tx, actor.association).await? })
}

/// The association's open districts, for a select.
async fn districts(tx: &impl Tx, association: AssociationId) -> Result<Options, AppError> {
    let rows = district::Entity::find()
        .filter(district::Column::AssociationId.eq(association))
        .filter(district::Column::ClosedAt.is_null())
        .order_by_asc(district::Column::Name)
        .all(tx.conn())
        .await?;
    Ok(rows.into_iter().map(|d| (d.id.to_string(), d.name)).collect())
}

/// Which places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Only {
    Everything,
    Provider(ProviderId),
    Place(PlaceId),
}

/// Places with their seats; how many wait and train is counted in two queries.
pub async fn place_rows(tx: &impl Tx, association: AssociationId, only: Only) -> Result<Vec<PlaceRow>, AppError> {
    let mut of = provider::Entity::find().filter(provider::Column::AssociationId.eq(association));
    let mut find = place::Entity::find().order_by_asc(place::Column::Name);
    match only {
        Only::Everything => {}
        Only::Provider(id) => of = of.filter(provider::Column::Id.eq(id)),
        Only::Place(id) => find = find.filter(place::Column::Id.eq(id)),
    }
    let providers: HashMap<ProviderId, provider::Model> =
        of.all(tx.conn()).await?.into_iter().map(|p| (p.id, p)).collect();
    let places = find.filter(place::Column::ProviderId.is_in(providers.keys().copied())).all(tx.conn()).await?;
    let names: HashMap<DistrictId, String> = district::Entity::find()
        .filter(district::Column::AssociationId.eq(association))
        .all(tx.conn())
        .await?
        .into_iter()
        .map(|d| (d.id, d.name))
        .collect();
    let there = || match only {
        // those of one provider are counted with all: one query, and few places
        Only::Everything | Only::Provider(_) => placement::Column::PlaceId.is_not_null(),
        Only::Place(id) => placement::Column::PlaceId.eq(id),
    };
    let started = counts(tx, association, placement::Column::Stage.eq(Stage::Started).and(there()).into()).await?;
    let awake = placement::Column::Dormant.eq(false).and(there());
    let waiting = counts(tx, association, placement::Column::Stage.is_in(Stage::WAITING).and(awake).into()).await?;
    let row = |p: place::Model| {
        let provider = providers.get(&p.provider_id)?;
        Some(PlaceRow {
            id: p.id,
            provider: p.provider_id,
            provider_name: provider.name.clone(),
            trade: provider.trade.clone(),
            district: p.district_id.and_then(|d| names.get(&d).cloned()),
            seats: p.seats,
            free: free_seats(p.seats, started.get(&p.id).copied().unwrap_or(0)),
            waiting: waiting.get(&p.id).copied().unwrap_or(0),
            confirmed_on: p.confirmed_on,
            closed: p.closed_at.is_some() || provider.closed_at.is_some(),
            name: p.name,
        })
    };
    Ok(places.into_iter().filter_map(row).collect())
}

/// How many such placements each place has.
async fn counts(tx: &impl Tx, association: AssociationId, such: Condition) -> Result<HashMap<PlaceId, u64>, AppError> {
    let rows: Vec<(PlaceId, i64)> = placement::Entity::find()
        .select_only()
        .column(placement::Column::PlaceId)
        .column_as(placement::Column::Id.count(), "n")
        .filter(placement::Column::AssociationId.eq(association))
        .filter(such)
        .group_by(placement::Column::PlaceId)
        .into_tuple()
        .all(tx.conn())
        .await?;
    Ok(rows.into_iter().map(|(place, n)| (place, u64::try_from(n).unwrap_or(0))).collect())
}

/// Rows as lists show them. A name is shown only where a consent is in force.
pub async fn lines(
    tx: &impl Tx,
    actor: &Actor,
    rows: Vec<placement::Model>,
    days: i32,
) -> Result<Vec<PlacementLine>, AppError> {
    let consented = scope::with_consent(tx, rows.iter().filter_map(|r| r.case_id).collect()).await?;
    let people: HashMap<_, _> = participant::Entity::find()
        .filter(participant::Column::Id.is_in(rows.iter().map(|r| r.participant_id)))
        .all(tx.conn())
        .await?
        .into_iter()
        .map(|p| (p.id, p))
        .collect();
    let persons = persons_of(tx, rows.iter().filter_map(|r| r.case_id)).await?;
    let places = place_names(tx, rows.iter().filter_map(|r| r.place_id).collect()).await?;
    let line = |r: placement::Model| {
        let named = r.case_id.is_none_or(|case| consented.contains(&case));
        let person = people.get(&r.participant_id).filter(|_| named);
        PlacementLine {
            id: r.id,
            who: person.map(|p| {
                let of_case = r.case_id.and_then(|c| persons.get(&c));
                let protected = match of_case {
                    Some(stated) => is_told_of_protection(actor, stated.protected, p.protected_identity),
                    None => p.protected_identity,
                };
                shown(actor, protected, name_of(&r, of_case))
            }),
            case: r.case_id,
            entry: r.entry,
            stage: r.stage,
            stage_on: stage_day(&r),
            requested_on: r.requested_on,
            place: r.place_id.filter(|_| named).and_then(|p| places.get(&p).cloned()),
            hours: r.hours_per_week,
            due: due(&r, days),
            reference: r.reference,
        }
    };
    Ok(rows.into_iter().map(line).collect())
}

fn shown(actor: &Actor, protected: bool, (given, family): (&str, &str)) -> String {
    match listed_name(actor.shows_names, protected, given, family) {
        nothing if nothing.is_empty() => full_name(actor, given, family),
        name => name,
    }
}

/// The whole name; in words where a register did not tell it.
pub fn full_name(actor: &Actor, given: &str, family: &str) -> String {
    match format!("{given} {family}").trim() {
        "" => texts::NAME_UNKNOWN.get(actor.lang).to_owned(),
        name => name.to_owned(),
    }
}

/// The last day for the information meeting, while it is still to come. What was imported makes no one late.
pub fn due(r: &placement::Model, days: i32) -> Option<NaiveDate> {
    (r.stage == Stage::Requested && !r.dormant).then(|| r.requested_on + Duration::days(i64::from(days)))
}

/// The day on which the stage began; where a register did not say, the request's.
fn stage_day(r: &placement::Model) -> NaiveDate {
    let day = match r.stage {
        Stage::Requested => None,
        Stage::InformationMeeting => r.information_meeting_on,
        Stage::Mapping => r.mapping_on,
        Stage::StudyVisit => r.study_visit_on,
        Stage::Started => r.started_on,
        Stage::Ended | Stage::StoppedBeforeStart => r.ended_on,
    };
    day.unwrap_or(r.requested_on)
}

/// "Kök, Grönytan" for each of these places.
pub(super) async fn place_names(tx: &impl Tx, ids: Vec<PlaceId>) -> Result<HashMap<PlaceId, String>, AppError> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let mut of = Query::select();
    of.column(place::Column::ProviderId)
        .from(place::Entity)
        .and_where(Expr::col(place::Column::Id).is_in(ids.iter().copied()));
    let providers: HashMap<ProviderId, String> = provider::Entity::find()
        .filter(provider::Column::Id.in_subquery(of))
        .all(tx.conn())
        .await?
        .into_iter()
        .map(|p| (p.id, p.name))
        .collect();
    let places = place::Entity::find().filter(place::Column::Id.is_in(ids)).all(tx.conn()).await?;
    let name = |p: place::Model| {
        let provider = providers.get(&p.provider_id).cloned().unwrap_or_default();
        (p.id, format!("{}, {provider}", p.name))
    };
    Ok(places.into_iter().map(name).collect())
}
