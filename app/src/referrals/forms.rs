//! The forms of referrals, and how a draft's fields are read.
use super::{
    content::{Content, Lives},
    rules::{DraftStep, ReturnReason, Seen},
    texts,
};
use crate::{
    cases::rules::StateCode,
    consents::rules::ConsentForm,
    kernel::{
        code::Code,
        id::{GrantId, UnitId},
        lang::{Confirmed, Lang, Text},
    },
    organisation::rules::Party,
    ui::form::{Form, INSTEAD, Pairs, Reader},
};
use chrono::NaiveDate;

/// The field for a party's handler.
pub fn handler_field(party: Party) -> &'static str {
    match party {
        Party::SocialServices => "handler_social_services",
        Party::Jobbtorg => "handler_jobbtorg",
        Party::EmploymentService => "handler_employment_service",
        Party::SocialInsurance => "handler_social_insurance",
        Party::HealthCare => "handler_health_care",
    }
}

/// What a draft's field is called on its page.
pub fn label_of(field: &str) -> Text {
    match field {
        "identity" => texts::IDENTITY,
        "identity_unknown" => texts::NO_NUMBER,
        "age" => texts::AGE,
        "given_name" => texts::GIVEN_NAME,
        "family_name" => texts::FAMILY_NAME,
        "gender" => texts::GENDER,
        "district" => texts::DISTRICT,
        "exception_reason" => texts::EXCEPTION,
        "language" => texts::LANGUAGE,
        "interpreter" => texts::INTERPRETER,
        "accessibility" => texts::ACCESSIBILITY,
        "phone" => texts::PHONE,
        "email" => texts::EMAIL,
        "protected" => texts::PROTECTED,
        "livelihood" => texts::LIVELIHOOD,
        "support_band" => texts::SUPPORT,
        "education" => texts::EDUCATION,
        "involved" => texts::INVOLVED,
        "tried" => texts::TRIED,
        "question" => texts::QUESTION,
        "own_words" => texts::OWN_WORDS,
        "own_goal" => texts::OWN_GOAL,
        "asked_for" => texts::ASKED_FOR,
        "meeting_form" => texts::MEETING_FORM,
        "track" => texts::TRACK,
        "covered" => texts::COVERED,
        "consent_form" => texts::CONSENT_FORM,
        "heard_by" => texts::HEARD_BY,
        "given_on" => texts::GIVEN_ON,
        "consent_language" => texts::CONSENT_LANGUAGE,
        "consent_interpreter" => texts::CONSENT_INTERPRETER,
        "sus" => texts::SUS,
        "survey" => texts::SURVEY,
        // one for each party
        _ => texts::HANDLERS,
    }
}

/// What stands for "in none of the districts".
pub const ELSEWHERE: &str = "elsewhere";

/// Reads a whole draft: what it says, and what is written in a wrong way.
pub fn read_all(values: Pairs, lang: Lang, today: NaiveDate) -> (Content, Pairs) {
    let mut r = Reader::new(values, lang, today);
    let mut content = Content::default();
    for step in DraftStep::ALL {
        read_step(&mut r, *step, &mut content);
    }
    (content, r.errors)
}

/// Reads one page of a draft. Nothing has to be there; what is there must be written right.
fn read_step(r: &mut Reader, step: DraftStep, c: &mut Content) {
    match step {
        DraftStep::Participant => read_participant(r, c),
        DraftStep::Situation => read_situation(r, c),
        DraftStep::Question => read_question(r, c),
        DraftStep::Consent => read_consent(r, c),
    }
}

fn read_participant(r: &mut Reader, c: &mut Content) {
    c.identity = r.identity_number("identity");
    c.identity_unknown = r.ticked("identity_unknown");
    c.age = r.optional_number("age", 0, 120);
    read_person(r, c);
}

fn read_person(r: &mut Reader, c: &mut Content) {
    c.given_name = r.optional_text("given_name", 80);
    c.family_name = r.optional_text("family_name", 80);
    c.gender = r.optional_code("gender", texts::CHOOSE_ONE);
    c.lives = match r.raw("district").as_str() {
        "" => Lives::NotSaid,
        ELSEWHERE => Lives::Elsewhere,
        id => id.parse().map_or(Lives::NotSaid, Lives::In),
    };
    c.exception_reason = r.optional_text("exception_reason", 2_000);
    c.language = r.optional_code("language", texts::CHOOSE_ONE);
    c.interpreter = optional_yes_no(r, "interpreter");
    c.accessibility = r.optional_text("accessibility", 1_000);
    c.phone = phone(r);
    c.email = email(r);
    c.protected = optional_yes_no(r, "protected");
}

