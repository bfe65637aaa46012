//! Whom it concerns that a meeting was moved or cancelled.
use crate::{
    access::Actor,
    accounts::store::names_of,
    cases::policy::CaseFacts,
    db::{ReadTx, Tx},
    kernel::{error::AppError, local_time::to_local},
    meetings::{
        api::ToTell,
        policy::CancelMeeting,
        store::{changed, clash::lots_of, staffing::staffing},
    },
    organisation::{
        rules::Party,
        store::{agency, unit},
    },
};
use sea_orm::EntityTrait;

/// Who has to be told that the case's meeting was moved or cancelled, while that is news: told to those who do it. None of a
/// time that had begun: there they were.
pub async fn to_tell(tx: &ReadTx, actor: &Actor, case: &CaseFacts) -> Result<Option<ToTell>, AppError> {
    if !actor.might::<CancelMeeting>(case) {
        return Ok(None);
    }
    let Some(changed) = changed::of_case(tx, case.id).await? else { return Ok(None) };
    let Some(at) = changed.meeting.outcome_at.filter(|at| *at < changed.was.starts_at) else { return Ok(None) };
    let times: Vec<_> = std::iter::once(changed.was).chain(changed.now.clone()).collect();
    let mut seats = staffing(tx, &times).await?;
    let mut team: Vec<(Party, String)> = Vec::new();
    for time in &times {
        let come = seats.remove(&time.id).unwrap_or_default().into_iter().filter(|s| !s.name.is_empty());
        team.extend(come.map(|s| (s.party, s.name)));
    }
    team.sort();
    team.dedup();
    let lots: Vec<_> = lots_of(tx, &[case.id]).await?.into_iter().map(|(_, user)| user).collect();
    let mut names = names_of(tx, lots.iter().copied().chain([case.referrer])).await?;
    Ok(Some(ToTell {
        at: to_local(at),
        moved: changed.now.is_some(),
        referrer: names.remove(&case.referrer).unwrap_or_default(),
        unit: unit_name(tx, case).await?,
        team,
        lots: lots.iter().filter_map(|user| names.remove(user)).collect(),
    }))
}

/// Where the referrer is reached, as the referral says it.
async fn unit_name(tx: &ReadTx, case: &CaseFacts) -> Result<String, AppError> {
    let unit = unit::Entity::find_by_id(case.unit).one(tx.conn()).await?.ok_or(AppError::NotFound)?;
    let agency = agency::Entity::find_by_id(unit.agency_id).one(tx.conn()).await?.ok_or(AppError::NotFound)?;
    Ok(format!("{}, {}", agency.name, unit.name))
}
