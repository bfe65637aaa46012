//! The lots: asked for, assigned, answered, ended.
use crate::support::{CaseOf, Client, Person, World};
use app::{
    access::Role,
    audit::EventCode,
    cases::rules::StateCode,
    kernel::{id::CaseId, lang::Lang},
    lots::{rules::AssignmentState, store::lots_assignment, texts},
    organisation::rules::Party,
};
use sea_orm::EntityTrait;

crate::on_both!(
    a_lots_is_asked_for_assigned_accepts_and_ends,
    one_who_declines_no_longer_sees_the_case,
    two_asking_at_once_ask_once,
    only_who_was_asked_answers,
    only_the_associations_own_lots_can_be_assigned,
    with_protected_identity_none_is_asked_for,
    why_one_declined_is_the_coordinators_alone_until_another_is_chosen,
    or_until_it_ends,
    a_form_that_cannot_be_used_says_why,
    without_a_consent_it_can_still_be_ended,
    it_ends_with_the_case,
    what_was_taken_is_handed_over_and_stays_one,
    the_lots_says_that_the_work_has_begun,
    an_imported_one_gets_a_lots,
    the_list_is_searched_and_sorted,
);

async fn case(world: &World, protected: bool) -> CaseId {
    let referrer = world.user(Role::Referrer, None).await;
    world.case(CaseOf { protected, ..CaseOf::new(&referrer, StateCode::Met, &[Party::Jobbtorg]) }).await
}

async fn rows(world: &World) -> Vec<lots_assignment::Model> {
    lots_assignment::Entity::find().all(world.db.schema_connection()).await.expect("assignments can be read")
}

async fn ask(client: &Client, case: CaseId, lots: Option<&Person>) {
    let id = lots.map(|l| l.id.to_string()).unwrap_or_default();
    let fields = [("stage", "meeting"), ("lots", id.as_str())];
    client.fill(&format!("/cases/{case}/lots/ask"), &fields).await.expect_to(&format!("/cases/{case}"));
}

async fn a_lots_is_asked_for_assigned_accepts_and_ends(world: World) {
    let case = case(&world, false).await;
    let (person, coordinator) = (world.user(Role::Lots, None).await, world.login_as(Role::Coordinator).await);
    ask(&coordinator, case, None).await;
    let start = coordinator.get("/").await.expect(200);
    assert!(start.body().contains(texts::TASK_UNASSIGNED.get(Lang::Sv)));
    let id = person.id.to_string();
    coordinator.fill(&format!("/cases/{case}/lots/assign"), &[("lots", &id)]).await.expect(303);
    let lots = world.login(&person).await;
    assert!(lots.get("/").await.expect(200).body().contains(texts::TASK_ANSWER.get(Lang::Sv)));
    let list = lots.get("/lots").await.expect(200);
    assert_eq!(list.count("table.work tbody tr"), 1);
    let answer = format!("/cases/{case}/lots/answer");
    assert!(list.has(&format!("a[href='{answer}']")));
    // who says no has to say why: that field is not up to them
    assert!(!lots.get(&answer).await.expect(200).text("form.form").contains("frivilligt"));
    lots.fill(&answer, &[("answer", "accept")]).await.expect_to(&format!("/cases/{case}"));
    assert_eq!(rows(&world).await[0].state, AssignmentState::Accepted);
    let page = lots.get(&format!("/cases/{case}")).await.expect(200);
    assert!(page.text("[aria-labelledby=lots-h]").contains(&person.name));
    // that the case is no longer open its own step says
    lots.post(&format!("/cases/{case}/lots/end"), &[("reason", "case_over")]).await.expect(422);
    lots.fill(&format!("/cases/{case}/lots/end"), &[("reason", "needs_more")]).await.expect_to("/lots");
    assert_eq!(rows(&world).await[0].state, AssignmentState::Ended);
    let events = world.events().await;
    for event in [EventCode::LotsAsked, EventCode::LotsAssigned, EventCode::LotsAccepted, EventCode::LotsEnded] {
        assert_eq!(events.iter().filter(|e| **e == event).count(), 1, "{event}");
    }
    // and another one can be asked for
    ask(&coordinator, case, Some(&person)).await;
    assert_eq!(rows(&world).await.len(), 2);
}

