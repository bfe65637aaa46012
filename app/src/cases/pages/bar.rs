//! The bar under the name: whose turn it is, and the button that does it.
use super::show::Asked;
use crate::{
    cases::{
        api::{CasePage, MayClose},
        rules::StateCode,
        texts,
        turn::{Step, Turn},
    },
    consents::texts as consents,
    follow_ups::{
        api::{FollowUpRow, FollowUpsView},
        rules::opens_on,
        texts as follow_ups,
    },
    kernel::{code::Code, id::CaseId, swedish},
    meetings::{
        api::{CaseMeetingRow, CaseMeetingsView},
        rules::MeetingOutcome,
        texts as meetings,
    },
    plans::{api::PlanView, texts as plans},
    referrals::{api::ReferralRow, pages::Assessment, texts as referrals},
    ui::{
        fetch::told,
        form::ActionButton,
        lang::{t, use_lang},
        view::use_today,
    },
    work_training::{
        api::CasePlacementRows,
        pages::{placement_address, request_address},
        texts as training,
    },
};
use leptos::prelude::*;

/// What the bar says, before its button.
#[derive(Clone, Debug)]
struct Words {
    class: &'static str,
    title: String,
    detail: Option<String>,
    /// Why the case was moved in the queue.
    reason: String,
}

/// The step whose button stands in the bar: the parts below do not offer it once more.
pub(super) fn step_in_bar(page: &CasePage) -> Option<Step> {
    (page.state.is_live() && !page.dormant).then_some(page.turn.step)
}

#[component]
pub(super) fn TurnBar(page: CasePage, asked: Asked) -> impl IntoView {
    let lang = use_lang();
    if page.dormant && page.state.is_live() {
        return view! { <Dormant page/> }.into_any();
    }
    let (case, words) = (page.id, words(&page));
    if page.state == StateCode::PlanEstablished
        && let (Step::FollowUp, Some(follow_ups)) = (page.turn.step, asked.follow_ups)
    {
        let show = move |found: FollowUpsView| {
            let next = found.rows.into_iter().find(|row| row.done.is_none());
            let words = next.as_ref().map_or_else(|| words.clone(), |row| words_of(words.clone(), row));
            let button = next.filter(|row| row.may_do).map(|row| {
                let to = format!("follow-ups/{}", row.months);
                button(case, &to, t(follow_ups::DO), follow_ups::MONTHS_N.with(lang, row.months))
            });
            bar(words, button)
        };
        return told(follow_ups, show);
    }
    if page.state.is_live() && page.turn.step == Step::Meet {
        return told(asked.meetings, move |found: CaseMeetingsView| {
            let booked = found.rows.into_iter().find(|row| row.outcome == MeetingOutcome::Booked);
            bar(booked.map_or_else(|| words.clone(), |row| meets(words.clone(), &row)), None)
        });
    }
    if page.state == StateCode::Returned {
        return told(asked.referral, move |row: ReferralRow| bar(returned(words.clone(), row), None));
    }
    let place = view! { <Button page asked/> }.into_any();
    bar(words, Some(place))
}

fn words(page: &CasePage) -> Words {
    let (lang, today) = (use_lang(), use_today());
    let Turn { step, due, .. } = page.turn;
    let live = page.state.is_live();
    let late = if live { page.turn.days_late(today) } else { 0 };
    let title = page.turn.told(lang, page.my_turn);
    let detail = due.filter(|_| live).map(|due| match step {
        Step::Meet | Step::MeetUnconsented => format!("{}.", swedish::sentence(&swedish::long_day(lang, due))),
        _ if late > 0 => format!("{}.", swedish::days_late(lang, late)),
        _ => texts::DUE.with(lang, swedish::day(lang, due, today)),
    });
    // why it is that step, where the state alone does not tell
    let why = match step {
        Step::Consent | Step::MeetUnconsented => Some(t(texts::NO_CONSENT)),
        Step::BookAnew => Some(t(follow_ups::MEETING_NEEDED)),
        _ => None,
    };
    let detail = match (why.filter(|_| live), detail) {
        (Some(why), Some(detail)) => Some(format!("{why} {detail}")),
        (why, detail) => why.map(str::to_owned).or(detail),
    };
    let class = match (late > 0, page.my_turn) {
        (true, _) => "turn late",
        (false, true) if live => "turn",
        _ => "turn calm",
    };
    Words { class, title, detail, reason: page.queue_reason.clone() }
}

/// When the case meets, to the minute, and with whom.
fn meets(words: Words, row: &CaseMeetingRow) -> Words {
    let lang = use_lang();
    let day = swedish::sentence(&swedish::long_day(lang, row.at.date()));
    let detail = format!("{day} {} {}, {}.", lang.pick("kl.", "at"), swedish::time(lang, row.at.time()), row.team);
    Words { detail: Some(detail), ..words }
}

/// Why the referral came back, to those who may read it, in the coordinator's words too.
fn returned(words: Words, row: ReferralRow) -> Words {
    let lang = use_lang();
    let Some(reason) = row.return_reason else { return words };
    let said = row.content.map(|content| content.return_words).filter(|said| !said.is_empty());
    Words { title: referrals::RETURNED_BECAUSE.with(lang, reason.words().get(lang)), detail: said, ..words }
}

