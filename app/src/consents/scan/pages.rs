//! The signed paper of a consent: shown, added, taken back.
use super::{
    api::{self, ScanMark, ScanShown, ScanView},
    forms,
    rules::TakeBackReason,
    texts,
};
use crate::{
    cases::pages::{CaseHead, use_case_id},
    kernel::{
        code::Code,
        id::{CaseId, ConsentId},
        lang::Lang,
        swedish,
    },
    ui::{
        fetch::{fetch, loaded},
        form::{Choices, FileField, Form, Hidden, PostForm, Refused, cancel},
        lang::{t, use_lang},
        params::use_param,
        state::Problem,
        view::use_today,
    },
};
use leptos::prelude::*;

/// What a file chooser offers first; what counts is read from the bytes.
const ACCEPT: &str = "application/pdf,image/jpeg,image/png";

/// The field for the scan where a consent is recorded: it can come later.
#[component]
pub fn ScanField() -> impl IntoView {
    view! { <FileField name="scan" label=t(texts::FIELD) hint=t(texts::FIELD_HINT_NEW) accept=ACCEPT optional=true/> }
}

/// In the list of consents: whether the scan is there, and the way to it.
pub fn mark(case: CaseId, consent: ConsentId, mark: ScanMark) -> impl IntoView {
    let at = format!("/cases/{case}/consents/{consent}/scan");
    let words = if mark.there { texts::MARK_THERE } else { texts::MARK_NOT_THERE };
    let link = match (mark.there, mark.may_see, mark.may_add) {
        (true, true, _) => Some((at, texts::OPEN)),
        (false, _, true) => Some((format!("{at}/new"), texts::ADD_LINK)),
        _ => None,
    };
    let link = link.map(|(href, words)| view! { " · "<a href=href>{t(words)}</a> });
    view! { " · "{t(words)}{link} }
}

/// Loads what the address names and shows it.
fn page(show: impl Fn(CaseId, ConsentId, ScanView) -> AnyView + Clone + Send + Sync + 'static) -> impl IntoView {
    let case = use_case_id();
    let consent = use_param::<ConsentId>("consent");
    let view = fetch(move || (case, consent()), |(case, consent)| async move { api::view(case, consent?).await });
    loaded(view, move |view: ScanView| match consent() {
        Ok(consent) => show(case, consent, view),
        Err(error) => view! { <Problem error/> }.into_any(),
    })
}

fn lead(lang: Lang, view: &ScanView) -> String {
    let lead = texts::LEAD.with(lang, view.purpose.words().get(lang));
    lead.replacen("{}", &swedish::long_day(lang, view.given_on), 1)
}

#[component]
pub fn ScanPage() -> impl IntoView {
    page(|case, consent, view| {
        let at = format!("/cases/{case}/consents/{consent}/scan");
        let lead = lead(use_lang(), &view);
        let body = match view.scan {
            None => view! {
                <section class="sheet">
                    <div class="body">
                        <p>{t(texts::NOT_THERE)}</p>
                        {view.may_add.then(|| view! { <p class="buttons"><a class="btn" href=format!("{at}/new")>{t(texts::ADD)}</a></p> })}
                    </div>
                </section>
            }
            .into_any(),
            Some(_) if !view.may_see => view! { <section class="sheet"><div class="body"><p>{t(texts::NOT_NOW)}</p></div></section> }.into_any(),
            Some(scan) => view! { <Paper at scan/> }.into_any(),
        };
        view! {
            <CaseHead case heading=view.heading title=t(texts::SCAN) lead/>
            {body}
        }
        .into_any()
    })
}

