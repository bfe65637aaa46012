//! Every door of the participant's pages to which something is sent leaves exactly what a scenario here names, and these
//! name together what the door declares.
use super::{answered, inside, plan::planned, submitted_case};
use crate::support::{Client, World};
use app::{
    access::doors::OWN_PAGES, audit::EventCode as E, kernel::code::Code, meetings::rules::MeetingOutcome,
    organisation::rules::Party, plans::rules::ActivityStatus,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    future::Future,
    pin::Pin,
};

crate::on_both!(each_of_the_participants_doors_leaves_exactly_what_it_declares);

/// Who sends what, and where to.
struct Sent {
    guest: Client,
    path: String,
    fields: Vec<(String, String)>,
}

impl Sent {
    fn of(guest: Client, path: impl Into<String>, fields: &[(&str, &str)]) -> Self {
        let fields = fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        Sent { guest, path: path.into(), fields }
    }
}

struct Scenario {
    door: &'static str,
    leaves: &'static [E],
    prepare: fn(World) -> Pin<Box<dyn Future<Output = Sent> + Send>>,
}

const fn scenario(
    door: &'static str,
    leaves: &'static [E],
    prepare: fn(World) -> Pin<Box<dyn Future<Output = Sent> + Send>>,
) -> Scenario {
    Scenario { door, leaves, prepare }
}

const ALL: &[Scenario] = &[
    scenario("/my/answers/{purpose}", &[E::ConsentRecorded], |w| Box::pin(signing(w))),
    scenario("/my/plan/{activity}", &[E::ActivityMarked], |w| Box::pin(marking(w))),
    scenario("/my/prepare", &[E::PreparationKept], |w| Box::pin(preparing(w, "me"))),
    scenario("/my/prepare", &[E::PreparationShared], |w| Box::pin(preparing(w, "team"))),
    scenario("/my/prepare", &[E::PreparationUnshared], |w| Box::pin(taking_back(w))),
    scenario("/my/withdraw/{what}", &[E::ConsentWithdrawn], |w| Box::pin(withdrawing(w))),
    scenario("/my/language", &[], |w| Box::pin(plainly(w, "/my/language"))),
    scenario("/my/stay", &[], |w| Box::pin(plainly(w, "/my/stay"))),
    scenario("/my/leave", &[], |w| Box::pin(plainly(w, "/my/leave"))),
];

async fn entered(world: &World) -> Client {
    let (case, referrer) = submitted_case(world).await;
    inside(world, &referrer, case).await
}

async fn signing(world: World) -> Sent {
    let guest = entered(&world).await;
    let fields = answered(&guest, "survey", &["answer"]).await;
    Sent { guest, path: "/my/answers/survey".into(), fields }
}

async fn marking(world: World) -> Sent {
    let p = planned(&world).await;
    let fields = [("was", ActivityStatus::Planned.code()), ("status", ActivityStatus::Done.code())];
    Sent::of(p.guest, format!("/my/plan/{}", p.own), &fields)
}

async fn preparing(world: World, reader: &str) -> Sent {
    let (case, referrer) = submitted_case(&world).await;
    let team = world.team(world.home().await, &[Party::HealthCare]).await;
    world.meeting(case, world.slot(team, 3).await, MeetingOutcome::Booked).await;
    let guest = inside(&world, &referrer, case).await;
    Sent::of(guest, "/my/prepare", &[("say", "Jag vill jobba"), ("say_for", reader)])
}

async fn taking_back(world: World) -> Sent {
    let shared = preparing(world, "team").await;
    let fields: Vec<_> = shared.fields.iter().map(|f| (f.0.as_str(), f.1.as_str())).collect();
    shared.guest.post(&shared.path, &fields).await.expect_to("/my/prepare");
    Sent::of(shared.guest, "/my/prepare", &[("say", "Jag vill jobba"), ("say_for", "me")])
}

async fn withdrawing(world: World) -> Sent {
    Sent::of(entered(&world).await, "/my/withdraw/everything", &[])
}

async fn plainly(world: World, path: &str) -> Sent {
    Sent::of(entered(&world).await, path, &[("language", "en"), ("from", "/my/start")])
}

#[test]
fn every_door_to_which_something_is_sent_has_its_scenarios() {
    let mut named: BTreeMap<&str, BTreeSet<E>> = BTreeMap::new();
    for scenario in ALL {
        named.entry(scenario.door).or_default().extend(scenario.leaves);
    }
    let declared: BTreeMap<&str, BTreeSet<E>> =
        OWN_PAGES.iter().filter_map(|d| Some((d.path, d.leaves?.iter().copied().collect()))).collect();
    assert_eq!(named, declared);
}

async fn each_of_the_participants_doors_leaves_exactly_what_it_declares(world: World) {
    for scenario in ALL {
        let sent = (scenario.prepare)(world.clone()).await;
        let before = world.events().await.len();
        let fields: Vec<_> = sent.fields.iter().map(|f| (f.0.as_str(), f.1.as_str())).collect();
        let answer = sent.guest.post(&sent.path, &fields).await;
        assert!(matches!(answer.status(), 200 | 303), "{}: {}", scenario.door, answer.status());
        let left: BTreeSet<E> = world.events().await.split_off(before).into_iter().collect();
        assert_eq!(left, scenario.leaves.iter().copied().collect(), "{}", scenario.door);
    }
    assert_eq!(app::audit::verify::verify(&world.db).await.expect("the log can be checked").broken, None);
}
