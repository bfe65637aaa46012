//! The queue's order, and moving a case in it.
use super::{a_referrer, in_queue, row};
use crate::support::{CaseOf, Client, World};
use app::{access::Role, audit::EventCode, cases::rules::StateCode, kernel::id::CaseId};
use chrono::Duration;

crate::on_both!(
    the_queue_is_in_order_of_place,
    a_moved_case_stands_where_it_was_put,
    a_move_needs_a_reason,
    without_consent_no_initials,
    a_choice_says_that_an_identity_is_protected,
);

async fn order(client: &Client) -> Vec<String> {
    client.get("/queue").await.expect(200).texts("table.work tbody td:first-child a")
}

async fn three(world: &World) -> ([CaseId; 3], Vec<String>) {
    let referrer = a_referrer(world).await;
    let mut cases = Vec::new();
    for _ in 0..3 {
        cases.push(in_queue(world, &referrer).await);
        world.pass(Duration::minutes(1));
    }
    let mut about = Vec::new();
    for case in &cases {
        about.push(format!("{} · Y.A.", row(world, *case).await.number));
    }
    (cases.try_into().expect("three"), about)
}

async fn the_queue_is_in_order_of_place(world: World) {
    let (_, about) = three(&world).await;
    let client = world.login_as(Role::Coordinator).await;
    assert_eq!(order(&client).await, about);
    world.login_as(Role::Referrer).await.get("/queue").await.expect(403);
}

async fn a_moved_case_stands_where_it_was_put(world: World) {
    let ([first, second, third], about) = three(&world).await;
    let client = world.login_as(Role::Coordinator).await;
    let [a, b, c] = [&about[0], &about[1], &about[2]];
    let go = async |case: CaseId, to: &str, before: &str| {
        let path = format!("/cases/{case}/move-in-queue");
        let fields = [("to", to), ("before", before), ("reason", "läget är akut")];
        client.fill(&path, &fields).await.expect_to("/queue");
        order(&client).await
    };
    assert_eq!(go(third, "first", "").await, [c.as_str(), a, b]);
    assert_eq!(go(third, "last", "").await, [a.as_str(), b, c]);
    assert_eq!(go(third, "before", &second.to_string()).await, [a.as_str(), c, b]);
    assert_eq!(go(second, "before", &first.to_string()).await, [b.as_str(), a, c]);
    assert!(row(&world, second).await.queue_reason_sealed.is_some());
    let moved = world.events().await.into_iter().filter(|e| *e == EventCode::QueueMoved).count();
    assert_eq!(moved, 4);
}

async fn a_move_needs_a_reason(world: World) {
    let ([first, ..], _) = three(&world).await;
    let client = world.login_as(Role::Coordinator).await;
    let path = format!("/cases/{first}/move-in-queue");
    let place = row(&world, first).await.queue_at;
    let answer = client.post(&path, &[("to", "last")]).await.expect(422);
    assert!(!answer.error_of("reason").is_empty());
    let answer = client.post(&path, &[("to", "before"), ("reason", "x")]).await.expect(422);
    assert!(!answer.error_of("before").is_empty());
    assert_eq!(row(&world, first).await.queue_at, place);
}

async fn without_consent_no_initials(world: World) {
    let referrer = a_referrer(&world).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::InQueue, &[])).await;
    let client = world.login_as(Role::Coordinator).await;
    assert_eq!(order(&client).await, [row(&world, case).await.number]);
    // what is kept shut is not called unsaid
    let cells = client.get("/queue").await.expect(200).texts("table.work tbody td");
    assert_eq!(cells[2..5], ["visas inte utan samtycke"; 3], "{cells:?}");
}

async fn a_choice_says_that_an_identity_is_protected(world: World) {
    let referrer = a_referrer(&world).await;
    let mut cases = Vec::new();
    for protected in [false, true, false] {
        let of = CaseOf { protected, ..CaseOf::new(&referrer, StateCode::InQueue, &super::PARTIES) };
        cases.push((world.case(of).await, protected));
    }
    let client = world.login_as(Role::Coordinator).await;
    let page = client.get(&format!("/cases/{}/move-in-queue", cases[0].0)).await.expect(200);
    for (case, protected) in &cases[1..] {
        let words = page.text(&format!("[name=before] option[value='{case}']"));
        assert!(words.contains(" · Y.A."), "{words}");
        assert_eq!(words.contains("skyddade personuppgifter"), *protected, "{words}");
    }
}
