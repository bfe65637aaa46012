//! Counting and collecting what waits for a user.
use crate::{access::Actor, db::Db, kernel::error::AppError};

/// How many things wait for this user, for the number in the rail.
pub async fn count(_db: &Db, _actor: &Actor) -> Result<u32, AppError> {
    Ok(0)
}
