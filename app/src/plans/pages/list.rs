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

/// One more choice of the filter: all, or one of these.
fn narrowed(id: &'static str, label: &'static str, choices: Vec<(String, String)>, now: &str) -> Option<AnyView> {
    if choices.is_empty() {
        return None;
    }
    let all = [(String::new(), t(texts::ALL).to_owned())];
    let options = all.into_iter().chain(choices).map(|(value, words)| {
        let selected = value == now;
        view! { <option value=value selected=selected>{words}</option> }
    });
    let options = options.collect_view();
    Some(
        view! {
            <div class="row">
                <label for=format!("f-{id}")>{label}</label>
                <select id=format!("f-{id}") name=id>{options}</select>
            </div>
        }
        .into_any(),
    )
}

#[component]
fn Filter(filter: ActivityFilter, teams: Vec<(String, String)>, parties: Vec<Party>) -> impl IntoView {
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
    let parties = parties.iter().map(|p| (p.code().to_owned(), p.words().get(lang).to_owned())).collect();
    let parties = narrowed("party", t(texts::PARTY), parties, &filter.party);
    let teams = narrowed("team", t(texts::TEAM), teams, &filter.team);
    view! {
        <form class="filter" method="get" action="/activities">
            <div class="row">
                <label for="f-status">{t(texts::STATUS)}</label>
                <select id="f-status" name="status">{options}</select>
            </div>
            {parties}
            {teams}
            <div class="row">
                <label for="f-number">{t(texts::NUMBER)}</label>
                <input id="f-number" name="number" class="w-s" value=filter.number inputmode="numeric" autocomplete="off"/>
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
    let known = |value: &str| value.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
    let [party, team, number] =
        [filter.party, filter.team, filter.number].map(|v| if known(&v) { v } else { String::new() });
    let pager = pager(
        format!(
            "status={}&party={party}&team={team}&number={number}{late}",
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
