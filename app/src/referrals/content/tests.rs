//! What is told of a draft, case by case.
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
        consent_language: Some(TextLanguage::Swedish),
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

#[rstest]
#[case(&[Livelihood::NoneAtAll], true)]
#[case(&[Livelihood::IncomeSupport, Livelihood::Other], true)]
#[case(&[Livelihood::IncomeSupport, Livelihood::NoneAtAll], false)]
fn nothing_to_live_on_goes_with_nothing_else(#[case] livelihood: &[Livelihood], #[case] fits: bool) {
    let content = Content { livelihood: livelihood.to_vec(), ..filled() };
    assert_eq!(fields(&content), if fits { vec![] } else { vec!["livelihood"] });
    assert_eq!(content.problems_after(&[HOME], today()).is_empty(), fits, "nor after an answer");
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
    let words = content.problems(&[HOME], today()).remove(0).words(Lang::Sv);
    assert!(words.contains("saknas för Socialtjänst."), "{words}");
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

#[test]
fn what_is_missing_waits_and_what_fails_is_told_at_once() {
    let failed = |c: &Content| -> Vec<_> {
        c.problems(&[HOME], today()).into_iter().filter(|p| p.failed).map(|p| p.field).collect()
    };
    assert_eq!(failed(&Content::default()), [""; 0]);
    let wrong = Content {
        age: Some(15),
        lives: Lives::Elsewhere,
        asked_for: vec![Party::SocialServices, Party::Jobbtorg],
        covered: vec![Party::Jobbtorg],
        given_on: today().succ_opt(),
        ..filled()
    };
    assert_eq!(failed(&wrong), ["age", "district", "asked_for", "covered", "given_on"]);
}

#[test]
fn an_answer_leaves_what_it_does_not_say_of_the_person() {
    let before = Content { phone: "070-123 45 67".into(), protected: Some(true), ..filled() };
    let said = Content {
        given_name: String::new(),
        gender: None,
        lives: Lives::NotSaid,
        language: None,
        interpreter: None,
        protected: Some(false),
        age: None,
        email: "y@exempel.se".into(),
        question: "Nytt?".into(),
        ..filled()
    };
    let after = said.laid_over(&before);
    assert_eq!((after.given_name.as_str(), after.phone.as_str()), ("Younes", "070-123 45 67"));
    assert_eq!((after.protected, after.age, after.lives), (Some(true), Some(25), Lives::In(HOME)));
    assert_eq!(after.changed_from(&before), [ChangedPart::Contact, ChangedPart::Question]);
    assert_eq!(before.changed_from(&before), []);
    let tried = Content { tried: "Praktik.".into(), ..before.clone() };
    assert_eq!(tried.changed_from(&before), [ChangedPart::Tried]);
    assert_eq!(after.problems_after(&[HOME], today()), []);
}
