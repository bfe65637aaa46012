//! A draft becomes a case: participant, number, referral and consents, in one transaction.
use crate::{
    access::{Actor, Allowed, Role},
    accounts::users::actions as users,
    audit::{Details, Entries, EventCode, Subject, SubjectKind},
    cases::{self, policy::Sight},
    consents::{
        actions::{By, NewConsent, write as write_consent},
        rules::Purpose,
    },
    consultations,
    db::{Db, Tx, WriteTx},
    kernel::{
        code::Code,
        error::AppError,
        id::{CaseId, ReferralId},
    },
    participants::{
        actions::enter,
        store::{Person, keep_with_case},
    },
    referrals::{
        content::Complete,
        forms::read_all,
        policy::SubmitDraft,
        store::{self, district_of},
    },
};
use chrono::Datelike;

/// Why a draft was not submitted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Something is missing: the review page says what.
    NotReady,
    /// The author no longer refers from that unit.
    NotMyUnit,
    App(AppError),
}

impl From<AppError> for Refusal {
    fn from(e: AppError) -> Self {
        Refusal::App(e)
    }
}

/// Submits the draft. A second press finds the case that the first one made.
pub async fn submit(db: &Db, actor: &Actor, id: ReferralId) -> Result<CaseId, Refusal> {
    let tx = db.begin().await?;
    // the user first: their account can't be closed, nor their task ended, while a case gets their name
    users::hold(&tx, actor.user).await?;
    let Some(draft) = store::find_draft(&tx, actor, id, true).await? else {
        drop(tx);
        return Ok(submitted_before(db, actor, id).await?);
    };
    let allowed: Allowed<SubmitDraft> = actor.may(draft).map_err(|e| match e {
        AppError::NotAllowed => Refusal::NotMyUnit,
        other => Refusal::App(other),
    })?;
    if !users::still_holds(&tx, actor.user, actor.association, Role::Referrer, Some(allowed.unit)).await? {
        return Err(Refusal::NotMyUnit);
    }
    let referral = ready(&tx, actor, &allowed).await?;
    let person = person_of(&referral);
    let (_, agency) = store::unit_of(&tx, allowed.unit).await?;
    let (participant, sealer) = enter(&tx, (actor.association, agency.id), &person).await?;
    store::delete_draft(&tx, &allowed).await?;
    // as late as can be: who submits at the same time waits for it
    let number = cases::store::next_number(&tx, actor.association, tx.today().year()).await?;
    let case = store::insert_case(&tx, &allowed, &referral, (participant, &sealer), &agency, number).await?;
    keep_with_case(&tx, (actor.association, case), &person, &sealer).await?;

    let subject = Subject { kind: SubjectKind::Case, id: case.0, association: Some(actor.association) };
    let parties = referral.content.asked_for.clone();
    let code = Some(referral.track.code().to_owned());
    let submitted = EventCode::ReferralSubmitted.with(Details { parties, code, ..Details::default() });
    let mut entries = vec![allowed.did_to(subject, submitted)];
    for consent in consents_of(&referral) {
        let by = By::Handler(actor.user);
        let (_, recorded) = write_consent(&tx, (actor.association, case), &sealer, by, &consent).await?;
        entries.push(allowed.did_to(subject, recorded));
    }
    entries.extend(consultations::actions::became(&tx, actor, id).await?);
    tx.commit(Entries::several(entries)?).await?;
    Ok(case)
}

async fn ready(tx: &WriteTx, actor: &Actor, draft: &store::DraftFacts) -> Result<Complete, Refusal> {
    let (content, errors) = read_all(draft.values.clone(), actor.lang, tx.today());
    let districts: Vec<_> = store::districts(tx, actor.association).await?.into_iter().map(|d| d.id).collect();
    if !errors.is_empty() {
        return Err(Refusal::NotReady);
    }
    content.complete(&districts, tx.today()).map_err(|_| Refusal::NotReady)
}

/// The case that this draft has become already: the ids are the same. For its referrer, who has written the draft.
pub(super) async fn submitted_before(db: &Db, actor: &Actor, id: ReferralId) -> Result<CaseId, AppError> {
    let tx = db.read().await?;
    let case = cases::actions::look(&tx, actor, CaseId(id.0)).await?;
    match cases::policy::sight(actor, &case) {
        Some((_, Sight::Referral | Sight::Whole)) if case.referrer == actor.user => Ok(case.id),
        _ => Err(AppError::NotFound),
    }
}

fn person_of(referral: &Complete) -> Person {
    let content = &referral.content;
    Person {
        identity: content.identity,
        given_name: content.given_name.clone(),
        family_name: content.family_name.clone(),
        gender: referral.gender,
        district: district_of(content.lives),
        language: referral.language.code().to_owned(),
        needs_interpreter: content.interpreter == Some(true),
        accessibility: content.accessibility.clone(),
        phone: content.phone.clone(),
        email: content.email.clone(),
        protected_identity: content.protected == Some(true),
    }
}

/// The consent to share, and apart from it the answers about SUS and about the survey: a no is recorded too.
fn consents_of(referral: &Complete) -> Vec<NewConsent> {
    let content = &referral.content;
    let share = NewConsent {
        purpose: Purpose::ShareInTeam,
        given: true,
        form: referral.consent_form,
        language: referral.consent_language,
        with_interpreter: content.consent_interpreter == Some(true),
        heard_by: content.heard_by.clone(),
        given_on: referral.given_on,
        parties: content.covered.clone(),
    };
    let sus = share.answering(Purpose::RegisterInSus, referral.sus);
    let survey = content.survey.map(|given| share.answering(Purpose::Survey, given));
    [share, sus].into_iter().chain(survey).collect()
}
