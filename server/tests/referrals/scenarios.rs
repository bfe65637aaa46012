//! How each form of this room comes to be submitted.
use super::filled::{Fields, Pages, begin, district, fields, identity, pairs, ready, with};
use crate::{
    consultations,
    scenarios::{Ready, Scenario},
    support::{CaseOf, Client, Person, World},
};
use app::{
    access::Role, audit::EventCode as E, cases::rules::StateCode, kernel::id::CaseId, meetings::rules::MeetingOutcome,
    organisation::rules::Party, referrals::forms, ui::form::Form,
};

pub const ALL: &[Scenario] = &[
    Scenario::of(forms::NewReferral::PATH, |world| Box::pin(new_referral(world))),
    Scenario::of(forms::KeepParticipant::PATH, |world| Box::pin(keep(world, "participant"))),
    Scenario::of(forms::KeepSituation::PATH, |world| Box::pin(keep(world, "situation"))),
    Scenario::of(forms::KeepQuestion::PATH, |world| Box::pin(keep(world, "question"))),
    Scenario::of(forms::KeepConsent::PATH, |world| Box::pin(keep(world, "consent"))),
    Scenario::of(forms::SubmitReferral::PATH, |world| Box::pin(submit(world)))
        .leaving(&[E::ReferralSubmitted, E::ConsentRecorded]),
    Scenario::of(forms::SubmitReferral::PATH, |world| Box::pin(submit_asked(world))),
    Scenario::of(forms::DiscardDraft::PATH, |world| Box::pin(discard(world))),
    Scenario::of(forms::AskCompletion::PATH, |world| Box::pin(ask(world))),
    Scenario::of(forms::AnswerCompletion::PATH, |world| Box::pin(answer(world))),
    Scenario::of(forms::AcceptReferral::PATH, |world| Box::pin(accept(world))),
    Scenario::of(forms::ReturnReferral::PATH, |world| Box::pin(give_back(world, false)))
        .leaving(&[E::ReferralReturned]),
    Scenario::of(forms::ReturnReferral::PATH, |world| Box::pin(give_back(world, true))),
    Scenario::of(forms::WithdrawReferral::PATH, |world| Box::pin(withdraw(world, false)))
        .leaving(&[E::ReferralWithdrawn]),
    Scenario::of(forms::WithdrawReferral::PATH, |world| Box::pin(withdraw(world, true))),
    Scenario::of(forms::ChangeReferrer::PATH, |world| Box::pin(hand_over(world))),
    Scenario::of(forms::TakeOver::PATH, |world| Box::pin(take_over(world))),
];

async fn new_referral(world: World) -> Ready {
    let person = world.user(Role::Referrer, None).await;
    let unit = person.unit.expect("a unit").to_string();
    let client = world.login(&person).await;
    Ready {
        client,
        path: "/referrals/new".into(),
        fields: vec![("unit", unit)],
        refused: vec![vec![]],
        strangers: vec![],
    }
}

/// A colleague of the same unit, and a referrer of another agency: neither sees a draft.
async fn other_referrers(world: &World, person: &Person) -> Vec<Client> {
    vec![world.login(&world.user(Role::Referrer, person.unit).await).await, world.login_as(Role::Referrer).await]
}

/// What is written wrong stands in the draft already: sent again it is refused and changes nothing.
async fn keep(world: World, page: &str) -> Ready {
    let person = world.user(Role::Referrer, None).await;
    let client = world.login(&person).await;
    let pages = Pages::new(&world, district(&world).await, &identity(&world, "19900101", 984));
    let (fields, wrong) = match page {
        "participant" => (pages.participant, vec![("identity", "123".to_owned())]),
        "situation" => (pages.situation, vec![("support_band", "länge".to_owned())]),
        "question" => (pages.question, vec![("track", "fel".to_owned())]),
        _ => (pages.consent, vec![("given_on", "i går".to_owned())]),
    };
    let path = format!("/referrals/{}/{page}", begin(&client, &person).await);
    client.post(&path, &pairs(&wrong)).await.expect(422);
    let strangers = other_referrers(&world, &person).await;
    Ready { client, path, fields, refused: vec![wrong], strangers }
}

async fn submit(world: World) -> Ready {
    let person = world.user(Role::Referrer, None).await;
    let client = world.login(&person).await;
    let pages = Pages::new(&world, district(&world).await, &identity(&world, "19900101", 984));
    let draft = ready(&client, &person, &pages).await;
    let strangers = other_referrers(&world, &person).await;
    Ready { client, path: format!("/referrals/{draft}/review"), fields: vec![], refused: vec![], strangers }
}

/// One that was begun from a question without identity.
async fn submit_asked(world: World) -> Ready {
    let (person, client, at) = consultations::asked(&world).await;
    let draft = consultations::referred(&client, &person, &at).await;
    let pages = Pages::new(&world, district(&world).await, &identity(&world, "19900101", 984));
    pages.keep(&client, &draft).await;
    let strangers = other_referrers(&world, &person).await;
    Ready { client, path: format!("/referrals/{draft}/review"), fields: vec![], refused: vec![], strangers }
}

async fn discard(world: World) -> Ready {
    let person = world.user(Role::Referrer, None).await;
    let client = world.login(&person).await;
    let path = format!("/referrals/{}/discard", begin(&client, &person).await);
    let strangers = other_referrers(&world, &person).await;
    Ready { client, path, fields: vec![], refused: vec![], strangers }
}

