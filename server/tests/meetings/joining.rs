//! Who joins a case that has a meeting is free then: a new referrer, a colleague who takes over, a lots who accepts.
use super::{
    PARTIES, a_referrer,
    clash::{Two, booked, two},
    in_queue, meetings, row,
};
use crate::support::{Person, World};
use app::{
    access::Role,
    kernel::id::CaseId,
    lots::{rules::AssignmentState, store::lots_assignment},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

crate::on_both!(
    a_case_is_not_handed_over_to_one_who_is_elsewhere,
    nor_taken_over_by_one,
    nor_does_a_lots_accept_who_is,
    what_is_over_hinders_nobody,
    two_cases_handed_over_at_once_are_one,
    a_booking_and_a_handover_at_once_are_one,
);

async fn a_case_is_not_handed_over_to_one_who_is_elsewhere(world: World) {
    let (Two { at, then, .. }, busy) = (two(&world).await, a_referrer(&world).await);
    let other = booked(&world, &busy, at).await;
    let old = world.user(Role::Referrer, busy.unit).await;
    let case = booked(&world, &old, then).await;
    let coordinator = world.login_as(Role::Coordinator).await;
    let (path, to) = (format!("/cases/{case}/referrer"), world.task(&busy).await);
    let answer = coordinator.fill(&path, &[("to", &to)]).await.expect(422);
    assert!(answer.error_of("to").contains("annat möte"), "{}", answer.error_of("to"));
    assert_eq!(row(&world, case).await.referrer_id, old.id);
    coordinator.post(&format!("/cases/{other}/cancel-meeting"), &[("reason", "other")]).await.expect(303);
    coordinator.fill(&path, &[("to", &to)]).await.expect(303);
    // two cases of one referrer in one time are no clash
    let again = booked(&world, &old, then).await;
    coordinator.fill(&format!("/cases/{again}/referrer"), &[("to", &to)]).await.expect(303);
}

async fn nor_taken_over_by_one(world: World) {
    let (Two { at, then, .. }, busy) = (two(&world).await, a_referrer(&world).await);
    let other = booked(&world, &busy, at).await;
    let old = world.user(Role::Referrer, busy.unit).await;
    let case = booked(&world, &old, then).await;
    let (client, path) = (world.login(&busy).await, format!("/cases/{case}/take-over"));
    let answer = client.post(&path, &[]).await.expect(422);
    assert!(answer.error_of("").contains("annat möte"), "{}", answer.error_of(""));
    assert_eq!(row(&world, case).await.referrer_id, old.id);
    let coordinator = world.login_as(Role::Coordinator).await;
    coordinator.post(&format!("/cases/{other}/cancel-meeting"), &[("reason", "other")]).await.expect(303);
    client.post(&path, &[]).await.expect(303);
}

/// An assignment that the lots is asked to take.
async fn asked(world: &World, case: CaseId, lots: &Person) {
    world.assignment(case, lots.id).await;
    lots_assignment::Entity::update_many()
        .col_expr(lots_assignment::Column::State, Expr::value(AssignmentState::Asked))
        .filter(lots_assignment::Column::CaseId.eq(case))
        .exec(world.db.schema_connection())
        .await
        .expect("asked");
}

async fn nor_does_a_lots_accept_who_is(world: World) {
    let (Two { at, then, .. }, lots) = (two(&world).await, world.user(Role::Lots, None).await);
    let other = booked(&world, &a_referrer(&world).await, at).await;
    world.assignment(other, lots.id).await;
    let case = booked(&world, &a_referrer(&world).await, then).await;
    asked(&world, case, &lots).await;
    let (client, path) = (world.login(&lots).await, format!("/cases/{case}/lots/answer"));
    let answer = client.fill(&path, &[("answer", "accept")]).await.expect(422);
    assert!(answer.error_of("answer").contains("annat möte"), "{}", answer.error_of("answer"));
    // to decline is no hinder, and once the other meeting is off there is none
    let coordinator = world.login_as(Role::Coordinator).await;
    coordinator.post(&format!("/cases/{other}/cancel-meeting"), &[("reason", "other")]).await.expect(303);
    client.fill(&path, &[("answer", "accept")]).await.expect(303);
}

async fn what_is_over_hinders_nobody(world: World) {
    let home = world.home().await;
    let (here, there) = (world.team(home, &PARTIES).await, world.team(home, &PARTIES).await);
    let busy = a_referrer(&world).await;
    booked(&world, &busy, world.slot(here, -1).await).await;
    let old = world.user(Role::Referrer, busy.unit).await;
    let case = booked(&world, &old, world.slot(there, -1).await).await;
    let to = world.task(&busy).await;
    let coordinator = world.login_as(Role::Coordinator).await;
    coordinator.post(&format!("/cases/{case}/referrer"), &[("to", &to)]).await.expect(303);
}

async fn two_cases_handed_over_at_once_are_one(world: World) {
    let (one, other) = (world.login_as(Role::Coordinator).await, world.login_as(Role::Coordinator).await);
    for _ in 0..6 {
        let (Two { at, then, .. }, old) = (two(&world).await, a_referrer(&world).await);
        let next = world.user(Role::Referrer, old.unit).await;
        let second = world.user(Role::Referrer, old.unit).await;
        let (a, b) = (booked(&world, &old, at).await, booked(&world, &second, then).await);
        let to = world.task(&next).await;
        let (paths, to) = ([a, b].map(|c| format!("/cases/{c}/referrer")), [("to", to.as_str())]);
        let (first, second) = tokio::join!(one.post(&paths[0], &to), other.post(&paths[1], &to));
        let mut answers = [first.status(), second.status()];
        answers.sort_unstable();
        assert_eq!(answers, [303, 422], "{} {}", first.body(), second.body());
        let both = [row(&world, a).await.referrer_id, row(&world, b).await.referrer_id];
        assert_eq!(both.iter().filter(|r| **r == next.id).count(), 1);
    }
}

async fn a_booking_and_a_handover_at_once_are_one(world: World) {
    let (one, other) = (world.login_as(Role::Coordinator).await, world.login_as(Role::Coordinator).await);
    for _ in 0..6 {
        let (Two { at, then, .. }, next) = (two(&world).await, a_referrer(&world).await);
        let old = world.user(Role::Referrer, next.unit).await;
        let (met, waits) = (booked(&world, &old, at).await, in_queue(&world, &next).await);
        let (to, into) = (world.task(&next).await, then.to_string());
        let (hand, book) = (format!("/cases/{met}/referrer"), format!("/cases/{waits}/book"));
        let (to, into) = ([("to", to.as_str())], [("slot", into.as_str())]);
        let (first, second) = tokio::join!(one.post(&hand, &to), other.post(&book, &into));
        let mut answers = [first.status(), second.status()];
        answers.sort_unstable();
        assert_eq!(answers, [303, 422], "{} {}", first.body(), second.body());
        let handed = row(&world, met).await.referrer_id == next.id;
        assert_ne!(handed, !meetings(&world, waits).await.is_empty(), "one of them, not both");
    }
}
