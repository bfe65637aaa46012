//! How each form of this room comes to be submitted.
use super::{SITUATION, asked, few, question};
use crate::{
    referrals::filled::with,
    scenarios::{Ready, Scenario},
    support::{Client, Person, World},
};
use app::{access::Role, consultations::forms, ui::form::Form};

pub const ALL: &[Scenario] = &[
    Scenario::of(forms::NewConsultation::PATH, |world| Box::pin(ask(world))),
    Scenario::of(forms::AddToConsultation::PATH, |world| Box::pin(add(world))),
    Scenario::of(forms::AnswerConsultation::PATH, |world| Box::pin(answer(world))),
    Scenario::of(forms::ReferConsultation::PATH, |world| Box::pin(refer(world))),
    Scenario::of(forms::CloseConsultation::PATH, |world| Box::pin(close(world))),
];

/// A colleague of the same unit, and a referrer of another agency.
async fn others(world: &World, person: &Person) -> Vec<Client> {
    vec![world.login(&world.user(Role::Referrer, person.unit).await).await, world.login_as(Role::Referrer).await]
}

async fn foreign(world: &World) -> Client {
    let elsewhere = world.association("Samordningsförbundet Annanstad").await;
    world.login(&world.user_in(elsewhere, Role::Coordinator, None).await).await
}

async fn ask(world: World) -> Ready {
    let person = world.user(Role::Referrer, None).await;
    let fields = question(&person);
    Ready {
        client: world.login(&person).await,
        path: "/consultations/new".into(),
        refused: vec![
            vec![],
            with(fields.clone(), "age_band", &["30"]),
            with(fields.clone(), "wide_enough", &[]),
            with(fields.clone(), "question", &["Ring 070-123 45 67"]),
            with(fields.clone(), "situation", &["Hon heter Anna Berg."]),
            with(fields.clone(), "unit", &["01980000-0000-7000-8000-000000000000"]),
            with(fields.clone(), "district", &["01980000-0000-7000-8000-000000000000"]),
        ],
        fields,
        strangers: vec![],
    }
}

async fn add(world: World) -> Ready {
    let (person, client, at) = asked(&world).await;
    Ready {
        client,
        path: format!("{at}/add"),
        fields: vec![("text", SITUATION.into()), ("wide_enough", few())],
        refused: vec![vec![], vec![("text", SITUATION.into())], vec![("text", "anna@mail.example".into())]],
        strangers: others(&world, &person).await,
    }
}

async fn answer(world: World) -> Ready {
    let (_, _, at) = asked(&world).await;
    let fields = vec![("text", "Ja.".into()), ("supports", "osa".into()), ("seen", "0".into())];
    Ready {
        client: world.login_as(Role::Coordinator).await,
        path: format!("{at}/answer"),
        refused: vec![vec![], with(fields.clone(), "seen", &["1"]), with(fields.clone(), "text", &["900101-2385"])],
        fields,
        strangers: vec![foreign(&world).await, world.login_as(Role::Administrator).await],
    }
}

async fn refer(world: World) -> Ready {
    let (person, client, at) = asked(&world).await;
    let unit = person.unit.expect("a unit").to_string();
    Ready {
        client,
        path: format!("{at}/refer"),
        fields: vec![("unit", unit)],
        refused: vec![vec![], vec![("unit", "01980000-0000-7000-8000-000000000000".into())]],
        strangers: others(&world, &person).await,
    }
}

async fn close(world: World) -> Ready {
    let (person, _, at) = asked(&world).await;
    let mut strangers = others(&world, &person).await;
    strangers.push(foreign(&world).await);
    Ready {
        client: world.login_as(Role::Coordinator).await,
        path: format!("{at}/close"),
        fields: vec![],
        refused: vec![],
        strangers,
    }
}
