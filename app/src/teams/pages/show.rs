//! One team: each seat with its people, and who held it before.
use super::below_teams;
use crate::{
    kernel::{code::Code, id::TeamId, swedish},
    organisation::rules::Standing,
    teams::{
        api::{self, HolderRow, SeatRow, TeamRow},
        rules::{Filling, HolderKind},
        texts,
    },
    ui::{
        fetch::{fetch, loaded},
        lang::{t, use_lang},
        params::use_param,
        parts::{Day, Head, Tag, Tone},
        view::use_today,
    },
};
use leptos::prelude::*;

#[component]
pub fn TeamPage() -> impl IntoView {
    let id = use_param("id");
    let team = fetch(id, |id| async move { api::team(id?).await });
    loaded(team, |team: TeamRow| view! { <Team team/> }.into_any())
}

#[component]
fn Team(team: TeamRow) -> impl IntoView {
    let lang = use_lang();
    let districts =
        if team.districts.is_empty() { t(texts::NO_DISTRICT).to_owned() } else { team.districts.join(", ") };
    let phone = if team.phone.is_empty() { t(texts::NO_PHONE).to_owned() } else { team.phone };
    let mut lead = format!("{} · {districts} · {phone}", team.code);
    if team.standing == Standing::Closed {
        lead = format!("{lead} · {}", team.standing.words().get(lang));
    }
    let actions = if team.may_change {
        view! { <a class="btn s" href=format!("/teams/{}/change", team.id)>{t(texts::CHANGE)}</a> }.into_any()
    } else {
        ().into_any()
    };
    let may_fill = team.may_change && team.standing == Standing::InUse;
    let (id, may_end) = (team.id, team.may_change);
    let seatless = team.seats.is_empty().then(|| view! { <Seatless team=id may_add=may_fill/> });
    let seats = team.seats.into_iter().map(|seat| view! { <Seat team=id seat may_fill may_end/> }).collect_view();
    view! {
        <Head title=team.name lead above=below_teams(vec![]) actions/>
        {seatless}
        <div class="stack">{seats}</div>
    }
}

/// That there is nothing to fill, and the way to it for those who may.
#[component]
fn Seatless(team: TeamId, may_add: bool) -> impl IntoView {
    let add = may_add.then(|| view! { <a href=format!("/teams/{team}/change")>{t(texts::ADD_SEATS)}</a> });
    view! {
        <div class="notice warning">
            <strong>{t(texts::SEATLESS)}</strong>
            <p>{t(texts::SEATLESS_HINT)} " " {add}</p>
        </div>
    }
}

#[component]
fn Seat(team: TeamId, seat: SeatRow, may_fill: bool, may_end: bool) -> impl IntoView {
    let words = seat.party.words().get(use_lang());
    let heading = format!("seat-{}", seat.party);
    let labelled = heading.clone();
    let nobody = seat.filling != Filling::Held;
    let people = seat.current.into_iter().map(|h| view! { <Holder team h may_end/> }).collect_view();
    let earlier = seat.earlier;
    view! {
        <section class="sheet" aria-labelledby=labelled>
            <header>
                <h2 id=heading>{words}</h2>
                {may_fill
                    .then(|| {
                        view! {
                            <div class="actions">
                                <a href=format!("/teams/{team}/seats/{}/fill", seat.id)>
                                    {t(texts::FILL_SHORT)}
                                    <span class="vh">" "{words}</span>
                                </a>
                            </div>
                        }
                    })}
            </header>
            <ul class="activities">
                {nobody.then(|| view! { <Vacancy filling=seat.filling/> })}
                {people}
            </ul>
            {(!earlier.is_empty()).then(|| view! { <Earlier earlier/> })}
        </section>
    }
}

/// Nobody is representative: since when, where that is known.
#[component]
fn Vacancy(filling: Filling) -> impl IntoView {
    let lang = use_lang();
    let words = match filling {
        Filling::Vacant { since: Some(day) } => texts::VACANT_SINCE.with(lang, swedish::day(lang, day, use_today())),
        Filling::Vacant { since: None } | Filling::Held => t(texts::VACANT).to_owned(),
    };
    view! {
        <li>
            <div>{t(texts::NOBODY)}</div>
            <Tag tone=Tone::Soon words/>
        </li>
    }
}

#[component]
fn Holder(team: TeamId, h: HolderRow, may_end: bool) -> impl IntoView {
    let tone = match h.kind {
        HolderKind::Representative => Tone::Ok,
        HolderKind::Substitute => Tone::Plain,
    };
    let words = h.kind.words().get(use_lang());
    let (name, of) = (h.name.clone(), h.name.clone());
    view! {
        <li>
            <div>
                <strong>{name}</strong>
                <p class="meta">
                    <Time h=h.clone()/>
                </p>
            </div>
            <Tag tone words/>
            {may_end
                .then(|| {
                    view! {
                        <a class="btn s small" href=format!("/teams/{team}/holders/{}/end", h.id)>
                            {t(texts::END)}
                            <span class="vh">" "{of}</span>
                        </a>
                    }
                })}
        </li>
    }
}

/// From when until when.
#[component]
fn Time(h: HolderRow) -> impl IntoView {
    let today = use_today();
    view! {
        {t(texts::FROM)}
        " "
        <Day day=h.from today/>
        {h
            .until
            .map(|until| {
                view! {
                    " "
                    {t(texts::UNTIL)}
                    " "
                    <Day day=until today/>
                }
            })}
    }
}

#[component]
fn Earlier(earlier: Vec<HolderRow>) -> impl IntoView {
    let (lang, today) = (use_lang(), use_today());
    let rows = earlier
        .into_iter()
        .map(|h| {
            let day = |day| swedish::day(lang, day, today);
            let until = h.until.map(day).unwrap_or_default();
            let days = format!("{} {} {} {until}", t(texts::FROM), day(h.from), t(texts::UNTIL));
            view! { <li><time>{days}</time>{h.name}", "{h.kind.words().get(lang)}</li> }
        })
        .collect_view();
    view! {
        <div class="body">
            <details class="more">
                <summary>{t(texts::EARLIER)}</summary>
                <ol class="tl">{rows}</ol>
            </details>
        </div>
    }
}
