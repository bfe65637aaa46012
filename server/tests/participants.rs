//! Two agencies refer the same person: neither sees from the other's words that there is another case.
use crate::{
    cases::full::change,
    referrals::filled::{Fields, Pages, district, identity, ready, submit, with},
    support::{Client, Person, World},
};
use app::{
    access::Role,
    cases::{
        rules::{StateCode, Track},
        store::cases,
    },
    kernel::{
        id::{CaseId, DistrictId, ParticipantId},
        lang::Lang,
    },
    organisation::rules::Party,
    participants::store::participant,
    work_training::texts as training,
};
use sea_orm::EntityTrait;

crate::on_both!(
    anothers_referral_changes_nothing_that_one_sees,
    another_agency_sees_exactly_what_it_typed,
    where_two_cases_differ_the_coordinator_is_told,
    protection_that_another_agency_states_shuts_and_is_not_told,
    nor_is_it_told_where_work_training_is_asked_for,
    the_own_agency_corrects_a_name_and_wipes_nothing,
    a_protected_identity_is_never_unset,
    cases_from_before_keep_what_they_showed,
);

struct Agency {
    person: Person,
    client: Client,
}

async fn agency(world: &World, party: Party) -> Agency {
    let unit = world.unit(world.agency(party).await).await;
    let person = world.user(Role::Referrer, unit).await;
    let client = world.login(&person).await;
    Agency { person, client }
}

async fn refer(world: &World, by: &Agency, district: DistrictId, change: impl FnOnce(Fields) -> Fields) -> CaseId {
    let mut pages = Pages::new(world, district, &identity(world, "19900101", 984));
    pages.participant = change(pages.participant);
    let draft = ready(&by.client, &by.person, &pages).await;
    let answer = submit(&by.client, &draft).await;
    assert_eq!(answer.status(), 303, "{}", answer.body());
    // the page after it says that it is submitted, once
    by.client.follow(&answer).await.expect(200);
    answer.location().trim_start_matches("/cases/").parse().expect("the case")
}

async fn person_of(world: &World, case: CaseId) -> ParticipantId {
    let row = cases::Entity::find_by_id(case).one(world.db.schema_connection()).await;
    row.expect("cases").expect("the case").participant_id
}

async fn row(world: &World, id: ParticipantId) -> participant::Model {
    participant::Entity::find_by_id(id).one(world.db.schema_connection()).await.expect("read").expect("the participant")
}

/// What the agency sees of its case and of the person.
async fn seen(world: &World, by: &Agency, case: CaseId) -> Vec<String> {
    let person = person_of(world, case).await;
    let (page, who) = (format!("/cases/{case}"), format!("/participants/{person}"));
    vec![by.client.get(&page).await.expect(200).text("main"), by.client.get(&who).await.expect(200).text("main")]
}

async fn anothers_referral_changes_nothing_that_one_sees(world: World) {
    let (a, b) = (agency(&world, Party::SocialServices).await, agency(&world, Party::HealthCare).await);
    let district = district(&world).await;
    let first = refer(&world, &a, district, |f| with(f, "phone", &["070-111 11 11"])).await;
    let before = seen(&world, &a, first).await;
    assert!(before[1].contains("070-111 11 11"));
    let second = refer(&world, &b, district, |f| {
        let f = with(with(f, "phone", &[]), "email", &["vag@example.se"]);
        with(with(f, "language", &["so"]), "interpreter", &["yes"])
    })
    .await;
    assert_eq!(person_of(&world, first).await, person_of(&world, second).await, "one person, by the number");
    assert_eq!(seen(&world, &a, first).await, before, "what A sees is what A wrote");
    let of_b = seen(&world, &b, second).await;
    assert!(of_b[1].contains("vag@example.se") && of_b[1].contains("somaliska"), "{}", of_b[1]);
    assert!(!of_b.concat().contains("070-111 11 11"), "nor does B see what A wrote");
}

