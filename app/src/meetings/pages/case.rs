//! The meetings on a case's page.
use super::{hours, lacking, place_of};
use crate::{
    cases::turn::Step,
    kernel::{code::Code, id::CaseId, lang::Text, swedish},
    meetings::{
        api::{CaseMeetingRow, CaseMeetingsView, ToTell},
        rules::{Attendee, MeetingOutcome},
        texts,
    },
    organisation::rules::Party,
    participant_portal::api::Prepared,
    referrals::pages::Reached,
    ui::{
        fetch::{Fetched, section},
        lang::{t, use_lang},
        parts::{Day, NoneYet, Tag, Tone},
        view::use_today,
    },
};
use leptos::prelude::*;

/// A case's meetings, coming and past, with what the reader may do that the bar above does not offer.
#[component]
pub fn CaseMeetings(case: CaseId, meetings: Fetched<CaseMeetingsView>, in_bar: Option<Step>) -> impl IntoView {
    section(meetings, move |view: CaseMeetingsView| {
        let view = CaseMeetingsView {
            may_book: view.may_book && !matches!(in_bar, Some(Step::Book | Step::BookAnew)),
            may_cancel: view.may_cancel && in_bar != Some(Step::MeetUnconsented),
            may_register: view.may_register && in_bar != Some(Step::RegisterOutcome),
            ..view
        };
        // before it is assessed nobody expects a meeting
        let early = matches!(in_bar, Some(Step::Assess | Step::AnswerCompletion)) && !view.may_book;
        match view.rows.is_empty() {
            true if early => ().into_any(),
            true => {
                let book = link(case, view.may_book, "book", t(texts::BOOK_MEETING)).into_any();
                view! { <NoneYet id="meetings-h" title=t(texts::MEETINGS) words=t(texts::NO_MEETINGS) actions=book/> }
                    .into_any()
            }
            false => view! { <Meetings case view/> }.into_any(),
        }
    })
}

fn link(case: CaseId, may: bool, page: &'static str, words: &'static str) -> impl IntoView {
    may.then(|| {
        view! {
            <a class="btn s small" href=format!("/cases/{case}/{page}")>
                {words}
            </a>
            " "
        }
    })
}

#[component]
fn Meetings(case: CaseId, view: CaseMeetingsView) -> impl IntoView {
    let again = view.rows.iter().any(|r| r.outcome == MeetingOutcome::Held);
    let link = |may: bool, page: &'static str, words: &'static str| link(case, may, page, words);
    let rows = view.rows.into_iter().map(|row| view! { <Meeting row/> }).collect_view();
    let shared = (!view.prepared.is_empty()).then(|| view! { <div class="body">{prepared(view.prepared)}</div> });
    let tell = view.tell.map(|tell| view! { <Tell tell/> });
    let changes = view.may_move || view.may_cancel || view.may_register || view.may_correct;
    let any = view.may_book || changes || view.may_print_letter;
    let actions = any.then(|| {
        view! {
            <footer>
                {link(view.may_register, "meeting-outcome", t(texts::REGISTER))}
                {link(view.may_correct, "attendance", t(texts::ATTENDANCE_TITLE))}
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
            {tell}
            <ul class="activities">{rows}</ul>
            {shared}
            {actions}
        </section>
    }
}

/// What the participant has written for the meeting and shares.
pub fn prepared(all: Vec<Prepared>) -> impl IntoView {
    let (lang, today) = (use_lang(), use_today());
    let one = |p: Prepared| {
        let written = texts::PREPARED_ON.with(lang, swedish::day(lang, p.on, today));
        view! {
            <h3>{p.part.words().get(lang)}</h3>
            <blockquote dir="auto">{p.text}</blockquote>
            <p class="meta">{written}</p>
        }
    };
    all.into_iter().map(one).collect_view()
}

/// Who has to know of the latest change.
#[component]
fn Tell(tell: ToTell) -> impl IntoView {
    let (lang, today) = (use_lang(), use_today());
    let changed = if tell.moved { texts::TELL_MOVED } else { texts::TELL_CANCELLED };
    let changed = changed.with(lang, swedish::moment_in_text(lang, tell.at, today));
    let list = |names: &[String]| swedish::list(lang, &names.iter().map(String::as_str).collect::<Vec<_>>());
    let seat = |(party, name): &(Party, String)| format!("{name} ({})", party.words().get(lang));
    let (team, lots) = (list(&tell.team.iter().map(seat).collect::<Vec<_>>()), list(&tell.lots));
    let of = |words: Text, who: String| (!who.is_empty()).then(|| view! { <li>{words.with(lang, who)}</li> });
    view! {
        <div class="body">
            <div class="notice info">
                <strong>{changed}</strong>
                <ul>
                    <li>
                        {t(texts::TELL_REFERRER)}
                        <Reached name=tell.referrer unit=tell.unit email=tell.email/>
                    </li>
                    <li>{t(texts::TELL_PARTICIPANT)}</li>
                    {of(texts::TELL_TEAM, team)}
                    {of(texts::TELL_LOTS, lots)}
                </ul>
            </div>
        </div>
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
    let place = (!row.place.is_empty()).then(|| view! { " · "{place_of(row.place.clone())} });
    let list = |present: bool| -> Vec<Attendee> {
        row.came.iter().filter(|(_, came)| *came == present).map(|(who, _)| *who).collect()
    };
    let (came, absent) = (list(true), list(false));
    // who is never at a meeting of theirs is no news: only seats and the participant are told as absent
    let absent: Vec<_> = absent
        .into_iter()
        .filter(|a| !matches!(a, Attendee::Referrer | Attendee::Lots | Attendee::Interpreter))
        .collect();
    let listed = |who: &[Attendee]| {
        swedish::list(lang, &who.iter().map(|a| texts::the_attendee(*a).get(lang)).collect::<Vec<_>>())
    };
    let said = |words: Text, who: Vec<Attendee>| {
        (!who.is_empty()).then(|| view! { <p class="meta">{words.with(lang, listed(&who))}</p> })
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
