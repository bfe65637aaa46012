//! One row's cells, read as what their columns say. A cell that does not make sense is noted and given a stand-in:
//! nothing is imported when there is a fault.
use super::{
    report::{Expected, Faults, File},
    texts,
};
use crate::kernel::{
    code::Code,
    identity_number::{IdentityNumber, IdentityNumberError},
    local_time,
};
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};

/// ISO 639-1.
const LANGUAGES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da \
    de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik \
    io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms \
    mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm \
    sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";
const LARGEST_NUMBER: i32 = 10_000;

/// The cells of one row, in the order of the file's columns.
pub(super) struct Cells<'a> {
    pub file: File,
    pub line: u64,
    pub cells: &'a [String],
    /// The day of the import: nothing in a register lies after it.
    pub today: NaiveDate,
    pub faults: &'a mut Faults,
}

impl Cells<'_> {
    /// The cell as it stands; empty when not known.
    pub fn raw(&self, column: &str) -> &str {
        let at = self.file.columns().iter().position(|c| *c == column);
        at.and_then(|at| self.cells.get(at)).map_or("", String::as_str)
    }

    /// Notes a fault in this row.
    pub fn wrong(&mut self, column: &str, expected: impl Into<Expected>) {
        let value = self.raw(column).to_owned();
        self.faults.add(self.file, self.line, column, &value, expected);
    }

    pub fn text(&self, column: &str) -> String {
        self.raw(column).to_owned()
    }

    pub fn needed(&mut self, column: &str) -> String {
        if self.raw(column).is_empty() {
            self.wrong(column, texts::A_VALUE);
        }
        self.text(column)
    }

    pub fn optional_text(&self, column: &str) -> Option<String> {
        Some(self.text(column)).filter(|t| !t.is_empty())
    }

    pub fn code<C: Code>(&mut self, column: &str) -> Option<C> {
        if self.raw(column).is_empty() {
            return None;
        }
        let code = C::from_code(self.raw(column)).ok();
        if code.is_none() {
            self.wrong(column, one_of::<C>());
        }
        code
    }

    /// A code that must be there.
    pub fn needed_code<C: Code>(&mut self, column: &str) -> C {
        if self.raw(column).is_empty() {
            self.wrong(column, one_of::<C>());
        }
        self.code(column).unwrap_or(C::ALL[0])
    }

    /// Codes joined by `|`, each at most once.
    pub fn codes<C: Code>(&mut self, column: &str) -> Vec<C> {
        let mut found = Vec::new();
        for part in self.text(column).split('|').map(str::trim).filter(|p| !p.is_empty()) {
            match C::from_code(part) {
                Ok(code) if found.contains(&code) => self.wrong(column, texts::EACH_ONCE),
                Ok(code) => found.push(code),
                Err(_) => {
                    self.wrong(column, one_of::<C>());
                    break;
                }
            }
        }
        found
    }

    /// Words joined by `|`.
    pub fn words(&self, column: &str) -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        for word in self.raw(column).split('|').map(str::trim).filter(|w| !w.is_empty()) {
            if !words.iter().any(|w| w == word) {
                words.push(word.to_owned());
            }
        }
        words
    }

    pub fn yes_no(&mut self, column: &str) -> Option<bool> {
        self.code::<super::codes::YesNo>(column).map(|answer| answer == super::codes::YesNo::Yes)
    }

    /// A day, future or not.
    pub fn any_day(&mut self, column: &str) -> Option<NaiveDate> {
        let raw = self.raw(column);
        if raw.is_empty() {
            return None;
        }
        let written = raw.len() == 10 && raw.as_bytes()[4] == b'-' && raw.as_bytes()[7] == b'-';
        let day = NaiveDate::parse_from_str(raw, "%Y-%m-%d").ok().filter(|_| written);
        if day.is_none() {
            self.wrong(column, texts::A_DAY);
        }
        day
    }

    /// A day that has been.
    pub fn day(&mut self, column: &str) -> Option<NaiveDate> {
        let day = self.any_day(column)?;
        if day > self.today {
            self.wrong(column, Expected::with(texts::IN_FUTURE, self.today.to_string()));
            return None;
        }
        Some(day)
    }

    pub fn needed_day(&mut self, column: &str) -> NaiveDate {
        if self.raw(column).is_empty() {
            self.wrong(column, texts::A_DAY);
        }
        self.day(column).unwrap_or(self.today)
    }

    /// A local time that has been: one that the clock change skips is a fault, one that it repeats is the first.
    pub fn needed_time(&mut self, column: &str) -> DateTime<Utc> {
        let raw = self.raw(column);
        let written = raw.len() == 16 && raw.as_bytes()[10] == b' ';
        let Some(local) = NaiveDateTime::parse_from_str(raw, "%Y-%m-%d %H:%M").ok().filter(|_| written) else {
            self.wrong(column, texts::A_TIME);
            return DateTime::UNIX_EPOCH;
        };
        let Ok(instant) = local_time::from_local(local) else {
            self.wrong(column, texts::CLOCK_CHANGE);
            return DateTime::UNIX_EPOCH;
        };
        if local.date() > self.today {
            self.wrong(column, Expected::with(texts::IN_FUTURE, self.today.to_string()));
        }
        instant
    }

    pub fn number(&mut self, column: &str) -> Option<i32> {
        let raw = self.raw(column);
        if raw.is_empty() {
            return None;
        }
        let digits = raw.bytes().all(|b| b.is_ascii_digit());
        let number = raw.parse().ok().filter(|n| digits && (0..=LARGEST_NUMBER).contains(n));
        if number.is_none() {
            self.wrong(column, texts::A_NUMBER);
        }
        number
    }

    pub fn identity(&mut self, column: &str) -> Option<IdentityNumber> {
        let raw = self.raw(column);
        if raw.is_empty() {
            return None;
        }
        let written = raw.len() == 13 && raw.as_bytes()[8] == b'-';
        let parsed = if written { IdentityNumber::parse(raw, self.today) } else { Err(IdentityNumberError::Format) };
        let expected = match parsed {
            Ok(number) => return Some(number),
            Err(IdentityNumberError::Format) => texts::IDENTITY_FORMAT,
            Err(IdentityNumberError::Date | IdentityNumberError::Future) => texts::IDENTITY_DATE,
            Err(IdentityNumberError::CheckDigit) => texts::IDENTITY_CHECK,
        };
        self.wrong(column, expected);
        None
    }

    pub fn language(&mut self, column: &str) -> Option<String> {
        let code = self.optional_text(column)?;
        if code.len() != 2 || !LANGUAGES.split(' ').any(|l| l == code) {
            self.wrong(column, texts::A_LANGUAGE);
        }
        Some(code)
    }

    pub fn email(&mut self, column: &str) -> String {
        let email = self.text(column).to_lowercase();
        let plausible = email.split_once('@').is_some_and(|(local, domain)| {
            !local.is_empty() && domain.len() > 2 && !domain.contains('@') && !domain.starts_with('.')
        });
        if !plausible || email.contains(char::is_whitespace) {
            self.wrong(column, texts::AN_EMAIL);
        }
        email
    }
}

fn one_of<C: Code>() -> Expected {
    let codes: Vec<&str> = C::ALL.iter().map(|c| c.code()).collect();
    Expected::with(texts::ONE_OF, codes.join(", "))
}
