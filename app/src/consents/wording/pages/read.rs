//! A text to read with the participant or to print, and the one that was agreed to.
use super::{
    super::{
        api::{self, AgreedTo, Reading},
        rules::TextLanguage,
        texts,
    },
    Original, Wording, named,
};
use crate::{
    cases::pages::{CaseHead, use_case_id},
    consents::rules::Purpose,
    kernel::{code::Code, swedish},
    organisation::rules::Party,
    ui::{
        fetch::{fetch, loaded},
        lang::{t, use_lang},
        params::{use_param, use_query_code},
        parts::{Head, PrintButton},
    },
};
use leptos::prelude::*;

/// The text in use, in the language that the address names.
#[component]
pub fn TextPage() -> impl IntoView {
    let purpose = use_param::<Purpose>("purpose");
    let language = use_query_code::<TextLanguage>("language");
    let asked = move || (purpose(), language().unwrap_or(TextLanguage::Swedish));
    let reading = fetch(asked, |(purpose, language)| async move { api::text(purpose?, language).await });
    loaded(reading, |reading: Reading| view! { <Text reading/> }.into_any())
}

#[component]
fn Text(reading: Reading) -> impl IntoView {
    let lang = use_lang();
    let text = reading.text.clone();
    let (purpose, language) = (text.purpose, text.language);
    let languages = TextLanguage::ALL
        .iter()
        .map(|l| {
            let here = (*l == language).then_some("page");
            let address = format!("/consent-texts/{purpose}?language={l}");
            let name = named(*l, l.words().get(lang));
            view! { <li><a href=address aria-current=here hreflang=l.tag()>{name}</a></li> }
        })
        .collect_view();
    let others = Purpose::ALL
        .iter()
        .filter(|p| **p != purpose)
        .map(|p| {
            let address = format!("/consent-texts/{p}?language={language}");
            view! { <li><a href=address>{texts::OTHER.with(lang, p.words().get(lang))}</a></li> }
        })
        .collect_view();
    let actions = view! { <PrintButton/> }.into_any();
    let title = format!("{}: {}", t(texts::TEXTS), purpose.words().get(lang));
    view! {
        <Head title lead=t(texts::HANDLER_LEAD) actions/>
        <nav class="screen-only" aria-label=t(texts::LANGUAGES)>
            <ul class="ways">{languages}</ul>
        </nav>
        <section class="sheet paper">
            <Wording text/>
            <Paper purpose language/>
            <p class="meta">{texts::VERSION_IS.with(lang, reading.text.version)}" · "{language.words().get(lang)}</p>
        </section>
        <Original reading/>
        <nav class="screen-only" aria-label=t(texts::PURPOSES)>
            <ul>{others}</ul>
        </nav>
    }
}

/// Room for answers and a signature, on paper.
#[component]
fn Paper(purpose: Purpose, language: TextLanguage) -> impl IntoView {
    let words = texts::paper(language);
    let boxes = move || format!("☐ {}    ☐ {}", words.yes, words.no);
    let answers = match purpose {
        Purpose::ShareInTeam => {
            let rows = Party::ALL
                .iter()
                .map(|p| {
                    let name = p.words().get(crate::kernel::lang::Lang::Sv);
                    view! { <tr><th scope="row" lang="sv" dir="ltr">{name}</th><td class="nowrap">{boxes()}</td></tr> }
                })
                .collect_view();
            view! { <table class="answers"><caption>{words.parties}</caption><tbody>{rows}</tbody></table> }.into_any()
        }
        Purpose::RegisterInSus | Purpose::Survey => view! { <p class="answers">{boxes()}</p> }.into_any(),
    };
    let lines = [words.name, words.date, words.signature, words.interpreter]
        .map(|label| view! { <p class="line">{label}</p> })
        .collect_view();
    view! {
        <div class="sign print-only" lang=language.tag() dir=language.direction()>
            {answers}
            {lines}
        </div>
    }
}

/// The text that a consent of a case was given to.
#[component]
pub fn AgreedToPage() -> impl IntoView {
    let case = use_case_id();
    let consent = use_param("consent");
    let agreed =
        fetch(move || (case, consent()), |(case, consent)| async move { api::of_consent(case, consent?).await });
    loaded(agreed, move |agreed: AgreedTo| {
        let lang = use_lang();
        let day = swedish::long_day(lang, agreed.given_on);
        let answer = if agreed.given { texts::AGREED_YES } else { texts::AGREED_NO };
        let text = match agreed.reading {
            None => view! { <p>{t(texts::AGREED_UNKNOWN)}</p> }.into_any(),
            Some(reading) => {
                let text = reading.text.clone();
                let version = texts::VERSION_IS.with(lang, text.version);
                let language = text.language.words().get(lang);
                // what has come after it is no matter of this consent
                let reading = Reading { behind: None, ..reading };
                view! {
                    <section class="sheet paper">
                        <Wording text/>
                        <p class="meta">{version}" · "{language}</p>
                    </section>
                    <Original reading/>
                }
                .into_any()
            }
        };
        view! {
            <CaseHead case heading=agreed.heading title=t(texts::AGREED) lead=answer.with(lang, day)/>
            {text}
        }
        .into_any()
    })
}

/// Where the texts are, for whoever is about to ask for a consent.
#[component]
pub fn ReadFirst() -> impl IntoView {
    let lang = use_lang();
    let links = Purpose::ALL
        .iter()
        .map(|p| {
            view! {
                <li>
                    <a href=format!("/consent-texts/{p}")>
                        {format!("{}: {}", t(texts::READ), p.words().get(lang))}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <nav aria-label=t(texts::TEXTS)>
            <ul>{links}</ul>
        </nav>
    }
}
