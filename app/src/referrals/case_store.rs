//! What the steps of a submitted referral write: completions, words of return and withdrawal, a new referrer.
use super::store::completion;
use crate::{
    access::{Allowed, Verb},
    cases::rules::StateCode,
    cases::{policy::CaseFacts, store::cases},
    db::{Tx, WriteTx},
    kernel::{
        error::AppError,
        id::{CaseId, CompletionId, ParticipantId},
    },
    participants::sealing::Sealer,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};

/// The questions of a case, the oldest first. The caller has loaded the case.
pub async fn completions(tx: &impl Tx, case: CaseId) -> Result<Vec<completion::Model>, AppError> {
    Ok(completion::Entity::find()
        .filter(completion::Column::CaseId.eq(case))
        .order_by_asc(completion::Column::AskedAt)
        .all(tx.conn())
        .await?)
}

pub async fn insert_completion<A: Verb<Facts = CaseFacts>>(
    tx: &WriteTx,
    case: &Allowed<'_, A>,
    sealer: &Sealer,
    question: &str,
) -> Result<CompletionId, AppError> {
    let id = CompletionId::new();
    completion::Entity::insert(completion::ActiveModel {
        id: Set(id),
        case_id: Set(case.id),
        asked_by: Set(case.user()),
        asked_at: Set(tx.now()),
        question_sealed: Set(sealer.seal_required("completion", "question_sealed", id.0, question)?),
        answered_by: Set(None),
        answered_at: Set(None),
        answer_sealed: Set(None),
    })
    .exec_without_returning(tx.conn())
    .await?;
    Ok(id)
}

/// Answers the question that is open; none is a conflict.
pub async fn answer_completion<A: Verb<Facts = CaseFacts>>(
    tx: &WriteTx,
    case: &Allowed<'_, A>,
    sealer: &Sealer,
    answer: &str,
) -> Result<CompletionId, AppError> {
    let open = completion::Entity::find()
        .filter(completion::Column::CaseId.eq(case.id).and(completion::Column::AnsweredAt.is_null()))
        .order_by_desc(completion::Column::AskedAt)
        .one(tx.conn())
        .await?;
    let id = open.map(|c| c.id).ok_or(AppError::Conflict)?;
    completion::Entity::update_many()
        .col_expr(completion::Column::AnsweredBy, Expr::value(case.user()))
        .col_expr(completion::Column::AnsweredAt, Expr::value(tx.now()))
        .col_expr(
            completion::Column::AnswerSealed,
            Expr::value(sealer.seal("completion", "answer_sealed", id.0, answer)),
        )
        .filter(completion::Column::Id.eq(id))
        .exec(tx.conn())
        .await?;
    Ok(id)
}

/// Stores a text of the referral again, sealed.
pub async fn set_words<A: Verb<Facts = CaseFacts>>(
    tx: &WriteTx,
    case: &Allowed<'_, A>,
    sealer: &Sealer,
    (column, name): (cases::Column, &'static str),
    text: &str,
) -> Result<(), AppError> {
    cases::Entity::update_many()
        .col_expr(column, Expr::value(sealer.seal("cases", name, case.id.0, text)))
        .filter(cases::Column::Id.eq(case.id))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// Makes the one who was allowed the referrer; [`AppError::Conflict`] when someone else has become it meanwhile.
pub async fn set_referrer<A: Verb<Facts = CaseFacts>>(tx: &WriteTx, case: &Allowed<'_, A>) -> Result<(), AppError> {
    let update = cases::Entity::update_many()
        .col_expr(cases::Column::ReferrerId, Expr::value(case.user()))
        .filter(cases::Column::Id.eq(case.id).and(cases::Column::ReferrerId.eq(case.referrer)));
    if update.exec(tx.conn()).await?.rows_affected == 1 { Ok(()) } else { Err(AppError::Conflict) }
}

/// Other live cases of the same person, with their numbers. For coordinators only.
pub async fn other_live_cases(
    tx: &impl Tx,
    participant: ParticipantId,
    but: CaseId,
) -> Result<Vec<(CaseId, String)>, AppError> {
    Ok(cases::Entity::find()
        .select_only()
        .column(cases::Column::Id)
        .column(cases::Column::Number)
        .filter(cases::Column::ParticipantId.eq(participant).and(cases::Column::Id.ne(but)))
        .filter(cases::Column::State.is_in(StateCode::LIVE))
        .order_by_asc(cases::Column::SubmittedAt)
        .into_tuple()
        .all(tx.conn())
        .await?)
}
