//! The case: the next step first, then the way, then each room's part.
use super::use_case_id;
use crate::{
    cases::{
        api::{self, CasePage, Ending, JourneyStep, Shown, TimelineRow},
        rules::Track,
        texts,
    },
    consents::pages::CaseConsents,
    follow_ups::pages::CaseFollowUps,
    kernel::{code::Code, id::CaseId, swedish},
    lots::pages::CaseLots,
    meetings::pages::CaseMeetings,
    plans::pages::CasePlan,
    referrals::pages::CaseReferral,
    ui::{
        form::ActionButton,
        lang::{t, use_lang},
        parts::{Day, Head, Moment},
        state::loaded,
        view::use_today,
    },
    work_training::pages::CasePlacements,
};
use leptos::prelude::*;

#[component]
pub fn ShowPage() -> impl IntoView {
    let case = use_case_id();
    let page = Resource::new(move || case, api::open);
    loaded(move || page.into_future(), |p: CasePage| view! { <Case page=p/> }.into_any())
}

#[component]
fn Case(page: CasePage) -> impl IntoView {
    let lang = use_lang();
    let title = match (&page.name, page.age) {
        (Some(name), Some(age)) => format!("{name}, {}", texts::YEARS_OLD.with(lang, age)),
        (Some(name), None) => name.clone(),
        (None, _) => format!("{} {}", t(texts::CASE), page.number),
    };
    let crumb = if page.name.is_some() { page.number.clone() } else { String::new() };
    let mut lead = page.lead.clone();
    if !crumb.is_empty() {
        lead.insert(0, crumb);
    }
    let actions = view! {
        {page
            .participant
            .map(|id| view! { <a class="btn s" href=format!("/participants/{id}")>{t(texts::TO_PARTICIPANT)}</a> })}
        {page
            .may_close
            .then(|| view! { <a class="btn s" href=format!("/cases/{}/close", page.id)>{t(texts::CLOSE)}</a> })}
    }
    .into_any();
    view! {
        <Head title lead=lead.join(" · ") above=vec![("/cases".into(), t(texts::CASES).into())] actions/>
        <NoConsent shown=page.shown others=page.others_consent/>
        <Dormant page=page.clone()/>
        <WhoseTurn page=page.clone()/>
        <Ended ended=page.ended.clone()/>
        <Journey steps=page.journey.clone() track=page.track/>
        <Parts page=page.clone()/>
    }
    .into_any()
}

/// How it ended: reason, livelihood and what was written then, or the day alone.
#[component]
fn Ended(ended: Option<Ending>) -> impl IntoView {
    let (lang, today) = (use_lang(), use_today());
    ended.map(|e| {
        let livelihood: Vec<&str> = e.livelihood.iter().map(|l| l.words().get(lang)).collect();
        view! {
            <section class="sheet" aria-labelledby="ended">
                <h2 id="ended">{t(texts::ENDED)}</h2>
                <dl class="facts">
                    <dt>{t(texts::CLOSED_ON)}</dt>
                    <dd>
                        <Day day=e.on today/>
                    </dd>
                    {match e.reason {
                        Some(reason) => {
                            view! {
                                <dt>{t(texts::END_REASON)}</dt>
                                <dd>{reason.words().get(lang)}</dd>
                            }
                                .into_any()
                        }
                        None => view! { <dd class="none">{t(texts::ENDED_HIDDEN)}</dd> }.into_any(),
                    }}
                    {(!livelihood.is_empty())
                        .then(|| {
                            view! {
                                <dt>{t(texts::LIVELIHOOD)}</dt>
                                <dd>{swedish::list(lang, &livelihood)}</dd>
                            }
                        })}
                    {(!e.words.is_empty())
                        .then(|| {
                            view! {
                                <dt>{t(texts::END_WORDS)}</dt>
                                <dd>{e.words}</dd>
                            }
                        })}
                </dl>
            </section>
        }
    })
}

/// Each room's part of the page. A room shows nothing to those who may not see it.
#[component]
fn Parts(page: CasePage) -> impl IntoView {
    let case = page.id;
    view! {
        <div class="cols">
            <div class="stack">
                <CaseMeetings case/>
                <CasePlan case/>
                <CaseFollowUps case/>
                <CaseLots case/>
                <CasePlacements case/>
                <CaseReferral case/>
            </div>
            <div class="stack">
                <CaseConsents case/>
                <Timeline case rows=page.timeline more=page.more_events/>
            </div>
        </div>
    }
}

