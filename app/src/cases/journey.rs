//! The way that a case has come, as it truly was, and what it would lack if it were closed: pure.
use super::{
    rules::{StateCode, Track},
    texts,
};
use crate::kernel::{code::Code, lang::Lang};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

crate::codes! {
    /// A station on the way. The last three are ends: a case comes to one of them.
    pub enum Station {
        Submitted = "submitted", "Anmäld", "Submitted";
        Queue = "queue", "I kö", "In queue";
        Meeting = "meeting", "Möte", "Meeting";
        Plan = "plan", "Plan", "Plan";
        FollowUp = "follow_up", "Uppföljning", "Follow-up";
        Closed = "closed", "Avslut", "Closing";
        Returned = "returned", "Återlämnad", "Returned";
        Withdrawn = "withdrawn", "Återtagen", "Withdrawn";
    }
}

crate::codes! {
    /// Whether the case has come there.
    pub enum Reached {
        Done = "done", "klart", "done";
        Now = "now", "nu", "now";
        Coming = "coming", "kommer", "to come";
        /// The case is over and never came there.
        Never = "never", "blev inte av", "did not happen";
    }
}

crate::codes! {
    /// What a case that is closed now would never have had.
    pub enum Missing {
        Meeting = "meeting", "Inget teammöte har hållits.", "No team meeting was held.";
        Plan = "plan", "Ingen gemensam plan är fastställd.", "No joint plan is established.";
        FollowUp = "follow_up", "Ingen uppföljning är gjord.", "No follow-up is done.";
    }
}

/// What is asked of someone who closes a case that never had these.
pub fn close_anyway(lang: Lang, missing: &[Missing]) -> String {
    let words = missing.iter().map(|m| m.words().get(lang)).chain([texts::CLOSE_ANYWAY_MISSING.get(lang)]);
    words.collect::<Vec<_>>().join(" ")
}

/// A step of the journey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JourneyStep {
    pub station: Station,
    pub reached: Reached,
    /// Of a follow-up that is to come: after how many months.
    pub months: Option<i32>,
    pub day: Option<NaiveDate>,
}

/// A follow-up as the way counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FollowUpDay {
    pub months: i32,
    pub due: NaiveDate,
    pub done: Option<NaiveDate>,
}

/// What the journey is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    pub state: StateCode,
    pub track: Track,
    pub submitted_on: NaiveDate,
    /// It has stood in the queue: since when, where that is known.
    pub queued: Option<Option<NaiveDate>>,
    pub booked_for: Option<NaiveDate>,
    pub met_on: Option<NaiveDate>,
    pub planned_on: Option<NaiveDate>,
    /// The last day on which the plan is in time.
    pub plan_due: Option<NaiveDate>,
    /// The first first. None: the reader is not told of them.
    pub follow_ups: Option<Vec<FollowUpDay>>,
    /// The day on which it was closed, returned or withdrawn.
    pub ended_on: NaiveDate,
}

/// The case's way. What is over shows what happened, and what did not.
pub fn journey(way: &Way) -> Vec<JourneyStep> {
    let step = |station, reached, day| JourneyStep { station, reached, months: None, day };
    let done = |station, day| step(station, Reached::Done, day);
    let begun = done(Station::Submitted, Some(way.submitted_on));
    match way.state {
        StateCode::Returned | StateCode::Withdrawn => {
            let end = if way.state == StateCode::Returned { Station::Returned } else { Station::Withdrawn };
            let queue = way.queued.map(|day| done(Station::Queue, day));
            [Some(begun), queue, Some(done(end, Some(way.ended_on)))].into_iter().flatten().collect()
        }
        StateCode::Closed => {
            let so = |station, day: Option<NaiveDate>| match day {
                Some(day) => done(station, Some(day)),
                None => step(station, Reached::Never, None),
            };
            let mut steps = vec![begun, done(Station::Queue, way.queued.flatten())];
            if way.track == Track::TeamMeeting {
                steps.extend([so(Station::Meeting, way.met_on), so(Station::Plan, way.planned_on)]);
                steps.extend(way.follow_ups.as_ref().map(|f| so(Station::FollowUp, last_done(f))));
            }
            steps.push(done(Station::Closed, Some(way.ended_on)));
            steps
        }
        StateCode::Submitted
        | StateCode::CompletionRequested
        | StateCode::InQueue
        | StateCode::Booked
        | StateCode::Met
        | StateCode::PlanEstablished => under_way(way),
    }
}

