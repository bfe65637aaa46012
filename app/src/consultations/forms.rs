//! The forms of questions without identity. What gives away who someone is is refused beside its field.
use super::{
    rules::{AgeBand, NO_NAMES, WIDE_ENOUGH, caution::caught, support::Support},
    texts,
};
use crate::{
    kernel::{
        id::{DistrictId, UnitId},
        lang::{Confirmed, Text},
    },
    organisation::rules::Party,
    ui::form::{Form, Reader},
};

/// So long a situation or an answer may be: two of them fit in a referral's field.
const LONG: usize = 4_000;
const SHORT: usize = 2_000;

/// A text without identity.
fn text(r: &mut Reader, name: &'static str, max: usize, missing: Text) -> String {
    let text = r.text(name, max, missing);
    // one that is too long is refused already, and not looked through
    if text.chars().count() <= max
        && let Some((what, found)) = caught(&text)
    {
        r.error(name, texts::refused(r.lang, what, &found));
    }
    text
}

/// What was said yes to.
pub struct Yes {
    pub no_names: Confirmed,
    pub wide_enough: Confirmed,
}

impl Yes {
    fn read(r: &mut Reader) -> Self {
        Self { no_names: r.confirmed(NO_NAMES), wide_enough: r.confirmed(WIDE_ENOUGH) }
    }
}

/// Asks a question.
pub struct NewConsultation {
    pub unit: UnitId,
    pub age_band: AgeBand,
    pub district: Option<DistrictId>,
    pub parties: Vec<Party>,
    pub situation: String,
    pub question: String,
    pub yes: Yes,
}

impl Form for NewConsultation {
    const PATH: &'static str = "/consultations/new";
    fn read(r: &mut Reader) -> Self {
        Self {
            unit: r.id("unit", texts::UNIT_MISSING),
            age_band: r.code("age_band", texts::AGE_BAND_MISSING),
            district: r.optional_id("district"),
            parties: r.codes("parties"),
            situation: text(r, "situation", LONG, texts::SITUATION_MISSING),
            question: text(r, "question", SHORT, texts::QUESTION_MISSING),
            yes: Yes::read(r),
        }
    }
}

/// Says more in the own question.
pub struct AddToConsultation {
    pub text: String,
    pub yes: Yes,
}

impl Form for AddToConsultation {
    const PATH: &'static str = "/consultations/{id}/add";
    fn read(r: &mut Reader) -> Self {
        Self { text: text(r, "text", SHORT, texts::ADD_MISSING), yes: Yes::read(r) }
    }
}

/// A coordinator's answer.
pub struct AnswerConsultation {
    pub text: String,
    pub supports: Vec<Support>,
    /// How many entries the page was made with.
    pub seen: Option<usize>,
    pub no_names: Confirmed,
    pub anyway: Confirmed,
}

impl Form for AnswerConsultation {
    const PATH: &'static str = "/consultations/{id}/answer";
    fn read(r: &mut Reader) -> Self {
        Self {
            text: text(r, "text", LONG, texts::ANSWER_MISSING),
            supports: r.codes("supports"),
            seen: r.raw("seen").parse().ok(),
            no_names: r.confirmed(NO_NAMES),
            anyway: r.confirmed("anyway"),
        }
    }
}

/// Begins a referral from the question.
pub struct ReferConsultation {
    pub unit: UnitId,
}

impl Form for ReferConsultation {
    const PATH: &'static str = "/consultations/{id}/refer";
    fn read(r: &mut Reader) -> Self {
        Self { unit: r.id("unit", texts::UNIT_MISSING) }
    }
}

/// Closes the question.
pub struct CloseConsultation;

impl Form for CloseConsultation {
    const PATH: &'static str = "/consultations/{id}/close";
    fn read(_: &mut Reader) -> Self {
        Self
    }
}

#[cfg(feature = "ssr")]
mod submit {
    use super::*;
    use crate::{
        consultations::{
            actions::{self, Described, NotSaid, ReadBefore, Surely},
            store::{Question, Said},
        },
        kernel::{id::ConsultationId, lang::Lang},
        ui::form::submit::{Cx, Done, Failure, Submit},
    };

    impl From<Yes> for Surely {
        fn from(yes: Yes) -> Self {
            Surely { no_names: yes.no_names, wide_enough: yes.wide_enough }
        }
    }

    fn failure(lang: Lang, not: NotSaid) -> Failure {
        match not {
            NotSaid::Cautions(cautions) => {
                let asked = cautions.iter().map(|c| (c.field().to_owned(), texts::caution(lang, c)));
                Failure::Fields(asked.collect())
            }
            NotSaid::NotMyUnit => Failure::field("unit", lang, texts::NOT_MY_UNIT),
            NotSaid::DistrictGone => Failure::field("district", lang, texts::DISTRICT_GONE),
            NotSaid::Meanwhile => Failure::field("anyway", lang, texts::ANSWERED_MEANWHILE),
            NotSaid::Over => Failure::form(lang, texts::OVER),
            NotSaid::App(e) => e.into(),
        }
    }

    impl Submit for NewConsultation {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let of = Described { age_band: self.age_band, district: self.district };
            let question = Question { situation: self.situation, question: self.question, parties: self.parties };
            let asked = actions::ask(&cx.db, cx.actor()?, self.unit, of, question, &self.yes.into()).await;
            let id = asked.map_err(|e| failure(cx.lang, e))?;
            Done::saying(format!("/consultations/{id}"), texts::ASK_DONE)
        }
    }

    impl Submit for AddToConsultation {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let id: ConsultationId = cx.id()?;
            let added = actions::add(&cx.db, cx.actor()?, id, &self.text, &self.yes.into()).await;
            added.map_err(|e| failure(cx.lang, e))?;
            Done::saying(format!("/consultations/{id}"), texts::ADD_DONE)
        }
    }

    impl Submit for AnswerConsultation {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let id: ConsultationId = cx.id()?;
            let said = Said { text: self.text, supports: self.supports };
            let before = ReadBefore { entries: self.seen, anyway: self.anyway };
            let surely = Surely { no_names: self.no_names, wide_enough: Confirmed::default() };
            let answered = actions::answer(&cx.db, cx.actor()?, id, said, (&before, &surely)).await;
            answered.map_err(|e| failure(cx.lang, e))?;
            Done::saying(format!("/consultations/{id}"), texts::ANSWER_DONE)
        }
    }

    impl Submit for ReferConsultation {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let begun = actions::refer(&cx.db, cx.actor()?, cx.id()?, self.unit).await;
            let draft = begun.map_err(|e| failure(cx.lang, e))?;
            Done::to(format!("/referrals/{draft}/participant"))
        }
    }

    impl Submit for CloseConsultation {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            actions::close(&cx.db, cx.actor()?, cx.id()?).await.map_err(|e| failure(cx.lang, e))?;
            Done::saying("/consultations", texts::CLOSE_DONE)
        }
    }
}
