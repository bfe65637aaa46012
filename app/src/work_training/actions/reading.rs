//! One placement: opened, for its forms, and on its case's page.
use super::{
    lists::{self, Only},
    look,
};
use crate::{
    access::{Actor, Allowed},
    accounts::store::names_of,
    audit::{Details, EventCode, SubjectKind, store::changes_of},
    cases::{
        self,
        policy::{CaseFacts, Sight},
        rules::{CasePart, EndReason},
    },
    db::{Db, ReadTx, Tx},
    kernel::{
        code::Code,
        error::AppError,
        id::{CaseId, PlacementId},
        lang::Lang,
        local_time::to_local,
        swedish,
    },
    participants::{
        policy::is_told_of_protection,
        rules::short_name,
        sealing,
        store::{participant, person_of},
    },
    plans::store::activity,
    ui::form::Options,
    work_training::{
        api::{CasePlacementRows, Change, NotHere, PlacementPage, RequestRow, StepPage, Whole},
        policy::{
            EndPlacement, MovePlacement, OpenPlacement, Origin, PlacementFacts, RequestPlacement, SeeCasePlacements,
            SeeWorkTraining, WorkTraining, placement_sight,
        },
        rules::{NextStage, Stage, StopReason, case_may_ask},
        store::{self, placement},
        texts,
    },
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

/// Opens a placement: the opening is written in the log before anything is shown.
pub async fn open(db: &Db, actor: &Actor, id: PlacementId) -> Result<PlacementPage, AppError> {
    let tx = db.begin().await?;
    let allowed: Allowed<OpenPlacement> = actor.may(super::load(&tx, actor, id).await?.0)?;
    let entry = allowed.did(EventCode::PlacementOpened.into());
    tx.commit(entry).await?;
    let tx = db.read().await?;
    let (facts, row) = look(&tx, actor, id).await?;
    let days = lists::information_meeting_days(&tx, actor.association).await?;
    let whole = match placement_sight(actor, &facts) {
        Some((_, Sight::Whole)) => Some(whole(&tx, actor, (&facts, &row)).await?),
        _ => None,
    };
    Ok(PlacementPage {
        id,
        who: who(&tx, actor, (&facts, &row)).await?,
        stage: row.stage,
        requested_on: row.requested_on,
        information_meeting_on: row.information_meeting_on,
        mapping_on: row.mapping_on,
        study_visit_on: row.study_visit_on,
        started_on: row.started_on,
        ended_on: row.ended_on,
        due: lists::due(&row, days),
        whole,
        may_move: actor.might::<MovePlacement>(&facts),
        may_end: actor.might::<EndPlacement>(&facts),
        reference: row.reference,
    })
}

/// Whom a placement's pages are about, by given name and the family name's first letter, as the pages below a case do: for
/// those who see more than the shell, and never a protected identity's.
async fn who(
    tx: &ReadTx,
    actor: &Actor,
    (facts, row): (&PlacementFacts, &placement::Model),
) -> Result<Option<String>, AppError> {
    if !matches!(placement_sight(actor, facts), Some((_, Sight::Whole))) {
        return Ok(None);
    }
    let of_case = match row.case_id {
        Some(case) => Some(person_of(tx, case).await?),
        None => None,
    };
    let protected = match &of_case {
        Some(stated) => is_told_of_protection(actor, stated.protected, facts.protected_identity),
        None => facts.protected_identity,
    };
    let (given, family) = store::name_of(row, of_case.as_ref());
    Ok(Some(short_name(given, family)).filter(|name| !protected && !name.is_empty()))
}

async fn whole(
    tx: &ReadTx,
    actor: &Actor,
    (facts, row): (&PlacementFacts, &placement::Model),
) -> Result<Whole, AppError> {
    let person = participant::Entity::find_by_id(facts.participant).one(tx.conn()).await?;
    let person = person.ok_or(AppError::NotFound)?;
    let sealer = sealing::Sealer::of(tx.keys(), &person)?;
    let place = match row.place_id {
        Some(id) => lists::place_rows(tx, actor.association, Only::Place(id)).await?.pop(),
        None => None,
    };
    let case = match &facts.origin {
        Origin::AnotherWay => None,
        Origin::Case(case) => Some((case.id, case.number.clone())),
    };
    let users = names_of(tx, row.requested_by).await?;
    let of_case = match row.case_id {
        Some(case) => Some(person_of(tx, case).await?),
        None => None,
    };
    let (given, family) = store::name_of(row, of_case.as_ref());
    Ok(Whole {
        name: lists::full_name(actor, given, family),
        case,
        entry: row.entry,
        wishes: sealer.open("placement", "wishes_sealed", row.id.0, row.wishes_sealed.as_deref())?,
        requested_by: row.requested_by.and_then(|u| users.get(&u).cloned()).unwrap_or_default(),
        place,
        may_open_place: actor.might::<SeeWorkTraining>(&WorkTraining { association: facts.association }),
        hours: row.hours_per_week,
        end_reason: row.end_reason,
        stop_reason: row.stop_reason,
        changes: changes(tx, actor.lang, row.id).await?,
    })
}

async fn changes(tx: &ReadTx, lang: Lang, id: PlacementId) -> Result<Vec<Change>, AppError> {
    let happened = changes_of(tx, SubjectKind::Placement, id.0).await?;
    let users = names_of(tx, happened.iter().filter_map(|h| h.actor)).await?;
    let change = |h: crate::audit::store::Happened| Change {
        at: to_local(h.at),
        what: h.code.words().get(lang).to_owned(),
        detail: detail(lang, h.code, &h.details),
        by: h.actor.and_then(|u| users.get(&u).cloned()).unwrap_or_default(),
    };
    Ok(happened.into_iter().map(change).collect())
}

/// Which stage or reason, and on which day.
fn detail(lang: Lang, event: EventCode, details: &Details) -> String {
    let code = details.code.as_deref().unwrap_or_default();
    let words = match event {
        EventCode::PlacementMoved => Stage::from_code(code).ok().map(Code::words),
        EventCode::PlacementStopped => StopReason::from_code(code).ok().map(Code::words),
        EventCode::PlacementEnded => EndReason::from_code(code).ok().map(Code::words),
        _ => None,
    };
    let day = details.day.map(|d| swedish::long_day(lang, d));
    let parts: Vec<String> = words.map(|w| w.get(lang).to_owned()).into_iter().chain(day).collect();
    parts.join(", ")
}

/// What the forms of one placement need, for those who may use one of them.
pub async fn step(db: &Db, actor: &Actor, id: PlacementId) -> Result<StepPage, AppError> {
    let tx = db.read().await?;
    let (facts, row) = look(&tx, actor, id).await?;
    let facts = match actor.might::<MovePlacement>(&facts) {
        true => actor.may::<MovePlacement>(facts)?.into_subject(),
        false => actor.may::<EndPlacement>(facts)?.into_subject(),
    };
    let next = NextStage::ALL.iter().filter(|to| facts.state.may_move_to(**to));
    let next = next.map(|to| (to.code().to_owned(), to.words().get(actor.lang).to_owned())).collect();
    let places = match actor.might::<MovePlacement>(&facts) {
        true => place_options(&tx, actor).await?,
        false => Options::new(),
    };
    let who = who(&tx, actor, (&facts, &row)).await?;
    let not_before = row.started_on.unwrap_or_else(|| facts.state.way().latest());
    Ok(StepPage {
        id,
        who,
        stage: row.stage,
        next,
        not_before,
        place: row.place_id.map(|p| p.to_string()).unwrap_or_default(),
        hours: row.hours_per_week.map(|h| h.to_string()).unwrap_or_default(),
        places,
        reference: row.reference,
    })
}

/// Open places with their free seats, those with one first.
async fn place_options(tx: &ReadTx, actor: &Actor) -> Result<Options, AppError> {
    let lang = actor.lang;
    let mut rows = lists::place_rows(tx, actor.association, Only::Everything).await?;
    rows.retain(|p| !p.closed);
    rows.sort_by(|a, b| (a.free == 0, &a.name, &a.provider_name).cmp(&(b.free == 0, &b.name, &b.provider_name)));
    let option = |p: crate::work_training::api::PlaceRow| {
        let district = p.district.map(|d| format!(", {d}")).unwrap_or_default();
        let free = match p.free {
            0 => texts::FULL_WAITING.with(lang, p.waiting),
            1 => texts::FREE_ONE.get(lang).to_owned(),
            n => texts::FREE_OF.with(lang, n),
        };
        (p.id.to_string(), format!("{}, {}{district} ({free})", p.name, p.provider_name))
    };
    Ok(rows.into_iter().map(option).collect())
}

/// A case's placements on its page, and whether work training can be asked for.
pub async fn of_case(db: &Db, actor: &Actor, case: CaseId) -> Result<CasePlacementRows, AppError> {
    let tx = cases::actions::opened::<SeeCasePlacements>(db, actor, case, CasePart::WorkTraining).await?;
    let facts = actor.may::<SeeCasePlacements>(cases::actions::look(&tx, actor, case).await?)?;
    let rows = placement::Entity::find()
        .filter(placement::Column::CaseId.eq(facts.id))
        .order_by_desc(placement::Column::RequestedOn)
        .order_by_desc(placement::Column::Id)
        .all(tx.conn())
        .await?;
    let asks = may_request(actor, &facts) && !rows.iter().any(|r| r.stage.is_live());
    let protected = asks && refused_to(&tx, actor, &facts).await? == Some(NotHere::Protected);
    let days = lists::information_meeting_days(&tx, actor.association).await?;
    let rows = lists::lines(&tx, actor, rows, days).await?;
    Ok(CasePlacementRows { protected, rows, may_request: asks && !facts.protected_identity })
}

fn may_request(actor: &Actor, facts: &CaseFacts) -> bool {
    actor.might::<RequestPlacement>(facts) && case_may_ask(facts.state.code())
}

/// Why work training can't be asked for in this case. That the identity is protected is told to those alone who may know.
pub(super) async fn refused_to(tx: &impl Tx, actor: &Actor, case: &CaseFacts) -> Result<Option<NotHere>, AppError> {
    if !case.protected_identity {
        return Ok(None);
    }
    let stated = person_of(tx, case.id).await?.protected;
    let told = is_told_of_protection(actor, stated, case.protected_identity);
    Ok(Some(if told { NotHere::Protected } else { NotHere::NotSaid }))
}

/// The case's number and activities, for the request. A request is refused later where the case's state does not admit it.
pub async fn request_page(db: &Db, actor: &Actor, case: CaseId) -> Result<RequestRow, AppError> {
    let tx = cases::actions::opened::<RequestPlacement>(db, actor, case, CasePart::WorkTraining).await?;
    let facts = actor.may::<RequestPlacement>(cases::actions::look(&tx, actor, case).await?)?;
    let sealer = sealing::sealer(&tx, facts.participant).await?;
    let rows = activity::Entity::find()
        .filter(activity::Column::CaseId.eq(facts.id))
        .order_by_asc(activity::Column::Ordinal)
        .all(tx.conn())
        .await?;
    let mut activities = Options::with_capacity(rows.len());
    for a in rows {
        let text = sealer.open("activity", "text_sealed", a.id.0, Some(&a.text_sealed))?;
        activities.push((a.id.to_string(), text.chars().take(90).collect()));
    }
    let refused = refused_to(&tx, actor, &facts).await?;
    Ok(RequestRow { heading: cases::label::heading(&tx, actor, &facts).await?, activities, refused })
}
