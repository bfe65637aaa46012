use super::*;
use uuid::Uuid;

const PLACE: PlaceId = PlaceId(Uuid::nil());

fn day(d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, d).expect("a day")
}

fn requested() -> PlacementState {
    PlacementState::Requested(Way { requested: day(2), ..Way::default() })
}

fn started() -> PlacementState {
    requested().start(PLACE, day(10), Some(8), day(20)).expect("started")
}

#[test]
fn the_whole_way() {
    let today = day(20);
    let ended = requested()
        .move_on(NextStage::InformationMeeting, day(3), today)
        .and_then(|s| s.move_on(NextStage::Mapping, day(4), today))
        .and_then(|s| s.move_on(NextStage::StudyVisit, day(5), today))
        .and_then(|s| s.start(PLACE, day(6), Some(10), today))
        .and_then(|s| s.end(day(19), EndReason::WorkOrStudies, None, today))
        .expect("ended");
    let way =
        Way { requested: day(2), information_meeting: Some(day(3)), mapping: Some(day(4)), study_visit: Some(day(5)) };
    let (place, reason, hours) = (Some(PLACE), Some(EndReason::WorkOrStudies), Some(10));
    assert_eq!(ended, PlacementState::Ended { way, place, started: day(6), on: day(19), reason, hours });
}

#[test]
fn stages_are_skipped_forward_but_never_gone_back() {
    let visit = requested().move_on(NextStage::StudyVisit, day(5), day(20)).expect("a visit");
    assert_eq!(visit.way().mapping, None);
    assert_eq!(visit.move_on(NextStage::Mapping, day(6), day(20)), Err(StepError::WrongStage));
    assert_eq!(visit.move_on(NextStage::StudyVisit, day(6), day(20)), Err(StepError::WrongStage));
}

#[test]
fn it_stops_from_any_stage_before_the_start_and_from_none_after() {
    for to in [None, Some(NextStage::InformationMeeting), Some(NextStage::Mapping), Some(NextStage::StudyVisit)] {
        let state = to.map_or(requested(), |to| requested().move_on(to, day(3), day(20)).expect("moved"));
        assert!(state.stop(day(4), StopReason::Moved, day(20)).is_ok(), "{to:?}");
    }
    assert_eq!(started().stop(day(11), StopReason::Moved, day(20)), Err(StepError::WrongStage));
}

#[test]
fn what_is_over_admits_nothing() {
    let ended = started().end(day(12), EndReason::Other, None, day(20)).expect("ended");
    let stopped = requested().stop(day(3), StopReason::Illness, day(20)).expect("stopped");
    for over in [ended, stopped] {
        assert_eq!(over.move_on(NextStage::StudyVisit, day(13), day(20)), Err(StepError::WrongStage));
        assert_eq!(over.start(PLACE, day(13), None, day(20)), Err(StepError::WrongStage));
        assert_eq!(over.end(day(13), EndReason::Other, None, day(20)), Err(StepError::WrongStage));
        assert_eq!(over.stop(day(13), StopReason::Other, day(20)), Err(StepError::WrongStage));
    }
}

#[test]
fn no_day_before_the_one_it_follows_from_and_none_in_the_future() {
    let moved = requested().move_on(NextStage::Mapping, day(5), day(20)).expect("moved");
    assert_eq!(moved.start(PLACE, day(4), None, day(20)), Err(StepError::Before(day(5))));
    assert_eq!(moved.start(PLACE, day(21), None, day(20)), Err(StepError::InTheFuture));
    assert_eq!(started().end(day(9), EndReason::Other, None, day(20)), Err(StepError::Before(day(10))));
    assert_eq!(requested().stop(day(1), StopReason::Other, day(20)), Err(StepError::Before(day(2))));
    assert!(started().end(day(10), EndReason::Other, None, day(20)).is_ok(), "the same day will do");
}

#[test]
fn one_that_a_register_brought_without_its_place_is_ended_like_any_other() {
    let way = Way { requested: day(2), ..Way::default() };
    let started = PlacementState::Started { way, place: None, on: day(4), hours: None };
    let ended = started.end(day(9), EndReason::Other, Some(6), day(20)).expect("ended");
    let (reason, hours) = (Some(EndReason::Other), Some(6));
    assert_eq!(ended, PlacementState::Ended { way, place: None, started: day(4), on: day(9), reason, hours });
}

#[test]
fn a_place_is_found_by_every_word() {
    let texts = ["Kök", "Café Åström", "Farsta", "restaurang"];
    for found in ["kök", "CAFE", "farsta kök", "restaur", "", "  "] {
        assert!(says(&texts, found), "{found}");
    }
    for not in ["lager", "kök lager", "astrom"] {
        assert!(!says(&texts, not), "{not}");
    }
}

#[test]
fn seats_are_never_below_zero() {
    assert_eq!(free_seats(3, 1), 2);
    assert_eq!(free_seats(1, 2), 0);
}