/// A picture stands on the page. A PDF is behind a link: in a frame that may run nothing no browser shows one, and in any
/// other it would come with the page, unasked.
#[component]
fn Paper(at: String, scan: ScanShown) -> impl IntoView {
    let (lang, today) = (use_lang(), use_today());
    let file = format!("{at}/file");
    let picture = scan.kind.is_picture();
    let shown = picture.then(|| view! { <p class="scan"><img src=file.clone() alt=t(texts::ALT)/></p> });
    let pdf_hint = (!picture).then(|| view! { <p>{t(texts::PDF_HINT)}</p> });
    let open = t(if picture { texts::OPEN_PICTURE } else { texts::OPEN_PDF });
    let added = swedish::moment_in_text(lang, scan.added_at, today);
    let about = [scan.kind.words().get(lang), &size(lang, scan.size), &scan.by, &added];
    let about = about.iter().fold(texts::ABOUT_FILE.get(lang).to_owned(), |words, part| words.replacen("{}", part, 1));
    view! {
        <section class="sheet" aria-label=t(texts::SCAN)>
            <div class="body">
                {shown}
                {pdf_hint}
                // not for the client's router: the file is no page
                <p class="buttons"><a class="btn s" href=file rel="external">{open}</a></p>
                <p class="meta">{about}" "{t(texts::OPEN_HINT)}</p>
            </div>
            <footer><a href=format!("{at}/take-back")>{t(texts::TAKE_BACK)}</a></footer>
        </section>
    }
}

/// In the unit that its file chooser showed.
fn size(lang: Lang, bytes: i32) -> String {
    let kilobytes = (bytes + 1_023) / 1_024;
    match kilobytes < 1_024 {
        true => format!("{kilobytes} kB"),
        false => {
            let tenths = (bytes + 52_428) / 104_858;
            format!("{}{}{} MB", tenths / 10, lang.pick(",", "."), tenths % 10)
        }
    }
}

#[component]
pub fn AddPage() -> impl IntoView {
    page(|case, consent, view| {
        let at = format!("/cases/{case}/consents/{consent}/scan");
        let lead = lead(use_lang(), &view);
        let body = if view.may_add {
            let beside = cancel(format!("/cases/{case}"));
            view! {
                <PostForm form=forms::AddScan::PATH submit=t(texts::ADD) beside multipart=true>
                    <FileField name="scan" label=t(texts::FIELD) hint=t(texts::FIELD_HINT) accept=ACCEPT/>
                </PostForm>
            }
            .into_any()
        } else {
            let why = t(if view.scan.is_some() { texts::ALREADY_THERE } else { texts::OVER });
            view! {
                <Refused form=forms::AddScan::PATH/>
                <p>{why}</p>
                <p class="buttons"><a href=at>{t(texts::SCAN)}</a></p>
            }
            .into_any()
        };
        view! {
            <CaseHead case heading=view.heading title=t(texts::ADD) lead/>
            {body}
        }
        .into_any()
    })
}

#[component]
pub fn TakeBackPage() -> impl IntoView {
    page(|case, consent, view| {
        let at = format!("/cases/{case}/consents/{consent}/scan");
        let lang = use_lang();
        let body = match view.scan {
            Some(scan) if view.may_see => {
                let initial = vec![("scan".to_owned(), scan.id.to_string())];
                let beside = cancel(at);
                view! {
                    <PostForm
                        form=forms::TakeBackScan::PATH
                        submit=t(texts::TAKE_BACK)
                        danger=true
                        initial
                        beside
                    >
                        <Hidden name="scan"/>
                        <Choices name="reason" label=t(texts::REASON) options=TakeBackReason::choices(lang)/>
                    </PostForm>
                }
                .into_any()
            }
            scan => {
                let why = t(if scan.is_some() { texts::NOT_NOW } else { texts::NOT_THERE });
                view! {
                    <Refused form=forms::TakeBackScan::PATH/>
                    <p>{why}</p>
                    <p class="buttons"><a href=at>{t(texts::SCAN)}</a></p>
                }
                .into_any()
            }
        };
        view! {
            <CaseHead case heading=view.heading title=t(texts::TAKE_BACK) lead=t(texts::TAKE_BACK_LEAD)/>
            {body}
        }
        .into_any()
    })
}
