//! The plan on the case page, on a page of its own, and when it is established.
use super::{
    between, id_in_path,
    parts::{Activities, Goal},
};
use crate::{
    cases::{pages::CaseHead, turn::Step},
    kernel::{code::Code, id::CaseId},
    plans::{
        api::{self, PlanView},
        forms::{self, Then},
        rules::GoalKind,
        texts,
    },
    ui::{
        fetch::{Fetched, fetch, loaded, section},
        form::{Choices, Form, Hidden, PostForm, Refused, TextArea},
        lang::{t, use_lang},
        parts::{NoneYet, Tag, Tone},
    },
};
use leptos::prelude::*;

/// The plan as a part of the case page. Nothing where there is none and the reader can't write one.
#[component]
pub fn CasePlan(plan: Fetched<PlanView>, in_bar: Option<Step>) -> impl IntoView {
    section(plan, move |plan: PlanView| match (plan.written, plan.may_write) {
        (true, _) => {
            let in_bar = in_bar == Some(Step::EstablishPlan) && !plan.activities.is_empty();
            let plan = PlanView { may_establish: plan.may_establish && !in_bar, ..plan };
            view! { <PlanSheet plan/> }.into_any()
        }
        (false, true) => {
            let write = (in_bar != Some(Step::EstablishPlan)).then(|| {
                view! { <a class="btn s small" href=format!("/cases/{}/plan", plan.case)>{t(texts::WRITE)}</a> }
            });
            let actions = write.into_any();
            view! { <NoneYet id="plan-h" title=t(texts::PLAN) words=t(texts::NOTHING_YET) actions/> }.into_any()
        }
        (false, false) => ().into_any(),
    })
}

/// The plan as it stands, with nothing to do in it; that there is none.
#[component]
pub fn PlanToRead(plan: PlanView) -> impl IntoView {
    if !plan.written {
        return view! { <NoneYet id="plan-h" title=t(texts::PLAN) words=t(texts::NOTHING_YET)/> }.into_any();
    }
    view! {
        <section class="sheet" aria-labelledby="plan-h">
            <header>
                <h2 id="plan-h">{t(texts::PLAN)} " " <DraftTag plan=plan.clone()/></h2>
            </header>
            <Goal plan=plan.clone()/>
            <Activities plan/>
        </section>
    }
    .into_any()
}

#[component]
fn PlanSheet(plan: PlanView) -> impl IntoView {
    let case = plan.case;
    let to_page = plan
        .may_write
        .then(|| view! { <a class="btn s small" href=format!("/cases/{case}/plan")>{t(texts::CHANGE)}</a> });
    view! {
        <section class="sheet" aria-labelledby="plan-h">
            <header>
                <h2 id="plan-h">{t(texts::PLAN)} " " <DraftTag plan=plan.clone()/></h2>
                <div class="actions">{to_page}</div>
            </header>
            <Goal plan=plan.clone()/>
            <Activities plan=plan.clone()/>
            <PlanFooter plan ways=true/>
        </section>
    }
}

#[component]
fn DraftTag(plan: PlanView) -> impl IntoView {
    match (plan.written, plan.established.is_some()) {
        (true, false) => view! { <Tag tone=Tone::Plain words=t(texts::DRAFT)/> }.into_any(),
        (true, true) => view! { <Tag tone=Tone::Ok words=t(texts::ESTABLISHED_TAG)/> }.into_any(),
        (false, _) => ().into_any(),
    }
}

/// What can be done with the plan as a whole. Where its goal stands as a form, the ways on are buttons of that form.
#[component]
fn PlanFooter(plan: PlanView, ways: bool) -> impl IntoView {
    let case = plan.case;
    let link = |words: &'static str, to: &str, class: &'static str| {
        view! { <a class=class href=format!("/cases/{case}/{to}")>{words}</a> " " }
    };
    let links = vec![
        (plan.may_establish && ways).then(|| link(t(texts::ESTABLISH), "plan/establish", "btn small")),
        (plan.may_write && ways).then(|| link(t(texts::ADD), "activities/new", "btn s small")),
        plan.written.then(|| link(t(texts::PRINT), "plan/print", "btn s small")),
        plan.has_revisions.then(|| link(t(texts::HISTORY), "plan/revisions", "btn s small")),
    ];
    let any = links.iter().any(Option::is_some);
    any.then(|| view! { <footer class="screen-only">{links}</footer> })
}

