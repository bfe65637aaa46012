//! What administrators do with the association, its districts, agencies and units.
use super::{
    api::{AgencyPage, AgencyRow, DistrictRow, HubRow, SettingsRow, UnitChoice, UnitRow},
    policy::{
        AddAgency, AddDistrict, AddUnit, ChangeAgency, ChangeDistrict, ChangeSettings, ChangeUnit, SeeOrganisation,
        of_association,
    },
    rules::{Limits, Party, Standing},
    store::{self, Refusal, agency, unit},
};
use crate::{
    access::Actor,
    audit::{Details, Entry, EventCode},
    db::{Db, Tx, WriteTx},
    kernel::{
        code::Code,
        error::AppError,
        id::{AgencyId, AssociationId, DistrictId, UnitId},
    },
};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// What the hub says about the association.
pub async fn hub(db: &Db, actor: &Actor) -> Result<HubRow, AppError> {
    let tx = db.read().await?;
    actor.may::<SeeOrganisation>(store::load_own(&tx, actor).await?)?;
    let open = |closed: Option<DateTime<Utc>>| closed.is_none();
    let districts = store::districts(&tx, actor.association).await?;
    let agencies = store::agencies(&tx, actor.association).await?;
    Ok(HubRow {
        districts: districts.iter().filter(|d| open(d.closed_at)).count(),
        agencies: agencies.iter().filter(|a| open(a.closed_at)).count(),
    })
}

/// The association's name and limits.
pub async fn settings(db: &Db, actor: &Actor) -> Result<SettingsRow, AppError> {
    let tx = db.read().await?;
    actor.may::<SeeOrganisation>(store::load_own(&tx, actor).await?)?;
    let row = store::association_by_id(&tx, actor.association).await?;
    Ok(SettingsRow { limits: limits_of(&row), name: row.name })
}

fn limits_of(row: &store::association::Model) -> Limits {
    Limits {
        inbox_days: row.inbox_days,
        queue_weeks: row.queue_weeks,
        plan_days: row.plan_days,
        follow_up_grace_days: row.follow_up_grace_days,
        information_meeting_days: row.information_meeting_days,
    }
}

/// The limits of an association, for the rooms that say what is late.
pub async fn limits(tx: &impl Tx, association: AssociationId) -> Result<Limits, AppError> {
    Ok(limits_of(&store::association_by_id(tx, association).await?))
}

pub async fn change_settings(db: &Db, actor: &Actor, name: &str, limits: Limits) -> Result<(), Refusal> {
    let tx = db.begin().await?;
    let allowed = actor.may::<ChangeSettings>(store::load_own(&tx, actor).await?)?;
    store::set_settings(&tx, &allowed, name, limits).await?;
    let entry = allowed.did(EventCode::AssociationChanged.into());
    Ok(tx.commit(entry).await?)
}

/// Writes a new association with a new one's limits. The caller has been allowed to, and says who administers it.
pub async fn make(tx: &WriteTx, name: &str) -> Result<AssociationId, Refusal> {
    store::insert_association(tx, name, Limits::default()).await
}

/// The association with this name, made when it is missing: for the command line. Gives its id, and the entry to
/// commit if it was made.
pub async fn find_or_make(tx: &WriteTx, name: &str) -> Result<(AssociationId, Option<Entry>), AppError> {
    if let Some(id) = store::association_by_name(tx, name).await? {
        return Ok((id, None));
    }
    let id = make(tx, name).await.map_err(|refusal| match refusal {
        Refusal::App(e) => e,
        Refusal::Taken | Refusal::StillUsed => AppError::Conflict,
    })?;
    Ok((id, Some(Entry::without_role(of_association(id), None, EventCode::AssociationMade))))
}

/// Every district, closed ones too, with the teams that serve it.
pub async fn districts(db: &Db, actor: &Actor) -> Result<Vec<DistrictRow>, AppError> {
    let tx = db.read().await?;
    actor.may::<SeeOrganisation>(store::load_own(&tx, actor).await?)?;
    let mut rows = Vec::new();
    for d in store::districts(&tx, actor.association).await? {
        let teams = store::teams_serving(&tx, d.id).await?;
        rows.push(DistrictRow { id: d.id, name: d.name, standing: standing(d.closed_at), teams });
    }
    Ok(rows)
}

/// One district.
pub async fn district(db: &Db, actor: &Actor, id: DistrictId) -> Result<DistrictRow, AppError> {
    let tx = db.read().await?;
    let (loaded, d) = store::load_district(&tx, actor, id).await?;
    actor.may::<ChangeDistrict>(loaded)?;
    let teams = store::teams_serving(&tx, id).await?;
    Ok(DistrictRow { id, name: d.name, standing: standing(d.closed_at), teams })
}

pub async fn add_district(db: &Db, actor: &Actor, name: &str) -> Result<DistrictId, Refusal> {
    let tx = db.begin().await?;
    let allowed = actor.may::<AddDistrict>(store::load_own(&tx, actor).await?)?;
    let id = store::insert_district(&tx, &allowed, name).await?;
    let entry = allowed.did(EventCode::DistrictMade.with(about(id.0)));
    tx.commit(entry).await?;
    Ok(id)
}

