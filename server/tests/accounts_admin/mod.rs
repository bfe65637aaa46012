//! Users as an administrator adds, changes and closes them; going between associations; the command line.
pub mod scenarios;

use crate::{
    on_both,
    organisation::{administrator, stranger},
    support::{Client, Person, World},
};
use app::{
    access::Role,
    accounts::users::{
        command_line::{self, NewUser, Refusal},
        texts,
    },
    kernel::{
        id::{CaseId, ParticipantId},
        lang::Lang,
    },
    organisation::rules::Party,
};
use chrono::Duration;

on_both!(
    a_new_user_gets_in_with_a_password_that_is_shown_once,
    a_one_time_password_runs_out_and_a_new_one_ends_sessions,
    an_address_that_is_taken_is_told_beside_the_field,
    a_task_of_a_unit_needs_one_and_is_held_once,
    nobody_closes_a_user_with_a_live_case,
    a_closed_user_is_out_at_once_and_can_come_back,
    the_last_administrator_stays,
    users_of_another_association_do_not_exist,
    an_account_is_changed_by_its_home_association_only,
    a_search_puts_no_name_in_the_address,
    who_has_several_associations_goes_between_them,
    each_form_of_an_administrator_has_a_way_back,
    the_command_line_adds_the_first_administrator,
);

async fn each_form_of_an_administrator_has_a_way_back(world: World) {
    let client = administrator(&world).await;
    let home = world.home().await;
    let unit = world.unit(world.agency(Party::Jobbtorg).await).await;
    let person = world.user(Role::Representative, unit).await;
    let team = world.team(home, &[Party::Jobbtorg]).await;
    let district = world.district(home, "Bromma").await;
    let agency = client.get("/admin/agencies").await.attribute("main tbody a", "href").expect("an agency");
    let user = format!("/admin/users/{}", person.id);
    let pages = [
        "/admin/settings".to_owned(),
        format!("/admin/districts/{district}"),
        "/admin/agencies/add".to_owned(),
        format!("{agency}/change"),
        format!("/admin/units/{unit}"),
        "/admin/associations/add".to_owned(),
        "/admin/users/add".to_owned(),
        "/admin/users/search".to_owned(),
        format!("{user}/change"),
        format!("{user}/one-time-password"),
        format!("{user}/close"),
        task_of(&client, &person).await,
        "/teams/add".to_owned(),
        format!("/teams/{team}/change"),
        "/admin/import".to_owned(),
        "/logout".to_owned(),
        "/logout/everywhere".to_owned(),
        "/password".to_owned(),
        "/profile/association".to_owned(),
    ];
    for page in pages {
        let shown = client.get(&page).await.expect(200);
        assert!(shown.has("form.form .buttons a[href]"), "{page} has no way back");
    }
    let hub = client.get("/admin").await.expect(200);
    assert!(hub.has("main a[href='/admin/import']"), "the way to the import");
}

/// The address of the page that ends the first of the person's tasks.
async fn task_of(client: &Client, person: &Person) -> String {
    let page = client.get(&format!("/admin/users/{}", person.id)).await;
    page.attribute("td.act a", "href").expect("a task to end")
}

/// Makes a one-time password by the form at this address and reads it.
async fn one_time(client: &Client, person: &Person) -> String {
    let at = format!("/admin/users/{}/one-time-password", person.id);
    client.fill(&at, &[]).await.expect_to(&at);
    client.get(&at).await.text("main code")
}

async fn a_new_user_gets_in_with_a_password_that_is_shown_once(world: World) {
    let client = administrator(&world).await;
    let typed = [("name", "Nadia Berg"), ("email", "Nadia@Provstad.example"), ("role", "coordinator")];
    let to = client.fill("/admin/users/add", &typed).await.expect(303).location();
    assert!(to.ends_with("/one-time-password"), "{to}");
    // another browser of the same administrator is not shown it
    let password = client.get(&to).await.text("main code");
    assert_eq!(password.len(), 19, "{password}");
    assert!(!client.get(&to).await.body().contains(&password), "shown twice");
    let nadia = world.visitor();
    nadia.log_in("nadia@provstad.example", &password).await.expect_to("/");
    nadia.get("/").await.expect_to("/password");
    for table in ["shown_once", "audit_entry", "submission", "user_account"] {
        let column = match table {
            "shown_once" => "CAST(count(*) AS TEXT)",
            "audit_entry" => "details",
            "submission" => "COALESCE(redirect, '')",
            _ => "COALESCE(password_hash, '')",
        };
        let values = world.column(&format!("SELECT {column} AS value FROM {table}")).await;
        assert!(values.iter().all(|v| !v.contains(&password)), "{table}");
    }
}

