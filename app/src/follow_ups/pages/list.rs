//! The list of follow-ups: what is due now first.
use super::{StateTag, api, texts};
use crate::{
    follow_ups::{
        api::{FollowUpFilter, FollowUpList, ListedFollowUp},
        rules::MONTHS,
    },
    kernel::page::{Page, PageRequest},
    ui::{
        fetch::{fetch, loaded},
        filter::{CaseNumber, FilterForm, Narrow, OnlyLate, any_or, query},
        form::Options,
        lang::{t, use_lang},
        parts::{Day, Head, Tag, Tone, pager},
        state::Empty,
        view::use_today,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

#[component]
pub fn FollowUpsPage() -> impl IntoView {
    let query = use_query_map();
    let asked = move || {
        query.with(|q| {
            let of = |name: &str| q.get(name).unwrap_or_default();
            let filter = FollowUpFilter {
                months: of("months"),
                state: of("state"),
                late: q.get("late").is_some(),
                number: of("number"),
                lots: of("lots"),
            };
            (filter, PageRequest { after: q.get("after"), before: q.get("before") })
        })
    };
    let found = fetch(asked, |(f, page): (FollowUpFilter, PageRequest)| {
        api::follow_ups(f.months, f.state, f.late, f.number, f.lots, page.after, page.before)
    });
    view! {
        {move || {
            let chosen = asked().0.state;
            let lead = if chosen.is_empty() { t(texts::LEAD) } else { "" };
            view! { <Head title=t(texts::FOLLOW_UPS) lead/> }
        }}
        {loaded(found, move |list: FollowUpList| {
                let filter = untrack(asked).0;
                view! {
                    <Filter filter=filter.clone() everyone=list.everyone/>
                    <Rows page=list.page filter/>
                }
                    .into_any()
            },
        )}
    }
}

#[component]
fn Filter(filter: FollowUpFilter, everyone: Options) -> impl IntoView {
    let lang = use_lang();
    let months = MONTHS.iter().map(|m| (m.to_string(), texts::MONTHS_N.with(lang, m))).collect();
    let states = [("coming", texts::COMING), ("done", texts::DONE_ONES), ("all", texts::ALL)];
    let states = states.into_iter().map(|(value, words)| (value.to_owned(), t(words).to_owned())).collect();
    let lots = (!everyone.is_empty()).then(|| {
        view! { <Narrow name="lots" label=t(texts::LOTS) options=any_or(texts::ALL, everyone) now=filter.lots/> }
    });
    view! {
        <FilterForm clear=Some("/follow-ups")>
            <Narrow name="months" label=t(texts::MONTHS) options=any_or(texts::ALL, months) now=filter.months/>
            <Narrow name="state" label=t(texts::STATE) options=any_or(texts::NOW, states) now=filter.state/>
            {lots}
            <CaseNumber now=filter.number/>
            <OnlyLate now=filter.late/>
        </FilterForm>
    }
}

#[component]
fn Rows(page: Page<ListedFollowUp>, filter: FollowUpFilter) -> impl IntoView {
    let late = if filter.late { "1" } else { "" };
    let query = query(&[
        ("months", &filter.months),
        ("state", &filter.state),
        ("number", &filter.number),
        ("lots", &filter.lots),
        ("late", late),
    ]);
    let pager = pager(query, &page);
    if page.rows.is_empty() {
        return view! { <div class="sheet"><Empty title=t(texts::NONE_FOUND)/></div> {pager} }.into_any();
    }
    let rows = page.rows.into_iter().map(|row| view! { <Row row/> }).collect_view();
    view! {
        <div class="sheet">
            <table class="work">
                <thead>
                    <tr>
                        <th scope="col">{t(texts::CASE)}</th>
                        <th scope="col">{t(texts::MONTHS)}</th>
                        <th scope="col">{t(texts::DUE)}</th>
                        <th scope="col">{t(texts::STATE)}</th>
                        <th scope="col"><span class="vh">{t(texts::DO)}</span></th>
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
fn Row(row: ListedFollowUp) -> impl IntoView {
    let (lang, today) = (use_lang(), use_today());
    let label = row.label.clone();
    let case = if row.opens {
        view! { <a href=format!("/cases/{}", row.case)>{row.label}</a> }.into_any()
    } else {
        row.label.into_any()
    };
    let open =
        row.done_on.is_none() && !row.dormant && !row.over && crate::follow_ups::rules::is_open_on(row.due, today);
    let link = open.then(|| {
        view! {
            <a class="btn s small" href=format!("/cases/{}/follow-ups/{}", row.case, row.months)>
                {t(texts::DO)}
                <span class="vh">" "{label}</span>
            </a>
        }
    });
    let meeting = row.needs_meeting.then(|| view! { " " <Tag tone=Tone::Soon words=t(texts::WANTS_MEETING)/> });
    view! {
        <tr>
            <td>{case}</td>
            <td data-label=t(texts::MONTHS)>{texts::MONTHS_N.with(lang, row.months)}</td>
            <td data-label=t(texts::DUE)><Day day=row.due today/></td>
            <td data-label=t(texts::STATE)>
                <StateTag due=row.due done_on=row.done_on result=row.result dormant=row.dormant over=row.over/>
                {meeting}
            </td>
            <td class="act">{link}</td>
        </tr>
    }
}
