//! The figures' queries: the one place with SQL by hand. Each runs on both databases; the year's borders come as values.
use super::rules::{Counts, HeldBy, HeldMeetings, Started};
use crate::{
    db::Tx,
    kernel::{error::AppError, id::AssociationId, local_time::year_bounds},
    organisation::store::association,
};
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, Statement, Value};

/// Held meetings of the association in `$2` to `$3`, with what the figures are divided by; a case's first one also
/// says its result at six months and its lots assignments. Each part is asked by an index, row by row: an `EXISTS`
/// lets PostgreSQL read the whole table first.
///
/// They are counted there, each way that a figure needs: the rows of a year are thousands.
const HELD: &str = "
WITH held AS MATERIALIZED (SELECT p.gender AS gender, c.referring_party AS party, c.age_at_submission AS age,
  (SELECT 1 FROM plan WHERE plan.case_id = c.id AND plan.established_at IS NOT NULL) IS NOT NULL AS with_plan,
  (SELECT 1 FROM consent s WHERE s.case_id = c.id AND s.purpose = 'sus' AND s.given AND s.withdrawn_at IS NULL LIMIT 1)
    IS NOT NULL AS sus_yes,
  (SELECT 1 FROM team_meeting e JOIN slot b ON b.id = e.slot_id
    WHERE e.case_id = c.id AND e.outcome = 'held' AND (b.starts_at, e.id) < (slot.starts_at, m.id) LIMIT 1)
    IS NULL AS is_first,
  (SELECT f.result FROM follow_up f WHERE f.case_id = c.id AND f.months = 6) AS result,
  (SELECT COUNT(*) FROM lots_assignment l WHERE l.case_id = c.id) AS lots
FROM slot
JOIN team_meeting m ON m.slot_id = slot.id AND m.outcome = 'held'
JOIN cases c ON c.id = m.case_id AND c.association_id = $1
JOIN case_person p ON p.case_id = c.id
WHERE slot.starts_at >= $2 AND slot.starts_at < $3)
SELECT 'age' AS way, gender, NULL AS code, age, COUNT(*) AS count FROM held GROUP BY gender, age
UNION ALL SELECT 'party', NULL, party, NULL, COUNT(*) FROM held GROUP BY party
UNION ALL SELECT 'plan', NULL, NULL, NULL, COUNT(*) FROM held WHERE with_plan
UNION ALL SELECT 'no_sus', NULL, NULL, NULL, COUNT(*) FROM held WHERE NOT sus_yes
UNION ALL SELECT 'result', NULL, result, NULL, COUNT(*) FROM held WHERE is_first AND result IS NOT NULL GROUP BY result
UNION ALL SELECT 'lots', gender, NULL, NULL, CAST(SUM(lots) AS BIGINT) FROM held WHERE is_first GROUP BY gender";

const STATES: &str = "
SELECT c.state AS code, COUNT(*) AS count FROM cases c
WHERE c.association_id = $1 AND c.submitted_at >= $2 AND c.submitted_at < $3 AND c.state IN ('in_queue', 'returned')
GROUP BY 1";

const STARTED: &str = "
SELECT COALESCE(k.gender, p.gender) AS gender, t.entry AS entry, COUNT(*) AS count FROM placement t
JOIN participant p ON p.id = t.participant_id
LEFT JOIN case_person k ON k.case_id = t.case_id
WHERE t.association_id = $1 AND t.started_on >= $2 AND t.started_on < $3
GROUP BY 1, 2";

const STOPPED: &str = "
SELECT t.stage AS code, COUNT(*) AS count FROM placement t
WHERE t.association_id = $1 AND t.ended_on >= $2 AND t.ended_on < $3 AND t.stage = 'stopped_before_start'
GROUP BY 1";

/// An association's year.
#[derive(Clone, Copy, Debug)]
pub struct Year {
    pub association: AssociationId,
    pub year: i32,
}

impl Year {
    fn instants(self) -> Vec<Value> {
        let (from, until) = year_bounds(self.year);
        vec![self.association.into(), from.into(), until.into()]
    }