fn last_done(follow_ups: &[FollowUpDay]) -> Option<NaiveDate> {
    follow_ups.iter().filter_map(|f| f.done).max()
}

fn under_way(way: &Way) -> Vec<JourneyStep> {
    let follow_ups = way.follow_ups.as_deref().unwrap_or_default();
    let next = follow_ups.iter().find(|f| f.done.is_none());
    let followed_up = !follow_ups.is_empty() && next.is_none();
    let now = match way.state {
        StateCode::InQueue => 1,
        StateCode::Booked => 2,
        StateCode::Met => 3,
        StateCode::PlanEstablished if followed_up => 5,
        StateCode::PlanEstablished => 4,
        StateCode::Submitted
        | StateCode::CompletionRequested
        | StateCode::Closed
        | StateCode::Returned
        | StateCode::Withdrawn => 0,
    };
    let followed = match next {
        Some(next) if now == 4 => (Some(next.months), Some(next.due)),
        _ if followed_up => (None, last_done(follow_ups)),
        _ => (Some(2).filter(|_| now < 4), None),
    };
    let all = [
        (Station::Submitted, None, Some(way.submitted_on)),
        (Station::Queue, None, way.queued.flatten()),
        (Station::Meeting, None, way.met_on.or(way.booked_for)),
        (Station::Plan, None, way.planned_on.or(way.plan_due.filter(|_| now == 3))),
        (Station::FollowUp, followed.0, followed.1),
        (Station::Closed, None, None),
    ];
    let reached = |n: usize| match n.cmp(&now) {
        std::cmp::Ordering::Less => Reached::Done,
        std::cmp::Ordering::Equal => Reached::Now,
        std::cmp::Ordering::Greater => Reached::Coming,
    };
    all.into_iter()
        .enumerate()
        .filter(|(n, _)| way.track == Track::TeamMeeting || !matches!(n, 2..=4))
        .map(|(n, (station, months, day))| JourneyStep { station, reached: reached(n), months, day })
        .collect()
}

