//! Recording and withdrawing consents.
pub use super::tasks::{tasks, waiting};
use super::{
    api::{ConsentCard, ConsentRecord, PartyConsent, Standing},
    policy::{RecordConsent, SeeReaders, WithdrawConsent},
    rules::{ConsentForm, Purpose, Withdrawal, last_day, valid_until},
    scan::{
        self,
        api::ScanMark,
        file::Clean,
        policy::{AddScan, SeeScan},
    },
    store::{self, consent, consent_party},
    wording::{
        rules::{TextLanguage, TextVersion},
        store::in_use,
    },
};
use crate::{
    access::{Actor, Allowed},
    accounts::store::names_of,
    audit::{Details, Entries, Event, EventCode},
    cases::{
        actions::{load, look, opened, still_seen},
        label::heading,
        policy::{CaseFacts, OpenCase, Sight, sight},
        rules::CasePart,
    },
    db::{Db, ReadTx, Tx, WriteTx},
    kernel::{
        code::Code,
        error::AppError,
        id::{AssociationId, CaseId, ConsentId, UserId},
        local_time::local_day,
    },
    organisation::rules::Party,
    participants::sealing::{Sealer, sealer},
};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// A consent as a handler records it.
#[derive(Clone, Debug)]
pub struct NewConsent {
    pub purpose: Purpose,
    /// False: the participant was asked and said no.
    pub given: bool,
    pub form: ConsentForm,
    /// Of the text that was read.
    pub language: TextLanguage,
    pub with_interpreter: bool,
    pub heard_by: String,
    pub given_on: NaiveDate,
    pub parties: Vec<Party>,
}

impl NewConsent {
    /// Another question, answered on the same occasion: it is about no party.
    #[must_use]
    pub fn answering(&self, purpose: Purpose, given: bool) -> Self {
        NewConsent { purpose, given, parties: vec![], ..self.clone() }
    }
}

/// By whom an answer is given to the product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By<'a> {
    /// A handler, who has seen or heard it.
    Handler(UserId),
    /// The participant, who wrote this name under it.
    Participant(&'a str),
}

/// Writes a consent of a case that the caller has loaded or is making, and gives its id and the event for its entry. It is
/// noted for the text that was in use on the day on which it was given.
pub(crate) async fn write(
    tx: &WriteTx,
    (association, case): (AssociationId, CaseId),
    sealer: &Sealer,
    by: By<'_>,
    new: &NewConsent,
) -> Result<(ConsentId, Event), AppError> {
    let id = ConsentId::new();
    let (recorded_by, signed_as) = match by {
        By::Handler(user) => (Some(user), ""),
        By::Participant(name) => (None, name),
    };
    let text = in_use(tx, association, new.purpose, new.language, new.given_on).await?;
    let row = consent::Model {
        id,
        case_id: case,
        purpose: new.purpose,
        given: new.given,
        form: new.form,
        text_version: text.version.to_string(),
        language: new.language.code().to_owned(),
        with_interpreter: new.with_interpreter,
        heard_by_sealed: sealer.seal("consent", "heard_by_sealed", id.0, &new.heard_by),
        given_on: new.given_on,
        valid_until: valid_until(new.given_on),
        recorded_by,
        recorded_at: tx.now(),
        withdrawn_at: None,
        signed_as_sealed: sealer.seal("consent", "signed_as_sealed", id.0, signed_as),
    };
    store::insert(tx, row, &new.parties).await?;
    let event = EventCode::ConsentRecorded.with(Details {
        record: Some(id.0),
        code: Some(new.purpose.code().to_owned()),
        count: Some(i32::from(new.given)),
        parties: new.parties.clone(),
        day: Some(new.given_on),
        ..Details::default()
    });
    Ok((id, event))
}

/// Why a consent was not recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotRecorded {
    /// It was given before the day on which one for the same was last withdrawn: an old paper is no new word.
    BeforeWithdrawal(NaiveDate),
    App(AppError),
}

impl From<AppError> for NotRecorded {
    fn from(e: AppError) -> Self {
        NotRecorded::App(e)
    }
}

/// The day on which a consent for the same purpose, to one of the same parties, was last withdrawn.
fn withdrawn_on(consents: &[(consent::Model, Vec<consent_party::Model>)], new: &NewConsent) -> Option<NaiveDate> {
    let same = consents.iter().filter(|(c, _)| c.given && c.purpose == new.purpose);
    let last = same.flat_map(|(c, parties)| {
        let of_party = |p: &consent_party::Model| c.withdrawn_at.max(p.withdrawn_at);
        let named = parties.iter().filter(|p| new.parties.contains(&p.party)).filter_map(of_party);
        let whole = c.withdrawn_at.filter(|_| parties.is_empty());
        named.chain(whole).collect::<Vec<_>>()
    });
    last.max().map(local_day)
}

