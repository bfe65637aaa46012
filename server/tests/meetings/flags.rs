//! A booked meeting whose consent is gone: flagged, and its outcome can be told.
use super::{PARTIES, a_referrer, a_team, row};
use crate::support::{CaseOf, World};
use app::{
    access::Role,
    cases::{rules::StateCode, store::case_party},
    kernel::id::CaseId,
    meetings::{rules::MeetingOutcome, store::attendance},
    organisation::rules::Party,
};
use sea_orm::EntityTrait;

crate::on_both!(a_booked_meeting_without_its_consent_is_flagged, its_outcome_is_told_all_the_same);

pub async fn asks_for(world: &World, case: CaseId, party: Party) {
    let row = case_party::Model { case_id: case, party, asked_for: true, involved: false, handler_sealed: None };
    world.insert(row).await;
}

async fn a_booked_meeting_without_its_consent_is_flagged(world: World) {
    let (referrer, team) = (a_referrer(&world).await, a_team(&world).await);
    let coordinator = world.login_as(Role::Coordinator).await;
    let whole = "samtycke saknas";
    let party = "samtycke saknas för hälso- och sjukvården";
    for (consent, flag) in [(&PARTIES[..], None), (&[Party::Jobbtorg][..], Some(party)), (&[][..], Some(whole))] {
        let case = world.case(CaseOf::new(&referrer, StateCode::Booked, consent)).await;
        asks_for(&world, case, Party::HealthCare).await;
        let at = world.slot(team, i64::from(world.next())).await;
        world.meeting(case, at, MeetingOutcome::Booked).await;
        let slot = coordinator.get(&format!("/slots/{at}")).await.expect(200);
        let of_case = coordinator.get(&format!("/cases/{case}")).await.expect(200);
        let calendar = coordinator.get("/calendar").await.expect(200);
        let told = [
            slot.text("[aria-labelledby=cases-h]"),
            of_case.text("[aria-labelledby=meetings-h]"),
            calendar.text(&format!("tr:has(a[href='/slots/{at}'])")),
        ];
        match flag {
            Some(words) => {
                assert!(told[0].contains(words) && told[1].contains(words), "{told:?}");
                assert!(told[2].contains("saknar samtycke för mötet"), "{told:?}");
            }
            None => assert!(told.iter().all(|t| !t.contains("samtycke")), "{told:?}"),
        }
        // who sits in the team is told of the cases they see, and of no other
        let representative = world.user(Role::Representative, None).await;
        world.seat(team, Party::Jobbtorg, &representative).await;
        let page = world.login(&representative).await.get("/calendar").await.expect(200);
        assert!(!page.body().contains("saknar samtycke för mötet"));
        world.tamper("DELETE FROM seat_holder").await.expect("the seat is free again");
    }
}

async fn its_outcome_is_told_all_the_same(world: World) {
    let (referrer, team) = (a_referrer(&world).await, a_team(&world).await);
    let case = world.case(CaseOf::new(&referrer, StateCode::Booked, &[])).await;
    let meeting = world.meeting(case, world.slot(team, -1).await, MeetingOutcome::Booked).await;
    let coordinator = world.login_as(Role::Coordinator).await;
    let path = format!("/cases/{case}/meeting-outcome");
    assert!(coordinator.get("/").await.expect(200).has(&format!("a[href='{path}']")), "the task leads there");
    let page = coordinator.get(&path).await.expect(200);
    assert!(!page.body().contains("Younes") && !page.body().contains("Ahmadi"), "nothing of the case is shown");
    coordinator.post_sure(&path, &[("held", "yes"), ("came", "participant")]).await.expect(303);
    assert_eq!(row(&world, case).await.state, StateCode::Met);
    let came = attendance::Entity::find().all(world.db.schema_connection()).await.expect("attendance");
    assert!(came.iter().any(|a| a.meeting_id == meeting && a.attendee == "participant" && a.present));
    world.login_as(Role::Lots).await.get(&path).await.expect(403);
}
