//! Making and cancelling team times.
use super::{PARTIES, a_referrer, a_team, in_queue, row, working_day};
use crate::support::{CaseOf, World};
use app::{
    access::Role,
    audit::EventCode,
    cases::rules::StateCode,
    kernel::{
        holidays::{Holiday, is_working_day},
        lang::Lang,
        local_time::to_local,
        swedish,
    },
    meetings::{rules::MeetingOutcome, store::slot},
};
use chrono::{Datelike, Duration, NaiveDate, Weekday};
use sea_orm::{EntityTrait, QueryOrder};

crate::on_both!(
    a_time_is_repeated_by_the_week_at_the_same_hour,
    a_time_that_the_clock_skips_is_told_beside_the_field,
    no_identity_number_stands_in_a_times_place,
    a_time_while_hardly_anyone_works_is_asked_once_more,
    a_time_is_not_moved_to_the_night_unasked,
    of_several_weeks_the_holidays_are_told,
    a_team_has_one_time_at_once,
    a_cancelled_time_gives_its_cases_back,
    another_associations_team_is_none,
    the_coming_week_says_where_it_goes_on,
);

fn fields<'a>(team: &'a str, day: &'a str, time: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![("team", team), ("day", day), ("time", time), ("minutes", "60"), ("form", "phone")];
    fields.extend([("place", "Vi ringer"), ("capacity", "2"), ("weeks", "1")]);
    fields
}

async fn slots(world: &World) -> Vec<slot::Model> {
    let find = slot::Entity::find().order_by_asc(slot::Column::StartsAt);
    find.all(world.db.schema_connection()).await.expect("slots")
}

/// The next last Sunday of March: at two the clock is put forward.
fn night_of_change(today: NaiveDate) -> NaiveDate {
    let last_sunday = |year| {
        let last = NaiveDate::from_ymd_opt(year, 3, 31).expect("a day");
        last.week(Weekday::Sun).first_day()
    };
    let this_year = last_sunday(today.year());
    if this_year > today { this_year } else { last_sunday(today.year() + 1) }
}

async fn a_time_is_repeated_by_the_week_at_the_same_hour(world: World) {
    let team = a_team(&world).await.to_string();
    // over the night of the change: the hour on the wall stays, the hour in the world does not
    let day = (night_of_change(world.clock.today()) - Duration::days(4)).to_string();
    let client = world.login_as(Role::Coordinator).await;
    let mut form = fields(&team, &day, "09:00");
    form.retain(|f| f.0 != "weeks");
    form.push(("weeks", "3"));
    client.fill("/slots/new", &form).await.expect_to("/calendar");
    let made = slots(&world).await;
    assert_eq!(made.len(), 3);
    for s in &made {
        assert_eq!(to_local(s.starts_at).format("%H:%M").to_string(), "09:00");
    }
    assert_eq!((made[1].starts_at - made[0].starts_at).num_hours(), 7 * 24 - 1);
    assert_eq!(world.events().await.into_iter().filter(|e| *e == EventCode::SlotMade).count(), 3);
}

async fn a_time_that_the_clock_skips_is_told_beside_the_field(world: World) {
    let team = a_team(&world).await.to_string();
    let day = night_of_change(world.clock.today()).to_string();
    let client = world.login_as(Role::Coordinator).await;
    let answer = client.post("/slots/new", &fields(&team, &day, "02:30")).await.expect(422);
    assert!(answer.error_of("time").contains("ställs fram"), "{}", answer.error_of("time"));
    assert_eq!(answer.value_of("place"), "Vi ringer", "nothing typed is lost");
    assert!(slots(&world).await.is_empty());
}

async fn no_identity_number_stands_in_a_times_place(world: World) {
    let team = a_team(&world).await.to_string();
    let day = super::working_day(&world, 5).to_string();
    let client = world.login_as(Role::Coordinator).await;
    let mut form = fields(&team, &day, "09:00");
    form.retain(|f| f.0 != "place");
    let said = "Ring Cilla 19900101-2385";
    form.push(("place", said));
    let answer = client.post("/slots/new", &form).await.expect(422);
    assert!(answer.error_of("place").contains("personnumret"), "{}", answer.error_of("place"));
    assert_eq!(answer.value_of("place"), said, "nothing typed is lost");
    assert!(slots(&world).await.is_empty());
}

