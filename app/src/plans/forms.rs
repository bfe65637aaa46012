//! The forms of the plan and its activities.
#[cfg(feature = "ssr")]
use super::store::Decision;
use super::{
    rules::{ActivityStatus, DecisionOutcome, GoalKind, Responsible},
    texts,
};
use crate::{
    kernel::{
        id::{AgencyId, UnitId},
        lang::Confirmed,
    },
    ui::form::{Form, Reader},
};
use chrono::NaiveDate;

crate::codes! {
    /// Which button of the goal's form was pressed: each keeps the goal, so that nothing typed is lost on the way.
    pub enum Then {
        Stay = "stay", "Spara", "Save";
        AddActivity = "add_activity", "Spara och lägg till aktivitet", "Save and add an activity";
        Establish = "establish", "Spara och gå till fastställandet", "Save and go on to establish";
    }
}

/// Goal and own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goal {
    pub kind: GoalKind,
    pub goal: String,
    pub own_words: String,
}

pub struct WritePlan {
    /// None: nothing is typed, and an activity is to be added before there is a goal.
    pub goal: Option<Goal>,
    /// The revision that the page was read at.
    pub revision: Option<i32>,
    pub then: Then,
}

impl Form for WritePlan {
    const PATH: &'static str = "/cases/{id}/plan";
    fn read(r: &mut Reader) -> Self {
        let then = r.raw("then").parse().unwrap_or(Then::Stay);
        let nothing = ["kind", "goal", "own_words"].into_iter().all(|name| r.raw(name).trim().is_empty());
        let goal = (then != Then::AddActivity || !nothing).then(|| Goal {
            kind: r.code("kind", texts::KIND_MISSING),
            goal: r.text("goal", 1_000, texts::GOAL_MISSING),
            own_words: r.optional_text("own_words", 2_000),
        });
        Self { goal, revision: r.optional_number("revision", 0, i32::MAX), then }
    }
}

pub struct EstablishPlan {
    pub revision: Option<i32>,
}

impl Form for EstablishPlan {
    const PATH: &'static str = "/cases/{id}/plan/establish";
    fn read(r: &mut Reader) -> Self {
        Self { revision: r.optional_number("revision", 0, i32::MAX) }
    }
}

/// Where an activity is done: an agency, or one of its units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Agency(AgencyId),
    Unit(UnitId),
}

impl Place {
    fn parse(value: &str) -> Option<Self> {
        let (kind, id) = value.split_once('.')?;
        match kind {
            "agency" => id.parse().ok().map(Place::Agency),
            "unit" => id.parse().ok().map(Place::Unit),
            _ => None,
        }
    }
}

/// What an activity says.
pub struct ActivityFields {
    pub text: String,
    pub responsible: Responsible,
    pub place: Option<Place>,
    pub person: String,
    pub due: Option<NaiveDate>,
    pub needs_decision: bool,
    pub asked_on: Option<NaiveDate>,
    /// Answers for it though the consent does not name the party.
    pub confirmed: Confirmed,
    /// It was to be done by a day that has passed.
    pub due_confirmed: Confirmed,
}

impl ActivityFields {
    fn read(r: &mut Reader) -> Self {
        let place = r.raw("place");
        let parsed = Place::parse(&place);
        if !place.is_empty() && parsed.is_none() {
            r.wrong("place", texts::WRONG_PLACE);
        }
        let asked_on = r.optional_day("asked_on");
        if asked_on.is_some_and(|day| day > r.today) {
            r.wrong("asked_on", texts::NOT_YET);
        }
        Self {
            text: r.text("text", 1_000, texts::TEXT_MISSING),
            responsible: r.code("responsible", texts::RESPONSIBLE_MISSING),
            place: parsed,
            person: r.optional_text("person", 200),
            due: r.optional_day("due"),
            needs_decision: r.ticked("needs_decision"),
            asked_on,
            confirmed: r.confirmed("confirmed"),
            due_confirmed: r.confirmed("due_confirmed"),
        }
    }
}

pub struct AddActivity(pub ActivityFields);

impl Form for AddActivity {
    const PATH: &'static str = "/cases/{id}/activities/new";
    fn read(r: &mut Reader) -> Self {
        Self(ActivityFields::read(r))
    }
}

pub struct ChangeActivity {
    pub fields: ActivityFields,
    pub revision: Option<i32>,
}

