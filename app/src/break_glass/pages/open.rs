//! The form, the case as it is read then, and what everyone who may see the case is told.
use crate::{
    break_glass::{
        api::{self, BreakForm, BrokenView, MarkRow},
        forms,
        rules::GlassReason,
        texts,
    },
    cases::pages::{CaseHead, use_case_id},
    kernel::{code::Code, id::CaseId, swedish},
    plans::pages::PlanToRead,
    referrals::pages::Referral,
    ui::{
        fetch::{fetch, loaded},
        form::{Choices, Form, PostForm, Refused, TextArea, cancel},
        lang::{t, use_lang},
        view::use_today,
    },
};
use leptos::prelude::*;

#[component]
pub fn BreakPage() -> impl IntoView {
    let case = use_case_id();
    let form = fetch(move || case, api::form);
    loaded(form, move |form: BreakForm| view! { <BreakIt case form/> }.into_any())
}

#[component]
fn BreakIt(case: CaseId, form: BreakForm) -> impl IntoView {
    let (lang, today) = (use_lang(), use_today());
    let read = format!("/cases/{case}/without-consent/read");
    let body = if form.consented {
        view! {
            <Refused form=forms::Break::PATH/>
            <p>{t(texts::CONSENTED)}</p>
            <p class="buttons">{cancel(format!("/cases/{case}"))}</p>
        }
        .into_any()
    } else if let Some(until) = form.until {
        view! {
            <p>{texts::IS_OPEN.with(lang, swedish::moment_in_text(lang, until, today))}</p>
            <p class="buttons"><a class="btn" href=read>{t(texts::READ_IT)}</a></p>
        }
        .into_any()
    } else {
        view! {
            <div class="notice warning">
                <strong>{t(texts::SEEN)}</strong>
            </div>
            <PostForm
                form=forms::Break::PATH
                submit=t(texts::OPEN)
                danger=true
                beside=cancel(format!("/cases/{case}"))
            >
                <Choices name="reason" label=t(texts::REASON) options=GlassReason::choices(lang)/>
                <TextArea name="words" label=t(texts::WORDS) hint=t(texts::WORDS_HINT)/>
                <Choices
                    name="understood"
                    label=t(texts::CONFIRM)
                    options=vec![("yes".to_owned(), t(texts::UNDERSTOOD).to_owned())]
                    many=true
                />
            </PostForm>
        }
        .into_any()
    };
    view! {
        <CaseHead case heading=form.heading title=t(texts::OPEN) lead=t(texts::OPEN_LEAD)/>
        {body}
    }
}

#[component]
pub fn ReadPage() -> impl IntoView {
    let case = use_case_id();
    let view = fetch(move || case, api::broken);
    loaded(view, move |view: BrokenView| {
        let (lang, today) = (use_lang(), use_today());
        let lead = texts::READING_LEAD.with(lang, swedish::moment_in_text(lang, view.until, today));
        let or_not = |contact: String| if contact.is_empty() { t(texts::NOT_SHOWN).to_owned() } else { contact };
        view! {
            <CaseHead case heading=view.heading title=t(texts::READING) lead/>
            <div class="notice warning">
                <strong>{t(texts::READING_NOTICE)}</strong>
            </div>
            <div class="stack">
                <section class="sheet" aria-labelledby="participant">
                    <h2 id="participant">{t(texts::PARTICIPANT)}</h2>
                    <dl class="facts">
                        <dt>{t(texts::NAME)}</dt>
                        <dd>{view.name}</dd>
                        <dt>{t(texts::PHONE)}</dt>
                        <dd>{or_not(view.phone)}</dd>
                        <dt>{t(texts::EMAIL)}</dt>
                        <dd>{or_not(view.email)}</dd>
                    </dl>
                </section>
                <Referral row=view.referral/>
                <PlanToRead plan=view.plan/>
            </div>
        }
        .into_any()
    })
}

/// That the case was opened without consent, when and by whom; to coordinators also why, and what the review found.
#[component]
pub fn Marks(rows: Vec<MarkRow>) -> impl IntoView {
    let (lang, today) = (use_lang(), use_today());
    rows.into_iter()
        .map(|g| {
            let at = swedish::moment_in_text(lang, g.at, today);
            let review = match (g.reviewed, g.why) {
                (false, _) => t(texts::MARK_WAITS).to_owned(),
                (true, Some((_, Some(judgement)))) => texts::MARK_FOUND.with(lang, judgement.words().get(lang)),
                (true, _) => t(texts::MARK_REVIEWED).to_owned(),
            };
            let why = match g.why {
                Some((reason, _)) => format!("{}: {}. ", g.by, reason.words().get(lang)),
                None => format!("{}. ", g.by),
            };
            view! {
                <div class="notice warning">
                    <strong>{texts::MARK.with(lang, at)}</strong>
                    <p>{why}{review}</p>
                </div>
            }
        })
        .collect_view()
}
