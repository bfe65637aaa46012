//! Asking for work training: from a case, or for a person who comes another way; and the case page's own part.
use super::{HUB, Lines, back, below_hub};
use crate::{
    cases::{pages::CaseHead, turn::Step},
    kernel::{code::Code, id::CaseId},
    participants::rules::Gender,
    ui::{
        fetch::{Fetched, fetch, loaded, section},
        form::{Choices, Field, Form, Hidden, PostForm, Select, TextArea},
        lang::{t, use_lang},
        params::use_param,
        parts::{Head, NoneYet},
    },
    work_training::{
        api::{self, CasePlacementRows, RequestRow as Page},
        forms,
        rules::Entry,
        texts,
    },
};
use leptos::prelude::*;

#[component]
pub fn RequestPage() -> impl IntoView {
    let id = use_param::<CaseId>("id");
    let request = fetch(id, |id| async move { Ok((id.clone()?, api::request_page(id?).await?)) });
    loaded(request, |(case, page): (CaseId, Page)| {
        if let Some(why) = page.refused {
            return view! {
                <CaseHead case heading=page.heading title=t(texts::ASK)/>
                <p>{t(why.words())}</p>
            }
            .into_any();
        }
        let activities = page.activities;
        let beside = back(format!("/cases/{case}"));
        view! {
            <CaseHead case heading=page.heading title=t(texts::ASK) lead=t(texts::ASK_LEAD)/>
            <PostForm form=forms::Request::PATH submit=t(texts::ASK) beside>
                // made here, inside the form: a field belongs to the form around it
                {if activities.is_empty() {
                    view! { <Hidden name="activity"/> }.into_any()
                } else {
                    view! {
                        <Select
                            name="activity"
                            label=t(texts::ACTIVITY)
                            options=activities
                            hint=t(texts::ACTIVITY_HINT)
                            optional=true
                        />
                    }
                        .into_any()
                }}
                <TextArea name="wishes" label=t(texts::WISHES) hint=t(texts::WISHES_HINT) optional=true/>
            </PostForm>
        }
        .into_any()
    })
}

#[component]
pub fn AddPlacementPage() -> impl IntoView {
    let lang = use_lang();
    let entries = Entry::ALL.iter().filter(|e| **e != Entry::FinsamTeam);
    let entries: Vec<_> = entries.map(|e| (e.code().to_owned(), e.words().get(lang).to_owned())).collect();
    view! {
        <Head title=t(texts::ADD_PLACEMENT) lead=t(texts::ADD_PLACEMENT_LEAD) above=below_hub(vec![])/>
        <PostForm form=forms::AddPlacement::PATH submit=t(texts::ADD_PLACEMENT) beside=back(HUB)>
            <Field
                name="identity_number"
                label=t(texts::IDENTITY)
                hint=t(texts::IDENTITY_HINT)
                inputmode="numeric"
                width="w-m"
            />
            <Field name="given_name" label=t(texts::GIVEN_NAME) width="w-m"/>
            <Field name="family_name" label=t(texts::FAMILY_NAME) width="w-m"/>
            <Choices name="gender" label=t(texts::GENDER) options=Gender::choices(lang) across=true/>
            <Choices name="entry" label=t(texts::ENTRY) options=entries/>
            <TextArea name="wishes" label=t(texts::WISHES) hint=t(texts::WISHES_HINT) optional=true/>
        </PostForm>
    }
}

/// Where work training is asked for.
pub fn request_address(case: CaseId) -> String {
    forms::Request::PATH.replace("{id}", &case.to_string())
}

/// A case's work training, on its page.
#[component]
pub fn CasePlacements(case: CaseId, rows: Fetched<CasePlacementRows>, in_bar: Option<Step>) -> impl IntoView {
    section(rows, move |page: CasePlacementRows| {
        let may_request = page.may_request && in_bar != Some(Step::AskForTraining);
        let ask = may_request
            .then(|| view! { <a class="btn s small" href=request_address(case)>{t(texts::ASK)}</a> }.into_any());
        let nothing = ask.is_none() && !page.protected;
        match page.rows.is_empty() {
            true if nothing => ().into_any(),
            true => {
                let words = t(if page.protected { texts::PROTECTED } else { texts::NONE_ASKED });
                let title = t(texts::WORK_TRAINING);
                let actions = ask.unwrap_or_else(|| ().into_any());
                view! { <NoneYet id="work-training" title words actions/> }.into_any()
            }
            false => view! {
                <section class="sheet" aria-labelledby="work-training">
                    <h2 id="work-training">{t(texts::WORK_TRAINING)}</h2>
                    <Lines rows=page.rows caption=t(texts::WORK_TRAINING)/>
                    {ask.map(|ask| view! { <footer>{ask}</footer> })}
                </section>
            }
            .into_any(),
        }
    })
}
