//! How the administrator's forms come to be submitted: files in, and yes.
use super::{
    Copy,
    pages::{ALL as FILES, at_rest, files},
    register_2021,
};
use crate::{
    scenarios::{Ready, Scenario},
    support::World,
};
use app::{
    access::Role,
    audit::EventCode as E,
    register_import::forms::{ConfirmImport, SendRegister},
    ui::form::Form,
};
use std::path::PathBuf;

pub const ALL: &[Scenario] = &[
    Scenario::of(SendRegister::PATH, |w| Box::pin(send(w))),
    Scenario::of(ConfirmImport::PATH, |w| Box::pin(confirm(w, register_2021()))).leaving(&[
        E::CaseImported,
        E::PlacementImported,
        E::RegisterImported,
    ]),
    // a register that names as referrer someone who has an account and not the task
    Scenario::of(ConfirmImport::PATH, |w| Box::pin(confirm_with_a_known_account(w))),
];

/// Files are only looked at: what they would change is shown.
async fn send(world: World) -> Ready {
    let of = |names: &[&str]| files(&register_2021(), names);
    Ready {
        client: world.login_as(Role::Administrator).await,
        path: SendRegister::PATH.into(),
        fields: of(&FILES),
        refused: vec![vec![], of(&FILES[..7]), [of(&FILES), of(&FILES[..1])].concat()],
        strangers: vec![world.login_as(Role::Office).await],
    }
}

async fn confirm(world: World, register: PathBuf) -> Ready {
    let client = world.login_as(Role::Administrator).await;
    let chosen = files(&register, &FILES);
    let chosen: Vec<_> = chosen.iter().map(|(field, path)| (*field, path.as_str())).collect();
    let run = client.post_files(SendRegister::PATH, &chosen, false).await.expect(303).location();
    at_rest(&client, &run).await;
    let strangers = vec![world.login_as(Role::Administrator).await];
    Ready { client, path: run, fields: vec![], refused: vec![], strangers }
}

async fn confirm_with_a_known_account(world: World) -> Ready {
    let person = world.user(Role::Lots, None).await;
    let copy = Copy::of_2021();
    let referrer = format!("{};19780121-9960", person.email);
    copy.change("referrals.csv", "handlaggare2@fk-sthlm.example;19780121-9960", &referrer);
    confirm(world, copy.path().to_owned()).await
}
