//! The demonstration: each of its people finds something to do on their start page.
use crate::support::{Kind, World};
use app::{access::Role, accounts::sessions::without_browser, work};

#[test]
fn everyone_in_the_demonstration_has_something_to_do_today() {
    crate::support::run(Kind::Sqlite, everyone_has_something_to_do);
}

async fn everyone_has_something_to_do(world: World) {
    assert!(server::demo::load(&world.db).await.expect("the demonstration loads"));
    let mut idle = Vec::new();
    for name in [
        "koordinator",
        "koordinator2",
        "socialtjanst",
        "socialtjanst2",
        "jobbtorg",
        "forsakringskassan",
        "varden",
        "team.socialtjanst",
        "team.varden",
        "lots",
        "arbetstraning",
    ] {
        let email = format!("{name}@exempelstad.example");
        let actor = without_browser(&world.db, &email).await.expect("a listed account").actor;
        let start = work::actions::start(&world.db, &actor).await.expect("the start page");
        if start.tasks.is_empty() {
            idle.push(name);
        }
        // who sits in a team sees what lies ahead too
        assert_eq!(start.coming.is_empty(), !actor.has(Role::Representative), "{name}");
    }
    assert!(idle.is_empty(), "nothing to do for {idle:?}");
}
