//! What the participant writes before a meeting: each part for themself, or for the team.
use super::{
    fields::{Area, Wrong, one_of},
    parts::{At, FORM, Outcome, Posted, page, page_of_form},
};
use crate::{
    audit::Entries,
    cases::policy::CaseFacts,
    db::{Db, ReadTx, Tx},
    kernel::{code::Code, error::AppError},
    meetings::actions::coming_to,
    participant_portal::{
        guests::Guest,
        preparation::{self, Written},
        rules::PreparedPart,
        said::{self, Said},
    },
};
use chrono::Duration;
use leptos::prelude::*;

/// Each part may be so long.
const MOST: usize = 2_000;

/// The field that says for whom a part is, and its values.
fn reader_of(part: PreparedPart) -> &'static str {
    match part {
        PreparedPart::Say => "say_for",
        PreparedPart::Remember => "remember_for",
    }
}
const READERS: [(&str, Said); 2] = [("me", said::KEEP), (TEAM, said::SHARE_WITH_TEAM)];
const TEAM: &str = "team";

/// The form, while a meeting is coming or something is written: what is shared can always be taken back.
pub async fn show(db: &Db, guest: &Guest, at: &At, typed: &Posted) -> Result<Outcome, AppError> {
    let tx = db.read().await?;
    let case = guest.look(&tx).await?;
    let written = preparation::own(&tx, &case).await?;
    if coming_to(&tx, &case).await?.is_none() && written.is_empty() {
        let content = view! {
            <p>{at.say(said::NOTHING_TO_PREPARE)}</p>
            <p><a href="/my/start">{at.say(said::BACK)}</a></p>
        };
        return Ok(page(at, 200, said::PREPARE, content.into_any()));
    }
    let written = if typed.0.is_empty() { written } else { read(typed) };
    let saved = typed.0.is_empty() && lately(&tx, &case).await?;
    Ok(form(at, &written, saved))
}

/// Told on the page that comes next, and not when it is read again later.
async fn lately(tx: &ReadTx, case: &CaseFacts) -> Result<bool, AppError> {
    preparation::written_since(tx, case.id, tx.now() - Duration::minutes(1)).await
}

fn form(at: &At, written: &[Written], saved: bool) -> Outcome {
    let none = Wrong::new();
    let fields = |part: &PreparedPart| {
        let now = written.iter().find(|w| w.part == *part);
        let (label, hint) = match part {
            PreparedPart::Say => (said::WANT_TO_SAY, said::WANT_TO_SAY_HINT),
            PreparedPart::Remember => (said::NOT_FORGET, said::NOT_FORGET_HINT),
        };
        let value = now.map_or("", |w| w.text.as_str());
        let chosen = if now.is_some_and(|w| w.shared) { TEAM } else { "me" };
        let who = (reader_of(*part), said::WHO_MAY_READ, chosen);
        view! {
            {Area { name: part.code(), label, hint, value, most: MOST }.view(at, &none)}
            {one_of(at, &none, who, &READERS)}
        }
        .into_any()
    };
    let fields: Vec<AnyView> = PreparedPart::ALL.iter().map(fields).collect();
    let saved = saved.then(|| view! { <p class="word" role="status">{at.say(said::PREPARED)}</p> });
    let content = view! {
        {saved}
        <p>{at.say(said::PREPARE_LEAD)}</p>
        <form method="post" id=FORM>
            {fields}
            <button>{at.say(said::SAVE)}</button>
        </form>
        <p><a href="/my/start">{at.say(said::BACK)}</a></p>
    };
    page_of_form(at, 200, said::PREPARE, content.into_any())
}

fn read(posted: &Posted) -> Vec<Written> {
    let part = |part: &PreparedPart| Written {
        part: *part,
        text: posted.text(part.code()).chars().take(MOST).collect(),
        shared: posted.get(reader_of(*part)) == TEAM,
    };
    PreparedPart::ALL.iter().map(part).collect()
}

/// Keeps, shares and takes back, each part as it says. As it stands already, nothing is written.
pub async fn write(db: &Db, guest: &Guest, at: &At, posted: &Posted) -> Result<Outcome, AppError> {
    let tx = db.begin().await?;
    let case = guest.load(&tx).await?;
    let events = preparation::write(&tx, &case, &read(posted)).await?;
    if !events.is_empty() {
        tx.commit(Entries::several(events.into_iter().map(|event| guest.did(event)).collect())?).await?;
    }
    Ok(Outcome::go(at.path.clone()))
}
