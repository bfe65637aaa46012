//! The forms: opening a case without consent, and the review of that.
use super::{
    rules::{GlassReason, Judgement, SHORTEST},
    texts,
};
use crate::ui::form::{Form, Reader};

const WORDS: usize = 2_000;

/// Opens a case without consent.
pub struct Break {
    pub reason: GlassReason,
    pub words: String,
}

impl Form for Break {
    const PATH: &'static str = "/cases/{id}/without-consent";
    fn read(r: &mut Reader) -> Self {
        let reason = r.code("reason", texts::REASON_MISSING);
        let words = r.text("words", WORDS, texts::WORDS_MISSING);
        let count = words.chars().count();
        if count > 0 && count < SHORTEST {
            r.wrong("words", texts::WORDS_SHORT);
        }
        if !r.ticked("understood") {
            r.wrong("understood", texts::UNDERSTOOD_MISSING);
        }
        Self { reason, words }
    }
}

/// Signs the review of one.
pub struct Sign {
    pub judgement: Judgement,
    pub words: String,
}

impl Form for Sign {
    const PATH: &'static str = "/reviews/{id}";
    fn read(r: &mut Reader) -> Self {
        let judgement = r.code("judgement", texts::JUDGEMENT_MISSING);
        let words = r.optional_text("words", WORDS);
        if judgement == Judgement::NotJustified && words.is_empty() {
            r.wrong("words", texts::REVIEW_WORDS_MISSING);
        }
        Self { judgement, words }
    }
}

#[cfg(feature = "ssr")]
mod submit {
    use super::*;
    use crate::{
        break_glass::actions,
        kernel::{
            error::AppError,
            id::{CaseId, GlassId},
        },
        ui::form::submit::{Cx, Done, Failure, Submit},
    };

    impl Submit for Break {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let id: CaseId = cx.id()?;
            actions::open(&cx.db, cx.actor()?, id, self.reason, &self.words).await.map_err(|e| match e {
                AppError::Conflict => Failure::form(cx.lang, texts::CONSENTED),
                e => Failure::App(e),
            })?;
            Done::to(format!("/cases/{id}/without-consent/read"))
        }
    }

    impl Submit for Sign {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let id: GlassId = cx.id()?;
            actions::sign(&cx.db, cx.actor()?, id, self.judgement, &self.words).await.map_err(|e| match e {
                AppError::Conflict => Failure::form(cx.lang, texts::SIGNED_MEANWHILE),
                e => Failure::App(e),
            })?;
            Done::saying("/reviews", texts::SIGNED)
        }
    }
}
