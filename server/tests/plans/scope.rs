//! The list's query and the policy say the same about every activity.
use super::{PARTIES, add};
use crate::support::{CaseOf, Person, World};
use app::{
    access::{Actor, Role, Verb, Verdict},
    accounts::store as accounts,
    cases::{rules::StateCode, store::cases},
    db::Tx,
    kernel::{
        id::{ActivityId, CaseId, SessionId, TeamId},
        lang::Lang,
    },
    meetings::{rules::MeetingOutcome, store::stand_in},
    organisation::rules::Party,
    plans::{
        actions,
        policy::ListActivity,
        scope,
        store::{activity, plan},
    },
    teams::store::seat,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, sea_query::Expr};
use std::collections::BTreeSet;

crate::on_both!(the_list_shows_what_the_policy_allows);

async fn the_list_shows_what_the_policy_allows(world: World) {
    let team = world.team(world.home().await, &PARTIES).await;
    let unit = world.unit(world.agency(Party::HealthCare).await).await;
    let substitute = world.user(Role::Representative, unit).await;
    let made = every_way(&world, team, &substitute).await;
    let elsewhere = world.association("Samordningsförbundet Annanstans").await;
    let mut people = vec![
        ("the substitute", substitute, true),
        ("a coordinator elsewhere", world.user_in(elsewhere, Role::Coordinator, None).await, false),
        ("a coordinator", world.user(Role::Coordinator, None).await, true),
        ("a representative without a seat", world.user(Role::Representative, unit).await, false),
    ];
    for role in [Role::Lots, Role::Referrer, Role::WorkTraining, Role::Office, Role::Administrator] {
        people.push(("whose task has no such list", world.user(role, None).await, false));
    }
    for party in PARTIES {
        let person = world.user(Role::Representative, unit).await;
        world.seat(team, party, &person).await;
        people.push(("a representative", person, true));
    }
    let mut of_seats = Vec::new();
    for (who, person, sees) in &people {
        let actor = actor_of(&world, person).await;
        let tx = world.db.read().await.expect("a read begins");
        let rows = activity::Entity::find().filter(scope::listed_for(&tx, &actor)).all(tx.conn()).await;
        let listed: BTreeSet<ActivityId> = rows.expect("the list").into_iter().map(|a| a.id).collect();
        let mut allowed = BTreeSet::new();
        for (case, id) in &made {
            let Ok((facts, _)) = actions::load(&tx, &actor, *case, *id, false).await else { continue };
            if matches!(ListActivity::allows(&actor, &facts), Verdict::Yes(_)) {
                allowed.insert(*id);
            }
        }
        assert_eq!(listed, allowed, "{who}: {:?}", actor.grants);
        assert_eq!(!listed.is_empty(), *sees, "{who} sees {}", listed.len());
        assert!(listed.len() < made.len(), "{who} sees what nobody may: a case without a consent, one that is over");
        if *who == "a representative" {
            of_seats.push(listed);
        }
    }
    for (n, one) in of_seats.iter().enumerate() {
        for other in &of_seats[n + 1..] {
            assert!(one.is_disjoint(other), "each sees the activities of their own party");
        }
    }
}

