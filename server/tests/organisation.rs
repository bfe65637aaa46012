//! The association, its districts, agencies and units, as its administrator changes them.
use crate::{
    on_both,
    scenarios::{Fields, Ready, Scenario},
    support::{Client, World},
};
use app::{access::Role, organisation::forms, organisation::rules::Party, ui::form::Form};

on_both!(
    what_an_administrator_adds_stands_in_the_lists,
    a_name_or_code_that_is_taken_is_told_beside_its_field,
    what_is_in_use_is_not_closed,
    a_repeated_submission_leads_where_the_first_one_led,
    two_at_once_with_one_name_make_one,
    another_associations_records_do_not_exist,
);

pub const ALL: &[Scenario] = &[
    Scenario::of(forms::ChangeSettings::PATH, |w| Box::pin(settings(w))),
    Scenario::of(forms::AddDistrict::PATH, |w| Box::pin(add_district(w))),
    Scenario::of(forms::ChangeDistrict::PATH, |w| Box::pin(change_district(w))),
    Scenario::of(forms::AddAgency::PATH, |w| Box::pin(add_agency(w))),
    Scenario::of(forms::ChangeAgency::PATH, |w| Box::pin(change_agency(w))),
    Scenario::of(forms::AddUnit::PATH, |w| Box::pin(add_unit(w))),
    Scenario::of(forms::ChangeUnit::PATH, |w| Box::pin(change_unit(w))),
];

