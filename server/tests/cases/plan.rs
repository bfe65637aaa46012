//! How SQLite finds the cases that work training sees: from the consents that hold today, never through all cases.
use super::scope::actor_of;
use crate::support::{CaseOf, World};
use app::{
    access::Role,
    cases::{policy::Sight, rules::StateCode, scope::ways, store::cases},
    db::Tx,
    organisation::rules::Party,
};
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

crate::on_sqlite!(work_training_begins_at_the_consents_that_hold);

/// What SQLite has counted in an association with 100,000 cases, most of them over.
const ROWS: [(&str, &str, &str); 16] = [
    ("cases", "sqlite_autoindex_cases_1", "100000 1"),
    ("cases", "sqlite_autoindex_cases_2", "100000 100000 1"),
    ("cases", "cases_state", "100000 100000 20000 1"),
    ("cases", "cases_submitted", "100000 100000 1 1"),
    ("cases", "cases_participant", "100000 1"),
    ("cases", "cases_number", "100000 100000 1"),
    ("cases", "cases_referrer", "100000 100000 1600 1 1"),
    ("cases", "cases_unit", "100000 100000 3000 1 1"),
    ("cases", "cases_by_state", "100000 100000 20000 1 1"),
    ("cases", "cases_track", "100000 100000 50000 1 1"),
    ("cases", "cases_queue", "100000 100000 20000 20000 1"),
    ("cases", "cases_awake", "100000 100000 50000 10000 1 1"),
    ("consent", "consent_case", "200000 2"),
    ("consent", "consent_until", "200000 30 15 1"),
    ("placement", "placement_case", "9000 1"),
    ("participant", "sqlite_autoindex_participant_1", "100000 1"),
];

async fn counted(world: &World) {
    let rows = ROWS.map(|(table, index, rows)| format!("('{table}', '{index}', '{rows}')")).join(", ");
    let counts = format!("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES {rows}");
    for sql in ["ANALYZE", "DELETE FROM sqlite_stat1", "DELETE FROM sqlite_stat4", &counts] {
        world.tamper(sql).await.expect("counted");
    }
}

async fn work_training_begins_at_the_consents_that_hold(world: World) {
    let referrer = world.user(Role::Referrer, None).await;
    for state in [StateCode::Met, StateCode::Closed, StateCode::InQueue] {
        let case = world.case(CaseOf::new(&referrer, state, &[Party::Jobbtorg])).await;
        world.placement_of_case(case).await;
    }
    let person = world.user(Role::WorkTraining, None).await;
    let actor = actor_of(&world, &person).await;
    counted(&world).await;
    // rows are counted for whoever opens the database after that
    let db = world.another_db().await;
    let tx = db.read().await.expect("a read begins");
    let ways = ways(&tx, &actor, Sight::Referral);
    assert_eq!(ways.len(), 2, "for nothing else, and asked for");
    let mut starts = Vec::new();
    for way in ways {
        let page = cases::Entity::find()
            .filter(way.cases)
            .order_by_desc(cases::Column::SubmittedAt)
            .order_by_desc(cases::Column::Id)
            .limit(26)
            .build(DbBackend::Sqlite);
        let asked = sea_orm::Statement { sql: format!("EXPLAIN QUERY PLAN {}", page.sql), ..page };
        let steps = tx.conn().query_all_raw(asked).await.expect("a plan");
        let steps: Vec<String> = steps.iter().map(|s| s.try_get("", "detail").expect("a step")).collect();
        starts.push(steps);
    }
    assert!(starts[0].iter().any(|s| s.contains("cases USING INDEX cases_track")), "{:#?}", starts[0]);
    assert!(starts[1].iter().any(|s| s.contains("USING COVERING INDEX consent_until")), "{:#?}", starts[1]);
    // the only search of cases is by their id, and each case's consents are found by the case
    let (of_cases, of_consents): (Vec<_>, Vec<_>) =
        starts[1].iter().filter(|s| s.starts_with("S") && !s.contains("COVERING")).partition(|s| s.contains("cases"));
    assert!(!of_cases.is_empty(), "{:#?}", starts[1]);
    assert!(of_cases.iter().all(|s| s.contains("cases USING INDEX") && s.contains("(id=?)")), "{:#?}", starts[1]);
    assert!(of_consents.iter().any(|s| s.contains("consent_case (case_id=?)")), "{:#?}", starts[1]);
}
