//! Doing a follow-up with the referrer's answers.
use super::{Found, StateTag};
use crate::{
    cases::pages::CaseHead,
    follow_ups::{
        api::{self, AskedActivity, FollowUpDraft},
        forms,
        rules::{Hindrance, TRIES, days_tried, opens_on},
        texts,
    },
    kernel::{code::Code, id::CaseId, swedish},
    plans::{pages::id_in_path, rules::ActivityStatus},
    referrals::pages::Reached,
    ui::{
        fetch::{fetch, loaded},
        form::{ActionButton, Choices, Form, NumberedSelect, PostForm, Refused, TextArea, YesNo},
        lang::{t, use_lang},
        parts::Moment,
        view::use_today,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// A page about one follow-up.
fn page(show: impl Fn(FollowUpDraft) -> AnyView + Clone + Send + Sync + 'static) -> impl IntoView {
    let case = id_in_path::<CaseId>("id");
    let months = use_params_map().with_untracked(|p| p.get("months").unwrap_or_default());
    let months = months.parse::<i32>().unwrap_or_default();
    let found = fetch(|| (), move |()| api::follow_up(case, months));
    loaded(found, show)
}

fn back(case: CaseId) -> AnyView {
    view! { <a href=format!("/cases/{case}")>{t(texts::BACK)}</a> }.into_any()
}

#[component]
pub fn FollowUpPage() -> impl IntoView {
    page(|found| view! { <FollowUp found/> }.into_any())
}

#[component]
fn FollowUp(found: FollowUpDraft) -> impl IntoView {
    let (lang, today) = (use_lang(), use_today());
    let opens = opens_on(found.row.due);
    let (case, heading, row) = (found.case, found.heading.clone(), found.row.clone());
    let title = texts::FOLLOW_UP.with(lang, row.months);
    let whom = view! { <Reached name=found.referrer.clone() unit=found.unit.clone() email=found.email.clone()/> };
    let (due, done_on, result) = (row.due, row.done.as_ref().map(|d| d.on), row.done.as_ref().and_then(|d| d.result));
    let (dormant, over) = (row.dormant, row.over);
    let meeting = row.may_book_or_decline.then(|| view! { <MeetingNeeded case months=row.months/> });
    let body = match row.done {
        Some(done) => view! { <Found done/> }.into_any(),
        None if opens > today => view! {
            <Refused form=forms::DoFollowUp::PATH/>
            <div class="notice info">
                <strong>{texts::CAN_BE_DONE_FROM.with(lang, swedish::day(lang, opens, today))}</strong>
                <p>{t(texts::TOO_EARLY_LEAD)}</p>
            </div>
        }
        .into_any(),
        None => view! {
            <Tries found=found.clone()/>
            <Answers found/>
        }
        .into_any(),
    };
    view! {
        <CaseHead case heading title/>
        <dl class="facts">
            <dt>{t(texts::ASK_REFERRER)}</dt>
            <dd>{whom}</dd>
        </dl>
        <p>
            {t(texts::DUE)} " " {swedish::long_day(lang, due)} " "
            <StateTag due done_on result dormant over/>
        </p>
        {meeting}
        {body}
    }
}

/// What a coordinator does about a meeting that the follow-up found needed.
#[component]
fn MeetingNeeded(case: CaseId, months: i32) -> impl IntoView {
    view! {
        <div class="notice info">
            <p>{t(texts::MEETING_NEEDED)}</p>
            <div class="buttons">
                <a class="btn s small" href=format!("/cases/{case}/book")>{t(texts::BOOK)}</a>
                " "
                <ActionButton
                    action=format!("/cases/{case}/follow-ups/{months}/no-meeting")
                    label=t(texts::DECLINE_MEETING)
                />
            </div>
        </div>
    }
}

#[component]
pub fn DeclineMeetingPage() -> impl IntoView {
    page(|found| {
        view! {
            <CaseHead case=found.case heading=found.heading.clone() title=t(texts::DECLINE_MEETING) lead=t(texts::DECLINE_MEETING_LEAD)/>
            <PostForm form=forms::DeclineMeeting::PATH submit=t(texts::DECLINE_MEETING) beside=back(found.case)>{()}</PostForm>
        }
        .into_any()
    })
}

#[component]
fn Tries(found: FollowUpDraft) -> impl IntoView {
    let (lang, today) = (use_lang(), use_today());
    let address = format!("/cases/{}/follow-ups/{}", found.case, found.row.months);
    let tries = found.row.tries;
    let count = days_tried(tries.iter().map(|at| at.date()));
    let give_up = (count >= TRIES)
        .then(|| view! { <a class="btn s small" href=format!("{address}/give-up")>{t(texts::GIVE_UP)}</a> });
    let times = tries.into_iter().map(|at| view! { " · " <Moment at today/> }).collect_view();
    view! {
        <div class="buttons">
            <span class="meta">{texts::tried(lang, count)} {times}</span>
            " "
            <ActionButton action=format!("{address}/tried") label=t(texts::TRY)/>
            " "
            {give_up}
        </div>
    }
}

#[component]
fn Answers(found: FollowUpDraft) -> impl IntoView {
    // what is open is asked anew: how it stood when it was planned is no answer
    let answered = found.activities.iter().filter(|a| !a.status.is_open());
    let initial: Vec<_> = answered.map(|a| (format!("status-{}", a.ordinal), a.status.code().to_owned())).collect();
    let none = found.activities.is_empty().then(|| view! { <p>{t(texts::NO_ACTIVITIES)}</p> });
    let case = found.case;
    let activities = found.activities;
    let may_ask_training = found.may_ask_training;
    let lots_hint = if found.has_lots { texts::HAS_LOTS_HINT } else { texts::NEEDS_LOTS_HINT };
    let protected = found.protected;
    view! {
        <PostForm form=forms::DoFollowUp::PATH initial submit=t(texts::SAVE) beside=back(case)>
            <p class="hint">{t(texts::HINDRANCE_HINT)}</p>
            {none}
            // made here, inside the form: a field belongs to the form around it
            {activities.into_iter().map(|activity| view! { <AnswerFields activity/> }).collect_view()}
            {match protected {
                true => view! { <NoLots/> }.into_any(),
                false => view! { <YesNo name="needs_lots" label=t(texts::NEEDS_LOTS) hint=t(lots_hint)/> }.into_any(),
            }}
            <YesNo name="needs_meeting" label=t(texts::NEEDS_MEETING) hint=t(texts::NEEDS_MEETING_HINT)/>
            {may_ask_training.then(|| view! { <NeedsTraining/> })}
            <TextArea name="notes" label=t(texts::NOTES) optional=true rows=3/>
        </PostForm>
    }
}

/// Why no lots can be asked for.
#[component]
fn NoLots() -> impl IntoView {
    view! {
        <input type="hidden" name="needs_lots" value="no"/>
        <p class="hint">{t(crate::lots::texts::PROTECTED)}</p>
    }
}

#[component]
fn NeedsTraining() -> impl IntoView {
    let options = vec![("yes".to_owned(), t(texts::NEEDS_TRAINING_YES).to_owned())];
    view! {
        <Choices
            name="needs_training"
            label=t(texts::NEEDS_TRAINING)
            hint=t(texts::NEEDS_TRAINING_HINT)
            options
            many=true
            optional=true
        />
    }
}

#[component]
fn AnswerFields(activity: AskedActivity) -> impl IntoView {
    let lang = use_lang();
    let a = activity;
    let of = texts::ACTIVITY_N.with(lang, a.ordinal);
    view! {
        <fieldset class="group">
            <legend>{of.clone()}</legend>
            <p>
                <strong>{a.text}</strong>
                <br/>
                <span class="meta">
                    {a.responsible.words().get(lang)}
                    {a.due.map(|d| format!(" · {}", crate::plans::texts::DUE_ON.with(lang, swedish::long_day(lang, d))))}
                </span>
                {a.told.map(|told| view! { <br/><span class="meta">{texts::TOLD.with(lang, told)}</span> })}
            </p>
            <div class="fields">
                <NumberedSelect
                    prefix="status"
                    number=a.ordinal
                    label=t(texts::STATUS)
                    of=of.clone()
                    options=ActivityStatus::choices(lang)
                />
                <NumberedSelect
                    prefix="hindrance"
                    number=a.ordinal
                    label=t(texts::HINDRANCE)
                    of=of
                    options=Hindrance::choices(lang)
                />
            </div>
        </fieldset>
    }
}

#[component]
pub fn TriedPage() -> impl IntoView {
    page(|found| {
        view! {
            <CaseHead case=found.case heading=found.heading.clone() title=t(texts::TRY) lead=t(texts::TRY_LEAD)/>
            <PostForm form=forms::TriedFollowUp::PATH submit=t(texts::TRY) beside=back(found.case)>{()}</PostForm>
        }
        .into_any()
    })
}

#[component]
pub fn GiveUpPage() -> impl IntoView {
    page(|found| {
        view! {
            <CaseHead case=found.case heading=found.heading.clone() title=t(texts::GIVE_UP) lead=t(texts::GIVE_UP_LEAD)/>
            <p class="meta">{texts::tried(use_lang(), days_tried(found.row.tries.iter().map(|at| at.date())))}</p>
            <PostForm form=forms::GiveUpFollowUp::PATH submit=t(texts::GIVE_UP) beside=back(found.case)>
                <TextArea name="notes" label=t(texts::NOTES) optional=true rows=3/>
            </PostForm>
        }
        .into_any()
    })
}
