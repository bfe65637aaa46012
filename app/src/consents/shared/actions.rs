//! Reads from the consents for whom a case was open, and from the log who has read it.
use super::api::{OpenFor, Readers, Shared};
use crate::{
    access::{Actor, Allowed, Role},
    accounts::store::units_held,
    audit::{
        SubjectKind,
        store::{Happened, readings_of},
    },
    cases::{
        actions::{look, opened},
        label::heading,
        rules::CasePart,
    },
    consents::{
        policy::SeeReaders,
        rules::Purpose,
        store::{all_of, consent, consent_party},
    },
    db::{Db, ReadTx},
    kernel::{
        error::AppError,
        id::{AssociationId, CaseId, UnitId, UserId},
        local_time::local_day,
    },
    organisation::store::{agencies_of_units, association_by_id},
};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// For whom the case was open, and who has read it: for the participant, by whoever tells them.
pub async fn shared(db: &Db, actor: &Actor, id: CaseId) -> Result<Shared, AppError> {
    let tx = opened::<SeeReaders>(db, actor, id, CasePart::Readers).await?;
    let case: Allowed<SeeReaders> = actor.may(look(&tx, actor, id).await?)?;
    Ok(Shared {
        heading: heading(&tx, actor, &case).await?,
        open_for: open_for(&all_of(&tx, id).await?),
        readers: readers(&tx, case.association, &readings_of(&tx, SubjectKind::Case, id.0).await?).await?,
    })
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

/// By task and office: whoever reads it learns who looked, not in which order colleagues did.
async fn readers(
    tx: &ReadTx,
    association: AssociationId,
    readings: &[Happened],
) -> Result<Vec<Readers>, AppError> {
    let own = association_by_id(tx, association).await?.name;
    let held = units_held(tx, association, readings.iter().filter_map(|r| r.actor)).await?;
    let agencies = agencies_of_units(tx, held.iter().map(|h| h.2)).await?;
    let mut days: BTreeMap<(Role, String), BTreeSet<NaiveDate>> = BTreeMap::new();
    for reading in readings {
        let (Some(user), Some(role)) = (reading.actor, reading.role) else { continue };
        let office = office(&held, &agencies, user, role).unwrap_or_else(|| own.clone());
        days.entry((role, office)).or_default().insert(local_day(reading.at));
    }
    let row = |((role, office), days): ((Role, String), BTreeSet<NaiveDate>)| Readers {
        role,
        office,
        days: days.into_iter().rev().collect(),
    };
    Ok(days.into_iter().map(row).collect())
}

/// The agencies at which the user holds or held the task; none: it is the association's own.
fn office(
    held: &[(UserId, Role, UnitId)],
    agencies: &HashMap<UnitId, String>,
    user: UserId,
    role: Role,
) -> Option<String> {
    let of_user = held.iter().filter(|(u, r, _)| (*u, *r) == (user, role));
    let names: BTreeSet<&str> = of_user.filter_map(|(_, _, unit)| agencies.get(unit).map(String::as_str)).collect();
    (!names.is_empty()).then(|| names.into_iter().collect::<Vec<_>>().join(", "))
}