#[component]
fn NoConsent(shown: Shown, others: bool) -> impl IntoView {
    let words = match shown {
        Shown::Whole => return ().into_any(),
        Shown::Shell if others => t(texts::CONSENT_OF_OTHERS_SHELL),
        Shown::Shell => t(texts::NO_CONSENT_COORDINATOR),
        Shown::Referral => t(texts::NO_CONSENT_REFERRER),
    };
    let why = if others { texts::CONSENT_OF_OTHERS } else { texts::NO_CONSENT };
    view! {
        <div class="notice warning">
            <strong>{t(why)}</strong>
            " "
            {words}
        </div>
    }
    .into_any()
}

#[component]
fn Dormant(page: CasePage) -> impl IntoView {
    page.dormant.then(|| {
        let action = format!("/cases/{}/take-up", page.id);
        view! {
            <div class="notice info">
                <strong>{t(texts::DORMANT)}</strong>
                " "
                {t(texts::DORMANT_LEAD)}
                {page
                    .may_take_up
                    .then(|| view! { <ActionButton action label=t(texts::TAKE_UP) of=page.number.clone()/> })}
            </div>
        }
    })
}

#[component]
fn WhoseTurn(page: CasePage) -> impl IntoView {
    let (lang, today) = (use_lang(), use_today());
    let turn = page.turn;
    let late = turn.days_late(today);
    let step = turn.step.words().get(lang);
    let title = if page.my_turn {
        texts::YOUR_TURN.with(lang, step.to_lowercase())
    } else if page.state.is_live() {
        format!("{}{}", texts::THEIR_TURN.with(lang, turn.whose.words().get(lang)), step.to_lowercase())
    } else {
        step.to_owned()
    };
    let class = match (page.state.is_live() && !page.dormant, late > 0, page.my_turn) {
        (true, true, _) => "turn late",
        (true, false, true) => "turn",
        _ => "turn calm",
    };
    let due = turn.due.filter(|_| page.state.is_live() && !page.dormant).map(|due| {
        if late > 0 { swedish::days_late(lang, late) } else { texts::DUE.with(lang, swedish::day(lang, due, today)) }
    });
    view! {
        <div class=class>
            <div>
                <strong>{title}</strong>
                {due.map(|d| view! { <p>{d}</p> })}
                {(!page.queue_reason.is_empty())
                    .then(|| view! { <p class="meta">{t(texts::QUEUE_REASON)}" "{page.queue_reason}</p> })}
            </div>
        </div>
    }
}

#[component]
fn Journey(steps: Vec<JourneyStep>, track: Track) -> impl IntoView {
    let names = match track {
        Track::TeamMeeting => vec![
            texts::STEP_SUBMITTED,
            texts::STEP_QUEUE,
            texts::STEP_MEETING,
            texts::STEP_PLAN,
            texts::STEP_FOLLOW_UP,
            texts::STEP_CLOSED,
        ],
        Track::WorkTraining => vec![texts::STEP_SUBMITTED, texts::STEP_QUEUE, texts::STEP_CLOSED],
    };
    let today = use_today();
    let steps = steps
        .into_iter()
        .zip(names)
        .map(|(step, name)| {
            let class = if step.now {
                "now"
            } else if step.done {
                "done"
            } else {
                ""
            };
            view! {
                <li class=class aria-current=step.now.then_some("step")>
                    {t(name)}
                    {step.done.then(|| view! { " "<span class="vh">{t(texts::DONE)}</span> })}
                    {step.day.map(|day| view! { <small><Day day today/></small> })}
                </li>
            }
        })
        .collect_view();
    view! {
        <ol class="steps" aria-label=t(texts::JOURNEY)>
            {steps}
        </ol>
    }
}

#[component]
fn Timeline(case: CaseId, rows: Vec<TimelineRow>, more: bool) -> impl IntoView {
    view! {
        <section class="sheet" aria-labelledby="events">
            <h2 id="events">{t(texts::EVENTS)}</h2>
            {events_list(rows)}
            {more
                .then(|| {
                    view! {
                        <footer>
                            <a href=format!("/cases/{case}/events")>{t(texts::ALL_EVENTS)}</a>
                        </footer>
                    }
                })}
        </section>
    }
}

/// Entries of the timeline, the latest first.
pub fn events_list(rows: Vec<TimelineRow>) -> AnyView {
    let today = use_today();
    if rows.is_empty() {
        return view! { <p class="empty">{t(texts::NO_EVENTS)}</p> }.into_any();
    }
    let rows = rows
        .into_iter()
        .map(|row| view! { <li><Moment at=row.at today/>{row.words}<p class="meta">{row.by}</p></li> })
        .collect_view();
    view! { <ol class="tl">{rows}</ol> }.into_any()
}
