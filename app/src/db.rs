//! The database, and the second guard: [`WriteTx::commit`] is the only way to keep a write, and it takes audit entries.
mod connect;
mod housekeeping;
mod memory;
mod once;

pub use self::housekeeping::{HousekeepingTable, HousekeepingTx};

use self::{
    connect::{WAIT, connect, write_options},
    memory::Memory,
    once::Once,
};
use crate::{
    audit::Entries,
    kernel::{clock::Clock, error::AppError, keys::Keys},
};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseBackend, DatabaseConnection, DatabaseTransaction, DbErr, ExprTrait,
    Statement, TransactionOptions, TransactionTrait,
    sea_query::{BinOper, Expr},
};
use std::{
    any::Any,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use uuid::Uuid;

/// A handle to the database, its clock and its keys. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Db {
    read: DatabaseConnection,
    write: DatabaseConnection,
    clock: Clock,
    keys: Arc<Keys>,
    submission: Option<Submission>,
    memory: Option<Memory>,
}

/// A page that is being made, in one read.
pub struct PageBeingMade(Option<Memory>);

impl Drop for PageBeingMade {
    fn drop(&mut self) {
        if let Some(memory) = &self.0 {
            memory.end_for_good();
        }
    }
}

/// One submission of a form, and whether a write of it was kept.
#[derive(Clone, Debug)]
struct Submission {
    key: SubmissionKey,
    kept: Arc<AtomicBool>,
}

/// Names one submission of one form: the same one twice acts once.
pub type SubmissionKey = [u8; 32];

impl Db {
    /// Opens a database by its address: `sqlite://path` (made when missing) or `postgres://…`.
    ///
    /// There are connections for reading and others for writing; SQLite, in WAL mode, has one for writing.
    pub async fn open(url: &str, clock: Clock, keys: Keys) -> Result<Self, DbErr> {
        Self::open_waiting(url, clock, keys, WAIT).await
    }

    /// The same with a patience of one's own: so long a write waits for its turn before it is [`AppError::Busy`].
    pub async fn open_waiting(url: &str, clock: Clock, keys: Keys, wait: Duration) -> Result<Self, DbErr> {
        let (read, write) = connect(url, wait).await?;
        Ok(Db { read, write, clock, keys: Arc::new(keys), submission: None, memory: None })
    }

    /// The same database for one request: its page is read in one moment.
    #[must_use]
    pub fn for_request(&self) -> Self {
        Db { memory: Some(Memory::default()), ..self.clone() }
    }

    /// Notes something for the rest of this request: what it has done, or what it read while it did.
    pub(crate) fn note<T: Any + Send + Sync>(&self, id: Uuid, what: T) {
        if let Some(memory) = &self.memory {
            memory.note(id, what);
        }
    }

    /// What this request has noted.
    pub(crate) fn noted<T: Any + Clone>(&self, id: Uuid) -> Option<T> {
        self.memory.as_ref()?.noted(id)
    }

    /// The same database for one submission of a form.
    #[must_use]
    pub fn for_submission(&self, key: SubmissionKey) -> Self {
        Db { submission: Some(Submission { key, kept: Arc::default() }), ..self.clone() }
    }

    /// Whether a write of this submission was kept. A search keeps none.
    pub fn has_kept(&self) -> bool {
        self.submission.as_ref().is_some_and(|s| s.kept.load(Ordering::Relaxed))
    }

    /// The same database for a deed that does no harm when it is done twice, so that its submission is not claimed.
    #[must_use]
    pub fn repeatable(&self) -> Self {
        Db { submission: None, ..self.clone() }
    }

    /// Begins a write. On SQLite it waits for its turn (`BEGIN IMMEDIATE`). Meanwhile the request keeps no read.
    pub async fn begin(&self) -> Result<WriteTx, AppError> {
        self.end_reading();
        let transaction = self.transaction(&self.write, write_options()).await?;
        Ok(WriteTx { transaction, submission: self.submission.clone(), memory: self.memory.clone() })
    }

