//! Choosing a password: at the first login, and later.
use crate::{
    on_both,
    support::{Person, World},
};
use app::{
    access::Role,
    accounts::{rules, texts},
    audit::EventCode,
    kernel::lang::Lang,
};
use chrono::Duration;

on_both!(
    a_one_time_password_opens_nothing_but_choosing_an_own_one,
    a_one_time_password_ends,
    a_new_password_ends_every_other_session,
    a_password_that_does_not_do_is_refused_beside_its_field,
    guessing_the_current_password_is_throttled,
);

const NEW: &str = "sju blå hästar på ängen";

async fn newcomer(world: &World) -> Person {
    let person = world.user(Role::Coordinator, None).await;
    let until = world.clock.now() + rules::ONE_TIME;
    world
        .change_account(&person, |a| {
            a.must_change_password = true;
            a.one_time_until = Some(until);
        })
        .await;
    person
}

async fn a_one_time_password_opens_nothing_but_choosing_an_own_one(world: World) {
    let person = newcomer(&world).await;
    let client = world.login(&person).await;
    for page in ["/", "/profile", "/logout/everywhere"] {
        client.get(page).await.expect_to("/password");
        let before = world.contents().await;
        let answer = client.post(page, &[("language", "en")]).await;
        assert!(matches!(answer.status(), 303 | 403 | 405), "{page} {}", answer.status());
        assert_eq!(world.contents().await, before, "{page}");
    }
    // a page that was open before keeps what was typed, and says how to go on
    let answer = client.post_json("/profile", &[("language", "en")]).await;
    assert_eq!(answer.errors(), [(String::new(), texts::PASSWORD_FIRST.get(Lang::Sv).to_owned())]);
    assert_eq!(client.api("/api/profile", &[]).await.status(), 401);
    let page = client.get("/password").await.expect(200);
    assert_eq!(page.text("h1"), texts::FIRST_PASSWORD.get(Lang::Sv));
    client.get("/logout").await.expect(200);

    let fields = [("current", person.password.as_str()), ("new", NEW), ("repeat", NEW)];
    client.fill("/password", &fields).await.expect_to("/");
    client.get("/").await.expect(200);
    client.get("/profile").await.expect(200);
    assert_eq!(world.events().await, [EventCode::LoggedIn, EventCode::PasswordChanged]);
    world.visitor().log_in(&person.email, NEW).await.expect_to("/");
    world.visitor().log_in(&person.email, &person.password).await.expect(422);
}

async fn a_one_time_password_ends(world: World) {
    let person = newcomer(&world).await;
    world.pass(rules::ONE_TIME + Duration::minutes(1));
    let answer = world.visitor().log_in(&person.email, &person.password).await.expect(422);
    assert_eq!(answer.error_of(""), texts::WRONG_LOGIN.get(Lang::Sv));
}

async fn a_new_password_ends_every_other_session(world: World) {
    let person = world.user(Role::Coordinator, None).await;
    let (one, other) = (world.login(&person).await, world.login(&person).await);
    let stolen = one.copy();
    let fields = [("current", person.password.as_str()), ("new", NEW), ("repeat", NEW)];
    one.fill("/password", &fields).await.expect_to("/");
    one.get("/").await.expect(200);
    other.get("/").await.expect_to("/login");
    stolen.get("/").await.expect_to("/login");
}

async fn a_password_that_does_not_do_is_refused_beside_its_field(world: World) {
    let person = world.user(Role::Coordinator, None).await;
    let client = world.login(&person).await;
    let before = world.contents().await;
    let own = person.password.as_str();
    let mail = person.email.as_str();
    let cases = [
        ("fel lösenord", NEW, NEW, "current", texts::WRONG_CURRENT),
        (own, "kort", "kort", "new", texts::WEAK_PASSWORD),
        (own, own, own, "new", texts::WEAK_PASSWORD),
        (own, mail, mail, "new", texts::WEAK_PASSWORD),
        (own, "passwordpassword", "passwordpassword", "new", texts::WEAK_PASSWORD),
        (own, NEW, "sju blå hästar", "repeat", texts::NOT_ALIKE),
        ("", NEW, NEW, "current", texts::PASSWORD_MISSING),
    ];
    for (current, new, repeat, field, text) in cases {
        let answer = client.fill("/password", &[("current", current), ("new", new), ("repeat", repeat)]).await;
        let answer = answer.expect(422);
        assert_eq!(answer.error_of(field), text.get(Lang::Sv), "{new}");
        assert!(!answer.body().contains(NEW), "a password is never shown again");
    }
    assert_eq!(world.contents().await, before);
    client.get("/").await.expect(200);
}

/// Who sits down at someone's open screen must not be able to try passwords without end.
async fn guessing_the_current_password_is_throttled(world: World) {
    let person = world.user(Role::Coordinator, None).await;
    let client = world.login(&person).await;
    let attempt = |current: String| {
        let client = client.clone();
        async move { client.post("/password", &[("current", &current), ("new", NEW), ("repeat", NEW)]).await }
    };
    for _ in 0..rules::FAILURES_PER_ACCOUNT {
        assert_eq!(attempt("fel".into()).await.expect(422).error_of("current"), texts::WRONG_CURRENT.get(Lang::Sv));
    }
    let answer = attempt(person.password.clone()).await.expect(422);
    assert_eq!(answer.error_of(""), texts::THROTTLED.get(Lang::Sv));
    world.pass(rules::WINDOW + Duration::seconds(1));
    attempt(person.password.clone()).await.expect_to("/");
}
