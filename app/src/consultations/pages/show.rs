//! One question, what was answered, and what can be done with it.
use super::{above, described, texts, tone_of, use_id};
use crate::{
    consultations::{
        api::{self, ConsultationView, EntryRow},
        rules::ConsultationState,
    },
    kernel::{code::Code, swedish},
    ui::{
        fetch::{fetch, loaded},
        lang::{t, use_lang},
        parts::{Email, Head, Moment, Tag},
        view::use_today,
    },
};
use leptos::prelude::*;

#[component]
pub fn ShowPage() -> impl IntoView {
    let id = use_id();
    let view = fetch(move || id, api::one);
    loaded(view, |view: ConsultationView| view! { <Show view/> }.into_any())
}

#[component]
fn Show(view: ConsultationView) -> impl IntoView {
    let (lang, today) = (use_lang(), use_today());
    let at = format!("/consultations/{}", view.row.id);
    let (state, gone_on) = (view.row.state, view.row.gone_on);
    let lead = if state.is_live() { described(lang, &view.row) } else { String::new() };
    let over = over(&view);
    let actions = actions(&view, &at);
    let draft = view.draft.map(|draft| {
        view! {
            <div class="notice info">
                <strong>{t(texts::DRAFT_BEGUN)}</strong>
                " "
                <a href=format!("/referrals/{draft}/review")>{t(texts::TO_DRAFT)}</a>
            </div>
        }
    });
    let body = state.is_live().then(|| {
        view! {
            <Thread view=view.clone()/>
            <p class="meta">{texts::GONE_HINT.with(lang, swedish::day(lang, gone_on, today))}</p>
        }
    });
    let by =
        view.row.asked_by.as_ref().map_or_else(|| t(texts::ABOUT_YOURS).to_owned(), |by| texts::ABOUT.with(lang, by));
    view! {
        <Head title=t(texts::ONE) lead above=above() actions=actions/>
        <p class="meta after">
            <Tag tone=tone_of(state) words=state.words().get(lang)/>
            " "
            {by}
            ", "
            <Moment at=view.row.asked_at today/>
        </p>
        {draft}
        {over}
        {body}
    }
}

/// What is left of a question that is over.
fn over(view: &ConsultationView) -> Option<AnyView> {
    let hint = match view.row.state {
        ConsultationState::Asked | ConsultationState::Answered => return None,
        ConsultationState::Converted => texts::CONVERTED_HINT,
        ConsultationState::Closed => texts::CLOSED_HINT,
    };
    let case = view.case.map(|case| view! { " "<a href=format!("/cases/{case}")>{t(texts::TO_CASE)}</a> });
    Some(view! { <div class="notice info"><span>{t(hint)}</span>{case}</div> }.into_any())
}

fn actions(view: &ConsultationView, at: &str) -> AnyView {
    let link = |may: bool, deed: &str, class: &'static str, words| {
        let href = format!("{at}/{deed}");
        may.then(|| view! { <a class=class href=href>{t(words)}</a>" " })
    };
    let refers = view.may_refer && view.draft.is_none();
    view! {
        {link(view.may_answer, "answer", "btn", texts::ANSWER)}
        {link(refers, "refer", "btn", texts::REFER)}
        {link(view.may_add, "add", "btn s", texts::ADD)}
        {link(view.may_close, "close", "btn s", texts::CLOSE)}
    }
    .into_any()
}

/// What is asked, and all that was answered and added.
#[component]
pub(super) fn Thread(view: ConsultationView) -> impl IntoView {
    let lang = use_lang();
    let parties: Vec<&str> = view.parties.iter().map(|p| p.words().get(lang)).collect();
    let parties = (!parties.is_empty()).then(|| {
        view! {
            <dt>{t(texts::PARTIES)}</dt>
            <dd>{swedish::sentence(&swedish::list(lang, &parties))}</dd>
        }
    });
    let none = view.entries.is_empty().then(|| view! { <p>{t(texts::NO_ANSWER)}</p> });
    let entries = view.entries.into_iter().map(|entry| view! { <Entry entry/> }).collect_view();
    view! {
        <section class="sheet" aria-labelledby="question-asked">
            <h2 id="question-asked">{t(texts::QUESTION_HEADING)}</h2>
            <dl class="facts">
                {parties} <dt>{t(texts::SITUATION_SHORT)}</dt> <dd>{view.situation}</dd>
                <dt>{t(texts::QUESTION_SHORT)}</dt> <dd>{view.question}</dd>
            </dl>
        </section>
        <section class="sheet" aria-labelledby="thread">
            <h2 id="thread">{t(texts::THREAD)}</h2>
            <div class="body">
                {none}
                {entries}
            </div>
        </section>
    }
}

#[component]
fn Entry(entry: EntryRow) -> impl IntoView {
    let (lang, today) = (use_lang(), use_today());
    let by = entry.by.unwrap_or_else(|| t(texts::YOU).to_owned());
    let task = entry.by_coordinator.then(|| view! { ", "{t(texts::COORDINATOR)} });
    let email = (!entry.email.is_empty()).then(|| view! { ", "<Email address=entry.email/> });
    let supports = entry
        .supports
        .iter()
        .map(|s| view! { <li><strong>{s.words().get(lang)}</strong><br/>{s.told().get(lang)}</li> })
        .collect_view();
    let supports = (!entry.supports.is_empty()).then(|| {
        view! {
            <p><strong>{t(texts::ELSEWHERE)}</strong></p>
            <ul>{supports}</ul>
        }
    });
    view! {
        <article>
            <p class="meta">{by}{task}{email}", "<Moment at=entry.at today/></p>
            <p>{entry.text}</p>
            {supports}
        </article>
    }
}
