//! Who may see and do what with a case (`domain.md` section 6). Pure: a table test covers it.
use super::rules::{CaseState, Track};
use crate::{
    access::{Actor, Role, Verb, Verdict, allowed::HasSubject},
    audit::{Subject, SubjectKind},
    consents::rules::ConsentInForce,
    kernel::id::{AssociationId, CaseId, ParticipantId, TeamId, UnitId, UserId},
    meetings::rules::{MeetingOutcome, OPEN_DAYS_AFTER},
    organisation::rules::Party,
    teams::rules::HolderKind,
};
use chrono::{DateTime, Duration, NaiveDate, Utc};

/// A lots sees a case so many days before its two-month follow-up is due, when the first reminder goes out (4.8).
pub const FOLLOW_UP_OPENS_BEFORE: i64 = 14;

/// A meeting as access rules look at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingFacts {
    pub team: TeamId,
    pub day: NaiveDate,
    pub outcome: MeetingOutcome,
    /// Substitutes who step in at this time, and for which party.
    pub stepping_in: Vec<(UserId, Party)>,
}

/// A case with its live relations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseFacts {
    pub id: CaseId,
    pub association: AssociationId,
    pub participant: ParticipantId,
    pub number: String,
    pub track: Track,
    pub state: CaseState,
    pub state_since: DateTime<Utc>,
    pub submitted_at: DateTime<Utc>,
    pub referrer: UserId,
    pub unit: UnitId,
    pub unit_covers: bool,
    /// The party of the referrer's agency.
    pub referring_party: Party,
    /// The case was handed over: the referrer belongs to another agency than the one that wrote the referral.
    pub contact_elsewhere: bool,
    pub protected_identity: bool,
    pub consent: Option<ConsentInForce>,
    /// Booked and held ones.
    pub meetings: Vec<MeetingFacts>,
    /// Parties that answer for an activity.
    pub activity_parties: Vec<Party>,
    /// Who is asked to be its lots, or is it: not who was.
    pub lots: Vec<UserId>,
    /// The two-month follow-up is due within two weeks, or late, in a case that has met, is not over and is no untouched
    /// import.
    pub follow_up_due: bool,
    /// Work training was asked for.
    pub work_training: bool,
    pub today: NaiveDate,
}

impl CaseFacts {
    /// The team that the case met last, or else will meet.
    pub fn team(&self) -> Option<TeamId> {
        let latest = |outcome| self.meetings.iter().filter(|m| m.outcome == outcome).max_by_key(|m| m.day);
        latest(MeetingOutcome::Held).or_else(|| latest(MeetingOutcome::Booked)).map(|m| m.team)
    }
}

impl HasSubject for CaseFacts {
    fn subject(&self) -> Subject {
        Subject { kind: SubjectKind::Case, id: self.id.0, association: Some(self.association) }
    }

    fn had_they_consented(&self) -> Option<Self> {
        let lacking = self.consent.as_ref().is_none_or(|c| !c.names(self.referring_party));
        let consent = ConsentInForce::to_all(self.today);
        lacking.then(|| CaseFacts { consent, ..self.clone() })
    }
}

/// How much of a case someone sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sight {
    /// Number, state, consents and meeting times: without a consent in force the coordinators, and a referrer to whom
    /// another agency's case was handed over.
    Shell,
    /// What the own agency wrote: the referrer, without a consent in force for their party.
    Referral,
    /// All but others' notes kept within a party.
    Whole,
}

/// How much of the case the actor sees, and by which task. None: it must not be known of.
pub fn sight(actor: &Actor, f: &CaseFacts) -> Option<(Role, Sight)> {
    let mut best: Option<(Role, Sight)> = None;
    for role in [Role::Coordinator, Role::Referrer, Role::Representative, Role::Lots, Role::WorkTraining] {
        if let Some(s) = sight_as(role, actor, f).filter(|s| best.is_none_or(|(_, b)| *s > b)) {
            best = Some((role, s));
        }
    }
    best
}

