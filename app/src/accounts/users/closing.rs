//! What hinders that a task or an account is ended: no case without a named contact.
use super::{
    rules::{Hinder, SeatBeyond},
    store,
};
use crate::{
    access::Role,
    accounts::store::role_grant,
    db::Tx,
    kernel::{
        error::AppError,
        id::{AssociationId, UserId},
    },
};

/// What is live in the user's name at the association. Empty: the account can be closed.
pub async fn hinders_to_close(tx: &impl Tx, user: UserId, association: AssociationId) -> Result<Vec<Hinder>, AppError> {
    let mut hinders = Vec::new();
    let here = Some(association);
    let (cases, lots) = (store::live_cases(tx, user, (here, None)).await?, store::live_lots(tx, user, here).await?);
    let everywhere = (store::live_cases(tx, user, (None, None)).await?, store::live_lots(tx, user, None).await?);
    let held = crate::accounts::store::associations_of(tx, user).await?;
    // what there is elsewhere is another association's to know: that there is something is hindrance enough
    if held.iter().any(|a| *a != association) || everywhere != (cases, lots) {
        hinders.push(Hinder::TasksElsewhere);
    }
    hinders.extend(some(Hinder::Cases(cases)));
    hinders.extend(store::seats_beyond_today(tx, user, association).await?.into_iter().map(Hinder::Seat));
    hinders.extend(some(Hinder::LotsAssignments(lots)));
    if is_last_administrator(tx, user, association).await? {
        hinders.push(Hinder::LastAdministrator);
    }
    Ok(hinders)
}

/// What is live by this task. Empty: it can be ended.
pub async fn hinders_to_end(tx: &impl Tx, grant: &role_grant::Model) -> Result<Vec<Hinder>, AppError> {
    let (user, association) = (grant.user_id, grant.association_id);
    Ok(match grant.role {
        Role::Referrer => {
            let cases = store::live_cases(tx, user, (Some(association), grant.unit_id)).await?;
            some(Hinder::Cases(cases)).into_iter().collect()
        }
        Role::Representative => seats_by(tx, grant).await?.into_iter().map(Hinder::Seat).collect(),
        Role::Lots => {
            let lots = store::live_lots(tx, user, Some(association)).await?;
            some(Hinder::LotsAssignments(lots)).into_iter().collect()
        }
        Role::Administrator if is_last_administrator(tx, user, association).await? => vec![Hinder::LastAdministrator],
        Role::Administrator | Role::Coordinator | Role::WorkTraining | Role::Office => Vec::new(),
    })
}

/// The seats that only this task carries: no other unit of the same party has the user as representative.
async fn seats_by(tx: &impl Tx, grant: &role_grant::Model) -> Result<Vec<SeatBeyond>, AppError> {
    let (user, association) = (grant.user_id, grant.association_id);
    let grants = crate::accounts::store::grants_at(tx, user, association).await?;
    let of_role: Vec<_> = grants.iter().filter(|g| g.role == Role::Representative).filter_map(|g| g.unit).collect();
    let Some(this) = of_role.iter().find(|u| Some(u.unit) == grant.unit_id) else {
        return Ok(Vec::new());
    };
    if of_role.iter().any(|u| u.unit != this.unit && u.party == this.party) {
        return Ok(Vec::new());
    }
    let mut seats = store::seats_beyond_today(tx, user, association).await?;
    seats.retain(|s| s.party == this.party);
    Ok(seats)
}

async fn is_last_administrator(tx: &impl Tx, user: UserId, association: AssociationId) -> Result<bool, AppError> {
    let grants = crate::accounts::store::grants_at(tx, user, association).await?;
    let administers = grants.iter().any(|g| g.role == Role::Administrator);
    Ok(administers && store::other_administrators(tx, association, user).await? == 0)
}

/// None of something hinders nothing.
fn some(hinder: Hinder) -> Option<Hinder> {
    match hinder {
        Hinder::Cases(0) | Hinder::LotsAssignments(0) => None,
        hinder => Some(hinder),
    }
}
