//! The case: the next step first, then the way, then each room's part.
use super::{
    above_cases,
    bar::{TurnBar, step_in_bar},
    events::events_list,
    protected_line, use_case_id,
};
use crate::{
    access::Role,
    break_glass::{pages::Marks, texts as broken},
    cases::{
        api::{self, CasePage, Ending, MayClose, Shown, TimelineRow},
        journey::{JourneyStep, Reached, Station},
        rules::StateCode,
        texts,
        turn::Step,
    },
    consents::pages::CaseConsents,
    follow_ups::{
        api::{self as follow_ups, FollowUpsView},
        pages::CaseFollowUps,
    },
    kernel::{code::Code, id::CaseId, lang::Lang, swedish},
    lots::pages::CaseLots,
    meetings::{
        api::{self as meetings, CaseMeetingsView},
        pages::CaseMeetings,
    },
    plans::{
        api::{self as plans, PlanView},
        pages::CasePlan,
    },
    referrals::{
        api::{self as referrals, ReferralRow},
        pages::CaseReferral,
    },
    ui::{
        fetch::{Fetched, fetch, loaded},
        lang::{t, use_lang},
        parts::{Day, Head},
        view::{use_today, use_viewer},
    },
    work_training::{
        api::{self as work_training, CasePlacementRows},
        pages::CasePlacements,
    },
};
use leptos::prelude::*;

#[component]
pub fn ShowPage() -> impl IntoView {
    let case = use_case_id();
    let page = fetch(move || case, api::open);
    loaded(page, |p: CasePage| view! { <Case page=p/> }.into_any())
}

/// What the bar and the parts below it both show, asked for once. None: kept shut, so not asked for.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    pub referral: Fetched<ReferralRow>,
    pub meetings: Fetched<CaseMeetingsView>,
    pub plan: Option<Fetched<PlanView>>,
    pub follow_ups: Option<Fetched<FollowUpsView>>,
    pub placements: Option<Fetched<CasePlacementRows>>,
}

impl Asked {
    fn of(page: &CasePage) -> Self {
        let (case, whole) = (page.id, page.shown == Shown::Whole);
        // coordinators end a placement, with or without a consent in force
        let ends = page.shown != Shown::Whole && use_viewer().is_some_and(|v| v.has(Role::Coordinator));
        Asked {
            referral: fetch(move || case, referrals::of_case),
            meetings: fetch(move || case, meetings::case_meetings),
            plan: whole.then(|| fetch(move || case, plans::plan)),
            follow_ups: whole.then(|| fetch(move || case, follow_ups::case_follow_ups)),
            placements: (whole || ends).then(|| fetch(move || case, work_training::of_case)),
        }
    }
}

