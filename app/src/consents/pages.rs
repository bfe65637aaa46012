//! The consent card on the case page, recording a consent, and withdrawing one in two steps.
use super::{
    api::{self, ConsentCard, ConsentRecord, PartyConsent, Standing},
    forms,
    rules::Withdrawal,
    scan::pages::{ScanField, mark},
    shared::texts as shared,
    texts,
    wording::pages::ReadFirst,
};
use crate::{
    cases::pages::{CaseHead, use_case_id},
    kernel::{code::Code, id::CaseId, swedish},
    organisation::texts::the_party,
    participant_portal::texts as portal,
    referrals::pages::ConsentFields,
    ui::{
        fetch::{fetch, loaded, section},
        form::{Choices, Form, PostForm, YesNo, cancel},
        lang::{t, use_lang},
        parts::{Day, Tag, Tone},
        view::use_today,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The consents of a case: each party, until when, and SUS.
#[component]
pub fn CaseConsents(case: CaseId) -> impl IntoView {
    let card = fetch(move || case, api::card);
    section(card, |card: ConsentCard| view! { <Card card/> }.into_any())
}

#[component]
fn Card(card: ConsentCard) -> impl IntoView {
    let (lang, today) = (use_lang(), use_today());
    let rows = card
        .parties
        .iter()
        .map(|p| {
            let (tone, words) = standing(*p);
            // where the parties have different days, each says its own
            let until = p.until.filter(|_| card.valid_until.is_none());
            let until = until.map(|day| view! { " "{t(texts::PARTY_UNTIL)}" "<Day day today/> });
            view! { <li>{p.party.words().get(lang)}" "<Tag tone words/>{until}</li> }
        })
        .collect_view();
    let until = match card.valid_until {
        Some(day) => view! { {t(texts::VALID_UNTIL)}" "<Day day today/>". " }.into_any(),
        None if card.any_in_force => ().into_any(),
        None => format!("{} ", t(texts::NONE)).into_any(),
    };
    let sus = match card.sus {
        Some(true) => t(texts::SUS_YES),
        Some(false) => t(texts::SUS_NO),
        None => t(texts::SUS_UNASKED),
    };
    let survey = card.survey.map(|yes| t(if yes { texts::SURVEY_YES } else { texts::SURVEY_NO }));
    let may_withdraw = card.may_withdraw && (card.any_in_force || card.sus == Some(true) || card.survey == Some(true));
    view! {
        <section class="sheet consent" aria-labelledby="consents">
            <h2 id="consents">{t(texts::CONSENT)}</h2>
            <ul>{rows}</ul>
            <p class="meta">{until}{sus}{survey.map(|words| format!(" {words}"))}</p>
            <Records case=card.id records=card.records/>
            {(card.may_record || may_withdraw || card.may_see_readers)
                .then(|| {
                    view! {
                        <footer>
                            {card
                                .may_record
                                .then(|| {
                                    view! {
                                        <a class="btn s small" href=format!("/cases/{}/consents/new", card.id)>
                                            {t(texts::NEW)}
                                        </a>
                                        " "
                                        <a href=format!("/cases/{}/participant-link", card.id)>{t(portal::LINK)}</a>
                                        " "
                                    }
                                })}
                            {may_withdraw
                                .then(|| {
                                    view! {
                                        <a href=format!("/cases/{}/consents/withdraw", card.id)>{t(texts::WITHDRAW)}</a>
                                    }
                                })}
                            {card
                                .may_see_readers
                                .then(|| {
                                    view! { " "<a href=format!("/cases/{}/shared", card.id)>{t(shared::SHARED)}</a> }
                                })}
                        </footer>
                    }
                })}
        </section>
    }
}

/// How each was given: purpose and answer, form, language, day, who recorded it.
#[component]
fn Records(case: CaseId, records: Vec<ConsentRecord>) -> impl IntoView {
    let lang = use_lang();
    (!records.is_empty()).then(|| {
        let rows = records
            .into_iter()
            .map(|r| {
                let answer = if r.given { texts::RECORD_YES } else { texts::RECORD_NO };
                let how =
                    format!("{}: {}, {}", r.purpose.words().get(lang), answer.get(lang), r.form.words().get(lang));
                let mut more = vec![texts::RECORD_DAY.with(lang, swedish::long_day(lang, r.given_on))];
                if !r.parties.is_empty() {
                    let parties: Vec<&str> = r.parties.iter().map(|p| p.words().get(lang)).collect();
                    more.push(swedish::list(lang, &parties));
                }
                more.extend(r.text.map(|(l, _)| texts::RECORD_LANGUAGE.with(lang, l.words().get(lang))));
                more.extend(r.interpreter.then(|| t(texts::RECORD_INTERPRETER).to_owned()));
                more.extend((!r.heard_by.is_empty()).then(|| texts::RECORD_HEARD.with(lang, &r.heard_by)));
                more.extend((!r.by.is_empty()).then(|| texts::RECORD_BY.with(lang, &r.by)));
                if r.given {
                    let until = swedish::long_day(lang, r.valid_until);
                    more.push(match r.withdrawn_on {
                        Some(day) => texts::RECORD_WITHDRAWN.with(lang, swedish::long_day(lang, day)),
                        None => texts::RECORD_UNTIL.with(lang, until),
                    });
                }
                let text = r.text.map(|(_, version)| {
                    let address = format!("/cases/{case}/consents/{}/text", r.id);
                    view! { " · "<a href=address>{texts::RECORD_TEXT.with(lang, version)}</a> }
                });
                let scan = r.scan.map(|scan| mark(case, r.id, scan));
                view! { <li>{how}<p class="meta">{more.join(" · ")}{text}{scan}</p></li> }
            })
            .collect_view();
        view! {
            <details class="more">
                <summary>{t(texts::RECORDS)}</summary>
                <ul>{rows}</ul>
            </details>
        }
    })
}

fn standing(p: PartyConsent) -> (Tone, &'static str) {
    match p.standing {
        Standing::Yes => (Tone::Ok, t(texts::YES)),
        Standing::Withdrawn => (Tone::Late, t(texts::WITHDRAWN)),
        Standing::Expired => (Tone::Soon, t(texts::EXPIRED)),
        Standing::NotAsked => (Tone::Plain, t(texts::NOT_GIVEN)),
    }
}

#[component]
pub fn NewPage() -> impl IntoView {
    let case = use_case_id();
    let card = fetch(move || case, api::card);
    let lang = use_lang();
    loaded(card, move |card: ConsentCard| {
        use crate::{consents::scan::texts as scan, referrals::texts as said};
        view! {
            <CaseHead case=card.id heading=card.heading title=t(texts::NEW) lead=t(texts::NEW_LEAD)/>
            <ReadFirst/>
            <PostForm
                form=forms::RecordNew::PATH
                submit=t(texts::NEW)
                beside=cancel(format!("/cases/{}", card.id))
                multipart=true
            >
                <fieldset class="group">
                    <legend>{t(said::SHARE)}</legend>
                    <Choices
                        name="covered"
                        label=t(said::COVERED)
                        hint=t(texts::COVERED_HINT)
                        options=crate::organisation::rules::Party::choices(lang)
                        many=true
                    />
                    <ConsentFields/>
                </fieldset>
                <fieldset class="group">
                    <legend>{t(said::SUS_GROUP)}</legend>
                    <YesNo name="sus" label=t(said::SUS) hint=t(texts::SUS_OPTIONAL)/>
                </fieldset>
                <fieldset class="group">
                    <legend>{t(said::SURVEY_GROUP)}</legend>
                    <YesNo name="survey" label=t(said::SURVEY) hint=t(said::SURVEY_HINT)/>
                </fieldset>
                <fieldset class="group">
                    <legend>{t(scan::SCAN)}</legend>
                    <ScanField/>
                </fieldset>
            </PostForm>
        }
        .into_any()
    })
}

/// The first step: what is withdrawn.
#[component]
pub fn WithdrawPage() -> impl IntoView {
    let case = use_case_id();
    let card = fetch(move || case, api::card);
    loaded(card, |card: ConsentCard| view! { <ChooseWithdrawal card/> }.into_any())
}

#[component]
fn ChooseWithdrawal(card: ConsentCard) -> impl IntoView {
    let lang = use_lang();
    let mut choices = Vec::new();
    if card.any_in_force {
        choices.push((Withdrawal::Everything, t(texts::WITHDRAW_ALL).to_owned()));
        let named = card.parties.iter().filter(|p| p.standing == Standing::Yes);
        choices.extend(
            named.map(|p| (Withdrawal::Party(p.party), texts::WITHDRAW_PARTY.with(lang, the_party(p.party).get(lang)))),
        );
    }
    if card.sus == Some(true) {
        choices.push((Withdrawal::Sus, t(texts::WITHDRAW_SUS).to_owned()));
    }
    if card.survey == Some(true) {
        choices.push((Withdrawal::Survey, t(texts::WITHDRAW_SURVEY).to_owned()));
    }
    let nothing = choices.is_empty();
    let id = card.id;
    let links = choices
        .into_iter()
        .map(|(what, words)| {
            view! { <li><a class="btn s" href=format!("/cases/{id}/consents/withdraw/{what}")>{words}</a></li> }
        })
        .collect_view();
    view! {
        <CaseHead case=id heading=card.heading title=t(texts::WITHDRAW) lead=t(texts::WITHDRAW_LEAD)/>
        {if nothing {
            view! { <p>{t(texts::NOTHING_TO_WITHDRAW)}</p> }.into_any()
        } else {
            view! { <ul class="ways">{links}</ul> }.into_any()
        }}
        <p class="buttons">{cancel(format!("/cases/{id}"))}</p>
    }
}

/// The second step: what it means, and the button.
#[component]
pub fn ConfirmWithdrawalPage() -> impl IntoView {
    let case = use_case_id();
    let what = use_params_map().with_untracked(|p| p.get("what").and_then(|w| w.parse::<Withdrawal>().ok()));
    let card = fetch(move || case, api::card);
    loaded(card, move |card: ConsentCard| match what {
        Some(what) => view! { <Confirm card what/> }.into_any(),
        None => view! { <crate::ui::state::Problem error=crate::kernel::error::AppError::NotFound/> }.into_any(),
    })
}

#[component]
fn Confirm(card: ConsentCard, what: Withdrawal) -> impl IntoView {
    let lang = use_lang();
    let (title, effect) = match what {
        Withdrawal::Everything => (t(texts::CONFIRM_ALL).to_owned(), texts::EFFECT_ALL),
        Withdrawal::Party(p) => (texts::CONFIRM_PARTY.with(lang, the_party(p).get(lang)), texts::EFFECT_PARTY),
        Withdrawal::Sus => (t(texts::CONFIRM_SUS).to_owned(), texts::EFFECT_SUS),
        Withdrawal::Survey => (t(texts::CONFIRM_SURVEY).to_owned(), texts::EFFECT_SURVEY),
    };
    let booked = card.booked && matches!(what, Withdrawal::Everything | Withdrawal::Party(_));
    let told = match what {
        Withdrawal::Everything => Some(texts::TOLD),
        Withdrawal::Party(party) => match card.concerned {
            Some(concerned) => concerned.contains(&party).then_some(texts::TOLD),
            None => Some(texts::TOLD_IF_CONCERNED),
        },
        Withdrawal::Sus | Withdrawal::Survey => None,
    };
    let beside = cancel(format!("/cases/{}/consents/withdraw", card.id));
    view! {
        <CaseHead case=card.id heading=card.heading title=title.clone()/>
        <div class="notice warning">
            <strong>{t(effect)}</strong>
            {booked.then(|| view! { <p>{t(texts::EFFECT_MEETING)}</p> })}
            {told.map(|words| view! { <p>{t(words)}</p> })}
            <p>{t(texts::EFFECT_AGAIN)}</p>
        </div>
        {card.may_see_readers.then(|| view! { <p><a href=format!("/cases/{}/shared", card.id)>{t(texts::READ_UNTIL_NOW)}</a></p> })}
        <PostForm form=forms::Withdraw::PATH submit=title danger=true beside=beside>
            {()}
        </PostForm>
    }
}
