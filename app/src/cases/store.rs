//! Cases in the database.
mod facts;
pub mod written;

use self::{facts::facts, written::LookedAt};
use super::{
    policy::CaseFacts,
    rules::{CaseState, Education, EndReason, Livelihood, StateCode, SupportBand, Track},
    turn::TurnFacts,
};
use crate::{
    access::Loaded,
    consents,
    db::{Tx, WriteTx},
    kernel::{
        error::AppError,
        id::{AgencyId, AssociationId, CaseId, DistrictId, ParticipantId, UnitId, UserId},
        local_time::local_day,
    },
    meetings::rules::MeetingForm,
    organisation::rules::Party,
    referrals::rules::ReturnReason,
    work_training::{rules::Stage, store::placement},
};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, OnConflict},
};
use std::collections::HashMap;

crate::entities! {
    cases = "cases" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: CaseId,
        association_id: AssociationId,
        participant_id: ParticipantId,
        number: String,
        track: Track,
        state: StateCode,
        state_since: DateTime<Utc>,
        submitted_at: DateTime<Utc>,
        submitted_on: NaiveDate,
        /// The place in the queue, kept while a meeting is booked.
        queue_at: Option<DateTime<Utc>>,
        queue_reason_sealed: Option<Vec<u8>>,
        referrer_id: UserId,
        unit_id: UnitId,
        agency_id: AgencyId,
        referring_party: Party,
        district_id: Option<DistrictId>,
        age_at_submission: Option<i32>,
        support_band: SupportBand,
        education: Education,
        meeting_form: Option<MeetingForm>,
        question_sealed: Option<Vec<u8>>,
        tried_sealed: Option<Vec<u8>>,
        own_words_sealed: Option<Vec<u8>>,
        own_goal_sealed: Option<Vec<u8>>,
        exception_reason_sealed: Option<Vec<u8>>,
        return_reason: Option<ReturnReason>,
        return_words_sealed: Option<Vec<u8>>,
        withdrawal_words_sealed: Option<Vec<u8>>,
        closed_on: Option<NaiveDate>,
        end_reason: Option<EndReason>,
        end_words_sealed: Option<Vec<u8>>,
        reopened_from: Option<CaseId>,
        /// Imported, and not taken up by a coordinator yet: makes no task and no reminder.
        dormant: bool,
    }
    case_livelihood = "case_livelihood" {
        #[sea_orm(primary_key, auto_increment = false)]
        case_id: CaseId,
        #[sea_orm(primary_key, auto_increment = false)]
        at_end: bool,
        #[sea_orm(primary_key, auto_increment = false)]
        livelihood: Livelihood,
    }
    case_party = "case_party" {
        #[sea_orm(primary_key, auto_increment = false)]
        case_id: CaseId,
        #[sea_orm(primary_key, auto_increment = false)]
        party: Party,
        /// Asked to be at the meeting.
        asked_for: bool,
        /// Involved with the person today, with its handler.
        involved: bool,
        handler_sealed: Option<Vec<u8>>,
    }
    case_number = "case_number" {
        #[sea_orm(primary_key, auto_increment = false)]
        association_id: AssociationId,
        #[sea_orm(primary_key, auto_increment = false)]
        year: i32,
        last: i32,
    }
}

/// The state of a stored row. A row that lacks what its state needs is a fault of the program.
pub fn state_of(row: &cases::Model) -> Result<CaseState, AppError> {
    let missing = || AppError::fault("a case lacks what its state needs");
    Ok(match row.state {
        StateCode::Submitted => CaseState::Submitted,
        StateCode::CompletionRequested => CaseState::CompletionRequested,
        StateCode::InQueue => CaseState::InQueue { place: row.queue_at.ok_or_else(missing)? },
        StateCode::Booked => CaseState::Booked { place: row.queue_at.ok_or_else(missing)? },
        StateCode::Met => CaseState::Met,
        StateCode::PlanEstablished => CaseState::PlanEstablished,
        StateCode::Closed => {
            CaseState::Closed { on: row.closed_on.ok_or_else(missing)?, reason: row.end_reason.ok_or_else(missing)? }
        }
        StateCode::Returned => CaseState::Returned { reason: row.return_reason.ok_or_else(missing)? },
        StateCode::Withdrawn => CaseState::Withdrawn,
    })
}

/// A case at the association with its live relations, locked in a write on PostgreSQL.
pub async fn find<'tx>(
    tx: &'tx impl Tx,
    association: AssociationId,
    id: CaseId,
    lock: bool,
) -> Result<Option<Loaded<'tx, CaseFacts>>, AppError> {
    Ok(find_with_row(tx, association, id, lock).await?.map(|found| found.0))
}

/// The same, with the whole row.
pub(super) async fn find_with_row<'tx>(
    tx: &'tx impl Tx,
    association: AssociationId,
    id: CaseId,
    lock: bool,
) -> Result<Option<(Loaded<'tx, CaseFacts>, cases::Model)>, AppError> {
    let mut find = cases::Entity::find_by_id(id).filter(cases::Column::AssociationId.eq(association));
    if lock && tx.locks_rows() {
        find = find.lock_exclusive();
    }
    let Some(row) = find.one(tx.conn()).await? else { return Ok(None) };
    let facts = facts(tx, &row).await?;
    Ok(Some((Loaded::from_tx(tx, facts), row)))
}

/// A case as it is read once for all parts of a page: by `read`, where none has yet.
pub(super) async fn looked_at(
    tx: &impl Tx,
    id: CaseId,
    read: impl Future<Output = Result<LookedAt, AppError>> + Send,
) -> Result<LookedAt, AppError> {
    tx.once("case", id.0, read).await
}

