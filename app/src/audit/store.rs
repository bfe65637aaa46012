//! Writing entries at the end of a transaction, reading a subject's, and sealing.
use super::{
    chain::{self, EntryFields},
    event::{Details, Event, EventCode, SubjectKind},
};
use crate::{
    access::Role,
    db::{Db, Tx, WriteTx},
    kernel::{
        code::Code,
        error::AppError,
        id::{AssociationId, AuditEntryId, SealId, UserId},
        keys::constant_time_eq,
    },
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
    sea_query::OnConflict,
};
use uuid::Uuid;

/// What an entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    pub kind: SubjectKind,
    pub id: Uuid,
    /// None only for what stands above the associations: an account at login.
    pub association: Option<AssociationId>,
}

/// An event under its subject, with who did it in which task. None: the system or the command line.
#[derive(Clone, Debug)]
pub struct Entry {
    pub(crate) subject: Subject,
    pub(crate) actor: Option<UserId>,
    pub(crate) role: Option<Role>,
    pub(crate) event: Event,
}

impl Entry {
    /// An entry that no task allowed: the command line, the clock, or a user about their own account.
    pub(crate) fn without_role(subject: Subject, actor: Option<UserId>, event: impl Into<Event>) -> Self {
        Entry { subject, actor, role: None, event: event.into() }
    }
}

/// One or more entries: a write without any can't be kept.
pub struct Entries(Vec<Entry>);

impl Entries {
    /// Several entries; none is a fault of the program and refuses the commit.
    pub fn several(entries: Vec<Entry>) -> Result<Self, AppError> {
        if entries.is_empty() { Err(AppError::fault("a write without an audit entry")) } else { Ok(Entries(entries)) }
    }
}

impl From<Entry> for Entries {
    fn from(entry: Entry) -> Self {
        Entries(vec![entry])
    }
}

impl From<(Entry, Entry)> for Entries {
    fn from((a, b): (Entry, Entry)) -> Self {
        Entries(vec![a, b])
    }
}

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
        pub sealed_seq: i32,
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

/// So many chains are written to at once: an import touches hundreds, and one statement serves them all.
const CHAINS_AT_ONCE: usize = 200;

/// Writes the entries, each at the end of its subject's chain. Called by [`WriteTx::commit`] alone.
///
/// Subjects are taken in one order, the sealing's too, so that two writers can't wait for each other.
pub(crate) async fn append(tx: &WriteTx, entries: Entries) -> Result<(), AppError> {
    let mut entries = entries.0;
    entries.sort_by_key(|e| (e.subject.kind.code(), e.subject.id));
    let chains: Vec<&[Entry]> = entries.chunk_by(|a, b| same_chain(&a.subject, &b.subject)).collect();
    for chains in chains.chunks(CHAINS_AT_ONCE) {
        append_to(tx, chains).await?;
    }
    Ok(())
}

fn same_chain(a: &Subject, b: &Subject) -> bool {
    (a.kind, a.id) == (b.kind, b.id)
}

async fn append_to(tx: &WriteTx, chains: &[&[Entry]]) -> Result<(), AppError> {
    let mut heads = locked_heads(tx, chains.iter().map(|c| c[0].subject)).await?;
    let mut rows = Vec::with_capacity(chains.len());
    let mut grown = Vec::with_capacity(chains.len());
    for chain in chains {
        let subject = chain[0].subject;
        let head = heads.remove(&(subject.kind, subject.id));
        let mut head = head.ok_or_else(|| AppError::fault("the head of an audit chain is missing"))?;
        for e in *chain {
            rows.push(next_entry(tx, &mut head, e)?);
        }
        grown.push(head);
    }
    for some in rows.chunks(CHAINS_AT_ONCE) {
        entry::Entity::insert_many(some.to_vec()).exec_without_returning(tx.conn()).await?;
    }
    write_heads(tx, grown).await
}

type Heads = std::collections::HashMap<(SubjectKind, Uuid), head::Model>;

