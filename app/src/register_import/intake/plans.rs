//! Plans with their activities, follow-ups and lots assignments.
use super::{
    super::{
        check::due_on,
        codes::Outcome,
        register::months_number,
        report::{Beside, Faults, File},
        store::{find_all, insert_all},
        texts,
    },
    Intake, instant,
};
use crate::{
    db::Tx,
    follow_ups::store::follow_up,
    kernel::{
        code::Code,
        error::AppError,
        id::{ActivityId, CaseId, FollowUpId, LotsAssignmentId, PlanId},
        local_time::local_day,
    },
    lots::{rules::AssignmentState, store::lots_assignment},
    plans::store::{activity, plan},
};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::collections::{HashMap, HashSet};

impl Intake<'_> {
    /// The first held meeting of each case.
    fn met(&self) -> HashMap<&str, DateTime<Utc>> {
        let mut met: HashMap<&str, DateTime<Utc>> = HashMap::new();
        for row in self.register.meetings.iter().filter(|m| m.outcome == Outcome::Held) {
            let first = met.entry(&row.case).or_insert(row.starts_at);
            *first = (*first).min(row.starts_at);
        }
        met
    }

    /// A case with activities has a plan: the register tells of no other. It counts as established at the meeting.
    pub(super) async fn take_plans(&mut self, faults: &mut Faults) -> Result<(), AppError> {
        let mut taken = self.ordinals().await?;
        let mut with_plan = self.cases_with_plan().await?;
        let met = self.met();
        let submitted: HashMap<&str, _> =
            self.register.referrals.iter().map(|r| (r.case.as_str(), instant(r.submitted_on))).collect();
        let (mut plans, mut activities, mut touched) = (Vec::new(), Vec::new(), Vec::new());
        for row in &self.register.activities {
            let Some(case) = self.cases.get(&row.case).copied() else { continue };
            if !self.known.is_new(File::Activities, row) {
                continue;
            }
            if !taken.insert((case.id, row.no)) {
                faults.add(File::Activities, row.line, "no", &row.no.to_string(), texts::TAKEN_ACTIVITY);
                continue;
            }
            let since = met.get(row.case.as_str()).or_else(|| submitted.get(row.case.as_str()));
            let since = since.copied().unwrap_or(self.tx.now());
            if with_plan.insert(case.id) {
                plans.push(new_plan(case.id, since, self.tx.now()));
            }
            let id = ActivityId::new();
            let sealer = self.people.sealers.get(&case.participant).ok_or_else(|| AppError::fault("no key"))?;
            touched.push(case.id);
            activities.push(activity::Model {
                id,
                case_id: case.id,
                ordinal: row.no,
                text_sealed: sealer.seal_required("activity", "text_sealed", id.0, &row.text)?,
                responsible: row.responsible,
                agency_id: None,
                unit_id: None,
                person_sealed: None,
                due_on: row.due_on,
                status: row.status,
                status_at: since,
                reason_sealed: None,
                needs_decision: false,
                decision_asked_on: None,
                decision_outcome: None,
                decided_on: None,
                told_by_participant: false,
            });
        }
        self.done.cases.extend(touched);
        self.made(Beside::Plans, plans.len());
        self.made(File::Activities, activities.len());
        if !faults.is_empty() {
            return Ok(());
        }
        insert_all::<plan::Entity>(self.tx, plans).await?;
        insert_all::<activity::Entity>(self.tx, activities).await
    }

    /// The numbers that the cases' plans have used.
    async fn ordinals(&self) -> Result<HashSet<(CaseId, i32)>, AppError> {
        let (register, known) = (self.register, self.known);
        let new = register.activities.iter().filter(|a| known.is_new(File::Activities, a));
        let cases: HashSet<CaseId> = new.filter_map(|a| self.cases.get(&a.case)).map(|c| c.id).collect();
        let there = find_all(self.tx, activity::Entity::find(), activity::Column::CaseId, cases).await?;
        Ok(there.into_iter().map(|a| (a.case_id, a.ordinal)).collect())
    }

    async fn cases_with_plan(&self) -> Result<HashSet<CaseId>, AppError> {
        let of_register: HashSet<&str> = self.register.activities.iter().map(|a| a.case.as_str()).collect();
        let ids = of_register.iter().filter_map(|c| self.cases.get(*c)).map(|c| c.id);
        let plans = find_all(self.tx, plan::Entity::find(), plan::Column::CaseId, ids).await?;
        Ok(plans.into_iter().map(|p| p.case_id).collect())
    }

    pub(super) async fn take_follow_ups(&mut self, faults: &mut Faults) -> Result<(), AppError> {
        let (register, known) = (self.register, self.known);
        let new = register.follow_ups.iter().filter(|f| known.is_new(File::FollowUps, f));
        let cases: HashSet<CaseId> = new.filter_map(|f| self.cases.get(&f.case)).map(|c| c.id).collect();
        let there = find_all(self.tx, follow_up::Entity::find(), follow_up::Column::CaseId, cases).await?;
        let mut taken: HashSet<(CaseId, i32)> = there.into_iter().map(|f| (f.case_id, f.months)).collect();
        let met = self.met();
        let mut rows = Vec::new();
        for row in &self.register.follow_ups {
            let (Some(case), Some(met)) = (self.cases.get(&row.case), met.get(row.case.as_str())) else { continue };
            if self.known.is_new(File::FollowUps, row) {
                if !taken.insert((case.id, months_number(row.months))) {
                    faults.add(File::FollowUps, row.line, "months", row.months.code(), texts::TAKEN_FOLLOW_UP);
                    continue;
                }
                rows.push(follow_up::Model {
                    id: FollowUpId::new(),
                    case_id: case.id,
                    months: months_number(row.months),
                    due_on: due_on(local_day(*met), row.months),
                    done_on: row.done_on,
                    done_by: None,
                    result: row.result,
                    needs_lots: None,
                    needs_meeting: None,
                    needs_training: None,
                    meeting_declined_on: None,
                    notes_sealed: None,
                });
            }
        }
        self.done.cases.extend(rows.iter().map(|r| r.case_id));
        self.made(File::FollowUps, rows.len());
        if !faults.is_empty() {
            return Ok(());
        }
        insert_all::<follow_up::Entity>(self.tx, rows).await
    }

    pub(super) async fn take_lots(&mut self, faults: &mut Faults) -> Result<(), AppError> {
        let (register, known) = (self.register, self.known);
        let open = register.lots.iter().filter(|l| l.ended_on.is_none() && known.is_new(File::Lots, l));
        let cases: HashSet<CaseId> = open.filter_map(|l| self.cases.get(&l.case)).map(|c| c.id).collect();
        // a case has one of these at most (`lots_assignment_one_live`)
        let find =
            lots_assignment::Entity::find().filter(lots_assignment::Column::State.is_in(AssignmentState::UNDER_WAY));
        let live = find_all(self.tx, find, lots_assignment::Column::CaseId, cases).await?;
        let live: HashSet<CaseId> = live.into_iter().map(|l| l.case_id).collect();
        let mut rows = Vec::new();
        for row in &self.register.lots {
            let Some(case) = self.cases.get(&row.case) else { continue };
            if self.known.is_new(File::Lots, row) {
                if row.ended_on.is_none() && live.contains(&case.id) {
                    faults.add(File::Lots, row.line, "ended_on", "", texts::LIVE_LOTS);
                    continue;
                }
                rows.push(lots_assignment::Model {
                    id: LotsAssignmentId::new(),
                    case_id: case.id,
                    asked_at: instant(row.asked_on),
                    asked_on: row.asked_on,
                    asked_stage: row.asked_at,
                    asked_by: None,
                    lots_id: None,
                    state: if row.ended_on.is_some() { AssignmentState::Ended } else { AssignmentState::Active },
                    state_since: instant(row.ended_on.unwrap_or(row.asked_on)),
                    decline_words_sealed: None,
                    ended_on: row.ended_on,
                    end_reason: None,
                    earlier_contacts: row.contacts,
                });
            }
        }
        self.done.cases.extend(rows.iter().map(|r| r.case_id));
        self.made(File::Lots, rows.len());
        if !faults.is_empty() {
            return Ok(());
        }
        insert_all::<lots_assignment::Entity>(self.tx, rows).await
    }
}

fn new_plan(case: CaseId, established_at: DateTime<Utc>, made_at: DateTime<Utc>) -> plan::Model {
    plan::Model {
        id: PlanId::new(),
        case_id: case,
        goal_kind: None,
        goal_sealed: None,
        own_words_sealed: None,
        established_at: Some(established_at),
        established_by: None,
        revision: 1,
        made_at,
    }
}
