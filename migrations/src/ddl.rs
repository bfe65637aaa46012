//! Tables are written once, in SQL, with type names that stand for each database's own.
use sea_orm_migration::{prelude::*, sea_orm::DatabaseBackend};

/// (our name, SQLite's, PostgreSQL's)
const TYPES: [(&str, &str, &str); 7] = [
    ("#uuid", "BLOB", "uuid"),
    ("#time", "TEXT", "timestamptz"),
    ("#day", "TEXT", "date"),
    ("#bytes", "BLOB", "bytea"),
    ("#bool", "BOOLEAN", "boolean"),
    ("#int", "INTEGER", "integer"),
    // in an index: texts are found by their beginning
    ("#begins", "", "text_pattern_ops"),
];

/// Runs statements separated by `;` at a line's end, with `#type` names put in the database's own words.
pub async fn run(manager: &SchemaManager<'_>, sql: &str) -> Result<(), DbErr> {
    let postgres = manager.get_database_backend() == DatabaseBackend::Postgres;
    let mut sql = sql.to_owned();
    for (ours, sqlite, pg) in TYPES {
        sql = sql.replace(ours, if postgres { pg } else { sqlite });
    }
    for statement in sql.split(";\n").map(str::trim).filter(|s| !s.is_empty()) {
        manager.get_connection().execute_unprepared(statement).await?;
    }
    Ok(())
}

/// A step that only goes forward, in one transaction on both databases.
#[macro_export]
macro_rules! step {
    ($name:literal, $sql:expr) => {
        pub struct Step;

        impl sea_orm_migration::prelude::MigrationName for Step {
            fn name(&self) -> &str {
                $name
            }
        }

        #[sea_orm_migration::prelude::async_trait::async_trait]
        impl sea_orm_migration::prelude::MigrationTrait for Step {
            async fn up(
                &self,
                manager: &sea_orm_migration::prelude::SchemaManager,
            ) -> Result<(), sea_orm_migration::prelude::DbErr> {
                $crate::ddl::run(manager, $sql).await
            }

            fn use_transaction(&self) -> Option<bool> {
                Some(true)
            }
        }
    };
}
