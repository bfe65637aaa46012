//! How each form of this room comes to be submitted.
use crate::{
    scenarios::{Ready, Scenario},
    support::{CaseOf, World},
};
use app::{
    access::Role,
    audit::EventCode as E,
    cases::rules::StateCode,
    consents::{forms, scan::forms as scan, wording::forms as wording},
    organisation::rules::Party,
    ui::form::Form,
};

pub const ALL: &[Scenario] = &[
    Scenario::of(forms::RecordNew::PATH, |world| Box::pin(record(world))).leaving(&[E::ConsentRecorded]),
    Scenario::of(forms::RecordNew::PATH, |world| Box::pin(record_with_scan(world))),
    Scenario::of(scan::AddScan::PATH, |world| Box::pin(add_scan(world))),
    Scenario::of(scan::TakeBackScan::PATH, |world| Box::pin(take_back_scan(world))),
    Scenario::of(forms::Withdraw::PATH, |world| Box::pin(withdraw(world))),
    Scenario::of(wording::MakeText::PATH, |world| Box::pin(make_text(world))),
    Scenario::of(wording::SignText::PATH, |world| Box::pin(sign_text(world))),
];

async fn record(world: World) -> Ready {
    let person = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&person, StateCode::Submitted, &[])).await;
    Ready {
        client: world.login(&person).await,
        path: format!("/cases/{case}/consents/new"),
        fields: super::new_consent(&world),
        refused: vec![vec![]],
        strangers: vec![world.login_as(Role::Referrer).await],
    }
}

async fn record_with_scan(world: World) -> Ready {
    Ready { fields: super::scan::on_paper(&world, Some(super::scan::PAPER)), ..record(world).await }
}

async fn add_scan(world: World) -> Ready {
    let (person, case, consent) = super::scan::recorded(&world, None).await;
    Ready {
        client: world.login(&person).await,
        path: format!("/cases/{case}/consents/{consent}/scan/new"),
        fields: vec![("scan", super::scan::PAPER.into())],
        refused: vec![vec![], vec![("scan", concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml").into())]],
        strangers: vec![world.login_as(Role::Referrer).await],
    }
}

async fn take_back_scan(world: World) -> Ready {
    let (person, case, consent) = super::scan::recorded(&world, Some(super::scan::PAPER)).await;
    let scan = super::scan::rows(&world).await.remove(0).id.to_string();
    let another = app::kernel::id::ScanId::new().to_string();
    let reason = ("reason", "other_person".to_owned());
    Ready {
        client: world.login(&person).await,
        path: format!("/cases/{case}/consents/{consent}/scan/take-back"),
        fields: vec![("scan", scan.clone()), reason.clone()],
        refused: vec![vec![("scan", scan)], vec![("scan", another), reason]],
        strangers: vec![world.login_as(Role::Referrer).await],
    }
}

async fn withdraw(world: World) -> Ready {
    let person = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&person, StateCode::InQueue, &[Party::Jobbtorg])).await;
    Ready {
        client: world.login(&person).await,
        path: format!("/cases/{case}/consents/withdraw/everything"),
        fields: vec![],
        refused: vec![],
        strangers: vec![world.login_as(Role::Referrer).await, world.login_as(Role::Lots).await],
    }
}

async fn make_text(world: World) -> Ready {
    Ready {
        client: world.login_as(Role::Administrator).await,
        path: "/admin/consent-texts/share/sv/new".into(),
        fields: super::wording::new_text("2026-1"),
        refused: vec![
            vec![("shown", "2026-1".into()), ("title", "Samtycke".into())],
            // another version than the one in use
            super::wording::new_text("2026-2"),
            super::wording::new_text("den förra"),
        ],
        // the texts are the association's own: nobody else holds the task for these
        strangers: vec![world.login_as(Role::Coordinator).await],
    }
}

async fn sign_text(world: World) -> Ready {
    Ready {
        client: world.login_as(Role::Administrator).await,
        path: "/admin/consent-texts/sus/so/checked/2026-1".into(),
        fields: vec![("checked_by", "A. Exempel, Språkbyrån".into())],
        refused: vec![vec![("checked_by", " ".into())]],
        strangers: vec![world.login_as(Role::Coordinator).await],
    }
}
