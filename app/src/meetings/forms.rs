//! The forms of queue, times and meetings.
use super::{
    rules::{
        Attendee, CancelReason, DEFAULT_CAPACITY, MAX_CAPACITY, MAX_MINUTES, MAX_WEEKS, MeetingForm, MoveTo,
        counts_as_held,
    },
    texts,
};
use crate::{
    kernel::{
        id::{CaseId, SeatId, SlotId, TeamId},
        identity_number::IdentityNumber,
        lang::Confirmed,
    },
    ui::form::{Form, Reader},
};
use chrono::{NaiveDate, NaiveTime};

pub struct MoveInQueue {
    pub to: MoveTo,
    pub before: Option<CaseId>,
    pub reason: String,
}

impl Form for MoveInQueue {
    const PATH: &'static str = "/cases/{id}/move-in-queue";
    fn read(r: &mut Reader) -> Self {
        let to = r.code("to", texts::CHOOSE_MOVE);
        let before = r.optional_id("before");
        if to == MoveTo::Before && before.is_none() {
            r.wrong("before", texts::CHOOSE_BEFORE);
        }
        Self { to, before, reason: r.text("reason", 1000, texts::WRITE_WHY) }
    }
}

pub struct MakeSlot {
    pub team: TeamId,
    pub day: NaiveDate,
    pub time: NaiveTime,
    pub minutes: i32,
    pub form: MeetingForm,
    pub place: String,
    pub capacity: i32,
    pub extra: bool,
    pub weeks: i32,
    /// It begins while hardly anyone works, and that is so.
    pub confirmed: Confirmed,
}

impl Form for MakeSlot {
    const PATH: &'static str = "/slots/new";
    fn read(r: &mut Reader) -> Self {
        Self {
            team: r.id("team", texts::CHOOSE_TEAM),
            day: r.day("day", texts::CHOOSE_DAY),
            time: r.time("time"),
            minutes: r.number("minutes", 15, MAX_MINUTES),
            form: r.code("form", texts::CHOOSE_FORM),
            place: read_place(r),
            capacity: r.optional_number("capacity", 1, MAX_CAPACITY).unwrap_or(DEFAULT_CAPACITY),
            extra: r.ticked("extra"),
            weeks: r.optional_number("weeks", 1, MAX_WEEKS).unwrap_or(1),
            confirmed: r.confirmed("confirmed"),
        }
    }
}

/// Everyone at the meeting reads it, and so do those who see nothing of the case: no participant's number stands there.
fn read_place(r: &mut Reader) -> String {
    let place = r.text("place", 300, texts::WRITE_PLACE);
    if IdentityNumber::stands_in(&place, r.today) {
        r.wrong("place", texts::NO_IDENTITY_THERE);
    }
    place
}

pub struct ChangeSlot {
    pub day: NaiveDate,
    pub time: NaiveTime,
    pub minutes: i32,
    pub form: MeetingForm,
    pub place: String,
    pub capacity: i32,
    pub extra: bool,
    /// It is to begin while hardly anyone works, and that is so.
    pub confirmed: Confirmed,
}

impl Form for ChangeSlot {
    const PATH: &'static str = "/slots/{id}/change";
    fn read(r: &mut Reader) -> Self {
        Self {
            day: r.day("day", texts::CHOOSE_DAY),
            time: r.time("time"),
            minutes: r.number("minutes", 15, MAX_MINUTES),
            form: r.code("form", texts::CHOOSE_FORM),
            place: read_place(r),
            capacity: r.number("capacity", 1, MAX_CAPACITY),
            extra: r.ticked("extra"),
            confirmed: r.confirmed("confirmed"),
        }
    }
}

pub struct CancelSlot;

impl Form for CancelSlot {
    const PATH: &'static str = "/slots/{id}/cancel";
    fn read(_: &mut Reader) -> Self {
        Self
    }
}

/// Who comes for a seat: a presence's code, or a substitute's id.
pub struct StandIn {
    pub seat: SeatId,
    pub who: String,
}

