//! Opening a database for any command: migrated, and with the key that it was made with.
use crate::config::DataSettings;
use anyhow::{Context, bail};
use app::{
    db::Db,
    installation::{self, KeyFit},
    kernel::{clock::Clock, keys},
};
use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, Database, Statement};
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
    Db::open(&settings.database_url, clock, key).await.context("the database can't be opened")
}

async fn hold_key(settings: &DataSettings, db: &Db) -> anyhow::Result<()> {
    if installation::check_key(db).await.context("the key can't be checked")? == KeyFit::Wrong {
        bail!("the key file {} does not fit this database: it was made with another key", settings.key_file.display());
    }
    Ok(())
}

fn make_folder(url: &str) -> anyhow::Result<()> {
    let Some(path) = url.strip_prefix("sqlite://") else { return Ok(()) };
    let path = path.split('?').next().unwrap_or(path);
    if let Some(folder) = Path::new(path).parent().filter(|f| !f.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).with_context(|| format!("the folder {}", folder.display()))?;
    }
    Ok(())
}

/// Whether the database has been made already, asked without a key.
async fn has_installation(url: &str) -> anyhow::Result<bool> {
    if let Some(path) = url.strip_prefix("sqlite://") {
        return Ok(Path::new(path.split('?').next().unwrap_or(path)).exists());
    }
    let connection = Database::connect(url).await.context("the database can't be reached")?;
    let backend = connection.get_database_backend();
    let found = connection.query_one_raw(Statement::from_string(backend, "SELECT 1 AS one FROM installation")).await;
    connection.close().await?;
    Ok(matches!(found, Ok(Some(_))))
}
