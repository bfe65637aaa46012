//! Providers, places and placements in the database.
pub mod providers;

use super::{
    policy::{Origin, PlacementFacts, WorkTraining},
    rules::{Entry, PlacementState, ProviderDetails, Stage, StopReason, Way},
};
use crate::{
    access::Loaded,
    cases::rules::EndReason,
    db::{Tx, WriteTx},
    kernel::{
        error::AppError,
        id::{ActivityId, AssociationId, CaseId, DistrictId, ParticipantId, PlaceId, PlacementId, ProviderId, UserId},
    },
    participants::{
        rules::folded,
        store::{case_person, participant},
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, ExprTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, OnConflict},
};

crate::entities! {
    provider = "provider" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: ProviderId,
        association_id: AssociationId,
        name: String,
        /// Whom one calls there, where it is, what one does there: empty where it is not known.
        contact_name: String,
        phone: String,
        email: String,
        address: String,
        trade: String,
        notes: String,
        closed_at: Option<DateTime<Utc>>,
    }
    place = "place" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: PlaceId,
        provider_id: ProviderId,
        name: String,
        district_id: Option<DistrictId>,
        seats: i32,
        /// The day on which the provider last confirmed the seats; none: never.
        confirmed_on: Option<NaiveDate>,
        closed_at: Option<DateTime<Utc>>,
    }
    placement = "placement" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: PlacementId,
        association_id: AssociationId,
        reference: String,
        participant_id: ParticipantId,
        /// None: the person came another way than through a case.
        case_id: Option<CaseId>,
        activity_id: Option<ActivityId>,
        entry: Entry,
        place_id: Option<PlaceId>,
        stage: Stage,
        stage_since: DateTime<Utc>,
        requested_on: NaiveDate,
        requested_by: Option<UserId>,
        wishes_sealed: Option<Vec<u8>>,
        information_meeting_on: Option<NaiveDate>,
        mapping_on: Option<NaiveDate>,
        study_visit_on: Option<NaiveDate>,
        started_on: Option<NaiveDate>,
        ended_on: Option<NaiveDate>,
        stop_reason: Option<StopReason>,
        end_reason: Option<EndReason>,
        hours_per_week: Option<i32>,
        /// Imported, and not taken up by anyone yet.
        dormant: bool,
        /// What the one who came another way than through a case was registered as. The participant's name can come from
        /// a case that work training may not know of, so it is never shown instead.
        given_name: Option<String>,
        family_name: Option<String>,
        given_folded: Option<String>,
        family_folded: Option<String>,
    }
    placement_number = "placement_number" {
        #[sea_orm(primary_key, auto_increment = false)]
        association_id: AssociationId,
        #[sea_orm(primary_key, auto_increment = false)]
        year: i32,
        last: i32,
    }
}

/// A new provider's row.
pub fn new_provider(id: ProviderId, association: AssociationId, of: ProviderDetails) -> provider::Model {
    provider::Model {
        id,
        association_id: association,
        name: of.name,
        contact_name: of.contact_name,
        phone: of.phone,
        email: of.email,
        address: of.address,
        trade: of.trade,
        notes: of.notes,
        closed_at: None,
    }
}

/// What is known of a provider.
pub fn details_of(row: provider::Model) -> ProviderDetails {
    ProviderDetails {
        name: row.name,
        contact_name: row.contact_name,
        phone: row.phone,
        email: row.email,
        address: row.address,
        trade: row.trade,
        notes: row.notes,
    }
}

/// A placement of the association; locked in a write on PostgreSQL.
pub async fn placement_row(
    tx: &impl Tx,
    association: AssociationId,
    id: PlacementId,
    lock: bool,
) -> Result<Option<placement::Model>, AppError> {
    let mut find = placement::Entity::find_by_id(id).filter(placement::Column::AssociationId.eq(association));
    if lock && tx.locks_rows() {
        find = find.lock_exclusive();
    }
    Ok(find.one(tx.conn()).await?)
}

