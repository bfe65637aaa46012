//! The referrer's list and the inbox: filter, order, search; whose tasks are the unit's.
use crate::support::{CaseOf, Client, World};
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
    a_list_says_what_it_was_searched_for,
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

async fn a_list_says_what_it_was_searched_for(world: World) {
    let person = world.user(Role::Referrer, None).await;
    let closed = world.case(CaseOf::new(&person, StateCode::Closed, &[Party::Jobbtorg])).await;
    let (referrer, coordinator) = (world.login(&person).await, world.login_as(Role::Coordinator).await);
    let search = async |client: &Client, list: &str, words: &str| {
        let to = client.post("/cases/search", &[("list", list), ("words", words)]).await.location();
        (client.get(&to).await.expect(200), to)
    };
    for (client, list, path) in
        [(&referrer, "cases", "/cases"), (&referrer, "referrals", "/referrals"), (&coordinator, "inbox", "/inbox")]
    {
        let (found, to) = search(client, list, "Younes <b>").await;
        assert!(found.text("p[role=status]").contains("Du sökte på ”Younes <b>”."), "{list}: {}", found.body());
        assert!(found.has(&format!("p[role=status] a[href='{path}']")), "{list} can be had whole again");
        let empty = found.text(".empty");
        assert!(empty.starts_with("Inga träffar på ”Younes <b>”"), "{list}: {empty}");
        // the words are nobody else's
        let other = world.login_as(if list == "inbox" { Role::Coordinator } else { Role::Referrer }).await;
        assert!(!other.get(&to).await.expect(404).body().contains("Younes"), "{list}");
    }
    // closed ones are found too, and the list does not say that it shows only those under way
    let (found, to) = search(&referrer, "cases", "Younes").await;
    assert!(found.has(&format!("tbody a[href='/cases/{closed}']")));
    assert_eq!(found.texts("select[name=state] option")[0], "Alla, även avslutade");
    assert!(!found.body().contains("Alla pågående"));
    let narrowed = referrer.get(&format!("{to}&state=in_queue")).await.expect(200).text(".empty");
    assert!(narrowed.contains("Du söker bara bland dem som du har valt ut."), "{narrowed}");
    assert!(referrer.get("/cases").await.body().contains("Alla pågående"));
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