    /// A read that sees one state of the database throughout. A request has one until it writes, whichever part of its page
    /// asks: what a page shows is of one moment, and the same is asked once.
    pub async fn read(&self) -> Result<ReadTx, AppError> {
        let transaction = match &self.memory {
            Some(memory) => memory.reading(|| self.begin_read()).await?,
            None => Arc::new(self.begin_read().await?),
        };
        Ok(ReadTx { transaction, memory: self.memory.clone() })
    }

    /// To be held while the request's page is made. Then, or when that is given up, its read is given back, however long
    /// it takes to send the page.
    #[must_use]
    pub fn page(&self) -> PageBeingMade {
        PageBeingMade(self.memory.clone())
    }

    fn end_reading(&self) {
        if let Some(memory) = &self.memory {
            memory.end_reading();
        }
    }

    /// How it reads stands in the options of its connections ([`connect`]), not in statements of each transaction.
    async fn begin_read(&self) -> Result<Transaction, AppError> {
        self.transaction(&self.read, TransactionOptions::default()).await
    }

    /// Begins a write of housekeeping: sessions, counters, kept forms. It can write those tables and no other.
    pub async fn housekeeping(&self) -> Result<HousekeepingTx, AppError> {
        Ok(HousekeepingTx { transaction: self.transaction(&self.write, write_options()).await? })
    }

    async fn transaction(&self, on: &DatabaseConnection, options: TransactionOptions) -> Result<Transaction, AppError> {
        let conn = on.begin_with_options(options).await?;
        Ok(Transaction { conn, now: self.clock.now(), keys: self.keys.clone(), once: Once::default() })
    }

    /// Closes its connections; what other handles to it begin afterwards fails.
    pub async fn close(self) -> Result<(), DbErr> {
        self.read.close().await?;
        self.write.close().await
    }

    /// Tells SQLite's planner how many rows its tables hold, where that has changed much: without it an index of a whole
    /// association looks as good as one of a single case. PostgreSQL does so by itself.
    pub async fn count_rows(&self) -> Result<(), DbErr> {
        if self.is_postgres() {
            return Ok(());
        }
        // of all tables, whole: a sample takes an association's cases for as few as it has read, and plans by that. Under
        // a second with 100,000 cases, and only where a table has ten times as many as when it was counted, or a tenth
        self.write.execute_unprepared("PRAGMA optimize = 0x10002").await.map(|_| ())
    }

    /// Counts the rows after many were written at once. PostgreSQL would do so within some minutes, and plan by the old
    /// numbers until then; what nobody holds is also tidied, so that the first readers do not have to.
    pub async fn count_rows_after_a_load(&self) -> Result<(), DbErr> {
        if !self.is_postgres() {
            self.write.execute_unprepared("ANALYZE").await?;
            // the log of what was written would otherwise stay as large as the load
            return self.write.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await.map(|_| ());
        }
        let own = "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables \
                   WHERE schemaname = current_schema() AND tableowner = current_user";
        for row in self.write.query_all_raw(Statement::from_string(DatabaseBackend::Postgres, own)).await? {
            let table: String = row.try_get("", "name")?;
            self.write.execute_unprepared(&format!("VACUUM (ANALYZE, SKIP_LOCKED) {table}")).await?;
        }
        Ok(())
    }

    /// The connection for migrations and backups, which stand outside the rules for use cases.
    pub fn schema_connection(&self) -> &DatabaseConnection {
        &self.write
    }

    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    pub fn is_postgres(&self) -> bool {
        self.write.get_database_backend() == DatabaseBackend::Postgres
    }
}

/// What a transaction of every kind has.
pub struct Transaction {
    conn: DatabaseTransaction,
    now: DateTime<Utc>,
    keys: Arc<Keys>,
    once: Once,
}

