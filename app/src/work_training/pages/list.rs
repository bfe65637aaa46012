//! The list of placements, with its filter; for one place its waiting list.
use super::{LIST, Lines, back, below_hub};
use crate::{
    accounts::pages::NamesLink,
    kernel::{code::Code, page::PageRequest},
    ui::{
        fetch::{fetch, loaded},
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
fn query(filter: &Filter) -> String {
    let search = filter.search.map(|id| id.to_string()).unwrap_or_default();
    let late = if filter.late { "1".to_owned() } else { String::new() };
    let parts = [
        ("stage", &filter.stage),
        ("provider", &filter.provider),
        ("entry", &filter.entry),
        ("place", &filter.place),
        ("order", &filter.order),
        ("search", &search),
        ("late", &late),
    ];
    let known = |v: &str| !v.is_empty() && v.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
    let parts: Vec<String> = parts.iter().filter(|(_, v)| known(v)).map(|(n, v)| format!("{n}={v}")).collect();
    parts.join("&")
}

#[component]
fn Placements(page: Page, filter: Filter) -> impl IntoView {
    let lang = use_lang();
    let title = match &page.place {
        Some(place) => texts::WAITING_LIST_FOR.with(lang, place),
        None => t(texts::PLACEMENTS).to_owned(),
    };
    let below = pager(query(&filter), &page.page);
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
    let mut stages = vec![(String::new(), t(texts::UNDER_WAY).to_owned())];
    stages.extend(Stage::choices(lang));
    stages.push(("all".to_owned(), t(texts::EVERY_STAGE).to_owned()));
    let every = || vec![(String::new(), t(texts::EVERY).to_owned())];
    let providers: Options = every().into_iter().chain(providers).collect();
    let entries: Options = every().into_iter().chain(Entry::choices(lang)).collect();
    let place = (!filter.place.is_empty()).then(|| {
        view! { <input type="hidden" name="place" value=filter.place.clone()/> }
    });
    let search = filter.search.map(|id| view! { <input type="hidden" name="search" value=id.to_string()/> });
    let late = vec![(String::new(), t(texts::EVERY).to_owned()), ("1".to_owned(), t(texts::LATE_REQUESTS).to_owned())];
    let late_now = if filter.late { "1".to_owned() } else { String::new() };
    let usual = vec![(String::new(), t(texts::USUAL_ORDER).to_owned())];
    let orders: Options = usual.into_iter().chain(Order::choices(lang)).collect();
    let narrowed = !query(&filter).is_empty();
    view! {
        <form class="filter" method="get">
            {place}
            {search}
            <Narrow name="stage" label=t(texts::STAGE) options=stages now=filter.stage/>
            <Narrow name="provider" label=t(texts::PROVIDER) options=providers now=filter.provider/>
            <Narrow name="entry" label=t(texts::ENTRY) options=entries now=filter.entry/>
            <Narrow name="late" label=t(texts::INFORMATION_MEETING) options=late now=late_now/>
            <Narrow name="order" label=t(texts::ORDER) options=orders now=filter.order/>
            <div class="buttons">
                <button class="btn s">{t(texts::SHOW)}</button>
                " "
                {narrowed.then(|| view! { <a href=LIST>{t(texts::CLEAR)}</a> })}
            </div>
        </form>
    }
}

#[component]
fn Narrow(name: &'static str, label: &'static str, options: Options, now: String) -> impl IntoView {
    let options = options
        .into_iter()
        .map(|(value, words)| {
            let selected = value == now;
            view! { <option value=value selected=selected>{words}</option> }
        })
        .collect_view();
    view! {
        <div class="row">
            <label for=name>{label}</label>
            <select id=name name=name>
                {options}
            </select>
        </div>
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
