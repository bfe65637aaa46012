//! The pages of work training.
mod hub;
mod list;
mod places;
mod providers;
mod requests;
mod show;
mod steps;

pub use hub::OverviewPage;
pub use list::{PlacementsPage, SearchPage};
pub use places::{AddPlacePage, ChangePlacePage, ClosePlacePage, ConfirmPlacePage};
pub use providers::{AddProviderPage, ChangeProviderPage, CloseProviderPage, ProviderPage, ProvidersPage};
pub use requests::{AddPlacementPage, CasePlacements, RequestPage, request_address};
pub use show::PlacementPage;
pub use steps::{ChoosePlacePage, EndPage, MoveOnPage, StartPage, StopPage};

use super::{api::PlacementLine, texts};
use crate::{
    cases::texts::NEEDS_CONSENT,
    kernel::{code::Code, id::PlacementId, swedish},
    ui::{
        lang::{t, use_lang},
        parts::{Day, Tag, Tone},
        view::use_today,
    },
};
use chrono::NaiveDate;
use leptos::prelude::*;

const HUB: &str = "/work-training";
const LIST: &str = "/work-training/placements";
const PROVIDERS: &str = "/work-training/providers";

/// The pages above one below the overview.
fn below_hub(more: Vec<(String, String)>) -> Vec<(String, String)> {
    let mut above = vec![(HUB.to_owned(), t(texts::WORK_TRAINING).to_owned())];
    above.extend(more);
    above
}

/// The way back from a form.
fn back(to: impl Into<String>) -> AnyView {
    view! { <a href=to.into()>{t(texts::BACK)}</a> }.into_any()
}

/// Where a placement is shown.
pub fn placement_address(id: PlacementId) -> String {
    format!("{LIST}/{id}")
}

fn below_placement(id: impl std::fmt::Display, reference: &str) -> Vec<(String, String)> {
    below_hub(vec![(format!("{LIST}/{id}"), reference.to_owned())])
}

/// "P2026-004 · Y.A.": without a consent in force the reference alone.
fn titled(reference: &str, who: Option<&str>) -> String {
    match who {
        Some(who) => format!("{reference} · {who}"),
        None => reference.to_owned(),
    }
}

/// How many days late the information meeting is, in words; nothing when it is in time.
#[component]
fn Late(due: Option<NaiveDate>) -> impl IntoView {
    let days = due.map_or(0, |due| (use_today() - due).num_days());
    if days <= 0 {
        return ().into_any();
    }
    view! {
        <Tag tone=Tone::Late words=swedish::days_late(use_lang(), days)/>
        " "
    }
    .into_any()
}

/// Placements as rows.
#[component]
fn Lines(rows: Vec<PlacementLine>, #[prop(into)] caption: String) -> impl IntoView {
    let rows = rows.into_iter().map(|line| view! { <Line line/> }).collect_view();
    view! {
        <table class="work">
            <caption class="vh">{caption}</caption>
            <thead>
                <tr>
                    <th scope="col">{t(texts::REFERENCE)}</th>
                    <th scope="col">{t(texts::STAGE)}</th>
                    <th scope="col">{t(texts::SINCE)}</th>
                    <th scope="col">{t(texts::REQUESTED_ON)}</th>
                    <th scope="col">{t(texts::PLACE)}</th>
                    <th scope="col">{t(texts::ENTRY)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

#[component]
fn Line(line: PlacementLine) -> impl IntoView {
    let (lang, today) = (use_lang(), use_today());
    let late = line.due.is_some_and(|due| due < today);
    let class = if late {
        "late"
    } else if line.stage.is_live() {
        ""
    } else {
        "quiet"
    };
    let tone = if line.stage.is_live() { Tone::Calm } else { Tone::Plain };
    // who it is and where are shown together, or not at all
    let no_place = if line.who.is_some() { texts::NO_PLACE } else { NEEDS_CONSENT };
    let place = line.place.clone().unwrap_or_else(|| t(no_place).to_owned());
    view! {
        <tr class=class>
            <td>
                <a href=format!("{LIST}/{}", line.id)>{titled(&line.reference, line.who.as_deref())}</a>
            </td>
            <td data-label=t(texts::STAGE)>
                <Late due=line.due/>
                <Tag tone words=line.stage.words().get(lang)/>
            </td>
            <td data-label=t(texts::SINCE)>
                <Day day=line.stage_on today/>
            </td>
            <td data-label=t(texts::REQUESTED_ON)>
                <Day day=line.requested_on today/>
            </td>
            <td data-label=t(texts::PLACE)>{place}</td>
            <td data-label=t(texts::ENTRY)>{line.entry.words().get(lang)}</td>
        </tr>
    }
}
