//! The list of doors is held against what the router serves, and every door against everyone who may not pass.
use crate::{
    on_both,
    support::{Client, World},
};
use app::{
    access::{
        Role,
        doors::{self, Who},
    },
    accounts::texts,
    kernel::{code::Code, error::AppError, lang::Lang},
};
use std::collections::BTreeSet;

on_both!(
    without_a_session_every_door_leads_to_login,
    the_wrong_task_opens_no_door,
    with_a_one_time_password_every_door_leads_to_an_own_one,
    ids_that_name_nothing_find_nothing,
);

/// Every page: its path and who may see it.
fn pages() -> Vec<(&'static str, Who)> {
    let forms = doors::forms().into_iter().map(|d| (d.path, d.who));
    forms.chain(doors::PAGES.iter().map(|d| (d.path, d.who))).collect()
}

/// The path with ids that name nothing.
fn at_nothing(path: &str) -> String {
    let nothing = |part: &str| match part.strip_prefix('{').and_then(|p| p.strip_suffix('}')) {
        Some(_) => "01980000-0000-7000-8000-000000000000".to_owned(),
        None => part.to_owned(),
    };
    path.split('/').map(nothing).collect::<Vec<_>>().join("/")
}

#[test]
fn every_page_that_is_served_has_a_door_and_every_door_a_page() {
    let listed: Vec<_> = pages().into_iter().map(|p| p.0.to_owned()).collect();
    let unique: BTreeSet<_> = listed.iter().cloned().collect();
    assert_eq!(unique.len(), listed.len(), "a path stands twice in the doors' list");
    let routes = server::router::routes();
    let served: BTreeSet<_> = routes.iter().map(|r| r.0.clone()).collect();
    assert_eq!(unique, served);
    for (path, mode) in routes {
        assert_eq!(format!("{mode:?}"), "Async", "{path} needs JavaScript to be whole");
    }
}

#[test]
fn every_server_function_has_a_door_and_every_door_a_function() {
    let listed: BTreeSet<_> = doors::FUNCTIONS.iter().map(|d| d.path.to_owned()).collect();
    assert_eq!(listed.len(), doors::FUNCTIONS.len(), "a path stands twice");
    let served: BTreeSet<_> = leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path.to_owned()).collect();
    assert_eq!(listed, served);
}

async fn without_a_session_every_door_leads_to_login(world: World) {
    let client = world.visitor();
    for (path, who) in pages() {
        let at = at_nothing(path);
        let answer = client.get(&at).await;
        if who == Who::Anyone {
            assert_eq!(answer.status(), 200, "{path}");
            continue;
        }
        let login = if at == "/" { "/login".to_owned() } else { format!("/login?next={at}") };
        answer.expect_to(&login);
    }
    let before = world.contents().await;
    for door in doors::forms().into_iter().filter(|d| d.who != Who::Anyone) {
        let at = at_nothing(door.path);
        client.post(&at, &[]).await.expect_to(&format!("/login?next={at}"));
        let answer = client.post_json(&at, &[]).await.expect(200);
        // whose it was is not known: the page keeps what was typed, and says how to go on
        assert_eq!(answer.errors(), [(String::new(), texts::LAPSED_FORM.get(Lang::Sv).to_owned())], "{at}");
    }
    for door in doors::FUNCTIONS.iter().filter(|d| d.who != Who::Anyone) {
        assert_eq!(client.api(door.path, &[]).await.status(), 401, "{}", door.path);
    }
    assert_eq!(world.contents().await, before);
}

/// One user for each task, with this task alone.
async fn everyone(world: &World) -> Vec<(Role, Client)> {
    let mut clients = Vec::new();
    for role in Role::ALL {
        clients.push((*role, world.login_as(*role).await));
    }
    clients
}

fn admits(who: Who, role: Role) -> bool {
    match who {
        Who::Anyone | Who::LoggedIn => true,
        Who::Roles(roles) => roles.contains(&role),
    }
}

async fn the_wrong_task_opens_no_door(world: World) {
    let words = AppError::NotAllowed.words(Lang::Sv);
    for (role, client) in everyone(&world).await {
        let before = world.contents().await;
        for (path, _) in pages().into_iter().filter(|p| !admits(p.1, role)) {
            let page = client.get(&at_nothing(path)).await;
            assert_eq!(page.status(), 403, "{role} at {path}");
            assert!(page.has(".problem h1"), "{role} at {path}");
        }
        for door in doors::forms().into_iter().filter(|d| !admits(d.who, role)) {
            let at = at_nothing(door.path);
            assert_eq!(client.post(&at, &[]).await.status(), 403, "{role} at {at}");
            let answer = client.post_json(&at, &[]).await.expect(200);
            assert_eq!((answer.redirect(), answer.errors()), (None, vec![(String::new(), words.clone())]));
        }
        for door in doors::FUNCTIONS.iter().filter(|d| !admits(d.who, role)) {
            assert_eq!(client.api(door.path, &[]).await.status(), 403, "{role} at {}", door.path);
        }
        assert_eq!(world.contents().await, before, "{role}");
    }
}

async fn with_a_one_time_password_every_door_leads_to_an_own_one(world: World) {
    let person = world.user_without_tasks(world.home().await, None).await;
    for role in Role::ALL {
        world.grant(&person, *role, None).await;
    }
    world.change_account(&person, |a| a.must_change_password = true).await;
    let client = world.login(&person).await;
    let before = world.contents().await;
    let own = ["/password", "/logout"];
    for (path, _) in pages().into_iter().filter(|p| p.1 != Who::Anyone && !own.contains(&p.0)) {
        client.get(&at_nothing(path)).await.expect_to("/password");
    }
    for door in doors::forms().into_iter().filter(|d| d.who != Who::Anyone && !own.contains(&d.path)) {
        client.post(&at_nothing(door.path), &[]).await.expect_to("/password");
    }
    for door in doors::FUNCTIONS.iter().filter(|d| d.who != Who::Anyone) {
        assert_eq!(client.api(door.path, &[]).await.status(), 401, "{}", door.path);
    }
    assert_eq!(world.contents().await, before);
}

/// Whatever the task, an id of nothing is *not found*, never a fault; so is what is no id.
async fn ids_that_name_nothing_find_nothing(world: World) {
    for (role, client) in everyone(&world).await {
        for (path, who) in pages().into_iter().filter(|p| p.0.contains('{')) {
            for at in [at_nothing(path), path.replace(['{', '}'], "")] {
                let expected: &[u16] = if admits(who, role) { &[404] } else { &[403] };
                let status = client.get(&at).await.status();
                assert!(expected.contains(&status), "{role} gets {status} at {at}");
            }
        }
    }
}
