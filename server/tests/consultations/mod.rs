//! Questions without identity: asked, answered, referred, deleted, and counted.
mod lasting;
pub mod scenarios;

use crate::{
    referrals::filled::{Fields, Pages, district, fields, identity, pairs, submit, with},
    support::{Answer, Client, Person, World},
};
use app::{
    access::Role,
    audit::EventCode,
    consultations::{
        rules::{Caution, caution::Detail},
        store::{consultation, consultation_entry},
        texts,
    },
    kernel::{id::ConsultationId, lang::Lang},
    organisation::rules::Party,
};
use sea_orm::EntityTrait;
use tokio::task::JoinSet;

crate::on_both!(
    a_question_is_asked_answered_and_added_to,
    what_gives_someone_away_is_refused_beside_its_field,
    what_stands_out_is_asked_once_more,
    with_people_known_no_small_group_is_warned_of,
    for_everyone_else_there_is_no_such_question,
    of_two_who_answer_at_once_the_second_reads_first,
    it_becomes_a_referral_with_what_was_described,
    of_many_presses_one_draft_is_begun,
    a_discarded_draft_is_no_referral,
);

/// Words that must not stand readable in the database.
pub const SITUATION: &str = "Har varit hemma sedan gymnasiet och orkar inte öppna posten.";
const ANSWER: &str = "Börja med ett eget möte hos oss.";

/// That few people fit, as it is asked where the association knows nobody.
pub fn few() -> String {
    texts::caution(Lang::Sv, &Caution::Narrow { few: true, details: vec![] })
}

/// A question as it is accepted.
pub fn question(person: &Person) -> Fields {
    let unit = person.unit.expect("a unit").to_string();
    let few = few();
    fields(&[
        ("unit", unit.as_str()),
        ("age_band", "25_34"),
        ("parties", "social_services"),
        ("parties", "health_care"),
        ("situation", SITUATION),
        ("question", "Vilka behöver vara med?"),
        ("wide_enough", few.as_str()),
    ])
}

/// Asks; gives the question's address.
pub async fn ask(client: &Client, question: &Fields) -> String {
    let answer = client.post("/consultations/new", &pairs(question)).await;
    assert_eq!(answer.status(), 303, "{}", answer.body());
    answer.location()
}

/// A referrer with a question.
pub async fn asked(world: &World) -> (Person, Client, String) {
    let person = world.user(Role::Referrer, world.unit(world.agency(Party::SocialServices).await).await).await;
    let client = world.login(&person).await;
    let at = ask(&client, &question(&person)).await;
    (person, client, at)
}

pub fn id_of(at: &str) -> ConsultationId {
    at.trim_start_matches("/consultations/").parse().expect("a question")
}

pub async fn rows(world: &World) -> Vec<consultation::Model> {
    consultation::Entity::find().all(world.db.schema_connection()).await.expect("questions")
}

pub async fn entries(world: &World) -> Vec<consultation_entry::Model> {
    consultation_entry::Entity::find().all(world.db.schema_connection()).await.expect("entries")
}

pub async fn answered(client: &Client, at: &str, seen: &str) -> Answer {
    client.post(&format!("{at}/answer"), &[("text", ANSWER), ("supports", "alfa"), ("seen", seen)]).await
}

async fn a_question_is_asked_answered_and_added_to(world: World) {
    let (_, referrer, at) = asked(&world).await;
    let coordinator = world.login_as(Role::Coordinator).await;
    let task = format!("main a[href='{at}']");
    assert!(coordinator.get("/").await.expect(200).has(&task), "the coordinators' task");
    assert!(!referrer.get("/").await.expect(200).has(&task), "and nobody else's");
    let list = coordinator.get("/consultations").await.expect(200);
    assert!(list.has(&task) && list.text("main tbody").contains("väntar på svar"));
    let before = world.events().await.len();
    let page = coordinator.get(&at).await.expect(200);
    assert!(page.body().contains(SITUATION) && page.text("dl.facts").contains("Socialtjänst"));
    assert_eq!(world.events().await[before..], [EventCode::ConsultationOpened], "that it is read is in the log");
    assert!(!page.has(&format!("a[href='{at}/add']")) && page.has(&format!("a[href='{at}/answer']")));

    answered(&coordinator, &at, "0").await.expect_to(&at);
    assert!(!coordinator.get("/").await.expect(200).has(&task));
    assert!(referrer.get("/").await.expect(200).has(&task), "the answer is to be read");
    let before = world.events().await.len();
    let page = referrer.get(&at).await.expect(200);
    assert_eq!(world.events().await.len(), before, "who asked reads their own");
    let thread = page.text("section[aria-labelledby=thread]");
    assert!(thread.contains(ANSWER) && thread.contains("Alfa") && thread.contains("Inget beslut behövs"), "{thread}");
    assert!(thread.contains("@provstad.example"), "how the coordinator is reached");
    assert!(!page.has(&format!("a[href='{at}/answer']")));

    let few = few();
    let more = [("text", "Har nu också kontakt med vården."), ("wide_enough", few.as_str())];
    referrer.post(&format!("{at}/add"), &more).await.expect_to(&at);
    assert!(coordinator.get("/").await.expect(200).has(&task), "it awaits an answer again");
    coordinator.fill("/profile", &[("language", "en")]).await.expect(303);
    let english = coordinator.get(&at).await.expect(200);
    assert!(english.body().contains("awaiting an answer") && english.body().contains("No decision is needed"));
    let read = as_read_by_a_thief(&world).await;
    assert!(!read.contains(SITUATION) && !read.contains(ANSWER), "what is said is sealed");
}

