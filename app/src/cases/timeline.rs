//! The timeline: entries of the audit log in words. Names are looked up here, not kept there.
use super::{api::TimelineRow, rules::EndReason, texts};
use crate::{
    accounts::store::names_of,
    audit::{
        EventCode, SubjectKind,
        store::{Happened, changes_of},
    },
    consents::{rules::Purpose, scan::rules::TakeBackReason},
    db::{ReadTx, Tx},
    follow_ups::rules::FollowUpResult,
    kernel::{
        code::Code,
        error::AppError,
        id::{ActivityId, CaseId, TeamId, UserId},
        lang::Lang,
        local_time::to_local,
        swedish,
    },
    lots::rules::{AskedAt, AssignmentEnd},
    meetings::rules::{CancelReason, MoveTo},
    plans::{rules::ActivityStatus, store::activity},
    referrals::rules::{ChangedPart, ReturnReason},
    teams::store::team,
    work_training::{
        rules::{Stage, StopReason},
        store::placements_of,
    },
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// The changes of a case, latest first: of its own chain, and of the work training that was asked for in it.
pub async fn happened(tx: &ReadTx, case: CaseId) -> Result<Vec<Happened>, AppError> {
    let mut happened = changes_of(tx, SubjectKind::Case, case.0).await?;
    for id in placements_of(tx, case).await? {
        let of_it = changes_of(tx, SubjectKind::Placement, id.0).await?;
        // that it was asked for, or imported, stands among the case's own
        let asked = |h: &Happened| matches!(h.code, EventCode::PlacementRequested | EventCode::PlacementImported);
        happened.extend(of_it.into_iter().filter(|h| !asked(h)));
    }
    // the sort is stable: what happened at once stays in the order of its chain, but for the submission: the consents that
    // it carries were given before it, and their entries follow it in the chain
    happened.sort_by_key(|h| (std::cmp::Reverse(h.at), h.code != EventCode::ReferralSubmitted));
    Ok(happened)
}

/// Entries in words, in the order given.
pub async fn rows(tx: &ReadTx, lang: Lang, happened: Vec<Happened>) -> Result<Vec<TimelineRow>, AppError> {
    let ids: Vec<UserId> = happened.iter().flat_map(|h| [h.actor, h.details.user]).flatten().collect();
    let users = names_of(tx, ids).await?;
    let teams: HashSet<TeamId> = happened.iter().filter_map(|h| h.details.team).collect();
    let teams = match teams.is_empty() {
        true => Vec::new(),
        false => team::Entity::find().filter(team::Column::Id.is_in(teams)).all(tx.conn()).await?,
    };
    let teams: HashMap<_, _> = teams.into_iter().map(|t| (t.id, t.name)).collect();
    let numbers = numbers_of(tx, &happened).await?;
    Ok(happened
        .into_iter()
        .map(|h| {
            if let Some(words) = refused(lang, &h) {
                return TimelineRow { at: to_local(h.at), words, by: by(lang, &users, &h) };
            }
            let mut words = vec![h.code.words().get(lang).to_owned()];
            // which one, by its number in the plan: what it says is sealed, and not in the log
            let number = h.details.record.and_then(|record| numbers.get(&ActivityId(record)));
            words.extend(number.map(|n| texts::ACTIVITY_N.with(lang, n)));
            words.extend(h.details.team.and_then(|t| teams.get(&t).cloned()));
            words.extend(h.details.user.and_then(|u| users.get(&u).cloned()));
            words.extend(details(lang, &h));
            TimelineRow { at: to_local(h.at), words: words.join(" · "), by: by(lang, &users, &h) }
        })
        .collect())
}

/// The numbers of the activities that these are about.
async fn numbers_of(tx: &ReadTx, happened: &[Happened]) -> Result<HashMap<ActivityId, i32>, AppError> {
    use EventCode::{ActivityAdded, ActivityChanged, ActivityMarked};
    let about = |h: &&Happened| matches!(h.code, ActivityAdded | ActivityChanged | ActivityMarked);
    let about: HashSet<Uuid> = happened.iter().filter(about).filter_map(|h| h.details.record).collect();
    if about.is_empty() {
        return Ok(HashMap::new());
    }
    let numbers: Vec<(ActivityId, i32)> = activity::Entity::find()
        .select_only()
        .columns([activity::Column::Id, activity::Column::Ordinal])
        .filter(activity::Column::Id.is_in(about))
        .into_tuple()
        .all(tx.conn())
        .await?;
    Ok(numbers.into_iter().collect())
}

/// A no that was recorded is no consent: what was said no to, in a sentence of its own.
fn refused(lang: Lang, h: &Happened) -> Option<String> {
    let purpose =
        h.details.code.as_deref().filter(|_| h.code == EventCode::ConsentRecorded && h.details.count == Some(0));
    let words = texts::CONSENT_REFUSED.with(lang, code_words(lang, h.code, purpose?)?);
    let parties: Vec<_> = h.details.parties.iter().map(|p| p.words().get(lang)).collect();
    Some(if parties.is_empty() { words } else { format!("{words} · {}", swedish::list(lang, &parties)) })
}

fn by(lang: Lang, users: &HashMap<UserId, String>, h: &Happened) -> String {
    match h.actor {
        Some(user) => by_user(lang, users.get(&user), h.role),
        // whoever held it: wrong answers are nobody's
        None if h.code == EventCode::LinkRefused => texts::BY_SOMEONE.get(lang).to_owned(),
        None if by_participant(h.code) => texts::BY_PARTICIPANT.get(lang).to_owned(),
        None => texts::BY_SYSTEM.get(lang).to_owned(),
    }
}

/// What nobody else does without a task: with the participant's own link.
fn by_participant(code: EventCode) -> bool {
    use EventCode as E;
    matches!(
        code,
        E::ConsentRecorded
            | E::ConsentWithdrawn
            | E::LinkOpened
            | E::ActivityMarked
            | E::PreparationShared
            | E::PreparationUnshared
    )
}

fn by_user(lang: Lang, name: Option<&String>, role: Option<crate::access::Role>) -> String {
    let name = name.cloned().unwrap_or_default();
    match role {
        Some(role) => format!("{name}, {}", role.words().get(lang)),
        None => name,
    }
}

/// The parties, the code (a change tells from what to what) and the day that an entry carries, in words.
fn details(lang: Lang, h: &Happened) -> Vec<String> {
    let mut words = Vec::new();
    if !h.details.parties.is_empty() {
        let parties: Vec<_> = h.details.parties.iter().map(|p| p.words().get(lang)).collect();
        words.push(swedish::list(lang, &parties));
    }
    let said = |code: &Option<String>| code.as_deref().and_then(|code| code_words(lang, h.code, code));
    words.extend(match (said(&h.details.was), said(&h.details.code)) {
        (Some(was), Some(now)) if was != now => Some(texts::FROM_TO.with(lang, was).replacen("{}", &now, 1)),
        (_, now) => now,
    });
    let followed_up = matches!(h.code, EventCode::FollowUpDone | EventCode::FollowUpTried);
    let months = h.details.count.filter(|_| followed_up);
    words.extend(months.map(|months| texts::AFTER_MONTHS.with(lang, months)));
    words.extend(h.details.at.map(|at| {
        let local = to_local(at);
        format!("{} {}", swedish::long_day(lang, local.date()), swedish::time(lang, local.time()))
    }));
    words.extend(h.details.day.map(|day| swedish::long_day(lang, day)));
    words
}

fn code_words(lang: Lang, event: EventCode, code: &str) -> Option<String> {
    fn of<C: Code>(lang: Lang, code: &str) -> Option<String> {
        C::from_code(code).ok().map(|c| c.words().get(lang).to_owned())
    }
    match event {
        EventCode::ReferralReturned => of::<ReturnReason>(lang, code),
        EventCode::ReferralChanged => of::<ChangedPart>(lang, code),
        EventCode::CaseClosed | EventCode::PlacementEnded => of::<EndReason>(lang, code),
        EventCode::MeetingCancelled => of::<CancelReason>(lang, code),
        EventCode::ActivityMarked => of::<ActivityStatus>(lang, code),
        EventCode::FollowUpDone => of::<FollowUpResult>(lang, code),
        EventCode::LotsEnded => of::<AssignmentEnd>(lang, code),
        EventCode::PlacementMoved => of::<Stage>(lang, code),
        EventCode::PlacementStopped => of::<StopReason>(lang, code),
        EventCode::QueueMoved => of::<MoveTo>(lang, code),
        EventCode::LotsAsked => of::<AskedAt>(lang, code),
        EventCode::ConsentRecorded | EventCode::ConsentWithdrawn | EventCode::ConsentScanAdded => {
            of::<Purpose>(lang, code)
        }
        EventCode::ConsentScanTakenBack => of::<TakeBackReason>(lang, code),
        _ => None,
    }
}
