//! Sealing: every minute the heads that moved are put under a chain of seals, one per association.
use super::{
    chain,
    store::{head, seal, seal_chain, seal_head},
};
use crate::{
    db::{Db, Tx, WriteTx},
    kernel::{
        code::Code,
        error::AppError,
        id::{AssociationId, SealId},
    },
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, OnConflict},
};

/// How many heads one seal takes: half a dozen statements, so that nobody waits long behind it.
const HEADS_PER_SEAL: usize = 1_000;

/// Seals every chain that has grown since the last seal, until none is left. Run every minute by the server.
///
/// Returns how many heads were sealed. Each seal's MAC is logged, so that even a cut-off end of the seals themselves
/// can be told from the log.
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
        loop {
            let now = match seal_some(db, association).await {
                Err(AppError::Conflict) => 0, // another server was faster, and goes on
                done => done?,
            };
            sealed += now as u64;
            if now < HEADS_PER_SEAL {
                break;
            }
        }
    }
    Ok(sealed)
}

async fn seal_some(db: &Db, association: Option<AssociationId>) -> Result<usize, AppError> {
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
        .limit(HEADS_PER_SEAL as u64)
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
    let (count, at) = (heads.len(), tx.now());
    insert_covered(&tx, id, &heads).await?;
    mark(&tx, heads).await?;
    tx.keep_seal().await?;
    tracing::info!(%chain, seq, %at, heads = count, mac = %crate::kernel::keys::hex(&mac[..8]), "audit sealed");
    Ok(count)
}

async fn insert_covered(tx: &WriteTx, seal: SealId, heads: &[head::Model]) -> Result<(), AppError> {
    let rows = heads.iter().map(|h| seal_head::ActiveModel {
        seal_id: Set(seal),
        subject_kind: Set(h.subject_kind),
        subject_id: Set(h.subject_id),
        seq: Set(h.seq),
        mac: Set(h.mac.clone()),
    });
    seal_head::Entity::insert_many(rows).exec_without_returning(tx.conn()).await?;
    Ok(())
}

/// Notes on the heads how far they are sealed, in the order in which writers lock them. Each is there: the insert
/// always meets its row, and changes the mark alone.
async fn mark(tx: &WriteTx, heads: Vec<head::Model>) -> Result<(), AppError> {
    let marked = heads.into_iter().map(|h| head::ActiveModel {
        sealed_seq: Set(h.seq),
        sealed_mac: Set(Some(chain::sealed_mac(tx.keys(), h.subject_kind.code(), h.subject_id, h.seq).to_vec())),
        subject_kind: Set(h.subject_kind),
        subject_id: Set(h.subject_id),
        association_id: Set(h.association_id),
        seq: Set(h.seq),
        mac: Set(h.mac),
        head_mac: Set(h.head_mac),
    });
    head::Entity::insert_many(marked)
        .on_conflict(
            OnConflict::columns([head::Column::SubjectKind, head::Column::SubjectId])
                .update_columns([head::Column::SealedSeq, head::Column::SealedMac])
                .to_owned(),
        )
        .exec_without_returning(tx.conn())
        .await?;
    Ok(())
}
