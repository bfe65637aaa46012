//! Teams and their seats.
pub mod scenarios;

use crate::{
    on_both,
    organisation::{administrator, stranger},
    support::{CaseOf, Person, World},
};
use app::{
    access::Role,
    audit::EventCode as E,
    cases::rules::StateCode,
    kernel::{
        id::{SeatHolderId, SlotId, TeamId},
        lang::Lang,
        swedish,
    },
    meetings::{rules::MeetingOutcome, store::seat_absence},
    organisation::rules::Party,
    teams::{rules::HolderKind, store, texts},
};
use chrono::{Days, NaiveDate};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter};
use std::collections::BTreeSet;

on_both!(
    a_seat_is_filled_left_and_shown_as_vacant,
    a_team_without_seats_is_not_filled,
    the_holder_is_of_the_party_and_alone_as_representative,
    two_representatives_at_once_make_one,
    who_is_at_another_meeting_then_leaves_the_seat_empty,
    an_absence_is_gone_with_the_one_who_said_it,
    a_held_seat_keeps_team_and_task,
    a_seat_whose_last_day_is_today_keeps_no_account_open,
    a_seat_that_has_not_begun_is_taken_back_and_keeps_no_account_open,
    coordinators_read_and_representatives_see_their_own,
);

/// A representative of this party.
async fn of(world: &World, party: Party) -> Person {
    let unit = world.unit(world.agency(party).await).await;
    world.user(Role::Representative, unit).await
}

async fn seat_of(world: &World, team: TeamId, party: Party) -> String {
    let seats = store::seat::Entity::find()
        .filter(store::seat::Column::TeamId.eq(team).and(store::seat::Column::Party.eq(party)))
        .all(world.db.schema_connection());
    seats.await.unwrap()[0].id.to_string()
}

/// Nobody comes for the seat at this time.
async fn absent(world: &World, team: TeamId, slot_id: SlotId) {
    let seat_id = seat_of(world, team, Party::Jobbtorg).await.parse().unwrap();
    world.insert(seat_absence::Model { slot_id, seat_id, made_at: world.clock.now() }).await;
}

/// A holder of the team's only seat.
async fn holds(
    world: &World,
    team: TeamId,
    kind: HolderKind,
    until_day: Option<NaiveDate>,
) -> store::seat_holder::Model {
    let row = store::seat_holder::Model {
        id: SeatHolderId::new(),
        seat_id: seat_of(world, team, Party::Jobbtorg).await.parse().unwrap(),
        user_id: of(world, Party::Jobbtorg).await.id,
        kind,
        from_day: world.clock.today() - Days::new(30),
        until_day,
    };
    world.insert(row.clone()).await;
    row
}

async fn a_seat_is_filled_left_and_shown_as_vacant(world: World) {
    let client = administrator(&world).await;
    let team = world.team(world.home().await, &[Party::Jobbtorg]).await;
    let person = of(&world, Party::Jobbtorg).await;
    let at = format!("/teams/{team}");
    assert_eq!(client.get(&at).await.texts(".sheet .tag"), ["vakant"]);
    let seat = format!("{at}/seats/{}/fill", seat_of(&world, team, Party::Jobbtorg).await);
    let id = person.id.to_string();
    client.fill(&seat, &[("user", &id), ("from_day", "2024-02-01")]).await.expect_to(&at);
    let page = client.get(&at).await;
    assert_eq!(page.texts(".sheet .tag"), ["ordinarie"]);
    assert_eq!(page.text(".activities strong"), person.name);
    let end = page.attribute(".activities li a", "href").unwrap();
    let left = world.clock.today() - Days::new(12);
    client.fill(&end, &[("until_day", &swedish::iso(left))]).await.expect_to(&at);
    let page = client.get(&at).await;
    let since = swedish::day(app::kernel::lang::Lang::Sv, left + Days::new(1), world.clock.today());
    assert_eq!(page.texts(".sheet .tag"), [format!("vakant sedan {since}")]);
    assert!(page.text("ol.tl li").contains(&person.name), "{}", page.text("ol.tl"));
    assert_eq!(client.get("/teams").await.text("tbody .tag"), "vakant: Jobbtorg");
    client.fill(&end, &[]).await.expect(409);
}

