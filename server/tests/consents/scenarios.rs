//! How each form of this room comes to be submitted.
use crate::{
    scenarios::{Ready, Scenario},
    support::{CaseOf, World},
};
use app::{access::Role, cases::rules::StateCode, consents::forms, organisation::rules::Party, ui::form::Form};

pub const ALL: &[Scenario] = &[
    Scenario::of(forms::RecordNew::PATH, |world| Box::pin(record(world))),
    Scenario::of(forms::Withdraw::PATH, |world| Box::pin(withdraw(world))),
];

async fn record(world: World) -> Ready {
    let person = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&person, StateCode::Submitted, &[])).await;
    Ready {
        client: world.login(&person).await,
        path: format!("/cases/{case}/consents/new"),
        fields: super::new_consent(&world),
        refused: vec![vec![]],
        strangers: vec![world.login_as(Role::Referrer).await],
    }
}

async fn withdraw(world: World) -> Ready {
    let person = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&person, StateCode::InQueue, &[Party::Jobbtorg])).await;
    Ready {
        client: world.login(&person).await,
        path: format!("/cases/{case}/consents/withdraw/everything"),
        fields: vec![],
        refused: vec![],
        strangers: vec![world.login_as(Role::Referrer).await, world.login_as(Role::Lots).await],
    }
}
