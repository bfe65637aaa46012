//! Drafts, and what a submitted referral writes.
use super::{
    content::{Complete, Content, Lives},
    rules::DRAFTS_LISTED,
};
use crate::{
    access::{Actor, Allowed, Loaded, Verb},
    cases::{
        rules::StateCode,
        store::{case_livelihood, case_party, cases},
    },
    db::{Tx, WriteTx},
    kernel::{
        error::AppError,
        id::{AssociationId, CaseId, CompletionId, DistrictId, ParticipantId, ReferralId, UnitId, UserId},
        keys::Aad,
    },
    organisation::{
        rules::Party,
        store::{agency, district, unit},
    },
    participants::sealing::Sealer,
    ui::form::Pairs,
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, IntoActiveModel, JoinType, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, sea_query::Expr,
};
use std::collections::HashMap;

crate::entities! {
    /// A referral that is being written: all that was typed, sealed with the installation's key for forms.
    referral_draft = "referral_draft" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: ReferralId,
        association_id: AssociationId,
        author_id: UserId,
        unit_id: UnitId,
        sealed: Vec<u8>,
        made_at: DateTime<Utc>,
        changed_at: DateTime<Utc>,
    }
    /// A question of the coordinator's about a referral, and its answer.
    completion = "completion" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: CompletionId,
        case_id: CaseId,
        asked_by: UserId,
        asked_at: DateTime<Utc>,
        question_sealed: Vec<u8>,
        answered_by: Option<UserId>,
        answered_at: Option<DateTime<Utc>>,
        answer_sealed: Option<Vec<u8>>,
    }
}

/// A draft, opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftFacts {
    pub id: ReferralId,
    pub association: AssociationId,
    pub author: UserId,
    pub unit: UnitId,
    pub values: Pairs,
    pub made_at: DateTime<Utc>,
    pub changed_at: DateTime<Utc>,
}

fn aad(id: ReferralId) -> Aad {
    Aad::new("referral_draft", "sealed", id.0)
}

fn sealed(tx: &impl Tx, id: ReferralId, values: &Pairs) -> Result<Vec<u8>, AppError> {
    let plain = serde_json::to_vec(values).map_err(AppError::fault)?;
    Ok(tx.keys().seal(&plain, &aad(id)))
}

/// What was typed in a draft.
pub fn values_of(tx: &impl Tx, draft: &referral_draft::Model) -> Result<Pairs, AppError> {
    let plain = tx.keys().open(&draft.sealed, &aad(draft.id))?;
    serde_json::from_slice(&plain).map_err(AppError::fault)
}

/// A draft at the association, locked in a write on PostgreSQL. Whose it is, the policy asks.
pub async fn find_draft<'tx>(
    tx: &'tx impl Tx,
    actor: &Actor,
    id: ReferralId,
    lock: bool,
) -> Result<Option<Loaded<'tx, DraftFacts>>, AppError> {
    let mut find = referral_draft::Entity::find_by_id(id)
        .filter(referral_draft::Column::AssociationId.eq(actor.association))
        .filter(referral_draft::Column::AuthorId.eq(actor.user));
    if lock && tx.locks_rows() {
        find = find.lock_exclusive();
    }
    let Some(row) = find.one(tx.conn()).await? else { return Ok(None) };
    let facts = DraftFacts {
        id,
        association: row.association_id,
        author: row.author_id,
        unit: row.unit_id,
        values: values_of(tx, &row)?,
        made_at: row.made_at,
        changed_at: row.changed_at,
    };
    Ok(Some(Loaded::from_tx(tx, facts)))
}

/// What a new draft would be, for the policy.
pub fn new_draft<'tx>(tx: &'tx WriteTx, actor: &Actor, unit: UnitId) -> Loaded<'tx, DraftFacts> {
    let facts = DraftFacts {
        id: ReferralId::new(),
        association: actor.association,
        author: actor.user,
        unit,
        values: Pairs::new(),
        made_at: tx.now(),
        changed_at: tx.now(),
    };
    Loaded::from_tx(tx, facts)
}

