//! What a case shows to whom, and that a case of others can't be told from none.
use crate::{
    referrals::filled::{identity, submitted},
    support::{CaseOf, World},
};
use app::{
    access::Role,
    audit::EventCode,
    cases::{rules::StateCode, store::cases},
    kernel::id::{CaseId, TeamId},
    meetings::rules::MeetingOutcome,
    organisation::rules::Party,
    teams::store::team,
};
use chrono::Duration;
use sea_orm::EntityTrait;

crate::on_both!(
    without_consent_a_coordinator_sees_the_shell,
    the_referrer_keeps_their_own_without_consent,
    a_foreign_case_looks_like_none,
    search_finds_by_name_number_and_words_stand_in_no_address,
    a_case_number_is_found_by_the_part_that_someone_remembers,
    a_search_by_identity_number_is_no_opening,
    without_consent_a_name_finds_nothing,
    every_opening_is_in_the_log,
    the_head_names_the_team_that_the_case_met_or_will_meet,
);

async fn without_consent_a_coordinator_sees_the_shell(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::Submitted, &[])).await;
    let client = world.login_as(Role::Coordinator).await;
    let page = client.get(&format!("/cases/{case}")).await;
    assert_eq!(page.status(), 200);
    assert!(page.body().contains("Inget samtycke gäller just nu."));
    assert!(!page.body().contains("Younes") && !page.body().contains("Y.A."), "no name without consent");
    let list = client.get("/cases").await;
    assert!(list.body().contains(&format!("/cases/{case}")));
    assert!(!list.body().contains("Y.A."));
}

async fn the_referrer_keeps_their_own_without_consent(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::Submitted, &[])).await;
    let page = world.login(&referrer).await.get(&format!("/cases/{case}")).await;
    assert_eq!(page.status(), 200);
    assert!(page.text("h1").contains("Younes A."));
}

async fn a_foreign_case_looks_like_none(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::Booked, &[Party::Jobbtorg])).await;
    let other = world.login_as(Role::Referrer).await;
    for path in ["", "/close", "/take-up"] {
        let (there, not) = (
            other.get(&format!("/cases/{case}{path}")).await,
            other.get(&format!("/cases/{}{path}", CaseId::new())).await,
        );
        assert_eq!(there.status(), not.status());
        assert_eq!(there.text("main"), not.text("main"));
    }
    assert_eq!(other.get(&format!("/cases/{case}")).await.status(), 404);
}

async fn search_finds_by_name_number_and_words_stand_in_no_address(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::InQueue, &[Party::Jobbtorg])).await;
    let other = CaseOf {
        given_name: "Johanna",
        family_name: "Öberg",
        ..CaseOf::new(&referrer, StateCode::InQueue, &[Party::Jobbtorg])
    };
    let other = world.case(other).await;
    let client = world.login_as(Role::Coordinator).await;
    for (words, found, not) in [("ahm", case, other), ("younes AHMADI", case, other), ("öb", other, case)] {
        let answer = client.post("/cases/search", &[("words", words)]).await;
        assert_eq!(answer.status(), 303);
        let to = answer.location();
        assert!(!to.to_lowercase().contains(&words.to_lowercase()), "the words stand in no address");
        let page = client.get(&to).await;
        assert!(page.body().contains(&format!("/cases/{found}")), "{words}");
        assert!(!page.body().contains(&format!("/cases/{not}")), "{words}");
        // another session does not get at it
        assert_eq!(world.login_as(Role::Coordinator).await.get(&to).await.status(), 404);
    }
}

async fn a_case_number_is_found_by_the_part_that_someone_remembers(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let of = || world.case(CaseOf::new(&referrer, StateCode::InQueue, &[]));
    let (case, other) = (of().await, of().await);
    let row = cases::Entity::find_by_id(case).one(world.db.schema_connection()).await;
    let number = row.expect("cases can be read").expect("the case").number;
    let client = world.login_as(Role::Coordinator).await;
    for words in [number.as_str(), &number[5..], &number.replace('-', "")] {
        let to = client.post("/cases/search", &[("words", words)]).await.location();
        let page = client.get(&to).await.body();
        assert!(page.contains(&format!("/cases/{case}")) && !page.contains(&format!("/cases/{other}")), "{words}");
    }
}

