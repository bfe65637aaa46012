//! Actors and cases for the policy tables of plans, lots and follow-ups.
use crate::{
    access::{Actor, Grant, Role, SeatHeld, actor::UnitOf},
    cases::{
        policy::{CaseFacts, MeetingFacts},
        rules::{CaseState, Track},
    },
    consents::rules::{ConsentInForce, Given},
    kernel::{
        code::Code,
        id::{AgencyId, AssociationId, CaseId, ParticipantId, SessionId, TeamId, UnitId, UserId},
        lang::Lang,
    },
    meetings::rules::MeetingOutcome,
    organisation::rules::Party,
    teams::rules::HolderKind,
};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use uuid::Uuid;

pub const fn n(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

pub const HOME: AssociationId = AssociationId(n(1));
pub const TEAM: TeamId = TeamId(n(2));
pub const UNIT: UnitId = UnitId(n(3));
pub const ME: UserId = UserId(n(4));
pub const SOMEONE: UserId = UserId(n(5));
pub const TODAY: NaiveDate = match NaiveDate::from_ymd_opt(2026, 11, 22) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

pub fn actor(role: Role) -> Actor {
    let unit = UnitOf { unit: UNIT, agency: AgencyId(n(6)), party: Party::SocialServices, covers_colleagues: false };
    Actor {
        user: ME,
        session: SessionId(n(7)),
        association: HOME,
        association_name: String::new(),
        name: String::new(),
        lang: Lang::Sv,
        shows_names: false,
        grants: vec![Grant { role, unit: role.is_held_at_a_unit().then_some(unit) }],
        seats: Vec::new(),
        today: TODAY,
    }
}

pub fn sitting(party: Party, kind: HolderKind) -> Actor {
    let seat = SeatHeld { team: TEAM, party, kind, from: TODAY - Duration::days(100), until: None };
    Actor { seats: vec![seat], ..actor(Role::Representative) }
}

/// A case that met so many days ago, everyone named in the consent.
pub fn case(days_ago: i64) -> CaseFacts {
    let meeting = MeetingFacts {
        team: TEAM,
        day: TODAY - Duration::days(days_ago),
        outcome: MeetingOutcome::Held,
        stepping_in: Vec::new(),
    };
    CaseFacts {
        id: CaseId(n(8)),
        association: HOME,
        participant: ParticipantId(n(9)),
        number: "2026-0001".into(),
        track: Track::TeamMeeting,
        state: CaseState::PlanEstablished,
        state_since: DateTime::<Utc>::UNIX_EPOCH,
        submitted_at: DateTime::<Utc>::UNIX_EPOCH,
        referrer: SOMEONE,
        unit: UNIT,
        unit_covers: false,
        referring_party: Party::SocialServices,
        contact_elsewhere: false,
        protected_identity: false,
        consent: consent(Party::ALL),
        meetings: vec![meeting],
        activity_parties: Vec::new(),
        lots: Vec::new(),
        follow_up_due: false,
        work_training: false,
        today: TODAY,
    }
}

pub fn consent(parties: &[Party]) -> Option<ConsentInForce> {
    let given = Given {
        given_on: TODAY - Duration::days(60),
        valid_until: TODAY + Duration::days(60),
        withdrawn: false,
        parties: parties.to_vec(),
    };
    ConsentInForce::of(&[given], TODAY)
}
