//! Swedish public holidays, and the day to which a time limit rolls over.
//!
//! Sources: act 1989:253 on public holidays (as it reads since 2005, when 6 June replaced Whit Monday) and act 1930:173
//! on the reckoning of statutory time, section 2. The rules are not kept for days before 2005.

use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};

use super::lang::Lang;

/// A public holiday other than an ordinary Sunday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holiday {
    /// 1 January.
    NewYearsDay,
    /// 6 January.
    Epiphany,
    /// The Friday before Easter.
    GoodFriday,
    /// Easter Sunday.
    EasterDay,
    /// The day after Easter Sunday.
    EasterMonday,
    /// 1 May.
    MayDay,
    /// The sixth Thursday after Easter.
    AscensionDay,
    /// The seventh Sunday after Easter.
    WhitSunday,
    /// 6 June.
    NationalDay,
    /// The Saturday of 20–26 June.
    MidsummerDay,
    /// The Saturday of 31 October–6 November.
    AllSaintsDay,
    /// 25 December.
    ChristmasDay,
    /// 26 December.
    BoxingDay,
}

impl Holiday {
    /// The public holiday that `day` is, if any. Ordinary Sundays, though holidays by law, are not named. When two meet
    /// (Ascension Day on 1 May), the one with the fixed date is given.
    pub fn on(day: NaiveDate) -> Option<Self> {
        fixed(day).or_else(|| moving(day))
    }

    /// Its name: lower case in Swedish, as inside a sentence.
    pub fn name(self, lang: Lang) -> &'static str {
        let (sv, en) = match self {
            Self::NewYearsDay => ("nyårsdagen", "New Year's Day"),
            Self::Epiphany => ("trettondedag jul", "Epiphany"),
            Self::GoodFriday => ("långfredagen", "Good Friday"),
            Self::EasterDay => ("påskdagen", "Easter Sunday"),
            Self::EasterMonday => ("annandag påsk", "Easter Monday"),
            Self::MayDay => ("första maj", "May Day"),
            Self::AscensionDay => ("Kristi himmelsfärdsdag", "Ascension Day"),
            Self::WhitSunday => ("pingstdagen", "Whit Sunday"),
            Self::NationalDay => ("nationaldagen", "the National Day"),
            Self::MidsummerDay => ("midsommardagen", "Midsummer Day"),
            Self::AllSaintsDay => ("alla helgons dag", "All Saints' Day"),
            Self::ChristmasDay => ("juldagen", "Christmas Day"),
            Self::BoxingDay => ("annandag jul", "Boxing Day"),
        };
        lang.pick(sv, en)
    }
}

/// Whether a time limit may end on `day`: no Saturday, Sunday, public holiday, Midsummer, Christmas or New Year's Eve.
pub fn is_working_day(day: NaiveDate) -> bool {
    let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    !weekend && !is_eve(day) && Holiday::on(day).is_none()
}

/// The day on which a time limit that would end on `day` ends: `day` itself when it is a working day, else the next that is.
pub fn next_working_day(day: NaiveDate) -> NaiveDate {
    // Never more than some five days on; the end of the calendar stops the search.
    day.iter_days().find(|candidate| is_working_day(*candidate)).unwrap_or(day)
}

fn fixed(day: NaiveDate) -> Option<Holiday> {
    match (day.month(), day.day()) {
        (1, 1) => Some(Holiday::NewYearsDay),
        (1, 6) => Some(Holiday::Epiphany),
        (5, 1) => Some(Holiday::MayDay),
        (6, 6) => Some(Holiday::NationalDay),
        (12, 25) => Some(Holiday::ChristmasDay),
        (12, 26) => Some(Holiday::BoxingDay),
        _ => None,
    }
}

