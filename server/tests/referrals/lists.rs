//! The referrer's list and the inbox: filter, order, search; whose tasks are the unit's.
use crate::support::{CaseOf, World};
use app::{
    access::Role,
    cases::{rules::StateCode, store::cases},
    kernel::id::CaseId,
    organisation::rules::Party,
};
use chrono::Duration;
use sea_orm::EntityTrait;

crate::on_both!(
    the_own_list_is_filtered_sorted_and_searched,
    the_inbox_is_searched,
    a_search_that_is_too_old_says_search_again,
    a_covering_colleague_gets_the_units_tasks,
);

async fn number(world: &World, case: CaseId) -> String {
    let found = cases::Entity::find_by_id(case).one(world.db.schema_connection()).await;
    found.expect("cases can be read").expect("the case").number
}

async fn the_own_list_is_filtered_sorted_and_searched(world: World) {
    let person = world.user(Role::Referrer, None).await;
    let colleague = world.user(Role::Referrer, person.unit).await;
    let live = world.case(CaseOf::new(&person, StateCode::InQueue, &[Party::Jobbtorg])).await;
    let named = CaseOf { given_name: "Johanna", ..CaseOf::new(&person, StateCode::Closed, &[Party::Jobbtorg]) };
    let closed = world.case(named).await;
    let theirs = world.case(CaseOf::new(&colleague, StateCode::InQueue, &[Party::Jobbtorg])).await;
    let client = world.login(&person).await;
    let rows = |query: &str| {
        let (client, path) = (client.clone(), format!("/referrals{query}"));
        async move { client.get(&path).await.expect(200).texts("tbody tr td:first-child") }
    };
    let (live, closed, theirs) =
        (number(&world, live).await, number(&world, closed).await, number(&world, theirs).await);
    let shown = |rows: Vec<String>| -> Vec<String> {
        rows.iter().map(|r| r.split(' ').next().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(shown(rows("").await), [theirs.clone(), closed.clone(), live.clone()]);
    assert_eq!(shown(rows("?order=oldest").await), [live.clone(), closed.clone(), theirs.clone()]);
    assert_eq!(shown(rows("?state=live").await), [theirs.clone(), live.clone()]);
    assert_eq!(shown(rows("?state=closed").await), std::slice::from_ref(&closed));
    assert_eq!(shown(rows("?whose=own").await), [closed.clone(), live.clone()]);
    assert_eq!(shown(rows("?whose=colleagues").await), [theirs]);
    assert_eq!(rows("?state=met").await, [""; 0]);
    let to = client.post("/cases/search", &[("list", "referrals"), ("words", "Johanna")]).await.location();
    assert!(to.starts_with("/referrals?search=") && !to.contains("Johanna"), "{to}");
    assert_eq!(shown(client.get(&to).await.texts("tbody tr td:first-child")), [closed]);
}

async fn the_inbox_is_searched(world: World) {
    let person = world.user(Role::Referrer, None).await;
    let one = world.case(CaseOf::new(&person, StateCode::Submitted, &[Party::Jobbtorg])).await;
    world.case(CaseOf::new(&person, StateCode::Submitted, &[Party::Jobbtorg])).await;
    let coordinator = world.login_as(Role::Coordinator).await;
    assert_eq!(coordinator.get("/inbox").await.count("tbody tr"), 2);
    let words = number(&world, one).await;
    let to = coordinator.post("/cases/search", &[("list", "inbox"), ("words", &words)]).await.location();
    let found = coordinator.get(&to).await.expect(200);
    assert!(found.count("tbody tr") == 1 && found.has(&format!("a[href='/cases/{one}']")));
}

async fn a_search_that_is_too_old_says_search_again(world: World) {
    let person = world.user(Role::Coordinator, None).await;
    let client = world.login(&person).await;
    for list in ["cases", "inbox"] {
        let to = client.post("/cases/search", &[("list", list), ("words", "Younes")]).await.location();
        world.pass(Duration::hours(13));
        let later = world.login(&person).await.get(&to).await.expect(200);
        assert!(later.body().contains("En sökning sparas i tolv timmar"), "{to}");
        client.log_in(&person.email, &person.password).await.expect_to("/");
    }
}

async fn a_covering_colleague_gets_the_units_tasks(world: World) {
    let person = world.user(Role::Referrer, None).await;
    let colleague = world.user(Role::Referrer, person.unit).await;
    let case = world.case(CaseOf::new(&person, StateCode::CompletionRequested, &[Party::Jobbtorg])).await;
    let hidden = CaseOf { protected: true, ..CaseOf::new(&person, StateCode::CompletionRequested, &[Party::Jobbtorg]) };
    let hidden = world.case(hidden).await;
    let mine = world.login(&person).await.get("/").await;
    let theirs = world.login(&colleague).await.get("/").await;
    let at = |case| format!("a[href='/cases/{case}/answer-completion']");
    assert!(mine.has(&at(case)) && mine.has(&at(hidden)) && theirs.has(&at(case)));
    assert!(!theirs.has(&at(hidden)), "a protected person's case is its own handler's");
    assert!(theirs.body().contains(&format!("enheten ({})", person.name)));
    assert!(!mine.body().contains("enheten ("));
    let alone = world.unit_where(world.agency(Party::HealthCare).await, false).await;
    let (owner, other) = (world.user(Role::Referrer, alone).await, world.user(Role::Referrer, alone).await);
    let case = world.case(CaseOf::new(&owner, StateCode::CompletionRequested, &[Party::Jobbtorg])).await;
    assert!(!world.login(&other).await.get("/").await.has(&at(case)));
}