async fn another_agency_sees_exactly_what_it_typed(world: World) {
    let (a, b) = (agency(&world, Party::SocialServices).await, agency(&world, Party::HealthCare).await);
    let district = district(&world).await;
    let first = refer(&world, &a, district, |f| f).await;
    let before = seen(&world, &a, first).await;
    let second = refer(&world, &b, district, |f| {
        let f = with(with(f, "given_name", &["Jonatan"]), "family_name", &["Broström"]);
        with(f, "gender", &["woman"])
    })
    .await;
    let person = person_of(&world, second).await;
    assert_eq!(person_of(&world, first).await, person, "one person, by the number");
    assert_eq!(seen(&world, &a, first).await, before, "and A sees what A typed");
    world.change_account(&b.person, |account| account.shows_names = true).await;
    let mut shown = seen(&world, &b, second).await;
    for path in [format!("/participants/{person}/identity"), "/cases".into(), "/referrals".into(), "/".into()] {
        shown.push(b.client.get(&path).await.expect(200).text("main"));
    }
    assert!(shown[0].contains("Jonatan B.") && shown[1].contains("Jonatan Broström") && shown[1].contains("kvinna"));
    assert!(shown[3].contains("Jonatan Broström") && shown[4].contains("Jonatan Broström"), "{shown:?}");
    for page in &shown {
        for theirs in ["Younes", "Ahmadi", "Y.A.", "Deltagaren man"] {
            assert!(!page.contains(theirs), "{theirs} is A's word: {page}");
        }
    }
    // a case is found by its own spelling, and by no other's
    for (words, found) in [("Broström", true), ("Ahmadi", false)] {
        let to = b.client.post("/cases/search", &[("words", words)]).await.location();
        assert_eq!(b.client.get(&to).await.body().contains(&format!("/cases/{second}")), found, "{words}");
    }
    // an answer is laid over what the own referral says
    let coordinator = world.login_as(Role::Coordinator).await;
    coordinator.post(&format!("/cases/{second}/ask-completion"), &[("ask", "Mer?")]).await.expect(303);
    let path = format!("/cases/{second}/answer-completion");
    b.client.fill(&path, &[("answer", "Ja."), ("given_name", "Jon")]).await.expect(303);
    let page = b.client.get(&format!("/participants/{person}")).await.expect(200).text("main");
    assert!(page.contains("Jon Broström") && page.contains("kvinna"), "{page}");
    assert_eq!(seen(&world, &a, first).await, before);
}

async fn where_two_cases_differ_the_coordinator_is_told(world: World) {
    let (a, b) = (agency(&world, Party::SocialServices).await, agency(&world, Party::HealthCare).await);
    let district = district(&world).await;
    let first = refer(&world, &a, district, |f| with(f, "interpreter", &["yes"])).await;
    let who = format!("/participants/{}", person_of(&world, first).await);
    let coordinator = world.login_as(Role::Coordinator).await;
    let differ = "Ärendena säger olika";
    assert!(!coordinator.get(&who).await.expect(200).body().contains(differ));
    let second = refer(&world, &b, district, |f| f).await;
    assert_eq!(person_of(&world, second).await, person_of(&world, first).await);
    assert!(coordinator.get(&who).await.expect(200).body().contains(differ), "a needed interpreter is not passed over");
    for by in [&a, &b] {
        let page = by.client.get(&who).await.expect(200);
        assert!(!page.body().contains(differ), "that there is another case is told to neither");
    }
}

async fn protection_that_another_agency_states_shuts_and_is_not_told(world: World) {
    let (a, b) = (agency(&world, Party::SocialServices).await, agency(&world, Party::HealthCare).await);
    let district = district(&world).await;
    let case = refer(&world, &b, district, |f| f).await;
    world.change_account(&b.person, |account| account.shows_names = true).await;
    let colleague = world.login(&world.user(Role::Referrer, b.person.unit).await).await;
    let at = format!("/cases/{case}");
    colleague.get(&at).await.expect(200);
    let told = async || {
        let mut told = seen(&world, &b, case).await;
        for path in ["/cases", "/referrals"] {
            told.push(b.client.get(path).await.expect(200).text("main"));
        }
        told
    };
    let before = told().await;
    assert!(before[1].contains("070-123 45 67") && before[2].contains("Younes Ahmadi"), "{before:?}");
    let protected = refer(&world, &a, district, |f| with(f, "protected", &["yes"])).await;
    assert_eq!(told().await, before, "B is told nothing of what A stated");
    colleague.get(&at).await.expect(404);
    // A, who stated it, is told, and so are the coordinators: of both cases
    assert!(seen(&world, &a, protected).await[1].contains("Skyddade personuppgifter"));
    let coordinator = world.login_as(Role::Coordinator).await;
    for path in [at.clone(), format!("/participants/{}", person_of(&world, case).await)] {
        let page = coordinator.get(&path).await.expect(200).text("main");
        assert!(!page.contains("070-123 45 67") && !page.contains("Område"), "{page}");
    }
    // what B's own referral says later is told there
    coordinator.post(&format!("{at}/ask-completion"), &[("ask", "Mer?")]).await.expect(303);
    let answer = [("answer", "Ja."), ("protected", "yes")];
    b.client.fill(&format!("{at}/answer-completion"), &answer).await.expect_to(&at);
    assert!(seen(&world, &b, case).await[1].contains("Skyddade personuppgifter"));
}

/// In queue, for work training alone.
async fn only_training(world: &World, case: CaseId) {
    change(world, case, |c| {
        (c.track, c.state, c.queue_at) = (Track::WorkTraining, StateCode::InQueue, Some(c.submitted_at));
    })
    .await;
}

