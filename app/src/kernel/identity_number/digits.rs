//! From what is typed to twelve digits, and what the digits say. Tested through `IdentityNumber::parse`.

use chrono::{Datelike, NaiveDate};

/// No one alive was born earlier, and a year typed with a slip of the finger is caught.
const EARLIEST_YEAR: i32 = 1800;

/// The twelve digits that `text` stands for, the century added where it is not written. `None`: some other form.
pub(super) fn twelve_digits(text: &[u8], today: NaiveDate) -> Option<[u8; 12]> {
    let mut digits = [b'0'; 12];
    match (text.len(), text.get(6), text.get(8)) {
        (12, _, _) => digits.copy_from_slice(text),
        (13, _, Some(b'-' | b' ')) => {
            digits[..8].copy_from_slice(&text[..8]);
            digits[8..].copy_from_slice(&text[9..]);
        }
        (11, Some(sign @ (b'-' | b' ' | b'+')), _) => {
            digits[2..8].copy_from_slice(&text[..6]);
            digits[8..].copy_from_slice(&text[7..]);
            if digits.iter().all(u8::is_ascii_digit) {
                let century = century(&digits, *sign == b'+', today)?;
                digits[0] = b'0' + century / 10;
                digits[1] = b'0' + century % 10;
            }
        }
        _ => return None,
    }
    digits.iter().all(u8::is_ascii_digit).then_some(digits)
}

/// The first two digits of the year of birth, for a number written with two digits of it.
fn century(digits: &[u8; 12], turned_hundred: bool, today: NaiveDate) -> Option<u8> {
    let short = i32::try_from(number(&digits[2..4])).ok()?;
    let (month, day) = (number(&digits[4..6]), day_of_month(digits));
    let this_century = today.year() - today.year() % 100 + short;
    let year = if turned_hundred {
        // By the year, not the day: the sign changes at the new year.
        let latest = this_century - 100;
        if latest > today.year() - 100 { latest - 100 } else { latest }
    } else if (this_century, month, day) > (today.year(), today.month(), today.day()) {
        this_century - 100
    } else {
        this_century
    };
    u8::try_from(year / 100).ok().filter(|century| *century < 100)
}

pub(super) fn birth_date(digits: &[u8; 12]) -> Option<NaiveDate> {
    let year = i32::try_from(number(&digits[..4])).ok().filter(|year| *year >= EARLIEST_YEAR)?;
    NaiveDate::from_ymd_opt(year, number(&digits[4..6]), day_of_month(digits))
}

fn day_of_month(digits: &[u8; 12]) -> u32 {
    let day = number(&digits[6..8]);
    if day > 60 { day - 60 } else { day }
}

/// Luhn's sum over ten digits, every other one doubled from the first.
pub(super) fn luhn_holds(ten: &[u8]) -> bool {
    let sum: u32 = ten
        .iter()
        .enumerate()
        .map(|(place, digit)| {
            let value = u32::from(digit - b'0') * if place % 2 == 0 { 2 } else { 1 };
            value / 10 + value % 10
        })
        .sum();
    sum.is_multiple_of(10)
}

pub(super) fn number(digits: &[u8]) -> u32 {
    digits.iter().fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'))
}
