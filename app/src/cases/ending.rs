//! What was said when a case was moved in the queue or closed: for those who see it as a whole. On which day it was closed
//! is part of its state.
use super::{
    api::Ending,
    policy::Sight,
    rules::StateCode,
    store::{case_livelihood, cases},
};
use crate::{
    db::{ReadTx, Tx},
    kernel::error::AppError,
    participants::sealing::sealer,
};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder};

pub struct Words {
    pub queue_reason: String,
    pub ended: Option<Ending>,
}

/// Opens them for someone with this sight of the case.
pub async fn words(tx: &ReadTx, row: &cases::Model, sight: Sight) -> Result<Words, AppError> {
    if sight != Sight::Whole {
        let day = |on| Ending { on, reason: None, livelihood: Vec::new(), words: String::new() };
        return Ok(Words { queue_reason: String::new(), ended: row.closed_on.map(day) });
    }
    let sealer = sealer(tx, row.participant_id).await?;
    let open = |column, sealed: &Option<Vec<u8>>| sealer.open("cases", column, row.id.0, sealed.as_deref());
    let waits = row.state == StateCode::InQueue;
    let queue_reason = if waits { open("queue_reason_sealed", &row.queue_reason_sealed)? } else { String::new() };
    let Some(on) = row.closed_on else {
        return Ok(Words { queue_reason, ended: None });
    };
    let livelihood = case_livelihood::Entity::find()
        .filter(case_livelihood::Column::CaseId.eq(row.id).and(case_livelihood::Column::AtEnd.eq(true)))
        .order_by_asc(case_livelihood::Column::Livelihood)
        .all(tx.conn())
        .await?;
    let livelihood = livelihood.into_iter().map(|l| l.livelihood).collect();
    let words = open("end_words_sealed", &row.end_words_sealed)?;
    Ok(Words { queue_reason, ended: Some(Ending { on, reason: row.end_reason, livelihood, words }) })
}