async fn a_one_time_password_runs_out_and_a_new_one_ends_sessions(world: World) {
    let client = administrator(&world).await;
    let person = world.user(Role::Coordinator, None).await;
    let theirs = world.login(&person).await;
    let first = one_time(&client, &person).await;
    theirs.get("/").await.expect_to("/login");
    assert_eq!(world.visitor().log_in(&person.email, &person.password).await.status(), 422);
    world.pass(Duration::hours(73));
    assert_eq!(world.visitor().log_in(&person.email, &first).await.status(), 422);
    let client = administrator(&world).await;
    assert!(client.get("/admin/users?state=not_opened").await.body().contains(&person.email));
    for _ in 0..6 {
        world.visitor().log_in(&person.email, "fel lösenord").await;
    }
    let second = one_time(&client, &person).await;
    world.visitor().log_in(&person.email, &second).await.expect_to("/");
}

async fn an_address_that_is_taken_is_told_beside_the_field(world: World) {
    let client = administrator(&world).await;
    let known = world.user(Role::Lots, None).await;
    let typed = |email: &str| vec![("name", "X".to_owned()), ("email", email.to_owned()), ("role", "lots".to_owned())];
    let post = |email: &str| {
        let (client, typed) = (client.clone(), typed(email));
        async move {
            let typed: Vec<_> = typed.iter().map(|(n, v)| (*n, v.as_str())).collect();
            client.fill("/admin/users/add", &typed).await
        }
    };
    let page = post(&known.email).await.expect(422);
    assert_eq!(page.error_of("email"), "Adressen används redan av en annan användare.");
    // together with what else is wrong, each beside its field
    let all = [("email", known.email.as_str()), ("role", "referrer")];
    let page = client.fill("/admin/users/add", &all).await.expect(422);
    assert_eq!(page.error_of("name"), texts::NAME_MISSING.get(Lang::Sv));
    assert_eq!(page.error_of("email"), texts::EMAIL_TAKEN.get(Lang::Sv));
    assert_eq!(page.error_of("unit"), texts::UNIT_MISSING.get(Lang::Sv));
    let label = page.text("label[for=unit]");
    assert!(!label.contains("frivilligt") && page.text("#unit-hint").starts_with("Behövs för anmälare"), "{label}");
    // an account of another association gets the task, and no password
    let elsewhere = world.association("Samordningsförbundet Annanstad").await;
    let person = world.user_in(elsewhere, Role::Lots, None).await;
    post(&person.email).await.expect_to(&format!("/admin/users/{}", person.id));
    assert!(client.get("/admin/users").await.body().contains(&person.name));
    let theirs = world.login(&person).await;
    assert_eq!(theirs.get("/profile").await.count(".activities li"), 2);
}

async fn a_task_of_a_unit_needs_one_and_is_held_once(world: World) {
    let client = administrator(&world).await;
    let unit = world.unit(world.agency(Party::Jobbtorg).await).await.to_string();
    let person = world.user(Role::Lots, None).await;
    let at = format!("/admin/users/{}", person.id);
    let page = client.fill(&at, &[("role", "referrer")]).await.expect(422);
    assert_eq!(page.error_of("unit"), "Välj vid vilken enhet uppgiften finns.");
    let page = client.fill(&at, &[("role", "office"), ("unit", &unit)]).await.expect(422);
    assert!(page.error_of("unit").starts_with("Uppgiften finns hos förbundet"));
    client.fill(&at, &[("role", "referrer"), ("unit", &unit)]).await.expect_to(&at);
    let page = client.fill(&at, &[("role", "referrer"), ("unit", &unit)]).await.expect(422);
    assert_eq!(page.error_of("role"), "Användaren har redan den uppgiften där.");
    let foreign = world.agency_in(world.association("Annanstad").await, Party::Jobbtorg).await;
    let foreign = world.unit(foreign).await.to_string();
    let typed = [("role", "referrer"), ("unit", foreign.as_str())];
    let page = client.post(&at, &typed).await.expect(422);
    assert!(page.error_of("unit").starts_with("Enheten finns inte"));
}

