//! The joint plan as its participant reads it, and what they mark of what is theirs to do.
use super::{
    fields::{Area, Wrong, one_of, summary},
    parts::{At, FORM, Outcome, Posted, day, nearest, page, page_of_form},
};
use crate::{
    cases::policy::CaseFacts,
    db::{Db, ReadTx, Tx},
    follow_ups::rules::Hindrance,
    kernel::{code::Code, error::AppError, id::ActivityId, lang::Lang},
    participant_portal::{
        guests::Guest,
        said::{self, Said},
    },
    plans::{
        actions::Refusal,
        participant::{self, OwnActivity, OwnMark, OwnPlan},
        rules::{ActivityStatus, Responsible},
    },
};
use chrono::Duration;
use leptos::prelude::*;

/// What is said of a hindrance in the participant's own words may be so long.
const MOST: usize = 1_000;

/// The plan, or that there is none yet.
pub async fn show(db: &Db, guest: &Guest, at: &At) -> Result<Outcome, AppError> {
    let tx = db.read().await?;
    let case = guest.look(&tx).await?;
    shown(&tx, &case, at, 200, &Wrong::new()).await
}

async fn shown(tx: &ReadTx, case: &CaseFacts, at: &At, status: u16, wrong: &Wrong) -> Result<Outcome, AppError> {
    let Some(plan) = participant::read(tx, case).await? else {
        let content = view! {
            <p>{at.say(said::NO_PLAN)}</p>
            <p><a href="/my/start">{at.say(said::BACK)}</a></p>
        };
        return Ok(page(at, status, said::PLAN, content.into_any()));
    };
    // told on the page that comes next, and not when it is read again later
    let lately = tx.now() - Duration::minutes(1);
    let told = wrong.is_empty() && plan.activities.iter().any(|a| a.told && a.status_at > lately);
    let word = told.then(|| view! { <p class="word" role="status">{at.say(said::MARKED)}</p> });
    let unconsented = case.consent.is_none() && case.state.code().is_live();
    let unconsented = unconsented.then(|| view! { <p class="caution">{at.say(said::MARK_WITHOUT_YES)}</p> });
    let content = view! {
        {word}
        {summary(at, wrong)}
        {goal(at, &plan)}
        {unconsented}
        {listed(at, said::YOURS, plan.activities.iter().filter(|a| is_own(a)))}
        {listed(at, said::OTHERS, plan.activities.iter().filter(|a| !is_own(a)))}
        <p><a href="/my/start">{at.say(said::BACK)}</a></p>
    };
    Ok(page(at, status, said::PLAN, content.into_any()))
}

fn is_own(activity: &OwnActivity) -> bool {
    activity.responsible == Responsible::Participant
}

/// What the plan aims at, in the team's words and in the participant's own: in the language in which they were written.
fn goal(at: &At, plan: &OwnPlan) -> AnyView {
    let lang = nearest(at.language);
    let kind = plan.goal_kind.map(|kind| view! { <dd lang=lang.code()>{kind.words().get(lang)}</dd> });
    let own = (!plan.own_words.is_empty()).then(|| {
        view! {
            <dt>{at.say(said::OWN_WORDS)}</dt>
            <dd dir="auto">{plan.own_words.clone()}</dd>
        }
    });
    view! {
        <dl>
            <dt>{at.say(said::GOAL)}</dt>
            <dd dir="auto">{plan.goal.clone()}</dd>
            {kind}
            {own}
        </dl>
    }
    .into_any()
}

fn listed<'a>(at: &At, title: Said, of: impl Iterator<Item = &'a OwnActivity>) -> AnyView {
    let cards: Vec<AnyView> = of.map(|activity| card(at, activity)).collect();
    if cards.is_empty() {
        return ().into_any();
    }
    view! {
        <h2>{at.say(title)}</h2>
        <ul class="cards">{cards}</ul>
    }
    .into_any()
}

fn status(status: ActivityStatus) -> Said {
    match status {
        ActivityStatus::Planned => said::PLANNED,
        ActivityStatus::UnderWay => said::UNDER_WAY,
        ActivityStatus::Done => said::DONE,
        ActivityStatus::NotDone | ActivityStatus::Dropped => said::NOT_DONE,
    }
}

