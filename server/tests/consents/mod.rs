//! Consents: recorded, withdrawn wholly or for a party, and what follows at the very next request.
mod running_out;
mod scan;
pub mod scenarios;
mod shared;
mod wording;

use crate::{
    plans::{add, met, write_goal},
    referrals::filled::{SECRET, identity, submitted},
    support::{CaseOf, Client, World},
};
use app::{
    access::Role,
    audit::EventCode,
    cases::rules::StateCode,
    consents::{
        store::{consent, consent_party},
        texts,
    },
    kernel::{lang::Lang, swedish},
    meetings::rules::MeetingOutcome,
    organisation::rules::Party,
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

crate::on_both!(
    a_withdrawn_consent_shuts_the_case_at_the_next_request,
    withdrawn_for_one_party_shuts_that_party_out,
    the_referrer_keeps_what_they_wrote,
    a_new_consent_opens_again,
    an_old_paper_does_not_undo_a_withdrawal,
    of_what_is_over_no_consent_is_left,
    a_no_to_sus_is_recorded_as_a_no,
    the_same_withdrawal_twice_is_told,
    who_answers_for_an_activity_is_not_told_where_the_case_is_shut,
);

const BOTH: &[Party] = &[Party::Jobbtorg, Party::HealthCare];

async fn a_withdrawn_consent_shuts_the_case_at_the_next_request(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::Booked, BOTH)).await;
    let team = world.team(world.home().await, BOTH).await;
    world.meeting(case, world.slot(team, 3).await, MeetingOutcome::Booked).await;
    let unit = world.unit(world.agency(Party::HealthCare).await).await;
    let person = world.user(Role::Representative, unit).await;
    world.seat(team, Party::HealthCare, &person).await;
    let lots = world.user(Role::Lots, None).await;
    world.assignment(case, lots.id).await;
    let (representative, lots) = (world.login(&person).await, world.login(&lots).await);
    let coordinator = world.login_as(Role::Coordinator).await;
    let at = format!("/cases/{case}");
    for client in [&representative, &lots, &coordinator] {
        assert!(client.get(&at).await.expect(200).body().contains("Younes"));
    }
    let confirm = coordinator.get(&format!("{at}/consents/withdraw/everything")).await.expect(200);
    assert!(confirm.body().contains("Ett teammöte är bokat."), "the consequences are told first");
    coordinator.post(&format!("{at}/consents/withdraw/everything"), &[]).await.expect_to(&at);
    for client in [&representative, &lots] {
        client.get(&at).await.expect(404);
        client.get(&format!("{at}/consents/withdraw")).await.expect(404);
        assert!(!client.get("/cases").await.body().contains(&case.to_string()));
    }
    let shell = coordinator.get(&at).await.expect(200);
    assert!(!shell.body().contains("Younes") && shell.body().contains("återtaget"));
    assert!(coordinator.get("/").await.body().contains("Samtycke återtaget"));
    assert!(world.events().await.contains(&EventCode::ConsentWithdrawn));
}

async fn withdrawn_for_one_party_shuts_that_party_out(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::Booked, BOTH)).await;
    let team = world.team(world.home().await, BOTH).await;
    world.meeting(case, world.slot(team, 3).await, MeetingOutcome::Booked).await;
    let mut clients = Vec::new();
    for party in BOTH {
        let unit = world.unit(world.agency(*party).await).await;
        let person = world.user(Role::Representative, unit).await;
        world.seat(team, *party, &person).await;
        clients.push(world.login(&person).await);
    }
    let at = format!("/cases/{case}");
    // a representative hears it from the participant
    clients[1].post(&format!("{at}/consents/withdraw/health_care"), &[]).await.expect_to("/");
    clients[1].get(&at).await.expect(404);
    clients[0].get(&at).await.expect(200);
}

async fn the_referrer_keeps_what_they_wrote(world: World) {
    let person = world.user(Role::Referrer, None).await;
    let client = world.login(&person).await;
    let case = submitted(&world, &client, &person, &identity(&world, "19900101", 984)).await;
    let at = format!("/cases/{case}");
    client.post(&format!("{at}/consents/withdraw/everything"), &[]).await.expect_to(&at);
    assert!(client.get(&at).await.expect(200).body().contains(SECRET));
    let coordinator = world.login_as(Role::Coordinator).await;
    assert!(!coordinator.get(&at).await.expect(200).body().contains(SECRET));
    coordinator.post(&format!("{at}/accept"), &[]).await.expect(403);
}