/// A case with the person as referrer, written past every rule.
async fn a_case(world: &World, person: &Person, state: &str) -> CaseId {
    let (case, participant) = (CaseId::new(), ParticipantId::new());
    let unit = person.unit.expect("a unit");
    let hex = |id: uuid::Uuid| match world.kind {
        crate::support::Kind::Sqlite => format!("X'{}'", id.simple()),
        crate::support::Kind::Postgres => format!("'{id}'"),
    };
    let agency = format!("(SELECT agency_id FROM unit WHERE id = {})", hex(unit.0));
    let (p, a) = (hex(participant.0), hex(person.association.0));
    world
        .tamper(&format!(
            "INSERT INTO participant (id, association_id, given_name, family_name, gender, \
             language, needs_interpreter, protected_identity, made_at) VALUES ({p}, {a}, 'Johan', 'Ek', 'man',\
             'sv', FALSE, FALSE, '2026-01-01T00:00:00Z')"
        ))
        .await
        .unwrap();
    world
        .tamper(&format!(
            "INSERT INTO cases (id, association_id, participant_id, number, track, state, state_since, submitted_at, \
             submitted_on, referrer_id, unit_id, agency_id, referring_party, support_band, education, dormant) VALUES \
             ({}, {a}, {p}, '2026-0001', 'team_meeting', '{state}', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', \
             '2026-01-01', {}, {}, {agency}, 'jobbtorg', 'unknown', 'unknown', FALSE)",
            hex(case.0),
            hex(person.id.0),
            hex(unit.0),
        ))
        .await
        .unwrap();
    case
}

async fn nobody_closes_a_user_with_a_live_case(world: World) {
    let client = administrator(&world).await;
    let person = world.user(Role::Referrer, None).await;
    a_case(&world, &person, "in_queue").await;
    let close = format!("/admin/users/{}/close", person.id);
    let words = "Ett pågående ärende har användaren som anmälare. Byt anmälare där först.";
    assert_eq!(client.fill(&close, &[]).await.expect(422).error_of(""), words);
    let task = task_of(&client, &person).await;
    assert_eq!(client.fill(&task, &[]).await.expect(422).error_of(""), words);
    world.tamper("UPDATE cases SET state = 'closed'").await.unwrap();
    client.fill(&close, &[]).await.expect(303);
}

async fn a_closed_user_is_out_at_once_and_can_come_back(world: World) {
    let client = administrator(&world).await;
    let person = world.user(Role::Coordinator, None).await;
    let theirs = world.login(&person).await;
    let at = format!("/admin/users/{}", person.id);
    client.fill(&format!("{at}/close"), &[]).await.expect_to(&at);
    theirs.get("/").await.expect_to("/login");
    assert_eq!(world.visitor().log_in(&person.email, &person.password).await.status(), 422);
    assert!(!client.get("/admin/users").await.body().contains(&person.email));
    assert!(client.get("/admin/users?state=closed").await.body().contains(&person.email));
    let page = client.get(&at).await;
    assert_eq!((page.text("dd .tag"), page.count("form.form")), ("avslutad".into(), 0));
    // no password is offered to one who is closed: the account is opened again, and that is what it says
    let offered = page.texts("section[aria-labelledby=account] footer a");
    assert_eq!(offered, ["Ändra namn eller adress", "Öppna kontot igen"]);
    assert_eq!(client.get(&format!("{at}/one-time-password")).await.text("h1"), "Öppna kontot igen");
    let password = one_time(&client, &person).await;
    client.fill(&at, &[("role", "lots")]).await.expect_to(&at);
    world.visitor().log_in(&person.email, &password).await.expect_to("/");
}

async fn the_last_administrator_stays(world: World) {
    let person = world.user(Role::Administrator, None).await;
    let client = world.login(&person).await;
    let task = task_of(&client, &person).await;
    let page = client.fill(&task, &[]).await.expect(422);
    assert!(page.error_of("").starts_with("Användaren är förbundets enda administratör."));
    let close = format!("/admin/users/{}/close", person.id);
    assert!(client.fill(&close, &[]).await.expect(422).error_of("").contains("eget konto"));
    world.user(Role::Administrator, None).await;
    client.fill(&task, &[]).await.expect(303);
    client.get("/admin").await.expect(403);
}

