//! What a consent that was withdrawn, has run out or soon does asks of the coordinators and of the case's referrer.
mod candidates;

use super::{
    policy::{is_asked_to_renew, is_told},
    rules::{ConsentInForce, Given, RENEW_DAYS, TOLD_DAYS, last_day},
    store::{concerned, given_of, withdrawals},
    texts,
};
use crate::{
    access::{Actor, Role},
    cases::{listing::Names, rules::StateCode, store::cases},
    db::ReadTx,
    kernel::{code::Code, error::AppError, id::CaseId, lang::Text, local_time::local_day, swedish},
    organisation::rules::Party,
    work::rules::{Task, YOU},
};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use std::collections::HashMap;

/// So many tasks of each kind at most, those first that have waited longest: the rest come up as these are done.
const AT_MOST: usize = 100;
/// Of so many cases the consents are read at once.
const AT_ONCE: usize = 300;

/// Live cases whose consent to share is gone or goes soon, wholly or for a party that is concerned: to coordinators all of
/// them; to a referrer the own cases whose consent is to be renewed, or was withdrawn wholly.
pub async fn tasks(tx: &ReadTx, actor: &Actor) -> Result<Vec<Task>, AppError> {
    let found = lacking(tx, actor).await?;
    let rows: Vec<cases::Model> = found.iter().map(|f| f.0.clone()).collect();
    let names = Names::of(tx, actor, &rows).await?;
    let task = |(case, lacks): (cases::Model, Lacks)| Task {
        what: lacks.kind.words().get(actor.lang).into(),
        detail: lacks.detail,
        about: names.told(actor.lang, &case),
        case: Some(case.id),
        href: match lacks.renewable && (!is_told(actor) || case.referrer_id == actor.user) {
            true => format!("/cases/{}/consents/new", case.id),
            false => format!("/cases/{}", case.id),
        },
        whose: YOU.get(actor.lang).into(),
        since: lacks.since,
        due: lacks.due,
    };
    Ok(found.into_iter().map(task).collect())
}

/// How many of these there are, without what each of them tells.
pub async fn waiting(tx: &ReadTx, actor: &Actor) -> Result<usize, AppError> {
    Ok(lacking(tx, actor).await?.len())
}

/// What is lacking, case by case, the oldest first.
async fn lacking(tx: &ReadTx, actor: &Actor) -> Result<Vec<(cases::Model, Lacks)>, AppError> {
    let told = is_told(actor);
    if !told && !is_asked_to_renew(actor) {
        return Ok(Vec::new());
    }
    let mut found: Vec<(cases::Model, Lacks)> = Vec::new();
    let mut candidates = candidates::find(tx, actor).await?;
    while !candidates.is_empty() {
        let some = candidates.split_off(candidates.len().saturating_sub(AT_ONCE));
        let read = Read::of(tx, &some).await?;
        for case in some {
            // a party that was withdrawn is the coordinators' to know; that nothing is left stops the referrer's work, too
            let lacks = read.lacks(actor, &case).into_iter().filter(|l| told || l.renewable || l.wholly);
            found.extend(lacks.map(|l| (case.clone(), l)));
        }
    }
    found.sort_by_key(|(case, lacks)| (lacks.since, lacks.at, case.submitted_at));
    let mut of_kind = HashMap::new();
    found.retain(|(_, lacks)| {
        let so_far = of_kind.entry(lacks.kind).or_insert(0);
        *so_far += 1;
        *so_far <= AT_MOST
    });
    Ok(found)
}

/// What is known of the consents of the listed cases.
struct Read {
    given: HashMap<CaseId, Vec<Given>>,
    withdrawn: HashMap<CaseId, Vec<(Party, DateTime<Utc>)>>,
    concerned: HashMap<CaseId, Vec<Party>>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    RunOut,
    EndsSoon,
    Withdrawn,
}

impl Kind {
    fn words(self) -> Text {
        match self {
            Kind::RunOut => texts::TASK_RUN_OUT,
            Kind::EndsSoon => texts::TASK_ENDS_SOON,
            Kind::Withdrawn => texts::TASK,
        }
    }
}

struct Lacks {
    kind: Kind,
    detail: String,
    since: NaiveDate,
    /// The moment of a withdrawal: of several on one day the first has waited longest.
    at: Option<DateTime<Utc>>,
    due: Option<NaiveDate>,
    renewable: bool,
    /// Nothing is in force any longer.
    wholly: bool,
}

impl Read {
    async fn of(tx: &ReadTx, rows: &[cases::Model]) -> Result<Self, AppError> {
        let ids = || rows.iter().map(|c| c.id);
        Ok(Read {
            given: given_of(tx, ids()).await?,
            withdrawn: withdrawals(tx, ids()).await?,
            concerned: concerned(tx, ids().collect()).await?,
        })
    }

    /// What the case lacks, if anything. A task names the parties that it is about.
    fn lacks(&self, actor: &Actor, case: &cases::Model) -> Vec<Lacks> {
        let given = self.given.get(&case.id).map(Vec::as_slice).unwrap_or_default();
        match ConsentInForce::of(given, actor.today) {
            None => vec![self.gone(actor, case, given)],
            Some(in_force) => {
                let soon = ending(actor, given, in_force.parties());
                let out = self.run_out(actor, case, (given, &in_force));
                out.into_iter().chain(soon).chain(self.missed(actor, case, &in_force)).collect()
            }
        }
    }

