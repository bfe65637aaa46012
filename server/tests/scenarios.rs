//! Every form is submitted by someone who may, leaves what its door declares, and leaves nothing when it is refused.
//!
//! A new form needs a scenario: a function that prepares its world, in its room's list. See `accounts/scenarios.rs`.
use crate::support::{Client, Kind, World, database, tables::Contents};
use app::{
    access::doors::{self, FormDoor},
    audit::EventCode,
};
use std::{collections::BTreeSet, future::Future, pin::Pin, time::Duration};

/// Every room's scenarios.
fn all() -> Vec<Scenario> {
    [
        crate::accounts::scenarios::ALL,
        crate::accounts_admin::ALL,
        crate::consents::scenarios::ALL,
        crate::meetings::scenarios::ALL,
        crate::organisation::ALL,
        crate::plans::scenarios::ALL,
        crate::referrals::scenarios::ALL,
        crate::teams::ALL,
        crate::work_training::scenarios::ALL,
    ]
    .concat()
}

/// Forms that have no scenario yet. May only shrink.
// the imports are forms with files, tried in `register_import/pages.rs`; the cases' in `cases/`
const WITHOUT: &[&str] =
    &["/admin/import", "/admin/import/{id}", "/cases/search", "/cases/{id}/close", "/cases/{id}/take-up"];

/// How a form comes to be submitted.
#[derive(Clone, Copy)]
pub struct Scenario {
    /// The form's `PATH`.
    pub form: &'static str,
    pub prepare: fn(World) -> Pin<Box<dyn Future<Output = Ready> + Send>>,
}

