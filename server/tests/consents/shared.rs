//! What the participant is told of what was shared: for whom the case was open, and who has read it.
use crate::support::{CaseOf, World};
use app::{
    access::Role,
    cases::rules::StateCode,
    kernel::{lang::Lang, swedish},
    organisation::rules::Party,
};
use chrono::Duration;

crate::on_both!(
    who_could_read_and_who_has_read_is_told,
    what_was_withdrawn_is_told_with_its_day,
    who_may_not_record_consents_is_not_told,
);

const BOTH: &[Party] = &[Party::Jobbtorg, Party::HealthCare];

async fn who_could_read_and_who_has_read_is_told(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::InQueue, BOTH)).await;
    let lots = world.user(Role::Lots, None).await;
    world.assignment(case, lots.id).await;
    let at = format!("/cases/{case}");
    let coordinator = world.login_as(Role::Coordinator).await;
    coordinator.get(&at).await.expect(200);
    let first = world.clock.today();
    world.pass(Duration::days(2));
    world.login(&lots).await.get(&at).await.expect(200);
    let coordinator = world.login_as(Role::Coordinator).await;
    coordinator.get(&at).await.expect(200);
    let page = coordinator.get(&format!("{at}/shared")).await.expect(200);
    let rows = page.texts("section[aria-labelledby=readers] tbody > tr");
    assert_eq!(rows.len(), 2, "{rows:?}");
    let (day, last) = (swedish::long_day(Lang::Sv, first), swedish::long_day(Lang::Sv, world.clock.today()));
    let of = |word: &str| rows.iter().find(|r| r.starts_with(word)).unwrap_or_else(|| panic!("{word}: {rows:?}"));
    assert!(of("Koordinator").contains(&day) && of("Koordinator").contains(&last), "{rows:?}");
    assert!(of("Lots").contains(&last) && !of("Lots").contains(&day), "{rows:?}");
    assert!(!page.body().contains(&lots.name), "by task and office, not by name");
    assert_eq!(page.count("section[aria-labelledby=open-for] tbody > tr"), 2);
}

async fn what_was_withdrawn_is_told_with_its_day(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::InQueue, BOTH)).await;
    let client = world.login(&referrer).await;
    let at = format!("/cases/{case}");
    let confirm = client.get(&format!("{at}/consents/withdraw/health_care")).await.expect(200);
    assert!(confirm.has(&format!("main a[href='{at}/shared']")), "told beforehand");
    client.post(&format!("{at}/consents/withdraw/health_care"), &[]).await.expect_to(&at);
    let page = client.get(&format!("{at}/shared")).await.expect(200);
    let rows = page.texts("section[aria-labelledby=open-for] tbody > tr");
    let today = swedish::long_day(Lang::Sv, world.clock.today());
    let withdrawn: Vec<_> = rows.iter().filter(|r| r.contains(&format!("{today}, återtaget"))).collect();
    assert!(withdrawn.len() == 1 && withdrawn[0].starts_with("Hälso- och sjukvård"), "{rows:?}");
    // wholly withdrawn it is told all the same, to those who handle the consents
    client.post(&format!("{at}/consents/withdraw/everything"), &[]).await.expect_to(&at);
    let coordinator = world.login_as(Role::Coordinator).await;
    for client in [&client, &coordinator] {
        let page = client.get(&format!("{at}/shared")).await.expect(200);
        assert_eq!(page.body().matches(", återtaget").count(), 2);
    }
}

async fn who_may_not_record_consents_is_not_told(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::InQueue, BOTH)).await;
    let at = format!("/cases/{case}/shared");
    let lots = world.user(Role::Lots, None).await;
    world.assignment(case, lots.id).await;
    world.login(&lots).await.get(&at).await.expect(403);
    world.login_as(Role::Referrer).await.get(&at).await.expect(404);
    let elsewhere = world.association("Samordningsförbundet Annanstad").await;
    let foreign = world.user_in(elsewhere, Role::Coordinator, None).await;
    world.login(&foreign).await.get(&at).await.expect(404);
}
