//! One team time: its cases and seats, who steps in, cancelling it, and making new ones.
use super::{hours, lacking, place_of, staffing, taken, use_id, use_query};
use crate::{
    cases::pages::protected_tag,
    kernel::{
        code::Code,
        error::AppError,
        id::{SeatId, SlotId, TeamId},
        swedish,
    },
    meetings::{
        api::{self, InSlotRow, SeatRow, SlotRow, SlotView, StandInView},
        forms,
        rules::{MeetingForm, Presence},
        texts,
    },
    ui::{
        fetch::{fetch, loaded},
        form::{Choices, Confirm, Field, Form, Hidden, PostForm, Refused, Select, cancel},
        lang::{t, use_lang},
        parts::{Head, Tag, Tone},
        state::{Empty, Problem},
        view::use_today,
    },
};
use leptos::prelude::*;

fn above() -> Vec<(String, String)> {
    vec![("/calendar".to_owned(), t(texts::CALENDAR).to_owned())]
}

fn title(slot: &SlotRow) -> String {
    let (lang, today) = (use_lang(), use_today());
    format!("{}, {}", slot.team, swedish::day(lang, slot.at.date(), today))
}

#[component]
pub fn SlotPage() -> impl IntoView {
    let id = use_id::<SlotId>();
    let slot = fetch(move || id.get(), api::slot);
    loaded(slot, |view: SlotView| view! { <Slot view/> }.into_any())
}

#[component]
fn Slot(view: SlotView) -> impl IntoView {
    let lang = use_lang();
    let SlotView { slot, cases, may_change, may_cancel, may_print, .. } = view;
    let to = format!("/slots/{}", slot.id);
    let lead = format!(
        "{} · {} · {}",
        hours(lang, slot.at, slot.minutes),
        slot.form.words().get(lang),
        if slot.cancelled { t(texts::CANCELLED).to_owned() } else { taken(lang, &slot) },
    );
    let print = may_print.then(|| {
        view! {
            <a class="btn s" href=format!("{to}/print")>
                {t(texts::PRINT_CASES)}
            </a>
            " "
        }
    });
    let change = may_change.then(|| {
        view! {
            <a class="btn s" href=format!("{to}/change")>
                {t(texts::CHANGE_SLOT)}
            </a>
            " "
        }
    });
    let cancel = may_cancel.then(|| {
        view! {
            <a class="btn s" href=format!("{to}/cancel")>
                {t(texts::CANCEL_SLOT)}
            </a>
        }
    });
    let actions = view! { {print}{change}{cancel} }.into_any();
    let others = (cases.len() < usize::try_from(slot.taken).unwrap_or(0))
        .then(|| view! { <footer>{t(texts::OTHERS_BOOKED)}</footer> });
    let list = if cases.is_empty() {
        let none = if slot.taken == 0 { texts::NOTHING_BOOKED_HERE } else { texts::NO_CASES };
        view! { <Empty title=t(none)/> }.into_any()
    } else {
        let rows = cases.into_iter().map(|row| view! { <Case row/> }).collect_view();
        view! { <ul class="activities">{rows}</ul> }.into_any()
    };
    let seats = slot.seats.iter().cloned().map(|seat| view! { <Seat seat at=slot.id/> }).collect_view();
    view! {
        <Head title=title(&slot) lead above=above() actions/>
        <div class="cols">
            <section class="sheet" aria-labelledby="cases-h">
                <h2 id="cases-h">{t(texts::SLOT_CASES)}</h2>
                {list}
                {others}
            </section>
            <section class="sheet" aria-labelledby="seats-h">
                <h2 id="seats-h">{t(texts::WHO_COMES)}</h2>
                <ul class="activities">{seats}</ul>
                <footer>{staffing(lang, &slot.seats)}</footer>
                <dl class="facts">
                    <dt>{t(texts::PLACE)}</dt>
                    <dd>{place_of(slot.place)}</dd>
                </dl>
            </section>
        </div>
    }
}

