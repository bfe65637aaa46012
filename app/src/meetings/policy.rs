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

/// Cancels a team time that has not begun.
pub struct CancelSlot;

impl Verb for CancelSlot {
    type Facts = SlotFacts;
    fn allows(actor: &Actor, f: &SlotFacts) -> Verdict {
        match SeeSlot::allows(actor, f) {
            Verdict::Yes(Role::Coordinator) if !f.cancelled && !f.has_begun() => Verdict::Yes(Role::Coordinator),
            Verdict::Yes(_) | Verdict::No => Verdict::No,
            Verdict::Hidden => Verdict::Hidden,
        }
    }
}

/// Says who comes for a seat: its representative, or a coordinator, until the time begins.
pub struct StandIn;

impl Verb for StandIn {
    type Facts = SeatFacts;
    fn allows(actor: &Actor, f: &SeatFacts) -> Verdict {
        let own = actor
            .seats_today()
            .any(|s| s.team == f.slot.team && s.party == f.party && s.kind == HolderKind::Representative);
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
    /// Says what became of a meeting and who came.
    RegisterOutcome by coordinates;
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