/// What stores need of a transaction, whichever kind it is.
pub trait Tx: Send + Sync {
    fn transaction(&self) -> &Transaction;
    fn conn(&self) -> &DatabaseTransaction {
        &self.transaction().conn
    }
    fn keys(&self) -> &Keys {
        &self.transaction().keys
    }
    /// When the transaction began.
    fn now(&self) -> DateTime<Utc> {
        self.transaction().now
    }
    /// That day, in Sweden.
    fn today(&self) -> NaiveDate {
        crate::kernel::local_time::local_day(self.now())
    }
    /// Whether rows can be locked one by one (SQLite has one writer, so needs no locks).
    fn locks_rows(&self) -> bool {
        self.conn().get_database_backend() == DatabaseBackend::Postgres
    }
    /// What `read` gives, asked once in a read that several parts of a page share. `what` names the question, whose
    /// answer hangs on `id` alone. A write asks each time: it may have changed the answer. `read` must not ask the same
    /// question: it would wait for itself.
    fn once<T, F>(&self, _what: &'static str, _id: Uuid, read: F) -> impl Future<Output = Result<T, AppError>> + Send
    where
        T: Any + Clone + Send + Sync,
        F: Future<Output = Result<T, AppError>> + Send,
    {
        read
    }
    /// Texts in this column that begin so, letter by letter. An index serves it on both databases, which `LIKE` with a
    /// bound pattern prevents; on PostgreSQL the index is one `text_pattern_ops` whatever the database's language is.
    fn begins(&self, column: impl ColumnTrait, with: &str) -> Expr {
        let (from, to) = (with.to_owned(), format!("{with}{}", char::MAX));
        if self.locks_rows() {
            let column = || Expr::col(column.as_column_ref());
            return column().binary(BinOper::Custom("~>=~"), from).and(column().binary(BinOper::Custom("~<~"), to));
        }
        column.gte(from).and(column.lt(to))
    }
}

/// A consistent read.
pub struct ReadTx {
    transaction: Arc<Transaction>,
    memory: Option<Memory>,
}

impl Tx for ReadTx {
    fn transaction(&self) -> &Transaction {
        &self.transaction
    }
    fn once<T, F>(&self, what: &'static str, id: Uuid, read: F) -> impl Future<Output = Result<T, AppError>> + Send
    where
        T: Any + Clone + Send + Sync,
        F: Future<Output = Result<T, AppError>> + Send,
    {
        self.transaction.once.get(what, id, read)
    }
}

impl ReadTx {
    /// What this request has noted.
    pub(crate) fn noted<T: Any + Clone>(&self, id: Uuid) -> Option<T> {
        self.memory.as_ref()?.noted(id)
    }
}

/// A write that is dropped unless it is committed with its audit entries.
pub struct WriteTx {
    transaction: Transaction,
    submission: Option<Submission>,
    memory: Option<Memory>,
}

impl Tx for WriteTx {
    fn transaction(&self) -> &Transaction {
        &self.transaction
    }
}

impl WriteTx {
    /// Keeps the write, together with its audit entries: both or neither.
    ///
    /// Errors: [`AppError::AlreadyDone`] when the same submission was kept before; [`AppError::Conflict`] when
    /// another writer was faster.
    pub async fn commit(self, entries: impl Into<Entries>) -> Result<(), AppError> {
        let entries: Entries = entries.into();
        if let Some(submission) = &self.submission {
            crate::accounts::submissions::claim(&self, submission.key).await?;
        }
        crate::audit::append::append(&self, entries).await?;
        self.transaction.conn.commit().await?;
        // what another part of the page began to read meanwhile does not know of it
        if let Some(memory) = &self.memory {
            memory.end_reading();
        }
        if let Some(submission) = self.submission {
            submission.kept.store(true, Ordering::Relaxed);
        }
        Ok(())
    }

    /// Keeps a seal of the audit log, which needs no entry of its own.
    pub(crate) async fn keep_seal(self) -> Result<(), AppError> {
        Ok(self.transaction.conn.commit().await?)
    }
}
