//! Closing an account while something is given to its user: never both.
use crate::{
    referrals::filled::{Pages, district, identity, ready},
    support::{CaseOf, Client, Person, World, world::fresh_token},
};
use app::{access::Role, accounts::store::user_account, cases::rules::StateCode, organisation::rules::Party};
use sea_orm::EntityTrait;

crate::on_both!(
    no_case_is_submitted_by_one_who_is_closed_meanwhile,
    no_case_is_taken_over_by_one_who_is_closed_meanwhile,
    no_lots_is_assigned_who_is_closed_meanwhile,
    what_is_live_elsewhere_is_not_counted_here,
);

/// Posts both at once, and says whether the account was closed and whether the other deed was done.
async fn at_once(
    world: &World,
    person: &Person,
    client: &Client,
    path: String,
    fields: Vec<(&str, String)>,
) -> (bool, bool) {
    let administrator = world.login_as(Role::Administrator).await;
    let close = format!("/admin/users/{}/close", person.id);
    let fields: Vec<_> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let (closed, done) = tokio::join!(administrator.post(&close, &[]), client.post(&path, &fields));
    assert!([closed.status(), done.status()].iter().all(|s| *s < 500), "{} {}", closed.status(), done.status());
    let row = user_account::Entity::find_by_id(person.id).one(world.db.schema_connection()).await.unwrap();
    let is_closed = row.expect("the account").closed_at.is_some();
    (is_closed, done.status() == 303 && !done.location().starts_with("/login"))
}

async fn no_case_is_submitted_by_one_who_is_closed_meanwhile(world: World) {
    let home = district(&world).await;
    for n in 0..6 {
        let person = world.user(Role::Referrer, None).await;
        let client = world.login(&person).await;
        let pages = Pages::new(&world, home, &identity(&world, "19900101", 980 + n));
        let draft = ready(&client, &person, &pages).await;
        let path = format!("/referrals/{draft}/review");
        let (closed, _) = at_once(&world, &person, &client, path, vec![("_token", fresh_token())]).await;
        let sql = format!(
            "SELECT CAST(count(*) AS TEXT) AS value FROM cases WHERE state = 'submitted' AND id = {}",
            id_sql(&world, &draft)
        );
        let live = world.column(&sql).await.remove(0) == "1";
        assert!(closed != live, "closed: {closed}, a live case in their name: {live}");
    }
}

fn id_sql(world: &World, id: &str) -> String {
    match world.kind {
        crate::support::Kind::Sqlite => format!("x'{}'", id.replace('-', "")),
        crate::support::Kind::Postgres => format!("'{id}'"),
    }
}

async fn no_case_is_taken_over_by_one_who_is_closed_meanwhile(world: World) {
    for _ in 0..4 {
        let owner = world.user(Role::Referrer, None).await;
        let case = world.case(CaseOf::new(&owner, StateCode::InQueue, &[Party::Jobbtorg])).await;
        let colleague = world.user(Role::Referrer, owner.unit).await;
        let client = world.login(&colleague).await;
        let path = format!("/cases/{case}/take-over");
        let (closed, done) = at_once(&world, &colleague, &client, path, vec![("_token", fresh_token())]).await;
        assert!(closed != done, "closed: {closed}, taken over: {done}");
    }
}

async fn no_lots_is_assigned_who_is_closed_meanwhile(world: World) {
    let coordinator = world.login_as(Role::Coordinator).await;
    for _ in 0..4 {
        let owner = world.user(Role::Referrer, None).await;
        let case = world.case(CaseOf::new(&owner, StateCode::Met, &[Party::Jobbtorg])).await;
        let lots = world.user(Role::Lots, None).await;
        let fields = vec![("stage", "meeting".to_owned()), ("lots", lots.id.to_string()), ("_token", fresh_token())];
        let (closed, done) = at_once(&world, &lots, &coordinator, format!("/cases/{case}/lots/ask"), fields).await;
        assert!(closed != done, "closed: {closed}, assigned: {done}");
    }
}

async fn what_is_live_elsewhere_is_not_counted_here(world: World) {
    let person = world.user(Role::Referrer, None).await;
    let elsewhere = world.association("Samordningsförbundet Annanstans").await;
    let unit = world.unit(world.agency_in(elsewhere, Party::HealthCare).await).await;
    let there = Person { association: elsewhere, unit: Some(unit), ..person.clone() };
    world.grant(&there, Role::Referrer, Some(unit)).await;
    for _ in 0..3 {
        let case = world.case(CaseOf::new(&there, StateCode::Met, &[Party::HealthCare])).await;
        world.assignment(case, person.id).await;
    }
    let administrator = world.login_as(Role::Administrator).await;
    let path = format!("/admin/users/{}/close", person.id);
    let told = administrator.fill(&path, &[]).await.expect(422).error_of("");
    assert_eq!(told, "Användaren har uppgifter vid ett annat förbund. De behöver avslutas där först.");
    // also where nothing but the cases is left there
    world.tamper("UPDATE role_grant SET ended_at = granted_at WHERE association_id <> (SELECT association_id FROM role_grant WHERE role = 'administrator')").await.expect("ended");
    assert_eq!(administrator.fill(&path, &[]).await.expect(422).error_of(""), told);
    world.case(CaseOf::new(&person, StateCode::Met, &[Party::Jobbtorg])).await;
    let told = administrator.fill(&path, &[]).await.expect(422).error_of("");
    assert!(told.contains("Ett pågående ärende") && told.contains("ett annat förbund"), "{told}");
}
