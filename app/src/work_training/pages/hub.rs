//! The overview: who waits, who is in training, which seats are free.
use super::{HUB, LIST, Lines, PROVIDERS, places::Places};
use crate::{
    accounts::pages::NamesLink,
    kernel::{lang::Text, swedish},
    ui::{
        fetch::{fetch, loaded},
        filter::{FilterForm, Narrow, any_or},
        form::Form,
        lang::{t, use_lang},
        params::use_query,
        parts::Head,
        state::Empty,
    },
    work_training::{
        api::{self, OverviewRow, PlaceRow, PlacementLine},
        forms,
        rules::says,
        texts,
    },
};
use leptos::prelude::*;

/// So many of what needs no answer stand open; the others are folded, or a click away.
const ON_TOP: usize = 6;

#[component]
pub fn OverviewPage() -> impl IntoView {
    let (words, all) = (use_query("words"), use_query("all"));
    let wanted = move || Wanted { words: words(), full_too: all() == "1" };
    // another choice of places is shown anew, also where the address changes without a new page
    let overview = fetch(wanted, |_| api::overview());
    loaded(overview, move |overview: OverviewRow| {
        let wanted = untrack(wanted);
        view! { <Overview overview wanted/> }.into_any()
    })
}

/// Which places are looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Wanted {
    words: String,
    full_too: bool,
}

impl Wanted {
    fn is_any(&self) -> bool {
        self.words.trim().is_empty() && !self.full_too
    }

    fn fits(&self, place: &PlaceRow) -> bool {
        let district = place.district.as_deref().unwrap_or_default();
        (self.full_too || place.free > 0)
            && says(&[&place.name, &place.provider_name, &place.trade, district], &self.words)
    }
}

#[component]
fn Overview(overview: OverviewRow, wanted: Wanted) -> impl IntoView {
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
    let aim = texts::LATE_HINT.with(lang, overview.information_meeting_days);
    let lead = format!("{} {aim} {}", t(texts::WORK_TRAINING_LEAD), t(texts::COUNTS_ALL));
    view! {
        <Head title=t(texts::WORK_TRAINING) lead actions/>
        <Numbers
            late=overview.late
            waiting=overview.waiting_total
            training=overview.training_total
            free=u64::try_from(free).unwrap_or(0)
        />
        <Waiting rows=overview.waiting seen=overview.waiting_seen total=overview.waiting_total/>
        <Free places=overview.places may_keep=overview.may_keep wanted/>
        <Training rows=overview.training seen=overview.training_seen total=overview.training_total/>
        <p class="meta">
            <NamesLink/>
        </p>
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

/// That there is nobody is said where there is nobody, not where the reader sees none of them.
fn nobody(total: u64, title: Text, hint: Option<Text>) -> AnyView {
    match (total, hint) {
        (0, Some(hint)) => view! { <Empty title=t(title) hint=t(hint)/> }.into_any(),
        (0, None) => view! { <Empty title=t(title)/> }.into_any(),
        _ => view! { <Empty title=t(texts::NONE_OF_YOURS)/> }.into_any(),
    }
}

#[component]
fn Waiting(rows: Vec<PlacementLine>, seen: u64, total: u64) -> impl IntoView {
    let more = (rows.len() as u64) < seen;
    let body = if rows.is_empty() {
        nobody(total, texts::NOBODY_WAITS, Some(texts::NOBODY_WAITS_HINT))
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
fn Training(mut rows: Vec<PlacementLine>, seen: u64, total: u64) -> impl IntoView {
    // who trains needs nobody now: the latest few, and the way to all
    rows.truncate(ON_TOP);
    let more = (rows.len() as u64) < seen;
    let body = if rows.is_empty() {
        nobody(total, texts::NOBODY_TRAINS, None)
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
fn Free(places: Vec<PlaceRow>, may_keep: bool, wanted: Wanted) -> impl IntoView {
    let lang = use_lang();
    let none = places.is_empty();
    let filter = (!none).then(|| {
        view! {
            <div class="body">
                <PlaceFilter wanted=wanted.clone()/>
            </div>
        }
    });
    if !none && !wanted.is_any() {
        // who looks for something sees all of it, and nothing folded away
        let rows: Vec<_> = places.into_iter().filter(|p| wanted.fits(p)).collect();
        let body = if rows.is_empty() {
            view! { <Empty title=t(texts::NO_SUCH_PLACE) hint=t(texts::NO_SUCH_PLACE_HINT)/> }.into_any()
        } else {
            view! { <Places rows may_change=may_keep with_provider=true/> }.into_any()
        };
        return view! {
            <section class="sheet" aria-labelledby="free">
                <h2 id="free">{t(texts::FREE_SEATS)}</h2>
                {filter}
                {body}
            </section>
        }
        .into_any();
    }
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
            {filter}
            {body}
            {folded}
        </section>
    }
    .into_any()
}

/// Narrows the places by words, and to those that are free unless one wants the others too.
#[component]
fn PlaceFilter(wanted: Wanted) -> impl IntoView {
    let narrowed = !wanted.is_any();
    let Wanted { words, full_too } = wanted;
    let free = any_or(texts::ONLY_FREE, vec![("1".to_owned(), t(texts::ALL_PLACES).to_owned())]);
    view! {
        <FilterForm clear=narrowed.then_some(HUB)>
            <div class="row">
                <label for="words">{t(texts::PLACE_WORDS)}</label>
                <input id="words" name="words" type="search" value=words autocomplete="off"/>
            </div>
            <Narrow name="all" label=t(texts::FULL_TOO) options=free now=if full_too { "1" } else { "" }/>
        </FilterForm>
    }
}
