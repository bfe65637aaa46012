//! How far a chain is sealed gets a MAC of its own, and a head can neither be removed nor go back.
use sea_orm_migration::{prelude::*, sea_orm::DatabaseBackend};

pub struct Step;

impl MigrationName for Step {
    fn name(&self) -> &str {
        "m0060_audit_marks"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::ddl::run(manager, CHANGES).await?;
        let connection = manager.get_connection();
        let postgres = manager.get_database_backend() == DatabaseBackend::Postgres;
        for statement in if postgres { POSTGRES } else { SQLITE } {
            connection.execute_unprepared(statement).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// Marks from before have no MAC: those chains are sealed once more, and get one.
const CHANGES: &str = r"
ALTER TABLE audit_head ADD COLUMN sealed_mac #bytes;
UPDATE audit_head SET sealed_seq = 0;
DROP INDEX audit_head_unsealed;
CREATE INDEX audit_head_unsealed ON audit_head (association_id, subject_kind, subject_id) WHERE seq > sealed_seq;
";

const SQLITE: &[&str] = &[
    "CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON audit_head \
     BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
    "CREATE TRIGGER audit_head_no_going_back BEFORE UPDATE ON audit_head \
     WHEN NEW.seq < OLD.seq OR NEW.sealed_seq < OLD.sealed_seq OR NEW.subject_kind <> OLD.subject_kind OR NEW.subject_id <> OLD.subject_id \
     BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
];

const POSTGRES: &[&str] = &[
    "CREATE FUNCTION refuse_going_back() RETURNS trigger LANGUAGE plpgsql AS $$\n\
     BEGIN IF NEW.seq < OLD.seq OR NEW.sealed_seq < OLD.sealed_seq OR NEW.subject_kind <> OLD.subject_kind OR NEW.subject_id <> OLD.subject_id \
     THEN RAISE EXCEPTION 'the audit log is append-only'; END IF; RETURN NEW; END $$",
    "CREATE TRIGGER audit_head_no_going_back BEFORE UPDATE ON audit_head FOR EACH ROW EXECUTE FUNCTION refuse_going_back()",
    "CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON audit_head FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER audit_head_no_truncate BEFORE TRUNCATE ON audit_head FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
];
