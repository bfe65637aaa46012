//! Reading a form's fields: collects every message; what was read is used only when there is none.
use super::Pairs;
use crate::kernel::{
    code::Code,
    identity_number::{IdentityNumber, IdentityNumberError},
    lang::{Confirmed, Lang, Text},
};
use chrono::{NaiveDate, NaiveTime};
use std::str::FromStr;

/// A form: its address, and how its fields are read.
pub trait Form: Sized + Send + 'static {
    /// In axum's words: `/cases/{id}/close`.
    const PATH: &'static str;
    /// How many bytes of files it takes, all together; 0: it has no file field.
    const FILES: u64 = 0;
    /// How many bytes each file may have. A larger one is not kept; its value begins with [`TOO_LARGE`].
    const LARGEST: u64 = u64::MAX;
    fn read(r: &mut Reader) -> Self;
}

/// What stands, with a slash and the file's name, for a file that was not kept because of its size.
pub const TOO_LARGE: &str = "too-large";

crate::texts! {
    TOO_LONG: "Skriv högst {} tecken.", "Write at most {} characters.";
    WRONG_DAY: "Skriv datumet som år-månad-dag, till exempel 2026-11-24.", "Write the date as year-month-day, for example 2026-11-24.";
    WRONG_TIME: "Skriv tiden som timme.minut, till exempel 09.00.", "Write the time as hours:minutes, for example 09:00.";
    WRONG_NUMBER: "Skriv ett helt tal mellan {}.", "Write a whole number between {}.";
    WRONG_IDENTITY: "Skriv personnumret med tolv siffror, till exempel 19900101-2385, eller med tio och bindestreck: 900101-2385.", "Write the identity number with twelve digits, for example 19900101-2385, or with ten and a hyphen: 900101-2385.";
    NO_SUCH_DAY: "Personnumret börjar med en dag som inte finns. Kontrollera siffrorna.", "The identity number begins with a day that does not exist. Check the digits.";
    NOT_BORN: "Personnumret börjar med en dag som inte har varit än. Kontrollera siffrorna.", "The identity number begins with a day that is still to come. Check the digits.";
    WRONG_CHECK_DIGIT: "Kontrollsiffran stämmer inte med resten av personnumret. Någon av siffrorna är fel.", "The check digit does not fit the rest of the identity number. One of the digits is wrong.";
    UNREADABLE: "Det du skickade kunde inte tas emot. Ett formulär får vara högst 1 MB.", "What you sent could not be received. A form may hold at most 1 MB.";
    WRONG_EMAIL: "Skriv en e-postadress, till exempel namn@myndighet.se.", "Write an e-mail address, for example name@agency.se.";
}

/// Whether it looks like an e-mail address; whether it reaches anyone only sending tells.
pub fn is_email(value: &str) -> bool {
    let plausible = value.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty() && domain.contains('.') && !domain.starts_with('.') && !domain.ends_with('.')
    });
    plausible && !value.contains(char::is_whitespace)
}

/// Reads posted fields. Every method notes the field's name, so that a test can hold it against the page.
#[derive(Default)]
pub struct Reader {
    pub values: Pairs,
    pub errors: Pairs,
    pub names: Vec<String>,
    /// Never shown again.
    pub secret: Vec<&'static str>,
    pub lang: Lang,
    /// The day of the submission, in Sweden.
    pub today: NaiveDate,
}

impl Reader {
    pub fn new(values: Pairs, lang: Lang, today: NaiveDate) -> Self {
        Reader { values, lang, today, ..Default::default() }
    }

    /// Puts a message beside a field; the first one stands.
    pub fn error(&mut self, name: &str, message: impl Into<String>) {
        if !self.errors.iter().any(|e| e.0 == name) {
            self.errors.push((name.into(), message.into()));
        }
    }

    /// Puts a fixed text beside a field.
    pub fn wrong(&mut self, name: &str, text: Text) {
        self.error(name, text.get(self.lang));
    }

    fn note(&mut self, name: &str) {
        if !self.names.iter().any(|n| n == name) {
            self.names.push(name.to_owned());
        }
    }

    /// Every value of a field, as typed; empty ones left out.
    pub fn all(&mut self, name: &'static str) -> Vec<String> {
        self.note(name);
        self.values.iter().filter(|v| v.0 == name && !v.1.is_empty()).map(|v| v.1.clone()).collect()
    }

    /// The value as typed, empty when there is none.
    pub fn raw(&mut self, name: &'static str) -> String {
        self.all(name).pop().unwrap_or_default()
    }

