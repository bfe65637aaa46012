//! Numbers, spans of days and lists of words.

use crate::kernel::lang::Lang;

/// Between thousands in Swedish: narrow, and never broken over two lines.
const NARROW_NO_BREAK_SPACE: char = '\u{202f}';

/// How late something is: "1 dag försenat", "2 dagar försenat". Unit: days; below 0 counts as 0.
pub fn days_late(lang: Lang, days: i64) -> String {
    let days = days.max(0);
    format!("{} {}", span_of_days(lang, days), lang.pick("försenat", "late"))
}

/// How long ago: "i dag", "i går", "för 3 dagar sedan". Unit: days; below 0 counts as 0.
pub fn days_ago(lang: Lang, days: i64) -> String {
    match days {
        ..=0 => lang.pick("i dag", "today").to_owned(),
        1 => lang.pick("i går", "yesterday").to_owned(),
        _ => match lang {
            Lang::Sv => format!("för {} sedan", span_of_days(lang, days)),
            Lang::En => format!("{} ago", span_of_days(lang, days)),
        },
    }
}

/// How soon: "i dag", "i morgon", "om 4 dagar". Unit: days; below 0 counts as 0.
pub fn in_days(lang: Lang, days: i64) -> String {
    match days {
        ..=0 => lang.pick("i dag", "today").to_owned(),
        1 => lang.pick("i morgon", "tomorrow").to_owned(),
        _ => format!("{} {}", lang.pick("om", "in"), span_of_days(lang, days)),
    }
}

/// A span of weeks: "1 vecka", "3 veckor". Unit: weeks; below 0 counts as 0.
pub fn duration_weeks(lang: Lang, weeks: i64) -> String {
    let weeks = weeks.max(0);
    let word = if weeks == 1 { lang.pick("vecka", "week") } else { lang.pick("veckor", "weeks") };
    format!("{} {word}", count(lang, weeks))
}

/// Whole percent: "51 %" with a no-break space in Swedish, "51%" in English.
pub fn percent(lang: Lang, value: i64) -> String {
    format!("{}{}", count(lang, value), lang.pick("\u{a0}%", "%"))
}

/// A number with a fixed number of decimals: "3,5", "12 345,0"; "3.5" in English. Not a number: a dash.
pub fn decimal(lang: Lang, value: f64, places: usize) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    let text = format!("{:.places$}", value.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let sign = if value < 0.0 && text.bytes().any(|digit| matches!(digit, b'1'..=b'9')) { "−" } else { "" };
    let point = if fraction.is_empty() { "" } else { lang.pick(",", ".") };
    format!("{sign}{}{point}{fraction}", grouped(lang, whole))
}

/// A whole number: "12 345" with a narrow no-break space in Swedish, "12,345" in English; a true minus sign.
pub fn count(lang: Lang, value: i64) -> String {
    let sign = if value < 0 { "−" } else { "" };
    format!("{sign}{}", grouped(lang, &value.unsigned_abs().to_string()))
}

/// Words in a row: "a, b och c", "a, b and c".
pub fn list<S: AsRef<str>>(lang: Lang, items: &[S]) -> String {
    let words: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    match words.split_last() {
        None => String::new(),
        Some((only, [])) => (*only).to_owned(),
        Some((last, before)) => format!("{} {} {last}", before.join(", "), lang.pick("och", "and")),
    }
}

fn span_of_days(lang: Lang, days: i64) -> String {
    let word = if days == 1 { lang.pick("dag", "day") } else { lang.pick("dagar", "days") };
    format!("{} {word}", count(lang, days))
}

fn grouped(lang: Lang, digits: &str) -> String {
    let separator = lang.pick(NARROW_NO_BREAK_SPACE, ',');
    let mut text = String::with_capacity(digits.len() * 2);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use Lang::{En, Sv};
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case(-1, "0 dagar försenat", "0 days late", "i dag", "today", "i dag", "today")]
    #[case(0, "0 dagar försenat", "0 days late", "i dag", "today", "i dag", "today")]
    #[case(1, "1 dag försenat", "1 day late", "i går", "yesterday", "i morgon", "tomorrow")]
    #[case(2, "2 dagar försenat", "2 days late", "för 2 dagar sedan", "2 days ago", "om 2 dagar", "in 2 days")]
    #[case(40, "40 dagar försenat", "40 days late", "för 40 dagar sedan", "40 days ago", "om 40 dagar", "in 40 days")]
    fn spans_of_days(
        #[case] n: i64,
        #[case] late_sv: &str,
        #[case] late_en: &str,
        #[case] ago_sv: &str,
        #[case] ago_en: &str,
        #[case] in_sv: &str,
        #[case] in_en: &str,
    ) {
        assert_eq!((days_late(Sv, n), days_late(En, n)), (late_sv.into(), late_en.into()));
        assert_eq!((days_ago(Sv, n), days_ago(En, n)), (ago_sv.into(), ago_en.into()));
        assert_eq!((in_days(Sv, n), in_days(En, n)), (in_sv.into(), in_en.into()));
    }

    #[rstest]
    #[case(0, "0 veckor", "0 weeks")]
    #[case(1, "1 vecka", "1 week")]
    #[case(3, "3 veckor", "3 weeks")]
    fn spans_of_weeks(#[case] n: i64, #[case] sv: &str, #[case] en: &str) {
        assert_eq!((duration_weeks(Sv, n), duration_weeks(En, n)), (sv.into(), en.into()));
    }

    #[rstest]
    #[case(0, "0", "0")]
    #[case(999, "999", "999")]
    #[case(1_000, "1\u{202f}000", "1,000")]
    #[case(12_345, "12\u{202f}345", "12,345")]
    #[case(-1_234_567, "−1\u{202f}234\u{202f}567", "−1,234,567")]
    fn counts_are_grouped(#[case] n: i64, #[case] sv: &str, #[case] en: &str) {
        assert_eq!((count(Sv, n), count(En, n)), (sv.into(), en.into()));
    }

    #[test]
    fn percents_and_decimals() {
        assert_eq!((percent(Sv, 51), percent(En, 51)), ("51\u{a0}%".into(), "51%".into()));
        assert_eq!((decimal(Sv, 3.46, 1), decimal(En, 3.46, 1)), ("3,5".into(), "3.5".into()));
        assert_eq!(decimal(Sv, 12_345.0, 0), "12\u{202f}345");
        assert_eq!(decimal(Sv, -0.01, 1), "0,0");
        assert_eq!(decimal(Sv, -1.5, 1), "−1,5");
        assert_eq!(decimal(Sv, f64::NAN, 1), "–");
    }

    #[rstest]
    #[case(&[], "", "")]
    #[case(&["a"], "a", "a")]
    #[case(&["a", "b"], "a och b", "a and b")]
    #[case(&["a", "b", "c"], "a, b och c", "a, b and c")]
    fn lists(#[case] items: &[&str], #[case] sv: &str, #[case] en: &str) {
        assert_eq!((list(Sv, items), list(En, items)), (sv.into(), en.into()));
    }

    proptest! {
        #[test]
        fn grouping_keeps_the_digits(n in any::<i64>()) {
            let digits: String = count(Sv, n).chars().filter(char::is_ascii_digit).collect();
            prop_assert_eq!(digits, n.unsigned_abs().to_string());
        }
    }
}
