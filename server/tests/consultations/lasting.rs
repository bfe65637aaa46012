//! How long a question lasts, what is left of it, and how it is listed and counted.
use super::{SITUATION, answered, ask, asked, entries, few, id_of, question, referred, rows};
use crate::{
    referrals::filled::{Pages, district, identity, submit},
    support::World,
};
use app::{
    access::Role,
    audit::EventCode,
    consultations::{
        actions::delete_old,
        rules::ConsultationState,
        store::{consultation, consultation_tally},
    },
    kernel::id::ConsultationId,
    referrals::actions::delete_old_drafts,
};
use chrono::{Datelike, Duration};
use sea_orm::EntityTrait;

crate::on_both!(
    untouched_for_ninety_days_it_is_deleted_and_still_counted,
    one_that_is_being_referred_waits,
    closed_it_says_nothing_any_longer,
    the_list_is_narrowed_sorted_and_paged,
);

/// The page's three numbers: became a referral, did not, all.
async fn figures(world: &World, year: i32) -> Vec<String> {
    let office = world.login_as(Role::Office).await;
    let page = office.get(&format!("/figures?year={year}")).await.expect(200);
    page.texts("section[aria-labelledby=consultations] td.num")
}

async fn untouched_for_ninety_days_it_is_deleted_and_still_counted(world: World) {
    let year = world.clock.today().year();
    let (person, client, at) = asked(&world).await;
    let (kept, converted) = (ask(&client, &question(&person)).await, ask(&client, &question(&person)).await);
    let draft = referred(&client, &person, &converted).await;
    let pages = Pages::new(&world, district(&world).await, &identity(&world, "19900101", 984));
    pages.keep(&client, &draft).await;
    submit(&client, &draft).await.expect(303);
    assert_eq!(figures(&world, year).await, ["1", "2", "3"]);

    world.pass(Duration::days(89));
    assert_eq!(delete_old(&world.db).await, Ok(0));
    answered(&world.login_as(Role::Coordinator).await, &kept, "0").await.expect_to(&kept);
    world.pass(Duration::days(2));
    let before = world.events().await.len();
    assert_eq!(delete_old(&world.db).await, Ok(2));
    assert_eq!(world.events().await[before..], [EventCode::ConsultationDeleted, EventCode::ConsultationDeleted]);
    assert_eq!(delete_old(&world.db).await, Ok(0));
    assert_eq!(rows(&world).await.iter().map(|row| row.id).collect::<Vec<_>>(), [id_of(&kept)]);
    let client = world.login(&person).await;
    client.get(&at).await.expect(404);
    client.get(&kept).await.expect(200);
    assert_eq!(figures(&world, year).await, ["1", "2", "3"], "counted as before");

    world.pass(Duration::days(91));
    assert_eq!(delete_old(&world.db).await, Ok(1));
    assert!(rows(&world).await.is_empty() && entries(&world).await.is_empty());
    assert_eq!(figures(&world, year).await, ["1", "2", "3"]);
    let tally = consultation_tally::Entity::find().all(world.db.schema_connection()).await.expect("the tally");
    assert_eq!(tally.iter().map(|t| (t.year, t.asked, t.became)).collect::<Vec<_>>(), [(year, 3, 1)]);
}

async fn one_that_is_being_referred_waits(world: World) {
    let (person, client, at) = asked(&world).await;
    referred(&client, &person, &at).await;
    world.pass(Duration::days(91));
    assert_eq!(delete_old(&world.db).await, Ok(0), "the draft would lose where it came from");
    assert_eq!(delete_old_drafts(&world.db).await, Ok(1));
    assert_eq!(delete_old(&world.db).await, Ok(1));
}

async fn closed_it_says_nothing_any_longer(world: World) {
    let (person, client, at) = asked(&world).await;
    let coordinator = world.login_as(Role::Coordinator).await;
    answered(&coordinator, &at, "0").await.expect_to(&at);
    client.post(&format!("{at}/close"), &[]).await.expect_to("/consultations");
    assert!(entries(&world).await.is_empty() && rows(&world).await[0].sealed.is_none());
    let page = client.get(&at).await.expect(200);
    assert!(!page.body().contains(SITUATION) && page.body().contains("Det som stod i frågan är borttaget."));
    let again = client.post(&format!("{at}/close"), &[]).await.expect(422);
    assert!(again.text(".summary").contains("Frågan är redan avslutad."));
    // whoever answers an old page is told, and keeps what was typed
    let late = answered(&coordinator, &at, "1").await.expect(422);
    assert!(late.text(".summary").contains("Frågan är redan avslutad.") && late.has("textarea[name=text]"));
    let few = few();
    client.post(&format!("{at}/add"), &[("text", "Mer."), ("wide_enough", &few)]).await.expect(422);
    // a coordinator too, when too much was written
    let other = ask(&client, &question(&person)).await;
    coordinator.post(&format!("{other}/close"), &[]).await.expect_to("/consultations");
}

async fn the_list_is_narrowed_sorted_and_paged(world: World) {
    let (person, client, at) = asked(&world).await;
    for n in 0..30 {
        let asked_at = world.clock.now() - Duration::hours(n + 1);
        world
            .insert(consultation::Model {
                id: ConsultationId::new(),
                association_id: person.association,
                author_id: person.id,
                unit_id: person.unit.expect("a unit"),
                state: ConsultationState::Closed,
                age_band: None,
                district_id: None,
                sealed: None,
                asked_at,
                changed_at: asked_at,
                draft_id: None,
            })
            .await;
    }
    let coordinator = world.login_as(Role::Coordinator).await;
    for reader in [&client, &coordinator] {
        assert_eq!(reader.get("/consultations").await.expect(200).count("main tbody tr"), 1, "the open ones");
        let closed = reader.get("/consultations?state=closed").await.expect(200);
        assert_eq!(closed.count("main tbody tr"), 25);
        let next = closed.attribute("a[rel=next]", "href").expect("more");
        let rest = reader.get(&format!("/consultations{next}")).await.expect(200);
        assert_eq!(rest.count("main tbody tr"), 5);
        let latest = reader.get("/consultations?state=all&order=latest").await.expect(200);
        assert_eq!(latest.attribute("main tbody a", "href"), Some(at.clone()));
        assert!(reader.get("/consultations?state=converted").await.expect(200).has(".empty"));
    }
}
