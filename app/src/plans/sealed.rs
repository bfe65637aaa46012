//! Opening what a plan's rows keep sealed.
use super::{
    revisions::{KeptActivity, Snapshot},
    store::{self, activity, activity_reason, plan, plan_revision},
};
use crate::{
    db::{Tx, WriteTx},
    kernel::{
        error::AppError,
        id::{ActivityReasonId, AgencyId, UnitId, UserId},
    },
    participants::sealing::Sealer,
};
use std::collections::HashMap;

/// An activity's own words, opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    pub text: String,
    pub person: String,
    pub reason: String,
}

/// Opens the words of an activity.
pub fn words_of(sealer: &Sealer, row: &activity::Model) -> Result<Words, AppError> {
    let open = |column, sealed: Option<&[u8]>| sealer.open("activity", column, row.id.0, sealed);
    Ok(Words {
        text: open("text_sealed", Some(&row.text_sealed))?,
        person: open("person_sealed", row.person_sealed.as_deref())?,
        reason: open("reason_sealed", row.reason_sealed.as_deref())?,
    })
}

/// Opens the goal and the participant's own words.
pub fn goal_of(sealer: &Sealer, row: &plan::Model) -> Result<(String, String), AppError> {
    let goal = sealer.open("plan", "goal_sealed", row.id.0, row.goal_sealed.as_deref())?;
    let own_words = sealer.open("plan", "own_words_sealed", row.id.0, row.own_words_sealed.as_deref())?;
    Ok((goal, own_words))
}

/// Names of agencies and units.
pub type Places = (HashMap<AgencyId, String>, HashMap<UnitId, String>);

/// Where an activity is done, in words: "Enhet, Myndighet".
pub fn place_of((agencies, units): &Places, row: &activity::Model) -> String {
    let unit = row.unit_id.and_then(|u| units.get(&u));
    let agency = row.agency_id.and_then(|a| agencies.get(&a));
    [unit, agency].into_iter().flatten().cloned().collect::<Vec<_>>().join(", ")
}

/// The plan as it is now.
pub async fn snapshot(tx: &impl Tx, sealer: &Sealer, plan: &plan::Model) -> Result<Snapshot, AppError> {
    let (goal, own_words) = goal_of(sealer, plan)?;
    let rows = store::activities_of(tx, plan.case_id).await?;
    let places = store::place_names(tx, &rows).await?;
    let mut activities = Vec::with_capacity(rows.len());
    for row in rows {
        let words = words_of(sealer, &row)?;
        activities.push(KeptActivity {
            id: row.id.0,
            text: words.text,
            responsible: row.responsible,
            place: place_of(&places, &row),
            person: words.person,
            due: row.due_on,
            needs_decision: row.needs_decision,
        });
    }
    Ok(Snapshot { goal_kind: plan.goal_kind, goal, own_words, activities })
}

/// Keeps the plan as it is, before a change by this user.
pub async fn keep(tx: &WriteTx, sealer: &Sealer, plan: &plan::Model, by: UserId) -> Result<(), AppError> {
    let text = serde_json::to_string(&snapshot(tx, sealer, plan).await?).map_err(AppError::fault)?;
    let row = plan_revision::Model {
        plan_id: plan.id,
        revision: plan.revision,
        at: tx.now(),
        by_user: Some(by),
        sealed: sealer.seal_required("plan_revision", "sealed", plan.id.0, &text)?,
    };
    store::keep_revision(tx, row).await
}

/// Keeps why an activity stands as it does, before it is marked anew: nothing is overwritten.
pub async fn keep_reason(tx: &WriteTx, sealer: &Sealer, row: &activity::Model) -> Result<(), AppError> {
    let reason = words_of(sealer, row)?.reason;
    if reason.is_empty() {
        return Ok(());
    }
    let id = ActivityReasonId::new();
    let kept = activity_reason::Model {
        id,
        activity_id: row.id,
        status: row.status,
        marked_at: row.status_at,
        reason_sealed: sealer.seal_required("activity_reason", "reason_sealed", id.0, &reason)?,
    };
    store::keep_reason(tx, kept).await
}

/// Why an activity stood so before; empty when the person is forgotten.
pub fn kept_reason(sealer: &Sealer, row: &activity_reason::Model) -> Result<String, AppError> {
    sealer.open("activity_reason", "reason_sealed", row.id.0, Some(&row.reason_sealed))
}

/// What the plan was; nothing when the person is forgotten.
pub fn kept(sealer: &Sealer, row: &plan_revision::Model) -> Result<Snapshot, AppError> {
    let text = sealer.open("plan_revision", "sealed", row.plan_id.0, Some(&row.sealed))?;
    if text.is_empty() {
        return Ok(Snapshot::default());
    }
    serde_json::from_str(&text).map_err(|_| AppError::fault("a plan's revision can't be read"))
}
