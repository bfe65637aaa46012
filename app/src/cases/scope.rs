//! Which cases a list may show to the one who asks, and how much of each: the policy of [`sight`](super::policy::sight)
//! as a query. A test holds the two against each other for every role.
use super::{
    policy::{FOLLOW_UP_OPENS_BEFORE, Sight},
    rules::{StateCode, Track},
    store::{case_party, cases},
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
    organisation::{
        rules::Party,
        store::{agency, unit},
    },
    participants::store::participant,
    teams::{rules::HolderKind, store::seat},
    work_training::store::placement,
};
use chrono::Duration;
use sea_orm::{
    ColumnTrait, Condition, ExprTrait,
    sea_query::{DynIden, Expr, IntoIden, Query, SelectStatement},
};

/// The condition for cases that the actor may know of.
pub fn visible_to(tx: &impl Tx, actor: &Actor) -> Condition {
    seen_by(tx, actor, Sight::Shell)
}

/// The condition for cases of which the actor sees at least so much: from [`Sight::Referral`] on also whom they are about.
pub fn seen_by(tx: &impl Tx, actor: &Actor, least: Sight) -> Condition {
    let ways = ways(tx, actor, least);
    // beside a way it would keep an index from being used
    let none = ways.is_empty().then(|| Expr::value(false));
    ways.into_iter().fold(Condition::any().add_option(none), |any, way| any.add(way.cases))
}

/// One way in which the actor comes to see cases.
pub struct Way {
    /// Which these are.
    pub cases: Condition,
    /// Whether they are as many as the years have brought, and not just those at hand today: of so many a list asks for
    /// each state apart, since an index gives these in order. Where few are gathered first that would only gather them
    /// once for each state.
    pub many: bool,
}

/// The ways in which the actor sees at least so much of a case, of which one is enough. A long list asks them one by
/// one: each begins at an index, which they don't when they stand together in one condition.
pub fn ways(tx: &impl Tx, actor: &Actor, least: Sight) -> Vec<Way> {
    let here = || Condition::all().add(cases::Column::AssociationId.eq(actor.association));
    let (mut many, mut few) = (Vec::new(), Vec::new());
    if actor.has(Role::Coordinator) {
        if least == Sight::Shell {
            return vec![Way { cases: here(), many: true }];
        }
        many.push(Condition::all().add(exists(consent_in_force(tx, None))));
    }
    if actor.has(Role::Referrer) {
        many.extend(referred(actor).into_iter().map(|way| way.add(as_referrer(tx, least))));
    }
    if actor.has(Role::Representative) {
        few.extend(at_my_meetings(tx, actor).into_iter().map(|w| unprotected().add(w)));
    }
    let open = |way: Condition| unprotected().add(exists(consent_in_force(tx, None))).add(way);
    if actor.has(Role::Lots) {
        few.extend(for_lots(tx, actor).map(open));
    }
    if actor.has(Role::WorkTraining) {
        few.extend(for_work_training(tx).map(open));
    }
    let all = |ways: Vec<Condition>, many| ways.into_iter().map(move |way| Way { cases: here().add(way), many });
    all(many, true).chain(all(few, false)).collect()
}

/// Of the own referrals: what the own agency wrote, and with a consent that names its party the whole case. To whom
/// another agency's case was handed over sees the shell until then.
fn as_referrer(tx: &impl Tx, least: Sight) -> Condition {
    let own = || {
        let mut own = at_unit();
        own.and_where(
            Expr::col((unit::Entity, unit::Column::AgencyId)).equals((cases::Entity, cases::Column::AgencyId)),
        );
        exists(own)
    };
    let naming = |party: (DynIden, DynIden)| {
        let mut query = consent_in_force(tx, None);
        query.and_where(Expr::col((consent_party::Entity, consent_party::Column::Party)).equals(party));
        exists(query)
    };
    let mut named_elsewhere = at_unit();
    named_elsewhere
        .inner_join(
            agency::Entity,
            Expr::col((agency::Entity, agency::Column::Id)).equals((unit::Entity, unit::Column::AgencyId)),
        )
        .and_where(
            Expr::col((unit::Entity, unit::Column::AgencyId)).ne(Expr::col((cases::Entity, cases::Column::AgencyId))),
        )
        .and_where(naming((agency::Entity.into_iden(), agency::Column::Party.into_iden())));
    let elsewhere = exists(named_elsewhere);
    match least {
        Sight::Shell => Condition::all(),
        Sight::Referral => Condition::any().add(own()).add(elsewhere),
        Sight::Whole => {
            let referring = naming((cases::Entity.into_iden(), cases::Column::ReferringParty.into_iden()));
            Condition::any().add(Condition::all().add(own()).add(referring)).add(elsewhere)
        }
    }
}

/// The unit at which the case's referrer stands.
fn at_unit() -> SelectStatement {
    let mut query = Query::select();
    query
        .expr(Expr::value(1))
        .from(unit::Entity)
        .and_where(Expr::col((unit::Entity, unit::Column::Id)).equals((cases::Entity, cases::Column::UnitId)));
    query
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

/// The referral asked for that party.
pub fn asked_for(party: Party) -> SelectStatement {
    let mut query = Query::select();
    query
        .expr(Expr::value(1))
        .from(case_party::Entity)
        .and_where(
            Expr::col((case_party::Entity, case_party::Column::CaseId)).equals((cases::Entity, cases::Column::Id)),
        )
        .and_where(case_party::Column::AskedFor.eq(true))
        .and_where(case_party::Column::Party.eq(party));
    by_row(&mut query);
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
        let mut covers = at_unit();
        covers.and_where(unit::Column::CoversColleagues.eq(true));
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

/// Cases that are for nothing else, and those in which it was asked for.
///
/// These are found from the consents that hold today, which are few beside all cases and all placements that ever were: to
/// ask each case for its placement would read them all. Whether such a consent is in force is asked of each case all the same.
fn for_work_training(tx: &impl Tx) -> [Condition; 2] {
    let mut asked = Query::select();
    asked.expr(Expr::value(1)).from(placement::Entity).and_where(
        Expr::col((placement::Entity, placement::Column::CaseId)).equals((consent::Entity, consent::Column::CaseId)),
    );
    let mut placed = Query::select();
    placed
        .column((consent::Entity, consent::Column::CaseId))
        .from(consent::Entity)
        .and_where(consent::Column::Purpose.eq(Purpose::ShareInTeam))
        .and_where(consent::Column::ValidUntil.gte(tx.today()))
        .and_where(exists(asked));
    [
        Condition::all().add(cases::Column::Track.eq(Track::WorkTraining)),
        Condition::all().add(cases::Column::Id.in_subquery(placed)),
    ]
}
