//! A placement's way through the forms, and what a withdrawn consent leaves of it.
use crate::support::{CaseOf, World};
use app::{
    access::Role, audit::EventCode, cases::rules::StateCode, organisation::rules::Party, work_training::rules::Stage,
};
use chrono::Days;

crate::on_both!(
    it_ends_with_a_case_that_is_returned_or_withdrawn,
    from_the_case_to_the_end,
    a_withdrawn_consent_leaves_reference_stage_and_days,
    stages_are_skipped_but_no_day_goes_back,
    seats_in_use_stay,
    the_overview_shows_who_waits_and_what_is_free,
);

async fn from_the_case_to_the_end(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::Met, &[Party::Jobbtorg])).await;
    let coordinator = world.login_as(Role::Coordinator).await;
    let asked = coordinator
        .fill(&format!("/cases/{case}/work-training/request"), &[("wishes", "Gärna kök, helst förmiddagar")])
        .await;
    assert_eq!(asked.location(), format!("/cases/{case}"));
    assert!(coordinator.get(&format!("/cases/{case}")).await.body().contains("begärd"));

    let placement = world.placements().await.remove(0);
    assert!(placement.wishes_sealed.is_some());
    let page = format!("/work-training/placements/{}", placement.id);
    let client = world.login_as(Role::WorkTraining).await;
    let shown = client.get(&page).await;
    assert_eq!(shown.status(), 200);
    // whom the page is about stands in its heading, and above each of its forms
    assert_eq!(shown.text("h1"), format!("{} · Younes A.", placement.reference));
    assert!(client.get(&format!("{page}/stop")).await.text(".about").ends_with(" · Younes A."));
    assert!(shown.body().contains("Gärna kök"));
    assert!(world.events().await.contains(&EventCode::PlacementOpened));

    let today = world.clock.today().to_string();
    let place = world.place(world.provider(world.home().await).await, 1).await;
    let moved = client.fill(&format!("{page}/move-on"), &[("to", "information_meeting"), ("on", &today)]).await;
    assert_eq!(moved.location(), page);
    let chosen = client.fill(&format!("{page}/place"), &[("place", &place.to_string())]).await.expect_to(&page);
    assert_eq!(client.follow(&chosen).await.text(".flash"), "Platsen är vald.");
    // place and provider are a way on for those alone who may go there
    let links = ["main a[href^='/work-training/providers/']", "main a[href^='/work-training/placements?place=']"];
    for (reader, opens) in [(&client, true), (&coordinator, true), (&world.login(&referrer).await, false)] {
        let shown = reader.get(&page).await.expect(200);
        assert!(shown.text("[aria-labelledby=place]").contains("Kök"), "{}", shown.body());
        for link in links {
            assert_eq!(shown.has(link), opens, "{link}");
        }
    }
    client.fill(&format!("{page}/start"), &[("on", &today), ("hours", "10")]).await;
    assert_eq!(world.placement_row(placement.id).await.stage, Stage::Started);
    client.fill(&format!("{page}/end"), &[("on", &today), ("reason", "1")]).await;
    let ended = world.placement_row(placement.id).await;
    assert_eq!((ended.stage, ended.hours_per_week), (Stage::Ended, Some(10)));
    let again = client.post(&format!("{page}/end"), &[("on", &today), ("reason", "1")]).await;
    assert_eq!(again.status(), 422, "what is over is told in words");
}

async fn a_withdrawn_consent_leaves_reference_stage_and_days(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::Met, &[])).await;
    let consent = world.consent(case, &[Party::Jobbtorg]).await;
    let id = world.placement_of_case(case).await;
    let page = format!("/work-training/placements/{id}");
    let client = world.login_as(Role::WorkTraining).await;
    let coordinator = world.login_as(Role::Coordinator).await;
    assert!(client.get(&page).await.body().contains("Ahmadi"));
    assert!(coordinator.get(&page).await.body().contains("Ahmadi"));

    world.change_consent(consent, |c| c.withdrawn_at = Some(c.recorded_at)).await;
    assert_eq!(client.get(&page).await.status(), 404);
    assert_eq!(client.get("/work-training").await.body().matches("P2020-").count(), 0);
    let shell = coordinator.get(&page).await;
    assert_eq!(shell.status(), 200);
    assert_eq!(shell.text("h1"), world.placement_row(id).await.reference, "the reference alone");
    for hidden in ["Ahmadi", "Younes", "Y.A."] {
        assert!(!shell.body().contains(hidden), "{hidden} is shown");
        assert!(!coordinator.get("/work-training").await.body().contains(hidden), "{hidden} is listed");
        assert!(!coordinator.get(&format!("/cases/{case}")).await.body().contains(hidden), "{hidden} on the case");
    }
    for list in ["/work-training/placements".to_owned(), format!("/cases/{case}")] {
        let row = coordinator.get(&list).await.expect(200).text(&format!("tr:has(a[href='{page}'])"));
        assert!(row.contains("visas inte utan samtycke") && !row.contains("ingen plats vald"), "{list}: {row}");
    }
    let today = world.clock.today().to_string();
    let stopped = coordinator.fill(&format!("{page}/stop"), &[("on", &today), ("reason", "declined")]).await;
    assert_eq!(stopped.location(), page);
    assert_eq!(world.placement_row(id).await.stage, Stage::StoppedBeforeStart);
}

