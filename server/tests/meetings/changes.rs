//! Changing a time, and who comes to it.
use super::{PARTIES, a_referrer, a_team, seeing, working_day};
use crate::support::{CaseOf, World};
use app::{
    access::Role,
    cases::rules::StateCode,
    kernel::{id::SlotId, local_time::to_local},
    meetings::{
        rules::{MeetingForm, MeetingOutcome},
        store::{seat_absence, slot, stand_in},
    },
    organisation::rules::Party,
    teams::store::seat_holder,
};
use chrono::Duration;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

crate::on_both!(
    a_time_is_changed_and_its_booked_cases_stay,
    it_begins_at_another_hour_only_while_nobody_is_booked,
    where_a_cancelled_time_stood_the_words_say_what_to_do,
    a_time_made_anew_has_nobody_named,
    a_substitute_says_that_they_cannot_come_after_all,
    a_substitute_whose_seat_has_ended_loses_the_case,
    what_cannot_be_booked_or_moved_says_why,
    free_times_are_those_of_the_own_district_and_have_pages,
);

async fn read(world: &World, at: SlotId) -> slot::Model {
    slot::Entity::find_by_id(at).one(world.db.schema_connection()).await.expect("slots").expect("the slot")
}

async fn a_time_is_changed_and_its_booked_cases_stay(world: World) {
    let (referrer, team) = (a_referrer(&world).await, a_team(&world).await);
    let at = world.slot(team, 3).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::Booked, &PARTIES)).await;
    world.meeting(case, at, MeetingOutcome::Booked).await;
    let before = read(&world, at).await;
    let client = world.login_as(Role::Coordinator).await;
    let path = format!("/slots/{at}/change");
    assert!(client.get(&format!("/slots/{at}")).await.has(&format!("a[href='{path}']")));
    let fields = [("form", "video"), ("place", "En ny länk"), ("minutes", "90"), ("capacity", "1"), ("extra", "yes")];
    client.fill(&path, &fields).await.expect_to(&format!("/slots/{at}"));
    let after = read(&world, at).await;
    assert_eq!((after.form, after.place.as_str(), after.minutes), (MeetingForm::Video, "En ny länk", 90));
    assert_eq!((after.capacity, after.extra, after.starts_at), (1, true, before.starts_at));
    assert_eq!(super::row(&world, case).await.state, StateCode::Booked);
    let page = world.login(&referrer).await.get(&format!("/cases/{case}")).await.expect(200);
    assert!(page.text("[aria-labelledby=meetings-h]").contains("En ny länk"));
    let second = world.case(CaseOf::new(&a_referrer(&world).await, StateCode::Booked, &PARTIES)).await;
    world.meeting(second, at, MeetingOutcome::Booked).await;
    let answer = client.fill(&path, &[("capacity", "1")]).await.expect(422);
    assert!(answer.error_of("capacity").contains('2'), "{}", answer.error_of("capacity"));
}

async fn it_begins_at_another_hour_only_while_nobody_is_booked(world: World) {
    let (referrer, team) = (a_referrer(&world).await, a_team(&world).await);
    let at = world.slot(team, 3).await;
    let person = seeing::substitute(&world, team, Party::HealthCare).await;
    let seat_id = seeing::seat_of(&world, team, Party::HealthCare).await.id;
    let made_at = world.clock.now();
    world.insert(stand_in::Model { slot_id: at, seat_id, user_id: person.id, made_at }).await;
    let client = world.login_as(Role::Coordinator).await;
    let path = format!("/slots/{at}/change");
    let day = working_day(&world, 8).to_string();
    client.fill(&path, &[("day", &day), ("time", "10:15"), ("place", "Vi ringer")]).await.expect(303);
    let after = to_local(read(&world, at).await.starts_at);
    assert_eq!(after.format("%Y-%m-%d %H:%M").to_string(), format!("{day} 10:15"));
    assert!(stand_in::Entity::find().all(world.db.schema_connection()).await.expect("stand-ins").is_empty());
    let case = world.case(CaseOf::new(&referrer, StateCode::Booked, &PARTIES)).await;
    world.meeting(case, at, MeetingOutcome::Booked).await;
    let answer = client.fill(&path, &[("time", "11:15")]).await.expect(422);
    assert!(answer.error_of("time").contains("bokat"), "{}", answer.error_of("time"));
    assert_eq!(answer.value_of("time"), "11:15", "nothing typed is lost");
    let past = (world.clock.today() - Duration::days(1)).to_string();
    assert!(!client.fill(&path, &[("day", &past)]).await.expect(422).error_of("day").is_empty());
}

