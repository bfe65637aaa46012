//! Whether someone has written in a case since it was read.
use super::cases;
use crate::{
    audit::{SubjectKind, store::head},
    cases::policy::CaseFacts,
    db::Tx,
    kernel::{error::AppError, id::CaseId},
    participants::store::participant,
};
use sea_orm::{
    EntityTrait, ExprTrait, QuerySelect,
    sea_query::{Expr, Query},
};

/// What had last been written in a case: how long its log is, and whether the identity is protected, which a referral in
/// another case can say.
pub type LastWritten = Option<(i32, bool)>;

/// A case as one request has read it.
#[derive(Clone)]
pub struct LookedAt {
    /// What is last written in it once the opening is, for which it was read; None: it was read for a page.
    pub last: LastWritten,
    pub facts: CaseFacts,
    pub row: cases::Model,
}

/// One question, by primary keys.
pub async fn last_written(tx: &impl Tx, id: CaseId) -> Result<LastWritten, AppError> {
    let mut protected = Query::select();
    protected
        .column((participant::Entity, participant::Column::ProtectedIdentity))
        .from(participant::Entity)
        .inner_join(
            cases::Entity,
            Expr::col((cases::Entity, cases::Column::ParticipantId))
                .equals((participant::Entity, participant::Column::Id)),
        )
        .and_where(Expr::col((cases::Entity, cases::Column::Id)).eq(id));
    let find = head::Entity::find_by_id((SubjectKind::Case, id.0))
        .select_only()
        .column(head::Column::Seq)
        .column_as(Expr::SubQuery(None, Box::new(protected.into())), "protected");
    Ok(find.into_tuple().one(tx.conn()).await?)
}