    /// Nothing is in force: what was not withdrawn has run out, else all was withdrawn.
    fn gone(&self, actor: &Actor, case: &cases::Model, given: &[Given]) -> Lacks {
        let lang = actor.lang;
        let kept = given.iter().filter(|g| !g.withdrawn && !g.parties.is_empty());
        let latest = self.withdrawn.get(&case.id).into_iter().flatten().map(|w| w.1).max();
        match kept.map(|g| g.valid_until).max() {
            Some(day) => Lacks {
                kind: Kind::RunOut,
                detail: texts::TASK_RENEW.get(lang).into(),
                since: day,
                at: None,
                due: Some(day),
                renewable: true,
                wholly: true,
            },
            None => Lacks {
                kind: Kind::Withdrawn,
                detail: match is_told(actor) {
                    true => texts::TASK_ALL.get(lang).into(),
                    false => texts::TASK_ALL_OWN.get(lang).into(),
                },
                since: latest.map_or(case.submitted_on, local_day),
                at: latest,
                due: None,
                renewable: false,
                wholly: true,
            },
        }
    }

    /// Parties that are concerned, and that only what has run out names.
    fn run_out(
        &self,
        actor: &Actor,
        case: &cases::Model,
        (given, in_force): (&[Given], &ConsentInForce),
    ) -> Option<Lacks> {
        if !sees_whole(actor, case, in_force) {
            return None;
        }
        let last = |party: Party| {
            let kept = given.iter().filter(|g| !g.withdrawn && g.parties.contains(&party));
            Some((party, kept.map(|g| g.valid_until).filter(|day| *day < actor.today).max()?))
        };
        let concerned = self.concerned.get(&case.id).into_iter().flatten().copied();
        let out: Vec<_> = concerned.filter(|p| !in_force.names(*p)).filter_map(last).collect();
        let day = out.iter().map(|o| o.1).min()?;
        let detail = texts::TASK_RENEW_RUN_OUT.with(actor.lang, listed(actor, out.iter().map(|o| o.0)));
        Some(Lacks { kind: Kind::RunOut, detail, since: day, at: None, due: Some(day), renewable: true, wholly: false })
    }

    /// Parties that are concerned, were withdrawn, and are named by nothing in force; in a case that has met for some time.
    fn missed(&self, actor: &Actor, case: &cases::Model, in_force: &ConsentInForce) -> Option<Lacks> {
        let met = StateCode::FOLLOWED.contains(&case.state);
        let concerned = self.concerned.get(&case.id).into_iter().flatten().copied();
        let withdrawn = |party: Party| {
            let of_it = self.withdrawn.get(&case.id).into_iter().flatten().filter(|w| w.0 == party);
            let at = of_it.map(|w| w.1).max()?;
            (!met || actor.today < local_day(at) + Duration::days(TOLD_DAYS)).then_some((party, at))
        };
        let missed: Vec<_> = concerned.filter(|p| !in_force.names(*p)).filter_map(withdrawn).collect();
        let at = missed.iter().map(|m| m.1).max()?;
        let since = local_day(at);
        let words = if met { texts::TASK_PARTY_AFTER } else { texts::TASK_PARTY };
        let detail = words.with(actor.lang, listed(actor, missed.iter().map(|m| m.0)));
        Some(Lacks { kind: Kind::Withdrawn, detail, since, at: Some(at), due: None, renewable: false, wholly: false })
    }
}

/// Whether a coordinator, or the case's referrer, sees the whole of a case with this in force: who answers for an activity
/// is part of it.
fn sees_whole(actor: &Actor, case: &cases::Model, in_force: &ConsentInForce) -> bool {
    let at_unit = actor.units(Role::Referrer).find(|u| u.unit == case.unit_id);
    // a case that was handed over to another agency is referred by that one's party
    let own = at_unit.map(|u| if u.agency == case.agency_id { case.referring_party } else { u.party });
    is_told(actor) || own.is_some_and(|party| in_force.names(party))
}

/// What is in force for a party, and for how long, where that is not long.
fn ending(actor: &Actor, given: &[Given], in_force: &[Party]) -> Option<Lacks> {
    let limit = actor.today + Duration::days(RENEW_DAYS);
    let soon = |party: &Party| Some((*party, last_day(given, *party, actor.today).filter(|day| *day <= limit)?));
    let soon: Vec<_> = in_force.iter().filter_map(soon).collect();
    let first = soon.iter().map(|s| s.1).min()?;
    let detail = match soon.len() == in_force.len() {
        true => texts::TASK_RENEW.get(actor.lang).into(),
        false => texts::TASK_RENEW_PARTIES.with(actor.lang, listed(actor, soon.iter().map(|s| s.0))),
    };
    let since = first - Duration::days(RENEW_DAYS);
    Some(Lacks { kind: Kind::EndsSoon, detail, since, at: None, due: Some(first), renewable: true, wholly: false })
}

fn listed(actor: &Actor, parties: impl Iterator<Item = Party>) -> String {
    swedish::list(actor.lang, &parties.map(|p| p.words().get(actor.lang)).collect::<Vec<_>>())
}