async fn stages_are_skipped_but_no_day_goes_back(world: World) {
    let client = world.login_as(Role::WorkTraining).await;
    let id = world.placement_of_another_way(false, None).await;
    let path = format!("/work-training/placements/{id}/move-on");
    let today = world.clock.today();
    let day = |back: u64| (today - Days::new(back)).to_string();
    for (to, on) in [("mapping", day(1)), ("requested", day(0)), ("mapping", (today + Days::new(1)).to_string())] {
        let refused = client.post(&path, &[("to", to), ("on", &on)]).await;
        assert_eq!(refused.status(), 422, "{to} {on}");
    }
    assert_eq!(client.post(&path, &[("to", "study_visit"), ("on", &day(0))]).await.status(), 303);
    assert_eq!(client.post(&path, &[("to", "mapping"), ("on", &day(0))]).await.status(), 422);
}

async fn seats_in_use_stay(world: World) {
    let client = world.login_as(Role::WorkTraining).await;
    let provider = world.provider(world.home().await).await;
    let place = world.place(provider, 2).await;
    let id = world.placement_of_another_way(false, None).await;
    world.started(id, place).await;
    // who chooses one that is full is told that they wait
    let full = world.place(provider, 1).await;
    world.started(world.placement_of_another_way(false, None).await, full).await;
    let waits = format!("/work-training/placements/{}", world.placement_of_another_way(false, None).await);
    let chosen = client.fill(&format!("{waits}/place"), &[("place", &full.to_string())]).await.expect_to(&waits);
    assert_eq!(client.follow(&chosen).await.text(".flash"), "Platsen är full. Personen står nu i kö till den.");
    let change = format!("/work-training/places/{place}/change");
    let refused = client.post(&change, &[("name", "Kök"), ("seats", "0")]).await;
    assert_eq!(refused.status(), 422);
    assert!(refused.body().contains("kan inte vara lägre"));
    assert_eq!(client.post(&format!("/work-training/places/{place}/close"), &[]).await.status(), 422);
    assert_eq!(client.post(&format!("/work-training/providers/{provider}/close"), &[]).await.status(), 422);
    assert_eq!(client.post(&change, &[("name", "Kök"), ("seats", "1")]).await.status(), 303);
}

async fn the_overview_shows_who_waits_and_what_is_free(world: World) {
    let place = world.place(world.provider(world.home().await).await, 2).await;
    let training = world.placement_of_another_way(false, None).await;
    world.started(training, place).await;
    world.placement_of_another_way(false, None).await;
    world.pass(chrono::Duration::days(15));
    let client = world.login_as(Role::WorkTraining).await;
    let page = client.get("/work-training").await;
    assert_eq!(page.status(), 200);
    assert!(page.body().contains("1 av 2"), "free seats");
    assert!(page.body().contains("inte bekräftat"), "never confirmed");
    assert!(page.body().contains("1 dag försenat"), "late");
    // the number leads to those that it counts
    world.placement_of_another_way(false, None).await;
    let page = client.get("/work-training").await;
    let late = page.attribute(".numbers a", "href").expect("a link");
    assert_eq!(page.text(".numbers a"), "1");
    let listed = client.get(&late).await.expect(200);
    assert_eq!(listed.count("table.work tbody tr"), 1, "{late}");
    assert!(listed.text("table.work tbody tr").contains("1 dag försenat"));
    assert_eq!(client.get("/work-training/placements?stage=requested").await.count("table.work tbody tr"), 2);
    let confirmed = client.post(&format!("/work-training/places/{place}/confirm"), &[]).await;
    assert_eq!(confirmed.status(), 303);
    assert!(!client.get("/work-training").await.body().contains("inte bekräftat"));
    assert!(world.events().await.contains(&EventCode::PlaceConfirmed));
}

async fn it_ends_with_a_case_that_is_returned_or_withdrawn(world: World) {
    let coordinator = world.login_as(Role::Coordinator).await;
    let place = world.place(world.provider(world.home().await).await, 1).await;
    for consent in [&[Party::Jobbtorg][..], &[]] {
        for (deed, started) in [("return", true), ("return", false), ("withdraw", true), ("withdraw", false)] {
            let referrer = world.user(Role::Referrer, None).await;
            let case = world.case(CaseOf::new(&referrer, StateCode::InQueue, consent)).await;
            let placement = world.placement_of_case(case).await;
            if started {
                world.started(placement, place).await;
            }
            let client = if deed == "return" { coordinator.clone() } else { world.login(&referrer).await };
            let fields = [("reason", "declined"), ("words", "Hen vill inte.")];
            client.post(&format!("/cases/{case}/{deed}"), &fields).await.expect(303);
            let row = world.placement_row(placement).await;
            let over = if started { Stage::Ended } else { Stage::StoppedBeforeStart };
            assert_eq!((row.stage, row.ended_on), (over, Some(world.clock.today())), "{deed}");
            assert_eq!(world.in_training(place).await, 0, "its seat is free");
        }
    }
    let events = world.events().await;
    for event in [EventCode::PlacementEnded, EventCode::PlacementStopped] {
        assert_eq!(events.iter().filter(|e| **e == event).count(), 4, "{event}");
    }
    assert_eq!(app::audit::verify::verify(&world.db).await.expect("the log can be checked").broken, None);
}
