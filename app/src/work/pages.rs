//! The start page.
use super::{
    api::{self, StartRow},
    rules::{Task, YOU},
    texts,
};
use crate::{
    access::Role,
    kernel::{code::Code, lang::Lang, swedish},
    meetings::pages::WeekOfMeetings,
    plans::api::ListedActivity,
    referrals::texts as referrals,
    statistics::pages::YearSoFar,
    ui::{
        fetch::{fetch, loaded},
        lang::{t, use_lang},
        navigation::entries_for,
        parts::{Day, Head, Tag, Tone, bare},
        state::Empty,
        view::{Waiting, use_today, use_viewer},
    },
};
use chrono::NaiveDate;
use leptos::prelude::*;

#[component]
pub fn StartPage() -> impl IntoView {
    let start = fetch(|| (), |()| api::start());
    loaded(start, |s: StartRow| view! { <Start start=s/> }.into_any())
}

#[component]
fn Start(start: StartRow) -> impl IntoView {
    let (lang, today) = (use_lang(), use_today());
    let viewer = use_viewer();
    // the rail says the same as the page
    let (Waiting(waiting), count) = (expect_context(), u32::try_from(start.tasks.len()).unwrap_or(u32::MAX));
    Effect::new(move || waiting.set(count));
    let name = viewer.as_ref().map(|v| v.name.clone()).unwrap_or_default();
    let first = name.split_whitespace().next().unwrap_or_default().to_owned();
    let greeting = match start.hour {
        5..10 => texts::MORNING,
        18..24 => texts::EVENING,
        _ => texts::DAY,
    };
    let lead = format!("{}. {}", swedish::long_day(lang, today), summary(lang, &start.tasks, today));
    let has = |role| viewer.as_ref().is_some_and(|v| v.has(role));
    let new =
        has(Role::Referrer).then(|| view! { <a class="btn" href="/referrals/new">{t(referrals::NEW_REFERRAL)}</a> });
    let meets = has(Role::Coordinator) || has(Role::Representative);
    let figures = has(Role::Office).then(|| view! { <YearSoFar/> });
    let body = if start.tasks.is_empty() {
        view! { <div class="sheet"><Empty title=t(texts::NOTHING) hint=t(texts::NOTHING_HINT)/></div> }.into_any()
    } else {
        view! { <Tasks tasks=start.tasks/> }.into_any()
    };
    view! {
        <Head title=greeting.with(lang, first) lead=swedish::sentence(&lead) actions=new.into_any()/>
        {figures}
        <h2>{t(texts::NEEDS_YOU)}</h2>
        {body}
        <Coming rows=start.coming count=start.coming_count/>
        {meets.then(|| view! { <WeekOfMeetings/> })}
        <Elsewhere/>
    }
}

fn summary(lang: Lang, tasks: &[Task], today: NaiveDate) -> String {
    let late = tasks.iter().filter(|t| t.days_late(today) > 0).count();
    let of = |n: usize, one: crate::kernel::lang::Text, many: crate::kernel::lang::Text| match n {
        0 => String::new(),
        1 => one.get(lang).to_owned(),
        n => many.with(lang, n),
    };
    let late = of(late, texts::LATE_ONE, texts::LATE_MANY);
    let waiting = of(tasks.len(), texts::WAITING_ONE, texts::WAITING_MANY);
    [waiting, late].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" ")
}

