//! What a draft says, and what is missing before it can be submitted. Pure.
use super::{
    rules::{AGES, ChangedPart, Exception},
    texts,
};
use crate::{
    cases::{
        rules::{Education, Livelihood, SupportBand, Track},
        texts::LIVELIHOOD_CONTRADICTS,
    },
    consents::rules::{ConsentForm, Given, valid_until},
    consents::wording::rules::TextLanguage,
    kernel::{
        code::Code,
        id::DistrictId,
        identity_number::IdentityNumber,
        lang::{Lang, Text},
        swedish,
    },
    meetings::rules::MeetingForm,
    organisation::rules::{Party, members_of},
    participants::rules::{Gender, Language},
};
use chrono::NaiveDate;

/// Where the participant lives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lives {
    #[default]
    NotSaid,
    In(DistrictId),
    /// In none of the association's districts.
    Elsewhere,
}

/// A draft as far as it has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    pub identity: Option<IdentityNumber>,
    pub identity_unknown: bool,
    /// As stated, where the identity number is unknown.
    pub age: Option<i32>,
    pub given_name: String,
    pub family_name: String,
    pub gender: Option<Gender>,
    pub lives: Lives,
    pub exception_reason: String,
    pub language: Option<Language>,
    pub interpreter: Option<bool>,
    pub accessibility: String,
    pub phone: String,
    pub email: String,
    pub protected: Option<bool>,
    pub livelihood: Vec<Livelihood>,
    pub support_band: Option<SupportBand>,
    pub education: Option<Education>,
    pub involved: Vec<Party>,
    /// Who handles the person at the parties involved.
    pub handlers: Vec<(Party, String)>,
    pub tried: String,
    pub question: String,
    pub own_words: String,
    pub own_goal: String,
    pub asked_for: Vec<Party>,
    pub meeting_form: Option<MeetingForm>,
    pub track: Option<Track>,
    pub covered: Vec<Party>,
    pub consent_form: Option<ConsentForm>,
    pub heard_by: String,
    pub given_on: Option<NaiveDate>,
    pub consent_language: Option<TextLanguage>,
    pub consent_interpreter: Option<bool>,
    pub sus: Option<bool>,
    /// May be left unasked.
    pub survey: Option<bool>,
}

/// What must be put right before submission, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub field: &'static str,
    pub text: Text,
    /// Which parties it is about, where the text says them.
    pub parties: Vec<Party>,
    /// Something is there and does not do: told as soon as it is typed. Else it is only not there yet.
    pub failed: bool,
}

impl Problem {
    /// What is told beside the field.
    pub fn words(&self, lang: Lang) -> String {
        let parties: Vec<&str> = self.parties.iter().map(|p| p.words().get(lang)).collect();
        self.text.with(lang, swedish::list(lang, &parties))
    }
}

/// Collects problems, in the order of the pages.
#[derive(Default)]
struct Found(Vec<Problem>);

impl Found {
    /// What is not there yet.
    fn need(&mut self, missing: bool, field: &'static str, text: Text) {
        if missing {
            self.0.push(Problem { field, text, parties: Vec::new(), failed: false });
        }
    }

    /// A check that what is there fails.
    fn fail(&mut self, failed: bool, field: &'static str, text: Text) {
        if failed {
            self.fail_for(Vec::new(), field, text);
        }
    }

    /// A check that what is there fails for these parties.
    fn fail_for(&mut self, parties: Vec<Party>, field: &'static str, text: Text) {
        self.0.push(Problem { field, text, parties, failed: true });
    }
}

/// A draft that can be submitted: what must be there is there.
#[derive(Clone, Debug)]
pub struct Complete {
    pub content: Content,
    pub age: i32,
    pub gender: Gender,
    pub language: Language,
    pub support_band: SupportBand,
    pub education: Education,
    pub track: Track,
    pub consent_form: ConsentForm,
    pub given_on: NaiveDate,
    pub consent_language: TextLanguage,
    pub sus: bool,
    pub exceptions: Vec<Exception>,
}

impl Content {
    /// The age on that day, by the identity number or as stated.
    pub fn age_on(&self, day: NaiveDate) -> Option<i32> {
        match &self.identity {
            Some(identity) => i32::try_from(identity.age_on(day)).ok(),
            None => self.age.filter(|_| self.identity_unknown),
        }
    }

