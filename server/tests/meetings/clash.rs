//! Nobody can be in two places at once.
use super::{PARTIES, a_referrer, in_queue, meetings, seeing};
use crate::support::{CaseOf, Person, World};
use app::{
    access::Role,
    cases::{rules::StateCode, store::cases},
    kernel::id::{CaseId, SlotId, TeamId},
    meetings::{
        rules::MeetingOutcome,
        store::{slot, stand_in},
    },
    organisation::rules::Party,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

crate::on_both!(
    a_participant_is_not_booked_twice_at_once,
    nor_a_referrer,
    nor_a_lots,
    nor_a_representative_of_two_teams,
    nor_a_substitute_who_steps_in,
    nor_is_a_meeting_moved_there,
    a_substitute_does_not_step_in_at_two_meetings,
    a_team_has_no_overlapping_times,
    a_time_is_not_made_longer_into_another_meeting,
    two_bookings_at_once_of_one_person_are_one,
    two_overlapping_times_made_at_once_are_one,
    two_who_name_one_substitute_at_once_do_it_once,
);

/// Two teams without anybody, each with a time at the same moment.
pub struct Two {
    pub here: TeamId,
    pub there: TeamId,
    pub at: SlotId,
    pub then: SlotId,
}

pub async fn two(world: &World) -> Two {
    let home = world.home().await;
    let (here, there) = (world.team(home, &PARTIES).await, world.team(home, &PARTIES).await);
    Two { here, there, at: world.slot(here, 3).await, then: world.slot(there, 3).await }
}

pub async fn booked(world: &World, referrer: &Person, at: SlotId) -> CaseId {
    let case = world.case(CaseOf::new(referrer, StateCode::Booked, &PARTIES)).await;
    world.meeting(case, at, MeetingOutcome::Booked).await;
    case
}

/// The booking is refused beside the field, naming who is busy; once the other meeting is off it is taken.
async fn refused_until_free(world: &World, other: CaseId, case: CaseId, into: SlotId, who: &str) {
    let client = world.login_as(Role::Coordinator).await;
    let path = format!("/cases/{case}/book");
    let told = client.get(&path).await.expect(200).text(&format!("label.choice:has([value='{into}'])"));
    assert!(told.contains(&format!("{who} har ett annat möte")), "{told}");
    let answer = client.post(&path, &[("slot", &into.to_string())]).await.expect(422);
    let error = answer.error_of("slot");
    assert!(error.contains("annat möte") && error.contains(who), "{error}");
    assert!(meetings(world, case).await.is_empty());
    client.post(&format!("/cases/{other}/cancel-meeting"), &[("reason", "other")]).await.expect(303);
    client.post(&path, &[("slot", &into.to_string())]).await.expect(303);
}

async fn a_participant_is_not_booked_twice_at_once(world: World) {
    let two = two(&world).await;
    let other = booked(&world, &a_referrer(&world).await, two.at).await;
    let case = in_queue(&world, &a_referrer(&world).await).await;
    let person = super::row(&world, other).await.participant_id;
    cases::Entity::update_many()
        .col_expr(cases::Column::ParticipantId, Expr::value(person))
        .filter(cases::Column::Id.eq(case))
        .exec(world.db.schema_connection())
        .await
        .expect("the same person");
    let client = world.login_as(Role::Coordinator).await;
    // not in the same time either: a person has no two turns in it
    let answer = client.post(&format!("/cases/{case}/book"), &[("slot", &two.at.to_string())]).await.expect(422);
    assert!(answer.error_of("slot").contains("deltagaren"), "{}", answer.error_of("slot"));
    refused_until_free(&world, other, case, two.then, "deltagaren").await;
}

async fn nor_a_referrer(world: World) {
    let (two, referrer) = (two(&world).await, a_referrer(&world).await);
    let other = booked(&world, &referrer, two.at).await;
    let case = in_queue(&world, &referrer).await;
    refused_until_free(&world, other, case, two.then, &referrer.name).await;
    // two cases of one referrer in one time are no clash
    let (again, client) = (in_queue(&world, &referrer).await, world.login_as(Role::Coordinator).await);
    client.post(&format!("/cases/{again}/book"), &[("slot", &two.then.to_string())]).await.expect(303);
}

async fn nor_a_lots(world: World) {
    let (two, lots) = (two(&world).await, world.user(Role::Lots, None).await);
    let other = booked(&world, &a_referrer(&world).await, two.at).await;
    let case = in_queue(&world, &a_referrer(&world).await).await;
    world.assignment(other, lots.id).await;
    world.assignment(case, lots.id).await;
    refused_until_free(&world, other, case, two.then, &lots.name).await;
}

async fn nor_a_representative_of_two_teams(world: World) {
    let (two, person) = (two(&world).await, world.user(Role::Representative, None).await);
    world.seat(two.here, Party::Jobbtorg, &person).await;
    world.seat(two.there, Party::Jobbtorg, &person).await;
    let other = booked(&world, &a_referrer(&world).await, two.at).await;
    let case = in_queue(&world, &a_referrer(&world).await).await;
    refused_until_free(&world, other, case, two.then, &person.name).await;
}

async fn nor_a_substitute_who_steps_in(world: World) {
    let two = two(&world).await;
    let person = seeing::substitute(&world, two.there, Party::HealthCare).await;
    world.seat(two.here, Party::HealthCare, &person).await;
    let seat_id = seeing::seat_of(&world, two.there, Party::HealthCare).await.id;
    let made_at = world.clock.now();
    world.insert(stand_in::Model { slot_id: two.then, seat_id, user_id: person.id, made_at }).await;
    let other = booked(&world, &a_referrer(&world).await, two.at).await;
    let case = in_queue(&world, &a_referrer(&world).await).await;
    refused_until_free(&world, other, case, two.then, &person.name).await;
}

async fn nor_is_a_meeting_moved_there(world: World) {
    let (two, referrer) = (two(&world).await, a_referrer(&world).await);
    booked(&world, &referrer, two.at).await;
    let later = world.slot(two.there, 6).await;
    let case = booked(&world, &referrer, later).await;
    let client = world.login_as(Role::Coordinator).await;
    let path = format!("/cases/{case}/move-meeting");
    let answer = client.post(&path, &[("slot", &two.then.to_string())]).await.expect(422);
    assert!(answer.error_of("slot").contains(&referrer.name), "{}", answer.error_of("slot"));
    assert_eq!(meetings(&world, case).await.len(), 1);
    // its own meeting is no hinder: it is the one that goes
    let free = world.slot(two.here, 6).await;
    client.post(&path, &[("slot", &free.to_string())]).await.expect(303);
}

async fn a_substitute_does_not_step_in_at_two_meetings(world: World) {
    let two = two(&world).await;
    let person = seeing::substitute(&world, two.there, Party::HealthCare).await;
    world.seat(two.here, Party::HealthCare, &person).await;
    booked(&world, &a_referrer(&world).await, two.at).await;
    booked(&world, &a_referrer(&world).await, two.then).await;
    let seat = seeing::seat_of(&world, two.there, Party::HealthCare).await.id.to_string();
    let client = world.login_as(Role::Coordinator).await;
    let fields = [("seat", seat.as_str()), ("who", &person.id.to_string())];
    let answer = client.post(&format!("/slots/{}/stand-in?seat={seat}", two.then), &fields).await.expect(422);
    assert!(answer.error_of("who").contains(&person.name), "{}", answer.error_of("who"));
    let named = stand_in::Entity::find().all(world.db.schema_connection()).await.expect("stand-ins");
    assert!(named.is_empty());
}

fn new_time<'a>(team: &'a str, day: &'a str, time: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![("team", team), ("day", day), ("time", time), ("minutes", "60"), ("form", "phone")];
    fields.extend([("place", "Vi ringer"), ("capacity", "2"), ("weeks", "1")]);
    fields
}

