//! Many at once leave a whole log.
use super::report;
use crate::{on_both, support::World};
use app::{access::Role, audit::sealing::seal};
use std::sync::Arc;

on_both!(
    deeds_on_one_subject_stand_in_one_chain,
    deeds_on_different_subjects_each_stand_in_their_own,
    sealing_at_the_same_time_leaves_a_whole_chain,
    sealing_while_people_work_leaves_a_whole_chain,
);

async fn deeds_on_one_subject_stand_in_one_chain(world: World) {
    let client = world.login_as(Role::Coordinator).await;
    let mut tasks = tokio::task::JoinSet::new();
    for n in 0..20 {
        let client = client.clone();
        let language = if n % 2 == 0 { "sv" } else { "en" };
        tasks.spawn(async move { client.post("/profile", &[("language", language)]).await.expect_to("/profile") });
    }
    tasks.join_all().await;
    let found = report(&world).await;
    assert_eq!((found.entries, found.subjects, found.broken), (21, 1, None));
}

async fn deeds_on_different_subjects_each_stand_in_their_own(world: World) {
    let mut clients = Vec::new();
    for _ in 0..20 {
        clients.push(world.login_as(Role::Coordinator).await);
    }
    let mut tasks = tokio::task::JoinSet::new();
    for client in clients {
        tasks.spawn(async move { client.post("/profile", &[("language", "sv")]).await.expect_to("/profile") });
    }
    tasks.join_all().await;
    let found = report(&world).await;
    assert_eq!((found.entries, found.subjects, found.broken), (40, 20, None));
}

async fn sealing_at_the_same_time_leaves_a_whole_chain(world: World) {
    for _ in 0..5 {
        world.login_as(Role::Coordinator).await;
        let other = world.another_db().await;
        let mut tasks = tokio::task::JoinSet::new();
        for db in [world.db.clone(), other.clone(), world.db.clone(), other] {
            tasks.spawn(async move { seal(&db).await.expect("several may seal") });
        }
        let sealed: u64 = tasks.join_all().await.into_iter().sum();
        assert_eq!(sealed, 1, "one of them seals it");
    }
    let found = report(&world).await;
    assert_eq!((found.entries, found.seals, found.broken), (5, 5, None));
    assert_eq!(world.column("SELECT CAST(heads AS TEXT) AS value FROM audit_seal").await, ["1"; 5], "none is empty");
}

async fn sealing_while_people_work_leaves_a_whole_chain(world: World) {
    let clients = Arc::new([world.login_as(Role::Coordinator).await, world.login_as(Role::Office).await]);
    let mut tasks = tokio::task::JoinSet::new();
    for n in 0..20 {
        let clients = clients.clone();
        tasks.spawn(async move {
            clients[n % 2].post("/profile", &[("language", "sv")]).await.expect_to("/profile");
        });
        if n % 4 == 0 {
            let db = world.db.clone();
            tasks.spawn(async move {
                let _ = seal(&db).await.expect("sealing goes on");
            });
        }
    }
    tasks.join_all().await;
    seal(&world.db).await.unwrap();
    let found = report(&world).await;
    assert_eq!((found.entries, found.subjects, found.broken), (22, 2, None));
    assert_eq!(seal(&world.db).await.unwrap(), 0);
}