/// The state of a stored row. A register may leave a place, a reason or the day of a stop unknown; a row that lacks a
/// day which its stage needs is a fault of the program.
pub fn state_of(row: &placement::Model) -> Result<PlacementState, AppError> {
    let missing = || AppError::fault("a placement lacks what its stage needs");
    let way = Way {
        requested: row.requested_on,
        information_meeting: row.information_meeting_on,
        mapping: row.mapping_on,
        study_visit: row.study_visit_on,
    };
    let (place, hours) = (row.place_id, row.hours_per_week);
    Ok(match row.stage {
        Stage::Requested => PlacementState::Requested(way),
        Stage::InformationMeeting => PlacementState::InformationMeeting(way),
        Stage::Mapping => PlacementState::Mapping(way),
        Stage::StudyVisit => PlacementState::StudyVisit(way),
        Stage::Started => PlacementState::Started { way, place, on: row.started_on.ok_or_else(missing)?, hours },
        Stage::Ended => PlacementState::Ended {
            way,
            place,
            started: row.started_on.ok_or_else(missing)?,
            on: row.ended_on.ok_or_else(missing)?,
            reason: row.end_reason,
            hours,
        },
        Stage::StoppedBeforeStart => PlacementState::Stopped { way, on: row.ended_on, reason: row.stop_reason },
    })
}

/// Gives one who came another way the name that they are registered with, also folded for the search.
pub fn register_as(row: &mut placement::Model, given_name: &str, family_name: &str) {
    row.given_name = Some(given_name.to_owned());
    row.family_name = Some(family_name.to_owned());
    row.given_folded = Some(folded(given_name));
    row.family_folded = Some(folded(family_name));
}

/// Whom a placement shows, as given and family name: as its case's referral says it, or what one who came another way
/// was registered as.
pub fn name_of<'a>(row: &'a placement::Model, of_case: Option<&'a case_person::Model>) -> (&'a str, &'a str) {
    match of_case {
        Some(person) => (&person.given_name, &person.family_name),
        None => (row.given_name.as_deref().unwrap_or_default(), row.family_name.as_deref().unwrap_or_default()),
    }
}

/// Writes a new placement.
pub async fn insert_placement(tx: &WriteTx, row: placement::Model) -> Result<(), AppError> {
    placement::Entity::insert(row.into_active_model()).exec_without_returning(tx.conn()).await?;
    Ok(())
}

/// Stores the next state of a placement, unless someone else was faster. A deed takes up one that was imported.
pub async fn set_state(
    tx: &WriteTx,
    (id, was): (PlacementId, &PlacementState),
    state: &PlacementState,
) -> Result<(), AppError> {
    use placement::Column as C;
    let way = state.way();
    let mut update = placement::Entity::update_many()
        .col_expr(C::Stage, Expr::value(state.stage()))
        .col_expr(C::StageSince, Expr::value(tx.now()))
        .col_expr(C::Dormant, Expr::value(false))
        .col_expr(C::InformationMeetingOn, Expr::value(way.information_meeting))
        .col_expr(C::MappingOn, Expr::value(way.mapping))
        .col_expr(C::StudyVisitOn, Expr::value(way.study_visit))
        .filter(C::Id.eq(id).and(C::Stage.eq(was.stage())));
    update = match *state {
        PlacementState::Requested(_)
        | PlacementState::InformationMeeting(_)
        | PlacementState::Mapping(_)
        | PlacementState::StudyVisit(_) => update,
        PlacementState::Started { place, on, hours, .. } => update
            .col_expr(C::PlaceId, Expr::value(place))
            .col_expr(C::StartedOn, Expr::value(on))
            .col_expr(C::HoursPerWeek, Expr::value(hours)),
        PlacementState::Ended { on, reason, hours, .. } => update
            .col_expr(C::EndedOn, Expr::value(on))
            .col_expr(C::EndReason, Expr::value(reason))
            .col_expr(C::HoursPerWeek, Expr::value(hours)),
        PlacementState::Stopped { on, reason, .. } => {
            update.col_expr(C::EndedOn, Expr::value(on)).col_expr(C::StopReason, Expr::value(reason))
        }
    };
    if update.exec(tx.conn()).await?.rows_affected == 1 { Ok(()) } else { Err(AppError::Conflict) }
}