impl Form for StandIn {
    const PATH: &'static str = "/slots/{id}/stand-in";
    fn read(r: &mut Reader) -> Self {
        Self { seat: r.id("seat", texts::CHOOSE_WHO), who: r.text("who", 40, texts::CHOOSE_WHO) }
    }
}

pub struct Book {
    pub slot: SlotId,
}

impl Form for Book {
    const PATH: &'static str = "/cases/{id}/book";
    fn read(r: &mut Reader) -> Self {
        Self { slot: r.id("slot", texts::CHOOSE_A_TIME) }
    }
}

pub struct MoveMeeting {
    pub slot: SlotId,
    /// The time that the page showed as booked.
    pub was: Option<SlotId>,
    /// It is moved though a colleague has moved it meanwhile.
    pub confirmed: Confirmed,
}

impl Form for MoveMeeting {
    const PATH: &'static str = "/cases/{id}/move-meeting";
    fn read(r: &mut Reader) -> Self {
        Self {
            slot: r.id("slot", texts::CHOOSE_A_TIME),
            was: r.optional_id("was"),
            confirmed: r.confirmed("confirmed"),
        }
    }
}

pub struct CancelMeeting {
    pub reason: CancelReason,
}

impl Form for CancelMeeting {
    const PATH: &'static str = "/cases/{id}/cancel-meeting";
    fn read(r: &mut Reader) -> Self {
        Self { reason: r.code("reason", texts::CHOOSE_REASON) }
    }
}

pub struct RegisterOutcome {
    pub held: bool,
    pub came: Vec<Attendee>,
    /// What stands out in who came is so.
    pub confirmed: Confirmed,
    pub reason: Option<CancelReason>,
}

impl Form for RegisterOutcome {
    const PATH: &'static str = "/cases/{id}/meeting-outcome";
    fn read(r: &mut Reader) -> Self {
        let held = r.yes_no("held", texts::CHOOSE_HELD);
        let answered = !r.raw("held").is_empty();
        let came = r.codes("came");
        let reason = r.optional_code("reason", texts::CHOOSE_REASON);
        if answered && held && !counts_as_held(&came) {
            r.wrong("came", texts::WITHOUT_PARTICIPANT);
        }
        if answered && !held && reason.is_none() {
            r.wrong("reason", texts::CHOOSE_REASON);
        }
        Self { held, came, confirmed: r.confirmed("confirmed"), reason }
    }
}

/// Who came to the latest meeting that was held.
pub struct CorrectAttendance {
    /// What the page showed.
    pub shown: String,
    pub came: Vec<Attendee>,
    /// What stands out in who came is so.
    pub confirmed: Confirmed,
}

impl Form for CorrectAttendance {
    const PATH: &'static str = "/cases/{id}/attendance";
    fn read(r: &mut Reader) -> Self {
        let came = r.codes("came");
        if !counts_as_held(&came) {
            r.wrong("came", texts::ATTENDANCE_PARTICIPANT);
        }
        Self { shown: r.raw("shown"), came, confirmed: r.confirmed("confirmed") }
    }
}

#[cfg(feature = "ssr")]
mod submit {
    use super::*;
    use crate::{
        kernel::{code::Code, error::AppError, lang::Lang, swedish},
        meetings::{
            actions::{self, ChangedSlot, MoveRefusal, NewSlot, Outcome, Refusal, SlotRefusal, StandInRefusal, Who},
            rules::{Busy, Presence},
        },
        ui::form::submit::{Cx, Done, Failure, Submit},
    };

