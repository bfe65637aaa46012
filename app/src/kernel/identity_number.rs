//! The Swedish identity number: *personnummer*, or *samordningsnummer* (coordination number, whose day is 60 higher).
//!
//! Source: the population registration act 1991:481, sections 18 and 18 a; the check digit is Luhn's, over the last ten digits.
//! Such a number never reaches a log, a URL or an error: there is no `Display`, `Debug` is masked, errors hold no digits.

mod digits;

use std::fmt;

use chrono::NaiveDate;
use thiserror::Error;

use super::days;
use digits::{birth_date, luhn_holds, number, twelve_digits};

/// Why a text is no identity number. Deliberately without the text itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum IdentityNumberError {
    /// None of the accepted ways of writing.
    #[error("not written as an identity number")]
    Format,
    /// The digits before the birth number are no day of the calendar.
    #[error("the date does not exist")]
    Date,
    /// The last digit does not fit the others: a digit is mistyped or two are swapped.
    #[error("the check digit does not fit")]
    CheckDigit,
    /// A birth after today.
    #[error("the date of birth is in the future")]
    Future,
}

/// A checked identity number, kept as its twelve digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IdentityNumber {
    digits: [u8; 12],
    birth_date: NaiveDate,
}

impl IdentityNumber {
    /// Reads `YYYYMMDD-NNNN`, `YYYYMMDDNNNN`, `YYMMDD-NNNN` or `YYMMDD+NNNN`, a space for the hyphen; white
    /// space around is ignored.
    ///
    /// `today` is the local day: no one is born after it, and it tells the century of the ten-digit forms. With `-` that is
    /// the latest birth not in the future; `+` replaces it from the year in which the person turns 100.
    pub fn parse(text: &str, today: NaiveDate) -> Result<Self, IdentityNumberError> {
        let digits = twelve_digits(text.trim().as_bytes(), today).ok_or(IdentityNumberError::Format)?;
        let birth_date = birth_date(&digits).ok_or(IdentityNumberError::Date)?;
        if !luhn_holds(&digits[2..]) {
            return Err(IdentityNumberError::CheckDigit);
        }
        if birth_date > today {
            return Err(IdentityNumberError::Future);
        }
        Ok(Self { digits, birth_date })
    }

    /// Whether such a number stands anywhere in a text that is to hold none: with or without hyphen or space, ten digits or
    /// twelve, and a right check digit.
    pub fn stands_in(text: &str, today: NaiveDate) -> bool {
        let starts = text.char_indices().filter(|(at, c)| {
            let after_digit = text[..*at].chars().next_back().is_some_and(|before| before.is_ascii_digit());
            c.is_ascii_digit() && !after_digit
        });
        starts.into_iter().any(|(at, _)| {
            let tail: String = text[at..].chars().take_while(|c| c.is_ascii_digit() || "-+ ".contains(*c)).collect();
            let ends = tail.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(end, _)| end + 1);
            let whole = |end: &usize| !tail[*end..].starts_with(|c: char| c.is_ascii_digit());
            ends.filter(whole).any(|end| Self::parse(&tail[..end], today).is_ok())
        })
    }

    /// The date of birth that the number states (for a coordination number too).
    pub fn birth_date(&self) -> NaiveDate {
        self.birth_date
    }

    /// Whether it is a coordination number: given to a person who is not, or not yet, registered as living in Sweden.
    pub fn is_coordination_number(&self) -> bool {
        number(&self.digits[6..8]) > 60
    }

    /// Age in whole years on `day`; 0 before the birth.
    ///
    /// An age is reached on the birthday. Who was born on 29 February reaches it, in a common year, on 28 February
    /// (the last day of the month, act 1930:173, section 1).
    pub fn age_on(&self, day: NaiveDate) -> u32 {
        days::whole_years_between(self.birth_date, day)
    }

    /// Whether it lies in the range never given to anyone: birth number 980–999 (the tax agency's test numbers),
    /// or 238 and 239 (those of Swedish e-identity and health care tests).
    pub fn is_test_number(&self) -> bool {
        matches!(number(&self.digits[8..11]), 238 | 239 | 980..=999)
    }

    /// For lists and confirmations: `19780121-····`.
    pub fn masked(&self) -> String {
        format!("{}-····", &self.digits()[..8])
    }

    /// For the eyes of those who may see it: `19780121-9960`.
    pub fn formatted(&self) -> String {
        let digits = self.digits();
        format!("{}-{}", &digits[..8], &digits[8..])
    }

    /// All twelve digits, as sealed in the database and as what the blind index is made of.
    pub fn digits(&self) -> &str {
        std::str::from_utf8(&self.digits).expect("only ASCII digits are kept")
    }
}

