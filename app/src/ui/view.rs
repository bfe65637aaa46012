//! What the frame shows about the one who is logged in.
use crate::{
    access::Role,
    kernel::{error::AppError, id::UserId, lang::Lang},
};
use chrono::NaiveDate;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The logged-in user as the page needs them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewer {
    pub user: UserId,
    pub name: String,
    pub association: String,
    pub roles: Vec<Role>,
    pub shows_names: bool,
    pub lang: Lang,
    /// The day of the request: the browser never formats its own "now".
    pub today: NaiveDate,
    /// Seconds until the session ends if it is not used.
    pub ends_in: i64,
    /// How many things wait for this user, as the page was made: [`Waiting`] follows it.
    pub waiting: u32,
}

impl Viewer {
    pub fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}

/// What the root knows before any page is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    pub viewer: Option<Viewer>,
    pub is_demo: bool,
    /// A word after a redirect: what was just done.
    pub flash: Option<String>,
    /// Why the page can't be shown, where the server knows it before rendering.
    pub error: Option<AppError>,
}

/// The number in the rail: how many things wait for the one who is logged in, as far as this page knows.
#[derive(Clone, Copy)]
pub struct Waiting(pub RwSignal<u32>);

/// The frame of this page, from the server or from what it put into the page.
pub fn provide_frame() -> Frame {
    let frame = SharedValue::new(|| use_context::<Frame>().unwrap_or_default()).into_inner();
    provide_context(Waiting(RwSignal::new(frame.viewer.as_ref().map_or(0, |v| v.waiting))));
    provide_context(frame.clone());
    frame
}

/// The logged-in user; None on pages for everyone.
pub fn use_viewer() -> Option<Viewer> {
    use_context::<Frame>().and_then(|f| f.viewer)
}

/// The day of the request, in Sweden.
pub fn use_today() -> NaiveDate {
    use_viewer().map(|v| v.today).unwrap_or_default()
}
