//! What the steps of a submitted referral write: completions, words of return and withdrawal, a new referrer.
use super::{
    content::Content,
    rules::Exception,
    store::{completion, district_of, insert_parts},
};
use crate::{
    access::{Allowed, Role, Verb},
    accounts::store::{role_grant, user_account},
    cases::{
        policy::CaseFacts,
        rules::StateCode,
        store::{case_livelihood, case_party, cases},
    },
    consents::store::consent,
    db::{Tx, WriteTx},
    kernel::{
        error::AppError,
        id::{AgencyId, AssociationId, CaseId, CompletionId, GrantId, ParticipantId, UnitId, UserId},
    },
    organisation::{self, rules::Party},
    participants::sealing::Sealer,
};
use chrono::NaiveDate;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};
use std::collections::HashMap;

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

/// Makes the user the referrer, at that unit; [`AppError::Conflict`] when someone else has become it meanwhile.
pub async fn set_referrer<A: Verb<Facts = CaseFacts>>(
    tx: &WriteTx,
    case: &Allowed<'_, A>,
    user: UserId,
    unit: UnitId,
) -> Result<(), AppError> {
    let update = cases::Entity::update_many()
        .col_expr(cases::Column::ReferrerId, Expr::value(user))
        .col_expr(cases::Column::UnitId, Expr::value(unit))
        .filter(cases::Column::Id.eq(case.id).and(cases::Column::ReferrerId.eq(case.referrer)))
        .filter(cases::Column::UnitId.eq(case.unit));
    if update.exec(tx.conn()).await?.rows_affected == 1 { Ok(()) } else { Err(AppError::Conflict) }
}

/// Writes the referral as it is to stand, by its day of submission. The person's own row is not touched.
pub async fn change_referral<A: Verb<Facts = CaseFacts>>(
    tx: &WriteTx,
    case: &Allowed<'_, A>,
    content: &Content,
    (sealer, exceptions): (&Sealer, &[Exception]),
    submitted_on: NaiveDate,
) -> Result<(), AppError> {
    use cases::Column as C;
    let seal = |column, text: &str| Expr::value(sealer.seal("cases", column, case.id.0, text));
    let exception = if exceptions.is_empty() { "" } else { content.exception_reason.as_str() };
    let mut update = cases::Entity::update_many()
        .col_expr(C::DistrictId, Expr::value(district_of(content.lives)))
        .col_expr(C::AgeAtSubmission, Expr::value(content.age_on(submitted_on)))
        .col_expr(C::MeetingForm, Expr::value(content.meeting_form))
        .col_expr(C::QuestionSealed, seal("question_sealed", &content.question))
        .col_expr(C::TriedSealed, seal("tried_sealed", &content.tried))
        .col_expr(C::OwnWordsSealed, seal("own_words_sealed", &content.own_words))
        .col_expr(C::OwnGoalSealed, seal("own_goal_sealed", &content.own_goal))
        .col_expr(C::ExceptionReasonSealed, seal("exception_reason_sealed", exception))
        .filter(C::Id.eq(case.id));
    if let Some(band) = content.support_band {
        update = update.col_expr(C::SupportBand, Expr::value(band));
    }
    if let Some(education) = content.education {
        update = update.col_expr(C::Education, Expr::value(education));
    }
    if let Some(track) = content.track {
        update = update.col_expr(C::Track, Expr::value(track));
    }
    update.exec(tx.conn()).await?;
    case_livelihood::Entity::delete_many()
        .filter(case_livelihood::Column::CaseId.eq(case.id).and(case_livelihood::Column::AtEnd.eq(false)))
        .exec(tx.conn())
        .await?;
    case_party::Entity::delete_many().filter(case_party::Column::CaseId.eq(case.id)).exec(tx.conn()).await?;
    insert_parts(tx, case.id, content, sealer).await
}