fn new_consent(world: &World) -> Vec<(&'static str, String)> {
    crate::referrals::filled::with(
        crate::referrals::filled::fields(&[
            ("covered", "jobbtorg"),
            ("consent_form", "oral"),
            ("heard_by", "Karin Ståhl"),
            ("consent_language", "ar"),
            ("consent_interpreter", "yes"),
        ]),
        "given_on",
        &[&world.clock.today().to_string()],
    )
}

async fn a_new_consent_opens_again(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::Submitted, &[])).await;
    let coordinator = world.login_as(Role::Coordinator).await;
    let at = format!("/cases/{case}");
    assert!(!coordinator.get(&at).await.body().contains("Younes"));
    let fields = new_consent(&world);
    let fields = crate::referrals::filled::pairs(&fields);
    world.login(&referrer).await.post(&format!("{at}/consents/new"), &fields).await.expect_to(&at);
    assert!(coordinator.get(&at).await.body().contains("Younes"));
    let all = crate::referrals::filled::as_read_by_a_thief(&world).await;
    assert!(!all.contains("Karin Ståhl"), "who heard it is sealed");
}

async fn an_old_paper_does_not_undo_a_withdrawal(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::Met, BOTH)).await;
    let (at, client) = (format!("/cases/{case}"), world.login(&referrer).await);
    client.post(&format!("{at}/consents/withdraw/jobbtorg"), &[]).await.expect_to(&at);
    let with = |covered: &[&str], day: chrono::NaiveDate| {
        let fields = crate::referrals::filled::with(new_consent(&world), "covered", covered);
        crate::referrals::filled::with(fields, "given_on", &[&day.to_string()])
    };
    let path = format!("{at}/consents/new");
    let (today, before) = (world.clock.today(), world.clock.today() - chrono::Duration::days(1));
    let old = with(&["jobbtorg", "health_care"], before);
    let answer = client.post(&path, &crate::referrals::filled::pairs(&old)).await.expect(422);
    let told = answer.error_of("given_on");
    assert!(told.contains(&format!("återtogs {}.", swedish::long_day(Lang::Sv, today))), "{told}");
    assert_eq!(answer.value_of("given_on"), before.to_string(), "nothing typed is lost");
    // of a party that was not withdrawn an old one does; of this one a new word, of the same day or later
    let others = with(&["health_care"], before);
    client.post(&path, &crate::referrals::filled::pairs(&others)).await.expect(303);
    let new = with(&["jobbtorg"], today);
    client.post(&path, &crate::referrals::filled::pairs(&new)).await.expect(303);
    // wholly withdrawn: each of its parties; the same for SUS
    client.post(&format!("{at}/consents/withdraw/everything"), &[]).await.expect(303);
    client.post(&path, &crate::referrals::filled::pairs(&others)).await.expect(422);
    let mut sus = with(&[], before);
    sus.push(("sus", "yes".into()));
    client.post(&path, &crate::referrals::filled::pairs(&sus)).await.expect(303);
    client.post(&format!("{at}/consents/withdraw/sus"), &[]).await.expect(303);
    client.post(&path, &crate::referrals::filled::pairs(&sus)).await.expect(422);
}

async fn of_what_is_over_no_consent_is_left(world: World) {
    use migrations::{Migrator, MigratorTrait};
    let referrer = world.user(Role::Referrer, None).await;
    let mut made = Vec::new();
    for state in [StateCode::Returned, StateCode::Withdrawn, StateCode::Met] {
        let case = world.case(CaseOf::new(&referrer, state, &[])).await;
        made.push((state, world.consent(case, BOTH).await));
    }
    let step = Migrator::migrations().into_iter().find(|m| m.name().starts_with("m0081")).expect("the step");
    let connection = world.db.schema_connection();
    step.up(&migrations::SchemaManager::new(connection)).await.expect("the step runs");
    for (state, id) in made {
        let row = consent::Entity::find_by_id(id).one(connection).await.expect("consents").expect("the consent");
        let left = row.valid_until > world.clock.today();
        assert_eq!(left, state == StateCode::Met, "{state}: {}", row.valid_until);
    }
}