    /// What the referral needs an exception from on that day.
    pub fn exceptions(&self, districts: &[DistrictId], day: NaiveDate) -> Vec<Exception> {
        let mut exceptions = Vec::new();
        if self.age_on(day).is_some_and(|age| !AGES.contains(&age)) {
            exceptions.push(Exception::Age);
        }
        if match self.lives {
            Lives::NotSaid => false,
            Lives::In(district) => !districts.contains(&district),
            Lives::Elsewhere => true,
        } {
            exceptions.push(Exception::District);
        }
        exceptions
    }

    /// Everything that stands in the way of submission, in the order of the pages.
    pub fn problems(&self, districts: &[DistrictId], today: NaiveDate) -> Vec<Problem> {
        let mut found = Found::default();
        self.check_participant(districts, today, &mut found);
        self.check_situation(&mut found);
        self.check_question(&mut found);
        self.check_consent(today, &mut found);
        found.0
    }

    /// What stands in the way of a referral that is changed after its submission on that day: all but its consents,
    /// which have become records of their own.
    pub fn problems_after(&self, districts: &[DistrictId], submitted_on: NaiveDate) -> Vec<Problem> {
        let mut found = Found::default();
        self.check_participant(districts, submitted_on, &mut found);
        self.check_situation(&mut found);
        self.check_question(&mut found);
        found.0
    }

    fn check_participant(&self, districts: &[DistrictId], today: NaiveDate, found: &mut Found) {
        let no_number = self.identity.is_none();
        found.need(no_number && !self.identity_unknown, "identity", texts::IDENTITY_MISSING);
        found.need(no_number && self.identity_unknown && self.age.is_none(), "age", texts::AGE_MISSING);
        found.need(self.given_name.is_empty(), "given_name", texts::GIVEN_NAME_MISSING);
        found.need(self.family_name.is_empty(), "family_name", texts::FAMILY_NAME_MISSING);
        found.need(self.gender.is_none(), "gender", texts::GENDER_MISSING);
        found.need(self.lives == Lives::NotSaid, "district", texts::DISTRICT_MISSING);
        if self.exception_reason.is_empty() {
            let exceptions = self.exceptions(districts, today);
            let age_field = if no_number { "age" } else { "identity" };
            found.fail(exceptions.contains(&Exception::Age), age_field, texts::WRONG_AGE);
            found.fail(exceptions.contains(&Exception::District), "district", texts::WRONG_DISTRICT);
        }
        found.need(self.language.is_none(), "language", texts::LANGUAGE_MISSING);
        found.need(self.interpreter.is_none(), "interpreter", texts::INTERPRETER_MISSING);
        found.need(self.protected.is_none(), "protected", texts::PROTECTED_MISSING);
    }

    fn check_situation(&self, found: &mut Found) {
        found.need(self.livelihood.is_empty(), "livelihood", texts::LIVELIHOOD_MISSING);
        found.fail(Livelihood::contradict(&self.livelihood), "livelihood", LIVELIHOOD_CONTRADICTS);
        found.need(self.support_band.is_none(), "support_band", texts::SUPPORT_MISSING);
        found.need(self.education.is_none(), "education", texts::EDUCATION_MISSING);
    }

    fn check_question(&self, found: &mut Found) {
        found.need(self.question.is_empty(), "question", texts::QUESTION_MISSING);
        found.need(self.asked_for.is_empty(), "asked_for", texts::TWO_MEMBERS);
        let too_few = !self.asked_for.is_empty() && members_of(&self.asked_for) < 2;
        found.fail(too_few, "asked_for", texts::TWO_MEMBERS);
        found.need(self.track.is_none(), "track", texts::TRACK_MISSING);
    }

    fn check_consent(&self, today: NaiveDate, found: &mut Found) {
        let uncovered: Vec<Party> = self.asked_for.iter().copied().filter(|p| !self.covered.contains(p)).collect();
        found.need(self.covered.is_empty(), "covered", texts::COVERED_MISSING);
        if !self.covered.is_empty() && !uncovered.is_empty() {
            found.fail_for(uncovered, "covered", texts::NOT_COVERED);
        }
        found.need(self.consent_form.is_none(), "consent_form", texts::CONSENT_FORM_MISSING);
        let oral = self.consent_form == Some(ConsentForm::Oral);
        found.fail(oral && self.heard_by.is_empty(), "heard_by", texts::HEARD_BY_MISSING);
        found.need(self.given_on.is_none(), "given_on", texts::GIVEN_ON_MISSING);
        let not_in_force = self.given_on.is_some_and(|day| !in_force(day, today));
        found.fail(not_in_force, "given_on", texts::GIVEN_ON_WRONG);
        found.need(self.consent_language.is_none(), "consent_language", texts::CONSENT_LANGUAGE_MISSING);
        found.need(self.consent_interpreter.is_none(), "consent_interpreter", texts::CONSENT_INTERPRETER_MISSING);
        found.need(self.sus.is_none(), "sus", texts::SUS_MISSING);
    }

