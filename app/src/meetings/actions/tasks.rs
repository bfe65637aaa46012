//! What queue, times and meetings put on someone's start page.
use super::reads::slot_rows;
use crate::{
    access::{Actor, Role},
    audit::{EventCode, SubjectKind, store::changes_about},
    cases::{label::told, store::cases as case_table},
    db::{ReadTx, Tx},
    kernel::{
        error::AppError,
        id::SlotId,
        local_time::{local_day, to_local},
        swedish,
    },
    meetings::{
        api::SlotRow,
        rules::SOON_DAYS,
        store::{
            self,
            calendar::coming,
            changed::of_my_participants,
            due::{meetings_due, my_participants_meetings, with_known_case},
            queue::{about_cases, queue_weeks, waiting_for_meeting},
            slot,
        },
        texts,
    },
    organisation::rules::Party,
    referrals,
    teams::rules::HolderKind,
    work::rules::{Task, YOU},
};
use chrono::Duration;
use std::collections::{HashMap, HashSet};

/// So many of each kind at most.
const LIMIT: u64 = 50;

/// What this actor must do now with the queue, with team times and with meetings.
pub async fn tasks(tx: &ReadTx, actor: &Actor) -> Result<Vec<Task>, AppError> {
    let mut tasks = Vec::new();
    if actor.has(Role::Coordinator) {
        tasks.extend(outcomes_to_register(tx, actor).await?);
        tasks.extend(to_book(tx, actor).await?);
    }
    if actor.has_any(&[Role::Coordinator, Role::Representative]) {
        tasks.extend(coming_times(tx, actor).await?);
    }
    if actor.has(Role::Referrer) {
        tasks.extend(coming_for_my_participants(tx, actor).await?);
        tasks.extend(changed_for_my_participants(tx, actor).await?);
    }
    Ok(tasks)
}

async fn outcomes_to_register(tx: &ReadTx, actor: &Actor) -> Result<Vec<Task>, AppError> {
    let due = meetings_due(tx, actor, LIMIT).await?;
    of_cases(tx, actor, &due, |case, at| {
        let day = local_day(at.starts_at);
        (texts::REGISTER_OUTCOME, format!("/cases/{}/meeting-outcome", case.id), day, Some(day + Duration::days(1)))
    })
    .await
}

async fn coming_for_my_participants(tx: &ReadTx, actor: &Actor) -> Result<Vec<Task>, AppError> {
    let coming = my_participants_meetings(tx, actor, tx.now() + Duration::days(SOON_DAYS), LIMIT).await?;
    let mut tasks = of_cases(tx, actor, &coming, |case, at| {
        (texts::PREPARE_PARTICIPANT, format!("/cases/{}", case.id), tx.today(), Some(local_day(at.starts_at)))
    })
    .await?;
    // a covering colleague's are marked as the unit's
    let whose = referrals::actions::whose(tx, actor, coming.iter().map(|c| c.0.referrer_id)).await?;
    for (task, (case, _)) in tasks.iter_mut().zip(&coming) {
        task.whose = whose.get(&case.referrer_id).cloned().unwrap_or_default();
    }
    Ok(tasks)
}

/// Meetings of the actor's own participants that were moved or cancelled lately.
async fn changed_for_my_participants(tx: &ReadTx, actor: &Actor) -> Result<Vec<Task>, AppError> {
    let mut changed = of_my_participants(tx, actor, LIMIT).await?;
    // its day has come: how it went is what is told next
    changed.retain(|(_, c)| c.now.as_ref().is_none_or(|at| at.starts_at > tx.now()));
    if changed.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<case_table::Model> = changed.iter().map(|c| c.0.clone()).collect();
    let whom = about_cases(tx, actor, &rows).await?.whom;
    let teams = store::teams_of(tx, actor.association).await?;
    let whose = referrals::actions::whose(tx, actor, rows.iter().map(|c| c.referrer_id)).await?;
    let lang = actor.lang;
    let when = |at: &slot::Model| {
        let team = teams.iter().find(|t| t.id == at.team_id).map(|t| t.name.as_str()).unwrap_or_default();
        format!("{team}, {}", swedish::moment(lang, to_local(at.starts_at), tx.today()))
    };
    let tasks = changed.iter().map(|(case, changed)| {
        let since = changed.meeting.outcome_at.unwrap_or(tx.now());
        let (what, detail, at) = match &changed.now {
            Some(now) => (texts::TASK_MOVED, texts::TASK_MOVED_DETAIL, now),
            None if since < changed.was.starts_at => {
                (texts::TASK_CANCELLED, texts::TASK_CANCELLED_DETAIL, &changed.was)
            }
            None => (texts::TASK_NOT_HELD, texts::TASK_NOT_HELD_DETAIL, &changed.was),
        };
        Task {
            what: what.get(lang).to_owned(),
            detail: detail.with(lang, when(at)),
            about: told(lang, &case.number, whom.get(&case.id)),
            case: Some(case.id),
            href: format!("/cases/{}", case.id),
            whose: whose.get(&case.referrer_id).cloned().unwrap_or_default(),
            since: local_day(since),
            due: None,
        }
    });
    Ok(tasks.collect())
}

type Of = (crate::kernel::lang::Text, String, chrono::NaiveDate, Option<chrono::NaiveDate>);

