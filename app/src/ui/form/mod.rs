//! Forms that work the same with and without JavaScript: one POST endpoint per page path serves both ways.
//!
//! A form is a struct that says how its fields are read ([`Form`]) and, on the server, what it does
//! ([`Submit`](submit::Submit)). Refused, the page comes back with what was typed and a message beside each field.
mod confirm;
mod fields;
mod numbered;
mod post;
pub mod reader;

#[cfg(feature = "ssr")]
pub mod submit;
#[cfg(feature = "ssr")]
pub mod uploads;

pub use confirm::Confirm;
pub use fields::{Choices, Field, FileField, Hidden, Options, Select, TextArea, YesNo};
pub use numbered::NumberedSelect;
pub use post::{ActionButton, Flash, PostForm, Refused, kept, provide_posted, was_refused};
pub use reader::{Form, Reader, TOO_LARGE};

use serde::{Deserialize, Serialize};

/// Names and values, as posted.
pub type Pairs = Vec<(String, String)>;

/// What a refused submission shows again; put into the page by the server, read at hydration.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormState {
    pub form: String,
    pub values: Pairs,
    pub errors: Pairs,
}

/// The JSON answer of the POST route.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Answer {
    pub redirect: Option<String>,
    pub errors: Pairs,
    /// A word about what was done, for the next page.
    #[serde(default)]
    pub flash: Option<String>,
}
