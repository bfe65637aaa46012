//! When a team time begins while hardly anyone works: most often a slip of the pen (*design*).
use crate::kernel::holidays::is_working_day;
use chrono::{Datelike, NaiveDate, NaiveTime, Timelike, Weekday};

/// The hours at which a working day begins and ends.
const WORKING_HOURS: std::ops::Range<u32> = 7..18;

/// What stands out in when a time begins: it is asked once more, and can be so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OffHours {
    pub time: NaiveTime,
    /// The day of the week, where it or the hour is one of rest.
    pub weekday: Option<Weekday>,
    /// Days from Monday to Friday that are not worked on: holidays, and Midsummer, Christmas and New Year's Eve.
    pub days: Vec<NaiveDate>,
}

impl OffHours {
    /// Of a time that begins at this hour on these days, a week apart. None: nothing stands out.
    pub fn of(time: NaiveTime, days: &[NaiveDate]) -> Option<Self> {
        let weekday = days.first()?.weekday();
        let rests = matches!(weekday, Weekday::Sat | Weekday::Sun);
        let weekday = (rests || !WORKING_HOURS.contains(&time.hour())).then_some(weekday);
        let days = days.iter().copied().filter(|day| !rests && !is_working_day(*day)).collect();
        let found = OffHours { time, weekday, days };
        (found.weekday.is_some() || !found.days.is_empty()).then_some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{kernel::lang::Lang, meetings::texts};
    use rstest::rstest;

    fn of(time: &str, days: &[&str]) -> Option<OffHours> {
        let days: Vec<NaiveDate> = days.iter().map(|d| d.parse().unwrap()).collect();
        OffHours::of(time.parse().unwrap(), &days)
    }

    #[rstest]
    // Wednesday, then a Saturday and a Sunday
    #[case("07:00", "2026-11-25", None)]
    #[case("17:59", "2026-11-25", None)]
    #[case("06:59", "2026-11-25", Some(Weekday::Wed))]
    #[case("18:00", "2026-11-25", Some(Weekday::Wed))]
    #[case("00:00", "2026-11-25", Some(Weekday::Wed))]
    #[case("09:00", "2026-11-28", Some(Weekday::Sat))]
    #[case("03:00", "2026-11-29", Some(Weekday::Sun))]
    // Easter Sunday and Midsummer Day are at a weekend
    #[case("09:00", "2026-04-05", Some(Weekday::Sun))]
    #[case("09:00", "2026-06-20", Some(Weekday::Sat))]
    fn hours_and_weekends(#[case] time: &str, #[case] day: &str, #[case] weekday: Option<Weekday>) {
        let found = of(time, &[day]);
        assert_eq!(found.as_ref().and_then(|f| f.weekday), weekday);
        assert!(found.is_none_or(|f| f.days.is_empty()));
    }

    #[rstest]
    #[case("2026-04-03")]
    #[case("2026-05-14")]
    #[case("2026-06-19")]
    #[case("2026-12-24")]
    #[case("2026-12-25")]
    #[case("2026-12-31")]
    #[case("2027-01-06")]
    fn days_that_are_not_worked_on(#[case] day: &str) {
        let found = of("09:00", &[day]).unwrap();
        assert_eq!((found.weekday, found.days), (None, vec![day.parse().unwrap()]));
    }

    #[test]
    fn it_is_asked_in_both_languages() {
        let asked = |lang, time, days: &[&str]| texts::off_hours(lang, &of(time, days).unwrap());
        let words = asked(Lang::Sv, "03:00", &["2026-11-29"]);
        assert_eq!(words, "Tiden ligger kl. 03.00 en söndag. Är det rätt?");
        assert_eq!(asked(Lang::En, "03:00", &["2026-11-29"]), "The time is at 03:00 on a Sunday. Is that right?");
        let words = asked(Lang::Sv, "18:30", &["2026-12-24", "2026-12-31"]);
        let days = "Torsdag 24 december 2026 och torsdag 31 december 2026 är inga vanliga arbetsdagar.";
        assert_eq!(words, format!("Tiden ligger kl. 18.30 en torsdag. {days} Är det rätt?"));
        let words = asked(Lang::En, "09:00", &["2026-12-25"]);
        assert_eq!(words, "Friday 25 December 2026 (Christmas Day) is not an ordinary working day. Is that right?");
    }

    #[test]
    fn of_several_weeks_those_days_alone_are_told() {
        let weeks = ["2026-12-18", "2026-12-25", "2027-01-01", "2027-01-08"];
        let told = |found: Option<OffHours>| found.unwrap().days.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(told(of("09:00", &weeks)), ["2026-12-25", "2027-01-01"]);
        assert_eq!(of("09:00", &[weeks[0], weeks[3]]), None);
        assert_eq!(of("09:00", &[]), None);
    }
}
