//! The key figures of the register of 2021 are those that were published.
use crate::{
    on_both,
    register_import::{import, register_2021},
    support::{CaseOf, World},
};
use app::{
    access::Role,
    cases::rules::StateCode,
    meetings::rules::MeetingOutcome,
    organisation::rules::Party,
    register_import::{
        actions::{Into, Progress},
        read,
    },
    statistics::actions,
};
use chrono::{Datelike, NaiveDate};

on_both!(
    the_year_2021_is_as_expected,
    a_year_without_anything_is_empty,
    another_association_counts_nothing,
    the_page_and_the_file_show_the_same_numbers,
    figures_are_for_those_who_may_see_them,
    women_and_men_and_every_age_are_always_shown,
    a_year_without_anything_is_no_choice,
    a_year_with_placements_alone_can_be_chosen,
    a_case_that_met_again_has_its_result_in_its_first_year_once,
);

async fn the_year_2021_is_as_expected(world: World) {
    import(&world, &register_2021(), false).await;
    let figures = actions::key_figures_of(&world.db, "Samordningsförbundet Exempelstad", 2021).await;
    let figures = figures.expect("counted").expect("the association is there");
    let expected = std::fs::read_to_string(register_2021().join("expected.json")).expect("the expected figures");
    let printed = serde_json::to_string_pretty(&figures).expect("JSON");
    assert_eq!(printed, expected.trim_end(), "the very same text");
}

async fn a_year_without_anything_is_empty(world: World) {
    import(&world, &register_2021(), false).await;
    let figures = actions::key_figures_of(&world.db, "Samordningsförbundet Exempelstad", 2019).await;
    let figures = figures.expect("counted").expect("the association is there");
    assert_eq!(figures, app::statistics::rules::KeyFigures { year: 2019, ..Default::default() });
}

async fn another_association_counts_nothing(world: World) {
    import(&world, &register_2021(), false).await;
    world.association("Samordningsförbundet Grannstad").await;
    let figures = actions::key_figures_of(&world.db, "Samordningsförbundet Grannstad", 2021).await;
    assert_eq!(figures.expect("counted").expect("there").meetings_held, 0);
    assert!(actions::key_figures_of(&world.db, "Ingenstad", 2021).await.expect("asked").is_none());
}

/// Takes the register of 2021 into the association where people are made.
async fn into_the_home(world: &World) {
    world.home().await;
    let register = read::folder(&register_2021(), world.clock.today()).expect("sound");
    let into = Into::Named("Samordningsförbundet Provstad");
    let imported = app::register_import::actions::import(&world.db, into, &register, false, &Progress::default()).await;
    assert!(imported.expect("imported").changed);
}

async fn the_page_and_the_file_show_the_same_numbers(world: World) {
    into_the_home(&world).await;
    let client = world.login_as(Role::Office).await;
    let page = client.get("/figures?year=2021").await.expect(200);
    assert_eq!(page.text("h1"), "Nyckeltal 2021");
    let totals = page.texts("table.totals td.num");
    let expected = std::fs::read_to_string(register_2021().join("expected.json")).expect("the expected figures");
    let expected: app::statistics::rules::KeyFigures = serde_json::from_str(&expected).expect("JSON");
    let e = [
        expected.meetings_held,
        expected.meetings_with_plan,
        expected.without_sus_consent,
        expected.plans_followed_up_at_six_months,
        expected.work_training_started,
        expected.work_training_stopped_before_start,
        expected.in_queue,
        expected.returned,
    ];
    assert_eq!(totals, e.map(|n| n.to_string()), "each total stands in the table");
    assert_eq!(page.count("table.totals svg.bar"), 8, "with a bar beside it");
    assert_eq!(page.texts("table.figures tr.sum td.num")[..4], ["82", "76", "1", "159"]);
    assert!(page.count("svg.bar") > 20 && !page.body().contains("style="));
    let csv = client.get("/figures.csv?year=2021").await.expect(200);
    assert_eq!(csv.header("content-type"), Some("text/csv; charset=utf-8"));
    // as a spreadsheet in Sweden opens it, in the reader's language, the codes in a column of their own
    assert!(csv.body().starts_with("\u{feff}År;Nyckeltal;Grupp;Undergrupp;Antal;Kod\r\n"), "{}", csv.body());
    assert!(csv.body().contains("2021;Hållna teammöten;;;159;meetings_held\r\n"));
    let line =
        "2021;Hållna möten efter kön och ålder;Kvinna;30–49 år;45;meetings_held_by_gender_and_age/woman/30-49\r\n";
    assert!(csv.body().contains(line));
    client.fill("/profile", &[("language", "en")]).await.expect(303);
    let csv = client.get("/figures.csv?year=2021").await.expect(200);
    assert!(csv.body().contains("2021;Team meetings held;;;159;meetings_held\r\n"));
    client.get("/figures").await.expect(200);
}

