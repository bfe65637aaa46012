//! Questions, and what is written in them.
mod counting;

use super::{
    policy::{Ask, ConsultationFacts},
    rules::{AgeBand, ConsultationState, support::Support},
};
use crate::{
    access::{Actor, Allowed, Loaded, Verb},
    db::{Tx, WriteTx},
    kernel::{
        error::AppError,
        id::{AssociationId, ConsultationEntryId, ConsultationId, DistrictId, ReferralId, UnitId, UserId},
        keys::Aad,
    },
    organisation::rules::Party,
    referrals::store::referral_draft,
};
use chrono::{DateTime, Utc};
pub use counting::{counted, delete_old, first_year, known_people, words_of_places};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};
use serde::{Deserialize, Serialize};

crate::entities! {
    /// A question. What it says and whom it describes is there while it is open only.
    consultation = "consultation" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: ConsultationId,
        association_id: AssociationId,
        author_id: UserId,
        unit_id: UnitId,
        state: ConsultationState,
        age_band: Option<AgeBand>,
        district_id: Option<DistrictId>,
        sealed: Option<Vec<u8>>,
        asked_at: DateTime<Utc>,
        changed_at: DateTime<Utc>,
        draft_id: Option<ReferralId>,
    }
    /// An answer, or what was added.
    consultation_entry = "consultation_entry" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: ConsultationEntryId,
        consultation_id: ConsultationId,
        author_id: UserId,
        by_coordinator: bool,
        written_at: DateTime<Utc>,
        sealed: Vec<u8>,
    }
    /// How many of a year's questions have been deleted, and how many of those became referrals.
    consultation_tally = "consultation_tally" {
        #[sea_orm(primary_key, auto_increment = false)]
        association_id: AssociationId,
        #[sea_orm(primary_key, auto_increment = false)]
        year: i32,
        asked: i32,
        became: i32,
    }
}

/// What is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    pub situation: String,
    pub question: String,
    pub parties: Vec<Party>,
}

/// What is answered or added.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    pub text: String,
    pub supports: Vec<Support>,
}

fn seal<T: Serialize>(tx: &impl Tx, what: &T, aad: &Aad) -> Result<Vec<u8>, AppError> {
    Ok(tx.keys().seal(&serde_json::to_vec(what).map_err(AppError::fault)?, aad))
}

fn open<T: for<'de> Deserialize<'de>>(tx: &impl Tx, sealed: &[u8], aad: &Aad) -> Result<T, AppError> {
    serde_json::from_slice(&tx.keys().open(sealed, aad)?).map_err(AppError::fault)
}

fn of_question(id: ConsultationId) -> Aad {
    Aad::new("consultation", "sealed", id.0)
}

fn of_entry(id: ConsultationEntryId) -> Aad {
    Aad::new("consultation_entry", "sealed", id.0)
}

/// What the question says; nothing where it is over.
pub fn question_of(tx: &impl Tx, row: &consultation::Model) -> Result<Question, AppError> {
    row.sealed.as_deref().map_or(Ok(Question::default()), |sealed| open(tx, sealed, &of_question(row.id)))
}

/// What an entry says.
pub fn said_in(tx: &impl Tx, row: &consultation_entry::Model) -> Result<Said, AppError> {
    open(tx, &row.sealed, &of_entry(row.id))
}

fn facts_of(row: &consultation::Model) -> ConsultationFacts {
    ConsultationFacts {
        id: row.id,
        association: row.association_id,
        author: row.author_id,
        unit: row.unit_id,
        state: row.state,
        draft: row.draft_id,
    }
}

/// A new question of the actor's, for the policy.
pub fn new<'tx>(tx: &'tx WriteTx, actor: &Actor, unit: UnitId) -> Loaded<'tx, ConsultationFacts> {
    let facts = ConsultationFacts {
        id: ConsultationId::new(),
        association: actor.association,
        author: actor.user,
        unit,
        state: ConsultationState::Asked,
        draft: None,
    };
    Loaded::from_tx(tx, facts)
}

/// Writes a new question.
pub async fn insert(
    tx: &WriteTx,
    allowed: &Allowed<'_, Ask>,
    (age_band, district): (AgeBand, Option<DistrictId>),
    question: &Question,
) -> Result<(), AppError> {
    let row = consultation::Model {
        id: allowed.id,
        association_id: allowed.association,
        author_id: allowed.author,
        unit_id: allowed.unit,
        state: allowed.state,
        age_band: Some(age_band),
        district_id: district,
        sealed: Some(seal(tx, question, &of_question(allowed.id))?),
        asked_at: tx.now(),
        changed_at: tx.now(),
        draft_id: None,
    };
    consultation::Entity::insert(row.into_active_model()).exec_without_returning(tx.conn()).await?;
    Ok(())
}

/// A question at the actor's association, locked in a write on PostgreSQL. Whose it is, the policy asks.
pub async fn load<'tx>(
    tx: &'tx impl Tx,
    actor: &Actor,
    id: ConsultationId,
    lock: bool,
) -> Result<(Loaded<'tx, ConsultationFacts>, consultation::Model), AppError> {
    one(tx, actor, consultation::Column::Id.eq(id), lock).await?.ok_or(AppError::NotFound)
}