pub fn fields(pairs: &[(&'static str, &str)]) -> Fields {
    pairs.iter().map(|(n, v)| (*n, (*v).to_owned())).collect()
}

pub async fn administrator(world: &World) -> Client {
    world.login_as(Role::Administrator).await
}

/// An administrator of another association.
pub async fn stranger(world: &World) -> Client {
    let name = format!("Samordningsförbundet Annanstad {}", world.next());
    let elsewhere = world.association(&name).await;
    world.login(&world.user_in(elsewhere, Role::Administrator, None).await).await
}

async fn ready(world: &World, path: String, accepted: Fields, refused: Vec<Fields>) -> Ready {
    let strangers = vec![stranger(world).await];
    Ready { client: administrator(world).await, path, fields: accepted, refused, strangers }
}

async fn settings(world: World) -> Ready {
    let typed = |name: &str, days: &str| {
        fields(&[
            ("name", name),
            ("inbox_days", days),
            ("queue_weeks", "10"),
            ("plan_days", "7"),
            ("follow_up_grace_days", "7"),
            ("information_meeting_days", "14"),
        ])
    };
    world.association("Samordningsförbundet Redanstad").await;
    let refused = vec![vec![], typed("", "3"), typed("Ett namn", "0"), typed("Samordningsförbundet Redanstad", "3")];
    let accepted = typed("Samordningsförbundet Nystad", "3");
    Ready {
        client: administrator(&world).await,
        path: forms::ChangeSettings::PATH.into(),
        fields: accepted,
        refused,
        strangers: vec![],
    }
}

async fn add_district(world: World) -> Ready {
    world.district(world.home().await, "Bromma").await;
    Ready {
        client: administrator(&world).await,
        path: forms::AddDistrict::PATH.into(),
        fields: fields(&[("name", "Farsta")]),
        refused: vec![vec![], fields(&[("name", "Bromma")])],
        strangers: vec![],
    }
}

async fn change_district(world: World) -> Ready {
    let district = world.district(world.home().await, "Bromma").await;
    world.district(world.home().await, "Farsta").await;
    let typed = |name, standing| fields(&[("name", name), ("standing", standing)]);
    let refused = vec![vec![], typed("Farsta", "in_use"), typed("Bromma", "gone")];
    ready(&world, format!("/admin/districts/{district}"), typed("Bromma", "closed"), refused).await
}

async fn add_agency(world: World) -> Ready {
    let typed = |code, party| fields(&[("name", "Jobbtorg Kista"), ("code", code), ("party", party)]);
    Ready {
        client: administrator(&world).await,
        path: forms::AddAgency::PATH.into(),
        fields: typed("JT-01", "jobbtorg"),
        refused: vec![vec![], typed("J T", "jobbtorg"), typed("JT-01", "polisen")],
        strangers: vec![],
    }
}

async fn change_agency(world: World) -> Ready {
    let agency = world.agency(Party::Jobbtorg).await;
    let used = world.agency(Party::SocialServices).await;
    world.unit(used).await;
    let typed = |code, standing| fields(&[("name", "Jobbtorg Kista"), ("code", code), ("standing", standing)]);
    let refused = vec![vec![], typed("", "in_use")];
    ready(&world, format!("/admin/agencies/{agency}/change"), typed("JT-01", "closed"), refused).await
}

async fn add_unit(world: World) -> Ready {
    let agency = world.agency(Party::Jobbtorg).await;
    let typed = |name, covers| fields(&[("name", name), ("covers_colleagues", covers)]);
    let refused = vec![vec![], typed("Enhet Unga", "")];
    ready(&world, format!("/admin/agencies/{agency}"), typed("Enhet Unga", "yes"), refused).await
}

async fn change_unit(world: World) -> Ready {
    let unit = world.unit(world.agency(Party::Jobbtorg).await).await;
    world.user(Role::Referrer, unit).await;
    let typed = |name, standing| fields(&[("name", name), ("covers_colleagues", "no"), ("standing", standing)]);
    let refused = vec![vec![], typed("Enhet Unga", "closed")];
    ready(&world, format!("/admin/units/{unit}"), typed("Enhet Unga", "in_use"), refused).await
}

async fn what_an_administrator_adds_stands_in_the_lists(world: World) {
    let client = administrator(&world).await;
    client.fill("/admin/districts", &[("name", "Bromma")]).await.expect_to("/admin/districts");
    assert_eq!(client.get("/admin/districts").await.texts("tbody td a"), ["Bromma"]);
    let agency = client
        .fill("/admin/agencies/add", &[("name", "Jobbtorg Kista"), ("code", "JT-01"), ("party", "jobbtorg")])
        .await
        .expect(303)
        .location();
    client.fill(&agency, &[("name", "Enhet Unga"), ("covers_colleagues", "yes")]).await.expect_to(&agency);
    let page = client.get(&agency).await;
    assert_eq!((page.text("h1"), page.text("tbody td a")), ("Jobbtorg Kista".into(), "Enhet Unga".into()));
    assert_eq!(client.get("/admin/agencies?party=jobbtorg").await.count("tbody tr"), 1);
    assert_eq!(client.get("/admin/agencies?party=health_care").await.count("tbody tr"), 0);
    assert_eq!(client.get("/admin").await.texts(".activities .tag"), ["1 i bruk", "1 i bruk"]);
}

async fn a_name_or_code_that_is_taken_is_told_beside_its_field(world: World) {
    let client = administrator(&world).await;
    world.district(world.home().await, "Bromma").await;
    let page = client.fill("/admin/districts", &[("name", "Bromma")]).await.expect(422);
    assert!(page.error_of("name").starts_with("Namnet finns redan"), "{}", page.error_of("name"));
    assert_eq!(page.value_of("name"), "Bromma");
    let typed = [("name", "Jobbtorg Kista"), ("code", "JT-01"), ("party", "jobbtorg")];
    client.fill("/admin/agencies/add", &typed).await.expect(303);
    let page = client.fill("/admin/agencies/add", &typed).await.expect(422);
    assert_eq!(page.error_of("code"), "Koden används redan. Välj en annan.");
    assert_eq!(page.value_of("name"), "Jobbtorg Kista");
}

async fn what_is_in_use_is_not_closed(world: World) {
    let client = administrator(&world).await;
    let agency = world.agency(Party::Jobbtorg).await;
    let unit = world.unit(agency).await;
    world.user(Role::Referrer, unit).await;
    let close = [("standing", "closed")];
    let page = client.fill(&format!("/admin/units/{unit}"), &close).await.expect(422);
    assert!(page.error_of("standing").starts_with("Någon har en uppgift vid enheten."));
    let page = client.fill(&format!("/admin/agencies/{agency}/change"), &close).await.expect(422);
    assert!(page.error_of("standing").starts_with("Myndigheten har enheter i bruk."));
    let other = world.unit(world.agency(Party::HealthCare).await).await;
    client.fill(&format!("/admin/units/{other}"), &close).await.expect(303);
}

async fn a_repeated_submission_leads_where_the_first_one_led(world: World) {
    let client = administrator(&world).await;
    let typed =
        [("name", "Jobbtorg Kista"), ("code", "JT-01"), ("party", "jobbtorg"), ("_token", "0123456789abcdef0123")];
    let first = client.post("/admin/agencies/add", &typed).await.expect(303).location();
    assert_eq!(client.post("/admin/agencies/add", &typed).await.expect(303).location(), first);
    assert_eq!(client.get("/admin/agencies").await.count("tbody tr"), 1);
}

async fn two_at_once_with_one_name_make_one(world: World) {
    let client = administrator(&world).await;
    let posts = (0..8).map(|_| {
        let client = client.clone();
        tokio::spawn(async move { client.post("/admin/districts", &[("name", "Bromma")]).await.status() })
    });
    let mut statuses = Vec::new();
    for post in posts.collect::<Vec<_>>() {
        statuses.push(post.await.expect("an answer"));
    }
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422, 422, 422, 422, 422, 422, 422]);
}

async fn another_associations_records_do_not_exist(world: World) {
    let (own, other) = (administrator(&world).await, stranger(&world).await);
    let district = world.district(world.home().await, "Bromma").await;
    let agency = world.agency(Party::Jobbtorg).await;
    let unit = world.unit(agency).await;
    for at in [
        format!("/admin/districts/{district}"),
        format!("/admin/agencies/{agency}"),
        format!("/admin/agencies/{agency}/change"),
        format!("/admin/units/{unit}"),
    ] {
        own.get(&at).await.expect(200);
        other.get(&at).await.expect(404);
    }
    assert_eq!(other.get("/admin/districts").await.count("tbody tr"), 0);
    assert_eq!(other.get("/admin/agencies").await.count("tbody tr"), 0);
}
