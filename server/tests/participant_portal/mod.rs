//! The participant's own way in: a link that opens once, what they read and sign there, and what nobody else gets by it.
mod languages;
mod own_doors;
mod plan;
mod preparing;
pub mod scenarios;

use crate::{
    referrals::filled::{identity, submitted},
    support::{Answer, Client, World},
};
use app::{
    access::{Role, doors::OWN_PAGES},
    audit::EventCode as E,
    cases::store::cases,
    consents::store::{consent, consent_party},
    kernel::id::CaseId,
    organisation::rules::Party,
    participant_portal::store::{portal_link, portal_session},
};
use chrono::Duration;
use sea_orm::{EntityTrait, IntoActiveModel};
use tokio::task::JoinSet;

crate::on_both!(
    a_link_opens_once_with_birth_date_and_code,
    five_wrong_tries_end_a_link,
    of_many_who_try_at_once_none_gets_a_sixth_try,
    of_two_who_open_at_once_one_does,
    the_participant_signs_and_the_coordinator_sees_it,
    what_is_missing_is_asked_for_and_nothing_is_lost,
    a_text_that_was_changed_is_read_first,
    sent_twice_it_is_signed_once,
    another_handler_does_not_see_what_opens_it,
    of_links_made_at_once_one_is_open_and_it_is_shown,
    a_link_ends_with_its_case,
    an_old_phone_can_send,
    the_participant_withdraws_and_the_case_is_shut_at_once,
    a_link_that_is_ended_shuts_what_it_opened,
    links_and_sessions_end_by_themselves,
    each_page_reads_in_the_participants_language,
    without_a_session_each_page_answers_alike,
    a_link_is_one_cases_and_tells_nothing_of_another,
    without_an_identity_number_no_link_is_made,
);

/// A submitted case, its referrer's browser, and how the participant was born.
async fn submitted_case(world: &World) -> (CaseId, Client) {
    let person = world.user(Role::Referrer, world.unit(world.agency(Party::SocialServices).await).await).await;
    let client = world.login(&person).await;
    (submitted(world, &client, &person, &identity(world, "19900101", 984)).await, client)
}

/// What a handler gives the participant: the link's path, and the code.
async fn link(client: &Client, case: CaseId) -> (String, String) {
    let at = format!("/cases/{case}/participant-link");
    client.post(&at, &[]).await.expect_to(&at);
    shown(&client.get(&at).await.expect(200))
}

fn shown(page: &Answer) -> (String, String) {
    let address = page.text(".invitation code.long");
    let path = address.strip_prefix("http://localhost:3000").expect("an address of the installation");
    (path.to_owned(), page.text(".invitation .digits"))
}

async fn try_to_open(guest: &Client, link: &str, birth: &str, code: &str) -> Answer {
    guest.post(link, &[("birth", birth), ("code", code), ("language", "sv")]).await
}

/// A participant inside.
async fn inside(world: &World, client: &Client, case: CaseId) -> Client {
    let (link, code) = link(client, case).await;
    let guest = world.visitor();
    try_to_open(&guest, &link, "1990-01-01", &code).await.expect_to("/my/start");
    guest
}

fn other(code: &str) -> String {
    let number: u32 = code.parse().expect("six digits");
    format!("{:06}", (number + 1) % 1_000_000)
}

