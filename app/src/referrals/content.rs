//! What a draft says, and what is missing before it can be submitted. Pure.
use super::{
    rules::{AGES, Exception},
    texts,
};
use crate::{
    cases::rules::{Education, Livelihood, SupportBand, Track},
    consents::rules::{ConsentForm, Given, valid_until},
    kernel::{id::DistrictId, identity_number::IdentityNumber, lang::Text},
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
    pub consent_language: Option<Language>,
    pub consent_interpreter: Option<bool>,
    pub sus: Option<bool>,
}

/// What must be put right before submission, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Problem {
    pub field: &'static str,
    pub text: Text,
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
    pub consent_language: Language,
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
        let mut found = Vec::new();
        self.check_participant(districts, today, &mut found);
        let mut need = |missing: bool, field, text| {
            if missing {
                found.push(Problem { field, text });
            }
        };
        need(self.livelihood.is_empty(), "livelihood", texts::LIVELIHOOD_MISSING);
        need(self.support_band.is_none(), "support_band", texts::SUPPORT_MISSING);
        need(self.education.is_none(), "education", texts::EDUCATION_MISSING);
        need(self.question.is_empty(), "question", texts::QUESTION_MISSING);
        need(members_of(&self.asked_for) < 2, "asked_for", texts::TWO_MEMBERS);
        need(self.track.is_none(), "track", texts::TRACK_MISSING);
        self.check_consent(today, &mut found);
        found
    }

    fn check_participant(&self, districts: &[DistrictId], today: NaiveDate, found: &mut Vec<Problem>) {
        let mut need = |missing: bool, field, text| {
            if missing {
                found.push(Problem { field, text });
            }
        };
        let no_number = self.identity.is_none();
        need(no_number && !self.identity_unknown, "identity", texts::IDENTITY_MISSING);
        need(no_number && self.identity_unknown && self.age.is_none(), "age", texts::AGE_MISSING);
        need(self.given_name.is_empty(), "given_name", texts::GIVEN_NAME_MISSING);
        need(self.family_name.is_empty(), "family_name", texts::FAMILY_NAME_MISSING);
        need(self.gender.is_none(), "gender", texts::GENDER_MISSING);
        need(self.lives == Lives::NotSaid, "district", texts::DISTRICT_MISSING);
        if self.exception_reason.is_empty() {
            let exceptions = self.exceptions(districts, today);
            let age_field = if no_number { "age" } else { "identity" };
            need(exceptions.contains(&Exception::Age), age_field, texts::WRONG_AGE);
            need(exceptions.contains(&Exception::District), "district", texts::WRONG_DISTRICT);
        }
        need(self.language.is_none(), "language", texts::LANGUAGE_MISSING);
        need(self.interpreter.is_none(), "interpreter", texts::INTERPRETER_MISSING);
        need(self.protected.is_none(), "protected", texts::PROTECTED_MISSING);
    }

    fn check_consent(&self, today: NaiveDate, found: &mut Vec<Problem>) {
        let mut need = |missing: bool, field, text| {
            if missing {
                found.push(Problem { field, text });
            }
        };
        let uncovered = self.asked_for.iter().any(|p| !self.covered.contains(p));
        need(self.covered.is_empty(), "covered", texts::COVERED_MISSING);
        need(!self.covered.is_empty() && uncovered, "covered", texts::NOT_COVERED);
        need(self.consent_form.is_none(), "consent_form", texts::CONSENT_FORM_MISSING);
        let oral = self.consent_form == Some(ConsentForm::Oral);
        need(oral && self.heard_by.is_empty(), "heard_by", texts::HEARD_BY_MISSING);
        match self.given_on {
            None => need(true, "given_on", texts::GIVEN_ON_MISSING),
            Some(day) => need(!in_force(day, today), "given_on", texts::GIVEN_ON_WRONG),
        }
        need(self.consent_language.is_none(), "consent_language", texts::CONSENT_LANGUAGE_MISSING);
        need(self.consent_interpreter.is_none(), "consent_interpreter", texts::CONSENT_INTERPRETER_MISSING);
        need(self.sus.is_none(), "sus", texts::SUS_MISSING);
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

/// Whether a consent that was given on that day counts today.
fn in_force(given_on: NaiveDate, today: NaiveDate) -> bool {
    let parties = vec![Party::SocialServices];
    Given { given_on, valid_until: valid_until(given_on), withdrawn: false, parties }.is_in_force(today)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::referrals::rules::DraftStep;
    use rstest::rstest;

    const HOME: DistrictId = DistrictId(uuid::Uuid::nil());

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day")
    }

    fn filled() -> Content {
        Content {
            identity_unknown: true,
            age: Some(25),
            given_name: "Younes".into(),
            family_name: "Ahmadi".into(),
            gender: Some(Gender::Man),
            lives: Lives::In(HOME),
            language: Some(Language::Swedish),
            interpreter: Some(false),
            protected: Some(false),
            livelihood: vec![Livelihood::IncomeSupport],
            support_band: Some(SupportBand::From1To2),
            education: Some(Education::Compulsory),
            question: "Hur kommer han vidare?".into(),
            asked_for: vec![Party::SocialServices, Party::HealthCare],
            track: Some(Track::TeamMeeting),
            covered: vec![Party::SocialServices, Party::HealthCare],
            consent_form: Some(ConsentForm::Paper),
            given_on: Some(today()),
            consent_language: Some(Language::Swedish),
            consent_interpreter: Some(false),
            sus: Some(false),
            ..Content::default()
        }
    }

    fn fields(content: &Content) -> Vec<&'static str> {
        content.problems(&[HOME], today()).into_iter().map(|p| p.field).collect()
    }

    #[test]
    fn a_filled_draft_can_be_submitted_and_a_no_to_sus_is_as_good_as_a_yes() {
        assert_eq!(fields(&filled()), [""; 0]);
        assert!(!filled().complete(&[HOME], today()).expect("complete").sus);
    }

    #[test]
    fn an_empty_draft_misses_things_on_every_page() {
        let problems = Content::default().problems(&[HOME], today());
        for step in <DraftStep as crate::kernel::code::Code>::ALL {
            assert!(problems.iter().any(|p| DraftStep::of(p.field) == Some(*step)), "{step}");
        }
        assert!(Content::default().complete(&[HOME], today()).is_err());
    }

    #[rstest]
    #[case(15, false)]
    #[case(16, true)]
    #[case(64, true)]
    #[case(65, false)]
    fn ages_16_to_64(#[case] age: i32, #[case] fits: bool) {
        let content = Content { age: Some(age), ..filled() };
        assert_eq!(fields(&content).is_empty(), fits);
        let asked = Content { exception_reason: "Fyller sexton i januari.".into(), ..content };
        assert_eq!(fields(&asked), [""; 0]);
        assert_eq!(asked.exceptions(&[HOME], today()).is_empty(), fits);
    }

    #[test]
    fn the_age_comes_from_the_number_where_it_is_known() {
        // one of the ten has the right check digit
        let identity = (0..10).find_map(|d| IdentityNumber::parse(&format!("20110101-238{d}"), today()).ok());
        let content = Content { identity, identity_unknown: false, ..filled() };
        assert_eq!(content.age_on(today()), Some(15));
        assert_eq!(fields(&content), ["identity"]);
    }

    #[test]
    fn social_services_and_jobbtorg_are_not_two_members() {
        let both = vec![Party::SocialServices, Party::Jobbtorg];
        let content = Content { asked_for: both.clone(), covered: both, ..filled() };
        assert_eq!(fields(&content), ["asked_for"]);
    }

    #[test]
    fn the_district_must_be_the_associations() {
        let other = DistrictId(uuid::Uuid::max());
        for lives in [Lives::Elsewhere, Lives::In(other)] {
            let content = Content { lives, ..filled() };
            assert_eq!(fields(&content), ["district"]);
            let asked = Content { exception_reason: "Flyttar hit i mars.".into(), ..content };
            assert_eq!(fields(&asked), [""; 0]);
        }
        assert_eq!(fields(&Content { lives: Lives::NotSaid, ..filled() }), ["district"]);
    }

    #[test]
    fn the_consent_must_cover_who_is_asked_for() {
        let content = Content { covered: vec![Party::HealthCare], ..filled() };
        assert_eq!(fields(&content), ["covered"]);
        assert_eq!(fields(&Content { covered: vec![], ..filled() }), ["covered"]);
    }

    #[rstest]
    #[case(-1, true)]
    #[case(1, false)]
    #[case(-800, false)]
    fn the_consent_must_be_in_force(#[case] days: i64, #[case] counts: bool) {
        let content = Content { given_on: Some(today() + chrono::Duration::days(days)), ..filled() };
        assert_eq!(fields(&content).is_empty(), counts);
    }

    #[test]
    fn who_heard_an_oral_consent_must_be_told() {
        let content = Content { consent_form: Some(ConsentForm::Oral), ..filled() };
        assert_eq!(fields(&content), ["heard_by"]);
    }
}