/// How much of the case the actor sees by this task alone.
pub fn sight_as(role: Role, actor: &Actor, f: &CaseFacts) -> Option<Sight> {
    if actor.association != f.association || !actor.has(role) {
        return None;
    }
    let consent = f.consent.as_ref();
    match role {
        Role::Coordinator => Some(if consent.is_some() { Sight::Whole } else { Sight::Shell }),
        Role::Referrer => refers(actor, f).then(|| match consent {
            Some(c) if c.names(f.referring_party) => Sight::Whole,
            // what another agency wrote is not theirs without a consent
            _ if f.contact_elsewhere => Sight::Shell,
            _ => Sight::Referral,
        }),
        Role::Representative => {
            let named = |party| consent.is_some_and(|c| c.names(party));
            (!f.protected_identity && sits_for(actor, f).any(named)).then_some(Sight::Whole)
        }
        Role::Lots => {
            let assigned = f.state.code().is_live() && f.lots.contains(&actor.user);
            let reason = assigned || f.follow_up_due;
            (consent.is_some() && !f.protected_identity && reason).then_some(Sight::Whole)
        }
        Role::WorkTraining => (consent.is_some() && !f.protected_identity && f.work_training).then_some(Sight::Whole),
        Role::Office | Role::Administrator => None,
    }
}

/// The own case, or one of the own unit where colleagues cover for each other.
fn refers(actor: &Actor, f: &CaseFacts) -> bool {
    f.referrer == actor.user
        || (f.unit_covers && !f.protected_identity && actor.units(Role::Referrer).any(|u| u.unit == f.unit))
}

/// The parties for which the actor sits at one of the case's meetings, from booking until 30 days after it.
fn sits_for<'a>(actor: &'a Actor, f: &'a CaseFacts) -> impl Iterator<Item = Party> + 'a {
    let open = f.meetings.iter().filter(|m| f.today <= m.day + Duration::days(OPEN_DAYS_AFTER));
    open.flat_map(move |m| {
        let seats = actor
            .seats_today()
            .filter(move |s| s.team == m.team && s.kind == HolderKind::Representative)
            .map(|s| s.party);
        let stepping_in = m.stepping_in.iter().filter(move |(user, _)| *user == actor.user).map(|(_, party)| *party);
        seats.chain(stepping_in)
    })
}

/// Opens a case: at least its shell.
pub struct OpenCase;

impl Verb for OpenCase {
    type Facts = CaseFacts;
    fn allows(actor: &Actor, f: &CaseFacts) -> Verdict {
        sight(actor, f).map_or(Verdict::Hidden, |(role, _)| Verdict::Yes(role))
    }
}

/// Reads a case as a whole: plan, meetings, what others wrote. Needs a consent in force.
pub struct ReadCase;

impl Verb for ReadCase {
    type Facts = CaseFacts;
    fn allows(actor: &Actor, f: &CaseFacts) -> Verdict {
        match sight(actor, f) {
            Some((role, Sight::Whole)) => Verdict::Yes(role),
            Some(_) => Verdict::No,
            None => Verdict::Hidden,
        }
    }
}

/// What only coordinators do, and only with a consent in force: accept, book, establish, …
pub fn coordinates(actor: &Actor, f: &CaseFacts) -> Verdict {
    match sight(actor, f) {
        Some((_, Sight::Whole)) if actor.has(Role::Coordinator) => Verdict::Yes(Role::Coordinator),
        Some(_) => Verdict::No,
        None => Verdict::Hidden,
    }
}

/// What coordinators may do without a consent in force too: withdraw it, return, close, cancel a meeting.
pub fn coordinates_without_consent(actor: &Actor, f: &CaseFacts) -> Verdict {
    match sight(actor, f) {
        Some(_) if actor.has(Role::Coordinator) => Verdict::Yes(Role::Coordinator),
        Some(_) => Verdict::No,
        None => Verdict::Hidden,
    }
}

/// What the case's referrer, or a covering colleague, does with or without a consent in force.
pub fn refers_it(actor: &Actor, f: &CaseFacts) -> Verdict {
    match sight(actor, f) {
        Some(_) if actor.has(Role::Referrer) && refers(actor, f) => Verdict::Yes(Role::Referrer),
        Some(_) => Verdict::No,
        None => Verdict::Hidden,
    }
}

/// Closes a case, with or without a consent in force.
pub struct CloseCase;

impl Verb for CloseCase {
    type Facts = CaseFacts;
    fn allows(actor: &Actor, f: &CaseFacts) -> Verdict {
        coordinates_without_consent(actor, f)
    }
}

/// Takes up an imported case: from then on it makes tasks.
pub struct TakeUpCase;

impl Verb for TakeUpCase {
    type Facts = CaseFacts;
    fn allows(actor: &Actor, f: &CaseFacts) -> Verdict {
        coordinates_without_consent(actor, f)
    }
}
