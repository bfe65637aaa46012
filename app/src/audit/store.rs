//! The tables of the log, and reading a subject's entries.
use super::{
    append::Subject,
    event::{Details, EventCode, SubjectKind},
};
use crate::{
    access::Role,
    db::Tx,
    kernel::{
        code::Code,
        error::AppError,
        id::{AssociationId, UserId},
    },
};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};
use uuid::Uuid;

pub mod entry {
    use crate::{
        audit::event::{EventCode, SubjectKind},
        kernel::id::{AssociationId, AuditEntryId, UserId},
    };
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_entry")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: AuditEntryId,
        pub association_id: Option<AssociationId>,
        pub subject_kind: SubjectKind,
        pub subject_id: Uuid,
        pub seq: i32,
        pub at: DateTime<Utc>,
        pub actor_id: Option<UserId>,
        pub role: String,
        pub event: EventCode,
        pub details: String,
        pub mac: Vec<u8>,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod head {
    use crate::{audit::event::SubjectKind, kernel::id::AssociationId};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_head")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub subject_kind: SubjectKind,
        #[sea_orm(primary_key, auto_increment = false)]
        pub subject_id: Uuid,
        pub association_id: Option<AssociationId>,
        pub seq: i32,
        pub mac: Vec<u8>,
        pub head_mac: Vec<u8>,
        /// How far the chain is sealed, with a MAC of its own; None: nothing is.
        pub sealed_seq: i32,
        pub sealed_mac: Option<Vec<u8>>,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod seal {
    use crate::kernel::id::{AssociationId, SealId};
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_seal")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: SealId,
        pub association_id: Option<AssociationId>,
        pub chain: String,
        pub seq: i32,
        pub at: DateTime<Utc>,
        pub heads: i32,
        pub mac: Vec<u8>,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod seal_head {
    use crate::{audit::event::SubjectKind, kernel::id::SealId};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_seal_head")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub seal_id: SealId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub subject_kind: SubjectKind,
        #[sea_orm(primary_key, auto_increment = false)]
        pub subject_id: Uuid,
        pub seq: i32,
        pub mac: Vec<u8>,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// An entry as it is read for a timeline.
#[derive(Clone, Debug)]
pub struct Happened {
    pub at: DateTime<Utc>,
    pub actor: Option<UserId>,
    pub role: Option<Role>,
    pub code: EventCode,
    pub details: Details,
}

/// What happened to one subject, latest first: the changes, not the readings. The caller has loaded the subject.
pub async fn changes_of(tx: &impl Tx, kind: SubjectKind, id: Uuid) -> Result<Vec<Happened>, AppError> {
    let readings = EventCode::ALL.iter().copied().filter(|c| c.is_reading());
    happened(tx, (kind, id), entry::Column::Event.is_not_in(readings)).await
}

/// Who read one subject, latest first: openings, printed papers, opened parts. The caller has loaded the subject.
pub async fn readings_of(tx: &impl Tx, kind: SubjectKind, id: Uuid) -> Result<Vec<Happened>, AppError> {
    let readings = EventCode::ALL.iter().copied().filter(|c| c.is_reading());
    happened(tx, (kind, id), entry::Column::Event.is_in(readings)).await
}

/// The changes of one kind alone, latest first.
pub async fn changes_so(
    tx: &impl Tx,
    kind: SubjectKind,
    id: Uuid,
    event: EventCode,
) -> Result<Vec<Happened>, AppError> {
    happened(tx, (kind, id), entry::Column::Event.eq(event)).await
}

/// Whether there was any such change.
pub async fn has_changed_so(tx: &impl Tx, kind: SubjectKind, id: Uuid, event: EventCode) -> Result<bool, AppError> {
    let any = entry::Entity::find()
        .select_only()
        .column(entry::Column::Seq)
        .filter(entry::Column::SubjectKind.eq(kind))
        .filter(entry::Column::SubjectId.eq(id))
        .filter(entry::Column::Event.eq(event))
        .limit(1)
        .into_tuple::<i32>()
        .one(tx.conn())
        .await?;
    Ok(any.is_some())
}

/// One kind of change of these subjects that is about one of these records, latest first.
pub async fn changes_about(
    tx: &impl Tx,
    (kind, ids): (SubjectKind, &[Uuid]),
    event: EventCode,
    records: &[Uuid],
) -> Result<Vec<Happened>, AppError> {
    let about = records.iter().fold(Condition::any(), |any, r| any.add(entry::Column::Details.contains(r.to_string())));
    let rows = entry::Entity::find()
        .filter(entry::Column::SubjectKind.eq(kind))
        .filter(entry::Column::SubjectId.is_in(ids.iter().copied()))
        .filter(entry::Column::Event.eq(event))
        .filter(about)
        .order_by_desc(entry::Column::At)
        .order_by_desc(entry::Column::Seq)
        .all(tx.conn())
        .await?;
    rows.into_iter().map(told).collect()
}

fn told(row: entry::Model) -> Result<Happened, AppError> {
    Ok(Happened {
        at: row.at,
        actor: row.actor_id,
        role: row.role.parse().ok(),
        code: row.event,
        details: serde_json::from_str(&row.details).map_err(AppError::fault)?,
    })
}

async fn happened(tx: &impl Tx, (kind, id): (SubjectKind, Uuid), which: Expr) -> Result<Vec<Happened>, AppError> {
    let rows = entry::Entity::find()
        .filter(entry::Column::SubjectKind.eq(kind))
        .filter(entry::Column::SubjectId.eq(id))
        .filter(which)
        .order_by_desc(entry::Column::Seq)
        .all(tx.conn())
        .await?;
    rows.into_iter().map(told).collect()
}

/// Whether this user's opening of the subject stands in the log since then: as a whole, or the part of this code.
pub async fn was_opened(
    tx: &impl Tx,
    subject: Subject,
    (event, by): (EventCode, UserId),
    since: DateTime<Utc>,
    part: &str,
) -> Result<bool, AppError> {
    let details: Vec<String> = entry::Entity::find()
        .select_only()
        .column(entry::Column::Details)
        .filter(entry::Column::SubjectKind.eq(subject.kind))
        .filter(entry::Column::SubjectId.eq(subject.id))
        .filter(entry::Column::Event.eq(event))
        .filter(entry::Column::ActorId.eq(by))
        .filter(entry::Column::At.gt(since))
        .into_tuple()
        .all(tx.conn())
        .await?;
    for details in details {
        let details: Details = serde_json::from_str(&details).map_err(AppError::fault)?;
        if details.code.is_none_or(|code| code == part) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The name of a chain of seals: one per association, and one for what stands above them.
pub fn seal_chain(association: Option<AssociationId>) -> String {
    association.map_or_else(|| "installation".to_owned(), |a| a.to_string())
}