async fn a_no_to_sus_is_recorded_as_a_no(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::Submitted, &[Party::Jobbtorg])).await;
    let client = world.login(&referrer).await;
    let mut fields = new_consent(&world);
    fields.retain(|f| f.0 != "covered");
    let path = format!("/cases/{case}/consents/new");
    let answer = client.post(&path, &crate::referrals::filled::pairs(&fields)).await.expect(422);
    assert!(!answer.error_of("covered").is_empty());
    fields.push(("sus", "no".into()));
    client.post(&path, &crate::referrals::filled::pairs(&fields)).await.expect(303);
    let refused = consent::Entity::find().filter(consent::Column::Given.eq(false));
    assert_eq!(refused.count(world.db.schema_connection()).await, Ok(1));
    let page = client.get(&format!("/cases/{case}")).await;
    assert!(page.body().contains("SUS: nej."));
    let told = page.text(".tl li");
    assert!(told.contains("Deltagaren sa nej till att registreras i SUS"), "{told}");
    assert!(!told.contains("Samtycke registrerat"), "a no is no consent: {told}");
}

async fn the_same_withdrawal_twice_is_told(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::Submitted, BOTH)).await;
    let (a, b) = (world.login(&referrer).await, world.login_as(Role::Coordinator).await);
    let path = format!("/cases/{case}/consents/withdraw/health_care");
    let (first, second) = tokio::join!(a.post(&path, &[]), b.post(&path, &[]));
    let mut answers = [first.status(), second.status()];
    answers.sort_unstable();
    assert_eq!(answers, [303, 409]);
    let left = consent_party::Entity::find().filter(consent_party::Column::WithdrawnAt.is_null());
    assert_eq!(left.count(world.db.schema_connection()).await, Ok(1));
    a.post(&format!("/cases/{case}/consents/withdraw/nonsens"), &[]).await.expect(404);
}

async fn who_answers_for_an_activity_is_not_told_where_the_case_is_shut(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let parties = [Party::Jobbtorg, Party::HealthCare, Party::SocialServices];
    let case = met(&world, &referrer, &parties, 3).await;
    let (coordinator, own) = (world.login_as(Role::Coordinator).await, world.login(&referrer).await);
    write_goal(&coordinator, case, "Arbete").await;
    add(&coordinator, &world, case, "Boka bedömningssamtal", "health_care").await;
    let at = format!("/cases/{case}/consents/withdraw");
    let told = async |client: &Client, party: &str| {
        client.get(&format!("{at}/{party}")).await.expect(200).text(".notice.warning")
    };
    let (told_at_once, perhaps) = (texts::TOLD.get(Lang::Sv), texts::TOLD_IF_CONCERNED.get(Lang::Sv));
    for client in [&coordinator, &own] {
        assert!(told(client, "health_care").await.contains(told_at_once));
        let of_nobody = told(client, "social_services").await;
        assert!(!of_nobody.contains(told_at_once) && !of_nobody.contains(perhaps), "{of_nobody}");
    }
    // the referrer's own party is withdrawn: the consent opens nothing to them that others wrote
    own.post(&format!("{at}/jobbtorg"), &[]).await.expect(303);
    for party in ["health_care", "social_services"] {
        let words = told(&own, party).await;
        assert!(words.contains(perhaps) && !words.contains(told_at_once), "{party}: {words}");
    }
    let card = own.api("/api/consent-card", &[("id", &case.to_string())]).await.expect(200).body();
    assert!(card.contains("\"concerned\":null"), "{card}");
    // without any consent in force the coordinators are not told either
    coordinator.post(&format!("{at}/everything"), &[]).await.expect(303);
    let card = coordinator.api("/api/consent-card", &[("id", &case.to_string())]).await.expect(200).body();
    assert!(card.contains("\"concerned\":null"), "{card}");
}
