//! The administrator's pages: files in, preview, yes, result.
use super::{Copy, bad_input::SPOILT, register_2021};
use crate::{
    on_both,
    support::{Answer, Client, World},
};
use app::{
    access::Role,
    accounts::{rules, texts},
    kernel::lang::Lang,
};
use chrono::Duration;
use std::path::Path;

on_both!(
    files_are_checked_shown_and_taken_in,
    a_fault_is_shown_and_nothing_can_be_confirmed,
    what_is_added_beside_the_rows_is_counted,
    all_eight_files_must_be_chosen,
    files_that_met_an_ended_session_are_to_be_chosen_again,
    a_run_is_nobody_elses,
    files_are_received_from_administrators_alone,
    files_with_faults_can_be_sent_again_and_again,
    a_file_that_is_too_large_is_told_beside_the_field,
    each_kind_of_fault_is_told_where_it_stands,
);

/// Posts these files as a browser does.
async fn send(client: &Client, dir: &Path, names: &[&str]) -> Answer {
    let files = files(dir, names);
    let files: Vec<_> = files.iter().map(|(field, path)| (*field, path.as_str())).collect();
    client.post_files("/admin/import", &files, false).await
}

/// The form's field with these files of the folder.
pub fn files(dir: &Path, names: &[&str]) -> Vec<(&'static str, String)> {
    names.iter().map(|name| ("files", dir.join(name).display().to_string())).collect()
}

pub const ALL: [&str; 8] = [
    "agencies.csv",
    "teams.csv",
    "referrals.csv",
    "meetings.csv",
    "activities.csv",
    "followups.csv",
    "lots.csv",
    "placements.csv",
];

async fn cases(world: &World) -> i64 {
    super::count(world, "cases").await
}

