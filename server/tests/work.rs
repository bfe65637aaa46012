//! The start page: what needs someone now, and what comes next.
use crate::{
    plans::write_goal,
    referrals::filled::begin,
    support::{Answer, CaseOf, Client, Person, World},
};
use app::{
    access::Role,
    cases::rules::StateCode,
    kernel::id::{CaseId, TeamId},
    meetings::rules::MeetingOutcome,
    organisation::rules::Party,
};
use chrono::Days;

crate::on_both!(
    a_representative_sees_what_comes_of_the_own_party,
    what_comes_follows_the_consent,
    more_than_are_listed_are_counted,
    a_draft_stands_there_for_its_author,
    an_accepted_case_is_to_be_booked,
    who_only_refers_finds_their_cases_in_one_list,
    the_number_in_the_rail_is_the_pages_and_follows_a_deed,
    what_has_waited_since_today_is_marked_like_what_is_due_today,
);

const PARTIES: &[Party] = &[Party::Jobbtorg, Party::HealthCare];

/// A representative of health care, and a case with a plan that has met in their team.
async fn planned(world: &World) -> (Person, TeamId, CaseId, Client) {
    let referrer = world.user(Role::Referrer, None).await;
    let team = world.team(referrer.association, PARTIES).await;
    let unit = world.unit(world.agency(Party::HealthCare).await).await;
    let person = world.user(Role::Representative, unit).await;
    world.seat(team, Party::HealthCare, &person).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::PlanEstablished, PARTIES)).await;
    // so long ago that only the own party's activities are left to see
    world.meeting(case, world.slot(team, -60).await, MeetingOutcome::Held).await;
    let coordinator = world.login_as(Role::Coordinator).await;
    write_goal(&coordinator, case, "Ett arbete på halvtid").await;
    (person, team, case, coordinator)
}

async fn add(world: &World, client: &Client, case: CaseId, text: &str, responsible: &str, days: Option<u64>) {
    let due = days.map(|days| (world.clock.today() + Days::new(days)).to_string()).unwrap_or_default();
    let fields = [("text", text), ("responsible", responsible), ("due", due.as_str())];
    client.fill(&format!("/cases/{case}/activities/new"), &fields).await.expect_to(&format!("/cases/{case}/plan"));
}

fn coming(start: &Answer) -> Vec<String> {
    start.texts("[aria-labelledby=coming] tbody td:first-child a")
}

async fn a_representative_sees_what_comes_of_the_own_party(world: World) {
    let (person, _, case, coordinator) = planned(&world).await;
    for (text, responsible, days) in [
        ("Utan dag", "health_care", None),
        ("Om fyrtio dagar", "health_care", Some(40)),
        ("Om åtta dagar", "health_care", Some(8)),
        ("Om sju dagar", "health_care", Some(7)),
        ("En annan parts", "jobbtorg", Some(20)),
    ] {
        add(&world, &coordinator, case, text, responsible, days).await;
    }
    let start = world.login(&person).await.get("/").await.expect(200);
    assert_eq!(coming(&start), ["Om åtta dagar", "Om fyrtio dagar", "Utan dag"]);
    assert!(start.body().contains("Din part har 3 aktiviteter framför sig."), "{}", start.body());
    let row = start.text("[aria-labelledby=coming] tbody tr:last-child");
    assert!(row.contains("ingen dag satt") && row.contains("Hälso- och sjukvård"), "{row}");
    let due = (world.clock.today() + Days::new(8)).to_string();
    assert!(start.has(&format!("[aria-labelledby=coming] tr:first-child time[datetime='{due}']")));
    // what is due within a week is a task, and stands there only
    assert_eq!(start.count("table.work a[href$='/status']"), 4);
    assert!(!coordinator.get("/").await.has("[aria-labelledby=coming]"), "it is the party's, not the coordinators'");
}

async fn what_comes_follows_the_consent(world: World) {
    let (person, _, case, coordinator) = planned(&world).await;
    add(&world, &coordinator, case, "Boka ett samtal", "health_care", Some(20)).await;
    let client = world.login(&person).await;
    let start = client.get("/").await;
    assert_eq!(coming(&start), ["Boka ett samtal"]);
    assert!(start.body().contains("Din part har en aktivitet framför sig."));
    assert!(start.has("[aria-labelledby=coming] tbody td:nth-child(2)"));
    let link = format!("[aria-labelledby=coming] a[href='/cases/{case}']");
    assert!(!start.has(&link), "the meeting is so long ago that the case itself is shut");
    world.tamper("DELETE FROM consent_party WHERE party = 'health_care'").await.expect("withdrawn");
    assert!(!client.get("/").await.has("[aria-labelledby=coming]"));
}

