//! The forms of the association, its districts, agencies and units.
use super::{
    rules::{Limits, Party, Standing},
    texts,
};
use crate::ui::form::{Form, Reader};

/// How long a name may be, in characters.
pub(crate) const NAME: usize = 120;

pub struct ChangeSettings {
    pub name: String,
    pub limits: Limits,
}

impl Form for ChangeSettings {
    const PATH: &'static str = "/admin/settings";
    fn read(r: &mut Reader) -> Self {
        Self {
            name: r.text("name", NAME, texts::NAME_MISSING),
            limits: Limits {
                inbox_days: r.number("inbox_days", 1, 365),
                queue_weeks: r.number("queue_weeks", 1, 104),
                plan_days: r.number("plan_days", 1, 365),
                follow_up_grace_days: r.number("follow_up_grace_days", 0, 365),
                information_meeting_days: r.number("information_meeting_days", 1, 365),
            },
        }
    }
}

pub struct AddDistrict {
    pub name: String,
}

impl Form for AddDistrict {
    const PATH: &'static str = "/admin/districts";
    fn read(r: &mut Reader) -> Self {
        Self { name: r.text("name", NAME, texts::NAME_MISSING) }
    }
}

pub struct ChangeDistrict {
    pub name: String,
    pub standing: Standing,
}

impl Form for ChangeDistrict {
    const PATH: &'static str = "/admin/districts/{id}";
    fn read(r: &mut Reader) -> Self {
        Self { name: r.text("name", NAME, texts::NAME_MISSING), standing: r.code("standing", texts::CHOOSE_STANDING) }
    }
}

/// A short code: registers name agencies and teams by it.
pub(crate) fn read_code(r: &mut Reader) -> String {
    let code = r.text("code", 20, texts::CODE_MISSING);
    if !code.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c)) {
        r.wrong("code", texts::CODE_FORM);
    }
    code
}

pub struct AddAgency {
    pub code: String,
    pub name: String,
    pub party: Party,
}

impl Form for AddAgency {
    const PATH: &'static str = "/admin/agencies/add";
    fn read(r: &mut Reader) -> Self {
        Self {
            code: read_code(r),
            name: r.text("name", NAME, texts::NAME_MISSING),
            party: r.code("party", texts::PARTY_MISSING),
        }
    }
}

pub struct ChangeAgency {
    pub code: String,
    pub name: String,
    pub standing: Standing,
}

impl Form for ChangeAgency {
    const PATH: &'static str = "/admin/agencies/{id}/change";
    fn read(r: &mut Reader) -> Self {
        Self {
            code: read_code(r),
            name: r.text("name", NAME, texts::NAME_MISSING),
            standing: r.code("standing", texts::CHOOSE_STANDING),
        }
    }
}

pub struct AddUnit {
    pub name: String,
    pub covers_colleagues: bool,
}

impl Form for AddUnit {
    const PATH: &'static str = "/admin/agencies/{id}";
    fn read(r: &mut Reader) -> Self {
        Self {
            name: r.text("name", NAME, texts::NAME_MISSING),
            covers_colleagues: r.yes_no("covers_colleagues", texts::COVERS_MISSING),
        }
    }
}

pub struct ChangeUnit {
    pub name: String,
    pub covers_colleagues: bool,
    pub standing: Standing,
}

impl Form for ChangeUnit {
    const PATH: &'static str = "/admin/units/{id}";
    fn read(r: &mut Reader) -> Self {
        Self {
            name: r.text("name", NAME, texts::NAME_MISSING),
            covers_colleagues: r.yes_no("covers_colleagues", texts::COVERS_MISSING),
            standing: r.code("standing", texts::CHOOSE_STANDING),
        }
    }
}

#[cfg(feature = "ssr")]
mod submit {
    use super::*;
    use crate::{
        kernel::lang::{Lang, Text},
        organisation::{actions, store::Refusal},
        ui::form::submit::{Cx, Done, Failure, Submit},
    };

    /// The message beside the field that it is about.
    fn refused(lang: Lang, refusal: Refusal, taken: (&str, Text), used: Text) -> Failure {
        match refusal {
            Refusal::Taken => Failure::field(taken.0, lang, taken.1),
            Refusal::StillUsed => Failure::field("standing", lang, used),
            Refusal::App(e) => Failure::App(e),
        }
    }

    impl Submit for ChangeSettings {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            actions::change_settings(&cx.db, cx.actor()?, &self.name, self.limits)
                .await
                .map_err(|r| refused(cx.lang, r, ("name", texts::NAME_TAKEN), texts::NAME_TAKEN))?;
            Done::saying(Self::PATH, texts::SAVED)
        }
    }

    impl Submit for AddDistrict {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            actions::add_district(&cx.db, cx.actor()?, &self.name)
                .await
                .map_err(|r| refused(cx.lang, r, ("name", texts::NAME_TAKEN_CLOSED), texts::NAME_TAKEN))?;
            Done::saying(Self::PATH, texts::ADDED)
        }
    }

    impl Submit for ChangeDistrict {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            actions::change_district(&cx.db, cx.actor()?, cx.id()?, &self.name, self.standing)
                .await
                .map_err(|r| refused(cx.lang, r, ("name", texts::NAME_TAKEN_CLOSED), texts::DISTRICT_SERVED))?;
            Done::saying(AddDistrict::PATH, texts::SAVED)
        }
    }

    impl Submit for AddAgency {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let agency = actions::add_agency(&cx.db, cx.actor()?, &self.code, &self.name, self.party)
                .await
                .map_err(|r| refused(cx.lang, r, ("code", texts::CODE_TAKEN), texts::AGENCY_USED))?;
            Done::saying(format!("/admin/agencies/{agency}"), texts::ADDED)
        }
    }

    impl Submit for ChangeAgency {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let id = cx.id()?;
            actions::change_agency(&cx.db, cx.actor()?, id, &self.code, &self.name, self.standing)
                .await
                .map_err(|r| refused(cx.lang, r, ("code", texts::CODE_TAKEN), texts::AGENCY_USED))?;
            Done::saying(format!("/admin/agencies/{id}"), texts::SAVED)
        }
    }

    impl Submit for AddUnit {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let agency = cx.id()?;
            actions::add_unit(&cx.db, cx.actor()?, agency, &self.name, self.covers_colleagues).await.map_err(|r| {
                match r {
                    Refusal::StillUsed => Failure::form(cx.lang, texts::AGENCY_CLOSED),
                    r => refused(cx.lang, r, ("name", texts::NAME_TAKEN_CLOSED), texts::AGENCY_CLOSED),
                }
            })?;
            Done::saying(format!("/admin/agencies/{agency}"), texts::ADDED)
        }
    }

    impl Submit for ChangeUnit {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let (name, covers) = (&self.name, self.covers_colleagues);
            let agency = actions::change_unit(&cx.db, cx.actor()?, cx.id()?, name, covers, self.standing)
                .await
                .map_err(|r| refused(cx.lang, r, ("name", texts::NAME_TAKEN_CLOSED), texts::UNIT_USED))?;
            Done::saying(format!("/admin/agencies/{agency}"), texts::SAVED)
        }
    }
}
