//! The plan as a letter to the participant, in plain words.
use super::{between, id_in_path};
use crate::{
    cases::pages::CaseHead,
    kernel::{
        code::Code,
        id::CaseId,
        lang::{Lang, Text},
        swedish,
    },
    meetings::{pages::WithoutPhone, texts::LETTER_CALL},
    plans::{
        api::{self, ActivityRow, PlanLetter},
        rules::{ActivityStatus, Responsible},
        texts,
    },
    ui::{
        fetch::{fetch, loaded},
        lang::t,
        parts::PrintButton,
    },
};
use leptos::prelude::*;

#[component]
pub fn PlanLetterPage() -> impl IntoView {
    let case = id_in_path::<CaseId>("id");
    let letter = fetch(|| (), move |()| api::letter(case));
    loaded(letter, move |letter: PlanLetter| {
        view! {
            <CaseHead
                case
                heading=letter.plan.heading.clone()
                title=t(texts::LETTER_PAGE)
                lead=t(texts::LETTER_HINT)
                between=between(case)
                actions=view! { <PrintButton/> }.into_any()
            />
            <WithoutPhone phone=letter.phone.clone()/>
            <Letter letter/>
        }
        .into_any()
    })
}

#[component]
fn Letter(letter: PlanLetter) -> impl IntoView {
    let PlanLetter { association, participant, in_english, today, signed, followed_up_after, phone, plan } = letter;
    // in the reader's language, whatever the one who prints it uses
    let lang = if in_english { Lang::En } else { Lang::Sv };
    let t = move |text: Text| text.get(lang);
    let steps = plan
        .activities
        .into_iter()
        .filter(|a| a.status != ActivityStatus::Dropped)
        .map(|a| view! { <Step activity=a lang/> })
        .collect_view();
    let asked = followed_up_after.map(|months| texts::LETTER_FOLLOW_UP.with(lang, in_words(lang, months)));
    let draft = plan.established.is_none().then(|| view! { <p><strong>{t(texts::LETTER_DRAFT)}</strong></p> });
    let kind = plan.goal_kind.map(|k| format!("{} {}. ", t(texts::LETTER_GOAL), k.words().get(lang)));
    let own = Some(plan.own_words).filter(|w| !w.is_empty());
    view! {
        <article class="letter" lang=lang.code()>
            <header>
                <p class="from"><strong>{association}</strong></p>
                <p class="ref">
                    {plan.heading.number}
                    <br/>
                    <time datetime=swedish::iso(today)>{swedish::long_day(lang, today)}</time>
                </p>
            </header>
            <p class="to">{participant}</p>
            <h2 class="title">{t(texts::LETTER_TITLE)}</h2>
            {draft}
            <p>{kind}{plan.goal}</p>
            {own.map(|w| view! { <p>{t(texts::LETTER_WORDS)}</p><blockquote>{w}</blockquote> })}
            <h3>{t(texts::LETTER_STEPS)}</h3>
            <ol>{steps}</ol>
            {asked.map(|words| view! { <p>{words}</p> })}
            <p>{t(texts::LETTER_END)}</p>
            {(!phone.is_empty()).then(|| view! { <p>{LETTER_CALL.with(lang, phone)}</p> })}
            {signed.map(|name| view! { <p class="sign">{name}<br/>{t(texts::COORDINATOR)}</p> })}
        </article>
    }
}

/// So many months, as a letter says them.
fn in_words(lang: Lang, months: i32) -> String {
    match months {
        2 => lang.pick("två", "two").to_owned(),
        6 => lang.pick("sex", "six").to_owned(),
        12 => lang.pick("tolv", "twelve").to_owned(),
        other => other.to_string(),
    }
}

#[component]
fn Step(activity: ActivityRow, lang: Lang) -> impl IntoView {
    let t = move |text: Text| text.get(lang);
    let a = activity;
    let who = who(lang, &a);
    let due = a.due.filter(|_| a.status.is_open());
    let due = due.map(|d| view! { ", " {texts::DUE_ON.with(lang, swedish::long_day(lang, d))} });
    let decision = (a.needs_decision && a.outcome.is_none() && a.status != ActivityStatus::NotDone)
        .then(|| view! { <br/>{t(texts::LETTER_DECISION)} });
    let how = match a.status {
        ActivityStatus::Done => Some(texts::LETTER_DONE),
        ActivityStatus::NotDone => Some(texts::LETTER_NOT_DONE),
        ActivityStatus::Planned | ActivityStatus::UnderWay | ActivityStatus::Dropped => None,
    };
    let how = how.map(|words| view! { <br/>{t(words)} });
    view! {
        <li class="keep">
            <strong>{a.text}</strong>
            <br/>
            {who}
            {due}
            {decision}
            {how}
        </li>
    }
}

fn who(lang: Lang, a: &ActivityRow) -> String {
    let who = match a.responsible {
        Responsible::Participant => texts::LETTER_YOU.get(lang),
        Responsible::Lots => texts::LETTER_LOTS.get(lang),
        party => party.words().get(lang),
    };
    let more = [who, &a.person, &a.place];
    more.into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join(", ")
}
