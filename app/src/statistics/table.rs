//! The figures as a file for a spreadsheet, in the reader's language.
use super::{rules::KeyFigures, texts};
use crate::{
    follow_ups::rules::FollowUpResult,
    kernel::{
        code::Code,
        lang::{Lang, Text},
        swedish,
    },
    organisation::rules::Party,
    participants::rules::Gender,
    work_training::rules::Entry,
};

/// The words of an age band.
pub fn band_words(lang: Lang, band: &str) -> String {
    match band {
        "under_16" => texts::UNDER_16.get(lang).to_owned(),
        "over_64" => texts::OVER_64.get(lang).to_owned(),
        "unknown" => texts::AGE_UNKNOWN.get(lang).to_owned(),
        years => texts::YEARS.with(lang, years.replace('-', "–")),
    }
}

/// What those of a gender are called where they are counted.
pub fn gender_words(gender: Gender) -> Text {
    match gender {
        Gender::Woman => texts::WOMEN,
        Gender::Man => texts::MEN,
        Gender::Other => texts::OTHER,
        Gender::NotStated => texts::NOT_STATED,
    }
}

/// The figures as CSV. With the mark of UTF-8 before it, a spreadsheet in Sweden opens it as it is: `;` between cells, CRLF.
/// Figures are whole numbers. The last column holds the codes, for a machine that reads the file.
pub fn csv(figures: &KeyFigures, lang: Lang) -> String {
    let head = [texts::YEAR, texts::FIGURE, texts::GROUP, texts::SUBGROUP, texts::NUMBER, texts::CODES];
    let mut csv = row(head.map(|words| words.get(lang).to_owned()));
    for (key, by, and, value) in figures.lines() {
        let codes: Vec<&str> = [key, by.as_str(), and.as_str()].into_iter().filter(|c| !c.is_empty()).collect();
        let name = name_of(key).map_or(key, |words| words.get(lang));
        csv.push_str(&row([
            figures.year.to_string(),
            name.to_owned(),
            group(lang, key, &by),
            if and.is_empty() { String::new() } else { band_words(lang, &and) },
            value.to_string(),
            codes.join("/"),
        ]));
    }
    csv
}

fn row<const N: usize>(cells: [String; N]) -> String {
    format!("{}\r\n", cells.map(|cell| quoted(&cell)).join(";"))
}

/// A cell; in quotation marks where it holds what divides cells and rows.
fn quoted(cell: &str) -> String {
    if cell.contains([';', '"', '\r', '\n']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

/// What a figure is called; none for a key that is none of ours.
fn name_of(key: &str) -> Option<Text> {
    Some(match key {
        "meetings_held" => texts::MEETINGS,
        "meetings_with_plan" => texts::MEETINGS_WITH_PLAN,
        "plans_followed_up_at_six_months" => texts::RESULTS,
        "in_queue" => texts::IN_QUEUE,
        "returned" => texts::RETURNED,
        "without_sus_consent" => texts::MEETINGS_WITHOUT_SUS,
        "work_training_started" => texts::TRAINING,
        "work_training_stopped_before_start" => texts::TRAINING_STOPPED,
        "meetings_held_by_gender" => texts::BY_GENDER,
        "meetings_held_by_referring_party" => texts::BY_PARTY,
        "meetings_held_by_age_at_referral" => texts::BY_AGE,
        "meetings_held_by_gender_and_age" => texts::BY_GENDER_AND_AGE,
        "six_month_results" => texts::BY_RESULT,
        "lots_by_gender" => texts::LOTS_BY_GENDER,
        "work_training_started_by_gender" => texts::TRAINING_BY_GENDER,
        "work_training_started_by_entry" => texts::TRAINING_BY_ENTRY,
        _ => return None,
    })
}

/// What a figure is divided by, in words.
fn group(lang: Lang, key: &str, by: &str) -> String {
    fn of<C: Code>(code: &str) -> Option<Text> {
        C::from_code(code).ok().map(Code::words)
    }
    if by.is_empty() {
        return String::new();
    }
    let words = match key {
        "meetings_held_by_age_at_referral" => return band_words(lang, by),
        "meetings_held_by_referring_party" => of::<Party>(by),
        "six_month_results" => of::<FollowUpResult>(by),
        "work_training_started_by_entry" => of::<Entry>(by),
        _ => of::<Gender>(by),
    };
    words.map_or_else(|| by.to_owned(), |words| swedish::sentence(words.get(lang)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::rules::{HeldBy, HeldMeetings, Started};

    fn figures() -> KeyFigures {
        let mut f = KeyFigures { year: 2021, ..KeyFigures::default() };
        let ways = [
            HeldBy::GenderAndAge("woman".into(), Some(35)),
            HeldBy::ReferringParty("social_insurance".into()),
            HeldBy::WithPlan,
            HeldBy::SixMonthResult("all_done".into()),
            HeldBy::Lots("woman".into()),
        ];
        f.add_meetings(&ways.map(|by| HeldMeetings { by, count: 45 }));
        f.add_started(&[Started { gender: "man".into(), entry: "ratt_stod".into(), count: 2 }]);
        f
    }

    #[test]
    fn a_file_for_people_has_words_and_keeps_the_codes_apart() {
        let sv = csv(&figures(), Lang::Sv);
        assert!(sv.starts_with("År;Nyckeltal;Grupp;Undergrupp;Antal;Kod\r\n"), "{sv}");
        let line =
            "2021;Hållna möten efter kön och ålder;Kvinna;30–49 år;45;meetings_held_by_gender_and_age/woman/30-49";
        assert!(sv.contains(&format!("{line}\r\n")), "{sv}");
        assert!(sv.contains("2021;Hållna möten efter anmälande part;Försäkringskassan;;45;"), "{sv}");
        let en = csv(&figures(), Lang::En);
        assert!(en.contains("2021;Meetings held by gender and age;Woman;30–49 years;45;"), "{en}");
    }

    #[test]
    fn every_figure_and_group_has_words_in_both_languages() {
        for lang in [Lang::Sv, Lang::En] {
            for line in csv(&figures(), lang).lines().skip(1) {
                let cells: Vec<&str> = line.split(';').collect();
                assert_eq!(cells.len(), 6, "{line}");
                assert!(cells[..5].iter().all(|cell| !cell.contains('_')), "a code among the words: {line}");
            }
        }
        assert!(figures().lines().iter().all(|line| name_of(line.0).is_some()));
    }

    #[test]
    fn what_divides_cells_is_quoted() {
        assert_eq!(quoted("a;\"b\""), "\"a;\"\"b\"\"\"");
        assert_eq!(quoted("Rätt stöd för mig!"), "Rätt stöd för mig!");
    }
}
