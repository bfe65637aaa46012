//! A case passes to another referrer: no case without a named contact.
use crate::support::{CaseOf, Person, World};
use app::{
    access::Role,
    audit::EventCode,
    cases::{rules::StateCode, store::cases},
    kernel::id::CaseId,
    organisation::rules::Party,
};
use sea_orm::EntityTrait;

crate::on_both!(
    a_coordinator_names_a_new_referrer_also_when_the_old_one_is_gone,
    another_agency_needs_a_consent_that_names_it,
    a_protected_case_has_a_named_contact_and_no_other,
    two_at_once_name_one,
    an_account_that_was_never_opened_is_no_contact,
    an_account_that_is_closed_meanwhile_gets_no_case,
    the_administrator_sees_what_hinders_and_no_case,
);

async fn row(world: &World, case: CaseId) -> cases::Model {
    let found = cases::Entity::find_by_id(case).one(world.db.schema_connection()).await;
    found.expect("cases can be read").expect("the case")
}

async fn at(world: &World, party: Party) -> Person {
    let unit = world.unit_where(world.agency(party).await, false).await;
    world.user(Role::Referrer, unit).await
}

async fn a_coordinator_names_a_new_referrer_also_when_the_old_one_is_gone(world: World) {
    let gone = world.user(Role::Referrer, None).await;
    let next = world.user(Role::Referrer, gone.unit).await;
    // with and without a consent in force
    for consent in [&[Party::Jobbtorg][..], &[]] {
        let case = world.case(CaseOf::new(&gone, StateCode::Met, consent)).await;
        let coordinator = world.login_as(Role::Coordinator).await;
        let now = world.clock.now();
        world.change_account(&gone, |account| account.closed_at = Some(now)).await;
        let page = coordinator.get(&format!("/cases/{case}")).await.expect(200);
        let path = format!("/cases/{case}/referrer");
        assert!(page.has(&format!("a[href='{path}']")));
        let form = coordinator.get(&path).await.expect(200);
        assert!(form.body().contains(&gone.name) && form.body().contains("Kontot är avslutat."));
        let list = coordinator.get(&format!("/referrers/{}", gone.id)).await.expect(200);
        assert!(list.has(&format!("a[href='{path}']")));
        coordinator.fill(&path, &[("to", &world.task(&next).await)]).await.expect_to(&format!("/cases/{case}"));
        assert_eq!((row(&world, case).await.referrer_id, Some(row(&world, case).await.unit_id)), (next.id, next.unit));
        assert!(world.events().await.contains(&EventCode::ReferrerChanged));
        let page = coordinator.get(&format!("/cases/{case}")).await.body();
        assert!(page.contains("Ny anmälare") && page.contains(&next.name));
        assert!(!coordinator.get(&format!("/referrers/{}", gone.id)).await.has(&format!("a[href='{path}']")));
        world.login(&next).await.get(&format!("/cases/{case}")).await.expect(200);
    }
    assert_eq!(app::audit::verify::verify(&world.db).await.expect("checked").broken, None);
}

async fn another_agency_needs_a_consent_that_names_it(world: World) {
    let (old, care) = (world.user(Role::Referrer, None).await, at(&world, Party::HealthCare).await);
    let insurance = at(&world, Party::SocialInsurance).await;
    let consent = [Party::Jobbtorg, Party::HealthCare];
    let case = world.case(CaseOf::new(&old, StateCode::Met, &consent)).await;
    let coordinator = world.login_as(Role::Coordinator).await;
    let path = format!("/cases/{case}/referrer");
    let to_insurance = world.task(&insurance).await;
    assert!(!coordinator.get(&path).await.body().contains(&to_insurance), "not even offered");
    let answer = coordinator.post(&path, &[("to", &to_insurance)]).await.expect(422);
    assert!(answer.error_of("to").contains("Samtycket gäller inte"), "{}", answer.body());
    coordinator.post(&path, &[("to", &world.task(&care).await)]).await.expect(303);
    assert_eq!(row(&world, case).await.referrer_id, care.id);
    // who referred the person stays as it was, for the figures
    assert_eq!(row(&world, case).await.referring_party, Party::Jobbtorg);
    let theirs = world.login(&care).await;
    let page = theirs.get(&format!("/cases/{case}")).await.expect(200);
    assert!(page.body().contains("Younes"));
    world.login(&old).await.get(&format!("/cases/{case}")).await.expect(404);
    // without the consent they know of the case, and read nothing that another agency wrote
    let now = if world.db.is_postgres() { "now()" } else { "'2026-01-01T00:00:00+00:00'" };
    world.tamper(&format!("UPDATE consent SET withdrawn_at = {now}")).await.expect("withdrawn");
    let page = theirs.get(&format!("/cases/{case}")).await.expect(200);
    assert!(!page.body().contains("Younes"));
}