/// The run's page once it stands still.
pub async fn at_rest(client: &Client, path: &str) -> Answer {
    for _ in 0..100 {
        let page = client.get(path).await.expect(200);
        if !page.has("progress") {
            return page;
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    panic!("{path} does not come to rest");
}

async fn files_are_checked_shown_and_taken_in(world: World) {
    let client = world.login_as(Role::Administrator).await;
    client.get("/admin/import").await.expect(200);
    let run = send(&client, &register_2021(), &ALL).await.expect(303).location();
    let preview = at_rest(&client, &run).await;
    assert!(preview.texts("td").contains(&"191".to_owned()), "{}", preview.body());
    assert!(preview.body().contains("2021-0127"), "differences are listed");
    let cells = preview.texts("section[aria-labelledby=differences-heading] td");
    assert!(cells.iter().all(|cell| !cell.contains('_') && !cell.contains('|')), "a code among the words: {cells:?}");
    assert_eq!(preview.texts(".crumbs li"), ["Förbundet", "Läs in register", "Filerna du skickade"]);
    assert_eq!(cases(&world).await, 0, "a preview changes nothing");
    client.fill(&run, &[]).await.expect_to(&run);
    let result = at_rest(&client, &run).await;
    assert!(result.has(".notice.success"));
    assert_eq!(cases(&world).await, 191);
    assert_eq!(super::count(&world, "audit_entry WHERE event = 'case_imported' AND role = 'administrator'").await, 191);
    // once more: everything is known, and nothing is offered
    let again = send(&client, &register_2021(), &ALL).await.expect(303).location();
    let preview = at_rest(&client, &again).await;
    assert!(preview.has(".notice.info") && !preview.has("form.form"));
}

async fn a_fault_is_shown_and_nothing_can_be_confirmed(world: World) {
    let client = world.login_as(Role::Administrator).await;
    let copy = Copy::of_2021();
    copy.change("referrals.csv", "19780121-9960", "19780121-9961");
    let run = send(&client, copy.path(), &ALL).await.expect(303).location();
    let page = at_rest(&client, &run).await;
    assert!(page.body().contains("19780121-····") && !page.body().contains("19780121-99"));
    assert!(!page.has("form.form"));
    client.post(&run, &[]).await.expect_to(&run);
    assert_eq!(cases(&world).await, 0);
}

async fn what_is_added_beside_the_rows_is_counted(world: World) {
    let client = world.login_as(Role::Administrator).await;
    let added = "section[aria-labelledby=added-heading]";
    let kinds = [
        ("deltagare", "participant"),
        ("konton för anmälare", "user_account"),
        ("myndigheter", "agency"),
        ("enheter", "unit"),
        ("team", "team"),
        ("stadsdelsområden", "district"),
        ("leverantörer", "provider"),
        ("arbetsträningsplatser", "place"),
        ("gemensamma planer", "plan"),
    ];
    let mut before = Vec::new();
    for (_, table) in kinds {
        before.push(super::count(&world, table).await);
    }
    let run = send(&client, &register_2021(), &ALL).await.expect(303).location();
    let preview = at_rest(&client, &run).await;
    let told = preview.texts(&format!("{added} td"));
    assert_eq!(told.len(), 2 * kinds.len(), "{told:?}");
    assert!(preview.text(added).contains("Ingen kan logga in"), "{}", preview.text(added));
    client.fill(&run, &[]).await.expect_to(&run);
    let result = at_rest(&client, &run).await;
    assert_eq!(result.texts(&format!("{added} td")), told, "the result tells what the preview did");
    for ((kind, table), before) in kinds.into_iter().zip(before) {
        let made = super::count(&world, table).await - before;
        let at = told.iter().position(|cell| cell == kind).unwrap_or_else(|| panic!("{kind} in {told:?}"));
        assert!(made > 0 && told[at + 1] == made.to_string(), "{kind}: {made}, {told:?}");
    }
    // nothing is added once more, and nothing is told of it
    let again = send(&client, &register_2021(), &ALL).await.expect(303).location();
    assert!(!at_rest(&client, &again).await.has(added));
}

async fn all_eight_files_must_be_chosen(world: World) {
    let client = world.login_as(Role::Administrator).await;
    let page = send(&client, &register_2021(), &ALL[..7]).await.expect(422);
    let told = page.error_of("files");
    assert!(told.contains("Saknas: placements.csv."), "{told}");
    let copy = Copy::of_2021();
    std::fs::rename(copy.path().join("lots.csv"), copy.path().join("lots (1).csv")).expect("renamed");
    let names = ALL.map(|name| if name == "lots.csv" { "lots (1).csv" } else { name });
    client.post("/profile", &[("language", "en")]).await.expect(303);
    let told = send(&client, copy.path(), &names).await.expect(422).error_of("files");
    assert!(told.contains("Not a part of the register: lots (1).csv. Missing: lots.csv."), "{told}");
}

async fn files_that_met_an_ended_session_are_to_be_chosen_again(world: World) {
    let person = world.user(Role::Administrator, None).await;
    let login = [("email", person.email.as_str()), ("password", person.password.as_str())];
    for (lang, json) in [(Lang::Sv, false), (Lang::En, true)] {
        let client = world.login(&person).await;
        client.post("/profile", &[("language", lang.code())]).await.expect(303);
        client.get("/admin/import").await.expect(200);
        world.pass(rules::IDLE + Duration::minutes(1));
        let files = files(&register_2021(), &ALL);
        let files: Vec<_> = files.iter().map(|(field, path)| (*field, path.as_str())).collect();
        let answer = client.post_files("/admin/import", &files, json).await;
        let to = if json { answer.redirect().expect("the login page") } else { answer.location() };
        assert_eq!(to, "/login?next=/admin/import");
        let back = client.fill(&to, &login).await.expect_to("/admin/import");
        let page = client.follow(&back).await.expect(200);
        assert_eq!(page.error_of("files"), texts::FILES_NOT_KEPT.get(lang));
        assert!(!page.has(".flash"), "what one wrote is not said to be there: {}", page.body());
        // once only, and they can be sent again
        assert_eq!(client.get("/admin/import").await.expect(200).error_of("files"), "");
        let run = send(&client, &register_2021(), &ALL).await.expect(303).location();
        assert!(at_rest(&client, &run).await.has("form.form"));
    }
    // who was not here lately is told nothing of anybody's files
    let nobody = world.visitor();
    send(&nobody, &register_2021(), &ALL).await.expect(303);
    assert_eq!(nobody.cookie("finsam-kept"), None);
}

async fn a_run_is_nobody_elses(world: World) {
    let client = world.login_as(Role::Administrator).await;
    let run = send(&client, &register_2021(), &ALL).await.expect(303).location();
    at_rest(&client, &run).await;
    let other = world.login_as(Role::Administrator).await;
    other.get(&run).await.expect(404);
    other.post(&run, &[]).await.expect(404);
    assert_eq!(cases(&world).await, 0);
}

async fn files_are_received_from_administrators_alone(world: World) {
    let office = world.login_as(Role::Office).await;
    send(&office, &register_2021(), &ALL).await.expect(403);
    let nobody = world.visitor();
    send(&nobody, &register_2021(), &ALL).await.expect_to("/login?next=/admin/import");
}

async fn files_with_faults_can_be_sent_again_and_again(world: World) {
    let client = world.login_as(Role::Administrator).await;
    let copy = Copy::of_2021();
    copy.change("referrals.csv", "19780121-9960", "19780121-9961");
    for _ in 0..5 {
        let run = send(&client, copy.path(), &ALL).await.expect(303).location();
        assert!(at_rest(&client, &run).await.has(".notice.error"));
    }
    // refused before they are read, and checked without a yes
    for _ in 0..5 {
        send(&client, &register_2021(), &ALL[..7]).await.expect(422);
    }
    let mut last = String::new();
    for _ in 0..5 {
        last = send(&client, &register_2021(), &ALL).await.expect(303).location();
        at_rest(&client, &last).await;
    }
    client.fill(&last, &[]).await.expect_to(&last);
    assert!(at_rest(&client, &last).await.has(".notice.success"));
    assert_eq!(cases(&world).await, 191);
}

async fn a_file_that_is_too_large_is_told_beside_the_field(world: World) {
    let client = world.login_as(Role::Administrator).await;
    let copy = Copy::of_2021();
    let large = std::fs::File::create(copy.path().join("lots.csv")).expect("a file");
    large.set_len(51 << 20).expect("a hole");
    let page = send(&client, copy.path(), &ALL).await.expect(422);
    assert!(page.error_of("files").contains("lots.csv") && page.error_of("files").contains("50 MB"), "{}", page.body());
    assert_eq!(cases(&world).await, 0);
}

/// Spoils a copy, sends it in, and gives file, line and column of the first fault.
async fn first_fault(client: &Client, spoil: impl FnOnce(&Copy)) -> [String; 3] {
    let copy = Copy::of_2021();
    spoil(&copy);
    let run = send(client, copy.path(), &ALL).await.expect(303).location();
    let page = at_rest(client, &run).await;
    assert!(page.has(".notice.error") && !page.has("form.form"), "nothing can be confirmed");
    let cells = page.texts("table.work tbody tr:first-child td");
    [cells[1].clone(), cells[2].clone(), cells[3].clone()]
}

async fn each_kind_of_fault_is_told_where_it_stands(world: World) {
    let client = world.login_as(Role::Administrator).await;
    for spoilt in SPOILT {
        assert_eq!(first_fault(&client, spoilt.how).await, spoilt.told.map(str::to_owned), "{}", spoilt.what);
    }
    assert_eq!(cases(&world).await, 0);
}
