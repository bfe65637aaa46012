//! How many questions there were, what is deleted of them, and what a description is held against.
use super::{consultation, consultation_tally, delete_entries};
use crate::{
    cases::{scope::unprotected, store::cases},
    consultations::rules::{AgeBand, ConsultationState, FEW, KEPT_DAYS},
    db::{Tx, WriteTx},
    kernel::{
        error::AppError,
        id::{AssociationId, ConsultationId, DistrictId, ParticipantId},
        local_time::{local_day, year_bounds},
    },
    organisation::store::{agency, district},
    referrals::store::referral_draft,
};
use chrono::{DateTime, Datelike, Duration, NaiveDate, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, Query, SelectStatement},
};
use std::collections::BTreeMap;

fn drafts() -> SelectStatement {
    Query::select().column(referral_draft::Column::Id).from(referral_draft::Entity).to_owned()
}

/// Of which no referral is being written.
fn without_draft() -> Condition {
    let none = consultation::Column::DraftId.is_null();
    Condition::any().add(none).add(consultation::Column::DraftId.not_in_subquery(drafts()))
}

/// Deletes the questions that nobody has touched for 90 days, at most so many, and says which. They are counted first. One
/// of which a referral is being written waits for that.
pub async fn delete_old(tx: &WriteTx) -> Result<Vec<(ConsultationId, AssociationId)>, AppError> {
    let old = consultation::Column::ChangedAt.lt(tx.now() - Duration::days(KEPT_DAYS));
    let mut find = consultation::Entity::find().filter(old.clone()).filter(without_draft()).limit(200);
    if tx.locks_rows() {
        // what someone writes in meanwhile is not old any longer
        find = find.lock_exclusive();
    }
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

/// How many people of that age the association has had from that district, or from any, until this year began: no more than
/// [`FEW`] are counted. Of this year nothing is told: else whoever asks again would see when someone else's case comes. Nor of
/// who lives where with protected identity.
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
        .filter(cases::Column::AgeAtSubmission.between(from, to))
        .filter(cases::Column::SubmittedOn.lt(first_of_year(tx.today())));
    if let Some(district) = district {
        find = find.filter(cases::Column::DistrictId.eq(district)).filter(unprotected());
    }
    let people: Vec<ParticipantId> = find.limit(FEW as u64).into_tuple().all(tx.conn()).await?;
    Ok(people.len())
}

fn first_of_year(day: NaiveDate) -> NaiveDate {
    day.with_ordinal(1).unwrap_or(day)
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
