//! How a person comes to work training and how far they are (`domain.md` 4.9).
#[cfg(test)]
mod tests;

use crate::{
    cases::rules::{EndReason, StateCode},
    kernel::id::PlaceId,
    participants::rules::folded,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

crate::codes! {
    /// The way in.
    pub enum Entry {
        FinsamTeam = "finsam_team", "FINSAM-team", "FINSAM team";
        Aktivitetsplatsen = "aktivitetsplatsen", "Aktivitetsplatsen", "Aktivitetsplatsen";
        MiaVidare = "mia_vidare", "MIA Vidare", "MIA Vidare";
        RattStod = "ratt_stod", "Rätt stöd för mig!", "Rätt stöd för mig!";
        Osa = "osa", "OSA (pilot)", "OSA (pilot)";
    }
}

crate::codes! {
    /// How far a placement has come.
    pub enum Stage {
        Requested = "requested", "begärd", "requested";
        InformationMeeting = "information_meeting", "informationsmöte", "information meeting";
        Mapping = "mapping", "kartläggning", "mapping";
        StudyVisit = "study_visit", "studiebesök", "study visit";
        Started = "started", "i arbetsträning", "in training";
        Ended = "ended", "avslutad", "ended";
        StoppedBeforeStart = "stopped_before_start", "avslutad före start", "ended before the start";
    }
}

impl Stage {
    /// Stages in which the person waits to start.
    pub const WAITING: [Stage; 4] = [Stage::Requested, Stage::InformationMeeting, Stage::Mapping, Stage::StudyVisit];

    /// Stages in which somebody still has something to do.
    pub const LIVE: [Stage; 5] =
        [Stage::Requested, Stage::InformationMeeting, Stage::Mapping, Stage::StudyVisit, Stage::Started];

    /// Whether the person waits to start.
    pub fn is_waiting(self) -> bool {
        Self::WAITING.contains(&self)
    }

    /// Whether somebody still has something to do.
    pub fn is_live(self) -> bool {
        Self::LIVE.contains(&self)
    }
}

crate::codes! {
    /// A stage between the request and the start, which a placement is moved on to.
    pub enum NextStage {
        InformationMeeting = "information_meeting", "informationsmöte", "information meeting";
        Mapping = "mapping", "kartläggning av intressen och behov", "mapping of interests and needs";
        StudyVisit = "study_visit", "studiebesök", "study visit";
    }
}

impl From<NextStage> for Stage {
    fn from(next: NextStage) -> Self {
        match next {
            NextStage::InformationMeeting => Stage::InformationMeeting,
            NextStage::Mapping => Stage::Mapping,
            NextStage::StudyVisit => Stage::StudyVisit,
        }
    }
}

crate::codes! {
    /// Why a placement stopped before it started (*design*).
    pub enum StopReason {
        Declined = "declined", "personen avstod", "the person declined";
        Illness = "illness", "sjukdom", "illness";
        OtherSupport = "other_support", "annat stöd i stället", "other support instead";
        PlaceLacking = "place_lacking", "ingen lämplig plats", "no suitable place";
        Moved = "moved", "flyttat", "moved";
        Other = "other", "annat", "other";
    }
}

crate::codes! {
    /// How the list of placements is ordered.
    pub enum Order {
        OldestFirst = "oldest", "längst i sitt steg först", "longest in their stage first";
        NewestFirst = "newest", "senast i sitt steg först", "latest in their stage first";
    }
}

/// What is known of a provider: its name, and what may be left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderDetails {
    pub name: String,
    /// Whom one calls.
    pub contact_name: String,
    pub phone: String,
    pub email: String,
    pub address: String,
    /// What one does there.
    pub trade: String,
    pub notes: String,
}

impl ProviderDetails {
    /// A short mark of all of it: another when any of it has changed. A form carries it, and is refused when it is another.
    pub fn mark(&self) -> String {
        let ProviderDetails { name, contact_name, phone, email, address, trade, notes } = self;
        // FNV-1a; the byte between two fields is none of a text's
        let bytes = [name, contact_name, phone, email, address, trade, notes].map(|field| field.bytes().chain([0xff]));
        let mark = bytes
            .into_iter()
            .flatten()
            .fold(0xcbf2_9ce4_8422_2325_u64, |mark, byte| (mark ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        format!("{mark:016x}")
    }
}

/// Whether every word that was typed stands somewhere in these texts, as names are searched: without regard to case and accents.
pub fn says(texts: &[&str], words: &str) -> bool {
    let all = folded(&texts.join(" "));
    folded(words).split_whitespace().all(|word| all.contains(word))
}

/// Free seats: never below zero, also where fewer seats were agreed on than are in use.
pub fn free_seats(seats: i32, started: u64) -> i32 {
    (seats - i32::try_from(started).unwrap_or(i32::MAX)).max(0)
}

/// Whether a case in this state can ask for work training: accepted and not over.
pub fn case_may_ask(state: StateCode) -> bool {
    match state {
        StateCode::InQueue | StateCode::Booked | StateCode::Met | StateCode::PlanEstablished => true,
        StateCode::Submitted
        | StateCode::CompletionRequested
        | StateCode::Closed
        | StateCode::Returned
        | StateCode::Withdrawn => false,
    }
}

/// The days of the way to the start. Stages that were skipped have none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Way {
    pub requested: NaiveDate,
    pub information_meeting: Option<NaiveDate>,
    pub mapping: Option<NaiveDate>,
    pub study_visit: Option<NaiveDate>,
}

impl Way {
    /// The latest day on the way.
    pub fn latest(&self) -> NaiveDate {
        [self.information_meeting, self.mapping, self.study_visit].into_iter().flatten().fold(self.requested, Ord::max)
    }
}

/// The state with what only exists in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlacementState {
    Requested(Way),
    InformationMeeting(Way),
    Mapping(Way),
    StudyVisit(Way),
    /// A register may not say where: then no place's seat is taken.
    Started {
        way: Way,
        place: Option<PlaceId>,
        on: NaiveDate,
        hours: Option<i32>,
    },
    /// A register may say neither where nor why.
    Ended {
        way: Way,
        place: Option<PlaceId>,
        started: NaiveDate,
        on: NaiveDate,
        reason: Option<EndReason>,
        hours: Option<i32>,
    },
    /// A register may say neither when nor why.
    Stopped {
        way: Way,
        on: Option<NaiveDate>,
        reason: Option<StopReason>,
    },
}

