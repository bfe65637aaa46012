//! Reads from the consents for whom a case was open, and from the log who has read it.
use super::api::{OpenFor, Readers, Shared};
use crate::{
    access::{Actor, Allowed, Role},
    accounts::store::{HeldAt, units_held},
    audit::{
        SubjectKind,
        store::{Happened, readings_of},
    },
    cases::{
        actions::{look, opened},
        label::heading,
        policy::CaseFacts,
        rules::CasePart,
    },
    consents::{
        policy::SeeReaders,
        rules::Purpose,
        store::{all_of, consent, consent_party},
    },
    db::{Db, ReadTx},
    kernel::{
        code::Code,
        error::AppError,
        id::{AssociationId, CaseId, UnitId, UserId},
        local_time::local_day,
    },
    organisation::store::{agencies_of_units, association_by_id},
    work_training::store::placements_of,
};
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// For whom the case was open, and who has read it: for the participant, by whoever tells them.
pub async fn shared(db: &Db, actor: &Actor, id: CaseId) -> Result<Shared, AppError> {
    let tx = opened::<SeeReaders>(db, actor, id, CasePart::Readers).await?;
    let case: Allowed<SeeReaders> = actor.may(look(&tx, actor, id).await?)?;
    Ok(Shared {
        heading: heading(&tx, actor, &case).await?,
        open_for: open_for(&all_of(&tx, id).await?),
        readers: readers(&tx, case.association, &readings(&tx, &case).await?).await?,
    })
}

/// Who has read the case, for its participant. The caller has loaded it for them.
pub(crate) async fn readers_for_participant(tx: &ReadTx, case: &CaseFacts) -> Result<Vec<Readers>, AppError> {
    readers(tx, case.association, &readings(tx, case).await?).await
}

/// Party by party, in the order in which the consents were given.
fn open_for(consents: &[(consent::Model, Vec<consent_party::Model>)]) -> Vec<OpenFor> {
    let share = consents.iter().filter(|(c, _)| c.purpose == Purpose::ShareInTeam && c.given);
    let of_party = |(c, parties): &(consent::Model, Vec<consent_party::Model>)| {
        let time = |p: &consent_party::Model| {
            let withdrawn = [c.withdrawn_at, p.withdrawn_at].into_iter().flatten().min().map(local_day);
            let withdrawn = withdrawn.filter(|day| *day <= c.valid_until);
            let until = withdrawn.unwrap_or(c.valid_until);
            OpenFor { party: p.party, from: c.given_on, until, withdrawn: withdrawn.is_some() }
        };
        parties.iter().map(time).collect::<Vec<_>>()
    };
    let mut times: Vec<OpenFor> = share.flat_map(of_party).collect();
    times.sort_by_key(|t| (t.party, t.from));
    times
}

/// Of the case, of the work training that was asked for in it, and of the participant by those who opened the case: who
/// opened the participant alone may have done so for another case, which is not to be told here.
async fn readings(tx: &ReadTx, case: &CaseFacts) -> Result<Vec<Happened>, AppError> {
    let mut readings = readings_of(tx, SubjectKind::Case, case.id.0).await?;
    let opened: HashSet<Option<UserId>> = readings.iter().map(|r| r.actor).collect();
    let person = readings_of(tx, SubjectKind::Participant, case.participant.0).await?;
    readings.extend(person.into_iter().filter(|r| opened.contains(&r.actor)));
    for placement in placements_of(tx, case.id).await? {
        readings.extend(readings_of(tx, SubjectKind::Placement, placement.0).await?);
    }
    Ok(readings)
}

/// By task and office: whoever reads it learns who looked, not in which order colleagues did.
async fn readers(tx: &ReadTx, association: AssociationId, readings: &[Happened]) -> Result<Vec<Readers>, AppError> {
    let own = association_by_id(tx, association).await?.name;
    let held = units_held(tx, association, readings.iter().filter_map(|r| r.actor)).await?;
    let agencies = agencies_of_units(tx, held.iter().map(|h| h.unit)).await?;
    let mut days: BTreeMap<(Role, String, bool), BTreeSet<NaiveDate>> = BTreeMap::new();
    for reading in readings {
        let (Some(user), Some(role)) = (reading.actor, reading.role) else { continue };
        let office = office(&held, &agencies, (user, role, reading.at)).unwrap_or_else(|| own.clone());
        let without = reading.details.code.as_deref() == Some(CasePart::WithoutConsent.code());
        days.entry((role, office, without)).or_default().insert(local_day(reading.at));
    }
    let row = |((role, office, without_consent), days): ((Role, String, bool), BTreeSet<NaiveDate>)| Readers {
        role,
        office,
        without_consent,
        days: days.into_iter().rev().collect(),
    };
    Ok(days.into_iter().map(row).collect())
}

/// The agencies at which the user held the task then; none: it is the association's own.
fn office(
    held: &[HeldAt],
    agencies: &HashMap<UnitId, String>,
    (user, role, at): (UserId, Role, DateTime<Utc>),
) -> Option<String> {
    let then = |h: &&HeldAt| h.from <= at && h.until.is_none_or(|until| at <= until);
    let of_user = held.iter().filter(|h| (h.user, h.role) == (user, role)).filter(then);
    let names: BTreeSet<&str> = of_user.filter_map(|h| agencies.get(&h.unit).map(String::as_str)).collect();
    (!names.is_empty()).then(|| names.into_iter().collect::<Vec<_>>().join(", "))
}