fn phone(r: &mut Reader) -> String {
    let phone = r.optional_text("phone", 40);
    let digits = phone.chars().filter(char::is_ascii_digit).count();
    let other = phone.chars().any(|c| !c.is_ascii_digit() && !"+-() /".contains(c));
    if !phone.is_empty() && (digits < 6 || other) {
        r.wrong("phone", texts::WRONG_PHONE);
    }
    phone
}

fn email(r: &mut Reader) -> String {
    if r.raw("email").trim().is_empty() { String::new() } else { r.email("email", texts::WRONG_EMAIL) }
}

fn optional_yes_no(r: &mut Reader, name: &'static str) -> Option<bool> {
    match r.raw(name).as_str() {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

fn read_situation(r: &mut Reader, c: &mut Content) {
    c.livelihood = r.codes("livelihood");
    c.support_band = r.optional_code("support_band", texts::CHOOSE_ONE);
    c.education = r.optional_code("education", texts::CHOOSE_ONE);
    c.involved = r.codes("involved");
    c.handlers = Party::ALL.iter().map(|p| (*p, r.optional_text(handler_field(*p), 200))).collect();
    // who has a handler is involved, ticked or not
    let named = c.handlers.iter().filter(|(_, name)| !name.is_empty()).map(|(party, _)| *party);
    c.involved.extend(named.collect::<Vec<_>>());
    c.involved.sort_unstable();
    c.involved.dedup();
    c.tried = r.optional_text("tried", 8_000);
}

fn read_question(r: &mut Reader, c: &mut Content) {
    c.question = r.optional_text("question", 8_000);
    c.own_words = r.optional_text("own_words", 8_000);
    c.own_goal = r.optional_text("own_goal", 2_000);
    c.asked_for = r.codes("asked_for");
    c.meeting_form = r.optional_code("meeting_form", texts::CHOOSE_ONE);
    c.track = r.optional_code("track", texts::CHOOSE_ONE);
}

fn read_consent(r: &mut Reader, c: &mut Content) {
    c.covered = r.codes("covered");
    c.consent_form = r.optional_code("consent_form", texts::CHOOSE_ONE);
    if c.consent_form == Some(ConsentForm::Electronic) {
        r.wrong("consent_form", texts::NO_ELECTRONIC);
    }
    c.heard_by = r.optional_text("heard_by", 120);
    c.given_on = r.optional_day("given_on");
    c.consent_language = r.optional_code("consent_language", texts::CHOOSE_ONE);
    c.consent_interpreter = optional_yes_no(r, "consent_interpreter");
    c.sus = optional_yes_no(r, "sus");
    c.survey = optional_yes_no(r, "survey");
}

/// One page of a draft as it was typed, right or wrong.
pub struct Typed {
    pub step: DraftStep,
    pub values: Pairs,
    pub errors: Pairs,
    /// Which page this is, and what it was made with; nothing: it does not say.
    pub seen: Option<Seen>,
    /// It is to stand though the draft was changed elsewhere meanwhile.
    pub instead: Confirmed,
}

impl Typed {
    /// Takes the messages out of the reader: a draft is kept whatever is wrong with it, and then they are shown.
    fn read(r: &mut Reader, step: DraftStep) -> Self {
        read_step(r, step, &mut Content::default());
        let (seen, instead) = (Seen::read(&r.raw("seen")), r.confirmed(INSTEAD));
        Typed { step, values: r.values.clone(), errors: std::mem::take(&mut r.errors), seen, instead }
    }
}

macro_rules! step_forms {
    ($($(#[$doc:meta])* $name:ident at $path:literal for $step:ident;)+) => { $(
        $(#[$doc])*
        pub struct $name(pub Typed);
        impl Form for $name {
            const PATH: &'static str = $path;
            fn read(r: &mut Reader) -> Self {
                Self(Typed::read(r, DraftStep::$step))
            }
        }
        #[cfg(feature = "ssr")]
        impl crate::ui::form::submit::Submit for $name {
            async fn submit(
                self,
                cx: crate::ui::form::submit::Cx,
            ) -> Result<crate::ui::form::submit::Done, crate::ui::form::submit::Failure> {
                submit::keep(self.0, cx).await
            }
        }
    )+ };
}

step_forms! {
    /// Also where the page posts by itself two seconds after the last key.
    KeepParticipant at "/referrals/{id}/participant" for Participant;
    KeepSituation at "/referrals/{id}/situation" for Situation;
    KeepQuestion at "/referrals/{id}/question" for Question;
    KeepConsent at "/referrals/{id}/consent" for Consent;
}

macro_rules! empty_forms {
    ($($name:ident at $path:literal;)+) => { $(
        pub struct $name;
        impl Form for $name {
            const PATH: &'static str = $path;
            fn read(_: &mut Reader) -> Self {
                Self
            }
        }
    )+ };
}

empty_forms! {
    SubmitReferral at "/referrals/{id}/review";
    DiscardDraft at "/referrals/{id}/discard";
    AcceptReferral at "/cases/{id}/accept";
    TakeOver at "/cases/{id}/take-over";
}

pub struct NewReferral {
    pub unit: UnitId,
}

impl Form for NewReferral {
    const PATH: &'static str = "/referrals/new";
    fn read(r: &mut Reader) -> Self {
        Self { unit: r.id("unit", texts::UNIT_MISSING) }
    }
}

pub struct AskCompletion {
    pub question: String,
}

impl Form for AskCompletion {
    const PATH: &'static str = "/cases/{id}/ask-completion";
    fn read(r: &mut Reader) -> Self {
        Self { question: r.text("ask", 4_000, texts::ASK_MISSING) }
    }
}

/// The answer, with the referral as it is to stand. What of the person is left empty stays as it is: the page does not
/// show it, since it may be another agency's word.
pub struct AnswerCompletion {
    pub answer: String,
    pub content: Content,
}

impl Form for AnswerCompletion {
    const PATH: &'static str = "/cases/{id}/answer-completion";
    fn read(r: &mut Reader) -> Self {
        let answer = r.text("answer", 8_000, texts::ANSWER_MISSING);
        let mut content = Content { identity: r.identity_number("identity"), ..Content::default() };
        content.age = r.optional_number("age", 0, 120);
        read_person(r, &mut content);
        read_step(r, DraftStep::Situation, &mut content);
        read_step(r, DraftStep::Question, &mut content);
        if content.question.is_empty() {
            r.wrong("question", texts::QUESTION_MISSING);
        }
        Self { answer, content }
    }
}

/// Hands a case over to another referrer.
pub struct ChangeReferrer {
    /// Their task as referrer, which names person and unit.
    pub to: GrantId,
}

impl Form for ChangeReferrer {
    const PATH: &'static str = "/cases/{id}/referrer";
    fn read(r: &mut Reader) -> Self {
        Self { to: r.id("to", texts::NEW_REFERRER_MISSING) }
    }
}

pub struct ReturnReferral {
    pub reason: ReturnReason,
    pub words: String,
    /// Where the case stood when the page was opened.
    pub was: Option<StateCode>,
    /// It has moved since, and is to be returned all the same.
    pub confirmed: Confirmed,
}

impl Form for ReturnReferral {
    const PATH: &'static str = "/cases/{id}/return";
    fn read(r: &mut Reader) -> Self {
        let reason = r.code("reason", texts::RETURN_WHY_MISSING);
        let words = r.optional_text("words", 4_000);
        if reason == ReturnReason::Other && words.is_empty() {
            r.wrong("words", texts::RETURN_WORDS_MISSING);
        }
        let was = StateCode::from_code(&r.raw("was")).ok();
        Self { reason, words, was, confirmed: r.confirmed("confirmed") }
    }
}

pub struct WithdrawReferral {
    pub words: String,
}

impl Form for WithdrawReferral {
    const PATH: &'static str = "/cases/{id}/withdraw";
    fn read(r: &mut Reader) -> Self {
        Self { words: r.optional_text("words", 4_000) }
    }
}

#[cfg(feature = "ssr")]
#[path = "submits.rs"]
mod submit;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_read_on_the_page_that_it_is_listed_for() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day");
        for step in DraftStep::ALL {
            let mut r = Reader::new(vec![], Lang::Sv, today);
            read_step(&mut r, *step, &mut Content::default());
            assert_eq!(r.names, step.fields(), "{step}");
            assert_eq!(r.errors, []);
        }
    }

    #[test]
    fn only_the_handlers_share_a_label() {
        let fields = DraftStep::ALL.iter().flat_map(|step| step.fields());
        let shared = fields.filter(|field| label_of(field).sv == texts::HANDLERS.sv);
        assert_eq!(shared.count(), Party::ALL.len());
    }

    #[test]
    fn what_is_written_wrong_is_told_and_the_rest_is_read() {
        let values =
            [("identity", "123"), ("given_name", " Younes "), ("phone", "ring mig"), ("email", "x"), ("age", "old")];
        let values = values.map(|(n, v)| (n.to_owned(), v.to_owned())).to_vec();
        let (content, errors) = read_all(values, Lang::Sv, NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day"));
        assert_eq!(content.given_name, "Younes");
        let wrong: Vec<_> = errors.iter().map(|e| e.0.as_str()).collect();
        assert_eq!(wrong, ["identity", "age", "phone", "email"]);
    }
}