async fn a_link_opens_once_with_birth_date_and_code(world: World) {
    let (case, client) = submitted_case(&world).await;
    let (link, code) = link(&client, case).await;
    assert_eq!((link.len(), code.len()), ("/my/link/".len() + 26, 6));
    let guest = world.visitor();
    let page = guest.get(&link).await.expect(200);
    assert!(!page.body().contains("Tove") && page.has("form input#birth"), "nothing of anybody");
    assert_eq!(page.header("referrer-policy"), Some("strict-origin"));
    let wrong = try_to_open(&guest, &link, "1990-01-02", &code).await.expect(422);
    assert!(wrong.body().contains("Försök som är kvar: 4."), "{}", wrong.body());
    assert_eq!(wrong.attribute("input#birth", "value").as_deref(), Some("1990-01-02"), "what was typed stays");
    assert!(wrong.attribute("input#code", "value").is_none_or(|v| v.is_empty()), "but for the code");
    let wrong = try_to_open(&guest, &link, "1990-01-01", &other(&code)).await.expect(422);
    assert!(wrong.body().contains("Försök som är kvar: 3."));
    // what can't be right is no try
    try_to_open(&guest, &link, "i våras", "12").await.expect(422);
    try_to_open(&guest, &link, "19900101", &code).await.expect_to("/my/start");
    let start = guest.get("/my/start").await.expect(200);
    assert_eq!(start.text("h1"), "Din sida");
    // it is used up: to another browser like one that never was
    let another = world.visitor();
    let nothing = another.get("/my/link/0000000000000000000000000G").await.expect(404);
    assert_eq!(another.get(&link).await.expect(404).text("main"), nothing.text("main"));
    let used = try_to_open(&another, &link, "1990-01-01", &code).await.expect(404);
    assert_eq!(used.text("main"), nothing.text("main"));
    let events = world.events().await;
    let count = |code| events.iter().filter(|e| **e == code).count();
    assert_eq!((count(E::LinkMade), count(E::LinkRefused), count(E::LinkOpened)), (1, 2, 1));
    // who reads the database can't open one
    let row = &portal_link::Entity::find().all(world.db.schema_connection()).await.expect("links")[0];
    let token = app::participant_portal::tokens::read(&link["/my/link/".len()..]).expect("a token");
    assert!(row.token_hash.len() == 32 && !row.token_hash.windows(16).any(|part| part == token));
}

async fn five_wrong_tries_end_a_link(world: World) {
    let (case, client) = submitted_case(&world).await;
    let (link, code) = link(&client, case).await;
    let guest = world.visitor();
    for left in (1..5).rev() {
        let wrong = try_to_open(&guest, &link, "1990-01-01", &other(&code)).await.expect(422);
        assert!(wrong.body().contains(&format!("Försök som är kvar: {left}.")));
    }
    try_to_open(&guest, &link, "1990-01-01", &other(&code)).await.expect(404);
    try_to_open(&guest, &link, "1990-01-01", &code).await.expect(404);
    guest.get(&link).await.expect(404);
    let page = client.get(&format!("/cases/{case}/participant-link")).await.expect(200);
    assert!(
        page.text("section.sheet").contains("spärrad efter fem felaktiga försök"),
        "{}",
        page.text("section.sheet")
    );
    assert!(!page.has(".digits"), "what opens it is not shown any longer");
}

async fn of_many_who_try_at_once_none_gets_a_sixth_try(world: World) {
    let (case, client) = submitted_case(&world).await;
    let (link, code) = link(&client, case).await;
    let mut tries = JoinSet::new();
    for _ in 0..12 {
        let (guest, link, code) = (world.visitor(), link.clone(), other(&code));
        tries.spawn(async move { try_to_open(&guest, &link, "1990-01-01", &code).await.status() });
    }
    let answers = tries.join_all().await;
    assert_eq!(answers.iter().filter(|status| **status == 422).count(), 4, "{answers:?}");
    let row = &portal_link::Entity::find().all(world.db.schema_connection()).await.expect("links")[0];
    assert_eq!(row.tries, 5);
    try_to_open(&world.visitor().at([10, 0, 0, 9]), &link, "1990-01-01", &code).await.expect(404);
}

async fn of_two_who_open_at_once_one_does(world: World) {
    let (case, client) = submitted_case(&world).await;
    let (link, code) = link(&client, case).await;
    let mut tries = JoinSet::new();
    for _ in 0..4 {
        let (guest, link, code) = (world.visitor(), link.clone(), code.clone());
        tries.spawn(async move { try_to_open(&guest, &link, "1990-01-01", &code).await.status() });
    }
    let mut answers = tries.join_all().await;
    answers.sort_unstable();
    assert_eq!(answers, [303, 404, 404, 404]);
    assert_eq!(portal_session::Entity::find().all(world.db.schema_connection()).await.expect("sessions").len(), 1);
}