/// Changes name and standing; one that an open team serves is not closed.
pub async fn change_district(db: &Db, actor: &Actor, id: DistrictId, name: &str, to: Standing) -> Result<(), Refusal> {
    let tx = db.begin().await?;
    let (loaded, was) = store::load_district(&tx, actor, id).await?;
    let allowed = actor.may::<ChangeDistrict>(loaded)?;
    if closes(was.closed_at, to) && !store::teams_serving(&tx, id).await?.is_empty() {
        return Err(Refusal::StillUsed);
    }
    store::set_district(&tx, &allowed, name, closed_at(&tx, was.closed_at, to)).await?;
    let entry = allowed.did(EventCode::DistrictChanged.with(moved(id.0, was.closed_at, to)));
    Ok(tx.commit(entry).await?)
}

/// Every agency, or those of one party, closed ones too.
pub async fn agencies(db: &Db, actor: &Actor, party: Option<Party>) -> Result<Vec<AgencyRow>, AppError> {
    let tx = db.read().await?;
    actor.may::<SeeOrganisation>(store::load_own(&tx, actor).await?)?;
    let mut rows = store::agencies(&tx, actor.association).await?;
    rows.retain(|a| party.is_none_or(|p| p == a.party));
    let ids: Vec<_> = rows.iter().map(|a| a.id).collect();
    let units = store::units_of(&tx, &ids).await?;
    let count = |id| units.iter().filter(|u| u.agency_id == id && u.closed_at.is_none()).count();
    Ok(rows.into_iter().map(|a| agency_row(count(a.id), a)).collect())
}

fn agency_row(units: usize, a: agency::Model) -> AgencyRow {
    AgencyRow { id: a.id, code: a.code, name: a.name, party: a.party, units, standing: standing(a.closed_at) }
}

/// One agency with its units.
pub async fn agency(db: &Db, actor: &Actor, id: AgencyId) -> Result<AgencyPage, AppError> {
    let tx = db.read().await?;
    let (loaded, agency) = store::load_agency(&tx, actor, id).await?;
    actor.may::<ChangeAgency>(loaded)?;
    let units = store::units_of(&tx, &[id]).await?;
    let ids: Vec<_> = units.iter().map(|u| u.id).collect();
    let held = store::users_at(&tx, &ids).await?;
    let open = units.iter().filter(|u| u.closed_at.is_none()).count();
    let users = |id| held.iter().filter(|h| h.0 == id).count();
    let rows = units.into_iter().map(|u| unit_row(users(u.id), u, &agency)).collect();
    Ok(AgencyPage { agency: agency_row(open, agency), units: rows })
}

fn unit_row(users: usize, u: unit::Model, a: &agency::Model) -> UnitRow {
    UnitRow {
        id: u.id,
        agency: a.id,
        agency_name: a.name.clone(),
        name: u.name,
        covers_colleagues: u.covers_colleagues,
        users,
        standing: standing(u.closed_at),
    }
}

pub async fn add_agency(db: &Db, actor: &Actor, code: &str, name: &str, party: Party) -> Result<AgencyId, Refusal> {
    let tx = db.begin().await?;
    let allowed = actor.may::<AddAgency>(store::load_own(&tx, actor).await?)?;
    let id = store::insert_agency(&tx, &allowed, code, name, party).await?;
    let details = Details { agency: Some(id), parties: vec![party], ..Details::default() };
    let entry = allowed.did(EventCode::AgencyMade.with(details));
    tx.commit(entry).await?;
    Ok(id)
}

/// Changes code, name and standing; one with open units is not closed.
pub async fn change_agency(
    db: &Db,
    actor: &Actor,
    id: AgencyId,
    code: &str,
    name: &str,
    to: Standing,
) -> Result<(), Refusal> {
    let tx = db.begin().await?;
    let (loaded, was) = store::load_agency(&tx, actor, id).await?;
    let allowed = actor.may::<ChangeAgency>(loaded)?;
    if closes(was.closed_at, to) && store::units_of(&tx, &[id]).await?.iter().any(|u| u.closed_at.is_none()) {
        return Err(Refusal::StillUsed);
    }
    store::set_agency(&tx, &allowed, code, name, closed_at(&tx, was.closed_at, to)).await?;
    let details = Details { agency: Some(id), ..moved(id.0, was.closed_at, to) };
    let entry = allowed.did(EventCode::AgencyChanged.with(details));
    Ok(tx.commit(entry).await?)
}

/// One unit.
pub async fn unit(db: &Db, actor: &Actor, id: UnitId) -> Result<UnitRow, AppError> {
    let tx = db.read().await?;
    let (loaded, unit, agency) = store::load_unit(&tx, actor, id).await?;
    actor.may::<ChangeUnit>(loaded)?;
    let users = store::users_at(&tx, &[id]).await?.len();
    Ok(unit_row(users, unit, &agency))
}