async fn one_who_declines_no_longer_sees_the_case(world: World) {
    let case = case(&world, false).await;
    let (person, coordinator) = (world.user(Role::Lots, None).await, world.login_as(Role::Coordinator).await);
    ask(&coordinator, case, Some(&person)).await;
    let lots = world.login(&person).await;
    let answer = format!("/cases/{case}/lots/answer");
    let refused = lots.fill(&answer, &[("answer", "decline")]).await.expect(422);
    assert_eq!(refused.error_of("words"), texts::WORDS_MISSING.get(Lang::Sv));
    let fields = [("answer", "decline"), ("words", "Jag har redan för många.")];
    lots.fill(&answer, &fields).await.expect_to("/lots");
    lots.get(&format!("/cases/{case}")).await.expect(404);
    let page = coordinator.get(&format!("/cases/{case}")).await.expect(200);
    assert!(page.text("[aria-labelledby=lots-h]").contains("Jag har redan för många."));
    assert!(coordinator.get("/").await.body().contains(texts::TASK_DECLINED.get(Lang::Sv)));
    let other = world.user(Role::Lots, None).await;
    let id = other.id.to_string();
    coordinator.fill(&format!("/cases/{case}/lots/assign"), &[("lots", &id)]).await.expect(303);
    world.login(&other).await.get(&answer).await.expect(200);
    assert_eq!(rows(&world).await.len(), 1);
}

async fn two_asking_at_once_ask_once(world: World) {
    let case = case(&world, false).await;
    let (a, b) = (world.login_as(Role::Coordinator).await, world.login_as(Role::Coordinator).await);
    let (path, fields) = (format!("/cases/{case}/lots/ask"), [("stage", "meeting")]);
    let (a, b) = tokio::join!(a.post(&path, &fields), b.post(&path, &fields));
    let mut statuses = [a.status(), b.status()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422]);
    let loser = if a.status() == 422 { a } else { b };
    assert_eq!(loser.error_of(""), texts::ALREADY_ASKED.get(Lang::Sv));
    assert_eq!(rows(&world).await.len(), 1);
}

async fn only_who_was_asked_answers(world: World) {
    let case = case(&world, false).await;
    let (person, coordinator) = (world.user(Role::Lots, None).await, world.login_as(Role::Coordinator).await);
    ask(&coordinator, case, Some(&person)).await;
    let other = world.login_as(Role::Lots).await;
    other.post(&format!("/cases/{case}/lots/answer"), &[("answer", "accept")]).await.expect(404);
    other.post(&format!("/cases/{case}/lots/end"), &[("reason", "done")]).await.expect(404);
    assert_eq!(other.get("/lots").await.expect(200).count("table.work tbody tr"), 0);
    coordinator.post(&format!("/cases/{case}/lots/answer"), &[("answer", "accept")]).await.expect(403);
    assert_eq!(rows(&world).await[0].state, AssignmentState::Asked);
}

async fn only_the_associations_own_lots_can_be_assigned(world: World) {
    let coordinator = world.login_as(Role::Coordinator).await;
    let elsewhere = world.association("Samordningsförbundet Annanstans").await;
    let foreign = world.user_in(elsewhere, Role::Lots, None).await;
    let office = world.user(Role::Office, None).await;
    for person in [&foreign, &office] {
        let case = case(&world, false).await;
        let id = person.id.to_string();
        let fields = [("stage", "meeting"), ("lots", id.as_str())];
        let refused = coordinator.post(&format!("/cases/{case}/lots/ask"), &fields).await.expect(422);
        assert_eq!(refused.error_of("lots"), texts::LOTS_MISSING.get(Lang::Sv));
    }
    assert!(rows(&world).await.is_empty());
}

async fn with_protected_identity_none_is_asked_for(world: World) {
    let (case, own) = (case(&world, true).await, world.user(Role::Lots, None).await);
    let coordinator = world.login_as(Role::Coordinator).await;
    let (page, ask) = (format!("/cases/{case}"), format!("/cases/{case}/lots/ask"));
    let why = texts::PROTECTED.get(Lang::Sv);
    let shown = coordinator.get(&page).await.expect(200);
    assert!(shown.text("[aria-labelledby=lots-h]").contains(why), "{}", shown.body());
    assert!(!shown.has(&format!("a[href='{ask}']")), "it is not offered");
    let form = coordinator.get(&ask).await.expect(200);
    assert!(!form.has("form.form") && form.body().contains(why), "{}", form.body());
    for lots in [String::new(), own.id.to_string()] {
        let refused = coordinator.post(&ask, &[("stage", "meeting"), ("lots", &lots)]).await.expect(422);
        assert_eq!(refused.error_of(""), why);
    }
    assert!(rows(&world).await.is_empty());
    // one that was asked for before can be ended, and is given to nobody
    world.assignment(case, own.id).await;
    let shown = coordinator.get(&page).await.expect(200);
    assert!(shown.has(&format!("a[href='{page}/lots/end']")) && !shown.has(&format!("a[href='{page}/lots/assign']")));
}

