//! Checks the whole log: every entry, every chain's head, every seal, and that the triggers still stand.
use self::seals::Sealed;
use super::{
    chain::{self, EntryFields},
    triggers,
};
use crate::{
    db::{Db, ReadTx, Tx},
    kernel::{error::AppError, id::AssociationId, keys::constant_time_eq as same},
};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use std::collections::HashMap;
use uuid::Uuid;

mod seals;

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
        association_id: Option<AssociationId>,
        seq: i32,
        mac: Vec<u8>,
        head_mac: Vec<u8>,
        sealed_seq: i32,
        sealed_mac: Option<Vec<u8>>,
    }
}

/// What `finsam audit verify` prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    pub entries: u64,
    pub subjects: u64,
    pub seals: u64,
    /// Entries that no seal covers yet: those of the last minute, or more where no server has run since.
    pub unsealed: u64,
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
    let mut report = Report { entries: 0, subjects: heads.len() as u64, seals: 0, unsealed: 0, broken: None };
    if !triggers::stand(&tx).await? {
        let what = "a trigger that keeps the log append-only is missing";
        report.broken = Some(Broken { what, entry: None, subject: None, seq: None });
        return Ok(report);
    }
    let sealed = seals::check(&tx, &heads, &mut report.seals).await?;
    report.broken = entries(&tx, &heads, &sealed, &mut report).await?.or(sealed.broken);
    Ok(report)
}

/// How many entries are read at a time.
const STEP: u64 = 5_000;

async fn entries(tx: &ReadTx, heads: &Heads, sealed: &Sealed, report: &mut Report) -> Result<Option<Broken>, AppError> {
    let mut previous: Option<entry::Model> = None;
    let mut late = None;
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
            report.entries += 1;
            if sealed.is_open(&row) {
                report.unsealed += 1;
                late = late
                    .or_else(|| sealed.is_late(heads, &row).then(|| wrong("an entry was kept out of the seals", &row)));
            }
            previous = Some(row);
        }
        if last {
            break;
        }
    }
    Ok(match &previous {
        Some(p) if !is_head(heads, p) => Some(wrong("the end of a chain is cut off", p)),
        _ => headless(tx, heads, sealed).await?.or(late),
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

/// Heads whose own MAC or mark is wrong, or whose entries are all gone.
async fn headless(tx: &ReadTx, heads: &Heads, sealed: &Sealed) -> Result<Option<Broken>, AppError> {
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
        } else if !sealed.is_marked(tx, h) {
            "the mark of how far a chain is sealed was changed"
        } else {
            return None;
        };
        Some(Broken { what, entry: None, subject: Some(h.subject_id), seq: Some(h.seq) })
    }))
}

fn wrong(what: &'static str, row: &entry::Model) -> Broken {
    Broken { what, entry: Some(row.id), subject: Some(row.subject_id), seq: Some(row.seq) }
}