/// What a thief of the database could read of it.
async fn as_read_by_a_thief(world: &World) -> String {
    let questions = rows(world).await.into_iter().filter_map(|row| row.sealed);
    let sealed = questions.chain(entries(world).await.into_iter().map(|entry| entry.sealed));
    sealed.map(|sealed| String::from_utf8_lossy(&sealed).into_owned()).collect()
}

async fn what_gives_someone_away_is_refused_beside_its_field(world: World) {
    let (person, referrer, at) = asked(&world).await;
    let coordinator = world.login_as(Role::Coordinator).await;
    for (text, what) in [
        ("Hon är 19900101-2385 och bor ensam.", "ett personnummer: 19900101-2385"),
        ("Ring 070-123 45 67 efter tre.", "ett telefonnummer: 070-123 45 67"),
        ("Skriv till anna@mail.example", "en e-postadress: anna@mail.example"),
    ] {
        let before = world.contents().await;
        let typed = with(question(&person), "situation", &[text]);
        let answer = referrer.post("/consultations/new", &pairs(&typed)).await.expect(422);
        assert!(answer.error_of("situation").contains(what), "{}", answer.error_of("situation"));
        assert_eq!(answer.text("textarea[name=situation]"), text, "nothing typed is lost");
        assert_eq!(answer.text("textarea[name=question]"), "Vilka behöver vara med?");
        for (client, to) in [(&referrer, "add"), (&coordinator, "answer")] {
            let answer = client.post_json(&format!("{at}/{to}"), &[("text", text)]).await.expect(200);
            let errors = answer.errors();
            assert!(errors.iter().any(|e| e.0 == "text" && e.1.contains(what)), "{to}: {errors:?}");
        }
        assert_eq!(world.contents().await, before);
    }
    referrer.fill("/profile", &[("language", "en")]).await.expect(303);
    let typed = with(question(&person), "question", &["Call 070-123 45 67"]);
    let answer = referrer.post("/consultations/new", &pairs(&typed)).await.expect(422);
    assert!(answer.error_of("question").contains("a telephone number: 070-123 45 67"));
}

async fn what_stands_out_is_asked_once_more(world: World) {
    let (person, referrer, at) = asked(&world).await;
    let text = "Anna Berg är 23 år och har fem barn.";
    let typed = with(with(question(&person), "situation", &[text]), "wide_enough", &[]);
    let answer = referrer.post("/consultations/new", &pairs(&typed)).await.expect(422);
    assert!(answer.error_of("no_names").contains("Anna Berg"), "{}", answer.error_of("no_names"));
    let narrow = answer.error_of("wide_enough");
    assert!(narrow.contains("exakt ålder och antalet barn") && narrow.contains("få deltagare"), "{narrow}");
    assert_eq!(answer.text("textarea[name=situation]"), text);
    // a yes to something else is none
    let few_only = with(typed.clone(), "wide_enough", &[&few()]);
    referrer.post("/consultations/new", &pairs(&few_only)).await.expect(422);
    assert_eq!(rows(&world).await.len(), 1);
    let names = texts::caution(Lang::Sv, &Caution::NameLike(vec!["Anna Berg".into()]));
    let details = vec![Detail::ExactAge, Detail::ManyChildren];
    assert_eq!(narrow, texts::caution(Lang::Sv, &Caution::Narrow { few: true, details }));
    let surely = with(with(typed, "no_names", &[&names]), "wide_enough", &[&narrow]);
    ask(&referrer, &surely).await;
    // and in an answer
    let coordinator = world.login_as(Role::Coordinator).await;
    let told = [("text", "Hälsa Anna Berg."), ("seen", "0")];
    let answer = coordinator.post(&format!("{at}/answer"), &told).await.expect(422);
    assert!(answer.error_of("no_names").contains("Anna Berg"));
    let to = format!("{at}/answer");
    coordinator.post(&to, &[told[0], told[1], ("no_names", names.as_str())]).await.expect_to(&at);
}

