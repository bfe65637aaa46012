//! The activities of the own party; of all, for coordinators.
use super::parts::StatusTag;
use crate::{
    kernel::{
        code::Code,
        page::{Page, PageRequest},
    },
    organisation::rules::Party,
    plans::{
        api::{self, ActivityFilter, ActivityList, ListedActivity},
        rules::ActivityStatus,
        texts,
    },
    ui::{
        fetch::{fetch, loaded},
        filter::{CaseNumber, FilterForm, Narrow, OnlyLate, any_or, query},
        form::Options,
        lang::{t, use_lang},
        parts::{Day, Head, pager},
        state::Empty,
        view::use_today,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

#[component]
pub fn ActivitiesPage() -> impl IntoView {
    let query = use_query_map();
    let asked = move || {
        query.with(|q| {
            let of = |name: &str| q.get(name).unwrap_or_default();
            let filter = ActivityFilter {
                status: of("status"),
                late: q.get("late").is_some(),
                party: of("party"),
                team: of("team"),
                number: of("number"),
            };
            (filter, PageRequest { after: q.get("after"), before: q.get("before") })
        })
    };
    let found = fetch(asked, |(filter, page): (ActivityFilter, PageRequest)| {
        let f = filter;
        api::activities(f.status, f.late, f.party, f.team, f.number, page.after, page.before)
    });
    view! {
        <Head title=t(texts::ACTIVITIES) lead=t(texts::LIST_LEAD)/>
        {loaded(found, move |list: ActivityList| {
                let filter = untrack(asked).0;
                view! {
                    <Filter filter=filter.clone() teams=list.teams parties=list.parties/>
                    <Rows page=list.page filter/>
                }
                    .into_any()
            },
        )}
    }
}

#[component]
fn Filter(filter: ActivityFilter, teams: Options, parties: Vec<Party>) -> impl IntoView {
    let lang = use_lang();
    let mut statuses = any_or(texts::OPEN_ONES, ActivityStatus::choices(lang));
    statuses.push(("all".to_owned(), t(texts::ALL).to_owned()));
    let parties: Options = parties.iter().map(|p| (p.code().to_owned(), p.words().get(lang).to_owned())).collect();
    let narrowed = |name, label, options: Options, now| {
        (!options.is_empty()).then(|| view! { <Narrow name label=t(label) options=any_or(texts::ALL, options) now/> })
    };
    view! {
        <FilterForm clear=Some("/activities")>
            <Narrow name="status" label=t(texts::STATUS) options=statuses now=filter.status/>
            {narrowed("party", texts::PARTY, parties, filter.party)}
            {narrowed("team", texts::TEAM, teams, filter.team)}
            <CaseNumber now=filter.number/>
            <OnlyLate now=filter.late/>
        </FilterForm>
    }
}

#[component]
fn Rows(page: Page<ListedActivity>, filter: ActivityFilter) -> impl IntoView {
    let late = if filter.late { "1" } else { "" };
    let query = query(&[
        ("status", &filter.status),
        ("party", &filter.party),
        ("team", &filter.team),
        ("number", &filter.number),
        ("late", late),
    ]);
    let pager = pager(query, &page);
    if page.rows.is_empty() {
        return view! {
            <div class="sheet">
                <Empty title=t(texts::NONE_FOUND) hint=t(texts::NONE_FOUND_HINT)/>
            </div>
            {pager}
        }
        .into_any();
    }
    let rows = page.rows.into_iter().map(|row| view! { <Row row/> }).collect_view();
    view! {
        <div class="sheet">
            <table class="work">
                <thead>
                    <tr>
                        <th scope="col">{t(texts::ACTIVITY)}</th>
                        <th scope="col">{t(texts::CASE)}</th>
                        <th scope="col">{t(texts::RESPONSIBLE)}</th>
                        <th scope="col">{t(texts::DUE)}</th>
                        <th scope="col">{t(texts::STATUS)}</th>
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
fn Row(row: ListedActivity) -> impl IntoView {
    let (lang, today) = (use_lang(), use_today());
    let label = row.who.map_or_else(|| row.number.clone(), |who| format!("{} · {who}", row.number));
    let case = if row.opens {
        view! { <a href=format!("/cases/{}", row.case)>{label}</a> }.into_any()
    } else {
        label.into_any()
    };
    view! {
        <tr>
            <td>
                <a href=format!("/cases/{}/activities/{}/status", row.case, row.id)>{row.text}</a>
            </td>
            <td data-label=t(texts::CASE)>{case}</td>
            <td data-label=t(texts::RESPONSIBLE)>{row.responsible.words().get(lang)}</td>
            <td data-label=t(texts::DUE)>{row.due.map(|day| view! { <Day day today/> })}</td>
            <td data-label=t(texts::STATUS)>
                <StatusTag status=row.status due=row.due/>
            </td>
        </tr>
    }
}
