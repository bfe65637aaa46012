//! Who sees and marks an activity: representatives, referrers, lots.
use super::{PARTIES, activities, add, establish, write_goal};
use crate::support::{CaseOf, Client, Person, World};
use app::{
    access::Role,
    audit::EventCode,
    cases::rules::StateCode,
    kernel::id::{ActivityId, CaseId, TeamId},
    meetings::rules::MeetingOutcome,
    organisation::rules::Party,
    plans::rules::ActivityStatus,
};
use chrono::Duration;

crate::on_both!(
    a_representative_keeps_their_own_partys_activities_after_thirty_days,
    a_party_that_the_consent_does_not_name_opens_nothing,
    the_referrer_marks_their_own_partys,
    what_is_a_draft_is_not_yet_anyones_to_do,
    only_coordinators_write,
    the_list_is_sorted_filtered_and_paged,
);

struct Met {
    case: CaseId,
    health_care: ActivityId,
    jobbtorg: ActivityId,
    coordinator: Client,
    referrer: Person,
}

/// A case that met so many days ago, with an established plan.
async fn met(world: &World, team: TeamId, consent: &[Party], days_ago: i64) -> Met {
    let m = drafted(world, team, consent, days_ago).await;
    establish(&m.coordinator, m.case).await;
    m
}

async fn drafted(world: &World, team: TeamId, consent: &[Party], days_ago: i64) -> Met {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::Met, consent)).await;
    world.meeting(case, world.slot(team, -days_ago).await, MeetingOutcome::Held).await;
    let coordinator = world.login_as(Role::Coordinator).await;
    write_goal(&coordinator, case, "Arbete").await;
    let health_care = add(&coordinator, world, case, "Boka bedömningssamtal", "health_care").await;
    let jobbtorg = add(&coordinator, world, case, "Ordna praktik", "jobbtorg").await;
    Met { case, health_care, jobbtorg, coordinator, referrer }
}

async fn representative(world: &World, team: TeamId, party: Party) -> Client {
    let unit = world.unit(world.agency(party).await).await;
    let person = world.user(Role::Representative, unit).await;
    world.seat(team, party, &person).await;
    world.login(&person).await
}

fn status(case: CaseId, activity: ActivityId) -> String {
    format!("/cases/{case}/activities/{activity}/status")
}

async fn a_representative_keeps_their_own_partys_activities_after_thirty_days(world: World) {
    let team = world.team(world.home().await, &PARTIES).await;
    let m = met(&world, team, &PARTIES, 31).await;
    let client = representative(&world, team, Party::HealthCare).await;
    client.get(&format!("/cases/{}", m.case)).await.expect(404);
    client.get(&format!("/cases/{}/plan", m.case)).await.expect(404);
    let list = client.get("/activities").await.expect(200);
    assert_eq!(list.count("table.work tbody tr"), 1);
    let row = list.text("table.work tbody tr");
    assert!(row.contains("Boka bedömningssamtal") && !row.contains("Y.A."), "{row}");
    assert!(!list.has(&format!("a[href='/cases/{}']", m.case)), "no link to a case that can't be opened");
    client.get(&status(m.case, m.jobbtorg)).await.expect(404);
    let events = world.events().await.len();
    client.get(&status(m.case, m.health_care)).await.expect(200);
    assert_eq!(world.events().await[events..], [EventCode::ActivityOpened], "opening is noted");
    let done = [("status", "not_done"), ("reason", "Ingen tid förrän i vår")];
    client.fill(&status(m.case, m.health_care), &done).await.expect_to("/activities");
    client.post(&status(m.case, m.jobbtorg), &[("status", "done")]).await.expect(404);
    let rows = activities(&world, m.case).await;
    assert_eq!((rows[0].status, rows[1].status), (ActivityStatus::NotDone, ActivityStatus::Planned));
    let page = m.coordinator.get(&format!("/cases/{}/plan", m.case)).await.expect(200);
    assert!(page.text("table.work tbody").contains("Ingen tid förrän i vår"));
}

async fn a_party_that_the_consent_does_not_name_opens_nothing(world: World) {
    let team = world.team(world.home().await, &PARTIES).await;
    let m = met(&world, team, &[Party::Jobbtorg], 3).await;
    let unnamed = representative(&world, team, Party::HealthCare).await;
    unnamed.get(&status(m.case, m.health_care)).await.expect(404);
    unnamed.post(&status(m.case, m.health_care), &[("status", "done")]).await.expect(404);
    assert_eq!(unnamed.get("/activities").await.expect(200).count("table.work tbody tr"), 0);
    let named = representative(&world, team, Party::Jobbtorg).await;
    named.get(&status(m.case, m.jobbtorg)).await.expect(200);
    let page = m.coordinator.get(&format!("/cases/{}/plan", m.case)).await.expect(200);
    assert!(page.text("table.work tbody").contains("samtycke saknas"), "the coordinator is told");
}

