//! The referral of a case, as far as the one who asks may read it.
use super::{
    api::{CompletionRow, ContentRow, ReferralRow},
    case_store as store,
    lists::exceptions_of,
    policy::{
        AcceptReferral, AnswerCompletion, AskForCompletion, HandOver, ReturnReferral, TakeOverReferral,
        WithdrawReferral, sees_duplicates,
    },
    rules::ReturnReason,
    store::{districts_closed, unit_of},
};
use crate::{
    access::{Actor, Allowed},
    accounts::store::reached,
    break_glass::policy::ReadBroken,
    cases::{
        actions::{look, opened},
        policy::{OpenCase, Sight, sight},
        rules::CasePart,
        store::{self as case_rows, case_livelihood, case_party, cases},
    },
    db::{Db, ReadTx, Tx},
    kernel::{error::AppError, id::CaseId, local_time::to_local},
    meetings::rules::MeetingOutcome,
    organisation::{rules::with_unit, store::district_by_id},
    participants::{
        policy::is_told_of_protection,
        rules::Language,
        sealing::Sealer,
        store::{contact_of, person_of, row_of},
    },
};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder};

/// What the referral of a case says that was opened without consent: to read, and nothing to do with it.
pub(crate) async fn of_broken(
    tx: &ReadTx,
    actor: &Actor,
    allowed: &Allowed<'_, ReadBroken>,
) -> Result<ReferralRow, AppError> {
    let row = case_rows::row(tx, &allowed.case).await?;
    let said = content(tx, actor, &row).await?;
    told(tx, &row, Some(ContentRow { participant: None, ..said })).await
}

/// Who referred the case, and what of the referral the reader is told: to read, and nothing to do with it.
async fn told(tx: &ReadTx, row: &cases::Model, content: Option<ContentRow>) -> Result<ReferralRow, AppError> {
    let (unit, agency) = unit_of(tx, row.unit_id).await?;
    let (referrer, email) = reached(tx, row.referrer_id).await?;
    Ok(ReferralRow {
        id: row.id,
        number: row.number.clone(),
        state: row.state,
        track: row.track,
        referrer,
        email,
        unit: with_unit(&agency.name, &unit.name),
        party: row.referring_party,
        // why may be about the person's health: it goes with what the referral says
        return_reason: row.return_reason.filter(|_| content.is_some()),
        content,
        duplicates: Vec::new(),
        booked: false,
        may_ask: false,
        may_answer: false,
        may_accept: false,
        may_return: false,
        may_withdraw: false,
        may_take_over: false,
        may_hand_over: false,
    })
}

/// All of it with a consent in force; without one the referrer's own agency's words to the referrer, and to
/// coordinators only where it stands.
pub async fn of_case(db: &Db, actor: &Actor, id: CaseId) -> Result<ReferralRow, AppError> {
    let tx = opened::<OpenCase>(db, actor, id, CasePart::Referral).await?;
    let case: Allowed<OpenCase> = actor.may(look(&tx, actor, id).await?)?;
    let row = case_rows::row(&tx, &case).await?;
    let content = match sight(actor, &case) {
        Some((_, Sight::Whole | Sight::Referral)) => Some(content(&tx, actor, &row).await?),
        Some((_, Sight::Shell)) | None => None,
    };
    let duplicates = if sees_duplicates(actor, &case) {
        store::other_live_cases(&tx, case.participant, id).await?
    } else {
        Vec::new()
    };
    let state = case.state;
    Ok(ReferralRow {
        duplicates,
        booked: case.meetings.iter().any(|m| m.outcome == MeetingOutcome::Booked),
        may_ask: actor.might::<AskForCompletion>(&case) && state.ask_for_completion().is_ok(),
        may_answer: actor.might::<AnswerCompletion>(&case) && state.complete().is_ok(),
        may_accept: actor.might::<AcceptReferral>(&case) && state.accept(row.submitted_at).is_ok(),
        may_return: actor.might::<ReturnReferral>(&case) && state.return_it(ReturnReason::Other).is_ok(),
        may_withdraw: actor.might::<WithdrawReferral>(&case) && state.withdraw().is_ok(),
        may_take_over: actor.might::<TakeOverReferral>(&case) && row.state.is_live(),
        may_hand_over: actor.might::<HandOver>(&case) && row.state.is_live(),
        ..told(&tx, &row, content).await?
    })
}

async fn content(tx: &ReadTx, actor: &Actor, row: &cases::Model) -> Result<ContentRow, AppError> {
    let person = row_of(tx, row.participant_id).await?;
    let sealer = Sealer::of(tx.keys(), &person)?;
    let open = |column, sealed: &Option<Vec<u8>>| sealer.open("cases", column, row.id.0, sealed.as_deref());
    let livelihood = case_livelihood::Entity::find()
        .filter(case_livelihood::Column::CaseId.eq(row.id).and(case_livelihood::Column::AtEnd.eq(false)))
        .order_by_asc(case_livelihood::Column::Livelihood)
        .all(tx.conn())
        .await?;
    let parties = case_party::Entity::find().filter(case_party::Column::CaseId.eq(row.id)).all(tx.conn()).await?;
    let mut involved = Vec::new();
    for p in parties.iter().filter(|p| p.involved) {
        let handler = sealer.open("case_party", "handler_sealed", row.id.0, p.handler_sealed.as_deref())?;
        involved.push((p.party, handler));
    }
    involved.sort();
    let mut asked_for: Vec<_> = parties.iter().filter(|p| p.asked_for).map(|p| p.party).collect();
    asked_for.sort_unstable();
    let who = person_of(tx, row.id).await?;
    let protected = is_told_of_protection(actor, who.protected, person.protected_identity);
    let district = match row.district_id.filter(|_| !protected) {
        Some(id) => Some(district_by_id(tx, id).await?.name),
        None => None,
    };
    let said = contact_of(tx, &sealer, row.id, &person).await?;
    Ok(ContentRow {
        participant: Some(person.id),
        name: who.name(),
        age: row.age_at_submission,
        gender: who.gender,
        district,
        language: said.language.parse().unwrap_or(Language::Other),
        interpreter: said.needs_interpreter,
        accessibility: said.accessibility,
        livelihood: livelihood.into_iter().map(|l| l.livelihood).collect(),
        support_band: row.support_band,
        education: row.education,
        involved,
        asked_for,
        tried: open("tried_sealed", &row.tried_sealed)?,
        question: open("question_sealed", &row.question_sealed)?,
        own_words: open("own_words_sealed", &row.own_words_sealed)?,
        own_goal: open("own_goal_sealed", &row.own_goal_sealed)?,
        meeting_form: row.meeting_form,
        exceptions: exceptions_of(row, &districts_closed(tx, row.association_id).await?),
        exception_reason: open("exception_reason_sealed", &row.exception_reason_sealed)?,
        return_words: open("return_words_sealed", &row.return_words_sealed)?,
        withdrawal_words: open("withdrawal_words_sealed", &row.withdrawal_words_sealed)?,
        completions: completions(tx, row.id, &sealer).await?,
    })
}

async fn completions(tx: &ReadTx, case: CaseId, sealer: &Sealer) -> Result<Vec<CompletionRow>, AppError> {
    let mut rows = Vec::new();
    for c in store::completions(tx, case).await? {
        rows.push(CompletionRow {
            asked_at: to_local(c.asked_at),
            question: sealer.open("completion", "question_sealed", c.id.0, Some(&c.question_sealed))?,
            answered_at: c.answered_at.map(to_local),
            answer: sealer.open("completion", "answer_sealed", c.id.0, c.answer_sealed.as_deref())?,
        });
    }
    Ok(rows)
}
