//! The plan as a letter to the participant.
use super::{PARTIES, add, carried_out, establish, met, ready, write_goal};
use crate::support::{Client, World};
use app::{access::Role, audit::EventCode, kernel::lang::Lang, plans::texts};

crate::on_both!(
    printing_is_noted,
    what_is_not_done_is_printed_too,
    the_letter_is_in_the_participants_language,
    a_coordinator_signs_the_letter,
);

async fn printing_is_noted(world: World) {
    let (client, case, _) = ready(&world).await;
    let letter = client.get(&format!("/cases/{case}/plan/print")).await.expect(200);
    assert!(letter.text(".lead").starts_with("Bara planen kommer med"), "{}", letter.text(".lead"));
    assert!(letter.text("article.letter").contains("Younes Ahmadi"));
    assert!(letter.text("article.letter").contains("Boka bedömningssamtal"));
    assert_eq!(world.events().await.last(), Some(&EventCode::CasePrinted));
}

async fn what_is_not_done_is_printed_too(world: World) {
    let (client, case, first) = carried_out(&world).await;
    let second = add(&client, &world, case, "Söka praktik", "jobbtorg").await;
    for (activity, status) in [(first, "not_done"), (second, "dropped")] {
        let fields = [("status", status), ("reason", "Ingen tid förrän i vår")];
        client.post(&format!("/cases/{case}/activities/{activity}/status"), &fields).await.expect(303);
    }
    let steps = client.get(&format!("/cases/{case}/plan/print")).await.expect(200).texts("article.letter li");
    assert_eq!(steps.len(), 1, "what was dropped stays out: {steps:?}");
    assert!(steps[0].contains("Boka bedömningssamtal"), "{steps:?}");
    assert!(steps[0].contains(texts::LETTER_NOT_DONE.get(Lang::Sv)), "{steps:?}");
}

async fn the_letter_is_in_the_participants_language(world: World) {
    let (client, case, _) = ready(&world).await;
    let path = format!("/cases/{case}/plan/print");
    assert!(client.get(&path).await.expect(200).text("article.letter").contains(texts::LETTER_STEPS.get(Lang::Sv)));
    world.tamper("UPDATE participant SET language = 'en'").await.expect("English");
    let letter = client.get(&path).await.expect(200);
    assert_eq!(letter.attribute("article.letter", "lang").as_deref(), Some("en"));
    // what this case's referral says of it counts, not what another one's has said
    let contact = app::participants::store::case_contact::Model {
        case_id: case,
        language: "sv".into(),
        needs_interpreter: false,
        accessibility_sealed: None,
        phone_sealed: None,
        email_sealed: None,
    };
    world.insert(contact).await;
    assert_eq!(client.get(&path).await.attribute("article.letter", "lang").as_deref(), Some("sv"));
    world.tamper("UPDATE case_contact SET language = 'en'").await.expect("English");
    let letter = client.get(&path).await.expect(200);
    assert_eq!(letter.attribute("article.letter", "lang").as_deref(), Some("en"));
    let text = letter.text("article.letter");
    for words in [texts::LETTER_STEPS, texts::LETTER_END] {
        assert!(text.contains(words.get(Lang::En)) && !text.contains(words.get(Lang::Sv)), "{text}");
    }
    // it tells of the next follow-up, and of none where all are done
    assert!(text.contains("After two months we ask"), "{text}");
    world.follow_up(case, 0).await;
    world.tamper("UPDATE follow_up SET months = 6").await.expect("the next one");
    let asked = async || client.get(&path).await.expect(200).text("article.letter");
    assert!(asked().await.contains("After six months we ask"), "{}", asked().await);
    world.tamper("UPDATE follow_up SET done_on = due_on").await.expect("done");
    assert!(!asked().await.contains("months we ask"), "{}", asked().await);
}

async fn a_coordinator_signs_the_letter(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = met(&world, &referrer, &PARTIES, 3).await;
    let coordinator = world.user(Role::Coordinator, None).await;
    let client = world.login(&coordinator).await;
    write_goal(&client, case, "Arbete").await;
    add(&client, &world, case, "Ringa vården", "health_care").await;
    let path = format!("/cases/{case}/plan/print");
    let signed = async |client: &Client| client.get(&path).await.expect(200).texts("article.letter .sign");
    let theirs = [format!("{}{}", coordinator.name, texts::COORDINATOR.get(Lang::Sv))];
    let reader = world.login(&referrer).await;
    assert!(signed(&reader).await.is_empty(), "a referrer is no coordinator");
    assert_eq!(signed(&client).await, theirs);
    establish(&client, case).await;
    assert_eq!(signed(&reader).await, theirs, "who established it signs");
    world.tamper("UPDATE plan SET established_by = NULL").await.expect("as imported");
    assert!(signed(&client).await.is_empty());
    let said = client.get(&format!("/cases/{case}")).await.expect(200).text("[aria-labelledby=plan-h] p.meta");
    assert!(said.starts_with("Fastställd i dag") && !said.contains(" av"), "{said}");
}
