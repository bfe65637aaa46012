//! Who may do what with team times, the queue and meetings. Pure: a table test covers it.
use crate::{
    access::{Actor, Role, Verb, Verdict, allowed::HasSubject},
    audit::{Subject, SubjectKind},
    cases::policy::{CaseFacts, ReadCase, coordinates, coordinates_without_consent, refers_it},
    kernel::id::{AssociationId, SeatId, SlotId, TeamId, UserId},
    organisation::rules::Party,
    teams::rules::HolderKind,
};
use chrono::{DateTime, Utc};

/// A team as the rules for its times look at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamFacts {
    pub id: TeamId,
    pub association: AssociationId,
}

/// A team time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotFacts {
    pub id: SlotId,
    pub team: TeamId,
    pub association: AssociationId,
    pub starts_at: DateTime<Utc>,
    pub capacity: i32,
    pub cancelled: bool,
    /// Substitutes who step in.
    pub stepping_in: Vec<UserId>,
    pub now: DateTime<Utc>,
}

impl SlotFacts {
    /// Whether it has begun.
    pub fn has_begun(&self) -> bool {
        self.starts_at <= self.now
    }
}

/// A seat at a team time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeatFacts {
    pub slot: SlotFacts,
    pub seat: SeatId,
    pub party: Party,
    /// The substitute who steps in for it.
    pub steps_in: Option<UserId>,
}

impl SeatFacts {
    fn is_represented_by(&self, actor: &Actor) -> bool {
        let mut seats = actor.seats_today().filter(|s| s.team == self.slot.team && s.party == self.party);
        seats.any(|s| s.kind == HolderKind::Representative)
    }

    /// Whether the actor can say no more of the seat than that they can't come after all: its substitute.
    pub fn only_declines(&self, actor: &Actor) -> bool {
        !actor.has(Role::Coordinator) && !self.is_represented_by(actor)
    }
}

fn team_subject(team: TeamId, association: AssociationId) -> Subject {
    Subject { kind: SubjectKind::Team, id: team.0, association: Some(association) }
}

impl HasSubject for TeamFacts {
    fn subject(&self) -> Subject {
        team_subject(self.id, self.association)
    }
}

impl HasSubject for SlotFacts {
    fn subject(&self) -> Subject {
        team_subject(self.team, self.association)
    }
}

impl HasSubject for SeatFacts {
    fn subject(&self) -> Subject {
        self.slot.subject()
    }
}

/// Makes a team time: the coordinators.
pub struct MakeSlot;

impl Verb for MakeSlot {
    type Facts = TeamFacts;
    fn allows(actor: &Actor, f: &TeamFacts) -> Verdict {
        if actor.association == f.association {
            Verdict::by_roles(actor, &[Role::Coordinator])
        } else {
            Verdict::Hidden
        }
    }
}

/// Sees a team time: the coordinators, the team's representatives, and a substitute who steps in.
pub struct SeeSlot;

impl Verb for SeeSlot {
    type Facts = SlotFacts;
    fn allows(actor: &Actor, f: &SlotFacts) -> Verdict {
        let sits = actor.seats_today().any(|s| s.team == f.team && s.kind == HolderKind::Representative)
            || f.stepping_in.contains(&actor.user);
        if actor.association != f.association {
            Verdict::Hidden
        } else if actor.has(Role::Coordinator) {
            Verdict::Yes(Role::Coordinator)
        } else if actor.has(Role::Representative) && sits {
            Verdict::Yes(Role::Representative)
        } else {
            Verdict::Hidden
        }
    }
}

/// Changes a team time that has not begun: the coordinators.
pub struct ChangeSlot;

impl Verb for ChangeSlot {
    type Facts = SlotFacts;
    fn allows(actor: &Actor, f: &SlotFacts) -> Verdict {
        match SeeSlot::allows(actor, f) {
            Verdict::Yes(Role::Coordinator) if !f.cancelled && !f.has_begun() => Verdict::Yes(Role::Coordinator),
            Verdict::Yes(_) | Verdict::No => Verdict::No,
            Verdict::Hidden => Verdict::Hidden,
        }
    }
}

