//! Identifiers: UUIDv7, one type per kind of thing, so that a team's can't be given where a case's is meant.

/// Declares identifier types: `ids! { CaseId, TeamId }`.
#[macro_export]
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize, serde::Deserialize)]
        pub struct $name(pub uuid::Uuid);

        impl From<uuid::Uuid> for $name { fn from(id: uuid::Uuid) -> Self { Self(id) } }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { self.0.fmt(f) }
        }
        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(s: &str) -> Result<Self, Self::Err> { s.parse().map($name) }
        }
        #[cfg(feature = "ssr")]
        impl $name {
            /// A new identifier; those made later sort later.
            #[must_use]
            pub fn new() -> Self { Self(uuid::Uuid::now_v7()) }
        }
        #[cfg(feature = "ssr")]
        impl Default for $name { fn default() -> Self { Self::new() } }
        #[cfg(feature = "ssr")]
        const _: () = {
            use sea_orm::{ColIdx, DbErr, QueryResult, TryFromU64, TryGetError, TryGetable, sea_query};
            impl From<$name> for sea_query::Value { fn from(v: $name) -> Self { v.0.into() } }
            impl TryGetable for $name {
                fn try_get_by<I: ColIdx>(res: &QueryResult, index: I) -> Result<Self, TryGetError> {
                    <uuid::Uuid as TryGetable>::try_get_by(res, index).map($name)
                }
            }
            impl sea_query::ValueType for $name {
                fn try_from(v: sea_query::Value) -> Result<Self, sea_query::ValueTypeErr> {
                    <uuid::Uuid as sea_query::ValueType>::try_from(v).map($name)
                }
                fn type_name() -> String { stringify!($name).to_owned() }
                fn array_type() -> sea_query::ArrayType { sea_query::ArrayType::Uuid }
                fn column_type() -> sea_query::ColumnType { sea_query::ColumnType::Uuid }
            }
            impl sea_query::Nullable for $name {
                fn null() -> sea_query::Value { sea_query::Value::Uuid(None) }
            }
            impl TryFromU64 for $name {
                fn try_from_u64(_: u64) -> Result<Self, DbErr> { Err(DbErr::ConvertFromU64(stringify!($name))) }
            }
        };
    )+ };
}

ids! {
    AssociationId, DistrictId, AgencyId, UnitId, UserId, GrantId, SessionId,
    ParticipantId, CaseId, ReferralId, ConsentId, ScanId, CompletionId, GlassId, ConsultationId, ConsultationEntryId,
    PortalLinkId, PortalSessionId, PreparationId,
    TeamId, SeatId, SeatHolderId, SlotId, MeetingId,
    PlanId, ActivityId, ActivityReasonId, LotsAssignmentId, FollowUpId,
    ProviderId, PlaceId, PlacementId,
    AuditEntryId, SealId, SearchId, KeptFormId, ShownOnceId, ImportId,
}
