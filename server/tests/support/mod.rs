//! What every test stands on: a world of its own on each database, and clients that use it as browsers do.
//!
//! ```ignore
//! on_both!(a_user_sees_their_profile);
//!
//! async fn a_user_sees_their_profile(world: World) {
//!     let person = world.user(Role::Coordinator, None).await;
//!     let client = world.login(&person).await;
//!     assert_eq!(client.get("/profile").await.text("h1"), "Min profil");
//! }
//! ```
pub mod answer;
pub mod cases;
pub mod client;
pub mod database;
pub mod tables;
pub mod work_training;
pub mod world;

#[allow(unused_imports)]
pub use answer::Answer;
#[allow(unused_imports)]
pub use cases::CaseOf;
#[allow(unused_imports)]
pub use client::Client;
pub use database::Kind;
#[allow(unused_imports)]
pub use world::{Person, World};

use std::{future::Future, time::Duration};

/// So long at most for one test.
const PATIENCE: Duration = Duration::from_secs(120);

/// Makes each named function (`async fn name(world: World)`) two tests, `name::sqlite` and `name::postgres`.
#[macro_export]
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => { $(
        mod $name {
            #[test]
            fn sqlite() {
                $crate::support::run($crate::support::Kind::Sqlite, super::$name);
            }

            #[test]
            fn postgres() {
                $crate::support::run($crate::support::Kind::Postgres, super::$name);
            }
        }
    )+ };
}

/// The same of what is SQLite's alone: how it goes about a query. PostgreSQL's plan depends on how much there is.
#[macro_export]
macro_rules! on_sqlite {
    ($($name:ident),+ $(,)?) => { $(
        mod $name {
            #[test]
            fn sqlite() {
                $crate::support::run($crate::support::Kind::Sqlite, super::$name);
            }
        }
    )+ };
}

/// Runs one test in a world of its own.
pub fn run<F, Fut>(kind: Kind, test: F)
where
    F: FnOnce(World) -> Fut,
    Fut: Future<Output = ()>,
{
    if !database::is_there(kind) {
        return;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime for the test");
    runtime.block_on(async {
        let world = World::new(kind).await;
        tokio::time::timeout(PATIENCE, test(world.clone())).await.expect("the test takes too long");
        world.remove().await;
    });
    runtime.shutdown_timeout(Duration::from_secs(5));
}