async fn why_one_declined_is_the_coordinators_alone_until_another_is_chosen(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::Met, &[Party::Jobbtorg])).await;
    let (first, second) = (world.user(Role::Lots, None).await, world.user(Role::Lots, None).await);
    let coordinator = world.login_as(Role::Coordinator).await;
    ask(&coordinator, case, Some(&first)).await;
    let why = "Jag är sjukskriven.";
    let answer = format!("/cases/{case}/lots/answer");
    world.login(&first).await.fill(&answer, &[("answer", "decline"), ("words", why)]).await.expect(303);
    let page = format!("/cases/{case}");
    let others = world.login(&referrer).await.get(&page).await.expect(200);
    let section = others.text("[aria-labelledby=lots-h]");
    assert!(section.contains("avböjt") && !section.contains(why), "{section}");
    assert!(coordinator.get(&page).await.expect(200).body().contains(why));
    let assign = format!("/cases/{case}/lots/assign");
    assert!(coordinator.get(&assign).await.expect(200).body().contains(why), "the one who chooses reads it");
    coordinator.fill(&assign, &[("lots", &second.id.to_string())]).await.expect(303);
    assert!(!coordinator.get(&page).await.expect(200).body().contains(why));
    assert!(!world.login(&second).await.get(&page).await.expect(200).body().contains(why));
    assert!(rows(&world).await.iter().all(|r| r.decline_words_sealed.is_none()), "it is not kept");
}

async fn or_until_it_ends(world: World) {
    let coordinator = world.login_as(Role::Coordinator).await;
    let on = world.clock.today().to_string();
    let closing = [("on", on.as_str()), ("reason", "4"), ("livelihood", "income_support")];
    for (path, fields) in [("lots/end", &[("reason", "no_longer_wanted")][..]), ("close", &closing)] {
        let referrer = world.user(Role::Referrer, None).await;
        let case = world.case(CaseOf::new(&referrer, StateCode::Met, &[Party::Jobbtorg])).await;
        let lots = world.user(Role::Lots, None).await;
        ask(&coordinator, case, Some(&lots)).await;
        let words = [("answer", "decline"), ("words", "Jag är sjukskriven.")];
        world.login(&lots).await.post(&format!("/cases/{case}/lots/answer"), &words).await.expect(303);
        let kept = async || {
            let row = rows(&world).await.into_iter().find(|r| r.case_id == case).expect("the assignment");
            (row.state, row.decline_words_sealed.is_some())
        };
        assert_eq!(kept().await, (AssignmentState::Declined, true));
        coordinator.post_sure(&format!("/cases/{case}/{path}"), fields).await.expect(303);
        assert_eq!(kept().await, (AssignmentState::Ended, false), "{path}");
    }
}

async fn a_form_that_cannot_be_used_says_why(world: World) {
    let case = case(&world, false).await;
    let (person, coordinator) = (world.user(Role::Lots, None).await, world.login_as(Role::Coordinator).await);
    let shows = async |client: &Client, form: &str, words: app::kernel::lang::Text| {
        let page = client.get(&format!("/cases/{case}/lots/{form}")).await.expect(200);
        assert!(!page.has("form.form") && page.body().contains(words.get(Lang::Sv)), "{form}: {}", page.body());
    };
    for form in ["assign", "end"] {
        shows(&coordinator, form, texts::NOTHING_ASKED).await;
    }
    ask(&coordinator, case, Some(&person)).await;
    shows(&coordinator, "ask", texts::ALREADY_ASKED).await;
    let lots = world.login(&person).await;
    shows(&lots, "begin", texts::NOTHING_ASKED).await;
    lots.fill(&format!("/cases/{case}/lots/answer"), &[("answer", "accept")]).await.expect(303);
    shows(&lots, "answer", texts::NOTHING_ASKED).await;
    let submitted = world
        .case(CaseOf::new(&world.user(Role::Referrer, None).await, StateCode::Submitted, &[Party::Jobbtorg]))
        .await;
    let page = coordinator.get(&format!("/cases/{submitted}/lots/ask")).await.expect(200);
    assert!(!page.has("form.form") && page.body().contains(texts::NOT_NOW.get(Lang::Sv)));
}

