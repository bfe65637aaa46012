//! The letter to the participant.
use super::use_id;
use crate::{
    cases::pages::{above_case, protected_line},
    kernel::{
        id::CaseId,
        lang::{Lang, Text},
        swedish,
    },
    meetings::{
        api::{self, LetterView},
        rules::MeetingForm,
        texts,
    },
    ui::{
        fetch::{fetch, loaded},
        lang::t,
        parts::{Head, PrintButton},
    },
};
use leptos::prelude::*;

#[component]
pub fn LetterPage() -> impl IntoView {
    let id = use_id::<CaseId>();
    let letter = fetch(move || id.get(), api::letter);
    loaded(letter, move |view: LetterView| {
        let above = above_case(id.get_untracked(), &view.number);
        let actions = view! { <PrintButton/> }.into_any();
        view! {
            <Head title=t(texts::LETTER) lead=t(texts::LETTER_HINT) above actions/>
            {protected_line(view.protected)}
            <WithoutPhone phone=view.phone.clone()/>
            <Letter view/>
        }
        .into_any()
    })
}

/// Said to whoever prints a letter that tells the participant nobody to call: on the screen, not on the paper.
#[component]
pub fn WithoutPhone(phone: String) -> impl IntoView {
    phone.is_empty().then(|| {
        view! {
            <div class="notice warning screen-only">
                <strong>{t(texts::LETTER_NO_PHONE)}</strong>
                " "
                {t(texts::LETTER_ASK_FOR_PHONE)}
            </div>
        }
    })
}

#[component]
fn Letter(view: LetterView) -> impl IntoView {
    let lang = if view.in_english { Lang::En } else { Lang::Sv };
    let say = move |text: Text| text.get(lang);
    let when = format!(
        "{} {} {}",
        swedish::long_day(lang, view.at.date()),
        lang.pick("kl.", "at"),
        swedish::time(lang, view.at.time())
    );
    let form = match view.form {
        MeetingForm::InPerson => say(texts::IN_PERSON),
        MeetingForm::Video => say(texts::BY_VIDEO),
        MeetingForm::Phone => say(texts::BY_PHONE),
        MeetingForm::Hybrid => say(texts::HYBRID),
    };
    view! {
        <article class="letter" lang=lang.code()>
            <header>
                <p class="from">
                    <strong>{view.association.clone()}</strong>
                    <br/>
                    {view.team.clone()}
                </p>
                <p class="ref">
                    {view.number.clone()}
                    <br/>
                    <time datetime=swedish::iso(view.today)>{swedish::long_day(lang, view.today)}</time>
                </p>
            </header>
            <p class="to">{view.to.clone()}</p>
            <h2 class="title">{say(texts::LETTER_TITLE)}</h2>
            <dl class="facts">
                <dt>{say(texts::WHEN)}</dt>
                <dd>{when}</dd>
                <dt>{say(texts::LETTER_LENGTH)}</dt>
                <dd>{texts::LETTER_MINUTES.with(lang, view.minutes)}</dd>
                <dt>{say(texts::LETTER_WHERE)}</dt>
                <dd>{form}": "{view.place.clone()}</dd>
            </dl>
            <p>{say(texts::LETTER_HELLO)}</p>
            <Coming view=view.clone() lang/>
            <h3>{say(texts::LETTER_PREPARE)}</h3>
            <ul>
                <li>{say(texts::PREPARE_1)}</li>
                <li>{say(texts::PREPARE_2)}</li>
                <li>{say(texts::PREPARE_3)}</li>
            </ul>
            <p>{say(texts::LETTER_VOLUNTARY)}</p>
            {(!view.phone.is_empty()).then(|| view! { <p>{texts::LETTER_CALL.with(lang, view.phone.clone())}</p> })}
            <p class="sign">{view.signed}<br/>{say(texts::COORDINATOR)}", "{view.association}</p>
        </article>
    }
}

#[component]
fn Coming(view: LetterView, lang: Lang) -> impl IntoView {
    let parties = view.parties.iter().map(|p| view! { <li>{texts::does_at_meeting(*p).get(lang)}</li> }).collect_view();
    let interpreter = view.interpreter.then(|| view! { <li>{texts::INTERPRETER_COMES.get(lang)}</li> });
    view! {
        <h3>{texts::LETTER_COME.get(lang)}</h3>
        <ul>
            <li>{texts::COORDINATOR_DOES.get(lang)}</li>
            <li>{texts::REFERRER_DOES.with(lang, view.referrer)}</li>
            {parties}
            {interpreter}
        </ul>
    }
}
