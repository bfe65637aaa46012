//! What was changed behind the product's back is found and named.
use super::{broken, report};
use crate::{
    on_both,
    support::{Client, Kind, World},
};
use app::{access::Role, audit::sealing::seal};

on_both!(
    a_changed_entry_is_found,
    an_entry_of_an_unknown_kind_is_found,
    a_removed_entry_is_found,
    an_entry_put_in_is_found,
    a_cut_off_end_is_found,
    a_chain_set_back_after_its_seal_is_found,
    a_removed_chain_is_found_by_its_seal,
    a_changed_head_is_found,
    a_changed_seal_is_found,
    entries_moved_to_another_user_are_found,
    a_mark_that_was_raised_is_found_and_nobody_builds_on_it,
    a_mark_that_was_lowered_is_found,
    an_old_mark_put_back_is_found,
    seals_cut_off_from_under_their_marks_are_found,
    entries_kept_out_of_the_seals_are_found,
    a_log_from_before_the_marks_is_whole,
);

/// The statement that drops a trigger, and the one that makes it again.
pub async fn without(world: &World, table: &str, trigger: &str) -> (String, String) {
    match world.kind {
        Kind::Sqlite => {
            let sql = format!("SELECT sql AS value FROM sqlite_master WHERE name = '{trigger}'");
            (format!("DROP TRIGGER {trigger}"), world.column(&sql).await.remove(0))
        }
        Kind::Postgres => {
            let sql = format!("SELECT pg_get_triggerdef(oid) AS value FROM pg_trigger WHERE tgname = '{trigger}'");
            (format!("DROP TRIGGER {trigger} ON {table}"), world.column(&sql).await.remove(0))
        }
    }
}

/// Every trigger that keeps the log, with its table.
pub fn triggers(kind: Kind) -> Vec<(&'static str, String)> {
    let (rows, heads): (&[_], &[_]) = match kind {
        Kind::Sqlite => (&["no_update", "no_delete", "no_replace"], &["no_delete", "no_going_back"]),
        Kind::Postgres => (&["append_only", "no_truncate"], &["no_delete", "no_going_back", "no_truncate"]),
    };
    let of = |table: &'static str, ends: &[&str]| -> Vec<_> {
        ends.iter().map(|end| (table, format!("{table}_{end}"))).collect()
    };
    let tables = ["audit_entry", "audit_seal", "audit_seal_head"].map(|table| of(table, rows));
    [tables.concat(), of("audit_head", heads)].concat()
}

/// Does what the triggers refuse, and puts them back: as someone who owns the database could.
async fn behind_its_back(world: &World, statements: &[&str]) {
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for (table, trigger) in triggers(world.kind) {
        let (drop, restore) = without(world, table, &trigger).await;
        before.push(drop);
        after.push(restore);
    }
    let statements = statements.iter().map(|s| (*s).to_owned());
    for sql in before.into_iter().chain(statements).chain(after) {
        world.tamper(&sql).await.expect(&sql);
    }
}

/// Someone with a chain of four entries.
async fn with_history(world: &World) -> Client {
    let client = world.login_as(Role::Coordinator).await;
    for language in ["en", "sv", "en"] {
        client.fill("/profile", &[("language", language)]).await.expect_to("/profile");
    }
    assert_eq!(broken(world).await, "");
    client
}

const CHANGED: &str = "an entry was changed or put in";
const MISSING: &str = "an entry is missing before this one";
const CUT: &str = "the end of a chain is cut off";
const SHORTER: &str = "a chain is shorter than when it was sealed";

async fn a_changed_entry_is_found(world: World) {
    with_history(&world).await;
    for (column, value, back) in [
        ("event", "'logged_out'", "'profile_changed'"),
        ("role", "'office'", "''"),
        ("details", "'{}'", "'{\"code\":\"en\"}'"),
        ("actor_id", "NULL", "subject_id"),
        ("association_id", "subject_id", "NULL"),
    ] {
        behind_its_back(&world, &[&format!("UPDATE audit_entry SET {column} = {value} WHERE seq = 2")]).await;
        let found = report(&world).await.broken.expect(column);
        assert_eq!((found.what, found.seq), (CHANGED, Some(2)), "{column}");
        let id = world.column("SELECT CAST(lower(hex(id)) AS TEXT) AS value FROM audit_entry WHERE seq = 2");
        if world.kind == Kind::Sqlite {
            assert_eq!(found.entry.unwrap().simple().to_string(), id.await[0], "the entry is named");
        }
        behind_its_back(&world, &[&format!("UPDATE audit_entry SET {column} = {back} WHERE seq = 2")]).await;
        assert_eq!(broken(&world).await, "", "{column}");
    }
    let later = match world.kind {
        Kind::Sqlite => "UPDATE audit_entry SET at = '2020-01-01T00:00:00+00:00' WHERE seq = 3",
        Kind::Postgres => "UPDATE audit_entry SET at = at + interval '1 second' WHERE seq = 3",
    };
    behind_its_back(&world, &[later]).await;
    assert_eq!(report(&world).await.broken.map(|b| (b.what, b.seq)), Some((CHANGED, Some(3))));
}

