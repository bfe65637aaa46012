//! Questions, what is written in them, and how many there were.
use super::{
    policy::{Ask, ConsultationFacts},
    rules::{AgeBand, ConsultationState, FEW, KEPT_DAYS, support::Support},
};
use crate::{
    access::{Actor, Allowed, Loaded, Verb},
    cases::store::cases,
    db::{Tx, WriteTx},
    kernel::{
        error::AppError,
        id::{
            AssociationId, ConsultationEntryId, ConsultationId, DistrictId, ParticipantId, ReferralId, UnitId, UserId,
        },
        keys::Aad,
        local_time::{local_day, year_bounds},
    },
    organisation::{
        rules::Party,
        store::{agency, district},
    },
    referrals::store::referral_draft,
};
use chrono::{DateTime, Datelike, Duration, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, Query, SelectStatement},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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

fn drafts() -> SelectStatement {
    Query::select().column(referral_draft::Column::Id).from(referral_draft::Entity).to_owned()
}

/// Of which no referral is being written.
fn without_draft() -> Condition {
    let none = consultation::Column::DraftId.is_null();
    Condition::any().add(none).add(consultation::Column::DraftId.not_in_subquery(drafts()))
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

/// Deletes the questions that nobody has touched for 90 days, at most so many, and says which. They are counted first. One
/// of which a referral is being written waits for that.
pub async fn delete_old(tx: &WriteTx) -> Result<Vec<(ConsultationId, AssociationId)>, AppError> {
    let old = consultation::Column::ChangedAt.lt(tx.now() - Duration::days(KEPT_DAYS));
    let find = consultation::Entity::find().filter(old.clone()).filter(without_draft()).limit(200);
    let (mut gone, mut tally) = (Vec::new(), BTreeMap::<(AssociationId, i32), (i32, i32)>::new());
    for row in find.all(tx.conn()).await? {
        delete_entries(tx, row.id).await?;
        let delete =
            consultation::Entity::delete_many().filter(consultation::Column::Id.eq(row.id)).filter(old.clone());
        if delete.exec(tx.conn()).await?.rows_affected == 1 {
            let counted = tally.entry((row.association_id, local_day(row.asked_at).year())).or_default();
            counted.0 += 1;
            counted.1 += i32::from(row.state == ConsultationState::Converted);
            gone.push((row.id, row.association_id));
        }
    }
    for ((association, year), (asked, became)) in tally {
        add_to_tally(tx, association, year, (asked, became)).await?;
    }
    Ok(gone)
}

async fn add_to_tally(
    tx: &WriteTx,
    association: AssociationId,
    year: i32,
    (asked, became): (i32, i32),
) -> Result<(), AppError> {
    let added = consultation_tally::Entity::update_many()
        .col_expr(consultation_tally::Column::Asked, Expr::col(consultation_tally::Column::Asked).add(asked))
        .col_expr(consultation_tally::Column::Became, Expr::col(consultation_tally::Column::Became).add(became))
        .filter(consultation_tally::Column::AssociationId.eq(association))
        .filter(consultation_tally::Column::Year.eq(year))
        .exec(tx.conn())
        .await?;
    if added.rows_affected == 0 {
        let row = consultation_tally::ActiveModel {
            association_id: Set(association),
            year: Set(year),
            asked: Set(asked),
            became: Set(became),
        };
        consultation_tally::Entity::insert(row).exec_without_returning(tx.conn()).await?;
    }
    Ok(())
}

/// How many questions were asked in the year, and how many of them became referrals: those that are deleted too.
pub async fn counted(tx: &impl Tx, association: AssociationId, year: i32) -> Result<(i64, i64), AppError> {
    let (from, until) = year_bounds(year);
    let there: Vec<ConsultationState> = consultation::Entity::find()
        .select_only()
        .column(consultation::Column::State)
        .filter(consultation::Column::AssociationId.eq(association))
        .filter(consultation::Column::AskedAt.gte(from).and(consultation::Column::AskedAt.lt(until)))
        .into_tuple()
        .all(tx.conn())
        .await?;
    let became = there.iter().filter(|state| **state == ConsultationState::Converted).count();
    let gone = consultation_tally::Entity::find_by_id((association, year)).one(tx.conn()).await?;
    let (asked_before, became_before) = gone.map_or((0, 0), |t| (i64::from(t.asked), i64::from(t.became)));
    let many = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    Ok((asked_before + many(there.len()), became_before + many(became)))
}

/// The first year in which a question was asked.
pub async fn first_year(tx: &impl Tx, association: AssociationId) -> Result<Option<i32>, AppError> {
    let there: Option<DateTime<Utc>> = consultation::Entity::find()
        .select_only()
        .column(consultation::Column::AskedAt)
        .filter(consultation::Column::AssociationId.eq(association))
        .order_by_asc(consultation::Column::AskedAt)
        .limit(1)
        .into_tuple()
        .one(tx.conn())
        .await?;
    let gone: Option<i32> = consultation_tally::Entity::find()
        .select_only()
        .column(consultation_tally::Column::Year)
        .filter(consultation_tally::Column::AssociationId.eq(association))
        .order_by_asc(consultation_tally::Column::Year)
        .limit(1)
        .into_tuple()
        .one(tx.conn())
        .await?;
    Ok(there.map(|at| local_day(at).year()).into_iter().chain(gone).min())
}

/// How many people of that age the association has had from that district, or from any: no more than [`FEW`] are counted.
pub async fn known_people(
    tx: &impl Tx,
    association: AssociationId,
    age_band: AgeBand,
    district: Option<DistrictId>,
) -> Result<usize, AppError> {
    let (from, to) = age_band.ages();
    let mut find = cases::Entity::find()
        .select_only()
        .column(cases::Column::ParticipantId)
        .distinct()
        .filter(cases::Column::AssociationId.eq(association))
        .filter(cases::Column::AgeAtSubmission.between(from, to));
    if let Some(district) = district {
        find = find.filter(cases::Column::DistrictId.eq(district));
    }
    let people: Vec<ParticipantId> = find.limit(FEW as u64).into_tuple().all(tx.conn()).await?;
    Ok(people.len())
}

/// Words of the association's districts and agencies, in small letters: they are nobody's names.
pub async fn words_of_places(tx: &impl Tx, association: AssociationId) -> Result<Vec<String>, AppError> {
    let districts: Vec<String> = district::Entity::find()
        .select_only()
        .column(district::Column::Name)
        .filter(district::Column::AssociationId.eq(association))
        .into_tuple()
        .all(tx.conn())
        .await?;
    let agencies: Vec<String> = agency::Entity::find()
        .select_only()
        .column(agency::Column::Name)
        .filter(agency::Column::AssociationId.eq(association))
        .into_tuple()
        .all(tx.conn())
        .await?;
    let names = districts.into_iter().chain(agencies).map(|name| name.to_lowercase());
    Ok(names.flat_map(|name| name.split([' ', '-', ',']).map(str::to_owned).collect::<Vec<_>>()).collect())
}
