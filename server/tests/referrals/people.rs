//! The participant's page: through cases that one may see, the number masked, openings logged.
use super::filled::{identity, submitted};
use crate::support::{CaseOf, World};
use app::{
    access::Role,
    audit::EventCode,
    cases::{rules::StateCode, store::cases},
    organisation::rules::Party,
};
use sea_orm::EntityTrait;

crate::on_both!(
    the_number_is_masked_until_it_is_shown,
    a_shell_shows_no_name,
    protected_contact_details_stay_hidden,
    a_gender_that_was_not_said_is_no_fact
);

async fn a_gender_that_was_not_said_is_no_fact(world: World) {
    let person = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&person, StateCode::Submitted, &[Party::Jobbtorg])).await;
    let client = world.login(&person).await;
    let facts = async || client.get(&format!("/cases/{case}")).await.expect(200).text("[aria-labelledby=referral]");
    assert!(facts().await.contains("30 år, man"), "{}", facts().await);
    world.tamper("UPDATE case_person SET gender = 'not_stated'").await.expect("not said");
    assert!(facts().await.contains("30 år") && !facts().await.contains("uppge"), "{}", facts().await);
}

async fn the_number_is_masked_until_it_is_shown(world: World) {
    let person = world.user(Role::Referrer, None).await;
    let client = world.login(&person).await;
    let number = identity(&world, "19900101", 984);
    let case = submitted(&world, &client, &person, &number).await;
    let row = cases::Entity::find_by_id(case).one(world.db.schema_connection()).await.expect("cases").expect("one");
    let at = format!("/participants/{}", row.participant_id);
    assert!(client.get(&format!("/cases/{case}")).await.has(&format!("a[href='{at}']")));
    let page = client.get(&at).await.expect(200);
    assert!(page.body().contains("19900101-····") && !page.body().contains(&number));
    assert!(page.body().contains("070-123 45 67") && page.body().contains(&row.number));
    assert_eq!(world.events().await.last(), Some(&EventCode::ParticipantOpened));
    let before = world.events().await.len();
    assert!(client.get(&format!("{at}/identity")).await.expect(200).body().contains(&number));
    assert_eq!(world.events().await.len(), before + 1);
}

async fn a_shell_shows_no_name(world: World) {
    let person = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&person, StateCode::Submitted, &[])).await;
    let row = cases::Entity::find_by_id(case).one(world.db.schema_connection()).await.expect("cases").expect("one");
    let at = format!("/participants/{}", row.participant_id);
    let coordinator = world.login_as(Role::Coordinator).await;
    coordinator.get(&at).await.expect(403);
    coordinator.get(&format!("{at}/identity")).await.expect(403);
    assert!(world.login(&person).await.get(&at).await.body().contains("Younes Ahmadi"));
    world.login_as(Role::Lots).await.get(&at).await.expect(404);
    // with another case of the same person the page opens, and tells nothing of this one
    let open = world.case(CaseOf::new(&person, StateCode::Submitted, &[Party::Jobbtorg])).await;
    crate::cases::full::change(&world, open, |c| c.participant_id = row.participant_id).await;
    let page = coordinator.get(&at).await.expect(200).body();
    assert!(page.contains(&format!("/cases/{open}")) && !page.contains(&row.number));
    // nor does the shell tell of that one, which the open case does tell of
    let open_number = number(&world, open).await;
    let shell = coordinator.get(&format!("/cases/{case}")).await.expect(200).body();
    assert!(!shell.contains(&open_number) && !shell.contains("har redan ett"), "another case is no part of a shell");
    assert!(coordinator.get(&format!("/cases/{open}")).await.body().contains(&row.number));
}

async fn number(world: &World, case: app::kernel::id::CaseId) -> String {
    let found = cases::Entity::find_by_id(case).one(world.db.schema_connection()).await;
    found.expect("cases").expect("the case").number
}

async fn protected_contact_details_stay_hidden(world: World) {
    let person = world.user(Role::Referrer, None).await;
    let of = CaseOf { protected: true, ..CaseOf::new(&person, StateCode::Submitted, &[Party::Jobbtorg]) };
    let case = world.case(of).await;
    let row = cases::Entity::find_by_id(case).one(world.db.schema_connection()).await.expect("cases").expect("one");
    let page = world.login(&person).await.get(&format!("/participants/{}", row.participant_id)).await.expect(200);
    assert!(page.body().contains("Skyddade personuppgifter") && !page.texts("dt").contains(&"Telefon".to_owned()));
}
