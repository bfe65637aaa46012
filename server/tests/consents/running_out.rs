//! A consent that runs out is work to do before it does, and after.
use crate::support::{CaseOf, Client, World};
use app::{
    access::Role,
    cases::{rules::StateCode, store::case_party},
    consents::{store::consent_party, texts},
    kernel::{
        id::{CaseId, ConsentId},
        lang::Lang,
    },
    organisation::rules::Party,
};
use chrono::Duration;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, sea_query::Expr};

crate::on_both!(
    a_consent_that_runs_out_is_a_task_before_and_after,
    many_renewed_ones_hide_none,
    each_party_runs_out_on_its_own_day,
    a_party_that_is_withdrawn_after_the_meeting_is_told_for_a_while,
    what_was_kept_runs_out_though_a_party_was_withdrawn,
);

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

/// The rows of the start page that are about this case.
async fn told(client: &Client, case: CaseId) -> Vec<String> {
    let page = client.get("/").await.expect(200);
    page.texts(&format!("tr:has(a[href^='/cases/{case}']), li:has(a[href^='/cases/{case}'])"))
}

async fn withdraw_for(world: &World, consent: ConsentId, party: Party) {
    let at = world.clock.now();
    let update = consent_party::Entity::update_many()
        .col_expr(consent_party::Column::WithdrawnAt, Expr::value(at))
        .filter(consent_party::Column::ConsentId.eq(consent).and(consent_party::Column::Party.eq(party)));
    update.exec(world.db.schema_connection()).await.expect("withdrawn");
}

async fn each_party_runs_out_on_its_own_day(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let today = world.clock.today();
    let case = world.case(CaseOf::new(&referrer, StateCode::Met, &[])).await;
    let early = world.consent(case, &[Party::Jobbtorg, Party::HealthCare]).await;
    world.change_consent(early, |c| c.valid_until = today + Duration::days(10)).await;
    let late = world.consent(case, &[Party::Jobbtorg]).await;
    let (coordinator, own) = (world.login_as(Role::Coordinator).await, world.login(&referrer).await);
    for client in [&coordinator, &own] {
        let rows = told(client, case).await.concat();
        assert!(rows.contains(texts::TASK_ENDS_SOON.get(Lang::Sv)), "health care has nothing beyond: {rows}");
        assert!(rows.contains("hälso- och sjukvård") || rows.contains("Hälso- och sjukvård"), "{rows}");
        assert!(!rows.contains("Jobbtorg"), "Jobbtorg has: {rows}");
    }
    let card = own.get(&format!("/cases/{case}")).await.expect(200).text(".consent ul");
    assert_eq!(card.matches(" till ").count(), 2, "each says its own day: {card}");
    // withdrawn for Jobbtorg, the late one names nobody: what is left ends soon, for health care alone
    withdraw_for(&world, late, Party::Jobbtorg).await;
    withdraw_for(&world, early, Party::Jobbtorg).await;
    let rows = told(&coordinator, case).await;
    let of_consents: Vec<_> = rows.iter().filter(|r| r.to_lowercase().contains("samtyck")).collect();
    let soon = texts::TASK_ENDS_SOON.get(Lang::Sv);
    assert!(of_consents.len() == 1 && of_consents[0].contains(soon), "{rows:?}");
    let page = own.get(&format!("/cases/{case}")).await.expect(200).text(".consent p.meta");
    let day = app::kernel::swedish::day(Lang::Sv, today + Duration::days(10), today);
    assert!(page.contains(&format!("Gäller till {day}")), "the day of what is in force: {page}");
}

async fn a_party_that_is_withdrawn_after_the_meeting_is_told_for_a_while(world: World) {
    let coordinator = world.login_as(Role::Coordinator).await;
    let words = texts::TASK.get(Lang::Sv);
    // asked for, answering for an activity, or neither
    let (client, planned, _) = crate::plans::ready(&world).await;
    let referrer = world.user(Role::Referrer, None).await;
    let of = || CaseOf::new(&referrer, StateCode::Met, &[]);
    let (asked, neither) = (world.case(of()).await, world.case(of()).await);
    let row = case_party::Model {
        case_id: asked,
        party: Party::HealthCare,
        asked_for: true,
        involved: false,
        handler_sealed: None,
    };
    world.insert(row).await;
    let lots = world.login_as(Role::Referrer).await;
    for (case, concerned) in [(planned, true), (asked, true), (neither, false)] {
        world.consent(case, &[Party::Jobbtorg, Party::HealthCare]).await;
        assert!(told(&coordinator, case).await.iter().all(|r| !r.contains(words)));
        let path = format!("/cases/{case}/consents/withdraw/health_care");
        let page = client.get(&path).await.expect(200).body();
        assert_eq!(page.contains(texts::TOLD.get(Lang::Sv)), concerned, "the page says what is true");
        client.post(&path, &[]).await.expect(303);
        let rows = told(&coordinator, case).await.concat();
        assert_eq!(rows.contains(words), concerned, "{rows}");
        assert!(!concerned || rows.contains("Se över planen"), "{rows}");
        assert!(told(&lots, case).await.is_empty());
    }
    world.pass(Duration::days(13));
    let again = world.login_as(Role::Coordinator).await;
    assert!(told(&again, asked).await.concat().contains(words));
    world.pass(Duration::days(1));
    let again = world.login_as(Role::Coordinator).await;
    for case in [planned, asked] {
        assert!(!told(&again, case).await.concat().contains(words), "two weeks are enough");
    }
}

async fn what_was_kept_runs_out_though_a_party_was_withdrawn(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::Met, &[])).await;
    let consent = world.consent(case, &[Party::Jobbtorg, Party::HealthCare]).await;
    withdraw_for(&world, consent, Party::HealthCare).await;
    let yesterday = world.clock.today() - Duration::days(1);
    world.change_consent(consent, |c| c.valid_until = yesterday).await;
    for client in [world.login_as(Role::Coordinator).await, world.login(&referrer).await] {
        let rows = told(&client, case).await.concat();
        assert!(rows.contains(texts::TASK_RUN_OUT.get(Lang::Sv)), "{rows}");
    }
    withdraw_for(&world, consent, Party::Jobbtorg).await;
    assert!(told(&world.login(&referrer).await, case).await.is_empty(), "what was withdrawn is not asked for again");
}
