//! Who is found and named: nobody whom the one who asks may not know of.
use crate::support::{CaseOf, World, work_training::test_identity};
use app::{
    access::Role,
    cases::rules::StateCode,
    kernel::{identity_number::IdentityNumber, lang::Lang},
    organisation::rules::Party,
    participants::store as participants,
    work_training::texts,
};

crate::on_both!(
    a_known_person_is_shown_as_they_were_registered,
    placements_are_found_by_name_and_reference,
    a_search_that_is_no_longer_kept_says_so,
    without_consent_a_name_finds_no_placement,
    an_order_can_be_chosen,
    one_who_coordinates_and_refers_ends_it_without_a_consent,
);

const ADD: &str = "/work-training/placements/new";

/// Gives the case's participant this identity number.
async fn known_as(world: &World, case: app::kernel::id::CaseId, number: &str, protected: bool) {
    use app::{cases::store::cases, db::Tx};
    use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
    let connection = world.db.schema_connection();
    let row = cases::Entity::find_by_id(case).one(connection).await.expect("cases").expect("the case");
    let tx = world.db.read().await.expect("a read");
    let identity = IdentityNumber::parse(number, world.clock.today()).expect("a number");
    let index = tx.keys().blind_index(row.association_id.0, identity.digits()).to_vec();
    drop(tx);
    participants::participant::Entity::update_many()
        .col_expr(participants::participant::Column::IdentityIndex, Expr::value(Some(index)))
        .col_expr(participants::participant::Column::ProtectedIdentity, Expr::value(protected))
        .filter(participants::participant::Column::Id.eq(row.participant_id))
        .exec(connection)
        .await
        .expect("changed");
}

async fn a_known_person_is_shown_as_they_were_registered(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    for (n, protected) in [(1, false), (2, true)] {
        let of = CaseOf { given_name: "Hemlig", family_name: "Persson", ..CaseOf::new(&referrer, StateCode::Met, &[]) };
        known_as(&world, world.case(of).await, &test_identity(n), protected).await;
        let client = world.login_as(Role::WorkTraining).await;
        assert!(client.get(ADD).await.expect(200).body().contains("ändras inget där"), "what happens is said");
        let number = test_identity(n);
        let fields = [
            ("identity_number", number.as_str()),
            ("given_name", "Josef"),
            ("family_name", "Ek"),
            ("gender", "man"),
            ("entry", "osa"),
        ];
        let page = client.fill(ADD, &fields).await.expect(303).location();
        let shown = client.get(&page).await.expect(200).body();
        assert!(shown.contains("Josef Ek") && !shown.contains("Hemlig") && !shown.contains("Persson"), "{shown}");
        for list in ["/work-training/placements", "/work-training", "/"] {
            let list = client.get(list).await.expect(200).body();
            assert!(!list.contains("H.P.") && !list.contains("Persson"), "{list}");
        }
    }
    let names = world.column("SELECT given_name AS value FROM participant").await;
    assert!(names.iter().all(|n| n != "Josef"), "the person's own name is not changed: {names:?}");
}

async fn placements_are_found_by_name_and_reference(world: World) {
    let placement = world.placement_of_another_way(false, None).await;
    let row = world.placement_row(placement).await;
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::Met, &[Party::Jobbtorg])).await;
    let of_case = world.placement_of_case(case).await;
    let client = world.login_as(Role::WorkTraining).await;
    for (words, found, not) in [
        (row.reference.as_str(), placement, of_case),
        ("joh", placement, of_case),
        ("johanna NYB", placement, of_case),
        ("ahmadi", of_case, placement),
    ] {
        let to = client.fill("/work-training/placements/search", &[("words", words)]).await.expect(303).location();
        assert!(!to.to_lowercase().contains(&words.to_lowercase()), "the words stand in no address");
        let page = client.get(&to).await.expect(200).body();
        assert!(page.contains(&format!("/placements/{found}")), "{words}");
        assert!(!page.contains(&format!("/placements/{not}")), "{words}");
        // another session does not get at it
        assert_eq!(world.login_as(Role::WorkTraining).await.get(&to).await.status(), 404);
    }
    client.post("/work-training/placements/search", &[("words", " ")]).await.expect(422);
}

async fn a_search_that_is_no_longer_kept_says_so(world: World) {
    let placement = world.placement_of_another_way(false, None).await;
    let person = world.user(Role::WorkTraining, None).await;
    let client = world.login(&person).await;
    let to = client.fill("/work-training/placements/search", &[("words", "joh")]).await.expect(303).location();
    world.pass(chrono::Duration::hours(13));
    let page = world.login(&person).await.get(&to).await.expect(200);
    assert!(page.body().contains(texts::SEARCH_AGAIN_HINT.get(Lang::Sv)), "{}", page.body());
    assert!(!page.body().contains(&format!("/placements/{placement}")));
}

async fn without_consent_a_name_finds_no_placement(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::Met, &[])).await;
    let placement = world.placement_of_case(case).await;
    let reference = world.placement_row(placement).await.reference;
    let client = world.login_as(Role::Coordinator).await;
    for (words, is_found) in [("ahmadi", false), (reference.as_str(), true)] {
        let to = client.post("/work-training/placements/search", &[("words", words)]).await.location();
        let page = client.get(&to).await.expect(200).body();
        assert_eq!(page.contains(&format!("/placements/{placement}")), is_found, "{words}");
    }
}

async fn an_order_can_be_chosen(world: World) {
    let first = world.placement_of_another_way(false, None).await;
    world.pass(chrono::Duration::days(1));
    let second = world.placement_of_another_way(false, None).await;
    let client = world.login_as(Role::WorkTraining).await;
    let at = |body: &str, id: app::kernel::id::PlacementId| body.find(&format!("/placements/{id}")).expect("listed");
    let oldest = client.get("/work-training/placements").await.expect(200).body();
    assert!(at(&oldest, first) < at(&oldest, second));
    let newest = client.get("/work-training/placements?order=newest").await.expect(200).body();
    assert!(at(&newest, second) < at(&newest, first));
}

async fn one_who_coordinates_and_refers_ends_it_without_a_consent(world: World) {
    let person = world.user(Role::Referrer, None).await;
    world.grant(&person, Role::Coordinator, None).await;
    let case = world.case(CaseOf::new(&person, StateCode::Met, &[])).await;
    let placement = world.placement_of_case(case).await;
    let client = world.login(&person).await;
    let page = client.get(&format!("/cases/{case}")).await.expect(200);
    assert!(page.has(&format!("a[href='/work-training/placements/{placement}']")), "{}", page.text("main"));
    let stop = format!("/work-training/placements/{placement}/stop");
    let today = world.clock.today().to_string();
    client.fill(&stop, &[("on", &today), ("reason", "other")]).await.expect(303);
    client.get(&format!("/cases/{case}")).await.expect(200);
}
