//! What every form promises: it acts once, and what was typed survives an ended session.
use crate::{on_both, support::World};
use app::{access::Role, accounts::rules, accounts::texts, audit::EventCode, kernel::lang::Lang};
use chrono::Duration;

on_both!(
    a_form_that_met_an_ended_session_is_given_back_once,
    a_kept_form_is_nobody_elses,
    a_kept_form_waits_an_hour_at_most,
    passwords_are_not_kept,
    the_hydrated_form_is_kept_too,
    what_stands_after_the_question_mark_is_kept,
    a_form_is_kept_when_the_session_was_ended_elsewhere,
    the_same_submission_acts_once,
    the_same_submission_at_the_same_time_acts_once,
    the_same_token_with_other_values_is_another_submission,
    what_was_typed_is_text_on_the_page,
);

const TYPED: [(&str, &str); 2] = [("language", "en"), ("shows_names", "yes")];

async fn a_form_that_met_an_ended_session_is_given_back_once(world: World) {
    let person = world.user(Role::Coordinator, None).await;
    let client = world.login(&person).await;
    world.pass(rules::IDLE + Duration::minutes(1));
    let before = world.contents().await;
    let answer = client.post("/profile", &TYPED).await.expect_to("/login?next=/profile");
    assert_eq!(world.contents().await, before);
    let login = client.follow(&answer).await.expect(200);
    assert_eq!(login.value_of("next"), "/profile");
    let fields = [("email", person.email.as_str()), ("password", person.password.as_str())];
    let back = client.fill(&answer.location(), &fields).await.expect_to("/profile");
    let page = client.follow(&back).await.expect(200);
    assert_eq!((page.value_of("language").as_str(), page.value_of("shows_names").as_str()), ("en", "yes"));
    assert_eq!(page.text(".flash"), texts::KEPT.get(Lang::Sv));
    assert_eq!(
        (page.error_of("").as_str(), page.text("title").starts_with("Fel")),
        ("", false),
        "nothing is wrong with it"
    );
    // once only
    let page = client.get("/profile").await.expect(200);
    assert_eq!((page.value_of("language").as_str(), page.error_of("").as_str()), ("sv", ""));
    assert_eq!(client.cookie("finsam-kept"), None);
}

async fn a_kept_form_is_nobody_elses(world: World) {
    let (one, other) = (world.user(Role::Coordinator, None).await, world.user(Role::Coordinator, None).await);
    let client = world.login(&one).await;
    world.pass(rules::IDLE + Duration::minutes(1));
    client.post("/profile", &TYPED).await.expect(303);
    let thief = client.copy();
    thief.log_in(&other.email, &other.password).await.expect_to("/");
    let page = thief.get("/profile").await.expect(200);
    assert_eq!((page.value_of("language").as_str(), page.error_of("").as_str()), ("sv", ""));
    client.log_in(&one.email, &one.password).await.expect_to("/");
    client.get("/logout").await.expect(200);
    assert_eq!(client.get("/profile").await.value_of("language"), "en", "it waited for its user, at its own page");
}

async fn a_kept_form_waits_an_hour_at_most(world: World) {
    let person = world.user(Role::Coordinator, None).await;
    let client = world.login(&person).await;
    world.pass(rules::IDLE + Duration::minutes(1));
    client.post("/profile", &TYPED).await.expect(303);
    world.pass(Duration::minutes(61));
    client.log_in(&person.email, &person.password).await.expect_to("/");
    assert_eq!(client.get("/profile").await.value_of("language"), "sv");
    assert_eq!(world.column("SELECT path AS value FROM kept_form").await, [""; 0]);
}

async fn passwords_are_not_kept(world: World) {
    let person = world.user(Role::Coordinator, None).await;
    let client = world.login(&person).await;
    world.pass(rules::IDLE + Duration::minutes(1));
    let fields = [("current", person.password.as_str()), ("new", "sju blå hästar"), ("repeat", "sju blå hästar")];
    client.post("/password", &fields).await.expect_to("/login?next=/password");
    assert_eq!(world.column("SELECT path AS value FROM kept_form").await, [""; 0]);
}

async fn the_hydrated_form_is_kept_too(world: World) {
    let person = world.user(Role::Coordinator, None).await;
    let client = world.login(&person).await;
    world.pass(rules::IDLE + Duration::minutes(1));
    let answer = client.post_json("/profile", &TYPED).await.expect(200);
    assert_eq!(answer.redirect().as_deref(), Some("/login?next=/profile"));
    client.log_in(&person.email, &person.password).await.expect_to("/");
    assert_eq!(client.get("/profile").await.value_of("language"), "en");
}

