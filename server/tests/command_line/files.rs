//! Files that hold names in clear are the owner's alone; and a database in which something was begun.
use super::{Folder, finsam, with_key};
use crate::{
    on_both,
    support::{Kind, World},
};
use app::installation::{self, Demonstration};
use server::config::DataSettings;

on_both!(a_wrong_key_leaves_the_schema_as_it_is, an_interrupted_demonstration_begins_anew_and_nothing_else_does,);

#[cfg(unix)]
fn mode(path: &std::path::Path) -> u32 {
    std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(path).expect("it is there").permissions()) & 0o777
}

#[cfg(unix)]
#[test]
fn a_new_database_is_its_owners_alone() {
    let folder = Folder::new();
    let (file, key) = (folder.file("data/deep/finsam.db"), folder.file("finsam.key"));
    let url = format!("sqlite://{}", file.display());
    assert_eq!(finsam(&url, &key, &["migrate"]).exit, 0);
    assert_eq!((mode(&folder.file("data")), mode(&folder.file("data/deep")), mode(&file)), (0o700, 0o700, 0o600));
    // one that others could read is shut to them, and so is what SQLite left beside it
    let wal = folder.file("data/deep/finsam.db-wal");
    if !wal.exists() {
        std::fs::write(&wal, "").expect("written");
    }
    for path in [&file, &wal] {
        std::fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o644)).expect("opened");
    }
    assert_eq!(finsam(&url, &key, &["migrate"]).exit, 0);
    assert_eq!(mode(&file), 0o600);
    assert!(!wal.exists() || mode(&wal) == 0o600);
}

#[test]
fn a_key_file_that_exists_makes_the_call_wrong() {
    let folder = Folder::new();
    let key = folder.file("finsam.key");
    assert_eq!(finsam("sqlite://unused", &key, &["keys", "new"]).exit, 0);
    assert_eq!(finsam("sqlite://unused", &key, &["keys", "new"]).exit, 2);
}

async fn a_wrong_key_leaves_the_schema_as_it_is(world: World) {
    let (folder, _) = with_key(&world);
    let other = folder.file("other.key");
    assert_eq!(finsam("sqlite://unused", &other, &["keys", "new"]).exit, 0);
    // as a database that an older program made
    world.tamper("ALTER TABLE installation DROP COLUMN demo_begun").await.expect("dropped");
    let last = "DELETE FROM seaql_migrations WHERE version = 'm0041_demonstration_begun'";
    world.tamper(last).await.expect("forgotten");
    let called = finsam(world.url(), &other, &["migrate"]);
    assert_eq!(called.exit, 1, "{}", called.stderr);
    assert!(called.stderr.contains("does not fit"), "{}", called.stderr);
    let versions = "SELECT version AS value FROM seaql_migrations WHERE version LIKE 'm0041%'";
    assert!(world.column(versions).await.is_empty(), "it was brought up to date");
}

async fn an_interrupted_demonstration_begins_anew_and_nothing_else_does(world: World) {
    let (_folder, key) = with_key(&world);
    let standing = async || server::demo::standing(&world.db).await.expect("asked");
    assert_eq!(standing().await, Demonstration::Empty);
    installation::begin_demo(&world.db).await.expect("begun");
    crate::register_import::import(&world, &crate::register_import::register_2021(), false).await;
    assert_eq!(standing().await, Demonstration::Begun);
    // somebody has begun to work in it
    world.association("Samordningsförbundet Riktigt").await;
    assert_eq!(standing().await, Demonstration::InUse);
    world.tamper("DELETE FROM association WHERE name = 'Samordningsförbundet Riktigt'").await.expect("gone");
    world
        .tamper("UPDATE user_account SET email = 'anna@stad.se' WHERE email LIKE 'handlaggare2@fk%'")
        .await
        .expect("real");
    assert_eq!(standing().await, Demonstration::InUse);
    world.tamper("UPDATE user_account SET email = 'a@b.example' WHERE email = 'anna@stad.se'").await.expect("invented");
    assert_eq!(standing().await, Demonstration::Begun);
    let settings = DataSettings { database_url: world.url().to_owned(), key_file: key };
    let another = world.another_db().await;
    let anew = server::open::begin_anew(&settings, another).await.expect("emptied");
    assert_eq!(server::demo::standing(&anew).await.expect("asked"), Demonstration::Empty);
    let triggers = match world.kind {
        Kind::Sqlite => "SELECT name AS value FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit_entry%'",
        Kind::Postgres => "SELECT tgname::text AS value FROM pg_trigger WHERE tgname LIKE 'audit_entry%'",
    };
    let anew = world.on(world.url()).await;
    assert!(!anew.column(triggers).await.is_empty(), "the log is append-only again");
}
