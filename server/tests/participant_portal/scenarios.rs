//! How each of the handler's forms comes to be submitted.
use crate::{
    referrals::filled::{identity, submitted},
    scenarios::{Ready, Scenario},
    support::World,
};
use app::{access::Role, organisation::rules::Party, participant_portal::forms, ui::form::Form};

pub const ALL: &[Scenario] = &[
    Scenario::of(forms::MakeLink::PATH, |world| Box::pin(ready(world, ""))),
    Scenario::of(forms::EndLink::PATH, |world| Box::pin(ready(world, "/end"))),
];

async fn ready(world: World, deed: &str) -> Ready {
    let person = world.user(Role::Referrer, world.unit(world.agency(Party::SocialServices).await).await).await;
    let client = world.login(&person).await;
    let case = submitted(&world, &client, &person, &identity(&world, "19900101", 984)).await;
    let path = format!("/cases/{case}/participant-link");
    if !deed.is_empty() {
        client.post(&path, &[]).await.expect_to(&path);
    }
    let elsewhere = world.association("Samordningsförbundet Annanstad").await;
    let strangers = vec![
        world.login(&world.user_in(elsewhere, Role::Coordinator, None).await).await,
        world.login_as(Role::Referrer).await,
        world.login_as(Role::Lots).await,
    ];
    Ready { client, path: format!("{path}{deed}"), fields: vec![], refused: vec![], strangers }
}
