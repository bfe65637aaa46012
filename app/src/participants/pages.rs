//! The participant: who they are, and their cases.
use super::{
    api::{self, CaseOfRow, IdentityRow, ParticipantRow, WhoRow},
    texts,
};
use crate::{
    cases::pages::{above_cases, tone_of},
    kernel::{code::Code, id::ParticipantId},
    ui::{
        fetch::{fetch, loaded},
        lang::{t, use_lang},
        parts::{Day, Email, Head, Tag},
        view::use_today,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

fn use_participant_id() -> ParticipantId {
    use_params_map()
        .with_untracked(|p| p.get("id").and_then(|id| id.parse().ok()))
        .unwrap_or(ParticipantId(uuid::Uuid::nil()))
}

#[component]
pub fn ShowPage() -> impl IntoView {
    let id = use_participant_id();
    let row = fetch(move || id, api::open);
    loaded(row, |row: ParticipantRow| view! { <Participant row/> }.into_any())
}

#[component]
fn Participant(row: ParticipantRow) -> impl IntoView {
    let above = vec![above_cases()];
    let id = row.id;
    let title = row.who.name.clone();
    view! {
        <Head title tab=t(texts::PARTICIPANT) above/>
        <div class="cols">
            <div class="stack">
                <Cases cases=row.cases/>
            </div>
            <div class="stack">
                <Who id who=row.who/>
            </div>
        </div>
    }
}

#[component]
fn Cases(cases: Vec<CaseOfRow>) -> impl IntoView {
    let (lang, today) = (use_lang(), use_today());
    let rows = cases
        .into_iter()
        .map(|c| {
            view! {
                <tr class=(!c.state.is_live()).then_some("quiet")>
                    <td>
                        <a href=format!("/cases/{}", c.id)>{c.number}</a>
                    </td>
                    <td data-label=t(texts::STATE)>
                        <Tag tone=tone_of(c.state) words=c.state.words().get(lang)/>
                    </td>
                    <td data-label=t(texts::SUBMITTED)>
                        <Day day=c.submitted_on today/>
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="sheet" aria-labelledby="cases">
            <header>
                <h2 id="cases">{t(texts::CASES)}</h2>
            </header>
            <table class="work">
                <caption class="vh">{t(texts::CASES_LEAD)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t(texts::CASE)}</th>
                        <th scope="col">{t(texts::STATE)}</th>
                        <th scope="col">{t(texts::SUBMITTED)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
}

#[component]
fn Who(id: ParticipantId, who: WhoRow) -> impl IntoView {
    let lang = use_lang();
    let or_none = |text: String| match text.is_empty() {
        true => view! { <dd class="none">{t(texts::NONE)}</dd> }.into_any(),
        false => view! { <dd>{text}</dd> }.into_any(),
    };
    let identity = match who.identity {
        Some(masked) => view! {
            <dd>
                {masked} " " <a href=format!("/participants/{id}/identity")>{t(texts::SHOW)}</a> <br/>
                <span class="meta">{t(texts::SHOW_HINT)}</span>
            </dd>
        }
        .into_any(),
        None => view! { <dd class="none">{t(texts::UNKNOWN)}</dd> }.into_any(),
    };
    let mut language = who.language.words().get(lang).to_owned();
    if who.interpreter {
        language = format!("{language}, {}", t(texts::INTERPRETER));
    }
    let contact = (!who.protected).then(|| {
        view! {
            <dt>{t(texts::PHONE)}</dt>
            {or_none(who.phone)}
            <dt>{t(texts::EMAIL)}</dt>
            {match who.email.is_empty() {
                true => or_none(who.email),
                false => view! { <dd><Email address=who.email/></dd> }.into_any(),
            }}
        }
    });
    view! {
        <section class="sheet" aria-labelledby="details">
            <h2 id="details">{t(texts::DETAILS)}</h2>
            {who.protected.then(|| view! { <div class="body"><p><strong>{t(texts::PROTECTED)}</strong></p></div> })}
            {who
                .as_said_in
                .map(|number| {
                    view! {
                        <div class="body">
                            <div class="notice warning">{texts::CASES_DIFFER.with(lang, number)}</div>
                        </div>
                    }
                })}
            <dl class="facts">
                <dt>{t(texts::IDENTITY)}</dt>
                {identity}
                <dt>{t(texts::GENDER)}</dt>
                <dd>{who.gender.words().get(lang)}</dd>
                <dt>{t(texts::LANGUAGE)}</dt>
                <dd>{language}</dd>
                <dt>{t(texts::ACCESSIBILITY)}</dt>
                {or_none(who.accessibility)}
                {contact}
            </dl>
        </section>
    }
}

/// The identity number in full.
#[component]
pub fn IdentityPage() -> impl IntoView {
    let id = use_participant_id();
    let row = fetch(move || id, api::identity);
    loaded(row, |row: IdentityRow| {
        let to = format!("/participants/{}", row.id);
        view! {
            <Head title=t(texts::IDENTITY) above=vec![(to.clone(), row.name)]/>
            <section class="sheet" aria-labelledby="number">
                <h2 id="number">{t(texts::IDENTITY)}</h2>
                <div class="body">
                    <p class="title">{row.identity.unwrap_or_else(|| t(texts::UNKNOWN).into())}</p>
                    <p><a href=to>{t(texts::BACK)}</a></p>
                </div>
            </section>
        }
        .into_any()
    })
}
