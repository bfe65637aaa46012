//! How each form about users and associations comes to be submitted.
use super::task_of;
use crate::{
    organisation::{administrator, fields, stranger},
    scenarios::{Ready, Scenario},
    support::World,
};
use app::{access::Role, accounts::users::forms, audit::EventCode as E, ui::form::Form};

pub const ALL: &[Scenario] = &[
    Scenario::of(forms::ChangeAssociation::PATH, |w| Box::pin(change_association(w))),
    Scenario::of(forms::AddAssociation::PATH, |w| Box::pin(add_association(w))),
    Scenario::of(forms::SearchUsers::PATH, |w| Box::pin(search(w))),
    Scenario::of(forms::AddUser::PATH, |w| Box::pin(add(w))),
    Scenario::of(forms::AddUser::PATH, |w| Box::pin(add_from_elsewhere(w))).leaving(&[E::RoleGranted]),
    Scenario::of(forms::GrantTask::PATH, |w| Box::pin(grant(w))),
    Scenario::of(forms::EndTask::PATH, |w| Box::pin(end(w))),
    Scenario::of(forms::ChangeUser::PATH, |w| Box::pin(change(w))),
    Scenario::of(forms::GiveOneTimePassword::PATH, |w| Box::pin(of_user(w, "one-time-password")))
        .leaving(&[E::PasswordReset]),
    Scenario::of(forms::GiveOneTimePassword::PATH, |w| Box::pin(of_closed_user(w))),
    Scenario::of(forms::CloseUser::PATH, |w| Box::pin(of_user(w, "close"))),
];

async fn change_association(world: World) -> Ready {
    let mut person = world.user(Role::Administrator, None).await;
    let client = world.login(&person).await;
    person.association = world.association("Samordningsförbundet Annanstad").await;
    world.grant(&person, Role::Coordinator, None).await;
    let to = person.association.to_string();
    Ready {
        client,
        path: forms::ChangeAssociation::PATH.into(),
        fields: fields(&[("association", &to)]),
        refused: vec![vec![]],
        strangers: vec![],
    }
}

async fn add_association(world: World) -> Ready {
    world.association("Samordningsförbundet Redanstad").await;
    let typed = |name| fields(&[("name", name)]);
    Ready {
        client: administrator(&world).await,
        path: forms::AddAssociation::PATH.into(),
        fields: typed("Samordningsförbundet Annanstad"),
        refused: vec![vec![], typed("Samordningsförbundet Redanstad")],
        strangers: vec![],
    }
}

async fn search(world: World) -> Ready {
    Ready {
        client: administrator(&world).await,
        path: forms::SearchUsers::PATH.into(),
        fields: fields(&[("text", "person")]),
        refused: vec![vec![]],
        strangers: vec![],
    }
}

async fn add(world: World) -> Ready {
    let known = world.user(Role::Lots, None).await;
    let typed = |email: &str, role: &str| fields(&[("name", "Nadia Berg"), ("email", email), ("role", role)]);
    Ready {
        client: administrator(&world).await,
        path: forms::AddUser::PATH.into(),
        fields: [typed("nadia@provstad.example", "coordinator"), fields(&[("unit", "")])].concat(),
        refused: vec![
            vec![],
            typed("nadia", "coordinator"),
            typed("nadia@provstad.example", "boss"),
            typed("nadia@provstad.example", "referrer"),
            typed(&known.email, "coordinator"),
        ],
        strangers: vec![],
    }
}

/// Someone who has an account by another association.
async fn add_from_elsewhere(world: World) -> Ready {
    let elsewhere = world.association("Samordningsförbundet Annanstad").await;
    let known = world.user_in(elsewhere, Role::Lots, None).await;
    let ready = add(world).await;
    let fields = fields(&[("name", &known.name), ("email", &known.email), ("role", "coordinator"), ("unit", "")]);
    Ready { fields, ..ready }
}

async fn grant(world: World) -> Ready {
    let person = world.user(Role::Lots, None).await;
    let typed = |role| fields(&[("role", role), ("unit", "")]);
    Ready {
        client: administrator(&world).await,
        path: format!("/admin/users/{}", person.id),
        fields: typed("coordinator"),
        refused: vec![vec![], typed("lots"), typed("referrer")],
        strangers: vec![stranger(&world).await],
    }
}

async fn end(world: World) -> Ready {
    let person = world.user(Role::Lots, None).await;
    let client = administrator(&world).await;
    let path = task_of(&client, &person).await;
    Ready { client, path, fields: vec![], refused: vec![], strangers: vec![stranger(&world).await] }
}

async fn change(world: World) -> Ready {
    let (person, other) = (world.user(Role::Lots, None).await, world.user(Role::Lots, None).await);
    let typed = |email: &str| fields(&[("name", "Nadia Berg"), ("email", email)]);
    Ready {
        client: administrator(&world).await,
        path: format!("/admin/users/{}/change", person.id),
        fields: typed("nadia@provstad.example"),
        refused: vec![vec![], typed(&other.email)],
        strangers: vec![stranger(&world).await],
    }
}

async fn of_user(world: World, verb: &str) -> Ready {
    let person = world.user(Role::Lots, None).await;
    Ready {
        client: administrator(&world).await,
        path: format!("/admin/users/{}/{verb}", person.id),
        fields: vec![],
        refused: vec![],
        strangers: vec![stranger(&world).await],
    }
}

/// Someone whose account was closed comes back with the password.
async fn of_closed_user(world: World) -> Ready {
    let ready = of_user(world, "one-time-password").await;
    ready.client.fill(&ready.path.replace("one-time-password", "close"), &[]).await.expect(303);
    ready
}