/// What the page of a purpose posts: a yes to these of what it asks, a no to the rest, and a name.
async fn answered(guest: &Client, purpose: &str, yes: &[&str]) -> Vec<(String, String)> {
    let page = guest.get(&format!("/my/answers/{purpose}")).await.expect(200);
    let mut fields: Vec<(String, String)> = ["version", "read_in", "seen"]
        .map(|name| (name.to_owned(), page.attribute(&format!("input[name={name}]"), "value").unwrap_or_default()))
        .to_vec();
    fields.push(("name".to_owned(), "Tove Berg".to_owned()));
    for radio in page.html().select(&scraper::Selector::parse("input[value=yes]").expect("a selector")) {
        let name = radio.value().attr("name").expect("a name").to_owned();
        let says = if yes.contains(&name.as_str()) { "yes" } else { "no" };
        fields.push((name, says.to_owned()));
    }
    fields
}

async fn send(guest: &Client, purpose: &str, fields: &[(String, String)]) -> Answer {
    let fields: Vec<_> = fields.iter().map(|f| (f.0.as_str(), f.1.as_str())).collect();
    guest.post(&format!("/my/answers/{purpose}"), &fields).await
}

async fn sign(guest: &Client, purpose: &str, yes: &[&str]) -> Answer {
    send(guest, purpose, &answered(guest, purpose, yes).await).await
}

/// The fields with one of them changed, or left out.
fn but(fields: &[(String, String)], name: &str, value: &str) -> Vec<(String, String)> {
    let mut fields: Vec<_> = fields.iter().filter(|f| f.0 != name).cloned().collect();
    if !value.is_empty() {
        fields.push((name.to_owned(), value.to_owned()));
    }
    fields
}

async fn the_participant_signs_and_the_coordinator_sees_it(world: World) {
    let (case, client) = submitted_case(&world).await;
    client.post(&format!("/cases/{case}/consents/withdraw/everything"), &[]).await.expect_to(&format!("/cases/{case}"));
    let guest = inside(&world, &client, case).await;
    let coordinator = world.login_as(Role::Coordinator).await;
    let asked = [("id", case.to_string())];
    let asked: Vec<_> = asked.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let signed =
        || async { coordinator.api("/api/participant-link-now", &asked).await.expect(200).json()["signed"].clone() };
    assert_eq!(signed().await, 0);
    let before = world.events().await.len();
    let answer = sign(&guest, "share", &["social_services"]).await;
    assert!(answer.location().starts_with("/my/receipts/"), "{}", answer.body());
    assert_eq!(signed().await, 2);
    // a yes to one party, and a no to the other
    assert_eq!(world.events().await[before..], [E::ConsentRecorded, E::ConsentRecorded]);
    let receipt = guest.get(&answer.location()).await.expect(200);
    assert!(
        receipt.text("dl").contains("socialtjänsten") && receipt.text("dl").contains("Tove Berg"),
        "{}",
        receipt.text("dl")
    );
    assert!(receipt.has(".wording p"), "the very text");
    // said no to: what was withdrawn before stays so
    let page = coordinator.get(&format!("/cases/{case}")).await.expect(200);
    let card = page.text("section.consent");
    assert!(card.contains("deltagarens egen underskrift") && card.contains("Hälso- och sjukvård återtaget"), "{card}");
    assert!(page.body().contains("deltagaren, med egen länk"), "the timeline says who it was");
    let connection = world.db.schema_connection();
    let rows = consent::Entity::find().all(connection).await.expect("consents");
    let own = rows.iter().find(|c| c.signed_as_sealed.is_some() && c.given).expect("the signed yes");
    assert!(own.recorded_by.is_none());
    let sealed = String::from_utf8_lossy(own.signed_as_sealed.as_deref().expect("sealed")).into_owned();
    assert!(!sealed.contains("Tove"), "the name is sealed");
    let parties = consent_party::Entity::find().all(connection).await.expect("parties");
    let named: Vec<_> = parties.iter().filter(|p| p.consent_id == own.id).map(|p| p.party).collect();
    assert_eq!(named, [Party::SocialServices]);
    // the others can still be said yes to; a no to a question of its own is noted as one
    assert!(guest.get("/my/answers/share").await.expect(200).has("input[name=health_care]"));
    let no = sign(&guest, "survey", &[]).await;
    assert!(guest.follow(&no).await.expect(200).text("dl").contains("Du har sagt nej."));
    assert_eq!(signed().await, 3);
}

