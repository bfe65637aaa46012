//! A placement's way.
use crate::{
    cases::rules::EndReason,
    kernel::{
        id::{ActivityId, PlaceId},
        identity_number::IdentityNumber,
    },
    participants::rules::Gender,
    ui::form::{Form, Reader},
    work_training::{
        rules::{Entry, NextStage, StopReason},
        texts,
    },
};
use chrono::NaiveDate;

/// From a case.
pub struct Request {
    pub activity: Option<ActivityId>,
    pub wishes: String,
}

impl Form for Request {
    const PATH: &'static str = "/cases/{id}/work-training/request";
    fn read(r: &mut Reader) -> Self {
        Self { activity: r.optional_id("activity"), wishes: r.optional_text("wishes", 2_000) }
    }
}

/// Searching by name, identity number or reference: posted, so that the words stand in no address.
pub struct SearchPlacements {
    pub words: String,
}

impl Form for SearchPlacements {
    const PATH: &'static str = "/work-training/placements/search";
    fn read(r: &mut Reader) -> Self {
        Self { words: r.text("words", 100, texts::SEARCH_MISSING) }
    }
}

/// For a person who comes another way than through a case.
pub struct AddPlacement {
    pub identity: Option<IdentityNumber>,
    pub given_name: String,
    pub family_name: String,
    pub gender: Gender,
    pub entry: Entry,
    pub wishes: String,
}

impl Form for AddPlacement {
    const PATH: &'static str = "/work-training/placements/new";
    fn read(r: &mut Reader) -> Self {
        let identity = r.identity_number("identity_number");
        if identity.is_none() {
            r.wrong("identity_number", texts::IDENTITY_MISSING);
        }
        let form = Self {
            identity,
            given_name: r.text("given_name", 100, texts::GIVEN_NAME_MISSING),
            family_name: r.text("family_name", 100, texts::FAMILY_NAME_MISSING),
            gender: r.code("gender", texts::GENDER_MISSING),
            entry: r.code("entry", texts::ENTRY_MISSING),
            wishes: r.optional_text("wishes", 2_000),
        };
        if form.entry == Entry::FinsamTeam {
            r.wrong("entry", texts::ENTRY_MISSING);
        }
        form
    }
}

pub struct MoveOn {
    pub to: NextStage,
    pub on: NaiveDate,
}

impl Form for MoveOn {
    const PATH: &'static str = "/work-training/placements/{id}/move-on";
    fn read(r: &mut Reader) -> Self {
        Self { to: r.code("to", texts::STAGE_MISSING), on: r.day("on", texts::DAY_MISSING) }
    }
}

pub struct ChoosePlace {
    pub place: PlaceId,
}

impl Form for ChoosePlace {
    const PATH: &'static str = "/work-training/placements/{id}/place";
    fn read(r: &mut Reader) -> Self {
        Self { place: r.id("place", texts::PLACE_MISSING) }
    }
}

pub struct Start {
    pub place: PlaceId,
    pub on: NaiveDate,
    pub hours: Option<i32>,
}

impl Form for Start {
    const PATH: &'static str = "/work-training/placements/{id}/start";
    fn read(r: &mut Reader) -> Self {
        Self {
            place: r.id("place", texts::PLACE_MISSING),
            on: r.day("on", texts::DAY_MISSING),
            hours: r.optional_number("hours", 1, 40),
        }
    }
}

pub struct End {
    pub on: NaiveDate,
    pub reason: EndReason,
    pub hours: Option<i32>,
}

impl Form for End {
    const PATH: &'static str = "/work-training/placements/{id}/end";
    fn read(r: &mut Reader) -> Self {
        Self {
            on: r.day("on", texts::DAY_MISSING),
            reason: r.code("reason", texts::REASON_MISSING),
            hours: r.optional_number("hours", 1, 40),
        }
    }
}

pub struct Stop {
    pub on: NaiveDate,
    pub reason: StopReason,
}

impl Form for Stop {
    const PATH: &'static str = "/work-training/placements/{id}/stop";
    fn read(r: &mut Reader) -> Self {
        Self { on: r.day("on", texts::DAY_MISSING), reason: r.code("reason", texts::REASON_MISSING) }
    }
}

#[cfg(feature = "ssr")]
mod submit {
    use super::*;
    use crate::{
        kernel::id::{CaseId, PlacementId},
        ui::form::submit::{Cx, Done, Failure, Submit},
        work_training::{
            actions::placements::{self as actions, NewPerson},
            forms::refused,
        },
    };

    fn page(id: PlacementId) -> String {
        format!("/work-training/placements/{id}")
    }

    impl Submit for SearchPlacements {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let id = crate::accounts::searches::keep(&cx.db, cx.actor()?, &self.words).await?;
            Done::to(format!("/work-training/placements?search={id}"))
        }
    }

    impl Submit for Request {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let id: CaseId = cx.id()?;
            let asked = actions::request(&cx.db, cx.actor()?, id, (self.activity, self.wishes)).await;
            asked.map_err(|r| refused(cx.lang, r))?;
            Done::saying(format!("/cases/{id}"), texts::REQUESTED)
        }
    }

    impl Submit for AddPlacement {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let Some(identity) = self.identity else {
                return Err(Failure::field("identity_number", cx.lang, texts::IDENTITY_MISSING));
            };
            let person = NewPerson {
                identity,
                given_name: self.given_name,
                family_name: self.family_name,
                gender: self.gender,
                entry: self.entry,
            };
            let added = actions::add(&cx.db, cx.actor()?, person, &self.wishes).await;
            Done::saying(page(added.map_err(|r| refused(cx.lang, r))?), texts::PLACEMENT_ADDED)
        }
    }

    impl Submit for MoveOn {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let id = cx.id()?;
            let moved = actions::move_on(&cx.db, cx.actor()?, id, self.to, self.on).await;
            moved.map_err(|r| refused(cx.lang, r))?;
            Done::saying(page(id), texts::MOVED_ON)
        }
    }

    impl Submit for ChoosePlace {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let id = cx.id()?;
            let chosen = actions::choose_place(&cx.db, cx.actor()?, id, self.place).await;
            let full = chosen.map_err(|r| refused(cx.lang, r))?;
            Done::saying(page(id), if full { texts::PLACE_FULL } else { texts::PLACE_CHOSEN })
        }
    }

    impl Submit for Start {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let id = cx.id()?;
            let started = actions::start(&cx.db, cx.actor()?, id, (self.place, self.on, self.hours)).await;
            started.map_err(|r| refused(cx.lang, r))?;
            Done::saying(page(id), texts::STARTED)
        }
    }

    impl Submit for End {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let id = cx.id()?;
            let ended = actions::end(&cx.db, cx.actor()?, id, (self.on, self.reason, self.hours)).await;
            ended.map_err(|r| refused(cx.lang, r))?;
            Done::saying(page(id), texts::ENDED)
        }
    }

    impl Submit for Stop {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let id = cx.id()?;
            let stopped = actions::stop(&cx.db, cx.actor()?, id, self.on, self.reason).await;
            stopped.map_err(|r| refused(cx.lang, r))?;
            Done::saying(page(id), texts::STOPPED)
        }
    }
}
