//! Adding, changing and marking an activity.
use super::{between, id_in_path};
use crate::{
    cases::pages::{CaseHead, above_case},
    kernel::{
        code::Code,
        id::{ActivityId, CaseId},
        swedish,
    },
    organisation::rules::Party,
    plans::{
        api::{self, ActivityDraft, ActivityRow, MarkView},
        forms,
        rules::{ActivityStatus, DecisionOutcome, Responsible},
        texts,
    },
    ui::{
        fetch::{fetch, loaded},
        form::{Choices, Confirm, Field, Form, Group, GroupedSelect, Hidden, PostForm, Select, TextArea, cancel},
        lang::{t, use_lang},
        parts::Head,
    },
};
use leptos::prelude::*;

#[component]
pub fn AddActivityPage() -> impl IntoView {
    let case = id_in_path::<CaseId>("id");
    let form = fetch(|| (), move |()| api::activity_form(case, None));
    loaded(form, move |form: ActivityDraft| {
        view! {
            <CaseHead case heading=form.heading title=t(texts::ADD) between=between(case)/>
            <PostForm form=forms::AddActivity::PATH submit=t(texts::ADD) beside=back(case)>
                <Fields places=form.places.clone()/>
            </PostForm>
        }
        .into_any()
    })
}

#[component]
pub fn ChangeActivityPage() -> impl IntoView {
    let (case, activity) = (id_in_path::<CaseId>("id"), id_in_path::<ActivityId>("activity"));
    let form = fetch(|| (), move |()| api::activity_form(case, Some(activity)));
    loaded(form, move |form: ActivityDraft| {
        let mut initial = form.activity.map(stored).unwrap_or_default();
        initial.push(("revision".into(), form.revision.to_string()));
        view! {
            <CaseHead case heading=form.heading title=t(texts::CHANGE_ACTIVITY) between=between(case)/>
            <PostForm form=forms::ChangeActivity::PATH initial submit=t(texts::SAVE) beside=back(case)>
                <Hidden name="revision"/>
                <Fields places=form.places.clone()/>
            </PostForm>
        }
        .into_any()
    })
}

fn back(case: CaseId) -> AnyView {
    view! { <a href=format!("/cases/{case}/plan")>{t(texts::BACK_TO_PLAN)}</a> }.into_any()
}

fn stored(a: ActivityRow) -> crate::ui::form::Pairs {
    let day = |day: Option<_>| day.map(swedish::iso).unwrap_or_default();
    let mut values = vec![
        ("text", a.text),
        ("responsible", a.responsible.code().to_owned()),
        ("place", a.place_value),
        ("person", a.person),
        ("due", day(a.due)),
        ("asked_on", day(a.asked_on)),
    ];
    if a.needs_decision {
        values.push(("needs_decision", "yes".to_owned()));
    }
    values.into_iter().map(|(n, v)| (n.to_owned(), v)).collect()
}

#[component]
fn Fields(places: Vec<(Party, Vec<(String, String)>)>) -> impl IntoView {
    let lang = use_lang();
    // the codes of the parties are those of who can answer for an activity
    let group = |(party, options): (Party, _)| Group {
        value: party.code().to_owned(),
        words: party.words().get(lang).to_owned(),
        options,
    };
    let groups: Vec<_> = places.into_iter().map(group).collect();
    let decision = vec![("yes".to_owned(), t(texts::NEEDS_DECISION).to_owned())];
    view! {
        <TextArea name="text" label=t(texts::TEXT) rows=3/>
        <Select name="responsible" label=t(texts::RESPONSIBLE) options=Responsible::choices(lang)/>
        <GroupedSelect
            name="place"
            label=t(texts::PLACE)
            hint=t(texts::PLACE_HINT)
            groups
            by="responsible"
            optional=true
        />
        <Field name="person" label=t(texts::PERSON) width="w-m" optional=true/>
        <Field name="due" label=t(texts::DUE) kind="date" width="w-s" optional=true/>
        <Confirm name="due_confirmed" label=t(texts::DUE_SO)/>
        <Choices
            name="needs_decision"
            label=t(texts::DECISION)
            hint=t(texts::NEEDS_DECISION_HINT)
            options=decision
            many=true
        />
        <Field name="asked_on" label=t(texts::ASKED_ON) kind="date" width="w-s" optional=true/>
        <Confirm name="confirmed" label=t(texts::UNCONSENTED_OK)/>
    }
}

#[component]
pub fn MarkActivityPage() -> impl IntoView {
    let (case, activity) = (id_in_path::<CaseId>("id"), id_in_path::<ActivityId>("activity"));
    let marked = fetch(|| (), move |()| api::activity(case, activity));
    loaded(marked, move |v: MarkView| view! { <Mark case marked=v/> }.into_any())
}

#[component]
fn Mark(case: CaseId, marked: MarkView) -> impl IntoView {
    let lang = use_lang();
    let MarkView { heading, activity: a, may_open_case } = marked;
    let day = |day: Option<_>| day.map(swedish::iso).unwrap_or_default();
    let initial = vec![
        ("status".to_owned(), a.status.code().to_owned()),
        ("was".to_owned(), a.status.code().to_owned()),
        ("reason".to_owned(), a.reason.clone()),
        ("asked_on".to_owned(), day(a.asked_on)),
        ("outcome".to_owned(), a.outcome.map(|o| o.code().to_owned()).unwrap_or_default()),
        ("decided_on".to_owned(), day(a.decided_on)),
    ];
    let leads_back = if may_open_case { format!("/cases/{case}") } else { "/activities".to_owned() };
    let above = if may_open_case {
        above_case(case, &heading.number)
    } else {
        vec![("/activities".to_owned(), t(texts::ACTIVITIES).to_owned())]
    };
    let about = heading.who.map_or_else(|| heading.number.clone(), |who| format!("{who} · {}", heading.number));
    let mut lead = vec![a.responsible.words().get(lang).to_owned()];
    lead.extend([a.person, a.place].into_iter().filter(|w| !w.is_empty()));
    lead.extend(a.due.map(|d| texts::DUE_ON.with(lang, swedish::long_day(lang, d))));
    view! {
        <Head title=t(texts::ACTIVITY) about lead=lead.join(" · ") above/>
        <p>
            <strong>{a.text}</strong>
        </p>
        <PostForm form=forms::MarkActivity::PATH initial submit=t(texts::SAVE) beside=cancel(leads_back)>
            <Hidden name="was"/>
            <Choices name="status" label=t(texts::STATUS) options=ActivityStatus::choices(lang)/>
            <TextArea name="reason" label=t(texts::REASON) hint=t(texts::REASON_HINT) rows=3/>
            // made here, inside the form: a field belongs to the form around it
            {a.needs_decision.then(|| view! { <DecisionFields/> })}
        </PostForm>
    }
}

#[component]
fn DecisionFields() -> impl IntoView {
    let lang = use_lang();
    view! {
        <Field name="asked_on" label=t(texts::ASKED_ON) kind="date" width="w-s" optional=true/>
        <Select name="outcome" label=t(texts::OUTCOME) options=DecisionOutcome::choices(lang) optional=true/>
        <Field name="decided_on" label=t(texts::DECIDED_ON) kind="date" width="w-s" optional=true/>
    }
}
