//! Which cases a list may show to the one who asks: the policy of [`OpenCase`](super::policy::OpenCase) as a query.
//! A test holds the two against each other for every role.
use super::{
    policy::FOLLOW_UP_OPENS_BEFORE,
    rules::{StateCode, Track},
    store::cases,
};
use crate::{
    access::{Actor, Role},
    consents::{
        rules::Purpose,
        store::{consent, consent_party},
    },
    db::Tx,
    follow_ups::store::follow_up,
    kernel::local_time::day_bounds,
    lots::{rules::AssignmentState, store::lots_assignment},
    meetings::{
        rules::{MeetingOutcome, OPEN_DAYS_AFTER},
        store::{slot, stand_in, team_meeting},
    },
    organisation::{rules::Party, store::unit},
    participants::store::participant,
    teams::{rules::HolderKind, store::seat},
    work_training::store::placement,
};
use chrono::Duration;
use sea_orm::{
    ColumnTrait, Condition, ExprTrait,
    sea_query::{Expr, Query, SelectStatement},
};

/// The condition for cases that the actor may know of.
pub fn visible_to(tx: &impl Tx, actor: &Actor) -> Condition {
    let none = Condition::any().add(Expr::value(false));
    ways(tx, actor).into_iter().fold(none, Condition::add)
}

/// The ways in which the actor may know of a case, of which one is enough. A long list asks them one by one: each
/// begins at an index, which they don't when they stand together in one condition.
pub fn ways(tx: &impl Tx, actor: &Actor) -> Vec<Condition> {
    let here = || Condition::all().add(cases::Column::AssociationId.eq(actor.association));
    if actor.has(Role::Coordinator) {
        return vec![here()];
    }
    let mut ways = Vec::new();
    if actor.has(Role::Referrer) {
        ways.extend(referred(actor));
    }
    if actor.has(Role::Representative) {
        ways.extend(at_my_meetings(tx, actor).into_iter().map(|w| unprotected().add(w)));
    }
    let open = |way: Condition| unprotected().add(exists(consent_in_force(tx, None))).add(way);
    if actor.has(Role::Lots) {
        ways.extend(for_lots(tx, actor).map(open));
    }
    if actor.has(Role::WorkTraining) {
        ways.extend(for_work_training().map(open));
    }
    ways.into_iter().map(|way| here().add(way)).collect()
}

/// The condition for cases of which the actor sees more than the shell, and so whom they are about: with a consent in
/// force, or as what the own agency wrote. The policy of [`sight`](super::policy::sight) as a query.
pub fn identified_to(tx: &impl Tx, actor: &Actor) -> Condition {
    let mut any = Condition::any().add(exists(consent_in_force(tx, None)));
    if actor.has(Role::Referrer) {
        any = any.add(referred_by(actor));
    }
    Condition::all().add(visible_to(tx, actor)).add(any)
}

/// A consent to share that is in force today: naming this party, or any.
pub fn consent_in_force(tx: &impl Tx, party: Option<Party>) -> SelectStatement {
    let mut query = consents_in_force(tx);
    query.and_where(Expr::col((consent::Entity, consent::Column::CaseId)).equals((cases::Entity, cases::Column::Id)));
    if let Some(party) = party {
        query.and_where(consent_party::Column::Party.eq(party));
    }
    query
}

/// The parties that consents to share name today.
fn consents_in_force(tx: &impl Tx) -> SelectStatement {
    let mut query = Query::select();
    query
        .expr(Expr::value(1))
        .from(consent::Entity)
        .inner_join(
            consent_party::Entity,
            Expr::col((consent_party::Entity, consent_party::Column::ConsentId))
                .equals((consent::Entity, consent::Column::Id)),
        )
        .and_where(consent::Column::Purpose.eq(Purpose::ShareInTeam))
        .and_where(consent::Column::Given.eq(true))
        .and_where(Expr::col((consent::Entity, consent::Column::WithdrawnAt)).is_null())
        .and_where(consent::Column::GivenOn.lte(tx.today()))
        .and_where(consent::Column::ValidUntil.gte(tx.today()))
        .and_where(Expr::col((consent_party::Entity, consent_party::Column::WithdrawnAt)).is_null());
    by_row(&mut query);
    query
}

/// An `EXISTS` of this question is asked for each row, by an index, when the row is looked at. Without it PostgreSQL may
/// answer it for the whole table first, which a list of twenty-five rows does not need.
pub fn by_row(query: &mut SelectStatement) {
    query.limit(1).offset(0);
}

/// The cases in these states that make work: not those that an import brought and nobody has taken up.
pub fn awake(actor: &Actor, states: impl IntoIterator<Item = StateCode>) -> SelectStatement {
    let mut query = Query::select();
    query
        .column(cases::Column::Id)
        .from(cases::Entity)
        .and_where(cases::Column::AssociationId.eq(actor.association))
        .and_where(cases::Column::State.is_in(states))
        .and_where(cases::Column::Dormant.eq(false));
    query
}

fn exists(query: SelectStatement) -> Expr {
    Expr::exists(query)
}

/// The actor's own referrals, and those of units where colleagues cover for each other.
pub fn referred_by(actor: &Actor) -> Condition {
    referred(actor).into_iter().fold(Condition::any(), Condition::add)
}

