//! The activities of the own party; of all, for coordinators.
use super::parts::StatusTag;
use crate::{
    kernel::{
        code::Code,
        page::{Page, PageRequest},
    },
    plans::{
        api::{self, ActivityFilter, ListedActivity},
        rules::ActivityStatus,
        texts,
    },
    ui::{
        lang::{t, use_lang},
        parts::{Day, Head, pager},
        state::{Empty, loaded},
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
            let filter = ActivityFilter { status: q.get("status").unwrap_or_default(), late: q.get("late").is_some() };
            (filter, PageRequest { after: q.get("after"), before: q.get("before") })
        })
    };
    let found = Resource::new(asked, |(filter, page): (ActivityFilter, PageRequest)| {
        api::activities(filter.status, filter.late, page.after, page.before)
    });
    view! {
        <Head title=t(texts::ACTIVITIES) lead=t(texts::LIST_LEAD)/>
        {move || view! { <Filter filter=asked().0/> }}
        {loaded(
            move || found.into_future(),
            move |page: Page<ListedActivity>| view! { <Rows page filter=untrack(asked).0/> }.into_any(),
        )}
    }
}

#[component]
fn Filter(filter: ActivityFilter) -> impl IntoView {
    let lang = use_lang();
    let mut options = vec![(String::new(), t(texts::OPEN_ONES).to_owned())];
    options.extend(ActivityStatus::choices(lang));
    options.push(("all".to_owned(), t(texts::ALL).to_owned()));
    let options = options
        .into_iter()
        .map(|(value, words)| {
            let selected = value == filter.status;
            view! { <option value=value selected=selected>{words}</option> }
        })
        .collect_view();
    view! {
        <form class="filter" method="get" action="/activities">
            <div class="row">
                <label for="f-status">{t(texts::STATUS)}</label>
                <select id="f-status" name="status">{options}</select>
            </div>
            <label class="choice">
                <input type="checkbox" name="late" value="1" checked=filter.late/>
                " "
                <span>{t(texts::ONLY_LATE)}</span>
            </label>
            <div class="buttons">
                <button class="btn s">{t(texts::SHOW)}</button>
                " "
                <a href="/activities">{t(texts::CLEAR)}</a>
            </div>
        </form>
    }
}

#[component]
fn Rows(page: Page<ListedActivity>, filter: ActivityFilter) -> impl IntoView {
    let late = if filter.late { "&late=1" } else { "" };
    let pager = pager(
        format!(
            "status={}{late}",
            ActivityStatus::from_code(&filter.status)
                .map_or(if filter.status == "all" { "all" } else { "" }, Code::code,)
        ),
        &page,
    );
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
