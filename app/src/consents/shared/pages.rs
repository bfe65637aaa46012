//! What was shared of a case, with whom and when: to show to the participant, or to print.
use super::{
    api::{self, OpenFor, Readers, Shared},
    texts,
};
use crate::{
    cases::pages::{CaseHead, use_case_id},
    kernel::{code::Code, swedish},
    ui::{
        fetch::{fetch, loaded},
        lang::{t, use_lang},
        parts::{PrintButton, Tag, Tone},
    },
};
use leptos::prelude::*;

#[component]
pub fn SharedPage() -> impl IntoView {
    let case = use_case_id();
    let shared = fetch(move || case, api::of_case);
    loaded(shared, move |shared: Shared| {
        let actions = view! { <PrintButton/> }.into_any();
        view! {
            <CaseHead case heading=shared.heading title=t(texts::SHARED) lead=t(texts::LEAD) actions/>
            <p>{t(texts::WHAT)}</p>
            <Times times=shared.open_for/>
            <Read readers=shared.readers/>
        }
        .into_any()
    })
}

#[component]
fn Times(times: Vec<OpenFor>) -> impl IntoView {
    let lang = use_lang();
    let none = times.is_empty();
    let rows = times
        .into_iter()
        .map(|time| {
            let until = swedish::long_day(lang, time.until);
            let until = if time.withdrawn { texts::WITHDRAWN.with(lang, until) } else { until };
            view! {
                <tr>
                    <td>{swedish::sentence(time.party.words().get(lang))}</td>
                    <td data-label=t(texts::FROM)>{swedish::long_day(lang, time.from)}</td>
                    <td data-label=t(texts::UNTIL)>{until}</td>
                </tr>
            }
        })
        .collect_view();
    let table = view! {
        <table class="work">
            <caption class="vh">{t(texts::OPEN_FOR)}</caption>
            <thead>
                <tr>
                    <th scope="col">{t(texts::PARTY)}</th>
                    <th scope="col">{t(texts::FROM)}</th>
                    <th scope="col">{t(texts::UNTIL)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    };
    view! {
        <section class="sheet" aria-labelledby="open-for">
            <h2 id="open-for">{t(texts::OPEN_FOR)}</h2>
            {if none { view! { <p class="meta">{t(texts::NOBODY)}</p> }.into_any() } else { table.into_any() }}
        </section>
    }
}

#[component]
fn Read(readers: Vec<Readers>) -> impl IntoView {
    let lang = use_lang();
    let none = readers.is_empty();
    let rows = readers
        .into_iter()
        .map(|r| {
            let who = format!("{}, {}", swedish::sentence(r.role.words().get(lang)), r.office);
            let without = r.without_consent.then(|| view! { " "<Tag tone=Tone::Late words=t(texts::WITHOUT)/> });
            let last = r.days.first().map(|day| swedish::long_day(lang, *day));
            let count = r.days.len();
            let days = r.days.iter().map(|d| view! { <li>{swedish::long_day(lang, *d)}</li> }).collect_view();
            let days = (count > 1).then(|| {
                view! {
                    <details class="more">
                        <summary>{t(texts::EACH_DAY)}</summary>
                        <ul>{days}</ul>
                    </details>
                }
            });
            view! {
                <tr>
                    <td>{who}{without}{days}</td>
                    <td data-label=t(texts::DAYS) class="num">{count}</td>
                    <td data-label=t(texts::LAST)>{last}</td>
                </tr>
            }
        })
        .collect_view();
    let table = view! {
        <table class="work">
            <caption class="vh">{t(texts::READERS)}</caption>
            <thead>
                <tr>
                    <th scope="col">{t(texts::WHO)}</th>
                    <th scope="col" class="num">{t(texts::DAYS)}</th>
                    <th scope="col">{t(texts::LAST)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    };
    view! {
        <section class="sheet" aria-labelledby="readers">
            <h2 id="readers">{t(texts::READERS)}</h2>
            {if none { view! { <p class="meta">{t(texts::NO_READERS)}</p> }.into_any() } else { table.into_any() }}
        </section>
    }
}
