//! The queue and moving a case in it.
use super::{names, use_id, use_query};
use crate::{
    cases::{
        pages::{CaseHead, protected_tag},
        rules::Track,
        texts::NEEDS_CONSENT,
    },
    kernel::{
        code::Code,
        id::{CaseId, DistrictId, TeamId},
        swedish,
    },
    meetings::{
        api::{self, MoveView, QueueRow, QueueView},
        forms,
        rules::MoveTo,
        texts,
    },
    ui::{
        fetch::{fetch, loaded},
        filter::{FilterForm, Narrow, any_or, query},
        form::{Choices, Form, PostForm, Select, TextArea, cancel},
        lang::{t, use_lang},
        parts::{Day, Head, Tag, Tone, bare, pager},
        state::Empty,
        view::use_today,
    },
};
use leptos::prelude::*;

#[component]
pub fn QueuePage() -> impl IntoView {
    let (team, district) = (use_query::<TeamId>("team"), use_query::<DistrictId>("district"));
    let track = use_query::<Track>("track");
    let imported = use_query::<bool>("imported");
    let (after, before) = (use_query::<String>("after"), use_query::<String>("before"));
    let queue = fetch(
        move || (team.get(), district.get(), track.get(), imported.get() == Some(true), after.get(), before.get()),
        |(team, district, track, imported, after, before)| api::queue(team, district, track, imported, after, before),
    );
    loaded(queue, move |view: QueueView| {
        let lang = use_lang();
        let chosen = [
            team.get_untracked().map(|v| v.to_string()),
            district.get_untracked().map(|v| v.to_string()),
            track.get_untracked().map(|v| v.to_string()),
        ]
        .map(Option::unwrap_or_default);
        let [team, district, track] = &chosen;
        let imported = imported.get_untracked() == Some(true);
        let only = if imported { "true" } else { "" };
        let query = query(&[("team", team), ("district", district), ("track", track), ("imported", only)]);
        let pages = pager(query, &view.page);
        view! {
            <Head title=t(texts::QUEUE) lead=texts::QUEUE_LEAD.with(lang, view.queue_weeks)/>
            <Imported shown=imported number=view.imported/>
            <Filter imported teams=view.teams districts=view.districts chosen/>
            <Table rows=view.page.rows queue_weeks=view.queue_weeks/>
            {pages}
        }
        .into_any()
    })
}

/// The way to those that an import brought and nobody has taken up yet, and back.
#[component]
fn Imported(shown: bool, number: u64) -> impl IntoView {
    let lang = use_lang();
    if shown {
        return Some(
            view! { <p>{t(texts::IMPORTED_SHOWN)}" "<a href="/queue">{t(texts::IMPORTED_BACK)}</a></p> }.into_any(),
        );
    }
    (number > 0).then(|| {
        view! {
            <p class="meta after">
                {texts::IMPORTED_THERE.with(lang, number)}
                " "
                <a href="/queue?imported=true">{t(texts::IMPORTED_SHOW)}</a>
            </p>
        }
        .into_any()
    })
}

#[component]
fn Filter(
    imported: bool,
    teams: Vec<(TeamId, String)>,
    districts: Vec<(DistrictId, String)>,
    chosen: [String; 3],
) -> impl IntoView {
    let [team, district, track] = chosen;
    let teams = teams.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    let districts = districts.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    let tracks = any_or(texts::ALL_TRACKS, Track::choices(use_lang()));
    view! {
        <FilterForm clear=Some("/queue")>
            {imported.then(|| view! { <input type="hidden" name="imported" value="true"/> })}
            <Narrow name="team" label=t(texts::TEAM) options=any_or(texts::ALL_TEAMS, teams) now=team/>
            <Narrow name="district" label=t(texts::DISTRICT) options=any_or(texts::ALL_DISTRICTS, districts) now=district/>
            <Narrow name="track" label=t(texts::TRACK) options=tracks now=track/>
        </FilterForm>
    }
}

