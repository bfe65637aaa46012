//! How each form of this room comes to be submitted.
use crate::{
    scenarios::{Fields, Ready, Scenario},
    support::{CaseOf, Client, World, work_training::test_identity},
};
use app::{access::Role, cases::rules::StateCode, organisation::rules::Party, ui::form::Form, work_training::forms};
use chrono::Days;

pub const ALL: &[Scenario] = &[
    Scenario::of(forms::AddProvider::PATH, |w| Box::pin(add_provider(w))),
    Scenario::of(forms::ChangeProvider::PATH, |w| Box::pin(change_provider(w))),
    Scenario::of(forms::CloseProvider::PATH, |w| Box::pin(close_provider(w))),
    Scenario::of(forms::AddPlace::PATH, |w| Box::pin(add_place(w))),
    Scenario::of(forms::ChangePlace::PATH, |w| Box::pin(change_place(w))),
    Scenario::of(forms::ConfirmPlace::PATH, |w| Box::pin(place_alone(w, forms::ConfirmPlace::PATH))),
    Scenario::of(forms::ClosePlace::PATH, |w| Box::pin(place_alone(w, forms::ClosePlace::PATH))),
    Scenario::of(forms::AddPlacement::PATH, |w| Box::pin(add_placement(w))),
    Scenario::of(forms::SearchPlacements::PATH, |w| Box::pin(search(w))),
    Scenario::of(forms::Request::PATH, |w| Box::pin(request(w))),
    Scenario::of(forms::MoveOn::PATH, |w| Box::pin(move_on(w))),
    Scenario::of(forms::ChoosePlace::PATH, |w| Box::pin(choose_place(w))),
    Scenario::of(forms::Start::PATH, |w| Box::pin(start(w))),
    Scenario::of(forms::End::PATH, |w| Box::pin(end(w))),
    Scenario::of(forms::Stop::PATH, |w| Box::pin(stop(w))),
];

fn at(path: &str, id: impl std::fmt::Display) -> String {
    path.replace("{id}", &id.to_string())
}

/// The same task at another association.
async fn stranger(world: &World, role: Role) -> Client {
    let elsewhere = world.association(&format!("Annat förbund {}", world.next())).await;
    world.login(&world.user_in(elsewhere, role, None).await).await
}

async fn ready(world: &World, path: String, fields: Fields, refused: Vec<Fields>) -> Ready {
    let client = world.login_as(Role::WorkTraining).await;
    let strangers = vec![stranger(world, Role::WorkTraining).await];
    Ready { client, path, fields, refused, strangers }
}

async fn add_provider(world: World) -> Ready {
    let fields = vec![("name", "Grönytan".into())];
    let path = forms::AddProvider::PATH.to_owned();
    Ready { strangers: vec![], ..ready(&world, path, fields, vec![vec![], vec![("name", " ".into())]]).await }
}

async fn change_provider(world: World) -> Ready {
    let id = world.provider(world.home().await).await;
    let fields = vec![("name", "Grönytan".into())];
    ready(&world, at(forms::ChangeProvider::PATH, id), fields, vec![vec![]]).await
}

async fn close_provider(world: World) -> Ready {
    let id = world.provider(world.home().await).await;
    ready(&world, at(forms::CloseProvider::PATH, id), vec![], vec![]).await
}

fn place_fields(seats: &str) -> Fields {
    vec![("name", "Lager".into()), ("seats", seats.into()), ("district", String::new())]
}

async fn add_place(world: World) -> Ready {
    let id = world.provider(world.home().await).await;
    let refused = vec![vec![], place_fields("-1"), place_fields("många")];
    ready(&world, at(forms::AddPlace::PATH, id), place_fields("3"), refused).await
}

async fn change_place(world: World) -> Ready {
    let id = world.place(world.provider(world.home().await).await, 2).await;
    world.started(world.placement_of_another_way(false, None).await, id).await;
    let refused = vec![vec![], place_fields("0")];
    ready(&world, at(forms::ChangePlace::PATH, id), place_fields("3"), refused).await
}

async fn place_alone(world: World, path: &str) -> Ready {
    let id = world.place(world.provider(world.home().await).await, 2).await;
    ready(&world, at(path, id), vec![], vec![]).await
}

