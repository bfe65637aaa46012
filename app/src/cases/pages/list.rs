//! The case list with its filter and its search.
use crate::{
    cases::{
        api::{self, CaseFilter, CaseRow},
        forms::{SearchCases, SearchedList},
        rules::StateCode,
        texts,
    },
    kernel::{
        code::Code,
        id::SearchId,
        page::{Page, PageRequest},
    },
    ui::{
        fetch::{fetch, loaded},
        form::{Field, Form, Hidden, PostForm},
        lang::{t, use_lang},
        parts::{Day, Head, Moment, Tag, Tone, pager},
        state::Empty,
        view::use_today,
    },
};
use leptos::prelude::*;
use leptos_router::{hooks::use_query_map, params::ParamsMap};

#[component]
pub fn ListPage() -> impl IntoView {
    let query = use_query_map();
    let filter = Memo::new(move |_| query.with(filter_of));
    let page = fetch(move || filter.get(), api::list);
    view! {
        <Head title=t(texts::CASES) lead=t(texts::CASES_LEAD)/>
        {move || view! { <Filter filter=filter.get()/> }}
        {loaded(page, move |p: Page<CaseRow>| {
                let filter = filter.get_untracked();
                view! { <Rows page=p query=query_of(&filter) searched=filter.search.is_some()/> }.into_any()
            },
        )}
    }
}

/// The whole list's filter from an address, in which anything may stand.
fn filter_of(query: &ParamsMap) -> CaseFilter {
    CaseFilter {
        state: query.get("state").and_then(|s| s.parse().ok()),
        over_too: query.get("state").as_deref() == Some("all"),
        oldest_first: query.get("order").as_deref() == Some("oldest"),
        search: query.get("search").and_then(|s| s.parse().ok()),
        page: PageRequest { after: query.get("after"), before: query.get("before") },
    }
}

fn query_of(filter: &CaseFilter) -> String {
    let mut parts = Vec::new();
    match filter.state {
        Some(state) => parts.push(format!("state={state}")),
        None if filter.over_too => parts.push("state=all".into()),
        None => {}
    }
    if filter.oldest_first {
        parts.push("order=oldest".into());
    }
    parts.extend(filter.search.map(|id| format!("search={id}")));
    parts.join("&")
}

#[component]
fn Filter(filter: CaseFilter) -> impl IntoView {
    let lang = use_lang();
    let chosen = match filter.state {
        Some(state) => state.code(),
        None if filter.over_too => "all",
        None => "",
    };
    let states = StateCode::ALL
        .iter()
        .map(|s| view! { <option value=s.code() selected=chosen == s.code()>{s.words().get(lang)}</option> })
        .collect_view();
    let oldest = filter.oldest_first;
    view! {
        <form class="filter" method="get" action="/cases">
            {filter.search.map(|id| view! { <input type="hidden" name="search" value=id.to_string()/> })}
            <div class="row">
                <label for="state">{t(texts::STATE)}</label>
                <select id="state" name="state">
                    <option value="" selected=chosen.is_empty()>
                        {t(texts::ALL_STATES)}
                    </option>
                    {states}
                    <option value="all" selected=chosen == "all">
                        {t(texts::ALL_WITH_OVER)}
                    </option>
                </select>
            </div>
            <div class="row">
                <label for="order">{t(texts::SORT)}</label>
                <select id="order" name="order">
                    <option value="" selected=!oldest>
                        {t(texts::NEWEST)}
                    </option>
                    <option value="oldest" selected=oldest>
                        {t(texts::OLDEST)}
                    </option>
                </select>
            </div>
            <div class="buttons">
                <button class="btn s">{t(texts::SHOW)}</button>
                " "
                <a href="/cases">{t(texts::CLEAR)}</a>
            </div>
        </form>
        {filter
            .search
            .is_some()
            .then(|| view! { <p class="meta" role="status">{t(texts::SEARCHED)}" "<a href="/cases/search">{t(texts::SEARCH)}</a></p> })}
    }
}

