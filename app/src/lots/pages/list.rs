//! The list of assignments: a lots's own, a coordinator's all.
use super::{StateTag, api, texts};
use crate::{
    kernel::{code::Code, page::PageRequest},
    lots::{
        api::{AssignmentFilter, AssignmentList, ListedAssignment},
        rules::AssignmentState,
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
pub fn AssignmentsPage() -> impl IntoView {
    let query = use_query_map();
    let asked = move || {
        query.with(|q| {
            let of = |name: &str| q.get(name).unwrap_or_default();
            let latest_first = q.get("order").as_deref() == Some("latest");
            let filter = AssignmentFilter { state: of("state"), lots: of("lots"), number: of("number"), latest_first };
            (filter, PageRequest { after: q.get("after"), before: q.get("before") })
        })
    };
    let found = fetch(asked, |(filter, page): (AssignmentFilter, PageRequest)| {
        let AssignmentFilter { state, lots, number, latest_first } = filter;
        api::assignments(state, lots, number, latest_first, page.after, page.before)
    });
    view! {
        <Head title=t(texts::LOTS) lead=t(texts::LEAD)/>
        {loaded(found, move |list: AssignmentList| {
                let filter = untrack(asked).0;
                view! {
                    <Filter filter=filter.clone() everyone=list.everyone.clone()/>
                    <Rows list filter/>
                }
                    .into_any()
            },
        )}
    }
}

fn options(all: Vec<(String, String)>, now: &str) -> AnyView {
    let option = |(value, words): (String, String)| {
        let selected = value == now;
        view! { <option value=value selected=selected>{words}</option> }
    };
    all.into_iter().map(option).collect_view().into_any()
}

#[component]
fn Filter(filter: AssignmentFilter, everyone: Vec<(String, String)>) -> impl IntoView {
    let mut states = vec![(String::new(), t(texts::OPEN_ONES).to_owned())];
    states.extend(AssignmentState::choices(use_lang()));
    states.push(("all".to_owned(), t(texts::ALL).to_owned()));
    let who = (!everyone.is_empty()).then(|| {
        let mut all =
            vec![(String::new(), t(texts::ALL).to_owned()), ("none".to_owned(), t(texts::NOBODY_YET).to_owned())];
        all.extend(everyone);
        view! {
            <div class="row">
                <label for="f-lots">{t(texts::LOTS)}</label>
                <select id="f-lots" name="lots">{options(all, &filter.lots)}</select>
            </div>
        }
    });
    let orders = vec![
        (String::new(), t(texts::OLDEST_FIRST).to_owned()),
        ("latest".to_owned(), t(texts::LATEST_FIRST).to_owned()),
    ];
    let order = if filter.latest_first { "latest" } else { "" };
    view! {
        <form class="filter" method="get" action="/lots">
            <div class="row">
                <label for="f-state">{t(texts::STATE)}</label>
                <select id="f-state" name="state">{options(states, &filter.state)}</select>
            </div>
            {who}
            <div class="row">
                <label for="f-number">{t(texts::NUMBER)}</label>
                <input id="f-number" name="number" class="w-s" value=filter.number inputmode="numeric" autocomplete="off"/>
            </div>
            <div class="row">
                <label for="f-order">{t(texts::ORDER)}</label>
                <select id="f-order" name="order">{options(orders, order)}</select>
            </div>
            <div class="buttons">
                <button class="btn s">{t(texts::SHOW)}</button>
                " "
                <a href="/lots">{t(texts::CLEAR)}</a>
            </div>
        </form>
    }
}

#[component]
fn Rows(list: AssignmentList, filter: AssignmentFilter) -> impl IntoView {
    let known = |value: &str| value.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
    let order = if filter.latest_first { "&order=latest" } else { "" };
    let [state, lots, number] =
        [filter.state, filter.lots, filter.number].map(|v| if known(&v) { v } else { String::new() });
    let pager = pager(format!("state={state}&lots={lots}&number={number}{order}"), &list.page);
    if list.page.rows.is_empty() {
        return view! { <div class="sheet"><Empty title=t(texts::NONE_FOUND)/></div> {pager} }.into_any();
    }
    let rows = list.page.rows.into_iter().map(|row| view! { <Row row/> }).collect_view();
    view! {
        <div class="sheet">
            <table class="work">
                <thead>
                    <tr>
                        <th scope="col">{t(texts::CASE)}</th>
                        <th scope="col">{t(texts::LOTS)}</th>
                        <th scope="col">{t(texts::ASKED_ON)}</th>
                        <th scope="col">{t(texts::STATE)}</th>
                        <th scope="col"><span class="vh">{t(texts::ANSWER)}</span></th>
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
fn Row(row: ListedAssignment) -> impl IntoView {
    let (lang, today) = (use_lang(), use_today());
    let label = row.label.clone();
    let case = if row.opens {
        view! { <a href=format!("/cases/{}", row.case)>{row.label}</a> }.into_any()
    } else {
        row.label.into_any()
    };
    let answered = label.clone();
    let answer = row.may_answer.then(|| {
        view! {
            <a class="btn s small" href=format!("/cases/{}/lots/answer", row.case)>
                {t(texts::ANSWER)}
                <span class="vh">" "{answered}</span>
            </a>
        }
    });
    if row.may_only_end {
        return view! {
            <tr>
                <td>{case}</td>
                <td colspan="3">{t(texts::NOT_SHOWN)}</td>
                <td class="act">
                    <a class="btn s small" href=format!("/cases/{}/lots/end", row.case)>
                        {t(texts::END)}
                        <span class="vh">" "{label}</span>
                    </a>
                </td>
            </tr>
        }
        .into_any();
    }
    view! {
        <tr>
            <td>{case}</td>
            <td data-label=t(texts::LOTS)>{row.lots.unwrap_or_else(|| t(texts::NOBODY_YET).to_owned())}</td>
            <td data-label=t(texts::ASKED_ON)>
                <Day day=row.asked_on today/> " " {row.stage.words().get(lang)}
            </td>
            <td data-label=t(texts::STATE)><StateTag state=row.state/></td>
            <td class="act">{answer}</td>
        </tr>
    }
    .into_any()
}