pub async fn insert_draft<A: Verb<Facts = DraftFacts>>(tx: &WriteTx, draft: &Allowed<'_, A>) -> Result<(), AppError> {
    let row = referral_draft::Model {
        id: draft.id,
        association_id: draft.association,
        author_id: draft.author,
        unit_id: draft.unit,
        sealed: sealed(tx, draft.id, &draft.values)?,
        made_at: draft.made_at,
        changed_at: draft.changed_at,
    };
    referral_draft::Entity::insert(row.into_active_model()).exec_without_returning(tx.conn()).await?;
    Ok(())
}

pub async fn keep_draft<A: Verb<Facts = DraftFacts>>(
    tx: &WriteTx,
    draft: &Allowed<'_, A>,
    values: &Pairs,
) -> Result<(), AppError> {
    referral_draft::Entity::update_many()
        .col_expr(referral_draft::Column::Sealed, Expr::value(sealed(tx, draft.id, values)?))
        .col_expr(referral_draft::Column::ChangedAt, Expr::value(tx.now()))
        .filter(referral_draft::Column::Id.eq(draft.id))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// Deletes a draft; [`AppError::Conflict`] when someone was faster.
pub async fn delete_draft<A: Verb<Facts = DraftFacts>>(tx: &WriteTx, draft: &Allowed<'_, A>) -> Result<(), AppError> {
    let gone = referral_draft::Entity::delete_by_id(draft.id).exec(tx.conn()).await?;
    if gone.rows_affected == 1 { Ok(()) } else { Err(AppError::Conflict) }
}

/// The author's own drafts, the last changed first: one more than is listed, to know whether there are others.
pub async fn drafts_of(tx: &impl Tx, actor: &Actor) -> Result<Vec<referral_draft::Model>, AppError> {
    Ok(referral_draft::Entity::find()
        .filter(referral_draft::Column::AssociationId.eq(actor.association))
        .filter(referral_draft::Column::AuthorId.eq(actor.user))
        .order_by_desc(referral_draft::Column::ChangedAt)
        .limit(DRAFTS_LISTED as u64 + 1)
        .all(tx.conn())
        .await?)
}

/// How many of these there are.
pub async fn how_many_drafts(tx: &impl Tx, actor: &Actor) -> Result<usize, AppError> {
    let found = referral_draft::Entity::find()
        .filter(referral_draft::Column::AssociationId.eq(actor.association))
        .filter(referral_draft::Column::AuthorId.eq(actor.user))
        .count(tx.conn())
        .await?;
    Ok(usize::try_from(found).unwrap_or(usize::MAX).min(DRAFTS_LISTED + 1))
}

/// Deletes drafts that nobody has touched since then, at most so many, and says which.
pub async fn delete_drafts_before(
    tx: &WriteTx,
    before: DateTime<Utc>,
) -> Result<Vec<(ReferralId, AssociationId)>, AppError> {
    let old: Vec<(ReferralId, AssociationId)> = referral_draft::Entity::find()
        .select_only()
        .column(referral_draft::Column::Id)
        .column(referral_draft::Column::AssociationId)
        .filter(referral_draft::Column::ChangedAt.lt(before))
        .limit(200)
        .into_tuple()
        .all(tx.conn())
        .await?;
    let mut gone = Vec::with_capacity(old.len());
    for (id, association) in old {
        let delete = referral_draft::Entity::delete_many()
            .filter(referral_draft::Column::Id.eq(id).and(referral_draft::Column::ChangedAt.lt(before)));
        if delete.exec(tx.conn()).await?.rows_affected == 1 {
            gone.push((id, association));
        }
    }
    Ok(gone)
}

/// The association's open districts, by name.
pub async fn districts(tx: &impl Tx, association: AssociationId) -> Result<Vec<district::Model>, AppError> {
    Ok(district::Entity::find()
        .filter(district::Column::AssociationId.eq(association))
        .filter(district::Column::ClosedAt.is_null())
        .order_by_asc(district::Column::Name)
        .all(tx.conn())
        .await?)
}

/// When districts of the association were closed.
pub async fn districts_closed(
    tx: &impl Tx,
    association: AssociationId,
) -> Result<HashMap<DistrictId, DateTime<Utc>>, AppError> {
    let closed = district::Entity::find()
        .filter(district::Column::AssociationId.eq(association))
        .filter(district::Column::ClosedAt.is_not_null())
        .all(tx.conn())
        .await?;
    Ok(closed.into_iter().filter_map(|d| Some((d.id, d.closed_at?))).collect())
}

/// Whether the district had been closed by then.
pub fn was_closed(closed: &HashMap<DistrictId, DateTime<Utc>>, district: DistrictId, by: DateTime<Utc>) -> bool {
    closed.get(&district).is_some_and(|at| *at <= by)
}

/// A unit with its agency.
pub async fn unit_of(tx: &impl Tx, id: UnitId) -> Result<(unit::Model, agency::Model), AppError> {
    let of_agency = unit::Entity::belongs_to(agency::Entity).from(unit::Column::AgencyId).to(agency::Column::Id);
    let find = unit::Entity::find_by_id(id).join(JoinType::InnerJoin, of_agency.into()).select_also(agency::Entity);
    let found = find.one(tx.conn()).await?;
    found.and_then(|(unit, agency)| Some((unit, agency?))).ok_or(AppError::NotFound)
}

/// Writes the case that a draft has become. The same draft can't become two: the ids are the same.
pub async fn insert_case<A: Verb<Facts = DraftFacts>>(
    tx: &WriteTx,
    draft: &Allowed<'_, A>,
    referral: &Complete,
    (participant, sealer): (ParticipantId, &Sealer),
    agency: &agency::Model,
    number: String,
) -> Result<CaseId, AppError> {
    let id = CaseId(draft.id.0);
    let content = &referral.content;
    let seal = |column, text: &str| sealer.seal("cases", column, id.0, text);
    let exception = if referral.exceptions.is_empty() { "" } else { content.exception_reason.as_str() };
    let row = cases::Model {
        id,
        association_id: draft.association,
        participant_id: participant,
        number,
        track: referral.track,
        state: StateCode::Submitted,
        state_since: tx.now(),
        submitted_at: tx.now(),
        submitted_on: tx.today(),
        queue_at: None,
        queue_reason_sealed: None,
        referrer_id: draft.author,
        unit_id: draft.unit,
        agency_id: agency.id,
        referring_party: agency.party,
        district_id: district_of(content.lives),
        age_at_submission: Some(referral.age),
        support_band: referral.support_band,
        education: referral.education,
        meeting_form: content.meeting_form,
        question_sealed: seal("question_sealed", &content.question),
        tried_sealed: seal("tried_sealed", &content.tried),
        own_words_sealed: seal("own_words_sealed", &content.own_words),
        own_goal_sealed: seal("own_goal_sealed", &content.own_goal),
        exception_reason_sealed: seal("exception_reason_sealed", exception),
        return_reason: None,
        return_words_sealed: None,
        withdrawal_words_sealed: None,
        closed_on: None,
        end_reason: None,
        end_words_sealed: None,
        reopened_from: None,
        dormant: false,
    };
    cases::Entity::insert(row.into_active_model()).exec_without_returning(tx.conn()).await?;
    insert_parts(tx, id, &referral.content, sealer).await?;
    Ok(id)
}

/// The district that the participant lives in, if it is one of the association's.
pub fn district_of(lives: Lives) -> Option<DistrictId> {
    match lives {
        Lives::In(district) => Some(district),
        Lives::NotSaid | Lives::Elsewhere => None,
    }
}

/// Writes livelihood, parties and handlers of a case that has none yet.
pub async fn insert_parts(tx: &WriteTx, id: CaseId, content: &Content, sealer: &Sealer) -> Result<(), AppError> {
    let livelihood = content.livelihood.iter().map(|l| case_livelihood::ActiveModel {
        case_id: Set(id),
        at_end: Set(false),
        livelihood: Set(*l),
    });
    case_livelihood::Entity::insert_many(livelihood).exec_without_returning(tx.conn()).await?;
    let parties = <Party as crate::kernel::code::Code>::ALL.iter().copied().filter_map(|party| {
        let (asked, involved) = (content.asked_for.contains(&party), content.involved.contains(&party));
        let handler = content.handlers.iter().find(|h| h.0 == party).map_or("", |h| h.1.as_str());
        (asked || involved).then(|| case_party::ActiveModel {
            case_id: Set(id),
            party: Set(party),
            asked_for: Set(asked),
            involved: Set(involved),
            handler_sealed: Set(sealer.seal("case_party", "handler_sealed", id.0, handler)),
        })
    });
    case_party::Entity::insert_many(parties).exec_without_returning(tx.conn()).await?;
    Ok(())
}