async fn a_team_without_seats_is_not_filled(world: World) {
    let client = administrator(&world).await;
    let team = world.team(world.home().await, &[]).await;
    let list = client.get("/teams").await.expect(200);
    assert_eq!(list.text("tbody .tag.soon"), "inga stolar");
    assert!(!list.body().contains("alla bemannade"));
    let (at, add) = (format!("/teams/{team}"), format!(".notice a[href='/teams/{team}/change']"));
    assert!(client.get(&at).await.expect(200).has(&add));
    let slot = world.slot(team, 3).await;
    let coordinator = world.login_as(Role::Coordinator).await;
    for page in ["/calendar".to_owned(), format!("/slots/{slot}")] {
        let page = coordinator.get(&page).await.expect(200);
        assert!(page.texts(".tag.soon").contains(&"inga stolar".to_owned()), "{}", page.body());
    }
    let page = coordinator.get(&at).await.expect(200);
    assert!(page.has(".notice") && !page.has(&add), "who may not add them is told all the same");
    client.fill(&format!("{at}/change"), &[("parties", "jobbtorg")]).await.expect_to(&at);
    assert!(!client.get(&at).await.expect(200).has(".notice"));
}

async fn the_holder_is_of_the_party_and_alone_as_representative(world: World) {
    let client = administrator(&world).await;
    let team = world.team(world.home().await, &[Party::Jobbtorg]).await;
    world.seat(team, Party::Jobbtorg, &of(&world, Party::Jobbtorg).await).await;
    let (second, foreign) = (of(&world, Party::Jobbtorg).await, of(&world, Party::SocialServices).await);
    let seat = format!("/teams/{team}/seats/{}/fill", seat_of(&world, team, Party::Jobbtorg).await);
    let id = second.id.to_string();
    let page = client.fill(&seat, &[("user", &id), ("kind", "representative")]).await.expect(422);
    assert!(page.error_of("from_day").starts_with("Någon annan är ordinarie"), "{}", page.error_of("from_day"));
    client.fill(&seat, &[("user", &id), ("kind", "substitute")]).await.expect(303);
    client.fill(&seat, &[("user", &id), ("kind", "substitute")]).await.expect(303);
    let page = client.fill(&seat, &[("user", &foreign.id.to_string()), ("kind", "substitute")]).await.expect(422);
    assert!(page.error_of("user").starts_with("Personen har inte uppgiften"), "{}", page.error_of("user"));
}

async fn two_representatives_at_once_make_one(world: World) {
    let client = administrator(&world).await;
    let team = world.team(world.home().await, &[Party::Jobbtorg]).await;
    let seat = format!("/teams/{team}/seats/{}/fill", seat_of(&world, team, Party::Jobbtorg).await);
    let mut posts = Vec::new();
    for _ in 0..6 {
        let (client, seat, person) = (client.clone(), seat.clone(), of(&world, Party::Jobbtorg).await);
        posts.push(tokio::spawn(async move {
            let user = person.id.to_string();
            let typed = [("user", user.as_str()), ("kind", "representative"), ("from_day", "2026-01-01")];
            client.post(&seat, &typed).await.status()
        }));
    }
    let mut statuses = Vec::new();
    for post in posts {
        statuses.push(post.await.unwrap());
    }
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422, 422, 422, 422, 422]);
}

/// A booked meeting of a case of its own in a time of this team.
async fn booked(world: &World, team: TeamId, days: i64) -> SlotId {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::Booked, &[Party::Jobbtorg])).await;
    let at = world.slot(team, days).await;
    world.meeting(case, at, MeetingOutcome::Booked).await;
    at
}

async fn who_is_at_another_meeting_then_leaves_the_seat_empty(world: World) {
    let (admin, home) = (administrator(&world).await, world.home().await);
    let (here, there) = (world.team(home, &[Party::Jobbtorg]).await, world.team(home, &[Party::Jobbtorg]).await);
    let person = of(&world, Party::Jobbtorg).await;
    world.seat(here, Party::Jobbtorg, &person).await;
    booked(&world, here, 3).await;
    let (then, later) = (booked(&world, there, 3).await, booked(&world, there, 5).await);
    // nobody is expected at a time without a meeting
    let free = world.slot(there, 8).await;
    booked(&world, here, 8).await;
    let at = format!("/teams/{there}");
    let seat = format!("{at}/seats/{}/fill", seat_of(&world, there, Party::Jobbtorg).await);
    let fields = [("user", person.id.to_string()), ("from_day", world.clock.today().to_string())];
    let fields: Vec<_> = fields.iter().map(|f| (f.0, f.1.as_str())).collect();
    // a substitute comes where they are named
    let as_substitute = [&fields[..], &[("kind", "substitute")]].concat();
    admin.fill(&seat, &as_substitute).await.expect_to(&at);
    assert_eq!(admin.get(&at).await.text(".flash"), texts::FILLED.get(Lang::Sv));
    admin.fill(&seat, &fields).await.expect_to(&at);
    assert_eq!(admin.get(&at).await.text(".flash"), texts::FILLED_NOT_ALL.get(Lang::Sv), "the administrator is told");
    let absences = seat_absence::Entity::find().all(world.db.schema_connection()).await.unwrap();
    assert_eq!(absences.iter().map(|a| a.slot_id).collect::<Vec<_>>(), [then]);
    let coordinator = world.login_as(Role::Coordinator).await;
    let shown = async |slot: SlotId| coordinator.get(&format!("/slots/{slot}")).await.expect(200).text("main");
    assert!(shown(then).await.contains("Jobbtorg saknas"), "and the coordinator sees it before the meeting");
    for fine in [later, free] {
        assert!(shown(fine).await.contains(&person.name));
    }
}