/// One task for each of these cases with a booked meeting.
async fn of_cases(
    tx: &ReadTx,
    actor: &Actor,
    rows: &[(case_table::Model, slot::Model)],
    task: impl Fn(&case_table::Model, &slot::Model) -> Of,
) -> Result<Vec<Task>, AppError> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let cases: Vec<case_table::Model> = rows.iter().map(|r| r.0.clone()).collect();
    let whom = about_cases(tx, actor, &cases).await?.whom;
    let teams = store::teams_of(tx, actor.association).await?;
    let made = rows.iter().map(|(case, at)| {
        let (what, href, since, due) = task(case, at);
        let team = teams.iter().find(|t| t.id == at.team_id).map(|t| t.name.as_str()).unwrap_or_default();
        let when = swedish::moment(actor.lang, to_local(at.starts_at), tx.today());
        Task {
            what: what.get(actor.lang).to_owned(),
            detail: format!("{team}, {when}"),
            about: told(actor.lang, &case.number, whom.get(&case.id)),
            case: Some(case.id),
            href,
            whose: YOU.get(actor.lang).to_owned(),
            since,
            due,
        }
    });
    Ok(made.collect())
}

/// Accepted cases that wait for a meeting: to be booked; without a consent in force only when they have waited too long,
/// since until then there is nothing to book.
async fn to_book(tx: &ReadTx, actor: &Actor) -> Result<Vec<Task>, AppError> {
    let weeks = queue_weeks(tx, actor.association).await?;
    let longest = Duration::weeks(i64::from(weeks));
    let cases = waiting_for_meeting(tx, actor, tx.today() - longest, LIMIT).await?;
    let of = about_cases(tx, actor, &cases).await?;
    let task = |case: &case_table::Model| {
        let (due, consented) = (case.submitted_on + longest, of.consented.contains(&case.id));
        let limit = || texts::QUEUE_LIMIT.with(actor.lang, swedish::duration_weeks(actor.lang, weeks.into()));
        let (what, detail) = match due < tx.today() {
            true => (texts::WAITED_TOO_LONG, limit()),
            false => (texts::TASK_BOOK, String::new()),
        };
        Task {
            what: what.get(actor.lang).to_owned(),
            detail,
            about: told(actor.lang, &case.number, of.whom.get(&case.id)),
            case: Some(case.id),
            href: if consented { format!("/cases/{}/book", case.id) } else { format!("/cases/{}", case.id) },
            whose: YOU.get(actor.lang).to_owned(),
            since: case.submitted_on,
            due: Some(due),
        }
    };
    Ok(cases.iter().map(task).collect())
}

/// Where the actor themselves said last that nobody comes for a party: there nothing is left for them to do.
async fn said_so(tx: &ReadTx, actor: &Actor, times: &[&slot::Model]) -> Result<HashSet<(SlotId, Party)>, AppError> {
    if times.is_empty() {
        return Ok(HashSet::new());
    }
    let teams: HashSet<_> = times.iter().map(|at| at.team_id.0).collect();
    let (teams, slots): (Vec<_>, Vec<_>) = (teams.into_iter().collect(), times.iter().map(|at| at.id.0).collect());
    let absent = changes_about(tx, (SubjectKind::Team, &teams), EventCode::SeatAbsent, &slots).await?;
    let mut latest = HashMap::new();
    for said in absent {
        if let (Some(record), [party]) = (said.details.record, said.details.parties.as_slice()) {
            latest.entry((SlotId(record), *party)).or_insert(said.actor);
        }
    }
    Ok(latest.into_iter().filter(|l| l.1 == Some(actor.user)).map(|l| l.0).collect())
}

/// Times with cases in them: to the coordinator those with an empty seat, to a representative their own team's.
async fn coming_times(tx: &ReadTx, actor: &Actor) -> Result<Vec<Task>, AppError> {
    let slots = coming(tx, actor, tx.now() + Duration::days(SOON_DAYS), LIMIT).await?;
    let teams = store::teams_of(tx, actor.association).await?;
    let rows = slot_rows(tx, actor, &slots, &teams).await?;
    let sits = actor.has(Role::Representative);
    let to_read = if sits { with_known_case(tx, actor, &slots).await? } else { HashSet::new() };
    let mine = |team, party| {
        let mut seats = actor.seats_today().filter(|s| s.team == team);
        seats.any(|s| s.party == party && s.kind == HolderKind::Representative)
    };
    let times: Vec<_> = slots.iter().zip(rows).filter(|(_, r)| r.taken > 0).collect();
    // coordinators are told of every empty seat, whoever left it
    let own_empty = |(at, row): &&(&slot::Model, SlotRow)| {
        row.seats.iter().any(|s| s.presence.is_empty() && mine(at.team_id, s.party))
    };
    let said_so = match actor.has(Role::Coordinator) {
        true => HashSet::new(),
        false => said_so(tx, actor, &times.iter().filter(own_empty).map(|t| t.0).collect::<Vec<_>>()).await?,
    };
    let mut tasks = Vec::new();
    for (model, row) in times {
        let when = swedish::moment(actor.lang, row.at, tx.today());
        let task = |what: String| Task {
            what,
            detail: format!("{}, {when}", row.team),
            about: String::new(),
            case: None,
            href: format!("/slots/{}", row.id),
            whose: YOU.get(actor.lang).to_owned(),
            since: tx.today(),
            due: Some(row.at.date()),
        };
        for seat in row.seats.iter().filter(|s| s.presence.is_empty()) {
            let party = texts::the_party(seat.party).get(actor.lang);
            if actor.has(Role::Coordinator) {
                tasks.push(task(texts::SEAT_IS_EMPTY.with(actor.lang, party)));
            } else if mine(model.team_id, seat.party) && !said_so.contains(&(model.id, seat.party)) {
                tasks.push(task(texts::YOUR_SEAT_IS_EMPTY.get(actor.lang).to_owned()));
            }
        }
        let comes = row.seats.iter().any(|s| s.is_me);
        if comes && to_read.contains(&row.id) {
            tasks.push(task(texts::READ_BEFORE_MEETING.get(actor.lang).to_owned()));
        }
    }
    Ok(tasks)
}
