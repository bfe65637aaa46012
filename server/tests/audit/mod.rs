//! The log: written with the deed, append-only, chained, sealed, and checked.
mod append_only;
mod many;
mod tampering;
mod together;

use crate::support::World;
use app::audit::verify::{Report, verify};

/// What `finsam audit verify` finds.
async fn report(world: &World) -> Report {
    verify(&world.db).await.expect("the log can be checked")
}

/// What it says is broken; empty when the log is whole.
async fn broken(world: &World) -> &'static str {
    report(world).await.broken.map_or("", |b| b.what)
}
