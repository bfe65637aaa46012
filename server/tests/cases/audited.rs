//! Whatever shows what was said in a case has written that in the log first: every door is tried.
use super::full::{Full, SAID, full};
use crate::{
    referrals::filled::{identity, submitted},
    support::{Answer, Client, World},
};
use app::{
    access::{Role, doors},
    audit::{EventCode, store::entry},
    kernel::id::CaseId,
};
use chrono::Duration;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

crate::on_both!(
    no_door_shows_a_case_without_an_entry,
    nor_to_the_referrer_who_is_asked_for_more,
    one_page_is_one_entry,
    who_may_not_leaves_no_trace,
);

/// Lists of rows: a row in a list is no opening (`domain.md` section 6).
const LISTS: [&str; 2] = ["/api/activities", "/activities"];

async fn no_door_shows_a_case_without_an_entry(world: World) {
    let Full { case, activity, coordinator, .. } = full(&world).await;
    let (read, seen) = every_door(&world, &coordinator, (case, &activity.to_string())).await;
    for path in ["/api/plan", "/api/plan-revisions", "/api/case-referral", "/api/follow-up", "/api/activity-form"] {
        assert!(read.contains(&path), "{path} was to show what was said, of {read:?}");
    }
    assert!(read.contains(&"/api/activity") && read.contains(&"/api/placement-request"), "{read:?}");
    assert!(seen >= 8, "only {seen} pages show what was said");
}

async fn nor_to_the_referrer_who_is_asked_for_more(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let client = world.login(&referrer).await;
    let case = submitted(&world, &client, &referrer, &identity(&world, "19900101", 984)).await;
    let coordinator = world.login_as(Role::Coordinator).await;
    coordinator.post(&format!("/cases/{case}/ask-completion"), &[("ask", "Vad säger vården?")]).await.expect(303);
    let (read, seen) = every_door(&world, &client, (case, "")).await;
    for path in ["/api/answer-form", "/api/case-referral"] {
        assert!(read.contains(&path), "{path} was to show what was said, of {read:?}");
    }
    assert!(seen >= 2, "only {seen} pages show what was said");
}

/// Tries every function and every page of the case; each that shows what was said has left an entry. Gives the functions
/// that did, and how many pages.
async fn every_door(world: &World, client: &Client, (case, activity): (CaseId, &str)) -> (Vec<&'static str>, usize) {
    let id = case.to_string();
    let mut read = Vec::new();
    for door in doors::FUNCTIONS.iter().filter(|d| !LISTS.contains(&d.path)) {
        // what was opened a while ago covers nothing
        world.pass(Duration::minutes(2));
        let before = world.events().await.len();
        let arguments = [("id", id.as_str()), ("case", &id), ("activity", activity), ("months", "2")];
        let answer = client.api(door.path, &arguments).await;
        if shows(&answer) {
            logged(world, before, door.path).await;
            read.push(door.path);
        }
    }
    let pages = doors::forms().into_iter().map(|d| d.path).chain(doors::PAGES.iter().map(|d| d.path));
    let mut seen = 0;
    for path in pages.filter(|p| p.contains("{id}") && !LISTS.contains(p)) {
        world.pass(Duration::minutes(2));
        let at = path.replace("{id}", &id).replace("{activity}", activity).replace("{months}", "2");
        let before = world.events().await.len();
        if shows(&client.get(&at).await) {
            logged(world, before, path).await;
            seen += 1;
        }
    }
    (read, seen)
}

fn shows(answer: &Answer) -> bool {
    answer.status() == 200 && SAID.iter().any(|words| answer.body().contains(words))
}

async fn logged(world: &World, before: usize, path: &str) {
    let left = world.events().await.split_off(before);
    let opened = |e: &EventCode| matches!(e, EventCode::CaseOpened | EventCode::CasePrinted);
    assert!(left.iter().any(opened), "{path} shows a case and leaves {left:?}");
    assert!(left.iter().all(|e| e.is_reading()), "{path}: {left:?}");
}

/// The details of every opening of the case, oldest first.
async fn openings(world: &World, case: CaseId) -> Vec<String> {
    let rows = entry::Entity::find()
        .filter(entry::Column::SubjectId.eq(case.0))
        .filter(entry::Column::Event.eq(EventCode::CaseOpened))
        .order_by_asc(entry::Column::Seq)
        .all(world.db.schema_connection())
        .await;
    rows.expect("the log").into_iter().map(|r| r.details).collect()
}

async fn one_page_is_one_entry(world: World) {
    let Full { case, coordinator, .. } = full(&world).await;
    world.pass(Duration::minutes(2));
    let before = openings(&world, case).await.len();
    coordinator.get(&format!("/cases/{case}")).await.expect(200);
    let now = openings(&world, case).await;
    assert_eq!(now.len(), before + 1, "the page's parts are of the same opening: {now:?}");
    // another user's opening covers nothing, and a part opened on its own covers no other
    let other = world.login_as(Role::Coordinator).await;
    other.get(&format!("/cases/{case}/plan")).await.expect(200);
    other.api("/api/case-referral", &[("id", &case.to_string())]).await.expect(200);
    let now = openings(&world, case).await;
    assert_eq!(now.len(), before + 3, "{now:?}");
    assert!(now[before + 1].contains("plan") && now[before + 2].contains("referral"), "{now:?}");
}

async fn who_may_not_leaves_no_trace(world: World) {
    let Full { case, coordinator, .. } = full(&world).await;
    coordinator.post(&format!("/cases/{case}/consents/withdraw/everything"), &[]).await.expect(303);
    world.pass(Duration::minutes(2));
    let before = world.contents().await;
    let id = case.to_string();
    for path in ["/api/plan", "/api/plan-revisions", "/api/case-follow-ups", "/api/case-lots"] {
        let answer = coordinator.api(path, &[("id", &id), ("case", &id)]).await;
        assert_eq!(answer.status(), 403, "{path}");
    }
    coordinator.get(&format!("/cases/{case}/follow-ups/2")).await;
    coordinator.get(&format!("/cases/{case}/plan/revisions")).await.expect(403);
    assert_eq!(world.contents().await, before);
}
