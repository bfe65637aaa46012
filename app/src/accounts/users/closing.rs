//! What hinders that a task or an account is ended: no case without a named contact.
use super::{rules::Hinder, store};
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
    let seats = store::seats_from_today(tx, user, &[association]).await?.len();
    let counted = [Hinder::Cases(cases), Hinder::Seats(seats), Hinder::LotsAssignments(lots)];
    hinders.extend(counted.into_iter().filter(|h| !is_none(*h)));
    if is_last_administrator(tx, user, association).await? {
        hinders.push(Hinder::LastAdministrator);
    }
    Ok(hinders)
}

/// What is live by this task. Empty: it can be ended.
pub async fn hinders_to_end(tx: &impl Tx, grant: &role_grant::Model) -> Result<Vec<Hinder>, AppError> {
    let (user, association) = (grant.user_id, grant.association_id);
    let hinder = match grant.role {
        Role::Referrer => Hinder::Cases(store::live_cases(tx, user, (Some(association), grant.unit_id)).await?),
        Role::Representative => Hinder::Seats(seats_by(tx, grant).await?),
        Role::Lots => Hinder::LotsAssignments(store::live_lots(tx, user, Some(association)).await?),
        Role::Administrator if is_last_administrator(tx, user, association).await? => Hinder::LastAdministrator,
        Role::Administrator | Role::Coordinator | Role::WorkTraining | Role::Office => return Ok(Vec::new()),
    };
    Ok(if is_none(hinder) { Vec::new() } else { vec![hinder] })
}

/// The seats that only this task carries: no other unit of the same party has the user as representative.
async fn seats_by(tx: &impl Tx, grant: &role_grant::Model) -> Result<usize, AppError> {
    let (user, association) = (grant.user_id, grant.association_id);
    let grants = crate::accounts::store::grants_at(tx, user, association).await?;
    let of_role: Vec<_> = grants.iter().filter(|g| g.role == Role::Representative).filter_map(|g| g.unit).collect();
    let Some(this) = of_role.iter().find(|u| Some(u.unit) == grant.unit_id) else { return Ok(0) };
    if of_role.iter().any(|u| u.unit != this.unit && u.party == this.party) {
        return Ok(0);
    }
    let seats = store::seats_from_today(tx, user, &[association]).await?;
    Ok(seats.iter().filter(|s| s.party == this.party).count())
}

async fn is_last_administrator(tx: &impl Tx, user: UserId, association: AssociationId) -> Result<bool, AppError> {
    let grants = crate::accounts::store::grants_at(tx, user, association).await?;
    let administers = grants.iter().any(|g| g.role == Role::Administrator);
    Ok(administers && store::other_administrators(tx, association, user).await? == 0)
}

fn is_none(hinder: Hinder) -> bool {
    match hinder {
        Hinder::Cases(n) | Hinder::Seats(n) | Hinder::LotsAssignments(n) => n == 0,
        Hinder::LastAdministrator | Hinder::TasksElsewhere => false,
    }
}
