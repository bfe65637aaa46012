//! The world itself.
use crate::{on_both, support::World};
use app::access::Role;

on_both!(a_person_logs_in_and_sees_their_profile);

async fn a_person_logs_in_and_sees_their_profile(world: World) {
    let person = world.user(Role::Referrer, None).await;
    let client = world.login(&person).await;
    let page = client.get("/profile").await.expect(200);
    assert_eq!(page.text("h1"), "Min profil");
    assert_eq!(page.value_of("language"), "sv");
    client.fill("/profile", &[("language", "en")]).await.expect_to("/profile");
    assert_eq!(client.get("/profile").await.text("h1"), "My profile");
}
