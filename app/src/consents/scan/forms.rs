//! The forms of a consent's scan, and the file field that recording a consent has, too.
use super::{
    rules::{LARGEST, TakeBackReason},
    texts,
};
use crate::{
    kernel::id::ScanId,
    ui::form::{Form, Reader, TOO_LARGE},
};

/// So many bytes are read past before a form is refused whole: a file that is far too large is told beside its field.
pub const RECEIVED: u64 = 6 * LARGEST;

/// The file that was received, or none.
pub fn read_file(r: &mut Reader) -> Option<String> {
    let mut files = r.all("scan");
    let file = files.pop()?;
    if !files.is_empty() {
        r.wrong("scan", texts::ONE_FILE);
    } else if file.starts_with(TOO_LARGE) {
        r.wrong("scan", texts::LARGER);
    }
    Some(file)
}

/// The scan of a consent that was recorded before.
pub struct AddScan {
    pub file: String,
}

impl Form for AddScan {
    const PATH: &'static str = "/cases/{id}/consents/{consent}/scan/new";
    const FILES: u64 = RECEIVED;
    const LARGEST: u64 = LARGEST;

    fn read(r: &mut Reader) -> Self {
        let file = read_file(r);
        if file.is_none() {
            r.wrong("scan", texts::NO_FILE);
        }
        AddScan { file: file.unwrap_or_default() }
    }
}

/// Takes back the scan that stood on the page.
pub struct TakeBackScan {
    pub scan: ScanId,
    pub reason: TakeBackReason,
}

impl Form for TakeBackScan {
    const PATH: &'static str = "/cases/{id}/consents/{consent}/scan/take-back";

    fn read(r: &mut Reader) -> Self {
        TakeBackScan { scan: r.id("scan", texts::ANOTHER_NOW), reason: r.code("reason", texts::REASON_MISSING) }
    }
}

#[cfg(feature = "ssr")]
pub use submit::received;

#[cfg(feature = "ssr")]
mod submit {
    use super::*;
    use crate::{
        consents::scan::{
            actions::{self, NotAdded},
            file::{Clean, NotAScan, NotClean, cleaned},
        },
        kernel::{
            error::AppError,
            id::{CaseId, ConsentId},
            lang::Text,
        },
        ui::form::{
            submit::{Cx, Done, Failure, Submit},
            uploads,
        },
    };

    fn words(why: NotAScan) -> Text {
        match why {
            NotAScan::Empty => texts::EMPTY,
            NotAScan::TooLarge => texts::LARGER,
            NotAScan::OtherType => texts::OTHER_TYPE,
            NotAScan::Broken => texts::BROKEN,
            NotAScan::TooManyPoints => texts::TOO_MANY_POINTS,
            NotAScan::Locked => texts::LOCKED,
        }
    }

    /// What is kept of a received file, which is forgotten then; what is wrong with it stands beside its field.
    pub async fn received(cx: &Cx, file: String) -> Result<Clean, Failure> {
        let session = cx.actor()?.session;
        let Some(bytes) = uploads::open(session, &file) else {
            return Err(Failure::field("scan", cx.lang, texts::CHOOSE_AGAIN));
        };
        let clean = cleaned(bytes).await;
        uploads::forget(session, &[file]);
        clean.map_err(|e| match e {
            NotClean::NotAScan(why) => Failure::field("scan", cx.lang, words(why)),
            NotClean::App(e) => Failure::App(e),
        })
    }

    impl Submit for AddScan {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let (case, consent): (CaseId, ConsentId) = (cx.id()?, cx.param("consent")?);
            let scan = received(&cx, self.file).await?;
            actions::add(&cx.db, cx.actor()?, case, consent, scan).await.map_err(|e| match e {
                NotAdded::AlreadyThere => Failure::form(cx.lang, texts::ALREADY_THERE),
                NotAdded::Over => Failure::form(cx.lang, texts::OVER),
                NotAdded::App(e) => Failure::App(e),
            })?;
            Done::saying(format!("/cases/{case}/consents/{consent}/scan"), texts::ADDED)
        }
    }

    impl Submit for TakeBackScan {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let (case, consent): (CaseId, ConsentId) = (cx.id()?, cx.param("consent")?);
            let of = (case, consent);
            actions::take_back(&cx.db, cx.actor()?, of, self.scan, self.reason).await.map_err(|e| match e {
                AppError::Conflict => Failure::form(cx.lang, texts::ANOTHER_NOW),
                e => Failure::App(e),
            })?;
            Done::saying(format!("/cases/{case}/consents/{consent}/scan"), texts::TAKEN_BACK)
        }
    }
}
