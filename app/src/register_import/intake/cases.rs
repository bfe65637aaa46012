//! Cases with what their referrals carry, their consents, and the meetings that they had.
use super::{
    super::{
        codes::{Outcome, Status},
        register::{Meeting, Referral, Row},
        report::{Faults, File},
        slots::{SLOT_MINUTES, slot_starts},
        store::{find_all, insert_all, raise_case_number},
        texts,
    },
    CaseRef, Intake, instant,
    persons::{row_name, told_of},
};
use crate::{
    cases::{
        rules::StateCode,
        store::{case_livelihood, case_party, cases},
    },
    consents::{
        rules::{ConsentForm, Purpose, valid_until},
        store::{consent, consent_party},
    },
    db::Tx,
    kernel::{
        error::AppError,
        id::{CaseId, ConsentId, MeetingId, ParticipantId, SlotId, TeamId},
        local_time::local_day,
    },
    meetings::{
        rules::{DEFAULT_CAPACITY, MeetingOutcome},
        store::{slot, team_meeting},
    },
    participants::store::{case_person, person_row},
};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The version of a consent's text that a register does not tell.
const TEXT_NOT_KNOWN: &str = "register";

/// What one case's other rows say of it.
#[derive(Default)]
struct Around<'a> {
    first_meeting: Option<&'a Row<Meeting>>,
    last_held: Option<DateTime<Utc>>,
    has_plan: bool,
}

/// A team's time that is there already, or was just made.
struct SlotThere {
    id: SlotId,
    taken: i32,
    cancelled: bool,
}

#[derive(Default)]
struct CaseRows {
    cases: Vec<cases::Model>,
    livelihoods: Vec<case_livelihood::Model>,
    parties: Vec<case_party::Model>,
    consents: Vec<consent::Model>,
    consent_parties: Vec<consent_party::Model>,
    persons: Vec<case_person::Model>,
}

