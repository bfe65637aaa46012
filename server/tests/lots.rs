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
    lots.fill(&answer, &[("answer", "accept")]).await.expect_to(&format!("/cases/{case}"));
    assert_eq!(rows(&world).await[0].state, AssignmentState::Accepted);
    let page = lots.get(&format!("/cases/{case}")).await.expect(200);
    assert!(page.text("[aria-labelledby=lots-h]").contains(&person.name));
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
    let (own, office) = (world.user(Role::Lots, None).await, world.user(Role::Office, None).await);
    for (protected, person, words) in
        [(false, &foreign, texts::LOTS_MISSING), (false, &office, texts::LOTS_MISSING), (true, &own, texts::PROTECTED)]
    {
        let case = case(&world, protected).await;
        let id = person.id.to_string();
        let fields = [("stage", "meeting"), ("lots", id.as_str())];
        let refused = coordinator.post(&format!("/cases/{case}/lots/ask"), &fields).await.expect(422);
        assert_eq!(refused.error_of("lots"), words.get(Lang::Sv));
    }
    assert!(rows(&world).await.is_empty());
}
