//! Whose turn it is in a case, since when, and when that is too late: computed, never stored.
mod told;

use super::rules::{StateCode, Track};
use crate::work_training::rules::Stage;
use chrono::{Duration, NaiveDate};
use serde::{Deserialize, Serialize};

/// The limits that the association has set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    pub inbox_days: i32,
    pub queue_weeks: i32,
    pub plan_days: i32,
    pub follow_up_grace_days: i32,
}

impl Default for Limits {
    /// What a new association begins with (*design*).
    fn default() -> Self {
        Limits { inbox_days: 5, queue_weeks: 8, plan_days: 7, follow_up_grace_days: 7 }
    }
}

/// What a turn is computed from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TurnFacts {
    pub state: StateCode,
    pub track: Track,
    /// The day on which the state began.
    pub since: NaiveDate,
    /// The day of submission: waiting counts from there.
    pub submitted_on: NaiveDate,
    /// The day of the meeting that is booked.
    pub booked_for: Option<NaiveDate>,
    /// That meeting has begun.
    pub begun: bool,
    /// The day of the latest held meeting.
    pub met_on: Option<NaiveDate>,
    /// The earliest follow-up that is not done.
    pub follow_up_due: Option<NaiveDate>,
    /// A follow-up found a new meeting needed, and none is booked, held or decided against since.
    pub wants_meeting: bool,
    /// A lots is asked for, or has an assignment that is not over.
    pub lots: bool,
    /// How far the latest work training has come.
    pub training: Option<Stage>,
    /// A consent to share is in force.
    pub consented: bool,
    /// Follow-ups and work training are told to the reader; else the step tells nothing of them.
    pub told_all: bool,
}

crate::codes! {
    /// The next step.
    pub enum Step {
        Assess = "assess", "Bedöm anmälan", "Assess the referral";
        AnswerCompletion = "answer_completion", "Svara på kompletteringen", "Answer the request for information";
        Book = "book", "Boka ett teammöte", "Book a team meeting";
        BookAnew = "book_anew", "Boka ett nytt teammöte", "Book a new team meeting";
        Consent = "consent", "Be anmälaren fråga om ett nytt samtycke, eller avsluta ärendet", "Have the referrer ask for a new consent, or close the case";
        MeetUnconsented = "meet_unconsented", "Ställ in mötet, eller registrera ett nytt samtycke", "Cancel the meeting, or record a new consent";
        Meet = "meet", "Teammötet är bokat", "The team meeting is booked";
        RegisterOutcome = "register_outcome", "Registrera hur mötet gick", "Register how the meeting went";
        EstablishPlan = "establish_plan", "Fastställ den gemensamma planen", "Establish the joint plan";
        FollowUp = "follow_up", "Gör uppföljningen", "Do the follow-up";
        AskForTraining = "ask_for_training", "Begär arbetsträning", "Ask for work training";
        ArrangeTraining = "arrange_training", "Ordna arbetsträning", "Arrange work training";
        Training = "training", "Arbetsträningen pågår", "The work training is under way";
        Lots = "lots", "Lotsuppdraget pågår", "The lots assignment is under way";
        UnderWay = "under_way", "Ärendet pågår", "The case is under way";
        Close = "close", "Avsluta ärendet", "Close the case";
        Nothing = "nothing", "Ärendet är avslutat", "The case is over";
    }
}

crate::codes! {
    /// Who has the next step.
    pub enum Whose {
        Referrer = "referrer", "anmälaren", "the referrer";
        Coordinator = "coordinator", "koordinatorn", "the coordinator";
        Lots = "lots", "lotsen", "the lots (guide)";
        WorkTraining = "work_training", "arbetsträningssamordnaren", "the work-training coordinator";
        Everyone = "everyone", "alla", "everyone";
        Nobody = "nobody", "ingen", "nobody";
    }
}

/// Whose turn it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    pub step: Step,
    pub whose: Whose,
    pub since: NaiveDate,
    /// The last day on which it is in time; none: no limit.
    pub due: Option<NaiveDate>,
}

