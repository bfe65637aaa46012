//! What a participant writes for a meeting: for themself, unless they say that the team shall read it. The caller has found
//! the case: as theirs, or for someone who reads it as a whole.
use super::{
    api::Prepared,
    rules::PreparedPart,
    store::{self, preparation},
};
use crate::{
    audit::EventCode,
    cases::policy::CaseFacts,
    db::{Tx, WriteTx},
    kernel::{
        error::AppError,
        id::{CaseId, PreparationId},
        local_time::local_day,
    },
    participants::sealing::{Sealer, sealer},
};
use chrono::{DateTime, Utc};

/// A part as its participant has written it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    pub part: PreparedPart,
    pub text: String,
    pub shared: bool,
}

fn opened(sealer: &Sealer, row: &preparation::Model) -> Result<String, AppError> {
    sealer.open("preparation", "text_sealed", row.id.0, Some(&row.text_sealed))
}

/// Which parts there are.
pub(crate) async fn prepared_in(tx: &impl Tx, case: CaseId) -> Result<Vec<PreparedPart>, AppError> {
    Ok(store::preparations(tx, case, false).await?.into_iter().map(|row| row.part).collect())
}

/// Whether any of it was written since then.
pub(crate) async fn written_since(tx: &impl Tx, case: CaseId, since: DateTime<Utc>) -> Result<bool, AppError> {
    Ok(store::preparations(tx, case, false).await?.iter().any(|row| row.written_at > since))
}

/// All of it, for the participant alone.
pub(crate) async fn own(tx: &impl Tx, case: &CaseFacts) -> Result<Vec<Written>, AppError> {
    let rows = store::preparations(tx, case.id, false).await?;
    let sealer = sealer(tx, case.participant).await?;
    let written =
        |row: preparation::Model| Ok(Written { part: row.part, text: opened(&sealer, &row)?, shared: row.shared });
    rows.into_iter().map(written).collect()
}

/// What is shared, in the order of the parts, for whoever reads the case as a whole.
pub(crate) async fn shared(tx: &impl Tx, case: &CaseFacts) -> Result<Vec<Prepared>, AppError> {
    let rows = store::preparations(tx, case.id, true).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let sealer = sealer(tx, case.participant).await?;
    let mut prepared = Vec::with_capacity(rows.len());
    for row in rows {
        prepared.push(Prepared { part: row.part, text: opened(&sealer, &row)?, on: local_day(row.written_at) });
    }
    // a forgotten person has said nothing
    prepared.retain(|p| !p.text.is_empty());
    prepared.sort_by_key(|p| p.part);
    Ok(prepared)
}

/// Writes what has changed, and says what that was for others: kept, shared, or no longer shared.
pub(crate) async fn write(tx: &WriteTx, case: &CaseFacts, all: &[Written]) -> Result<Vec<EventCode>, AppError> {
    let before = own(tx, case).await?;
    let sealer = sealer(tx, case.participant).await?;
    let mut events = Vec::new();
    for now in all {
        let was = before.iter().find(|w| w.part == now.part);
        let gone = now.text.is_empty();
        if was == Some(now) || (was.is_none() && gone) {
            continue;
        }
        let id = PreparationId::new();
        let row = match gone {
            true => None,
            false => Some(preparation::Model {
                id,
                case_id: case.id,
                part: now.part,
                text_sealed: sealer.seal_required("preparation", "text_sealed", id.0, &now.text)?,
                shared: now.shared,
                written_at: tx.now(),
            }),
        };
        store::set_preparation(tx, (case.id, now.part), row).await?;
        events.push(match (was.is_some_and(|w| w.shared), now.shared && !gone) {
            (_, true) => EventCode::PreparationShared,
            (true, false) => EventCode::PreparationUnshared,
            (false, false) => EventCode::PreparationKept,
        });
    }
    Ok(events)
}
