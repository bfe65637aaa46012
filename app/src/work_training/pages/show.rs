//! One placement: its way, its facts and what happened.
use super::{HUB, Late, below_hub, places::Places, titled};
use crate::{
    cases::pages::above_case,
    kernel::{code::Code, id::PlacementId, swedish},
    ui::{
        fetch::{fetch, loaded},
        form::Form,
        lang::{t, use_lang},
        navigation::entries_for,
        params::use_param,
        parts::{Day, Head, Moment},
        view::{use_today, use_viewer},
    },
    work_training::{
        api::{self, Change, PlacementPage as Page, Whole},
        forms,
        rules::Stage,
        texts,
    },
};
use chrono::NaiveDate;
use leptos::prelude::*;

fn to(path: &str, id: PlacementId) -> String {
    path.replace("{id}", &id.to_string())
}

#[component]
pub fn PlacementPage() -> impl IntoView {
    let id = use_param::<PlacementId>("id");
    let placement = fetch(id, |id| async move { api::placement(id?).await });
    loaded(placement, |page: Page| view! { <Placement page/> }.into_any())
}

#[component]
fn Placement(page: Page) -> impl IntoView {
    let lang = use_lang();
    let lead = match &page.whole {
        Some(whole) => format!("{} · {}", whole.name, whole.entry.words().get(lang)),
        None => t(texts::NAME_HIDDEN).to_owned(),
    };
    let title = titled(&page.reference, page.who.as_deref());
    let lists = use_viewer().is_some_and(|viewer| entries_for(&viewer).any(|entry| entry.href == HUB));
    let above = match page.whole.as_ref().and_then(|whole| whole.case.as_ref()) {
        // who comes from their case has no lists of placements
        Some((case, number)) if !lists => above_case(*case, number),
        _ => below_hub(vec![]),
    };
    view! {
        <Head title tab=page.reference.clone() lead above/>
        <Turn page=page.clone()/>
        <Way page=page.clone()/>
        {page.whole.clone().map(|whole| view! { <Details whole stage=page.stage ended_on=page.ended_on/> })}
    }
}

