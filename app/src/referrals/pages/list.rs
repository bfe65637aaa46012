//! The referrer's drafts and referrals, and the beginning of a new one.
use super::above;
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
    referrals::{
        api::{self, MineFilter, MineRow, MyDraftRow, MyReferrals},
        forms,
        rules::WhoseReferral,
        texts,
    },
    ui::{
        fetch::{fetch, loaded},
        form::{Choices, Form, Hidden, PostForm, cancel},
        lang::{t, use_lang},
        parts::{Day, Head, Moment, Tag, bare, pager},
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
    let mine = fetch(move || filter.get(), api::mine);
    let actions = view! { <a class="btn" href="/referrals/new">{t(texts::NEW_REFERRAL)}</a> }.into_any();
    view! {
        <Head title=t(texts::MY_REFERRALS) lead=t(texts::MY_REFERRALS_LEAD) actions/>
        {loaded(mine, move |mine: MyReferrals| {
                let filter = filter.get_untracked();
                let any = !mine.submitted.rows.is_empty() || filter != MineFilter::default();
                view! {
                    <Drafts drafts=mine.drafts more=mine.more_drafts/>
                    {any
                        .then(|| {
                            view! {
                                <ListSearch list=SearchedList::Referrals searched=mine.searched.clone()/>
                                <Filter filter=filter.clone()/>
                            }
                        })}
                    <Submitted page=mine.submitted filter searched=mine.searched/>
                }
                .into_any()
            },
        )}
    }
}

/// The filter from an address, in which anything may stand.
fn filter_of(query: &ParamsMap) -> MineFilter {
    let state = query.get("state");
    MineFilter {
        state: state.as_deref().and_then(|s| s.parse().ok()),
        live: state.as_deref() == Some("live"),
        whose: query.get("whose").and_then(|w| w.parse().ok()),
        oldest_first: query.get("order").as_deref() == Some("oldest"),
        search: query.get("search").and_then(|s| s.parse().ok()),
        page: PageRequest { after: query.get("after"), before: query.get("before") },
    }
}

fn query_of(filter: &MineFilter) -> String {
    let mut parts = Vec::new();
    match filter.state {
        Some(state) => parts.push(format!("state={state}")),
        None if filter.live => parts.push("state=live".into()),
        None => {}
    }
    parts.extend(filter.whose.map(|w| format!("whose={w}")));
    if filter.oldest_first {
        parts.push("order=oldest".into());
    }
    parts.extend(filter.search.map(|id| format!("search={id}")));
    parts.join("&")
}

#[component]
fn Filter(filter: MineFilter) -> impl IntoView {
    let lang = use_lang();
    let states = StateCode::ALL
        .iter()
        .map(|s| view! { <option value=s.code() selected=filter.state == Some(*s)>{s.words().get(lang)}</option> })
        .collect_view();
    let whose = WhoseReferral::ALL
        .iter()
        .map(|w| view! { <option value=w.code() selected=filter.whose == Some(*w)>{w.words().get(lang)}</option> })
        .collect_view();
    view! {
        <form class="filter" method="get" action="/referrals">
            {filter.search.map(|id| view! { <input type="hidden" name="search" value=id.to_string()/> })}
            <div class="row">
                <label for="state">{t(texts::STANDS)}</label>
                <select id="state" name="state">
                    <option value="">{t(texts::ALL_STATES)}</option>
                    <option value="live" selected=filter.live>
                        {t(texts::ALL_LIVE)}
                    </option>
                    {states}
                </select>
            </div>
            <div class="row">
                <label for="whose">{t(texts::WHOSE)}</label>
                <select id="whose" name="whose">
                    <option value="">{t(texts::OWN_AND_COLLEAGUES)}</option>
                    {whose}
                </select>
            </div>
            <div class="row">
                <label for="order">{t(texts::ORDER)}</label>
                <select id="order" name="order">
                    <option value="">{t(texts::NEWEST_FIRST)}</option>
                    <option value="oldest" selected=filter.oldest_first>
                        {t(texts::OLDEST_FIRST)}
                    </option>
                </select>
            </div>
            <div class="buttons">
                <button class="btn s">{t(texts::SHOW)}</button>
                " "
                <a href="/referrals">{t(texts::CLEAR)}</a>
            </div>
        </form>
    }
}