async fn users_of_another_association_do_not_exist(world: World) {
    let other = stranger(&world).await;
    let person = world.user(Role::Coordinator, None).await;
    assert_eq!(other.get("/admin/users").await.count("tbody tr"), 1);
    for verb in ["", "/change", "/close", "/one-time-password"] {
        other.get(&format!("/admin/users/{}{verb}", person.id)).await.expect(404);
    }
}

async fn an_account_is_changed_by_its_home_association_only(world: World) {
    let mut person = world.user(Role::Coordinator, None).await;
    person.association = world.association("Samordningsförbundet Annanstad").await;
    world.pass(Duration::seconds(1));
    world.grant(&person, Role::Coordinator, None).await;
    let there = world.login(&world.user_in(person.association, Role::Administrator, None).await).await;
    let at = format!("/admin/users/{}", person.id);
    there.get(&at).await.expect(200);
    for verb in ["one-time-password", "close", "change"] {
        let typed = [("name", "X"), ("email", "x@provstad.example")];
        there.post(&format!("{at}/{verb}"), &typed).await.expect(403);
    }
    there.fill(&task_of(&there, &person).await, &[]).await.expect(303);
    let here = administrator(&world).await;
    here.fill(&format!("{at}/close"), &[]).await.expect(303);
}

async fn a_search_puts_no_name_in_the_address(world: World) {
    let client = administrator(&world).await;
    let person = world.user(Role::Coordinator, None).await;
    world.user(Role::Coordinator, None).await;
    let to = client.fill("/admin/users/search", &[("text", &person.email)]).await.expect(303).location();
    assert!(to.starts_with("/admin/users?search=") && !to.contains("person"), "{to}");
    assert_eq!(client.get(&to).await.texts("tbody td a"), [person.name]);
    // another's search is not found
    administrator(&world).await.get(&to).await.expect(404);
}

async fn who_has_several_associations_goes_between_them(world: World) {
    let client = administrator(&world).await;
    let name = "Samordningsförbundet Annanstad";
    client.fill("/admin/associations/add", &[("name", name)]).await.expect_to("/profile/association");
    let page = client.get("/profile/association").await;
    assert_eq!(page.count("input[name=association]"), 2);
    let to = page.attribute("input[name=association]:not([checked])", "value").unwrap();
    client.fill("/profile/association", &[("association", &to)]).await.expect_to("/");
    assert_eq!(client.get("/admin").await.text(".rail small"), name);
    assert_eq!(client.get("/admin/users").await.count("tbody tr"), 1);
    let foreign = world.association("Samordningsförbundet Tredjestad").await.to_string();
    client.post("/profile/association", &[("association", &foreign)]).await.expect(404);
}

async fn the_command_line_adds_the_first_administrator(world: World) {
    let new = NewUser {
        email: "Anna.Ek@example.se".into(),
        name: "Anna Ek".into(),
        role: Role::Administrator,
        association: "Samordningsförbundet Nystad".into(),
        unit: None,
    };
    let password = command_line::add(&world.db, &new).await.unwrap();
    let client = world.visitor();
    client.log_in("anna.ek@example.se", &password).await.expect_to("/");
    client.get("/").await.expect_to("/password");
    assert_eq!(command_line::add(&world.db, &new).await, Err(Refusal::EmailTaken));
    let refused = |change: fn(&mut NewUser)| {
        let mut other = NewUser { email: "b@example.se".into(), ..new.clone() };
        change(&mut other);
        let db = world.db.clone();
        async move { command_line::add(&db, &other).await }
    };
    assert_eq!(refused(|n| n.email = "b".into()).await, Err(Refusal::NoEmail));
    assert_eq!(refused(|n| n.role = Role::Referrer).await, Err(Refusal::UnitMissing));
    assert_eq!(refused(|n| n.unit = Some("Enhet".into())).await, Err(Refusal::UnitNotWanted));
    let unknown = refused(|n| {
        n.role = Role::Referrer;
        n.unit = Some("Enhet".into());
        n.association = "Samordningsförbundet Ingenstans".into();
    });
    assert_eq!(unknown.await, Err(Refusal::UnknownUnit));
    let names = world.column("SELECT name AS value FROM association").await;
    assert_eq!(names, ["Samordningsförbundet Nystad"]);
}