async fn add_placement(world: World) -> Ready {
    let fields = |identity: &str, entry: &str| -> Fields {
        vec![
            ("identity_number", identity.into()),
            ("given_name", "Josef".into()),
            ("family_name", "Ek".into()),
            ("gender", "man".into()),
            ("entry", entry.into()),
            ("wishes", "Helst utomhus".into()),
        ]
    };
    let right = test_identity(1);
    let refused = vec![vec![], fields("19900101-9811", "mia_vidare"), fields(&right, "finsam_team")];
    let path = forms::AddPlacement::PATH.to_owned();
    Ready { strangers: vec![], ..ready(&world, path, fields(&right, "mia_vidare"), refused).await }
}

async fn search(world: World) -> Ready {
    let path = forms::SearchPlacements::PATH.to_owned();
    let refused = vec![vec![], vec![("words", " ".into())]];
    Ready { strangers: vec![], ..ready(&world, path, vec![("words", "Josef".into())], refused).await }
}

async fn request(world: World) -> Ready {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::Met, &[Party::Jobbtorg])).await;
    Ready {
        client: world.login_as(Role::Coordinator).await,
        path: at(forms::Request::PATH, case),
        fields: vec![("wishes", "Kök".into()), ("activity", String::new())],
        refused: vec![vec![("wishes", "x".repeat(2_001))]],
        strangers: vec![
            stranger(&world, Role::Coordinator).await,
            world.login_as(Role::Referrer).await,
            // the case's own referrer: only where it is for nothing else
            world.login(&referrer).await,
        ],
    }
}

async fn move_on(world: World) -> Ready {
    let id = world.placement_of_another_way(false, None).await;
    let today = world.clock.today();
    let fields = |to: &str, on: chrono::NaiveDate| -> Fields { vec![("to", to.into()), ("on", on.to_string())] };
    let refused = vec![
        vec![],
        fields("started", today),
        fields("mapping", today - Days::new(1)),
        fields("mapping", today + Days::new(1)),
    ];
    ready(&world, at(forms::MoveOn::PATH, id), fields("mapping", today), refused).await
}

async fn choose_place(world: World) -> Ready {
    let id = world.placement_of_another_way(false, None).await;
    let place = world.place(world.provider(world.home().await).await, 0).await;
    let foreign = world.place(world.provider(world.association("Tredje").await).await, 1).await;
    let refused = vec![vec![], vec![("place", foreign.to_string())]];
    ready(&world, at(forms::ChoosePlace::PATH, id), vec![("place", place.to_string())], refused).await
}

async fn start(world: World) -> Ready {
    let id = world.placement_of_another_way(false, None).await;
    let provider = world.provider(world.home().await).await;
    let (place, full) = (world.place(provider, 1).await, world.place(provider, 0).await);
    let today = world.clock.today();
    let fields = |place: app::kernel::id::PlaceId, hours: &str| -> Fields {
        vec![("place", place.to_string()), ("on", today.to_string()), ("hours", hours.into())]
    };
    let refused = vec![vec![], fields(full, "10"), fields(place, "41")];
    ready(&world, at(forms::Start::PATH, id), fields(place, "10"), refused).await
}

async fn end(world: World) -> Ready {
    let id = world.placement_of_another_way(false, None).await;
    world.started(id, world.place(world.provider(world.home().await).await, 1).await).await;
    let today = world.clock.today().to_string();
    let fields =
        |reason: &str| -> Fields { vec![("on", today.clone()), ("reason", reason.into()), ("hours", "12".into())] };
    ready(&world, at(forms::End::PATH, id), fields("1"), vec![vec![], fields("7")]).await
}

async fn stop(world: World) -> Ready {
    let id = world.placement_of_another_way(false, None).await;
    let today = world.clock.today().to_string();
    let fields = |reason: &str| -> Fields { vec![("on", today.clone()), ("reason", reason.into())] };
    let mut ready = ready(&world, at(forms::Stop::PATH, id), fields("illness"), vec![vec![], fields("tired")]).await;
    // a coordinator, while work training sees it themselves
    ready.strangers.push(world.login_as(Role::Coordinator).await);
    ready
}