/// The whole row of a case that has been loaded and allowed.
pub async fn row(tx: &impl Tx, facts: &CaseFacts) -> Result<cases::Model, AppError> {
    let read = async {
        let row = cases::Entity::find_by_id(facts.id).one(tx.conn()).await?.ok_or(AppError::NotFound)?;
        Ok(LookedAt { last: None, facts: facts.clone(), row })
    };
    Ok(looked_at(tx, facts.id, read).await?.row)
}

/// The parties that the case's referral asked for.
pub async fn parties_asked_for(tx: &impl Tx, facts: &CaseFacts) -> Result<Vec<Party>, AppError> {
    let asked = case_party::Entity::find()
        .select_only()
        .column(case_party::Column::Party)
        .filter(case_party::Column::CaseId.eq(facts.id))
        .filter(case_party::Column::AskedFor.eq(true));
    let mut asked: Vec<Party> = asked.into_tuple().all(tx.conn()).await?;
    asked.sort_unstable();
    Ok(asked)
}

/// What the row alone tells of whose turn it is; the caller adds meetings, consent, follow-ups and work training.
pub fn turn_facts(row: &cases::Model) -> TurnFacts {
    TurnFacts {
        state: row.state,
        track: row.track,
        since: local_day(row.state_since),
        submitted_on: row.submitted_on,
        booked_for: None,
        begun: false,
        met_on: None,
        follow_up_due: None,
        wants_meeting: false,
        lots: false,
        training: None,
        consented: true,
        told_all: false,
    }
}

/// How far the latest work training of each of these cases has come. The caller lists cases that the actor may see.
pub async fn training_of(tx: &impl Tx, of: impl Iterator<Item = CaseId>) -> Result<HashMap<CaseId, Stage>, AppError> {
    let rows: Vec<(Option<CaseId>, Stage)> = placement::Entity::find()
        .select_only()
        .columns([placement::Column::CaseId, placement::Column::Stage])
        .filter(placement::Column::CaseId.is_in(of))
        .order_by_asc(placement::Column::RequestedOn)
        .order_by_asc(placement::Column::Id)
        .into_tuple()
        .all(tx.conn())
        .await?;
    // the latest one of a case is the one that stays in the map
    Ok(rows.into_iter().filter_map(|(case, stage)| Some((case?, stage))).collect())
}

/// Stores a new state of a case that was allowed to change, with what the state carries. One that slept wakes.
pub async fn set_state(tx: &WriteTx, facts: &CaseFacts, state: CaseState) -> Result<(), AppError> {
    let mut update = cases::Entity::update_many()
        .col_expr(cases::Column::State, Expr::value(state.code()))
        .filter(cases::Column::Id.eq(facts.id).and(cases::Column::State.eq(facts.state.code())));
    if state.code() != facts.state.code() {
        update = update.col_expr(cases::Column::StateSince, Expr::value(tx.now()));
    }
    update = match state {
        CaseState::InQueue { place } | CaseState::Booked { place } => {
            update.col_expr(cases::Column::QueueAt, Expr::value(place))
        }
        CaseState::Closed { on, reason } => update
            .col_expr(cases::Column::ClosedOn, Expr::value(on))
            .col_expr(cases::Column::EndReason, Expr::value(reason)),
        CaseState::Returned { reason } => update.col_expr(cases::Column::ReturnReason, Expr::value(reason)),
        CaseState::Submitted
        | CaseState::CompletionRequested
        | CaseState::Met
        | CaseState::PlanEstablished
        | CaseState::Withdrawn => update,
    };
    // someone else may have been faster: then nothing is changed, and that is told
    if update.exec(tx.conn()).await?.rows_affected != 1 {
        return Err(AppError::Conflict);
    }
    match (facts.state.code().is_live(), state.code().is_live()) {
        (_, true) => super::waking::wake(tx, facts).await,
        (true, false) => {
            crate::participant_portal::store::end_links(tx, facts.id).await?;
            consents::store::end_with_case(tx, facts).await
        }
        (false, false) => Ok(()),
    }
}

/// Takes the next case number of the year: "2026-0114", unique in the association.
pub async fn next_number(tx: &WriteTx, association: AssociationId, year: i32) -> Result<String, AppError> {
    // the row is locked until the transaction ends: two can't get the same number
    let one_more = OnConflict::columns([case_number::Column::AssociationId, case_number::Column::Year])
        .value(case_number::Column::Last, Expr::col((case_number::Entity, case_number::Column::Last)).add(1))
        .to_owned();
    let first = case_number::ActiveModel { association_id: Set(association), year: Set(year), last: Set(1) };
    let taken = case_number::Entity::insert(first).on_conflict(one_more).exec_with_returning(tx.conn()).await?;
    Ok(format!("{year}-{:04}", taken.last))
}

/// Stores the livelihood and the words at the end.
pub async fn set_ending(
    tx: &WriteTx,
    facts: &CaseFacts,
    livelihood: &[Livelihood],
    words: Option<Vec<u8>>,
) -> Result<(), AppError> {
    cases::Entity::update_many()
        .col_expr(cases::Column::EndWordsSealed, Expr::value(words))
        .filter(cases::Column::Id.eq(facts.id))
        .exec(tx.conn())
        .await?;
    let rows = livelihood.iter().map(|l| case_livelihood::ActiveModel {
        case_id: Set(facts.id),
        at_end: Set(true),
        livelihood: Set(*l),
    });
    case_livelihood::Entity::insert_many(rows).exec_without_returning(tx.conn()).await?;
    Ok(())
}
