//! The forms about lots.
use super::{
    rules::{AskedAt, AssignmentEnd},
    texts,
};
use crate::{
    kernel::id::UserId,
    ui::form::{Form, Reader},
};

pub struct AskForLots {
    pub stage: AskedAt,
    /// None: assigned later.
    pub lots: Option<UserId>,
}

impl Form for AskForLots {
    const PATH: &'static str = "/cases/{id}/lots/ask";
    fn read(r: &mut Reader) -> Self {
        Self { stage: r.code("stage", texts::STAGE_MISSING), lots: r.optional_id("lots") }
    }
}

pub struct AssignLots {
    pub lots: UserId,
}

impl Form for AssignLots {
    const PATH: &'static str = "/cases/{id}/lots/assign";
    fn read(r: &mut Reader) -> Self {
        Self { lots: r.id("lots", texts::LOTS_MISSING) }
    }
}

pub struct AnswerLots {
    pub accepts: bool,
    /// Why not.
    pub words: String,
}

impl Form for AnswerLots {
    const PATH: &'static str = "/cases/{id}/lots/answer";
    fn read(r: &mut Reader) -> Self {
        let answer = r.raw("answer");
        if !matches!(answer.as_str(), "accept" | "decline") {
            r.wrong("answer", texts::ANSWER_MISSING);
        }
        let words = r.optional_text("words", 1_000);
        if answer == "decline" && words.is_empty() {
            r.wrong("words", texts::WORDS_MISSING);
        }
        Self { accepts: answer == "accept", words }
    }
}

/// Says that the work has begun.
pub struct BeginLots;

impl Form for BeginLots {
    const PATH: &'static str = "/cases/{id}/lots/begin";
    fn read(_: &mut Reader) -> Self {
        Self
    }
}

pub struct EndLots {
    pub reason: AssignmentEnd,
}

impl Form for EndLots {
    const PATH: &'static str = "/cases/{id}/lots/end";
    fn read(r: &mut Reader) -> Self {
        let reason = r.code("reason", texts::END_MISSING);
        if !AssignmentEnd::BY_HAND.contains(&reason) {
            r.wrong("reason", texts::END_MISSING);
        }
        Self { reason }
    }
}

#[cfg(feature = "ssr")]
mod submit {
    use super::*;
    use crate::{
        access::Role,
        kernel::{id::CaseId, lang::Lang},
        lots::actions::{self, Refusal},
        ui::form::submit::{Cx, Done, Failure, Submit},
    };

    fn refused(lang: Lang, refusal: Refusal) -> Failure {
        match refusal {
            Refusal::NotNow => Failure::form(lang, texts::NOT_NOW),
            Refusal::AlreadyAsked => Failure::form(lang, texts::ALREADY_ASKED),
            Refusal::NothingAsked => Failure::form(lang, texts::NOTHING_ASKED),
            Refusal::Moved => Failure::form(lang, texts::MOVED),
            Refusal::TheSame => Failure::field("lots", lang, texts::THE_SAME),
            Refusal::NotALots => Failure::field("lots", lang, texts::LOTS_MISSING),
            Refusal::Elsewhere => Failure::field("answer", lang, texts::ELSEWHERE),
            Refusal::Protected => Failure::form(lang, texts::PROTECTED),
            Refusal::App(e) => Failure::App(e),
        }
    }

    impl Submit for AskForLots {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let id: CaseId = cx.id()?;
            actions::ask(&cx.db, cx.actor()?, id, self).await.map_err(|r| refused(cx.lang, r))?;
            Done::saying(format!("/cases/{id}"), texts::ASKED)
        }
    }

    impl Submit for AssignLots {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let id: CaseId = cx.id()?;
            actions::assign(&cx.db, cx.actor()?, id, self).await.map_err(|r| refused(cx.lang, r))?;
            Done::saying(format!("/cases/{id}"), texts::ASSIGNED)
        }
    }

    impl Submit for AnswerLots {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let id: CaseId = cx.id()?;
            match actions::answer(&cx.db, cx.actor()?, id, self).await.map_err(|r| refused(cx.lang, r))? {
                true => Done::saying(format!("/cases/{id}"), texts::ACCEPTED),
                false => Done::saying("/lots", texts::DECLINED),
            }
        }
    }

    impl Submit for BeginLots {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let id: CaseId = cx.id()?;
            actions::begin(&cx.db, cx.actor()?, id).await.map_err(|r| refused(cx.lang, r))?;
            Done::saying(format!("/cases/{id}"), texts::BEGUN)
        }
    }

    impl Submit for EndLots {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let id: CaseId = cx.id()?;
            let actor = cx.actor()?;
            actions::end(&cx.db, actor, id, self.reason).await.map_err(|r| refused(cx.lang, r))?;
            let to = if actor.has(Role::Coordinator) { format!("/cases/{id}") } else { "/lots".to_owned() };
            Done::saying(to, texts::ENDED)
        }
    }
}