async fn with_people_known_no_small_group_is_warned_of(world: World) {
    let person = world.user(Role::Referrer, None).await;
    let client = world.login(&person).await;
    for _ in 0..5 {
        use crate::support::CaseOf;
        world.case(CaseOf::new(&person, app::cases::rules::StateCode::InQueue, &[Party::Jobbtorg])).await;
    }
    // who they are 25 to 34 years old, and live anywhere
    let plain = with(question(&person), "wide_enough", &[]);
    // of this year's nothing is told
    let answer = client.post("/consultations/new", &pairs(&plain)).await.expect(422);
    assert_eq!(answer.error_of("wide_enough"), few());
    world.pass(chrono::Duration::days(366));
    let client = world.login(&person).await;
    ask(&client, &plain).await;
    let older = with(plain.clone(), "age_band", &["55_64"]);
    client.post("/consultations/new", &pairs(&older)).await.expect(422);
    let there = district(&world).await.to_string();
    let in_district = with(plain, "district", &[&there]);
    let answer = client.post("/consultations/new", &pairs(&in_district)).await.expect(422);
    assert_eq!(answer.error_of("wide_enough"), few());
}

async fn for_everyone_else_there_is_no_such_question(world: World) {
    let (person, _, at) = asked(&world).await;
    let colleague = world.login(&world.user(Role::Referrer, person.unit).await).await;
    let other = world.login_as(Role::Referrer).await;
    let elsewhere = world.association("Samordningsförbundet Annanstad").await;
    let foreign = world.login(&world.user_in(elsewhere, Role::Coordinator, None).await).await;
    let nothing = format!("/consultations/{}", ConsultationId::new());
    for client in [&colleague, &other, &foreign] {
        let (there, not) = (client.get(&at).await.expect(404), client.get(&nothing).await.expect(404));
        assert_eq!(there.text("main"), not.text("main"));
        let list = client.get("/consultations?state=all").await.expect(200);
        assert!(!list.has("main tbody tr") && !list.body().contains(&at));
        assert!(!client.get("/").await.expect(200).body().contains(&at));
        for deed in ["add", "answer", "refer", "close"] {
            let answer = client.post(&format!("{at}/{deed}"), &[("text", "Hej."), ("unit", "x")]).await;
            assert!(matches!(answer.status(), 403 | 404 | 422), "{deed}: {}", answer.status());
        }
    }
    for role in [Role::Administrator, Role::Office, Role::Lots, Role::WorkTraining, Role::Representative] {
        let client = world.login_as(role).await;
        client.get(&at).await.expect(403);
        client.get("/consultations").await.expect(403);
    }
    assert_eq!((rows(&world).await.len(), entries(&world).await.len()), (1, 0));
}

async fn of_two_who_answer_at_once_the_second_reads_first(world: World) {
    let (_, _, at) = asked(&world).await;
    let mut both = JoinSet::new();
    for _ in 0..2 {
        let (client, at) = (world.login_as(Role::Coordinator).await, at.clone());
        both.spawn(async move { answered(&client, &at, "0").await.status() });
    }
    let mut answers = both.join_all().await;
    answers.sort_unstable();
    assert_eq!(answers, [303, 422]);
    let second = world.login_as(Role::Coordinator).await;
    let refused = answered(&second, &at, "0").await.expect(422);
    let asked = refused.error_of("anyway");
    assert_eq!(asked, texts::ANSWERED_MEANWHILE.get(Lang::Sv));
    assert_eq!(refused.text("textarea[name=text]"), ANSWER, "what was typed is kept");
    assert!(refused.text("section[aria-labelledby=thread]").contains(ANSWER), "and the other's answer can be read");
    let anyway = [("text", ANSWER), ("seen", "0"), ("anyway", asked.as_str())];
    second.post(&format!("{at}/answer"), &anyway).await.expect_to(&at);
    assert_eq!(entries(&world).await.len(), 2);
}

