//! The forms of a follow-up.
use super::{rules::Hindrance, texts};
use crate::{
    plans::rules::ActivityStatus,
    ui::form::{Form, Reader},
};

pub struct DoFollowUp {
    pub answers: Vec<Answer>,
    pub needs_lots: bool,
    pub needs_meeting: bool,
    /// Asked where work training can be asked for.
    pub needs_training: bool,
    pub notes: String,
}

/// The answer about one activity, by its number in the plan.
pub struct Answer {
    pub ordinal: i32,
    pub status: ActivityStatus,
    pub hindrance: Option<Hindrance>,
}

impl Form for DoFollowUp {
    const PATH: &'static str = "/cases/{id}/follow-ups/{months}";
    fn read(r: &mut Reader) -> Self {
        let mut answers = Vec::new();
        for ordinal in r.numbers("status") {
            let status = r.code_in::<ActivityStatus>("status", ordinal, texts::STATUS_MISSING);
            let hindrance = r.code_in("hindrance", ordinal, texts::HINDRANCE_MISSING);
            match status {
                None => r.wrong(&format!("status-{ordinal}"), texts::STATUS_MISSING),
                Some(status) if status.needs_reason() && hindrance.is_none() => {
                    r.wrong(&format!("hindrance-{ordinal}"), texts::HINDRANCE_MISSING);
                }
                Some(status) => {
                    let hindrance = hindrance.filter(|_| status != ActivityStatus::Done);
                    answers.push(Answer { ordinal, status, hindrance });
                }
            }
        }
        Self {
            answers,
            needs_lots: r.yes_no("needs_lots", texts::YES_OR_NO),
            needs_meeting: r.yes_no("needs_meeting", texts::YES_OR_NO),
            needs_training: r.ticked("needs_training"),
            notes: r.optional_text("notes", 2_000),
        }
    }
}

/// Decides that no new meeting is needed after all.
pub struct DeclineMeeting;

impl Form for DeclineMeeting {
    const PATH: &'static str = "/cases/{id}/follow-ups/{months}/no-meeting";
    fn read(_: &mut Reader) -> Self {
        Self
    }
}

/// Logs one try to reach the referrer.
pub struct TriedFollowUp;

impl Form for TriedFollowUp {
    const PATH: &'static str = "/cases/{id}/follow-ups/{months}/tried";
    fn read(_: &mut Reader) -> Self {
        Self
    }
}

/// Enters that it could not be done.
pub struct GiveUpFollowUp {
    pub notes: String,
}

impl Form for GiveUpFollowUp {
    const PATH: &'static str = "/cases/{id}/follow-ups/{months}/give-up";
    fn read(r: &mut Reader) -> Self {
        Self { notes: r.optional_text("notes", 2_000) }
    }
}

#[cfg(feature = "ssr")]
mod submit {
    use super::*;
    use crate::{
        follow_ups::{
            actions::{self, Refusal},
            rules::FollowUpResult,
        },
        kernel::{id::CaseId, lang::Lang},
        ui::form::submit::{Cx, Done, Failure, Submit},
    };

    fn refused(lang: Lang, refusal: Refusal) -> Failure {
        match refusal {
            Refusal::AlreadyDone => Failure::form(lang, texts::ALREADY_DONE),
            Refusal::TooEarly => Failure::form(lang, texts::TOO_EARLY),
            Refusal::PlanChanged => Failure::form(lang, texts::PLAN_CHANGED),
            Refusal::TooFewTries => Failure::form(lang, texts::TOO_FEW_TRIES),
            Refusal::Protected => Failure::form(lang, crate::lots::texts::PROTECTED),
            Refusal::App(e) => Failure::App(e),
        }
    }

    impl Submit for DoFollowUp {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let (id, months): (CaseId, i32) = (cx.id()?, cx.param("months")?);
            let done = actions::answer(&cx.db, cx.actor()?, id, months, self).await;
            let (result, seen) = done.map_err(|r| refused(cx.lang, r))?;
            // the lots may not see the case any longer
            Done::saying("/follow-ups", texts::ended(result, seen))
        }
    }

    impl Submit for DeclineMeeting {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let (id, months): (CaseId, i32) = (cx.id()?, cx.param("months")?);
            actions::decline_meeting(&cx.db, cx.actor()?, id, months).await?;
            Done::saying(format!("/cases/{id}"), texts::MEETING_DECLINED)
        }
    }

    impl Submit for TriedFollowUp {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let (id, months): (CaseId, i32) = (cx.id()?, cx.param("months")?);
            actions::tried(&cx.db, cx.actor()?, id, months).await.map_err(|r| refused(cx.lang, r))?;
            Done::saying(format!("/cases/{id}/follow-ups/{months}"), texts::TRIED)
        }
    }

    impl Submit for GiveUpFollowUp {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let (id, months): (CaseId, i32) = (cx.id()?, cx.param("months")?);
            let done = actions::give_up(&cx.db, cx.actor()?, id, months, &self.notes).await;
            let seen = done.map_err(|r| refused(cx.lang, r))?;
            Done::saying("/follow-ups", texts::ended(FollowUpResult::CouldNotFollowUp, seen))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::lang::Lang;

    fn read(values: &[(&str, &str)]) -> (DoFollowUp, Vec<String>) {
        let all = [values, &[("needs_lots", "no"), ("needs_meeting", "no")]].concat();
        let values = all.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        let mut r = Reader::new(values, Lang::Sv, chrono::NaiveDate::default());
        let form = DoFollowUp::read(&mut r);
        (form, r.errors.into_iter().map(|e| e.0).collect())
    }

    #[test]
    fn each_row_is_read_by_its_number() {
        let (form, errors) = read(&[
            ("status-10", "not_done"),
            ("hindrance-10", "refused"),
            ("status-2", "done"),
            ("hindrance-2", "health"),
            ("status-x", "done"),
        ]);
        assert_eq!(errors, [""; 0]);
        let answers: Vec<_> = form.answers.iter().map(|a| (a.ordinal, a.status, a.hindrance)).collect();
        let refused = (10, ActivityStatus::NotDone, Some(Hindrance::Refused));
        assert_eq!(answers, [(2, ActivityStatus::Done, None), refused]);
    }

    #[test]
    fn the_message_stands_beside_its_row() {
        assert_eq!(read(&[("status-1", "")]).1, ["status-1"]);
        assert_eq!(read(&[("status-1", "nonsense")]).1, ["status-1"]);
        for status in ["not_done", "dropped"] {
            assert_eq!(read(&[("status-3", status)]).1, ["hindrance-3"]);
        }
        assert_eq!(read(&[("status-3", "under_way")]).1, [""; 0]);
    }
}
