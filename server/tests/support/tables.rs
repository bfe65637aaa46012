//! What stands in the tables, and in the log, told apart from before.
use super::{database::Kind, world::World};
use app::{audit::EventCode, audit::store::entry};
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder, QuerySelect, Statement};
use std::collections::BTreeMap;

/// Tables that any request may touch.
pub const HOUSEKEEPING: &[&str] =
    &["session", "login_throttle", "submission", "kept_form", "saved_search", "shown_once"];

/// Every other table's name with its number of rows and a hash over them.
pub type Contents = BTreeMap<String, String>;

impl World {
    /// The events in the log, in the order in which they were written.
    pub async fn events(&self) -> Vec<EventCode> {
        let entries = entry::Entity::find().order_by_asc(entry::Column::Id);
        entries
            .select_only()
            .column(entry::Column::Event)
            .into_tuple()
            .all(self.db.schema_connection())
            .await
            .expect("the log can be read")
    }

    /// What all tables hold but those of housekeeping: equal before and after a deed that changed nothing.
    pub async fn contents(&self) -> Contents {
        let mut contents = Contents::new();
        for table in self.tables().await {
            if !HOUSEKEEPING.contains(&table.as_str()) {
                let rows = self.rows(&table).await;
                contents.insert(table, rows);
            }
        }
        contents
    }

    async fn tables(&self) -> Vec<String> {
        self.column(match self.kind {
            Kind::Sqlite => "SELECT name AS value FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
            Kind::Postgres => {
                "SELECT table_name::text AS value FROM information_schema.tables WHERE table_schema = 'public'"
            }
        })
        .await
    }

    /// Number of rows and a text over every column of them.
    async fn rows(&self, table: &str) -> String {
        let sql = match self.kind {
            Kind::Postgres => {
                format!("SELECT md5(t::text) AS value FROM \"{table}\" t ORDER BY 1")
            }
            Kind::Sqlite => {
                let columns = self.column(&format!("SELECT name AS value FROM pragma_table_info('{table}')")).await;
                let quoted: Vec<_> = columns.iter().map(|c| format!("quote(\"{c}\")")).collect();
                format!("SELECT {} AS value FROM \"{table}\" ORDER BY 1", quoted.join(" || '|' || "))
            }
        };
        let rows = self.column(&sql).await;
        format!("{}: {}", rows.len(), rows.join("\n"))
    }

    /// The column `value` of what a statement finds.
    pub async fn column(&self, sql: &str) -> Vec<String> {
        let connection = self.db.schema_connection();
        let statement = Statement::from_string(connection.get_database_backend(), sql);
        let rows = connection.query_all_raw(statement).await.expect("the statement finds rows");
        rows.iter().map(|r| r.try_get("", "value").expect("a text")).collect()
    }

    /// Runs statements past every rule, as someone with the database's password could.
    pub async fn tamper(&self, sql: &str) -> Result<(), sea_orm::DbErr> {
        self.db.schema_connection().execute_unprepared(sql).await.map(|_| ())
    }
}