/// Names and values.
pub type Fields = Vec<(&'static str, String)>;

/// A world in which the form can be submitted.
pub struct Ready {
    /// Who may.
    pub client: Client,
    /// The form's address, ids put in.
    pub path: String,
    /// What is accepted.
    pub fields: Fields,
    /// What is refused, and nothing is changed. Empty only for a form that reads no fields.
    pub refused: Vec<Fields>,
    /// Who holds the right task but not for this record (another agency, another team, no consent). Empty only for
    /// forms without an id in their path.
    pub strangers: Vec<Client>,
}

fn door(path: &str) -> FormDoor {
    doors::forms().into_iter().find(|d| d.path == path).unwrap_or_else(|| panic!("no form has the path {path}"))
}

#[test]
fn every_form_has_a_scenario() {
    let forms: BTreeSet<_> = doors::forms().into_iter().map(|d| d.path).collect();
    let shown: BTreeSet<_> = all().into_iter().map(|s| s.form).collect();
    assert_eq!(shown.len(), all().len(), "a form has two scenarios");
    let without: BTreeSet<_> = WITHOUT.iter().copied().collect();
    let missing: Vec<_> = forms.difference(&shown).filter(|f| !without.contains(*f)).collect();
    assert!(missing.is_empty(), "write a scenario for {missing:?}");
    let done: Vec<_> = without.iter().filter(|f| shown.contains(*f) || !forms.contains(*f)).collect();
    assert!(done.is_empty(), "take off the list of exceptions: {done:?}");
}

#[test]
fn every_form_leaves_what_its_door_declares_on_sqlite() {
    each(Kind::Sqlite, leaves_what_it_declares);
}

#[test]
fn every_form_leaves_what_its_door_declares_on_postgres() {
    each(Kind::Postgres, leaves_what_it_declares);
}

#[test]
fn every_form_refused_changes_nothing_on_sqlite() {
    each(Kind::Sqlite, refused_changes_nothing);
}

#[test]
fn every_form_refused_changes_nothing_on_postgres() {
    each(Kind::Postgres, refused_changes_nothing);
}

#[test]
fn every_page_has_the_fields_that_its_form_reads() {
    each(Kind::Sqlite, page_has_the_fields);
}

/// Runs a check on every scenario, each in a world of its own, and names all that fail.
fn each<F, Fut>(kind: Kind, check: F)
where
    F: Fn(World, FormDoor, Ready) -> Fut + Send + Copy + 'static,
    Fut: Future<Output = ()> + Send,
{
    if !database::is_there(kind) {
        return;
    }
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    let mut failed = Vec::new();
    for scenario in all() {
        let task = async move {
            let world = World::new(kind).await;
            let ready = (scenario.prepare)(world.clone()).await;
            check(world.clone(), door(scenario.form), ready).await;
            world.remove().await;
        };
        let outcome = runtime.block_on(async move {
            tokio::spawn(async { tokio::time::timeout(Duration::from_secs(120), task).await.expect("too long") }).await
        });
        if outcome.is_err() {
            failed.push(scenario.form);
        }
    }
    assert!(failed.is_empty(), "failed: {failed:?}; what failed stands above");
}

fn pairs(fields: &Fields) -> Vec<(&str, &str)> {
    fields.iter().map(|(n, v)| (*n, v.as_str())).collect()
}

async fn leaves_what_it_declares(world: World, door: FormDoor, ready: Ready) {
    let (before, contents) = (world.events().await.len(), world.contents().await);
    let answer = ready.client.post(&ready.path, &pairs(&ready.fields)).await;
    assert_eq!(answer.status(), 303, "{}: {}", door.path, answer.body());
    let left = world.events().await.split_off(before);
    assert_eq!(left.is_empty(), door.leaves.is_empty(), "{} leaves {left:?}", door.path);
    if door.leaves.is_empty() {
        assert_eq!(world.contents().await, contents, "{} changes something without a trace", door.path);
    }
    for event in &left {
        assert!(door.leaves.contains(event), "{} leaves {event}, which its door does not declare", door.path);
    }
    assert_eq!(app::audit::verify::verify(&world.db).await.expect("the log can be checked").broken, None);
}

async fn refused_changes_nothing(world: World, door: FormDoor, ready: Ready) {
    let fields = || ready.fields.iter().map(|(n, v)| ((*n).to_owned(), v.clone())).collect();
    let reads_fields = !(door.names)(fields()).is_empty();
    assert!(!reads_fields || !ready.refused.is_empty(), "{}: say what is refused", door.path);
    assert!(!door.path.contains('{') || !ready.strangers.is_empty(), "{}: say who may not", door.path);
    for fields in &ready.refused {
        let before = world.contents().await;
        let answer = ready.client.post_json(&ready.path, &pairs(fields)).await.expect(200);
        assert!(answer.redirect().is_none() && !answer.errors().is_empty(), "{} takes {fields:?}", door.path);
        assert_eq!(world.contents().await, before, "{} refused {fields:?}", door.path);
        let (facts, events) = (without_log(&world).await, world.events().await.len());
        let answer = ready.client.post(&ready.path, &pairs(fields)).await;
        assert!(matches!(answer.status(), 409 | 422), "{}: {} for {fields:?}", door.path, answer.status());
        assert!(answer.has(".summary li"), "{} says nothing about {fields:?}", door.path);
        assert_eq!(without_log(&world).await, facts, "{} refused {fields:?}", door.path);
        only_readings(&world, events, door.path).await;
    }
    for stranger in &ready.strangers {
        let before = world.contents().await;
        let answer = stranger.post(&ready.path, &pairs(&ready.fields)).await;
        assert!(matches!(answer.status(), 403 | 404), "{}: {} for a stranger", door.path, answer.status());
        let answer = stranger.post_json(&ready.path, &pairs(&ready.fields)).await.expect(200);
        assert!(answer.redirect().is_none() && !answer.errors().is_empty(), "{} takes a stranger", door.path);
        let answer = stranger.get(&ready.path).await;
        assert!(matches!(answer.status(), 403 | 404), "{}: a stranger sees the page", door.path);
        assert_eq!(world.contents().await, before, "{}", door.path);
    }
    // nor does looking at the page change anything
    let (facts, events) = (without_log(&world).await, world.events().await.len());
    ready.client.get(&ready.path).await.expect(200);
    assert_eq!(without_log(&world).await, facts, "GET {}", door.path);
    only_readings(&world, events, door.path).await;
}

async fn without_log(world: &World) -> Contents {
    let mut contents = world.contents().await;
    contents.retain(|table, _| !table.starts_with("audit_"));
    contents
}

/// A page that is shown again is a reading, and no more.
async fn only_readings(world: &World, before: usize, path: &str) {
    let left: Vec<EventCode> = world.events().await.split_off(before);
    assert!(left.iter().all(|e| e.is_reading()), "{path}: {left:?}");
}

async fn page_has_the_fields(_world: World, door: FormDoor, ready: Ready) {
    let page = ready.client.get(&ready.path).await.expect(200);
    let fields = ready.fields.iter().map(|(n, v)| ((*n).to_owned(), v.clone())).collect();
    let mut read: BTreeSet<_> = (door.names)(fields).into_iter().collect();
    read.extend((door.names)(Vec::new()));
    let form = page
        .forms("form.form")
        .into_iter()
        .find(|f| f.action.as_deref().is_none_or(|a| a == ready.path))
        .unwrap_or_else(|| panic!("{} has no form of its own", door.path));
    for name in &read {
        assert!(form.names.iter().any(|n| n == name), "{} reads {name}, which its page does not have", door.path);
    }
    for name in &form.names {
        let is_read = name == "_token" || read.contains(name.as_str());
        assert!(is_read, "{} has the field {name}, which nobody reads", door.path);
    }
}
