//! What every command promises: an example in its help, the key that fits, 2 for a wrong call.
use super::{Folder, finsam, with_key};
use crate::{
    on_both,
    support::{Kind, World},
};
use app::access::Role;

on_both!(
    another_key_is_refused_by_every_command,
    a_missing_key_is_refused_by_every_command,
    a_broken_log_exits_with_3,
    the_demonstration_is_loaded_into_an_empty_database_only,
);

/// Every command that opens the database, with what it needs.
const COMMANDS: [&[&str]; 7] = [
    &["migrate"],
    &["demo"],
    &["audit", "verify"],
    &["import", "nowhere", "--association", "Förbundet"],
    &["report", "key-figures", "--association", "Förbundet", "--year", "2021"],
    &["user", "add", "--email", "a@b.example", "--name", "A B", "--role", "office", "--association", "Förbundet"],
    &["serve", "--addr", "127.0.0.1:0"],
];

#[test]
fn every_commands_help_shows_an_example() {
    let folder = Folder::new();
    let key = folder.file("key");
    let commands: [&[&str]; 14] = [
        &["serve"],
        &["migrate"],
        &["demo"],
        &["import"],
        &["report"],
        &["report", "key-figures"],
        &["user"],
        &["user", "add"],
        &["audit"],
        &["audit", "verify"],
        &["backup"],
        &["restore"],
        &["keys"],
        &["keys", "new"],
    ];
    for command in commands {
        let called = finsam("sqlite://unused", &key, &[command, &["--help"]].concat());
        assert_eq!(called.exit, 0, "{command:?}");
        assert!(called.stdout.contains("Example:"), "{command:?} shows no example");
        assert!(
            called.stdout.contains(&format!("finsam {}", command.join(" "))),
            "{command:?}: another command's example"
        );
    }
}

#[test]
fn a_wrong_call_exits_with_2() {
    let folder = Folder::new();
    let key = folder.file("key");
    let wrong: [&[&str]; 4] =
        [&["fly"], &["import"], &["report", "key-figures", "--year", "x"], &["serve", "--addr", "here"]];
    for arguments in wrong {
        let called = finsam("sqlite://unused", &key, arguments);
        assert_eq!(called.exit, 2, "{arguments:?}");
        assert_eq!(called.stdout, "", "{arguments:?}");
    }
    assert!(!key.exists());
}

#[test]
fn a_key_is_made_for_its_owner_alone_and_never_overwritten() {
    let folder = Folder::new();
    let key = folder.file("finsam.key");
    assert_eq!(finsam("sqlite://unused", &key, &["keys", "new"]).exit, 0);
    let first = std::fs::read(&key).expect("a key");
    #[cfg(unix)]
    assert_eq!(
        std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&key).expect("it").permissions()) & 0o777,
        0o600
    );
    assert_ne!(finsam("sqlite://unused", &key, &["keys", "new"]).exit, 0);
    assert_eq!(std::fs::read(&key).expect("a key"), first);
}

async fn another_key_is_refused_by_every_command(world: World) {
    let (folder, _) = with_key(&world);
    let other = folder.file("other.key");
    assert_eq!(finsam("sqlite://unused", &other, &["keys", "new"]).exit, 0);
    let before = world.contents().await;
    for command in COMMANDS {
        let called = finsam(world.url(), &other, command);
        assert_eq!(called.exit, 1, "{command:?}: {}", called.stderr);
        assert!(called.stderr.contains("does not fit"), "{command:?}: {}", called.stderr);
    }
    assert_eq!(world.contents().await, before);
}

async fn a_missing_key_is_refused_by_every_command(world: World) {
    let folder = Folder::new();
    let missing = folder.file("missing.key");
    for command in COMMANDS {
        let called = finsam(world.url(), &missing, command);
        assert_eq!(called.exit, 1, "{command:?}: {}", called.stderr);
        assert!(called.stderr.contains("is missing"), "{command:?}: {}", called.stderr);
    }
    assert!(!missing.exists(), "a new key opens nothing of the old database");
}

async fn a_broken_log_exits_with_3(world: World) {
    let (_folder, key) = with_key(&world);
    let whole = finsam(world.url(), &key, &["audit", "verify"]);
    assert_eq!(whole.exit, 0, "{}", whole.stderr);
    world
        .tamper(match world.kind {
            Kind::Sqlite => "DROP TRIGGER audit_entry_no_update",
            Kind::Postgres => "DROP TRIGGER audit_entry_append_only ON audit_entry",
        })
        .await
        .expect("the trigger is dropped");
    let broken = finsam(world.url(), &key, &["audit", "verify"]);
    assert_eq!(broken.exit, 3, "{}", broken.stderr);
    let told: serde_json::Value = serde_json::from_str(&broken.stdout).expect("JSON");
    assert!(told["broken"].is_object(), "{told}");
}

async fn the_demonstration_is_loaded_into_an_empty_database_only(world: World) {
    let (_folder, key) = with_key(&world);
    world.user(Role::Office, None).await;
    let before = world.contents().await;
    let called = finsam(world.url(), &key, &["demo"]);
    assert_eq!(called.exit, 2, "{}", called.stderr);
    assert_eq!(world.contents().await, before);
}