    /// The draft as it can be submitted, or what is in the way.
    pub fn complete(self, districts: &[DistrictId], today: NaiveDate) -> Result<Complete, Vec<Problem>> {
        let problems = self.problems(districts, today);
        let exceptions = self.exceptions(districts, today);
        let (true, Some(age), Some(gender), Some(language), Some(support_band), Some(education)) =
            (problems.is_empty(), self.age_on(today), self.gender, self.language, self.support_band, self.education)
        else {
            return Err(problems);
        };
        let (Some(track), Some(consent_form), Some(given_on), Some(consent_language), Some(sus)) =
            (self.track, self.consent_form, self.given_on, self.consent_language, self.sus)
        else {
            return Err(problems);
        };
        Ok(Complete {
            content: self,
            age,
            gender,
            language,
            support_band,
            education,
            track,
            consent_form,
            given_on,
            consent_language,
            sus,
            exceptions,
        })
    }
}

/// A word where one was said, else the earlier one.
fn said_or(said: String, before: &str) -> String {
    if said.is_empty() { before.to_owned() } else { said }
}

impl Content {
    /// What an answer says, laid over the referral as it stands: what of the person is left empty stays as it is, a
    /// known identity number and a protected identity stay in any case.
    #[must_use]
    pub fn laid_over(self, before: &Content) -> Content {
        let identity = before.identity.or(self.identity);
        Content {
            identity,
            identity_unknown: identity.is_none(),
            age: self.age.or(before.age),
            given_name: said_or(self.given_name, &before.given_name),
            family_name: said_or(self.family_name, &before.family_name),
            gender: self.gender.or(before.gender),
            lives: if self.lives == Lives::NotSaid { before.lives } else { self.lives },
            language: self.language.or(before.language),
            interpreter: self.interpreter.or(before.interpreter),
            accessibility: said_or(self.accessibility, &before.accessibility),
            phone: said_or(self.phone, &before.phone),
            email: said_or(self.email, &before.email),
            protected: Some(before.protected == Some(true) || self.protected == Some(true)),
            ..self
        }
    }

    /// The parts in which it differs from what stood before.
    pub fn changed_from(&self, before: &Content) -> Vec<ChangedPart> {
        let (a, b) = (self, before);
        let person = |c: &Content| {
            (
                c.given_name.clone(),
                c.family_name.clone(),
                c.gender,
                c.language,
                c.interpreter,
                c.accessibility.clone(),
                c.protected,
            )
        };
        let situation =
            |c: &Content| (c.livelihood.clone(), c.support_band, c.education, c.involved.clone(), c.handlers.clone());
        let changed = [
            (ChangedPart::Identity, a.identity != b.identity || a.age != b.age),
            (ChangedPart::Person, person(a) != person(b)),
            (ChangedPart::Contact, a.phone != b.phone || a.email != b.email),
            (ChangedPart::District, a.lives != b.lives || a.exception_reason != b.exception_reason),
            (ChangedPart::Situation, situation(a) != situation(b)),
            (ChangedPart::Question, a.question != b.question),
            (ChangedPart::Tried, a.tried != b.tried),
            (ChangedPart::OwnWords, a.own_words != b.own_words || a.own_goal != b.own_goal),
            (ChangedPart::Parties, a.asked_for != b.asked_for),
            (ChangedPart::Meeting, a.meeting_form != b.meeting_form || a.track != b.track),
        ];
        changed.into_iter().filter(|c| c.1).map(|c| c.0).collect()
    }
}

/// Whether a consent that was given on that day counts today.
fn in_force(given_on: NaiveDate, today: NaiveDate) -> bool {
    let parties = vec![Party::SocialServices];
    Given { given_on, valid_until: valid_until(given_on), withdrawn: false, parties }.is_in_force(today)
}

#[cfg(test)]
mod tests;