impl Intake<'_> {
    pub(super) async fn take_cases(&mut self, faults: &mut Faults) -> Result<(), AppError> {
        let numbers = self.register.referrals.iter().map(|r| r.case.clone());
        let find = cases::Entity::find().filter(cases::Column::AssociationId.eq(self.association));
        for row in find_all(self.tx, find, cases::Column::Number, numbers).await? {
            self.cases.insert(row.number, CaseRef { id: row.id, participant: row.participant_id });
        }
        let around = around(self.register);
        let mut rows = CaseRows::default();
        for row in &self.register.referrals {
            if !self.known.is_new(File::Referrals, row) {
                continue;
            }
            if self.cases.contains_key(&row.case) {
                faults.add(File::Referrals, row.line, "case_ref", &row.case, texts::TAKEN_CASE);
                continue;
            }
            let about = around.get(row.case.as_str());
            self.case(row, about.unwrap_or(&Around::default()), &mut rows)?;
        }
        self.known_sealers().await?;
        self.made(File::Referrals, rows.cases.len());
        self.done.cases.extend(rows.cases.iter().map(|c| c.id));
        self.raise_numbers(&rows.cases).await?;
        insert_all::<cases::Entity>(self.tx, rows.cases).await?;
        insert_all::<case_person::Entity>(self.tx, rows.persons).await?;
        insert_all::<case_livelihood::Entity>(self.tx, rows.livelihoods).await?;
        insert_all::<case_party::Entity>(self.tx, rows.parties).await?;
        insert_all::<consent::Entity>(self.tx, rows.consents).await?;
        insert_all::<consent_party::Entity>(self.tx, rows.consent_parties).await
    }

    fn case(&mut self, row: &Row<Referral>, around: &Around<'_>, rows: &mut CaseRows) -> Result<(), AppError> {
        let missing = || AppError::fault("a row of the register lost what it refers to");
        let agency = *self.agencies.get(&row.agency).ok_or_else(missing)?;
        let unit = agency.unit.ok_or_else(missing)?;
        let referrer = *self.users.get(&row.referrer_email).ok_or_else(missing)?;
        let name = row_name("referrals", &row.key);
        let participant = self.people.of(&row.person, &name).ok_or_else(missing)?;
        let sealer = self.people.sealers.get(&participant).ok_or_else(missing)?;
        let id = CaseId::new();
        let submitted_at = instant(row.submitted_on);
        let (state, state_since) = state(row, around, submitted_at);
        let age = row.person.identity.map(|i| i.age_on(row.submitted_on));
        rows.cases.push(cases::Model {
            id,
            association_id: self.association,
            participant_id: participant,
            number: row.case.clone(),
            track: row.track,
            state,
            state_since,
            submitted_at,
            submitted_on: row.submitted_on,
            queue_at: (state == StateCode::InQueue).then_some(submitted_at),
            queue_reason_sealed: None,
            referrer_id: referrer,
            unit_id: unit,
            agency_id: agency.id,
            referring_party: agency.party,
            district_id: row.district.as_ref().and_then(|d| self.districts.get(d)).copied(),
            age_at_submission: age.and_then(|a| i32::try_from(a).ok()),
            support_band: row.support_band,
            education: row.education,
            meeting_form: around.first_meeting.map(|m| m.form),
            question_sealed: sealer.seal("cases", "question_sealed", id.0, &row.question),
            tried_sealed: None,
            own_words_sealed: None,
            own_goal_sealed: None,
            exception_reason_sealed: None,
            return_reason: row.return_reason,
            return_words_sealed: None,
            withdrawal_words_sealed: None,
            closed_on: row.closed_on,
            end_reason: row.end_reason,
            end_words_sealed: None,
            reopened_from: None,
            dormant: true,
        });
        rows.persons.push(person_row(self.association, id, &told_of(&row.person)));
        self.cases.insert(row.case.clone(), CaseRef { id, participant });
        let lives = |at_end| move |l: &_| case_livelihood::Model { case_id: id, at_end, livelihood: *l };
        rows.livelihoods.extend(row.livelihood.iter().map(lives(false)));
        rows.livelihoods.extend(row.livelihood_end.iter().map(lives(true)));
        rows.parties.extend(row.parties.iter().map(|party| case_party::Model {
            case_id: id,
            party: *party,
            asked_for: true,
            involved: false,
            handler_sealed: None,
        }));
        let over = (!state.is_live()).then(|| row.closed_on.unwrap_or_else(|| local_day(state_since)));
        self.consents(id, row, over, rows);
        Ok(())
    }

    fn consents(&self, case: CaseId, row: &Row<Referral>, over: Option<NaiveDate>, rows: &mut CaseRows) {
        let new = |purpose, given, form, given_on| consent::Model {
            id: ConsentId::new(),
            case_id: case,
            purpose,
            given,
            form,
            text_version: TEXT_NOT_KNOWN.into(),
            language: row.language.clone().unwrap_or_else(|| "sv".into()),
            with_interpreter: false,
            heard_by_sealed: None,
            given_on,
            valid_until: valid_until(given_on),
            recorded_by: None,
            recorded_at: self.tx.now(),
            withdrawn_at: None,
            signed_as_sealed: None,
        };
        if let Some(told) = &row.consent {
            let mut share = new(Purpose::ShareInTeam, true, told.form, told.on);
            if let Some(day) = over {
                // until the case was over, as of one that ends here
                share.valid_until = share.valid_until.min(day);
            }
            rows.consent_parties.extend(told.parties.iter().map(|party| consent_party::Model {
                consent_id: share.id,
                party: *party,
                withdrawn_at: None,
            }));
            rows.consents.push(share);
        }
        if let Some(yes) = row.sus_consent {
            let form = row.consent.as_ref().map_or(ConsentForm::Oral, |c| c.form);
            let on = row.consent.as_ref().map_or(row.submitted_on, |c| c.on);
            rows.consents.push(new(Purpose::RegisterInSus, yes, form, on));
        }
    }

    /// Keys of participants whose cases were taken in before and get new rows now.
    async fn known_sealers(&mut self) -> Result<(), AppError> {
        use crate::participants::{sealing::Sealer, store::participant};
        let lacking: BTreeSet<ParticipantId> =
            self.cases.values().map(|c| c.participant).filter(|p| !self.people.sealers.contains_key(p)).collect();
        for row in find_all(self.tx, participant::Entity::find(), participant::Column::Id, lacking).await? {
            self.people.sealers.insert(row.id, Sealer::of(self.tx.keys(), &row)?);
        }
        Ok(())
    }

    async fn raise_numbers(&self, cases: &[cases::Model]) -> Result<(), AppError> {
        let mut last: BTreeMap<i32, i32> = BTreeMap::new();
        for case in cases {
            let Some((year, number)) = case.number.split_once('-') else { continue };
            if let (4, Ok(year), Ok(number)) = (year.len(), year.parse(), number.parse::<i32>()) {
                let highest = last.entry(year).or_default();
                *highest = (*highest).max(number);
            }
        }
        for (year, number) in last {
            raise_case_number(self.tx, self.association, year, number).await?;
        }
        Ok(())
    }

    pub(super) async fn take_meetings(&mut self, faults: &mut Faults) -> Result<(), AppError> {
        let mut teams: BTreeMap<&str, Vec<&Row<Meeting>>> = BTreeMap::new();
        for row in &self.register.meetings {
            teams.entry(&row.team).or_default().push(row);
        }
        let mut there = self.slots_there().await?;
        let (mut slots, mut meetings) = (Vec::new(), Vec::new());
        for (code, mut rows) in teams {
            let Some(team) = self.teams.get(code).copied() else { continue };
            rows.sort_by_key(|r| r.starts_at);
            let times: Vec<_> = rows.iter().map(|r| r.starts_at).collect();
            for (row, starts_at) in rows.iter().zip(slot_starts(&times)) {
                if !self.known.is_new(File::Meetings, row) {
                    continue;
                }
                let there = there.entry((team, starts_at)).or_insert_with(|| {
                    let new = new_slot(team, starts_at, row);
                    let id = new.id;
                    slots.push(new);
                    SlotThere { id, taken: 0, cancelled: false }
                });
                there.taken += 1;
                let started = || row.cells.get(2).cloned().unwrap_or_default();
                if there.cancelled {
                    faults.add(File::Meetings, row.line, "starts_at", &started(), texts::SLOT_CANCELLED);
                } else if there.taken > DEFAULT_CAPACITY {
                    faults.add(File::Meetings, row.line, "starts_at", &started(), texts::SLOT_FULL);
                }
                let slot = there.id;
                let Some(case) = self.cases.get(&row.case).copied() else { continue };
                self.done.cases.insert(case.id);
                meetings.push(new_meeting(case.id, slot, row));
            }
        }
        self.made(File::Meetings, meetings.len());
        if !faults.is_empty() {
            return Ok(());
        }
        insert_all::<slot::Entity>(self.tx, slots).await?;
        insert_all::<team_meeting::Entity>(self.tx, meetings).await
    }

    /// The teams' times that there are, cancelled ones too, with how many cases each has.
    async fn slots_there(&self) -> Result<HashMap<(TeamId, DateTime<Utc>), SlotThere>, AppError> {
        let new = self.register.meetings.iter().filter(|m| self.known.is_new(File::Meetings, m));
        let Some(earliest) = new.map(|m| m.starts_at).min() else { return Ok(HashMap::new()) };
        let teams = self.teams.values().copied();
        let find = slot::Entity::find()
            .filter(slot::Column::StartsAt.gte(earliest - chrono::Duration::minutes(SLOT_MINUTES)))
            .filter(slot::Column::StartsAt.lte(self.tx.now()));
        let rows = find_all(self.tx, find, slot::Column::TeamId, teams).await?;
        let mut taken: HashMap<SlotId, i32> = HashMap::new();
        let ids: Vec<SlotId> = rows.iter().map(|s| s.id).collect();
        for meeting in find_all(self.tx, team_meeting::Entity::find(), team_meeting::Column::SlotId, ids).await? {
            *taken.entry(meeting.slot_id).or_default() += 1;
        }
        let there = |s: slot::Model| {
            let (taken, cancelled) = (taken.get(&s.id).copied().unwrap_or(0), s.cancelled_at.is_some());
            ((s.team_id, s.starts_at), SlotThere { id: s.id, taken, cancelled })
        };
        Ok(rows.into_iter().map(there).collect())
    }
}