/// One activity: what, who, by when, how far; with the buttons where it is the participant's own.
fn card(at: &At, activity: &OwnActivity) -> AnyView {
    let lang = nearest(at.language);
    let who = (!is_own(activity)).then(|| {
        let who = match activity.responsible {
            Responsible::Lots => view! { {at.say(said::YOUR_LOTS)} }.into_any(),
            party => view! { <span lang=lang.code()>{party.words().get(lang)}</span> }.into_any(),
        };
        let place = (!activity.place.is_empty()).then(|| view! { ", "<bdi lang="sv">{activity.place.clone()}</bdi> });
        view! { <p>{at.say(said::WHO_DOES)}" "{who}{place}</p> }
    });
    let due = activity.due.filter(|_| activity.status.is_open());
    let due = due.map(|due| view! { <p>{at.say(said::DUE)}" "{day(at.language, due)}</p> });
    let reason = (!activity.reason.is_empty()).then(|| view! { <p dir="auto">{told(at, &activity.reason)}</p> });
    view! {
        <li>
            <h3 dir="auto">{activity.text.clone()}</h3>
            {who}
            {due}
            <p>{at.say(said::HOW_FAR)}" "<strong>{at.say(status(activity.status))}</strong></p>
            {reason}
            {activity.may_mark.then(|| buttons(at, activity))}
        </li>
    }
    .into_any()
}

fn buttons(at: &At, activity: &OwnActivity) -> AnyView {
    let path = format!("/my/plan/{}", activity.id);
    let button = |now: ActivityStatus, words: Said, class: &'static str| {
        let label = format!("{}: {}", at.say(words), activity.text);
        (activity.status != now).then(|| {
            view! { <button class=class name="status" value=now.code() aria-label=label>{at.say(words)}</button> " " }
        })
    };
    let hindered = (activity.status != ActivityStatus::NotDone).then(|| {
        let label = format!("{}: {}", at.say(said::IN_THE_WAY), activity.text);
        view! { <p><a href=path.clone() aria-label=label>{at.say(said::IN_THE_WAY)}</a></p> }
    });
    view! {
        <form method="post" action=path.clone()>
            <input type="hidden" name="was" value=activity.status.code()/>
            {button(ActivityStatus::Done, said::IT_IS_DONE, "")}
            {button(ActivityStatus::UnderWay, said::I_HAVE_BEGUN, "second")}
        </form>
        {hindered}
    }
    .into_any()
}

/// Why it was not done: one of the list in the reader's language, else as it was written.
fn told(at: &At, reason: &str) -> String {
    let given = Hindrance::ALL.iter().find(|h| h.words().get(Lang::Sv) == reason);
    given.map_or_else(|| reason.to_owned(), |h| at.say(hindrance(*h)).to_owned())
}

fn hindrance(hindrance: Hindrance) -> Said {
    match hindrance {
        Hindrance::WaitingTime => said::HINDER_WAITING,
        Hindrance::OutOfReach => said::HINDER_OUT_OF_REACH,
        Hindrance::Refused => said::HINDER_REFUSED,
        Hindrance::Health => said::HINDER_HEALTH,
        Hindrance::OwnWish => said::HINDER_OWN_WISH,
        Hindrance::NoPlace => said::HINDER_NO_PLACE,
        Hindrance::Other => said::HINDER_OTHER,
    }
}

/// What got in the way of one activity, to say.
pub async fn ask(db: &Db, guest: &Guest, at: &At, activity: &str, typed: &Posted) -> Result<Outcome, AppError> {
    let tx = db.read().await?;
    let case = guest.look(&tx).await?;
    asked(&tx, &case, at, 200, (activity, typed), &Wrong::new()).await
}

