//! Another language is chosen on a page where something is typed: it comes back, and nothing is done.
use super::{answered, but, inside, link, submitted_case};
use crate::support::World;

crate::on_both!(an_answer_comes_back_in_another_language, a_link_is_opened_in_another_language_with_what_was_typed);

async fn an_answer_comes_back_in_another_language(world: World) {
    let (case, client) = submitted_case(&world).await;
    let guest = inside(&world, &client, case).await;
    let before = world.events().await.len();
    let mut fields = answered(&guest, "survey", &["answer"]).await;
    // on the refused page, as on the first
    let refused: Vec<_> = but(&fields, "answer", "");
    let refused: Vec<_> = refused.iter().map(|f| (f.0.as_str(), f.1.as_str())).collect();
    let page = guest.post("/my/answers/survey", &refused).await.expect(422);
    assert!(page.has("nav button[name=speak][value=so][form=own]") && page.has("form#own"));
    fields.push(("speak".into(), "so".into()));
    let typed: Vec<_> = fields.iter().map(|f| (f.0.as_str(), f.1.as_str())).collect();
    let page = guest.post("/my/answers/survey", &typed).await.expect(200);
    assert_eq!(page.attribute("html", "lang").as_deref(), Some("so"));
    assert_eq!(page.attribute("input#name", "value").as_deref(), Some("Tove Berg"));
    assert!(page.has("input[name=answer][value=yes][checked]") && !page.has(".summary"));
    assert_eq!(world.events().await.len(), before, "nothing is signed");
    // and that page is signed, in the language in which it was read
    let hidden = |name: &str| page.attribute(&format!("input[name={name}]"), "value").unwrap_or_default();
    assert_eq!(hidden("read_in"), "so");
    let (version, seen) = (hidden("version"), hidden("seen"));
    let signed = [
        ("version", version.as_str()),
        ("read_in", "so"),
        ("seen", seen.as_str()),
        ("answer", "yes"),
        ("name", "Tove Berg"),
    ];
    let answer = guest.post("/my/answers/survey", &signed).await;
    assert!(answer.location().starts_with("/my/receipts/"), "{}", answer.status());
}

async fn a_link_is_opened_in_another_language_with_what_was_typed(world: World) {
    let (case, client) = submitted_case(&world).await;
    let (link, code) = link(&client, case).await;
    let guest = world.visitor();
    let before = world.contents().await;
    let typed = [("birth", "1990-01-01"), ("code", code.as_str()), ("language", "sv"), ("speak", "ti")];
    let page = guest.post(&link, &typed).await.expect(200);
    assert_eq!(page.attribute("html", "lang").as_deref(), Some("ti"));
    assert_eq!(page.attribute("input#birth", "value").as_deref(), Some("1990-01-01"));
    assert_eq!(page.attribute("input#code", "value").as_deref(), Some(code.as_str()));
    assert_eq!(world.contents().await, before, "it is no try, and opens nothing");
    let page = guest.post("/my", &[("link", "0000 fel"), ("speak", "ar")]).await.expect(200);
    assert_eq!(page.attribute("html", "dir").as_deref(), Some("rtl"));
    assert_eq!(page.attribute("input#link", "value").as_deref(), Some("0000 fel"));
    let opened = [("birth", "1990-01-01"), ("code", code.as_str()), ("language", "ti")];
    guest.post(&link, &opened).await.expect_to("/my/start");
    assert_eq!(guest.get("/my/start").await.expect(200).attribute("html", "lang").as_deref(), Some("ti"));
}
