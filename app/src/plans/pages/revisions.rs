//! How the plan has changed: who, when, what.
use super::{between, id_in_path};
use crate::{
    cases::pages::CaseHead,
    kernel::{code::Code, id::CaseId, lang::Lang, swedish},
    plans::{
        api::{self, RevisionRow, RevisionsView},
        revisions::{Change, KeptActivity},
        rules::{ActivityStatus, GoalKind},
        texts,
    },
    ui::{
        fetch::{fetch, loaded},
        lang::{t, use_lang},
        parts::Moment,
        state::Empty,
        view::use_today,
    },
};
use leptos::prelude::*;

#[component]
pub fn RevisionsPage() -> impl IntoView {
    let case = id_in_path::<CaseId>("id");
    let found = fetch(|| (), move |()| api::revisions(case));
    loaded(found, move |found: RevisionsView| {
        let rows = if found.rows.is_empty() {
            view! { <Empty title=t(texts::NO_REVISIONS)/> }.into_any()
        } else {
            let rows = found.rows.into_iter().map(|row| view! { <Revision row/> }).collect_view();
            view! { <ol class="tl">{rows}</ol> }.into_any()
        };
        view! {
            <CaseHead
                case
                heading=found.heading
                title=t(texts::HISTORY)
                lead=t(texts::REVISIONS_LEAD)
                between=between(case)
            />
            <section class="sheet" aria-label=t(texts::HISTORY)>{rows}</section>
        }
        .into_any()
    })
}

#[component]
fn Revision(row: RevisionRow) -> impl IntoView {
    let (lang, today) = (use_lang(), use_today());
    let changes = row
        .changes
        .into_iter()
        .map(|change| {
            let Told { what, said, was, now } = told(lang, change);
            view! {
                <p><strong>{what}</strong></p>
                {said.map(|s| view! { <p class="meta">{s}</p> })}
                {was.map(|w| view! { <p class="meta">{t(texts::WAS)}" "{w}</p> })}
                {now.map(|w| view! { <p class="meta">{t(texts::NOW)}" "{w}</p> })}
            }
            .into_any()
        })
        .collect_view();
    view! {
        <li>
            <Moment at=row.at today/>
            {row.by}
            {changes}
        </li>
    }
}

/// Which activity was marked, from what to what.
fn marked(lang: Lang, number: i32, was: Option<ActivityStatus>, now: ActivityStatus) -> String {
    let title = match was.filter(|was| *was != now) {
        Some(was) => texts::CHANGED_STATUS.with(lang, number).replacen("{}", was.words().get(lang), 1),
        None => texts::KEPT_STATUS.with(lang, number),
    };
    title.replacen("{}", now.words().get(lang), 1)
}

/// A change in words: what changed, of which activity and why, what stood there before, and what stands there now.
#[derive(Default)]
struct Told {
    what: String,
    said: Option<String>,
    was: Option<String>,
    now: Option<String>,
}

fn told(lang: Lang, change: Change) -> Told {
    let or_nothing = |text: String| if text.is_empty() { texts::NOT_SAID.get(lang).to_owned() } else { text };
    let kind = |kind: Option<GoalKind>| kind.map_or(texts::NOT_SAID, Code::words).get(lang).to_owned();
    let (what, was, now) = match change {
        Change::Marked { number, activity, was, now, reason } => {
            let said = if reason.is_empty() { activity } else { format!("{activity}. {reason}") };
            return Told { what: marked(lang, number, was, now), said: Some(said), ..Told::default() };
        }
        Change::GoalKind { was, now } => (texts::CHANGED_KIND, Some(kind(was)), Some(kind(now))),
        Change::Goal { was, now } => (texts::CHANGED_GOAL, Some(or_nothing(was)), Some(or_nothing(now))),
        Change::OwnWords { was, now } => (texts::CHANGED_WORDS, Some(or_nothing(was)), Some(or_nothing(now))),
        Change::Added { activity } => (texts::CHANGED_ADDED, None, Some(in_words(lang, activity))),
        Change::Changed { was, now } => (texts::CHANGED_ACTIVITY, Some(in_words(lang, was)), Some(in_words(lang, now))),
        Change::Reason { activity, status, reason } => {
            let was = format!("{activity}: {}. {reason}", status.words().get(lang));
            (texts::EARLIER_REASON, Some(was), None)
        }
        Change::Removed { activity } => (texts::CHANGED_REMOVED, Some(in_words(lang, activity)), None),
    };
    Told { what: what.get(lang).to_owned(), said: None, was, now }
}

fn in_words(lang: Lang, a: KeptActivity) -> String {
    let due = a.due.map(|d| texts::DUE_ON.with(lang, swedish::long_day(lang, d)));
    let decision = a.needs_decision.then(|| texts::NEEDS_DECISION.get(lang).to_owned());
    let responsible = a.responsible.words().get(lang).to_owned();
    let parts = [Some(a.text), Some(responsible), Some(a.person), Some(a.place), due, decision];
    parts.into_iter().flatten().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · ")
}
