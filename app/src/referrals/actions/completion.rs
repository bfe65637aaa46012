//! The answer to a request for completion: what of the referral was wrong or missing is put right with it.
use crate::{
    access::{Actor, Allowed},
    audit::{Details, Entries, EventCode},
    cases::{
        actions::{look, opened, still_seen},
        policy::CaseFacts,
        rules::CasePart,
        store::{row as row_of, set_state},
    },
    db::{Db, Tx, WriteTx},
    kernel::{
        code::Code,
        error::AppError,
        id::{CaseId, DistrictId},
    },
    organisation::rules::Party,
    participants::{
        actions::{Known, identify},
        sealing::Sealer,
        store::{Person, by_id, participant, replace_with_case},
    },
    referrals::{
        api::AnswerRow,
        case_store as store,
        content::{Content, Lives, Problem},
        forms::{ELSEWHERE, handler_field},
        policy::AnswerCompletion,
        standing::content,
        store::{district_of, districts, districts_closed, was_closed},
        texts,
    },
    ui::form::Pairs,
};

/// What the referrer answers, and the referral as it is to stand.
#[derive(Clone, Debug)]
pub struct Completion {
    pub answer: String,
    pub content: Content,
}

/// Why an answer was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotAnswered {
    /// What is still missing or wrong, and beside which field.
    Problems(Vec<Problem>),
    App(AppError),
}

impl From<AppError> for NotAnswered {
    fn from(e: AppError) -> Self {
        NotAnswered::App(e)
    }
}

async fn person_of(tx: &impl Tx, case: &Allowed<'_, AnswerCompletion>) -> Result<participant::Model, AppError> {
    by_id(tx, case.participant).await?.ok_or_else(|| AppError::fault("a case without its participant"))
}

/// Answers the coordinator, changes the referral, and gives it back to the inbox.
///
/// Says whether the one who did it can still see the case: with protected identity it is its own handler's.
pub async fn answer_completion(db: &Db, actor: &Actor, id: CaseId, said: Completion) -> Result<bool, NotAnswered> {
    let tx = db.begin().await?;
    let allowed: Allowed<AnswerCompletion> = actor.may(crate::cases::actions::load(&tx, actor, id).await?)?;
    let next = allowed.state.complete().map_err(AppError::from)?;
    let row = row_of(&tx, &allowed).await?;
    let person = person_of(&tx, &allowed).await?;
    let sealer = Sealer::of(tx.keys(), &person)?;
    let before = content(&tx, &row, &person, &sealer).await?;
    let after = said.content.laid_over(&before);
    let problems = problems(&tx, &allowed, (&before, &after), row.submitted_on).await?;
    if !problems.is_empty() {
        return Err(NotAnswered::Problems(problems));
    }
    set_state(&tx, &allowed, next).await?;
    let sealer = match identify(&tx, (&person, row.agency_id), &stated(&after)).await? {
        Known::Same => sealer,
        // the number turned out to be someone's whom the association knows: the case becomes theirs
        Known::Another(known) => {
            let theirs = Sealer::of(tx.keys(), &known)?;
            store::move_to_participant(&tx, &allowed, (&sealer, &theirs), known.id).await?;
            crate::participants::store::delete_if_unused(&tx, person.id).await?;
            theirs
        }
    };
    replace_with_case(&tx, (actor.association, id), &stated(&after), &sealer).await?;
    let exceptions = after.exceptions(&known_districts(&tx, &allowed, &before).await?, row.submitted_on);
    store::change_referral(&tx, &allowed, &after, (&sealer, &exceptions), row.submitted_on).await?;
    let record = store::answer_completion(&tx, &allowed, &sealer, &said.answer).await?;
    let details = Details { record: Some(record.0), ..Details::default() };
    let mut entries = vec![allowed.did(EventCode::CompletionAnswered.with(details))];
    for part in after.changed_from(&before) {
        let details = Details { code: Some(part.code().to_owned()), ..Details::default() };
        entries.push(allowed.did(EventCode::ReferralChanged.with(details)));
    }
    // as it is from now on, asked before it is kept: a database that is busy afterwards must not tell a kept answer as failed
    let still_seen = still_seen(&tx, actor, id).await?;
    tx.commit(Entries::several(entries)?).await?;
    Ok(still_seen)
}

