//! A placement's way: requested, moved on, placed, started, ended or stopped.
use super::{Refusal, load, reading::refused_to};
use crate::{
    access::{Actor, Allowed},
    audit::{Details, Event, EventCode, Subject, SubjectKind},
    cases::{self, policy::CaseFacts, rules::EndReason},
    db::{Db, Tx, WriteTx},
    kernel::{
        code::Code,
        error::AppError,
        id::{ActivityId, AssociationId, CaseId, ParticipantId, PlaceId, PlacementId},
        identity_number::IdentityNumber,
    },
    participants::{
        rules::{Gender, Language},
        sealing,
        store::{self as participants, Person},
    },
    plans::store::activity,
    work_training::{
        policy::{AddPlacement, EndPlacement, MovePlacement, PlaceFacts, RequestPlacement},
        rules::{Entry, NextStage, Stage, StopReason, case_may_ask, free_seats},
        store::{self, placement, providers},
    },
};
use chrono::{Datelike, NaiveDate};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

/// A person who comes another way than through a case.
#[derive(Clone, Debug)]
pub struct NewPerson {
    pub identity: IdentityNumber,
    pub given_name: String,
    pub family_name: String,
    pub gender: Gender,
    pub entry: Entry,
}

/// Asks for work training from a case. One at a time is under way.
pub async fn request(
    db: &Db,
    actor: &Actor,
    case: CaseId,
    (activity, wishes): (Option<ActivityId>, String),
) -> Result<(), Refusal> {
    let tx = db.begin().await?;
    let allowed: Allowed<RequestPlacement> = actor.may(cases::actions::load(&tx, actor, case).await?)?;
    if !case_may_ask(allowed.state.code()) {
        return Err(AppError::Conflict.into());
    }
    if let Some(why) = refused_to(&tx, actor, &allowed).await? {
        return Err(Refusal::NotHere(why));
    }
    let activity = own_activity(&tx, allowed.id, activity).await?;
    let asked = request_in(&tx, actor, &allowed, activity, &wishes).await?;
    let (event, placement) = asked.ok_or(Refusal::OneUnderWay)?;
    let entries = (allowed.did(event), allowed.did_to(placement, EventCode::PlacementRequested.into()));
    Ok(tx.commit(entries).await?)
}

/// Whether work training can be asked for in the case: it is far enough, open to work training, and none is under way.
pub async fn can_be_asked_for(tx: &impl Tx, case: &CaseFacts) -> Result<bool, AppError> {
    let open = case_may_ask(case.state.code()) && !case.protected_identity;
    Ok(open && !store::case_has_live(tx, case.id).await?)
}

/// Asks for work training in a case that is allowed and locked. Gives the event of the case and the placement's subject;
/// none when it can't be asked for.
pub async fn request_in(
    tx: &WriteTx,
    actor: &Actor,
    case: &CaseFacts,
    activity: Option<ActivityId>,
    wishes: &str,
) -> Result<Option<(Event, Subject)>, AppError> {
    if !can_be_asked_for(tx, case).await? {
        return Ok(None);
    }
    let mut row = new_row(tx, actor, case.participant, Entry::FinsamTeam, wishes).await?;
    row.case_id = Some(case.id);
    row.activity_id = activity;
    let details = Details { record: Some(row.id.0), ..Details::default() };
    let placement = subject(&row);
    store::insert_placement(tx, row).await?;
    // an imported case that someone works in is taken up
    cases::waking::wake(tx, case).await?;
    Ok(Some((EventCode::PlacementRequested.with(details), placement)))
}

/// Registers a person who comes from another intervention. The participant is found by their identity number, or made.
///
/// The placement keeps the name that was typed: what a case has made known of the same person is neither shown nor changed.
pub async fn add(db: &Db, actor: &Actor, person: NewPerson, wishes: &str) -> Result<PlacementId, Refusal> {
    let tx = db.begin().await?;
    let allowed: Allowed<AddPlacement> = actor.may(store::of_association(&tx, actor.association))?;
    let participant = participant_of(&tx, actor.association, &person).await?;
    if store::participant_has_live(&tx, participant).await? {
        return Err(Refusal::OneUnderWay);
    }
    let mut row = new_row(&tx, actor, participant, person.entry, wishes).await?;
    store::register_as(&mut row, &person.given_name, &person.family_name);
    let id = row.id;
    let entry = allowed.did_to(subject(&row), EventCode::PlacementRequested.into());
    store::insert_placement(&tx, row).await?;
    tx.commit(entry).await?;
    Ok(id)
}

