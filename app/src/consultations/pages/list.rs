//! The list: a referrer's own questions, a coordinator's all.
use super::{described, texts, tone_of};
use crate::{
    access::Role,
    consultations::{
        api::{self, ConsultationFilter, ConsultationRow},
        rules::ConsultationState,
    },
    kernel::{
        code::Code,
        page::{Page, PageRequest},
    },
    ui::{
        fetch::{fetch, loaded},
        filter::{FilterForm, Narrow, any_or, query},
        lang::{t, use_lang},
        parts::{Day, Head, Moment, Tag, pager},
        state::Empty,
        view::{use_today, use_viewer},
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

#[component]
pub fn ListPage() -> impl IntoView {
    let query = use_query_map();
    let asked = move || {
        query.with(|q| {
            let latest_first = q.get("order").as_deref() == Some("latest");
            let filter = ConsultationFilter { state: q.get("state").unwrap_or_default(), latest_first };
            (filter, PageRequest { after: q.get("after"), before: q.get("before") })
        })
    };
    let found = fetch(asked, |(filter, page): (ConsultationFilter, PageRequest)| api::list(filter, page));
    let viewer = use_viewer();
    let has = |role| viewer.as_ref().is_some_and(|v| v.has(role));
    let lead = if has(Role::Coordinator) { texts::LEAD_COORDINATOR } else { texts::LEAD };
    let new = has(Role::Referrer).then(|| view! { <a class="btn" href="/consultations/new">{t(texts::NEW)}</a> });
    view! {
        <Head title=t(texts::TITLE) lead=t(lead) actions=new.into_any()/>
        {loaded(found, move |page: Page<ConsultationRow>| {
                let filter = untrack(asked).0;
                view! {
                    <Filter filter=filter.clone()/>
                    <Rows page filter/>
                }
                    .into_any()
            },
        )}
    }
}

#[component]
fn Filter(filter: ConsultationFilter) -> impl IntoView {
    let mut states = any_or(texts::OPEN_ONES, ConsultationState::choices(use_lang()));
    states.push(("all".to_owned(), t(texts::ALL).to_owned()));
    let orders = any_or(texts::OLDEST_FIRST, vec![("latest".to_owned(), t(texts::LATEST_FIRST).to_owned())]);
    let order = if filter.latest_first { "latest" } else { "" };
    view! {
        <FilterForm clear=Some("/consultations")>
            <Narrow name="state" label=t(texts::STATE) options=states now=filter.state/>
            <Narrow name="order" label=t(texts::ORDER) options=orders now=order/>
        </FilterForm>
    }
}

#[component]
fn Rows(page: Page<ConsultationRow>, filter: ConsultationFilter) -> impl IntoView {
    let order = if filter.latest_first { "latest" } else { "" };
    let pager = pager(query(&[("state", &filter.state), ("order", order)]), &page);
    if page.rows.is_empty() {
        return view! {
            <div class="sheet"><Empty title=t(texts::NONE) hint=t(texts::NONE_HINT)/></div>
            {pager}
        }
        .into_any();
    }
    // a referrer's own questions are from nobody else
    let from = page.rows.iter().any(|row| row.asked_by.is_some());
    let rows = page.rows.into_iter().map(|row| view! { <Row row from/> }).collect_view();
    view! {
        <div class="sheet">
            <table class="work">
                <caption class="vh">{t(texts::TITLE)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t(texts::ONE)}</th>
                        <th scope="col">{t(texts::STATE)}</th>
                        {from.then(|| view! { <th scope="col">{t(texts::ASKED_BY)}</th> })}
                        <th scope="col">{t(texts::ASKED)}</th>
                        <th scope="col">{t(texts::GONE_ON)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {pager}
    }
    .into_any()
}

#[component]
fn Row(row: ConsultationRow, from: bool) -> impl IntoView {
    let (lang, today) = (use_lang(), use_today());
    let label = described(lang, &row);
    let by = row.asked_by.unwrap_or_else(|| t(texts::YOU).to_owned());
    view! {
        <tr class=(!row.state.is_live()).then_some("quiet")>
            <td>
                <a href=format!("/consultations/{}", row.id)>{label}</a>
            </td>
            <td data-label=t(texts::STATE)>
                <Tag tone=tone_of(row.state) words=row.state.words().get(lang)/>
            </td>
            {from.then(|| view! { <td data-label=t(texts::ASKED_BY)>{by}</td> })}
            <td data-label=t(texts::ASKED)>
                <Moment at=row.asked_at today/>
            </td>
            <td data-label=t(texts::GONE_ON)>
                <Day day=row.gone_on today/>
            </td>
        </tr>
    }
}