impl fmt::Debug for IdentityNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IdentityNumber({})", self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use IdentityNumberError::{CheckDigit, Date, Format, Future};
    use chrono::Datelike;
    use proptest::prelude::*;
    use rstest::rstest;

    fn today() -> NaiveDate {
        d("2026-11-24")
    }

    fn d(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[rstest]
    #[case("Ring Cilla 19900101-2385 först", true)]
    #[case("199001012385", true)]
    #[case("900101-2385", true)]
    #[case("900101 2385.", true)]
    #[case("rum 3, 19900101-2385", true)]
    #[case("19900101-2386", false)]
    #[case("Hagagatan 12, rum 305, 08-508 36 000", false)]
    #[case("https://mote.example/19900101238512", false)]
    #[case("2026-12-08 10.00", false)]
    #[case("", false)]
    fn a_number_within_a_text_is_found(#[case] text: &str, #[case] found: bool) {
        assert_eq!(IdentityNumber::stands_in(text, today()), found, "{text}");
    }

    /// The right last digit after these nine (`YYMMDDNNN`), worked out apart from the code under test.
    fn check_digit(nine: &str) -> u32 {
        let sum: u32 = nine
            .chars()
            .zip([2, 1].into_iter().cycle())
            .map(|(c, weight)| match c.to_digit(10).unwrap() * weight {
                product @ 10.. => product - 9,
                product => product,
            })
            .sum();
        (10 - sum % 10) % 10
    }

    /// `YYYYMMDD` and a birth number, completed to twelve digits.
    fn complete(date: &str, birth_number: u32) -> String {
        let nine = format!("{}{birth_number:03}", &date[2..]);
        format!("{date}{birth_number:03}{}", check_digit(&nine))
    }

    fn parse(text: &str) -> Result<IdentityNumber, IdentityNumberError> {
        IdentityNumber::parse(text, today())
    }

    #[rstest]
    #[case("19780121-9960")]
    #[case("197801219960")]
    #[case("780121-9960")]
    #[case("  19780121-9960\n")]
    #[case("19780121 9960")]
    #[case("780121 9960")]
    fn every_form_is_the_same_number(#[case] text: &str) {
        let read = parse(text).unwrap();
        assert_eq!(read.formatted(), "19780121-9960");
        assert_eq!(read.masked(), "19780121-····");
        assert_eq!(read.digits(), "197801219960");
        assert_eq!(read.birth_date(), d("1978-01-21"));
        assert!(read.is_test_number() && !read.is_coordination_number());
    }

    #[rstest]
    #[case("")]
    #[case("hej")]
    #[case("7801219960")]
    #[case("19780121+9960")]
    #[case("19780121  9960")]
    #[case("1978-01-21-9960")]
    #[case("780121/9960")]
    #[case("78012A-9960")]
    #[case("1978012199600")]
    #[case("19780121-99６0")]
    #[case("ååååå-ååååå")]
    fn other_forms_are_refused(#[case] text: &str) {
        assert_eq!(parse(text), Err(Format));
    }

    #[test]
    fn dates_must_exist() {
        for date in ["19780231", "19781301", "19780100", "19780160", "19780192", "19000229", "17991231", "00000101"] {
            assert_eq!(parse(&complete(date, 984)), Err(Date), "{date}");
        }
    }

    #[test]
    fn the_check_digit_and_the_future_are_told_apart() {
        assert_eq!(parse("19780121-9961"), Err(CheckDigit));
        assert_eq!(parse(&complete("20261125", 984)), Err(Future));
        assert!(parse(&complete("20261124", 984)).is_ok());
    }

    #[rstest]
    #[case("261124", '-', 2026)]
    #[case("261125", '-', 1926)]
    #[case("270101", '-', 1927)]
    #[case("000229", '-', 2000)]
    #[case("261125", '+', 1926)]
    #[case("260101", '+', 1926)]
    #[case("270101", '+', 1827)]
    #[case("150615", '+', 1915)]
    fn the_century_is_told_by_sign_and_day(#[case] date: &str, #[case] sign: char, #[case] year: i32) {
        let twelve = complete(&format!("20{date}"), 985);
        let read = parse(&format!("{date}{sign}{}", &twelve[8..])).unwrap();
        assert_eq!(read.birth_date().year(), year);
    }

    #[test]
    fn a_coordination_number_has_its_day_raised() {
        let read = parse(&complete("19780181", 239)).unwrap();
        assert!(read.is_coordination_number() && read.is_test_number());
        assert_eq!(read.birth_date(), d("1978-01-21"));
        assert!(read.formatted().starts_with("19780181-239"));
    }

    #[test]
    fn age_is_reached_on_the_birthday() {
        let read = parse(&complete("20101124", 990)).unwrap();
        assert_eq!(read.age_on(d("2026-11-23")), 15);
        assert_eq!(read.age_on(d("2026-11-24")), 16);
        assert_eq!(read.age_on(d("2000-01-01")), 0);
        let leap = parse(&complete("20080229", 990)).unwrap();
        assert_eq!(leap.age_on(d("2026-02-27")), 17);
        assert_eq!(leap.age_on(d("2026-02-28")), 18);
    }

    proptest! {
        #[test]
        fn a_right_number_is_read_and_written_alike(offset in 0i64..80_000, birth in 980u32..=999) {
            let date = (d("1800-01-01") + chrono::Duration::days(offset)).format("%Y%m%d").to_string();
            let read = parse(&complete(&date, birth)).unwrap();
            prop_assert_eq!(read, parse(&read.formatted()).unwrap());
            prop_assert_eq!(read.digits(), complete(&date, birth));
            prop_assert_eq!(format!("{read:?}"), format!("IdentityNumber({date}-····)"));
        }

        #[test]
        fn one_wrong_digit_is_always_caught(offset in 0i64..80_000, place in 2usize..12, by in 1u8..10) {
            let date = (d("1800-01-01") + chrono::Duration::days(offset)).format("%Y%m%d").to_string();
            let mut digits = complete(&date, 987).into_bytes();
            digits[place] = (digits[place] - b'0' + by) % 10 + b'0';
            prop_assert!(parse(std::str::from_utf8(&digits).unwrap()).is_err());
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,16}|[0-9+-]{9,14}") {
            let _ = parse(&text);
        }
    }
}