/// The plan on a page of its own, with the form for those who write it.
#[component]
pub fn PlanPage() -> impl IntoView {
    let case = id_in_path::<CaseId>("id");
    let plan = fetch(|| (), move |()| api::plan(case));
    loaded(plan, |plan: PlanView| view! { <Plan plan/> }.into_any())
}

#[component]
fn Plan(plan: PlanView) -> impl IntoView {
    let ways = !plan.may_write;
    let form = plan.may_write.then(|| view! { <GoalForm plan=plan.clone()/> });
    let goal = (!plan.may_write && plan.written).then(|| view! { <Goal plan=plan.clone()/> });
    view! {
        <CaseHead case=plan.case heading=plan.heading.clone() title=t(texts::PLAN)/>
        {form}
        <section class="sheet" aria-labelledby="activities-h">
            <header>
                <h2 id="activities-h">{t(texts::ACTIVITIES)} " " <DraftTag plan=plan.clone()/></h2>
            </header>
            {goal}
            <Activities plan=plan.clone()/>
            <PlanFooter plan ways/>
        </section>
    }
}

#[component]
fn GoalForm(plan: PlanView) -> impl IntoView {
    let lang = use_lang();
    // a link would leave what is typed behind
    let and_then = |then: Then| {
        view! { <button class="btn s" name="then" value=then.code()>{then.words().get(lang)}</button> }
    };
    let establish = (plan.may_establish && !plan.activities.is_empty()).then(|| and_then(Then::Establish));
    let beside = view! { {and_then(Then::AddActivity)} {establish} }.into_any();
    let initial = vec![
        ("kind".to_owned(), plan.goal_kind.map(|k| k.code().to_owned()).unwrap_or_default()),
        ("goal".to_owned(), plan.goal),
        ("own_words".to_owned(), plan.own_words),
        ("revision".to_owned(), plan.revision.to_string()),
    ];
    view! {
        <h2>{t(texts::CHANGE_GOAL)}</h2>
        <PostForm form=forms::WritePlan::PATH initial submit=t(texts::SAVE) beside>
            <Hidden name="revision"/>
            <Choices name="kind" label=t(texts::GOAL_KIND) options=GoalKind::choices(lang)/>
            <TextArea name="goal" label=t(texts::GOAL) hint=t(texts::GOAL_HINT) rows=3/>
            <TextArea
                name="own_words"
                label=t(texts::OWN_WORDS)
                hint=t(texts::OWN_WORDS_HINT)
                optional=true
                rows=3
            />
        </PostForm>
    }
}

/// Read through once more, and establish.
#[component]
pub fn EstablishPlanPage() -> impl IntoView {
    let case = id_in_path::<CaseId>("id");
    let plan = fetch(|| (), move |()| api::plan(case));
    loaded(plan, |plan: PlanView| view! { <Establish plan/> }.into_any())
}

#[component]
fn Establish(plan: PlanView) -> impl IntoView {
    let initial = vec![("revision".to_owned(), plan.revision.to_string())];
    let to_plan = format!("/cases/{}/plan", plan.case);
    let beside = view! { <a href=to_plan>{t(texts::BACK_TO_PLAN)}</a> }.into_any();
    let form = if plan.may_write {
        view! {
            <PostForm form=forms::EstablishPlan::PATH initial submit=t(texts::ESTABLISH) beside>
                <Hidden name="revision"/>
            </PostForm>
        }
        .into_any()
    } else {
        view! { <Refused form=forms::EstablishPlan::PATH/> }.into_any()
    };
    let mut shown = PlanView { may_write: false, may_establish: false, ..plan.clone() };
    shown.activities.iter_mut().for_each(|a| a.may_mark = false);
    view! {
        <CaseHead
            case=plan.case
            heading=plan.heading.clone()
            title=t(texts::ESTABLISH)
            lead=t(texts::ESTABLISH_LEAD)
            between=between(plan.case)
        />
        <section class="sheet" aria-labelledby="plan-h">
            <h2 id="plan-h">{t(texts::PLAN)}</h2>
            <Goal plan=shown.clone()/>
            <Activities plan=shown/>
        </section>
        {form}
    }
}
