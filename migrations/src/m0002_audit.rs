//! The audit log: append-only, chained per subject, sealed per association.
use sea_orm_migration::{prelude::*, sea_orm::DatabaseBackend};

pub struct Step;

impl MigrationName for Step {
    fn name(&self) -> &str {
        "m0002_audit"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::ddl::run(manager, TABLES).await?;
        let connection = manager.get_connection();
        let postgres = manager.get_database_backend() == DatabaseBackend::Postgres;
        if postgres {
            connection.execute_unprepared(POSTGRES_REFUSAL).await?;
        }
        for table in ["audit_entry", "audit_seal", "audit_seal_head"] {
            for trigger in if postgres { postgres_triggers(table) } else { sqlite_triggers(table) } {
                connection.execute_unprepared(&trigger).await?;
            }
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

const TABLES: &str = r"
CREATE TABLE audit_entry (
  id #uuid PRIMARY KEY,
  association_id #uuid,
  subject_kind TEXT NOT NULL,
  subject_id #uuid NOT NULL,
  seq #int NOT NULL,
  at #time NOT NULL,
  actor_id #uuid,
  role TEXT NOT NULL,
  event TEXT NOT NULL,
  details TEXT NOT NULL,
  mac #bytes NOT NULL,
  UNIQUE (subject_kind, subject_id, seq)
);
CREATE INDEX audit_entry_at ON audit_entry (association_id, at);
CREATE TABLE audit_head (
  subject_kind TEXT NOT NULL,
  subject_id #uuid NOT NULL,
  association_id #uuid,
  seq #int NOT NULL,
  mac #bytes NOT NULL,
  head_mac #bytes NOT NULL,
  sealed_seq #int NOT NULL,
  PRIMARY KEY (subject_kind, subject_id)
);
CREATE INDEX audit_head_unsealed ON audit_head (association_id) WHERE seq > sealed_seq;
CREATE TABLE audit_seal (
  id #uuid PRIMARY KEY,
  association_id #uuid,
  chain TEXT NOT NULL,
  seq #int NOT NULL,
  at #time NOT NULL,
  heads #int NOT NULL,
  mac #bytes NOT NULL,
  UNIQUE (chain, seq)
);
CREATE TABLE audit_seal_head (
  seal_id #uuid NOT NULL REFERENCES audit_seal (id),
  subject_kind TEXT NOT NULL,
  subject_id #uuid NOT NULL,
  seq #int NOT NULL,
  mac #bytes NOT NULL,
  PRIMARY KEY (seal_id, subject_kind, subject_id)
);
";

const POSTGRES_REFUSAL: &str = "
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$";

fn postgres_triggers(table: &str) -> Vec<String> {
    vec![
        format!(
            "CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        ),
        format!(
            "CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        ),
    ]
}

/// `INSERT OR REPLACE` deletes without asking the delete trigger unless `recursive_triggers` is on, so inserts are guarded too.
fn sqlite_triggers(table: &str) -> Vec<String> {
    let refuse = "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END";
    vec![
        format!("CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}"),
        format!("CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}"),
        format!(
            "CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {}) {refuse}",
            same_key(table)
        ),
    ]
}

fn same_key(table: &str) -> &'static str {
    match table {
        "audit_entry" => {
            "id = NEW.id OR (subject_kind = NEW.subject_kind AND subject_id = NEW.subject_id AND seq = NEW.seq)"
        }
        "audit_seal" => "id = NEW.id OR (chain = NEW.chain AND seq = NEW.seq)",
        _ => "seal_id = NEW.seal_id AND subject_kind = NEW.subject_kind AND subject_id = NEW.subject_id",
    }
}