async fn participant_of(tx: &WriteTx, association: AssociationId, p: &NewPerson) -> Result<ParticipantId, AppError> {
    if let Some(known) = participants::by_identity(tx, association, &p.identity).await? {
        if tx.locks_rows() {
            // two requests for the same person wait for each other
            let lock = participants::participant::Entity::find_by_id(known.id).lock_exclusive();
            lock.one(tx.conn()).await?;
        }
        return Ok(known.id);
    }
    let person = Person {
        identity: Some(p.identity),
        given_name: p.given_name.clone(),
        family_name: p.family_name.clone(),
        gender: p.gender,
        district: None,
        language: Language::Swedish.code().to_owned(),
        needs_interpreter: false,
        accessibility: String::new(),
        phone: String::new(),
        email: String::new(),
        protected_identity: false,
    };
    let (row, _) = participants::new_row(tx, association, &person);
    let id = row.id;
    participants::insert(tx, vec![row]).await?;
    Ok(id)
}

async fn new_row(
    tx: &WriteTx,
    actor: &Actor,
    participant: ParticipantId,
    entry: Entry,
    wishes: &str,
) -> Result<placement::Model, AppError> {
    let id = PlacementId::new();
    let sealer = sealing::sealer(tx, participant).await?;
    Ok(placement::Model {
        id,
        association_id: actor.association,
        reference: store::next_reference(tx, actor.association, tx.today().year()).await?,
        participant_id: participant,
        case_id: None,
        activity_id: None,
        entry,
        place_id: None,
        stage: Stage::Requested,
        stage_since: tx.now(),
        requested_on: tx.today(),
        requested_by: Some(actor.user),
        wishes_sealed: sealer.seal("placement", "wishes_sealed", id.0, wishes),
        information_meeting_on: None,
        mapping_on: None,
        study_visit_on: None,
        started_on: None,
        ended_on: None,
        stop_reason: None,
        end_reason: None,
        hours_per_week: None,
        dormant: false,
        given_name: None,
        family_name: None,
        given_folded: None,
        family_folded: None,
    })
}

fn subject(row: &placement::Model) -> Subject {
    Subject { kind: SubjectKind::Placement, id: row.id.0, association: Some(row.association_id) }
}

/// The activity if it is the case's own; what a list did not offer is none.
async fn own_activity(tx: &WriteTx, case: CaseId, id: Option<ActivityId>) -> Result<Option<ActivityId>, AppError> {
    let Some(id) = id else { return Ok(None) };
    let find = activity::Entity::find_by_id(id).filter(activity::Column::CaseId.eq(case));
    Ok(find.one(tx.conn()).await?.map(|a| a.id))
}

/// Moves a placement on to a later stage before the start.
pub async fn move_on(db: &Db, actor: &Actor, id: PlacementId, to: NextStage, on: NaiveDate) -> Result<(), Refusal> {
    let tx = db.begin().await?;
    let allowed: Allowed<MovePlacement> = actor.may(load(&tx, actor, id).await?.0)?;
    let next = allowed.state.move_on(to, on, tx.today())?;
    store::set_state(&tx, (allowed.id, &allowed.state), &next).await?;
    let details = Details {
        code: Some(next.stage().code().to_owned()),
        was: Some(allowed.state.stage().code().to_owned()),
        day: Some(on),
        ..Details::default()
    };
    let entry = allowed.did(EventCode::PlacementMoved.with(details));
    Ok(tx.commit(entry).await?)
}

/// Chooses the place that the person waits for. It may be full: there is a waiting list. Gives whether it is.
pub async fn choose_place(db: &Db, actor: &Actor, id: PlacementId, place: PlaceId) -> Result<bool, Refusal> {
    let tx = db.begin().await?;
    let allowed: Allowed<MovePlacement> = actor.may(load(&tx, actor, id).await?.0)?;
    if !allowed.state.stage().is_waiting() {
        return Err(AppError::Conflict.into());
    }
    let place = open_place(&tx, actor, place).await?;
    store::set_place(&tx, allowed.id, place.id).await?;
    let details = Details { record: Some(place.id.0), ..Details::default() };
    let entry = allowed.did(EventCode::PlacementPlaced.with(details));
    tx.commit(entry).await?;
    Ok(free_seats(place.seats, place.started) == 0)
}