/// What a case in this state would never have had, were it closed now. `followed_up`: whether a follow-up is done; none:
/// whoever asks is not told of them.
pub fn missing(state: StateCode, track: Track, followed_up: Option<bool>) -> Vec<Missing> {
    let follow_up = (followed_up == Some(false)).then_some(Missing::FollowUp);
    match (track, state) {
        (Track::TeamMeeting, StateCode::InQueue) => vec![Missing::Meeting, Missing::Plan],
        (Track::TeamMeeting, StateCode::Met) => [Some(Missing::Plan), follow_up].into_iter().flatten().collect(),
        (Track::TeamMeeting, StateCode::PlanEstablished) => follow_up.into_iter().collect(),
        // nothing of this belongs to it, or it is not closed from there
        (Track::TeamMeeting | Track::WorkTraining, _) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, d).expect("a day")
    }

    fn way(state: StateCode) -> Way {
        Way {
            state,
            track: Track::TeamMeeting,
            submitted_on: day(1),
            queued: Some(Some(day(2))),
            booked_for: None,
            met_on: None,
            planned_on: None,
            plan_due: None,
            follow_ups: Some(Vec::new()),
            ended_on: day(20),
        }
    }

    fn told(way: &Way) -> Vec<(Station, Reached, Option<NaiveDate>)> {
        journey(way).into_iter().map(|s| (s.station, s.reached, s.day)).collect()
    }

    const PLANNED: [(i32, u32); 2] = [(2, 25), (6, 26)];

    fn follow_ups(done: usize) -> Option<Vec<FollowUpDay>> {
        let of = |(n, (months, due)): (usize, (i32, u32))| FollowUpDay {
            months,
            due: day(due),
            done: (n < done).then(|| day(due - 5)),
        };
        Some(PLANNED.into_iter().enumerate().map(of).collect())
    }

    #[test]
    fn a_case_closed_without_plan_or_follow_up_says_so() {
        let closed = Way { met_on: Some(day(10)), follow_ups: follow_ups(0), ..way(StateCode::Closed) };
        assert_eq!(
            told(&closed),
            [
                (Station::Submitted, Reached::Done, Some(day(1))),
                (Station::Queue, Reached::Done, Some(day(2))),
                (Station::Meeting, Reached::Done, Some(day(10))),
                (Station::Plan, Reached::Never, None),
                (Station::FollowUp, Reached::Never, None),
                (Station::Closed, Reached::Done, Some(day(20))),
            ]
        );
        let whole = Way { planned_on: Some(day(12)), follow_ups: follow_ups(1), ..closed.clone() };
        assert_eq!(told(&whole)[3], (Station::Plan, Reached::Done, Some(day(12))));
        assert_eq!(told(&whole)[4], (Station::FollowUp, Reached::Done, Some(day(20))));
        // who is not told of follow-ups is told nothing of them, not that there was none
        let shell = Way { follow_ups: None, ..closed };
        assert!(!told(&shell).iter().any(|s| s.0 == Station::FollowUp));
        assert_eq!(told(&way(StateCode::Closed))[2].1, Reached::Never, "closed from the queue");
    }

    #[test]
    fn one_that_was_returned_or_withdrawn_comes_to_its_end() {
        for (state, end) in [(StateCode::Returned, Station::Returned), (StateCode::Withdrawn, Station::Withdrawn)] {
            let queued = told(&way(state));
            assert_eq!(queued.iter().map(|s| s.0).collect::<Vec<_>>(), [Station::Submitted, Station::Queue, end]);
            assert_eq!(queued[2], (end, Reached::Done, Some(day(20))));
            let early = told(&Way { queued: None, ..way(state) });
            assert_eq!(early.iter().map(|s| s.0).collect::<Vec<_>>(), [Station::Submitted, end]);
            assert!(early.iter().all(|s| s.1 == Reached::Done));
        }
    }

    #[test]
    fn one_that_is_under_way_stands_somewhere() {
        for (state, station) in [
            (StateCode::Submitted, Station::Submitted),
            (StateCode::CompletionRequested, Station::Submitted),
            (StateCode::InQueue, Station::Queue),
            (StateCode::Booked, Station::Meeting),
            (StateCode::Met, Station::Plan),
            (StateCode::PlanEstablished, Station::FollowUp),
        ] {
            let steps = told(&way(state));
            let now: Vec<_> = steps.iter().filter(|s| s.1 == Reached::Now).map(|s| s.0).collect();
            assert_eq!((now, steps.len()), (vec![station], 6), "{state:?}");
            assert!(steps.iter().all(|s| s.1 != Reached::Never));
        }
    }

    #[test]
    fn the_follow_up_is_the_next_one_until_all_are_done() {
        let at = |done| {
            let steps = journey(&Way { follow_ups: follow_ups(done), ..way(StateCode::PlanEstablished) });
            (steps[4].clone(), steps[5].reached)
        };
        let (first, closing) = at(0);
        assert_eq!(
            (first.reached, first.months, first.day, closing),
            (Reached::Now, Some(2), Some(day(25)), Reached::Coming)
        );
        assert_eq!((at(1).0.months, at(1).0.day), (Some(6), Some(day(26))));
        let (all, closing) = at(2);
        assert_eq!((all.reached, all.months, all.day, closing), (Reached::Done, None, Some(day(21)), Reached::Now));
        let met = journey(&Way { plan_due: Some(day(9)), ..way(StateCode::Met) });
        assert_eq!((met[3].day, met[4].months, met[4].day), (Some(day(9)), Some(2), None));
    }

    #[test]
    fn work_training_only_has_no_meeting() {
        for state in [StateCode::InQueue, StateCode::Closed] {
            let steps = told(&Way { track: Track::WorkTraining, ..way(state) });
            let stations: Vec<_> = steps.iter().map(|s| s.0).collect();
            assert_eq!(stations, [Station::Submitted, Station::Queue, Station::Closed]);
        }
    }

    #[test]
    fn what_closing_would_leave_undone() {
        use Missing::{FollowUp, Meeting, Plan};
        let of = |state, followed_up| missing(state, Track::TeamMeeting, followed_up);
        assert_eq!(of(StateCode::InQueue, Some(false)), [Meeting, Plan]);
        assert_eq!(of(StateCode::Met, Some(false)), [Plan, FollowUp]);
        assert_eq!(of(StateCode::Met, Some(true)), [Plan]);
        assert_eq!(of(StateCode::Met, None), [Plan]);
        assert_eq!(of(StateCode::PlanEstablished, Some(false)), [FollowUp]);
        assert_eq!(of(StateCode::PlanEstablished, Some(true)), []);
        assert_eq!(of(StateCode::PlanEstablished, None), []);
        for state in [StateCode::InQueue, StateCode::Met, StateCode::PlanEstablished] {
            assert_eq!(missing(state, Track::WorkTraining, Some(false)), []);
        }
    }
}