async fn an_entry_of_an_unknown_kind_is_found(world: World) {
    with_history(&world).await;
    behind_its_back(&world, &["UPDATE audit_entry SET event = 'nothing_happened' WHERE seq = 3"]).await;
    assert_eq!(report(&world).await.broken.map(|b| (b.what, b.seq)), Some((CHANGED, Some(3))));
    behind_its_back(&world, &["UPDATE audit_entry SET event = 'profile_changed' WHERE seq = 3"]).await;
    behind_its_back(&world, &["UPDATE audit_entry SET subject_kind = 'nobody' WHERE seq = 4"]).await;
    assert_ne!(broken(&world).await, "");
    behind_its_back(&world, &["UPDATE audit_entry SET subject_kind = 'user' WHERE seq = 4"]).await;
    assert_eq!(broken(&world).await, "");
    behind_its_back(&world, &["UPDATE audit_head SET subject_kind = 'nobody'"]).await;
    assert_ne!(broken(&world).await, "");
}

async fn a_removed_entry_is_found(world: World) {
    with_history(&world).await;
    behind_its_back(&world, &["DELETE FROM audit_entry WHERE seq = 2"]).await;
    assert_eq!(report(&world).await.broken.map(|b| (b.what, b.seq)), Some((MISSING, Some(3))));
    behind_its_back(&world, &["UPDATE audit_entry SET seq = seq - 1 WHERE seq = 3"]).await;
    behind_its_back(&world, &["UPDATE audit_entry SET seq = seq - 1 WHERE seq = 4"]).await;
    assert_eq!(report(&world).await.broken.map(|b| (b.what, b.seq)), Some((CHANGED, Some(2))));
}

async fn an_entry_put_in_is_found(world: World) {
    with_history(&world).await;
    let id = match world.kind {
        Kind::Sqlite => "randomblob(16)",
        Kind::Postgres => "gen_random_uuid()",
    };
    let copy = |seq: &str, from: u8| {
        format!(
            "INSERT INTO audit_entry SELECT {id}, association_id, subject_kind, subject_id, {seq}, at, actor_id, role, event, details, mac FROM audit_entry WHERE seq = {from}"
        )
    };
    behind_its_back(&world, &["UPDATE audit_entry SET seq = 5 WHERE seq = 4", &copy("4", 3)]).await;
    assert_eq!(report(&world).await.broken.map(|b| (b.what, b.seq)), Some((CHANGED, Some(4))));
    behind_its_back(&world, &["DELETE FROM audit_entry WHERE seq = 4", "UPDATE audit_entry SET seq = 4 WHERE seq = 5"])
        .await;
    assert_eq!(broken(&world).await, "");
    // at the end, where no trigger objects, with and without the head
    world.tamper(&copy("5", 4)).await.unwrap();
    assert_eq!(report(&world).await.broken.map(|b| (b.what, b.seq)), Some((CHANGED, Some(5))));
    world.tamper("UPDATE audit_head SET seq = 5").await.unwrap();
    assert_eq!(broken(&world).await, CHANGED);
}

async fn a_cut_off_end_is_found(world: World) {
    with_history(&world).await;
    world.login_as(Role::Office).await; // a chain after it in the table
    behind_its_back(&world, &["DELETE FROM audit_entry WHERE seq = 4"]).await;
    assert_eq!(report(&world).await.broken.map(|b| (b.what, b.seq)), Some((CUT, Some(3))));
    let cut_head = "UPDATE audit_head SET seq = 3, mac = (SELECT mac FROM audit_entry WHERE seq = 3) WHERE seq = 4";
    behind_its_back(&world, &[cut_head]).await;
    assert_eq!(broken(&world).await, "the head of a chain was changed");
}

