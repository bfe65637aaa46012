//! What is wrong: where it stands, what should have stood there, and what may be shown of what did.
use super::files::File;
use crate::kernel::lang::{Lang, Text};
use serde::{Deserialize, Serialize};

/// What should have stood there, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    text: Text,
    detail: String,
}

impl Expected {
    /// The words with `{}` filled in.
    pub fn with(text: Text, detail: impl Into<String>) -> Self {
        Expected { text, detail: detail.into() }
    }

    pub fn words(&self, lang: Lang) -> String {
        self.text.with(lang, &self.detail)
    }
}

impl From<Text> for Expected {
    fn from(text: Text) -> Self {
        Expected { text, detail: String::new() }
    }
}

/// A fault in the files. Values of personal and free-text columns are masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub file: File,
    /// From 1, the names being the first; 0 for the file as a whole.
    pub line: u64,
    pub column: String,
    pub value: String,
    pub expected: Expected,
}

/// So many faults are told in one run.
pub const MOST_FAULTS: usize = 100;

/// Collects faults up to [`MOST_FAULTS`].
#[derive(Debug, Default)]
pub struct Faults {
    list: Vec<Fault>,
}

impl Faults {
    /// Notes a fault; `value` as it stood, masked here.
    pub fn add(&mut self, file: File, line: u64, column: &str, value: &str, expected: impl Into<Expected>) {
        if !self.full() {
            let fault =
                Fault { file, line, column: column.into(), value: masked(column, value), expected: expected.into() };
            self.list.push(fault);
        }
    }

    /// Whether reading on would tell nothing more.
    pub fn full(&self) -> bool {
        self.list.len() >= MOST_FAULTS
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// File by file, line by line.
    pub fn sorted(mut self) -> Vec<Fault> {
        self.list.sort_by_key(|a| (a.file, a.line));
        self.list
    }
}

const DOTS: &str = "····";
/// Columns whose values may tell who someone is or what was written about them.
const PERSONAL: &[&str] = &["given_name", "family_name", "question", "text", "referrer_email"];
const LONGEST_SHOWN: usize = 60;

/// What may be shown of a value: `19780121-····`, nothing of a name or text, the rest cut to a sensible length.
pub fn masked(column: &str, value: &str) -> String {
    if value.is_empty() {
        return String::new();
    }
    if column == "identity_number" {
        let day: String = value.chars().take(8).collect();
        let is_day = day.len() == 8 && day.bytes().all(|b| b.is_ascii_digit());
        return if is_day && value.len() > 8 { format!("{day}-{DOTS}") } else { DOTS.into() };
    }
    if PERSONAL.contains(&column) || tells_of_a_person(value) {
        return DOTS.into();
    }
    let shown: String = value.chars().filter(|c| !c.is_control()).take(LONGEST_SHOWN).collect();
    if shown.len() < value.len() { format!("{shown}…") } else { shown }
}

/// A value that slipped into another column: an address, or digits enough for an identity or phone number.
fn tells_of_a_person(value: &str) -> bool {
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let is_time = value.len() == 16 && value.as_bytes()[10].is_ascii_whitespace();
    value.contains('@') || (digits >= 9 && !is_time)
}

/// A fault in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldFault {
    pub file: String,
    pub line: u64,
    pub column: String,
    pub value: String,
    pub expected: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register_import::texts;

    #[test]
    fn personal_values_are_masked_wherever_they_stand() {
        assert_eq!(masked("identity_number", "19780121-9960"), "19780121-····");
        assert_eq!(masked("identity_number", "Tove"), "····");
        assert_eq!(masked("identity_number", ""), "");
        assert_eq!(masked("given_name", "Tove"), "····");
        assert_eq!(masked("district", "197801219960"), "····");
        assert_eq!(masked("track", "tove@example.se"), "····");
        assert_eq!(masked("starts_at", "2021-03-28 02:30"), "2021-03-28 02:30");
        assert_eq!(masked("status", "mett"), "mett");
        assert_eq!(masked("status", &"x".repeat(70)).chars().count(), 61);
    }

    #[test]
    fn faults_stop_at_a_hundred() {
        let mut faults = Faults::default();
        for line in 0..200 {
            faults.add(File::Lots, 200 - line, "contacts", "x", texts::A_NUMBER);
        }
        let list = faults.sorted();
        assert_eq!(list.len(), MOST_FAULTS);
        assert!(list[0].line < list[99].line);
    }
}