/// An assignment that this lots has taken.
async fn taken(world: &World, state: StateCode, consent: &[Party], lots: &Person) -> CaseId {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, state, consent)).await;
    world.assignment(case, lots.id).await;
    case
}

async fn without_a_consent_it_can_still_be_ended(world: World) {
    let person = world.user(Role::Lots, None).await;
    let (lots, coordinator) = (world.login(&person).await, world.login_as(Role::Coordinator).await);
    for client in [&lots, &coordinator] {
        let case = taken(&world, StateCode::Met, &[], &person).await;
        let path = format!("/cases/{case}/lots/end");
        let list = client.get("/lots").await.expect(200);
        assert!(list.has(&format!("a[href='{path}']")), "the list leads there");
        let row = list.text("table.work tbody");
        assert!(!row.contains("Y.A.") && !row.contains(&person.name), "and shows nothing of the person: {row}");
        let page = client.get(&path).await.expect(200);
        assert!(!page.body().contains("Younes") && !page.body().contains("begärd"), "{}", page.body());
        client.fill(&path, &[("reason", "no_longer_wanted")]).await.expect(303);
        assert!(!client.get("/lots").await.has(&format!("a[href='{path}']")));
    }
    assert!(rows(&world).await.iter().all(|r| r.state == AssignmentState::Ended));
    // nobody else learns that there is one
    let case = taken(&world, StateCode::Met, &[], &person).await;
    let other = world.login_as(Role::Lots).await;
    other.get(&format!("/cases/{case}/lots/end")).await.expect(404);
    other.post(&format!("/cases/{case}/lots/end"), &[("reason", "done")]).await.expect(404);
    let without = world.case(CaseOf::new(&world.user(Role::Referrer, None).await, StateCode::Met, &[])).await;
    other.post(&format!("/cases/{without}/lots/end"), &[("reason", "done")]).await.expect(404);
    lots.get(&format!("/cases/{case}")).await.expect(404);
    lots.get(&format!("/cases/{case}/lots/assign")).await.expect(403);
}

async fn it_ends_with_the_case(world: World) {
    let person = world.user(Role::Lots, None).await;
    let coordinator = world.login_as(Role::Coordinator).await;
    for consent in [&[Party::Jobbtorg][..], &[]] {
        let closed = taken(&world, StateCode::Met, consent, &person).await;
        let on = world.clock.today().to_string();
        let fields = [("on", on.as_str()), ("reason", "4"), ("livelihood", "income_support")];
        coordinator.post_sure(&format!("/cases/{closed}/close"), &fields).await.expect(303);
        let returned = taken(&world, StateCode::InQueue, consent, &person).await;
        let fields = [("reason", "not_target_group"), ("words", "")];
        coordinator.post(&format!("/cases/{returned}/return"), &fields).await.expect(303);
        let referrer = world.user(Role::Referrer, None).await;
        let withdrawn = world.case(CaseOf::new(&referrer, StateCode::InQueue, consent)).await;
        world.assignment(withdrawn, person.id).await;
        let path = format!("/cases/{withdrawn}/withdraw");
        world.login(&referrer).await.post(&path, &[("words", "Hen vill inte.")]).await.expect(303);
        for case in [closed, returned, withdrawn] {
            let row = rows(&world).await.into_iter().find(|r| r.case_id == case).expect("the assignment");
            assert_eq!((row.state, row.ended_on), (AssignmentState::Ended, Some(world.clock.today())));
        }
    }
    assert_eq!(world.events().await.iter().filter(|e| **e == EventCode::LotsEnded).count(), 6);
    assert_eq!(app::audit::verify::verify(&world.db).await.expect("the log can be checked").broken, None);
}

