//! What is read of teams, and what administrators do with them and their seats.
mod seats;

pub use seats::{Comes, end_seat, fill_seat, holder, seat_form, take_seat_back};

use super::{
    api::{HolderRow, SeatRow, TeamFormRow, TeamLine, TeamList, TeamRow},
    policy::{AddTeam, ChangeTeam, SeeTeam, of_team},
    rules::{self, Filling, Held},
    store::{self, Refusal, TeamWords, seat, seat_holder, team},
};
use crate::{
    access::{Actor, Loaded},
    accounts::store::names_of,
    audit::{Details, EventCode},
    db::{Db, Tx, WriteTx},
    kernel::{
        code::Code,
        error::AppError,
        id::{AssociationId, DistrictId, SeatId, TeamId, UserId},
    },
    organisation::{
        actions as organisation,
        policy::Of,
        rules::{Party, Standing},
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::HashMap;

/// What is typed about a team.
#[derive(Clone, Debug)]
pub struct Typed {
    pub code: String,
    pub name: String,
    pub phone: String,
    pub districts: Vec<DistrictId>,
    pub parties: Vec<Party>,
}

impl Typed {
    fn words(&self) -> TeamWords<'_> {
        TeamWords { code: &self.code, name: &self.name, phone: &self.phone }
    }
}

/// The teams that the actor may see.
pub async fn teams(db: &Db, actor: &Actor) -> Result<TeamList, AppError> {
    let tx = db.read().await?;
    let rows = store::visible_to(&tx, actor).await?;
    let ids: Vec<_> = rows.iter().map(|t| t.id).collect();
    let names = district_names(&tx, actor.association).await?;
    let links = store::districts_of(&tx, &ids).await?;
    let seats = store::seats_of(&tx, &ids).await?;
    let seat_ids: Vec<_> = seats.iter().map(|s| s.id).collect();
    let holders = store::holders_of(&tx, &seat_ids).await?;
    let vacant = |s: &&seat::Model| rules::filling(&times(&holders, s.id), tx.today()) != Filling::Held;
    let line = |t: team::Model| {
        let own: Vec<_> = seats.iter().filter(|s| s.team_id == t.id).collect();
        let mut vacant: Vec<_> = own.iter().copied().filter(vacant).map(|s| s.party).collect();
        vacant.sort_unstable();
        let served = links.iter().filter(|l| l.team_id == t.id).map(|l| l.district_id);
        TeamLine {
            districts: in_order(&names, served),
            seats: own.len(),
            vacant,
            standing: standing(t.closed_at),
            id: t.id,
            code: t.code,
            name: t.name,
        }
    };
    Ok(TeamList { teams: rows.into_iter().map(line).collect(), may_add: actor.might::<AddTeam>(&own(actor)) })
}

fn own(actor: &Actor) -> Of<AssociationId> {
    Of { association: actor.association, id: actor.association }
}

fn standing(closed_at: Option<DateTime<Utc>>) -> Standing {
    if closed_at.is_some() { Standing::Closed } else { Standing::InUse }
}

async fn district_names(tx: &impl Tx, association: AssociationId) -> Result<HashMap<DistrictId, String>, AppError> {
    Ok(organisation::all_districts(tx, association).await?.into_iter().collect())
}

fn in_order(names: &HashMap<DistrictId, String>, districts: impl Iterator<Item = DistrictId>) -> Vec<String> {
    let mut served: Vec<_> = districts.filter_map(|d| names.get(&d).cloned()).collect();
    served.sort();
    served
}

/// The times in one of the seats.
fn times(holders: &[seat_holder::Model], seat: SeatId) -> Vec<Held> {
    holders.iter().filter(|h| h.seat_id == seat).map(held).collect()
}

fn held(h: &seat_holder::Model) -> Held {
    Held { kind: h.kind, from: h.from_day, until: h.until_day }
}

/// One team with its seats and their history.
pub async fn team(db: &Db, actor: &Actor, id: TeamId) -> Result<TeamRow, AppError> {
    let tx = db.read().await?;
    let (loaded, row) = store::load(&tx, id).await?;
    let may_change = actor.might::<ChangeTeam>(&loaded);
    actor.may::<SeeTeam>(loaded)?;
    let names = district_names(&tx, row.association_id).await?;
    let served = store::districts_of(&tx, &[id]).await?;
    let mut seats = store::seats_of(&tx, &[id]).await?;
    seats.sort_unstable_by_key(|s| s.party);
    let seat_ids: Vec<_> = seats.iter().map(|s| s.id).collect();
    let holders = store::holders_of(&tx, &seat_ids).await?;
    let people = names_of(&tx, holders.iter().map(|h| h.user_id)).await?;
    let seats = seats.into_iter().map(|s| seat_row(&s, &holders, &people, tx.today())).collect();
    Ok(TeamRow {
        id,
        standing: standing(row.closed_at),
        code: row.code,
        name: row.name,
        phone: row.phone,
        districts: in_order(&names, served.into_iter().map(|l| l.district_id)),
        seats,
        may_change,
    })
}

fn seat_row(
    seat: &seat::Model,
    holders: &[seat_holder::Model],
    people: &HashMap<UserId, String>,
    today: NaiveDate,
) -> SeatRow {
    let rows = holders.iter().filter(|h| h.seat_id == seat.id).map(|h| holder_row(h, people));
    let (mut current, mut earlier): (Vec<_>, Vec<_>) = rows.partition(|h| h.until.is_none_or(|until| today <= until));
    current.sort_by_key(|h| (h.kind, h.from));
    earlier.sort_by_key(|h| std::cmp::Reverse((h.until, h.from)));
    SeatRow {
        id: seat.id,
        party: seat.party,
        filling: rules::filling(&times(holders, seat.id), today),
        current,
        earlier,
    }
}

fn holder_row(h: &seat_holder::Model, people: &HashMap<UserId, String>) -> HolderRow {
    HolderRow {
        id: h.id,
        name: people.get(&h.user_id).cloned().unwrap_or_default(),
        kind: h.kind,
        from: h.from_day,
        until: h.until_day,
    }
}

/// What the form of a team offers: of a new one, with every party, or of one that is there.
pub async fn team_form(db: &Db, actor: &Actor, id: Option<TeamId>) -> Result<TeamFormRow, AppError> {
    let tx = db.read().await?;
    let open = organisation::open_districts(&tx, actor.association).await?;
    let Some(id) = id else {
        actor.may::<AddTeam>(Loaded::from_tx(&tx, own(actor)))?;
        return Ok(TeamFormRow {
            code: String::new(),
            name: String::new(),
            phone: String::new(),
            standing: Standing::InUse,
            districts: Vec::new(),
            parties: Party::ALL.to_vec(),
            district_choices: open,
        });
    };
    let (loaded, row) = store::load(&tx, id).await?;
    actor.may::<ChangeTeam>(loaded)?;
    let districts: Vec<_> = store::districts_of(&tx, &[id]).await?.into_iter().map(|l| l.district_id).collect();
    let all = organisation::all_districts(&tx, actor.association).await?;
    let choosable = |d: &DistrictId| districts.contains(d) || open.iter().any(|o| o.0 == *d);
    Ok(TeamFormRow {
        code: row.code,
        name: row.name,
        phone: row.phone,
        standing: standing(row.closed_at),
        parties: store::seats_of(&tx, &[id]).await?.into_iter().map(|s| s.party).collect(),
        district_choices: all.into_iter().filter(|d| choosable(&d.0)).collect(),
        districts,
    })
}

/// Adds a team with a seat for each of the parties.
pub async fn add_team(db: &Db, actor: &Actor, typed: &Typed) -> Result<TeamId, Refusal> {
    let tx = db.begin().await?;
    let allowed = actor.may::<AddTeam>(Loaded::from_tx(&tx, own(actor)))?;
    check_districts(&tx, actor.association, &typed.districts, &[]).await?;
    let id = store::insert(&tx, &allowed, typed.words()).await?;
    store::set_districts(&tx, id, &typed.districts).await?;
    store::set_seats(&tx, id, &typed.parties).await?;
    let details = Details { team: Some(id), parties: typed.parties.clone(), ..Details::default() };
    let entry = allowed.did_to(of_team(id, actor.association), EventCode::TeamMade.with(details));
    tx.commit(entry).await?;
    Ok(id)
}

/// Districts are open ones of the association, or were the team's before.
async fn check_districts(
    tx: &impl Tx,
    association: AssociationId,
    chosen: &[DistrictId],
    before: &[DistrictId],
) -> Result<(), Refusal> {
    let open = organisation::open_districts(tx, association).await?;
    let known = |d: &DistrictId| before.contains(d) || open.iter().any(|o| o.0 == *d);
    if chosen.iter().all(known) { Ok(()) } else { Err(Refusal::UnknownDistrict) }
}

/// Changes a team. It is not closed while someone holds a seat, and a seat that was held is not taken away.
pub async fn change_team(db: &Db, actor: &Actor, id: TeamId, typed: &Typed, to: Standing) -> Result<(), Refusal> {
    let tx = db.begin().await?;
    let (loaded, was) = store::load_locked(&tx, id).await?;
    let allowed = actor.may::<ChangeTeam>(loaded)?;
    let before: Vec<_> = store::districts_of(&tx, &[id]).await?.into_iter().map(|l| l.district_id).collect();
    check_districts(&tx, actor.association, &typed.districts, &before).await?;
    if was.closed_at.is_none() && to == Standing::Closed && is_seated(&tx, id).await? {
        return Err(Refusal::StillUsed);
    }
    let closed_at = match to {
        Standing::InUse => None,
        Standing::Closed => was.closed_at.or_else(|| Some(tx.now())),
    };
    store::set(&tx, &allowed, typed.words(), closed_at).await?;
    store::set_districts(&tx, id, &typed.districts).await?;
    store::set_seats(&tx, id, &typed.parties).await?;
    let changed = standing(was.closed_at) != to;
    let details = Details {
        parties: typed.parties.clone(),
        code: changed.then(|| to.code().to_owned()),
        was: changed.then(|| standing(was.closed_at).code().to_owned()),
        ..Details::default()
    };
    let entry = allowed.did(EventCode::TeamChanged.with(details));
    Ok(tx.commit(entry).await?)
}

/// Whether someone holds one of its seats today or later.
async fn is_seated(tx: &WriteTx, team: TeamId) -> Result<bool, AppError> {
    let seats: Vec<_> = store::seats_of(tx, &[team]).await?.into_iter().map(|s| s.id).collect();
    let holders = store::holders_of(tx, &seats).await?;
    Ok(holders.iter().any(|h| h.until_day.is_none_or(|until| tx.today() <= until)))
}
