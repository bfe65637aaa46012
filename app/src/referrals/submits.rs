//! What the forms of referrals do: each one call to the actions.
use super::*;
use crate::{
    kernel::id::{CaseId, ReferralId},
    referrals::actions::{
        self, Completion, NoDraft, NotAnswered, NotHandedOver, NotReturned, NotTakenOver, PageTyped, Refusal,
    },
    ui::form::submit::{Cx, Done, Failure, Submit},
};

/// Keeps a page of the draft as it is, then goes on, or says what is written wrong.
pub(super) async fn keep(typed: Typed, cx: Cx) -> Result<Done, Failure> {
    let id: ReferralId = cx.id()?;
    // keeping the same again is harmless, and a page that comes back with messages may be sent again as it is
    let step = typed.step;
    let page = PageTyped { values: typed.values, seen: typed.seen, instead: typed.instead };
    let mut errors = typed.errors;
    let failed = match actions::keep(&cx.db.repeatable(), cx.actor()?, id, step, page).await {
        Ok(failed) => failed,
        Err(NoDraft::Stale(changed)) => {
            errors.insert(0, (INSTEAD.to_owned(), texts::changed_elsewhere(cx.lang, changed)));
            return Err(Failure::Fields(errors));
        }
        Err(gone) => return no_draft(cx.lang, gone, texts::KEPT_TOO_LATE),
    };
    for problem in failed {
        if errors.iter().all(|e| e.0 != problem.field) {
            errors.push((problem.field.to_owned(), problem.words(cx.lang)));
        }
    }
    if !errors.is_empty() {
        return Err(Failure::Fields(errors));
    }
    let next = DraftStep::ALL.iter().skip_while(|s| **s != step).nth(1);
    Done::to(format!("/referrals/{id}/{}", next.map_or("review", |s| s.code())))
}

/// Leads from an old page of what has been submitted meanwhile to the case, and says what was not done.
fn no_draft(lang: Lang, gone: NoDraft, words: Text) -> Result<Done, Failure> {
    match gone {
        NoDraft::Stale(changed) => Err(Failure::Fields(vec![(String::new(), texts::changed_elsewhere(lang, changed))])),
        NoDraft::Submitted(case) => Done::saying(format!("/cases/{case}"), words),
        NoDraft::App(e) => Err(e.into()),
    }
}

impl Submit for NewReferral {
    async fn submit(self, cx: Cx) -> Result<Done, Failure> {
        let id = actions::begin(&cx.db, cx.actor()?, self.unit).await?;
        Done::to(format!("/referrals/{id}/participant"))
    }
}

impl Submit for SubmitReferral {
    async fn submit(self, cx: Cx) -> Result<Done, Failure> {
        match actions::submit(&cx.db, cx.actor()?, cx.id()?).await {
            Ok(case) => Done::saying(format!("/cases/{case}"), texts::SUBMIT_DONE),
            Err(Refusal::NotReady) => Err(Failure::field("missing", cx.lang, texts::NOT_READY)),
            Err(Refusal::NotMyUnit) => Err(Failure::form(cx.lang, texts::NOT_MY_UNIT)),
            Err(Refusal::App(e)) => Err(e.into()),
        }
    }
}

impl Submit for DiscardDraft {
    async fn submit(self, cx: Cx) -> Result<Done, Failure> {
        match actions::discard(&cx.db, cx.actor()?, cx.id()?).await {
            Ok(()) => Done::saying("/referrals", texts::DISCARDED),
            Err(gone) => no_draft(cx.lang, gone, texts::DISCARDED_TOO_LATE),
        }
    }
}

impl Submit for AskCompletion {
    async fn submit(self, cx: Cx) -> Result<Done, Failure> {
        let id: CaseId = cx.id()?;
        actions::ask_completion(&cx.db, cx.actor()?, id, &self.question).await?;
        Done::saying(format!("/cases/{id}"), texts::ASKED)
    }
}

impl Submit for AnswerCompletion {
    async fn submit(self, cx: Cx) -> Result<Done, Failure> {
        let id: CaseId = cx.id()?;
        let said = Completion { answer: self.answer, content: self.content };
        match actions::answer_completion(&cx.db, cx.actor()?, id, said).await {
            Ok(seen) => Done::saying(if seen { format!("/cases/{id}") } else { "/referrals".into() }, texts::ANSWERED),
            Err(NotAnswered::Problems(problems)) => {
                let told = problems.into_iter().map(|p| (p.field.to_owned(), p.words(cx.lang)));
                Err(Failure::Fields(told.collect()))
            }
            Err(NotAnswered::App(e)) => Err(e.into()),
        }
    }
}

impl Submit for ChangeReferrer {
    async fn submit(self, cx: Cx) -> Result<Done, Failure> {
        let id: CaseId = cx.id()?;
        match actions::hand_over(&cx.db, cx.actor()?, id, self.to).await {
            Ok(()) => Done::saying(format!("/cases/{id}"), texts::HANDED_OVER),
            Err(NotHandedOver::Gone) => Err(Failure::field("to", cx.lang, texts::NEW_REFERRER_GONE)),
            Err(NotHandedOver::Same) => Err(Failure::field("to", cx.lang, texts::NEW_REFERRER_SAME)),
            Err(NotHandedOver::NoConsent) => Err(Failure::field("to", cx.lang, texts::NEW_REFERRER_UNNAMED)),
            Err(NotHandedOver::NeverOpened) => Err(Failure::field("to", cx.lang, texts::NEW_REFERRER_NEVER_OPENED)),
            Err(NotHandedOver::Elsewhere) => Err(Failure::field("to", cx.lang, texts::NEW_REFERRER_ELSEWHERE)),
            Err(NotHandedOver::App(e)) => Err(e.into()),
        }
    }
}

impl Submit for AcceptReferral {
    async fn submit(self, cx: Cx) -> Result<Done, Failure> {
        let id: CaseId = cx.id()?;
        actions::accept(&cx.db, cx.actor()?, id).await?;
        Done::saying(format!("/cases/{id}"), texts::ACCEPTED)
    }
}

impl Submit for ReturnReferral {
    async fn submit(self, cx: Cx) -> Result<Done, Failure> {
        let id: CaseId = cx.id()?;
        let step = (self.was, &self.confirmed);
        let returned = actions::return_it(&cx.db, cx.actor()?, id, (self.reason, &self.words), step).await;
        returned.map_err(|e| match e {
            NotReturned::Moved(to) => {
                Failure::Fields(vec![("confirmed".to_owned(), texts::moved_meanwhile(cx.lang, to))])
            }
            NotReturned::App(e) => Failure::App(e),
        })?;
        Done::saying(format!("/cases/{id}"), texts::RETURNED)
    }
}

impl Submit for WithdrawReferral {
    async fn submit(self, cx: Cx) -> Result<Done, Failure> {
        let id: CaseId = cx.id()?;
        actions::withdraw(&cx.db, cx.actor()?, id, &self.words).await?;
        Done::saying(format!("/cases/{id}"), texts::WITHDRAWN)
    }
}

impl Submit for TakeOver {
    async fn submit(self, cx: Cx) -> Result<Done, Failure> {
        let id: CaseId = cx.id()?;
        match actions::take_over(&cx.db, cx.actor()?, id).await {
            Ok(()) => Done::saying(format!("/cases/{id}"), texts::TAKEN_OVER),
            Err(NotTakenOver::Elsewhere) => Err(Failure::form(cx.lang, texts::TAKE_OVER_ELSEWHERE)),
            Err(NotTakenOver::App(e)) => Err(e.into()),
        }
    }
}