/// Stores the place that a person waits for.
pub async fn set_place(tx: &WriteTx, id: PlacementId, place: PlaceId) -> Result<(), AppError> {
    let update = placement::Entity::update_many()
        .col_expr(placement::Column::PlaceId, Expr::value(place))
        .col_expr(placement::Column::Dormant, Expr::value(false))
        .filter(placement::Column::Id.eq(id).and(placement::Column::Stage.is_in(Stage::WAITING)));
    if update.exec(tx.conn()).await?.rows_affected == 1 { Ok(()) } else { Err(AppError::Conflict) }
}

/// The work training that was asked for in a case. The caller has loaded the case.
pub async fn placements_of(tx: &impl Tx, case: CaseId) -> Result<Vec<PlacementId>, AppError> {
    let find = placement::Entity::find()
        .select_only()
        .column(placement::Column::Id)
        .filter(placement::Column::CaseId.eq(case));
    Ok(find.into_tuple().all(tx.conn()).await?)
}

/// Whether the case has a placement under way. The case's row is locked, so the answer holds until the end.
pub async fn case_has_live(tx: &impl Tx, case: CaseId) -> Result<bool, AppError> {
    let find = placement::Entity::find()
        .filter(placement::Column::CaseId.eq(case))
        .filter(placement::Column::Stage.is_in(Stage::LIVE));
    Ok(find.count(tx.conn()).await? > 0)
}

/// Whether the participant has a placement under way that came another way than through a case.
pub async fn participant_has_live(tx: &WriteTx, participant: ParticipantId) -> Result<bool, AppError> {
    let find = placement::Entity::find()
        .filter(placement::Column::ParticipantId.eq(participant))
        .filter(placement::Column::CaseId.is_null())
        .filter(placement::Column::Stage.is_in(Stage::LIVE));
    Ok(find.count(tx.conn()).await? > 0)
}

/// Takes the next reference of the year: "P2026-001", unique in the association. One that a register brought is
/// passed over.
pub async fn next_reference(tx: &WriteTx, association: AssociationId, year: i32) -> Result<String, AppError> {
    use placement_number::Column as C;
    let first = placement_number::ActiveModel { association_id: Set(association), year: Set(year), last: Set(0) };
    let once = OnConflict::columns([C::AssociationId, C::Year]).do_nothing().to_owned();
    placement_number::Entity::insert(first).on_conflict(once).exec_without_returning(tx.conn()).await?;
    loop {
        // the update locks the row until the transaction ends: two can't get the same number
        placement_number::Entity::update_many()
            .col_expr(C::Last, Expr::col(C::Last).add(1))
            .filter(C::AssociationId.eq(association).and(C::Year.eq(year)))
            .exec(tx.conn())
            .await?;
        let row = placement_number::Entity::find_by_id((association, year)).one(tx.conn()).await?;
        let last = row.map(|r| r.last).ok_or_else(|| AppError::fault("no placement number"))?;
        let reference = format!("P{year}-{last:03}");
        let taken = placement::Entity::find()
            .filter(placement::Column::AssociationId.eq(association))
            .filter(placement::Column::Reference.eq(&reference))
            .count(tx.conn())
            .await?;
        if taken == 0 {
            return Ok(reference);
        }
    }
}

/// A placement that was read, with what access rules ask about it.
pub async fn loaded<'tx>(
    tx: &'tx impl Tx,
    row: &placement::Model,
    origin: Origin,
) -> Result<Loaded<'tx, PlacementFacts>, AppError> {
    let find = participant::Entity::find_by_id(row.participant_id).one(tx.conn()).await?;
    let participant = find.ok_or_else(|| AppError::fault("a placement without its participant"))?;
    let facts = PlacementFacts {
        association: row.association_id,
        id: row.id,
        reference: row.reference.clone(),
        participant: row.participant_id,
        requested_by: row.requested_by,
        protected_identity: participant.protected_identity,
        origin,
        place: row.place_id,
        state: state_of(row)?,
    };
    Ok(Loaded::from_tx(tx, facts))
}

/// The association itself, as the subject of what is added to it.
pub fn of_association<'tx>(tx: &'tx impl Tx, association: AssociationId) -> Loaded<'tx, WorkTraining> {
    Loaded::from_tx(tx, WorkTraining { association })
}
