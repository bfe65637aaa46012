//! Many at once: a place is never over-full, references are unique, a case has one placement under way.
use crate::support::{CaseOf, World, work_training::test_identity};
use app::{access::Role, cases::rules::StateCode, organisation::rules::Party, work_training::rules::Stage};
use std::collections::BTreeSet;
use tokio::task::JoinSet;

crate::on_both!(
    twenty_starts_into_one_seat_give_exactly_one,
    ten_requests_at_once_get_ten_references,
    five_requests_from_one_case_give_one_placement,
);

async fn twenty_starts_into_one_seat_give_exactly_one(world: World) {
    let client = world.login_as(Role::WorkTraining).await;
    let place = world.place(world.provider(world.home().await).await, 1).await;
    let today = world.clock.today().to_string();
    let mut starts = JoinSet::new();
    for _ in 0..20 {
        let id = world.placement_of_another_way(false, None).await;
        let (client, today) = (client.clone(), today.clone());
        starts.spawn(async move {
            let fields = [("place", place.to_string()), ("on", today)];
            let fields: Vec<_> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
            client.post(&format!("/work-training/placements/{id}/start"), &fields).await.status()
        });
    }
    let answers = starts.join_all().await;
    assert_eq!(answers.iter().filter(|s| **s == 303).count(), 1, "{answers:?}");
    assert_eq!(answers.iter().filter(|s| **s == 422).count(), 19, "the others are told that it is full: {answers:?}");
    assert_eq!(world.in_training(place).await, 1);
}

async fn ten_requests_at_once_get_ten_references(world: World) {
    let client = world.login_as(Role::WorkTraining).await;
    let mut requests = JoinSet::new();
    for n in 0..10 {
        let client = client.clone();
        requests.spawn(async move {
            let identity = test_identity(n);
            let fields = [
                ("identity_number", identity.as_str()),
                ("given_name", "Johan"),
                ("family_name", "Ek"),
                ("gender", "man"),
                ("entry", "mia_vidare"),
            ];
            client.post("/work-training/placements/new", &fields).await.status()
        });
    }
    let answers = requests.join_all().await;
    assert!(answers.iter().all(|s| *s == 303), "{answers:?}");
    let references: BTreeSet<_> = world.placements().await.into_iter().map(|p| p.reference).collect();
    assert_eq!(references.len(), 10, "{references:?}");
    assert!(references.iter().all(|r| r.starts_with('P')), "{references:?}");
}

async fn five_requests_from_one_case_give_one_placement(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::Met, &[Party::Jobbtorg])).await;
    let client = world.login_as(Role::Coordinator).await;
    let mut requests = JoinSet::new();
    for _ in 0..5 {
        let client = client.clone();
        requests.spawn(async move {
            client.post(&format!("/cases/{case}/work-training/request"), &[("wishes", "kök")]).await.status()
        });
    }
    let answers = requests.join_all().await;
    assert_eq!(answers.iter().filter(|s| **s == 303).count(), 1, "{answers:?}");
    let made = world.placements().await;
    assert_eq!(made.iter().filter(|p| p.stage == Stage::Requested).count(), 1);
}
