//! Which cases a list may show to the one who asks: the policy of [`OpenCase`](super::policy::OpenCase) as a query.
//! A test holds the two against each other for every role.
use super::{policy::FOLLOW_UP_OPENS_BEFORE, store::cases};
use crate::{
    access::{Actor, Role},
    consents::{
        rules::Purpose,
        store::{consent, consent_party},
    },
    db::Tx,
    follow_ups::store::follow_up,
    kernel::local_time::day_bounds,
    lots::store::lots_assignment,
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
    let mut any = Condition::any();
    if actor.has(Role::Coordinator) {
        any = any.add(Expr::value(true));
    }
    if actor.has(Role::Referrer) {
        any = any.add(referred_by(actor));
    }
    if actor.has(Role::Representative) {
        any = any.add(unprotected().add(at_my_meetings(tx, actor)));
    }
    if actor.has(Role::Lots) {
        any = any.add(unprotected().add(exists(consent_in_force(tx, None))).add(for_lots(tx, actor)));
    }
    if actor.has(Role::WorkTraining) {
        any = any.add(unprotected().add(exists(consent_in_force(tx, None))).add(for_work_training()));
    }
    let nothing = Condition::all().add(Expr::value(false));
    let any = if any.is_empty() { nothing } else { any };
    Condition::all().add(cases::Column::AssociationId.eq(actor.association)).add(any)
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
    query
}

fn exists(query: SelectStatement) -> Expr {
    Expr::exists(query)
}

/// The actor's own referrals, and those of units where colleagues cover for each other.
pub fn referred_by(actor: &Actor) -> Condition {
    let mut own = Condition::any().add(cases::Column::ReferrerId.eq(actor.user));
    let covered: Vec<_> = actor.units(Role::Referrer).filter(|u| u.covers_colleagues).map(|u| u.unit).collect();
    if !covered.is_empty() {
        let mut covers = Query::select();
        covers
            .expr(Expr::value(1))
            .from(unit::Entity)
            .and_where(Expr::col((unit::Entity, unit::Column::Id)).equals((cases::Entity, cases::Column::UnitId)))
            .and_where(unit::Column::CoversColleagues.eq(true));
        own = own.add(unprotected().add(cases::Column::UnitId.is_in(covered)).add(exists(covers)));
    }
    own
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
    Condition::all().add(exists(protected).not())
}

/// Meetings of my teams, or those where I step in, from booking until 30 days after, with consent for my party.
///
/// It goes from the few meetings to their cases: to ask each case for its meetings would read all cases.
fn at_my_meetings(tx: &impl Tx, actor: &Actor) -> Condition {
    let mut any = Condition::any().add(cases::Column::Id.in_subquery(where_i_step_in(tx, actor)));
    for s in actor.seats_today().filter(|s| s.kind == HolderKind::Representative) {
        let mut meetings = open_meetings(tx);
        meetings.and_where(slot::Column::TeamId.eq(s.team));
        let at_mine = Condition::all().add(cases::Column::Id.in_subquery(meetings));
        any = any.add(at_mine.add(exists(consent_in_force(tx, Some(s.party)))));
    }
    any
}

fn where_i_step_in(tx: &impl Tx, actor: &Actor) -> SelectStatement {
    let mut named = consents_in_force(tx);
    named
        .and_where(
            Expr::col((consent::Entity, consent::Column::CaseId))
                .equals((team_meeting::Entity, team_meeting::Column::CaseId)),
        )
        .and_where(
            Expr::col((consent_party::Entity, consent_party::Column::Party)).equals((seat::Entity, seat::Column::Party)),
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

fn for_lots(tx: &impl Tx, actor: &Actor) -> Condition {
    let mut assigned = Query::select();
    assigned
        .expr(Expr::value(1))
        .from(lots_assignment::Entity)
        .and_where(
            Expr::col((lots_assignment::Entity, lots_assignment::Column::CaseId))
                .equals((cases::Entity, cases::Column::Id)),
        )
        .and_where(lots_assignment::Column::LotsId.eq(actor.user));
    let mut due = Query::select();
    due.expr(Expr::value(1))
        .from(follow_up::Entity)
        .and_where(Expr::col((follow_up::Entity, follow_up::Column::CaseId)).equals((cases::Entity, cases::Column::Id)))
        .and_where(follow_up::Column::Months.eq(2))
        .and_where(follow_up::Column::DoneOn.is_null())
        .and_where(follow_up::Column::DueOn.lte(tx.today() + Duration::days(FOLLOW_UP_OPENS_BEFORE)));
    let due = Condition::all().add(cases::Column::Dormant.eq(false)).add(exists(due));
    Condition::any().add(exists(assigned)).add(due)
}

fn for_work_training() -> Condition {
    let mut placed = Query::select();
    placed.expr(Expr::value(1)).from(placement::Entity).and_where(
        Expr::col((placement::Entity, placement::Column::CaseId)).equals((cases::Entity, cases::Column::Id)),
    );
    Condition::any().add(cases::Column::Track.eq(super::rules::Track::WorkTraining)).add(exists(placed))
}