async fn nor_is_it_told_where_work_training_is_asked_for(world: World) {
    let (a, b) = (agency(&world, Party::SocialServices).await, agency(&world, Party::HealthCare).await);
    let district = district(&world).await;
    let case = refer(&world, &b, district, |f| f).await;
    only_training(&world, case).await;
    let (at, ask) = (format!("/cases/{case}"), format!("/cases/{case}/work-training/request"));
    let id = case.to_string();
    let told = async |client: &Client| {
        let page = client.get(&at).await.expect(200).text("main").to_lowercase();
        let rows = client.api("/api/case-placements", &[("case", &id)]).await.expect(200).body();
        page.contains("skyddade") || !rows.contains("\"protected\":false")
    };
    let offered = async || b.client.get(&at).await.expect(200).has(&format!("a[href='{ask}']"));
    assert!(offered().await && !told(&b.client).await);
    let protected = refer(&world, &a, district, |f| with(f, "protected", &["yes"])).await;
    assert!(!told(&b.client).await, "B is told nothing of what A stated");
    assert!(!offered().await, "nor led to what is refused");
    let words = training::NOT_HERE.get(Lang::Sv);
    let page = b.client.get(&ask).await.expect(200);
    assert!(page.text("main").contains(words) && !page.has("main form"), "{}", page.text("main"));
    assert_eq!(b.client.post_json(&ask, &[]).await.errors(), [(String::new(), words.to_owned())]);
    // the coordinators are told, and A of their own case
    let coordinator = world.login_as(Role::Coordinator).await;
    assert!(told(&coordinator).await);
    let page = coordinator.get(&ask).await.expect(200).text("main");
    assert!(page.contains(training::PROTECTED.get(Lang::Sv)), "{page}");
    only_training(&world, protected).await;
    let page = a.client.get(&format!("/cases/{protected}")).await.expect(200).text("main");
    assert!(page.contains(training::PROTECTED.get(Lang::Sv)), "{page}");
}

async fn the_own_agency_corrects_a_name_and_wipes_nothing(world: World) {
    let (a, b) = (agency(&world, Party::SocialServices).await, agency(&world, Party::HealthCare).await);
    let district = district(&world).await;
    let first = refer(&world, &a, district, |f| f).await;
    let person = person_of(&world, first).await;
    refer(&world, &a, district, |f| with(f, "family_name", &["Ahmadi Berg"])).await;
    assert_eq!(row(&world, person).await.family_name, "Ahmadi Berg");
    assert!(seen(&world, &a, first).await[1].contains("070-123 45 67"));
    refer(&world, &b, district, |f| with(f, "family_name", &["Amadi"])).await;
    assert_eq!(row(&world, person).await.family_name, "Ahmadi Berg", "another agency's spelling tells A nothing");
}

async fn a_protected_identity_is_never_unset(world: World) {
    let a = agency(&world, Party::SocialServices).await;
    let district = district(&world).await;
    let first = refer(&world, &a, district, |f| f).await;
    // at once: one says that the identity is protected, one says nothing of it
    let (x, y) = (agency(&world, Party::HealthCare).await, agency(&world, Party::Jobbtorg).await);
    let protected = |f: Fields| with(f, "protected", &["yes"]);
    tokio::join!(refer(&world, &x, district, protected), refer(&world, &y, district, |f| f));
    let person = person_of(&world, first).await;
    assert!(row(&world, person).await.protected_identity);
    refer(&world, &a, district, |f| f).await;
    assert!(row(&world, person).await.protected_identity);
}

/// The step that gives each case its person, on a database from before it.
async fn cases_from_before_keep_what_they_showed(world: World) {
    use migrations::{Migrator, MigratorTrait};
    let a = agency(&world, Party::SocialServices).await;
    let case = refer(&world, &a, district(&world).await, |f| f).await;
    let before = seen(&world, &a, case).await;
    for sql in [
        "DROP TABLE case_person",
        "ALTER TABLE participant ADD COLUMN given_folded TEXT NOT NULL DEFAULT 'younes'",
        "ALTER TABLE participant ADD COLUMN family_folded TEXT NOT NULL DEFAULT 'ahmadi'",
        "CREATE INDEX participant_given ON participant (association_id, given_folded)",
        "CREATE INDEX participant_family ON participant (association_id, family_folded)",
        "ALTER TABLE cases ADD COLUMN gender_at_referral TEXT",
    ] {
        world.tamper(sql).await.expect(sql);
    }
    let step = Migrator::migrations().into_iter().find(|m| m.name().starts_with("m0080")).expect("the step");
    step.up(&migrations::SchemaManager::new(world.db.schema_connection())).await.expect("the step runs");
    assert_eq!(seen(&world, &a, case).await, before);
    let to = a.client.post("/cases/search", &[("words", "Ahmadi")]).await.location();
    assert!(a.client.get(&to).await.body().contains(&format!("/cases/{case}")));
}