#[component]
fn Case(row: InSlotRow) -> impl IntoView {
    let lang = use_lang();
    let missing = row.missing.iter().map(|p| {
        let words = texts::PARTY_MISSING_AT.with(lang, swedish::sentence(texts::the_party(*p).get(lang)));
        view! { " "<Tag tone=Tone::Late words/> }
    });
    let missing = missing.collect_view();
    view! {
        <li>
            <div>
                <a href=format!("/cases/{}", row.case)>{row.about}</a>
                {protected_tag(row.protected)}
                {missing}
                {lacking(lang, row.no_consent, &row.unconsented)}
            </div>
            <Tag tone=Tone::Calm words=row.outcome.words().get(lang)/>
        </li>
    }
}

#[component]
fn Seat(seat: SeatRow, at: SlotId) -> impl IntoView {
    let lang = use_lang();
    let who = match seat.presence {
        Presence::Representative => view! { <p class="meta">{seat.name.clone()}</p> }.into_any(),
        Presence::Substitute => {
            view! { <p class="meta">{format!("{} ({})", seat.name, t(texts::STEPS_IN))}</p> }.into_any()
        }
        Presence::Absent | Presence::Vacant => {
            view! { <Tag tone=Tone::Soon words=seat.presence.words().get(lang)/> }.into_any()
        }
    };
    let party = seat.party.words().get(lang);
    let change = seat.may_say.then(|| {
        view! {
            <a href=format!("/slots/{at}/stand-in?seat={}", seat.seat)>
                {t(texts::CHANGE)}
                <span class="vh">" "{party}</span>
            </a>
        }
    });
    view! {
        <li>
            <div>
                <strong>{party}</strong>
                " "
                {who}
            </div>
            {change}
        </li>
    }
}

#[component]
pub fn StandInPage() -> impl IntoView {
    let id = use_id::<SlotId>();
    let seat = use_query::<SeatId>("seat");
    let choices = fetch(move || (id.get(), seat.get()), |(id, seat)| api::stand_in_choices(id, seat));
    loaded(choices, move |view: StandInView| {
        let (lang, today) = (use_lang(), use_today());
        let slot = format!("/slots/{}", id.get_untracked());
        let mut options = Vec::new();
        options
            .extend(view.representative.map(|name| {
                (Presence::Representative.code().to_owned(), texts::REPRESENTATIVE_COMES.with(lang, name))
            }));
        let only_declines = view.only_declines;
        let none = (view.substitutes.is_empty() && !only_declines)
            .then(|| view! { <p class="meta after">{t(texts::NO_SUBSTITUTE)}</p> });
        let substitutes = view.substitutes.into_iter();
        options.extend(substitutes.map(|(id, name)| (id, texts::SUBSTITUTE_COMES.with(lang, name))));
        let nobody = if only_declines { texts::CANT_COME } else { texts::NOBODY_CAN };
        options.push((Presence::Absent.code().to_owned(), t(nobody).to_owned()));
        let lead = if only_declines { t(texts::DECLINE_LEAD) } else { t(texts::STAND_IN_LEAD) };
        let initial = vec![("seat".into(), view.seat.to_string()), ("who".into(), view.now)];
        let mut above = above();
        above.push((slot.clone(), format!("{}, {}", view.team, swedish::moment(lang, view.at, today))));
        let label = view.party.words().get(lang);
        let back = cancel(slot);
        view! {
            <Head title=t(texts::STAND_IN) lead above/>
            {none}
            <PostForm form=forms::StandIn::PATH initial submit=t(texts::SAVE) beside=back>
                <Hidden name="seat"/>
                <Choices name="who" label options/>
            </PostForm>
        }
        .into_any()
    })
}

