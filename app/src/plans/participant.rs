//! The plan as its participant reads it, and their own marks. The caller has found the case as theirs, locked for a mark.
use super::{
    actions::{Refusal, set_status},
    policy::ActivityFacts,
    rules::{ActivityStatus, GoalKind, Responsible},
    sealed::{goal_of, place_of, words_of},
    store::{self, activity},
};
use crate::{
    audit::Event,
    cases::{policy::CaseFacts, rules::StateCode},
    db::{Tx, WriteTx},
    kernel::{error::AppError, id::ActivityId},
    participants::sealing::sealer,
};
use chrono::{DateTime, NaiveDate, Utc};

/// An established plan: what is a draft is not agreed with anybody yet.
pub(crate) struct OwnPlan {
    pub goal_kind: Option<GoalKind>,
    pub goal: String,
    pub own_words: String,
    /// The participant's own ones first, then in the plan's order; none that was dropped.
    pub activities: Vec<OwnActivity>,
}

/// One activity.
pub(crate) struct OwnActivity {
    pub id: ActivityId,
    pub text: String,
    pub responsible: Responsible,
    /// Agency and unit, in words.
    pub place: String,
    pub due: Option<NaiveDate>,
    pub status: ActivityStatus,
    pub status_at: DateTime<Utc>,
    pub reason: String,
    /// The participant has marked it so themself, and nobody has looked at it since.
    pub told: bool,
    /// They may mark it.
    pub may_mark: bool,
}

/// Whether there is an established plan.
pub(crate) async fn is_established(tx: &impl Tx, case: &CaseFacts) -> Result<bool, AppError> {
    let dated = store::plan_of(tx, case.id).await?.is_some_and(|p| p.established_at.is_some());
    Ok(dated || case.state.code() == StateCode::PlanEstablished)
}

/// The plan, once it is established.
pub(crate) async fn read(tx: &impl Tx, case: &CaseFacts) -> Result<Option<OwnPlan>, AppError> {
    if !is_established(tx, case).await? {
        return Ok(None);
    }
    let plan = store::plan_of(tx, case.id).await?;
    let sealer = sealer(tx, case.participant).await?;
    let rows = store::activities_of(tx, case.id).await?;
    let places = store::place_names(tx, &rows).await?;
    let (goal, own_words) = match &plan {
        Some(plan) => goal_of(&sealer, plan)?,
        None => Default::default(),
    };
    let mut activities = Vec::with_capacity(rows.len());
    for row in rows.iter().filter(|row| row.status != ActivityStatus::Dropped) {
        let words = words_of(&sealer, row)?;
        activities.push(OwnActivity {
            id: row.id,
            text: words.text,
            responsible: row.responsible,
            place: place_of(&places, row),
            due: row.due_on,
            status: row.status,
            status_at: row.status_at,
            reason: words.reason,
            told: row.told_by_participant,
            may_mark: ActivityFacts::of(case.clone(), row, plan.as_ref()).is_the_participants(),
        });
    }
    // the sort is stable
    activities.sort_by_key(|a| a.responsible != Responsible::Participant);
    Ok(Some(OwnPlan { goal_kind: plan.and_then(|p| p.goal_kind), goal, own_words, activities }))
}

/// A mark of the participant's.
pub(crate) struct OwnMark<'a> {
    /// The status that the page showed.
    pub was: Option<ActivityStatus>,
    pub now: ActivityStatus,
    /// What got in the way, where the status asks for it.
    pub reason: &'a str,
}

/// Marks an activity of the participant's own. None: it stood so already, for the same reason.
pub(crate) async fn mark(
    tx: &WriteTx,
    case: &CaseFacts,
    id: ActivityId,
    mark: OwnMark<'_>,
) -> Result<Option<Event>, Refusal> {
    let row = markable(tx, case, id).await?;
    let sealer = sealer(tx, case.participant).await?;
    if row.status == mark.now && words_of(&sealer, &row)?.reason == mark.reason {
        return Ok(None);
    }
    if mark.was != Some(row.status) || row.status == ActivityStatus::Dropped {
        return Err(Refusal::AlreadyMarked);
    }
    Ok(Some(set_status(tx, &sealer, &row, (mark.now, mark.reason), true).await?))
}

/// An activity of the participant's own, while it can be marked: *not now* without a consent in force, or when the case is over.
async fn markable(tx: &impl Tx, case: &CaseFacts, id: ActivityId) -> Result<activity::Model, Refusal> {
    let found = store::activity_of(tx, case.id, id).await?;
    let row = found.filter(|row| row.responsible == Responsible::Participant).ok_or(AppError::NotFound)?;
    let plan = store::plan_of(tx, case.id).await?;
    let theirs = ActivityFacts::of(case.clone(), &row, plan.as_ref()).is_the_participants();
    theirs.then_some(row).ok_or(Refusal::NotNow)
}