fn coming_sunday(world: &World) -> String {
    let days = world.clock.today().iter_days().skip(1);
    days.into_iter().find(|day| day.weekday() == Weekday::Sun).expect("a Sunday").to_string()
}

async fn a_time_while_hardly_anyone_works_is_asked_once_more(world: World) {
    let team = a_team(&world).await.to_string();
    let day = coming_sunday(&world);
    let client = world.login_as(Role::Coordinator).await;
    let answer = client.post("/slots/new", &fields(&team, &day, "03:00")).await.expect(422);
    let asked = answer.asked();
    let words = "Tiden ligger kl. 03.00 en söndag. Är det rätt?";
    assert_eq!(asked, [("confirmed".to_owned(), words.to_owned())]);
    assert_eq!(answer.error_of("confirmed"), words);
    assert_eq!(answer.value_of("place"), "Vi ringer", "nothing typed is lost");
    let sure = |time| [&fields(&team, &day, time)[..], &[("confirmed", words)]].concat();
    let other = client.post("/slots/new", &sure("04:00")).await.expect(422);
    assert!(other.error_of("confirmed").contains("04.00"), "a yes to one hour is none to another");
    assert!(slots(&world).await.is_empty());
    client.post("/slots/new", &sure("03:00")).await.expect_to("/calendar");
    assert_eq!(slots(&world).await.len(), 1);
    // what is wrong goes first: a yes to a time that can't be would be of no use
    let answer = client.post("/slots/new", &fields(&team, &day, "03:30")).await.expect(422);
    assert!(answer.error_of("time").contains("redan en tid") && answer.asked().is_empty());
}

async fn a_time_is_not_moved_to_the_night_unasked(world: World) {
    let team = a_team(&world).await.to_string();
    let day = coming_sunday(&world);
    let client = world.login_as(Role::Coordinator).await;
    client.post_sure("/slots/new", &fields(&team, &day, "03:00")).await.expect(303);
    let id = slots(&world).await[0].id;
    let (path, page) = (format!("/slots/{id}/change"), format!("/slots/{id}"));
    client.fill(&path, &[("minutes", "45")]).await.expect_to(&page); // it stood there already
    let answer = client.fill(&path, &[("time", "04:00")]).await.expect(422);
    let asked = answer.asked();
    assert_eq!(to_local(slots(&world).await[0].starts_at).format("%H:%M").to_string(), "03:00");
    client.fill(&path, &[("time", "04:00"), ("confirmed", &asked[0].1)]).await.expect_to(&page);
    assert_eq!(to_local(slots(&world).await[0].starts_at).format("%H:%M").to_string(), "04:00");
    let (day, time) = (working_day(&world, 9).to_string(), "09:00");
    client.fill(&path, &[("day", &day), ("time", time)]).await.expect_to(&page);
}

async fn of_several_weeks_the_holidays_are_told(world: World) {
    let team = a_team(&world).await.to_string();
    let week = Duration::days(7);
    let mut days = world.clock.today().iter_days().skip(9);
    let day = days.find(|day| Holiday::on(*day).is_some() && is_working_day(*day - week)).expect("a holiday");
    let client = world.login_as(Role::Coordinator).await;
    let first = (day - week).to_string();
    let mut form = fields(&team, &first, "09:00");
    form.retain(|f| f.0 != "weeks");
    form.push(("weeks", "2"));
    let answer = client.post("/slots/new", &form).await.expect(422);
    let name = Holiday::on(day).expect("a holiday").name(Lang::Sv);
    let day = swedish::sentence(&swedish::long_day(Lang::Sv, day));
    let words = format!("{day} ({name}) är ingen vanlig arbetsdag. Är det rätt?");
    assert_eq!(answer.error_of("confirmed"), words);
    assert!(slots(&world).await.is_empty(), "none of them is made");
    client.post_sure("/slots/new", &form).await.expect_to("/calendar");
    assert_eq!(slots(&world).await.len(), 2);
}

