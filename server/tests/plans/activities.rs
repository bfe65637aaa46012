//! What an activity says, whose it is, how far it has come.
use super::{PARTIES, activities, add, carried_out, establish, met, ready, write_goal};
use crate::support::World;
use app::{
    access::Role,
    audit::EventCode,
    kernel::{code::Code, lang::Lang},
    organisation::rules::Party,
    plans::texts,
};

crate::on_both!(
    an_agency_must_belong_to_the_responsible_party,
    two_marking_at_once_mark_it_once,
    a_mark_tells_from_what_to_what,
    the_list_of_activities_is_narrowed,
    a_party_without_consent_is_asked_about_once_more,
    that_an_activity_is_late_does_not_hide_its_status,
);

async fn an_agency_must_belong_to_the_responsible_party(world: World) {
    let (client, case, _) = ready(&world).await;
    let agency = world.agency(Party::HealthCare).await;
    let unit = world.unit(agency).await;
    let path = format!("/cases/{case}/activities/new");
    let (agency, unit) = (format!("agency.{agency}"), format!("unit.{unit}"));
    let fields = |responsible, place| [("text", "Ringa"), ("responsible", responsible), ("place", place)];
    let nowhere = "unit.x".to_owned();
    for (responsible, place) in [("jobbtorg", &agency), ("participant", &unit), ("health_care", &nowhere)] {
        let refused = client.post(&path, &fields(responsible, place)).await.expect(422);
        assert_eq!(refused.error_of("place"), texts::WRONG_PLACE.get(Lang::Sv));
        assert_eq!(refused.value_of("text"), "Ringa");
    }
    for place in [&agency, &unit] {
        client.post(&path, &fields("health_care", place)).await.expect(303);
    }
    // a unit that nobody has named says no more than its agency, which is offered
    let offered = |page: &crate::support::Answer, value: &str| page.has(&format!("option[value='{value}']"));
    assert!(offered(&client.get(&path).await, &unit));
    world.tamper("UPDATE unit SET name = 'Enhet ej angiven'").await.expect("renamed");
    let page = client.get(&path).await;
    assert!(offered(&page, &agency) && !offered(&page, &unit));
    let foreign = world.association("Samordningsförbundet Annanstans").await;
    let foreign = format!("agency.{}", world.agency_in(foreign, Party::HealthCare).await);
    client.post(&path, &fields("health_care", &foreign)).await.expect(422);
}

async fn two_marking_at_once_mark_it_once(world: World) {
    let (client, case, activity) = carried_out(&world).await;
    let other = world.login_as(Role::Coordinator).await;
    let path = format!("/cases/{case}/activities/{activity}/status");
    let done = [("status", "done"), ("was", "planned")];
    let not_done = [("status", "not_done"), ("was", "planned"), ("reason", "Remissen avslogs")];
    let (a, b) = tokio::join!(client.post(&path, &done), other.post(&path, &not_done));
    let mut statuses = [a.status(), b.status()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422]);
    let loser = if a.status() == 422 { a } else { b };
    assert_eq!(loser.error_of(""), texts::ALREADY_MARKED.get(Lang::Sv));
    assert_eq!(world.events().await.iter().filter(|e| **e == EventCode::ActivityMarked).count(), 1);
}

async fn a_mark_tells_from_what_to_what(world: World) {
    let (client, case, activity) = carried_out(&world).await;
    let path = format!("/cases/{case}/activities/{activity}/status");
    let timeline = async || client.get(&format!("/cases/{case}")).await.expect(200).texts("ol.tl li");
    for (status, words) in [("under_way", "från planerad till pågår"), ("done", "från pågår till klar")] {
        client.post(&path, &[("status", status)]).await.expect(303);
        let latest = timeline().await.remove(0);
        assert!(latest.contains(EventCode::ActivityMarked.words().get(Lang::Sv)), "{latest}");
        assert!(latest.contains(words) && latest.contains("aktivitet 1"), "{latest}");
        world.pass(chrono::Duration::minutes(1));
    }
    // the same once more (a reason, a decision) is no change from one state to another
    client.post(&path, &[("status", "done")]).await.expect(303);
    let latest = timeline().await.remove(0);
    assert!(latest.contains("klar") && !latest.contains("från"), "{latest}");
}