    impl Submit for MoveInQueue {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let moved = actions::move_in_queue(&cx.db, cx.actor()?, cx.id()?, self.to, self.before, &self.reason);
            moved.await.map_err(|refusal| match refusal {
                MoveRefusal::NoSuchCase => Failure::field("before", cx.lang, texts::CHOOSE_BEFORE),
                MoveRefusal::NoRoom => Failure::field("before", cx.lang, texts::NO_ROOM_BETWEEN),
                MoveRefusal::App(e) => Failure::App(e),
            })?;
            Done::saying("/queue", texts::MOVED_DONE)
        }
    }

    impl Submit for MakeSlot {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let MakeSlot { team, day, time, minutes, form, place, capacity, extra, weeks, confirmed } = self;
            let new = NewSlot { team, day, time, minutes, form, place, capacity, extra, weeks, confirmed };
            actions::make_slots(&cx.db, cx.actor()?, &new).await.map_err(|r| slot_refused(cx.lang, r))?;
            Done::saying("/calendar", if weeks > 1 { texts::TIMES_MADE } else { texts::TIME_MADE })
        }
    }

    fn slot_refused(lang: Lang, refusal: SlotRefusal) -> Failure {
        let beside = |name: &str, words: String| Failure::Fields(vec![(name.into(), words)]);
        match refusal {
            SlotRefusal::Skipped(day) => beside("time", texts::SKIPPED.with(lang, swedish::long_day(lang, day))),
            SlotRefusal::Past => Failure::field("day", lang, texts::PAST_TIME),
            SlotRefusal::TooFar => Failure::field("day", lang, texts::TOO_FAR),
            SlotRefusal::Taken(day) => beside("time", texts::TAKEN_TIME.with(lang, swedish::long_day(lang, day))),
            SlotRefusal::CancelledThen(day) => {
                beside("time", texts::CANCELLED_THEN.with(lang, swedish::long_day(lang, day)))
            }
            SlotRefusal::NoSuchTeam => Failure::field("team", lang, texts::CHOOSE_TEAM),
            SlotRefusal::BookedThen => Failure::field("time", lang, texts::BOOKED_THEN),
            SlotRefusal::TooFewPlaces(taken) => beside("capacity", texts::TOO_FEW_PLACES.with(lang, taken)),
            SlotRefusal::Elsewhere(who) => beside("minutes", texts::ELSEWHERE.with(lang, busy(lang, &who))),
            SlotRefusal::OffHours(at) => beside("confirmed", texts::off_hours(lang, &at)),
            SlotRefusal::App(e) => Failure::App(e),
        }
    }

    /// Those who are at another meeting, in words.
    fn busy(lang: Lang, who: &[Busy]) -> String {
        let words: Vec<&str> = who.iter().map(|b| texts::busy(lang, b)).collect();
        swedish::list(lang, &words)
    }

    impl Submit for ChangeSlot {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let id: SlotId = cx.id()?;
            let ChangeSlot { day, time, minutes, form, place, capacity, extra, confirmed } = self;
            let new = ChangedSlot { day, time, minutes, form, place, capacity, extra, confirmed };
            actions::change_slot(&cx.db, cx.actor()?, id, &new).await.map_err(|r| slot_refused(cx.lang, r))?;
            Done::saying(format!("/slots/{id}"), texts::SLOT_CHANGED)
        }
    }

    impl Submit for CancelSlot {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let wait_again = actions::cancel_slot(&cx.db, cx.actor()?, cx.id()?).await?;
            Done::saying("/calendar", if wait_again { texts::SLOT_CANCELLED_QUEUE } else { texts::SLOT_CANCELLED })
        }
    }

    impl Submit for StandIn {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let id: SlotId = cx.id()?;
            let who = match Presence::from_code(&self.who) {
                Ok(Presence::Representative) => Who::Representative,
                Ok(Presence::Absent) => Who::Nobody,
                Ok(Presence::Substitute | Presence::Vacant) | Err(_) => match self.who.parse() {
                    Ok(user) => Who::Substitute(user),
                    Err(_) => return Err(Failure::field("who", cx.lang, texts::CHOOSE_WHO)),
                },
            };
            let said = actions::stand_in(&cx.db, cx.actor()?, id, self.seat, who).await;
            let still_seen = said.map_err(|refusal| match refusal {
                StandInRefusal::Elsewhere(name) => {
                    Failure::Fields(vec![("who".into(), texts::SITS_ELSEWHERE.with(cx.lang, name))])
                }
                StandInRefusal::App(e) => Failure::App(e),
            })?;
            let to = if still_seen { format!("/slots/{id}") } else { "/calendar".to_owned() };
            Done::saying(to, texts::WHO_SAVED)
        }
    }

    fn refused(lang: Lang, refusal: Refusal) -> Failure {
        match refusal {
            Refusal::MovedTo(team, at) => {
                Failure::Fields(vec![("confirmed".into(), texts::moved_meanwhile(lang, &team, at))])
            }
            Refusal::Full => Failure::field("slot", lang, texts::SLOT_FULL),
            Refusal::NoSuchTime => Failure::field("slot", lang, texts::SLOT_GONE),
            Refusal::OnlyTraining => Failure::form(lang, texts::ONLY_TRAINING),
            Refusal::Elsewhere(who) => {
                Failure::Fields(vec![("slot".into(), texts::ELSEWHERE.with(lang, busy(lang, &who)))])
            }
            Refusal::WithoutParticipant => Failure::field("came", lang, texts::WITHOUT_PARTICIPANT),
            Refusal::Meanwhile => Failure::form(lang, texts::ATTENDANCE_MEANWHILE),
            Refusal::NotYet => Failure::form(lang, texts::NOT_YET),
            Refusal::TooEarly => Failure::field("reason", lang, texts::NOT_BEGUN_SO_NOT_AWAY),
            Refusal::Doubtful(doubts) => Failure::Fields(vec![("confirmed".into(), texts::doubts(lang, &doubts))]),
            Refusal::App(e) => Failure::App(e),
        }
    }

    impl Submit for Book {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let id: CaseId = cx.id()?;
            let booked = actions::book(&cx.db, cx.actor()?, id, self.slot).await;
            let seen = booked.map_err(|refusal| refused(cx.lang, refusal))?;
            Done::saying(format!("/cases/{id}"), if seen { texts::BOOKED_DONE } else { texts::BOOKED_PROTECTED })
        }
    }

    impl Submit for MoveMeeting {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let id: CaseId = cx.id()?;
            let moved = actions::move_meeting(&cx.db, cx.actor()?, id, self.slot, (self.was, &self.confirmed)).await;
            moved.map_err(|refusal| refused(cx.lang, refusal))?;
            Done::saying(format!("/cases/{id}"), texts::MOVED_MEETING_DONE)
        }
    }

    impl Submit for CancelMeeting {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let id: CaseId = cx.id()?;
            let cancelled = actions::cancel(&cx.db, cx.actor()?, id, self.reason).await;
            let was_coming = cancelled.map_err(|refusal| refused(cx.lang, refusal))?;
            Done::saying(format!("/cases/{id}"), if was_coming { texts::CANCELLED_TELL } else { texts::CANCELLED_DONE })
        }
    }

    impl Submit for RegisterOutcome {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let id: CaseId = cx.id()?;
            let outcome = match (self.held, self.reason) {
                (true, _) => Outcome::Held { came: self.came, confirmed: self.confirmed },
                (false, Some(reason)) => Outcome::Cancelled { reason },
                (false, None) => return Err(Failure::App(AppError::Conflict)),
            };
            let registered = actions::register(&cx.db, cx.actor()?, id, outcome).await;
            registered.map_err(|refusal| refused(cx.lang, refusal))?;
            Done::saying(format!("/cases/{id}"), texts::OUTCOME_DONE)
        }
    }

    impl Submit for CorrectAttendance {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let id: CaseId = cx.id()?;
            let corrected =
                actions::correct_attendance(&cx.db, cx.actor()?, id, (&self.shown, &self.came), &self.confirmed).await;
            let changed = corrected.map_err(|refusal| refused(cx.lang, refusal))?;
            Done::saying(format!("/cases/{id}"), if changed { texts::ATTENDANCE_DONE } else { texts::ATTENDANCE_SAME })
        }
    }
}