fn around(register: &super::super::register::Register) -> HashMap<&str, Around<'_>> {
    let mut around: HashMap<&str, Around<'_>> = HashMap::new();
    for row in &register.meetings {
        let about = around.entry(&row.case).or_default();
        if about.first_meeting.is_none_or(|first| row.starts_at < first.starts_at) {
            about.first_meeting = Some(row);
        }
        if row.outcome == Outcome::Held {
            about.last_held = about.last_held.max(Some(row.starts_at));
        }
    }
    for row in &register.activities {
        around.entry(&row.case).or_default().has_plan = true;
    }
    around
}

/// The state that the register's status stands for, and since when.
fn state(row: &Referral, around: &Around<'_>, submitted_at: DateTime<Utc>) -> (StateCode, DateTime<Utc>) {
    let met = around.last_held.unwrap_or(submitted_at);
    match row.status {
        Status::InQueue => (StateCode::InQueue, submitted_at),
        Status::Met if around.has_plan => (StateCode::PlanEstablished, met),
        Status::Met => (StateCode::Met, met),
        Status::Returned => (StateCode::Returned, submitted_at),
        Status::Withdrawn => (StateCode::Withdrawn, submitted_at),
        Status::Closed => (StateCode::Closed, row.closed_on.map_or(met, instant)),
    }
}

fn new_slot(team: TeamId, starts_at: DateTime<Utc>, first: &Row<Meeting>) -> slot::Model {
    slot::Model {
        id: SlotId::new(),
        team_id: team,
        starts_at,
        minutes: i32::try_from(SLOT_MINUTES).unwrap_or(60),
        form: first.form,
        place: String::new(),
        capacity: DEFAULT_CAPACITY,
        extra: false,
        cancelled_at: None,
    }
}

fn new_meeting(case: CaseId, slot: SlotId, row: &Row<Meeting>) -> team_meeting::Model {
    team_meeting::Model {
        id: MeetingId::new(),
        case_id: case,
        slot_id: slot,
        outcome: match row.outcome {
            Outcome::Held => MeetingOutcome::Held,
            Outcome::Moved => MeetingOutcome::Moved,
            Outcome::Cancelled => MeetingOutcome::Cancelled,
        },
        cancel_reason: None,
        booked_by: None,
        // when it was booked is not known; meetings are read in this order
        booked_at: row.starts_at,
        outcome_at: Some(row.starts_at),
    }
}
