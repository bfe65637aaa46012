//! How each form about teams and their seats comes to be submitted.
use super::{absent, begins, booked, holds, of, seat_of};
use crate::{
    organisation::{administrator, fields, stranger},
    scenarios::{Ready, Scenario},
    support::{Person, World},
};
use app::{
    audit::EventCode as E,
    kernel::{id::TeamId, swedish},
    meetings::store::stand_in,
    organisation::rules::Party,
    teams::{forms, rules::HolderKind, store::seat_holder},
    ui::form::Form,
};
use chrono::{Days, NaiveDate};
use sea_orm::EntityTrait;

pub const ALL: &[Scenario] = &[
    Scenario::of(forms::AddTeam::PATH, |w| Box::pin(add(w))),
    Scenario::of(forms::ChangeTeam::PATH, |w| Box::pin(change(w))),
    Scenario::of(forms::FillSeat::PATH, |w| Box::pin(fill(w))).leaving(&[E::SeatFilled]),
    Scenario::of(forms::FillSeat::PATH, |w| Box::pin(fill_elsewhere(w))).leaving(&[E::SeatFilled, E::SeatAbsent]),
    Scenario::of(forms::FillSeat::PATH, |w| Box::pin(fill_after_an_absence(w))).leaving(&[E::SeatFilled, E::SeatComes]),
    Scenario::of(forms::EndSeat::PATH, |w| Box::pin(end(w))).leaving(&[E::SeatVacated]),
    Scenario::of(forms::EndSeat::PATH, |w| Box::pin(end_of_a_stand_in(w))).leaving(&[E::SeatVacated, E::SeatAbsent]),
    Scenario::of(forms::EndSeat::PATH, |w| Box::pin(end_later(w))).leaving(&[E::SeatVacated, E::SeatComes]),
    Scenario::of(forms::EndSeat::PATH, |w| Box::pin(end_before_it_begins(w))).leaving(&[E::SeatTakenBack]),
];

async fn add(world: World) -> Ready {
    let district = world.district(world.home().await, "Bromma").await.to_string();
    let typed = |code, district: &str| {
        fields(&[("name", "Team Järva"), ("code", code), ("districts", district), ("parties", "jobbtorg")])
    };
    let foreign = world.district(world.association("Samordningsförbundet Annanstad").await, "Farsta").await;
    Ready {
        client: administrator(&world).await,
        path: forms::AddTeam::PATH.into(),
        fields: typed("JARVA", &district),
        refused: vec![vec![], typed("", &district), typed("JARVA", &foreign.to_string())],
        strangers: vec![],
    }
}

async fn change(world: World) -> Ready {
    let team = world.team(world.home().await, &[Party::Jobbtorg]).await;
    world.district(world.home().await, "Bromma").await;
    world.seat(team, Party::Jobbtorg, &of(&world, Party::Jobbtorg).await).await;
    let typed = |party, standing| {
        let named = [("name", "Team Järva"), ("code", "JARVA"), ("phone", "08-465 004 10")];
        fields(&[&named[..], &[("parties", party), ("standing", standing)]].concat())
    };
    let mut no_number = typed("jobbtorg", "in_use");
    no_number.iter_mut().filter(|f| f.0 == "phone").for_each(|f| f.1 = "ring oss".to_owned());
    Ready {
        client: administrator(&world).await,
        path: format!("/teams/{team}/change"),
        fields: typed("jobbtorg", "in_use"),
        refused: vec![vec![], typed("jobbtorg", "closed"), typed("health_care", "in_use"), no_number],
        strangers: vec![stranger(&world).await],
    }
}

async fn fill(world: World) -> Ready {
    let team = world.team(world.home().await, &[Party::Jobbtorg]).await;
    let (right, wrong) = (of(&world, Party::Jobbtorg).await, of(&world, Party::HealthCare).await);
    let typed = |p: &Person, from: &str, until: &str| {
        let user = p.id.to_string();
        fields(&[("user", &user), ("kind", "representative"), ("from_day", from), ("until_day", until)])
    };
    Ready {
        client: administrator(&world).await,
        path: format!("/teams/{team}/seats/{}/fill", seat_of(&world, team, Party::Jobbtorg).await),
        fields: typed(&right, "2026-01-01", ""),
        refused: vec![
            vec![],
            typed(&wrong, "2026-01-01", ""),
            typed(&right, "2026-01-02", "2026-01-01"),
            typed(&right, "i dag", ""),
        ],
        strangers: vec![stranger(&world).await],
    }
}

