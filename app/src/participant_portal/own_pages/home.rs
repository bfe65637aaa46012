//! The participant's first page: who asks and why, what they have answered, and the ways on. And who has read their case.
use super::parts::{At, Outcome, Posted, SessionChange, around, day, nearest, page};
use crate::{
    accounts::store::names_of,
    cases::policy::CaseFacts,
    consents::{
        rules::{ConsentForm, Purpose, RENEW_DAYS},
        shared::actions::readers_for_participant,
        store::{all_of, consent, withdrawn_since},
        wording::rules::TextLanguage,
    },
    db::{Db, ReadTx, Tx},
    kernel::{code::Code, error::AppError, swedish},
    meetings::actions::{Coming, coming_to},
    organisation::{
        rules::Party,
        store::{agencies_of_units, association_by_id},
        texts::the_party,
    },
    participant_portal::{guests, guests::Guest, preparation::prepared_in, said},
    plans::participant::is_established,
};
use chrono::{Duration, NaiveDate};
use leptos::prelude::*;

/// The first page.
pub async fn start(db: &Db, guest: &Guest, at: &At) -> Result<Outcome, AppError> {
    let tx = db.read().await?;
    let case = guest.look(&tx).await?;
    let consents: Vec<consent::Model> = all_of(&tx, case.id).await?.into_iter().map(|c| c.0).collect();
    let contact = contact(&tx, &case).await?;
    let live = case.state.code().is_live();
    let coming = coming_to(&tx, &case).await?;
    // what was written for a meeting that is over can still be taken back
    let prepared = coming.is_none() && !prepared_in(&tx, case.id).await?.is_empty();
    let prepared = prepared.then(|| view! { <li><a href="/my/prepare">{at.say(said::PREPARE)}</a></li> });
    let meeting = coming.map(|coming| meeting(at, &coming));
    let answers: Vec<AnyView> =
        Purpose::ALL.iter().map(|purpose| answer(at, &case, &consents, *purpose, live)).collect();
    let apart = [Purpose::RegisterInSus, Purpose::Survey];
    let has_yes = case.consent.is_some() || apart.iter().any(|p| latest(&consents, *p) == Some(true));
    // told on the page that comes next, and not when it is read again later
    let lately = tx.now() - Duration::minutes(1);
    let withdrawn = withdrawn_since(&tx, case.id, lately).await?;
    let word = withdrawn.then(|| view! { <p class="word" role="status">{at.say(said::WITHDRAWN)}</p> });
    let own = consents.iter().filter(|c| c.form == ConsentForm::Electronic && c.signed_as_sealed.is_some());
    let receipts: Vec<AnyView> = own
        .rev()
        .map(|c| {
            let name = format!("{}, {}", at.say(said::purpose(c.purpose)), day(at.language, c.given_on));
            view! { <li><a href=format!("/my/receipts/{}", c.id)>{name}</a></li> }.into_any()
        })
        .collect();
    let receipts = (!receipts.is_empty()).then(|| {
        view! {
            <h2>{at.say(said::RECEIPT)}</h2>
            <ul>{receipts}</ul>
        }
    });
    let plan = is_established(&tx, &case).await?;
    let plan = plan.then(|| view! { <li><a href="/my/plan">{at.say(said::PLAN)}</a></li> });
    let withdraw = has_yes.then(|| view! { <li><a href="/my/withdraw">{at.say(said::WITHDRAW)}</a></li> });
    let content = view! {
        {word}
        <section aria-labelledby="who">
            <h2 id="who">{at.say(said::WHO_ASKS)}</h2>
            <p>{around(at, said::CONTACT_IS, &contact)}</p>
            <p>{at.say(said::WHY)}</p>
        </section>
        {meeting}
        <section aria-labelledby="answers">
            <h2 id="answers">{at.say(said::ANSWERS)}</h2>
            <ul class="cards">{answers}</ul>
        </section>
        {receipts}
        <ul class="ways">
            {plan}
            {prepared}
            {withdraw}
            <li><a href="/my/readers">{at.say(said::READERS)}</a></li>
        </ul>
    };
    Ok(page(at, 200, said::YOUR_PAGE, content.into_any()))
}

/// The coming meeting: when, how, where, and who will be there for what.
fn meeting(at: &At, coming: &Coming) -> AnyView {
    let (language, lang) = (at.language, nearest(at.language));
    let time = swedish::time(lang, coming.at.time());
    let who = |party: &Party| {
        let name = swedish::sentence(the_party(*party).get(lang));
        view! { <li><span lang=lang.code()>{name}</span>": "{at.say(said::what_they_do(*party))}</li> }.into_any()
    };
    let parties: Vec<AnyView> = coming.parties.iter().map(who).collect();
    let parties = (!parties.is_empty()).then(|| {
        view! {
            <dt>{at.say(said::MEETING_WHO)}</dt>
            <dd><ul>{parties}</ul></dd>
        }
    });
    let place = (!coming.place.is_empty()).then(|| {
        view! {
            <dt>{at.say(said::MEETING_PLACE)}</dt>
            <dd dir="auto">{coming.place.clone()}</dd>
        }
    });
    view! {
        <section aria-labelledby="meeting">
            <h2 id="meeting">{at.say(said::MEETING)}</h2>
            <dl>
                <dt>{at.say(said::MEETING_TIME)}</dt>
                <dd>{day(language, coming.at.date())}" "{time}</dd>
                <dt>{at.say(said::MEETING_LASTS)}</dt>
                <dd>{said::MINUTES.with(language, coming.minutes)}</dd>
                <dt>{at.say(said::MEETING_FORM)}</dt>
                <dd lang=lang.code()>{swedish::sentence(coming.form.words().get(lang))}</dd>
                {place}
                {parties}
            </dl>
            <p><a class="button second" href="/my/prepare">{at.say(said::PREPARE)}</a></p>
        </section>
    }
    .into_any()
}

