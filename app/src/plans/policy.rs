//! Who writes a plan, and who marks how far an activity has come (`domain.md` section 6). Pure.
use super::rules::Responsible;
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
        if !is_live(&f.case) || actor.association != f.case.association {
            return Verdict::Hidden;
        }
        if let Verdict::Yes(role) = coordinates(actor, &f.case) {
            return Verdict::Yes(role);
        }
        if represents(actor, f) { Verdict::Yes(Role::Representative) } else { Verdict::Hidden }
    }
}

/// Marks how far an activity of an established plan has come: what a draft says is not agreed yet.
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
        if !is_live(&f.case) {
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

/// Its plan is established, and the case is not over.
fn is_live(f: &CaseFacts) -> bool {
    f.state.code() == StateCode::PlanEstablished
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
