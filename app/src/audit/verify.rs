//! Checks the whole log: every entry, every chain's head, every seal, and that the triggers still stand.
use super::{
    chain::{self, EntryFields},
    store::{seal, seal_chain},
    triggers,
};
use crate::{
    db::{Db, ReadTx, Tx},
    kernel::{error::AppError, id::SealId, keys::constant_time_eq as same},
};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use std::collections::HashMap;
use uuid::Uuid;

// The tables once more, with codes as they stand: one that no list knows is a change to be found, not a fault.
crate::entities! {
    entry = "audit_entry" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        association_id: Option<Uuid>,
        subject_kind: String,
        subject_id: Uuid,
        seq: i32,
        at: DateTime<Utc>,
        actor_id: Option<Uuid>,
        role: String,
        event: String,
        details: String,
        mac: Vec<u8>,
    }
    head = "audit_head" {
        #[sea_orm(primary_key, auto_increment = false)]
        subject_kind: String,
        #[sea_orm(primary_key, auto_increment = false)]
        subject_id: Uuid,
        seq: i32,
        mac: Vec<u8>,
        head_mac: Vec<u8>,
    }
    seal_head = "audit_seal_head" {
        #[sea_orm(primary_key, auto_increment = false)]
        seal_id: SealId,
        #[sea_orm(primary_key, auto_increment = false)]
        subject_kind: String,
        #[sea_orm(primary_key, auto_increment = false)]
        subject_id: Uuid,
        seq: i32,
        mac: Vec<u8>,
    }
}

/// What `finsam audit verify` prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    pub entries: u64,
    pub subjects: u64,
    pub seals: u64,
    /// What is wrong, first of all; None when the log is whole.
    pub broken: Option<Broken>,
}

/// The first thing found wrong: an id and what it is, never a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Broken {
    pub what: &'static str,
    pub entry: Option<Uuid>,
    pub subject: Option<Uuid>,
    pub seq: Option<i32>,
}

type Heads = HashMap<(String, Uuid), head::Model>;

/// Reads the log in one consistent view and checks it all.
pub async fn verify(db: &Db) -> Result<Report, AppError> {
    let tx = db.read().await?;
    let heads: Heads = head::Entity::find()
        .all(tx.conn())
        .await?
        .into_iter()
        .map(|h| ((h.subject_kind.clone(), h.subject_id), h))
        .collect();
    let mut report = Report { entries: 0, subjects: heads.len() as u64, seals: 0, broken: None };
    report.broken = match triggers::stand(&tx).await? {
        false => Some(Broken {
            what: "a trigger that keeps the log append-only is missing",
            entry: None,
            subject: None,
            seq: None,
        }),
        true => match entries(&tx, &heads, &mut report.entries).await? {
            Some(broken) => Some(broken),
            None => seals(&tx, &heads, &mut report.seals).await?,
        },
    };
    Ok(report)
}

/// How many entries are read at a time.
const STEP: u64 = 5_000;

async fn entries(tx: &ReadTx, heads: &Heads, count: &mut u64) -> Result<Option<Broken>, AppError> {
    let mut previous: Option<entry::Model> = None;
    loop {
        let mut find = entry::Entity::find();
        if let Some(p) = &previous {
            find = find.filter(after(p));
        }
        let rows = find
            .order_by_asc(entry::Column::SubjectKind)
            .order_by_asc(entry::Column::SubjectId)
            .order_by_asc(entry::Column::Seq)
            .limit(STEP)
            .all(tx.conn())
            .await?;
        let last = rows.len() < STEP as usize;
        for row in rows {
            let broken = next_entry(tx, heads, previous.as_ref(), &row);
            if broken.is_some() {
                return Ok(broken);
            }
            *count += 1;
            previous = Some(row);
        }
        if last {
            break;
        }
    }
    Ok(match &previous {
        Some(p) if !is_head(heads, p) => Some(wrong("the end of a chain is cut off", p)),
        _ => headless(tx, heads).await?,
    })
}

fn after(p: &entry::Model) -> Condition {
    use entry::Column::{Seq, SubjectId, SubjectKind};
    Condition::any()
        .add(SubjectKind.gt(&p.subject_kind))
        .add(SubjectKind.eq(&p.subject_kind).and(SubjectId.gt(p.subject_id)))
        .add(SubjectKind.eq(&p.subject_kind).and(SubjectId.eq(p.subject_id)).and(Seq.gt(p.seq)))
}

