//! The case list with its filter and its search.
use super::{above_cases, protected_tag};
use crate::{
    cases::{
        api::{self, CaseFilter, CaseList, CaseRow, Searched},
        forms::{SearchCases, SearchedList},
        rules::StateCode,
        texts,
    },
    kernel::{
        code::Code,
        page::{Page, PageRequest},
    },
    ui::{
        fetch::{fetch, loaded},
        filter::{FilterForm, Narrow, any_or, query},
        form::{Field, Form, Hidden, PostForm, cancel},
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
        {loaded(page, move |list: CaseList| {
                let filter = filter.get_untracked();
                let narrowed = filter.state.is_some();
                let query = query_of(&filter);
                view! {
                    <Found searched=list.searched.clone() again="/cases/search" clear="/cases"/>
                    <Rows page=list.page query searched=list.searched narrowed/>
                }
                .into_any()
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
    let search = filter.search.map(|id| id.to_string()).unwrap_or_default();
    query(&[("state", state_of(filter)), ("order", order_of(filter)), ("search", &search)])
}

fn state_of(filter: &CaseFilter) -> &'static str {
    match filter.state {
        Some(state) => state.code(),
        None if filter.over_too => "all",
        None => "",
    }
}

fn order_of(filter: &CaseFilter) -> &'static str {
    if filter.oldest_first { "oldest" } else { "" }
}

#[component]
fn Filter(filter: CaseFilter) -> impl IntoView {
    // who searches wants to find: closed ones too, unless a state is chosen
    let searches = filter.search.is_some();
    let all = if searches { texts::ALL_WITH_OVER } else { texts::ALL_STATES };
    let mut states = any_or(all, StateCode::choices(use_lang()));
    states.extend((!searches).then(|| ("all".to_owned(), t(texts::ALL_WITH_OVER).to_owned())));
    let orders = any_or(texts::NEWEST, vec![("oldest".to_owned(), t(texts::OLDEST).to_owned())]);
    view! {
        <FilterForm clear=Some("/cases")>
            {filter.search.map(|id| view! { <input type="hidden" name="search" value=id.to_string()/> })}
            <Narrow name="state" label=t(texts::STATE) options=states now=state_of(&filter)/>
            <Narrow name="order" label=t(texts::SORT) options=orders now=order_of(&filter)/>
        </FilterForm>
    }
}

/// What a list was searched for, and the way out of it.
#[component]
fn Found(
    searched: Searched,
    /// Where something else is searched for, unless that stands on the page.
    #[prop(optional, into)]
    again: Option<String>,
    #[prop(into)] clear: String,
) -> impl IntoView {
    let Searched::For(words) = searched else { return None };
    Some(view! {
        <p class="meta" role="status">
            {texts::SEARCHED.with(use_lang(), words)}
            {again.map(|href| view! { " "<a href=href>{t(texts::SEARCH_OTHER)}</a> })}
            " "
            <a href=clear>{t(texts::CLEAR_SEARCH)}</a>
        </p>
    })
}

/// What an empty list says that was searched. None: it was not searched.
pub fn nothing_found(searched: &Searched, narrowed: bool) -> Option<(String, &'static str)> {
    match searched {
        Searched::No => None,
        Searched::Gone => Some((t(texts::SEARCH_GONE).to_owned(), t(texts::SEARCH_GONE_HINT))),
        Searched::For(words) => {
            let hint = if narrowed { texts::NO_HITS_NARROWED } else { texts::NO_HITS_HINT };
            Some((texts::NO_HITS.with(use_lang(), words), t(hint)))
        }
    }
}

#[component]
fn Rows(page: Page<CaseRow>, query: String, searched: Searched, narrowed: bool) -> impl IntoView {
    if page.rows.is_empty() {
        let words = nothing_found(&searched, narrowed);
        let (title, hint) = words.unwrap_or_else(|| (t(texts::NO_CASES).to_owned(), t(texts::NO_CASES_HINT)));
        return view! { <Empty title hint=hint/> }.into_any();
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
                {protected_tag(row.protected)}
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
    let (list, words) = above_cases();
    let beside = cancel(list.clone());
    view! {
        <Head title=t(texts::SEARCH) above=vec![(list, words)]/>
        <PostForm form=SearchCases::PATH passing=true submit=t(texts::SEARCH) beside>
            <Hidden name="list"/>
            <Field name="words" label=t(texts::SEARCH_LABEL) hint=t(texts::SEARCH_HINT) kind="search" width="w-l"/>
        </PostForm>
    }
}

/// The search above another room's list: posted, since names stand in no address.
#[component]
pub fn ListSearch(list: SearchedList, searched: Searched) -> impl IntoView {
    let words = match &searched {
        Searched::For(words) => Some(words.clone()),
        Searched::No | Searched::Gone => None,
    };
    let id = format!("{}-words", list.code());
    view! {
        <form class="filter find" method="post" action=SearchCases::PATH>
            <input type="hidden" name="list" value=list.code()/>
            <div class="row grow">
                <label for=id.clone()>{t(list.search_words())}</label>
                <input
                    id=id
                    name="words"
                    type="search"
                    value=words
                    placeholder=t(texts::SEARCH_LIST_HINT)
                    autocomplete="off"
                />
            </div>
            <div class="buttons">
                <button class="btn s">{t(texts::SEARCH_SHORT)}</button>
            </div>
        </form>
        <Found searched clear=list.path()/>
    }
}
