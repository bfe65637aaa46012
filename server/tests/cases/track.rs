//! A case that is for work training only: no meeting, its own next steps.
use super::full::change;
use crate::support::{CaseOf, World};
use app::{
    access::Role,
    cases::rules::{StateCode, Track},
    kernel::lang::Lang,
    meetings::texts,
    organisation::rules::Party,
};
use chrono::Duration;

crate::on_both!(a_case_of_work_training_only_waits_for_no_meeting);

async fn a_case_of_work_training_only_waits_for_no_meeting(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::InQueue, &[Party::Jobbtorg])).await;
    change(&world, case, |c| c.track = Track::WorkTraining).await;
    let team = world.team(world.home().await, &[Party::Jobbtorg]).await;
    world.pass(Duration::days(70));
    let slot = world.slot(team, 3).await.to_string();
    let client = world.login_as(Role::Coordinator).await;
    let turn = async || client.get(&format!("/cases/{case}")).await.expect(200).text("main");
    assert!(turn().await.contains("begär arbetsträning"));
    let start = client.get("/").await.expect(200).body();
    assert!(!start.contains(&format!("/cases/{case}/book")), "it does not wait for a meeting");
    assert!(!client.get("/queue").await.body().contains(&format!("/cases/{case}/book")));
    let refused = client.post_json(&format!("/cases/{case}/book"), &[("slot", &slot)]).await.errors();
    assert_eq!(refused, [(String::new(), texts::ONLY_TRAINING.get(Lang::Sv).to_owned())]);
    let placement = world.placement_of_case(case).await;
    assert!(turn().await.contains("ordna arbetsträning"));
    world.started(placement, world.place(world.provider(world.home().await).await, 2).await).await;
    assert!(turn().await.contains("Arbetsträningen pågår"));
}