/// Records what the participant has said: to share, about SUS, or both. A scan of the signed paper stands by the first.
pub async fn record(
    db: &Db,
    actor: &Actor,
    id: CaseId,
    consents: Vec<NewConsent>,
    scan: Option<Clean>,
) -> Result<(), NotRecorded> {
    let tx = db.begin().await?;
    let allowed: Allowed<RecordConsent> = actor.may(load(&tx, actor, id).await?)?;
    if !allowed.state.code().is_live() {
        return Err(AppError::Conflict.into());
    }
    let before = store::all_of(&tx, id).await?;
    let withdrawn = consents
        .iter()
        .filter(|new| new.given)
        .filter_map(|new| withdrawn_on(&before, new).filter(|day| new.given_on < *day));
    if let Some(day) = withdrawn.max() {
        return Err(NotRecorded::BeforeWithdrawal(day));
    }
    let sealer = sealer(&tx, allowed.participant).await?;
    let (mut entries, mut first) = (Vec::with_capacity(consents.len() + 1), None);
    for new in &consents {
        let (consent, event) = write(&tx, (allowed.association, id), &sealer, By::Handler(actor.user), new).await?;
        first = first.or(Some((consent, new.purpose)));
        entries.push(allowed.did(event));
    }
    if let Some((scan, first)) = scan.zip(first) {
        let adds: Allowed<AddScan> = actor.may(allowed.into_subject())?;
        entries.push(adds.did(scan::actions::attach(&tx, &adds, &sealer, first, &scan).await?));
    }
    Ok(tx.commit(Entries::several(entries)?).await?)
}

/// Withdraws at the participant's word; from the next request on nobody sees more than the consents that are left.
///
/// Says whether the one who did it can still see the case.
pub async fn withdraw(db: &Db, actor: &Actor, id: CaseId, what: Withdrawal) -> Result<bool, AppError> {
    let tx = db.begin().await?;
    let allowed: Allowed<WithdrawConsent> = actor.may(load(&tx, actor, id).await?)?;
    let event = take_back(&tx, &allowed, what).await?;
    let entry = allowed.did(event);
    // before it is kept: a database that is busy afterwards must not tell a kept withdrawal as failed
    let still_seen = still_seen(&tx, actor, id).await?;
    tx.commit(entry).await?;
    Ok(still_seen)
}

/// Withdraws in a case that the caller has loaded, and gives the event. [`AppError::Conflict`] where nothing of it was given.
pub(crate) async fn take_back(tx: &WriteTx, case: &CaseFacts, what: Withdrawal) -> Result<Event, AppError> {
    let (purpose, parties, touched) = match what {
        Withdrawal::Everything => {
            let named = case.consent.as_ref().map(|c| c.parties().to_vec()).unwrap_or_default();
            (Purpose::ShareInTeam, named, store::withdraw_all(tx, case, Purpose::ShareInTeam).await?)
        }
        Withdrawal::Party(party) => (Purpose::ShareInTeam, vec![party], store::withdraw_party(tx, case, party).await?),
        Withdrawal::Sus => {
            let touched = store::withdraw_all(tx, case, Purpose::RegisterInSus).await?;
            (Purpose::RegisterInSus, Vec::new(), touched)
        }
        Withdrawal::Survey => {
            let touched = store::withdraw_all(tx, case, Purpose::Survey).await?;
            (Purpose::Survey, Vec::new(), touched)
        }
    };
    if touched == 0 {
        return Err(AppError::Conflict);
    }
    let details = Details { code: Some(purpose.code().to_owned()), parties, ..Details::default() };
    Ok(EventCode::ConsentWithdrawn.with(details))
}

