//! Everything that happened in a case, a page at a time.
use super::{above_case, use_case_id};
use crate::{
    cases::{
        api::{self, EventsPage, TimelineRow},
        texts,
    },
    kernel::page::PageRequest,
    ui::{
        fetch::{fetch, loaded},
        lang::t,
        parts::{Head, Moment, pager},
        view::use_today,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

#[component]
pub fn AllEventsPage() -> impl IntoView {
    let case = use_case_id();
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(|q| PageRequest { after: q.get("after"), before: q.get("before") }));
    let found = fetch(move || asked.get(), move |page| api::events(case, page));
    loaded(found, move |found: EventsPage| {
        let above = above_case(case, &found.number);
        let below = pager(String::new(), &found.page);
        view! {
            <Head title=t(texts::EVENTS) above/>
            <section class="sheet" aria-label=t(texts::EVENTS)>
                {events_list(found.page.rows)}
            </section>
            {below}
        }
        .into_any()
    })
}

/// Entries of the timeline, the latest first.
pub(super) fn events_list(rows: Vec<TimelineRow>) -> AnyView {
    let today = use_today();
    if rows.is_empty() {
        return view! { <p class="empty">{t(texts::NO_EVENTS)}</p> }.into_any();
    }
    let rows = rows
        .into_iter()
        .map(|row| view! { <li><Moment at=row.at today/>{row.words}<p class="meta">{row.by}</p></li> })
        .collect_view();
    view! { <ol class="tl">{rows}</ol> }.into_any()
}
