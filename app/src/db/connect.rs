//! How the database is reached: so many connections, and what each is told when it begins.
use sea_orm::{ConnectOptions, Database, DatabaseConnection, DbErr, SqliteTransactionMode, TransactionOptions};
use std::time::Duration;

/// So long at most for a connection, and for another one's lock. A refused form's page can have to wait once more, and
/// a request has a minute (*design*).
pub const WAIT: Duration = Duration::from_secs(15);

/// A connection that was not used for so long is asked whether it still is one.
const IDLE: Duration = Duration::from_secs(5);

/// So many statements a connection keeps ready: all that the product asks in its daily work.
const STATEMENTS: usize = 300;

/// So many read at a time: two for each core keep them busy. More would each learn every statement anew, and switch.
fn readers() -> u32 {
    let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    u32::try_from(2 * cores).unwrap_or(u32::MAX).clamp(4, 16)
}

/// A read on PostgreSQL sees one state of the database, and writes nothing.
const READS: &[(&str, &str)] =
    &[("default_transaction_isolation", "repeatable read"), ("default_transaction_read_only", "on")];

pub fn write_options() -> TransactionOptions {
    TransactionOptions {
        isolation_level: None,
        access_mode: None,
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
    }
}

/// For reading, and for writing.
pub async fn connect(url: &str, wait: Duration) -> Result<(DatabaseConnection, DatabaseConnection), DbErr> {
    let options = |connections: u32| {
        let mut o = ConnectOptions::new(url.to_owned());
        o.max_connections(connections)
            .min_connections(1)
            .acquire_timeout(wait)
            // a round trip for each transaction otherwise
            .test_before_acquire_if_idle_for(IDLE)
            .sqlx_logging(false)
            .record_stmt_in_spans(false);
        o
    };
    if !url.starts_with("sqlite:") {
        // two pools, so that nobody who reads waits for those who wait for a lock
        let pool = |connections, more: &'static [(&'static str, &'static str)]| {
            let mut o = options(connections);
            o.map_sqlx_postgres_opts(move |p| {
                // what is asked is short: to compile a statement first, or to share it out, takes longer than to run it
                let wait = wait.as_millis().to_string();
                p.options([("lock_timeout", wait.as_str()), ("jit", "off"), ("max_parallel_workers_per_gather", "0")])
                    .options(more.iter().copied())
                    .statement_cache_capacity(STATEMENTS)
            });
            o
        };
        let write = Database::connect(pool(8, &[])).await?;
        let read = Database::connect(pool(readers(), READS)).await?;
        return Ok((read, write));
    }
    let sqlite = |connections| {
        let mut o = options(connections);
        o.map_sqlx_sqlite_opts(move |s| {
            s.create_if_missing(true)
                .foreign_keys(true)
                .journal_mode(sea_orm::sqlx::sqlite::SqliteJournalMode::Wal)
                .synchronous(sea_orm::sqlx::sqlite::SqliteSynchronous::Full)
                .busy_timeout(wait)
                .statement_cache_capacity(STATEMENTS)
                .pragma("recursive_triggers", "on")
                .pragma("cache_size", "-16000")
                .optimize_on_close(true, None)
        });
        o
    };
    let write = Database::connect(sqlite(1)).await?;
    let read = Database::connect(sqlite(readers())).await?;
    Ok((read, write))
}
