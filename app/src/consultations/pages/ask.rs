//! The form of a new question, with examples to begin with.
use super::{Cautions, above, texts};
use crate::{
    consultations::{
        api::{self, NewForm},
        forms,
        rules::{AgeBand, templates::Template},
    },
    kernel::code::Code,
    organisation::rules::Party,
    ui::{
        fetch::{fetch, loaded},
        form::{Choices, Form, Hidden, PostForm, Select, TextArea, cancel},
        lang::{t, use_lang},
        parts::Head,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

#[component]
pub fn NewPage() -> impl IntoView {
    let query = use_query_map();
    // an example is chosen by an address that is loaded whole: what is typed here would else be lost unasked
    let template = query.with_untracked(|q| q.get("template").and_then(|code| Template::from_code(&code).ok()));
    let form = fetch(|| (), |()| api::form());
    loaded(form, move |form: NewForm| view! { <Ask form template/> }.into_any())
}

#[component]
fn Ask(form: NewForm, template: Option<Template>) -> impl IntoView {
    let lang = use_lang();
    let NewForm { units, districts } = form;
    let only = units.first().filter(|_| units.len() == 1).map(|u| ("unit".to_owned(), u.0.clone()));
    let one = only.is_some();
    let mut initial: Vec<(String, String)> = only.into_iter().collect();
    if let Some(template) = template {
        initial.push(("situation".to_owned(), template.situation().get(lang).to_owned()));
        initial.push(("question".to_owned(), template.question().get(lang).to_owned()));
    }
    view! {
        <Head title=t(texts::NEW) lead=t(texts::NEW_LEAD) above=above()/>
        <Examples/>
        <PostForm form=forms::NewConsultation::PATH initial submit=t(texts::ASK) beside=cancel("/consultations")>
            {if one {
                view! { <Hidden name="unit"/> }.into_any()
            } else {
                view! { <Choices name="unit" label=t(texts::UNIT) options=units.clone()/> }.into_any()
            }}
            <Choices name="age_band" label=t(texts::AGE_BAND) options=AgeBand::choices(lang) across=true/>
            <Select
                name="district"
                label=t(texts::DISTRICT)
                hint=t(texts::DISTRICT_HINT)
                options=districts.clone()
                optional=true
            />
            <Choices
                name="parties"
                label=t(texts::PARTIES)
                hint=t(texts::PARTIES_HINT)
                options=Party::choices(lang)
                many=true
                optional=true
            />
            <TextArea name="situation" label=t(texts::SITUATION) hint=t(texts::SITUATION_HINT) rows=9/>
            <TextArea name="question" label=t(texts::QUESTION) rows=3/>
            <Cautions/>
        </PostForm>
    }
}

#[component]
fn Examples() -> impl IntoView {
    let lang = use_lang();
    let examples = Template::ALL
        .iter()
        .map(|template| {
            let title = template.words().get(lang);
            view! {
                <li>
                    <strong>{title}</strong>
                    " "
                    {template.question().get(lang)}
                    " "
                    <a href=format!("/consultations/new?template={template}") rel="external">
                        {t(texts::BEGIN_WITH)}
                        <span class="vh">": "{title}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <details class="more">
            <summary>{t(texts::TEMPLATES)}</summary>
            <div>
                <p>{t(texts::TEMPLATES_LEAD)}</p>
                <ul>{examples}</ul>
            </div>
        </details>
    }
}