fn moving(day: NaiveDate) -> Option<Holiday> {
    match (day.weekday(), day.month(), day.day()) {
        (Weekday::Sat, 6, 20..=26) => return Some(Holiday::MidsummerDay),
        (Weekday::Sat, 10, 31) | (Weekday::Sat, 11, 1..=6) => return Some(Holiday::AllSaintsDay),
        _ => {}
    }
    match (day - easter_day(day.year())?).num_days() {
        -2 => Some(Holiday::GoodFriday),
        0 => Some(Holiday::EasterDay),
        1 => Some(Holiday::EasterMonday),
        39 => Some(Holiday::AscensionDay),
        49 => Some(Holiday::WhitSunday),
        _ => None,
    }
}

/// Treated like holidays by act 1930:173 alone.
fn is_eve(day: NaiveDate) -> bool {
    let midsummer = day.succ_opt().is_some_and(|next| Holiday::on(next) == Some(Holiday::MidsummerDay));
    midsummer || matches!((day.month(), day.day()), (12, 24) | (12, 31))
}

/// Easter Sunday by Gauss's rule for the Gregorian calendar, in the form of Meeus, Jones and Butcher.
fn easter_day(year: i32) -> Option<NaiveDate> {
    let golden = year.rem_euclid(19);
    let (century, in_century) = (year.div_euclid(100), year.rem_euclid(100));
    let moon_shift = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - moon_shift + 15).rem_euclid(30);
    let weekday = (32 + 2 * (century % 4) + 2 * (in_century / 4) - epact - in_century % 4).rem_euclid(7);
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let days = i64::from(epact + weekday - 7 * late);
    NaiveDate::from_ymd_opt(year, 3, 22)?.checked_add_signed(TimeDelta::days(days))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn d(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[rstest]
    #[case("2005-03-27")]
    #[case("2008-03-23")]
    #[case("2011-04-24")]
    #[case("2021-04-04")]
    #[case("2024-03-31")]
    #[case("2025-04-20")]
    #[case("2026-04-05")]
    #[case("2027-03-28")]
    #[case("2038-04-25")]
    fn easter(#[case] day: &str) {
        assert_eq!(easter_day(d(day).year()), Some(d(day)));
    }

    #[test]
    fn the_holidays_of_2026() {
        let expected = [
            ("2026-01-01", "nyårsdagen"),
            ("2026-01-06", "trettondedag jul"),
            ("2026-04-03", "långfredagen"),
            ("2026-04-05", "påskdagen"),
            ("2026-04-06", "annandag påsk"),
            ("2026-05-01", "första maj"),
            ("2026-05-14", "Kristi himmelsfärdsdag"),
            ("2026-05-24", "pingstdagen"),
            ("2026-06-06", "nationaldagen"),
            ("2026-06-20", "midsommardagen"),
            ("2026-10-31", "alla helgons dag"),
            ("2026-12-25", "juldagen"),
            ("2026-12-26", "annandag jul"),
        ];
        let found: Vec<_> = d("2026-01-01")
            .iter_days()
            .take_while(|day| day.year() == 2026)
            .filter_map(|day| Holiday::on(day).map(|holiday| (day.to_string(), holiday.name(Lang::Sv))))
            .collect();
        assert_eq!(found, expected.map(|(day, name)| (day.to_owned(), name)));
    }

    #[rstest]
    #[case("2026-11-24", "2026-11-24")]
    #[case("2026-11-28", "2026-11-30")]
    #[case("2026-06-19", "2026-06-22")]
    #[case("2026-12-24", "2026-12-28")]
    #[case("2026-12-31", "2027-01-04")]
    #[case("2026-04-03", "2026-04-07")]
    #[case("2026-05-14", "2026-05-15")]
    #[case("2026-05-01", "2026-05-04")]
    fn a_limit_rolls_over(#[case] day: &str, #[case] ends: &str) {
        assert_eq!(next_working_day(d(day)), d(ends));
    }

    proptest! {
        #[test]
        fn a_limit_rolls_less_than_a_week(offset in 0i64..50_000) {
            let day = d("2005-01-01") + TimeDelta::days(offset);
            let ends = next_working_day(day);
            prop_assert!(is_working_day(ends) && ends >= day && (ends - day).num_days() < 7);
            prop_assert_eq!(next_working_day(ends), ends);
        }
    }
}
