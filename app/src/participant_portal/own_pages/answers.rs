//! Reading a text, answering, signing, and the receipt of that.
use super::{
    fields::{Wrong, message, summary, yes_no},
    home::is_to_renew,
    parts::{At, FORM, Outcome, Posted, around, day, nearest, page, page_of_form, plain_wording, wording},
};
use crate::{
    audit::Entries,
    cases::policy::CaseFacts,
    consents::{
        actions::{By, NewConsent, write},
        rules::{ConsentForm, Purpose, last_day},
        store::{all_of, concerned, consent, consent_party, given_for},
        wording::{
            actions::in_use,
            api::Reading,
            rules::TextVersion,
            store::{Made, texts},
        },
    },
    db::{Db, Tx},
    kernel::{code::Code, error::AppError, id::ConsentId, local_time::local_day},
    organisation::{rules::Party, texts::the_party},
    participant_portal::{guests::Guest, said},
    participants::sealing::sealer,
};
use chrono::Duration;
use leptos::prelude::*;

/// What a page of answers asks.
enum Asked {
    /// For each of these parties, that are concerned and have no yes in force.
    Parties(Vec<Party>),
    /// Once.
    Once,
    /// Nothing: it has been answered.
    Nothing,
}

fn purpose_of(code: &str) -> Result<Purpose, AppError> {
    Purpose::from_code(code).map_err(|_| AppError::NotFound)
}

/// The parties that the case needs: that were asked for, answer for something, or referred it.
async fn asked(tx: &impl Tx, case: &CaseFacts, purpose: Purpose) -> Result<Asked, AppError> {
    if purpose != Purpose::ShareInTeam {
        let answers = all_of(tx, case.id).await?;
        let last = answers.iter().rev().map(|a| &a.0).find(|c| c.purpose == purpose);
        let lasts =
            last.is_some_and(|c| c.given && c.withdrawn_at.is_none() && !is_to_renew(c.valid_until, tx.today()));
        return Ok(if lasts { Asked::Nothing } else { Asked::Once });
    }
    let mut parties = concerned(tx, vec![case.id]).await?.remove(&case.id).unwrap_or_default();
    parties.push(case.referring_party);
    parties.sort_unstable();
    parties.dedup();
    let given = given_for(tx, case.id).await?;
    parties.retain(|party| last_day(&given, *party, tx.today()).is_none_or(|day| is_to_renew(day, tx.today())));
    Ok(if parties.is_empty() { Asked::Nothing } else { Asked::Parties(parties) })
}

/// The text in the participant's language, and the questions, with what was typed before another language was chosen.
pub async fn show(db: &Db, guest: &Guest, at: &At, purpose: &str, typed: &Posted) -> Result<Outcome, AppError> {
    let purpose = purpose_of(purpose)?;
    let tx = db.read().await?;
    let case = guest.look(&tx).await?;
    if !case.state.code().is_live() {
        return Ok(Outcome::go("/my/start"));
    }
    let reading = in_use(&tx, case.association, purpose, at.language).await?;
    let asked = asked(&tx, &case, purpose).await?;
    let mut posted = typed.clone();
    if typed.0.is_empty() {
        posted.0.push(("seen".into(), last_answer(&tx, &case).await?));
    }
    Ok(form(at, 200, (purpose, &reading), &asked, &posted, &Wrong::new()))
}

/// The latest answer of the case, whoever noted it: what is signed on a page that was made before it was sent twice, or is
/// overtaken.
async fn last_answer(tx: &impl Tx, case: &CaseFacts) -> Result<String, AppError> {
    Ok(all_of(tx, case.id).await?.last().map(|c| c.0.id.to_string()).unwrap_or_default())
}

/// What a reader must know of a text before they sign it.
fn cautions(at: &At, reading: &Reading) -> AnyView {
    let behind = reading.behind.map(|_| view! { <p class="caution">{at.say(said::BEHIND)}</p> });
    let unchecked = reading.unchecked.then(|| view! { <p class="caution">{at.say(said::UNCHECKED)}</p> });
    view! {
        {behind}
        {unchecked}
    }
    .into_any()
}