/// Why a step is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StepError {
    /// The placement is in a stage that does not admit the step.
    #[error("the stage does not admit this step")]
    WrongStage,
    #[error("the day has not come yet")]
    InTheFuture,
    /// Before the day that it follows from.
    #[error("the day is before the one it follows from")]
    Before(NaiveDate),
}

type Next = Result<PlacementState, StepError>;

impl PlacementState {
    /// The stage it is stored under.
    pub fn stage(&self) -> Stage {
        match self {
            PlacementState::Requested(_) => Stage::Requested,
            PlacementState::InformationMeeting(_) => Stage::InformationMeeting,
            PlacementState::Mapping(_) => Stage::Mapping,
            PlacementState::StudyVisit(_) => Stage::StudyVisit,
            PlacementState::Started { .. } => Stage::Started,
            PlacementState::Ended { .. } => Stage::Ended,
            PlacementState::Stopped { .. } => Stage::StoppedBeforeStart,
        }
    }

    /// The days of the way to the start.
    pub fn way(&self) -> &Way {
        match self {
            PlacementState::Requested(way)
            | PlacementState::InformationMeeting(way)
            | PlacementState::Mapping(way)
            | PlacementState::StudyVisit(way)
            | PlacementState::Started { way, .. }
            | PlacementState::Ended { way, .. }
            | PlacementState::Stopped { way, .. } => way,
        }
    }

    /// The way of one that has not started.
    fn waiting(self) -> Result<Way, StepError> {
        match self {
            PlacementState::Requested(way)
            | PlacementState::InformationMeeting(way)
            | PlacementState::Mapping(way)
            | PlacementState::StudyVisit(way) => Ok(way),
            PlacementState::Started { .. } | PlacementState::Ended { .. } | PlacementState::Stopped { .. } => {
                Err(StepError::WrongStage)
            }
        }
    }

    /// Whether it can be moved on to this stage: forward only, some may be skipped.
    pub fn may_move_to(&self, to: NextStage) -> bool {
        self.stage().is_waiting() && self.stage() < Stage::from(to)
    }

    /// Moves it on. `today` bounds the day.
    pub fn move_on(self, to: NextStage, on: NaiveDate, today: NaiveDate) -> Next {
        if !self.may_move_to(to) {
            return Err(StepError::WrongStage);
        }
        let way = self.waiting()?;
        follows(way.latest(), on, today)?;
        Ok(match to {
            NextStage::InformationMeeting => {
                PlacementState::InformationMeeting(Way { information_meeting: Some(on), ..way })
            }
            NextStage::Mapping => PlacementState::Mapping(Way { mapping: Some(on), ..way }),
            NextStage::StudyVisit => PlacementState::StudyVisit(Way { study_visit: Some(on), ..way }),
        })
    }

    /// The training begins at a place that has a free seat.
    pub fn start(self, place: PlaceId, on: NaiveDate, hours: Option<i32>, today: NaiveDate) -> Next {
        let way = self.waiting()?;
        follows(way.latest(), on, today)?;
        Ok(PlacementState::Started { way, place: Some(place), on, hours })
    }

    /// The training ends. Hours that are not given stay as they were.
    pub fn end(self, on: NaiveDate, reason: EndReason, hours: Option<i32>, today: NaiveDate) -> Next {
        match self {
            PlacementState::Started { way, place, on: started, hours: before } => {
                follows(started, on, today)?;
                Ok(PlacementState::Ended { way, place, started, on, reason: Some(reason), hours: hours.or(before) })
            }
            PlacementState::Requested(_)
            | PlacementState::InformationMeeting(_)
            | PlacementState::Mapping(_)
            | PlacementState::StudyVisit(_)
            | PlacementState::Ended { .. }
            | PlacementState::Stopped { .. } => Err(StepError::WrongStage),
        }
    }

    /// It stops before it has started.
    pub fn stop(self, on: NaiveDate, reason: StopReason, today: NaiveDate) -> Next {
        let way = self.waiting()?;
        follows(way.latest(), on, today)?;
        Ok(PlacementState::Stopped { way, on: Some(on), reason: Some(reason) })
    }
}

fn follows(before: NaiveDate, on: NaiveDate, today: NaiveDate) -> Result<(), StepError> {
    if on > today {
        Err(StepError::InTheFuture)
    } else if on < before {
        Err(StepError::Before(before))
    } else {
        Ok(())
    }
}
