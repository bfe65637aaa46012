//! The doors of the participant's own pages.
use crate::audit::EventCode;

/// A door of the participant's own pages: behind the session that their link began, and no user's.
#[derive(Clone, Copy, Debug)]
pub struct OwnDoor {
    pub path: &'static str,
    /// None: it is read. Else what is sent there leaves one of these.
    pub leaves: Option<&'static [EventCode]>,
}

const fn own(path: &'static str, leaves: Option<&'static [EventCode]>) -> OwnDoor {
    OwnDoor { path, leaves }
}

/// Every page of the participant's, and what is sent from it.
#[rustfmt::skip]
pub const OWN_PAGES: &[OwnDoor] = &[
    own("/my/start", None),
    own("/my/readers", None),
    own("/my/answers/{purpose}", None),
    own("/my/answers/{purpose}", Some(&[EventCode::ConsentRecorded])),
    own("/my/receipts/{consent}", None),
    own("/my/plan", None),
    own("/my/plan/{activity}", None),
    own("/my/plan/{activity}", Some(&[EventCode::ActivityMarked])),
    own("/my/prepare", None),
    own("/my/prepare", Some(&[EventCode::PreparationKept, EventCode::PreparationShared, EventCode::PreparationUnshared])),
    own("/my/withdraw", None),
    own("/my/withdraw/{what}", None),
    own("/my/withdraw/{what}", Some(&[EventCode::ConsentWithdrawn])),
    own("/my/language", Some(&[])), // keeps the language in their session, changes nothing
    own("/my/stay", Some(&[])), // notes that the session is used
    own("/my/leave", Some(&[])),
];
