//! How each form of this room comes to be submitted.
use super::filled::{Fields, Pages, begin, district, fields, identity, pairs, ready, with};
use crate::{
    scenarios::{Ready, Scenario},
    support::{CaseOf, Client, Person, World},
};
use app::{access::Role, cases::rules::StateCode, organisation::rules::Party, referrals::forms, ui::form::Form};

pub const ALL: &[Scenario] = &[
    Scenario { form: forms::NewReferral::PATH, prepare: |world| Box::pin(new_referral(world)) },
    Scenario { form: forms::KeepParticipant::PATH, prepare: |world| Box::pin(keep(world, "participant")) },
    Scenario { form: forms::KeepSituation::PATH, prepare: |world| Box::pin(keep(world, "situation")) },
    Scenario { form: forms::KeepQuestion::PATH, prepare: |world| Box::pin(keep(world, "question")) },
    Scenario { form: forms::KeepConsent::PATH, prepare: |world| Box::pin(keep(world, "consent")) },
    Scenario { form: forms::SubmitReferral::PATH, prepare: |world| Box::pin(submit(world)) },
    Scenario { form: forms::DiscardDraft::PATH, prepare: |world| Box::pin(discard(world)) },
    Scenario { form: forms::AskCompletion::PATH, prepare: |world| Box::pin(ask(world)) },
    Scenario { form: forms::AnswerCompletion::PATH, prepare: |world| Box::pin(answer(world)) },
    Scenario { form: forms::AcceptReferral::PATH, prepare: |world| Box::pin(accept(world)) },
    Scenario { form: forms::ReturnReferral::PATH, prepare: |world| Box::pin(give_back(world)) },
    Scenario { form: forms::WithdrawReferral::PATH, prepare: |world| Box::pin(withdraw(world)) },
    Scenario { form: forms::ChangeReferrer::PATH, prepare: |world| Box::pin(hand_over(world)) },
    Scenario { form: forms::TakeOver::PATH, prepare: |world| Box::pin(take_over(world)) },
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

async fn discard(world: World) -> Ready {
    let person = world.user(Role::Referrer, None).await;
    let client = world.login(&person).await;
    let path = format!("/referrals/{}/discard", begin(&client, &person).await);
    let strangers = other_referrers(&world, &person).await;
    Ready { client, path, fields: vec![], refused: vec![], strangers }
}

/// A coordinator's deed on a submitted referral.
async fn by_coordinator(world: World, deed: &str, fields: Fields, refused: Vec<Fields>) -> Ready {
    let person = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&person, StateCode::Submitted, &[Party::Jobbtorg])).await;
    let elsewhere = world.association("Ett annat förbund").await;
    let stranger = world.user_in(elsewhere, Role::Coordinator, None).await;
    Ready {
        client: world.login_as(Role::Coordinator).await,
        path: format!("/cases/{case}/{deed}"),
        fields,
        refused,
        strangers: vec![world.login(&stranger).await],
    }
}

async fn ask(world: World) -> Ready {
    by_coordinator(world, "ask-completion", fields(&[("ask", "Vad säger vården?")]), vec![vec![]]).await
}

async fn accept(world: World) -> Ready {
    by_coordinator(world, "accept", vec![], vec![]).await
}

async fn give_back(world: World) -> Ready {
    let good = fields(&[("reason", "declined")]);
    by_coordinator(world, "return", good.clone(), vec![vec![], with(good, "reason", &["other"])]).await
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

async fn withdraw(world: World) -> Ready {
    let person = world.user(Role::Referrer, None).await;
    let case = world.case(CaseOf::new(&person, StateCode::InQueue, &[Party::Jobbtorg])).await;
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
