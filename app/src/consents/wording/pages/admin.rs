//! The texts as their administrator sees them.
use super::{
    super::{
        api::{self, Check, TextRow},
        forms,
        rules::{TextLanguage, TextVersion},
        texts,
    },
    Original, Wording, named,
};
use crate::{
    consents::rules::Purpose,
    kernel::{code::Code, error::AppError, swedish},
    organisation::pages::below_hub,
    ui::{
        fetch::{fetch, loaded},
        form::{Field, Form, Hidden, PostForm, TextArea, cancel},
        lang::{t, use_lang},
        params::{use_param, use_query},
        parts::{Head, Tag, Tone},
    },
};
use leptos::prelude::*;

fn below_texts(more: Vec<(String, String)>) -> Vec<(String, String)> {
    let mut above = below_hub(vec![("/admin/consent-texts".into(), t(texts::TEXTS).into())]);
    above.extend(more);
    above
}

fn address(purpose: Purpose, language: TextLanguage) -> String {
    format!("/admin/consent-texts/{purpose}/{language}")
}

/// "Dela uppgifter i teamet, arabiska".
fn name_of(row: &TextRow) -> String {
    let lang = use_lang();
    format!("{}, {}", swedish::sentence(row.purpose.words().get(lang)), row.language.words().get(lang))
}

#[component]
pub fn TextsPage() -> impl IntoView {
    let rows = fetch(|| (), |()| api::texts());
    view! {
        <Head title=t(texts::TEXTS) lead=t(texts::TEXTS_LEAD) above=below_hub(vec![])/>
        {loaded(rows, |rows: Vec<TextRow>| view! { <Rows rows caption=t(texts::LIST) in_use=true/> }.into_any())}
    }
}

/// A table of texts: those in use of all, or every version of one.
#[component]
fn Rows(rows: Vec<TextRow>, caption: &'static str, in_use: bool) -> impl IntoView {
    let lines = rows.into_iter().map(|row| view! { <Line row in_use/> }).collect_view();
    let purpose = in_use.then(|| view! { <th scope="col">{t(texts::LANGUAGE)}</th> });
    let first = if in_use { texts::PURPOSE } else { texts::VERSION };
    view! {
        <div class="sheet">
            <table class="work">
                <caption class="vh">{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t(first)}</th>
                        {purpose}
                        {in_use.then(|| view! { <th scope="col">{t(texts::VERSION)}</th> })}
                        <th scope="col">{t(texts::MADE_COLUMN)}</th>
                        <th scope="col">{t(texts::CHECK)}</th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
    }
}

#[component]
fn Line(row: TextRow, in_use: bool) -> impl IntoView {
    let lang = use_lang();
    let to = address(row.purpose, row.language);
    let first = match in_use {
        true => {
            let label = format!("{}: {}", row.purpose.words().get(lang), row.language.words().get(lang));
            view! { <a href=to aria-label=label>{row.purpose.words().get(lang)}</a> }.into_any()
        }
        false => view! { <a href=format!("{to}?version={}", row.version)>{row.version.to_string()}</a> }.into_any(),
    };
    let language = in_use.then(|| {
        let name = named(row.language, row.language.words().get(lang));
        view! { <td data-label=t(texts::LANGUAGE)>{name}</td> }
    });
    let version = in_use.then(|| {
        view! { <td data-label=t(texts::VERSION) class="nowrap">{row.version.to_string()}</td> }
    });
    view! {
        <tr>
            <td>{first}</td>
            {language}
            {version}
            <td data-label=t(texts::MADE_COLUMN)>{made(&row)}</td>
            <td data-label=t(texts::CHECK)>
                <Checked row/>
            </td>
        </tr>
    }
}

fn made(row: &TextRow) -> String {
    let lang = use_lang();
    match &row.made {
        None => t(texts::SHIPPED).to_owned(),
        Some((by, on)) => format!("{}, {by}", swedish::long_day(lang, *on)),
    }
}

#[component]
fn Checked(row: TextRow) -> impl IntoView {
    let tag = match row.check {
        Check::NotNeeded => view! { <span class="meta">{t(texts::NOT_NEEDED)}</span> }.into_any(),
        Check::Lacking => view! { <Tag tone=Tone::Soon words=t(texts::LACKING)/> }.into_any(),
        Check::Done { .. } => view! { <Tag tone=Tone::Ok words=t(texts::DONE)/> }.into_any(),
    };
    let behind = row.behind.then(|| view! { " "<Tag tone=Tone::Late words=t(texts::BEHIND)/> });
    view! {
        {tag}
        {behind}
    }
}

/// What the address says: whose text, and which version of it.
type Asked = (Result<Purpose, AppError>, Result<TextLanguage, AppError>, Option<TextVersion>);

fn use_asked(version: impl Fn() -> Option<TextVersion> + Copy + Send + Sync + 'static) -> impl Fn() -> Asked + Copy {
    let (purpose, language) = (use_param("purpose"), use_param("language"));
    move || (purpose(), language(), version())
}

