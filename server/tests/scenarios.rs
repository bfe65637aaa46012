//! Every form is submitted by someone who may, leaves exactly what its scenario names, and leaves nothing when it is
//! refused. What the scenarios of one form name is, together, what its door declares: nothing less, nothing more.
//!
//! A new form needs a scenario: a function that prepares its world, in its room's list. See `accounts/scenarios.rs`.
use crate::support::{Answer, Client, Kind, World, database, tables::Contents};
use app::{
    access::doors::{self, FormDoor},
    audit::EventCode,
    ui::form::OPENED_BY,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    future::Future,
    pin::Pin,
    time::Duration,
};

/// Every room's scenarios.
fn all() -> Vec<Scenario> {
    [
        crate::accounts::scenarios::ALL,
        crate::accounts_admin::scenarios::ALL,
        crate::break_glass::scenarios::ALL,
        crate::participant_portal::scenarios::ALL,
        crate::cases::scenarios::ALL,
        crate::consents::scenarios::ALL,
        crate::consultations::scenarios::ALL,
        crate::meetings::scenarios::ALL,
        crate::organisation::ALL,
        crate::plans::scenarios::ALL,
        crate::referrals::scenarios::ALL,
        crate::register_import::scenarios::ALL,
        crate::teams::scenarios::ALL,
        crate::work_training::scenarios::ALL,
    ]
    .concat()
}

/// The first scenario of each form: what is refused, and what the page holds, is the same in its others.
fn one_a_form() -> Vec<Scenario> {
    let mut seen = BTreeSet::new();
    all().into_iter().filter(|s| seen.insert(s.form)).collect()
}

/// How a world is prepared in which a form can be submitted.
type Prepare = fn(World) -> Pin<Box<dyn Future<Output = Ready> + Send>>;

/// How a form comes to be submitted.
#[derive(Clone, Copy)]
pub struct Scenario {
    /// The form's `PATH`.
    form: &'static str,
    prepare: Prepare,
    /// The events that are left, these and no others; none named: all that the form's door declares.
    leaves: Option<&'static [EventCode]>,
}

impl Scenario {
    pub const fn of(form: &'static str, prepare: Prepare) -> Self {
        Scenario { form, prepare, leaves: None }
    }

    /// For a form that leaves now these events, now others: a scenario each.
    pub const fn leaving(self, events: &'static [EventCode]) -> Self {
        Scenario { leaves: Some(events), ..self }
    }

    fn leaves(&self) -> BTreeSet<EventCode> {
        self.leaves.unwrap_or(door(self.form).leaves).iter().copied().collect()
    }
}

/// Names and values. Of a form with files, a value is the path of a file.
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
fn every_form_has_a_scenario_and_every_event_of_its_door_too() {
    let mut named: BTreeMap<&str, BTreeSet<EventCode>> = BTreeMap::new();
    let mut told_apart = BTreeSet::new();
    for scenario in all() {
        named.entry(scenario.form).or_default().extend(scenario.leaves());
        let fresh = told_apart.insert((scenario.form, scenario.leaves()));
        assert!(fresh, "{} has two scenarios that leave the same", scenario.form);
    }
    for door in doors::forms() {
        let Some(named) = named.get(door.path) else { panic!("write a scenario for {}", door.path) };
        let declared: BTreeSet<_> = door.leaves.iter().copied().collect();
        assert_eq!(named, &declared, "{}: what its scenarios leave, and what its door declares", door.path);
    }
}

#[test]
fn every_form_leaves_exactly_what_it_declares_on_sqlite() {
    each(Kind::Sqlite, &all(), leaves_what_it_declares);
}

#[test]
fn every_form_leaves_exactly_what_it_declares_on_postgres() {
    each(Kind::Postgres, &all(), leaves_what_it_declares);
}

#[test]
fn every_form_refused_changes_nothing_on_sqlite() {
    each(Kind::Sqlite, &one_a_form(), refused_changes_nothing);
}

#[test]
fn every_form_refused_changes_nothing_on_postgres() {
    each(Kind::Postgres, &one_a_form(), refused_changes_nothing);
}

#[test]
fn every_page_has_the_fields_that_its_form_reads() {
    each(Kind::Sqlite, &one_a_form(), page_has_the_fields);
}

/// Runs a check on every scenario, each in a world of its own, and names all that fail.
fn each<F, Fut>(kind: Kind, scenarios: &[Scenario], check: F)
where
    F: Fn(World, Scenario, Ready) -> Fut + Send + Copy + 'static,
    Fut: Future<Output = ()> + Send,
{
    if !database::is_there(kind) {
        return;
    }
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    let mut failed = Vec::new();
    for scenario in scenarios.iter().copied() {
        let task = async move {
            let world = World::new(kind).await;
            let ready = (scenario.prepare)(world.clone()).await;
            check(world.clone(), scenario, ready).await;
            world.remove().await;
        };
        let outcome = runtime.block_on(async move {
            tokio::spawn(async { tokio::time::timeout(Duration::from_secs(120), task).await.expect("too long") }).await
        });
        if outcome.is_err() {
            failed.push((scenario.form, scenario.leaves()));
        }
    }
    assert!(failed.is_empty(), "failed: {failed:?}; what failed stands above");
}

