//! Who writes a plan, and who marks how far an activity has come (`domain.md` section 6). Pure.
use super::{
    rules::{PLANNING, Responsible},
    store::{activity, plan},
};
use crate::{
    access::{Actor, Role, Verb, Verdict, allowed::HasSubject},
    audit::Subject,
    cases::{
        policy::{CaseFacts, Sight, coordinates, refers_it, sight},
        rules::StateCode,
    },
    kernel::id::ActivityId,
    meetings::rules::OPEN_DAYS_AFTER,
    organisation::rules::Party,
    teams::rules::HolderKind,
};
use chrono::Duration;

/// Writes, changes and establishes the joint plan: coordinators, with a consent in force.
pub struct WritePlan;

impl Verb for WritePlan {
    type Facts = CaseFacts;
    fn allows(actor: &Actor, f: &CaseFacts) -> Verdict {
        coordinates(actor, f)
    }
}

/// One activity of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivityFacts {
    pub case: CaseFacts,
    pub id: ActivityId,
    pub responsible: Responsible,
    /// Its plan has been established, whether the case meets anew or not.
    pub established: bool,
}

impl HasSubject for ActivityFacts {
    fn subject(&self) -> Subject {
        self.case.subject()
    }

    fn had_they_consented(&self) -> Option<Self> {
        self.case.had_they_consented().map(|case| Self { case, ..self.clone() })
    }
}

/// Sees an activity of an established plan in the list: coordinators all, a representative those of their own party.
pub struct ListActivity;

impl Verb for ListActivity {
    type Facts = ActivityFacts;
    fn allows(actor: &Actor, f: &ActivityFacts) -> Verdict {
        if !f.is_live() || actor.association != f.case.association {
            return Verdict::Hidden;
        }
        if let Verdict::Yes(role) = coordinates(actor, &f.case) {
            return Verdict::Yes(role);
        }
        if represents(actor, f) { Verdict::Yes(Role::Representative) } else { Verdict::Hidden }
    }
}

/// Marks how far an activity of an established plan has come: what a draft says is not agreed yet, and only coordinators,
/// who write it, drop something from it.
pub struct MarkActivity;

impl Verb for MarkActivity {
    type Facts = ActivityFacts;
    fn allows(actor: &Actor, f: &ActivityFacts) -> Verdict {
        if let Verdict::Yes(role) = ListActivity::allows(actor, f) {
            return Verdict::Yes(role);
        }
        let seen = sight(actor, &f.case).filter(|(_, s)| *s == Sight::Whole);
        if seen.is_none() {
            return Verdict::Hidden;
        }
        let planned = PLANNING.contains(&f.case.state.code());
        if let (Verdict::Yes(role), true) = (coordinates(actor, &f.case), planned) {
            return Verdict::Yes(role);
        }
        if !f.is_live() {
            return Verdict::No;
        }
        if guides(actor, f) {
            return Verdict::Yes(Role::Lots);
        }
        match refers_it(actor, &f.case) {
            Verdict::Yes(role) if f.responsible.party() == Some(f.case.referring_party) => Verdict::Yes(role),
            Verdict::Yes(_) | Verdict::No | Verdict::Hidden => Verdict::No,
        }
    }
}

impl ActivityFacts {
    /// Of an activity as it is kept, and the plan of its case.
    #[cfg(feature = "ssr")]
    pub fn of(case: CaseFacts, row: &activity::Model, plan: Option<&plan::Model>) -> Self {
        let dated = plan.is_some_and(|p| p.established_at.is_some());
        let established = dated || case.state.code() == StateCode::PlanEstablished;
        Self { case, id: row.id, responsible: row.responsible, established }
    }

    /// Whether the participant may mark it on their own page: it is theirs to do, and a team they have said yes to reads
    /// what they tell. Nobody but coordinators brings back what is dropped.
    pub fn is_the_participants(&self) -> bool {
        self.responsible == Responsible::Participant && self.is_live() && self.case.consent.is_some()
    }

    /// Its plan is established, and the case is not over.
    fn is_live(&self) -> bool {
        self.established && PLANNING.contains(&self.case.state.code())
    }
}

/// Sits for the responsible party in the team of one of the case's meetings, however long ago it was; one who stepped
/// in, until 30 days after. Never when the consent does not name the party.
fn represents(actor: &Actor, f: &ActivityFacts) -> bool {
    let Some(party) = f.responsible.party() else { return false };
    let named = f.case.consent.as_ref().is_some_and(|c| c.names(party));
    named && !f.case.protected_identity && actor.has(Role::Representative) && sits_for(actor, &f.case, party)
}

fn sits_for(actor: &Actor, f: &CaseFacts, party: Party) -> bool {
    f.meetings.iter().any(|m| {
        let seat =
            actor.seats_today().any(|s| s.team == m.team && s.party == party && s.kind == HolderKind::Representative);
        let open = f.today <= m.day + Duration::days(OPEN_DAYS_AFTER);
        seat || (open && m.stepping_in.contains(&(actor.user, party)))
    })
}

/// The case's lots, for what the participant or the lots answers for.
fn guides(actor: &Actor, f: &ActivityFacts) -> bool {
    f.responsible.party().is_none()
        && actor.has(Role::Lots)
        && !f.case.protected_identity
        && f.case.state.code().is_live()
        && (f.case.lots.contains(&actor.user) || f.case.follow_up_due)
}

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