async fn what_is_missing_is_asked_for_and_nothing_is_lost(world: World) {
    let (case, client) = submitted_case(&world).await;
    let guest = inside(&world, &client, case).await;
    let before = world.contents().await;
    let all = answered(&guest, "survey", &["answer"]).await;
    let none = send(&guest, "survey", &but(&all, "name", "  ")).await.expect(422);
    assert_eq!(none.texts(".summary a"), ["Skriv ditt namn för att skriva under."]);
    assert!(none.has("input[value=yes][checked]"), "the answer stays");
    let none = send(&guest, "survey", &but(&all, "answer", "")).await.expect(422);
    assert_eq!(none.texts(".summary a"), ["Svara ja eller nej."]);
    assert_eq!(none.attribute("input#name", "value").as_deref(), Some("Tove Berg"));
    guest.get("/my/answers/everything").await.expect(404);
    assert_eq!(world.contents().await, before);
}

async fn a_text_that_was_changed_is_read_first(world: World) {
    let (case, client) = submitted_case(&world).await;
    let guest = inside(&world, &client, case).await;
    let before = world.contents().await;
    let all = answered(&guest, "survey", &["answer"]).await;
    // another version came into use, or another tab reads on in another language
    for changed in [but(&all, "version", "2025-1"), but(&all, "read_in", "ar")] {
        let page = send(&guest, "survey", &changed).await.expect(422);
        assert_eq!(page.texts(".summary li"), ["Texten har ändrats. Läs den nya texten och svara igen."]);
    }
    assert_eq!(world.contents().await, before);
}

async fn sent_twice_it_is_signed_once(world: World) {
    let (case, client) = submitted_case(&world).await;
    client.post(&format!("/cases/{case}/consents/withdraw/everything"), &[]).await.expect_to(&format!("/cases/{case}"));
    let guest = inside(&world, &client, case).await;
    let all = answered(&guest, "share", &["social_services"]).await;
    let mut presses = JoinSet::new();
    for _ in 0..4 {
        let (guest, all) = (guest.clone(), all.clone());
        presses.spawn(async move { send(&guest, "share", &all).await.location() });
    }
    let led = presses.join_all().await;
    assert_eq!(led.iter().filter(|to| to.starts_with("/my/receipts/")).count(), 1, "{led:?}");
    let rows = consent::Entity::find().all(world.db.schema_connection()).await.expect("consents");
    assert_eq!(rows.iter().filter(|c| c.signed_as_sealed.is_some()).count(), 2, "one yes and one no");
}

async fn another_handler_does_not_see_what_opens_it(world: World) {
    let (case, client) = submitted_case(&world).await;
    link(&client, case).await;
    let coordinator = world.login_as(Role::Coordinator).await;
    let page = coordinator.get(&format!("/cases/{case}/participant-link")).await.expect(200);
    assert!(
        page.text("section.sheet").contains("kan öppnas") && !page.has(".invitation"),
        "that there is one, not what"
    );
}

async fn of_links_made_at_once_one_is_open_and_it_is_shown(world: World) {
    let (case, client) = submitted_case(&world).await;
    let at = format!("/cases/{case}/participant-link");
    let mut made = JoinSet::new();
    for _ in 0..3 {
        let (client, at) = (client.clone(), at.clone());
        made.spawn(async move { client.post(&at, &[]).await.status() });
    }
    assert_eq!(made.join_all().await, [303, 303, 303]);
    let rows = portal_link::Entity::find().all(world.db.schema_connection()).await.expect("links");
    assert_eq!(rows.iter().filter(|l| l.ended_at.is_none()).count(), 1);
    let (shown, _) = shown(&client.get(&at).await.expect(200));
    world.visitor().get(&shown).await.expect(200);
}

async fn a_link_ends_with_its_case(world: World) {
    let (case, client) = submitted_case(&world).await;
    let guest = inside(&world, &client, case).await;
    let to = format!("/cases/{case}");
    client.fill(&format!("{to}/withdraw"), &[]).await.expect_to(&to);
    guest.get("/my/start").await.expect_to("/my/ended");
}

/// A browser that is too old for `Sec-Fetch-Site` tells where a form comes from.
async fn an_old_phone_can_send(world: World) {
    let (case, client) = submitted_case(&world).await;
    let (link, code) = link(&client, case).await;
    let post = |origin: &'static str| {
        let request = axum::http::Request::builder().method("POST").uri(link.as_str());
        let request = request.header("host", "localhost:3000").header("origin", origin);
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        let body = format!("birth=1990-01-01&code={code}&language=sv");
        request.body(axum::body::Body::from(body)).expect("a request")
    };
    let guest = world.visitor();
    assert_eq!(guest.send(post("https://evil.example")).await.status(), 403);
    guest.send(post("http://localhost:3000")).await.expect_to("/my/start");
}