/// The next step and the buttons that take it.
#[component]
fn Turn(page: Page) -> impl IntoView {
    let (lang, id) = (use_lang(), page.id);
    if !page.stage.is_live() {
        return ().into_any();
    }
    let words = match page.stage {
        Stage::Requested => texts::NEXT_REQUESTED,
        Stage::Started => texts::NEXT_STARTED,
        _ => texts::NEXT_WAITING,
    };
    let late = page.due.is_some_and(|due| due < use_today());
    let class = match (late, page.may_move) {
        (true, _) => "turn late",
        (false, true) if page.stage != Stage::Started => "turn",
        _ => "turn calm",
    };
    let by = page.due.map(|due| texts::NEXT_BY.with(lang, swedish::long_day(lang, due)));
    view! {
        <div class=class>
            <div>
                <strong>{t(words)}</strong>
                <p>
                    <Late due=page.due/>
                    {by}
                </p>
            </div>
            <div class="buttons">
                <Buttons id stage=page.stage may_move=page.may_move may_end=page.may_end/>
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn Buttons(id: PlacementId, stage: Stage, may_move: bool, may_end: bool) -> impl IntoView {
    let link = move |class: &'static str, path: &str, words| {
        view! {
            <a class=class href=to(path, id)>
                {t(words)}
            </a>
            " "
        }
        .into_any()
    };
    let mut links = Vec::new();
    if may_move && stage.is_waiting() {
        if stage != Stage::StudyVisit {
            links.push(link("btn", forms::MoveOn::PATH, texts::MOVE_ON));
        }
        let start = if stage == Stage::StudyVisit { "btn" } else { "btn s" };
        links.push(link("btn s", forms::ChoosePlace::PATH, texts::CHOOSE_PLACE));
        links.push(link(start, forms::Start::PATH, texts::START));
    }
    if may_end {
        links.push(match stage {
            Stage::Started => link("btn", forms::End::PATH, texts::END),
            _ => link("btn s", forms::Stop::PATH, texts::STOP),
        });
    }
    links
}

/// The stages with their days.
#[component]
fn Way(page: Page) -> impl IntoView {
    let (lang, today) = (use_lang(), use_today());
    let over = match page.stage {
        Stage::StoppedBeforeStart => (Stage::StoppedBeforeStart, page.ended_on),
        _ => (Stage::Ended, page.ended_on),
    };
    let steps = [
        (Stage::Requested, Some(page.requested_on)),
        (Stage::InformationMeeting, page.information_meeting_on),
        (Stage::Mapping, page.mapping_on),
        (Stage::StudyVisit, page.study_visit_on),
        (Stage::Started, page.started_on),
        over,
    ];
    let now = page.stage;
    let step = move |(stage, day): (Stage, Option<NaiveDate>)| {
        let is_now = stage == now;
        let class = match (is_now, day) {
            (true, _) => "now",
            (false, Some(_)) => "done",
            (false, None) => "",
        };
        let done = (class == "done").then(|| view! { <span class="vh">" "{t(texts::DONE)}</span> });
        view! {
            <li class=class aria-current=is_now.then_some("step")>
                {swedish::sentence(stage.words().get(lang))}
                {done}
                <small>{day.map(|day| view! { <Day day today/> })}</small>
            </li>
        }
    };
    view! {
        <ol class="steps" aria-label=t(texts::WAY)>
            {steps.map(step).collect_view()}
        </ol>
    }
}

#[component]
fn Details(whole: Whole, stage: Stage, ended_on: Option<NaiveDate>) -> impl IntoView {
    let (place, shut) = (whole.place.clone(), !whole.may_open_place);
    view! {
        <div class="cols">
            <div class="stack">
                <Facts whole=whole.clone() stage ended_on/>
                {place
                    .map(|place| {
                        view! {
                            <section class="sheet" aria-labelledby="place">
                                <h2 id="place">{t(texts::PLACE)}</h2>
                                <Places rows=vec![place] may_change=false with_provider=true shut/>
                            </section>
                        }
                    })}
            </div>
            <div class="stack">
                <History changes=whole.changes/>
            </div>
        </div>
    }
}

#[component]
fn Facts(whole: Whole, stage: Stage, ended_on: Option<NaiveDate>) -> impl IntoView {
    let lang = use_lang();
    // a register may leave these out: that they are not known is said, not left to guess
    let over = matches!(stage, Stage::Ended | Stage::StoppedBeforeStart);
    let unknown = [
        (texts::PLACE, matches!(stage, Stage::Started | Stage::Ended) && whole.place.is_none()),
        (texts::LAST_DAY, over && ended_on.is_none()),
        (texts::END_REASON, stage == Stage::Ended && whole.end_reason.is_none()),
        (texts::STOP_REASON, stage == Stage::StoppedBeforeStart && whole.stop_reason.is_none()),
    ];
    let unknown = unknown
        .into_iter()
        .filter(|(_, is)| *is)
        .map(|(words, _)| view! { <dt>{t(words)}</dt><dd>{t(texts::NOT_STATED)}</dd> })
        .collect_view();
    let case = whole.case.map(|(id, number)| {
        view! {
            <dt>{t(texts::CASE)}</dt>
            <dd>
                <a href=format!("/cases/{id}")>{number}</a>
            </dd>
        }
    });
    let optional = [
        (texts::ASKED_BY, some(whole.requested_by)),
        (texts::HOURS, whole.hours.map(|h| h.to_string())),
        (texts::END_REASON, whole.end_reason.map(|r| r.words().get(lang).to_owned())),
        (texts::STOP_REASON, whole.stop_reason.map(|r| r.words().get(lang).to_owned())),
    ];
    let optional = optional
        .into_iter()
        .filter_map(|(words, value)| value.map(|v| view! { <dt>{t(words)}</dt><dd>{v}</dd> }))
        .collect_view();
    let wishes = some(whole.wishes).map(|w| {
        view! {
            <div class="body">
                <p>
                    <strong>{t(texts::WISHES)}</strong>
                </p>
                <blockquote>{w}</blockquote>
            </div>
        }
    });
    view! {
        <section class="sheet" aria-labelledby="facts">
            <h2 id="facts">{t(texts::FACTS)}</h2>
            <dl class="facts">
                {case} <dt>{t(texts::ENTRY)}</dt> <dd>{whole.entry.words().get(lang)}</dd> {optional} {unknown}
            </dl>
            {wishes}
        </section>
    }
}

fn some(value: String) -> Option<String> {
    Some(value).filter(|v| !v.is_empty())
}

#[component]
fn History(changes: Vec<Change>) -> impl IntoView {
    let today = use_today();
    let rows = changes
        .into_iter()
        .map(|c| {
            let words = if c.detail.is_empty() { c.what } else { format!("{}: {}", c.what, c.detail) };
            view! {
                <li>
                    <Moment at=c.at today/>
                    {words}
                    <p class="meta">{c.by}</p>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="sheet" aria-labelledby="history">
            <h2 id="history">{t(texts::HISTORY)}</h2>
            <ol class="tl">{rows}</ol>
        </section>
    }
}
