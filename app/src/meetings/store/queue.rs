//! The queue: cases that wait for a meeting, in the order of their places.
use crate::{
    access::Actor,
    cases::{
        label::{self, Whom},
        rules::{StateCode, Track},
        scope,
        store::{case_party, cases},
    },
    db::{ReadTx, Tx, WriteTx},
    kernel::{
        error::AppError,
        id::{AssociationId, CaseId, DistrictId},
        page::{Cursor, Page, PageRequest, page},
    },
    meetings::rules::QueueFilter,
    organisation::{
        rules::Party,
        store::{association_by_id, district},
    },
    teams::store::{team, team_district},
};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Expr, Query},
};
use std::collections::{HashMap, HashSet};

/// The cases in queue that the actor may know of.
fn waiting(tx: &impl Tx, actor: &Actor) -> Select<cases::Entity> {
    cases::Entity::find().filter(scope::visible_to(tx, actor)).filter(cases::Column::State.eq(StateCode::InQueue))
}

/// How many of those in queue an import brought and nobody has taken up yet.
pub async fn imported_count(tx: &ReadTx, actor: &Actor) -> Result<u64, AppError> {
    Ok(waiting(tx, actor).filter(cases::Column::Dormant.eq(true)).count(tx.conn()).await?)
}

/// One page of the queue, with how many the filter finds.
pub async fn queue_page(
    tx: &ReadTx,
    actor: &Actor,
    filter: &QueueFilter,
    request: &PageRequest,
) -> Result<Page<cases::Model>, AppError> {
    let mut find = waiting(tx, actor).filter(cases::Column::Dormant.eq(filter.imported));
    // whose district is not shown is not found by it
    let shown = || Expr::exists(scope::consent_in_force(tx, None));
    if let Some(team) = filter.team {
        let mut served = Query::select();
        served
            .column(team_district::Column::DistrictId)
            .from(team_district::Entity)
            .and_where(team_district::Column::TeamId.eq(team));
        find = find.filter(cases::Column::DistrictId.in_subquery(served)).filter(shown());
    }
    if let Some(district) = filter.district {
        find = find.filter(cases::Column::DistrictId.eq(district)).filter(shown()).filter(scope::unprotected());
    }
    if let Some(track) = filter.track {
        find = find.filter(cases::Column::Track.eq(track));
    }
    let total = find.clone().count(tx.conn()).await?;
    let key = |c: &cases::Model| Cursor { at: c.queue_at.unwrap_or(c.submitted_at), id: c.id.0 };
    let rows = page(tx.conn(), find, (cases::Column::QueueAt, cases::Column::Id), false, request, key).await?;
    Ok(Page { total: Some(total), ..rows })
}

/// The first cases of the queue, before which another can be moved.
pub async fn queue_choices(tx: &impl Tx, actor: &Actor, limit: u64) -> Result<Vec<cases::Model>, AppError> {
    let find = waiting(tx, actor).filter(cases::Column::Dormant.eq(false));
    let find = find.order_by_asc(cases::Column::QueueAt).order_by_asc(cases::Column::Id);
    Ok(find.limit(limit).all(tx.conn()).await?)
}

/// The place of the case in queue at one end, leaving this one out.
pub async fn end_of_queue(
    tx: &WriteTx,
    association: AssociationId,
    but: CaseId,
    first: bool,
) -> Result<Option<DateTime<Utc>>, AppError> {
    let find = others(association, but);
    let find = match first {
        true => find.order_by_asc(cases::Column::QueueAt),
        false => find.order_by_desc(cases::Column::QueueAt),
    };
    Ok(find.one(tx.conn()).await?.and_then(|c| c.queue_at))
}

/// The places around the front of another case in queue: of the one before it, and its own.
pub async fn before_in_queue(
    tx: &WriteTx,
    association: AssociationId,
    moved: CaseId,
    other: CaseId,
) -> Result<Option<(Option<DateTime<Utc>>, DateTime<Utc>)>, AppError> {
    let row = others(association, moved).filter(cases::Column::Id.eq(other)).one(tx.conn()).await?;
    let Some(own) = row.and_then(|c| c.queue_at) else { return Ok(None) };
    let before = others(association, moved)
        .filter(cases::Column::QueueAt.lte(own))
        .filter(cases::Column::Id.ne(other))
        .order_by_desc(cases::Column::QueueAt)
        .one(tx.conn())
        .await?;
    Ok(Some((before.and_then(|c| c.queue_at), own)))
}

fn others(association: AssociationId, but: CaseId) -> Select<cases::Entity> {
    cases::Entity::find()
        .filter(cases::Column::AssociationId.eq(association))
        .filter(cases::Column::State.eq(StateCode::InQueue))
        .filter(cases::Column::Dormant.eq(false))
        .filter(cases::Column::Id.ne(but))
}

