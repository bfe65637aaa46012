//! The meetings on a case's page.
use super::{hours, lacking, names};
use crate::{
    kernel::{code::Code, id::CaseId},
    meetings::{
        api::{self, CaseMeetingRow, CaseMeetingsView},
        rules::{Attendee, MeetingOutcome},
        texts,
    },
    ui::{
        lang::{t, use_lang},
        parts::{Day, Tag, Tone},
        state::{Empty, section},
        view::use_today,
    },
};
use leptos::prelude::*;

/// A case's meetings, coming and past, with what the reader may do.
#[component]
pub fn CaseMeetings(case: CaseId) -> impl IntoView {
    let meetings = Resource::new(move || case, api::case_meetings);
    section(move || meetings.into_future(), move |view: CaseMeetingsView| view! { <Meetings case view/> }.into_any())
}

#[component]
fn Meetings(case: CaseId, view: CaseMeetingsView) -> impl IntoView {
    let again = view.rows.iter().any(|r| r.outcome == MeetingOutcome::Held);
    let link = |may: bool, page: &'static str, words: &'static str| {
        may.then(|| {
            view! {
                <a class="btn s small" href=format!("/cases/{case}/{page}")>
                    {words}
                </a>
                " "
            }
        })
    };
    let list = if view.rows.is_empty() {
        view! { <Empty title=t(texts::NO_MEETINGS)/> }.into_any()
    } else {
        let rows = view.rows.into_iter().map(|row| view! { <Meeting row/> }).collect_view();
        view! { <ul class="activities">{rows}</ul> }.into_any()
    };
    let any = view.may_book || view.may_move || view.may_cancel || view.may_register || view.may_print_letter;
    let actions = any.then(|| {
        view! {
            <footer>
                {link(view.may_register, "meeting-outcome", t(texts::REGISTER))}
                {link(view.may_book, "book", if again { t(texts::BOOK_NEW) } else { t(texts::BOOK_MEETING) })}
                {link(view.may_print_letter, "letter", t(texts::LETTER))}
                {link(view.may_move, "move-meeting", t(texts::MOVE_MEETING))}
                {link(view.may_cancel, "cancel-meeting", t(texts::CANCEL_MEETING))}
            </footer>
        }
    });
    view! {
        <section class="sheet" aria-labelledby="meetings-h">
            <h2 id="meetings-h">{t(texts::MEETINGS)}</h2>
            {list}
            {actions}
        </section>
    }
}

#[component]
fn Meeting(row: CaseMeetingRow) -> impl IntoView {
    let (lang, today) = (use_lang(), use_today());
    let tone = match row.outcome {
        MeetingOutcome::Booked => Tone::Calm,
        MeetingOutcome::Held => Tone::Ok,
        MeetingOutcome::Moved | MeetingOutcome::Cancelled => Tone::Plain,
    };
    let outcome = match row.reason {
        Some(reason) => format!("{}: {}", row.outcome.words().get(lang), reason.words().get(lang)),
        None => row.outcome.words().get(lang).to_owned(),
    };
    let team = if row.may_see_slot {
        view! { <a href=format!("/slots/{}", row.slot)>{row.team}</a> }.into_any()
    } else {
        row.team.into_any()
    };
    let place = (!row.place.is_empty()).then(|| format!(" · {}", row.place));
    let list = |present: bool| -> Vec<Attendee> {
        row.came.iter().filter(|(_, came)| *came == present).map(|(who, _)| *who).collect()
    };
    let (came, absent) = (list(true), list(false));
    // who is never at a meeting of theirs is no news: only seats and the participant are told as absent
    let absent: Vec<_> = absent
        .into_iter()
        .filter(|a| !matches!(a, Attendee::Referrer | Attendee::Lots | Attendee::Interpreter))
        .collect();
    let said = |words: crate::kernel::lang::Text, who: Vec<Attendee>| {
        (!who.is_empty()).then(|| view! { <p class="meta">{words.with(lang, names(lang, &who))}</p> })
    };
    view! {
        <li>
            <div>
                <strong>
                    <Day day=row.at.date() today/>
                    " "
                    {hours(lang, row.at, row.minutes)}
                </strong>
                <p class="meta">{team}" · "{row.form.words().get(lang)}{place}</p>
                {lacking(lang, row.no_consent, &row.unconsented)}
                {said(texts::CAME_LIST, came)}
                {said(texts::ABSENT_LIST, absent)}
            </div>
            <Tag tone words=outcome/>
        </li>
    }
}
