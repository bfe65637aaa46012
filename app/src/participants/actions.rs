//! Entering a participant with a referral, and opening one.
use super::{
    api::{CaseOfRow, IdentityRow, ParticipantRow, WhoRow},
    policy::{OpenParticipant, ParticipantFacts, is_told_of_protection},
    rules::Language,
    sealing::Sealer,
    store::{self, Person, by_identity, contact_of, identity_of, participant, person_of},
};
use crate::{
    access::{Actor, Allowed, Loaded},
    audit::{Details, EventCode},
    cases::{self, policy::CaseFacts},
    db::{Db, Tx, WriteTx},
    kernel::{
        error::AppError,
        id::{AgencyId, AssociationId, ParticipantId},
        local_time::local_day,
    },
};

/// The participant of a referral from this agency: the one with this identity number, or a new one.
///
/// What the referral says of the person is kept with its case ([`store::keep_with_case`]), and shown there alone: neither
/// agency learns of the other's case. The participant's own name and gender follow while the person is nobody else's. A
/// protected identity is set for the person, and never unset.
pub(crate) async fn enter(
    tx: &WriteTx,
    (association, agency): (AssociationId, AgencyId),
    person: &Person,
) -> Result<(ParticipantId, Sealer), AppError> {
    let known = match &person.identity {
        Some(identity) => by_identity(tx, association, identity).await?,
        None => None,
    };
    match known {
        Some(row) => {
            let sealer = Sealer::of(tx.keys(), &row)?;
            if !store::is_others_too(tx, row.id, agency).await? {
                store::correct(tx, row.id, person).await?;
            }
            if person.protected_identity {
                store::protect(tx, row.id).await?;
            }
            Ok((row.id, sealer))
        }
        None => {
            let without_contact = Person {
                needs_interpreter: false,
                accessibility: String::new(),
                phone: String::new(),
                email: String::new(),
                ..person.clone()
            };
            let (row, sealer) = store::new_row(tx, association, &without_contact);
            let id = row.id;
            store::insert(tx, vec![row]).await?;
            Ok((id, sealer))
        }
    }
}

/// Whose row holds a participant after an identity number became known.
#[derive(Clone, Debug)]
pub(crate) enum Known {
    /// Their own, as before.
    Same,
    /// The association knew the number already: this is that person.
    Another(Box<participant::Model>),
}

/// What a case's referral says of its participant after its submission, by the rules of [`enter`]. A number that was
/// unknown can become known, and then belong to someone whom the association knows; that is told to nobody.
pub(crate) async fn identify(
    tx: &WriteTx,
    (row, agency): (&participant::Model, AgencyId),
    person: &Person,
) -> Result<Known, AppError> {
    let number = person.identity.as_ref().filter(|_| row.identity_index.is_none());
    let known = match number {
        Some(number) => by_identity(tx, row.association_id, number).await?,
        None => None,
    };
    let whose = known.as_ref().unwrap_or(row);
    if !store::is_others_too(tx, whose.id, agency).await? {
        store::correct(tx, whose.id, person).await?;
    }
    if person.protected_identity {
        store::protect(tx, whose.id).await?;
    }
    if let Some(known) = known {
        return Ok(Known::Another(Box::new(known)));
    }
    if let Some(number) = number {
        store::set_identity(tx, row, number, &Sealer::of(tx.keys(), row)?).await?;
    }
    Ok(Known::Same)
}

async fn load<'tx>(
    tx: &'tx WriteTx,
    actor: &Actor,
    id: ParticipantId,
) -> Result<Loaded<'tx, ParticipantFacts>, AppError> {
    let mut facts = Vec::new();
    for case in store::case_ids(tx, actor.association, id).await? {
        if let Some(case) = cases::store::find(tx, actor.association, case, false).await? {
            facts.push((*case).clone());
        }
    }
    let facts = ParticipantFacts { id, association: actor.association, cases: facts };
    Ok(Loaded::from_tx(tx, facts))
}

/// Opens a participant: written in the log before anything is shown. One whose cases are not the actor's is *not found*.
pub async fn open(db: &Db, actor: &Actor, id: ParticipantId) -> Result<ParticipantRow, AppError> {
    let tx = db.begin().await?;
    let allowed: Allowed<OpenParticipant> = actor.may(load(&tx, actor, id).await?)?;
    let shown = allowed.identified(actor);
    let who = who(&tx, actor, &shown, id).await?;
    let cases = shown
        .into_iter()
        .map(|c| CaseOfRow {
            id: c.id,
            number: c.number.clone(),
            state: c.state.code(),
            submitted_on: local_day(c.submitted_at),
        })
        .collect();
    let answer = ParticipantRow { id, who, cases };
    let entry = allowed.did(EventCode::ParticipantOpened.into());
    tx.commit(entry).await?;
    Ok(answer)
}

/// Who they are, as the latest of these cases says it.
async fn who(tx: &WriteTx, actor: &Actor, cases: &[&CaseFacts], id: ParticipantId) -> Result<WhoRow, AppError> {
    let row = store::by_id(tx, id).await?.ok_or(AppError::NotFound)?;
    let (latest, others) = cases.split_first().ok_or(AppError::NotFound)?;
    let sealer = Sealer::of(tx.keys(), &row)?;
    let (person, said) = (person_of(tx, latest.id).await?, contact_of(tx, &sealer, latest.id, &row).await?);
    let mut differs = false;
    for case in others {
        let before = (person_of(tx, case.id).await?, contact_of(tx, &sealer, case.id, &row).await?);
        differs |= before.0.name() != person.name() || before.0.gender != person.gender || before.1 != said;
    }
    let protected = is_told_of_protection(actor, person.protected, row.protected_identity);
    let contact = |text: String| if protected { String::new() } else { text };
    Ok(WhoRow {
        name: person.name(),
        identity: identity_of(&sealer, &row, tx.today())?.map(|i| i.masked()),
        gender: person.gender,
        language: said.language.parse().unwrap_or(Language::Other),
        interpreter: said.needs_interpreter,
        accessibility: said.accessibility,
        phone: contact(said.phone),
        email: contact(said.email),
        protected,
        as_said_in: differs.then(|| latest.number.clone()),
    })
}

/// The identity number in full: an opening of its own in the log, written before it is shown.
pub async fn identity(db: &Db, actor: &Actor, id: ParticipantId) -> Result<IdentityRow, AppError> {
    let tx = db.begin().await?;
    let allowed: Allowed<OpenParticipant> = actor.may(load(&tx, actor, id).await?)?;
    let row = store::by_id(&tx, id).await?.ok_or(AppError::NotFound)?;
    let case = allowed.identified(actor).first().map(|c| c.id).ok_or(AppError::NotFound)?;
    let name = person_of(&tx, case).await?.name();
    let sealer = Sealer::of(tx.keys(), &row)?;
    let identity = identity_of(&sealer, &row, tx.today())?.map(|i| i.formatted());
    let details = Details { code: Some("identity".to_owned()), ..Details::default() };
    let entry = allowed.did(EventCode::ParticipantOpened.with(details));
    tx.commit(entry).await?;
    Ok(IdentityRow { id, name, identity })
}
