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
    the_longest_withdrawn_is_told_first,
    each_party_runs_out_on_its_own_day,
    of_a_party_alone_only_those_hear_who_see_the_case,
    what_is_withdrawn_for_one_party_ends_soon_for_another,
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
    let others = world.login_as(Role::Referrer).await;
    assert!(!others.get("/").await.body().contains(out));
    // wholly withdrawn it stops the referrer's work, too: each is told what they can do
    clients[0].post(&format!("/cases/{case}/consents/withdraw/everything"), &[]).await.expect(303);
    world.change_consent(consent, |c| c.valid_until = today + Duration::days(90)).await;
    let rows = [told(texts::TASK_ALL.get(Lang::Sv)).await, told(texts::TASK_ALL_OWN.get(Lang::Sv)).await];
    assert_eq!(rows, [1, 1]);
    assert!(!others.get("/").await.body().contains(texts::TASK.get(Lang::Sv)));
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

async fn the_longest_withdrawn_is_told_first(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let (now, mut cases) = (world.clock.now(), Vec::new());
    for n in 0..101 {
        let case = world.case(CaseOf::new(&referrer, StateCode::Met, &[])).await;
        let consent = world.consent(case, &[Party::Jobbtorg]).await;
        world.change_consent(consent, |c| c.withdrawn_at = Some(now - Duration::hours(n))).await;
        cases.push(case);
    }
    // where another party was withdrawn than the one that is concerned and not named, there is no task, and no place taken
    for _ in 0..101 {
        let case = world.case(CaseOf::new(&referrer, StateCode::InQueue, &[Party::Jobbtorg])).await;
        world.insert(asked_for(case, Party::SocialInsurance)).await;
        let withdrawn = world.consent(case, &[Party::HealthCare]).await;
        world.change_consent(withdrawn, |c| c.withdrawn_at = Some(now - Duration::days(9))).await;
    }
    let page = world.login_as(Role::Coordinator).await.get("/").await.expect(200).body();
    let told: Vec<_> = cases.iter().map(|case| page.contains(&format!("href=\"/cases/{case}\""))).collect();
    assert!(!told[0] && told[1..].iter().all(|told| *told), "the latest alone has to wait: {told:?}");
}

fn asked_for(case_id: CaseId, party: Party) -> case_party::Model {
    case_party::Model { case_id, party, asked_for: true, involved: false, handler_sealed: None }
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
    world.consent(case, &[Party::Jobbtorg]).await;
    let (coordinator, own) = (world.login_as(Role::Coordinator).await, world.login(&referrer).await);
    for client in [&coordinator, &own] {
        let rows = told(client, case).await.concat();
        assert!(rows.contains(texts::TASK_ENDS_SOON.get(Lang::Sv)), "health care has nothing beyond: {rows}");
        assert!(rows.contains("hälso- och sjukvård") || rows.contains("Hälso- och sjukvård"), "{rows}");
        assert!(!rows.contains("Jobbtorg"), "Jobbtorg has: {rows}");
    }
    let card = own.get(&format!("/cases/{case}")).await.expect(200).text(".consent ul");
    assert_eq!(card.matches(" till ").count(), 2, "each says its own day: {card}");
    // one day past its last one, health care is missed, by those who see that it is
    world.insert(asked_for(case, Party::HealthCare)).await;
    world.change_consent(early, |c| c.valid_until = today - Duration::days(1)).await;
    for client in [&coordinator, &own] {
        let rows = told(client, case).await;
        let of_it: Vec<_> = rows.iter().filter(|r| r.contains(texts::TASK_RUN_OUT.get(Lang::Sv))).collect();
        assert!(of_it.len() == 1 && of_it[0].to_lowercase().contains("hälso- och sjukvård"), "{rows:?}");
        assert!(!of_it[0].contains("Jobbtorg"), "{rows:?}");
    }
    assert!(own.get("/").await.has(&format!("a[href='/cases/{case}/consents/new']")), "and is led to the renewal");
    assert!(told(&world.login_as(Role::Referrer).await, case).await.is_empty());
    let renewed = world.consent(case, &[Party::HealthCare]).await;
    assert!(told(&own, case).await.is_empty(), "renewed");
    withdraw_for(&world, renewed, Party::HealthCare).await;
    withdraw_for(&world, early, Party::HealthCare).await;
    let rows = told(&coordinator, case).await.concat();
    assert!(rows.contains(texts::TASK.get(Lang::Sv)) && !rows.contains(texts::TASK_RUN_OUT.get(Lang::Sv)), "{rows}");
    assert!(told(&own, case).await.is_empty(), "a withdrawal is the coordinators' to know");
}

async fn of_a_party_alone_only_those_hear_who_see_the_case(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::Met, &[Party::HealthCare])).await;
    world.insert(asked_for(case, Party::Jobbtorg)).await;
    let out = world.consent(case, &[Party::Jobbtorg]).await;
    let yesterday = world.clock.today() - Duration::days(1);
    world.change_consent(out, |c| c.valid_until = yesterday).await;
    // the referrer's party is the one that has run out: who is concerned they no longer see
    assert!(told(&world.login(&referrer).await, case).await.is_empty());
    let rows = told(&world.login_as(Role::Coordinator).await, case).await.concat();
    assert!(rows.contains(texts::TASK_RUN_OUT.get(Lang::Sv)), "{rows}");
}

async fn what_is_withdrawn_for_one_party_ends_soon_for_another(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let today = world.clock.today();
    let case = world.case(CaseOf::new(&referrer, StateCode::Met, &[])).await;
    let early = world.consent(case, &[Party::Jobbtorg, Party::HealthCare]).await;
    world.change_consent(early, |c| c.valid_until = today + Duration::days(10)).await;
    let late = world.consent(case, &[Party::Jobbtorg]).await;
    let (coordinator, own) = (world.login_as(Role::Coordinator).await, world.login(&referrer).await);
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
    world.insert(asked_for(asked, Party::HealthCare)).await;
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
    let own = world.login(&referrer).await;
    let rows = told(&own, case).await.concat();
    assert!(rows.contains(texts::TASK_ALL_OWN.get(Lang::Sv)), "{rows}");
    assert!(!own.get("/").await.body().contains("/consents/new"), "what was withdrawn is not asked for again");
}
