//! `finsam backup` and `finsam restore`: the database in its own format, in one file, without the key.
//!
//! SQLite's copy is a database of its own (`VACUUM INTO`), PostgreSQL's is `pg_dump`'s custom format: both can be
//! looked into with the tools of their makers. What is sealed stays sealed; the key file is kept apart.
use super::postgres_tools::{Address, dumped_fingerprint, pg_dump, pg_restore};
use crate::{
    config::DataSettings,
    open::{open, open_as_it_is, sqlite_path},
    private,
};
use anyhow::{Context, bail, ensure};
use app::{
    audit::verify::verify,
    db::Db,
    kernel::keys::{self, Keys},
};
use clap::Args;
use sea_orm::{ConnectionTrait, Database, DatabaseBackend, Statement};
use std::{
    fs::File,
    io::Read,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// The file that a backup is written to, or restored from.
#[derive(Args, Clone, Debug)]
pub struct BackupSettings {
    /// The file
    pub file: PathBuf,
}

/// Why nothing was done: the call is wrong (exit 2).
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Refusal(String);

fn refuse<T>(words: impl Into<String>) -> anyhow::Result<T> {
    Err(Refusal(words.into()).into())
}

/// Writes the backup; prints its path and size on stdout. The server may be running.
pub async fn backup(data: &DataSettings, settings: &BackupSettings) -> anyhow::Result<ExitCode> {
    or_refused(write(data, &settings.file).await)
}

/// Makes the database out of a backup; prints what the audit log came to on stdout.
pub async fn restore(data: &DataSettings, settings: &BackupSettings) -> anyhow::Result<ExitCode> {
    or_refused(take_back(data, &settings.file).await)
}

fn or_refused(done: anyhow::Result<ExitCode>) -> anyhow::Result<ExitCode> {
    match done {
        Err(error) if error.is::<Refusal>() => {
            eprintln!("finsam: {error}");
            Ok(ExitCode::from(2))
        }
        done => done,
    }
}

async fn write(data: &DataSettings, file: &Path) -> anyhow::Result<ExitCode> {
    if file.exists() {
        return refuse(format!("{} exists already; a backup overwrites nothing", file.display()));
    }
    if !exists(&data.database_url).await? {
        return refuse("there is no database to back up");
    }
    // Not brought up to date: the backup before an upgrade is made by the new program.
    let db = open_as_it_is(data).await?;
    let unfinished = Unfinished::beside(file)?;
    match sqlite_path(&data.database_url) {
        Some(_) => copy_sqlite(&db, unfinished.path()).await?,
        None => pg_dump(&Address::read(&data.database_url)?, unfinished.path())?,
    }
    let bytes = unfinished.finish(file)?;
    println!("{}", serde_json::json!({ "file": file, "bytes": bytes }));
    eprintln!("The backup is in {}. The key is not in it: keep a copy of the key file, apart from it.", file.display());
    Ok(ExitCode::SUCCESS)
}

async fn copy_sqlite(db: &Db, to: &Path) -> anyhow::Result<()> {
    let to = to.to_str().context("the path must be UTF-8")?;
    // SQLite refuses to vacuum into a file that holds something; this one is empty.
    let statement = Statement::from_sql_and_values(DatabaseBackend::Sqlite, "VACUUM INTO ?", [to.into()]);
    db.schema_connection().execute_raw(statement).await.context("SQLite could not write the copy")?;
    Ok(())
}

async fn take_back(data: &DataSettings, file: &Path) -> anyhow::Result<ExitCode> {
    if exists(&data.database_url).await? {
        return refuse("the database exists already; a backup is restored to a new one only");
    }
    if let Some(left) = sqlite_path(&data.database_url).and_then(left_beside) {
        return refuse(format!(
            "{} is left from another database, and SQLite would put it into the restored one; move it away first",
            left.display()
        ));
    }
    let key = match keys::read_key_file(&data.key_file) {
        Ok(key) => key,
        Err(error) => return refuse(format!("the key file {}: {error}", data.key_file.display())),
    };
    match sqlite_path(&data.database_url) {
        Some(path) => restore_sqlite(file, path, &key).await?,
        None => restore_postgres(file, &Address::read(&data.database_url)?, &key)?,
    }
    let report = verify(&open(data).await?).await?;
    println!("{}", serde_json::to_string(&report)?);
    match &report.broken {
        None => {
            eprintln!("Restored. The log is whole: {} entries, {} seals.", report.entries, report.seals);
            Ok(ExitCode::SUCCESS)
        }
        Some(broken) => {
            eprintln!("Restored, but the log in it is broken: {}.", broken.what);
            Ok(ExitCode::from(3))
        }
    }
}

async fn restore_sqlite(file: &Path, target: &Path, key: &Keys) -> anyhow::Result<()> {
    if !begins_with(file, b"SQLite format 3\0")? {
        return refuse(format!("{} is no backup of an SQLite database", file.display()));
    }
    let unfinished = Unfinished::beside(target)?;
    std::fs::copy(file, unfinished.path()).with_context(|| format!("{} can't be copied", file.display()))?;
    private::shut(unfinished.path())?;
    match fingerprint_of(unfinished.path()).await {
        Err(_) => return refuse(format!("{} is damaged", file.display())),
        Ok(None) => return refuse_other(file),
        Ok(Some(fingerprint)) if !fits(key, &fingerprint) => return refuse_key(file),
        Ok(Some(_)) => {}
    }
    unfinished.finish(target)?;
    Ok(())
}

/// The fingerprint of the key that an SQLite database was made with; `None` when it is another product's. An error
/// when the file is damaged.
async fn fingerprint_of(path: &Path) -> anyhow::Result<Option<Vec<u8>>> {
    let copy = Database::connect(format!("sqlite://{}?mode=ro&immutable=1", path.display())).await?;
    let row = copy.query_one_raw(sqlite("PRAGMA integrity_check")).await?.context("no answer")?;
    ensure!(row.try_get::<String>("", "integrity_check")? == "ok", "the check found faults");
    let row = copy.query_one_raw(sqlite("SELECT key_fingerprint FROM installation")).await;
    copy.close().await?;
    Ok(row.ok().flatten().and_then(|row| row.try_get("", "key_fingerprint").ok()))
}

fn restore_postgres(file: &Path, address: &Address, key: &Keys) -> anyhow::Result<()> {
    if !begins_with(file, b"PGDMP")? {
        return refuse(format!("{} is no backup of a PostgreSQL database", file.display()));
    }
    match dumped_fingerprint(file)? {
        Err(words) => return refuse(format!("{} is damaged: {words}", file.display())),
        Ok(None) => return refuse_other(file),
        Ok(Some(fingerprint)) if !fits(key, &fingerprint) => return refuse_key(file),
        Ok(Some(_)) => {}
    }
    pg_restore(address, file)
}

fn fits(key: &Keys, fingerprint: &[u8]) -> bool {
    keys::constant_time_eq(&key.fingerprint(), fingerprint)
}

fn refuse_other<T>(file: &Path) -> anyhow::Result<T> {
    refuse(format!("{} is no backup of this product", file.display()))
}

fn refuse_key<T>(file: &Path) -> anyhow::Result<T> {
    refuse(format!("the key file does not fit {}: it was made with another key", file.display()))
}

fn begins_with(file: &Path, start: &[u8]) -> anyhow::Result<bool> {
    let mut read = Vec::with_capacity(start.len());
    let opened = match File::open(file) {
        Ok(opened) => opened,
        Err(error) => return refuse(format!("{}: {error}", file.display())),
    };
    opened.take(start.len() as u64).read_to_end(&mut read)?;
    Ok(read == start)
}

/// Whether there is a database that holds something: a file, or a table.
async fn exists(url: &str) -> anyhow::Result<bool> {
    if let Some(path) = sqlite_path(url) {
        return Ok(path.exists());
    }
    let connection = Database::connect(url).await.context("the database can't be reached")?;
    let tables = connection
        .query_one_raw(Statement::from_string(
            DatabaseBackend::Postgres,
            "SELECT 1 FROM pg_catalog.pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema') LIMIT 1",
        ))
        .await?;
    connection.close().await?;
    Ok(tables.is_some())
}

/// What SQLite left beside a database that is no more: after a crash its latest writes.
fn left_beside(file: &Path) -> Option<PathBuf> {
    private::BESIDE.iter().map(|end| private::beside(file, end)).find(|path| path.exists())
}

fn sqlite(sql: &str) -> Statement {
    Statement::from_string(DatabaseBackend::Sqlite, sql)
}

/// A file in the making, removed unless it is finished: half a backup is never taken for a whole one.
struct Unfinished(PathBuf);

impl Unfinished {
    /// An empty file in the folder of what it shall become, readable by the owner alone.
    fn beside(target: &Path) -> anyhow::Result<Self> {
        let name = target.file_name().context("the path names no file")?;
        let mut unfinished = name.to_owned();
        unfinished.push(".unfinished");
        let path = target.with_file_name(unfinished);
        if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
            private::make_folder(folder)?;
        }
        private::make_file(&path).with_context(|| format!("{} can't be made", path.display()))?;
        Ok(Unfinished(path))
    }

    fn path(&self) -> &Path {
        &self.0
    }

    /// Gives it its name, which nothing may have taken meanwhile, and its size in bytes.
    fn finish(self, target: &Path) -> anyhow::Result<u64> {
        let file = File::open(&self.0)?;
        file.sync_all()?;
        let bytes = file.metadata()?.len();
        ensure!(bytes > 0, "nothing was written");
        if let Err(error) = std::fs::hard_link(&self.0, target) {
            bail!("{} can't be made: {error}", target.display());
        }
        private::sync_folder_of(target)?;
        Ok(bytes)
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}