impl Form for ChangeActivity {
    const PATH: &'static str = "/cases/{id}/activities/{activity}/edit";
    fn read(r: &mut Reader) -> Self {
        Self { fields: ActivityFields::read(r), revision: r.optional_number("revision", 0, i32::MAX) }
    }
}

pub struct MarkActivity {
    pub status: ActivityStatus,
    /// The status that the page showed.
    pub was: Option<ActivityStatus>,
    pub reason: String,
    pub asked_on: Option<NaiveDate>,
    pub outcome: Option<DecisionOutcome>,
    pub decided_on: Option<NaiveDate>,
}

#[cfg(feature = "ssr")]
impl MarkActivity {
    /// What it says of an agency's decision.
    pub fn decision(&self) -> Decision {
        Decision { asked_on: self.asked_on, outcome: self.outcome, decided_on: self.decided_on }
    }
}

impl Form for MarkActivity {
    const PATH: &'static str = "/cases/{id}/activities/{activity}/status";
    fn read(r: &mut Reader) -> Self {
        let status: ActivityStatus = r.code("status", texts::STATUS_MISSING);
        let reason = r.optional_text("reason", 1_000);
        if status.needs_reason() && reason.is_empty() {
            r.wrong("reason", texts::REASON_MISSING);
        }
        let (asked_on, decided_on) = (r.optional_day("asked_on"), r.optional_day("decided_on"));
        let outcome = r.optional_code("outcome", texts::OUTCOME_MISSING);
        for (name, day) in [("asked_on", asked_on), ("decided_on", decided_on)] {
            if day.is_some_and(|day| day > r.today) {
                r.wrong(name, texts::NOT_YET);
            }
        }
        if decided_on.is_some() && outcome.is_none() {
            r.wrong("outcome", texts::OUTCOME_MISSING);
        }
        if outcome.is_some() && decided_on.is_none() {
            r.wrong("decided_on", texts::DECIDED_MISSING);
        }
        if asked_on.zip(decided_on).is_some_and(|(asked, decided)| decided < asked) {
            r.wrong("decided_on", texts::DECIDED_BEFORE);
        }
        let was = r.optional_code("was", texts::STATUS_MISSING);
        let reason = if status.needs_reason() { reason } else { String::new() };
        Self { status, was, reason, asked_on, outcome, decided_on }
    }
}

#[cfg(feature = "ssr")]
mod submit {
    use super::*;
    use crate::{
        kernel::{id::CaseId, lang::Lang},
        plans::actions::{self, Refusal},
        ui::form::submit::{Cx, Done, Failure, Submit},
    };

    fn refused(lang: Lang, refusal: Refusal) -> Failure {
        match refusal {
            Refusal::NotNow => Failure::form(lang, texts::NOT_NOW),
            Refusal::Stale => Failure::form(lang, texts::STALE),
            Refusal::AlreadyEstablished => Failure::form(lang, texts::ALREADY_ESTABLISHED),
            Refusal::NotMet => Failure::form(lang, texts::NOT_MET),
            Refusal::NoGoal => Failure::form(lang, texts::NO_GOAL),
            Refusal::NoActivity => Failure::form(lang, texts::NO_ACTIVITY),
            Refusal::WrongPlace => Failure::field("place", lang, texts::WRONG_PLACE),
            Refusal::Unconsented(party) => Failure::Fields(vec![("confirmed".into(), texts::unconsented(lang, party))]),
            Refusal::DuePast(due) => Failure::Fields(vec![("due_confirmed".into(), texts::due_past(lang, due))]),
            Refusal::NothingTyped => Failure::Fields(vec![
                ("kind".into(), texts::KIND_MISSING.get(lang).into()),
                ("goal".into(), texts::GOAL_MISSING.get(lang).into()),
            ]),
            Refusal::AlreadyMarked => Failure::form(lang, texts::ALREADY_MARKED),
            Refusal::App(e) => Failure::App(e),
        }
    }