/// A coordinator's deed on a submitted referral.
async fn by_coordinator(
    world: &World,
    state: StateCode,
    deed: &str,
    fields: Fields,
    refused: Vec<Fields>,
) -> (CaseId, Ready) {
    let person = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&person, state, &[Party::Jobbtorg])).await;
    let elsewhere = world.association("Ett annat förbund").await;
    let stranger = world.user_in(elsewhere, Role::Coordinator, None).await;
    let ready = Ready {
        client: world.login_as(Role::Coordinator).await,
        path: format!("/cases/{case}/{deed}"),
        fields,
        refused,
        strangers: vec![world.login(&stranger).await],
    };
    (case, ready)
}

async fn ask(world: World) -> Ready {
    let fields = fields(&[("ask", "Vad säger vården?")]);
    by_coordinator(&world, StateCode::Submitted, "ask-completion", fields, vec![vec![]]).await.1
}

async fn accept(world: World) -> Ready {
    by_coordinator(&world, StateCode::Submitted, "accept", vec![], vec![]).await.1
}

/// Work training of the case that waits, and one that has begun.
async fn with_training(world: &World, case: CaseId) {
    world.placement_of_case(case).await;
    let place = world.place(world.provider(world.home().await).await, 1).await;
    world.started(world.placement_of_case(case).await, place).await;
}

/// With a lots, one that was asked for before a meeting that was cancelled, and with work training.
async fn give_back(world: World, with_lots: bool) -> Ready {
    let good = fields(&[("reason", "declined")]);
    let state = if with_lots { StateCode::InQueue } else { StateCode::Submitted };
    let refused = vec![vec![], with(good.clone(), "reason", &["other"])];
    let (case, ready) = by_coordinator(&world, state, "return", good, refused).await;
    if with_lots {
        world.assignment(case, world.user(Role::Lots, None).await.id).await;
        with_training(&world, case).await;
    }
    ready
}

async fn answer(world: World) -> Ready {
    let person = world.user(Role::Referrer, None).await;
    let consent = [Party::Jobbtorg, Party::HealthCare];
    let case = world.case(CaseOf::new(&person, StateCode::Submitted, &consent)).await;
    let coordinator = world.login_as(Role::Coordinator).await;
    coordinator.post(&format!("/cases/{case}/ask-completion"), &[("ask", "Mer?")]).await.expect(303);
    let mut good = fields(&[
        ("answer", "Ja."),
        ("question", "Vad nu?"),
        ("livelihood", "income_support"),
        ("support_band", "1_2"),
        ("education", "compulsory"),
        ("asked_for", "jobbtorg"),
        ("asked_for", "health_care"),
        ("track", "team_meeting"),
    ]);
    good.push(("district", district(&world).await.to_string()));
    Ready {
        client: world.login(&person).await,
        path: format!("/cases/{case}/answer-completion"),
        fields: good.clone(),
        refused: vec![
            vec![],
            fields(&[("answer", "Ja."), ("question", "Vad nu?")]),
            with(good.clone(), "asked_for", &["jobbtorg", "social_services"]),
            // the consent does not name Arbetsförmedlingen
            with(good.clone(), "asked_for", &["jobbtorg", "employment_service"]),
            with(good, "identity", &["123"]),
        ],
        strangers: vec![world.login_as(Role::Referrer).await],
    }
}

async fn withdraw(world: World, booked: bool) -> Ready {
    let person = world.user(Role::Referrer, None).await;
    let state = if booked { StateCode::Booked } else { StateCode::InQueue };
    let case = world.case(CaseOf::new(&person, state, &[Party::Jobbtorg])).await;
    if booked {
        let team = world.team(world.home().await, &[Party::Jobbtorg]).await;
        world.meeting(case, world.slot(team, 3).await, MeetingOutcome::Booked).await;
        world.assignment(case, world.user(Role::Lots, None).await.id).await;
        with_training(&world, case).await;
    }
    Ready {
        client: world.login(&person).await,
        path: format!("/cases/{case}/withdraw"),
        fields: fields(&[("words", "Vill inte längre.")]),
        refused: vec![vec![("words", "a".repeat(4_001))]],
        strangers: vec![world.login_as(Role::Referrer).await],
    }
}

async fn take_over(world: World) -> Ready {
    let person = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&person, StateCode::InQueue, &[Party::Jobbtorg])).await;
    Ready {
        client: world.login(&world.user(Role::Referrer, person.unit).await).await,
        path: format!("/cases/{case}/take-over"),
        fields: vec![],
        refused: vec![],
        strangers: vec![world.login_as(Role::Referrer).await],
    }
}

async fn hand_over(world: World) -> Ready {
    let person = world.user(Role::Referrer, None).await;
    let other = world.user(Role::Referrer, person.unit).await;
    let case = world.case(CaseOf::new(&person, StateCode::InQueue, &[Party::Jobbtorg])).await;
    let elsewhere = world.association("Ett annat förbund").await;
    let stranger = world.user_in(elsewhere, Role::Coordinator, None).await;
    Ready {
        client: world.login_as(Role::Coordinator).await,
        path: format!("/cases/{case}/referrer"),
        fields: vec![("to", world.task(&other).await)],
        refused: vec![vec![], vec![("to", world.task(&person).await)]],
        strangers: vec![world.login(&stranger).await],
    }
}
