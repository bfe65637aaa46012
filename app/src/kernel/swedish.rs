//! How days, times and amounts are written, in Swedish and in English.
//!
//! Pure: what day it is comes in as `today` (the local day). Abbreviations follow CLDR without full stops; times in
//! Swedish have a full stop and numbers a space, after *Svenska skrivregler*.

mod amounts;

pub use amounts::{count, days_ago, days_late, decimal, duration_weeks, in_days, list, percent};

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Weekday};

use super::lang::Lang;

const WEEKDAYS_SV: [&str; 7] = ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"];
const WEEKDAYS_EN: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const SHORT_WEEKDAYS_SV: [&str; 7] = ["mån", "tis", "ons", "tors", "fre", "lör", "sön"];
const SHORT_WEEKDAYS_EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS_SV: [&str; 12] = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const SHORT_MONTHS_SV: [&str; 12] =
    ["jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec"];
const SHORT_MONTHS_EN: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Whether this word, in small letters, is a month's name or its short form in either language.
pub fn names_month(word: &str) -> bool {
    [MONTHS_SV, MONTHS_EN, SHORT_MONTHS_SV, SHORT_MONTHS_EN]
        .as_flattened()
        .iter()
        .any(|name| name.to_lowercase() == word)
}

/// A day and a time of it, as the wall clock shows them: "i dag 08.12", "tis 24 nov 09.00".
pub fn moment(lang: Lang, local: NaiveDateTime, today: NaiveDate) -> String {
    format!("{} {}", day(lang, local.date(), today), time(lang, local.time()))
}

/// The same inside a sentence: "i dag kl. 08.12", "today at 08:12".
pub fn moment_in_text(lang: Lang, local: NaiveDateTime, today: NaiveDate) -> String {
    format!("{} {} {}", day(lang, local.date(), today), lang.pick("kl.", "at"), time(lang, local.time()))
}

/// A day, short: "i dag", "i går", "i morgon", "tis 24 nov", and "24 nov 2025" in another year than today's.
pub fn day(lang: Lang, date: NaiveDate, today: NaiveDate) -> String {
    match (date - today).num_days() {
        0 => return lang.pick("i dag", "today").to_owned(),
        -1 => return lang.pick("i går", "yesterday").to_owned(),
        1 => return lang.pick("i morgon", "tomorrow").to_owned(),
        _ => {}
    }
    let month = lang.pick(SHORT_MONTHS_SV, SHORT_MONTHS_EN)[date.month0() as usize];
    if date.year() == today.year() {
        let weekday = lang.pick(SHORT_WEEKDAYS_SV, SHORT_WEEKDAYS_EN)[weekday_index(date)];
        format!("{weekday} {} {month}", date.day())
    } else {
        format!("{} {month} {}", date.day(), date.year())
    }
}

/// A day in full: "tisdag 24 november 2026", "Tuesday 24 November 2026".
pub fn long_day(lang: Lang, date: NaiveDate) -> String {
    format!("{} {} {}", weekday(lang, date.weekday()), date.day(), month(lang, date))
}

/// A day of the week: "söndag", "Sunday".
pub fn weekday(lang: Lang, weekday: Weekday) -> &'static str {
    lang.pick(WEEKDAYS_SV, WEEKDAYS_EN)[weekday.num_days_from_monday() as usize]
}

/// The month of a day: "november 2026", "November 2026".
pub fn month(lang: Lang, date: NaiveDate) -> String {
    format!("{} {}", lang.pick(MONTHS_SV, MONTHS_EN)[date.month0() as usize], date.year())
}

/// A time of day, to the minute: "09.00", "09:00".
pub fn time(lang: Lang, time: NaiveTime) -> String {
    time.format(lang.pick("%H.%M", "%H:%M")).to_string()
}

/// A day for `datetime` attributes, date fields and file names: "2026-11-24".
pub fn iso(date: NaiveDate) -> String {
    date.format("%Y-%m-%d").to_string()
}

/// The first letter large: what stands inside a sentence becomes its beginning.
pub fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn weekday_index(date: NaiveDate) -> usize {
    date.weekday().num_days_from_monday() as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use Lang::{En, Sv};
    use rstest::rstest;

    fn d(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[rstest]
    #[case("2026-11-25", "i dag", "today")]
    #[case("2026-11-24", "i går", "yesterday")]
    #[case("2026-11-26", "i morgon", "tomorrow")]
    #[case("2026-11-17", "tis 17 nov", "Tue 17 Nov")]
    #[case("2026-03-05", "tors 5 mars", "Thu 5 Mar")]
    #[case("2026-12-31", "tors 31 dec", "Thu 31 Dec")]
    #[case("2025-11-24", "24 nov 2025", "24 Nov 2025")]
    #[case("2027-06-01", "1 juni 2027", "1 Jun 2027")]
    fn days_are_short(#[case] date: &str, #[case] sv: &str, #[case] en: &str) {
        let today = d("2026-11-25");
        assert_eq!(day(Sv, d(date), today), sv);
        assert_eq!(day(En, d(date), today), en);
    }

    #[test]
    fn the_neighbours_of_new_year_are_named() {
        assert_eq!(day(Sv, d("2025-12-31"), d("2026-01-01")), "i går");
        assert_eq!(day(Sv, d("2027-01-01"), d("2026-12-31")), "i morgon");
    }

    #[test]
    fn days_in_full() {
        assert_eq!(long_day(Sv, d("2026-11-24")), "tisdag 24 november 2026");
        assert_eq!(long_day(En, d("2026-11-24")), "Tuesday 24 November 2026");
        assert_eq!(long_day(Sv, d("2026-08-01")), "lördag 1 augusti 2026");
        assert_eq!(month(Sv, d("2026-11-24")), "november 2026");
        assert_eq!(month(En, d("2026-05-01")), "May 2026");
        assert_eq!(iso(d("2026-01-05")), "2026-01-05");
    }

    #[test]
    fn moments_have_day_and_time() {
        let today = d("2026-11-25");
        let at = |date: &str, h, m| d(date).and_hms_opt(h, m, 59).unwrap();
        assert_eq!(moment(Sv, at("2026-11-25", 8, 12), today), "i dag 08.12");
        assert_eq!(moment(En, at("2026-11-25", 8, 12), today), "today 08:12");
        assert_eq!(moment(Sv, at("2026-11-17", 9, 0), today), "tis 17 nov 09.00");
        assert_eq!(moment(En, at("2025-11-24", 23, 5), today), "24 Nov 2025 23:05");
        assert_eq!(moment_in_text(Sv, at("2026-11-25", 8, 12), today), "i dag kl. 08.12");
        assert_eq!(moment_in_text(En, at("2026-11-17", 9, 0), today), "Tue 17 Nov at 09:00");
    }
}