/// Keeps why a case was moved.
pub async fn set_queue_reason(tx: &WriteTx, case: CaseId, sealed: Option<Vec<u8>>) -> Result<(), AppError> {
    cases::Entity::update_many()
        .col_expr(cases::Column::QueueReasonSealed, Expr::value(sealed))
        .filter(cases::Column::Id.eq(case))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// Cases in queue for a meeting, longest waiting first: those that can be booked, and those that were submitted before
/// that day though no consent is in force. Dormant ones make no task.
pub async fn waiting_for_meeting(
    tx: &ReadTx,
    actor: &Actor,
    before: NaiveDate,
    limit: u64,
) -> Result<Vec<cases::Model>, AppError> {
    let (late, bookable) = (cases::Column::SubmittedOn.lt(before), Expr::exists(scope::consent_in_force(tx, None)));
    let find = waiting(tx, actor)
        .filter(Condition::any().add(late).add(bookable))
        // the other track has no meeting to wait for
        .filter(cases::Column::Track.eq(Track::TeamMeeting))
        .filter(cases::Column::Dormant.eq(false))
        .order_by_asc(cases::Column::SubmittedOn)
        .order_by_asc(cases::Column::Id);
    Ok(find.limit(limit).all(tx.conn()).await?)
}

/// After how many weeks in queue a case has waited too long.
pub async fn queue_weeks(tx: &impl Tx, id: AssociationId) -> Result<i32, AppError> {
    Ok(association_by_id(tx, id).await?.queue_weeks)
}

/// The association's districts by name.
pub async fn districts_of(tx: &impl Tx, id: AssociationId) -> Result<Vec<district::Model>, AppError> {
    let find = district::Entity::find().filter(district::Column::AssociationId.eq(id));
    Ok(find.order_by_asc(district::Column::Name).all(tx.conn()).await?)
}

/// Which open teams serve which district, by the teams' names.
pub async fn serving(tx: &impl Tx, id: AssociationId) -> Result<Vec<(DistrictId, team::Model)>, AppError> {
    let find = team::Entity::find().filter(team::Column::AssociationId.eq(id)).filter(team::Column::ClosedAt.is_null());
    let teams = find.order_by_asc(team::Column::Name).all(tx.conn()).await?;
    let served = team_district::Entity::find().filter(team_district::Column::TeamId.is_in(teams.iter().map(|t| t.id)));
    let served = served.all(tx.conn()).await?;
    let pairs = teams.iter().flat_map(|t| {
        served.iter().filter(|s| s.team_id == t.id).map(|s| (s.district_id, t.clone())).collect::<Vec<_>>()
    });
    Ok(pairs.collect())
}

/// What a list says of cases that its scope has found.
#[derive(Debug, Default)]
pub struct AboutCases {
    /// Whom each is about, where the reader may see that.
    pub whom: HashMap<CaseId, Whom>,
    /// Those with a consent in force.
    pub consented: HashSet<CaseId>,
    /// The parties asked for, of those with a consent in force.
    pub parties: HashMap<CaseId, Vec<Party>>,
}

impl AboutCases {
    /// The reader is told that the identity is protected.
    pub fn is_protected(&self, case: CaseId) -> bool {
        self.whom.get(&case).is_some_and(|w| w.protected)
    }
}

/// Reads it for a page of cases.
pub async fn about_cases(tx: &ReadTx, actor: &Actor, rows: &[cases::Model]) -> Result<AboutCases, AppError> {
    if rows.is_empty() {
        return Ok(AboutCases { whom: HashMap::new(), consented: HashSet::new(), parties: HashMap::new() });
    }
    let ids: Vec<CaseId> = rows.iter().map(|c| c.id).collect();
    let consented: HashSet<CaseId> = cases::Entity::find()
        .select_only()
        .column(cases::Column::Id)
        .filter(cases::Column::Id.is_in(ids.clone()))
        .filter(Expr::exists(scope::consent_in_force(tx, None)))
        .into_tuple()
        .all(tx.conn())
        .await?
        .into_iter()
        .collect();
    let whom = label::whom(tx, actor, rows.iter().map(|c| c.id)).await?;
    let asked = case_party::Entity::find()
        .filter(case_party::Column::CaseId.is_in(consented.iter().copied()))
        .filter(case_party::Column::AskedFor.eq(true))
        .all(tx.conn())
        .await?;
    let mut about = AboutCases { whom, consented, parties: HashMap::new() };
    for row in asked {
        about.parties.entry(row.case_id).or_default().push(row.party);
    }
    about.parties.values_mut().for_each(|p| p.sort_unstable());
    Ok(about)
}
