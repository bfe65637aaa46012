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
        filter::{CaseNumber, FilterForm, Narrow, any_or, query},
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

#[component]
fn Filter(filter: AssignmentFilter, everyone: Options) -> impl IntoView {
    let mut states = any_or(texts::OPEN_ONES, AssignmentState::choices(use_lang()));
    states.push(("all".to_owned(), t(texts::ALL).to_owned()));
    let who = (!everyone.is_empty()).then(|| {
        let nobody = ("none".to_owned(), t(texts::NOBODY_YET).to_owned());
        let who = any_or(texts::ALL, [nobody].into_iter().chain(everyone).collect());
        view! { <Narrow name="lots" label=t(texts::LOTS) options=who now=filter.lots/> }
    });
    let latest = vec![("latest".to_owned(), t(texts::LATEST_FIRST).to_owned())];
    let orders = any_or(texts::OLDEST_FIRST, latest);
    let order = if filter.latest_first { "latest" } else { "" };
    view! {
        <FilterForm clear=Some("/lots")>
            <Narrow name="state" label=t(texts::STATE) options=states now=filter.state/>
            {who}
            <CaseNumber now=filter.number/>
            <Narrow name="order" label=t(texts::ORDER) options=orders now=order/>
        </FilterForm>
    }
}

#[component]
fn Rows(list: AssignmentList, filter: AssignmentFilter) -> impl IntoView {
    let order = if filter.latest_first { "latest" } else { "" };
    let query =
        query(&[("state", &filter.state), ("lots", &filter.lots), ("number", &filter.number), ("order", order)]);
    let pager = pager(query, &list.page);
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
