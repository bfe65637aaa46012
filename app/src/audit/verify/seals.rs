//! The seals, and what they say of each chain.
use super::{Broken, Heads, entry, head};
use crate::{
    audit::{
        chain,
        store::{seal, seal_chain},
    },
    db::{ReadTx, Tx},
    kernel::{error::AppError, id::SealId, keys::constant_time_eq as same},
};
use chrono::{DateTime, Duration, Utc};
use sea_orm::{ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;
use uuid::Uuid;

// once more, with the codes as they stand
crate::entities! {
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

/// An entry that is older than this at a later seal was kept out of it. Longer than any import takes (*design*).
const LATE: Duration = Duration::hours(1);
/// A round of sealing is over by then: what it left, it will not take (*design*).
const SETTLED: Duration = Duration::minutes(10);

/// What the seals say.
#[derive(Default)]
pub(super) struct Sealed {
    /// How far each chain is sealed.
    last: HashMap<(String, Uuid), i32>,
    /// When the last round of each chain of seals was that is over.
    settled: HashMap<String, DateTime<Utc>>,
    pub broken: Option<Broken>,
}

impl Sealed {
    fn of(&self, kind: &str, id: Uuid) -> i32 {
        self.last.get(&(kind.to_owned(), id)).copied().unwrap_or(0)
    }

    pub fn is_open(&self, row: &entry::Model) -> bool {
        row.seq > self.of(&row.subject_kind, row.subject_id)
    }

    /// Whether a seal that is over should have taken the entry.
    pub fn is_late(&self, heads: &Heads, row: &entry::Model) -> bool {
        if self.broken.is_some() {
            return false; // not all seals have been read
        }
        let head = heads.get(&(row.subject_kind.clone(), row.subject_id));
        let last = head.and_then(|h| self.settled.get(&seal_chain(h.association_id)));
        last.is_some_and(|at| row.at + LATE < *at)
    }

    /// A mark that says nothing is right too: the chain is only sealed once more.
    pub fn is_marked(&self, tx: &ReadTx, h: &head::Model) -> bool {
        let kind = h.subject_kind.as_str();
        chain::mark_is_right(tx.keys(), kind, h.subject_id, h.sealed_seq, h.sealed_mac.as_deref())
            && (self.broken.is_some() || h.sealed_seq == 0 || h.sealed_seq == self.of(kind, h.subject_id))
    }
}

/// So many seals, or heads under them, are read at a time.
const SEALS_AT_ONCE: usize = 200;
const HEADS_AT_ONCE: usize = 20_000;

/// Reads the seals in their order until one is wrong.
pub(super) async fn check(tx: &ReadTx, heads: &Heads, count: &mut u64) -> Result<Sealed, AppError> {
    let mut sealed = Sealed::default();
    let mut previous: Option<seal::Model> = None;
    loop {
        let rows = next_seals(tx, previous.as_ref()).await?;
        if rows.is_empty() {
            return Ok(sealed);
        }
        let mut covered = covered_by(tx, &rows).await?;
        for row in rows {
            let covered = covered.remove(&row.id).unwrap_or_default();
            sealed.broken = next_seal(tx, previous.as_ref(), &row, &covered)
                .or_else(|| covered.iter().find(|h| shrunk(heads, h)).map(shorter));
            if sealed.broken.is_some() {
                return Ok(sealed);
            }
            *count += 1;
            if row.at + SETTLED <= tx.now() {
                sealed.settled.insert(row.chain.clone(), row.at);
            }
            for h in covered {
                let last = sealed.last.entry((h.subject_kind, h.subject_id)).or_default();
                *last = Ord::max(h.seq, *last);
            }
            previous = Some(row);
        }
    }
}

/// The seals that follow, as many as are checked at once.
async fn next_seals(tx: &ReadTx, previous: Option<&seal::Model>) -> Result<Vec<seal::Model>, AppError> {
    use seal::Column::{Chain, Seq};
    let mut find = seal::Entity::find();
    if let Some(p) = previous {
        find = find.filter(Condition::any().add(Chain.gt(&p.chain)).add(Chain.eq(&p.chain).and(Seq.gt(p.seq))));
    }
    let found = find.order_by_asc(Chain).order_by_asc(Seq).limit(SEALS_AT_ONCE as u64).all(tx.conn()).await?;
    let (mut rows, mut heads) = (Vec::new(), 0);
    for row in found {
        heads += usize::try_from(row.heads).unwrap_or(0);
        if heads > HEADS_AT_ONCE && !rows.is_empty() {
            break;
        }
        rows.push(row);
    }
    Ok(rows)
}

async fn covered_by(tx: &ReadTx, seals: &[seal::Model]) -> Result<HashMap<SealId, Vec<seal_head::Model>>, AppError> {
    let ids = seals.iter().map(|s| s.id);
    let mut covered = HashMap::<SealId, Vec<seal_head::Model>>::new();
    for h in seal_head::Entity::find().filter(seal_head::Column::SealId.is_in(ids)).all(tx.conn()).await? {
        covered.entry(h.seal_id).or_default().push(h);
    }
    for heads in covered.values_mut() {
        // not by the database: how it sorts texts may change with its collation
        heads.sort_by(|a, b| (&a.subject_kind, a.subject_id).cmp(&(&b.subject_kind, b.subject_id)));
    }
    Ok(covered)
}

fn next_seal(
    tx: &ReadTx,
    previous: Option<&seal::Model>,
    row: &seal::Model,
    covered: &[seal_head::Model],
) -> Option<Broken> {
    let (before, seq) = match previous.filter(|p| p.chain == row.chain) {
        Some(p) => (p.mac.clone(), p.seq + 1),
        None => (chain::START.to_vec(), 1),
    };
    let list: Vec<_> = covered.iter().map(|h| (h.subject_kind.clone(), h.subject_id, h.seq, h.mac.clone())).collect();
    let mac = chain::seal_mac(tx.keys(), &before, &row.chain, row.seq, row.at, &list);
    let right = row.seq == seq && row.chain == seal_chain(row.association_id) && same(&mac, &row.mac);
    let what = "a seal was changed or removed";
    (!right).then_some(Broken { what, entry: Some(row.id.0), subject: None, seq: Some(row.seq) })
}

fn shorter(h: &seal_head::Model) -> Broken {
    let what = "a chain is shorter than when it was sealed";
    Broken { what, entry: None, subject: Some(h.subject_id), seq: Some(h.seq) }
}

fn shrunk(heads: &Heads, sealed: &seal_head::Model) -> bool {
    heads
        .get(&(sealed.subject_kind.clone(), sealed.subject_id))
        .is_none_or(|h| h.seq < sealed.seq || (h.seq == sealed.seq && !same(&h.mac, &sealed.mac)))
}