async fn the_referrer_marks_their_own_partys(world: World) {
    let team = world.team(world.home().await, &PARTIES).await;
    let m = met(&world, team, &PARTIES, 3).await;
    let client = world.login(&m.referrer).await;
    // a case in these tests is referred by Jobbtorg
    client.post(&status(m.case, m.jobbtorg), &[("status", "under_way")]).await.expect(303);
    client.post(&status(m.case, m.health_care), &[("status", "under_way")]).await.expect(403);
    let colleague = world.login_as(Role::Referrer).await;
    colleague.post(&status(m.case, m.jobbtorg), &[("status", "done")]).await.expect(404);
    assert_eq!(activities(&world, m.case).await[1].status, ActivityStatus::UnderWay);
}

async fn what_is_a_draft_is_not_yet_anyones_to_do(world: World) {
    let team = world.team(world.home().await, &PARTIES).await;
    let m = drafted(&world, team, &PARTIES, 3).await;
    let referrer = world.login(&m.referrer).await;
    let theirs = representative(&world, team, Party::HealthCare).await;
    let link = format!("a[href='{}']", status(m.case, m.health_care));
    let plan = format!("/cases/{}/plan", m.case);
    for (client, writes) in [(&theirs, false), (&m.coordinator, true)] {
        for page in ["/", "/activities"] {
            assert!(!client.get(page).await.expect(200).has(&link), "{page}");
        }
        let page = client.get(&plan).await.expect(200);
        assert!(page.body().contains("Boka bedömningssamtal"), "the draft itself is read");
        assert_eq!(page.has(&link), writes, "who writes it drops from it");
    }
    for (client, activity) in [(&theirs, m.health_care), (&referrer, m.jobbtorg)] {
        client.get(&status(m.case, activity)).await.expect(403);
        client.post(&status(m.case, activity), &[("status", "done")]).await.expect(403);
    }
    assert!(activities(&world, m.case).await.iter().all(|a| a.status == ActivityStatus::Planned));
    establish(&m.coordinator, m.case).await;
    for page in ["/", "/activities", &plan] {
        assert!(theirs.get(page).await.expect(200).has(&link), "{page}");
    }
    theirs.post(&status(m.case, m.health_care), &[("status", "done")]).await.expect(303);
}

async fn only_coordinators_write(world: World) {
    let team = world.team(world.home().await, &PARTIES).await;
    let m = met(&world, team, &PARTIES, 3).await;
    for client in [world.login(&m.referrer).await, representative(&world, team, Party::HealthCare).await] {
        let page = client.get(&format!("/cases/{}/plan", m.case)).await.expect(200);
        assert!(!page.has("form.form") && page.body().contains("Boka bedömningssamtal"), "they read it");
        let before = world.contents().await;
        let fields = [("kind", "work"), ("goal", "Mitt mål")];
        client.post(&format!("/cases/{}/plan", m.case), &fields).await.expect(403);
        client.post(&format!("/cases/{}/plan/establish", m.case), &[]).await.expect(403);
        let fields = [("text", "Min aktivitet"), ("responsible", "lots")];
        client.post(&format!("/cases/{}/activities/new", m.case), &fields).await.expect(403);
        assert_eq!(world.contents().await, before);
    }
    let elsewhere = world.association("Samordningsförbundet Annanstans").await;
    let foreign = world.user_in(elsewhere, Role::Coordinator, None).await;
    let foreign = world.login(&foreign).await;
    foreign.get(&format!("/cases/{}/plan", m.case)).await.expect(404);
    foreign.get(&format!("/cases/{}/plan/print", m.case)).await.expect(404);
    foreign.get(&format!("/cases/{}/plan/revisions", m.case)).await.expect(404);
}

async fn the_list_is_sorted_filtered_and_paged(world: World) {
    let team = world.team(world.home().await, &PARTIES).await;
    let m = met(&world, team, &PARTIES, 3).await;
    let path = format!("/cases/{}/activities/new", m.case);
    for n in 0..30 {
        let due = (world.clock.today() + Duration::days(20 - n)).to_string();
        let text = format!("Steg {n:02}");
        let fields = [("text", text.as_str()), ("responsible", "lots"), ("due", due.as_str())];
        m.coordinator.post_sure(&path, &fields).await.expect(303);
    }
    let first = m.coordinator.get("/activities").await.expect(200);
    let shown = first.texts("table.work tbody tr td:first-child");
    assert_eq!((shown.len(), shown[0].as_str(), shown[24].as_str()), (25, "Steg 29", "Steg 05"));
    let next = first.attribute("a[rel=next]", "href").expect("a next page");
    let second = m.coordinator.get(&format!("/activities{next}")).await.expect(200);
    let shown = second.texts("table.work tbody tr td:first-child");
    assert_eq!(shown.len(), 7, "{shown:?}");
    assert_eq!(shown[4], "Steg 00", "those without a day come last: {shown:?}");
    let back = second.attribute("a[rel=prev]", "href").expect("a page before");
    let again = m.coordinator.get(&format!("/activities{back}")).await.expect(200);
    assert_eq!(again.texts("table.work tbody tr td:first-child")[0], "Steg 29");
    let late = m.coordinator.get("/activities?late=1").await.expect(200);
    assert_eq!(late.count("table.work tbody tr"), 9);
    let done = m.coordinator.get("/activities?status=done").await.expect(200);
    assert_eq!(done.count("table.work tbody tr"), 0);
}
