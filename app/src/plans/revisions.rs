//! What a plan was before a change, and what a change changed, in order: pure.
use super::rules::{ActivityStatus, GoalKind, Responsible};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Goal and activities at one time, as a revision keeps them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    pub goal_kind: Option<GoalKind>,
    pub goal: String,
    pub own_words: String,
    pub activities: Vec<KeptActivity>,
}

/// An activity as a revision keeps it. How far it has come is not part of it: that is marked, not revised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptActivity {
    pub id: Uuid,
    pub text: String,
    pub responsible: Responsible,
    /// Agency and unit, in words.
    pub place: String,
    pub person: String,
    pub due: Option<NaiveDate>,
    pub needs_decision: bool,
}

/// One thing that a revision changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    GoalKind {
        was: Option<GoalKind>,
        now: Option<GoalKind>,
    },
    Goal {
        was: String,
        now: String,
    },
    OwnWords {
        was: String,
        now: String,
    },
    Added {
        activity: KeptActivity,
    },
    Changed {
        was: KeptActivity,
        now: KeptActivity,
    },
    Removed {
        activity: KeptActivity,
    },
    /// How far it had come was marked: from what to what, and why.
    Marked {
        number: i32,
        activity: String,
        was: Option<ActivityStatus>,
        now: ActivityStatus,
        reason: String,
    },
    /// Why an activity stood so, before it was marked anew, where the log does not say who marked it: an import brought it.
    Reason {
        activity: String,
        status: ActivityStatus,
        reason: String,
    },
}

/// What differs between two snapshots: the goal first, then the activities in their order.
pub fn changes(was: &Snapshot, now: &Snapshot) -> Vec<Change> {
    let mut found = Vec::new();
    if was.goal_kind != now.goal_kind {
        found.push(Change::GoalKind { was: was.goal_kind, now: now.goal_kind });
    }
    if was.goal != now.goal {
        found.push(Change::Goal { was: was.goal.clone(), now: now.goal.clone() });
    }
    if was.own_words != now.own_words {
        found.push(Change::OwnWords { was: was.own_words.clone(), now: now.own_words.clone() });
    }
    for activity in &now.activities {
        match was.activities.iter().find(|a| a.id == activity.id) {
            None => found.push(Change::Added { activity: activity.clone() }),
            Some(before) if before != activity => {
                found.push(Change::Changed { was: before.clone(), now: activity.clone() });
            }
            Some(_) => {}
        }
    }
    let gone = was.activities.iter().filter(|a| !now.activities.iter().any(|n| n.id == a.id));
    found.extend(gone.map(|activity| Change::Removed { activity: activity.clone() }));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn activity(n: u128, text: &str) -> KeptActivity {
        KeptActivity {
            id: Uuid::from_u128(n),
            text: text.into(),
            responsible: Responsible::Participant,
            place: String::new(),
            person: String::new(),
            due: None,
            needs_decision: false,
        }
    }

    fn plan(goal: &str, activities: &[KeptActivity]) -> Snapshot {
        Snapshot { goal: goal.into(), activities: activities.to_vec(), ..Snapshot::default() }
    }

    #[test]
    fn nothing_changed_is_no_change() {
        let same = plan("arbete", &[activity(1, "ringa")]);
        assert_eq!(changes(&same, &same), []);
    }

    #[test]
    fn the_goal_comes_first_then_activities() {
        let (ringa, skriva) = (activity(1, "ringa"), activity(2, "skriva"));
        let was = plan("arbete", std::slice::from_ref(&ringa));
        let now = plan("studier", &[activity(1, "ringa i dag"), skriva.clone()]);
        assert_eq!(
            changes(&was, &now),
            [
                Change::Goal { was: "arbete".into(), now: "studier".into() },
                Change::Changed { was: ringa, now: activity(1, "ringa i dag") },
                Change::Added { activity: skriva },
            ]
        );
    }

    #[test]
    fn what_is_gone_is_told_last() {
        let ringa = activity(1, "ringa");
        let was = plan("", std::slice::from_ref(&ringa));
        assert_eq!(changes(&was, &plan("", &[])), [Change::Removed { activity: ringa }]);
    }
}
