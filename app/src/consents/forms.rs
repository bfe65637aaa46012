//! The forms of consents.
use super::{
    rules::ConsentForm,
    scan::{self, forms::read_file},
    texts,
    wording::rules::TextLanguage,
};
use crate::{
    organisation::rules::Party,
    referrals::texts as said,
    ui::form::{Form, Reader},
};
use chrono::NaiveDate;

/// A consent given on paper or orally.
pub struct RecordNew {
    pub covered: Vec<Party>,
    pub form: ConsentForm,
    pub heard_by: String,
    pub given_on: NaiveDate,
    pub language: TextLanguage,
    pub with_interpreter: bool,
    pub sus: Option<bool>,
    pub survey: Option<bool>,
    /// The scan of the signed paper, as it was received.
    pub scan: Option<String>,
}

impl Form for RecordNew {
    const PATH: &'static str = "/cases/{id}/consents/new";
    const FILES: u64 = scan::forms::RECEIVED;
    const LARGEST: u64 = scan::rules::LARGEST;

    fn read(r: &mut Reader) -> Self {
        let covered = r.codes("covered");
        let form = r.code("consent_form", said::CONSENT_FORM_MISSING);
        if form == ConsentForm::Electronic {
            r.wrong("consent_form", said::NO_ELECTRONIC);
        }
        let heard_by = r.optional_text("heard_by", 120);
        if form == ConsentForm::Oral && heard_by.is_empty() {
            r.wrong("heard_by", said::HEARD_BY_MISSING);
        }
        let given_on = r.day("given_on", said::GIVEN_ON_MISSING);
        let last = super::rules::valid_until(given_on);
        if given_on > r.today || last < r.today {
            r.wrong("given_on", said::GIVEN_ON_WRONG);
        }
        let language = r.code("consent_language", said::CONSENT_LANGUAGE_MISSING);
        let with_interpreter = r.yes_no("consent_interpreter", said::CONSENT_INTERPRETER_MISSING);
        let mut answer = |name| match r.raw(name).as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
        let (sus, survey) = (answer("sus"), answer("survey"));
        if covered.is_empty() && sus.is_none() && survey.is_none() {
            r.wrong("covered", texts::NOTHING);
        }
        let scan = read_file(r);
        if scan.is_some() && form != ConsentForm::Paper {
            r.wrong("scan", scan::texts::ONLY_PAPER);
        }
        Self { covered, form, heard_by, given_on, language, with_interpreter, sus, survey, scan }
    }
}

/// The second step of a withdrawal; what is withdrawn stands in the address.
pub struct Withdraw;

impl Form for Withdraw {
    const PATH: &'static str = "/cases/{id}/consents/withdraw/{what}";
    fn read(_: &mut Reader) -> Self {
        Self
    }
}

#[cfg(feature = "ssr")]
mod submit {
    use super::*;
    use crate::{
        consents::{
            actions::{self, NewConsent, NotRecorded},
            rules::{Purpose, Withdrawal},
            scan::forms::received,
        },
        kernel::{id::CaseId, swedish},
        ui::form::submit::{Cx, Done, Failure, Submit},
    };

    impl Submit for RecordNew {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let id: CaseId = cx.id()?;
            let scan = match self.scan {
                Some(file) => Some(received(&cx, file).await?),
                None => None,
            };
            let share = NewConsent {
                purpose: Purpose::ShareInTeam,
                given: true,
                form: self.form,
                language: self.language,
                with_interpreter: self.with_interpreter,
                heard_by: self.heard_by,
                given_on: self.given_on,
                parties: self.covered,
            };
            let answers = [(Purpose::RegisterInSus, self.sus), (Purpose::Survey, self.survey)];
            let apart = answers.into_iter().filter_map(|(purpose, given)| Some(share.answering(purpose, given?)));
            let apart: Vec<_> = apart.collect();
            let share = Some(share).filter(|s| !s.parties.is_empty());
            let all = share.into_iter().chain(apart).collect();
            actions::record(&cx.db, cx.actor()?, id, all, scan).await.map_err(|e| match e {
                NotRecorded::BeforeWithdrawal(day) => {
                    let words = texts::BEFORE_WITHDRAWAL.with(cx.lang, swedish::long_day(cx.lang, day));
                    Failure::Fields(vec![("given_on".to_owned(), words)])
                }
                NotRecorded::App(e) => Failure::App(e),
            })?;
            Done::saying(format!("/cases/{id}"), texts::RECORDED)
        }
    }

    impl Submit for Withdraw {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let id: CaseId = cx.id()?;
            let what: Withdrawal = cx.param("what")?;
            let still_seen = actions::withdraw(&cx.db, cx.actor()?, id, what).await?;
            Done::saying(if still_seen { format!("/cases/{id}") } else { "/".into() }, texts::DONE)
        }
    }
}
