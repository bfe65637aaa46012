//! Parts that several pages of the plan share.
use crate::{
    follow_ups::rules::Hindrance,
    kernel::{code::Code, swedish},
    plans::{
        api::{ActivityRow, PlanView},
        rules::{ActivityStatus, days_late},
        texts,
    },
    ui::{
        form::ActionButton,
        lang::{t, use_lang},
        parts::{Day, Tag, Tone},
        view::use_today,
    },
};
use chrono::NaiveDate;
use leptos::prelude::*;

/// How far an activity has come, and how late it is: one does not hide the other.
#[component]
pub fn StatusTag(status: ActivityStatus, due: Option<NaiveDate>) -> impl IntoView {
    let lang = use_lang();
    if let Some(days) = days_late(status, due, use_today()) {
        let words = format!("{} · {}", status.words().get(lang), swedish::days_late(lang, days));
        return view! { <Tag tone=Tone::Late words/> };
    }
    let tone = match status {
        ActivityStatus::Planned | ActivityStatus::UnderWay => Tone::Calm,
        ActivityStatus::Done => Tone::Ok,
        ActivityStatus::NotDone => Tone::Soon,
        ActivityStatus::Dropped => Tone::Plain,
    };
    view! { <Tag tone words=status.words().get(lang)/> }
}

/// Goal and own words.
#[component]
pub fn Goal(plan: PlanView) -> impl IntoView {
    let lang = use_lang();
    let kind = plan.goal_kind.map(|k| k.words().get(lang));
    let words = match (kind, plan.goal.is_empty()) {
        (Some(kind), false) => format!("{} ({kind})", plan.goal),
        (Some(kind), true) => kind.to_owned(),
        (None, false) => plan.goal,
        (None, true) => t(texts::NOT_SAID).to_owned(),
    };
    let own = Some(plan.own_words).filter(|w| !w.is_empty());
    let established = plan.established.map(|(day, by)| {
        // an imported plan does not say who
        let words = if by.is_empty() { texts::ESTABLISHED_ON } else { texts::ESTABLISHED_BY };
        let words = words.with(lang, swedish::day(lang, day, use_today())).replacen("{}", &by, 1);
        view! { <p class="meta">{words}</p> }
    });
    view! {
        <div class="body">
            <p>
                <strong>{t(texts::GOAL)}": "</strong>
                {words}
            </p>
            {own.map(|w| view! { <blockquote>{w}</blockquote> })}
            {established}
        </div>
    }
}

/// The activities as a table, with what the reader may do about each.
#[component]
pub fn Activities(plan: PlanView) -> impl IntoView {
    let (case, may_write) = (plan.case, plan.may_write);
    if plan.activities.is_empty() {
        return view! {
            <div class="empty">
                <p>{t(texts::NO_ACTIVITIES)}</p>
            </div>
        }
        .into_any();
    }
    let rows = plan
        .activities
        .into_iter()
        .map(|a| view! { <ActivityLine address=format!("/cases/{case}/activities/{}", a.id) activity=a may_write/> })
        .collect_view();
    view! {
        <table class="work">
            <thead>
                <tr>
                    <th scope="col">{t(texts::ACTIVITY)}</th>
                    <th scope="col">{t(texts::RESPONSIBLE)}</th>
                    <th scope="col">{t(texts::DUE)}</th>
                    <th scope="col">{t(texts::STATUS)}</th>
                    <th scope="col">
                        <span class="vh">{t(texts::EDIT)}</span>
                    </th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

#[component]
fn ActivityLine(address: String, activity: ActivityRow, may_write: bool) -> impl IntoView {
    let today = use_today();
    let a = activity;
    let (status, due, of) = (a.status, a.due, a.text.clone());
    let done = (a.may_mark && status.is_open() && !a.needs_decision).then(|| {
        let values = vec![
            ("status".to_owned(), ActivityStatus::Done.code().to_owned()),
            ("was".to_owned(), status.code().to_owned()),
        ];
        view! { <ActionButton action=format!("{address}/status") label=t(texts::MARK_DONE) of=of.clone() values/> " " }
    });
    let mark = a.may_mark.then(|| {
        view! {
            <a href=format!("{address}/status")>{t(texts::MARK)}<span class="vh">" "{of.clone()}</span></a>
            " "
        }
    });
    let edit = may_write.then(|| {
        view! { <a href=format!("{address}/edit")>{t(texts::EDIT)}<span class="vh">" "{of.clone()}</span></a> }
    });
    view! {
        <tr>
            <td><Said activity=a.clone()/></td>
            <td data-label=t(texts::RESPONSIBLE)><Who activity=a/></td>
            <td data-label=t(texts::DUE)>{due.map(|day| view! { <Day day today/> })}</td>
            <td data-label=t(texts::STATUS)><StatusTag status due/></td>
            <td class="act">{done} {mark} {edit}</td>
        </tr>
    }
}

/// What is to be done, why it was not, and what was decided.
#[component]
fn Said(activity: ActivityRow) -> impl IntoView {
    let lang = use_lang();
    let a = activity;
    let reason = (!a.reason.is_empty()).then(|| Hindrance::told(lang, a.reason));
    let day = |day| swedish::day(lang, day, use_today());
    let mut decision: Vec<String> = Vec::new();
    if a.needs_decision {
        decision.push(t(texts::NEEDS_DECISION).to_owned());
        decision.extend(a.asked_on.map(|d| format!("{} {}", t(texts::ASKED_ON).to_lowercase(), day(d))));
        let decided = a.decided_on.map(&day).unwrap_or_default();
        decision.extend(a.outcome.map(|o| format!("{} {decided}", o.words().get(lang)).trim_end().to_owned()));
    }
    view! {
        <span class="meta">{a.number}". "</span>
        {a.text}
        {reason.map(|reason| view! { <p class="meta">{reason}</p> })}
        {a.told_by_participant.then(|| view! { <p class="meta">{t(texts::TOLD_BY_PARTICIPANT)}</p> })}
        {(!decision.is_empty()).then(|| view! { <p class="meta">{decision.join(" · ")}</p> })}
    }
}

/// Who answers for it, where, and whether the consent covers that.
#[component]
fn Who(activity: ActivityRow) -> impl IntoView {
    let lang = use_lang();
    let a = activity;
    let more: Vec<String> = [a.person, a.place].into_iter().filter(|w| !w.is_empty()).collect();
    let more = (!more.is_empty()).then(|| more.join(" · "));
    view! {
        {a.responsible.words().get(lang)}
        {more.map(|m| view! { <br/><span class="meta">{m}</span> })}
        {(!a.named).then(|| view! { <br/><Tag tone=Tone::Late words=t(texts::NOT_NAMED)/> })}
    }
}
