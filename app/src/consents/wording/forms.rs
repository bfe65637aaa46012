//! The forms of the texts: a new version, and the word that a translation was checked.
use super::{rules::TextVersion, texts};
use crate::ui::form::{Form, Reader};

/// How long a title may be, in characters.
pub const TITLE: usize = 120;
/// How long a text may be, in characters: what fits on two sheets of paper.
pub const BODY: usize = 6_000;
const CHECKER: usize = 120;

/// A new version of a text.
pub struct MakeText {
    /// The version that the writer began from.
    pub shown: Option<TextVersion>,
    /// The version of the Swedish text that the writer of a translation saw.
    pub swedish: Option<TextVersion>,
    pub title: String,
    pub body: String,
}

impl Form for MakeText {
    const PATH: &'static str = "/admin/consent-texts/{purpose}/{language}/new";
    fn read(r: &mut Reader) -> Self {
        let shown = r.raw("shown").parse().ok();
        if shown.is_none() {
            r.wrong("body", texts::CHANGED_MEANWHILE);
        }
        Self {
            shown,
            swedish: r.raw("swedish").parse().ok(),
            title: r.text("title", TITLE, texts::TITLE_MISSING),
            body: read_body(r),
        }
    }
}

/// A browser sends each end of a line as two characters.
fn read_body(r: &mut Reader) -> String {
    for (name, value) in &mut r.values {
        if name == "body" {
            *value = value.replace("\r\n", "\n");
        }
    }
    r.text("body", BODY, texts::BODY_MISSING)
}

/// The translation with that version was checked by a professional.
pub struct SignText {
    pub checked_by: String,
}

impl Form for SignText {
    const PATH: &'static str = "/admin/consent-texts/{purpose}/{language}/checked/{version}";
    fn read(r: &mut Reader) -> Self {
        Self { checked_by: r.text("checked_by", CHECKER, texts::CHECKER_MISSING) }
    }
}

#[cfg(feature = "ssr")]
mod submit {
    use super::*;
    use crate::{
        consents::wording::actions,
        kernel::error::AppError,
        ui::form::submit::{Cx, Done, Failure, Submit},
    };

    impl Submit for MakeText {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let text = (cx.param("purpose")?, cx.param("language")?);
            let shown = self.shown.ok_or(AppError::Conflict)?;
            actions::make(&cx.db, cx.actor()?, text, (shown, self.swedish), (self.title, self.body)).await.map_err(
                |e| match e {
                    AppError::Conflict => Failure::field("body", cx.lang, texts::CHANGED_MEANWHILE),
                    e => Failure::App(e),
                },
            )?;
            Done::saying(format!("/admin/consent-texts/{}/{}", text.0, text.1), texts::MADE)
        }
    }

    impl Submit for SignText {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let text = (cx.param("purpose")?, cx.param("language")?);
            let version = cx.param("version")?;
            actions::sign(&cx.db, cx.actor()?, text, version, &self.checked_by).await.map_err(|e| match e {
                AppError::Conflict => Failure::form(cx.lang, texts::SIGNED_MEANWHILE),
                e => Failure::App(e),
            })?;
            Done::saying(format!("/admin/consent-texts/{}/{}?version={version}", text.0, text.1), texts::SIGNED)
        }
    }
}