async fn a_team_has_no_overlapping_times(world: World) {
    let (team, other) = (super::a_team(&world).await.to_string(), super::a_team(&world).await.to_string());
    let day = super::working_day(&world, 9).to_string();
    let client = world.login_as(Role::Coordinator).await;
    client.post("/slots/new", &new_time(&team, &day, "09:00")).await.expect(303);
    for time in ["09:30", "08:30", "09:00"] {
        let answer = client.post("/slots/new", &new_time(&team, &day, time)).await.expect(422);
        assert!(answer.error_of("time").contains("redan en tid"), "{time}: {}", answer.error_of("time"));
    }
    for (team, time) in [(&team, "10:00"), (&team, "08:00"), (&other, "09:30")] {
        client.post("/slots/new", &new_time(team, &day, time)).await.expect(303);
    }
}

async fn a_time_is_not_made_longer_into_another_meeting(world: World) {
    let (two, referrer) = (two(&world).await, a_referrer(&world).await);
    slot::Entity::update_many()
        .col_expr(slot::Column::StartsAt, Expr::value(world.clock.now() + chrono::Duration::minutes(3 * 24 * 60 + 90)))
        .filter(slot::Column::Id.eq(two.then))
        .exec(world.db.schema_connection())
        .await
        .expect("an hour and a half later");
    booked(&world, &referrer, two.at).await;
    booked(&world, &referrer, two.then).await;
    let client = world.login_as(Role::Coordinator).await;
    let path = format!("/slots/{}/change", two.at);
    let answer = client.fill(&path, &[("minutes", "120"), ("place", "Vi ringer")]).await.expect(422);
    assert!(answer.error_of("minutes").contains(&referrer.name), "{}", answer.body());
    client.fill(&path, &[("minutes", "75"), ("place", "Vi ringer")]).await.expect(303);
}