async fn more_than_are_listed_are_counted(world: World) {
    let (person, _, case, coordinator) = planned(&world).await;
    for n in 0..11 {
        add(&world, &coordinator, case, &format!("Nummer {n}"), "health_care", Some(10 + n)).await;
    }
    let start = world.login(&person).await.get("/").await;
    assert_eq!((coming(&start).len(), coming(&start)[0].as_str()), (10, "Nummer 0"));
    assert!(start.body().contains("Din part har 11 aktiviteter framför sig."));
    assert!(start.has("[aria-labelledby=coming] footer a[href='/activities']"));
}

async fn a_draft_stands_there_for_its_author(world: World) {
    let person = world.user(Role::Referrer, None).await;
    let client = world.login(&person).await;
    let draft = begin(&client, &person).await;
    let link = format!("table.work a[href='/referrals/{draft}/review']");
    let start = client.get("/").await.expect(200);
    assert_eq!(start.text(&link), "Fortsätt på utkastet");
    let row = start.text("table.work tbody tr");
    assert!(row.contains("Anmälan påbörjad i dag kl. ") && row.contains(" Tas bort"), "{row}");
    let gone = app::kernel::swedish::day(
        app::kernel::lang::Lang::Sv,
        world.clock.today() + Days::new(30),
        world.clock.today(),
    );
    assert!(row.contains(&gone), "{gone}: {row}");
    let colleague = world.login(&world.user(Role::Referrer, person.unit).await).await;
    assert!(!colleague.get("/").await.has(&link));
    client.post(&format!("/referrals/{draft}/discard"), &[]).await.expect(303);
    assert!(!client.get("/").await.has(&link));
}

async fn an_accepted_case_is_to_be_booked(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::InQueue, PARTIES)).await;
    let shut = world.case(CaseOf::new(&referrer, StateCode::InQueue, &[])).await;
    let client = world.login_as(Role::Coordinator).await;
    let start = client.get("/").await.expect(200);
    assert_eq!(start.text(&format!("table.work a[href='/cases/{case}/book']")), "Boka ett teammöte");
    // the number leads to the case
    assert!(start.text(&format!("table.work td a[href='/cases/{case}']")).starts_with("2026-"));
    assert!(!start.has(&format!("a[href^='/cases/{shut}']")), "without a consent there is nothing to book");
    // until that is late: then the case waits for a decision
    world.pass(chrono::Duration::weeks(7));
    let start = world.login_as(Role::Coordinator).await.get("/").await;
    assert_eq!(start.text(&format!("table.work a[href='/cases/{case}/book']")), "Har väntat för länge i kön");
    assert!(start.has(&format!("table.work a[href='/cases/{shut}']")));
}

async fn who_only_refers_finds_their_cases_in_one_list(world: World) {
    let person = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&person, StateCode::InQueue, PARTIES)).await;
    let client = world.login(&person).await;
    let page = client.get(&format!("/cases/{case}")).await.expect(200);
    assert!(page.has("#nav a[href='/referrals']") && !page.has("#nav a[href='/cases']"));
    assert_eq!(page.text(".crumbs a"), "Mina anmälningar");
    world.grant(&person, Role::Lots, None).await;
    let page = world.login(&person).await.get(&format!("/cases/{case}")).await.expect(200);
    assert!(page.has("#nav a[href='/cases']") && page.has(".crumbs a[href='/cases']"));
}

async fn the_number_in_the_rail_is_the_pages_and_follows_a_deed(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    world.case(CaseOf::new(&referrer, StateCode::InQueue, PARTIES)).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::InQueue, PARTIES)).await;
    let client = world.login_as(Role::Coordinator).await;
    let asked = || async { client.api("/api/waiting", &[]).await.expect(200).body() };
    let start = client.get("/").await.expect(200);
    assert_eq!((start.count("table.work tbody tr"), start.text(".rail .n").as_str()), (2, "2 behöver dig"));
    assert_eq!(asked().await, "2");
    let fields = [("reason", "one_party_enough"), ("words", "")];
    client.post_json(&format!("/cases/{case}/return"), &fields).await.expect(200);
    assert_eq!(asked().await, "1", "asked after the deed, as the client does");
    assert_eq!(client.get("/profile").await.text(".rail .n"), "1 behöver dig");
    world.visitor().api("/api/waiting", &[]).await.expect(401);
}

async fn what_has_waited_since_today_is_marked_like_what_is_due_today(world: World) {
    let person = world.user(Role::Referrer, None).await;
    let client = world.login(&person).await;
    begin(&client, &person).await;
    let start = client.get("/").await.expect(200);
    assert_eq!(start.texts("table.work tbody td:last-child"), start.texts("table.work tbody td:last-child > .tag"));
}