/// The strongest forger short of the key: puts back the rows of an hour ago, which were right then.
async fn a_chain_set_back_after_its_seal_is_found(world: World) {
    let client = with_history(&world).await;
    world.tamper("CREATE TABLE old_head AS SELECT * FROM audit_head").await.unwrap();
    client.fill("/profile", &[("language", "sv")]).await.expect_to("/profile");
    assert_eq!(seal(&world.db).await.unwrap(), 1);
    let set_back = [
        "DELETE FROM audit_entry WHERE seq = 5",
        "DELETE FROM audit_head",
        "INSERT INTO audit_head SELECT * FROM old_head",
    ];
    behind_its_back(&world, &set_back).await;
    let found = report(&world).await.broken.expect("it is found");
    assert_eq!((found.what, found.seq), (SHORTER, Some(5)));
}

async fn a_removed_chain_is_found_by_its_seal(world: World) {
    with_history(&world).await;
    assert_eq!(seal(&world.db).await.unwrap(), 1);
    behind_its_back(&world, &["DELETE FROM audit_entry"]).await;
    assert_eq!(broken(&world).await, "every entry of a chain is gone");
    behind_its_back(&world, &["DELETE FROM audit_head"]).await;
    assert_eq!(broken(&world).await, SHORTER);
}

async fn a_changed_head_is_found(world: World) {
    let client = with_history(&world).await;
    world.tamper("UPDATE audit_head SET head_mac = mac").await.unwrap();
    assert_eq!(broken(&world).await, "the head of a chain was changed");
    // and no one builds on it
    world.tamper("UPDATE audit_head SET seq = 9").await.unwrap();
    client.post("/profile", &[("language", "sv")]).await.expect(500);
}

async fn a_changed_seal_is_found(world: World) {
    let client = with_history(&world).await;
    seal(&world.db).await.unwrap();
    client.fill("/profile", &[("language", "sv")]).await.expect_to("/profile");
    seal(&world.db).await.unwrap();
    assert_eq!(report(&world).await.seals, 2);
    world.tamper("CREATE TABLE s AS SELECT * FROM audit_seal").await.unwrap();
    world.tamper("CREATE TABLE h AS SELECT * FROM audit_seal_head").await.unwrap();
    let what = "a seal was changed or removed";
    let clear = ["DELETE FROM audit_seal_head", "DELETE FROM audit_seal"];
    let back = ["INSERT INTO audit_seal SELECT * FROM s", "INSERT INTO audit_seal_head SELECT * FROM h"];
    let first = "(SELECT id FROM audit_seal WHERE seq = 1)";
    for change in [
        &["UPDATE audit_seal_head SET seq = 3 WHERE seq = 4"][..],
        &["UPDATE audit_seal SET at = (SELECT at FROM s WHERE seq = 2)"],
        &["UPDATE audit_seal SET chain = 'another'"],
        &[&format!("DELETE FROM audit_seal_head WHERE seal_id = {first}")],
        &[&format!("DELETE FROM audit_seal_head WHERE seal_id = {first}"), "DELETE FROM audit_seal WHERE seq = 1"],
    ] {
        behind_its_back(&world, change).await;
        assert_eq!(broken(&world).await, what, "{change:?}");
        behind_its_back(&world, &[clear, back].concat()).await;
        assert_eq!(broken(&world).await, "");
    }
}

async fn entries_moved_to_another_user_are_found(world: World) {
    with_history(&world).await;
    let one = world.column("SELECT CAST(seq AS TEXT) AS value FROM audit_head").await;
    assert_eq!(one, ["4"]);
    let another = match world.kind {
        Kind::Sqlite => "randomblob(16)",
        Kind::Postgres => "'00000000-0000-7000-8000-000000000001'",
    };
    world.tamper(&format!("CREATE TABLE x AS SELECT {another} AS id")).await.unwrap();
    let cast = if world.kind == Kind::Postgres { "::uuid" } else { "" };
    behind_its_back(
        &world,
        &[
            &format!("UPDATE audit_entry SET subject_id = (SELECT id{cast} FROM x)"),
            &format!("UPDATE audit_head SET subject_id = (SELECT id{cast} FROM x)"),
        ],
    )
    .await;
    assert_eq!(broken(&world).await, CHANGED);
}

const MARK: &str = "the mark of how far a chain is sealed was changed";

