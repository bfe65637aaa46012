//! The referral on its case's page, with what can be done about it.
use crate::{
    cases::{rules::StateCode, texts::YEARS_OLD, turn::Step},
    kernel::{code::Code, id::CaseId, swedish},
    participants::rules::Gender,
    referrals::{
        api::{CompletionRow, ContentRow, ReferralRow},
        texts,
    },
    ui::{
        fetch::{Fetched, section},
        form::ActionButton,
        lang::{t, use_lang},
        parts::{Email, Moment, Tag, Tone},
        view::use_today,
    },
};
use leptos::prelude::*;

/// What the referral says, to those who may read it, and the deeds that the state admits and the bar above does not
/// offer.
#[component]
pub fn CaseReferral(referral: Fetched<ReferralRow>, in_bar: Option<Step>) -> impl IntoView {
    section(referral, move |row: ReferralRow| {
        let assessed_there = in_bar == Some(Step::Assess);
        let row = ReferralRow {
            may_accept: row.may_accept && !assessed_there,
            may_ask: row.may_ask && !assessed_there,
            may_return: row.may_return && !assessed_there,
            may_answer: row.may_answer && in_bar != Some(Step::AnswerCompletion),
            ..row
        };
        view! { <Referral row/> }.into_any()
    })
}

/// The ways to assess a referral, in the bar above it.
#[component]
pub fn Assessment(row: ReferralRow) -> impl IntoView {
    let id = row.id;
    let link = move |may: bool, deed: &'static str, words: &'static str| {
        may.then(|| view! { <a class="btn s" href=format!("/cases/{id}/{deed}")>{words}</a> })
    };
    let accept = row.may_accept.then(|| {
        view! { <ActionButton action=format!("/cases/{id}/accept") label=t(texts::ACCEPT) class="btn"/> }
    });
    let any = row.may_accept || row.may_ask || row.may_return;
    any.then(|| {
        view! {
        <div class="buttons">
            {accept} {link(row.may_ask, "ask-completion", t(texts::ASK))}
            {link(row.may_return, "return", t(texts::RETURN))}
        </div>
        }
    })
}

/// What the referral says, and the deeds that it offers.
#[component]
pub fn Referral(row: ReferralRow) -> impl IntoView {
    view! {
        <section class="sheet" aria-labelledby="referral">
            <header>
                <h2 id="referral">{t(texts::REFERRAL)}</h2>
            </header>
            <Duplicates cases=row.duplicates.clone()/>
            <dl class="facts">
                <dt>{t(texts::REFERRED_BY)}</dt>
                <dd>
                    <Reached name=row.referrer.clone() unit=row.unit.clone() email=row.email.clone()/>
                </dd>
            </dl>
            {match row.content.clone() {
                Some(content) => view! { <Content content row=row.clone()/> }.into_any(),
                None => view! { <div class="body"><p class="meta">{t(texts::CONTENT_HIDDEN)}</p></div> }.into_any(),
            }}
            <Deeds row/>
        </section>
    }
}

/// A referrer: name, agency and unit, and the e-mail address.
#[component]
pub fn Reached(name: String, unit: String, email: String) -> impl IntoView {
    let address = (!email.is_empty()).then(|| {
        view! {
            <br/>
            <a href=format!("mailto:{email}") rel="external"><Email address=email.clone()/></a>
        }
    });
    view! { {format!("{name}, {unit}")} {address} }
}

#[component]
fn Duplicates(cases: Vec<(CaseId, String)>) -> impl IntoView {
    (!cases.is_empty()).then(|| {
        let links = cases
            .into_iter()
            .map(|(id, number)| view! { <a href=format!("/cases/{id}")>{number}</a>" " })
            .collect_view();
        view! {
            <div class="body">
                <div class="notice warning">
                    <strong>{t(texts::ALREADY_A_CASE)}</strong>
                    <p>{links}</p>
                    <p class="meta">{t(texts::ALREADY_A_CASE_HINT)}</p>
                </div>
            </div>
        }
    })
}

#[component]
fn Content(content: ContentRow, row: ReferralRow) -> impl IntoView {
    let lang = use_lang();
    let exceptions = content
        .exceptions
        .iter()
        .map(|e| view! { <Tag tone=Tone::Soon words=texts::EXCEPTION_FROM.with(lang, e.words().get(lang))/>" " })
        .collect_view();
    let asked = !content.exceptions.is_empty();
    let tried = !content.tried.is_empty();
    // who assesses it reads all of it; later it is what once was asked
    let open = matches!(row.state, StateCode::Submitted | StateCode::CompletionRequested);
    view! {
        {asked
            .then(|| {
                view! {
                    <div class="body">
                        <div class="notice info">
                            <strong>{t(texts::EXCEPTION_ASKED)}</strong>
                            <p>{exceptions}{content.exception_reason.clone()}</p>
                        </div>
                    </div>
                }
            })}
        <div class="body">
            <Words label=t(texts::QUESTION_ASKED) text=content.question.clone()/>
            <Words label=t(texts::OWN_WORDS) text=content.own_words.clone() quote=true/>
            <Words label=t(texts::OWN_GOAL) text=content.own_goal.clone() quote=true/>
            <Words label=t(texts::WHY_WITHDRAWN) text=content.withdrawal_words.clone()/>
            <Completions rows=content.completions.clone()/>
        </div>
        <details class="fold" open=open>
            <summary>{t(texts::WHOLE_REFERRAL)}</summary>
            {tried
                .then(|| {
                    view! {
                        <div class="body">
                            <Words label=t(texts::TRIED_ALREADY) text=content.tried.clone()/>
                        </div>
                    }
                })}
            <Facts content row/>
        </details>
    }
}