async fn a_team_has_one_time_at_once(world: World) {
    let team = a_team(&world).await.to_string();
    let day = working_day(&world, 9).to_string();
    let client = world.login_as(Role::Coordinator).await;
    client.post("/slots/new", &fields(&team, &day, "09:00")).await.expect(303);
    let answer = client.post("/slots/new", &fields(&team, &day, "09.00")).await.expect(422);
    assert!(answer.error_of("time").contains("redan en tid"), "{}", answer.error_of("time"));
    let made = slots(&world).await;
    client.post(&format!("/slots/{}/cancel", made[0].id), &[]).await.expect(303);
    client.post("/slots/new", &fields(&team, &day, "09:00")).await.expect(303);
    let again = slots(&world).await;
    assert_eq!((again.len(), again[0].cancelled_at), (1, None));
    // a year that nobody plans for is a slip of the pen
    let far = (world.clock.today() + Duration::days(731)).to_string();
    let answer = client.post("/slots/new", &fields(&team, &far, "09:00")).await.expect(422);
    assert!(answer.error_of("day").contains("två år"), "{}", answer.error_of("day"));
    let past = (world.clock.today() - Duration::days(1)).to_string();
    let answer = client.post("/slots/new", &fields(&team, &past, "09:00")).await.expect(422);
    assert!(!answer.error_of("day").is_empty());
}

async fn a_cancelled_time_gives_its_cases_back(world: World) {
    let (referrer, team) = (a_referrer(&world).await, a_team(&world).await);
    let at = world.slot(team, 3).await;
    let mut cases = Vec::new();
    for consent in [&PARTIES[..], &[]] {
        let case = world.case(CaseOf::new(&referrer, StateCode::Booked, consent)).await;
        world.meeting(case, at, MeetingOutcome::Booked).await;
        cases.push((case, row(&world, case).await.queue_at));
    }
    let client = world.login_as(Role::Coordinator).await;
    client.fill(&format!("/slots/{at}/cancel"), &[]).await.expect_to("/calendar");
    for (case, place) in cases {
        let after = row(&world, case).await;
        assert_eq!((after.state, after.queue_at), (StateCode::InQueue, place));
    }
    client.post(&format!("/slots/{at}/cancel"), &[]).await.expect(403);
    let case = in_queue(&world, &referrer).await;
    world.slot(team, 4).await; // with nothing to choose from there would be no form to answer in
    let answer = client.post(&format!("/cases/{case}/book"), &[("slot", &at.to_string())]).await.expect(422);
    assert!(!answer.error_of("slot").is_empty());
}

async fn another_associations_team_is_none(world: World) {
    let elsewhere = world.association("Samordningsförbundet Annanstans").await;
    let team = world.team(elsewhere, &PARTIES).await;
    let at = world.slot(team, 3).await;
    let client = world.login_as(Role::Coordinator).await;
    let day = (world.clock.today() + Duration::days(9)).to_string();
    let answer = client.post("/slots/new", &fields(&team.to_string(), &day, "09:00")).await.expect(422);
    assert!(!answer.error_of("team").is_empty());
    client.get(&format!("/slots/{at}")).await.expect(404);
    client.post(&format!("/slots/{at}/cancel"), &[]).await.expect(404);
    assert!(!client.get("/calendar").await.body().contains(&at.to_string()));
    let case = in_queue(&world, &a_referrer(&world).await).await;
    client.post(&format!("/cases/{case}/book"), &[("slot", &at.to_string())]).await.expect(422);
}

async fn the_coming_week_says_where_it_goes_on(world: World) {
    let team = a_team(&world).await;
    let client = world.login_as(Role::Coordinator).await;
    let goes_on =
        async || client.get("/").await.expect(200).has("[aria-labelledby=week-of-meetings] footer a[href='/calendar']");
    for n in 0..26 {
        world.slot(team, 1 + n % 5).await;
    }
    assert!(goes_on().await, "more times than a page holds");
    slot::Entity::delete_many().exec(world.db.schema_connection()).await.expect("no times");
    for n in 0..30 {
        world.slot(team, 1 + n % 10).await;
    }
    assert!(!goes_on().await, "the page goes beyond the week");
}
