//! Builders for cases and what hangs on them, written past every rule: what a rule would refuse must be testable too.
use super::{Person, World};
use app::{
    cases::{
        rules::{Education, EndReason, StateCode, SupportBand, Track},
        store::cases,
    },
    consents::{
        rules::{ConsentForm, Purpose, valid_until},
        store::{consent, consent_party},
        wording::rules::TextVersion,
    },
    follow_ups::store::follow_up,
    kernel::id::{CaseId, ConsentId, FollowUpId, LotsAssignmentId, MeetingId, SlotId, TeamId, UserId},
    lots::{
        rules::{AskedAt, AssignmentState},
        store::lots_assignment,
    },
    meetings::{
        rules::{MeetingForm, MeetingOutcome},
        store::{slot, team_meeting},
    },
    organisation::{rules::Party, store::unit},
    participants::{
        rules::Gender,
        store::{Person as Participant, new_row, participant, person_row},
    },
    referrals::rules::ReturnReason,
};
use chrono::{Days, Duration};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};

/// A case as a test wants it.
#[derive(Clone, Debug)]
pub struct CaseOf<'a> {
    pub referrer: &'a Person,
    pub state: StateCode,
    pub given_name: &'a str,
    pub family_name: &'a str,
    pub protected: bool,
    /// The parties of a consent to share that is in force; none: no consent.
    pub consent: &'a [Party],
}

impl<'a> CaseOf<'a> {
    pub fn new(referrer: &'a Person, state: StateCode, consent: &'a [Party]) -> Self {
        CaseOf { referrer, state, given_name: "Younes", family_name: "Ahmadi", protected: false, consent }
    }
}

impl World {
    /// A case with its participant and consent.
    pub async fn case(&self, of: CaseOf<'_>) -> CaseId {
        let unit = of.referrer.unit.expect("a referrer has a unit");
        let connection = self.db.schema_connection();
        let agency = unit::Entity::find_by_id(unit).one(connection).await.expect("units").expect("the unit").agency_id;
        let (person, stated) = self.participant(&of).await;
        let now = self.clock.now();
        let id = CaseId::new();
        let n = self.next();
        self.insert(cases::Model {
            id,
            association_id: of.referrer.association,
            participant_id: person.id,
            number: format!("2026-{n:04}"),
            track: Track::TeamMeeting,
            state: of.state,
            state_since: now,
            submitted_at: now + Duration::microseconds(i64::from(n)),
            submitted_on: self.clock.today(),
            queue_at: Some(now),
            queue_reason_sealed: None,
            referrer_id: of.referrer.id,
            unit_id: unit,
            agency_id: agency,
            referring_party: Party::Jobbtorg,
            district_id: None,
            age_at_submission: Some(30),
            support_band: SupportBand::Unknown,
            education: Education::Unknown,
            meeting_form: None,
            question_sealed: None,
            tried_sealed: None,
            own_words_sealed: None,
            own_goal_sealed: None,
            exception_reason_sealed: None,
            return_reason: (of.state == StateCode::Returned).then_some(ReturnReason::Other),
            return_words_sealed: None,
            withdrawal_words_sealed: None,
            closed_on: (of.state == StateCode::Closed).then(|| self.clock.today()),
            end_reason: (of.state == StateCode::Closed).then_some(EndReason::Other),
            end_words_sealed: None,
            reopened_from: None,
            dormant: false,
        })
        .await;
        self.insert(person_row(of.referrer.association, id, &stated)).await;
        if !of.consent.is_empty() {
            self.consent(id, of.consent).await;
        }
        id
    }

    async fn participant(&self, of: &CaseOf<'_>) -> (participant::Model, Participant) {
        let tx = self.db.begin().await.expect("a write begins");
        let person = Participant {
            identity: None,
            given_name: of.given_name.into(),
            family_name: of.family_name.into(),
            gender: Gender::Man,
            district: None,
            language: "sv".into(),
            needs_interpreter: false,
            accessibility: String::new(),
            phone: String::new(),
            email: String::new(),
            protected_identity: of.protected,
        };
        let (row, _) = new_row(&tx, of.referrer.association, &person);
        drop(tx);
        self.insert(row.clone()).await;
        (row, person)
    }

    /// A consent to share given today.
    pub async fn consent(&self, case: CaseId, parties: &[Party]) -> ConsentId {
        let (id, today) = (ConsentId::new(), self.clock.today());
        self.insert(consent::Model {
            id,
            case_id: case,
            purpose: Purpose::ShareInTeam,
            given: true,
            form: ConsentForm::Paper,
            text_version: TextVersion::SHIPPED.to_string(),
            language: "sv".into(),
            with_interpreter: false,
            heard_by_sealed: None,
            given_on: today,
            valid_until: valid_until(today),
            recorded_by: None,
            recorded_at: self.clock.now(),
            withdrawn_at: None,
            signed_as_sealed: None,
        })
        .await;
        for party in parties {
            self.insert(consent_party::Model { consent_id: id, party: *party, withdrawn_at: None }).await;
        }
        id
    }

    /// Changes a consent past the rules: withdrawn, run out.
    pub async fn change_consent(&self, id: ConsentId, change: impl FnOnce(&mut consent::Model)) {
        let connection = self.db.schema_connection();
        let mut row = consent::Entity::find_by_id(id).one(connection).await.expect("consents").expect("the consent");
        change(&mut row);
        consent::Entity::update(row.into_active_model().reset_all()).exec(connection).await.expect("changed");
    }

    /// A team time so many days from today, with room for two.
    pub async fn slot(&self, team: TeamId, days_from_now: i64) -> SlotId {
        let id = SlotId::new();
        self.insert(slot::Model {
            id,
            team_id: team,
            starts_at: self.clock.now() + Duration::days(days_from_now) + Duration::seconds(i64::from(self.next())),
            minutes: 60,
            form: MeetingForm::Phone,
            place: String::new(),
            capacity: 2,
            extra: false,
            cancelled_at: None,
        })
        .await;
        id
    }

    /// A meeting of the case in a slot.
    pub async fn meeting(&self, case: CaseId, slot: SlotId, outcome: MeetingOutcome) -> MeetingId {
        let id = MeetingId::new();
        self.insert(team_meeting::Model {
            id,
            case_id: case,
            slot_id: slot,
            outcome,
            cancel_reason: None,
            booked_by: None,
            booked_at: self.clock.now(),
            outcome_at: None,
        })
        .await;
        id
    }

    /// Assigns a lots.
    pub async fn assignment(&self, case: CaseId, lots: UserId) {
        let now = self.clock.now();
        self.insert(lots_assignment::Model {
            id: LotsAssignmentId::new(),
            case_id: case,
            asked_at: now,
            asked_on: self.clock.today(),
            asked_stage: AskedAt::Meeting,
            asked_by: None,
            lots_id: Some(lots),
            state: AssignmentState::Accepted,
            state_since: now,
            decline_words_sealed: None,
            ended_on: None,
            end_reason: None,
            earlier_contacts: 0,
        })
        .await;
    }

    /// A two-month follow-up that is due in so many days.
    pub async fn follow_up(&self, case: CaseId, due_in: u64) {
        self.insert(follow_up::Model {
            id: FollowUpId::new(),
            case_id: case,
            months: 2,
            due_on: self.clock.today() + Days::new(due_in),
            done_on: None,
            done_by: None,
            result: None,
            needs_lots: None,
            needs_meeting: None,
            needs_training: None,
            meeting_declined_on: None,
            notes_sealed: None,
        })
        .await;
    }
}
