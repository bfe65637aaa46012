//! A consent that runs out is work to do before it does, and after.
use crate::support::{CaseOf, World};
use app::{access::Role, cases::rules::StateCode, consents::texts, kernel::lang::Lang, organisation::rules::Party};
use chrono::Duration;

crate::on_both!(a_consent_that_runs_out_is_a_task_before_and_after, many_renewed_ones_hide_none);

async fn a_consent_that_runs_out_is_a_task_before_and_after(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::Met, &[])).await;
    let consent = world.consent(case, &[Party::Jobbtorg]).await;
    let today = world.clock.today();
    let (soon, out) = (texts::TASK_ENDS_SOON.get(Lang::Sv), texts::TASK_RUN_OUT.get(Lang::Sv));
    let coordinator = world.login_as(Role::Coordinator).await;
    let clients = [coordinator, world.login(&referrer).await];
    let told = async |words: &str| {
        let mut told = 0;
        for client in &clients {
            told += usize::from(client.get("/").await.expect(200).body().contains(words));
        }
        told
    };
    for (days, expected) in [(31, (0, 0)), (30, (2, 0)), (0, (2, 0)), (-1, (0, 2))] {
        world.change_consent(consent, |c| c.valid_until = today + Duration::days(days)).await;
        assert_eq!((told(soon).await, told(out).await), expected, "{days} days left");
    }
    let page = clients[1].get("/").await.body();
    assert!(page.contains(&format!("/cases/{case}/consents/new")), "the referrer is led to the renewal");
    // renewed, and nothing is left to do
    world.consent(case, &[Party::Jobbtorg]).await;
    assert_eq!((told(soon).await, told(out).await), (0, 0));
    // a withdrawal is the coordinators' to know
    let others = world.login_as(Role::Referrer).await;
    assert!(!others.get("/").await.body().contains(out));
}

async fn many_renewed_ones_hide_none(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let now = world.clock.now();
    for _ in 0..101 {
        let case = world.case(CaseOf::new(&referrer, StateCode::Met, &[Party::Jobbtorg])).await;
        let withdrawn = world.consent(case, &[Party::HealthCare]).await;
        world.change_consent(withdrawn, |c| c.withdrawn_at = Some(now)).await;
    }
    let last = world.case(CaseOf::new(&referrer, StateCode::Met, &[])).await;
    let consent = world.consent(last, &[Party::Jobbtorg]).await;
    world.change_consent(consent, |c| c.withdrawn_at = Some(now)).await;
    let page = world.login_as(Role::Coordinator).await.get("/").await.expect(200).body();
    assert!(page.contains(texts::TASK.get(Lang::Sv)) && page.contains(&format!("/cases/{last}")));
}