#[component]
fn Table(rows: Vec<QueueRow>, queue_weeks: i32) -> impl IntoView {
    if rows.is_empty() {
        return view! {
            <div class="sheet">
                <Empty title=t(texts::QUEUE_EMPTY) hint=t(texts::QUEUE_EMPTY_HINT)/>
            </div>
        }
        .into_any();
    }
    view! {
        <div class="sheet">
            <table class="work">
                <caption class="vh">{t(texts::QUEUE)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t(texts::CASE)}</th>
                        <th scope="col">{t(texts::WAITED)}</th>
                        <th scope="col">{t(texts::DISTRICT)}</th>
                        <th scope="col">{t(texts::PARTIES)}</th>
                        <th scope="col">{t(texts::FORM)}</th>
                        <th scope="col">
                            <span class="vh">{t(texts::ACTION)}</span>
                        </th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(|row| view! { <Row row queue_weeks/> }).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Row(row: QueueRow, queue_weeks: i32) -> impl IntoView {
    let (lang, today) = (use_lang(), use_today());
    let shut = !row.consented;
    let teams = if row.teams.is_empty() { t(texts::NO_TEAM).to_owned() } else { row.teams.join(", ") };
    let teams = (!shut).then(|| view! { <br/><span class="meta">{teams}</span> });
    let (no_district, no_parties) = (bare(row.district.is_none()), bare(row.parties.is_empty()));
    let no_form = bare(row.form.is_none());
    let unsaid = if shut { NEEDS_CONSENT } else { texts::NOT_GIVEN };
    let no_place = if row.protected { texts::NOT_SHOWN } else { unsaid };
    let district = row.district.unwrap_or_else(|| t(no_place).to_owned());
    let parties = if shut { t(unsaid).to_owned() } else { names(lang, &row.parties) };
    let form = row.form.map_or(t(unsaid), |f| f.words().get(lang));
    let track = (row.track == Track::WorkTraining)
        .then(|| view! { " "<Tag tone=Tone::Plain words=row.track.words().get(lang)/> });
    let late = (row.days_late > 0)
        .then(|| view! { " "<Tag tone=Tone::Late words=texts::too_long(lang, row.days_late, queue_weeks)/> });
    let moved = row.moved.then(|| view! { " "<Tag tone=Tone::Plain words=t(texts::MOVED_BY_HAND)/> });
    let class = if row.days_late > 0 { "late" } else { "" };
    let hidden = row.about.clone();
    let book = row.may_book.then(|| {
        view! {
            <a class="btn s small" href=format!("/cases/{}/book", row.id)>
                {t(texts::BOOK)}
                <span class="vh">" "{hidden.clone()}</span>
            </a>
        }
    });
    let shift = row.may_move.then(|| {
        view! {
            " "
            <a href=format!("/cases/{}/move-in-queue", row.id)>
                {t(texts::MOVE)}
                <span class="vh">" "{hidden.clone()}</span>
            </a>
        }
    });
    let none = (!row.consented).then(|| view! { <Tag tone=Tone::Late words=t(texts::NO_CONSENT)/> });
    view! {
        <tr class=class>
            <td>
                <a href=format!("/cases/{}", row.id)>{row.about}</a>
                {protected_tag(row.protected)}
                {track}
                {moved}
            </td>
            <td data-label=t(texts::WAITED)>
                {swedish::duration_weeks(lang, row.weeks)}
                {late}
                <br/>
                <span class="meta">{t(texts::SUBMITTED)}" "<Day day=row.submitted_on today/></span>
            </td>
            <td data-label=t(texts::DISTRICT) class=no_district>{district}{teams}</td>
            <td data-label=t(texts::PARTIES) class=no_parties>{parties}</td>
            <td data-label=t(texts::FORM) class=no_form>{form}</td>
            <td class="act">{none}{book}{shift}</td>
        </tr>
    }
}

#[component]
pub fn MoveInQueuePage() -> impl IntoView {
    let id = use_id::<CaseId>();
    let choices = fetch(move || id.get(), api::queue_choices);
    loaded(choices, move |view: MoveView| {
        let lang = use_lang();
        let case = id.get_untracked();
        let lead = view.place.map(|n| texts::MOVE_LEAD.with(lang, n)).unwrap_or_default();
        let others = view.others.into_iter().map(|(id, about)| (id.to_string(), about)).collect();
        let back = cancel("/queue");
        view! {
            <CaseHead case heading=view.heading title=t(texts::MOVE_TITLE) lead/>
            <PostForm form=forms::MoveInQueue::PATH submit=t(texts::MOVE) beside=back>
                <Choices name="to" label=t(texts::MOVE_TO) options=MoveTo::choices(lang)/>
                <Select
                    name="before"
                    label=t(texts::BEFORE_WHICH)
                    hint=t(texts::BEFORE_HINT)
                    options=others
                />
                <TextArea name="reason" label=t(texts::WHY) hint=t(texts::WHY_HINT)/>
            </PostForm>
        }
        .into_any()
    })
}