async fn what_stands_after_the_question_mark_is_kept(world: World) {
    let person = world.user(Role::Coordinator, None).await;
    let client = world.login(&person).await;
    world.pass(rules::IDLE + Duration::minutes(1));
    let answer = client.get("/cases?state=all&order=oldest").await;
    let login = client.follow(&answer).await.expect(200);
    assert_eq!(login.value_of("next"), "/cases?state=all&order=oldest");
    let fields = [("email", person.email.as_str()), ("password", person.password.as_str())];
    client.fill(&answer.location(), &fields).await.expect_to("/cases?state=all&order=oldest");
    // a form at such an address comes back at the very same one
    world.pass(rules::IDLE + Duration::minutes(1));
    let answer = client.post("/profile?seat=2", &TYPED).await;
    let back = client.fill(&answer.location(), &fields).await.expect_to("/profile?seat=2");
    assert_eq!(client.follow(&back).await.value_of("language"), "en");
}

async fn a_form_is_kept_when_the_session_was_ended_elsewhere(world: World) {
    let person = world.user(Role::Coordinator, None).await;
    let (here, elsewhere) = (world.login(&person).await, world.login(&person).await);
    elsewhere.fill("/logout/everywhere", &[]).await.expect_to("/login");
    here.post("/profile", &TYPED).await.expect_to("/login?next=/profile");
    here.log_in(&person.email, &person.password).await.expect_to("/");
    assert_eq!(here.get("/profile").await.value_of("language"), "en");
    // after a new password on another device too
    let (new, elsewhere) = ("sju blå hästar på rad", world.login(&person).await);
    let fields = [("current", person.password.as_str()), ("new", new), ("repeat", new)];
    elsewhere.post("/password", &fields).await.expect_to("/");
    here.post("/profile", &TYPED).await.expect_to("/login?next=/profile");
    here.log_in(&person.email, new).await.expect_to("/");
    assert_eq!(here.get("/profile").await.value_of("language"), "en");
    // an hour later nothing is kept any more
    elsewhere.fill("/logout/everywhere", &[]).await.expect_to("/login");
    world.pass(Duration::minutes(61));
    here.post("/profile", &TYPED).await.expect_to("/login?next=/profile");
    assert_eq!(world.column("SELECT path AS value FROM kept_form").await, [""; 0]);
}

async fn the_same_submission_acts_once(world: World) {
    let client = world.login_as(Role::Coordinator).await;
    let fields = [("language", "en"), ("_token", "0123456789abcdef0123")];
    for _ in 0..3 {
        client.post("/profile", &fields).await.expect_to("/profile");
    }
    assert_eq!(world.events().await, [EventCode::LoggedIn, EventCode::ProfileChanged]);
    // another user's token of the same text is another's
    world.login_as(Role::Coordinator).await.post("/profile", &fields).await.expect_to("/profile");
    assert_eq!(world.events().await.len(), 4);
}

async fn the_same_submission_at_the_same_time_acts_once(world: World) {
    let client = world.login_as(Role::Coordinator).await;
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let client = client.clone();
        tasks.spawn(async move {
            let fields = [("language", "en"), ("_token", "0123456789abcdef0123")];
            client.post("/profile", &fields).await.expect_to("/profile");
        });
    }
    tasks.join_all().await;
    assert_eq!(world.events().await, [EventCode::LoggedIn, EventCode::ProfileChanged]);
}

async fn the_same_token_with_other_values_is_another_submission(world: World) {
    let client = world.login_as(Role::Coordinator).await;
    for language in ["en", "sv"] {
        let fields = [("language", language), ("_token", "0123456789abcdef0123")];
        client.post("/profile", &fields).await.expect_to("/profile");
    }
    assert_eq!(client.get("/profile").await.value_of("language"), "sv");
}

async fn what_was_typed_is_text_on_the_page(world: World) {
    let typed = "\"><script>alert(1)</script></textarea>'--å&amp;";
    let answer = world.visitor().post("/login", &[("email", typed)]).await.expect(422);
    assert_eq!(answer.value_of("email"), typed);
    assert!(!answer.body().contains("<script>alert"));
}
