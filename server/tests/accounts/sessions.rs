//! How sessions end.
use crate::{on_both, support::World};
use app::{access::Role, accounts::rules, audit::EventCode};
use chrono::Duration;

on_both!(
    a_session_ends_after_half_an_hour_without_use,
    a_session_ends_after_twelve_hours_though_used,
    asking_to_stay_prolongs_the_session,
    logging_out_ends_this_session_alone,
    logging_out_everywhere_ends_them_all,
    a_token_that_was_made_up_opens_nothing,
    a_task_that_was_taken_away_is_gone_at_once,
);

async fn a_session_ends_after_half_an_hour_without_use(world: World) {
    let client = world.login_as(Role::Coordinator).await;
    for _ in 0..3 {
        world.pass(rules::IDLE - Duration::minutes(1));
        client.get("/profile").await.expect(200);
    }
    world.pass(rules::IDLE + Duration::seconds(1));
    client.get("/profile").await.expect_to("/login?next=/profile");
    assert_eq!(client.api("/api/profile", &[]).await.status(), 401);
}

async fn a_session_ends_after_twelve_hours_though_used(world: World) {
    let client = world.login_as(Role::Coordinator).await;
    for _ in 0..(12 * 3) - 1 {
        world.pass(Duration::minutes(20));
        client.get("/profile").await.expect(200);
    }
    world.pass(Duration::minutes(20));
    client.get("/profile").await.expect_to("/login?next=/profile");
}

async fn asking_to_stay_prolongs_the_session(world: World) {
    let client = world.login_as(Role::Coordinator).await;
    for _ in 0..3 {
        world.pass(rules::IDLE - rules::WARNING + Duration::minutes(1));
        client.api("/api/stay-logged-in", &[]).await.expect(200);
    }
    client.get("/").await.expect(200);
}

async fn logging_out_ends_this_session_alone(world: World) {
    let person = world.user(Role::Coordinator, None).await;
    let (one, other) = (world.login(&person).await, world.login(&person).await);
    let stolen = one.copy();
    // the button in the frame
    let (action, fields) = one.get("/").await.form("form.inline");
    let fields: Vec<_> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    one.post(&action.unwrap(), &fields).await.expect_to("/login");
    assert_eq!(one.cookie("finsam"), None);
    stolen.get("/").await.expect_to("/login");
    other.get("/").await.expect(200);
    // the page, for those who come by its address
    other.fill("/logout", &[]).await.expect_to("/login");
    other.get("/").await.expect_to("/login");
    use EventCode::{LoggedIn, LoggedOut};
    assert_eq!(world.events().await, [LoggedIn, LoggedIn, LoggedOut, LoggedOut]);
}

async fn logging_out_everywhere_ends_them_all(world: World) {
    let person = world.user(Role::Coordinator, None).await;
    let (one, other) = (world.login(&person).await, world.login(&person).await);
    let somebody = world.login_as(Role::Coordinator).await;
    one.fill("/logout/everywhere", &[]).await.expect_to("/login");
    one.get("/").await.expect_to("/login");
    other.get("/").await.expect_to("/login");
    somebody.get("/").await.expect(200);
    assert_eq!(world.events().await.last(), Some(&EventCode::LoggedOutEverywhere));
}

async fn a_token_that_was_made_up_opens_nothing(world: World) {
    world.login_as(Role::Coordinator).await;
    let client = world.visitor();
    for token in ["", "abc", &"0".repeat(64), &"å".repeat(32), &"f".repeat(4000)] {
        client.set_cookie("finsam", token);
        let request = client.request("GET", "/").header("cookie", format!("finsam={token}").into_bytes());
        client.send(request.body(axum::body::Body::empty()).unwrap()).await.expect_to("/login");
    }
}

async fn a_task_that_was_taken_away_is_gone_at_once(world: World) {
    let person = world.user(Role::Coordinator, None).await;
    let client = world.login(&person).await;
    assert_eq!(client.get("/profile").await.texts("dl.facts dt"), ["koordinator"]);
    world.grant(&person, Role::Office, None).await;
    assert_eq!(client.get("/profile").await.texts("dl.facts dt"), ["koordinator", "förbundets kansli"]);
    let now = if world.db.is_postgres() { "now()" } else { "'2026-01-01T00:00:00+00:00'" };
    world.tamper(&format!("UPDATE role_grant SET ended_at = {now} WHERE role = 'coordinator'")).await.unwrap();
    assert_eq!(client.get("/profile").await.texts("dl.facts dt"), ["förbundets kansli"]);
    world.tamper(&format!("UPDATE role_grant SET ended_at = {now}")).await.unwrap();
    assert_eq!(client.get("/profile").await.expect(200).texts("dl.facts dt"), [""; 0]);
}