async fn two_bookings_at_once_of_one_person_are_one(world: World) {
    let (one, other) = (world.login_as(Role::Coordinator).await, world.login_as(Role::Coordinator).await);
    for _ in 0..6 {
        let (two, referrer) = (two(&world).await, a_referrer(&world).await);
        let (a, b) = (in_queue(&world, &referrer).await, in_queue(&world, &referrer).await);
        let (at, then) = (two.at.to_string(), two.then.to_string());
        let (paths, here, there) =
            ([a, b].map(|c| format!("/cases/{c}/book")), [("slot", at.as_str())], [("slot", then.as_str())]);
        let (first, second) = tokio::join!(one.post(&paths[0], &here), other.post(&paths[1], &there));
        let mut answers = [first.status(), second.status()];
        answers.sort_unstable();
        assert_eq!(answers, [303, 422]);
        let loser = if first.status() == 422 { first } else { second };
        assert!(loser.error_of("slot").contains(&referrer.name), "{}", loser.error_of("slot"));
        assert_eq!(meetings(&world, a).await.len() + meetings(&world, b).await.len(), 1);
    }
}

async fn two_overlapping_times_made_at_once_are_one(world: World) {
    let (one, other) = (world.login_as(Role::Coordinator).await, world.login_as(Role::Coordinator).await);
    for days in 9..13 {
        let team = super::a_team(&world).await.to_string();
        let day = super::working_day(&world, days).to_string();
        let (early, late) = (new_time(&team, &day, "09:00"), new_time(&team, &day, "09:30"));
        let (a, b) = tokio::join!(one.post("/slots/new", &early), other.post("/slots/new", &late));
        let mut answers = [a.status(), b.status()];
        answers.sort_unstable();
        assert_eq!(answers, [303, 422]);
    }
}

async fn two_who_name_one_substitute_at_once_do_it_once(world: World) {
    let (one, other) = (world.login_as(Role::Coordinator).await, world.login_as(Role::Coordinator).await);
    for _ in 0..4 {
        let two = two(&world).await;
        let person = seeing::substitute(&world, two.here, Party::HealthCare).await;
        seeing::also_substitute(&world, two.there, Party::HealthCare, &person).await;
        booked(&world, &a_referrer(&world).await, two.at).await;
        booked(&world, &a_referrer(&world).await, two.then).await;
        let seats = [
            seeing::seat_of(&world, two.here, Party::HealthCare).await.id.to_string(),
            seeing::seat_of(&world, two.there, Party::HealthCare).await.id.to_string(),
        ];
        let who = person.id.to_string();
        let paths = [format!("/slots/{}/stand-in", two.at), format!("/slots/{}/stand-in", two.then)];
        let (here, there) =
            ([("seat", seats[0].as_str()), ("who", &who)], [("seat", seats[1].as_str()), ("who", &who)]);
        let (a, b) = tokio::join!(one.post(&paths[0], &here), other.post(&paths[1], &there));
        let mut answers = [a.status(), b.status()];
        answers.sort_unstable();
        assert_eq!(answers, [303, 422]);
    }
}
