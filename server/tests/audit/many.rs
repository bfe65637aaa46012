//! Sealing keeps up when very many chains have moved, and checking it does not ask once a seal.
use super::report;
use crate::{on_both, support::World};
use app::{
    audit::{
        EventCode, SubjectKind, chain,
        sealing::seal,
        store::{entry, head},
    },
    db::Tx,
    kernel::{code::Code, id::AuditEntryId},
};
use sea_orm::{ActiveValue::Set, EntityTrait};
use uuid::Uuid;

on_both!(very_many_chains_are_sealed_in_a_few_seals);

/// So many chains with one entry each, as an import leaves them.
async fn imported(world: &World, chains: usize) {
    let association = world.home().await;
    let tx = world.db.read().await.unwrap();
    let (keys, now) = (world.db.keys(), tx.now());
    drop(tx);
    let (mut entries, mut heads) = (Vec::new(), Vec::new());
    for _ in 0..chains {
        let (kind, id, entry) = (SubjectKind::Case, Uuid::now_v7(), AuditEntryId::new());
        let fields = chain::EntryFields {
            id: entry.0,
            association: Some(association.0),
            subject_kind: kind.code(),
            subject_id: id,
            seq: 1,
            at: now,
            actor: None,
            role: "",
            event: EventCode::CaseImported.code(),
            details: "{}",
        };
        let mac = chain::entry_mac(keys, &chain::START, &fields);
        entries.push(entry::ActiveModel {
            id: Set(entry),
            association_id: Set(Some(association)),
            subject_kind: Set(kind),
            subject_id: Set(id),
            seq: Set(1),
            at: Set(now),
            actor_id: Set(None),
            role: Set(String::new()),
            event: Set(EventCode::CaseImported),
            details: Set("{}".into()),
            mac: Set(mac.to_vec()),
        });
        heads.push(head::ActiveModel {
            subject_kind: Set(kind),
            subject_id: Set(id),
            association_id: Set(Some(association)),
            seq: Set(1),
            mac: Set(mac.to_vec()),
            head_mac: Set(chain::head_mac(keys, kind.code(), id, 1, &mac).to_vec()),
            sealed_seq: Set(0),
            sealed_mac: Set(None),
        });
    }
    let connection = world.db.schema_connection();
    for some in entries.chunks(1_000) {
        entry::Entity::insert_many(some.to_vec()).exec_without_returning(connection).await.unwrap();
    }
    for some in heads.chunks(1_000) {
        head::Entity::insert_many(some.to_vec()).exec_without_returning(connection).await.unwrap();
    }
}

async fn very_many_chains_are_sealed_in_a_few_seals(world: World) {
    imported(&world, 2_500).await;
    assert_eq!(report(&world).await.unsealed, 2_500);
    // two servers at once, and one who works meanwhile
    let other = world.another_db().await;
    let (db, person) = (world.db.clone(), world.user(app::access::Role::Coordinator, None).await);
    let sealing = [tokio::spawn(async move { seal(&db).await }), tokio::spawn(async move { seal(&other).await })];
    world.login(&person).await;
    for one in sealing {
        one.await.unwrap().unwrap();
    }
    seal(&world.db).await.unwrap();
    let heads =
        world.column("SELECT CAST(heads AS TEXT) AS value FROM audit_seal WHERE heads > 1 ORDER BY chain, seq").await;
    assert_eq!(heads, ["1000", "1000", "500"]);
    let found = report(&world).await;
    assert_eq!((found.entries, found.subjects, found.unsealed, found.broken), (2_501, 2_501, 0, None));
    assert_eq!(seal(&world.db).await.unwrap(), 0);
}
