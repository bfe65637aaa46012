//! Whether what keeps the log append-only still stands, not in name alone.
use crate::{
    db::{ReadTx, Tx},
    kernel::error::AppError,
};
use sea_orm::{ConnectionTrait, Statement};
use std::collections::BTreeMap;

const TABLES: [&str; 3] = ["audit_entry", "audit_seal", "audit_seal_head"];

/// Whether every trigger is there, switched on, and does what the migration made it do.
pub(super) async fn stand(tx: &ReadTx) -> Result<bool, AppError> {
    let (sql, expected) =
        if tx.locks_rows() { (ON_POSTGRES, postgres_triggers()) } else { (ON_SQLITE, sqlite_triggers()) };
    let conn = tx.conn();
    let rows = conn.query_all_raw(Statement::from_string(conn.get_database_backend(), sql)).await?;
    let mut found = BTreeMap::new();
    for row in rows {
        found.insert(row.try_get::<String>("", "name")?, row.try_get::<String>("", "does")?);
    }
    Ok(expected.iter().all(|(name, does)| found.get(name).is_some_and(|f| f == does)))
}

const ON_SQLITE: &str = "SELECT name, sql AS does FROM sqlite_master WHERE type = 'trigger'";

/// Read from the catalogue's bits: how a trigger is written out differs between versions.
const ON_POSTGRES: &str = "SELECT t.tgname::text AS name, c.relname || ' ' || t.tgtype || ' ' || trim(both E' \\n' from p.prosrc) AS does \
     FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid \
     WHERE t.tgenabled IN ('O', 'A') AND t.tgqual IS NULL AND cardinality(t.tgattr::int2[]) = 0";

fn sqlite_triggers() -> Vec<(String, String)> {
    let refuse = "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END";
    let keys = [
        "id = NEW.id OR (subject_kind = NEW.subject_kind AND subject_id = NEW.subject_id AND seq = NEW.seq)",
        "id = NEW.id OR (chain = NEW.chain AND seq = NEW.seq)",
        "seal_id = NEW.seal_id AND subject_kind = NEW.subject_kind AND subject_id = NEW.subject_id",
    ];
    let mut triggers = Vec::new();
    for (table, key) in TABLES.into_iter().zip(keys) {
        for (end, when) in [
            ("no_update", format!("BEFORE UPDATE ON {table}")),
            ("no_delete", format!("BEFORE DELETE ON {table}")),
            ("no_replace", format!("BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {key})")),
        ] {
            triggers.push((format!("{table}_{end}"), format!("CREATE TRIGGER {table}_{end} {when} {refuse}")));
        }
    }
    for (end, when) in [
        ("no_delete", "BEFORE DELETE ON audit_head".to_owned()),
        ("no_going_back", format!("BEFORE UPDATE ON audit_head WHEN {GOING_BACK}")),
    ] {
        triggers.push((format!("audit_head_{end}"), format!("CREATE TRIGGER audit_head_{end} {when} {refuse}")));
    }
    triggers
}

/// A head only ever grows, and stays with its subject.
const GOING_BACK: &str = "NEW.seq < OLD.seq OR NEW.sealed_seq < OLD.sealed_seq \
     OR NEW.subject_kind <> OLD.subject_kind OR NEW.subject_id <> OLD.subject_id";

fn postgres_triggers() -> Vec<(String, String)> {
    let refuse = "BEGIN RAISE EXCEPTION 'the audit log is append-only'; END";
    // tgtype: 1 for each row, 2 before, 8 delete, 16 update, 32 truncate
    let of = |table: &str| {
        [("append_only", 1 + 2 + 8 + 16), ("no_truncate", 2 + 32)]
            .map(|(end, kind)| (format!("{table}_{end}"), format!("{table} {kind} {refuse}")))
    };
    let back =
        format!("BEGIN IF {GOING_BACK} THEN RAISE EXCEPTION 'the audit log is append-only'; END IF; RETURN NEW; END");
    let heads = [
        ("no_going_back", 1 + 2 + 16, back.as_str()),
        ("no_delete", 1 + 2 + 8, refuse),
        ("no_truncate", 2 + 32, refuse),
    ];
    let heads = heads.map(|(end, kind, does)| (format!("audit_head_{end}"), format!("audit_head {kind} {does}")));
    TABLES.into_iter().flat_map(of).chain(heads).collect()
}
