//! The lots of a case, and the list of assignments.
mod list;

pub use list::AssignmentsPage;

use super::{
    api::{self, AssignmentRow, LotsView},
    forms,
    rules::{AskedAt, AssignmentEnd, AssignmentState},
    texts,
};
use crate::{
    cases::pages::CaseHead,
    kernel::{code::Code, id::CaseId, lang::Text},
    plans::pages::id_in_path,
    ui::{
        fetch::{fetch, loaded, section},
        form::{Choices, Form, PostForm, Refused, Select, TextArea},
        lang::{t, use_lang},
        parts::{Day, NoneYet, Tag, Tone},
        state::Empty,
        view::use_today,
    },
};
use leptos::prelude::*;

/// The lots as a part of the case page.
#[component]
pub fn CaseLots(case: CaseId) -> impl IntoView {
    let lots = fetch(|| (), move |()| api::case_lots(case));
    section(lots, |lots: LotsView| {
        if lots.rows.is_empty() && !lots.may_ask && !lots.may_end && !lots.protected {
            ().into_any()
        } else {
            view! { <LotsSheet lots/> }.into_any()
        }
    })
}

#[component]
fn LotsSheet(lots: LotsView) -> impl IntoView {
    let case = lots.case;
    let links = [
        (lots.may_answer, "answer", texts::ANSWER),
        (lots.may_ask, "ask", texts::ASK),
        (lots.may_begin, "begin", texts::BEGIN),
        (lots.may_assign, "assign", if lots.hands_over { texts::HAND_OVER } else { texts::ASSIGN }),
        (lots.may_end, "end", texts::END),
    ];
    let links: Vec<_> = links
        .into_iter()
        .filter(|l| l.0)
        .map(|(_, to, words)| {
            view! { <a class="btn s small" href=format!("/cases/{case}/lots/{to}")>{t(words)}</a> " " }
        })
        .collect();
    if lots.rows.is_empty() {
        let words = match (lots.may_end, lots.protected) {
            (true, _) => texts::NOT_SHOWN,
            (false, true) => texts::PROTECTED,
            (false, false) => texts::NONE_YET,
        };
        let actions = links.into_any();
        return view! { <NoneYet id="lots-h" title=t(texts::LOTS) words=t(words) actions/> }.into_any();
    }
    let rows = lots.rows.into_iter().map(|row| view! { <Assignment row/> }).collect_view();
    let protected = lots.protected.then(|| view! { <p>{t(texts::PROTECTED)}</p> });
    view! {
        <section class="sheet" aria-labelledby="lots-h">
            <h2 id="lots-h">{t(texts::LOTS)}</h2>
            <div class="body">{rows}{protected}</div>
            {(!links.is_empty()).then(|| view! { <footer class="screen-only">{links}</footer> })}
        </section>
    }
    .into_any()
}

#[component]
fn Assignment(row: AssignmentRow) -> impl IntoView {
    let (lang, today) = (use_lang(), use_today());
    let who = row.lots.unwrap_or_else(|| t(texts::NOBODY_YET).to_owned());
    let end = row.end.map(|(day, reason)| view! { " · " {reason.words().get(lang)} " " <Day day today/> });
    let contacts =
        (row.earlier_contacts > 0).then(|| format!(" · {}", texts::EARLIER_CONTACTS.with(lang, row.earlier_contacts)));
    let words = Some(row.decline_words).filter(|w| !w.is_empty());
    view! {
        <p>
            <strong>{who}</strong>
            " "
            <StateTag state=row.state/>
            <br/>
            <span class="meta">
                {t(texts::ASKED_ON)} " " <Day day=row.asked_on today/> ", " {row.stage.words().get(lang)} {end} {contacts}
            </span>
            {words.map(|w| view! { <br/> <span class="meta">{t(texts::DECLINED_WITH)} " " {w}</span> })}
        </p>
    }
}

#[component]
pub(super) fn StateTag(state: AssignmentState) -> impl IntoView {
    let tone = match state {
        AssignmentState::Asked => Tone::Soon,
        AssignmentState::Accepted | AssignmentState::Active => Tone::Calm,
        AssignmentState::Ended => Tone::Plain,
        AssignmentState::Declined => Tone::Late,
    };
    view! { <Tag tone words=state.words().get(use_lang())/> }
}

/// What giving the assignment to a lots is called: another one takes it over from who has taken it.
fn assigns(lots: &LotsView) -> Text {
    if lots.hands_over { texts::HAND_OVER } else { texts::ASSIGN }
}

