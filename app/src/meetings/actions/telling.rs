//! Whom it concerns that a meeting was moved or cancelled.
use crate::{
    access::Actor,
    accounts::store::{names_of, reached},
    cases::policy::{CaseFacts, Sight, sight},
    db::{ReadTx, Tx},
    kernel::{error::AppError, local_time::to_local},
    meetings::{
        api::ToTell,
        policy::CancelMeeting,
        store::{changed, clash::lots_of, staffing::staffing},
    },
    organisation::rules::{Party, with_unit},
    referrals,
};

/// Who has to be told that the case's meeting was moved or cancelled, while that is news: told to those who do it. None of a
/// time that had begun: there they were. Of the team those only whom the case concerns: to any other it does not exist. What
/// the coordinator is not shown of the case does not show here either.
pub async fn to_tell(tx: &ReadTx, actor: &Actor, case: &CaseFacts) -> Result<Option<ToTell>, AppError> {
    if !actor.might::<CancelMeeting>(case) {
        return Ok(None);
    }
    let Some(changed) = changed::of_case(tx, case.id).await? else { return Ok(None) };
    let Some(at) = changed.meeting.outcome_at.filter(|at| *at < changed.was.starts_at) else { return Ok(None) };
    if changed.now.as_ref().is_some_and(|now| now.starts_at <= tx.now()) {
        return Ok(None);
    }
    let times: Vec<_> = std::iter::once(changed.was).chain(changed.now.clone()).collect();
    let knows = |party| !case.protected_identity && case.consent.as_ref().is_some_and(|c| c.names(party));
    let mut seats = staffing(tx, &times).await?;
    let mut team: Vec<(Party, String)> = Vec::new();
    for time in &times {
        let come = seats.remove(&time.id).unwrap_or_default().into_iter();
        team.extend(come.filter(|s| !s.name.is_empty() && knows(s.party)).map(|s| (s.party, s.name)));
    }
    team.sort();
    team.dedup();
    let whole = sight(actor, case).is_some_and(|(_, seen)| seen == Sight::Whole) && !case.protected_identity;
    let lots: Vec<_> = match whole {
        true => lots_of(tx, &[case.id]).await?.into_iter().map(|(_, user)| user).collect(),
        false => Vec::new(),
    };
    let mut names = names_of(tx, lots.iter().copied()).await?;
    let (referrer, email) = reached(tx, case.referrer).await?;
    let (unit, agency) = referrals::store::unit_of(tx, case.unit).await?;
    Ok(Some(ToTell {
        at: to_local(at),
        moved: changed.now.is_some(),
        referrer,
        unit: with_unit(&agency.name, &unit.name),
        email,
        team,
        lots: lots.iter().filter_map(|user| names.remove(user)).collect(),
    }))
}
