//! How a case comes to be searched for, taken up and closed.
use super::full::change;
use crate::{
    scenarios::{Fields, Ready, Scenario},
    support::{CaseOf, Client, World},
};
use app::{
    access::Role,
    audit::EventCode as E,
    cases::{
        forms,
        journey::{Missing, close_anyway},
        rules::StateCode,
    },
    kernel::{id::CaseId, lang::Lang},
    organisation::rules::Party,
    ui::form::Form,
};

pub const ALL: &[Scenario] = &[
    // a row in a list is no opening (`domain.md` section 6): what a search finds is logged when it is opened
    Scenario::of(forms::SearchCases::PATH, |w| Box::pin(search(w))),
    Scenario::of(forms::TakeUp::PATH, |w| Box::pin(take_up(w))),
    Scenario::of(forms::Close::PATH, |w| Box::pin(close(w, false))).leaving(&[E::CaseClosed]),
    Scenario::of(forms::Close::PATH, |w| Box::pin(close(w, true))),
];

async fn search(world: World) -> Ready {
    let referrer = world.user(Role::Referrer, None).await;
    world.case(CaseOf::new(&referrer, StateCode::InQueue, &[Party::Jobbtorg])).await;
    Ready {
        client: world.login_as(Role::Coordinator).await,
        path: forms::SearchCases::PATH.into(),
        fields: vec![("words", "Ahmadi".into()), ("list", "inbox".into())],
        refused: vec![vec![], vec![("words", " ".into())], vec![("words", "x".repeat(101))]],
        strangers: vec![world.login_as(Role::Office).await],
    }
}

/// A coordinator of another association, and the case's own referrer.
async fn strangers(world: &World, referrer: &crate::support::Person) -> Vec<Client> {
    let elsewhere = world.association("Samordningsförbundet Annanstans").await;
    let coordinator = world.user_in(elsewhere, Role::Coordinator, None).await;
    vec![world.login(&coordinator).await, world.login(referrer).await]
}

async fn ready(world: &World, state: StateCode, deed: &str, fields: Fields, refused: Vec<Fields>) -> (CaseId, Ready) {
    let referrer = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&referrer, state, &[Party::Jobbtorg])).await;
    let (client, path) = (world.login_as(Role::Coordinator).await, format!("/cases/{case}/{deed}"));
    (case, Ready { client, path, fields, refused, strangers: strangers(world, &referrer).await })
}

async fn take_up(world: World) -> Ready {
    let (case, ready) = ready(&world, StateCode::Met, "take-up", vec![], vec![]).await;
    change(&world, case, |c| c.dormant = true).await;
    ready
}

async fn close(world: World, with_lots: bool) -> Ready {
    let fields = |on: chrono::NaiveDate, livelihood: &str| -> Fields {
        vec![
            ("on", on.to_string()),
            ("reason", "2".into()),
            ("livelihood", livelihood.into()),
            ("words", "Rehabilitering fortsätter.".into()),
            ("confirmed", close_anyway(Lang::Sv, &[Missing::FollowUp])),
        ]
    };
    let (today, later) = (world.clock.today(), world.clock.today() + chrono::Days::new(1));
    let accepted = fields(today, "sickness_benefit");
    // no follow-up is done: asked once more
    let unconfirmed: Fields = accepted.iter().filter(|f| f.0 != "confirmed").cloned().collect();
    // nor does a yes help that was said to something else
    let other = [&unconfirmed[..], &[("confirmed", close_anyway(Lang::Sv, &[Missing::Plan]))]].concat();
    let refused = vec![vec![], fields(today, "lotteri"), fields(later, "sickness_benefit"), unconfirmed, other];
    let (case, ready) = ready(&world, StateCode::PlanEstablished, "close", accepted, refused).await;
    if with_lots {
        world.assignment(case, world.user(Role::Lots, None).await.id).await;
    }
    ready
}
