//! The teams' tables.
use super::rules::HolderKind;
use crate::{
    kernel::id::{AssociationId, DistrictId, SeatHolderId, SeatId, TeamId, UserId},
    organisation::rules::Party,
};
use chrono::{DateTime, NaiveDate, Utc};

crate::entities! {
    team = "team" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: TeamId,
        association_id: AssociationId,
        code: String,
        name: String,
        closed_at: Option<DateTime<Utc>>,
    }
    team_district = "team_district" {
        #[sea_orm(primary_key, auto_increment = false)]
        team_id: TeamId,
        #[sea_orm(primary_key, auto_increment = false)]
        district_id: DistrictId,
    }
    seat = "seat" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: SeatId,
        team_id: TeamId,
        party: Party,
    }
    seat_holder = "seat_holder" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: SeatHolderId,
        seat_id: SeatId,
        user_id: UserId,
        kind: HolderKind,
        from_day: NaiveDate,
        until_day: Option<NaiveDate>,
    }
}
