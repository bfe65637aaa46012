//! Collecting what waits for a user, room by room.
use super::{
    api::StartRow,
    rules::{self, Task},
};
use crate::{
    access::Actor,
    break_glass, cases, consents, consultations,
    db::{Db, ReadTx, Tx},
    follow_ups,
    kernel::{error::AppError, local_time::to_local},
    lots, meetings, plans, referrals, work_training,
};
use chrono::Timelike;

/// Everything that waits for this user, the latest first, and what of the own party's comes next.
pub async fn start(db: &Db, actor: &Actor) -> Result<StartRow, AppError> {
    let tx = db.read().await?;
    let tasks = tasks(&tx, actor).await?;
    let (coming, coming_count) = plans::actions::coming(&tx, actor).await?;
    Ok(StartRow { hour: to_local(tx.now()).hour(), tasks, coming, coming_count })
}

/// How many things wait for this user, for the number in the rail: as many as [`start`] lists. Where to tell them costs
/// more than to find them, the room is asked for their number alone.
pub async fn count(db: &Db, actor: &Actor) -> Result<u32, AppError> {
    let tx = db.read().await?;
    let told = in_other_rooms(&tx, actor).await?.len();
    let counted = referrals::actions::waiting(&tx, actor).await? + consents::actions::waiting(&tx, actor).await?;
    Ok(u32::try_from(told + counted).unwrap_or(u32::MAX))
}

async fn tasks(tx: &ReadTx, actor: &Actor) -> Result<Vec<Task>, AppError> {
    let mut tasks = referrals::actions::tasks(tx, actor).await?;
    tasks.extend(consents::actions::tasks(tx, actor).await?);
    tasks.extend(in_other_rooms(tx, actor).await?);
    rules::sort(&mut tasks, actor.today);
    Ok(tasks)
}

async fn in_other_rooms(tx: &ReadTx, actor: &Actor) -> Result<Vec<Task>, AppError> {
    let mut tasks = consultations::actions::tasks(tx, actor).await?;
    tasks.extend(break_glass::actions::tasks(tx, actor).await?);
    tasks.extend(meetings::actions::tasks(tx, actor).await?);
    tasks.extend(plans::actions::tasks(tx, actor).await?);
    tasks.extend(lots::actions::tasks(tx, actor).await?);
    tasks.extend(follow_ups::actions::tasks(tx, actor).await?);
    tasks.extend(work_training::actions::tasks(tx, actor).await?);
    tasks.extend(cases::actions::tasks(tx, actor).await?);
    Ok(tasks)
}