async fn ask((purpose, language, version): Asked) -> Result<api::TextPage, AppError> {
    api::versions(purpose?, language?, version).await
}

#[component]
pub fn VersionsPage() -> impl IntoView {
    let version = use_query("version");
    let page = fetch(use_asked(move || version().parse().ok()), ask);
    loaded(page, |page: api::TextPage| view! { <Versions page/> }.into_any())
}

#[component]
fn Versions(page: api::TextPage) -> impl IntoView {
    let lang = use_lang();
    let api::TextPage { row, reading, in_use, versions } = page;
    let to = address(row.purpose, row.language);
    let actions = in_use.then(|| view! { <a class="btn" href=format!("{to}/new")>{t(texts::NEW)}</a> }.into_any());
    let standing = if in_use { texts::IN_USE } else { texts::EARLIER };
    let lead = format!("{} · {} · {}", texts::VERSION_IS.with(lang, row.version), t(standing), made(&row));
    let check = match &row.check {
        Check::NotNeeded => ().into_any(),
        Check::Done { by, on } => {
            let day = swedish::long_day(lang, *on);
            view! { <p>{texts::DONE_BY.with(lang, by)}" "<span class="meta">{day}</span></p> }.into_any()
        }
        Check::Lacking => {
            let sign = format!("{to}/checked/{}", row.version);
            view! {
                <div class="notice">
                    <strong>{t(texts::LACKING_LONG)}</strong>
                    <p><a href=sign>{t(texts::SIGN)}</a></p>
                </div>
            }
            .into_any()
        }
    };
    let text = reading.text.clone();
    let caption = t(texts::VERSIONS);
    let head = match actions {
        Some(actions) => view! { <Head title=name_of(&row) lead above=below_texts(vec![]) actions/> }.into_any(),
        None => view! { <Head title=name_of(&row) lead above=below_texts(vec![])/> }.into_any(),
    };
    view! {
        {head}
        {check}
        <section class="sheet paper">
            <Wording text/>
        </section>
        <Original reading/>
        <h2>{caption}</h2>
        <Rows rows=versions caption in_use=false/>
    }
}

#[component]
pub fn NewVersionPage() -> impl IntoView {
    let page = fetch(use_asked(|| None), ask);
    loaded(page, |page: api::TextPage| view! { <NewVersion page/> }.into_any())
}

#[component]
fn NewVersion(page: api::TextPage) -> impl IntoView {
    let api::TextPage { row, reading, .. } = page;
    let to = address(row.purpose, row.language);
    let above = below_texts(vec![(to.clone(), name_of(&row))]);
    let initial = vec![
        ("shown".to_owned(), row.version.to_string()),
        ("swedish".to_owned(), reading.swedish.as_ref().map(|s| s.version.to_string()).unwrap_or_default()),
        ("title".to_owned(), reading.text.title.clone()),
        ("body".to_owned(), reading.text.body.clone()),
    ];
    let warning = (!row.language.is_translation()).then(|| {
        view! {
            <div class="notice warning">
                <strong>{t(texts::NEW_SWEDISH)}</strong>
            </div>
        }
    });
    view! {
        <Head title=t(texts::NEW) lead=t(texts::NEW_LEAD) above/>
        {warning}
        <Original reading/>
        <PostForm form=forms::MakeText::PATH initial submit=t(texts::NEW) beside=cancel(to)>
            <Hidden name="shown"/>
            <Hidden name="swedish"/>
            <Field name="title" label=t(texts::TITLE)/>
            <TextArea name="body" label=t(texts::BODY) hint=t(texts::BODY_HINT) rows=20/>
        </PostForm>
    }
}

#[component]
pub fn SignPage() -> impl IntoView {
    let (purpose, language, version) = (use_param("purpose"), use_param("language"), use_param("version"));
    let page = fetch(
        move || (purpose(), language(), version()),
        |(purpose, language, version)| async move { api::versions(purpose?, language?, Some(version?)).await },
    );
    loaded(page, |page: api::TextPage| view! { <Sign page/> }.into_any())
}

#[component]
fn Sign(page: api::TextPage) -> impl IntoView {
    let api::TextPage { row, reading, .. } = page;
    let to = address(row.purpose, row.language);
    let back = format!("{to}?version={}", row.version);
    let above = below_texts(vec![(back.clone(), name_of(&row))]);
    let text = reading.text.clone();
    view! {
        <Head title=t(texts::SIGN) lead=t(texts::SIGN_LEAD) above/>
        <section class="sheet paper">
            <Wording text/>
        </section>
        <Original reading/>
        <PostForm form=forms::SignText::PATH submit=t(texts::SIGN) beside=cancel(back)>
            <Field name="checked_by" label=t(texts::CHECKER) hint=t(texts::CHECKER_HINT)/>
        </PostForm>
    }
}
