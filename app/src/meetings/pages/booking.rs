//! Booking a case, moving and cancelling its meeting, and how it went.
use super::{hours, use_id, use_query};
use crate::{
    cases::pages::CaseHead,
    kernel::{code::Code, id::CaseId, lang::Lang, swedish},
    meetings::{
        api::{self, CaseMeetingsView, FreeSlotRow, FreeSlotsView, OutcomeView},
        forms,
        rules::{Attendee, CancelReason, MeetingOutcome},
        texts,
    },
    ui::{
        fetch::{fetch, loaded},
        filter::{FilterForm, Narrow},
        form::{Choices, Confirm, Form, Hidden, Options, PostForm, Refused, cancel},
        lang::{t, use_lang},
        parts::pager,
        state::Empty,
        view::use_today,
    },
};
use chrono::NaiveDate;
use leptos::prelude::*;

fn back(id: CaseId) -> AnyView {
    cancel(format!("/cases/{id}"))
}

fn time_words(lang: Lang, today: NaiveDate, row: &FreeSlotRow) -> String {
    let left = if row.left == 1 { t(texts::ONE_LEFT).to_owned() } else { texts::MANY_LEFT.with(lang, row.left) };
    let mut words = format!(
        "{} {} · {} · {} · {left}",
        swedish::day(lang, row.at.date(), today),
        hours(lang, row.at, row.minutes),
        row.team,
        row.form.words().get(lang),
    );
    if row.own {
        words = format!("{words} · {}", t(texts::OWN_TEAM));
    }
    for party in &row.missing {
        let missing = texts::IS_MISSING.with(lang, swedish::sentence(texts::the_party(*party).get(lang)));
        words = format!("{words} · {missing}");
    }
    for who in &row.busy {
        let busy = texts::IS_BUSY.with(lang, texts::busy(lang, who));
        words = format!("{words} · {busy}");
    }
    words
}

/// Choosing among the times with room, for the form with this path.
fn free_slots(form: &'static str, title: &'static str, moving: bool) -> impl IntoView {
    let id = use_id::<CaseId>();
    let (team, from) = (use_query::<String>("team"), use_query::<NaiveDate>("from"));
    let (after, before) = (use_query::<String>("after"), use_query::<String>("before"));
    let free = fetch(
        move || (id.get(), team.get(), from.get(), after.get(), before.get()),
        move |(id, team, from, after, before)| {
            api::free_slots(id, moving, team.unwrap_or_default(), from, after, before)
        },
    );
    loaded(free, move |view: FreeSlotsView| {
        let (lang, today, id) = (use_lang(), use_today(), id.get_untracked());
        let from = from.get_untracked();
        let wanted = view.form.map(|f| texts::WANTED_FORM.with(lang, f.words().get(lang)));
        let booked = view
            .booked
            .as_ref()
            .map(|(at, team)| texts::BOOKED_NOW.with(lang, format!("{team}, {}", swedish::moment(lang, *at, today))));
        let lead = [Some(t(texts::FREE_TIMES).to_owned()), wanted, booked];
        let lead = lead.into_iter().flatten().collect::<Vec<_>>().join(" ");
        let heading = view.heading.clone();
        let unseen = (heading.protected && view.not_now.is_none())
            .then(|| view! { <div class="notice warning">{t(texts::BOOK_PROTECTED)}</div> });
        let body = match view.not_now {
            Some(why) => view! {
                <Refused form/>
                <div class="sheet"><Empty title=t(texts::CANT_NOW) hint=why.words().get(lang)/></div>
                {back(id)}
            }
            .into_any(),
            None => view! { <FreeTimes form title id view from/> }.into_any(),
        };
        view! {
            <CaseHead case=id heading title lead/>
            {unseen}
            {body}
        }
        .into_any()
    })
}

/// The filter, and the times it leaves as the choices of the form.
#[component]
fn FreeTimes(
    form: &'static str,
    title: &'static str,
    id: CaseId,
    view: FreeSlotsView,
    from: Option<NaiveDate>,
) -> impl IntoView {
    let (lang, today) = (use_lang(), use_today());
    let options: Options = view.page.rows.iter().map(|r| (r.id.to_string(), time_words(lang, today, r))).collect();
    let mut query = vec![format!("team={}", view.team)];
    query.extend(from.map(|day| format!("from={day}")));
    let pages = pager(query.join("&"), &view.page);
    let moving = view.booked_slot.is_some();
    let initial = view.booked_slot.map(|slot| ("was".to_owned(), slot.to_string())).into_iter().collect();
    let body = if options.is_empty() {
        view! {
            <Refused form/>
            <div class="sheet"><Empty title=t(texts::NO_FREE) hint=t(texts::NO_FREE_HINT)/></div>
        }
        .into_any()
    } else {
        view! {
            <PostForm form initial submit=title beside=back(id)>
                {moving
                    .then(|| {
                        view! {
                            <Hidden name="was"/>
                            <Confirm name="confirmed" label=t(texts::MOVE_ANYWAY)/>
                        }
                    })}
                <Choices name="slot" label=t(texts::CHOOSE_TIME) options/>
            </PostForm>
        }
        .into_any()
    };
    view! {
        <Filter view=view.clone() from/>
        {body}
        {pages}
    }
}