/// The question from which this referral was begun, locked.
pub async fn begun<'tx>(
    tx: &'tx WriteTx,
    actor: &Actor,
    draft: ReferralId,
) -> Result<Option<Loaded<'tx, ConsultationFacts>>, AppError> {
    Ok(one(tx, actor, consultation::Column::DraftId.eq(draft), true).await?.map(|found| found.0))
}

async fn one<'tx>(
    tx: &'tx impl Tx,
    actor: &Actor,
    which: Expr,
    lock: bool,
) -> Result<Option<(Loaded<'tx, ConsultationFacts>, consultation::Model)>, AppError> {
    let mut find =
        consultation::Entity::find().filter(which).filter(consultation::Column::AssociationId.eq(actor.association));
    if lock && tx.locks_rows() {
        find = find.lock_exclusive();
    }
    let found = find.one(tx.conn()).await?;
    Ok(found.map(|row| (Loaded::from_tx(tx, facts_of(&row)), row)))
}

/// What was answered and added, in its order. The caller has loaded the question.
pub async fn entries_of(tx: &impl Tx, id: ConsultationId) -> Result<Vec<consultation_entry::Model>, AppError> {
    Ok(consultation_entry::Entity::find()
        .filter(consultation_entry::Column::ConsultationId.eq(id))
        .order_by_asc(consultation_entry::Column::WrittenAt)
        .order_by_asc(consultation_entry::Column::Id)
        .all(tx.conn())
        .await?)
}

/// Writes an entry, after which the question stands so.
pub async fn write<A: Verb<Facts = ConsultationFacts>>(
    tx: &WriteTx,
    allowed: &Allowed<'_, A>,
    by_coordinator: bool,
    said: &Said,
    state: ConsultationState,
) -> Result<ConsultationEntryId, AppError> {
    let id = ConsultationEntryId::new();
    let row = consultation_entry::Model {
        id,
        consultation_id: allowed.id,
        author_id: allowed.user(),
        by_coordinator,
        written_at: tx.now(),
        sealed: seal(tx, said, &of_entry(id))?,
    };
    consultation_entry::Entity::insert(row.into_active_model()).exec_without_returning(tx.conn()).await?;
    change(tx, allowed, state, vec![]).await?;
    Ok(id)
}

/// Notes the referral that was begun from the question.
pub async fn link<A: Verb<Facts = ConsultationFacts>>(
    tx: &WriteTx,
    allowed: &Allowed<'_, A>,
    draft: ReferralId,
) -> Result<(), AppError> {
    change(tx, allowed, allowed.state, vec![(consultation::Column::DraftId, Expr::value(draft))]).await
}

/// Ends the question: what it says is deleted.
pub async fn end<A: Verb<Facts = ConsultationFacts>>(
    tx: &WriteTx,
    allowed: &Allowed<'_, A>,
    state: ConsultationState,
) -> Result<(), AppError> {
    delete_entries(tx, allowed.id).await?;
    let emptied = vec![
        (consultation::Column::Sealed, Expr::value(Option::<Vec<u8>>::None)),
        (consultation::Column::AgeBand, Expr::value(Option::<AgeBand>::None)),
        (consultation::Column::DistrictId, Expr::value(Option::<DistrictId>::None)),
    ];
    change(tx, allowed, state, emptied).await
}

async fn change<A: Verb<Facts = ConsultationFacts>>(
    tx: &WriteTx,
    allowed: &Allowed<'_, A>,
    state: ConsultationState,
    also: Vec<(consultation::Column, Expr)>,
) -> Result<(), AppError> {
    let mut update = consultation::Entity::update_many()
        .col_expr(consultation::Column::State, Expr::value(state))
        .col_expr(consultation::Column::ChangedAt, Expr::value(tx.now()));
    for (column, value) in also {
        update = update.col_expr(column, value);
    }
    let changed = update
        .filter(consultation::Column::Id.eq(allowed.id))
        .filter(consultation::Column::State.eq(allowed.state))
        .exec(tx.conn())
        .await?;
    if changed.rows_affected == 1 { Ok(()) } else { Err(AppError::Conflict) }
}

async fn delete_entries(tx: &WriteTx, id: ConsultationId) -> Result<(), AppError> {
    let of = consultation_entry::Column::ConsultationId.eq(id);
    consultation_entry::Entity::delete_many().filter(of).exec(tx.conn()).await?;
    Ok(())
}

/// Whether the referral that was begun from it is still being written.
pub async fn is_being_written(tx: &impl Tx, draft: ReferralId) -> Result<bool, AppError> {
    Ok(!being_written(tx, vec![draft]).await?.is_empty())
}

/// Those of these referrals that are still being written.
pub async fn being_written(tx: &impl Tx, drafts: Vec<ReferralId>) -> Result<Vec<ReferralId>, AppError> {
    if drafts.is_empty() {
        return Ok(drafts);
    }
    Ok(referral_draft::Entity::find()
        .select_only()
        .column(referral_draft::Column::Id)
        .filter(referral_draft::Column::Id.is_in(drafts))
        .into_tuple()
        .all(tx.conn())
        .await?)
}