#[component]
fn Drafts(drafts: Vec<MyDraftRow>, more: bool) -> impl IntoView {
    if drafts.is_empty() {
        return ().into_any();
    }
    let (lang, today) = (use_lang(), use_today());
    let rows = drafts
        .into_iter()
        .map(|d| {
            let begun = texts::DRAFT_OF.with(lang, swedish::moment_in_text(lang, d.begun_at, today));
            let name = d.who.map_or_else(|| begun.clone(), |who| format!("{begun} · {who}"));
            view! {
                <tr>
                    <td>
                        <a href=format!("/referrals/{}/review", d.id)>{name}</a>
                        {protected_tag(d.protected)}
                    </td>
                    <td data-label=t(texts::REFERRED_BY)>{d.unit}</td>
                    <td data-label=t(texts::DRAFT_CHANGED)>
                        <Moment at=d.changed_at today/>
                    </td>
                    <td data-label=t(texts::DRAFT_GONE_ON)>
                        <Day day=d.gone_on today/>
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <h2>{t(texts::DRAFTS)}</h2>
        <div class="sheet">
            <table class="work">
                <caption class="vh">{t(texts::DRAFTS)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t(texts::DRAFTS)}</th>
                        <th scope="col">{t(texts::REFERRED_BY)}</th>
                        <th scope="col">{t(texts::DRAFT_CHANGED)}</th>
                        <th scope="col">{t(texts::DRAFT_GONE_ON)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <p class="meta">{t(texts::DRAFT_HINT)}</p>
        {more.then(|| view! { <p class="meta">{t(texts::MORE_DRAFTS)}</p> })}
    }
    .into_any()
}

#[component]
fn Submitted(page: Page<MineRow>, filter: MineFilter, searched: Searched) -> impl IntoView {
    if page.rows.is_empty() {
        let narrowed = filter.state.is_some() || filter.live || filter.whose.is_some();
        let (title, hint) = match filter == MineFilter::default() {
            true => (texts::NO_REFERRALS, texts::NO_REFERRALS_HINT),
            false => (texts::NONE_FOUND, texts::CHOOSE_OTHER),
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
    let below = pager(query_of(&filter), &page);
    let rows = page.rows.into_iter().map(|row| view! { <Row row/> }).collect_view();
    view! {
        <h2>{t(texts::SUBMITTED)}</h2>
        <div class="sheet">
            <table class="work">
                <caption class="vh">{t(texts::SUBMITTED)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t(texts::CASE)}</th>
                        <th scope="col">{t(texts::STANDS)}</th>
                        <th scope="col">{t(texts::WHOSE_TURN)}</th>
                        <th scope="col">{t(texts::MEETING)}</th>
                        <th scope="col">{t(texts::SENT)}</th>
                        <th scope="col">{t(texts::REFERRER)}</th>
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
fn Row(row: MineRow) -> impl IntoView {
    let (lang, today) = (use_lang(), use_today());
    let name = match row.who {
        Some(who) => format!("{} · {who}", row.number),
        None => row.number,
    };
    view! {
        <tr class=(!row.state.is_live()).then_some("quiet")>
            <td>
                <a href=format!("/cases/{}", row.id)>{name}</a>
                {protected_tag(row.protected)}
            </td>
            <td data-label=t(texts::STANDS)>
                <Tag tone=tone_of(row.state) words=row.state.words().get(lang)/>
            </td>
            <td data-label=t(texts::WHOSE_TURN)>{row.whose.words().get(lang)}</td>
            <td data-label=t(texts::MEETING)>
                {match row.meeting {
                    Some(at) => view! { <Moment at today/> }.into_any(),
                    None => t(texts::NONE_YET).into_any(),
                }}
            </td>
            <td data-label=t(texts::SENT)>
                <Day day=row.submitted_on today/>
            </td>
            <td data-label=t(texts::REFERRER) class=bare(row.referrer.is_none())>{row.referrer.clone().unwrap_or_else(|| t(crate::work::rules::YOU).into())}</td>
        </tr>
    }
}

#[component]
pub fn NewPage() -> impl IntoView {
    let units = fetch(|| (), |()| api::my_units());
    loaded(units, |units: Vec<(String, String)>| {
        let only = units.first().filter(|_| units.len() == 1).map(|u| ("unit".to_owned(), u.0.clone()));
        let one = only.is_some();
        let only: Vec<_> = only.into_iter().collect();
        let lead = match units.first().filter(|_| one) {
            Some((_, name)) => format!("{name} · {}", t(texts::NEW_REFERRAL_LEAD)),
            None => t(texts::NEW_REFERRAL_LEAD).to_owned(),
        };
        view! {
            <Head title=t(texts::NEW_REFERRAL) lead above=above()/>
            <PostForm
                form=forms::NewReferral::PATH
                initial=only
                submit=t(texts::BEGIN)
                beside=cancel("/referrals")
            >
                {if one {
                    view! { <Hidden name="unit"/> }.into_any()
                } else {
                    view! { <Choices name="unit" label=t(texts::UNIT) options=units.clone()/> }.into_any()
                }}
            </PostForm>
        }
        .into_any()
    })
}