/// Gives a case that is not accepted yet to another participant: what is sealed with the old key is sealed with theirs.
/// The referral's own texts and handlers are written anew by [`change_referral`] right after.
pub async fn move_to_participant<A: Verb<Facts = CaseFacts>>(
    tx: &WriteTx,
    case: &Allowed<'_, A>,
    (old, new): (&Sealer, &Sealer),
    to: ParticipantId,
) -> Result<(), AppError> {
    cases::Entity::update_many()
        .col_expr(cases::Column::ParticipantId, Expr::value(to))
        .filter(cases::Column::Id.eq(case.id))
        .exec(tx.conn())
        .await?;
    for c in completions(tx, case.id).await? {
        let question = old.open("completion", "question_sealed", c.id.0, Some(&c.question_sealed))?;
        let answer = old.open("completion", "answer_sealed", c.id.0, c.answer_sealed.as_deref())?;
        let question = new.seal_required("completion", "question_sealed", c.id.0, &question)?;
        let answer = new.seal("completion", "answer_sealed", c.id.0, &answer);
        completion::Entity::update_many()
            .col_expr(completion::Column::QuestionSealed, Expr::value(question))
            .col_expr(completion::Column::AnswerSealed, Expr::value(answer))
            .filter(completion::Column::Id.eq(c.id))
            .exec(tx.conn())
            .await?;
    }
    for c in consent::Entity::find().filter(consent::Column::CaseId.eq(case.id)).all(tx.conn()).await? {
        let heard_by = old.open("consent", "heard_by_sealed", c.id.0, c.heard_by_sealed.as_deref())?;
        let heard_by = new.seal("consent", "heard_by_sealed", c.id.0, &heard_by);
        consent::Entity::update_many()
            .col_expr(consent::Column::HeardBySealed, Expr::value(heard_by))
            .filter(consent::Column::Id.eq(c.id))
            .exec(tx.conn())
            .await?;
    }
    Ok(())
}

/// Someone who can become a case's referrer, at one of their units.
#[derive(Clone, Debug)]
pub struct Receiver {
    pub grant: GrantId,
    pub user: UserId,
    pub unit: UnitId,
    pub agency: AgencyId,
    pub party: Party,
    /// Name, unit and agency.
    pub words: String,
    /// Their account has been opened: else they can't log in, and are no contact yet.
    pub can_log_in: bool,
}

/// Everyone with an open account who is a referrer at the association now.
pub async fn receivers(tx: &impl Tx, association: AssociationId) -> Result<Vec<Receiver>, AppError> {
    receivers_where(tx, association, None).await
}

/// The holder of this task as referrer, if it is held now with an open account.
pub async fn receiver(tx: &impl Tx, association: AssociationId, grant: GrantId) -> Result<Option<Receiver>, AppError> {
    Ok(receivers_where(tx, association, Some(grant)).await?.pop())
}

async fn receivers_where(
    tx: &impl Tx,
    association: AssociationId,
    only: Option<GrantId>,
) -> Result<Vec<Receiver>, AppError> {
    let mut find = role_grant::Entity::find()
        .filter(role_grant::Column::AssociationId.eq(association).and(role_grant::Column::EndedAt.is_null()))
        .filter(role_grant::Column::Role.eq(Role::Referrer));
    if let Some(grant) = only {
        find = find.filter(role_grant::Column::Id.eq(grant));
    }
    let grants = find.all(tx.conn()).await?;
    let users: HashMap<UserId, (String, bool)> = user_account::Entity::find()
        .filter(user_account::Column::Id.is_in(grants.iter().map(|g| g.user_id)))
        .filter(user_account::Column::ClosedAt.is_null())
        .all(tx.conn())
        .await?
        .into_iter()
        .map(|u| (u.id, (u.name, u.password_hash.is_some())))
        .collect();
    let units: HashMap<UnitId, _> =
        organisation::actions::units(tx, association).await?.into_iter().map(|u| (u.id, u)).collect();
    let receiver = |g: role_grant::Model| {
        let ((name, can_log_in), unit) = (users.get(&g.user_id)?, units.get(&g.unit_id?)?);
        Some(Receiver {
            grant: g.id,
            user: g.user_id,
            unit: unit.id,
            agency: unit.agency,
            party: unit.party,
            words: format!("{name} · {}, {}", unit.name, unit.agency_name),
            can_log_in: *can_log_in,
        })
    };
    Ok(grants.into_iter().filter_map(receiver).collect())
}

/// The name of someone who is or was a referrer at the association; none: unknown there.
pub async fn referrer_name(tx: &impl Tx, association: AssociationId, user: UserId) -> Result<Option<String>, AppError> {
    let held = role_grant::Entity::find()
        .filter(role_grant::Column::AssociationId.eq(association).and(role_grant::Column::UserId.eq(user)))
        .filter(role_grant::Column::Role.eq(Role::Referrer))
        .one(tx.conn())
        .await?;
    let account = user_account::Entity::find_by_id(user).one(tx.conn()).await?;
    Ok(account.filter(|_| held.is_some()).map(|a| a.name))
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
