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
        <Head title=t(texts::FOLLOW_UPS) lead=t(texts::LEAD)/>
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

fn states() -> [(&'static str, crate::kernel::lang::Text); 4] {
    [("", texts::NOW), ("coming", texts::COMING), ("done", texts::DONE_ONES), ("all", texts::ALL)]
}

fn option(value: String, words: String, now: &str) -> impl IntoView + use<> {
    let selected = value == now;
    view! { <option value=value selected=selected>{words}</option> }
}

#[component]
fn Filter(filter: FollowUpFilter, everyone: Vec<(String, String)>) -> impl IntoView {
    let lang = use_lang();
    let all = option(String::new(), t(texts::ALL).to_owned(), &filter.months);
    let months =
        MONTHS.iter().map(|m| option(m.to_string(), texts::MONTHS_N.with(lang, m), &filter.months)).collect_view();
    let states = states()
        .into_iter()
        .map(|(value, words)| option(value.to_owned(), t(words).to_owned(), &filter.state))
        .collect_view();
    let lots = (!everyone.is_empty()).then(|| {
        let all = option(String::new(), t(texts::ALL).to_owned(), &filter.lots);
        let named = everyone.into_iter().map(|(id, name)| option(id, name, &filter.lots)).collect_view();
        view! {
            <div class="row">
                <label for="f-lots">{t(texts::LOTS)}</label>
                <select id="f-lots" name="lots">{all} {named}</select>
            </div>
        }
    });
    view! {
        <form class="filter" method="get" action="/follow-ups">
            <div class="row">
                <label for="f-months">{t(texts::MONTHS)}</label>
                <select id="f-months" name="months">{all} {months}</select>
            </div>
            <div class="row">
                <label for="f-state">{t(texts::STATE)}</label>
                <select id="f-state" name="state">{states}</select>
            </div>
            {lots}
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
                <a href="/follow-ups">{t(texts::CLEAR)}</a>
            </div>
        </form>
    }
}

#[component]
fn Rows(page: Page<ListedFollowUp>, filter: FollowUpFilter) -> impl IntoView {
    let months = MONTHS.iter().map(ToString::to_string).find(|m| *m == filter.months).unwrap_or_default();
    let state = states().iter().map(|s| s.0).find(|s| *s == filter.state).unwrap_or_default();
    let late = if filter.late { "&late=1" } else { "" };
    let known = |value: &str| value.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let [number, lots] = [filter.number, filter.lots].map(|v| if known(&v) { v } else { String::new() });
    let pager = pager(format!("months={months}&state={state}&number={number}&lots={lots}{late}"), &page);
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