async fn the_list_of_activities_is_narrowed(world: World) {
    let (client, case, _) = carried_out(&world).await;
    add(&client, &world, case, "Skriva ett brev", "jobbtorg").await;
    let referrer = world.user(Role::Referrer, None).await;
    let other = met(&world, &referrer, &PARTIES, 3).await;
    write_goal(&client, other, "Arbete").await;
    add(&client, &world, other, "Söka stöd", "jobbtorg").await;
    establish(&client, other).await;
    let team = world.column("SELECT name AS value FROM team ORDER BY id DESC LIMIT 1").await;
    let page = client.get("/activities").await.expect(200);
    let team = page
        .html()
        .select(&scraper::Selector::parse("#f-team option").expect("a selector"))
        .find(|o| o.text().collect::<String>() == team[0])
        .and_then(|o| o.value().attr("value").map(str::to_owned))
        .expect("the team is offered");
    let shown =
        async |query: &str| client.get(&format!("/activities?{query}")).await.expect(200).count("table.work tbody tr");
    assert_eq!(shown("").await, 3);
    assert_eq!(shown("party=jobbtorg").await, 2);
    assert_eq!(shown("party=health_care").await, 1);
    assert_eq!(shown(&format!("team={team}")).await, 1);
    assert_eq!(shown(&format!("team={team}&party=health_care")).await, 0);
    assert_eq!(shown("number=1999-").await, 0);
}

async fn a_party_without_consent_is_asked_about_once_more(world: World) {
    let (client, case, activity) = ready(&world).await;
    let path = format!("/cases/{case}/activities/new");
    assert!(client.get(&path).await.has("div[hidden] [name=confirmed]"), "nothing to ask about yet");
    let typed = [("text", "Söka bostadsbidrag"), ("responsible", "social_insurance")];
    let answer = client.fill(&path, &typed).await.expect(422);
    assert!(answer.error_of("confirmed").contains("Försäkringskassan"), "{}", answer.error_of("confirmed"));
    assert!(answer.has("[name=confirmed]") && !answer.has("div[hidden] [name=confirmed]"));
    assert_eq!(answer.value_of("text"), "Söka bostadsbidrag", "nothing typed is lost");
    let errors = client.post_json(&path, &typed).await.errors();
    assert_eq!(errors.iter().map(|e| e.0.as_str()).collect::<Vec<_>>(), ["confirmed"]);
    assert_eq!(activities(&world, case).await.len(), 1);
    // a yes that was said of another party is none
    let asked = answer.attribute("[name=confirmed]", "value").expect("what is asked");
    for (confirmed, responsible) in [("yes", "social_insurance"), (asked.as_str(), "employment_service")] {
        let typed = [("text", "Söka bostadsbidrag"), ("responsible", responsible), ("confirmed", confirmed)];
        let answer = client.post(&path, &typed).await.expect(422);
        assert_eq!(answer.value_of("confirmed"), "", "the tick is taken away");
        assert_ne!(answer.error_of("confirmed"), "", "{responsible}");
    }
    assert_eq!(activities(&world, case).await.len(), 1);
    client.post(&path, &[&typed[..], &[("confirmed", asked.as_str())]].concat()).await.expect(303);
    // a change asks only where it gives the activity to such a party
    let edit = |id| format!("/cases/{case}/activities/{id}/edit");
    client.fill(&edit(activity), &[("responsible", "employment_service")]).await.expect(422);
    let given = activities(&world, case).await.last().expect("the activity").id;
    client.fill(&edit(given), &[("text", "Söka bostadstillägg")]).await.expect(303);
}

async fn that_an_activity_is_late_does_not_hide_its_status(world: World) {
    let (client, case, activity) = carried_out(&world).await;
    let due = (world.clock.today() - chrono::Days::new(2)).to_string();
    let edit = format!("/cases/{case}/activities/{activity}/edit");
    let asked = client.fill(&edit, &[("due", &due)]).await.expect(422);
    let asked = asked.attribute("[name=due_confirmed]", "value").expect("what is asked");
    // a yes that was said of another day is none
    let earlier = (world.clock.today() - chrono::Days::new(30)).to_string();
    for (due, confirmed) in [(due.as_str(), "yes"), (earlier.as_str(), asked.as_str())] {
        let late = [("due", due), ("due_confirmed", confirmed)];
        assert_eq!(client.fill(&edit, &late).await.expect(422).value_of("due_confirmed"), "", "the tick is taken away");
    }
    client.fill(&edit, &[("due", &due), ("due_confirmed", &asked)]).await.expect(303);
    // the day that stood there already is not asked about
    client.fill(&format!("/cases/{case}/activities/{activity}/edit"), &[]).await.expect(303);
    client.post(&format!("/cases/{case}/activities/{activity}/status"), &[("status", "under_way")]).await.expect(303);
    for page in [format!("/cases/{case}/plan"), "/activities".to_owned()] {
        let tag = client.get(&page).await.expect(200).text("table.work .tag.late");
        assert_eq!(tag, "pågår · 2 dagar försenat", "{page}");
    }
}