/// The same, way by way.
fn referred(actor: &Actor) -> Vec<Condition> {
    let mut ways = vec![Condition::all().add(cases::Column::ReferrerId.eq(actor.user))];
    let covered: Vec<_> = actor.units(Role::Referrer).filter(|u| u.covers_colleagues).map(|u| u.unit).collect();
    if !covered.is_empty() {
        let mut covers = Query::select();
        covers
            .expr(Expr::value(1))
            .from(unit::Entity)
            .and_where(Expr::col((unit::Entity, unit::Column::Id)).equals((cases::Entity, cases::Column::UnitId)))
            .and_where(unit::Column::CoversColleagues.eq(true));
        let of_unit = Condition::all().add(cases::Column::UnitId.is_in(covered)).add(exists(covers));
        ways.push(of_unit.add(unprotected()));
    }
    ways
}

/// Participants without protected identity.
pub fn unprotected() -> Condition {
    let mut protected = Query::select();
    protected
        .expr(Expr::value(1))
        .from(participant::Entity)
        .and_where(
            Expr::col((participant::Entity, participant::Column::Id))
                .equals((cases::Entity, cases::Column::ParticipantId)),
        )
        .and_where(participant::Column::ProtectedIdentity.eq(true));
    by_row(&mut protected);
    Condition::all().add(exists(protected).not())
}

/// Meetings of my teams, or those where I step in, from booking until 30 days after, with consent for my party.
///
/// It goes from the few meetings to their cases: to ask each case for its meetings would read all cases.
fn at_my_meetings(tx: &impl Tx, actor: &Actor) -> Vec<Condition> {
    let mut ways = vec![Condition::all().add(cases::Column::Id.in_subquery(where_i_step_in(tx, actor)))];
    for s in actor.seats_today().filter(|s| s.kind == HolderKind::Representative) {
        let mut meetings = open_meetings(tx);
        meetings.and_where(slot::Column::TeamId.eq(s.team));
        let at_mine = Condition::all().add(cases::Column::Id.in_subquery(meetings));
        ways.push(at_mine.add(exists(consent_in_force(tx, Some(s.party)))));
    }
    ways
}

fn where_i_step_in(tx: &impl Tx, actor: &Actor) -> SelectStatement {
    let mut named = consents_in_force(tx);
    named
        .and_where(
            Expr::col((consent::Entity, consent::Column::CaseId))
                .equals((team_meeting::Entity, team_meeting::Column::CaseId)),
        )
        .and_where(
            Expr::col((consent_party::Entity, consent_party::Column::Party))
                .equals((seat::Entity, seat::Column::Party)),
        );
    let mut meetings = open_meetings(tx);
    meetings
        .inner_join(
            stand_in::Entity,
            Expr::col((stand_in::Entity, stand_in::Column::SlotId)).equals((slot::Entity, slot::Column::Id)),
        )
        .inner_join(
            seat::Entity,
            Expr::col((seat::Entity, seat::Column::Id)).equals((stand_in::Entity, stand_in::Column::SeatId)),
        )
        .and_where(stand_in::Column::UserId.eq(actor.user))
        .and_where(exists(named));
    meetings
}

/// The cases of meetings that are booked, or held not long ago.
fn open_meetings(tx: &impl Tx) -> SelectStatement {
    let (earliest, _) = day_bounds(tx.today() - Duration::days(OPEN_DAYS_AFTER));
    let mut query = Query::select();
    query
        .column((team_meeting::Entity, team_meeting::Column::CaseId))
        .from(team_meeting::Entity)
        .inner_join(
            slot::Entity,
            Expr::col((slot::Entity, slot::Column::Id)).equals((team_meeting::Entity, team_meeting::Column::SlotId)),
        )
        .and_where(team_meeting::Column::Outcome.is_in([MeetingOutcome::Booked, MeetingOutcome::Held]))
        .and_where(slot::Column::StartsAt.gte(earliest));
    query
}

/// Cases where the actor is assigned, and those whose two-month follow-up is due.
fn for_lots(tx: &impl Tx, actor: &Actor) -> [Condition; 2] {
    let mut assigned = Query::select();
    assigned
        .column(lots_assignment::Column::CaseId)
        .from(lots_assignment::Entity)
        .and_where(lots_assignment::Column::LotsId.eq(actor.user))
        .and_where(lots_assignment::Column::State.is_in(AssignmentState::UNDER_WAY));
    let mut due = Query::select();
    due.column(follow_up::Column::CaseId)
        .from(follow_up::Entity)
        .and_where(follow_up::Column::Months.eq(2))
        .and_where(follow_up::Column::DoneOn.is_null())
        .and_where(follow_up::Column::DueOn.lte(tx.today() + Duration::days(FOLLOW_UP_OPENS_BEFORE)));
    [
        Condition::all().add(cases::Column::State.is_in(StateCode::LIVE)).add(cases::Column::Id.in_subquery(assigned)),
        Condition::all()
            .add(cases::Column::Dormant.eq(false))
            .add(cases::Column::State.is_in(StateCode::FOLLOWED))
            .add(cases::Column::Id.in_subquery(due)),
    ]
}

fn for_work_training() -> [Condition; 2] {
    let mut placed = Query::select();
    placed.column(placement::Column::CaseId).from(placement::Entity).and_where(placement::Column::CaseId.is_not_null());
    [
        Condition::all().add(cases::Column::Track.eq(Track::WorkTraining)),
        Condition::all().add(cases::Column::Id.in_subquery(placed)),
    ]
}
