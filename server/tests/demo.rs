//! The demonstration: each of its people finds something to do on their start page.
use crate::support::{Kind, World};
use app::{
    access::Role,
    accounts::sessions::without_browser,
    kernel::{holidays::is_working_day, local_time::local_day},
    meetings::store::slot,
    work,
};
use chrono::{Datelike, Duration};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

#[test]
fn everyone_in_the_demonstration_has_something_to_do_today() {
    crate::support::run(Kind::Sqlite, everyone_has_something_to_do);
}

#[test]
fn the_demonstration_meets_on_working_days_whenever_it_is_loaded() {
    crate::support::run(Kind::Sqlite, it_meets_on_working_days);
}

/// Loaded nine days after the longest rest of the year, the day of its latest meeting would be within it.
async fn it_meets_on_working_days(world: World) {
    let today = world.clock.today();
    let after_rest = today.iter_days().find(|day| (day.month(), day.day()) == (1, 4)).expect("a January");
    world.pass(after_rest - today);
    assert!(server::demo::load(&world.db).await.expect("the demonstration loads"));
    // those of the register are history, and as it says
    let lately = slot::Column::StartsAt.gt(world.clock.now() - Duration::days(200));
    let slots = slot::Entity::find().filter(lately).all(world.db.schema_connection()).await.expect("slots");
    let days: Vec<_> = slots.iter().map(|slot| local_day(slot.starts_at)).collect();
    assert!(days.len() > 5 && days.iter().all(|day| is_working_day(*day)), "{days:?}");
}

async fn everyone_has_something_to_do(world: World) {
    assert!(server::demo::load(&world.db).await.expect("the demonstration loads"));
    let mut idle = Vec::new();
    for name in [
        "koordinator",
        "koordinator2",
        "socialtjanst",
        "socialtjanst2",
        "jobbtorg",
        "forsakringskassan",
        "varden",
        "team.socialtjanst",
        "team.varden",
        "lots",
        "arbetstraning",
    ] {
        let email = format!("{name}@exempelstad.example");
        let actor = without_browser(&world.db, &email).await.expect("a listed account").actor;
        let start = work::actions::start(&world.db, &actor).await.expect("the start page");
        if start.tasks.is_empty() {
            idle.push(name);
        }
        let count = work::actions::count(&world.db, &actor).await.expect("the number in the rail");
        assert_eq!(usize::try_from(count).expect("few"), start.tasks.len(), "{name}: the number is the list's");
        // who sits in a team sees what lies ahead too
        assert_eq!(start.coming.is_empty(), !actor.has(Role::Representative), "{name}");
    }
    assert!(idle.is_empty(), "nothing to do for {idle:?}");
}