    fn days(self) -> Vec<Value> {
        let first = |year: i32| NaiveDate::from_ymd_opt(year.clamp(1900, 9998), 1, 1).unwrap_or_default();
        vec![self.association.into(), first(self.year).into(), first(self.year + 1).into()]
    }
}

#[derive(FromQueryResult)]
struct Held {
    way: String,
    gender: Option<String>,
    code: Option<String>,
    age: Option<i32>,
    count: i64,
}

#[derive(FromQueryResult)]
struct Counted {
    code: String,
    count: i64,
}

#[derive(FromQueryResult)]
struct Training {
    gender: String,
    entry: String,
    count: i64,
}

async fn ask<R: FromQueryResult>(tx: &impl Tx, sql: &str, values: Vec<Value>) -> Result<Vec<R>, AppError> {
    let conn = tx.conn();
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), sql, values);
    Ok(R::find_by_statement(statement).all(conn).await?)
}

async fn counts(tx: &impl Tx, sql: &str, values: Vec<Value>) -> Result<Counts, AppError> {
    let rows: Vec<Counted> = ask(tx, sql, values).await?;
    Ok(rows.into_iter().filter(|r| r.count > 0).map(|r| (r.code, r.count)).collect())
}

pub async fn held_meetings(tx: &impl Tx, of: Year) -> Result<Vec<HeldMeetings>, AppError> {
    let rows: Vec<Held> = ask(tx, HELD, of.instants()).await?;
    let alike = |row: Held| {
        let (gender, code) = (row.gender.unwrap_or_default(), row.code.unwrap_or_default());
        let by = match row.way.as_str() {
            "age" => HeldBy::GenderAndAge(gender, row.age),
            "party" => HeldBy::ReferringParty(code),
            "plan" => HeldBy::WithPlan,
            "no_sus" => HeldBy::WithoutSus,
            "result" => HeldBy::SixMonthResult(code),
            "lots" => HeldBy::Lots(gender),
            other => return Err(AppError::fault(format!("a figure by {other}"))),
        };
        Ok(HeldMeetings { by, count: row.count })
    };
    rows.into_iter().map(alike).collect()
}

/// Cases submitted in the year that are in queue or returned now.
pub async fn states_now(tx: &impl Tx, of: Year) -> Result<Counts, AppError> {
    counts(tx, STATES, of.instants()).await
}

pub async fn training_started(tx: &impl Tx, of: Year) -> Result<Vec<Started>, AppError> {
    let rows: Vec<Training> = ask(tx, STARTED, of.days()).await?;
    Ok(rows.into_iter().map(|r| Started { gender: r.gender, entry: r.entry, count: r.count }).collect())
}

pub async fn training_stopped(tx: &impl Tx, of: Year) -> Result<i64, AppError> {
    Ok(counts(tx, STOPPED, of.days()).await?.values().sum())
}

/// The first day on which anything was counted: a submission, or a request for work training.
pub async fn first_day(tx: &impl Tx, association: AssociationId) -> Result<Option<NaiveDate>, AppError> {
    use crate::{cases::store::cases, work_training::store::placement};
    use sea_orm::{QueryOrder, QuerySelect};
    let submitted = cases::Entity::find()
        .select_only()
        .column(cases::Column::SubmittedOn)
        .filter(cases::Column::AssociationId.eq(association))
        .order_by_asc(cases::Column::SubmittedAt)
        .limit(1)
        .into_tuple::<NaiveDate>()
        .one(tx.conn())
        .await?;
    let requested = placement::Entity::find()
        .select_only()
        .column(placement::Column::RequestedOn)
        .filter(placement::Column::AssociationId.eq(association))
        .order_by_asc(placement::Column::RequestedOn)
        .limit(1)
        .into_tuple::<NaiveDate>()
        .one(tx.conn())
        .await?;
    Ok(submitted.into_iter().chain(requested).min())
}

/// The association with this name.
pub async fn association_named(tx: &impl Tx, name: &str) -> Result<Option<AssociationId>, AppError> {
    let row = association::Entity::find().filter(association::Column::Name.eq(name)).one(tx.conn()).await?;
    Ok(row.map(|a| a.id))
}