async fn an_absence_is_gone_with_the_one_who_said_it(world: World) {
    let (admin, home) = (administrator(&world).await, world.home().await);
    let (here, there) = (world.team(home, &[Party::Jobbtorg]).await, world.team(home, &[Party::Jobbtorg]).await);
    let today = world.clock.today();
    // one who leaves, and had said of three times that they could not come; one of them before they leave
    holds(&world, there, HolderKind::Representative, Some(today + Days::new(2))).await;
    let (before, then, later) =
        (booked(&world, there, 1).await, booked(&world, there, 4).await, booked(&world, there, 6).await);
    for slot in [before, then, later] {
        absent(&world, there, slot).await;
    }
    let person = of(&world, Party::Jobbtorg).await;
    world.seat(here, Party::Jobbtorg, &person).await;
    booked(&world, here, 4).await;
    let at = format!("/teams/{there}");
    let seat = format!("{at}/seats/{}/fill", seat_of(&world, there, Party::Jobbtorg).await);
    let (user, from) = (person.id.to_string(), swedish::iso(today + Days::new(3)));
    let fields = [("user", user.as_str()), ("kind", "representative"), ("from_day", &from), ("until_day", "")];
    let events = world.events().await.len();
    admin.post(&seat, &fields).await.expect_to(&at);
    assert_eq!(admin.get(&at).await.text(".flash"), texts::FILLED_NOT_ALL.get(Lang::Sv), "they are elsewhere at one");
    let left = async || {
        let absences = seat_absence::Entity::find().all(world.db.schema_connection()).await.unwrap();
        absences.into_iter().map(|a| a.slot_id).collect::<BTreeSet<_>>()
    };
    assert_eq!(left().await, BTreeSet::from([before, then]), "where the new one is free they come");
    assert_eq!(world.events().await[events..], [E::SeatFilled, E::SeatComes], "each written, once");
    // what the new one says themselves stays when their last day is moved, and is told
    let holders = store::seat_holder::Entity::find()
        .filter(store::seat_holder::Column::UserId.eq(person.id))
        .all(world.db.schema_connection());
    let seats = seat_of(&world, there, Party::Jobbtorg).await;
    let holder = holders.await.unwrap().into_iter().find(|h| h.seat_id.to_string() == seats).unwrap();
    let until = swedish::iso(today + Days::new(60));
    admin.fill(&format!("{at}/holders/{}/end", holder.id), &[("until_day", &until)]).await.expect_to(&at);
    assert_eq!(admin.get(&at).await.text(".flash"), texts::ENDED_NOT_ALL.get(Lang::Sv));
    assert_eq!(left().await, BTreeSet::from([before, then]));
}

async fn a_held_seat_keeps_team_and_task(world: World) {
    let client = administrator(&world).await;
    let team = world.team(world.home().await, &[Party::Jobbtorg]).await;
    let person = of(&world, Party::Jobbtorg).await;
    world.seat(team, Party::Jobbtorg, &person).await;
    let page = client.fill(&format!("/teams/{team}/change"), &[("standing", "closed")]).await.expect(422);
    assert!(page.error_of("standing").starts_with("Någon har en stol"), "{}", page.error_of("standing"));
    let user = client.get(&format!("/admin/users/{}", person.id)).await;
    let end = user.attribute("td.act a", "href").unwrap();
    let page = client.fill(&end, &[]).await.expect(422);
    assert!(page.error_of("").starts_with("Användaren har platsen för Jobbtorg i "), "{}", page.error_of(""));
    assert!(page.has(&format!(".notice a[href^='/teams/{team}/holders/']")), "the way to where it is solved");
}