fn next_entry(tx: &ReadTx, heads: &Heads, previous: Option<&entry::Model>, row: &entry::Model) -> Option<Broken> {
    let same_chain = |p: &&entry::Model| p.subject_kind == row.subject_kind && p.subject_id == row.subject_id;
    let (before, seq) = match previous.filter(same_chain) {
        Some(p) => (p.mac.clone(), p.seq + 1),
        None => {
            if let Some(p) = previous.filter(|p| !is_head(heads, p)) {
                return Some(wrong("the end of a chain is cut off", p));
            }
            (chain::START.to_vec(), 1)
        }
    };
    if row.seq != seq {
        return Some(wrong("an entry is missing before this one", row));
    }
    let mac = chain::entry_mac(tx.keys(), &before, &fields(row));
    (!same(&mac, &row.mac)).then(|| wrong("an entry was changed or put in", row))
}

fn fields(row: &entry::Model) -> EntryFields<'_> {
    EntryFields {
        id: row.id,
        association: row.association_id,
        subject_kind: &row.subject_kind,
        subject_id: row.subject_id,
        seq: row.seq,
        at: row.at,
        actor: row.actor_id,
        role: &row.role,
        event: &row.event,
        details: &row.details,
    }
}

fn is_head(heads: &Heads, row: &entry::Model) -> bool {
    heads.get(&(row.subject_kind.clone(), row.subject_id)).is_some_and(|h| h.seq == row.seq && same(&h.mac, &row.mac))
}

/// Heads whose own MAC is wrong, or whose entries are all gone.
async fn headless(tx: &ReadTx, heads: &Heads) -> Result<Option<Broken>, AppError> {
    let chains: Vec<(String, Uuid)> = entry::Entity::find()
        .select_only()
        .column(entry::Column::SubjectKind)
        .column(entry::Column::SubjectId)
        .filter(entry::Column::Seq.eq(1))
        .into_tuple()
        .all(tx.conn())
        .await?;
    let begun: std::collections::HashSet<_> = chains.iter().map(|(k, id)| (k.as_str(), *id)).collect();
    Ok(heads.values().find_map(|h| {
        let kind = h.subject_kind.as_str();
        let mac = chain::head_mac(tx.keys(), kind, h.subject_id, h.seq, &h.mac);
        let what = if !same(&mac, &h.head_mac) {
            "the head of a chain was changed"
        } else if !begun.contains(&(kind, h.subject_id)) {
            "every entry of a chain is gone"
        } else {
            return None;
        };
        Some(Broken { what, entry: None, subject: Some(h.subject_id), seq: Some(h.seq) })
    }))
}

async fn seals(tx: &ReadTx, heads: &Heads, count: &mut u64) -> Result<Option<Broken>, AppError> {
    let rows =
        seal::Entity::find().order_by_asc(seal::Column::Chain).order_by_asc(seal::Column::Seq).all(tx.conn()).await?;
    let mut previous: Option<(String, i32, Vec<u8>)> = None;
    for row in rows {
        let (before, seq) = match &previous {
            Some((chain, seq, mac)) if *chain == row.chain => (mac.clone(), seq + 1),
            _ => (chain::START.to_vec(), 1),
        };
        let mut covered = seal_head::Entity::find().filter(seal_head::Column::SealId.eq(row.id)).all(tx.conn()).await?;
        // not by the database: how it sorts texts may change with its collation
        covered.sort_by(|a, b| (&a.subject_kind, a.subject_id).cmp(&(&b.subject_kind, b.subject_id)));
        let list: Vec<_> =
            covered.iter().map(|h| (h.subject_kind.clone(), h.subject_id, h.seq, h.mac.clone())).collect();
        let mac = chain::seal_mac(tx.keys(), &before, &row.chain, row.seq, row.at, &list);
        if row.seq != seq || row.chain != seal_chain(row.association_id) || !same(&mac, &row.mac) {
            let what = "a seal was changed or removed";
            return Ok(Some(Broken { what, entry: Some(row.id.0), subject: None, seq: Some(row.seq) }));
        }
        if let Some(h) = covered.iter().find(|h| shrunk(heads, h)) {
            let what = "a chain is shorter than when it was sealed";
            return Ok(Some(Broken { what, entry: None, subject: Some(h.subject_id), seq: Some(h.seq) }));
        }
        *count += 1;
        previous = Some((row.chain, row.seq, row.mac));
    }
    Ok(None)
}

fn shrunk(heads: &Heads, sealed: &seal_head::Model) -> bool {
    heads
        .get(&(sealed.subject_kind.clone(), sealed.subject_id))
        .is_none_or(|h| h.seq < sealed.seq || (h.seq == sealed.seq && !same(&h.mac, &sealed.mac)))
}

fn wrong(what: &'static str, row: &entry::Model) -> Broken {
    Broken { what, entry: Some(row.id), subject: Some(row.subject_id), seq: Some(row.seq) }
}
