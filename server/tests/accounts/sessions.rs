//! How sessions end.
use crate::{
    on_both,
    support::{Client, World},
};
use app::{
    access::Role,
    accounts::{housekeeping, rules, texts},
    audit::EventCode,
    kernel::lang::{Lang, Text},
};
use chrono::Duration;

on_both!(
    a_session_ends_after_half_an_hour_without_use,
    a_session_ends_after_twelve_hours_though_used,
    the_login_page_says_why_when_a_session_ended_by_time,
    the_login_page_says_so_when_a_session_ended_otherwise,
    asking_to_stay_prolongs_the_session,
    asking_how_long_it_lasts_does_not,
    the_end_that_is_told_is_the_end,
    near_the_twelve_hours_nothing_prolongs_it,
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

async fn the_login_page_says_why_when_a_session_ended_by_time(world: World) {
    let word = "main .notice.info";
    let person = world.user(Role::Coordinator, None).await;
    // who was never here, or left by themselves, is told nothing
    assert!(!world.visitor().get("/login?next=/profile").await.expect(200).has(word));
    let left = world.login(&person).await;
    left.fill("/logout", &[]).await.expect_to("/login");
    assert!(!left.get("/login").await.has(word));

    let idle = world.login(&person).await;
    assert!(!idle.get("/login").await.has(word), "while the session lasts");
    world.pass(rules::IDLE + Duration::seconds(1));
    let to = idle.get("/profile").await.expect(303).location();
    let page = idle.get(&to).await.expect(200);
    assert_eq!(page.text(word), texts::IDLE_COME_BACK.get(Lang::Sv));
    for told in [&person.name, &person.email] {
        assert!(!page.body().contains(told.as_str()), "whose session it was is not told");
    }
    assert_eq!(idle.get("/login").await.text(word), texts::IDLE.get(Lang::Sv));
    idle.log_in(&person.email, &person.password).await.expect(303);
    for _ in 0..12 * 3 {
        world.pass(Duration::minutes(20));
        idle.get("/profile").await;
    }
    assert_eq!(idle.get("/login?next=/profile").await.text(word), texts::ABSOLUTE_COME_BACK.get(Lang::Sv));
}

async fn the_login_page_says_so_when_a_session_ended_otherwise(world: World) {
    let told = |client: Client| async move {
        let to = client.get("/profile").await.expect(303).location();
        let page = client.get(&to).await.expect(200);
        (page.text("main .notice.info"), client.get("/login").await.text("main .notice.info"))
    };
    let sv = |one: Text, other: Text| (one.get(Lang::Sv).to_owned(), other.get(Lang::Sv).to_owned());
    let person = world.user(Role::Coordinator, None).await;
    let (here, elsewhere) = (world.login(&person).await, world.login(&person).await);
    here.fill("/logout/everywhere", &[]).await.expect_to("/login");
    assert_eq!(told(elsewhere.copy()).await, sv(texts::DEED_COME_BACK, texts::DEED));
    // later nothing is known of it but that there was one
    world.pass(Duration::hours(2));
    assert_eq!(told(elsewhere).await, sv(texts::LAPSED_COME_BACK, texts::LAPSED));
    // a browser that comes back after days: its session's row is gone
    let late = world.login(&person).await;
    world.pass(Duration::days(3));
    housekeeping::purge(&world.db).await.expect("swept");
    assert_eq!(told(late).await, sv(texts::LAPSED_COME_BACK, texts::LAPSED));
}

async fn asking_to_stay_prolongs_the_session(world: World) {
    let client = world.login_as(Role::Coordinator).await;
    for _ in 0..3 {
        world.pass(rules::IDLE - rules::WARNING + Duration::minutes(1));
        client.api("/api/stay-logged-in", &[]).await.expect(200);
    }
    client.get("/").await.expect(200);
}

/// Seconds, and whether the session can be prolonged.
async fn left(client: &Client, path: &str) -> (i64, bool) {
    let answer = client.api(path, &[]).await.expect(200);
    let left: serde_json::Value = serde_json::from_str(&answer.body()).expect("an answer");
    (left["seconds"].as_i64().expect("seconds"), left["may_prolong"].as_bool().expect("yes or no"))
}

async fn asking_how_long_it_lasts_does_not(world: World) {
    let client = world.login_as(Role::Coordinator).await;
    for minutes in [26, 3] {
        world.pass(Duration::minutes(minutes));
        let (seconds, may_prolong) = left(&client, "/api/session-left").await;
        assert!(seconds <= 240 && may_prolong, "{seconds}");
    }
    for path in ["/api/stay-logged-in", "/api/session-left"] {
        let (seconds, may_prolong) = left(&client, path).await;
        assert!((1_790..=1_800).contains(&seconds) && may_prolong, "{path}: {seconds}");
    }
    world.pass(Duration::minutes(31));
    client.api("/api/session-left", &[]).await.expect(401);
}

async fn the_end_that_is_told_is_the_end(world: World) {
    let client = world.login_as(Role::Coordinator).await;
    // a use within a minute is not noted: what is told counts from the one that is
    world.pass(Duration::seconds(50));
    client.get("/profile").await.expect(200);
    let (seconds, _) = left(&client, "/api/session-left").await;
    assert!((1_740..=1_750).contains(&seconds), "{seconds}");
    world.pass(Duration::seconds(seconds + 1));
    client.get("/profile").await.expect_to("/login?next=/profile");
}

async fn near_the_twelve_hours_nothing_prolongs_it(world: World) {
    let client = world.login_as(Role::Coordinator).await;
    for _ in 0..(12 * 3) - 1 {
        world.pass(Duration::minutes(20));
        client.get("/profile").await.expect(200);
    }
    world.pass(Duration::minutes(16));
    let (seconds, may_prolong) = left(&client, "/api/stay-logged-in").await;
    assert!((230..=240).contains(&seconds) && !may_prolong, "{seconds}");
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