/// Sets the first day of the only holder.
async fn begins(world: &World, day: NaiveDate) {
    store::seat_holder::Entity::update_many()
        .col_expr(store::seat_holder::Column::FromDay, sea_orm::sea_query::Expr::value(day))
        .exec(world.db.schema_connection())
        .await
        .unwrap();
}

async fn a_seat_that_has_not_begun_is_taken_back_and_keeps_no_account_open(world: World) {
    let client = administrator(&world).await;
    let team = world.team(world.home().await, &[Party::Jobbtorg]).await;
    let person = of(&world, Party::Jobbtorg).await;
    world.seat(team, Party::Jobbtorg, &person).await;
    begins(&world, world.clock.today() + Days::new(20)).await;
    let user = format!("/admin/users/{}", person.id);
    let page = client.get(&format!("{user}/close")).await.expect(200);
    let end = page.attribute(".notice.warning a", "href").expect("the way to where it is solved");
    let page = client.get(&end).await.expect(200);
    assert_eq!(page.value_of("until_day"), "");
    assert!(page.body().contains(texts::NOT_BEGUN_HINT.get(Lang::Sv)), "{}", page.text("main"));
    let events = world.events().await.len();
    client.fill(&end, &[]).await.expect_to(&format!("/teams/{team}"));
    assert_eq!(client.get(&format!("/teams/{team}")).await.text(".flash"), texts::TAKEN_BACK.get(Lang::Sv));
    assert_eq!(world.events().await[events..], [E::SeatTakenBack]);
    let left = store::seat_holder::Entity::find().all(world.db.schema_connection()).await.unwrap();
    assert!(left.is_empty(), "{left:?}");
    client.get(&end).await.expect(404);
    client.fill(&format!("{user}/close"), &[]).await.expect_to(&user);
}

/// Sets the last day of the only holder.
async fn ends(world: &World, day: NaiveDate) {
    store::seat_holder::Entity::update_many()
        .col_expr(store::seat_holder::Column::UntilDay, sea_orm::sea_query::Expr::value(day))
        .exec(world.db.schema_connection())
        .await
        .unwrap();
}

async fn a_seat_whose_last_day_is_today_keeps_no_account_open(world: World) {
    let client = administrator(&world).await;
    let team = world.team(world.home().await, &[Party::Jobbtorg]).await;
    let person = of(&world, Party::Jobbtorg).await;
    world.seat(team, Party::Jobbtorg, &person).await;
    let user = format!("/admin/users/{}", person.id);
    let tomorrow = world.clock.today() + Days::new(1);
    ends(&world, tomorrow).await;
    let page = client.get(&format!("{user}/close")).await.expect(200);
    let notice = page.text(".notice.warning");
    assert!(notice.contains(&format!("till och med {}", swedish::long_day(Lang::Sv, tomorrow))), "{notice}");
    let end = page.attribute(".notice.warning a", "href").expect("the way to where it is solved");
    client.post(&format!("{user}/close"), &[]).await.expect(422);
    // as the notice says: ended there, and the account is closed on the same day
    let today = world.clock.today().to_string();
    client.fill(&end, &[("until_day", &today)]).await.expect_to(&format!("/teams/{team}"));
    assert!(!client.get(&format!("{user}/close")).await.has(".notice.warning"));
    let task = client.get(&user).await.attribute("td.act a", "href").expect("a task");
    assert!(!client.get(&task).await.expect(200).has(".notice.warning"), "nor does it keep the task");
    client.fill(&format!("{user}/close"), &[]).await.expect_to(&user);
}

async fn coordinators_read_and_representatives_see_their_own(world: World) {
    let team = world.team(world.home().await, &[Party::Jobbtorg]).await;
    let other = world.team(world.home().await, &[Party::Jobbtorg]).await;
    let person = of(&world, Party::Jobbtorg).await;
    world.seat(team, Party::Jobbtorg, &person).await;
    let coordinator = world.login_as(Role::Coordinator).await;
    assert_eq!(coordinator.get("/teams").await.count("tbody tr"), 2);
    let page = coordinator.get(&format!("/teams/{team}")).await.expect(200);
    assert!(!page.has("main a.btn"), "a coordinator is offered a change");
    coordinator.get(&format!("/teams/{team}/change")).await.expect(403);
    let representative = world.login(&person).await;
    assert_eq!(representative.get("/teams").await.count("tbody tr"), 1);
    representative.get(&format!("/teams/{team}")).await.expect(200);
    representative.get(&format!("/teams/{other}")).await.expect(404);
    stranger(&world).await.get(&format!("/teams/{team}")).await.expect(404);
}
