//! Builders for providers, places and placements, written past every rule.
use super::World;
use app::{
    cases::store::cases,
    kernel::id::{AssociationId, CaseId, ParticipantId, PlaceId, PlacementId, ProviderId, UserId},
    participants::{
        rules::Gender,
        store::{Person as Participant, new_row},
    },
    work_training::{
        rules::{Entry, ProviderDetails, Stage},
        store::{new_provider, place, placement},
    },
};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter};

impl World {
    pub async fn provider(&self, association: AssociationId) -> ProviderId {
        let id = ProviderId::new();
        let name = format!("Leverantör {}", self.next());
        let details = ProviderDetails { name, ..ProviderDetails::default() };
        self.insert(new_provider(id, association, details)).await;
        id
    }

    /// A place that was never confirmed.
    pub async fn place(&self, provider: ProviderId, seats: i32) -> PlaceId {
        let id = PlaceId::new();
        let name = format!("Kök {}", self.next());
        self.insert(place::Model {
            id,
            provider_id: provider,
            name,
            district_id: None,
            seats,
            confirmed_on: None,
            closed_at: None,
        })
        .await;
        id
    }

    /// Someone who came from another intervention; with `by` as the one who registered them.
    pub async fn placement_of_another_way(&self, protected: bool, by: Option<UserId>) -> PlacementId {
        let association = self.home().await;
        let tx = self.db.begin().await.expect("a write begins");
        let person = Participant {
            identity: None,
            given_name: "Johanna".into(),
            family_name: "Nyberg".into(),
            gender: Gender::Woman,
            district: None,
            language: "sv".into(),
            needs_interpreter: false,
            accessibility: String::new(),
            phone: String::new(),
            email: String::new(),
            protected_identity: protected,
        };
        let (row, _) = new_row(&tx, association, &person);
        drop(tx);
        let id = row.id;
        self.insert(row).await;
        self.placement(association, id, None, by).await
    }

    /// A request from the case.
    pub async fn placement_of_case(&self, case: CaseId) -> PlacementId {
        let connection = self.db.schema_connection();
        let row = cases::Entity::find_by_id(case).one(connection).await.expect("cases").expect("the case");
        self.placement(row.association_id, row.participant_id, Some(case), None).await
    }

    async fn placement(
        &self,
        association: AssociationId,
        participant: ParticipantId,
        case: Option<CaseId>,
        by: Option<UserId>,
    ) -> PlacementId {
        let id = PlacementId::new();
        self.insert(placement::Model {
            id,
            association_id: association,
            reference: format!("P2020-{:03}", self.next()),
            participant_id: participant,
            case_id: case,
            activity_id: None,
            entry: if case.is_some() { Entry::FinsamTeam } else { Entry::MiaVidare },
            place_id: None,
            stage: Stage::Requested,
            stage_since: self.clock.now(),
            requested_on: self.clock.today(),
            requested_by: by,
            wishes_sealed: None,
            information_meeting_on: None,
            mapping_on: None,
            study_visit_on: None,
            started_on: None,
            ended_on: None,
            stop_reason: None,
            end_reason: None,
            hours_per_week: None,
            dormant: false,
            given_name: case.is_none().then(|| "Johanna".into()),
            family_name: case.is_none().then(|| "Nyberg".into()),
            given_folded: case.is_none().then(|| "johanna".into()),
            family_folded: case.is_none().then(|| "nyberg".into()),
        })
        .await;
        id
    }

    /// Lets a placement have started at a place today.
    pub async fn started(&self, id: PlacementId, place: PlaceId) {
        let update = placement::Entity::update_many()
            .col_expr(placement::Column::Stage, sea_orm::sea_query::Expr::value(Stage::Started))
            .col_expr(placement::Column::PlaceId, sea_orm::sea_query::Expr::value(place))
            .col_expr(placement::Column::StartedOn, sea_orm::sea_query::Expr::value(self.clock.today()))
            .filter(placement::Column::Id.eq(id));
        update.exec(self.db.schema_connection()).await.expect("the placement can be changed");
    }

    /// How many are in training at the place.
    pub async fn in_training(&self, place: PlaceId) -> u64 {
        let find = placement::Entity::find()
            .filter(placement::Column::PlaceId.eq(place).and(placement::Column::Stage.eq(Stage::Started)));
        find.count(self.db.schema_connection()).await.expect("placements can be counted")
    }

    pub async fn placement_row(&self, id: PlacementId) -> placement::Model {
        let find = placement::Entity::find_by_id(id).one(self.db.schema_connection());
        find.await.expect("placements can be read").expect("the placement")
    }

    /// Every placement, the oldest first.
    pub async fn placements(&self) -> Vec<placement::Model> {
        placement::Entity::find().all(self.db.schema_connection()).await.expect("placements can be read")
    }
}

/// An identity number that the Tax Agency reserves for tests, the nth of those born on 1 January 1990.
pub fn test_identity(n: u32) -> String {
    let digits = format!("900101{:03}", 980 + n);
    let sum: u32 = digits
        .chars()
        .filter_map(|c| c.to_digit(10))
        .enumerate()
        .map(|(i, d)| if i % 2 == 0 { (d * 2) / 10 + (d * 2) % 10 } else { d })
        .sum();
    format!("19{digits}{}", (10 - sum % 10) % 10)
}