async fn asked(
    tx: &ReadTx,
    case: &CaseFacts,
    at: &At,
    status: u16,
    (activity, typed): (&str, &Posted),
    wrong: &Wrong,
) -> Result<Outcome, AppError> {
    let id: ActivityId = activity.parse().map_err(|_| AppError::NotFound)?;
    let plan = participant::read(tx, case).await?.ok_or(AppError::NotFound)?;
    let activity = plan.activities.into_iter().find(|a| a.id == id && is_own(a)).ok_or(AppError::NotFound)?;
    if !activity.may_mark {
        return Ok(Outcome::go("/my/plan"));
    }
    let choices: Vec<_> = Hindrance::ALL.iter().map(|h| (h.code(), hindrance(*h))).collect();
    let words = typed.text("words");
    let area =
        Area { name: "words", label: said::HINDER_WORDS, hint: said::HINDER_WORDS_HINT, value: &words, most: MOST };
    let was = if typed.get("was").is_empty() { activity.status.code() } else { typed.get("was") }.to_owned();
    let content = view! {
        {summary(at, wrong)}
        <p><strong dir="auto">{activity.text}</strong></p>
        <p>{at.say(said::IN_THE_WAY_LEAD)}</p>
        <form method="post" id=FORM>
            <input type="hidden" name="was" value=was/>
            <input type="hidden" name="status" value=ActivityStatus::NotDone.code()/>
            {one_of(at, wrong, ("hindrance", said::HINDER_WHAT, typed.get("hindrance")), &choices)}
            {area.view(at, wrong)}
            <button>{at.say(said::TELL)}</button>
        </form>
        <p><a href="/my/plan">{at.say(said::BACK)}</a></p>
    };
    Ok(page_of_form(at, status, said::IN_THE_WAY, content.into_any()))
}

/// Why it was not done, as it is kept: the list's words in Swedish, as a follow-up keeps them, and what was written.
fn reason(posted: &Posted) -> String {
    let words: String = posted.text("words").chars().take(MOST).collect();
    let given = Hindrance::from_code(posted.get("hindrance")).ok().map(|h| h.words().get(Lang::Sv));
    match (given, words.is_empty()) {
        (Some(given), false) => format!("{given}: {words}"),
        (Some(given), true) => given.to_owned(),
        (None, _) => words,
    }
}

/// Marks what is the participant's own: by the rules that hold when staff mark it, and in the same history.
pub async fn mark(db: &Db, guest: &Guest, at: &At, activity: &str, posted: &Posted) -> Result<Outcome, AppError> {
    let id: ActivityId = activity.parse().map_err(|_| AppError::NotFound)?;
    let now = ActivityStatus::from_code(posted.get("status")).map_err(|_| AppError::NotFound)?;
    if !ActivityStatus::BY_PARTICIPANT.contains(&now) {
        return Err(AppError::NotFound);
    }
    let reason = if now.needs_reason() { reason(posted) } else { String::new() };
    if now.needs_reason() && reason.is_empty() {
        let wrong = vec![("hindrance".to_owned(), at.say(said::HINDER_MISSING).to_owned())];
        let tx = db.read().await?;
        let case = guest.look(&tx).await?;
        return asked(&tx, &case, at, 422, (activity, posted), &wrong).await;
    }
    let tx = db.begin().await?;
    let case = guest.load(&tx).await?;
    let was = ActivityStatus::from_code(posted.get("was")).ok();
    match participant::mark(&tx, &case, id, OwnMark { was, now, reason: &reason }).await {
        Ok(Some(event)) => tx.commit(guest.did(event)).await?,
        // sent twice
        Ok(None) => {}
        Err(Refusal::App(error)) => return Err(error),
        // another has marked it, or there is no consent any longer: the page shows how it stands now
        Err(_) => {
            drop(tx);
            let wrong = vec![(String::new(), at.say(said::MARKED_MEANWHILE).to_owned())];
            let tx = db.read().await?;
            return match now.needs_reason() {
                // what was written is not lost: sent once more it is said of how it stands now
                true => asked(&tx, &case, at, 422, (activity, &without(posted, "was")), &wrong).await,
                false => shown(&tx, &case, at, 422, &wrong).await,
            };
        }
    }
    Ok(Outcome::go("/my/plan"))
}

fn without(posted: &Posted, name: &str) -> Posted {
    Posted(posted.0.iter().filter(|field| field.0 != name).cloned().collect())
}