/// The referrer and their agency, who stay the participant's contact throughout; and the association.
async fn contact(tx: &ReadTx, case: &CaseFacts) -> Result<String, AppError> {
    let name = names_of(tx, [case.referrer]).await?.remove(&case.referrer).unwrap_or_default();
    let agency = agencies_of_units(tx, [case.unit]).await?.remove(&case.unit).unwrap_or_default();
    let association = association_by_id(tx, case.association).await?.name;
    Ok([name, agency, association].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "))
}

/// Whether what lasts until that day is to be renewed now (4.3).
pub fn is_to_renew(until: NaiveDate, today: NaiveDate) -> bool {
    until <= today + Duration::days(RENEW_DAYS)
}

/// The latest answer to that question, given and not withdrawn; none: not asked.
pub fn latest(consents: &[consent::Model], purpose: Purpose) -> Option<bool> {
    let last = consents.iter().rev().find(|c| c.purpose == purpose)?;
    Some(last.given && last.withdrawn_at.is_none())
}

fn answer(at: &At, case: &CaseFacts, consents: &[consent::Model], purpose: Purpose, live: bool) -> AnyView {
    let named = case.consent.as_ref().filter(|_| purpose == Purpose::ShareInTeam);
    let last = consents.iter().rev().find(|c| c.purpose == purpose);
    let (words, has_all) = match (named, last) {
        (Some(in_force), _) => {
            let parties: Vec<&str> =
                in_force.parties().iter().map(|p| the_party(*p).get(nearest(at.language))).collect();
            (around(at, said::SAID_YES_TO, &parties.join(", ")), false)
        }
        (None, None) => (at.say(said::SAID_NOTHING).into_any(), false),
        (None, Some(c)) if !c.given => (at.say(said::SAID_NO).into_any(), false),
        (None, Some(c)) if purpose == Purpose::ShareInTeam || c.withdrawn_at.is_some() => {
            (at.say(said::NO_LONGER).into_any(), false)
        }
        (None, Some(c)) => (at.say(said::SAID_YES).into_any(), !is_to_renew(c.valid_until, case.today)),
    };
    let name = at.say(said::purpose(purpose));
    let read = (live && !has_all).then(|| {
        let label = format!("{}: {name}", at.say(said::READ_ANSWER));
        view! {
            <a class="button" href=format!("/my/answers/{purpose}") aria-label=label>
                {at.say(said::READ_ANSWER)}
            </a>
        }
    });
    view! {
        <li>
            <h3>{name}</h3>
            <p>{words}</p>
            {read}
        </li>
    }
    .into_any()
}

/// Who has read the case: by task, agency and day.
pub async fn readers(db: &Db, guest: &Guest, at: &At) -> Result<Outcome, AppError> {
    let tx = db.read().await?;
    let case = guest.look(&tx).await?;
    let lang = nearest(at.language);
    let readers = readers_for_participant(&tx, &case).await?;
    let none = readers.is_empty().then(|| view! { <p>{at.say(said::NOBODY)}</p> });
    let rows: Vec<AnyView> = readers
        .into_iter()
        .map(|r| {
            let who = format!("{}, {}", swedish::sentence(r.role.words().get(lang)), r.office);
            let days: Vec<String> = r.days.iter().map(|read| day(at.language, *read)).collect();
            let without = r.without_consent.then(|| view! { " "<strong>{at.say(said::WITHOUT_YES)}</strong> });
            view! {
                <li>
                    <span lang=lang.code() dir="auto">{who}</span>
                    {without}
                    <p class="meta">{days.join(", ")}</p>
                </li>
            }
            .into_any()
        })
        .collect();
    let content = view! {
        <p>{at.say(said::READERS_LEAD)}</p>
        {none}
        <ul class="rows">{rows}</ul>
        <p><a href="/my/start">{at.say(said::BACK)}</a></p>
    };
    Ok(page(at, 200, said::READERS, content.into_any()))
}

/// Reads on in another language, on the page where that was chosen.
pub async fn speak(db: &Db, guest: &Guest, posted: &Posted) -> Result<Outcome, AppError> {
    if let Ok(language) = posted.get("language").parse::<TextLanguage>() {
        guests::speak(db, guest, language).await?;
    }
    let from = posted.get("from");
    // to a page of these and nowhere else
    let inside = from.starts_with("/my/") && from.bytes().all(|b| b.is_ascii_alphanumeric() || b"/-_".contains(&b));
    Ok(Outcome::go(if inside { from } else { "/my/start" }))
}

/// Ends the session.
pub async fn leave(db: &Db, guest: &Guest, at: &At) -> Result<Outcome, AppError> {
    guests::leave(db, guest).await?;
    let to = format!("/my/ended?language={}", at.language.code());
    Ok(Outcome::Go { to, session: SessionChange::Ends })
}