/// Cancels a team time that has not begun.
pub struct CancelSlot;

impl Verb for CancelSlot {
    type Facts = SlotFacts;
    fn allows(actor: &Actor, f: &SlotFacts) -> Verdict {
        ChangeSlot::allows(actor, f)
    }
}

/// Says who comes for a seat: its representative, the substitute who steps in, or a coordinator, until the time begins.
pub struct StandIn;

impl Verb for StandIn {
    type Facts = SeatFacts;
    fn allows(actor: &Actor, f: &SeatFacts) -> Verdict {
        let own = f.is_represented_by(actor) || f.steps_in == Some(actor.user);
        match SeeSlot::allows(actor, &f.slot) {
            Verdict::Yes(role) if !f.slot.cancelled && !f.slot.has_begun() && (role == Role::Coordinator || own) => {
                Verdict::Yes(role)
            }
            Verdict::Yes(_) | Verdict::No => Verdict::No,
            Verdict::Hidden => Verdict::Hidden,
        }
    }
}

macro_rules! case_verbs {
    ($($(#[$doc:meta])* $name:ident by $rule:expr;)+) => { $(
        $(#[$doc])*
        pub struct $name;

        impl Verb for $name {
            type Facts = CaseFacts;
            fn allows(actor: &Actor, f: &CaseFacts) -> Verdict {
                $rule(actor, f)
            }
        }
    )+ };
}

case_verbs! {
    /// Moves a case in the queue.
    MoveInQueue by coordinates;
    /// Books a case into a team time.
    BookMeeting by coordinates;
    /// Moves a booked meeting to another time.
    MoveMeeting by coordinates;
    /// Cancels a booked meeting, with or without a consent in force.
    CancelMeeting by coordinates_without_consent;
    /// Says what became of a meeting and who came: it was held, or was not, with or without a consent in force.
    RegisterOutcome by coordinates_without_consent;
    /// Corrects who came to a meeting that was held.
    CorrectAttendance by coordinates;
    /// Prints the letter to the participant.
    PrintLetter by prints_letter;
    /// Sees when a case meets: everyone who knows of the case.
    SeeMeetings by crate::cases::policy::OpenCase::allows;
    /// Prints what a meeting needs of a case.
    PrintForMeeting by prints_for_meeting;
}

/// The coordinators and the referrer, who prepares the participant; with a consent in force.
fn prints_letter(actor: &Actor, f: &CaseFacts) -> Verdict {
    match (coordinates(actor, f), ReadCase::allows(actor, f)) {
        (Verdict::Yes(role), _) => Verdict::Yes(role),
        (_, Verdict::Yes(_)) => refers_it(actor, f),
        (refused, _) => refused,
    }
}

/// The coordinators and whoever sits at the meeting.
fn prints_for_meeting(actor: &Actor, f: &CaseFacts) -> Verdict {
    match ReadCase::allows(actor, f) {
        Verdict::Yes(role @ (Role::Coordinator | Role::Representative)) => Verdict::Yes(role),
        Verdict::Yes(_) | Verdict::No => Verdict::No,
        Verdict::Hidden => Verdict::Hidden,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        access::{Grant, SeatHeld},
        cases::{
            policy::MeetingFacts,
            rules::{CaseState, Track},
        },
        consents::rules::{ConsentInForce, Given},
        kernel::{
            id::{CaseId, ParticipantId, SessionId, UnitId},
            lang::Lang,
        },
        meetings::rules::MeetingOutcome,
    };
    use chrono::{NaiveDate, TimeDelta};
    use uuid::Uuid;

    const HOME: AssociationId = AssociationId(Uuid::from_u128(1));
    const TEAM: TeamId = TeamId(Uuid::from_u128(2));
    const SUBSTITUTE: UserId = UserId(Uuid::from_u128(3));
    const NOW: DateTime<Utc> = DateTime::<Utc>::UNIX_EPOCH;

    fn day() -> NaiveDate {
        NOW.date_naive()
    }

    fn actor(user: UserId, roles: &[Role], seats: &[(TeamId, Party, HolderKind)]) -> Actor {
        Actor {
            user,
            session: SessionId(Uuid::nil()),
            association: HOME,
            association_name: String::new(),
            name: String::new(),
            lang: Lang::Sv,
            shows_names: false,
            grants: roles.iter().map(|role| Grant { role: *role, unit: None }).collect(),
            seats: seats
                .iter()
                .map(|(team, party, kind)| SeatHeld {
                    team: *team,
                    party: *party,
                    kind: *kind,
                    from: day(),
                    until: None,
                })
                .collect(),
            today: day(),
        }
    }

    fn people() -> Vec<(&'static str, Actor)> {
        let user = |n| UserId(Uuid::from_u128(n));
        let seat = |team, party, kind| [(team, party, kind)];
        let (held, waits) = (HolderKind::Representative, HolderKind::Substitute);
        let elsewhere = TeamId(Uuid::from_u128(99));
        let sits = |n, seats: &[_]| actor(user(n), &[Role::Representative], seats);
        let foreign =
            Actor { association: AssociationId(Uuid::from_u128(98)), ..actor(user(16), &[Role::Coordinator], &[]) };
        vec![
            ("coordinator", actor(user(10), &[Role::Coordinator], &[])),
            ("foreign coordinator", foreign),
            ("health care", sits(11, &seat(TEAM, Party::HealthCare, held))),
            ("jobbtorg", sits(12, &seat(TEAM, Party::Jobbtorg, held))),
            ("another team", sits(13, &seat(elsewhere, Party::HealthCare, held))),
            ("substitute who waits", sits(14, &seat(TEAM, Party::HealthCare, waits))),
            (
                "substitute who steps in",
                actor(SUBSTITUTE, &[Role::Representative], &seat(TEAM, Party::HealthCare, waits)),
            ),
            ("referrer", actor(user(15), &[Role::Referrer], &[])),
            ("office", actor(user(17), &[Role::Office, Role::Administrator], &[])),
        ]
    }

    fn slot_facts() -> SlotFacts {
        SlotFacts {
            id: SlotId(Uuid::from_u128(4)),
            team: TEAM,
            association: HOME,
            starts_at: NOW + TimeDelta::days(1),
            capacity: 2,
            cancelled: false,
            stepping_in: vec![SUBSTITUTE],
            now: NOW,
        }
    }

    fn case_facts(consent: &[Party]) -> CaseFacts {
        let given = Given { given_on: day(), valid_until: day(), withdrawn: false, parties: consent.to_vec() };
        CaseFacts {
            id: CaseId(Uuid::from_u128(5)),
            association: HOME,
            participant: ParticipantId(Uuid::from_u128(6)),
            number: "2026-0001".into(),
            track: Track::TeamMeeting,
            state: CaseState::Booked { place: NOW },
            state_since: NOW,
            submitted_at: NOW,
            referrer: UserId(Uuid::from_u128(15)),
            unit: UnitId(Uuid::from_u128(7)),
            unit_covers: false,
            referring_party: Party::Jobbtorg,
            contact_elsewhere: false,
            protected_identity: false,
            consent: ConsentInForce::of(&[given], day()),
            meetings: vec![MeetingFacts {
                team: TEAM,
                day: day(),
                outcome: MeetingOutcome::Booked,
                stepping_in: vec![(SUBSTITUTE, Party::HealthCare)],
            }],
            activity_parties: vec![],
            lots: vec![],
            follow_up_due: false,
            work_training: false,
            today: day(),
        }
    }

    fn who<V: Verb>(facts: &V::Facts) -> Vec<&'static str> {
        people().into_iter().filter(|(_, a)| a.might::<V>(facts)).map(|(name, _)| name).collect()
    }

    #[test]
    fn who_may_do_what_with_a_team_time() {
        let coming = slot_facts();
        assert_eq!(who::<SeeSlot>(&coming), ["coordinator", "health care", "jobbtorg", "substitute who steps in"]);
        assert_eq!(who::<CancelSlot>(&coming), ["coordinator"]);
        assert_eq!(who::<CancelSlot>(&SlotFacts { cancelled: true, ..slot_facts() }), [""; 0]);
        assert_eq!(who::<CancelSlot>(&SlotFacts { starts_at: NOW, ..slot_facts() }), [""; 0]);
        assert_eq!(who::<MakeSlot>(&TeamFacts { id: TEAM, association: HOME }), ["coordinator"]);
        assert_eq!(who::<ChangeSlot>(&coming), ["coordinator"]);
        assert_eq!(who::<ChangeSlot>(&SlotFacts { starts_at: NOW, ..slot_facts() }), [""; 0]);
        let seat =
            SeatFacts { slot: coming, seat: SeatId(Uuid::from_u128(8)), party: Party::HealthCare, steps_in: None };
        assert_eq!(who::<StandIn>(&seat), ["coordinator", "health care"]);
        let seat = SeatFacts { steps_in: Some(SUBSTITUTE), ..seat };
        assert_eq!(who::<StandIn>(&seat), ["coordinator", "health care", "substitute who steps in"]);
        let only_declines: Vec<_> = people().into_iter().filter(|(_, a)| seat.only_declines(a)).map(|p| p.0).collect();
        assert!(only_declines.contains(&"substitute who steps in"));
        assert!(!only_declines.contains(&"coordinator") && !only_declines.contains(&"health care"));
        let begun = SeatFacts { slot: SlotFacts { starts_at: NOW, ..slot_facts() }, ..seat };
        assert_eq!(who::<StandIn>(&begun), [""; 0]);
    }

    #[test]
    fn who_may_do_what_with_a_meeting() {
        let both = case_facts(&[Party::HealthCare, Party::Jobbtorg]);
        let only_coordinators: [fn(&CaseFacts) -> Vec<&'static str>; 6] = [
            who::<BookMeeting>,
            who::<MoveMeeting>,
            who::<CancelMeeting>,
            who::<RegisterOutcome>,
            who::<CorrectAttendance>,
            who::<MoveInQueue>,
        ];
        for verb in only_coordinators {
            assert_eq!(verb(&both), ["coordinator"]);
        }
        assert_eq!(who::<PrintLetter>(&both), ["coordinator", "referrer"]);
        let at_the_meeting = ["coordinator", "health care", "jobbtorg", "substitute who steps in"];
        assert_eq!(who::<PrintForMeeting>(&both), at_the_meeting);
        let without_health_care = case_facts(&[Party::Jobbtorg]);
        assert_eq!(who::<PrintForMeeting>(&without_health_care), ["coordinator", "jobbtorg"]);
        assert_eq!(who::<SeeMeetings>(&without_health_care), ["coordinator", "jobbtorg", "referrer"]);
    }

    #[test]
    fn without_a_consent_a_meeting_is_cancelled_or_its_outcome_told_and_no_more() {
        let none = case_facts(&[]);
        assert_eq!(who::<RegisterOutcome>(&none), ["coordinator"]);
        assert_eq!(who::<CancelMeeting>(&none), ["coordinator"]);
        assert_eq!(who::<SeeMeetings>(&none), ["coordinator", "referrer"]);
        assert_eq!(who::<BookMeeting>(&none), [""; 0]);
        assert_eq!(who::<CorrectAttendance>(&none), [""; 0]);
        assert_eq!(who::<PrintLetter>(&none), [""; 0]);
        assert_eq!(who::<PrintForMeeting>(&none), [""; 0]);
    }
}