async fn where_a_cancelled_time_stood_the_words_say_what_to_do(world: World) {
    let team = a_team(&world).await;
    let (at, team_id) = (world.slot(team, 3).await, team.to_string());
    let day = working_day(&world, 9).to_string();
    let mut fields = vec![("team", team_id.as_str()), ("day", &day), ("time", "09:00"), ("minutes", "60")];
    fields.extend([("form", "phone"), ("place", "Vi ringer"), ("capacity", "2"), ("weeks", "1")]);
    let client = world.login_as(Role::Coordinator).await;
    client.post("/slots/new", &fields).await.expect(303);
    let all = slot::Entity::find().all(world.db.schema_connection()).await.expect("slots");
    let other = all.into_iter().find(|s| s.id != at).expect("the new one").id;
    let path = format!("/slots/{at}/change");
    let there = [("day", day.as_str()), ("time", "09:00"), ("place", "Vi ringer")];
    let answer = client.fill(&path, &there).await.expect(422);
    assert!(answer.error_of("time").contains("redan en tid"), "{}", answer.error_of("time"));
    client.post(&format!("/slots/{other}/cancel"), &[]).await.expect(303);
    let answer = client.fill(&path, &there).await.expect(422);
    let words = answer.error_of("time");
    assert!(words.contains("inställd tid") && words.contains("Lägg upp en ny tid"), "{words}");
    // and what they say can be done
    client.post("/slots/new", &fields).await.expect(303);
    assert_eq!(read(&world, other).await.cancelled_at, None);
}

async fn a_time_made_anew_has_nobody_named(world: World) {
    let team = a_team(&world).await;
    let person = seeing::substitute(&world, team, Party::HealthCare).await;
    let day = working_day(&world, 9).to_string();
    let client = world.login_as(Role::Coordinator).await;
    let team_id = team.to_string();
    let mut fields = vec![("team", team_id.as_str()), ("day", &day), ("time", "09:00"), ("minutes", "60")];
    fields.extend([("form", "phone"), ("place", "Vi ringer"), ("capacity", "2"), ("weeks", "1")]);
    client.post("/slots/new", &fields).await.expect(303);
    let at = slot::Entity::find().one(world.db.schema_connection()).await.expect("slots").expect("the slot").id;
    for (party, who) in [(Party::HealthCare, person.id.to_string()), (Party::Jobbtorg, "absent".to_owned())] {
        let seat = seeing::seat_of(&world, team, party).await.id.to_string();
        client.post(&format!("/slots/{at}/stand-in"), &[("seat", &seat), ("who", &who)]).await.expect(303);
    }
    let steps_in = world.login(&person).await;
    steps_in.get(&format!("/slots/{at}")).await.expect(200);
    client.post(&format!("/slots/{at}/cancel"), &[]).await.expect(303);
    client.post("/slots/new", &fields).await.expect(303);
    assert_eq!(read(&world, at).await.cancelled_at, None, "the same time is taken up again");
    let connection = world.db.schema_connection();
    assert!(stand_in::Entity::find().all(connection).await.expect("stand-ins").is_empty());
    assert!(seat_absence::Entity::find().all(connection).await.expect("absences").is_empty());
    steps_in.get(&format!("/slots/{at}")).await.expect(404);
}

async fn a_substitute_says_that_they_cannot_come_after_all(world: World) {
    let (referrer, team) = (a_referrer(&world).await, a_team(&world).await);
    let (person, other) =
        (seeing::substitute(&world, team, Party::HealthCare).await, world.user(Role::Representative, None).await);
    seeing::also_substitute(&world, team, Party::HealthCare, &other).await;
    let at = world.slot(team, 3).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::Booked, &PARTIES)).await;
    world.meeting(case, at, MeetingOutcome::Booked).await;
    let seat_id = seeing::seat_of(&world, team, Party::HealthCare).await.id;
    let made_at = world.clock.now();
    world.insert(stand_in::Model { slot_id: at, seat_id, user_id: person.id, made_at }).await;
    let client = world.login(&person).await;
    let path = format!("/slots/{at}/stand-in");
    let seat = seat_id.to_string();
    assert!(client.get(&format!("/slots/{at}")).await.has(&format!("a[href='{path}?seat={seat}']")));
    let page = client.get(&path).await.expect(200);
    assert_eq!(page.count("[name=who]"), 1, "they name nobody else");
    client.post(&path, &[("seat", &seat), ("who", &other.id.to_string())]).await.expect(403);
    client.post(&path, &[("seat", &seat), ("who", "representative")]).await.expect(403);
    client.fill(&path, &[("who", "absent")]).await.expect_to("/calendar");
    client.get(&format!("/cases/{case}")).await.expect(404);
    let calendar = world.login_as(Role::Coordinator).await.get("/calendar").await.expect(200);
    assert!(calendar.body().contains("Hälso- och sjukvården saknas"));
}

