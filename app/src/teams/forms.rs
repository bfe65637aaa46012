//! The forms of teams and their seats.
use super::{
    rules::{HolderKind, is_phone},
    texts,
};
use crate::{
    kernel::id::{DistrictId, UserId},
    organisation::{
        forms::{NAME, read_code},
        rules::{Party, Standing},
        texts as organisation,
    },
    ui::form::{Form, Reader},
};
use chrono::NaiveDate;

/// What both forms of a team ask.
pub struct TeamFields {
    pub code: String,
    pub name: String,
    pub phone: String,
    pub districts: Vec<DistrictId>,
    pub parties: Vec<Party>,
}

impl TeamFields {
    fn read(r: &mut Reader) -> Self {
        let fields = Self {
            name: r.text("name", NAME, texts::NAME_MISSING),
            code: read_code(r),
            phone: r.optional_text("phone", 40),
            districts: r.all("districts").iter().filter_map(|d| d.parse().ok()).collect(),
            parties: r.codes("parties"),
        };
        if !fields.phone.is_empty() && !is_phone(&fields.phone) {
            r.wrong("phone", texts::WRONG_PHONE);
        }
        if fields.parties.is_empty() {
            r.wrong("parties", texts::PARTIES_MISSING);
        }
        fields
    }
}

pub struct AddTeam(pub TeamFields);

impl Form for AddTeam {
    const PATH: &'static str = "/teams/add";
    fn read(r: &mut Reader) -> Self {
        Self(TeamFields::read(r))
    }
}

pub struct ChangeTeam {
    pub fields: TeamFields,
    pub standing: Standing,
}

impl Form for ChangeTeam {
    const PATH: &'static str = "/teams/{id}/change";
    fn read(r: &mut Reader) -> Self {
        Self { fields: TeamFields::read(r), standing: r.code("standing", organisation::CHOOSE_STANDING) }
    }
}

pub struct FillSeat {
    pub user: UserId,
    pub kind: HolderKind,
    pub from: NaiveDate,
    pub until: Option<NaiveDate>,
}

impl Form for FillSeat {
    const PATH: &'static str = "/teams/{id}/seats/{seat}/fill";
    fn read(r: &mut Reader) -> Self {
        Self {
            user: r.id("user", texts::PERSON_MISSING),
            kind: r.code("kind", texts::KIND_MISSING),
            from: r.day("from_day", texts::FROM_MISSING),
            until: r.optional_day("until_day"),
        }
    }
}

pub struct EndSeat {
    /// None: a time that has not begun is taken back.
    pub until: Option<NaiveDate>,
}

impl Form for EndSeat {
    const PATH: &'static str = "/teams/{id}/holders/{holder}/end";
    fn read(r: &mut Reader) -> Self {
        Self { until: r.optional_day("until_day") }
    }
}

#[cfg(feature = "ssr")]
mod submit {
    use super::*;
    use crate::{
        kernel::{
            id::{SeatHolderId, SeatId, TeamId},
            lang::{Lang, Text},
        },
        teams::{
            actions::{self, Comes, Typed},
            rules::{Held, SeatFault},
            store::Refusal,
        },
        ui::form::submit::{Cx, Done, Failure, Submit},
    };

    impl From<TeamFields> for Typed {
        fn from(f: TeamFields) -> Self {
            Typed { code: f.code, name: f.name, phone: f.phone, districts: f.districts, parties: f.parties }
        }
    }

    /// The message beside the field that it is about. `used` is what [`Refusal::StillUsed`] means here.
    fn refused(lang: Lang, refusal: Refusal, used: (&str, Text)) -> Failure {
        let (field, text) = match refusal {
            Refusal::Taken => ("code", texts::CODE_TAKEN),
            Refusal::StillUsed => used,
            Refusal::UnknownDistrict => ("districts", texts::UNKNOWN_DISTRICT),
            Refusal::Seat(SeatFault::Backwards) | Refusal::BeforeBeginning => ("until_day", texts::BACKWARDS),
            Refusal::Seat(SeatFault::Taken) => ("from_day", texts::SEAT_TAKEN),
            Refusal::HasBegun => ("until_day", texts::UNTIL_MISSING),
            Refusal::NotOfTheParty => ("user", texts::NOT_OF_THE_PARTY),
            Refusal::App(e) => return Failure::App(e),
        };
        Failure::field(field, lang, text)
    }

    fn said(comes: Comes, to_all: Text, not_to_all: Text) -> Text {
        match comes {
            Comes::ToAll => to_all,
            Comes::NotToAll => not_to_all,
        }
    }

    impl Submit for AddTeam {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let team = actions::add_team(&cx.db, cx.actor()?, &self.0.into())
                .await
                .map_err(|r| refused(cx.lang, r, ("parties", texts::SEAT_HAS_HISTORY)))?;
            Done::saying(format!("/teams/{team}"), texts::ADDED)
        }
    }

    impl Submit for ChangeTeam {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let team: TeamId = cx.id()?;
            let used = match self.standing {
                Standing::Closed => ("standing", texts::TEAM_SEATED),
                Standing::InUse => ("parties", texts::SEAT_HAS_HISTORY),
            };
            actions::change_team(&cx.db, cx.actor()?, team, &self.fields.into(), self.standing)
                .await
                .map_err(|r| refused(cx.lang, r, used))?;
            Done::saying(format!("/teams/{team}"), texts::SAVED)
        }
    }

    impl Submit for FillSeat {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let (team, seat): (TeamId, SeatId) = (cx.id()?, cx.param("seat")?);
            let held = Held { kind: self.kind, from: self.from, until: self.until };
            let comes = actions::fill_seat(&cx.db, cx.actor()?, team, seat, self.user, held)
                .await
                .map_err(|r| refused(cx.lang, r, ("", texts::TEAM_CLOSED)))?;
            Done::saying(format!("/teams/{team}"), said(comes, texts::FILLED, texts::FILLED_NOT_ALL))
        }
    }

    impl Submit for EndSeat {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let (team, holder): (TeamId, SeatHolderId) = (cx.id()?, cx.param("holder")?);
            let ended = match self.until {
                Some(until) => actions::end_seat(&cx.db, cx.actor()?, team, holder, until).await.map(Some),
                None => actions::take_seat_back(&cx.db, cx.actor()?, team, holder).await.map(|()| None),
            };
            let comes = ended.map_err(|r| match r {
                Refusal::Seat(SeatFault::Taken) => Failure::field("until_day", cx.lang, texts::SEAT_TAKEN),
                r => refused(cx.lang, r, ("", texts::TEAM_CLOSED)),
            })?;
            let words = comes.map_or(texts::TAKEN_BACK, |comes| said(comes, texts::ENDED, texts::ENDED_NOT_ALL));
            Done::saying(format!("/teams/{team}"), words)
        }
    }
}
