//! What gives away who someone is: identity numbers, telephone numbers, e-mail addresses, and details that few share. Pure.
use crate::kernel::swedish;

crate::codes! {
    /// What is refused in a text without identity.
    pub enum Caught {
        Identity = "identity", "ett personnummer", "an identity number";
        Phone = "phone", "ett telefonnummer", "a telephone number";
        Email = "email", "en e-postadress", "an e-mail address";
    }
}

crate::codes! {
    /// A detail that narrows down whom a text is about (*design*).
    pub enum Detail {
        ExactAge = "exact_age", "exakt ålder", "an exact age";
        Date = "date", "ett datum", "a date";
        ManyChildren = "many_children", "antalet barn", "the number of children";
        Rare = "rare", "något som få har gemensamt", "something that few people share";
    }
}

/// The first thing in the text that is refused, with the words in which it stands there.
///
/// Better one number too many than a person: what only looks like one is refused too, and can be written in another way.
pub fn caught(text: &str) -> Option<(Caught, String)> {
    let runs = groups(text);
    identity(text, &runs)
        .map(|found| (Caught::Identity, found))
        .or_else(|| phone(text, &runs).map(|found| (Caught::Phone, found)))
        .or_else(|| email(text).map(|found| (Caught::Email, found)))
}

/// Digits that stand together, and where.
struct Digits<'a> {
    digits: &'a str,
    from: usize,
    to: usize,
}

fn groups(text: &str) -> Vec<Digits<'_>> {
    let mut found: Vec<Digits<'_>> = Vec::new();
    for (at, _) in text.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
        match found.last_mut() {
            Some(last) if last.to == at => *last = Digits { digits: &text[last.from..=at], to: at + 1, ..*last },
            _ => found.push(Digits { digits: &text[at..=at], from: at, to: at + 1 }),
        }
    }
    found
}

/// So many digits the longest number has, a telephone number with its country.
const LONGEST: usize = 16;

const SPACES: [char; 4] = [' ', '\u{a0}', '\u{2009}', '\u{202f}'];
const HYPHENS: [char; 5] = ['-', '–', '‑', '−', '/'];

/// Groups that follow each other with no more between them than people write inside a number: each stretch that begins at
/// a group, as long as it can be, with the digits of all.
fn stretches<'a>(text: &'a str, runs: &'a [Digits<'a>], also: &'a [char]) -> impl Iterator<Item = &'a [Digits<'a>]> {
    let joined = move |a: &Digits<'_>, b: &Digits<'_>| {
        let between = &text[a.to..b.from];
        between.chars().count() <= 3
            && between.chars().all(|c| SPACES.contains(&c) || HYPHENS.contains(&c) || also.contains(&c))
    };
    (0..runs.len()).flat_map(move |from| {
        // no number has more digits than that: a pasted table is not tried in every way
        let more = runs[from..].windows(2).take(LONGEST - 1).take_while(|pair| joined(&pair[0], &pair[1])).count();
        (0..=more).rev().map(move |more| &runs[from..=from + more])
    })
}