fn form(
    at: &At,
    status: u16,
    (purpose, reading): (Purpose, &Reading),
    asked: &Asked,
    posted: &Posted,
    wrong: &Wrong,
) -> Outcome {
    let lang = nearest(at.language);
    let swedish = reading.swedish.as_ref().map(|text| {
        view! {
            <details>
                <summary>{at.say(said::IN_SWEDISH)}</summary>
                {plain_wording(text)}
            </details>
        }
    });
    let questions = match asked {
        Asked::Nothing => {
            let content = view! {
                {cautions(at, reading)}
                {wording(at, &reading.text)}
                {swedish}
                <p>{at.say(said::ALL_ANSWERED)}</p>
                <p><a href="/my/start">{at.say(said::BACK)}</a></p>
            };
            return page(at, status, said::purpose(purpose), content.into_any());
        }
        Asked::Once => {
            yes_no(at, wrong, ("answer".into(), at.say(said::ANSWER).into_any(), posted.get("answer"))).into_any()
        }
        Asked::Parties(parties) => {
            let one = |party: &Party| {
                let name = party.code().to_owned();
                let label = view! { <span lang=lang.code()>{party.words().get(lang)}</span> }.into_any();
                yes_no(at, wrong, (name.clone(), label, posted.get(&name)))
            };
            let each: Vec<AnyView> = parties.iter().map(one).collect();
            view! {
                <h2>{at.say(said::EACH)}</h2>
                {each}
            }
            .into_any()
        }
    };
    let name = posted.get("name").to_owned();
    let name_wrong = wrong.iter().any(|w| w.0 == "name");
    let content = view! {
        {summary(at, wrong)}
        {cautions(at, reading)}
        {wording(at, &reading.text)}
        {swedish}
        <form method="post" id=FORM>
            <input type="hidden" name="version" value=reading.text.version.to_string()/>
            <input type="hidden" name="read_in" value=at.language.code()/>
            <input type="hidden" name="seen" value=posted.get("seen").to_owned()/>
            {questions}
            <div class="field">
                <label for="name">{at.say(said::NAME)}</label>
                <p class="meta" id="name-hint">{at.say(said::NAME_HINT)}</p>
                {message(wrong, "name")}
                <input
                    id="name"
                    name="name"
                    value=name
                    autocomplete="name"
                    dir="auto"
                    maxlength="120"
                    aria-invalid=name_wrong.then_some("true")
                    aria-describedby=if name_wrong { "name-hint name-wrong" } else { "name-hint" }
                />
            </div>
            <button>{at.say(said::SIGN)}</button>
        </form>
        <p><a href="/my/start">{at.say(said::BACK)}</a></p>
    };
    page_of_form(at, status, said::purpose(purpose), content.into_any())
}

/// What a signature says: yes or no, each with the parties that it is about; of SUS and the survey it is about none.
fn answers(at: &At, asked: &Asked, posted: &Posted, wrong: &mut Wrong) -> Vec<(bool, Vec<Party>)> {
    let mut yes = |name: &str| match posted.get(name) {
        "yes" => true,
        "no" => false,
        _ => {
            wrong.push((name.to_owned(), at.say(said::ANSWER_MISSING).to_owned()));
            false
        }
    };
    match asked {
        Asked::Parties(parties) => {
            let (named, refused): (Vec<Party>, Vec<Party>) = parties.iter().partition(|party| yes(party.code()));
            [(true, named), (false, refused)].into_iter().filter(|answer| !answer.1.is_empty()).collect()
        }
        Asked::Once => vec![(yes("answer"), vec![])],
        Asked::Nothing => vec![],
    }
}

/// Signs. The text must be the one that was read: where another came into use meanwhile, that one is to be read first.
pub async fn sign(db: &Db, guest: &Guest, at: &At, purpose: &str, posted: &Posted) -> Result<Outcome, AppError> {
    let purpose = purpose_of(purpose)?;
    let tx = db.begin().await?;
    let case = guest.load(&tx).await?;
    let reading = in_use(&tx, case.association, purpose, at.language).await?;
    let asked = asked(&tx, &case, purpose).await?;
    let overtaken = posted.get("seen") != last_answer(&tx, &case).await?;
    if overtaken || matches!(asked, Asked::Nothing) || !case.state.code().is_live() {
        // sent twice, or answered meanwhile: the first page says how it stands
        return Ok(Outcome::go("/my/start"));
    }
    let mut wrong = Wrong::new();
    let same = posted.get("version").parse::<TextVersion>() == Ok(reading.text.version);
    if !same || posted.get("read_in") != at.language.code() {
        wrong.push((String::new(), at.say(said::NEW_TEXT).to_owned()));
    }
    let said = answers(at, &asked, posted, &mut wrong);
    let name: String = posted.get("name").chars().filter(|c| !c.is_control()).take(120).collect();
    if name.is_empty() {
        wrong.push(("name".into(), at.say(said::NAME_MISSING).to_owned()));
    }
    if !wrong.is_empty() {
        return Ok(form(at, 422, (purpose, &reading), &asked, posted, &wrong));
    }
    let sealer = sealer(&tx, case.participant).await?;
    let (mut entries, mut to) = (Vec::new(), String::new());
    for (given, parties) in said {
        let new = NewConsent {
            purpose,
            given,
            form: ConsentForm::Electronic,
            language: at.language,
            with_interpreter: false,
            heard_by: String::new(),
            given_on: tx.today(),
            parties,
        };
        let (id, event) = write(&tx, (case.association, case.id), &sealer, By::Participant(&name), &new).await?;
        entries.push(guest.did(event));
        to = format!("/my/receipts/{id}");
    }
    tx.commit(Entries::several(entries)?).await?;
    Ok(Outcome::go(to))
}