/// A page with one form about the case's lots, for those who may use it now.
fn page(
    (title, path): (Text, &'static str),
    may: fn(&LotsView) -> bool,
    form: impl Fn(LotsView) -> AnyView + Clone + Send + Sync + 'static,
) -> impl IntoView {
    let case = id_in_path::<CaseId>("id");
    let lots = fetch(|| (), move |()| api::case_lots(case));
    loaded(lots, move |lots: LotsView| {
        let rows = lots.rows.clone().into_iter().take(1).map(|row| view! { <Assignment row/> }).collect_view();
        let heading = lots.heading.clone();
        let title = if path == forms::AssignLots::PATH { assigns(&lots) } else { title };
        let body = if may(&lots) { form(lots) } else { view! { <NotNow lots path/> }.into_any() };
        view! {
            <CaseHead case heading title=t(title)/>
            {rows}
            {body}
        }
        .into_any()
    })
}

/// Why the form with this path can't be used now.
#[component]
fn NotNow(lots: LotsView, path: &'static str) -> impl IntoView {
    let asks = path == forms::AskForLots::PATH;
    let hint = match lots.rows.iter().any(|row| AssignmentState::CURRENT.contains(&row.state)) {
        _ if lots.protected => texts::PROTECTED,
        true if asks => texts::ALREADY_ASKED,
        false if asks => texts::NOT_NOW,
        _ => texts::NOTHING_ASKED,
    };
    view! {
        <Refused form=path/>
        <div class="sheet">
            <Empty title=t(texts::CANT_NOW) hint=t(hint)/>
        </div>
        {back(lots.case)}
    }
}

fn back(case: CaseId) -> AnyView {
    view! { <a href=format!("/cases/{case}")>{t(texts::BACK)}</a> }.into_any()
}

#[component]
pub fn AskForLotsPage() -> impl IntoView {
    page(
        (texts::ASK, forms::AskForLots::PATH),
        |lots| lots.may_ask,
        |lots| {
            let stages = AskedAt::choices(use_lang());
            view! {
                <PostForm form=forms::AskForLots::PATH submit=t(texts::ASK) beside=back(lots.case)>
                    <Choices name="stage" label=t(texts::STAGE) hint=t(texts::ASK_LEAD) options=stages/>
                    <Select
                        name="lots"
                        label=t(texts::WHO)
                        hint=t(texts::WHO_HINT)
                        options=lots.everyone
                        optional=true
                    />
                </PostForm>
            }
            .into_any()
        },
    )
}

#[component]
pub fn AssignLotsPage() -> impl IntoView {
    page(
        (texts::ASSIGN, forms::AssignLots::PATH),
        |lots| lots.may_assign,
        |lots| {
            let lead = lots.hands_over.then(|| view! { <p>{t(texts::HAND_OVER_LEAD)}</p> });
            view! {
                {lead}
                <PostForm form=forms::AssignLots::PATH submit=t(assigns(&lots)) beside=back(lots.case)>
                    <Select name="lots" label=t(texts::WHO) options=lots.everyone/>
                </PostForm>
            }
            .into_any()
        },
    )
}

#[component]
pub fn AnswerLotsPage() -> impl IntoView {
    page(
        (texts::ANSWER, forms::AnswerLots::PATH),
        |lots| lots.may_answer,
        |lots| {
            let answers = vec![
                ("accept".to_owned(), t(texts::ACCEPT).to_owned()),
                ("decline".to_owned(), t(texts::DECLINE).to_owned()),
            ];
            view! {
                <PostForm form=forms::AnswerLots::PATH submit=t(texts::ANSWER) beside=back(lots.case)>
                    <Choices name="answer" label=t(texts::YOUR_ANSWER) options=answers/>
                    <TextArea name="words" label=t(texts::WORDS) hint=t(texts::WORDS_HINT) rows=3/>
                </PostForm>
            }
            .into_any()
        },
    )
}

#[component]
pub fn BeginLotsPage() -> impl IntoView {
    page(
        (texts::BEGIN, forms::BeginLots::PATH),
        |lots| lots.may_begin,
        |lots| {
            view! {
                <p>{t(texts::BEGIN_LEAD)}</p>
                <PostForm form=forms::BeginLots::PATH submit=t(texts::BEGIN) beside=back(lots.case)>
                    {()}
                </PostForm>
            }
            .into_any()
        },
    )
}

#[component]
pub fn EndLotsPage() -> impl IntoView {
    page(
        (texts::END, forms::EndLots::PATH),
        |lots| lots.may_end,
        |lots| {
            let lang = use_lang();
            let option = |end: AssignmentEnd| (end.code().to_owned(), end.words().get(lang).to_owned());
            let reasons: Vec<_> = AssignmentEnd::BY_HAND.into_iter().map(option).collect();
            view! {
                <PostForm form=forms::EndLots::PATH submit=t(texts::END) beside=back(lots.case)>
                    <Choices name="reason" label=t(texts::REASON) options=reasons/>
                </PostForm>
            }
            .into_any()
        },
    )
}
