//! A case that a register brought sleeps until it is taken up, or until somebody works in it.
use super::full::change;
use crate::{
    plans::{add, met, write_goal},
    support::{CaseOf, World},
};
use app::{
    access::Role,
    cases::{rules::StateCode, store::cases},
    follow_ups::store::follow_up,
    kernel::{id::CaseId, lang::Lang},
    lots::texts as lots,
    meetings::texts as meetings,
    organisation::rules::Party,
};
use chrono::Duration;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

crate::on_both!(
    a_booking_wakes_it,
    a_follow_up_wakes_it_with_its_later_ones,
    a_lots_or_work_training_asked_for_wakes_it,
    a_change_of_the_plan_wakes_it,
    what_ends_it_does_not,
);

const PARTIES: [Party; 2] = [Party::Jobbtorg, Party::HealthCare];

async fn asleep(world: &World, state: StateCode) -> CaseId {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, state, &PARTIES)).await;
    change(world, case, |c| c.dormant = true).await;
    case
}

async fn sleeps(world: &World, case: CaseId) -> bool {
    let row = cases::Entity::find_by_id(case).one(world.db.schema_connection()).await;
    row.expect("cases").expect("the case").dormant
}

async fn a_booking_wakes_it(world: World) {
    let case = asleep(&world, StateCode::InQueue).await;
    let placement = world.placement_of_case(case).await;
    world.tamper("UPDATE placement SET dormant = TRUE").await.expect("as imported");
    let team = world.team(world.home().await, &PARTIES).await;
    let slot = world.slot(team, 1).await.to_string();
    let coordinator = world.login_as(Role::Coordinator).await;
    coordinator.fill(&format!("/cases/{case}/book"), &[("slot", &slot)]).await.expect(303);
    assert!(!sleeps(&world, case).await && !world.placement_row(placement).await.dormant);
    world.pass(Duration::hours(25));
    let start = world.login_as(Role::Coordinator).await.get("/").await.expect(200).body();
    assert!(start.contains(meetings::REGISTER_OUTCOME.get(Lang::Sv)), "its outcome is asked for: {start}");
}

async fn a_follow_up_wakes_it_with_its_later_ones(world: World) {
    let coordinator = world.login_as(Role::Coordinator).await;
    let answers = [("needs_lots", "no"), ("needs_meeting", "no")];
    for (path, fields) in [("follow-ups/2", &answers[..]), ("follow-ups/2/tried", &[])] {
        let referrer = world.user(Role::Referrer, None).await;
        let case = met(&world, &referrer, &PARTIES, 60).await;
        world.follow_up(case, 0).await;
        change(&world, case, |c| c.dormant = true).await;
        coordinator.post(&format!("/cases/{case}/{path}"), fields).await.expect(303);
        assert!(!sleeps(&world, case).await);
        let find = follow_up::Entity::find().filter(follow_up::Column::CaseId.eq(case));
        let find = find.order_by_asc(follow_up::Column::Months).all(world.db.schema_connection());
        let months: Vec<i32> = find.await.expect("follow-ups").into_iter().map(|f| f.months).collect();
        assert_eq!(months, [2, 6, 12], "the ones that the register did not bring are planned");
    }
}

async fn a_lots_or_work_training_asked_for_wakes_it(world: World) {
    let coordinator = world.login_as(Role::Coordinator).await;
    let case = asleep(&world, StateCode::Met).await;
    coordinator.post(&format!("/cases/{case}/lots/ask"), &[("stage", "meeting")]).await.expect(303);
    assert!(!sleeps(&world, case).await);
    let start = coordinator.get("/").await.expect(200).body();
    assert!(start.contains(lots::TASK_UNASSIGNED.get(Lang::Sv)), "{start}");
    let case = asleep(&world, StateCode::Met).await;
    coordinator.post(&format!("/cases/{case}/work-training/request"), &[]).await.expect(303);
    assert!(!sleeps(&world, case).await);
    // one that a register brought gets its lots
    let lots = world.user(Role::Lots, None).await;
    let case = asleep(&world, StateCode::Met).await;
    world.assignment(case, lots.id).await;
    world.tamper("UPDATE lots_assignment SET lots_id = NULL, state = 'active'").await.expect("as imported");
    let path = format!("/cases/{case}/lots/assign");
    coordinator.post(&path, &[("lots", &lots.id.to_string())]).await.expect(303);
    assert!(!sleeps(&world, case).await);
    let start = world.login(&lots).await.get("/").await.expect(200).body();
    assert!(start.contains(lots::TASK_ANSWER.get(Lang::Sv)), "{start}");
}

async fn a_change_of_the_plan_wakes_it(world: World) {
    let coordinator = world.login_as(Role::Coordinator).await;
    let case = asleep(&world, StateCode::Met).await;
    write_goal(&coordinator, case, "Arbete").await;
    assert!(!sleeps(&world, case).await);
    let case = asleep(&world, StateCode::Met).await;
    add(&coordinator, &world, case, "Ringa vården", "health_care").await;
    assert!(!sleeps(&world, case).await);
}

async fn what_ends_it_does_not(world: World) {
    let coordinator = world.login_as(Role::Coordinator).await;
    let case = asleep(&world, StateCode::Met).await;
    let on = world.clock.today().to_string();
    let fields = [("on", on.as_str()), ("reason", "4"), ("livelihood", "income_support")];
    coordinator.post_sure(&format!("/cases/{case}/close"), &fields).await.expect(303);
    assert!(sleeps(&world, case).await);
}
