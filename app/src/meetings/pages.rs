//! Queue, calendar, booking, the meetings of a case, and what is printed of them.
mod booking;
mod calendar;
mod case;
mod letter;
mod print;
mod queue;
mod slot;

pub use booking::{AttendancePage, BookPage, CancelMeetingPage, MoveMeetingPage, OutcomePage};
pub use calendar::{CalendarPage, WeekOfMeetings};
pub use case::CaseMeetings;
pub use letter::{LetterPage, WithoutPhone};
pub use print::SlotPrintPage;
pub use queue::{MoveInQueuePage, QueuePage};
pub use slot::{CancelSlotPage, ChangeSlotPage, NewSlotPage, SlotPage, StandInPage};

use super::{
    api::{SeatRow, SlotRow},
    texts,
};
use crate::{
    kernel::{code::Code, lang::Lang, swedish},
    organisation::rules::Party,
    ui::lang::t,
};
use chrono::{NaiveDateTime, TimeDelta};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use std::str::FromStr;
use uuid::Uuid;

/// The id in the page's address; what is not one names nothing.
fn use_id<I>() -> Memo<I>
where
    I: FromStr + From<Uuid> + PartialEq + Send + Sync + 'static,
{
    let params = use_params_map();
    Memo::new(move |_| {
        params.with(|p| p.get("id").and_then(|v| v.parse().ok())).unwrap_or_else(|| I::from(Uuid::nil()))
    })
}

/// A value in the address's query, if it can be read.
fn use_query<T>(name: &'static str) -> Memo<Option<T>>
where
    T: FromStr + PartialEq + Send + Sync + 'static,
{
    let query = use_query_map();
    Memo::new(move |_| query.with(|q| q.get(name)).and_then(|v| v.parse().ok()))
}

/// "09.00–10.00"
fn hours(lang: Lang, at: NaiveDateTime, minutes: i32) -> String {
    let end = at + TimeDelta::minutes(i64::from(minutes));
    format!("{}–{}", swedish::time(lang, at.time()), swedish::time(lang, end.time()))
}

/// "1 av 2"
fn taken(lang: Lang, slot: &SlotRow) -> String {
    format!("{}{}", texts::TAKEN_OF.with(lang, slot.taken), slot.capacity)
}

fn names<C: Code>(lang: Lang, codes: &[C]) -> String {
    codes.iter().map(|c| c.words().get(lang)).collect::<Vec<_>>().join(", ")
}

/// Where people meet; an address on the web leads there.
fn place_of(place: String) -> AnyView {
    match place.starts_with("https://") && !place.contains(char::is_whitespace) {
        true => {
            let href = place.clone();
            view! { <a href=href rel="external noreferrer">{place}</a> }.into_any()
        }
        false => place.into_any(),
    }
}

/// The empty seats in words, or that there are none. A team without seats has nobody who could come.
fn staffing(lang: Lang, seats: &[SeatRow]) -> AnyView {
    if seats.is_empty() {
        return view! { <span class="tag soon">{t(texts::NO_SEATS)}</span> }.into_any();
    }
    let empty: Vec<_> = seats.iter().filter(|s| s.presence.is_empty()).collect();
    if empty.is_empty() {
        return view! { <span class="meta">{t(texts::ALL_SEATED)}</span> }.into_any();
    }
    let tags = empty.into_iter().map(|s| {
        let words = texts::IS_MISSING.with(lang, swedish::sentence(texts::the_party(s.party).get(lang)));
        view! { <span class="tag soon">{words}</span>" " }
    });
    tags.collect_view().into_any()
}

/// That cases booked in a time lack a consent which their meeting needs.
fn unconsented(lang: Lang, cases: i32) -> Option<AnyView> {
    let words = match cases {
        0 => return None,
        1 => texts::ONE_UNCONSENTED.get(lang).to_owned(),
        many => texts::MANY_UNCONSENTED.with(lang, many),
    };
    Some(view! { " "<span class="tag late">{words}</span> }.into_any())
}

/// What of the consent a booked meeting lacks.
fn lacking(lang: Lang, none: bool, parties: &[Party]) -> AnyView {
    if none {
        return view! { " "<span class="tag late">{texts::NO_CONSENT.get(lang)}</span> }.into_any();
    }
    let tags = parties.iter().map(|p| {
        let words = texts::UNCONSENTED_AT.with(lang, texts::the_party(*p).get(lang));
        view! { " "<span class="tag late">{words}</span> }
    });
    tags.collect_view().into_any()
}
