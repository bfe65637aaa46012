//! What every form promises: it acts once, and what was typed survives an ended session.
use crate::{
    on_both,
    support::{CaseOf, World},
};
use app::{
    access::Role,
    accounts::{rules, texts},
    audit::EventCode,
    cases::rules::StateCode,
    kernel::lang::Lang,
    organisation::rules::Party,
    teams::forms::AddTeam,
    ui::form::Form,
    work_training::forms::AddPlacement,
};
use chrono::Duration;

on_both!(
    a_form_that_met_an_ended_session_is_given_back_once,
    a_kept_form_is_nobody_elses,
    a_kept_form_waits_an_hour_at_most,
    passwords_are_not_kept,
    the_hydrated_form_is_kept_too,
    what_stands_after_the_question_mark_is_kept,
    a_form_of_nobody_known_stays_in_its_page,
    what_one_user_opened_is_not_sent_by_another,
    a_form_that_meets_a_one_time_password_is_not_lost,
    a_form_is_kept_when_the_session_was_ended_elsewhere,
    the_same_submission_acts_once,
    the_same_submission_at_the_same_time_acts_once,
    the_same_token_with_other_values_is_another_submission,
    what_was_typed_is_text_on_the_page,
    a_form_can_be_left_as_it_is,
    a_summary_says_which_field_each_message_is_about,
    a_summary_follows_the_page,
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

async fn a_form_of_nobody_known_stays_in_its_page(world: World) {
    let person = world.user(Role::Coordinator, None).await;
    let client = world.login(&person).await;
    client.post("/logout", &[]).await.expect(303);
    // login would have nothing to give back: the page is all there is
    let answer = client.post_json("/profile", &TYPED).await.expect(200);
    assert_eq!(answer.redirect(), None);
    assert_eq!(answer.errors(), [(String::new(), texts::LAPSED_FORM.get(Lang::Sv).to_owned())]);
    assert_eq!(world.column("SELECT path AS value FROM kept_form").await, [""; 0]);
    // without JavaScript the page is gone by then: the login page says what can be done
    let answer = client.post("/profile", &TYPED).await.expect_to("/login?next=/profile");
    let login = client.follow(&answer).await.expect(200);
    assert!(login.body().contains(texts::LAPSED_LOST.get(Lang::Sv)), "{}", login.body());
    // where nothing was typed nothing is lost
    client.get("/login").await.expect(200);
    let answer = client.post("/profile", &[]).await.expect_to("/login?next=/profile");
    assert!(!client.follow(&answer).await.body().contains(texts::LAPSED_LOST.get(Lang::Sv)));
}

async fn what_one_user_opened_is_not_sent_by_another(world: World) {
    let (one, other) = (world.user(Role::Coordinator, None).await, world.user(Role::Coordinator, None).await);
    let client = world.login(&one).await;
    let by = client.get("/profile").await.value_of("_by");
    assert_eq!(by, one.id.to_string());
    client.post("/logout", &[]).await.expect(303);
    client.log_in(&other.email, &other.password).await.expect_to("/");
    let fields = [&[("_by", by.as_str())], TYPED.as_slice()].concat();
    let words = texts::OPENED_BY_OTHER.get(Lang::Sv);
    let before = world.contents().await;
    assert_eq!(client.post_json("/profile", &fields).await.errors(), [(String::new(), words.to_owned())]);
    assert_eq!(world.contents().await, before);
    let page = client.post("/profile", &fields).await.expect(409);
    let typed = page.value_of("language");
    assert_eq!((page.error_of("").as_str(), typed.as_str()), (words, "en"), "nothing typed is lost");
    // nor does a second press make it theirs, while the one who wrote it can send it
    assert_eq!(page.value_of("_by"), by);
    client.post("/profile", &fields).await.expect(409);
    world.login(&one).await.post("/profile", &fields).await.expect(303);
    // what the other may do is another matter
    let lots = world.login_as(Role::Lots).await;
    let slot = [("_by", by.as_str()), ("place", "Rum 3")];
    let told = lots.post_json("/slots/new", &slot).await.errors();
    assert_eq!(told, [(String::new(), words.to_owned())], "not that it is none of their tasks");
    // without JavaScript whoever has no such page is told how to get at what was typed
    let answer = lots.post("/slots/new", &slot).await.expect_to("/");
    assert!(lots.follow(&answer).await.body().contains(texts::OPENED_BY_OTHER_LOST.get(Lang::Sv)));
    // nobody is kept from ending a session
    lots.post("/logout", &[("_by", by.as_str())]).await.expect(303);
    let by_other = other.id.to_string();
    let own = [&[("_by", by_other.as_str())], TYPED.as_slice()].concat();
    client.post("/profile", &own).await.expect(303);
    // whose session has ended is given nothing back that another wrote
    world.pass(rules::IDLE + Duration::minutes(1));
    client.post("/profile", &fields).await.expect_to("/login?next=/profile");
    let told = client.post_json("/profile", &fields).await.errors();
    assert_eq!(told, [(String::new(), texts::LAPSED_FORM.get(Lang::Sv).to_owned())]);
    assert_eq!(world.column("SELECT path AS value FROM kept_form").await, [""; 0]);
}

async fn a_form_that_meets_a_one_time_password_is_not_lost(world: World) {
    let person = world.user(Role::Coordinator, None).await;
    let client = world.login(&person).await;
    world.change_account(&person, |a| a.must_change_password = true).await;
    let answer = client.post_json("/profile", &TYPED).await.expect(200);
    let words = texts::PASSWORD_FIRST.get(Lang::Sv).to_owned();
    assert_eq!((answer.redirect(), answer.errors()), (None, vec![(String::new(), words)]), "the page keeps it");
    client.post("/profile", &TYPED).await.expect_to("/password");
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

/// Beside the button stands the way back.
async fn a_form_can_be_left_as_it_is(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::Submitted, &[Party::Jobbtorg])).await;
    let team = world.team(world.home().await, &[Party::Jobbtorg]).await;
    let (client, administrator) = (world.login(&referrer).await, world.login_as(Role::Administrator).await);
    let draft = crate::referrals::filled::begin(&client, &referrer).await;
    let training = world.login_as(Role::WorkTraining).await;
    let back = [
        (&client, "/referrals/new".to_owned(), "/referrals".to_owned()),
        (&client, format!("/referrals/{draft}/participant"), "/referrals".to_owned()),
        (&client, format!("/referrals/{draft}/consent"), format!("/referrals/{draft}/question")),
        (&client, format!("/cases/{case}/consents/new"), format!("/cases/{case}")),
        (&client, "/cases/search".to_owned(), "/referrals".to_owned()),
        (&administrator, AddTeam::PATH.to_owned(), "/teams".to_owned()),
        (&administrator, format!("/teams/{team}/change"), format!("/teams/{team}")),
        (&training, AddPlacement::PATH.to_owned(), "/work-training".to_owned()),
    ];
    for (client, path, to) in back {
        let page = client.get(&path).await.expect(200);
        assert_eq!(page.attribute("form.form .buttons a", "href"), Some(to), "{path}");
    }
}

