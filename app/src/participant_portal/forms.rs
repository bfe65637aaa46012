//! The handler's forms: making the participant's link, and ending it.
use crate::ui::form::{Form, Reader};

/// Makes a link; an earlier one ends.
pub struct MakeLink;

impl Form for MakeLink {
    const PATH: &'static str = "/cases/{id}/participant-link";
    fn read(_: &mut Reader) -> Self {
        Self
    }
}

/// Ends the link and what it has opened.
pub struct EndLink;

impl Form for EndLink {
    const PATH: &'static str = "/cases/{id}/participant-link/end";
    fn read(_: &mut Reader) -> Self {
        Self
    }
}

#[cfg(feature = "ssr")]
mod submit {
    use super::*;
    use crate::{
        kernel::id::CaseId,
        participant_portal::{actions, texts},
        ui::form::submit::{Cx, Done, Failure, Submit},
    };

    impl Submit for MakeLink {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let id: CaseId = cx.id()?;
            actions::make(&cx.db, cx.actor()?, id).await?;
            Done::saying(format!("/cases/{id}/participant-link"), texts::MADE)
        }
    }

    impl Submit for EndLink {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let id: CaseId = cx.id()?;
            actions::end(&cx.db, cx.actor()?, id).await?;
            Done::saying(format!("/cases/{id}/participant-link"), texts::WAS_ENDED)
        }
    }
}