/// Activities of every party in cases that stand in every way.
async fn every_way(world: &World, team: TeamId, substitute: &Person) -> Vec<(CaseId, ActivityId)> {
    let coordinator = world.login_as(Role::Coordinator).await;
    let referrer = world.user(Role::Referrer, None).await;
    let mut ways = Vec::new();
    for (protected, consent, days) in
        [(false, &PARTIES[..], -400), (false, &PARTIES[..1], -3), (true, &PARTIES[..], -3), (false, &PARTIES[..], 5)]
    {
        let of = CaseOf { protected, ..CaseOf::new(&referrer, StateCode::PlanEstablished, consent) };
        let case = world.case(of).await;
        let outcome = if days < 0 { MeetingOutcome::Held } else { MeetingOutcome::Booked };
        world.meeting(case, world.slot(team, days).await, outcome).await;
        ways.push(case);
    }
    let other_team = world.team(world.home().await, &PARTIES).await;
    for (at, outcome) in [(other_team, MeetingOutcome::Held), (team, MeetingOutcome::Cancelled)] {
        let case = world.case(CaseOf::new(&referrer, StateCode::PlanEstablished, &PARTIES)).await;
        world.meeting(case, world.slot(at, -2).await, outcome).await;
        ways.push(case);
    }
    // what their plans say is not established
    for state in [StateCode::Booked, StateCode::Met] {
        let case = world.case(CaseOf::new(&referrer, state, &PARTIES)).await;
        world.meeting(case, world.slot(team, -2).await, MeetingOutcome::Held).await;
        ways.push(case);
    }
    // nor is it any less so while the case meets anew
    let anew = world.case(CaseOf::new(&referrer, StateCode::Booked, &PARTIES)).await;
    world.meeting(anew, world.slot(team, -2).await, MeetingOutcome::Held).await;
    ways.push(anew);
    for days_ago in [30, 31] {
        let case = world.case(CaseOf::new(&referrer, StateCode::PlanEstablished, &PARTIES)).await;
        step_in(world, other_team, case, substitute, days_ago).await;
        ways.push(case);
    }
    let mut made = Vec::new();
    for case in ways {
        for responsible in ["health_care", "jobbtorg", "social_services", "participant"] {
            made.push((case, add(&coordinator, world, case, "Något", responsible).await));
        }
    }
    plan::Entity::update_many()
        .col_expr(plan::Column::EstablishedAt, Expr::value(world.clock.now()))
        .filter(plan::Column::CaseId.eq(anew))
        .exec(world.db.schema_connection())
        .await
        .expect("the plan can be changed");
    let over = world.case(CaseOf::new(&referrer, StateCode::PlanEstablished, &PARTIES)).await;
    world.meeting(over, world.slot(team, -2).await, MeetingOutcome::Held).await;
    made.push((over, add(&coordinator, world, over, "Något", "jobbtorg").await));
    let row = cases::Entity::find_by_id(over).one(world.db.schema_connection()).await;
    let mut row = row.expect("cases can be read").expect("the case").into_active_model();
    row.state = Set(StateCode::Withdrawn);
    cases::Entity::update(row).exec(world.db.schema_connection()).await.expect("the state can be changed");
    let withdrawn = world.case(CaseOf::new(&referrer, StateCode::PlanEstablished, &[])).await;
    let consent = world.consent(withdrawn, &PARTIES).await;
    world.meeting(withdrawn, world.slot(team, -2).await, MeetingOutcome::Held).await;
    made.push((withdrawn, add(&coordinator, world, withdrawn, "Något", "jobbtorg").await));
    let now = world.clock.now();
    world.change_consent(consent, |c| c.withdrawn_at = Some(now)).await;
    made
}

/// The substitute steps in for health care at a time so many days ago.
async fn step_in(world: &World, team: TeamId, case: CaseId, substitute: &Person, days_ago: i64) {
    let slot = world.slot(team, -days_ago).await;
    world.meeting(case, slot, MeetingOutcome::Held).await;
    let seat = seat::Entity::find()
        .filter(seat::Column::TeamId.eq(team))
        .filter(seat::Column::Party.eq(Party::HealthCare))
        .one(world.db.schema_connection())
        .await
        .expect("seats can be read")
        .expect("the seat");
    let made_at = world.clock.now();
    world.insert(stand_in::Model { slot_id: slot, seat_id: seat.id, user_id: substitute.id, made_at }).await;
}

async fn actor_of(world: &World, person: &Person) -> Actor {
    let tx = world.db.read().await.expect("a read begins");
    Actor {
        user: person.id,
        session: SessionId::new(),
        association: person.association,
        association_name: String::new(),
        name: person.name.clone(),
        lang: Lang::Sv,
        shows_names: false,
        grants: accounts::grants_at(&tx, person.id, person.association).await.expect("grants"),
        seats: accounts::seats_at(&tx, person.id, person.association).await.expect("seats"),
        today: tx.today(),
    }
}