/// The districts that need no exception: the open ones, and the one that stands there already, unless it needed one when
/// the referral was submitted.
async fn known_districts(tx: &impl Tx, case: &CaseFacts, before: &Content) -> Result<Vec<DistrictId>, AppError> {
    let mut known: Vec<_> = districts(tx, case.association).await?.into_iter().map(|d| d.id).collect();
    let closed = districts_closed(tx, case.association).await?;
    known.extend(district_of(before.lives).filter(|d| !was_closed(&closed, *d, case.submitted_at)));
    Ok(known)
}

/// The checks of a submission, by the day of the submission; a party that is added must be one that the consent names.
async fn problems(
    tx: &WriteTx,
    case: &CaseFacts,
    (before, after): (&Content, &Content),
    submitted_on: chrono::NaiveDate,
) -> Result<Vec<Problem>, AppError> {
    let mut problems = after.problems_after(&known_districts(tx, case, before).await?, submitted_on);
    let named = |party: &Party| case.consent.as_ref().is_some_and(|c| c.names(*party));
    let added = after.asked_for.iter().filter(|p| !before.asked_for.contains(p));
    let parties: Vec<Party> = added.copied().filter(|p| !named(p)).collect();
    if !parties.is_empty() && problems.iter().all(|p| p.field != "asked_for") {
        problems.push(Problem { field: "asked_for", text: texts::CONSENT_FIRST, parties, failed: true });
    }
    Ok(problems)
}

/// The person as the referral states them now.
fn stated(content: &Content) -> Person {
    Person {
        identity: content.identity,
        given_name: content.given_name.clone(),
        family_name: content.family_name.clone(),
        gender: content.gender.unwrap_or(crate::participants::rules::Gender::NotStated),
        district: district_of(content.lives),
        language: content.language.map(|l| l.code().to_owned()).unwrap_or_default(),
        needs_interpreter: content.interpreter == Some(true),
        accessibility: content.accessibility.clone(),
        phone: content.phone.clone(),
        email: content.email.clone(),
        protected_identity: content.protected == Some(true),
    }
}

/// What the answer's page shows: an opening of the referral, in the log before it is read. Of the person nothing is filled
/// in.
pub async fn answer_form(db: &Db, actor: &Actor, id: CaseId) -> Result<AnswerRow, AppError> {
    let tx = opened::<AnswerCompletion>(db, actor, id, CasePart::Referral).await?;
    let allowed: Allowed<AnswerCompletion> = actor.may(look(&tx, actor, id).await?)?;
    let row = row_of(&tx, &allowed).await?;
    let person = person_of(&tx, &allowed).await?;
    let sealer = Sealer::of(tx.keys(), &person)?;
    let content = content(&tx, &row, &person, &sealer).await?;
    let asked = match store::completions(&tx, id).await?.pop() {
        Some(c) => sealer.open("completion", "question_sealed", c.id.0, Some(&c.question_sealed))?,
        None => String::new(),
    };
    Ok(AnswerRow {
        id,
        heading: crate::cases::label::heading(&tx, actor, &allowed).await?,
        asked,
        is_open: allowed.state.complete().is_ok(),
        identity_unknown: content.identity.is_none(),
        values: values_of(&content),
        districts: districts(&tx, actor.association).await?.into_iter().map(|d| (d.id.to_string(), d.name)).collect(),
    })
}

/// The fields as the referral stands, the person's left out; where a protected person lives too.
fn values_of(content: &Content) -> Pairs {
    let mut values = Pairs::new();
    let mut put = |name: &str, value: &str| {
        if !value.is_empty() {
            values.push((name.to_owned(), value.to_owned()));
        }
    };
    match content.lives {
        Lives::In(id) if content.protected != Some(true) => put("district", &id.to_string()),
        Lives::Elsewhere => put("district", ELSEWHERE),
        Lives::In(_) | Lives::NotSaid => {}
    }
    put("exception_reason", &content.exception_reason);
    content.livelihood.iter().for_each(|l| put("livelihood", l.code()));
    put("support_band", content.support_band.map(|b| b.code()).unwrap_or_default());
    put("education", content.education.map(|e| e.code()).unwrap_or_default());
    content.involved.iter().for_each(|p| put("involved", p.code()));
    content.handlers.iter().for_each(|(party, name)| put(handler_field(*party), name));
    put("tried", &content.tried);
    put("question", &content.question);
    put("own_words", &content.own_words);
    put("own_goal", &content.own_goal);
    content.asked_for.iter().for_each(|p| put("asked_for", p.code()));
    put("meeting_form", content.meeting_form.map(|f| f.code()).unwrap_or_default());
    put("track", content.track.map(|t| t.code()).unwrap_or_default());
    values
}
