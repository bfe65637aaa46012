//! Moving a booked meeting to another time.
use super::{PARTIES, a_referrer, a_team, meetings, row};
use crate::support::{CaseOf, World};
use app::{access::Role, cases::rules::StateCode, meetings::rules::MeetingOutcome};

crate::on_both!(a_moved_meeting_leaves_its_place_free, what_a_colleague_has_moved_is_not_moved_unasked);

async fn a_moved_meeting_leaves_its_place_free(world: World) {
    let (referrer, team) = (a_referrer(&world).await, a_team(&world).await);
    let case = world.case(CaseOf::new(&referrer, StateCode::Booked, &PARTIES)).await;
    let (from, to) = (world.slot(team, 3).await, world.slot(team, 5).await);
    world.meeting(case, from, MeetingOutcome::Booked).await;
    let client = world.login_as(Role::Coordinator).await;
    let path = format!("/cases/{case}/move-meeting");
    client.fill(&path, &[("slot", &to.to_string())]).await.expect_to(&format!("/cases/{case}"));
    let found: Vec<_> = meetings(&world, case).await.into_iter().map(|m| (m.slot_id, m.outcome)).collect();
    assert_eq!(found.len(), 2);
    assert!(found.contains(&(from, MeetingOutcome::Moved)) && found.contains(&(to, MeetingOutcome::Booked)));
    assert_eq!(row(&world, case).await.state, StateCode::Booked);
}

async fn what_a_colleague_has_moved_is_not_moved_unasked(world: World) {
    let (referrer, team) = (a_referrer(&world).await, a_team(&world).await);
    let case = world.case(CaseOf::new(&referrer, StateCode::Booked, &PARTIES)).await;
    let (from, to, other) = (world.slot(team, 3).await, world.slot(team, 5).await, world.slot(team, 6).await);
    world.meeting(case, from, MeetingOutcome::Booked).await;
    let (a, b) = (world.login_as(Role::Coordinator).await, world.login_as(Role::Coordinator).await);
    let path = format!("/cases/{case}/move-meeting");
    let was = from.to_string();
    assert_eq!(b.get(&path).await.expect(200).value_of("was"), was, "the page says what it shows");
    a.fill(&path, &[("slot", &to.to_string())]).await.expect_to(&format!("/cases/{case}"));
    let chosen = other.to_string();
    let stale = [("slot", chosen.as_str()), ("was", was.as_str())];
    let answer = b.post(&path, &stale).await.expect(422);
    let asked = answer.error_of("confirmed");
    assert!(asked.starts_with("Medan du valde har någon annan flyttat mötet till"), "{asked}");
    assert_eq!(answer.value_of("slot"), chosen, "what was chosen stays");
    let booked = async |at| {
        let rows = meetings(&world, case).await;
        rows.iter().any(|m| m.slot_id == at && m.outcome == MeetingOutcome::Booked)
    };
    assert!(booked(to).await, "the colleague's move stands");
    b.post(&path, &[&stale[..], &[("confirmed", asked.as_str())]].concat()).await.expect(303);
    assert!(booked(other).await && !booked(to).await);
}