/// The card of a case: each party's standing, and what may be done about it.
pub async fn card(db: &Db, actor: &Actor, id: CaseId) -> Result<ConsentCard, AppError> {
    let tx = opened::<OpenCase>(db, actor, id, CasePart::Consents).await?;
    let case: Allowed<OpenCase> = actor.may(look(&tx, actor, id).await?)?;
    let consents = store::all_of(&tx, id).await?;
    let share: Vec<_> = consents.iter().filter(|c| c.0.purpose == Purpose::ShareInTeam && c.0.given).collect();
    let latest = |purpose| {
        let answer = consents.iter().rev().find(|c| c.0.purpose == purpose);
        answer.map(|(c, _)| c.given && c.withdrawn_at.is_none())
    };
    let in_force = case.consent.as_ref();
    let given = store::given_for(&tx, id).await?;
    let party = |party: &Party| PartyConsent {
        party: *party,
        standing: standing(*party, in_force, &share, tx.today()),
        until: last_day(&given, *party, tx.today()),
    };
    let parties: Vec<_> = Party::ALL.iter().map(party).collect();
    let last: BTreeSet<NaiveDate> = parties.iter().filter_map(|p| p.until).collect();
    Ok(ConsentCard {
        id,
        heading: heading(&tx, actor, &case).await?,
        parties,
        any_in_force: in_force.is_some(),
        valid_until: last.first().filter(|_| last.len() == 1).copied(),
        concerned: concerned(&tx, actor, &case).await?,
        sus: latest(Purpose::RegisterInSus),
        survey: latest(Purpose::Survey),
        records: records(&tx, actor, &case, &consents).await?,
        booked: case.meetings.iter().any(|m| m.outcome == crate::meetings::rules::MeetingOutcome::Booked),
        may_record: actor.might::<RecordConsent>(&case) && case.state.code().is_live(),
        may_see_readers: actor.might::<SeeReaders>(&case),
        may_withdraw: actor.might::<WithdrawConsent>(&case) && sight(actor, &case).is_some(),
    })
}

/// Who answers for an activity is what the consent opens: told with the whole case alone.
async fn concerned(tx: &ReadTx, actor: &Actor, case: &CaseFacts) -> Result<Option<Vec<Party>>, AppError> {
    match sight(actor, case) {
        Some((_, Sight::Whole)) => {
            let found = store::concerned(tx, vec![case.id]).await?.remove(&case.id);
            Ok(Some(found.unwrap_or_default()))
        }
        Some((_, Sight::Referral | Sight::Shell)) | None => Ok(None),
    }
}

/// Who heard an oral one is part of what the case tells, so not of its shell.
async fn records(
    tx: &ReadTx,
    actor: &Actor,
    case: &CaseFacts,
    consents: &[(consent::Model, Vec<consent_party::Model>)],
) -> Result<Vec<ConsentRecord>, AppError> {
    let shell = sight(actor, case).is_none_or(|(_, seen)| seen == Sight::Shell);
    let sealer = sealer(tx, case.participant).await?;
    let by = names_of(tx, consents.iter().filter_map(|(c, _)| c.recorded_by)).await?;
    let on_paper = consents.iter().filter(|(c, _)| c.form == ConsentForm::Paper).map(|(c, _)| c.id);
    let scanned = scan::store::present(tx, on_paper).await?;
    let (may_see, may_add) = (actor.might::<SeeScan>(case), scan::actions::may_add(actor, case));
    let record = |(c, parties): &(consent::Model, Vec<consent_party::Model>)| {
        let heard = c.heard_by_sealed.as_deref().filter(|_| !shell);
        Ok(ConsentRecord {
            id: c.id,
            purpose: c.purpose,
            given: c.given,
            parties: parties.iter().map(|p| p.party).collect(),
            form: c.form,
            text: c.language.parse::<TextLanguage>().ok().zip(c.text_version.parse::<TextVersion>().ok()),
            interpreter: c.with_interpreter,
            given_on: c.given_on,
            valid_until: c.valid_until,
            withdrawn_on: c.withdrawn_at.map(local_day),
            by: c.recorded_by.and_then(|u| by.get(&u)).cloned().unwrap_or_default(),
            heard_by: sealer.open("consent", "heard_by_sealed", c.id.0, heard)?,
            scan: (c.form == ConsentForm::Paper).then(|| ScanMark { there: scanned.contains(&c.id), may_see, may_add }),
        })
    };
    consents.iter().rev().map(record).collect()
}

fn standing(
    party: Party,
    in_force: Option<&super::rules::ConsentInForce>,
    share: &[&(consent::Model, Vec<consent_party::Model>)],
    today: NaiveDate,
) -> Standing {
    if in_force.is_some_and(|c| c.names(party)) {
        return Standing::Yes;
    }
    let naming: Vec<_> = share
        .iter()
        .flat_map(|(c, parties)| parties.iter().filter(|p| p.party == party).map(move |p| (c, p)))
        .collect();
    match naming.last() {
        None => Standing::NotAsked,
        Some((c, p)) if c.withdrawn_at.is_some() || p.withdrawn_at.is_some() => Standing::Withdrawn,
        Some((c, _)) if c.valid_until < today => Standing::Expired,
        Some(_) => Standing::NotAsked,
    }
}