async fn figures_are_for_those_who_may_see_them(world: World) {
    for role in [Role::Coordinator, Role::Administrator] {
        world.login_as(role).await.get("/figures.csv?year=2021").await.expect(200);
    }
    for role in [Role::Lots, Role::WorkTraining] {
        let client = world.login_as(role).await;
        client.get("/figures").await.expect(403);
        client.get("/figures.csv?year=2021").await.expect(403);
    }
    let nobody = world.visitor();
    nobody.get("/figures.csv?year=2021").await.expect_to("/login?next=/figures");
}

async fn women_and_men_and_every_age_are_always_shown(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::Met, &[Party::Jobbtorg])).await;
    let slot = world.slot(world.team(referrer.association, &[Party::Jobbtorg]).await, -1).await;
    world.meeting(case, slot, MeetingOutcome::Held).await;
    world.assignment(case, world.user(Role::Lots, None).await.id).await;
    world.tamper("UPDATE case_person SET gender = 'woman'").await.expect("changed");
    let client = world.login_as(Role::Office).await;
    let year = (world.clock.today() - chrono::Days::new(1)).year();
    let page = client.get(&format!("/figures?year={year}")).await.expect(200);
    let table = "[aria-labelledby=gender-age] table";
    assert_eq!(page.texts(&format!("{table} thead th")), ["Ålder", "kvinnor", "män", "Alla"]);
    let ages = page.texts(&format!("{table} tbody th"));
    assert_eq!(ages[..5], ["under 16 år", "16–29 år", "30–49 år", "50–64 år", "över 64 år"], "with or without anyone");
    assert_eq!(page.texts(&format!("{table} tr.sum td.num")), ["1", "0", "1"]);
    assert_eq!(page.texts("[aria-labelledby=lots] tbody th"), ["kvinnor", "män", "Alla"]);
    // the others where there are any
    world.tamper("UPDATE case_person SET gender = 'other'").await.expect("changed");
    let page = client.get(&format!("/figures?year={year}")).await.expect(200);
    assert_eq!(page.texts(&format!("{table} thead th")), ["Ålder", "kvinnor", "män", "annat", "Alla"]);
    assert_eq!(page.texts(&format!("{table} tr.sum td.num")), ["0", "0", "1", "1"]);
}

async fn a_year_without_anything_is_no_choice(world: World) {
    let now = world.clock.today().year().to_string();
    let page = world.login_as(Role::Office).await.get("/figures?year=1900").await.expect(200);
    assert_eq!(page.texts("select[name=year] option"), [now.as_str()]);
    assert_eq!(page.text("h1"), format!("Nyckeltal {now}"), "this year is shown instead");
}

async fn a_year_with_placements_alone_can_be_chosen(world: World) {
    world.placement_of_another_way(false, None).await;
    world.tamper("UPDATE placement SET requested_on = '2019-05-02'").await.expect("changed");
    let page = world.login_as(Role::Office).await.get("/figures").await.expect(200);
    assert!(page.texts("select[name=year] option").contains(&"2019".to_owned()));
}

async fn a_case_that_met_again_has_its_result_in_its_first_year_once(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, StateCode::Met, &[Party::Jobbtorg])).await;
    let team = world.team(referrer.association, &[Party::Jobbtorg]).await;
    let today = world.clock.today();
    let (first, second) = (today.year() - 3, today.year() - 2);
    for (year, month) in [(first, 3), (first, 9), (second, 3)] {
        let day = NaiveDate::from_ymd_opt(year, month, 15).expect("a day");
        let slot = world.slot(team, (day - today).num_days()).await;
        world.meeting(case, slot, MeetingOutcome::Held).await;
    }
    world.follow_up(case, 0).await;
    world.tamper("UPDATE follow_up SET months = 6, result = 'all_done'").await.expect("followed up");
    world.assignment(case, world.user(Role::Lots, None).await.id).await;
    let mut counted = vec![];
    for year in [first, second] {
        let figures = actions::key_figures_of(&world.db, "Samordningsförbundet Provstad", year).await;
        let figures = figures.expect("counted").expect("the association is there");
        let lots: i64 = figures.lots_by_gender.values().sum();
        counted.push((figures.meetings_held, figures.plans_followed_up_at_six_months, lots));
    }
    assert_eq!(counted, [(2, 1, 1), (1, 0, 0)]);
}
