//! The list of placements, with its filter; for one place its waiting list.
use super::{LIST, Lines, back, below_hub};
use crate::{
    accounts::pages::NamesLink,
    kernel::{code::Code, page::PageRequest},
    ui::{
        fetch::{fetch, loaded},
        filter::{FilterForm, Narrow, any_or, query},
        form::{Field, Form, Options, PostForm},
        lang::{t, use_lang},
        params::use_query,
        parts::{Head, pager},
        state::Empty,
    },
    work_training::{
        api::{self, Filter, PlacementsPage as Page},
        forms::SearchPlacements,
        rules::{Entry, Order, Stage},
        texts,
    },
};
use leptos::prelude::*;

#[component]
pub fn PlacementsPage() -> impl IntoView {
    let (stage, provider, entry, place) =
        (use_query("stage"), use_query("provider"), use_query("entry"), use_query("place"));
    let (order, search, late) = (use_query("order"), use_query("search"), use_query("late"));
    let (after, before) = (use_query("after"), use_query("before"));
    let filter = move || Filter {
        stage: stage(),
        provider: provider(),
        entry: entry(),
        place: place(),
        order: order(),
        search: search().parse().ok(),
        late: late() == "1",
    };
    let request = move || PageRequest { after: some(after()), before: some(before()) };
    let rows = fetch(move || (filter(), request()), |(filter, page)| api::placements(filter, page));
    loaded(rows, move |page: Page| {
        let filter = untrack(filter);
        view! { <Placements page filter/> }.into_any()
    })
}

fn some(value: String) -> Option<String> {
    Some(value).filter(|v| !v.is_empty())
}

/// What the filter adds to the address.
fn query_of(filter: &Filter) -> String {
    query(&[
        ("stage", &filter.stage),
        ("provider", &filter.provider),
        ("entry", &filter.entry),
        ("place", &filter.place),
        ("order", &filter.order),
        ("search", &filter.search.map(|id| id.to_string()).unwrap_or_default()),
        ("late", if filter.late { "1" } else { "" }),
    ])
}

#[component]
fn Placements(page: Page, filter: Filter) -> impl IntoView {
    let lang = use_lang();
    let title = match &page.place {
        Some(place) => texts::WAITING_LIST_FOR.with(lang, place),
        None => t(texts::PLACEMENTS).to_owned(),
    };
    let below = pager(query_of(&filter), &page.page);
    let searched = filter.search.is_some().then(|| {
        view! {
            <p class="meta" role="status">
                {t(texts::SEARCHED)}
            </p>
        }
    });
    let actions = view! {
        <a class="btn s" href=SearchPlacements::PATH>
            {t(texts::SEARCH)}
        </a>
    };
    let body = if page.page.rows.is_empty() {
        let hint = if filter.search.is_some() { texts::SEARCH_AGAIN_HINT } else { texts::NO_PLACEMENTS_HINT };
        view! { <Empty title=t(texts::NO_PLACEMENTS) hint=t(hint)/> }.into_any()
    } else {
        view! { <Lines rows=page.page.rows caption=title.clone()/> }.into_any()
    };
    view! {
        <Head title lead=t(texts::PLACEMENTS_LEAD) above=below_hub(vec![]) actions=actions.into_any()/>
        <FilterBar filter providers=page.providers/>
        {searched}
        <div class="sheet">{body}</div>
        {below}
        <p class="meta">
            <NamesLink/>
        </p>
    }
}

#[component]
fn FilterBar(filter: Filter, providers: Options) -> impl IntoView {
    let lang = use_lang();
    let mut stages = any_or(texts::UNDER_WAY, Stage::choices(lang));
    stages.push(("all".to_owned(), t(texts::EVERY_STAGE).to_owned()));
    let place = (!filter.place.is_empty()).then(|| {
        view! { <input type="hidden" name="place" value=filter.place.clone()/> }
    });
    let search = filter.search.map(|id| view! { <input type="hidden" name="search" value=id.to_string()/> });
    let late = any_or(texts::EVERY, vec![("1".to_owned(), t(texts::LATE_REQUESTS).to_owned())]);
    let late_now = if filter.late { "1" } else { "" };
    let entries = any_or(texts::EVERY, Entry::choices(lang));
    let orders = any_or(texts::USUAL_ORDER, Order::choices(lang));
    let narrowed = !query_of(&filter).is_empty();
    view! {
        <FilterForm clear=narrowed.then_some(LIST)>
            {place}
            {search}
            <Narrow name="stage" label=t(texts::STAGE) options=stages now=filter.stage/>
            <Narrow name="provider" label=t(texts::PROVIDER) options=any_or(texts::EVERY, providers) now=filter.provider/>
            <Narrow name="entry" label=t(texts::ENTRY) options=entries now=filter.entry/>
            <Narrow name="late" label=t(texts::INFORMATION_MEETING) options=late now=late_now/>
            <Narrow name="order" label=t(texts::ORDER) options=orders now=filter.order/>
        </FilterForm>
    }
}

#[component]
pub fn SearchPage() -> impl IntoView {
    let above = below_hub(vec![(LIST.to_owned(), t(texts::PLACEMENTS).to_owned())]);
    view! {
        <Head title=t(texts::SEARCH) above/>
        <PostForm form=SearchPlacements::PATH passing=true submit=t(texts::SEARCH) beside=back(LIST)>
            <Field name="words" label=t(texts::SEARCH_LABEL) hint=t(texts::SEARCH_HINT) kind="search" width="w-l"/>
        </PostForm>
    }
}
