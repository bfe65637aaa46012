//! Opening a database for any command: migrated, and with the key that it was made with.
use crate::{config::DataSettings, private};
use anyhow::{Context, bail};
use app::{
    db::Db,
    installation::{self, KeyFit},
    kernel::{clock::Clock, keys},
};
use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, Database, DatabaseBackend, DatabaseConnection, Statement};
use std::path::Path;

/// Opens the database, migrates it, and holds the key against it.
///
/// A new database gets a new key file when there is none. A database with a missing or wrong key is refused.
pub async fn open(settings: &DataSettings) -> anyhow::Result<Db> {
    open_at(settings, Clock::default()).await
}

/// The same with a clock of one's own.
pub async fn open_at(settings: &DataSettings, clock: Clock) -> anyhow::Result<Db> {
    let db = connect(settings, clock).await?;
    // a key that does not fit leaves the database as it is: its schema too
    if has_table(db.schema_connection()).await? {
        hold_key(settings, &db).await?;
    }
    Migrator::up(db.schema_connection(), None).await.context("the database can't be migrated")?;
    hold_key(settings, &db).await?;
    Ok(db)
}

/// Opens a database that exists and leaves its schema as it is.
pub async fn open_as_it_is(settings: &DataSettings) -> anyhow::Result<Db> {
    let db = connect(settings, Clock::default()).await?;
    hold_key(settings, &db).await?;
    Ok(db)
}

/// Throws away everything in a database, and opens it as a new one.
pub async fn begin_anew(settings: &DataSettings, db: Db) -> anyhow::Result<Db> {
    if let Some(file) = sqlite_path(&settings.database_url) {
        db.close().await?;
        for path in private::BESIDE.map(|end| private::beside(file, end)) {
            let _ = std::fs::remove_file(path);
        }
        std::fs::remove_file(file).with_context(|| format!("{} can't be removed", file.display()))?;
        return open(settings).await;
    }
    let connection = db.schema_connection();
    // the log's triggers go with their functions, else no table could be emptied
    let functions = "SELECT 'DROP FUNCTION ' || oid::regprocedure::text || ' CASCADE' AS sql FROM pg_proc \
         WHERE pronamespace = current_schema()::text::regnamespace AND proowner = current_user::text::regrole";
    let functions = Statement::from_string(DatabaseBackend::Postgres, functions);
    for row in connection.query_all_raw(functions).await? {
        connection.execute_unprepared(&row.try_get::<String>("", "sql")?).await?;
    }
    Migrator::fresh(connection).await.context("the database can't be emptied")?;
    hold_key(settings, &db).await?;
    Ok(db)
}

async fn connect(settings: &DataSettings, clock: Clock) -> anyhow::Result<Db> {
    make_folder(&settings.database_url)?;
    let path = &settings.key_file;
    if !path.exists() {
        if has_installation(&settings.database_url).await? {
            bail!(
                "the key file {} is missing. The database holds encrypted rows that nothing else can open; put the key file back",
                path.display()
            );
        }
        keys::create_key_file(path).with_context(|| format!("the key file {} could not be made", path.display()))?;
        tracing::info!(path = %path.display(), "a new key file was made; keep a copy of it apart from the backups");
    }
    let key = keys::read_key_file(path).with_context(|| format!("the key file {}", path.display()))?;
    if let Some(file) = sqlite_path(&settings.database_url) {
        private::keep(file)?;
    }
    Db::open(&settings.database_url, clock, key).await.context("the database can't be opened")
}

async fn hold_key(settings: &DataSettings, db: &Db) -> anyhow::Result<()> {
    if installation::check_key(db).await.context("the key can't be checked")? == KeyFit::Wrong {
        bail!("the key file {} does not fit this database: it was made with another key", settings.key_file.display());
    }
    Ok(())
}

/// Folders missing above the database are the owner's alone.
fn make_folder(url: &str) -> anyhow::Result<()> {
    match sqlite_path(url).and_then(Path::parent).filter(|f| !f.as_os_str().is_empty()) {
        Some(folder) => private::make_folder(folder),
        None => Ok(()),
    }
}

/// The file of an SQLite database; none for PostgreSQL.
pub fn sqlite_path(url: &str) -> Option<&Path> {
    let path = url.strip_prefix("sqlite://")?;
    Some(Path::new(path.split('?').next().unwrap_or(path)))
}

/// Whether the database has been made already, asked without a key. One that does not answer is no new one.
async fn has_installation(url: &str) -> anyhow::Result<bool> {
    if let Some(path) = sqlite_path(url) {
        let holds = |path: &Path| std::fs::metadata(path).is_ok_and(|file| file.len() > 0);
        return Ok(holds(path) || holds(&private::beside(path, "-wal")));
    }
    let connection = Database::connect(url).await.context("the database can't be reached")?;
    let found = has_table(&connection).await;
    connection.close().await?;
    found
}

/// Whether the table is there in which a database notes the key that it was made with.
async fn has_table(connection: &DatabaseConnection) -> anyhow::Result<bool> {
    let backend = connection.get_database_backend();
    let sql = match backend {
        DatabaseBackend::Sqlite => "SELECT 1 AS one FROM sqlite_master WHERE type = 'table' AND name = 'installation'",
        _ => "SELECT 1 AS one WHERE to_regclass('installation') IS NOT NULL",
    };
    let found = connection.query_one_raw(Statement::from_string(backend, sql)).await;
    Ok(found.context("the database can't be read")?.is_some())
}
