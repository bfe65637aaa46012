//! A backup holds everything but the key; it is restored to a new database only, and only with its own key.
use super::{Called, Folder, finsam, with_key};
use crate::{
    on_both,
    support::{Kind, World, cases::CaseOf, database},
};
use app::{access::Role, cases::rules::StateCode, organisation::rules::Party};
use std::path::Path;

on_both!(
    what_was_backed_up_is_restored_whole,
    a_database_that_exists_is_not_overwritten,
    another_key_does_not_fit,
    a_missing_key_is_told,
    something_else_is_no_backup,
    a_backup_overwrites_nothing,
    what_sqlite_left_beside_is_not_put_into_the_restored,
);

/// Where a backup of the world can be restored to: nothing is there yet.
async fn new_place(world: &World, folder: &Folder) -> String {
    match world.kind {
        Kind::Sqlite => format!("sqlite://{}", folder.file("restored/finsam.db").display()),
        Kind::Postgres => database::create_empty_postgres().await,
    }
}

/// A case, its participant and consent, and someone's log in the log.
async fn with_a_case(world: &World) {
    let referrer = world.user(Role::Referrer, None).await;
    world.case(CaseOf::new(&referrer, StateCode::InQueue, &[Party::HealthCare])).await;
    world.login(&referrer).await.fill("/profile", &[("language", "en")]).await.expect_to("/profile");
}

async fn gone(url: &str) {
    database::remove(url).await;
}

fn backup(world: &World, key: &Path, file: &Path) -> Called {
    finsam(world.url(), key, &["backup", file.to_str().expect("UTF-8")])
}

fn restore(url: &str, key: &Path, file: &Path) -> Called {
    finsam(url, key, &["restore", file.to_str().expect("UTF-8")])
}

async fn what_was_backed_up_is_restored_whole(world: World) {
    with_a_case(&world).await;
    let (folder, key) = with_key(&world);
    let file = folder.file("finsam.backup");

    let called = backup(&world, &key, &file);
    assert_eq!(called.exit, 0, "{}", called.stderr);
    let told: serde_json::Value = serde_json::from_str(&called.stdout).expect("JSON");
    let bytes = std::fs::read(&file).expect("the backup");
    assert_eq!(told["bytes"].as_u64(), Some(bytes.len() as u64));
    let secret = std::fs::read_to_string(&key).expect("the key");
    let secret = secret.lines().last().expect("a line").trim().as_bytes();
    assert!(!bytes.windows(secret.len()).any(|part| part == secret), "the key is in the backup");
    #[cfg(unix)]
    assert_eq!(
        std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&file).expect("it").permissions()) & 0o777,
        0o600
    );

    let place = new_place(&world, &folder).await;
    let called = restore(&place, &key, &file);
    assert_eq!(called.exit, 0, "{}", called.stderr);
    let restored = world.on(&place).await;
    assert_eq!(restored.contents().await, world.contents().await);
    assert!(!restored.events().await.is_empty());
    drop(restored);
    gone(&place).await;
}

async fn a_database_that_exists_is_not_overwritten(world: World) {
    let (folder, key) = with_key(&world);
    let file = folder.file("finsam.backup");
    assert_eq!(backup(&world, &key, &file).exit, 0);
    with_a_case(&world).await;
    let before = world.contents().await;
    let called = restore(world.url(), &key, &file);
    assert_eq!(called.exit, 2, "{}", called.stderr);
    assert!(called.stderr.contains("exists already"), "{}", called.stderr);
    assert_eq!(world.contents().await, before);
}

async fn another_key_does_not_fit(world: World) {
    let (folder, key) = with_key(&world);
    let file = folder.file("finsam.backup");
    assert_eq!(backup(&world, &key, &file).exit, 0);
    let other = folder.file("other.key");
    assert_eq!(finsam("sqlite://unused", &other, &["keys", "new"]).exit, 0);
    let place = new_place(&world, &folder).await;
    let called = restore(&place, &other, &file);
    assert_eq!(called.exit, 2, "{}", called.stderr);
    assert!(called.stderr.contains("does not fit"), "{}", called.stderr);
    // nothing was left there: the right key still can
    assert_eq!(restore(&place, &key, &file).exit, 0);
    gone(&place).await;
    // and no backup is made with it either
    let refused = backup(&world, &other, &folder.file("second.backup"));
    assert_eq!(refused.exit, 1, "{}", refused.stderr);
    assert!(!folder.file("second.backup").exists());
}

async fn a_missing_key_is_told(world: World) {
    let (folder, key) = with_key(&world);
    let file = folder.file("finsam.backup");
    assert_eq!(backup(&world, &key, &file).exit, 0);
    let place = new_place(&world, &folder).await;
    let missing = folder.file("missing.key");
    let called = restore(&place, &missing, &file);
    assert_eq!(called.exit, 2, "{}", called.stderr);
    assert!(called.stderr.contains("key file"), "{}", called.stderr);
    assert!(!missing.exists(), "a key was made for a backup that another one made");
    gone(&place).await;
}

async fn something_else_is_no_backup(world: World) {
    let (folder, key) = with_key(&world);
    let place = new_place(&world, &folder).await;
    let (sqlite, postgres) = ("SQLite format 3\0 and no more", "PGDMP and no more");
    for (name, contents) in [("text", "id;name\n1;two\n"), ("sqlite", sqlite), ("postgres", postgres), ("empty", "")] {
        let file = folder.file(name);
        std::fs::write(&file, contents).expect("written");
        let called = restore(&place, &key, &file);
        assert_eq!(called.exit, 2, "{name}: {}", called.stderr);
    }
    assert_eq!(restore(&place, &key, &folder.file("missing")).exit, 2);
    gone(&place).await;
}

async fn a_backup_overwrites_nothing(world: World) {
    let (folder, key) = with_key(&world);
    let file = folder.file("finsam.backup");
    std::fs::write(&file, "mine").expect("written");
    assert_eq!(backup(&world, &key, &file).exit, 2);
    assert_eq!(std::fs::read_to_string(&file).expect("there"), "mine");
}

async fn what_sqlite_left_beside_is_not_put_into_the_restored(world: World) {
    if world.kind != Kind::Sqlite {
        return;
    }
    let (folder, key) = with_key(&world);
    let file = folder.file("finsam.backup");
    assert_eq!(backup(&world, &key, &file).exit, 0);
    let place = new_place(&world, &folder).await;
    std::fs::create_dir_all(folder.file("restored")).expect("a folder");
    for end in ["-wal", "-shm", "-journal"] {
        let left = folder.file(&format!("restored/finsam.db{end}"));
        std::fs::write(&left, "what was written before the crash").expect("written");
        let called = restore(&place, &key, &file);
        assert_eq!(called.exit, 2, "{end}: {}", called.stderr);
        assert!(called.stderr.contains(end), "{}", called.stderr);
        assert!(!folder.file("restored/finsam.db").exists(), "nothing was made");
        std::fs::remove_file(&left).expect("moved away");
    }
    assert_eq!(restore(&place, &key, &file).exit, 0);
    gone(&place).await;
}
