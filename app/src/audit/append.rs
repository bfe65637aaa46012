//! Writing entries at the end of a transaction.
use super::{
    chain::{self, EntryFields},
    event::{Event, SubjectKind},
    store::{entry, head},
};
use crate::{
    access::Role,
    db::{Tx, WriteTx},
    kernel::{
        code::Code,
        error::AppError,
        id::{AssociationId, AuditEntryId, UserId},
        keys::{Keys, constant_time_eq},
    },
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
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
async fn locked_heads(tx: &WriteTx, subjects: impl Iterator<Item = Subject>) -> Result<Heads, AppError> {
    let subjects: Vec<Subject> = subjects.collect();
    // mostly there is one, and it is there already
    if let [_] = subjects[..] {
        let there = lock_heads(tx, &subjects).await?;
        if !there.is_empty() {
            return Ok(there);
        }
    }
    let new: Vec<head::Model> = subjects
        .iter()
        .map(|subject| head::Model {
            subject_kind: subject.kind,
            subject_id: subject.id,
            association_id: subject.association,
            seq: 0,
            mac: chain::START.to_vec(),
            head_mac: chain::head_mac(tx.keys(), subject.kind.code(), subject.id, 0, &chain::START).to_vec(),
            sealed_seq: 0,
            sealed_mac: None,
        })
        .collect();
    let made = head::Entity::insert_many(new.iter().map(|head| head.clone().into_active_model()))
        .on_conflict(OnConflict::columns([head::Column::SubjectKind, head::Column::SubjectId]).do_nothing().to_owned())
        .exec_without_returning(tx.conn())
        .await?;
    // all are new, and nobody else can see them yet
    if made == new.len() as u64 {
        return Ok(new.into_iter().map(|head| ((head.subject_kind, head.subject_id), head)).collect());
    }
    lock_heads(tx, &subjects).await
}

/// Those of these heads that are there.
async fn lock_heads(tx: &WriteTx, subjects: &[Subject]) -> Result<Heads, AppError> {
    let mut heads = Heads::new();
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
            if !is_whole(tx.keys(), &head) {
                return Err(AppError::fault(format!("the head of the audit chain of {} was changed", head.subject_id)));
            }
            heads.insert((head.subject_kind, head.subject_id), head);
        }
    }
    Ok(heads)
}

/// Whether nobody without the key has changed the head or its mark.
fn is_whole(keys: &Keys, head: &head::Model) -> bool {
    let (kind, id) = (head.subject_kind.code(), head.subject_id);
    constant_time_eq(&chain::head_mac(keys, kind, id, head.seq, &head.mac), &head.head_mac)
        && chain::mark_is_right(keys, kind, id, head.sealed_seq, head.sealed_mac.as_deref())
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
        sealed_mac: Set(head.sealed_mac),
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
