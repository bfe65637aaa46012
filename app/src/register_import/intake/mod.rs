//! The rows of a register as records, file by file. What was taken in before is looked up, not made again.
mod cases;
mod organisation;
mod persons;
mod plans;
mod training;

use super::{
    actions::{Known, Progress, RowKey},
    register::Register,
    report::{Difference, Faults, File},
    store,
};
use crate::{
    db::WriteTx,
    kernel::{
        code::Code,
        error::AppError,
        id::{
            AgencyId, AssociationId, CaseId, DistrictId, GrantId, ParticipantId, PlacementId, TeamId, UnitId, UserId,
        },
        local_time::day_bounds,
    },
    organisation::rules::Party,
};
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

/// What was made.
#[derive(Default)]
pub(super) struct Done {
    pub created: BTreeMap<&'static str, u64>,
    pub cases: BTreeSet<CaseId>,
    pub placements: Vec<PlacementId>,
    /// Accounts that were there and became referrers.
    pub granted: Vec<(UserId, GrantId)>,
}

#[derive(Clone, Copy)]
struct AgencyRef {
    id: AgencyId,
    /// The unit of its referrers, where a new row needs one.
    unit: Option<UnitId>,
    party: Party,
}

#[derive(Clone, Copy)]
struct CaseRef {
    id: CaseId,
    participant: ParticipantId,
}

pub(super) struct Intake<'a> {
    tx: &'a WriteTx,
    association: AssociationId,
    register: &'a Register,
    known: &'a Known,
    progress: &'a Progress,
    done: Done,
    agencies: HashMap<String, AgencyRef>,
    districts: HashMap<String, DistrictId>,
    teams: HashMap<String, TeamId>,
    users: HashMap<String, UserId>,
    people: persons::People,
    cases: HashMap<String, CaseRef>,
    /// What rows made that can be given another key in the product.
    made_by: HashMap<RowKey, Uuid>,
}

impl<'a> Intake<'a> {
    pub fn new(
        tx: &'a WriteTx,
        association: AssociationId,
        register: &'a Register,
        known: &'a Known,
        progress: &'a Progress,
    ) -> Self {
        Intake {
            tx,
            association,
            register,
            known,
            progress,
            done: Done::default(),
            agencies: HashMap::new(),
            districts: HashMap::new(),
            teams: HashMap::new(),
            users: HashMap::new(),
            people: persons::People::default(),
            cases: HashMap::new(),
            made_by: HashMap::new(),
        }
    }

    /// Makes everything that is new. With a fault the caller drops the transaction.
    pub async fn take_in(&mut self, faults: &mut Faults) -> Result<(), AppError> {
        for file in File::ALL {
            self.done.created.insert(file.code(), 0);
        }
        self.take_agencies(faults).await?;
        self.take_units().await?;
        self.take_districts().await?;
        self.take_teams(faults).await?;
        self.take_users(faults).await?;
        if !faults.is_empty() {
            // the cases of what was refused would only lack it
            return Ok(());
        }
        self.take_people().await?;
        self.take_cases(faults).await?;
        if !faults.is_empty() {
            return Ok(());
        }
        self.take_meetings(faults).await?;
        self.take_plans(faults).await?;
        self.take_follow_ups(faults).await?;
        self.take_lots(faults).await?;
        self.take_placements(faults).await?;
        if !faults.is_empty() {
            return Ok(());
        }
        let rows = self.known.new_rows(self.association, &self.made_by);
        store::insert_all::<store::import_row::Entity>(self.tx, rows).await
    }

    /// Where new rows tell otherwise of a person than the database did before.
    pub fn differences(&self) -> Vec<Difference> {
        self.people.differences(self.register, self.known)
    }

    pub fn done(self) -> Done {
        self.done
    }

    fn made(&mut self, what: impl Code, count: usize) {
        *self.done.created.entry(what.code()).or_default() += count as u64;
        self.progress.add(count);
    }
}

/// The first instant of a day in Sweden: a register knows no times but those of meetings.
fn instant(day: NaiveDate) -> DateTime<Utc> {
    day_bounds(day).0
}