fn together(stretch: &[Digits<'_>]) -> String {
    stretch.iter().map(|d| d.digits).collect()
}

fn words<'a>(text: &'a str, stretch: &[Digits<'_>]) -> Option<&'a str> {
    Some(&text[stretch.first()?.from..stretch.last()?.to])
}

fn identity(text: &str, runs: &[Digits<'_>]) -> Option<String> {
    let found = stretches(text, runs, &['.', '+']).find(|stretch| is_identity(stretch))?;
    words(text, found).map(str::to_owned)
}

/// Ten or twelve digits that begin with a day of birth, also that of a coordination number (60 is added to the day). Where
/// the day itself is written in parts it could be two days, so the check digit decides.
fn is_identity(stretch: &[Digits<'_>]) -> bool {
    let digits = together(stretch);
    let (short, century) = match digits.len() {
        10 => (digits.as_str(), true),
        12 => (&digits[2..], matches!(&digits[..2], "18" | "19" | "20")),
        _ => return false,
    };
    let two = |from: usize| short[from..from + 2].parse::<u32>().unwrap_or(0);
    let (month, day) = (two(2), two(4));
    let born = (1..=12).contains(&month) && ((1..=31).contains(&day) || (61..=91).contains(&day));
    let day_in_one = stretch.first().is_some_and(|first| first.digits.len() + 4 >= digits.len());
    // days are written in parts, too: four digits of a group of their own that read as a year begin another one
    let year =
        |d: &Digits<'_>| d.digits.len() == 4 && d.digits.parse::<u32>().is_ok_and(|y| (1900..=2099).contains(&y));
    if !day_in_one && stretch.iter().skip(1).any(year) {
        return false;
    }
    // ten digits that begin with 0 are mostly a telephone number, which is refused too
    let in_one = day_in_one && !(stretch.len() == 1 && short.len() == digits.len() && digits.starts_with('0'));
    century && born && (in_one || checks(short))
}

/// A group of its own that reads as a year of our time.
fn is_year(group: &Digits<'_>) -> bool {
    group.digits.len() == 4 && group.digits.parse::<u32>().is_ok_and(|year| (1900..=2099).contains(&year))
}

/// Whether the last digit is the check digit of the nine before it.
fn checks(ten: &str) -> bool {
    let sum: u32 = ten
        .chars()
        .filter_map(|c| c.to_digit(10))
        .enumerate()
        .map(|(i, d)| if i % 2 == 0 { d * 2 } else { d })
        .map(|n| n / 10 + n % 10)
        .sum();
    sum.is_multiple_of(10)
}

fn phone(text: &str, runs: &[Digits<'_>]) -> Option<String> {
    let found = stretches(text, runs, &['(', ')']).find(|stretch| is_phone(text, stretch))?;
    words(text, found).map(str::to_owned)
}

/// An international number, a Swedish mobile number, or one with an area code.
fn is_phone(text: &str, stretch: &[Digits<'_>]) -> bool {
    let Some(first) = stretch.first() else { return false };
    let (digits, lengths) = (together(stretch), stretch.iter().map(|d| d.digits.len()).collect::<Vec<_>>());
    let plus = text[..first.from].trim_end_matches([' ', '(']).ends_with('+');
    if plus || digits.starts_with("00") {
        return (9..=16).contains(&digits.len());
    }
    // 08-28 – 2024-01: the end of a day, and the beginning of another
    let begins_day = |pair: &[Digits<'_>]| is_year(&pair[0]) && pair[1].digits.len() == 2;
    if first.digits.len() == 2 && stretch.windows(2).any(begins_day) {
        return false;
    }
    if digits.starts_with("07") {
        return digits.len() == 10;
    }
    // 08-05-2024 is a day
    let area = first.digits == "08" || (3..=4).contains(&first.digits.len());
    let as_written = if stretch.len() == 1 { digits.len() >= 9 } else { area && lengths != [2, 2, 4] };
    digits.starts_with('0') && (8..=10).contains(&digits.len()) && as_written
}

fn email(text: &str) -> Option<String> {
    let part = |c: &char| c.is_alphanumeric() || "._%+-".contains(*c);
    text.match_indices('@').find_map(|(at, _)| {
        let name: String = text[..at].chars().rev().take_while(part).collect::<Vec<_>>().into_iter().rev().collect();
        let host: String = text[at + 1..].chars().take_while(part).collect();
        let host = host.trim_end_matches(['.', '-']);
        (!name.is_empty() && host.contains('.')).then(|| format!("{name}@{host}"))
    })
}

/// What in these texts narrows down whom they are about, each kind once.
pub fn details(texts: &[&str]) -> Vec<Detail> {
    use crate::kernel::code::Code;
    let has = |detail: &Detail| texts.iter().any(|text| says(text, *detail));
    Detail::ALL.iter().copied().filter(has).collect()
}

const MANY: [&str; 14] =
    ["fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "four", "five", "six", "seven", "eight", "nine", "ten"];
/// Beginnings of words for what few people share and many would know of someone.
const RARE: [&str; 20] = [
    "tvilling",
    "trilling",
    "adopt",
    "änka",
    "änkling",
    "blind",
    "döv",
    "rullstol",
    "transperson",
    "präst",
    "imam",
    "kändis",
    "twin",
    "triplet",
    "widow",
    "deaf",
    "wheelchair",
    "priest",
    "celebrit",
    "transgender",
];

/// Words before a number of years that is no age: "i 20 år", "för 20 år sedan".
const SPANS: [&str; 12] =
    ["i", "för", "sedan", "efter", "på", "under", "senaste", "över", "minst", "ungefär", "cirka", "mer"];

/// Six digits that are a day as in an identity number: year, month, day.
fn is_short_day(word: &str) -> bool {
    word.len() == 6
        && word.bytes().all(|b| b.is_ascii_digit())
        && chrono::NaiveDate::parse_from_str(word, "%y%m%d").is_ok()
}

fn says(text: &str, detail: Detail) -> bool {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let after = |i: usize| words.get(i + 1).copied().unwrap_or_default();
    let age = |word: &str| word.parse::<u32>().is_ok_and(|n| (16..=99).contains(&n));
    let year = |word: &str| word.len() == 4 && word.parse::<u32>().is_ok_and(|n| (1900..=2099).contains(&n));
    match detail {
        Detail::ExactAge => words.iter().enumerate().any(|(i, word)| {
            let (next, third) = (after(i), after(i + 1));
            let is = i > 0 && ["är", "fyllt", "fyller", "is", "turned"].contains(&words[i - 1]);
            let years = ["år", "years"].contains(&next);
            let before = if i > 0 { words[i - 1] } else { "" };
            let alone = next == "år" && !SPANS.contains(&before);
            let born = before == "född" && (word.len() == 2 || year(word)) && word.parse::<u32>().is_ok();
            let aged = next.starts_with("årig") || next.starts_with("åring") || (next == "year" && third == "old");
            born || (age(word) && (aged || alone || (years && (is || ["gammal", "old"].contains(&third)))))
        }),
        Detail::Date => {
            let day = |word: &str| word.parse::<u32>().is_ok_and(|n| (1..=31).contains(&n));
            let month = swedish::names_month;
            let two = |word: &str| word.len() == 2 && day(word);
            words.iter().enumerate().any(|(i, word)| {
                (day(word) && month(after(i)))
                    || (month(word) && day(after(i)))
                    || (year(word) && two(after(i)) && two(after(i + 1)))
                    || is_short_day(word)
                    || (word.len() == 8 && word.parse::<u32>().is_ok() && word.get(..4).is_some_and(year))
            })
        }
        Detail::ManyChildren => words.iter().enumerate().any(|(i, word)| {
            let many = MANY.contains(word) || word.parse::<u32>().is_ok_and(|n| (4..=15).contains(&n));
            many && ["barn", "children", "kids"].contains(&after(i))
        }),
        Detail::Rare => words.iter().any(|word| RARE.iter().any(|rare| word.starts_with(rare))),
    }
}

#[cfg(test)]
#[path = "caution_tests.rs"]
mod tests;