#[component]
fn Words(label: &'static str, text: String, #[prop(optional)] quote: bool) -> impl IntoView {
    (!text.is_empty()).then(|| {
        let body = if quote {
            view! { <blockquote>{text}</blockquote> }.into_any()
        } else {
            view! { <p>{text}</p> }.into_any()
        };
        view! {
            <h3>{label}</h3>
            {body}
        }
    })
}

#[component]
fn Completions(rows: Vec<CompletionRow>) -> impl IntoView {
    let today = use_today();
    (!rows.is_empty()).then(|| {
        let rows = rows
            .into_iter()
            .map(|c| {
                let answer = c.answered_at.map(|at| {
                    view! { <p><strong>{t(texts::REFERRER_ANSWERED)}" "<Moment at today/>": "</strong>{c.answer}</p> }
                });
                view! {
                    <p><strong>{t(texts::COORDINATOR_ASKED)}" "<Moment at=c.asked_at today/>": "</strong>{c.question}</p>
                    {answer}
                }
            })
            .collect_view();
        view! {
            <h3>{t(texts::COMPLETIONS)}</h3>
            {rows}
        }
    })
}

#[component]
fn Facts(content: ContentRow, row: ReferralRow) -> impl IntoView {
    let lang = use_lang();
    let listed = |words: Vec<&'static str>| swedish::list(lang, &words);
    let involved = content.involved.iter().map(|(p, handler)| match handler.is_empty() {
        true => p.words().get(lang).to_owned(),
        false => format!("{} ({handler})", p.words().get(lang)),
    });
    let involved = swedish::list(lang, &involved.collect::<Vec<_>>());
    let mut person = vec![content.name.clone()];
    person.extend(content.age.map(|a| YEARS_OLD.with(lang, a)));
    // what was not said is no fact
    person.extend((content.gender != Gender::NotStated).then(|| content.gender.words().get(lang).to_owned()));
    person.extend(content.district.clone());
    let mut language = vec![content.language.words().get(lang)];
    if content.interpreter {
        language.push(t(texts::INTERPRETER_NEEDED));
    }
    let facts = [
        (texts::LANGUAGE, language.join(", ")),
        (texts::ACCESSIBILITY_SHORT, content.accessibility.clone()),
        (texts::LIVELIHOOD_SHORT, listed(content.livelihood.iter().map(|l| l.words().get(lang)).collect())),
        (texts::SUPPORT_SHORT, content.support_band.words().get(lang).to_owned()),
        (texts::EDUCATION, content.education.words().get(lang).to_owned()),
        (texts::INVOLVED_SHORT, involved),
        (texts::ASKED_FOR_SHORT, listed(content.asked_for.iter().map(|p| p.words().get(lang)).collect())),
        (texts::MEETING_FORM_SHORT, content.meeting_form.map(|f| f.words().get(lang)).unwrap_or_default().to_owned()),
        (texts::TRACK_SHORT, row.track.words().get(lang).to_owned()),
    ];
    let facts = facts.into_iter().filter(|f| !f.1.is_empty()).map(|(label, value)| {
        view! {
            <dt>{label.get(lang)}</dt>
            <dd>{value}</dd>
        }
    });
    view! {
        <dl class="facts">
            <dt>{t(texts::TO_PARTICIPANT)}</dt>
            <dd>
                {match content.participant {
                    Some(id) => view! { <a href=format!("/participants/{id}")>{person.join(", ")}</a> }.into_any(),
                    None => person.join(", ").into_any(),
                }}
            </dd>
            {facts.collect_view()}
        </dl>
    }
}

#[component]
fn Deeds(row: ReferralRow) -> impl IntoView {
    let any = row.may_ask
        || row.may_answer
        || row.may_accept
        || row.may_return
        || row.may_withdraw
        || row.may_take_over
        || row.may_hand_over;
    let at = move |deed: &str| format!("/cases/{}/{deed}", row.id);
    let link = move |may: bool, deed: &'static str, words: &'static str, class: &'static str| {
        may.then(|| view! { <a class=class href=at(deed)>{words}</a>" " })
    };
    any.then(|| {
        view! {
            <footer>
                {row.may_accept.then(|| view! { <ActionButton action=at("accept") label=t(texts::ACCEPT) class="btn"/>" " })}
                {link(row.may_answer, "answer-completion", t(texts::ANSWER), "btn")}
                {link(row.may_ask, "ask-completion", t(texts::ASK), "btn s")}
                {link(row.may_take_over, "take-over", t(texts::TAKE_OVER), "btn s")}
                {link(row.may_hand_over, "referrer", t(texts::HAND_OVER), "btn s")}
                {link(row.may_return, "return", t(texts::RETURN), "btn s")}
                {link(row.may_withdraw, "withdraw", t(texts::WITHDRAW), "btn s")}
            </footer>
        }
    })
}
