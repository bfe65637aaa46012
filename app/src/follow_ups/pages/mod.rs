//! The follow-ups of a case, one of them as a form, and the list.
mod answer;
mod list;

pub use answer::{DeclineMeetingPage, FollowUpPage, GiveUpPage, TriedPage};
pub use list::FollowUpsPage;

use super::{
    api::{self, Answered, FollowUpRow, FollowUpsView},
    rules::{FollowUpResult, days_tried, opens_on},
    texts,
};
use crate::{
    cases::turn::Step,
    kernel::{code::Code, id::CaseId, swedish},
    ui::{
        fetch::{Fetched, section},
        lang::{t, use_lang},
        parts::{Day, Tag, Tone},
        view::use_today,
    },
};
use chrono::NaiveDate;
use leptos::prelude::*;

/// The follow-ups as a part of the case page. The next one's button stands in the bar above.
#[component]
pub fn CaseFollowUps(found: Fetched<FollowUpsView>, in_bar: Option<Step>) -> impl IntoView {
    section(found, move |mut found: FollowUpsView| {
        let next = found.rows.iter_mut().find(|row| row.done.is_none());
        if let Some(next) = next.filter(|_| in_bar == Some(Step::FollowUp)) {
            next.may_do = false;
        }
        if found.rows.is_empty() { ().into_any() } else { view! { <FollowUpsSheet found/> }.into_any() }
    })
}

#[component]
fn FollowUpsSheet(found: FollowUpsView) -> impl IntoView {
    let case = found.case;
    let rows = found.rows.into_iter().map(|row| view! { <FollowUp case row/> }).collect_view();
    view! {
        <section class="sheet" aria-labelledby="follow-ups-h">
            <h2 id="follow-ups-h">{t(texts::FOLLOW_UPS)}</h2>
            <ul class="activities">{rows}</ul>
        </section>
    }
}

#[component]
fn FollowUp(case: CaseId, row: FollowUpRow) -> impl IntoView {
    let (lang, today) = (use_lang(), use_today());
    let title = texts::FOLLOW_UP.with(lang, row.months);
    let link = row.may_do.then(|| {
        view! {
            <a class="btn s small" href=format!("/cases/{case}/follow-ups/{}", row.months)>
                {t(texts::DO)}
                <span class="vh">" "{texts::MONTHS_N.with(lang, row.months)}</span>
            </a>
        }
    });
    let opens = opens_on(row.due);
    let opens = (row.done.is_none() && !row.dormant && !row.over && opens > today)
        .then(|| view! { " · " {texts::CAN_BE_DONE_FROM.with(lang, swedish::day(lang, opens, today))} });
    let tries = (row.done.is_none() && !row.tries.is_empty())
        .then(|| view! { " · " {texts::tried(lang, days_tried(row.tries.iter().map(|at| at.date())))} });
    let result = row.done.as_ref().and_then(|d| d.result);
    let done_on = row.done.as_ref().map(|d| d.on);
    let (dormant, over) = (row.dormant, row.over);
    let meeting = row.may_book_or_decline.then(|| {
        view! {
            <a class="btn s small" href=format!("/cases/{case}/follow-ups/{}", row.months)>{t(texts::TASK_MEETING)}</a>
        }
    });
    view! {
        <li>
            <div>
                <strong>{title}</strong>
                <p class="meta">
                    {t(texts::DUE)} " " <Day day=row.due today/> {opens} {tries}
                </p>
                {row.done.map(|done| view! { <Found done/> })}
            </div>
            <StateTag due=row.due done_on result dormant over/>
            {meeting}
            {link}
        </li>
    }
}

/// What a follow-up found, folded.
#[component]
pub(super) fn Found(done: Answered) -> impl IntoView {
    let (lang, today) = (use_lang(), use_today());
    let needs = [
        (done.needs_lots, texts::WANTS_LOTS),
        (done.needs_meeting, texts::WANTS_MEETING),
        (done.needs_training, texts::WANTS_TRAINING),
    ];
    let needs: Vec<_> = needs.into_iter().filter(|n| n.0).map(|n| t(n.1)).collect();
    let answers = done
        .activities
        .into_iter()
        .map(|a| {
            let hindrance = a.hindrance.map(|h| format!(" ({})", h.words().get(lang)));
            view! { <li>{a.text}": "{a.status.words().get(lang)}{hindrance}</li> }
        })
        .collect_view();
    let given_up = done.result == Some(FollowUpResult::CouldNotFollowUp);
    let done_words = if given_up { texts::GIVE_UP } else { texts::DONE_ON };
    let declined = done.meeting_declined_on;
    let notes = Some(done.notes).filter(|n| !n.is_empty());
    view! {
        <p class="meta">
            {t(done_words)} " " <Day day=done.on today/> " " {texts::BY.with(lang, done.by)}
            {(!needs.is_empty()).then(|| format!(" · {}", needs.join(" · ")))}
            {declined.map(|day| view! { " · "{t(texts::DECLINED_ON)}" "<Day day today/> })}
        </p>
        <details class="more">
            <summary>{t(texts::ANSWERS)}</summary>
            <ul>{answers}</ul>
            {notes.map(|n| view! { <p>{n}</p> })}
        </details>
    }
}

/// Done with its result, late, due soon, or to come.
#[component]
pub(super) fn StateTag(
    due: NaiveDate,
    done_on: Option<NaiveDate>,
    result: Option<FollowUpResult>,
    /// Of a case that an import brought and nobody has taken up: nobody is late with it.
    dormant: bool,
    /// Of a case that is over: it will not be done.
    over: bool,
) -> impl IntoView {
    let lang = use_lang();
    let days = (use_today() - due).num_days();
    let (tone, words) = match (done_on, result) {
        (Some(_), Some(result)) => {
            let tone = match result {
                FollowUpResult::AllDone => Tone::Ok,
                FollowUpResult::PartlyDone | FollowUpResult::UnderWay => Tone::Calm,
                FollowUpResult::NoneDone | FollowUpResult::CouldNotFollowUp | FollowUpResult::NotCarriedOut => {
                    Tone::Plain
                }
            };
            (tone, result.words().get(lang).to_owned())
        }
        (Some(_), None) => (Tone::Ok, t(texts::DONE_ON).to_lowercase()),
        (None, _) if over => (Tone::Plain, t(texts::NEVER_DONE).to_owned()),
        (None, _) if dormant => (Tone::Plain, t(texts::NOT_TAKEN_UP).to_owned()),
        (None, _) if days > 0 => (Tone::Late, swedish::days_late(lang, days)),
        (None, _) if days >= -super::rules::OPENS_BEFORE => (Tone::Soon, swedish::in_days(lang, -days)),
        (None, _) => (Tone::Plain, t(texts::COMES).to_owned()),
    };
    view! { <Tag tone words/> }
}