async fn a_protected_case_has_a_named_contact_and_no_other(world: World) {
    let (old, next) = (world.user(Role::Referrer, None).await, world.user(Role::Referrer, None).await);
    let agency = world.agency(Party::Jobbtorg).await;
    let unit = world.unit(agency).await;
    let (one, two) = (world.user(Role::Referrer, unit).await, world.user(Role::Referrer, unit).await);
    let of = CaseOf { protected: true, ..CaseOf::new(&one, StateCode::InQueue, &[Party::Jobbtorg]) };
    let case = world.case(of).await;
    let coordinator = world.login_as(Role::Coordinator).await;
    let path = format!("/cases/{case}/referrer");
    coordinator.post(&path, &[("to", &world.task(&two).await)]).await.expect(303);
    world.login(&two).await.get(&format!("/cases/{case}")).await.expect(200);
    for other in [&one, &old, &next] {
        world.login(other).await.get(&format!("/cases/{case}")).await.expect(404);
    }
}

async fn two_at_once_name_one(world: World) {
    let old = world.user(Role::Referrer, None).await;
    let (a, b) = (world.user(Role::Referrer, old.unit).await, world.user(Role::Referrer, old.unit).await);
    let case = world.case(CaseOf::new(&old, StateCode::InQueue, &[Party::Jobbtorg])).await;
    let (one, two) = (world.login_as(Role::Coordinator).await, world.login_as(Role::Coordinator).await);
    let path = format!("/cases/{case}/referrer");
    let (to_a, to_b) = (world.task(&a).await, world.task(&b).await);
    let (fields_a, fields_b) = ([("to", to_a.as_str())], [("to", to_b.as_str())]);
    let (first, second) = tokio::join!(one.post(&path, &fields_a), two.post(&path, &fields_b));
    // one after the other: the second one changes what the first one named, and nothing is half done
    assert!([first.status(), second.status()].iter().all(|s| matches!(s, 303 | 409)));
    assert!([a.id, b.id].contains(&row(&world, case).await.referrer_id));
    let changes = world.events().await.iter().filter(|e| **e == EventCode::ReferrerChanged).count();
    assert_eq!(changes, [&first, &second].iter().filter(|a| a.status() == 303).count());
}

async fn an_account_that_was_never_opened_is_no_contact(world: World) {
    let (old, never) = (world.user(Role::Referrer, None).await, world.user(Role::Referrer, None).await);
    let (next, imported) = (world.user(Role::Referrer, old.unit).await, world.user(Role::Referrer, old.unit).await);
    for person in [&never, &imported] {
        world.change_account(person, |account| account.password_hash = None).await;
    }
    let case = world.case(CaseOf::new(&old, StateCode::InQueue, &[Party::Jobbtorg])).await;
    let (path, coordinator) = (format!("/cases/{case}/referrer"), world.login_as(Role::Coordinator).await);
    let page = coordinator.get(&path).await.expect(200);
    assert!(page.body().contains(&next.name) && !page.body().contains(&imported.name));
    assert!(page.body().contains("2 anmälare till finns i registret"), "how many there are is told");
    let refused = coordinator.post(&path, &[("to", &world.task(&imported).await)]).await.expect(422);
    assert!(refused.error_of("to").contains("aldrig öppnats"), "{}", refused.error_of("to"));
    assert_eq!(row(&world, case).await.referrer_id, old.id);
}

async fn an_account_that_is_closed_meanwhile_gets_no_case(world: World) {
    for _ in 0..6 {
        let old = world.user(Role::Referrer, None).await;
        let next = world.user(Role::Referrer, old.unit).await;
        let case = world.case(CaseOf::new(&old, StateCode::InQueue, &[Party::Jobbtorg])).await;
        let coordinator = world.login_as(Role::Coordinator).await;
        let administrator = world.login_as(Role::Administrator).await;
        let (path, close) = (format!("/cases/{case}/referrer"), format!("/admin/users/{}/close", next.id));
        let to = world.task(&next).await;
        let fields = [("to", to.as_str())];
        let (handed, closed) = tokio::join!(coordinator.post(&path, &fields), administrator.post(&close, &[]));
        let theirs = row(&world, case).await.referrer_id == next.id;
        assert_eq!(theirs, handed.status() == 303);
        assert!(!(theirs && closed.status() == 303), "a live case in a closed user's name");
    }
}

async fn the_administrator_sees_what_hinders_and_no_case(world: World) {
    let person = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&person, StateCode::InQueue, &[Party::Jobbtorg])).await;
    let number = row(&world, case).await.number;
    let administrator = world.user(Role::Administrator, None).await;
    let close = format!("/admin/users/{}/close", person.id);
    let page = world.login(&administrator).await.get(&close).await.expect(200);
    assert!(page.body().contains("Ett pågående ärende har användaren som anmälare."));
    assert!(page.body().contains("En koordinator lämnar över dem") && !page.body().contains(&number));
    world.login(&administrator).await.get(&format!("/referrers/{}", person.id)).await.expect(403);
    world.grant(&administrator, Role::Coordinator, None).await;
    let both = world.login(&administrator).await;
    assert!(both.get(&close).await.has(&format!("a[href='/referrers/{}']", person.id)));
    assert!(both.get(&format!("/referrers/{}", person.id)).await.expect(200).body().contains(&number));
    let elsewhere = world.association("Ett annat förbund").await;
    let stranger = world.login(&world.user_in(elsewhere, Role::Coordinator, None).await).await;
    stranger.get(&format!("/referrers/{}", person.id)).await.expect(404);
}
