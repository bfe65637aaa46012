//! Providers, places and placements.
use super::{
    super::{
        register::{Placement, Row},
        report::{Faults, File},
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
    work_training::store::{place, placement, provider},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::collections::{BTreeMap, BTreeSet, HashMap};

type Places = HashMap<(String, String), PlaceId>;

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
        self.made("placements", rows.len());
        insert_all::<placement::Entity>(self.tx, rows).await
    }

    fn placement(&self, row: &Row<Placement>, places: &Places) -> Result<placement::Model, AppError> {
        let case = row.case.as_ref().and_then(|c| self.cases.get(c));
        let own = self.people.of(&row.person, &row_name("placements", &row.key));
        let participant = case.map(|c| c.participant).or(own).ok_or_else(|| AppError::fault("no participant"))?;
        let latest = [row.ended_on, row.started_on, row.information_meeting_on];
        let since = latest.into_iter().flatten().next().unwrap_or(row.requested_on);
        Ok(placement::Model {
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
        })
    }

    /// A new place gets as many seats as the register shows at once, unconfirmed. One that is there is left as it is.
    async fn take_places(&mut self) -> Result<Places, AppError> {
        let mut stays: BTreeMap<&(String, String), Vec<_>> = BTreeMap::new();
        for row in &self.register.placements {
            let Some(place) = &row.place else { continue };
            let stays = stays.entry(place).or_default();
            stays.extend(row.started_on.map(|from| (from, row.ended_on)));
        }
        let providers = self.take_providers(stays.keys().map(|(provider, _)| provider.as_str())).await?;
        let names: HashMap<ProviderId, &str> = providers.iter().map(|(name, id)| (*id, name.as_str())).collect();
        let there = find_all(self.tx, place::Entity::find(), place::Column::ProviderId, names.keys().copied()).await?;
        let mut places: Places = there
            .into_iter()
            .filter_map(|p| names.get(&p.provider_id).map(|provider| (((*provider).to_owned(), p.name), p.id)))
            .collect();
        let mut new = Vec::new();
        for (name, stays) in stays {
            let Some(provider) = providers.get(&name.0) else { continue };
            if places.contains_key(name) {
                continue;
            }
            let id = PlaceId::new();
            places.insert(name.clone(), id);
            new.push(place::Model {
                id,
                provider_id: *provider,
                name: name.1.clone(),
                district_id: None,
                seats: i32::try_from(greatest_overlap(&stays)).unwrap_or(i32::MAX),
                confirmed_on: None,
                closed_at: None,
            });
        }
        self.made("places", new.len());
        insert_all::<place::Entity>(self.tx, new).await?;
        Ok(places)
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
                let association_id = self.association;
                new.push(provider::Model { id, association_id, name: name.to_owned(), closed_at: None });
            }
        }
        self.made("providers", new.len());
        insert_all::<provider::Entity>(self.tx, new).await?;
        Ok(providers)
    }
}