    /// The numbers of a repeated field, `status-1`, `status-2`, …: those that were posted, in order.
    pub fn numbers(&self, prefix: &str) -> Vec<i32> {
        let number = |name: &str| name.strip_prefix(prefix)?.strip_prefix('-')?.parse().ok();
        let mut numbers: Vec<i32> = self.values.iter().filter_map(|v| number(&v.0)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    /// A code in one row of a repeated field; none when nothing was chosen.
    pub fn code_in<C: Code>(&mut self, prefix: &str, number: i32, wrong: Text) -> Option<C> {
        let name = format!("{prefix}-{number}");
        self.note(&name);
        let value = self.values.iter().rev().find(|v| v.0 == name).map(|v| v.1.clone()).unwrap_or_default();
        if value.is_empty() {
            return None;
        }
        C::from_code(&value).map_err(|_| self.wrong(&name, wrong)).ok()
    }

    /// A text of at most `max` characters, trimmed; may be empty.
    pub fn optional_text(&mut self, name: &'static str, max: usize) -> String {
        let value = self.raw(name);
        if value.chars().count() > max {
            self.error(name, TOO_LONG.with(self.lang, max));
        }
        value.trim().to_owned()
    }

    /// A text that must be there.
    pub fn text(&mut self, name: &'static str, max: usize, missing: Text) -> String {
        let value = self.optional_text(name, max);
        if value.is_empty() {
            self.wrong(name, missing);
        }
        value
    }

    /// A code of a closed list; when it is missing or unknown, the message and the list's first.
    pub fn code<C: Code>(&mut self, name: &'static str, missing: Text) -> C {
        let value = self.raw(name);
        C::from_code(&value).unwrap_or_else(|_| {
            self.wrong(name, missing);
            C::ALL[0]
        })
    }

    /// A code, or none when nothing was chosen.
    pub fn optional_code<C: Code>(&mut self, name: &'static str, wrong: Text) -> Option<C> {
        let value = self.raw(name);
        if value.is_empty() {
            return None;
        }
        C::from_code(&value).map_err(|_| self.wrong(name, wrong)).ok()
    }

    /// Every chosen code, each once, in the list's order.
    pub fn codes<C: Code>(&mut self, name: &'static str) -> Vec<C> {
        let chosen = self.all(name);
        C::ALL.iter().copied().filter(|c| chosen.iter().any(|v| v == c.code())).collect()
    }

    /// A ticked box.
    pub fn ticked(&mut self, name: &'static str) -> bool {
        !self.raw(name).is_empty()
    }

    /// What a [`Confirm`](super::Confirm) was ticked for.
    pub fn confirmed(&mut self, name: &'static str) -> Confirmed {
        Confirmed::to(self.raw(name))
    }

    /// An answer to a yes-or-no question.
    pub fn yes_no(&mut self, name: &'static str, missing: Text) -> bool {
        match self.raw(name).as_str() {
            "yes" => true,
            "no" => false,
            _ => {
                self.wrong(name, missing);
                false
            }
        }
    }

    /// An identifier that a list offered. It is no authority: the action loads what it names.
    pub fn id<I: FromStr + From<uuid::Uuid>>(&mut self, name: &'static str, missing: Text) -> I {
        self.raw(name).parse().unwrap_or_else(|_| {
            self.wrong(name, missing);
            I::from(uuid::Uuid::nil())
        })
    }

    /// An identifier, or none when nothing was chosen.
    pub fn optional_id<I: FromStr>(&mut self, name: &'static str) -> Option<I> {
        self.raw(name).parse().ok()
    }

    /// A day (`2026-11-24`), or none when the field is empty.
    pub fn optional_day(&mut self, name: &'static str) -> Option<NaiveDate> {
        let value = self.raw(name);
        if value.trim().is_empty() {
            return None;
        }
        let day = NaiveDate::parse_from_str(value.trim(), "%Y-%m-%d").ok();
        if day.is_none() {
            self.wrong(name, WRONG_DAY);
        }
        day
    }

    /// A day that must be there.
    pub fn day(&mut self, name: &'static str, missing: Text) -> NaiveDate {
        let day = self.optional_day(name);
        if day.is_none() {
            self.wrong(name, missing);
        }
        day.unwrap_or_default()
    }

    /// A time of day: `09:00` or `09.00`.
    pub fn time(&mut self, name: &'static str) -> NaiveTime {
        let value = self.raw(name).trim().replace('.', ":");
        NaiveTime::parse_from_str(&value, "%H:%M").unwrap_or_else(|_| {
            self.wrong(name, WRONG_TIME);
            NaiveTime::MIN
        })
    }

    /// A whole number within bounds, both included.
    pub fn number(&mut self, name: &'static str, from: i32, to: i32) -> i32 {
        match self.raw(name).trim().parse() {
            Ok(n) if (from..=to).contains(&n) => n,
            _ => {
                self.error(name, WRONG_NUMBER.with(self.lang, format!("{from} {} {to}", self.lang.pick("och", "and"))));
                from
            }
        }
    }

    /// A whole number within bounds, or none when the field is empty.
    pub fn optional_number(&mut self, name: &'static str, from: i32, to: i32) -> Option<i32> {
        if self.raw(name).trim().is_empty() { None } else { Some(self.number(name, from, to)) }
    }

    /// An identity number, or none when the field is empty.
    pub fn identity_number(&mut self, name: &'static str) -> Option<IdentityNumber> {
        let value = self.raw(name);
        if value.trim().is_empty() {
            return None;
        }
        let wrong = match IdentityNumber::parse(value.trim(), self.today) {
            Ok(identity) => return Some(identity),
            Err(IdentityNumberError::Format) => WRONG_IDENTITY,
            Err(IdentityNumberError::Date) => NO_SUCH_DAY,
            Err(IdentityNumberError::Future) => NOT_BORN,
            Err(IdentityNumberError::CheckDigit) => WRONG_CHECK_DIGIT,
        };
        self.wrong(name, wrong);
        None
    }

    /// An e-mail address in lower case.
    pub fn email(&mut self, name: &'static str, missing: Text) -> String {
        let value = self.text(name, 254, missing).to_lowercase();
        if !value.is_empty() && !is_email(&value) {
            self.wrong(name, WRONG_EMAIL);
        }
        value
    }

    /// A secret: as typed, and never shown again.
    pub fn secret(&mut self, name: &'static str, missing: Text) -> String {
        self.secret.push(name);
        let value = self.raw(name);
        if value.is_empty() {
            self.wrong(name, missing);
        }
        value
    }
}