async fn a_summary_says_which_field_each_message_is_about(world: World) {
    let client = world.login_as(Role::Coordinator).await;
    let answer = client.post("/password", &[]).await.expect(422);
    let lines = answer.texts(".summary li a");
    let beside = [answer.error_of("current"), answer.error_of("new"), answer.error_of("repeat")];
    assert_eq!(lines.len(), 3);
    for (line, beside) in lines.iter().zip(&beside) {
        assert!(line.ends_with(beside.as_str()) && line.len() > beside.len(), "{line}");
    }
    assert_ne!(lines[0], lines[1]);
    assert_eq!(beside[0], beside[1], "beside its field a message needs no name");
}

async fn a_summary_follows_the_page(world: World) {
    let client = world.login_as(Role::Administrator).await;
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::Met, &[Party::Jobbtorg])).await;
    let coordinator = world.login_as(Role::Coordinator).await;
    for (client, path) in [
        (&client, "/admin/agencies/add".to_owned()),
        (&client, "/admin/users/add".to_owned()),
        (&coordinator, format!("/cases/{case}/close")),
    ] {
        let page = client.post(&path, &[]).await.expect(422);
        let html = page.html();
        let all = |css: &str, name: &str| -> Vec<String> {
            let css = scraper::Selector::parse(css).expect("a selector");
            html.select(&css).filter_map(|e| e.value().attr(name).map(str::to_owned)).collect()
        };
        let told: Vec<String> =
            all(".summary a", "href").iter().map(|to| to.trim_start_matches('#').to_owned()).collect();
        assert!(told.len() > 1, "{path}: {told:?}");
        let on_page: Vec<String> = all("form.form [id]", "id").into_iter().filter(|id| told.contains(id)).collect();
        assert_eq!(told, on_page, "{path}");
    }
}
