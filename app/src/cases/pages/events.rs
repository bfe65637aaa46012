//! Everything that happened in a case, a page at a time.
use super::{show::events_list, use_case_id};
use crate::{
    cases::{
        api::{self, EventsPage},
        texts,
    },
    kernel::page::PageRequest,
    ui::{
        lang::t,
        parts::{Head, pager},
        state::loaded,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

#[component]
pub fn AllEventsPage() -> impl IntoView {
    let case = use_case_id();
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(|q| PageRequest { after: q.get("after"), before: q.get("before") }));
    let found = Resource::new(move || asked.get(), move |page| api::events(case, page));
    loaded(
        move || found.into_future(),
        move |found: EventsPage| {
            let above = vec![("/cases".into(), t(texts::CASES).into()), (format!("/cases/{case}"), found.number)];
            let below = pager(String::new(), &found.page);
            view! {
                <Head title=t(texts::EVENTS) above/>
                <section class="sheet" aria-label=t(texts::EVENTS)>
                    {events_list(found.page.rows)}
                </section>
                {below}
            }
            .into_any()
        },
    )
}