async fn the_participant_withdraws_and_the_case_is_shut_at_once(world: World) {
    let (case, client) = submitted_case(&world).await;
    let guest = inside(&world, &client, case).await;
    let coordinator = world.login_as(Role::Coordinator).await;
    let at = format!("/cases/{case}");
    assert!(coordinator.get(&at).await.expect(200).body().contains(crate::referrals::filled::SECRET));
    let choose = guest.get("/my/withdraw").await.expect(200);
    assert_eq!(choose.texts(".ways a")[0], "Ingen ska få läsa om mig");
    let confirm = guest.get("/my/withdraw/everything").await.expect(200);
    assert!(confirm.body().contains("Det gäller direkt."), "what it means is told before");
    let before = world.events().await.len();
    guest.post("/my/withdraw/everything", &[]).await.expect_to("/my/start");
    assert_eq!(world.events().await[before..], [E::ConsentWithdrawn]);
    assert_eq!(
        guest.get("/my/start?done=withdrawn").await.expect(200).text("[role=status]"),
        "Klart. Det gäller från nu."
    );
    assert!(!coordinator.get(&at).await.expect(200).body().contains(crate::referrals::filled::SECRET));
    // sent once more there is nothing left to withdraw
    let before = world.contents().await;
    guest.post("/my/withdraw/everything", &[]).await.expect_to("/my/start");
    guest.get("/my/withdraw/everything").await.expect_to("/my/withdraw");
    guest.post("/my/withdraw/nobody", &[]).await.expect(404);
    assert_eq!(world.contents().await, before);
    let readers = guest.get("/my/readers").await.expect(200);
    assert!(readers.text(".rows").contains("Koordinator, "), "{}", readers.text(".rows"));
}

async fn a_link_that_is_ended_shuts_what_it_opened(world: World) {
    let (case, client) = submitted_case(&world).await;
    let guest = inside(&world, &client, case).await;
    let at = format!("/cases/{case}/participant-link");
    client.post(&format!("{at}/end"), &[]).await.expect_to(&at);
    guest.get("/my/start").await.expect_to("/my/ended");
    guest.post("/my/withdraw/everything", &[]).await.expect_to("/my/ended");
    // a new link ends the one before it
    let (first, code) = link(&client, case).await;
    let (second, _) = link(&client, case).await;
    assert_ne!(first, second);
    try_to_open(&world.visitor(), &first, "1990-01-01", &code).await.expect(404);
    world.visitor().get(&second).await.expect(200);
}

async fn links_and_sessions_end_by_themselves(world: World) {
    let (case, client) = submitted_case(&world).await;
    let guest = inside(&world, &client, case).await;
    world.pass(Duration::minutes(14));
    guest.get("/my/start").await.expect(200);
    world.pass(Duration::minutes(14));
    guest.get("/my/start").await.expect(200);
    world.pass(Duration::minutes(15));
    guest.get("/my/start").await.expect_to("/my/ended");
    let client = world.login_as(Role::Coordinator).await;
    let (first, _) = link(&client, case).await;
    world.pass(Duration::hours(71));
    world.visitor().get(&first).await.expect(200);
    world.pass(Duration::hours(1));
    world.visitor().get(&first).await.expect(404);
    // left by themself
    let client = world.login_as(Role::Coordinator).await;
    let guest = inside(&world, &client, case).await;
    let copy = guest.copy();
    guest.post("/my/leave", &[]).await.expect_to("/my/ended?language=sv");
    copy.get("/my/start").await.expect_to("/my/ended");
}