fn pairs(fields: &Fields) -> Vec<(&str, &str)> {
    fields.iter().map(|(n, v)| (*n, v.as_str())).collect()
}

/// Submits the form as a browser without JavaScript does, or with it.
async fn submit(client: &Client, door: &FormDoor, path: &str, fields: &Fields, json: bool) -> Answer {
    match (door.files > 0, json) {
        (true, json) => client.post_files(path, &pairs(fields), json).await,
        (false, true) => client.post_json(path, &pairs(fields)).await,
        (false, false) => client.post(path, &pairs(fields)).await,
    }
}

/// The events since then. A deed that is done beside the request (an import) is waited for.
async fn left_since(world: &World, before: usize, expected: bool) -> BTreeSet<EventCode> {
    for _ in 0..300 {
        let left = world.events().await.split_off(before);
        if !left.is_empty() || !expected {
            return left.into_iter().collect();
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    BTreeSet::new()
}

async fn leaves_what_it_declares(world: World, scenario: Scenario, ready: Ready) {
    let (door, expected) = (door(scenario.form), scenario.leaves());
    let (before, contents) = (world.events().await.len(), world.contents().await);
    let answer = submit(&ready.client, &door, &ready.path, &ready.fields, false).await;
    assert_eq!(answer.status(), 303, "{}: {}", door.path, answer.body());
    let left = left_since(&world, before, !expected.is_empty()).await;
    assert_eq!(left, expected, "{}", door.path);
    if expected.is_empty() {
        assert_eq!(world.contents().await, contents, "{} changes something without a trace", door.path);
    }
    assert_eq!(app::audit::verify::verify(&world.db).await.expect("the log can be checked").broken, None);
}

async fn refused_changes_nothing(world: World, scenario: Scenario, ready: Ready) {
    let door = door(scenario.form);
    let fields = || ready.fields.iter().map(|(n, v)| ((*n).to_owned(), v.clone())).collect();
    let reads_fields = !(door.names)(fields()).is_empty();
    assert!(!reads_fields || !ready.refused.is_empty(), "{}: say what is refused", door.path);
    assert!(!door.path.contains('{') || !ready.strangers.is_empty(), "{}: say who may not", door.path);
    for fields in &ready.refused {
        let before = world.contents().await;
        let answer = submit(&ready.client, &door, &ready.path, fields, true).await.expect(200);
        assert!(answer.redirect().is_none() && !answer.errors().is_empty(), "{} takes {fields:?}", door.path);
        assert_eq!(world.contents().await, before, "{} refused {fields:?}", door.path);
        let (facts, events) = (without_log(&world).await, world.events().await.len());
        let answer = submit(&ready.client, &door, &ready.path, fields, false).await;
        assert!(matches!(answer.status(), 409 | 422), "{}: {} for {fields:?}", door.path, answer.status());
        assert!(answer.has(".summary li"), "{} says nothing about {fields:?}", door.path);
        leads_to_its_fields(&answer, door.path);
        assert_eq!(without_log(&world).await, facts, "{} refused {fields:?}", door.path);
        only_readings(&world, events, door.path).await;
    }
    for stranger in &ready.strangers {
        let before = world.contents().await;
        let answer = submit(stranger, &door, &ready.path, &ready.fields, false).await;
        assert!(matches!(answer.status(), 403 | 404), "{}: {} for a stranger", door.path, answer.status());
        let answer = submit(stranger, &door, &ready.path, &ready.fields, true).await.expect(200);
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

/// Each line of the summary leads to something that takes the focus, and says all that stands beside the field.
fn leads_to_its_fields(answer: &Answer, path: &str) {
    let html = answer.html();
    let links = scraper::Selector::parse(".summary a").expect("a selector");
    for link in html.select(&links) {
        let field = link.value().attr("href").and_then(|h| h.strip_prefix('#')).unwrap_or_default();
        let takes =
            ["input:not([type=hidden])", "select", "textarea"].map(|tag| format!("form.form {tag}[id='{field}']"));
        assert_eq!(answer.count(&takes.join(", ")), 1, "{path}: the summary leads to #{field}");
        let alone: String = link.text().collect();
        assert!(alone.ends_with(&answer.error_of(field)), "{path}: {alone}");
    }
    let unled = answer.texts(".summary li").len() - answer.count(".summary li a");
    let beside = answer.texts("form.form p.error").into_iter().filter(|e| !e.is_empty()).count();
    assert_eq!(answer.count(".summary li a"), beside, "{path}: {unled} messages stand beside no field");
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

async fn page_has_the_fields(_world: World, scenario: Scenario, ready: Ready) {
    let door = door(scenario.form);
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
        let is_read = ["_token", OPENED_BY].contains(&name.as_str()) || read.contains(name.as_str());
        assert!(is_read, "{} has the field {name}, which nobody reads", door.path);
    }
}