/// Of a follow-up: the day from which it can be done, then that on which it is due, as the list of follow-ups counts it.
fn words_of(words: Words, row: &FollowUpRow) -> Words {
    let (lang, today) = (use_lang(), use_today());
    let (opens, late) = (opens_on(row.due), (today - row.due).num_days());
    if opens > today {
        // nobody's turn yet
        let title = follow_ups::FOLLOW_UP.with(lang, row.months);
        let detail = follow_ups::CAN_BE_DONE_FROM.with(lang, swedish::day(lang, opens, today));
        return Words { class: "turn calm", title, detail: Some(detail), ..words };
    }
    match late {
        ..=0 => Words { detail: Some(texts::DUE.with(lang, swedish::day(lang, row.due, today))), ..words },
        days => Words { class: "turn late", detail: Some(format!("{}.", swedish::days_late(lang, days))), ..words },
    }
}

fn bar(words: Words, button: Option<AnyView>) -> AnyView {
    let Words { class, title, detail, reason } = words;
    view! {
        <div class=class>
            <div>
                <strong>{title}</strong>
                {detail.map(|d| view! { <p>{d}</p> })}
                {(!reason.is_empty()).then(|| view! { <p class="meta">{t(texts::QUEUE_REASON)}" "{reason}</p> })}
            </div>
            {button}
        </div>
    }
    .into_any()
}

/// The one button of the step.
fn button(case: CaseId, to: &str, words: &'static str, of: String) -> AnyView {
    let of = (!of.is_empty()).then(|| view! { <span class="vh">" "{of}</span> });
    view! { <a class="btn" href=format!("/cases/{case}/{to}")>{words}{of}</a> }.into_any()
}

/// The button of the step, for those who can do it now.
#[component]
fn Button(page: CasePage, asked: Asked) -> impl IntoView {
    let case = page.id;
    let none = || ().into_any();
    let link = move |to: &'static str, words: crate::kernel::lang::Text| button(case, to, t(words), String::new());
    match page.turn.step {
        Step::Assess => told(asked.referral, |row: ReferralRow| view! { <Assessment row/> }.into_any()),
        Step::AnswerCompletion => told(asked.referral, move |row: ReferralRow| match row.may_answer {
            true => link("answer-completion", referrals::ANSWER),
            false => none(),
        }),
        Step::Book | Step::BookAnew => told(asked.meetings, move |view: CaseMeetingsView| match view.may_book {
            true => link("book", meetings::BOOK_MEETING),
            false => none(),
        }),
        Step::Consent if page.my_turn => {
            let close = (page.may_close == MayClose::Yes).then(|| {
                view! { " " <a class="btn s" href=format!("/cases/{case}/close")>{t(texts::CLOSE)}</a> }
            });
            view! { <div class="buttons">{link("consents/new", consents::NEW)} {close}</div> }.into_any()
        }
        Step::MeetUnconsented => told(asked.meetings, move |view: CaseMeetingsView| match view.may_cancel {
            true => link("cancel-meeting", meetings::CANCEL_MEETING),
            false => none(),
        }),
        Step::RegisterOutcome => told(asked.meetings, move |view: CaseMeetingsView| match view.may_register {
            true => link("meeting-outcome", meetings::REGISTER),
            false => none(),
        }),
        Step::EstablishPlan => asked.plan.map_or_else(none, |plan| {
            told(plan, move |plan: PlanView| match (plan.may_establish, plan.may_write) {
                (true, _) if !plan.activities.is_empty() => link("plan/establish", plans::ESTABLISH),
                (_, true) => link("plan", if plan.written { plans::WRITE_ON } else { plans::WRITE }),
                _ => none(),
            })
        }),
        Step::AskForTraining => asked.placements.map_or_else(none, |placements| {
            told(placements, move |rows: CasePlacementRows| match rows.may_request {
                true => view! { <a class="btn" href=request_address(case)>{t(training::ASK)}</a> }.into_any(),
                false => none(),
            })
        }),
        Step::ArrangeTraining | Step::Training => match (page.my_turn, asked.placements) {
            (true, Some(placements)) => told(placements, move |rows: CasePlacementRows| {
                let row = rows.rows.into_iter().find(|row| row.stage.is_live());
                let link = |id| view! { <a class="btn" href=placement_address(id)>{t(training::OPEN)}</a> }.into_any();
                row.map_or_else(none, |row| link(row.id))
            }),
            _ => none(),
        },
        Step::Close => match page.may_close {
            MayClose::Yes => link("close", texts::CLOSE),
            MayClose::AfterTraining | MayClose::No => none(),
        },
        Step::Consent | Step::FollowUp | Step::Meet | Step::Lots | Step::UnderWay | Step::Nothing => none(),
    }
}

/// An imported case that nobody has taken up: that is its next step, whatever else there would be.
#[component]
fn Dormant(page: CasePage) -> impl IntoView {
    let action = format!("/cases/{}/take-up", page.id);
    let take_up = page.may_take_up.then(|| {
        view! { <ActionButton action label=t(texts::TAKE_UP) of=page.number.clone() class="btn"/> }.into_any()
    });
    let words = Words {
        class: "turn calm",
        title: t(texts::DORMANT).to_owned(),
        detail: Some(t(texts::DORMANT_LEAD).to_owned()),
        reason: String::new(),
    };
    bar(words, take_up)
}