/// Begins a referral from the question; gives the draft.
pub async fn referred(client: &Client, person: &Person, at: &str) -> String {
    let unit = person.unit.expect("a unit").to_string();
    let answer = client.post(&format!("{at}/refer"), &[("unit", &unit)]).await.expect(303);
    answer.location().split('/').nth(2).expect("the draft").to_owned()
}

async fn it_becomes_a_referral_with_what_was_described(world: World) {
    let (person, client, _) = asked(&world).await;
    let there = district(&world).await;
    let at = ask(&client, &with(question(&person), "district", &[&there.to_string()])).await;
    let few = few();
    client
        .post(&format!("{at}/add"), &[("text", "Har prövat boendestöd."), ("wide_enough", &few)])
        .await
        .expect_to(&at);
    let draft = referred(&client, &person, &at).await;
    let participant = client.get(&format!("/referrals/{draft}/participant")).await.expect(200);
    assert!(participant.has(&format!("option[value='{there}'][selected]")), "where the person lives");
    let situation = client.get(&format!("/referrals/{draft}/situation")).await.expect(200);
    let tried = situation.text("textarea[name=tried]");
    assert!(tried.contains(SITUATION) && tried.contains("Har prövat boendestöd."), "{tried}");
    assert!(situation.has("input[name=involved][value=health_care][checked]"));
    let asks = client.get(&format!("/referrals/{draft}/question")).await.expect(200);
    assert_eq!(asks.text("textarea[name=question]"), "Vilka behöver vara med?");
    let shown = client.get(&at).await.expect(200);
    assert!(shown.has(&format!("a[href='/referrals/{draft}/review']")) && !shown.has(&format!("a[href='{at}/refer']")));

    let pages = Pages::new(&world, there, &identity(&world, "19900101", 984));
    pages.keep(&client, &draft).await;
    let before = world.events().await.len();
    submit(&client, &draft).await.expect_to(&format!("/cases/{draft}"));
    assert!(world.events().await[before..].contains(&EventCode::ConsultationConverted));
    // a second press finds the case, and nothing is counted twice
    submit(&client, &draft).await.expect_to(&format!("/cases/{draft}"));
    let converted = world.events().await.iter().filter(|e| **e == EventCode::ConsultationConverted).count();
    assert_eq!(converted, 1);
    let row = rows(&world).await.into_iter().find(|row| row.id == id_of(&at)).expect("it is there");
    assert_eq!((row.sealed, row.age_band, row.district_id), (None, None, None), "it would now be about someone known");
    assert!(entries(&world).await.is_empty());
    let coordinator = world.login_as(Role::Coordinator).await;
    for reader in [&client, &coordinator] {
        let page = reader.get(&at).await.expect(200);
        assert!(page.has(&format!("main a[href='/cases/{draft}']")) && page.body().contains("Det som stod i frågan"));
        assert!(!page.body().contains(SITUATION));
    }
    answered(&coordinator, &at, "0").await.expect(422);
    client.post(&format!("{at}/close"), &[]).await.expect(422);
}

async fn of_many_presses_one_draft_is_begun(world: World) {
    let (person, _, at) = asked(&world).await;
    let mut presses = JoinSet::new();
    for _ in 0..5 {
        let (client, person, at) = (world.login(&person).await, person.clone(), at.clone());
        presses.spawn(async move { referred(&client, &person, &at).await });
    }
    let mut drafts = presses.join_all().await;
    drafts.dedup();
    assert_eq!(drafts.len(), 1, "each is led to the same one");
    let begun = world.events().await.iter().filter(|e| **e == EventCode::ConsultationReferred).count();
    assert_eq!(begun, 1);
}

async fn a_discarded_draft_is_no_referral(world: World) {
    let (person, client, at) = asked(&world).await;
    let draft = referred(&client, &person, &at).await;
    client.post(&format!("/referrals/{draft}/discard"), &[]).await.expect_to("/referrals");
    let page = client.get(&at).await.expect(200);
    assert!(page.body().contains(SITUATION) && page.has(&format!("a[href='{at}/refer']")));
    let office = world.login_as(Role::Office).await;
    let figures = office.get("/figures").await.expect(200);
    assert_eq!(figures.texts("section[aria-labelledby=consultations] td.num"), ["0", "1", "1"]);
    assert_ne!(referred(&client, &person, &at).await, draft, "it can be begun anew");
}
