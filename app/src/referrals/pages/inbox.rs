//! The coordinators' inbox, the oldest first.
use crate::{
    cases::{
        api::Searched,
        forms::SearchedList,
        pages::{ListSearch, nothing_found, protected_tag, tone_of},
        rules::StateCode,
    },
    kernel::{
        code::Code,
        page::{Page, PageRequest},
        swedish,
    },
    organisation::rules::Party,
    referrals::{
        api::{self, InboxFilter, InboxList, InboxRow},
        texts,
    },
    ui::{
        fetch::{fetch, loaded},
        lang::{t, use_lang},
        parts::{Day, Head, Tag, Tone, bare, pager},
        state::Empty,
        view::use_today,
    },
};
use leptos::prelude::*;
use leptos_router::{hooks::use_query_map, params::ParamsMap};

#[component]
pub fn InboxPage() -> impl IntoView {
    let query = use_query_map();
    let filter = Memo::new(move |_| query.with(filter_of));
    let page = fetch(move || filter.get(), api::inbox);
    view! {
        <Head title=t(texts::INBOX) lead=t(texts::INBOX_LEAD)/>
        {loaded(page, move |inbox: InboxList| {
                let filter = filter.get_untracked();
                let narrowed = filter.party.is_some() || filter.state.is_some();
                let query = query_of(&filter);
                view! {
                    <ListSearch list=SearchedList::Inbox searched=inbox.searched.clone()/>
                    <Filter filter/>
                    <Rows page=inbox.page query searched=inbox.searched narrowed/>
                }
                .into_any()
            },
        )}
    }
}

fn filter_of(query: &ParamsMap) -> InboxFilter {
    InboxFilter {
        party: query.get("party").and_then(|p| p.parse().ok()),
        state: query.get("state").and_then(|s| s.parse().ok()),
        search: query.get("search").and_then(|s| s.parse().ok()),
        page: PageRequest { after: query.get("after"), before: query.get("before") },
    }
}

fn query_of(filter: &InboxFilter) -> String {
    let party = filter.party.map(|p| format!("party={p}"));
    let state = filter.state.map(|s| format!("state={s}"));
    let search = filter.search.map(|id| format!("search={id}"));
    party.into_iter().chain(state).chain(search).collect::<Vec<_>>().join("&")
}

#[component]
fn Filter(filter: InboxFilter) -> impl IntoView {
    let lang = use_lang();
    let parties = Party::ALL
        .iter()
        .map(|p| view! { <option value=p.code() selected=filter.party == Some(*p)>{p.words().get(lang)}</option> })
        .collect_view();
    let states = [StateCode::Submitted, StateCode::CompletionRequested]
        .map(|s| view! { <option value=s.code() selected=filter.state == Some(s)>{s.words().get(lang)}</option> });
    view! {
        <form class="filter" method="get" action="/inbox">
            {filter.search.map(|id| view! { <input type="hidden" name="search" value=id.to_string()/> })}
            <div class="row">
                <label for="party">{t(texts::FILTER_PARTY)}</label>
                <select id="party" name="party">
                    <option value="">{t(texts::ALL_PARTIES)}</option>
                    {parties}
                </select>
            </div>
            <div class="row">
                <label for="state">{t(texts::STANDS)}</label>
                <select id="state" name="state">
                    <option value="">{t(texts::BOTH)}</option>
                    {states.collect_view()}
                </select>
            </div>
            <div class="buttons">
                <button class="btn s">{t(texts::SHOW)}</button>
                " "
                <a href="/inbox">{t(texts::CLEAR)}</a>
            </div>
        </form>
    }
}

#[component]
fn Rows(page: Page<InboxRow>, query: String, searched: Searched, narrowed: bool) -> impl IntoView {
    if page.rows.is_empty() {
        let (title, hint) = match narrowed {
            true => (texts::NONE_FOUND, texts::CHOOSE_OTHER),
            false => (texts::INBOX_EMPTY, texts::INBOX_EMPTY_HINT),
        };
        let words = nothing_found(&searched, narrowed);
        let (title, hint) = words.unwrap_or_else(|| (t(title).to_owned(), t(hint)));
        return view! {
            <div class="sheet">
                <Empty title hint=hint/>
            </div>
        }
        .into_any();
    }
    let below = pager(query, &page);
    // a column in which nothing stands is none
    let noted = page.rows.iter().any(is_noted);
    let rows = page.rows.into_iter().map(|row| view! { <Row row noted/> }).collect_view();
    view! {
        <div class="sheet">
            <table class="work">
                <caption class="vh">{t(texts::INBOX_LEAD)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t(texts::CASE)}</th>
                        <th scope="col">{t(texts::SENT)}</th>
                        <th scope="col">{t(texts::FILTER_PARTY)}</th>
                        <th scope="col">{t(texts::CONSENTED)}</th>
                        <th scope="col">{t(texts::STANDS)}</th>
                        {noted.then(|| view! { <th scope="col">{t(texts::NOTES)}</th> })}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {below}
    }
    .into_any()
}

fn is_noted(row: &InboxRow) -> bool {
    row.doubled || !row.exceptions.is_empty()
}

#[component]
fn Row(row: InboxRow, noted: bool) -> impl IntoView {
    let (lang, today) = (use_lang(), use_today());
    let name = match &row.who {
        Some(who) => format!("{} · {who}", row.number),
        None => row.number.clone(),
    };
    let consented: Vec<_> = row.consented.iter().map(|p| p.words().get(lang)).collect();
    let consented = match consented.is_empty() {
        true => view! { <Tag tone=Tone::Late words=t(texts::NO_CONSENT)/> }.into_any(),
        false => swedish::list(lang, &consented).into_any(),
    };
    let late = row.days_late > 0;
    let is_noted = is_noted(&row);
    let exceptions = row
        .exceptions
        .iter()
        .map(|e| view! { <Tag tone=Tone::Soon words=texts::EXCEPTION_FROM.with(lang, e.words().get(lang))/>" " })
        .collect_view();
    view! {
        <tr class=late.then_some("late")>
            <td>
                <a href=format!("/cases/{}", row.id)>{name}</a>
                {protected_tag(row.protected)}
            </td>
            <td data-label=t(texts::SENT)>
                <Day day=row.submitted_on today/>
            </td>
            <td data-label=t(texts::FILTER_PARTY)>{row.party.words().get(lang)}<br/><span class="meta">{row.agency}</span></td>
            <td data-label=t(texts::CONSENTED)>{consented}</td>
            <td data-label=t(texts::STANDS)>
                <Tag tone=tone_of(row.state) words=row.state.words().get(lang)/>
                " "
                {late.then(|| view! { <Tag tone=Tone::Late words=swedish::days_late(lang, row.days_late)/> })}
            </td>
            {noted
                .then(|| {
                    view! {
                        <td data-label=t(texts::NOTES) class=bare(!is_noted)>
                            {exceptions} {row.doubled.then(|| view! { <Tag tone=Tone::Soon words=t(texts::DUPLICATE)/> })}
                        </td>
                    }
                })}
        </tr>
    }
}
