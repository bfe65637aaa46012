//! The overview: who waits, who is in training, which seats are free.
use super::{LIST, Lines, PROVIDERS, places::Places};
use crate::{
    kernel::swedish,
    ui::{
        fetch::{fetch, loaded},
        form::Form,
        lang::{t, use_lang},
        parts::Head,
        state::Empty,
    },
    work_training::{
        api::{self, OverviewRow, PlaceRow, PlacementLine},
        forms, texts,
    },
};
use leptos::prelude::*;

/// So many of what needs no answer stand open; the others are folded, or a click away.
const ON_TOP: usize = 6;

#[component]
pub fn OverviewPage() -> impl IntoView {
    let overview = fetch(|| (), |()| api::overview());
    loaded(overview, |overview: OverviewRow| view! { <Overview overview/> }.into_any())
}

#[component]
fn Overview(overview: OverviewRow) -> impl IntoView {
    let lang = use_lang();
    let add = overview.may_keep.then(|| {
        view! {
            <a class="btn" href=forms::AddPlacement::PATH>
                {t(texts::ADD_PLACEMENT)}
            </a>
            " "
        }
    });
    let actions = view! {
        {add}
        <a class="btn s" href=PROVIDERS>
            {t(texts::PROVIDERS)}
        </a>
    }
    .into_any();
    let free: i32 = overview.places.iter().map(|p| p.free).sum();
    let lead =
        format!("{} {}", t(texts::WORK_TRAINING_LEAD), texts::LATE_HINT.with(lang, overview.information_meeting_days));
    view! {
        <Head title=t(texts::WORK_TRAINING) lead actions/>
        <Numbers
            late=overview.late
            waiting=overview.waiting_total
            training=overview.training_total
            free=u64::try_from(free).unwrap_or(0)
        />
        <Waiting rows=overview.waiting total=overview.waiting_total/>
        <Free places=overview.places may_keep=overview.may_keep/>
        <Training rows=overview.training total=overview.training_total/>
    }
}

#[component]
fn Numbers(late: u64, waiting: u64, training: u64, free: u64) -> impl IntoView {
    let lang = use_lang();
    let class = if late > 0 { "late" } else { "" };
    let count = move |n: u64| swedish::count(lang, i64::try_from(n).unwrap_or(i64::MAX));
    view! {
        <dl class="numbers">
            <div class=class>
                <dt>{t(texts::LATE_REQUESTS)}</dt>
                <dd>
                    <a href=format!("{LIST}?stage=requested&late=1")>{count(late)}</a>
                </dd>
            </div>
            <div>
                <dt>{t(texts::WAITING)}</dt>
                <dd>{count(waiting)}</dd>
            </div>
            <div>
                <dt>{t(texts::IN_TRAINING)}</dt>
                <dd>
                    <a href=format!("{LIST}?stage=started")>{count(training)}</a>
                </dd>
            </div>
            <div>
                <dt>{t(texts::FREE_SEATS)}</dt>
                <dd>{count(free)}</dd>
            </div>
        </dl>
    }
}

#[component]
fn Waiting(rows: Vec<PlacementLine>, total: u64) -> impl IntoView {
    let more = (rows.len() as u64) < total;
    let body = if rows.is_empty() {
        view! { <Empty title=t(texts::NOBODY_WAITS) hint=t(texts::NOBODY_WAITS_HINT)/> }.into_any()
    } else {
        view! { <Lines rows caption=t(texts::WAITING)/> }.into_any()
    };
    view! {
        <section class="sheet" aria-labelledby="waiting">
            <h2 id="waiting">{t(texts::WAITING)}</h2>
            {body}
            {more.then(|| view! { <footer><a href=LIST>{t(texts::SEE_ALL)}</a></footer> })}
        </section>
    }
}

#[component]
fn Training(mut rows: Vec<PlacementLine>, total: u64) -> impl IntoView {
    // who trains needs nobody now: the latest few, and the way to all
    rows.truncate(ON_TOP);
    let more = (rows.len() as u64) < total;
    let body = if rows.is_empty() {
        view! { <Empty title=t(texts::NOBODY_TRAINS)/> }.into_any()
    } else {
        view! { <Lines rows caption=t(texts::IN_TRAINING)/> }.into_any()
    };
    view! {
        <section class="sheet" aria-labelledby="training">
            <h2 id="training">{t(texts::IN_TRAINING)}</h2>
            {body}
            {more
                .then(|| {
                    view! {
                        <footer>
                            <a href=format!("{LIST}?stage=started")>{t(texts::SEE_ALL)}</a>
                        </footer>
                    }
                })}
        </section>
    }
}

#[component]
fn Free(places: Vec<PlaceRow>, may_keep: bool) -> impl IntoView {
    let lang = use_lang();
    let none = places.is_empty();
    let (mut free, full): (Vec<_>, Vec<_>) = places.into_iter().partition(|p| p.free > 0);
    let more = free.split_off(free.len().min(ON_TOP));
    let body = match (none, free.is_empty()) {
        (true, _) => view! { <Empty title=t(texts::NO_PLACES) hint=t(texts::NO_PLACES_HINT)/> }.into_any(),
        (false, true) => view! { <Empty title=t(texts::NOTHING_FREE) hint=t(texts::NOTHING_FREE_HINT)/> }.into_any(),
        (false, false) => view! { <Places rows=free may_change=may_keep with_provider=true/> }.into_any(),
    };
    let folded = [(texts::MORE_FREE, more), (texts::FULL_PLACES, full)].into_iter().filter(|f| !f.1.is_empty());
    let folded = folded.map(|(words, rows)| {
        let words = words.with(lang, rows.len());
        view! {
            <details class="fold">
                <summary>{words}</summary>
                <Places rows may_change=may_keep with_provider=true/>
            </details>
        }
    });
    let folded = folded.collect_view();
    view! {
        <section class="sheet" aria-labelledby="free">
            <h2 id="free">{t(texts::FREE_SEATS)}</h2>
            {body}
            {folded}
        </section>
    }
}
