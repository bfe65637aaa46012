//! Nothing in the log can be changed or removed by a statement.
use super::{broken, report};
use crate::{
    on_both,
    support::{Kind, World},
};
use app::{access::Role, audit::EventCode, audit::sealing::seal};
use sea_orm::{EntityTrait, QueryOrder};

on_both!(entries_of_a_subject_are_chained, the_database_refuses_to_change_the_log, a_missing_trigger_is_found);

async fn entries_of_a_subject_are_chained(world: World) {
    let client = world.login_as(Role::Coordinator).await;
    client.fill("/profile", &[("language", "en")]).await.expect_to("/profile");
    client.fill("/profile", &[("language", "sv")]).await.expect_to("/profile");
    world.login_as(Role::Office).await;
    use app::audit::store::entry::{Column, Entity};
    let entries = Entity::find().order_by_asc(Column::Id).all(world.db.schema_connection()).await.unwrap();
    let said: Vec<_> = entries.iter().map(|e| (e.seq, e.event)).collect();
    use EventCode::{LoggedIn, ProfileChanged};
    assert_eq!(said, [(1, LoggedIn), (2, ProfileChanged), (3, ProfileChanged), (1, LoggedIn)]);
    assert!(entries.iter().all(|e| e.actor_id.is_some_and(|a| a.0 == e.subject_id)));
    let found = report(&world).await;
    assert_eq!((found.entries, found.subjects, found.seals, found.broken), (4, 2, 0, None));
    assert_eq!(seal(&world.db).await.unwrap(), 2);
    assert_eq!(seal(&world.db).await.unwrap(), 0, "nothing new to seal");
    let found = report(&world).await;
    assert_eq!((found.seals, found.broken), (1, None));
}

async fn the_database_refuses_to_change_the_log(world: World) {
    world.login_as(Role::Coordinator).await;
    seal(&world.db).await.unwrap();
    let before = world.contents().await;
    for (table, column) in [("audit_entry", "seq"), ("audit_seal", "seq"), ("audit_seal_head", "seq")] {
        let mut statements = vec![
            format!("UPDATE {table} SET {column} = {column}"),
            format!("UPDATE {table} SET {column} = 9"),
            format!("DELETE FROM {table}"),
        ];
        match world.kind {
            Kind::Sqlite => {
                statements.push(format!("INSERT OR REPLACE INTO {table} SELECT * FROM {table}"));
                statements.push(format!("REPLACE INTO {table} SELECT * FROM {table}"));
                statements.push(format!("UPDATE OR REPLACE {table} SET {column} = 9"));
                // also where a connection has not asked for recursive triggers
                statements.push(format!(
                    "PRAGMA recursive_triggers = off; INSERT OR REPLACE INTO {table} SELECT * FROM {table}"
                ));
            }
            Kind::Postgres => {
                statements.push(format!("TRUNCATE {table}"));
                statements.push(format!("TRUNCATE {table} CASCADE"));
                let change = format!("DO UPDATE SET {column} = 9");
                let key = match table {
                    "audit_seal_head" => "(seal_id, subject_kind, subject_id)",
                    _ => "(id)",
                };
                statements.push(format!("INSERT INTO {table} SELECT * FROM {table} ON CONFLICT {key} {change}"));
            }
        }
        for sql in statements {
            let refusal = world.tamper(&sql).await.expect_err(&sql).to_string();
            let refused = ["append-only", "cannot truncate a table referenced"].iter().any(|r| refusal.contains(r));
            assert!(refused, "{sql}: {refusal}");
        }
    }
    // the heads grow, and nothing else
    let mut statements = vec![
        "DELETE FROM audit_head",
        "UPDATE audit_head SET seq = seq - 1",
        "UPDATE audit_head SET sealed_seq = 0",
        "UPDATE audit_head SET subject_kind = 'team'",
    ];
    if world.kind == Kind::Postgres {
        statements.push("TRUNCATE audit_head");
    }
    for sql in statements {
        let refusal = world.tamper(sql).await.expect_err(sql).to_string();
        assert!(refusal.contains("append-only"), "{sql}: {refusal}");
    }
    assert_eq!(world.contents().await, before);
    assert_eq!(broken(&world).await, "");
}

async fn a_missing_trigger_is_found(world: World) {
    world.login_as(Role::Coordinator).await;
    for (table, trigger) in super::tampering::triggers(world.kind) {
        let (drop, restore) = super::tampering::without(&world, table, &trigger).await;
        world.tamper(&drop).await.unwrap();
        assert_eq!(broken(&world).await, "a trigger that keeps the log append-only is missing", "{trigger}");
        world.tamper(&restore).await.unwrap();
        assert_eq!(broken(&world).await, "");
        if world.kind == Kind::Postgres {
            world.tamper(&format!("ALTER TABLE {table} DISABLE TRIGGER {trigger}")).await.unwrap();
            assert_ne!(broken(&world).await, "", "{trigger} is switched off");
            world.tamper(&format!("ALTER TABLE {table} ENABLE TRIGGER {trigger}")).await.unwrap();
        } else {
            // the same name over another body keeps nothing
            let hollow = format!("CREATE TRIGGER {trigger} BEFORE UPDATE ON {table} WHEN FALSE BEGIN SELECT 1; END");
            world.tamper(&format!("{drop}; {hollow}")).await.unwrap();
            assert_ne!(broken(&world).await, "", "{trigger} is hollow");
            world.tamper(&format!("{drop}; {restore}")).await.unwrap();
        }
    }
    if world.kind == Kind::Postgres {
        let hollow = "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$";
        world.tamper(hollow).await.unwrap();
        assert_ne!(broken(&world).await, "", "the function behind the triggers is hollow");
    }
}