/// The ends of chains, locked until the transaction ends: other subjects' writers go on meanwhile.
async fn locked_heads(tx: &WriteTx, subjects: impl Iterator<Item = Subject> + Clone) -> Result<Heads, AppError> {
    let new = subjects.clone().map(|subject| head::ActiveModel {
        subject_kind: Set(subject.kind),
        subject_id: Set(subject.id),
        association_id: Set(subject.association),
        seq: Set(0),
        mac: Set(chain::START.to_vec()),
        head_mac: Set(chain::head_mac(tx.keys(), subject.kind.code(), subject.id, 0, &chain::START).to_vec()),
        sealed_seq: Set(0),
    });
    head::Entity::insert_many(new)
        .on_conflict(OnConflict::columns([head::Column::SubjectKind, head::Column::SubjectId]).do_nothing().to_owned())
        .exec_without_returning(tx.conn())
        .await?;
    let mut heads = Heads::new();
    let subjects: Vec<Subject> = subjects.collect();
    for of_kind in subjects.chunk_by(|a, b| a.kind == b.kind) {
        // in the order of their ids, as everyone locks them
        let mut find = head::Entity::find()
            .filter(head::Column::SubjectKind.eq(of_kind[0].kind))
            .filter(head::Column::SubjectId.is_in(of_kind.iter().map(|s| s.id)))
            .order_by_asc(head::Column::SubjectId);
        if tx.locks_rows() {
            find = find.lock_exclusive();
        }
        for head in find.all(tx.conn()).await? {
            // building on a forged head would give it a right MAC, and hide what was cut off
            let mac = chain::head_mac(tx.keys(), head.subject_kind.code(), head.subject_id, head.seq, &head.mac);
            if !constant_time_eq(&mac, &head.head_mac) {
                return Err(AppError::fault(format!("the head of the audit chain of {} was changed", head.subject_id)));
            }
            heads.insert((head.subject_kind, head.subject_id), head);
        }
    }
    Ok(heads)
}

fn next_entry(tx: &WriteTx, head: &mut head::Model, e: &Entry) -> Result<entry::ActiveModel, AppError> {
    let id = AuditEntryId::new();
    let role = e.role.map_or("", Role::code);
    let details = serde_json::to_string(&e.event.details).map_err(AppError::fault)?;
    let seq = head.seq + 1;
    let mac = chain::entry_mac(
        tx.keys(),
        &head.mac,
        &EntryFields {
            id: id.0,
            association: e.subject.association.map(|a| a.0),
            subject_kind: e.subject.kind.code(),
            subject_id: e.subject.id,
            seq,
            at: tx.now(),
            actor: e.actor.map(|a| a.0),
            role,
            event: e.event.code.code(),
            details: &details,
        },
    );
    head.seq = seq;
    head.mac = mac.to_vec();
    Ok(entry::ActiveModel {
        id: Set(id),
        association_id: Set(e.subject.association),
        subject_kind: Set(e.subject.kind),
        subject_id: Set(e.subject.id),
        seq: Set(seq),
        at: Set(tx.now()),
        actor_id: Set(e.actor),
        role: Set(role.to_owned()),
        event: Set(e.event.code),
        details: Set(details),
        mac: Set(mac.to_vec()),
    })
}

/// The heads are there and locked: the insert always meets its row, and changes only where the chain ends.
async fn write_heads(tx: &WriteTx, heads: Vec<head::Model>) -> Result<(), AppError> {
    let grown = heads.into_iter().map(|head| head::ActiveModel {
        head_mac: Set(
            chain::head_mac(tx.keys(), head.subject_kind.code(), head.subject_id, head.seq, &head.mac).to_vec()
        ),
        subject_kind: Set(head.subject_kind),
        subject_id: Set(head.subject_id),
        association_id: Set(head.association_id),
        seq: Set(head.seq),
        mac: Set(head.mac),
        sealed_seq: Set(head.sealed_seq),
    });
    let changed = [head::Column::Seq, head::Column::Mac, head::Column::HeadMac];
    head::Entity::insert_many(grown)
        .on_conflict(
            OnConflict::columns([head::Column::SubjectKind, head::Column::SubjectId])
                .update_columns(changed)
                .to_owned(),
        )
        .exec_without_returning(tx.conn())
        .await?;
    Ok(())
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
    let rows = entry::Entity::find()
        .filter(entry::Column::SubjectKind.eq(kind))
        .filter(entry::Column::SubjectId.eq(id))
        .filter(entry::Column::Event.is_not_in(readings))
        .order_by_desc(entry::Column::Seq)
        .all(tx.conn())
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Happened {
                at: row.at,
                actor: row.actor_id,
                role: row.role.parse().ok(),
                code: row.event,
                details: serde_json::from_str(&row.details).map_err(AppError::fault)?,
            })
        })
        .collect()
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