/// What was signed: each answer, the name, the day, and the very text.
pub async fn receipt(db: &Db, guest: &Guest, at: &At, consent: &str) -> Result<Outcome, AppError> {
    let id: ConsentId = consent.parse().map_err(|_| AppError::NotFound)?;
    let tx = db.read().await?;
    let case = guest.look(&tx).await?;
    let all = all_of(&tx, case.id).await?;
    let found = all.iter().find(|(c, _)| c.id == id && c.signed_as_sealed.is_some());
    let row = &found.ok_or(AppError::NotFound)?.0;
    // a yes to some and a no to others are signed with one name
    let signed_with = |c: &consent::Model| {
        c.signed_as_sealed.is_some() && (c.purpose, c.recorded_at) == (row.purpose, row.recorded_at)
    };
    let answers: Vec<AnyView> =
        all.iter().filter(|(c, _)| signed_with(c)).map(|(c, parties)| answered(at, c, parties)).collect();
    let sealer = sealer(&tx, case.participant).await?;
    let name = sealer.open("consent", "signed_as_sealed", id.0, row.signed_as_sealed.as_deref())?;
    let of_purpose = texts(&tx, case.association, Some(row.purpose)).await?;
    let same = |m: &&Made| m.text.language.code() == row.language && m.text.version.to_string() == row.text_version;
    let text = of_purpose.iter().find(same).map(|m| {
        view! {
            <h2>{at.say(said::TEXT_READ)}</h2>
            {plain_wording(&m.text)}
        }
    });
    // when it is read again later it is no news
    let fresh = tx.now() - row.recorded_at < Duration::minutes(1);
    let saved = fresh.then(|| view! { <p class="word" role="status">{at.say(said::SAVED)}</p> });
    let content = view! {
        {saved}
        <p>{at.say(said::RECEIPT_LEAD)}</p>
        <dl>
            <dt>{at.say(said::purpose(row.purpose))}</dt>
            {answers}
            <dt>{at.say(said::SIGNED)}</dt>
            <dd dir="auto">{name}</dd>
            <dt>{at.say(said::ON_DAY)}</dt>
            <dd>{day(at.language, row.given_on)}</dd>
        </dl>
        {text}
        <p><a class="button" href="/my/start">{at.say(said::TO_START)}</a></p>
    };
    Ok(page(at, 200, said::RECEIPT, content.into_any()))
}

/// One answer, with the day until which it holds or on which it was withdrawn.
fn answered(at: &At, c: &consent::Model, parties: &[consent_party::Model]) -> AnyView {
    let lang = nearest(at.language);
    let names = |of: &mut dyn Iterator<Item = &consent_party::Model>| {
        of.map(|p| the_party(p.party).get(lang)).collect::<Vec<_>>().join(", ")
    };
    let whole = names(&mut parties.iter());
    let words = match (c.given, parties.is_empty()) {
        (true, true) => at.say(said::SAID_YES).into_any(),
        (true, false) => around(at, said::SAID_YES_TO, &whole),
        (false, true) => at.say(said::SAID_NO).into_any(),
        (false, false) => around(at, said::NO_TO, &whole),
    };
    let withdrawn = c.withdrawn_at.map(|on| (on, whole.clone())).or_else(|| {
        let gone = || parties.iter().filter(|p| p.withdrawn_at.is_some());
        let on = gone().filter_map(|p| p.withdrawn_at).max()?;
        Some((on, names(&mut gone())))
    });
    let until = match withdrawn {
        Some((on, of)) => {
            let on = day(at.language, local_day(on));
            let of = (!of.is_empty()).then(|| view! { " ("<bdi lang=lang.code()>{of}</bdi>")" });
            Some(view! { <dd>{at.say(said::WITHDRAWN_ON)}" "{on}{of}</dd> }.into_any())
        }
        None if c.given => {
            Some(view! { <dd>{at.say(said::UNTIL)}" "{day(at.language, c.valid_until)}</dd> }.into_any())
        }
        None => None,
    };
    view! {
        <dd>{words}</dd>
        {until}
    }
    .into_any()
}
