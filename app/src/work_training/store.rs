//! Providers, places and placements in the database.
use super::rules::{Entry, Stage};
use crate::{
    cases::rules::EndReason,
    kernel::id::{
        ActivityId, AssociationId, CaseId, DistrictId, ParticipantId, PlaceId, PlacementId, ProviderId, UserId,
    },
};
use chrono::{DateTime, NaiveDate, Utc};

crate::entities! {
    provider = "provider" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: ProviderId,
        association_id: AssociationId,
        name: String,
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
        stop_reason: Option<String>,
        end_reason: Option<EndReason>,
        hours_per_week: Option<i32>,
        /// Imported, and not taken up by anyone yet.
        dormant: bool,
    }
}