#[component]
fn Case(page: CasePage) -> impl IntoView {
    let lang = use_lang();
    let tab = format!("{} {}", t(texts::CASE), page.number);
    let title = match (&page.name, page.age) {
        (Some(name), Some(age)) => format!("{name}, {}", texts::YEARS_OLD.with(lang, age)),
        (Some(name), None) => name.clone(),
        (None, _) => tab.clone(),
    };
    let crumb = if page.name.is_some() { page.number.clone() } else { String::new() };
    let mut lead = page.lead.clone();
    if !crumb.is_empty() {
        lead.insert(0, crumb);
    }
    let asked = Asked::of(&page);
    let actions = view! {
        {page
            .participant
            .map(|id| view! { <a class="btn s" href=format!("/participants/{id}")>{t(texts::TO_PARTICIPANT)}</a> })}
        {(page.may_close == MayClose::Yes && step_in_bar(&page) != Some(Step::Close))
            .then(|| view! { <a class="btn s" href=format!("/cases/{}/close", page.id)>{t(texts::CLOSE)}</a> })}
    }
    .into_any();
    view! {
        <Head title tab lead=lead.join(" · ") above=vec![above_cases()] actions/>
        {protected_line(page.protected)}
        <Marks rows=page.broken.clone()/>
        <NoConsent page=page.clone()/>
        <TurnBar page=page.clone() asked/>
        {(page.may_close == MayClose::AfterTraining)
            .then(|| view! { <p class="meta after">{t(texts::CLOSE_AFTER_TRAINING)}</p> })}
        <Ended ended=page.ended.clone()/>
        <Journey steps=page.journey.clone()/>
        <Parts page=page.clone() asked/>
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

/// Each room's part of the page, in the order in which the state needs them. A room shows nothing to those who may not
/// see it, and what the case's own answer keeps shut is not asked for.
#[component]
fn Parts(page: CasePage, asked: Asked) -> impl IntoView {
    let case = page.id;
    let in_bar = step_in_bar(&page);
    let meetings = move || view! { <CaseMeetings case meetings=asked.meetings in_bar/> }.into_any();
    let referral = move || view! { <CaseReferral referral=asked.referral in_bar/> }.into_any();
    let plan = move || asked.plan.map(|plan| view! { <CasePlan plan in_bar/> }.into_any());
    let follow_ups = move || asked.follow_ups.map(|found| view! { <CaseFollowUps found in_bar/> }.into_any());
    let later = move || {
        let lots = (page.shown == Shown::Whole).then(|| view! { <CaseLots case/> }.into_any());
        let placements = asked.placements.map(|rows| view! { <CasePlacements case rows in_bar/> }.into_any());
        [lots, placements]
    };
    let parts: Vec<AnyView> = match page.state {
        StateCode::Submitted | StateCode::CompletionRequested | StateCode::Returned | StateCode::Withdrawn => {
            [Some(referral()), Some(meetings()), plan(), follow_ups()].into_iter().chain(later()).flatten().collect()
        }
        StateCode::InQueue | StateCode::Booked => {
            [Some(meetings()), plan(), follow_ups(), Some(referral())].into_iter().chain(later()).flatten().collect()
        }
        StateCode::Met | StateCode::PlanEstablished | StateCode::Closed => {
            let first = [Some(meetings()), plan(), follow_ups()].into_iter();
            first.chain(later()).chain([Some(referral())]).flatten().collect()
        }
    };
    view! {
        <div class="cols case">
            <div class="aside">
                <CaseConsents case/>
            </div>
            <div class="stack">{parts}</div>
            <div class="past">
                <Timeline case rows=page.timeline more=page.more_events/>
            </div>
        </div>
    }
}

#[component]
fn NoConsent(page: CasePage) -> impl IntoView {
    let others = page.others_consent;
    let words = match page.shown {
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
            {page
                .may_break
                .then(|| {
                    let address = format!("/cases/{}/without-consent", page.id);
                    view! { <p><a href=address>{t(broken::OPEN)}</a></p> }
                })}
        </div>
    }
    .into_any()
}

/// A step's name; of one that the case never came to, that it did not.
fn step_words(lang: Lang, step: &JourneyStep) -> String {
    match (step.reached, step.station, step.months) {
        (Reached::Never, Station::Meeting, _) => texts::NO_MEETING.get(lang).to_owned(),
        (Reached::Never, Station::Plan, _) => texts::NO_PLAN.get(lang).to_owned(),
        (Reached::Never, Station::FollowUp, _) => texts::NO_FOLLOW_UP.get(lang).to_owned(),
        (_, Station::FollowUp, Some(months)) => texts::STEP_FOLLOW_UP.with(lang, months),
        (_, station, _) => station.words().get(lang).to_owned(),
    }
}

#[component]
fn Journey(steps: Vec<JourneyStep>) -> impl IntoView {
    let (lang, today) = (use_lang(), use_today());
    let steps = steps
        .into_iter()
        .map(|step| {
            let (done, now) = (step.reached == Reached::Done, step.reached == Reached::Now);
            let class = match step.reached {
                Reached::Done => "done",
                Reached::Now => "now",
                Reached::Coming => "",
                Reached::Never => "never",
            };
            view! {
                <li class=class aria-current=now.then_some("step")>
                    {step_words(lang, &step)}
                    {done.then(|| view! { " "<span class="vh">{step.reached.words().get(lang)}</span> })}
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

/// So many of the latest events stand open; the others are folded.
const OPEN_EVENTS: usize = 5;

#[component]
fn Timeline(case: CaseId, mut rows: Vec<TimelineRow>, more: bool) -> impl IntoView {
    let earlier = rows.split_off(rows.len().min(OPEN_EVENTS));
    let folded = (!earlier.is_empty()).then(|| {
        let words = texts::EARLIER_EVENTS.with(use_lang(), earlier.len());
        view! {
            <details class="fold">
                <summary>{words}</summary>
                {events_list(earlier)}
            </details>
        }
    });
    view! {
        <section class="sheet" aria-labelledby="events">
            <h2 id="events">{t(texts::EVENTS)}</h2>
            {events_list(rows)}
            {folded}
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
