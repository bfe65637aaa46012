//! What those at the meeting need, on paper: one case a sheet.
use super::{case::prepared, lacking, names, use_id};
use crate::{
    cases::pages::protected_line,
    kernel::{code::Code, id::SlotId, swedish},
    meetings::{
        api::{self, PrintView, PrintedCase},
        texts,
    },
    participants::rules::Language,
    referrals::texts::ACCESSIBILITY_SHORT,
    ui::{
        fetch::{fetch, loaded},
        lang::{t, use_lang},
        parts::{Head, PrintButton},
        view::use_today,
    },
};
use leptos::prelude::*;

#[component]
pub fn SlotPrintPage() -> impl IntoView {
    let id = use_id::<SlotId>();
    let print = fetch(move || id.get(), api::slot_print);
    loaded(print, move |view: PrintView| {
        let (lang, today) = (use_lang(), use_today());
        let title = format!("{}, {}", view.slot.team, swedish::moment(lang, view.slot.at, today));
        let above = vec![
            ("/calendar".to_owned(), t(texts::CALENDAR).to_owned()),
            (format!("/slots/{}", view.slot.id), title.clone()),
        ];
        let (day, time) = (swedish::long_day(lang, view.slot.at.date()), swedish::time(lang, view.slot.at.time()));
        let about = format!("{}, {day} {time}", view.slot.team);
        let actions = view! { <PrintButton/> }.into_any();
        let cases = view.cases.into_iter().map(|case| view! { <Case case/> }).collect_view();
        view! {
            <Head title=t(texts::PRINT_TITLE) about lead=t(texts::PRINT_LEAD) above actions/>
            <div class="stack">{cases}</div>
        }
        .into_any()
    })
}

#[component]
fn Case(case: PrintedCase) -> impl IntoView {
    let lang = use_lang();
    let id = format!("case-{}", case.number);
    let labelled = id.clone();
    let involved: Vec<_> = case
        .involved
        .iter()
        .map(|(party, handler)| match handler.as_str() {
            "" => party.words().get(lang).to_owned(),
            handler => format!("{} ({handler})", party.words().get(lang)),
        })
        .collect();
    let interpreter = match case.interpreter.as_deref() {
        None => t(texts::NO_INTERPRETER_NEEDED).to_owned(),
        Some(code) => Language::from_code(code).map_or(code.to_owned(), |l| l.words().get(lang).to_owned()),
    };
    let words = |label: crate::kernel::lang::Text, text: String| {
        (!text.is_empty()).then(|| {
            view! {
                <h3>{t(label)}</h3>
                <blockquote>{text}</blockquote>
            }
        })
    };
    let needs = (!case.accessibility.is_empty())
        .then(|| view! { <dt>{t(ACCESSIBILITY_SHORT)}</dt><dd>{case.accessibility}</dd> });
    view! {
        <section class="sheet break" aria-labelledby=labelled>
            <h2 id=id>{case.number}" · "{case.name}</h2>
            {protected_line(case.protected)}
            <div class="body">
                {words(texts::QUESTION, case.question)}
                {words(texts::OWN_WORDS, case.own_words)}
                {words(texts::OWN_GOAL, case.own_goal)}
                {words(texts::TRIED, case.tried)}
                {prepared(case.prepared)}
            </div>
            <dl class="facts">
                <dt>{t(texts::ASKED_FOR)}</dt>
                <dd>{names(lang, &case.parties)}{lacking(lang, false, &case.unconsented)}</dd>
                <dt>{t(texts::INVOLVED)}</dt>
                <dd>{involved.join(", ")}</dd>
                <dt>{t(texts::REFERRER)}</dt>
                <dd>{case.referrer}</dd>
                <dt>{t(texts::INTERPRETER)}</dt>
                <dd>{interpreter}</dd>
                {needs}
            </dl>
        </section>
    }
}
