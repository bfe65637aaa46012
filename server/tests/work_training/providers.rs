//! Providers, their places, and the overview's numbers.
use crate::support::{CaseOf, World};
use app::{
    access::Role, audit::EventCode, cases::rules::StateCode, kernel::lang::Lang, organisation::rules::Party,
    work_training::texts,
};

crate::on_both!(
    a_provider_says_whom_to_call,
    two_who_change_a_provider_do_not_wipe_out_each_other,
    places_are_looked_for_by_words_and_by_what_is_free,
    the_numbers_are_the_same_for_every_role,
    each_form_has_a_way_back,
);

const PROVIDERS: &str = "/work-training/providers";

async fn a_provider_says_whom_to_call(world: World) {
    let client = world.login_as(Role::WorkTraining).await;
    let typed = [
        ("name", "Grönytan"),
        ("trade", "Trädgård"),
        ("contact_name", "Sara Lind"),
        ("phone", "08-123 45 67"),
        ("email", "sara@gronytan.example"),
        ("address", "Parkvägen 3, Farsta"),
        ("notes", "Ring på vid grinden.\n<b>Inte</b> på måndagar."),
    ];
    let wrong = [("name", "Grönytan"), ("email", "sara")];
    assert!(!client.fill(&format!("{PROVIDERS}/new"), &wrong).await.expect(422).error_of("email").is_empty());
    let page = client.fill(&format!("{PROVIDERS}/new"), &typed).await.expect(303).location();
    let shown = client.get(&page).await.expect(200);
    for (_, value) in &typed[1..6] {
        assert!(shown.text("section[aria-labelledby=about]").contains(value), "{value}");
    }
    assert_eq!(shown.text("blockquote"), "Ring på vid grinden. <b>Inte</b> på måndagar.");
    assert!(shown.has("a[href='tel:081234567']") && shown.has("a[href='mailto:sara@gronytan.example']"));
    let row = client.get(PROVIDERS).await.text("tbody tr");
    assert!(row.contains("Trädgård") && row.contains("Sara Lind, 08-123 45 67"), "{row}");
    // what stands there is changed with all of it in the form, and can be left out
    let change = format!("{page}/change");
    assert_eq!(client.get(&change).await.value_of("contact_name"), "Sara Lind");
    client.fill(&change, &[("contact_name", "Olle Ek"), ("phone", ""), ("notes", "")]).await.expect_to(&page);
    let shown = client.get(&page).await.expect(200);
    assert!(shown.body().contains("Olle Ek") && !shown.has("a[href^='tel:']") && !shown.has("blockquote"));
    assert!(world.events().await.ends_with(&[EventCode::ProviderMade, EventCode::ProviderChanged]));
    let log = world.column("SELECT details AS value FROM audit_entry").await;
    assert!(log.iter().all(|d| !d.contains("Sara") && !d.contains("Olle")), "no name in the log: {log:?}");
    // coordinators read it, and nobody else sees it
    assert!(world.login_as(Role::Coordinator).await.get(&page).await.expect(200).body().contains("Olle Ek"));
    world.login_as(Role::Lots).await.get(&page).await.expect(403);
    let elsewhere = world.association("Samordningsförbundet Annanstans").await;
    let stranger = world.user_in(elsewhere, Role::WorkTraining, None).await;
    world.login(&stranger).await.get(&page).await.expect(404);
}

async fn two_who_change_a_provider_do_not_wipe_out_each_other(world: World) {
    let (one, other) = (world.login_as(Role::WorkTraining).await, world.login_as(Role::WorkTraining).await);
    let typed = [("name", "Grönytan"), ("phone", "08-123 45 67")];
    let page = one.fill(&format!("{PROVIDERS}/new"), &typed).await.expect(303).location();
    let change = format!("{page}/change");
    let was = one.get(&change).await.value_of("was");
    other.fill(&change, &[("phone", "08-765 43 21")]).await.expect_to(&page);
    let mine = [("name", "Grönytan"), ("phone", "08-123 45 67"), ("notes", "Ring på."), ("was", was.as_str())];
    let answer = one.post(&change, &mine).await.expect(422);
    assert_eq!(answer.error_of(""), texts::CHANGED_MEANWHILE.get(Lang::Sv));
    assert_eq!(answer.value_of("notes"), "Ring på.", "nothing typed is lost");
    let shown = one.get(&page).await.expect(200);
    assert!(shown.has("a[href='tel:087654321']") && !shown.has("blockquote"), "{}", shown.body());
    one.fill(&change, &[("notes", "Ring på.")]).await.expect_to(&page);
    assert!(one.get(&page).await.has("a[href='tel:087654321']"), "what the other wrote stands");
}

