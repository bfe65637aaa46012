//! How each form of this room comes to be submitted.
use crate::{
    scenarios::{Ready, Scenario},
    support::{CaseOf, World},
};
use app::{access::Role, break_glass::forms, cases::rules::StateCode, ui::form::Form};

pub const ALL: &[Scenario] = &[
    Scenario::of(forms::Break::PATH, |world| Box::pin(break_it(world))),
    Scenario::of(forms::Sign::PATH, |world| Box::pin(sign(world))),
];

async fn foreign(world: &World, role: Role) -> crate::support::Client {
    let elsewhere = world.association("Samordningsförbundet Annanstad").await;
    world.login(&world.user_in(elsewhere, role, None).await).await
}

async fn break_it(world: World) -> Ready {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::InQueue, &[])).await;
    let reason = super::REASON.map(|(name, value)| (name, value.to_owned()));
    Ready {
        client: world.login_as(Role::Coordinator).await,
        path: format!("/cases/{case}/without-consent"),
        fields: reason.to_vec(),
        refused: vec![
            reason[..2].to_vec(),
            reason[1..].to_vec(),
            vec![reason[0].clone(), ("words", "Bråttom.".into()), reason[2].clone()],
        ],
        strangers: vec![foreign(&world, Role::Coordinator).await, world.login_as(Role::Administrator).await],
    }
}

async fn sign(world: World) -> Ready {
    let (glass, ..) = super::opened(&world).await;
    Ready {
        client: world.login_as(Role::Coordinator).await,
        path: format!("/reviews/{glass}"),
        fields: vec![("judgement", "justified".into())],
        refused: vec![vec![("words", "Bra.".into())], vec![("judgement", "not_justified".into())]],
        // who opened it sees the page, and is refused there: `another_person_reviews_it`
        strangers: vec![foreign(&world, Role::Coordinator).await, world.login_as(Role::Lots).await],
    }
}