#[component]
pub fn ChangeSlotPage() -> impl IntoView {
    let id = use_id::<SlotId>();
    let slot = fetch(move || id.get(), api::slot);
    loaded(slot, move |view: SlotView| {
        if !view.may_change {
            return view! { <Problem error=AppError::NotAllowed/> }.into_any();
        }
        let (lang, slot) = (use_lang(), view.slot);
        let to = format!("/slots/{}", slot.id);
        let mut above = above();
        above.push((to.clone(), title(&slot)));
        let extra = vec![("yes".to_owned(), t(texts::IS_EXTRA).to_owned())];
        let initial = [
            ("day", slot.at.date().to_string()),
            ("time", slot.at.format("%H:%M").to_string()),
            ("minutes", slot.minutes.to_string()),
            ("form", slot.form.code().to_owned()),
            ("place", slot.place),
            ("capacity", slot.capacity.to_string()),
            ("extra", if slot.extra { "yes".to_owned() } else { String::new() }),
        ];
        let initial = initial.map(|(name, value)| (name.to_owned(), value)).to_vec();
        let back = cancel(to);
        view! {
            <Head title=t(texts::CHANGE_SLOT) lead=t(texts::CHANGE_SLOT_LEAD) above/>
            <PostForm form=forms::ChangeSlot::PATH initial submit=t(texts::SAVE) beside=back>
                <WhenAndHow forms=MeetingForm::choices(lang)/>
                <Choices name="extra" label=t(texts::KIND) options=extra many=true optional=true/>
            </PostForm>
        }
        .into_any()
    })
}

/// The fields that say when, how and for how many: made inside the form around them.
#[component]
fn WhenAndHow(forms: Vec<(String, String)>) -> impl IntoView {
    view! {
        <div class="fields three">
            <Field name="day" label=t(texts::DAY) kind="date" width="w-s"/>
            <Field name="time" label=t(texts::TIME) kind="time" width="w-s"/>
            <Field name="minutes" label=t(texts::MINUTES) inputmode="numeric" width="w-xs"/>
        </div>
        <Confirm name="confirmed" label=t(texts::TIME_SO)/>
        <Choices name="form" label=t(texts::FORM) options=forms across=true/>
        <Field name="place" label=t(texts::PLACE) hint=t(texts::PLACE_HINT)/>
        <Field
            name="capacity"
            label=t(texts::CAPACITY)
            hint=t(texts::CAPACITY_HINT)
            inputmode="numeric"
            width="w-xs"
        />
    }
}

#[component]
pub fn CancelSlotPage() -> impl IntoView {
    let id = use_id::<SlotId>();
    let slot = fetch(move || id.get(), api::slot);
    loaded(slot, move |view: SlotView| {
        let to = format!("/slots/{}", view.slot.id);
        let mut above = above();
        above.push((to.clone(), title(&view.slot)));
        let back = cancel(to);
        if !view.may_cancel && !view.gone {
            return view! { <Problem error=AppError::NotAllowed/> }.into_any();
        }
        if !view.may_cancel {
            return view! {
                <Head title=t(texts::CANCEL_SLOT) above/>
                <Refused form=forms::CancelSlot::PATH/>
                <div class="sheet"><Empty title=t(texts::CANT_NOW) hint=t(texts::CANCEL_SLOT_GONE)/></div>
                {back}
            }
            .into_any();
        }
        let lead = if view.slot.taken > 0 { texts::CANCEL_SLOT_LEAD } else { texts::CANCEL_EMPTY_SLOT_LEAD };
        view! {
            <Head title=t(texts::CANCEL_SLOT) lead=t(lead) above/>
            <PostForm form=forms::CancelSlot::PATH submit=t(texts::CANCEL_SLOT) danger=true beside=back>
                {()}
            </PostForm>
        }
        .into_any()
    })
}

#[component]
pub fn NewSlotPage() -> impl IntoView {
    let teams = fetch(|| (), |()| api::slot_teams());
    loaded(teams, |teams: Vec<(TeamId, String)>| {
        let lang = use_lang();
        let teams = teams.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
        let extra = vec![("yes".to_owned(), t(texts::IS_EXTRA).to_owned())];
        let initial = [("minutes", "60"), ("capacity", "2"), ("weeks", "1")];
        let initial = initial.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        let back = cancel("/calendar");
        view! {
            <Head title=t(texts::NEW_TIME) above=above()/>
            <PostForm form=forms::MakeSlot::PATH initial submit=t(texts::NEW_TIME) beside=back>
                <Select name="team" label=t(texts::TEAM) options=teams/>
                <WhenAndHow forms=MeetingForm::choices(lang)/>
                <Field
                    name="weeks"
                    label=t(texts::WEEKS)
                    hint=t(texts::WEEKS_HINT)
                    inputmode="numeric"
                    width="w-xs"
                />
                <Choices name="extra" label=t(texts::KIND) options=extra many=true optional=true/>
            </PostForm>
        }
        .into_any()
    })
}
