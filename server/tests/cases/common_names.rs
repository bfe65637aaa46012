//! A name that very many have is asked of the cases in the list's order: it finds what a rare one would.
use crate::support::{CaseOf, Client, World};
use app::{
    access::Role,
    cases::{listing::FEW, rules::StateCode, store::cases},
    kernel::id::CaseId,
    organisation::rules::Party,
    participants::store::case_person,
};
use chrono::Duration;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};

crate::on_both!(a_name_that_very_many_have_finds_the_newest_that_one_may_see);

/// Many more cases of persons called the same, older than that case, none with a consent.
async fn many_more(world: &World, like: CaseId) {
    let db = world.db.schema_connection();
    let case = cases::Entity::find_by_id(like).one(db).await.expect("cases").expect("the case");
    let person = case_person::Entity::find_by_id(like).one(db).await.expect("persons").expect("the person");
    let ids: Vec<CaseId> = (0..FEW).map(|_| CaseId::new()).collect();
    for (n, ids) in ids.chunks(200).enumerate() {
        let older = |i: usize| Duration::seconds(i64::try_from(n * 200 + i).expect("few") + 1);
        let more = ids.iter().enumerate().map(|(i, id)| {
            let number = format!("2025-{:05}", n * 200 + i);
            let submitted_at = case.submitted_at - older(i);
            cases::Model { id: *id, number, submitted_at, ..case.clone() }.into_active_model().reset_all()
        });
        cases::Entity::insert_many(more).exec_without_returning(db).await.expect("cases");
        let more =
            ids.iter().map(|id| case_person::Model { case_id: *id, ..person.clone() }.into_active_model().reset_all());
        case_person::Entity::insert_many(more).exec_without_returning(db).await.expect("persons");
    }
}

async fn found(client: &Client, words: &str) -> Vec<String> {
    let page = client.follow(&client.post("/cases/search", &[("words", words)]).await.expect(303)).await.expect(200);
    let html = page.html();
    let links = scraper::Selector::parse("main table.work a[href^='/cases/']").expect("a selector");
    html.select(&links).filter_map(|l| l.value().attr("href")).map(str::to_owned).collect()
}

async fn a_name_that_very_many_have_finds_the_newest_that_one_may_see(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let zoran = |consent| CaseOf { given_name: "Zoran", ..CaseOf::new(&referrer, StateCode::InQueue, consent) };
    let old = world.case(zoran(&[Party::Jobbtorg])).await;
    let shut = world.case(zoran(&[])).await;
    let other = world.case(CaseOf::new(&referrer, StateCode::InQueue, &[Party::Jobbtorg])).await;
    let new = world.case(zoran(&[Party::Jobbtorg])).await;
    let coordinator = world.login_as(Role::Coordinator).await;
    let expected = [format!("/cases/{new}"), format!("/cases/{old}")];
    assert_eq!(found(&coordinator, "zor").await, expected, "while few have it");
    many_more(&world, shut).await;
    assert_eq!(found(&coordinator, "zor").await, expected, "once very many have it");
    assert_eq!(found(&coordinator, "zor ahm").await, expected, "both words");
    assert_eq!(found(&coordinator, "zor öb").await, [] as [String; 0]);
    assert_eq!(found(&coordinator, "youn").await, [format!("/cases/{other}")]);
    // whoever wrote them sees all of them, consent or not: a page of the newest, and the way on
    let own = found(&world.login(&referrer).await, "zor").await;
    assert_eq!(own.len(), 25);
    assert_eq!(own[..3], [format!("/cases/{new}"), format!("/cases/{shut}"), format!("/cases/{old}")]);
}