#[component]
fn Tasks(tasks: Vec<Task>) -> impl IntoView {
    // a column in which nothing stands is none
    let about = tasks.iter().any(|task| !task.about.is_empty());
    // whose turn it is stands there when it is another's too
    let you = YOU.get(use_lang());
    let whose = tasks.iter().any(|task| task.whose != you);
    let rows = tasks.into_iter().map(|task| view! { <Row task about whose/> }).collect_view();
    view! {
        <div class="sheet">
            <table class="work">
                <caption class="vh">{t(texts::NEEDS_YOU)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t(texts::WHAT)}</th>
                        {about.then(|| view! { <th scope="col">{t(texts::CASE)}</th> })}
                        {whose.then(|| view! { <th scope="col">{t(texts::WHOSE)}</th> })}
                        <th scope="col">{t(texts::WHEN)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// What the own party has to do later. Nothing where there is none.
#[component]
fn Coming(rows: Vec<ListedActivity>, count: u64) -> impl IntoView {
    if rows.is_empty() {
        return ().into_any();
    }
    let (lang, today) = (use_lang(), use_today());
    let told = match count {
        1 => t(texts::COMING_ONE).to_owned(),
        n => texts::COMING_MANY.with(lang, n),
    };
    let more = (count > rows.len() as u64).then(|| {
        view! { <footer><a href="/activities">{t(texts::ALL_ACTIVITIES)}</a></footer> }
    });
    let rows = rows
        .into_iter()
        .map(|row| {
            let label = row.who.map_or_else(|| row.number.clone(), |who| format!("{} · {who}", row.number));
            let case = match row.opens {
                true => view! { <a href=format!("/cases/{}", row.case)>{label}</a> }.into_any(),
                false => label.into_any(),
            };
            let due = match row.due {
                Some(day) => view! { <Day day today/> }.into_any(),
                None => t(texts::NO_DAY).into_any(),
            };
            view! {
                <tr>
                    <td>
                        <a href=format!("/cases/{}/activities/{}/status", row.case, row.id)>{row.text}</a>
                        <br/>
                        {row.responsible.words().get(lang)} " · " {row.status.words().get(lang)}
                    </td>
                    <td data-label=t(texts::CASE)>{case}</td>
                    <td data-label=t(texts::DUE)>{due}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <h2 id="coming">{t(texts::COMING)}</h2>
        <p class="meta after">{told}</p>
        <section class="sheet" aria-labelledby="coming">
            <table class="work">
                <caption class="vh">{t(texts::COMING)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t(texts::ACTIVITY)}</th>
                        <th scope="col">{t(texts::CASE)}</th>
                        <th scope="col">{t(texts::DUE)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            {more}
        </section>
    }
    .into_any()
}

#[component]
fn Row(task: Task, about: bool, whose: bool) -> impl IntoView {
    let (lang, today) = (use_lang(), use_today());
    let late = task.days_late(today);
    let since = if late > 0 {
        view! { <Tag tone=Tone::Late words=swedish::days_late(lang, late)/> }.into_any()
    } else if let Some(due) = task.due {
        let words = swedish::day(lang, due, today);
        let tone = if (due - today).num_days() <= 3 { Tone::Soon } else { Tone::Calm };
        view! { <Tag tone words/> }.into_any()
    } else {
        view! { <span class="tag"><Day day=task.since today/></span> }.into_any()
    };
    let (no_case, nobody) = (bare(task.about.is_empty()), bare(task.whose.is_empty()));
    let case = match task.case {
        Some(case) => view! { <a href=format!("/cases/{case}")>{task.about}</a> }.into_any(),
        None => task.about.into_any(),
    };
    view! {
        <tr class=(late > 0).then_some("late")>
            <td>
                <a href=task.href>{task.what}</a>
                <br/>
                {task.detail}
            </td>
            {about.then(|| view! { <td data-label=t(texts::CASE) class=no_case>{case}</td> })}
            {whose.then(|| view! { <td data-label=t(texts::WHOSE) class=nobody>{task.whose}</td> })}
            <td data-label=t(texts::WHEN)>{since}</td>
        </tr>
    }
}

/// The same ways as in the rail, where that is folded: on a phone.
#[component]
fn Elsewhere() -> impl IntoView {
    let lang = use_lang();
    let viewer = use_viewer();
    let links = viewer
        .iter()
        .flat_map(|v| entries_for(v).filter(|e| e.href != "/"))
        .map(|e| view! { <a class="btn s" href=e.href>{e.words.get(lang)}</a> })
        .collect_view();
    view! {
        <section class="phone-only" aria-labelledby="elsewhere">
            <h2 id="elsewhere">{t(texts::WHERE_TO)}</h2>
            <p class="buttons">{links}</p>
        </section>
    }
}
