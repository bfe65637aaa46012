//! Providers and their places.
use crate::{
    kernel::id::DistrictId,
    ui::form::{
        Form, Reader,
        reader::{WRONG_EMAIL, is_email},
    },
    work_training::{rules::ProviderDetails, texts},
};

/// The fields of a provider, new or changed: the name, and what may be left out.
fn read_provider(r: &mut Reader) -> ProviderDetails {
    let details = ProviderDetails {
        name: r.text("name", 120, texts::NAME_MISSING),
        trade: r.optional_text("trade", 200),
        contact_name: r.optional_text("contact_name", 120),
        phone: r.optional_text("phone", 40),
        email: r.optional_text("email", 254),
        address: r.optional_text("address", 200),
        notes: r.optional_text("notes", 2_000),
    };
    if !details.email.is_empty() && !is_email(&details.email) {
        r.wrong("email", WRONG_EMAIL);
    }
    details
}

pub struct AddProvider(pub ProviderDetails);

impl Form for AddProvider {
    const PATH: &'static str = "/work-training/providers/new";
    fn read(r: &mut Reader) -> Self {
        Self(read_provider(r))
    }
}

pub struct ChangeProvider {
    pub details: ProviderDetails,
    /// The mark of what the page showed; none: it was not asked.
    pub was: Option<String>,
}

impl Form for ChangeProvider {
    const PATH: &'static str = "/work-training/providers/{id}/change";
    fn read(r: &mut Reader) -> Self {
        Self { details: read_provider(r), was: Some(r.raw("was")).filter(|was| !was.is_empty()) }
    }
}

/// Closes it, or opens a closed one again.
pub struct CloseProvider;

impl Form for CloseProvider {
    const PATH: &'static str = "/work-training/providers/{id}/close";
    fn read(_: &mut Reader) -> Self {
        Self
    }
}

/// The fields of a place, new or changed.
pub struct PlaceFields {
    pub name: String,
    pub district: Option<DistrictId>,
    pub seats: i32,
}

impl PlaceFields {
    fn read(r: &mut Reader) -> Self {
        Self {
            name: r.text("name", 120, texts::TASK_MISSING),
            district: r.optional_id("district"),
            seats: r.number("seats", 0, 500),
        }
    }
}

pub struct AddPlace(pub PlaceFields);

impl Form for AddPlace {
    const PATH: &'static str = "/work-training/providers/{id}/places/new";
    fn read(r: &mut Reader) -> Self {
        Self(PlaceFields::read(r))
    }
}

pub struct ChangePlace(pub PlaceFields);

impl Form for ChangePlace {
    const PATH: &'static str = "/work-training/places/{id}/change";
    fn read(r: &mut Reader) -> Self {
        Self(PlaceFields::read(r))
    }
}

pub struct ConfirmPlace;

impl Form for ConfirmPlace {
    const PATH: &'static str = "/work-training/places/{id}/confirm";
    fn read(_: &mut Reader) -> Self {
        Self
    }
}

/// Closes it, or opens a closed one again.
pub struct ClosePlace;

impl Form for ClosePlace {
    const PATH: &'static str = "/work-training/places/{id}/close";
    fn read(_: &mut Reader) -> Self {
        Self
    }
}

#[cfg(feature = "ssr")]
mod submit {
    use super::*;
    use crate::{
        kernel::id::{PlaceId, ProviderId},
        ui::form::submit::{Cx, Done, Failure, Submit},
        work_training::{
            actions::places::{self as actions, PlaceForm},
            forms::refused,
        },
    };

    impl From<PlaceFields> for PlaceForm {
        fn from(f: PlaceFields) -> Self {
            PlaceForm { name: f.name, district: f.district, seats: f.seats }
        }
    }

    fn page(provider: ProviderId) -> String {
        format!("/work-training/providers/{provider}")
    }

    impl Submit for AddProvider {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let added = actions::add_provider(&cx.db, cx.actor()?, self.0).await;
            Done::saying(page(added.map_err(|r| refused(cx.lang, r))?), texts::PROVIDER_ADDED)
        }
    }

    impl Submit for ChangeProvider {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let id = cx.id()?;
            let changed = actions::change_provider(&cx.db, cx.actor()?, id, self.details, self.was).await;
            changed.map_err(|r| refused(cx.lang, r))?;
            Done::saying(page(id), texts::SAVED)
        }
    }

    impl Submit for CloseProvider {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let id = cx.id()?;
            actions::close_provider(&cx.db, cx.actor()?, id).await.map_err(|r| refused(cx.lang, r))?;
            Done::saying(page(id), texts::SAVED)
        }
    }

    impl Submit for AddPlace {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let id = cx.id()?;
            let added = actions::add_place(&cx.db, cx.actor()?, id, self.0.into()).await;
            added.map_err(|r| refused(cx.lang, r))?;
            Done::saying(page(id), texts::PLACE_ADDED)
        }
    }

    impl Submit for ChangePlace {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let id: PlaceId = cx.id()?;
            let changed = actions::change_place(&cx.db, cx.actor()?, id, self.0.into()).await;
            Done::saying(page(changed.map_err(|r| refused(cx.lang, r))?), texts::SAVED)
        }
    }

    impl Submit for ConfirmPlace {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let confirmed = actions::confirm_place(&cx.db, cx.actor()?, cx.id()?).await;
            Done::saying(page(confirmed.map_err(|r| refused(cx.lang, r))?), texts::CONFIRMED)
        }
    }

    impl Submit for ClosePlace {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let closed = actions::close_place(&cx.db, cx.actor()?, cx.id()?).await;
            Done::saying(page(closed.map_err(|r| refused(cx.lang, r))?), texts::SAVED)
        }
    }
}
