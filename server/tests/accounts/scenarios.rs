//! How each form of this room comes to be submitted.
use crate::{
    scenarios::{Ready, Scenario},
    support::World,
};
use app::{access::Role, accounts::forms, ui::form::Form};

pub const ALL: &[Scenario] = &[
    Scenario::of(forms::LogIn::PATH, |world| Box::pin(log_in(world))),
    Scenario::of(forms::LogOut::PATH, |world| Box::pin(log_out(world, "/logout"))),
    Scenario::of(forms::LogOutEverywhere::PATH, |world| Box::pin(log_out(world, "/logout/everywhere"))),
    Scenario::of(forms::ChangePassword::PATH, |world| Box::pin(change_password(world))),
    Scenario::of(forms::ChangeProfile::PATH, |world| Box::pin(change_profile(world))),
];

async fn log_in(world: World) -> Ready {
    let person = world.user(Role::Coordinator, None).await;
    Ready {
        client: world.visitor(),
        path: "/login".into(),
        fields: vec![("email", person.email.clone()), ("password", person.password)],
        refused: vec![vec![], vec![("email", person.email), ("password", "fel lösenord".into())]],
        strangers: vec![],
    }
}

async fn log_out(world: World, path: &str) -> Ready {
    let client = world.login_as(Role::Referrer).await;
    Ready { client, path: path.into(), fields: vec![], refused: vec![], strangers: vec![] }
}

async fn change_password(world: World) -> Ready {
    let person = world.user(Role::Coordinator, None).await;
    let new = "sju blå hästar på ängen";
    let fields = |current: &str, repeat: &str| {
        vec![("current", current.to_owned()), ("new", new.to_owned()), ("repeat", repeat.to_owned())]
    };
    Ready {
        client: world.login(&person).await,
        path: "/password".into(),
        fields: fields(&person.password, new),
        refused: vec![vec![], fields("fel lösenord", new), fields(&person.password, "något annat")],
        strangers: vec![],
    }
}

async fn change_profile(world: World) -> Ready {
    Ready {
        client: world.login_as(Role::Coordinator).await,
        path: "/profile".into(),
        fields: vec![("language", "en".into()), ("shows_names", "yes".into())],
        refused: vec![vec![], vec![("language", "fi".into())]],
        strangers: vec![],
    }
}
