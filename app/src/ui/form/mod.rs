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
pub(super) use fields::offered;
#[cfg(feature = "ssr")]
pub use fields::plain_textarea;
pub use fields::{Beyond, Choices, Field, FileField, Group, GroupedSelect, Hidden, Options, Select, TextArea, YesNo};
pub use numbered::NumberedSelect;
pub use post::{
    ActionButton, Flash, INSTEAD, OPENED_BY, PostForm, Refused, Word, cancel, kept, provide_posted, was_refused,
};
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

/// A field's message as it stands alone, away from its field: led by the field's label, unless it says that already.
pub fn in_summary(label: &str, message: &str) -> String {
    let plain = label.trim_end_matches(['?', ':', '.']).to_lowercase();
    if plain.is_empty() || says(&message.to_lowercase(), &plain) {
        return message.to_owned();
    }
    if label.ends_with('?') { format!("{label} {message}") } else { format!("{label}: {message}") }
}

/// Whether these words stand in the message, as whole words.
fn says(message: &str, words: &str) -> bool {
    let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    message.match_indices(words).any(|(at, found)| {
        apart(message[..at].chars().next_back()) && apart(message[at + found.len()..].chars().next())
    })
}

#[cfg(test)]
mod tests {
    use super::in_summary;
    use rstest::rstest;

    #[rstest]
    #[case("Behövs tolk?", "Svara ja eller nej.", "Behövs tolk? Svara ja eller nej.")]
    #[case("Försörjning vid avslut", "Välj minst en.", "Försörjning vid avslut: Välj minst en.")]
    #[case("Nytt lösenord", "Skriv ditt lösenord.", "Nytt lösenord: Skriv ditt lösenord.")]
    #[case("Lösenord", "Skriv ditt lösenord.", "Skriv ditt lösenord.")]
    #[case("Ort", "Rapporten saknas.", "Ort: Rapporten saknas.")]
    #[case("", "Försök igen.", "Försök igen.")]
    fn a_message_can_be_understood_alone(#[case] label: &str, #[case] message: &str, #[case] alone: &str) {
        assert_eq!(in_summary(label, message), alone);
    }
}
