//! The user's own choices, and the language of everything.
use crate::{on_both, support::World};
use app::{access::Role, accounts::texts, audit::EventCode, kernel::lang::Lang};

on_both!(
    choices_are_kept_and_said_to_be,
    swedish_unless_the_user_chose_english,
    the_chosen_language_stays_after_logout,
    a_language_that_we_do_not_have_is_refused,
    the_hydrated_form_gets_the_same_answers,
);

async fn choices_are_kept_and_said_to_be(world: World) {
    let unit = world.unit(world.agency(app::organisation::rules::Party::HealthCare).await).await;
    let person = world.user(Role::Referrer, unit).await;
    let client = world.login(&person).await;
    let page = client.get("/profile").await.expect(200);
    assert!(page.text(".head").contains(&person.email) || page.text("main").contains(&person.email));
    assert_eq!((page.value_of("language").as_str(), page.value_of("shows_names").as_str()), ("sv", ""));
    assert!(page.text("dl.facts dd").contains("Hälso- och sjukvård"));
    let done = client.fill("/profile", &[("language", "en"), ("shows_names", "yes")]).await.expect_to("/profile");
    let page = client.follow(&done).await.expect(200);
    assert_eq!((page.value_of("language").as_str(), page.value_of("shows_names").as_str()), ("en", "yes"));
    assert_eq!(page.text(".flash"), texts::SAVED.get(Lang::En), "said in the language just chosen");
    assert!(!client.get("/profile").await.has(".flash"), "said once");
    client.fill("/profile", &[("language", "sv"), ("shows_names", "")]).await.expect_to("/profile");
    let page = client.get("/profile").await;
    assert_eq!((page.value_of("language").as_str(), page.value_of("shows_names").as_str()), ("sv", ""));
    use EventCode::{LoggedIn, ProfileChanged};
    assert_eq!(world.events().await, [LoggedIn, ProfileChanged, ProfileChanged]);
}

async fn swedish_unless_the_user_chose_english(world: World) {
    let english = |client: &crate::support::Client, path: &str| {
        let request = client.request("GET", path).header("accept-language", "en-GB,en;q=0.9");
        request.body(axum::body::Body::empty()).unwrap()
    };
    let visitor = world.visitor();
    let page = visitor.send(english(&visitor, "/login")).await.expect(200);
    assert_eq!(page.attribute("html", "lang").as_deref(), Some("sv"));
    assert_eq!(page.text("h1"), texts::LOG_IN.get(Lang::Sv));
    let person = world.user(Role::Coordinator, None).await;
    let client = world.login(&person).await;
    let page = client.send(english(&client, "/profile")).await.expect(200);
    assert_eq!(page.attribute("html", "lang").as_deref(), Some("sv"));
    world.change_account(&person, |a| a.language = "en".into()).await;
    let page = client.get("/profile").await.expect(200);
    assert_eq!(page.attribute("html", "lang").as_deref(), Some("en"));
    assert_eq!(page.text("h1"), texts::PROFILE.get(Lang::En));
}

async fn the_chosen_language_stays_after_logout(world: World) {
    let client = world.login_as(Role::Coordinator).await;
    let done = client.fill("/profile", &[("language", "en")]).await;
    client.follow(&done).await.expect(200);
    client.fill("/logout", &[]).await.expect_to("/login");
    assert_eq!(client.get("/login").await.text("h1"), texts::LOG_IN.get(Lang::En));
}

async fn a_language_that_we_do_not_have_is_refused(world: World) {
    let client = world.login_as(Role::Coordinator).await;
    for language in ["", "fi", "EN"] {
        let answer = client.post("/profile", &[("language", language), ("shows_names", "yes")]).await.expect(422);
        assert_eq!(answer.error_of("language"), texts::CHOOSE_LANGUAGE.get(Lang::Sv));
        assert_eq!(answer.value_of("shows_names"), "yes", "what was typed is kept");
    }
    assert_eq!(world.events().await, [EventCode::LoggedIn]);
}

async fn the_hydrated_form_gets_the_same_answers(world: World) {
    let client = world.login_as(Role::Coordinator).await;
    let refused = client.post_json("/profile", &[("language", "fi")]).await.expect(200);
    assert_eq!(refused.errors(), [("language".to_owned(), texts::CHOOSE_LANGUAGE.get(Lang::Sv).to_owned())]);
    let done = client.post_json("/profile", &[("language", "sv")]).await.expect(200);
    assert_eq!(done.redirect().as_deref(), Some("/profile"));
    assert_eq!(done.json()["flash"], texts::SAVED.get(Lang::Sv));
}