    impl Submit for WritePlan {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let id: CaseId = cx.id()?;
            let (then, typed) = (self.then, self.goal.is_some());
            actions::write(&cx.db, cx.actor()?, id, self).await.map_err(|r| refused(cx.lang, r))?;
            match then {
                Then::Stay => Done::saying(format!("/cases/{id}/plan"), texts::SAVED),
                Then::AddActivity if typed => Done::saying(format!("/cases/{id}/activities/new"), texts::GOAL_SAVED),
                Then::AddActivity => Done::to(format!("/cases/{id}/activities/new")),
                Then::Establish => Done::saying(format!("/cases/{id}/plan/establish"), texts::GOAL_SAVED),
            }
        }
    }

    impl Submit for EstablishPlan {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let id: CaseId = cx.id()?;
            actions::establish(&cx.db, cx.actor()?, id, self).await.map_err(|r| refused(cx.lang, r))?;
            Done::saying(format!("/cases/{id}/plan"), texts::ESTABLISHED)
        }
    }

    impl Submit for AddActivity {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let id: CaseId = cx.id()?;
            actions::add(&cx.db, cx.actor()?, id, self.0).await.map_err(|r| refused(cx.lang, r))?;
            Done::saying(format!("/cases/{id}/plan"), texts::ADDED)
        }
    }

    impl Submit for ChangeActivity {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let (id, activity): (CaseId, _) = (cx.id()?, cx.param("activity")?);
            actions::change(&cx.db, cx.actor()?, id, activity, self).await.map_err(|r| refused(cx.lang, r))?;
            Done::saying(format!("/cases/{id}/plan"), texts::SAVED)
        }
    }

    impl Submit for MarkActivity {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let (id, activity): (CaseId, _) = (cx.id()?, cx.param("activity")?);
            let opens = actions::mark(&cx.db, cx.actor()?, id, activity, self).await;
            match opens.map_err(|r| refused(cx.lang, r))? {
                true => Done::saying(format!("/cases/{id}/plan"), texts::MARKED),
                false => Done::saying("/activities", texts::MARKED),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::lang::Lang;

    fn read(values: &[(&str, &str)]) -> (MarkActivity, Vec<String>) {
        let values = values.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day");
        let mut r = Reader::new(values, Lang::Sv, today);
        let form = MarkActivity::read(&mut r);
        (form, r.errors.into_iter().map(|e| e.0).collect())
    }

    #[test]
    fn an_activity_can_be_added_before_there_is_a_goal_but_a_goal_half_typed_is_told() {
        let read = |values: &[(&str, &str)]| {
            let values = values.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
            let mut r = Reader::new(values, Lang::Sv, NaiveDate::default());
            let form = WritePlan::read(&mut r);
            (form, r.errors.into_iter().map(|e| e.0).collect::<Vec<_>>())
        };
        let (form, errors) = read(&[("then", "add_activity"), ("goal", " ")]);
        assert_eq!((form.goal, form.then, errors.len()), (None, Then::AddActivity, 0));
        assert_eq!(read(&[("then", "add_activity"), ("goal", "Arbete")]).1, ["kind"]);
        assert_eq!(read(&[("then", "add_activity"), ("own_words", "Jag vill")]).1, ["kind", "goal"]);
        for then in ["stay", "establish", "", "något"] {
            assert_eq!(read(&[("then", then)]).1, ["kind", "goal"], "{then}");
        }
        let (form, errors) = read(&[("then", "add_activity"), ("kind", "work"), ("goal", "Arbete")]);
        assert_eq!((form.goal.map(|g| g.goal), errors.len()), (Some("Arbete".to_owned()), 0));
    }

    #[test]
    fn not_done_and_dropped_say_why() {
        for status in ["not_done", "dropped"] {
            assert_eq!(read(&[("status", status)]).1, ["reason"]);
            assert!(read(&[("status", status), ("reason", "flyttat")]).1.is_empty());
        }
        let (form, errors) = read(&[("status", "done"), ("reason", "kvar från förut")]);
        assert_eq!((form.reason.as_str(), errors.len()), ("", 0));
    }

    #[test]
    fn a_decision_has_outcome_and_day_in_order() {
        let with = |more: &[(&str, &str)]| read(&[&[("status", "done")], more].concat()).1;
        assert_eq!(with(&[("outcome", "granted")]), ["decided_on"]);
        assert_eq!(with(&[("decided_on", "2026-11-20")]), ["outcome"]);
        assert_eq!(with(&[("decided_on", "2026-11-23"), ("outcome", "granted")]), ["decided_on"]);
        let asked = [("asked_on", "2026-11-21"), ("decided_on", "2026-11-20"), ("outcome", "refused")];
        assert_eq!(with(&asked), ["decided_on"]);
        assert!(with(&[("asked_on", "2026-11-01"), ("decided_on", "2026-11-20"), ("outcome", "refused")]).is_empty());
    }
}
