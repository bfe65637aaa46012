//! What the clock deletes, though nobody comes back for it.
use crate::support::World;
use app::{
    access::Role,
    accounts::{
        rules,
        store::{session, shown_once},
    },
    kernel::id::ShownOnceId,
};
use chrono::Duration;
use sea_orm::EntityTrait;
use server::jobs::every_ten_minutes;

crate::on_both!(
    what_nobody_comes_back_for_is_deleted_by_the_clock,
    a_search_is_found_again_after_a_new_login_and_by_nobody_else,
);

async fn count(world: &World, table: &str) -> String {
    world.column(&format!("SELECT CAST(count(*) AS TEXT) AS value FROM {table}")).await.remove(0)
}

async fn what_nobody_comes_back_for_is_deleted_by_the_clock(world: World) {
    let person = world.user(Role::Coordinator, None).await;
    let client = world.login(&person).await;
    world.visitor().log_in("ingen@provstad.example", "fel").await.expect(422);
    client.fill("/cases/search", &[("words", "Younes")]).await.expect(303);
    client.fill("/profile", &[("language", "en")]).await.expect_to("/profile");
    let connection = world.db.schema_connection();
    let session = session::Entity::find().one(connection).await.unwrap().expect("a session");
    let about = person.id.0;
    let secret = shown_once::Model {
        id: ShownOnceId::new(),
        session_id: session.id,
        about,
        sealed: vec![0],
        made_at: world.clock.now(),
    };
    world.insert(secret).await;
    world.pass(rules::IDLE + Duration::minutes(1));
    client.post("/profile", &[("language", "sv")]).await.expect(303);
    let left = async |tables: &[&str]| {
        every_ten_minutes(&world.db).await;
        for table in ["shown_once", "login_throttle", "kept_form", "saved_search", "submission", "session"] {
            let rows = count(&world, table).await != "0";
            assert_eq!(rows, tables.contains(&table), "{table}");
        }
    };
    // half an hour has gone
    left(&["kept_form", "saved_search", "submission", "session"]).await;
    world.pass(Duration::minutes(61));
    left(&["saved_search", "submission", "session"]).await;
    world.pass(Duration::hours(11));
    left(&["submission", "session"]).await;
    world.pass(Duration::hours(12));
    left(&["session"]).await;
    world.pass(Duration::hours(12));
    left(&[]).await;
    // and a session in use stays
    let client = world.login(&person).await;
    every_ten_minutes(&world.db).await;
    client.get("/").await.expect(200);
}

async fn a_search_is_found_again_after_a_new_login_and_by_nobody_else(world: World) {
    let person = world.user(Role::Coordinator, None).await;
    let client = world.login(&person).await;
    let list = client.fill("/cases/search", &[("words", "Younes")]).await.expect(303).location();
    client.get(&list).await.expect(200);
    world.pass(rules::IDLE + Duration::minutes(1));
    client.get(&list).await.expect(303);
    client.log_in(&person.email, &person.password).await.expect_to("/");
    client.get(&list).await.expect(200);
    world.login_as(Role::Coordinator).await.get(&list).await.expect(404);
    world.pass(Duration::hours(11));
    client.log_in(&person.email, &person.password).await.expect_to("/");
    client.get(&list).await.expect(200);
    world.pass(Duration::hours(1));
    client.log_in(&person.email, &person.password).await.expect_to("/");
    let too_old = client.get(&list).await.expect(200);
    assert!(
        too_old.body().contains("En sökning sparas i tolv timmar") && !too_old.has("tbody tr"),
        "it is asked for anew"
    );
}