#[component]
fn Filter(view: FreeSlotsView, from: Option<NaiveDate>) -> impl IntoView {
    let mut teams = Vec::new();
    if view.has_own {
        teams.push((String::new(), t(texts::OWN_TEAMS).to_owned()));
    }
    let all = if view.has_own { "all" } else { "" };
    teams.push((all.to_owned(), t(texts::ALL_TEAMS).to_owned()));
    teams.extend(view.teams.iter().map(|(id, name)| (id.to_string(), name.clone())));
    view! {
        <FilterForm>
            <Narrow name="team" label=t(texts::TEAM) options=teams now=view.team/>
            <div class="row">
                <label for="f-from">{t(texts::FROM_DAY)}</label>
                <input id="f-from" name="from" type="date" value=from.map(|day| day.to_string())/>
            </div>
        </FilterForm>
    }
}

#[component]
pub fn BookPage() -> impl IntoView {
    free_slots(forms::Book::PATH, t(texts::BOOK_TITLE), false)
}

#[component]
pub fn MoveMeetingPage() -> impl IntoView {
    free_slots(forms::MoveMeeting::PATH, t(texts::MOVE_MEETING_TITLE), true)
}

#[component]
pub fn CancelMeetingPage() -> impl IntoView {
    let id = use_id::<CaseId>();
    let meetings = fetch(move || id.get(), api::case_meetings);
    loaded(meetings, move |view: CaseMeetingsView| {
        let (lang, today, id) = (use_lang(), use_today(), id.get_untracked());
        let booked = view.rows.iter().find(|r| r.outcome == MeetingOutcome::Booked);
        let when = booked.map(|r| format!("{}, {}. ", r.team, swedish::moment(lang, r.at, today)));
        let heading = view.heading.clone();
        let Some(begun) = booked.map(|r| r.has_begun) else {
            return view! {
                <CaseHead case=id heading title=t(texts::CANCEL_MEETING)/>
                <Refused form=forms::CancelMeeting::PATH/>
                <div class="sheet"><Empty title=t(texts::CANT_NOW) hint=t(texts::NOTHING_TO_CANCEL)/></div>
                {back(id)}
            }
            .into_any();
        };
        let then = if view.waits_again { texts::CANCEL_MEETING_LEAD } else { texts::CANCEL_FURTHER_LEAD };
        let lead = format!("{}{}", when.unwrap_or_default(), t(then));
        view! {
            <CaseHead case=id heading title=t(texts::CANCEL_MEETING) lead/>
            <PostForm
                form=forms::CancelMeeting::PATH
                submit=t(texts::CANCEL_MEETING)
                danger=true
                beside=back(id)
            >
                <Choices name="reason" label=t(texts::CANCEL_WHY) options=CancelReason::choices_when(lang, begun)/>
            </PostForm>
        }
        .into_any()
    })
}

#[component]
pub fn OutcomePage() -> impl IntoView {
    let id = use_id::<CaseId>();
    let choices = fetch(move || id.get(), api::outcome_choices);
    loaded(choices, move |view: OutcomeView| {
        let (lang, today, id) = (use_lang(), use_today(), id.get_untracked());
        let lead = format!("{}, {}", view.team, swedish::moment(lang, view.at, today));
        let not_yet = (!view.has_begun).then(|| view! { <div class="notice info">{t(texts::NOT_YET)}</div> });
        let came = attendees(lang, &view);
        let held =
            vec![("yes".to_owned(), t(texts::HELD).to_owned()), ("no".to_owned(), t(texts::NOT_HELD).to_owned())];
        view! {
            <CaseHead case=id heading=view.heading title=t(texts::OUTCOME_TITLE) lead/>
            {not_yet}
            <PostForm form=forms::RegisterOutcome::PATH submit=t(texts::SAVE) beside=back(id)>
                <Choices name="held" label=t(texts::WAS_IT_HELD) options=held/>
                <Choices
                    name="came"
                    label=t(texts::WHO_CAME)
                    hint=t(texts::WHO_CAME_HINT)
                    options=came
                    many=true
                />
                <Confirm name="confirmed" label=t(texts::CAME_SO)/>
                <Choices
                    name="reason"
                    label=t(texts::WHY_NOT)
                    hint=t(texts::WHY_NOT_HINT)
                    options=CancelReason::choices(lang)
                />
            </PostForm>
        }
        .into_any()
    })
}

/// Who can have come: the persons first, then the seats with who was to sit there.
fn attendees(lang: Lang, view: &OutcomeView) -> Options {
    let who = |attendee: Attendee, name: &str| {
        let words = attendee.words().get(lang);
        let words = if name.is_empty() { words.to_owned() } else { format!("{words} ({name})") };
        (attendee.code().to_owned(), words)
    };
    let seats = view.seats.iter().map(|(attendee, name)| who(*attendee, name));
    Attendee::PERSONS.iter().map(|a| who(*a, "")).chain(seats).collect()
}

#[component]
pub fn AttendancePage() -> impl IntoView {
    let id = use_id::<CaseId>();
    let held = fetch(move || id.get(), api::held_attendance);
    loaded(held, move |view: OutcomeView| {
        let (lang, today, id) = (use_lang(), use_today(), id.get_untracked());
        let lead = format!("{}, {}", view.team, swedish::moment(lang, view.at, today));
        let came = view.came.iter().map(|a| ("came".to_owned(), a.code().to_owned()));
        let initial = came.chain([("shown".to_owned(), view.shown.clone())]).collect();
        let options = attendees(lang, &view);
        view! {
            <CaseHead case=id heading=view.heading title=t(texts::ATTENDANCE_TITLE) lead/>
            <PostForm form=forms::CorrectAttendance::PATH initial submit=t(texts::SAVE) beside=back(id)>
                <Hidden name="shown"/>
                <Choices name="came" label=t(texts::WHO_CAME) hint=t(texts::ATTENDANCE_HINT) options many=true/>
                <Confirm name="confirmed" label=t(texts::CAME_SO)/>
            </PostForm>
        }
        .into_any()
    })
}
