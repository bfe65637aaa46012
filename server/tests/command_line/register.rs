//! `finsam import`: faults as JSON and in words, exit 2, nothing changed.
use super::{finsam, with_key};
use crate::{
    on_both,
    register_import::{Copy, bad_input::SPOILT, register_2021},
    support::World,
};

on_both!(
    each_kind_of_fault_is_told_where_it_stands,
    a_large_file_is_refused_before_it_is_read,
    an_association_needs_a_name,
    a_new_association_has_the_usual_limits,
    what_is_made_is_counted_in_words_and_as_json,
);

const NAME: &str = "Förbundet";

async fn each_kind_of_fault_is_told_where_it_stands(world: World) {
    let (_folder, key) = with_key(&world);
    let before = world.contents().await;
    for spoilt in SPOILT {
        let copy = Copy::of_2021();
        (spoilt.how)(&copy);
        let dir = copy.path().to_str().expect("UTF-8");
        let called = finsam(world.url(), &key, &["import", dir, "--association", NAME]);
        assert_eq!(called.exit, 2, "{}: {}", spoilt.what, called.stderr);
        let told: serde_json::Value = serde_json::from_str(&called.stdout).expect("JSON");
        let [file, line, column] = spoilt.told;
        let first = &told["errors"][0];
        assert_eq!(first["file"], file, "{}", spoilt.what);
        assert_eq!(first["line"].as_u64(), Some(line.parse().unwrap_or(0)), "{}", spoilt.what);
        assert_eq!(first["column"], column, "{}", spoilt.what);
        let place = if line.is_empty() { file.to_owned() } else { format!("{file}:{line} {column}:") };
        assert!(called.stderr.contains(&place), "{}: {}", spoilt.what, called.stderr);
        assert!(!called.stdout.contains("9961") && !called.stderr.contains("9961"), "values are masked");
    }
    assert_eq!(world.contents().await, before);
}

async fn a_large_file_is_refused_before_it_is_read(world: World) {
    let (_folder, key) = with_key(&world);
    let copy = Copy::of_2021();
    let file = std::fs::OpenOptions::new().write(true).open(copy.path().join("meetings.csv")).expect("a file");
    file.set_len(200 << 20).expect("a hole");
    let dir = copy.path().to_str().expect("UTF-8");
    let called = finsam(world.url(), &key, &["import", dir, "--association", NAME]);
    assert_eq!(called.exit, 2, "{}", called.stderr);
    assert!(called.stderr.contains("meetings.csv") && called.stderr.contains("200 MB"), "{}", called.stderr);
}

async fn an_association_needs_a_name(world: World) {
    let (_folder, key) = with_key(&world);
    let before = world.contents().await;
    let dir = register_2021();
    let long = "x".repeat(121);
    for name in ["", "  ", long.as_str()] {
        let called = finsam(world.url(), &key, &["import", dir.to_str().expect("UTF-8"), "--association", name]);
        assert_eq!((called.exit, called.stdout.as_str()), (2, ""), "{}", called.stderr);
    }
    assert_eq!(world.contents().await, before);
}

async fn a_new_association_has_the_usual_limits(world: World) {
    let (_folder, key) = with_key(&world);
    let dir = register_2021();
    let called = finsam(world.url(), &key, &["import", dir.to_str().expect("UTF-8"), "--association", NAME]);
    assert_eq!(called.exit, 0, "{}", called.stderr);
    let made = format!("There was no association named {NAME}. It was made with this register.");
    assert!(called.stderr.contains(&made), "a mistyped name is seen: {}", called.stderr);
    let again = finsam(world.url(), &key, &["import", dir.to_str().expect("UTF-8"), "--association", NAME]);
    assert!(again.exit == 0 && !again.stderr.contains("no association"), "{}", again.stderr);
    let usual = app::organisation::rules::Limits::default().inbox_days.to_string();
    assert_eq!(world.column("SELECT CAST(inbox_days AS TEXT) AS value FROM association").await, [usual]);
}

async fn what_is_made_is_counted_in_words_and_as_json(world: World) {
    let (_folder, key) = with_key(&world);
    let dir = register_2021();
    let dir = dir.to_str().expect("UTF-8");
    let called = finsam(world.url(), &key, &["import", dir, "--association", NAME, "--dry-run"]);
    assert_eq!(called.exit, 0, "{}", called.stderr);
    let told: serde_json::Value = serde_json::from_str(&called.stdout).expect("JSON");
    let created = |kind: &str| told["created"][kind].as_u64().expect("a number");
    assert_eq!((created("participants"), created("users"), created("agencies")), (191 + 33, 73, 22));
    let line = called.stderr.lines().find(|line| line.starts_with("New: ")).expect("what is new");
    for (kind, words) in [
        ("referrals", "referrals"),
        ("participants", "participants"),
        ("users", "accounts for referrers"),
        ("agencies", "agencies"),
        ("units", "units"),
        ("teams", "teams"),
        ("places", "work-training places"),
    ] {
        let told = format!("{words} {}", created(kind));
        assert!(line.contains(&told), "{told}: {line}");
    }
}
