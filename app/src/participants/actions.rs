//! Entering a participant with a referral, and opening one.
use super::{
    api::{CaseOfRow, IdentityRow, ParticipantRow, WhoRow},
    policy::{IdentifyParticipant, OpenParticipant, ParticipantFacts},
    rules::Language,
    sealing::Sealer,
    store::{self, Person, by_identity, identity_of, participant},
};
use crate::{
    access::{Actor, Allowed, Loaded},
    audit::{Details, EventCode},
    cases::{self, policy::sight},
    db::{Db, Tx, WriteTx},
    kernel::{
        error::AppError,
        id::{AssociationId, ParticipantId},
        local_time::local_day,
    },
};

/// The participant of a referral: the one with this identity number, with what is said of them now, or a new one.
///
/// What is known is replaced as a whole: a field that kept another agency's word would tell that there is another case.
/// A protected identity stays protected.
pub(crate) async fn enter(
    tx: &WriteTx,
    association: AssociationId,
    person: &Person,
) -> Result<(ParticipantId, Sealer), AppError> {
    let known = match &person.identity {
        Some(identity) => by_identity(tx, association, identity).await?,
        None => None,
    };
    match known {
        Some(row) => {
            let sealer = Sealer::of(tx.keys(), &row)?;
            store::replace(tx, &row, person, &sealer).await?;
            Ok((row.id, sealer))
        }
        None => {
            let (row, sealer) = store::new_row(tx, association, person);
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

/// What a referral says of its participant after its submission: replaced as [`enter`] does. A number that was unknown
/// can become known, and then belong to someone whom the association knows; that is told to nobody.
pub(crate) async fn identify(tx: &WriteTx, row: &participant::Model, person: &Person) -> Result<Known, AppError> {
    let number = person.identity.as_ref().filter(|_| row.identity_index.is_none());
    let known = match number {
        Some(number) => by_identity(tx, row.association_id, number).await?,
        None => None,
    };
    if let Some(known) = known {
        let sealer = Sealer::of(tx.keys(), &known)?;
        store::replace(tx, &known, person, &sealer).await?;
        return Ok(Known::Another(Box::new(known)));
    }
    let sealer = Sealer::of(tx.keys(), row)?;
    store::replace(tx, row, person, &sealer).await?;
    if let Some(number) = number {
        store::set_identity(tx, row, number, &sealer).await?;
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
    let row = store::by_id(&tx, id).await?.ok_or(AppError::NotFound)?;
    let who = if actor.might::<IdentifyParticipant>(&allowed) { Some(who(&tx, &row)?) } else { None };
    let mut shown: Vec<_> = allowed.cases.iter().filter(|c| sight(actor, c).is_some()).collect();
    shown.sort_by_key(|c| std::cmp::Reverse(c.submitted_at));
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

fn who(tx: &WriteTx, row: &participant::Model) -> Result<WhoRow, AppError> {
    let sealer = Sealer::of(tx.keys(), row)?;
    let open = |column, sealed: &Option<Vec<u8>>| sealer.open("participant", column, row.id.0, sealed.as_deref());
    let protected = row.protected_identity;
    let contact = |text: String| if protected { String::new() } else { text };
    Ok(WhoRow {
        name: format!("{} {}", row.given_name, row.family_name).trim().to_owned(),
        identity: identity_of(&sealer, row, tx.today())?.map(|i| i.masked()),
        gender: row.gender,
        language: row.language.parse().unwrap_or(Language::Other),
        interpreter: row.needs_interpreter,
        accessibility: open("accessibility_sealed", &row.accessibility_sealed)?,
        phone: contact(open("phone_sealed", &row.phone_sealed)?),
        email: contact(open("email_sealed", &row.email_sealed)?),
        protected,
    })
}

/// The identity number in full: an opening of its own in the log, written before it is shown.
pub async fn identity(db: &Db, actor: &Actor, id: ParticipantId) -> Result<IdentityRow, AppError> {
    let tx = db.begin().await?;
    let allowed: Allowed<IdentifyParticipant> = actor.may(load(&tx, actor, id).await?)?;
    let row = store::by_id(&tx, id).await?.ok_or(AppError::NotFound)?;
    let sealer = Sealer::of(tx.keys(), &row)?;
    let identity = identity_of(&sealer, &row, tx.today())?.map(|i| i.formatted());
    let details = Details { code: Some("identity".to_owned()), ..Details::default() };
    let entry = allowed.did(EventCode::ParticipantOpened.with(details));
    tx.commit(entry).await?;
    Ok(IdentityRow { id, name: format!("{} {}", row.given_name, row.family_name).trim().to_owned(), identity })
}
