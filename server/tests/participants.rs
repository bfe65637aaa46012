//! Two agencies refer the same person: neither sees from the other's words that there is another case.
use crate::{
    referrals::filled::{Fields, Pages, district, identity, ready, submit, with},
    support::{Client, Person, World},
};
use app::{
    access::Role,
    cases::store::cases,
    kernel::id::{CaseId, DistrictId, ParticipantId},
    organisation::rules::Party,
    participants::store::participant,
};
use sea_orm::EntityTrait;

crate::on_both!(
    anothers_referral_changes_nothing_that_one_sees,
    the_own_agency_corrects_a_name_and_wipes_nothing,
    a_protected_identity_is_never_unset,
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
