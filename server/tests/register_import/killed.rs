//! A process that is killed in the middle of an import leaves nothing behind.
use super::{import, register_2021};
use crate::{
    on_both,
    support::{Kind, World},
};
use std::{
    process::{Child, Command, Stdio},
    time::Duration,
};

on_both!(an_import_that_is_killed_in_the_middle_leaves_nothing);

/// Written early, late, and last of all.
const TABLES: [&str; 3] = ["cases", "placement", "audit_entry"];

async fn an_import_that_is_killed_in_the_middle_leaves_nothing(world: World) {
    let before = world.contents().await;
    let key = std::env::temp_dir().join(format!("finsam-key-{}", super::uuid()));
    world.write_key(&key);
    for table in TABLES {
        stop_at(&world, table).await;
        let mut child = Command::new(env!("CARGO_BIN_EXE_finsam"))
            .args(["import", "--association", super::NAME])
            .arg(register_2021())
            .env("DATABASE_URL", world.url())
            .env("FINSAM_KEY_FILE", &key)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the command starts");
        stands_in_the_middle(&world, &mut child, table).await;
        child.kill().expect("killed with SIGKILL");
        child.wait().expect("ended");
        go_on(&world, table).await;
        assert!(world.contents().await == before, "something was left of an import killed when it wrote {table}");
    }
    let _ = std::fs::remove_file(&key);
    // and the database goes on
    let report = import(&world, &register_2021(), false).await;
    assert!(report.faults.is_empty() && report.changed, "{:?}", report.faults);
    assert_eq!(super::count(&world, "cases").await, 191);
}

/// From now on the first row that is written to the table takes a minute.
async fn stop_at(world: &World, table: &str) {
    let sql = match world.kind {
        Kind::Sqlite => format!(
            "CREATE TRIGGER stops BEFORE INSERT ON {table} BEGIN SELECT COUNT(*) FROM (WITH RECURSIVE n(i) AS \
             (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000000000) SELECT i FROM n); END"
        ),
        Kind::Postgres => format!(
            "CREATE FUNCTION stops() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(60); RETURN NEW; END'; \
             CREATE TRIGGER stops BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION stops()"
        ),
    };
    world.tamper(&sql).await.expect("the trigger is made");
}

/// Waits until the import writes and has come to the trigger.
async fn stands_in_the_middle(world: &World, child: &mut Child, table: &str) {
    let mut writes = 0;
    for _ in 0..600 {
        tokio::time::sleep(Duration::from_millis(50)).await;
        assert!(child.try_wait().expect("asked").is_none(), "the import did not come to stand at {table}");
        let stands = match world.kind {
            Kind::Postgres => !asleep(world).await.is_empty(),
            // no other write begins: for a second on end it is no passing one
            Kind::Sqlite => {
                writes = if is_locked(world).await { writes + 1 } else { 0 };
                writes >= 20
            }
        };
        if stands {
            return;
        }
    }
    panic!("the import never wrote {table}");
}

/// The processes of PostgreSQL that stand in the trigger.
async fn asleep(world: &World) -> Vec<String> {
    let sql = "SELECT CAST(pid AS TEXT) AS value FROM pg_stat_activity \
               WHERE datname = current_database() AND wait_event = 'PgSleep'";
    world.column(sql).await
}

/// Whether someone else writes to the SQLite database.
async fn is_locked(world: &World) -> bool {
    use sea_orm::{ConnectionTrait, Database};
    let mut options = sea_orm::ConnectOptions::new(world.url());
    options.max_connections(1).sqlx_logging(false);
    let connection = Database::connect(options).await.expect("the database opens");
    connection.execute_unprepared("PRAGMA busy_timeout = 0").await.expect("no patience");
    let locked = connection.execute_unprepared("BEGIN IMMEDIATE").await.is_err();
    connection.close().await.expect("closed");
    locked
}

/// The trigger goes; what PostgreSQL still does for a client that is no more is ended, as it would end by itself.
async fn go_on(world: &World, table: &str) {
    let sql = match world.kind {
        Kind::Sqlite => "DROP TRIGGER stops".to_owned(),
        Kind::Postgres => {
            for pid in asleep(world).await {
                world.tamper(&format!("SELECT pg_cancel_backend({pid})")).await.expect("cancelled");
            }
            format!("DROP TRIGGER stops ON {table}; DROP FUNCTION stops()")
        }
    };
    world.tamper(&sql).await.expect("the trigger goes");
}
