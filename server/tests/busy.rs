//! A database that has no turn for us: told as such, with what was typed kept, and never as a fault.
use crate::{
    cases::actor_of,
    on_both,
    support::{CaseOf, Kind, World, world::keys},
};
use app::{
    access::Role,
    accounts::users::actions::lock,
    cases::rules::StateCode,
    consents::{actions::withdraw, rules::Withdrawal},
    db::{Db, Tx},
    kernel::{
        error::{AppError, BUSY},
        lang::Lang,
    },
    organisation::rules::Party,
};
use chrono::Duration;
use sea_orm::ConnectionTrait;
use std::time::{Duration as Time, Instant};

on_both!(
    a_write_without_a_turn_is_refused_and_the_form_is_kept,
    pages_are_read_while_a_long_write_goes_on,
    a_deadlock_is_no_fault,
    what_is_kept_is_not_told_as_failed,
);

async fn impatient(world: &World) -> (Db, World) {
    let db = Db::open_waiting(world.url(), world.clock.clone(), keys(), Time::from_secs(1)).await.unwrap();
    let site = db.clone();
    (db, world.serving(|s| s.db = site))
}

async fn a_write_without_a_turn_is_refused_and_the_form_is_kept(world: World) {
    let person = world.user(Role::Coordinator, None).await;
    let (db, served) = impatient(&world).await;
    let client = served.login(&person).await;
    // by another process, and by another request of the same one
    for holder in [&world.db, &db] {
        let long = holder.begin().await.unwrap();
        lock(&long, person.id).await.unwrap();
        let answer = client.post("/profile", &[("language", "en")]).await.expect(503);
        assert_eq!((answer.error_of(""), answer.value_of("language")), (BUSY.get(Lang::Sv).to_owned(), "en".into()));
        let answer = client.post_json("/profile", &[("language", "en")]).await.expect(200);
        assert_eq!(answer.errors(), [(String::new(), BUSY.get(Lang::Sv).to_owned())]);
        if world.kind == Kind::Sqlite {
            let answer = served.visitor().log_in(&person.email, &person.password).await.expect(503);
            assert_eq!(answer.value_of("email"), person.email);
        }
        drop(long);
    }
    client.post("/profile", &[("language", "en")]).await.expect_to("/profile");
}

async fn pages_are_read_while_a_long_write_goes_on(world: World) {
    let client = world.login_as(Role::Coordinator).await;
    let long = world.db.begin().await.unwrap();
    world.pass(Duration::minutes(5));
    let begun = Instant::now();
    client.get("/profile").await.expect(200);
    assert!(begun.elapsed() < Time::from_secs(5), "{:?}", begun.elapsed());
    drop(long);
    client.get("/profile").await.expect(200);
}

/// Two who wait for each other: PostgreSQL undoes one of them. SQLite has one writer: the other waits before it begins.
async fn a_deadlock_is_no_fault(world: World) {
    let people = [world.user(Role::Coordinator, None).await, world.user(Role::Office, None).await];
    if world.kind == Kind::Sqlite {
        let (db, _) = impatient(&world).await;
        let _long = world.db.begin().await.unwrap();
        assert_eq!(db.begin().await.err(), Some(AppError::Busy));
        return;
    }
    let change = |n: usize| format!("UPDATE user_account SET name = name WHERE email = '{}'", people[n].email);
    let (one, other) = (world.db.begin().await.unwrap(), world.db.begin().await.unwrap());
    one.conn().execute_unprepared(&change(0)).await.unwrap();
    other.conn().execute_unprepared(&change(1)).await.unwrap();
    let (to_one, to_other) = (change(1), change(0));
    let (a, b) = tokio::join!(one.conn().execute_unprepared(&to_one), other.conn().execute_unprepared(&to_other));
    let errors: Vec<_> = [a.err(), b.err()].into_iter().flatten().map(AppError::from).collect();
    assert_eq!(errors, [AppError::Busy]);
    assert_eq!(errors[0].status(), 503);
}

/// SQLite reads by connections of their own: a write that is kept must not need one of them afterwards.
async fn what_is_kept_is_not_told_as_failed(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::Met, &[Party::Jobbtorg])).await;
    let actor = actor_of(&world, &referrer).await;
    let (db, _) = impatient(&world).await;
    let mut reads = Vec::new();
    if world.kind == Kind::Sqlite {
        while let Ok(read) = db.read().await {
            reads.push(read);
        }
    }
    assert_eq!(
        withdraw(&db, &actor, case, Withdrawal::Everything).await,
        Ok(true),
        "the referrer keeps their own words"
    );
}