/// Adds a unit; [`Refusal::StillUsed`] here means that the agency is closed.
pub async fn add_unit(
    db: &Db,
    actor: &Actor,
    agency: AgencyId,
    name: &str,
    covers_colleagues: bool,
) -> Result<UnitId, Refusal> {
    let tx = db.begin().await?;
    let (loaded, row) = store::load_agency(&tx, actor, agency).await?;
    let allowed = actor.may::<AddUnit>(loaded)?;
    if row.closed_at.is_some() {
        return Err(Refusal::StillUsed);
    }
    let id = store::insert_unit(&tx, &allowed, name, covers_colleagues).await?;
    let details = Details { agency: Some(agency), unit: Some(id), ..Details::default() };
    let entry = allowed.did(EventCode::UnitMade.with(details));
    tx.commit(entry).await?;
    Ok(id)
}

/// Changes name, cover and standing; one where someone holds a task is not closed. Gives its agency.
pub async fn change_unit(
    db: &Db,
    actor: &Actor,
    id: UnitId,
    name: &str,
    covers_colleagues: bool,
    to: Standing,
) -> Result<AgencyId, Refusal> {
    let tx = db.begin().await?;
    let (loaded, was, agency) = store::load_unit(&tx, actor, id).await?;
    let allowed = actor.may::<ChangeUnit>(loaded)?;
    if closes(was.closed_at, to) && !store::users_at(&tx, &[id]).await?.is_empty() {
        return Err(Refusal::StillUsed);
    }
    store::set_unit(&tx, &allowed, name, covers_colleagues, closed_at(&tx, was.closed_at, to)).await?;
    let details = Details { agency: Some(agency.id), unit: Some(id), ..moved(id.0, was.closed_at, to) };
    let entry = allowed.did(EventCode::UnitChanged.with(details));
    tx.commit(entry).await?;
    Ok(agency.id)
}

/// Every unit of the association, closed ones too.
pub async fn units(tx: &impl Tx, association: AssociationId) -> Result<Vec<UnitChoice>, AppError> {
    units_where(tx, association, |_| true, |_| true).await
}

/// The open units of the association's open agencies, for forms in which one is chosen; of one party, or all.
pub async fn open_units(
    tx: &impl Tx,
    association: AssociationId,
    party: Option<Party>,
) -> Result<Vec<UnitChoice>, AppError> {
    let fits = |a: &agency::Model| a.closed_at.is_none() && party.is_none_or(|p| p == a.party);
    units_where(tx, association, fits, |u| u.closed_at.is_none()).await
}

async fn units_where(
    tx: &impl Tx,
    association: AssociationId,
    of: impl Fn(&agency::Model) -> bool,
    these: impl Fn(&unit::Model) -> bool,
) -> Result<Vec<UnitChoice>, AppError> {
    let mut agencies = store::agencies(tx, association).await?;
    agencies.retain(of);
    let ids: Vec<_> = agencies.iter().map(|a| a.id).collect();
    let units = store::units_of(tx, &ids).await?;
    let mut choices = Vec::new();
    for a in &agencies {
        for u in units.iter().filter(|u| u.agency_id == a.id && these(u)) {
            choices.push(UnitChoice {
                id: u.id,
                agency: a.id,
                agency_code: a.code.clone(),
                agency_name: a.name.clone(),
                party: a.party,
                name: u.name.clone(),
            });
        }
    }
    Ok(choices)
}

/// Every district of the association, closed ones too, by name.
pub async fn all_districts(tx: &impl Tx, association: AssociationId) -> Result<Vec<(DistrictId, String)>, AppError> {
    Ok(store::districts(tx, association).await?.into_iter().map(|d| (d.id, d.name)).collect())
}

/// The association's name.
pub async fn name(tx: &impl Tx, association: AssociationId) -> Result<String, AppError> {
    Ok(store::association_by_id(tx, association).await?.name)
}

/// The open districts of the association, by name, for forms in which some are chosen.
pub async fn open_districts(tx: &impl Tx, association: AssociationId) -> Result<Vec<(DistrictId, String)>, AppError> {
    let rows = store::districts(tx, association).await?;
    Ok(rows.into_iter().filter(|d| d.closed_at.is_none()).map(|d| (d.id, d.name)).collect())
}

fn standing(closed_at: Option<DateTime<Utc>>) -> Standing {
    if closed_at.is_some() { Standing::Closed } else { Standing::InUse }
}

fn closes(was: Option<DateTime<Utc>>, to: Standing) -> bool {
    was.is_none() && to == Standing::Closed
}

/// When it was closed: kept when it was closed before.
fn closed_at(tx: &WriteTx, was: Option<DateTime<Utc>>, to: Standing) -> Option<DateTime<Utc>> {
    match to {
        Standing::InUse => None,
        Standing::Closed => was.or_else(|| Some(tx.now())),
    }
}

fn about(record: Uuid) -> Details {
    Details { record: Some(record), ..Details::default() }
}

/// The record, and its standing when that changed.
fn moved(record: Uuid, was: Option<DateTime<Utc>>, to: Standing) -> Details {
    let was = standing(was);
    let changed = was != to;
    Details {
        code: changed.then(|| to.code().to_owned()),
        was: changed.then(|| was.code().to_owned()),
        ..about(record)
    }
}
