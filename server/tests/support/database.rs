//! A database for each test: a copy of one that was migrated once per process.
use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection};
use std::{
    path::{Path, PathBuf},
    sync::{
        Once,
        atomic::{AtomicU32, Ordering},
    },
};
use tokio::sync::{Mutex, OnceCell};

/// Which of the two databases a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Sqlite,
    Postgres,
}

const START: &str = "finsam-server-tests-";

/// The address of a PostgreSQL that may create databases; `cargo xtask test` sets it.
fn postgres() -> Option<String> {
    std::env::var("FINSAM_TEST_POSTGRES").ok().filter(|url| !url.is_empty())
}

/// Whether this kind is there. Says so loudly, once, when PostgreSQL is not.
pub fn is_there(kind: Kind) -> bool {
    static SHOUT: Once = Once::new();
    let there = kind == Kind::Sqlite || postgres().is_some();
    if !there {
        // past libtest's capture: nobody shall believe that this half was run
        let words =
            "\n!! FINSAM_TEST_POSTGRES is not set: THE POSTGRESQL HALF IS NOT RUN. `cargo xtask test` sets it.\n\n";
        SHOUT.call_once(|| drop(std::io::Write::write_all(&mut std::io::stderr(), words.as_bytes())));
    }
    there
}

/// The address of a new, migrated database.
pub async fn create(kind: Kind) -> String {
    match kind {
        Kind::Sqlite => create_sqlite().await,
        Kind::Postgres => create_postgres().await,
    }
}

/// The address of a database on the server that nothing is in.
pub async fn create_empty_postgres() -> String {
    let name = format!("finsam_test_{}_{}", std::process::id(), next());
    run_on_server(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
    run_on_server(&format!("CREATE DATABASE {name}")).await;
    address(&name)
}

/// Throws it away; one that a failed test leaves is gone with the folder or the server.
pub async fn remove(url: &str) {
    if let Some(path) = url.strip_prefix("sqlite://") {
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{path}{end}"));
        }
    } else if let Some((_, name)) = url.rsplit_once('/') {
        run_on_server(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
    }
}

async fn create_sqlite() -> String {
    static TEMPLATE: OnceCell<PathBuf> = OnceCell::const_new();
    let template = TEMPLATE
        .get_or_init(|| async {
            remove_what_ended_runs_left();
            let folder = in_memory().join(format!("{START}{}", std::process::id()));
            std::fs::create_dir_all(&folder).expect("a folder for the databases");
            let path = folder.join("template.db");
            migrate(&format!("sqlite://{}?mode=rwc", path.display())).await;
            path
        })
        .await;
    let path = template.with_file_name(format!("{}.db", next()));
    std::fs::copy(template, &path).expect("the template can be copied");
    format!("sqlite://{}", path.display())
}

async fn create_postgres() -> String {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    // PostgreSQL copies a template for one at a time
    static COPYING: Mutex<()> = Mutex::const_new(());
    let template = TEMPLATE
        .get_or_init(|| async {
            let name = format!("finsam_template_{}", std::process::id());
            run_on_server(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
            run_on_server(&format!("CREATE DATABASE {name}")).await;
            migrate(&address(&name)).await;
            name
        })
        .await;
    let name = format!("finsam_test_{}_{}", std::process::id(), next());
    let _one = COPYING.lock().await;
    run_on_server(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
    run_on_server(&format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
    address(&name)
}

async fn migrate(url: &str) {
    let connection = Database::connect(url).await.expect("the template can be opened");
    Migrator::up(&connection, None).await.expect("the template can be migrated");
    connection.close().await.expect("the template can be closed");
}

async fn run_on_server(sql: &str) {
    let url = postgres().expect("asked for PostgreSQL only where there is one");
    let mut options = sea_orm::ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    let connection: DatabaseConnection = Database::connect(options).await.expect("PostgreSQL answers");
    connection.execute_unprepared(sql).await.expect(sql);
    connection.close().await.expect("the connection closes");
}

fn address(name: &str) -> String {
    let url = postgres().expect("asked for PostgreSQL only where there is one");
    let (server, _) = url.rsplit_once('/').expect("an address ends with a database's name");
    format!("{server}/{name}")
}

fn next() -> u32 {
    static NUMBER: AtomicU32 = AtomicU32::new(1);
    NUMBER.fetch_add(1, Ordering::Relaxed)
}

/// Where files are kept in memory, on Linux: a test's database has nothing to outlive, and every write of it would wait for
/// the disk.
fn in_memory() -> PathBuf {
    let shared = PathBuf::from("/dev/shm");
    if shared.is_dir() { shared } else { std::env::temp_dir() }
}

/// Folders of processes that are no more.
fn remove_what_ended_runs_left() {
    for entry in std::fs::read_dir(in_memory()).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(process) = name.strip_prefix(START) else { continue };
        if Path::new("/proc/self").exists() && !Path::new("/proc").join(process).exists() {
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}
