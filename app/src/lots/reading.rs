//! What the pages about lots are given, and what waits for someone.
use super::{
    api::{AssignmentFilter, AssignmentList, AssignmentRow, ListedAssignment, LotsView},
    policy::{AnswerLots, AskForLots, AssignmentFacts, BeginLots, EndLots},
    rules::{ASKING, AssignmentState},
    store::{self, lots_assignment},
    texts,
};
use crate::{
    access::{Actor, Allowed, Role},
    accounts::store::names_of,
    cases::{
        self,
        label::{heading, labels, numbered},
        policy::ReadCase,
        rules::CasePart,
    },
    db::{Db, ReadTx, Tx},
    kernel::{
        code::Code,
        error::AppError,
        id::{CaseId, UserId},
        local_time::local_day,
        page::{Cursor, Page, PageRequest, page},
    },
    participants::sealing::sealer,
    work::rules::{Task, YOU},
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// The lots of a case, for everyone who reads the case as a whole. Who may end the assignment and no more is shown
/// nothing of it.
pub async fn of_case(db: &Db, actor: &Actor, id: CaseId) -> Result<LotsView, AppError> {
    let tx = db.read().await?;
    let case = cases::actions::look_unseen(&tx, actor, id).await?;
    let found = store::of_case(&tx, id).await?;
    let current = found.iter().find(|r| AssignmentState::CURRENT.contains(&r.state));
    if let Some(row) = current.filter(|_| !actor.might::<ReadCase>(&case)) {
        let facts = AssignmentFacts { case: (*case).clone(), state: row.state, lots: row.lots_id };
        if actor.might::<EndLots>(&facts) {
            return Ok(LotsView {
                case: id,
                heading: heading(&tx, actor, &case).await?,
                rows: Vec::new(),
                may_ask: false,
                may_assign: false,
                hands_over: false,
                may_begin: false,
                may_answer: false,
                may_end: true,
                protected: false,
                everyone: Vec::new(),
            });
        }
    }
    drop(case);
    drop(tx);
    let tx = cases::actions::opened::<ReadCase>(db, actor, id, CasePart::Lots).await?;
    let allowed: Allowed<ReadCase> = actor.may(cases::actions::look(&tx, actor, id).await?)?;
    let asks = actor.might::<AskForLots>(&allowed);
    let names = names_of(&tx, found.iter().filter_map(|r| r.lots_id)).await?;
    let sealer = sealer(&tx, allowed.participant).await?;
    let mut rows = Vec::with_capacity(found.len());
    for row in &found {
        // written to the coordinator, who chooses another
        let to_reader = asks && row.state == AssignmentState::Declined;
        let words = row.decline_words_sealed.as_deref().filter(|_| to_reader);
        rows.push(AssignmentRow {
            stage: row.asked_stage,
            asked_on: row.asked_on,
            lots: row.lots_id.and_then(|u| names.get(&u)).cloned(),
            state: row.state,
            since: local_day(row.state_since),
            decline_words: sealer.open("lots_assignment", "decline_words_sealed", row.id.0, words)?,
            end: row.ended_on.zip(row.end_reason),
            earlier_contacts: row.earlier_contacts,
        });
    }
    let facts = current.map(|r| AssignmentFacts { case: (*allowed).clone(), state: r.state, lots: r.lots_id });
    let protected = allowed.protected_identity;
    let everyone = if asks { store::everyone(&tx, actor.association).await? } else { Vec::new() };
    Ok(LotsView {
        case: id,
        heading: heading(&tx, actor, &allowed).await?,
        rows,
        may_ask: asks && !protected && current.is_none() && ASKING.contains(&allowed.state.code()),
        may_assign: asks && !protected && current.is_some(),
        protected: asks && protected,
        hands_over: current.is_some_and(|r| r.state.is_taken() && r.lots_id.is_some()),
        may_begin: facts.as_ref().is_some_and(|f| actor.might::<BeginLots>(f)),
        may_answer: facts.as_ref().is_some_and(|f| actor.might::<AnswerLots>(f)),
        may_end: facts.as_ref().is_some_and(|f| actor.might::<EndLots>(f)),
        everyone: offered(everyone),
    })
}

fn offered(everyone: Vec<(UserId, String)>) -> Vec<(String, String)> {
    everyone.into_iter().map(|(id, name)| (id.to_string(), name)).collect()
}

/// The assignments of the actor's list, the oldest first.
pub async fn list(
    db: &Db,
    actor: &Actor,
    filter: &AssignmentFilter,
    request: &PageRequest,
) -> Result<AssignmentList, AppError> {
    let tx = db.read().await?;
    let mut find = lots_assignment::Entity::find().filter(store::listed_for(&tx, actor));
    find = match AssignmentState::from_code(&filter.state) {
        Ok(state) => find.filter(lots_assignment::Column::State.eq(state)),
        Err(_) if filter.state == "all" => find,
        Err(_) => {
            let open = lots_assignment::Column::State.is_in(AssignmentState::CURRENT);
            find.filter(Condition::all().add(open).add(store::awake(actor)))
        }
    };
    if let Ok(lots) = filter.lots.parse::<UserId>() {
        find = find.filter(lots_assignment::Column::LotsId.eq(lots));
    } else if filter.lots == "none" {
        find = find.filter(lots_assignment::Column::LotsId.is_null());
    }
    if let Some(numbered) = numbered(&filter.number) {
        find = find.filter(lots_assignment::Column::CaseId.in_subquery(numbered));
    }
    let key = |row: &lots_assignment::Model| Cursor { at: row.asked_at, id: row.id.0 };
    let columns = (lots_assignment::Column::AskedAt, lots_assignment::Column::Id);
    let found = page(tx.conn(), find, columns, filter.latest_first, request, key).await?;
    let rows = listed(&tx, actor, &found.rows).await?;
    let coordinates = actor.has(Role::Coordinator);
    let everyone = if coordinates { store::everyone(&tx, actor.association).await? } else { Vec::new() };
    let page = Page { rows, next: found.next, previous: found.previous, total: None };
    Ok(AssignmentList { page, everyone: offered(everyone) })
}

async fn listed(
    tx: &ReadTx,
    actor: &Actor,
    found: &[lots_assignment::Model],
) -> Result<Vec<ListedAssignment>, AppError> {
    let labels = labels(tx, actor, &found.iter().map(|r| r.case_id).collect::<Vec<_>>()).await?;
    let names = names_of(tx, found.iter().filter_map(|r| r.lots_id)).await?;
    let row = |row: &lots_assignment::Model| {
        let label = labels.get(&row.case_id)?;
        Some(ListedAssignment {
            case: row.case_id,
            label: label.line(),
            opens: label.opens,
            may_only_end: !label.opens && AssignmentState::CURRENT.contains(&row.state),
            stage: row.asked_stage,
            lots: row.lots_id.and_then(|u| names.get(&u)).filter(|_| label.opens).cloned(),
            state: row.state,
            asked_on: row.asked_on,
            may_answer: row.state == AssignmentState::Asked && row.lots_id == Some(actor.user),
        })
    };
    Ok(found.iter().filter_map(row).collect())
}

/// Lots: what they are asked to take. Coordinators: what nobody has been given, or was declined.
pub async fn tasks(tx: &ReadTx, actor: &Actor) -> Result<Vec<Task>, AppError> {
    let mut waiting = Condition::any();
    if actor.has(Role::Lots) {
        let asked = lots_assignment::Column::State.eq(AssignmentState::Asked);
        waiting = waiting.add(Condition::all().add(asked).add(lots_assignment::Column::LotsId.eq(actor.user)));
    }
    if actor.has(Role::Coordinator) {
        // one that an import brought is under way without anybody's name
        let free = lots_assignment::Column::State.is_in(AssignmentState::CURRENT);
        waiting = waiting.add(Condition::all().add(free).add(lots_assignment::Column::LotsId.is_null()));
    }
    if waiting.is_empty() {
        return Ok(Vec::new());
    }
    let rows = lots_assignment::Entity::find()
        .filter(store::listed_for(tx, actor))
        .filter(store::readable(tx, actor))
        .filter(store::awake(actor))
        .filter(waiting)
        .order_by_asc(lots_assignment::Column::StateSince)
        .limit(50)
        .all(tx.conn())
        .await?;
    let labels = labels(tx, actor, &rows.iter().map(|r| r.case_id).collect::<Vec<_>>()).await?;
    let task = |row: lots_assignment::Model| {
        let mine = row.lots_id.is_some();
        let what = match (mine, row.state) {
            (true, _) => texts::TASK_ANSWER,
            (false, AssignmentState::Declined) => texts::TASK_DECLINED,
            (false, _) => texts::TASK_UNASSIGNED,
        };
        Task {
            what: what.get(actor.lang).to_owned(),
            detail: row.asked_stage.words().get(actor.lang).to_owned(),
            about: labels.get(&row.case_id).map(|l| l.line()).unwrap_or_default(),
            case: Some(row.case_id),
            href: format!("/cases/{}/lots/{}", row.case_id, if mine { "answer" } else { "assign" }),
            whose: YOU.get(actor.lang).to_owned(),
            since: local_day(row.state_since),
            due: None,
        }
    };
    Ok(rows.into_iter().map(task).collect())
}