async fn each_page_reads_in_the_participants_language(world: World) {
    let (case, client) = submitted_case(&world).await;
    let (link, code) = link(&client, case).await;
    let guest = world.visitor();
    let page = guest.get(&format!("{link}?language=ar")).await.expect(200);
    assert_eq!(page.attribute("html", "dir").as_deref(), Some("rtl"));
    assert_eq!(page.text("h1"), "افتح صفحتك");
    guest.post(&link, &[("birth", "1990-01-01"), ("code", &code), ("language", "ar")]).await.expect_to("/my/start");
    let start = guest.get("/my/start").await.expect(200);
    assert_eq!(start.attribute("html", "lang").as_deref(), Some("ar"));
    let text = guest.get("/my/answers/survey").await.expect(200);
    assert_eq!(text.attribute(".wording", "dir").as_deref(), Some("rtl"));
    assert!(text.has("details .wording[lang=sv]"), "the Swedish text is one tap away");
    let chosen = [("language", "so"), ("from", "/my/answers/survey")];
    guest.post("/my/language", &chosen).await.expect_to("/my/answers/survey");
    assert_eq!(guest.get("/my/start").await.expect(200).text("h1"), "Boggaaga");
    // nowhere else
    for from in ["//evil.example", "https://evil.example", "/cases"] {
        guest.post("/my/language", &[("language", "sv"), ("from", from)]).await.expect_to("/my/start");
    }
}

async fn without_a_session_each_page_answers_alike(world: World) {
    let (case, client) = submitted_case(&world).await;
    let guest = inside(&world, &client, case).await;
    let others = [world.visitor(), client.clone(), world.login_as(Role::Coordinator).await];
    let before = world.contents().await;
    for door in OWN_PAGES {
        let at = door.path.replace("{purpose}", "share").replace("{what}", "everything").replace("{consent}", "x");
        let at = at.replace("{activity}", "x");
        for visitor in &others {
            match door.leaves {
                None => visitor.get(&at).await.expect_to("/my/ended"),
                Some(_) => visitor.post(&at, &[]).await.expect_to("/my/ended"),
            };
        }
    }
    world.visitor().get("/my/nothing/of/this").await.expect_to("/my/ended");
    guest.get("/my/nothing/of/this").await.expect(404);
    assert_eq!(world.contents().await, before);
    // another site's page can't send in their name
    let request = axum::http::Request::builder().method("POST").uri("/my/withdraw/everything");
    let request = request.header("host", "localhost:3000").header("sec-fetch-site", "cross-site");
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    let answer = guest.send(request.body(axum::body::Body::from("a=b")).expect("a request")).await;
    assert_eq!(answer.status(), 403);
    assert_eq!(world.contents().await, before);
}

async fn a_link_is_one_cases_and_tells_nothing_of_another(world: World) {
    let (case, client) = submitted_case(&world).await;
    let (other_case, other_client) = submitted_case_of(&world, "19850505").await;
    let guest = inside(&world, &client, case).await;
    let signed = sign(&guest, "survey", &["answer"]).await;
    let (link, code) = link(&other_client, other_case).await;
    let stranger = world.visitor();
    try_to_open(&stranger, &link, "1985-05-05", &code).await.expect_to("/my/start");
    stranger.get(&signed.location()).await.expect(404);
    guest.get(&signed.location()).await.expect(200);
    // the other's birth date and code open nothing here
    let (link, _) = self::link(&client, case).await;
    try_to_open(&world.visitor(), &link, "1985-05-05", &code).await.expect(422);
}

async fn submitted_case_of(world: &World, birth: &str) -> (CaseId, Client) {
    let person = world.user(Role::Referrer, world.unit(world.agency(Party::SocialServices).await).await).await;
    let client = world.login(&person).await;
    (submitted(world, &client, &person, &identity(world, birth, 985)).await, client)
}

async fn without_an_identity_number_no_link_is_made(world: World) {
    let (case, client) = submitted_case(&world).await;
    let connection = world.db.schema_connection();
    let row = cases::Entity::find_by_id(case).one(connection).await.expect("cases").expect("the case");
    use app::participants::store::participant;
    let person = participant::Entity::find_by_id(row.participant_id).one(connection).await.expect("people");
    let mut person = person.expect("the participant").into_active_model();
    person.identity_sealed = sea_orm::ActiveValue::Set(None);
    participant::Entity::update(person).exec(connection).await.expect("changed");
    let at = format!("/cases/{case}/participant-link");
    let page = client.get(&at).await.expect(200);
    assert!(page.body().contains("personnummer är inte känt") && page.forms("main form.form").is_empty());
    client.post(&at, &[]).await.expect(409);
    assert!(portal_link::Entity::find().all(connection).await.expect("links").is_empty());
}