/// The training begins. The place's row is locked and its seats counted: it is never over-full.
pub async fn start(
    db: &Db,
    actor: &Actor,
    id: PlacementId,
    (place, on, hours): (PlaceId, NaiveDate, Option<i32>),
) -> Result<(), Refusal> {
    let tx = db.begin().await?;
    let allowed: Allowed<MovePlacement> = actor.may(load(&tx, actor, id).await?.0)?;
    let place = open_place(&tx, actor, place).await?;
    let next = allowed.state.start(place.id, on, hours, tx.today())?;
    if free_seats(place.seats, place.started) == 0 {
        return Err(Refusal::Full);
    }
    store::set_state(&tx, (allowed.id, &allowed.state), &next).await?;
    let details = Details { record: Some(place.id.0), day: Some(on), count: hours, ..Details::default() };
    let entry = allowed.did(EventCode::PlacementStarted.with(details));
    Ok(tx.commit(entry).await?)
}

async fn open_place(tx: &WriteTx, actor: &Actor, id: PlaceId) -> Result<PlaceFacts, Refusal> {
    let (place, _) = providers::place(tx, actor.association, id, true).await?.ok_or(Refusal::PlaceClosed)?;
    if place.closed { Err(Refusal::PlaceClosed) } else { Ok((*place).clone()) }
}

/// The training ends; its seat is free from now on.
pub async fn end(
    db: &Db,
    actor: &Actor,
    id: PlacementId,
    (on, reason, hours): (NaiveDate, EndReason, Option<i32>),
) -> Result<(), Refusal> {
    let tx = db.begin().await?;
    let allowed: Allowed<EndPlacement> = actor.may(load(&tx, actor, id).await?.0)?;
    let next = allowed.state.end(on, reason, hours, tx.today())?;
    store::set_state(&tx, (allowed.id, &allowed.state), &next).await?;
    let code = Some(reason.code().to_owned());
    let details = Details { code, day: Some(on), count: hours, ..Details::default() };
    let entry = allowed.did(EventCode::PlacementEnded.with(details));
    Ok(tx.commit(entry).await?)
}

/// It stops before it has started.
pub async fn stop(db: &Db, actor: &Actor, id: PlacementId, on: NaiveDate, reason: StopReason) -> Result<(), Refusal> {
    let tx = db.begin().await?;
    let allowed: Allowed<EndPlacement> = actor.may(load(&tx, actor, id).await?.0)?;
    let next = allowed.state.stop(on, reason, tx.today())?;
    store::set_state(&tx, (allowed.id, &allowed.state), &next).await?;
    let code = Some(reason.code().to_owned());
    let details = Details { code, day: Some(on), ..Details::default() };
    let entry = allowed.did(EventCode::PlacementStopped.with(details));
    Ok(tx.commit(entry).await?)
}

/// Ends what is under way in a case that is returned or withdrawn, in the same write: stopped before its start, or ended
/// with its seat free from now on. Gives the events with their subjects. The case is locked.
pub async fn end_with_case(tx: &WriteTx, case: &CaseFacts) -> Result<Vec<(Subject, Event)>, AppError> {
    let mut find = placement::Entity::find()
        .filter(placement::Column::CaseId.eq(case.id))
        .filter(placement::Column::Stage.is_in(Stage::LIVE));
    if tx.locks_rows() {
        find = find.lock_exclusive();
    }
    let (today, mut events) = (tx.today(), Vec::new());
    for row in find.all(tx.conn()).await? {
        let state = store::state_of(&row)?;
        let (next, event, reason) = match state.stage().is_waiting() {
            true => {
                (state.stop(today, StopReason::Other, today), EventCode::PlacementStopped, StopReason::Other.code())
            }
            false => {
                (state.end(today, EndReason::Other, None, today), EventCode::PlacementEnded, EndReason::Other.code())
            }
        };
        let next = next.map_err(|_| AppError::Conflict)?;
        store::set_state(tx, (row.id, &state), &next).await?;
        let details = Details { code: Some(reason.to_owned()), day: Some(today), ..Details::default() };
        events.push((subject(&row), event.with(details)));
    }
    Ok(events)
}