async fn places_are_looked_for_by_words_and_by_what_is_free(world: World) {
    let client = world.login_as(Role::WorkTraining).await;
    let typed = [("name", "Café Åström"), ("trade", "Restaurang")];
    let page = client.fill(&format!("{PROVIDERS}/new"), &typed).await.expect(303).location();
    let district = world.district(world.home().await, "Farsta").await.to_string();
    for (name, seats, district) in [("Servering", "2", district.as_str()), ("Disk", "0", "")] {
        let place = [("name", name), ("seats", seats), ("district", district)];
        client.fill(&format!("{page}/places/new"), &place).await.expect(303);
    }
    world.place(world.provider(world.home().await).await, 1).await;
    let found = async |query: &str| {
        let page = client.get(&format!("/work-training?{query}")).await.expect(200);
        page.texts("section[aria-labelledby=free] > table tbody td:first-child")
    };
    assert_eq!(found("words=restaurang").await, ["Servering"], "by the provider's trade, and free");
    assert_eq!(found("words=restaurang&all=1").await, ["Servering", "Disk"]);
    assert_eq!(found("words=farsta+%C3%85str%C3%B6m").await, ["Servering"], "every word");
    assert_eq!(found("words=lager&all=1").await, [""; 0]);
    let none = client.get("/work-training?words=lager").await;
    assert!(none.text("section[aria-labelledby=free]").contains("Inga platser hittades"));
    assert_eq!(none.attribute("input#words", "value").as_deref(), Some("lager"), "what was looked for stands there");
}

async fn the_numbers_are_the_same_for_every_role(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let place = world.place(world.provider(world.home().await).await, 9).await;
    for consent in [&[][..], &[Party::Jobbtorg][..]] {
        for started in [false, true] {
            let case = world.case(CaseOf::new(&referrer, StateCode::Met, consent)).await;
            let placement = world.placement_of_case(case).await;
            if started {
                world.started(placement, place).await;
            }
        }
    }
    world.started(world.placement_of_another_way(false, None).await, place).await;
    world.pass(chrono::Duration::days(15));
    // three in training and two waiting, both late; each role sees two of the three
    let numbers = ["2", "2", "3", "6"];
    for role in [Role::Coordinator, Role::WorkTraining] {
        let page = world.login_as(role).await.get("/work-training").await.expect(200);
        assert_eq!(page.texts(".numbers dd"), numbers, "{role}");
        let training = page.text("section[aria-labelledby=training]");
        assert!(!training.contains(" av 3"), "{role}: how many are not listed is not told: {training}");
        assert_eq!(page.count("section[aria-labelledby=training] tbody tr"), 2, "{role}");
    }
}

async fn each_form_has_a_way_back(world: World) {
    let client = world.login_as(Role::WorkTraining).await;
    let provider = world.provider(world.home().await).await;
    let place = world.place(provider, 1).await;
    let (waiting, training) =
        (world.placement_of_another_way(false, None).await, world.placement_of_another_way(false, None).await);
    world.started(training, place).await;
    let of = |id, verbs: &[&str]| {
        verbs.iter().map(|verb| format!("/work-training/placements/{id}/{verb}")).collect::<Vec<_>>()
    };
    let mut pages = of(waiting, &["move-on", "place", "start", "stop"]);
    pages.extend(of(training, &["end"]));
    pages.extend(["new", "search"].map(|page| format!("/work-training/placements/{page}")));
    pages.push(format!("{PROVIDERS}/new"));
    pages.extend(["change", "close", "places/new"].map(|page| format!("{PROVIDERS}/{provider}/{page}")));
    pages.extend(["change", "confirm", "close"].map(|page| format!("/work-training/places/{place}/{page}")));
    for page in pages {
        let shown = client.get(&page).await.expect(200);
        let back = shown.texts("form.form .buttons a:not(.btn)");
        assert_eq!(back, ["Tillbaka"], "{page}");
        // beside "Avsluta före start" nothing says "Avbryt"
        assert!(!shown.text("main").contains("Avbryt"), "{page}");
    }
}