async fn what_was_taken_is_handed_over_and_stays_one(world: World) {
    let (first, second) = (world.user(Role::Lots, None).await, world.user(Role::Lots, None).await);
    let coordinator = world.login_as(Role::Coordinator).await;
    let case = taken(&world, StateCode::Met, &[Party::Jobbtorg], &first).await;
    let path = format!("/cases/{case}/lots/assign");
    let page = coordinator.get(&format!("/cases/{case}")).await.expect(200);
    assert!(page.text("[aria-labelledby=lots-h]").contains(texts::HAND_OVER.get(Lang::Sv)));
    let refused = coordinator.fill(&path, &[("lots", &first.id.to_string())]).await.expect(422);
    assert_eq!(refused.error_of("lots"), texts::THE_SAME.get(Lang::Sv));
    let form = coordinator.get(&path).await.expect(200);
    let (title, button) = (form.text("h1"), form.text("form.form .buttons button"));
    assert_eq!((title.as_str(), button.as_str()), (texts::HAND_OVER.get(Lang::Sv), texts::HAND_OVER.get(Lang::Sv)));
    assert!(form.text("main").contains("utom från två veckor före tvåmånadersuppföljningen"));
    coordinator.fill(&path, &[("lots", &second.id.to_string())]).await.expect(303);
    let found = rows(&world).await;
    assert_eq!(found.len(), 1, "it is counted once");
    assert_eq!((found[0].state, found[0].lots_id), (AssignmentState::Asked, Some(second.id)));
    assert!(world.events().await.contains(&EventCode::LotsHandedOver));
    world.login(&first).await.get(&format!("/cases/{case}")).await.expect(404);
    let answer = format!("/cases/{case}/lots/answer");
    world.login(&second).await.fill(&answer, &[("answer", "accept")]).await.expect(303);
    let timeline = coordinator.get(&format!("/cases/{case}")).await.expect(200);
    assert!(timeline.body().contains(&second.name), "who has it now is told");
}

async fn the_lots_says_that_the_work_has_begun(world: World) {
    let person = world.user(Role::Lots, None).await;
    let case = taken(&world, StateCode::Met, &[Party::Jobbtorg], &person).await;
    let lots = world.login(&person).await;
    let path = format!("/cases/{case}/lots/begin");
    assert!(lots.get(&format!("/cases/{case}")).await.has(&format!("a[href='{path}']")));
    lots.fill(&path, &[]).await.expect_to(&format!("/cases/{case}"));
    assert_eq!(rows(&world).await[0].state, AssignmentState::Active);
    assert!(!lots.get(&format!("/cases/{case}")).await.has(&format!("a[href='{path}']")));
    lots.post(&path, &[]).await.expect(403);
    lots.fill(&format!("/cases/{case}/lots/end"), &[("reason", "done")]).await.expect(303);
}

async fn an_imported_one_gets_a_lots(world: World) {
    let (person, coordinator) = (world.user(Role::Lots, None).await, world.login_as(Role::Coordinator).await);
    let case = taken(&world, StateCode::Met, &[Party::Jobbtorg], &person).await;
    world
        .tamper("UPDATE lots_assignment SET lots_id = NULL, state = 'active', earlier_contacts = 7")
        .await
        .expect("so");
    let start = coordinator.get("/").await.expect(200);
    assert!(start.body().contains(texts::TASK_UNASSIGNED.get(Lang::Sv)));
    assert!(coordinator.get(&format!("/cases/{case}")).await.text("[aria-labelledby=lots-h]").contains('7'));
    let path = format!("/cases/{case}/lots/assign");
    coordinator.fill(&path, &[("lots", &person.id.to_string())]).await.expect(303);
    world.login(&person).await.fill(&format!("/cases/{case}/lots/answer"), &[("answer", "accept")]).await.expect(303);
    let found = rows(&world).await;
    assert_eq!((found.len(), found[0].state, found[0].lots_id), (1, AssignmentState::Accepted, Some(person.id)));
    assert!(!world.events().await.contains(&EventCode::LotsHandedOver), "nobody had it");
}

async fn the_list_is_searched_and_sorted(world: World) {
    let (person, coordinator) = (world.user(Role::Lots, None).await, world.login_as(Role::Coordinator).await);
    let mut numbers = Vec::new();
    for _ in 0..2 {
        let case = taken(&world, StateCode::Met, &[Party::Jobbtorg], &person).await;
        let find = app::cases::store::cases::Entity::find_by_id(case).one(world.db.schema_connection()).await;
        numbers.push(find.expect("cases").expect("the case").number);
        world.pass(chrono::Duration::minutes(1));
    }
    let shown = async |path: &str| coordinator.get(path).await.expect(200).texts("table.work tbody tr td:first-child");
    let all = shown("/lots").await;
    assert!(all.len() == 2 && all[0].contains(&numbers[0]), "{all:?}");
    assert!(shown("/lots?order=latest").await[0].contains(&numbers[1]));
    let one = shown(&format!("/lots?number={}", numbers[1])).await;
    assert!(one.len() == 1 && one[0].contains(&numbers[1]), "{one:?}");
    assert!(shown("/lots?number=1999-").await.is_empty());
}