impl Turn {
    /// How many days late it is; 0 when it is in time.
    pub fn days_late(&self, today: NaiveDate) -> i64 {
        self.due.map_or(0, |due| (today - due).num_days().max(0))
    }
}

/// Computes whose turn it is.
pub fn turn(f: &TurnFacts, limits: &Limits, today: NaiveDate) -> Turn {
    let of = |step, whose, since, due| Turn { step, whose, since, due };
    let after = |day: NaiveDate, days: i32| Some(day + Duration::days(i64::from(days)));
    match f.state {
        StateCode::Submitted => of(Step::Assess, Whose::Coordinator, f.since, after(f.since, limits.inbox_days)),
        StateCode::CompletionRequested => {
            of(Step::AnswerCompletion, Whose::Referrer, f.since, after(f.since, limits.inbox_days))
        }
        StateCode::InQueue => {
            let waited = after(f.submitted_on, limits.queue_weeks * 7);
            match (f.track, f.training) {
                (Track::WorkTraining, _) if !f.consented => of(Step::Consent, Whose::Coordinator, f.since, None),
                (Track::WorkTraining, _) if !f.told_all => of(Step::UnderWay, Whose::Everyone, f.since, None),
                // nothing can be booked without one
                (Track::TeamMeeting, _) if !f.consented => {
                    of(Step::Consent, Whose::Coordinator, f.submitted_on, waited)
                }
                (Track::TeamMeeting, _) => of(Step::Book, Whose::Coordinator, f.submitted_on, waited),
                // this track has no meeting to wait for
                (Track::WorkTraining, None) => of(Step::AskForTraining, Whose::Coordinator, f.submitted_on, waited),
                (Track::WorkTraining, training) => over_or_training(training, f.since),
            }
        }
        StateCode::Booked => booked(f, f.booked_for, today),
        StateCode::Met => {
            let met = f.met_on.unwrap_or(f.since);
            let step = if f.consented { Step::EstablishPlan } else { Step::Consent };
            of(step, Whose::Coordinator, met, after(met, limits.plan_days))
        }
        // a further meeting comes before whatever is left afterwards
        StateCode::PlanEstablished if f.booked_for.is_some() => booked(f, f.booked_for, today),
        // what is left to do is not told without one: who does not want to give it is not asked for ever
        StateCode::PlanEstablished if !f.consented => of(Step::Consent, Whose::Coordinator, f.since, None),
        StateCode::PlanEstablished if !f.told_all => of(Step::UnderWay, Whose::Everyone, f.since, None),
        // what a follow-up found needed comes before the next one
        StateCode::PlanEstablished if f.wants_meeting => of(Step::BookAnew, Whose::Coordinator, f.since, None),
        StateCode::PlanEstablished => match f.follow_up_due {
            Some(due) => of(Step::FollowUp, Whose::Lots, f.since, after(due, limits.follow_up_grace_days)),
            None => match over_or_training(f.training, f.since) {
                over if over.step == Step::Close && f.lots => of(Step::Lots, Whose::Lots, f.since, None),
                turn => turn,
            },
        },
        StateCode::Closed | StateCode::Returned | StateCode::Withdrawn => {
            of(Step::Nothing, Whose::Nobody, f.since, None)
        }
    }
}

/// The meeting is to come, or waits for its outcome.
fn booked(f: &TurnFacts, day: Option<NaiveDate>, today: NaiveDate) -> Turn {
    match day {
        Some(day) if day < today || f.begun => {
            let (step, whose) = (Step::RegisterOutcome, Whose::Coordinator);
            Turn { step, whose, since: day, due: Some(day + Duration::days(1)) }
        }
        due if !f.consented => Turn { step: Step::MeetUnconsented, whose: Whose::Coordinator, since: f.since, due },
        due => Turn { step: Step::Meet, whose: Whose::Everyone, since: f.since, due },
    }
}