async fn a_search_by_identity_number_is_no_opening(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let number = identity(&world, "19900101", 984);
    let case = submitted(&world, &world.login(&referrer).await, &referrer, &number).await;
    let elsewhere = world.association("Samordningsförbundet Annanstans").await;
    let foreign = world.login(&world.user_in(elsewhere, Role::Coordinator, None).await).await;
    let client = world.login_as(Role::Coordinator).await;
    let before = world.events().await.len();
    for (client, finds) in [(&client, true), (&foreign, false)] {
        let to = client.post("/cases/search", &[("words", &number)]).await.expect(303).location();
        assert!(!to.contains(&number[..8]) && !to.contains(&number), "the number stands in no address: {to}");
        assert_eq!(client.get(&to).await.expect(200).body().contains(&format!("/cases/{case}")), finds);
    }
    assert_eq!(world.events().await.len(), before, "a row in a list is no opening (domain.md, section 6)");
    client.get(&format!("/cases/{case}")).await.expect(200);
    assert_eq!(world.events().await.split_off(before), [EventCode::CaseOpened], "what is opened is in the log");
}

async fn without_consent_a_name_finds_nothing(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::Submitted, &[])).await;
    let client = world.login_as(Role::Coordinator).await;
    let to = client.post("/cases/search", &[("words", "Ahmadi")]).await.location();
    assert!(!client.get(&to).await.body().contains(&format!("/cases/{case}")));
    let own = world.login(&referrer).await;
    let to = own.post("/cases/search", &[("words", "Ahmadi")]).await.location();
    assert!(own.get(&to).await.body().contains(&format!("/cases/{case}")));
}

async fn every_opening_is_in_the_log(world: World) {
    use app::audit::store::entry;
    use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::Submitted, &[])).await;
    let client = world.login(&referrer).await;
    for n in 1..=2 {
        client.get(&format!("/cases/{case}")).await;
        let written = entry::Entity::find()
            .filter(entry::Column::SubjectId.eq(case.0))
            .filter(entry::Column::Event.eq(EventCode::CaseOpened))
            .count(world.db.schema_connection())
            .await
            .expect("the log");
        assert_eq!(written, n);
    }
    // a row in a list is no opening, and a foreign case leaves nothing
    client.get("/cases").await;
    world.login_as(Role::Referrer).await.get(&format!("/cases/{case}")).await;
    let all = entry::Entity::find().filter(entry::Column::SubjectId.eq(case.0)).count(world.db.schema_connection());
    assert_eq!(all.await.expect("the log"), 2);
}

async fn the_head_names_the_team_that_the_case_met_or_will_meet(world: World) {
    use sea_orm::EntityTrait;
    let referrer = world.user(Role::Referrer, None).await;
    let (one, two) = (a_team(&world).await, a_team(&world).await);
    let client = world.login_as(Role::Coordinator).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::Booked, &[Party::Jobbtorg])).await;
    let names = async |team: TeamId| {
        let row = team::Entity::find_by_id(team).one(world.db.schema_connection()).await;
        let name = row.expect("teams").expect("the team").name;
        let lead = client.get(&format!("/cases/{case}")).await.expect(200).text(".lead");
        lead.split(" · ").any(|part| part == name)
    };
    for undone in [MeetingOutcome::Moved, MeetingOutcome::Cancelled] {
        world.meeting(case, world.slot(two, 3).await, undone).await;
        assert!(!names(two).await, "{undone}: there is no meeting with them");
    }
    // written later than what is still to come
    let booked = world.meeting(case, world.slot(one, 3).await, MeetingOutcome::Booked).await;
    world.pass(Duration::minutes(1));
    world.meeting(case, world.slot(two, 2).await, MeetingOutcome::Moved).await;
    assert!(names(one).await && !names(two).await);
    // and once they have met, a further meeting does not change whose plan it is
    world.tamper("UPDATE team_meeting SET outcome = 'held' WHERE outcome = 'booked'").await.expect("held");
    world.pass(Duration::minutes(1));
    let further = world.meeting(case, world.slot(two, 9).await, MeetingOutcome::Booked).await;
    assert_ne!(booked, further);
    assert!(names(one).await && !names(two).await);
}

async fn a_team(world: &World) -> TeamId {
    world.team(world.home().await, &[Party::Jobbtorg]).await
}
