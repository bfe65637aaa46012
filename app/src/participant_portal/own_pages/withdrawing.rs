//! Withdrawing, in two steps, with what it means told before the second.
use super::{
    home::latest,
    parts::{At, Outcome, around, nearest, page},
};
use crate::{
    cases::policy::CaseFacts,
    consents::{
        actions::take_back,
        rules::{Purpose, Withdrawal},
        store::all_of,
    },
    db::{Db, ReadTx},
    kernel::{error::AppError, swedish::sentence},
    organisation::texts::the_party,
    participant_portal::{
        guests::Guest,
        said::{self, Said},
    },
};
use leptos::prelude::*;

/// What there is to withdraw.
async fn choices(tx: &ReadTx, case: &CaseFacts) -> Result<Vec<Withdrawal>, AppError> {
    let answers: Vec<_> = all_of(tx, case.id).await?.into_iter().map(|c| c.0).collect();
    let mut choices = Vec::new();
    if let Some(in_force) = &case.consent {
        choices.push(Withdrawal::Everything);
        choices.extend(in_force.parties().iter().map(|party| Withdrawal::Party(*party)));
    }
    let apart = [(Purpose::RegisterInSus, Withdrawal::Sus), (Purpose::Survey, Withdrawal::Survey)];
    choices.extend(apart.into_iter().filter(|a| latest(&answers, a.0) == Some(true)).map(|a| a.1));
    Ok(choices)
}

fn words(at: &At, what: Withdrawal) -> AnyView {
    match what {
        Withdrawal::Everything => at.say(said::WITHDRAW_ALL).into_any(),
        Withdrawal::Party(party) => {
            around(at, said::WITHDRAW_PARTY, &sentence(the_party(party).get(nearest(at.language))))
        }
        Withdrawal::Sus => at.say(said::WITHDRAW_SUS).into_any(),
        Withdrawal::Survey => at.say(said::WITHDRAW_SURVEY).into_any(),
    }
}

fn effect(what: Withdrawal) -> Said {
    match what {
        Withdrawal::Everything | Withdrawal::Party(_) => said::EFFECT_SHARE,
        Withdrawal::Sus | Withdrawal::Survey => said::EFFECT_OTHER,
    }
}

/// The first step.
pub async fn choose(db: &Db, guest: &Guest, at: &At) -> Result<Outcome, AppError> {
    let tx = db.read().await?;
    let case = guest.look(&tx).await?;
    let choices = choices(&tx, &case).await?;
    let none = choices.is_empty().then(|| view! { <p>{at.say(said::NOTHING_GIVEN)}</p> });
    let ways: Vec<AnyView> = choices
        .into_iter()
        .map(|what| {
            view! { <li><a class="button second" href=format!("/my/withdraw/{what}")>{words(at, what)}</a></li> }
                .into_any()
        })
        .collect();
    let content = view! {
        <p>{at.say(said::WITHDRAW_LEAD)}</p>
        {none}
        <ul class="ways">{ways}</ul>
        <p><a href="/my/start">{at.say(said::BACK)}</a></p>
    };
    Ok(page(at, 200, said::WITHDRAW, content.into_any()))
}

/// The second: what it means, and the button.
pub async fn confirm(db: &Db, guest: &Guest, at: &At, what: &str) -> Result<Outcome, AppError> {
    let what: Withdrawal = what.parse().map_err(|_| AppError::NotFound)?;
    let tx = db.read().await?;
    let case = guest.look(&tx).await?;
    if !choices(&tx, &case).await?.contains(&what) {
        return Ok(Outcome::go("/my/withdraw"));
    }
    let content = view! {
        <p><strong>{words(at, what)}</strong></p>
        <p>{at.say(effect(what))}</p>
        <form method="post">
            <button class="danger">{at.say(said::WITHDRAW_BUTTON)}</button>
        </form>
        <p><a href="/my/withdraw">{at.say(said::BACK)}</a></p>
    };
    Ok(page(at, 200, said::WITHDRAW, content.into_any()))
}

/// Withdraws. What was withdrawn already stays so.
pub async fn withdraw(db: &Db, guest: &Guest, what: &str) -> Result<Outcome, AppError> {
    let what: Withdrawal = what.parse().map_err(|_| AppError::NotFound)?;
    let tx = db.begin().await?;
    let case = guest.load(&tx).await?;
    match take_back(&tx, &case, what).await {
        Ok(event) => tx.commit(guest.did(event)).await?,
        Err(AppError::Conflict) => return Ok(Outcome::go("/my/start")),
        Err(error) => return Err(error),
    }
    Ok(Outcome::go("/my/start"))
}