/// Nothing is left to do in the case but its work training; where there is none under way, to close it.
fn over_or_training(training: Option<Stage>, since: NaiveDate) -> Turn {
    let (step, whose) = match training {
        Some(Stage::Started) => (Step::Training, Whose::WorkTraining),
        Some(Stage::Requested | Stage::InformationMeeting | Stage::Mapping | Stage::StudyVisit) => {
            (Step::ArrangeTraining, Whose::WorkTraining)
        }
        Some(Stage::Ended | Stage::StoppedBeforeStart) | None => (Step::Close, Whose::Coordinator),
    };
    Turn { step, whose, since, due: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, d).expect("a day")
    }

    fn facts(state: StateCode) -> TurnFacts {
        TurnFacts {
            state,
            track: Track::TeamMeeting,
            since: day(2),
            submitted_on: day(1),
            booked_for: None,
            begun: false,
            met_on: None,
            follow_up_due: None,
            wants_meeting: false,
            lots: false,
            training: None,
            consented: true,
            told_all: true,
        }
    }

    #[test]
    fn a_plan_is_late_eight_days_after_the_meeting() {
        let f = TurnFacts { met_on: Some(day(13)), ..facts(StateCode::Met) };
        let t = turn(&f, &Limits::default(), day(20));
        assert_eq!((t.step, t.whose, t.days_late(day(20))), (Step::EstablishPlan, Whose::Coordinator, 0));
        assert_eq!(t.days_late(day(22)), 2);
    }

    #[test]
    fn a_booked_meeting_that_has_passed_waits_for_its_outcome() {
        let f = TurnFacts { booked_for: Some(day(10)), ..facts(StateCode::Booked) };
        assert_eq!(turn(&f, &Limits::default(), day(10)).step, Step::Meet);
        assert_eq!(turn(&f, &Limits::default(), day(11)).step, Step::RegisterOutcome);
        // from the minute in which it begins
        for consented in [true, false] {
            let t = turn(&TurnFacts { begun: true, consented, ..f }, &Limits::default(), day(10));
            assert_eq!((t.step, t.whose, t.due), (Step::RegisterOutcome, Whose::Coordinator, Some(day(11))));
        }
    }

    #[test]
    fn waiting_counts_from_the_submission() {
        let t = turn(&facts(StateCode::InQueue), &Limits { queue_weeks: 1, ..Limits::default() }, day(9));
        assert_eq!((t.since, t.days_late(day(9))), (day(1), 1));
    }

    #[test]
    fn a_case_of_work_training_only_waits_for_no_meeting() {
        let at = |training| {
            let f = TurnFacts { track: Track::WorkTraining, training, ..facts(StateCode::InQueue) };
            let t = turn(&f, &Limits { queue_weeks: 1, ..Limits::default() }, day(20));
            (t.step, t.whose, t.days_late(day(20)) > 0)
        };
        assert_eq!(at(None), (Step::AskForTraining, Whose::Coordinator, true));
        for stage in [Stage::Requested, Stage::InformationMeeting, Stage::Mapping, Stage::StudyVisit] {
            assert_eq!(at(Some(stage)), (Step::ArrangeTraining, Whose::WorkTraining, false));
        }
        assert_eq!(at(Some(Stage::Started)), (Step::Training, Whose::WorkTraining, false));
        for over in [Stage::Ended, Stage::StoppedBeforeStart] {
            assert_eq!(at(Some(over)), (Step::Close, Whose::Coordinator, false));
        }
    }

    #[test]
    fn who_is_not_told_of_follow_ups_and_training_is_told_no_step_of_them() {
        for follow_up_due in [None, Some(day(19))] {
            let f = TurnFacts { told_all: false, follow_up_due, ..facts(StateCode::PlanEstablished) };
            let t = turn(&f, &Limits::default(), day(20));
            assert_eq!((t.step, t.whose, t.due), (Step::UnderWay, Whose::Everyone, None));
        }
        for training in [None, Some(Stage::Started), Some(Stage::Ended)] {
            let track = Track::WorkTraining;
            let f = TurnFacts { told_all: false, track, training, ..facts(StateCode::InQueue) };
            assert_eq!(turn(&f, &Limits::default(), day(20)).step, Step::UnderWay);
        }
        let waiting = TurnFacts { told_all: false, ..facts(StateCode::InQueue) };
        assert_eq!(turn(&waiting, &Limits::default(), day(20)).step, Step::Book);
    }

    #[test]
    fn a_case_that_is_followed_up_is_closed_unless_its_work_training_is_under_way() {
        let at = |training| {
            let t = turn(&TurnFacts { training, ..facts(StateCode::PlanEstablished) }, &Limits::default(), day(20));
            (t.step, t.whose)
        };
        for over in [None, Some(Stage::Ended), Some(Stage::StoppedBeforeStart)] {
            assert_eq!(at(over), (Step::Close, Whose::Coordinator));
        }
        assert_eq!(at(Some(Stage::Requested)), (Step::ArrangeTraining, Whose::WorkTraining));
        assert_eq!(at(Some(Stage::Started)), (Step::Training, Whose::WorkTraining));
    }

    #[test]
    fn nor_while_a_follow_up_wants_a_meeting_or_a_lots_is_at_work() {
        let followed_up = facts(StateCode::PlanEstablished);
        let at = |f: TurnFacts| {
            let t = turn(&f, &Limits::default(), day(20));
            (t.step, t.whose)
        };
        let anew = (Step::BookAnew, Whose::Coordinator);
        assert_eq!(at(TurnFacts { wants_meeting: true, ..followed_up }), anew);
        assert_eq!(at(TurnFacts { wants_meeting: true, lots: true, ..followed_up }), anew);
        // before the next follow-up too: that one is not what the case waits for
        assert_eq!(at(TurnFacts { wants_meeting: true, follow_up_due: Some(day(30)), ..followed_up }), anew);
        assert_eq!(at(TurnFacts { lots: true, ..followed_up }), (Step::Lots, Whose::Lots));
        let training = Some(Stage::Started);
        assert_eq!(at(TurnFacts { lots: true, training, ..followed_up }), (Step::Training, Whose::WorkTraining));
    }

    #[test]
    fn without_a_consent_in_force_nothing_is_booked_and_no_meeting_is_waited_for() {
        let at = |f: TurnFacts| {
            let t = turn(&TurnFacts { consented: false, told_all: false, ..f }, &Limits::default(), day(20));
            (t.step, t.whose)
        };
        assert_eq!(at(facts(StateCode::InQueue)), (Step::Consent, Whose::Coordinator));
        assert_eq!(at(facts(StateCode::Met)), (Step::Consent, Whose::Coordinator));
        assert_eq!(at(facts(StateCode::PlanEstablished)), (Step::Consent, Whose::Coordinator));
        let track = TurnFacts { track: Track::WorkTraining, ..facts(StateCode::InQueue) };
        assert_eq!(at(track), (Step::Consent, Whose::Coordinator));
        for state in [StateCode::Booked, StateCode::PlanEstablished] {
            let booked = |d| TurnFacts { booked_for: Some(day(d)), ..facts(state) };
            assert_eq!(at(booked(21)), (Step::MeetUnconsented, Whose::Coordinator), "{state:?}");
            // how it went is told with or without one
            assert_eq!(at(booked(19)), (Step::RegisterOutcome, Whose::Coordinator), "{state:?}");
        }
    }

    #[test]
    fn a_further_meeting_comes_before_follow_up_and_closing() {
        for follow_up_due in [None, Some(day(19))] {
            for told_all in [true, false] {
                let f = TurnFacts { told_all, follow_up_due, ..facts(StateCode::PlanEstablished) };
                let at = |d| turn(&TurnFacts { booked_for: Some(day(d)), ..f }, &Limits::default(), day(20));
                assert_eq!((at(20).step, at(20).whose, at(20).due), (Step::Meet, Whose::Everyone, Some(day(20))));
                assert_eq!((at(19).step, at(19).whose), (Step::RegisterOutcome, Whose::Coordinator));
            }
        }
    }

    #[test]
    fn what_is_over_is_nobodys_turn() {
        for state in [StateCode::Closed, StateCode::Returned, StateCode::Withdrawn] {
            assert_eq!(turn(&facts(state), &Limits::default(), day(20)).whose, Whose::Nobody);
        }
    }
}
