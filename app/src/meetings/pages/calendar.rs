//! The teams' times, week by week.
use super::{hours, staffing, taken, unconsented, use_query};
use crate::{
    kernel::{code::Code, id::TeamId},
    meetings::{
        api::{self, CalendarView, SlotRow},
        texts,
    },
    ui::{
        fetch::{fetch, loaded, section},
        filter::{FilterForm, Narrow, any_or},
        lang::{t, use_lang},
        parts::{Day, Head, Tag, Tone, pager},
        state::Empty,
        view::use_today,
    },
};
use chrono::{Datelike, TimeDelta};
use leptos::prelude::*;

#[component]
pub fn CalendarPage() -> impl IntoView {
    let team = use_query::<TeamId>("team");
    let past = use_query::<u8>("past");
    let (after, before) = (use_query::<String>("after"), use_query::<String>("before"));
    let times = fetch(
        move || (team.get(), past.get().is_some(), after.get(), before.get()),
        |(team, past, after, before)| api::calendar(team, past, after, before),
    );
    loaded(times, move |view: CalendarView| {
        let (of, past) = (team.get_untracked(), past.get_untracked().is_some());
        let mut query = Vec::new();
        query.extend(past.then(|| "past=1".to_owned()));
        query.extend(of.map(|t| format!("team={t}")));
        let pages = pager(query.join("&"), &view.page);
        let actions = view.may_make.then(|| {
            view! {
                <a class="btn" href="/slots/new">
                    {t(texts::NEW_TIME)}
                </a>
            }
            .into_any()
        });
        let head = match actions {
            Some(actions) => view! { <Head title=t(texts::CALENDAR) actions/> }.into_any(),
            None => view! { <Head title=t(texts::CALENDAR)/> }.into_any(),
        };
        let teams = (!view.teams.is_empty()).then(|| view! { <Teams teams=view.teams of past/> });
        let current = |on: bool| on.then_some("page");
        view! {
            {head}
            <nav class="tabs" aria-label=t(texts::CALENDAR)>
                <a href="/calendar" aria-current=current(!past)>
                    {t(texts::COMING_TIMES)}
                </a>
                <a href="/calendar?past=1" aria-current=current(past)>
                    {t(texts::PAST_TIMES)}
                </a>
            </nav>
            {teams}
            <Weeks rows=view.page.rows/>
            {pages}
        }
        .into_any()
    })
}

#[component]
fn Teams(teams: Vec<(TeamId, String)>, of: Option<TeamId>, past: bool) -> impl IntoView {
    let teams = teams.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    let now = of.map(|of| of.to_string()).unwrap_or_default();
    view! {
        <FilterForm>
            {past.then(|| view! { <input type="hidden" name="past" value="1"/> })}
            <Narrow name="team" label=t(texts::TEAM) options=any_or(texts::ALL_TEAMS, teams) now/>
        </FilterForm>
    }
}

#[component]
fn Weeks(rows: Vec<SlotRow>) -> impl IntoView {
    if rows.is_empty() {
        return view! {
            <div class="sheet">
                <Empty title=t(texts::NO_TIMES) hint=t(texts::NO_TIMES_HINT)/>
            </div>
        }
        .into_any();
    }
    let (lang, today) = (use_lang(), use_today());
    let week = |row: &SlotRow| (row.at.iso_week().year(), row.at.iso_week().week());
    let sheets = rows.chunk_by(|a, b| week(a) == week(b)).map(|rows| {
        let (year, number) = week(&rows[0]);
        let id = format!("week-{year}-{number}");
        let of_year = (year != today.iso_week().year()).then(|| format!(", {year}"));
        let labelled = id.clone();
        let rows = rows.to_vec();
        view! {
            <section class="sheet" aria-labelledby=labelled>
                <h2 id=id>{texts::WEEK.with(lang, number)}{of_year}</h2>
                <Times rows/>
            </section>
        }
    });
    view! { <div class="stack">{sheets.collect_view()}</div> }.into_any()
}

#[component]
fn Times(rows: Vec<SlotRow>) -> impl IntoView {
    let rows = rows.into_iter().map(|row| view! { <Row row/> }).collect_view();
    view! {
        <table class="work">
            <thead>
                <tr>
                    <th scope="col">{t(texts::WHEN)}</th>
                    <th scope="col">{t(texts::TEAM)}</th>
                    <th scope="col">{t(texts::FORM)}</th>
                    <th scope="col">{t(texts::BOOKED_CASES)}</th>
                    <th scope="col">{t(texts::STAFFING)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

/// The team times of the coming week, for the start page of those who hold them. Nothing where there is none.
#[component]
pub fn WeekOfMeetings() -> impl IntoView {
    let times = fetch(|| (), |()| api::calendar(None, false, None, None));
    section(times, |view: CalendarView| {
        let until = use_today() + TimeDelta::days(7);
        let (rows, later): (Vec<_>, Vec<_>) = view.page.rows.into_iter().partition(|row| row.at.date() < until);
        // the page of times ends within the week
        let cut_off = later.is_empty() && view.page.next.is_some();
        match rows.is_empty() {
            true => ().into_any(),
            false => view! {
                <h2 id="week-of-meetings">{t(texts::COMING_WEEK)}</h2>
                <section class="sheet" aria-labelledby="week-of-meetings">
                    <Times rows/>
                    {cut_off.then(|| view! { <footer><a href="/calendar">{t(texts::ALL_TIMES)}</a></footer> })}
                </section>
            }
            .into_any(),
        }
    })
}

#[component]
fn Row(row: SlotRow) -> impl IntoView {
    let (lang, today) = (use_lang(), use_today());
    let extra = row.extra.then(|| view! { " "<Tag tone=Tone::Plain words=t(texts::EXTRA)/> });
    let seats = match row.cancelled {
        true => view! { <Tag tone=Tone::Late words=t(texts::CANCELLED)/> }.into_any(),
        // nobody can come to it any longer
        false if row.at.date() < today => ().into_any(),
        false => staffing(lang, &row.seats),
    };
    let full = (row.taken >= row.capacity).then(|| view! { " "<Tag tone=Tone::Plain words=t(texts::FULL)/> });
    view! {
        <tr class=if row.cancelled { "quiet" } else { "" }>
            <td>
                <a href=format!("/slots/{}", row.id)>
                    <Day day=row.at.date() today/>
                    " "
                    {hours(lang, row.at, row.minutes)}
                </a>
                {extra}
            </td>
            <td data-label=t(texts::TEAM)>{row.team.clone()}</td>
            <td data-label=t(texts::FORM)>{row.form.words().get(lang)}</td>
            <td data-label=t(texts::BOOKED_CASES)>{taken(lang, &row)}{full}</td>
            <td data-label=t(texts::STAFFING)>{seats}{unconsented(lang, row.unconsented)}</td>
        </tr>
    }
}