async fn a_mark_that_was_raised_is_found_and_nobody_builds_on_it(world: World) {
    let client = with_history(&world).await;
    // a chain that says it is sealed for ever is never sealed again
    world.tamper("UPDATE audit_head SET sealed_seq = 2147483647").await.unwrap();
    assert_eq!(seal(&world.db).await.unwrap(), 0);
    let found = report(&world).await.broken.expect("it is found");
    assert_eq!((found.what, found.seq), (MARK, Some(4)));
    client.post("/profile", &[("language", "sv")]).await.expect(500);
    assert_eq!(report(&world).await.entries, 4);
    // nor does another chain's mark help
    let other = world.login_as(Role::Office).await;
    other.fill("/profile", &[("language", "en")]).await.expect_to("/profile");
    assert_eq!(seal(&world.db).await.unwrap(), 1);
    let copied = "UPDATE audit_head SET sealed_seq = 2, sealed_mac = (SELECT sealed_mac FROM audit_head h WHERE h.seq = 2) WHERE seq = 4";
    behind_its_back(&world, &[copied]).await;
    assert_eq!(broken(&world).await, MARK);
}

async fn a_mark_that_was_lowered_is_found(world: World) {
    with_history(&world).await;
    assert_eq!(seal(&world.db).await.unwrap(), 1);
    assert_eq!(report(&world).await.unsealed, 0);
    behind_its_back(&world, &["UPDATE audit_head SET sealed_seq = 3"]).await;
    assert_eq!(broken(&world).await, MARK);
    behind_its_back(&world, &["UPDATE audit_head SET sealed_seq = 4"]).await;
    assert_eq!(broken(&world).await, "");
}

async fn an_old_mark_put_back_is_found(world: World) {
    let client = with_history(&world).await;
    seal(&world.db).await.unwrap();
    world.tamper("CREATE TABLE old AS SELECT sealed_seq, sealed_mac FROM audit_head").await.unwrap();
    client.fill("/profile", &[("language", "sv")]).await.expect_to("/profile");
    seal(&world.db).await.unwrap();
    let back =
        "UPDATE audit_head SET sealed_seq = (SELECT sealed_seq FROM old), sealed_mac = (SELECT sealed_mac FROM old)";
    behind_its_back(&world, &[back]).await;
    assert_eq!(broken(&world).await, MARK);
}

async fn seals_cut_off_from_under_their_marks_are_found(world: World) {
    with_history(&world).await;
    seal(&world.db).await.unwrap();
    behind_its_back(&world, &["DELETE FROM audit_seal_head", "DELETE FROM audit_seal"]).await;
    assert_eq!(broken(&world).await, MARK);
}

/// Hides a chain from the sealing by day, to cut it one night: found while it lasts.
async fn entries_kept_out_of_the_seals_are_found(world: World) {
    with_history(&world).await;
    let other = world.login_as(Role::Office).await;
    let hide = "UPDATE audit_head SET sealed_seq = 99 WHERE seq = 4";
    let show = "UPDATE audit_head SET sealed_seq = 0 WHERE seq = 4";
    for _ in 0..2 {
        other.fill("/profile", &[("language", "en")]).await.expect_to("/profile");
        world.tamper(hide).await.unwrap();
        assert_eq!(seal(&world.db).await.unwrap(), 1);
        behind_its_back(&world, &[show]).await;
        let found = report(&world).await;
        assert_eq!((found.broken, found.unsealed), (None, 4), "it may be in the next one yet");
        world.pass(chrono::Duration::minutes(20));
    }
    for minutes in [25, 11] {
        world.pass(chrono::Duration::minutes(minutes));
        let other = world.login_as(Role::Office).await;
        other.fill("/profile", &[("language", "en")]).await.expect_to("/profile");
        world.tamper(hide).await.unwrap();
        seal(&world.db).await.unwrap();
        behind_its_back(&world, &[show]).await;
    }
    let found = report(&world).await.broken.expect("it is found");
    assert_eq!((found.what, found.seq), ("an entry was kept out of the seals", Some(1)));
    // what was only late is whole once it is sealed
    assert_eq!(seal(&world.db).await.unwrap(), 1);
    let found = report(&world).await;
    assert_eq!((found.broken, found.unsealed), (None, 0));
}

/// As the migration leaves what was sealed before.
async fn a_log_from_before_the_marks_is_whole(world: World) {
    let client = with_history(&world).await;
    seal(&world.db).await.unwrap();
    behind_its_back(&world, &["UPDATE audit_head SET sealed_seq = 0, sealed_mac = NULL"]).await;
    let found = report(&world).await;
    assert_eq!((found.broken, found.unsealed), (None, 0));
    client.fill("/profile", &[("language", "sv")]).await.expect_to("/profile");
    assert_eq!(seal(&world.db).await.unwrap(), 1);
    let found = report(&world).await;
    assert_eq!((found.broken, found.unsealed, found.seals), (None, 0, 2));
}
