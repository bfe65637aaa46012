//! The facts that access rules look at: a case with its live relations.
use super::{cases, state_of};
use crate::{
    cases::{
        policy::{CaseFacts, FOLLOW_UP_OPENS_BEFORE, MeetingFacts},
        rules::{StateCode, Track},
    },
    consents,
    db::Tx,
    follow_ups::store::follow_up,
    kernel::{
        error::AppError,
        id::{AgencyId, CaseId, SlotId, TeamId, UserId},
        local_time::local_day,
    },
    lots::{rules::AssignmentState, store::lots_assignment},
    meetings::{
        rules::MeetingOutcome,
        store::{slot, stand_in, team_meeting},
    },
    organisation::{
        rules::Party,
        store::{agency, unit},
    },
    participants::store::participant,
    plans::{rules::Responsible, store::activity},
    teams::store::seat,
    work_training::store::placement,
};
use chrono::{DateTime, Duration, Utc};
use sea_orm::{
    ColumnTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, Query},
};

/// Of a case whose row has been read.
pub(super) async fn facts(tx: &impl Tx, row: &cases::Model) -> Result<CaseFacts, AppError> {
    let beside = beside(tx, row).await?;
    let activities = activity::Entity::find()
        .select_only()
        .column(activity::Column::Responsible)
        .filter(activity::Column::CaseId.eq(row.id))
        .distinct()
        .into_tuple::<Responsible>()
        .all(tx.conn())
        .await?;
    let lots: Vec<Option<UserId>> = lots_assignment::Entity::find()
        .select_only()
        .column(lots_assignment::Column::LotsId)
        .filter(lots_assignment::Column::CaseId.eq(row.id))
        .filter(lots_assignment::Column::State.is_in(AssignmentState::UNDER_WAY))
        .into_tuple()
        .all(tx.conn())
        .await?;
    let given = consents::store::given_for(tx, row.id).await?;
    let contact_elsewhere = beside.agency != row.agency_id;
    Ok(CaseFacts {
        id: row.id,
        association: row.association_id,
        participant: row.participant_id,
        number: row.number.clone(),
        track: row.track,
        state: state_of(row)?,
        state_since: row.state_since,
        submitted_at: row.submitted_at,
        referrer: row.referrer_id,
        unit: row.unit_id,
        unit_covers: beside.covers_colleagues,
        referring_party: if contact_elsewhere { beside.party } else { row.referring_party },
        contact_elsewhere,
        protected_identity: beside.protected_identity,
        consent: consents::rules::ConsentInForce::of(&given, tx.today()),
        meetings: meetings(tx, row.id).await?,
        activity_parties: activities.into_iter().filter_map(|r| r.party()).collect(),
        lots: lots.into_iter().flatten().collect(),
        follow_up_due: beside.follow_up_due && !row.dormant && StateCode::FOLLOWED.contains(&row.state),
        work_training: beside.placed || row.track == Track::WorkTraining,
        today: tx.today(),
    })
}

/// What an access rule asks of the rows beside the case's.
struct Beside {
    covers_colleagues: bool,
    /// The agency of the referrer's unit, and its party.
    agency: AgencyId,
    party: Party,
    protected_identity: bool,
    placed: bool,
    follow_up_due: bool,
}

/// In one question: every page of a case asks it.
async fn beside(tx: &impl Tx, row: &cases::Model) -> Result<Beside, AppError> {
    let mut placed = Query::select();
    placed.expr(Expr::value(1)).from(placement::Entity).and_where(placement::Column::CaseId.eq(row.id));
    let until = tx.today() + Duration::days(FOLLOW_UP_OPENS_BEFORE);
    let mut due = Query::select();
    due.expr(Expr::value(1))
        .from(follow_up::Entity)
        .and_where(follow_up::Column::CaseId.eq(row.id))
        .and_where(follow_up::Column::Months.eq(2))
        .and_where(follow_up::Column::DoneOn.is_null())
        .and_where(follow_up::Column::DueOn.lte(until));
    let of_unit = unit::Entity::belongs_to(agency::Entity).from(unit::Column::AgencyId).to(agency::Column::Id);
    let mut protected = Query::select();
    protected
        .column(participant::Column::ProtectedIdentity)
        .from(participant::Entity)
        .and_where(participant::Column::Id.eq(row.participant_id));
    let found: Option<(bool, AgencyId, Party, bool, bool, Option<bool>)> = unit::Entity::find_by_id(row.unit_id)
        .select_only()
        .columns([unit::Column::CoversColleagues, unit::Column::AgencyId])
        .column(agency::Column::Party)
        .column_as(Expr::exists(placed), "placed")
        .column_as(Expr::exists(due), "due")
        .column_as(Expr::SubQuery(None, Box::new(protected.into())), "protected")
        .join(JoinType::InnerJoin, of_unit.into())
        .into_tuple()
        .one(tx.conn())
        .await?;
    let Some((covers_colleagues, agency, party, placed, follow_up_due, Some(protected_identity))) = found else {
        return Err(AppError::fault("a case without its unit or participant"));
    };
    Ok(Beside { covers_colleagues, agency, party, protected_identity, placed, follow_up_due })
}

async fn meetings(tx: &impl Tx, case: CaseId) -> Result<Vec<MeetingFacts>, AppError> {
    let at_slot =
        team_meeting::Entity::belongs_to(slot::Entity).from(team_meeting::Column::SlotId).to(slot::Column::Id);
    let meetings: Vec<(SlotId, TeamId, DateTime<Utc>, MeetingOutcome)> = team_meeting::Entity::find()
        .select_only()
        .column(team_meeting::Column::SlotId)
        .columns([slot::Column::TeamId, slot::Column::StartsAt])
        .column(team_meeting::Column::Outcome)
        .join(JoinType::InnerJoin, at_slot.into())
        .filter(team_meeting::Column::CaseId.eq(case))
        .filter(team_meeting::Column::Outcome.is_in([MeetingOutcome::Booked, MeetingOutcome::Held]))
        .order_by_asc(team_meeting::Column::BookedAt)
        .into_tuple()
        .all(tx.conn())
        .await?;
    if meetings.is_empty() {
        return Ok(Vec::new());
    }
    let in_seat = stand_in::Entity::belongs_to(seat::Entity).from(stand_in::Column::SeatId).to(seat::Column::Id);
    let stand_ins: Vec<(SlotId, UserId, Party)> = stand_in::Entity::find()
        .select_only()
        .columns([stand_in::Column::SlotId, stand_in::Column::UserId])
        .column(seat::Column::Party)
        .join(JoinType::InnerJoin, in_seat.into())
        .filter(stand_in::Column::SlotId.is_in(meetings.iter().map(|m| m.0)))
        .into_tuple()
        .all(tx.conn())
        .await?;
    let facts = |(slot, team, starts_at, outcome): (SlotId, TeamId, DateTime<Utc>, MeetingOutcome)| MeetingFacts {
        team,
        day: local_day(starts_at),
        outcome,
        stepping_in: stand_ins.iter().filter(|s| s.0 == slot).map(|(_, user, party)| (*user, *party)).collect(),
    };
    Ok(meetings.into_iter().map(facts).collect())
}