/// Someone who is at another meeting at one of the team's booked times.
async fn fill_elsewhere(world: World) -> Ready {
    let home = world.home().await;
    let (here, there) = (world.team(home, &[Party::Jobbtorg]).await, world.team(home, &[Party::Jobbtorg]).await);
    let person = of(&world, Party::Jobbtorg).await;
    world.seat(here, Party::Jobbtorg, &person).await;
    booked(&world, here, 3).await;
    booked(&world, there, 3).await;
    fill_with(&world, there, &person).await
}

/// Whoever sat there before had said that they could not come.
async fn fill_after_an_absence(world: World) -> Ready {
    let team = world.team(world.home().await, &[Party::Jobbtorg]).await;
    absent(&world, team, booked(&world, team, 3).await).await;
    fill_with(&world, team, &of(&world, Party::Jobbtorg).await).await
}

async fn fill_with(world: &World, team: TeamId, person: &Person) -> Ready {
    let (user, today) = (person.id.to_string(), swedish::iso(world.clock.today()));
    Ready {
        client: administrator(world).await,
        path: format!("/teams/{team}/seats/{}/fill", seat_of(world, team, Party::Jobbtorg).await),
        fields: fields(&[("user", &user), ("kind", "representative"), ("from_day", &today), ("until_day", "")]),
        refused: vec![vec![]],
        strangers: vec![stranger(world).await],
    }
}

async fn end_on(world: &World, holder: &seat_holder::Model, team: TeamId, day: NaiveDate) -> Ready {
    Ready {
        client: administrator(world).await,
        path: format!("/teams/{team}/holders/{}/end", holder.id),
        fields: fields(&[("until_day", &swedish::iso(day))]),
        refused: vec![vec![]],
        strangers: vec![stranger(world).await],
    }
}

/// A substitute who was to step in later.
async fn end_of_a_stand_in(world: World) -> Ready {
    let team = world.team(world.home().await, &[Party::Jobbtorg]).await;
    let holder = holds(&world, team, HolderKind::Substitute, None).await;
    let (slot_id, seat_id) = (booked(&world, team, 3).await, holder.seat_id);
    world.insert(stand_in::Model { slot_id, seat_id, user_id: holder.user_id, made_at: world.clock.now() }).await;
    end_on(&world, &holder, team, world.clock.today()).await
}

/// A last day that is moved to a later one, beyond a time at which another could not come.
async fn end_later(world: World) -> Ready {
    let team = world.team(world.home().await, &[Party::Jobbtorg]).await;
    let today = world.clock.today();
    let holder = holds(&world, team, HolderKind::Representative, Some(today)).await;
    absent(&world, team, booked(&world, team, 3).await).await;
    end_on(&world, &holder, team, today + Days::new(9)).await
}

/// A time that has not begun is taken back.
async fn end_before_it_begins(world: World) -> Ready {
    let team = world.team(world.home().await, &[Party::Jobbtorg]).await;
    let holder = holds(&world, team, HolderKind::Representative, None).await;
    begins(&world, world.clock.today() + Days::new(1)).await;
    let today = swedish::iso(world.clock.today());
    Ready {
        client: administrator(&world).await,
        path: format!("/teams/{team}/holders/{}/end", holder.id),
        fields: fields(&[("until_day", "")]),
        refused: vec![fields(&[("until_day", &today)])],
        strangers: vec![stranger(&world).await],
    }
}

async fn end(world: World) -> Ready {
    let team = world.team(world.home().await, &[Party::Jobbtorg]).await;
    world.seat(team, Party::Jobbtorg, &of(&world, Party::Jobbtorg).await).await;
    let holder = seat_holder::Entity::find().one(world.db.schema_connection()).await.unwrap().unwrap();
    Ready {
        client: administrator(&world).await,
        path: format!("/teams/{team}/holders/{}/end", holder.id),
        fields: fields(&[("until_day", &swedish::iso(world.clock.today()))]),
        refused: vec![vec![], fields(&[("until_day", "2000-01-01")])],
        strangers: vec![stranger(&world).await],
    }
}