/// How many heads one seal takes at most; the rest follow in the next.
const HEADS_PER_SEAL: u64 = 5_000;

/// Seals every chain that has grown since the last seal. Run every minute by the server.
///
/// Returns how many heads were sealed. The newest seal's MAC is logged, so that even a cut-off end of the seals
/// themselves can be told from the log.
pub async fn seal(db: &Db) -> Result<u64, AppError> {
    let read = db.read().await?;
    let chains: Vec<Option<AssociationId>> = head::Entity::find()
        .select_only()
        .column(head::Column::AssociationId)
        .filter(Expr::col(head::Column::Seq).gt(Expr::col(head::Column::SealedSeq)))
        .distinct()
        .into_tuple()
        .all(read.conn())
        .await?;
    drop(read);
    let mut sealed = 0;
    for association in chains {
        sealed += match seal_one(db, association).await {
            Err(AppError::Conflict) => 0, // another server was faster
            done => done?,
        };
    }
    Ok(sealed)
}

async fn seal_one(db: &Db, association: Option<AssociationId>) -> Result<u64, AppError> {
    let tx = db.begin().await?;
    let of_chain = match association {
        Some(a) => head::Column::AssociationId.eq(a),
        None => head::Column::AssociationId.is_null(),
    };
    let chain = seal_chain(association);
    // before the heads: a seal that another server keeps in between then has this one's number, and one of them fails
    let last = seal::Entity::find()
        .filter(seal::Column::Chain.eq(&chain))
        .order_by_desc(seal::Column::Seq)
        .one(tx.conn())
        .await?;
    let (seq, before) = last.map_or((1, chain::START.to_vec()), |s| (s.seq + 1, s.mac));
    // not locked: a head that grows meanwhile is sealed as it was, and again in a minute
    let mut heads = head::Entity::find()
        .filter(of_chain)
        .filter(Expr::col(head::Column::Seq).gt(Expr::col(head::Column::SealedSeq)))
        .order_by_asc(head::Column::SubjectKind)
        .order_by_asc(head::Column::SubjectId)
        .limit(HEADS_PER_SEAL)
        .all(tx.conn())
        .await?;
    if heads.is_empty() {
        return Ok(0); // another server sealed them meanwhile
    }
    heads.sort_by_key(|h| (h.subject_kind.code(), h.subject_id));
    let id = SealId::new();
    let covered: Vec<_> =
        heads.iter().map(|h| (h.subject_kind.code().to_owned(), h.subject_id, h.seq, h.mac.clone())).collect();
    let mac = chain::seal_mac(tx.keys(), &before, &chain, seq, tx.now(), &covered);
    seal::Entity::insert(seal::ActiveModel {
        id: Set(id),
        association_id: Set(association),
        chain: Set(chain.clone()),
        seq: Set(seq),
        at: Set(tx.now()),
        heads: Set(i32::try_from(heads.len()).unwrap_or(i32::MAX)),
        mac: Set(mac.to_vec()),
    })
    .exec_without_returning(tx.conn())
    .await?;
    for h in &heads {
        insert_seal_head(&tx, id, h).await?;
    }
    let (count, at) = (heads.len() as u64, tx.now());
    tx.keep_seal().await?;
    tracing::info!(%chain, seq, %at, heads = count, mac = %crate::kernel::keys::hex(&mac[..8]), "audit sealed");
    Ok(count)
}

async fn insert_seal_head(tx: &WriteTx, seal: SealId, h: &head::Model) -> Result<(), AppError> {
    seal_head::Entity::insert(seal_head::ActiveModel {
        seal_id: Set(seal),
        subject_kind: Set(h.subject_kind),
        subject_id: Set(h.subject_id),
        seq: Set(h.seq),
        mac: Set(h.mac.clone()),
    })
    .exec_without_returning(tx.conn())
    .await?;
    head::Entity::update_many()
        .col_expr(head::Column::SealedSeq, Expr::value(h.seq))
        .filter(head::Column::SubjectKind.eq(h.subject_kind).and(head::Column::SubjectId.eq(h.subject_id)))
        .exec(tx.conn())
        .await?;
    Ok(())
}