async fn a_substitute_whose_seat_has_ended_loses_the_case(world: World) {
    let (referrer, team) = (a_referrer(&world).await, a_team(&world).await);
    let person = seeing::substitute(&world, team, Party::HealthCare).await;
    let seat_id = seeing::seat_of(&world, team, Party::HealthCare).await.id;
    let mut cases = Vec::new();
    for days in [1, 6] {
        let case = world.case(CaseOf::new(&referrer, StateCode::Booked, &PARTIES)).await;
        let at = world.slot(team, days).await;
        world.meeting(case, at, MeetingOutcome::Booked).await;
        let made_at = world.clock.now();
        world.insert(stand_in::Model { slot_id: at, seat_id, user_id: person.id, made_at }).await;
        cases.push((case, at));
    }
    let client = world.login(&person).await;
    for (case, _) in &cases {
        client.get(&format!("/cases/{case}")).await.expect(200);
    }
    let holder = seat_holder::Entity::find()
        .filter(seat_holder::Column::UserId.eq(person.id))
        .one(world.db.schema_connection())
        .await
        .expect("holders")
        .expect("the substitute");
    let until = (world.clock.today() + Duration::days(2)).to_string();
    let path = format!("/teams/{team}/holders/{}/end", holder.id);
    world.login_as(Role::Administrator).await.fill(&path, &[("until_day", &until)]).await.expect(303);
    client.get(&format!("/cases/{}", cases[0].0)).await.expect(200);
    client.get(&format!("/cases/{}", cases[1].0)).await.expect(404);
    client.get(&format!("/slots/{}", cases[1].1)).await.expect(404);
    let page = world.login_as(Role::Coordinator).await.get(&format!("/slots/{}", cases[1].1)).await.expect(200);
    assert!(page.body().contains("Hälso- och sjukvården saknas"), "the empty seat is told");
}

async fn what_cannot_be_booked_or_moved_says_why(world: World) {
    let (referrer, team) = (a_referrer(&world).await, a_team(&world).await);
    let (at, free) = (world.slot(team, 3).await, world.slot(team, 4).await);
    let booked = world.case(CaseOf::new(&referrer, StateCode::Booked, &PARTIES)).await;
    world.meeting(booked, at, MeetingOutcome::Booked).await;
    let waits = super::in_queue(&world, &referrer).await;
    let client = world.login_as(Role::Coordinator).await;
    for (path, words) in [
        (format!("/cases/{booked}/book"), "redan ett bokat möte"),
        (format!("/cases/{waits}/move-meeting"), "inget bokat möte att flytta"),
        (format!("/cases/{waits}/cancel-meeting"), "inget bokat möte"),
    ] {
        let page = client.get(&path).await.expect(200);
        assert!(page.body().contains(words) && !page.has("form.form"), "{path}");
    }
    assert!(client.get(&format!("/cases/{booked}/move-meeting")).await.has(&format!("[value='{free}']")));
    // the last place is taken meanwhile: with nothing left to choose from the words still stand on the page
    slot::Entity::delete_by_id(free).exec(world.db.schema_connection()).await.expect("gone");
    let others = world.case(CaseOf::new(&a_referrer(&world).await, StateCode::Booked, &PARTIES)).await;
    world.meeting(others, at, MeetingOutcome::Booked).await;
    let answer = client.post(&format!("/cases/{waits}/book"), &[("slot", &at.to_string())]).await.expect(422);
    assert!(answer.text(".summary").contains("fullbokad"), "{}", answer.body());
}

async fn free_times_are_those_of_the_own_district_and_have_pages(world: World) {
    use app::{cases::store::cases, teams::store::team_district};
    let (referrer, own, other) = (a_referrer(&world).await, a_team(&world).await, a_team(&world).await);
    let district = world.district(world.home().await, "Bromma").await;
    world.insert(team_district::Model { team_id: own, district_id: district }).await;
    let case = super::in_queue(&world, &referrer).await;
    cases::Entity::update_many()
        .col_expr(cases::Column::DistrictId, sea_orm::sea_query::Expr::value(district))
        .filter(cases::Column::Id.eq(case))
        .exec(world.db.schema_connection())
        .await
        .expect("the district");
    for days in 1..=30 {
        world.slot(own, days).await;
        world.slot(other, days).await;
    }
    let full = world.slot(own, 31).await;
    for _ in 0..2 {
        let booked = world.case(CaseOf::new(&a_referrer(&world).await, StateCode::Booked, &PARTIES)).await;
        world.meeting(booked, full, MeetingOutcome::Booked).await;
    }
    let client = world.login_as(Role::Coordinator).await;
    let path = format!("/cases/{case}/book");
    let page = client.get(&path).await.expect(200);
    assert_eq!(page.count("[name=slot]"), 25);
    assert_eq!(page.texts("label.choice").iter().filter(|l| l.contains("eget område")).count(), 25);
    let next = page.attribute("nav.pager a[rel=next], a[rel=next]", "href").expect("a next page");
    let more = client.get(&format!("{path}{next}")).await.expect(200);
    assert_eq!(more.count("[name=slot]"), 5, "the full one is not offered");
    let from = (world.clock.today() + Duration::days(20)).to_string();
    let late = client.get(&format!("{path}?team={other}&from={from}")).await.expect(200);
    assert!((10..=11).contains(&late.count("[name=slot]")), "{}", late.count("[name=slot]"));
    assert!(!late.texts("label.choice").iter().any(|l| l.contains("eget område")));
    assert_eq!(client.get(&format!("{path}?team=all")).await.count("[name=slot]"), 25);
}
