//! A submitted referral as it stands in the database, opened: what an answer to the coordinator is laid over.
use super::content::{Content, Lives};
use crate::{
    cases::store::{case_livelihood, case_party, cases},
    db::Tx,
    kernel::{code::Code, error::AppError},
    organisation::rules::Party,
    participants::{
        sealing::Sealer,
        store::{contact_of, identity_of, participant, person_of},
    },
};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder};

/// What the referral says; its consents are records of their own and left out. The caller has loaded the case.
pub async fn content(
    tx: &impl Tx,
    row: &cases::Model,
    person: &participant::Model,
    sealer: &Sealer,
) -> Result<Content, AppError> {
    let of_case = |column, sealed: &Option<Vec<u8>>| sealer.open("cases", column, row.id.0, sealed.as_deref());
    let (who, said) = (person_of(tx, row.id).await?, contact_of(tx, sealer, row.id, person).await?);
    let livelihood = case_livelihood::Entity::find()
        .filter(case_livelihood::Column::CaseId.eq(row.id).and(case_livelihood::Column::AtEnd.eq(false)))
        .all(tx.conn())
        .await?;
    let parties = case_party::Entity::find()
        .filter(case_party::Column::CaseId.eq(row.id))
        .order_by_asc(case_party::Column::Party)
        .all(tx.conn())
        .await?;
    let mut handlers = Vec::new();
    for party in Party::ALL {
        let sealed = parties.iter().find(|p| p.party == *party).and_then(|p| p.handler_sealed.as_deref());
        handlers.push((*party, sealer.open("case_party", "handler_sealed", row.id.0, sealed)?));
    }
    let exception_reason = of_case("exception_reason_sealed", &row.exception_reason_sealed)?;
    let identity = identity_of(sealer, person, tx.today())?;
    let of_list = |has: &dyn Fn(&case_party::Model) -> bool| -> Vec<Party> {
        Party::ALL.iter().copied().filter(|p| parties.iter().any(|row| row.party == *p && has(row))).collect()
    };
    Ok(Content {
        identity,
        identity_unknown: identity.is_none(),
        age: row.age_at_submission,
        given_name: who.given_name,
        family_name: who.family_name,
        gender: Some(who.gender),
        lives: match row.district_id {
            Some(district) => Lives::In(district),
            // in none of the districts, for which an exception was asked; a register may not know
            None if exception_reason.is_empty() => Lives::NotSaid,
            None => Lives::Elsewhere,
        },
        exception_reason,
        language: said.language.parse().ok(),
        interpreter: Some(said.needs_interpreter),
        accessibility: said.accessibility,
        phone: said.phone,
        email: said.email,
        protected: Some(who.protected),
        livelihood: {
            let known: Vec<_> = livelihood.into_iter().map(|l| l.livelihood).collect();
            Code::ALL.iter().copied().filter(|l| known.contains(l)).collect()
        },
        support_band: Some(row.support_band),
        education: Some(row.education),
        involved: of_list(&|p| p.involved),
        handlers,
        tried: of_case("tried_sealed", &row.tried_sealed)?,
        question: of_case("question_sealed", &row.question_sealed)?,
        own_words: of_case("own_words_sealed", &row.own_words_sealed)?,
        own_goal: of_case("own_goal_sealed", &row.own_goal_sealed)?,
        asked_for: of_list(&|p| p.asked_for),
        meeting_form: row.meeting_form,
        track: Some(row.track),
        ..Content::default()
    })
}
