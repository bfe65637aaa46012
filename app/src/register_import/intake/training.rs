//! Providers, places and placements.
use super::{
    super::{
        register::{Placement, Row},
        report::{Beside, Faults, File},
        slots::greatest_overlap,
        store::{find_all, insert_all},
        texts,
    },
    Intake, instant,
    persons::row_name,
};
use crate::{
    db::Tx,
    kernel::{
        error::AppError,
        id::{PlaceId, PlacementId, ProviderId},
    },
    work_training::{
        rules::ProviderDetails,
        store::{new_provider, place, placement, provider, register_as},
    },
};
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect, sea_query::Expr};
use std::collections::{BTreeMap, BTreeSet, HashMap};

type Places = HashMap<(String, String), PlaceId>;
/// First and last day; without a last one it goes on.
type Stay = (NaiveDate, Option<NaiveDate>);

fn at_once(stays: &[Stay]) -> i32 {
    i32::try_from(greatest_overlap(stays)).unwrap_or(i32::MAX)
}

impl Intake<'_> {
    pub(super) async fn take_placements(&mut self, faults: &mut Faults) -> Result<(), AppError> {
        let places = self.take_places().await?;
        let references = self.register.placements.iter().map(|p| p.reference.clone());
        let find = placement::Entity::find().filter(placement::Column::AssociationId.eq(self.association));
        let there = find_all(self.tx, find, placement::Column::Reference, references).await?;
        let there: BTreeSet<String> = there.into_iter().map(|p| p.reference).collect();
        let mut rows = Vec::new();
        for row in &self.register.placements {
            if !self.known.is_new(File::Placements, row) {
                continue;
            }
            if there.contains(&row.reference) {
                faults.add(File::Placements, row.line, "placement_ref", &row.reference, texts::TAKEN_PLACEMENT);
                continue;
            }
            rows.push(self.placement(row, &places)?);
        }
        self.done.placements.extend(rows.iter().map(|r| r.id));
        self.made(File::Placements, rows.len());
        insert_all::<placement::Entity>(self.tx, rows).await
    }

    fn placement(&self, row: &Row<Placement>, places: &Places) -> Result<placement::Model, AppError> {
        let case = row.case.as_ref().and_then(|c| self.cases.get(c));
        let own = self.people.of(&row.person, &row_name("placements", &row.key));
        let participant = case.map(|c| c.participant).or(own).ok_or_else(|| AppError::fault("no participant"))?;
        let latest = [row.ended_on, row.started_on, row.information_meeting_on];
        let since = latest.into_iter().flatten().next().unwrap_or(row.requested_on);
        let mut made = placement::Model {
            id: PlacementId::new(),
            association_id: self.association,
            reference: row.reference.clone(),
            participant_id: participant,
            case_id: case.map(|c| c.id),
            activity_id: None,
            entry: row.entry,
            place_id: row.place.as_ref().and_then(|p| places.get(p)).copied(),
            stage: row.stage,
            stage_since: instant(since),
            requested_on: row.requested_on,
            requested_by: None,
            wishes_sealed: None,
            information_meeting_on: row.information_meeting_on,
            mapping_on: None,
            study_visit_on: None,
            started_on: row.started_on,
            ended_on: row.ended_on,
            stop_reason: None,
            end_reason: row.end_reason,
            hours_per_week: row.hours_per_week,
            dormant: true,
            given_name: None,
            family_name: None,
            given_folded: None,
            family_folded: None,
        };
        if case.is_none() {
            register_as(&mut made, &row.person.given_name, &row.person.family_name);
        }
        Ok(made)
    }

    /// A new place gets as many seats as the register shows at once, unconfirmed. At one that is there the seats are
    /// raised to what all placements together take, and are unconfirmed then: no import over-fills a place.
    async fn take_places(&mut self) -> Result<Places, AppError> {
        let (register, known) = (self.register, self.known);
        let mut stays: BTreeMap<&(String, String), Vec<Stay>> = BTreeMap::new();
        for row in register.placements.iter().filter(|p| known.is_new(File::Placements, p)) {
            let Some(place) = &row.place else { continue };
            let stays = stays.entry(place).or_default();
            stays.extend(row.started_on.map(|from| (from, row.ended_on)));
        }
        let providers = self.take_providers(stays.keys().map(|(provider, _)| provider.as_str())).await?;
        let names: HashMap<ProviderId, &str> = providers.iter().map(|(name, id)| (*id, name.as_str())).collect();
        let mut find = place::Entity::find();
        if self.tx.locks_rows() {
            // who starts meanwhile waits, and counts the seats anew
            find = find.lock_exclusive();
        }
        let there = find_all(self.tx, find, place::Column::ProviderId, names.keys().copied()).await?;
        let mut places = Places::new();
        let mut seats: HashMap<PlaceId, i32> = HashMap::new();
        for p in there {
            let Some(provider) = names.get(&p.provider_id) else { continue };
            seats.insert(p.id, p.seats);
            places.insert(((*provider).to_owned(), p.name), p.id);
        }
        let mut before = self.stays_at(seats.keys().copied()).await?;
        let mut new = Vec::new();
        for (name, mut stays) in stays {
            let Some(provider) = providers.get(&name.0) else { continue };
            if let Some(place) = places.get(name).copied() {
                if !stays.is_empty() {
                    stays.extend(before.remove(&place).unwrap_or_default());
                    self.raise_seats(place, &stays).await?;
                }
                continue;
            }
            let id = PlaceId::new();
            places.insert(name.clone(), id);
            new.push(place::Model {
                id,
                provider_id: *provider,
                name: name.1.clone(),
                district_id: None,
                seats: at_once(&stays),
                confirmed_on: None,
                closed_at: None,
            });
        }
        self.made(Beside::Places, new.len());
        insert_all::<place::Entity>(self.tx, new).await?;
        Ok(places)
    }

    /// From when to when people have been at these places so far.
    async fn stays_at(&self, places: impl Iterator<Item = PlaceId>) -> Result<HashMap<PlaceId, Vec<Stay>>, AppError> {
        let find = placement::Entity::find().filter(placement::Column::StartedOn.is_not_null());
        let mut stays: HashMap<PlaceId, Vec<Stay>> = HashMap::new();
        for row in find_all(self.tx, find, placement::Column::PlaceId, places).await? {
            if let (Some(place), Some(from)) = (row.place_id, row.started_on) {
                stays.entry(place).or_default().push((from, row.ended_on));
            }
        }
        Ok(stays)
    }

    async fn raise_seats(&self, place: PlaceId, stays: &[Stay]) -> Result<(), AppError> {
        let seats = at_once(stays);
        place::Entity::update_many()
            .col_expr(place::Column::Seats, Expr::value(seats))
            .col_expr(place::Column::ConfirmedOn, Expr::value(None::<NaiveDate>))
            .filter(place::Column::Id.eq(place).and(place::Column::Seats.lt(seats)))
            .exec(self.tx.conn())
            .await?;
        Ok(())
    }

    async fn take_providers(
        &mut self,
        names: impl Iterator<Item = &str>,
    ) -> Result<HashMap<String, ProviderId>, AppError> {
        let find = provider::Entity::find().filter(provider::Column::AssociationId.eq(self.association));
        let there = find.all(self.tx.conn()).await?;
        let mut providers: HashMap<String, ProviderId> = there.into_iter().map(|p| (p.name, p.id)).collect();
        let mut new = Vec::new();
        for name in names {
            if !providers.contains_key(name) {
                let id = ProviderId::new();
                providers.insert(name.to_owned(), id);
                let details = ProviderDetails { name: name.to_owned(), ..ProviderDetails::default() };
                new.push(new_provider(id, self.association, details));
            }
        }
        self.made(Beside::Providers, new.len());
        insert_all::<provider::Entity>(self.tx, new).await?;
        Ok(providers)
    }
}