#[component]
fn Rows(page: Page<CaseRow>, query: String, searched: bool) -> impl IntoView {
    if page.rows.is_empty() {
        let hint = if searched { texts::SEARCH_AGAIN_HINT } else { texts::NO_CASES_HINT };
        return view! { <Empty title=t(texts::NO_CASES) hint=t(hint)/> }.into_any();
    }
    let below = pager(query, &page);
    let rows = page.rows.into_iter().map(|row| view! { <Row row/> }).collect_view();
    view! {
        <div class="sheet">
            <table class="work">
                <caption class="vh">{t(texts::CASES)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t(texts::CASE)}</th>
                        <th scope="col">{t(texts::STATE)}</th>
                        <th scope="col">{t(texts::SUBMITTED)}</th>
                        <th scope="col">{t(texts::REFERRED_BY)}</th>
                        <th scope="col">{t(texts::DISTRICT)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {below}
    }
    .into_any()
}

#[component]
fn Row(row: CaseRow) -> impl IntoView {
    let (lang, today) = (use_lang(), use_today());
    let name = match row.who {
        Some(who) => format!("{} · {who}", row.number),
        None => row.number,
    };
    // a day beside "booked" would be read as the meeting's
    let since = (row.state != StateCode::Booked || row.meets_at.is_none())
        .then(|| view! { {t(texts::SINCE)}" "<Day day=row.state_since today/>" " });
    let meets = row.meets_at.map(|at| view! { {t(texts::MEETS)}" "<Moment at today/> });
    view! {
        <tr class=(!row.state.is_live()).then_some("quiet")>
            <td>
                <a href=format!("/cases/{}", row.id)>{name}</a>
            </td>
            <td data-label=t(texts::STATE)>
                <Tag tone=tone_of(row.state) words=row.state.words().get(lang)/>
                " "
                {since}
                {meets}
            </td>
            <td data-label=t(texts::SUBMITTED)>
                <Day day=row.submitted_on today/>
            </td>
            <td data-label=t(texts::REFERRED_BY)>{row.agency}</td>
            <td data-label=t(texts::DISTRICT)>{row.district}</td>
        </tr>
    }
}

/// The colour of a state: under way, waiting for someone, done.
pub fn tone_of(state: StateCode) -> Tone {
    match state {
        StateCode::Submitted | StateCode::CompletionRequested => Tone::Soon,
        StateCode::InQueue | StateCode::Booked | StateCode::Met => Tone::Calm,
        StateCode::PlanEstablished => Tone::Ok,
        StateCode::Closed | StateCode::Returned | StateCode::Withdrawn => Tone::Plain,
    }
}

#[component]
pub fn SearchPage() -> impl IntoView {
    view! {
        <Head title=t(texts::SEARCH) above=vec![("/cases".into(), t(texts::CASES).into())]/>
        <PostForm form=SearchCases::PATH submit=t(texts::SEARCH)>
            <Hidden name="list"/>
            <Field name="words" label=t(texts::SEARCH_LABEL) hint=t(texts::SEARCH_HINT) kind="search" width="w-l"/>
        </PostForm>
    }
}

/// The search above another room's list: posted, since names stand in no address.
#[component]
pub fn ListSearch(list: SearchedList, search: Option<SearchId>) -> impl IntoView {
    let id = format!("{}-words", list.code());
    view! {
        <form class="filter find" method="post" action=SearchCases::PATH>
            <input type="hidden" name="list" value=list.code()/>
            <div class="row grow">
                <label for=id.clone()>{t(list.search_words())}</label>
                <input id=id name="words" type="search" placeholder=t(texts::SEARCH_LIST_HINT) autocomplete="off"/>
            </div>
            <div class="buttons">
                <button class="btn s">{t(texts::SEARCH_SHORT)}</button>
            </div>
        </form>
        {search
            .is_some()
            .then(|| view! { <p class="meta" role="status">{t(texts::SEARCHED)}" "<a href=list.path()>{t(texts::CLEAR)}</a></p> })}
    }
}
