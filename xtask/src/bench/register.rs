//! A register as large as one wants: invented people, each case complete, in the format of `finsam import`.
//! The same number of cases gives the same register on the same day.
use anyhow::{Context, Result};
use chrono::{Datelike, Days, NaiveDate, NaiveTime, Timelike, Weekday};
use std::collections::HashSet;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// How far back the cases go.
const YEARS: u64 = 20;
/// Team times of a day, in hours: others than those of the demonstration.
const HOURS: [u32; 7] = [7, 8, 11, 12, 15, 16, 17];

/// As in the demonstration's register: code, name, districts.
const TEAMS: [(&str, &str, &[&str]); 6] = [
    ("JARVA", "FINSAM-team Järva", &["Rinkeby-Kista", "Spånga-Tensta"]),
    ("VASTERORT", "FINSAM-team Västerort", &["Hässelby-Vällingby", "Bromma"]),
    ("CITY", "FINSAM-team City", &["Kungsholmen", "Norrmalm", "Östermalm"]),
    ("SODER", "FINSAM-team Söder", &["Södermalm", "Skarpnäck"]),
    ("GLOBEN", "FINSAM-team Globen", &["Enskede-Årsta-Vantör", "Farsta"]),
    ("SKARHOLMEN", "FINSAM-team Skärholmen", &["Hägersten-Älvsjö", "Skärholmen"]),
];
const GIVEN: [&str; 16] = [
    "Tove", "Erik", "Ebba", "Karin", "Hassan", "Olga", "Yusuf", "Åsa", "Örjan", "Maryam", "Lars", "Ingrid", "Amina",
    "Nils", "Sofia", "Dragan",
];
const FAMILY: [&str; 20] = [
    "Berg",
    "Ström",
    "Ek",
    "Zetterberg",
    "Çelik",
    "Quist",
    "Petrovic",
    "Lindgren",
    "Åkerman",
    "Öhman",
    "Hassan",
    "Nowak",
    "Sjögren",
    "Wallin",
    "Mattsson",
    "Ibrahim",
    "Forsell",
    "Kaya",
    "Holmberg",
    "Dahl",
];
const PARTIES: [&str; 4] = [
    "social_services|social_insurance|health_care",
    "jobbtorg|health_care",
    "social_services|employment_service",
    "social_insurance|employment_service|health_care",
];
const ACTIVITIES: [(&str, &str); 4] = [
    ("Boka tid på vårdcentralen", "health_care"),
    ("Ansöka om boendestöd", "social_services"),
    ("Studiebesök på Aktivitetsplatsen", "jobbtorg"),
    ("Gå igenom ersättningen", "social_insurance"),
];

/// Writes the eight files. `agencies` are taken from the demonstration's own register, so that its accounts fit.
pub fn write(folder: &Path, agencies: &Path, cases: u32, today: NaiveDate) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    std::fs::copy(agencies, folder.join("agencies.csv")).context("the demonstration's agencies")?;
    let mut files = Files::create(folder)?;
    for (code, name, districts) in TEAMS {
        writeln!(files.teams, "{code};{name};{}", districts.join("|"))?;
    }
    let mut dice = Dice(u64::from(cases));
    let mut taken = HashSet::new();
    let mut free = [0_usize; TEAMS.len()];
    let mut slots: Vec<NaiveDate> = Vec::new();
    let first = today - Days::new(YEARS * 365);
    let (mut year, mut number) = (0, 0);
    for n in 0..cases {
        let age_in_days = YEARS * 365 * u64::from(cases - n) / u64::from(cases);
        let submitted = today - Days::new(age_in_days.max(1));
        if submitted.year() != year {
            (year, number) = (submitted.year(), 50_000);
        }
        number += 1;
        if slots.is_empty() {
            slots = team_days(first, today);
        }
        let case = Case { reference: format!("{year}-{number}"), submitted, team: (n as usize) % TEAMS.len() };
        files.case(&case, n, &mut dice, &mut taken, &mut free, &slots, cases, today)?;
    }
    files.finish()
}

struct Case {
    reference: String,
    submitted: NaiveDate,
    team: usize,
}

/// Working days on which a team may meet.
fn team_days(from: NaiveDate, until: NaiveDate) -> Vec<NaiveDate> {
    from.iter_days()
        .take_while(|d| *d < until)
        .filter(|d| !matches!(d.weekday(), Weekday::Sat | Weekday::Sun))
        .collect()
}

struct Files {
    teams: BufWriter<File>,
    referrals: BufWriter<File>,
    meetings: BufWriter<File>,
    activities: BufWriter<File>,
    follow_ups: BufWriter<File>,
    lots: BufWriter<File>,
    placements: BufWriter<File>,
}

impl Files {
    fn create(folder: &Path) -> Result<Self> {
        let file = |name: &str, columns: &str| -> Result<BufWriter<File>> {
            let mut file = BufWriter::new(File::create(folder.join(format!("{name}.csv")))?);
            writeln!(file, "{columns}")?;
            Ok(file)
        };
        Ok(Self {
            teams: file("teams", "team_code;team_name;districts")?,
            referrals: file(
                "referrals",
                "case_ref;submitted_on;agency_code;referrer_email;identity_number;given_name;family_name;gender;district;\
                 language;livelihood;support_band;education;parties;question;track;status;return_reason;consent_on;\
                 consent_parties;consent_form;sus_consent;closed_on;end_reason;livelihood_end",
            )?,
            meetings: file("meetings", "case_ref;team_code;starts_at;form;outcome")?,
            activities: file("activities", "case_ref;no;text;responsible;due_on;status")?,
            follow_ups: file("followups", "case_ref;months;done_on;result")?,
            lots: file("lots", "case_ref;asked_on;asked_at;ended_on;contacts")?,
            placements: file(
                "placements",
                "placement_ref;case_ref;identity_number;given_name;family_name;gender;entry;provider;place;requested_on;\
                 information_meeting_on;started_on;ended_on;stage;end_reason;hours_per_week",
            )?,
        })
    }

    #[allow(clippy::too_many_lines)]
    fn case(
        &mut self,
        case: &Case,
        n: u32,
        dice: &mut Dice,
        taken: &mut HashSet<String>,
        free: &mut [usize; TEAMS.len()],
        days: &[NaiveDate],
        cases: u32,
        today: NaiveDate,
    ) -> Result<()> {
        let Case { reference, submitted, team } = case;
        let identity = identity(*submitted, dice, taken);
        let (given, family) = (dice.of(&GIVEN), dice.of(&FAMILY));
        let gender = dice.of(&["woman", "man"]);
        let district = dice.of(TEAMS[*team].2);
        let parties = dice.of(&PARTIES);
        // every hundredth is of the account with which the narrowest referrer logs in
        let (agency, email) = match n % 100 {
            7 => ("SDF-02", "socialtjanst@exempelstad.example".to_owned()),
            k => ("SDF-03", format!("handlaggare{}@sdf-03.example", 100 + k % 60)),
        };
        let met = next_slot(*submitted, *team, free, days, cases).filter(|m| m.0 < today);
        let old = (today - *submitted).num_days() > 400;
        let status = match (met, dice.below(20)) {
            (_, 0) if old => "returned",
            (_, 1) if old => "withdrawn",
            (Some(_), _) if old => "closed",
            (Some(_), _) => "met",
            (None, _) => "in_queue",
        };
        let met = met.filter(|_| matches!(status, "closed" | "met"));
        let closed = (status == "closed").then(|| *submitted + Days::new(390)).map(|d| d.to_string());
        writeln!(
            self.referrals,
            "{reference};{submitted};{agency};{email};{identity};{given};{family};{gender};{district};sv;{};2_5;\
             upper_secondary;{parties};Vilket stöd behövs för nästa steg, och vem ansvarar?;team_meeting;{status};{};\
             {submitted};{parties};paper;{};{};{};{}",
            dice.of(&["sickness_benefit", "income_support", "activity_compensation"]),
            if status == "returned" { "other_support" } else { "" },
            dice.of(&["yes", "yes", "no"]),
            closed.as_deref().unwrap_or_default(),
            if closed.is_some() { "1" } else { "" },
            if closed.is_some() { "none" } else { "" },
        )?;
        let Some((day, time)) = met else { return Ok(()) };
        writeln!(
            self.meetings,
            "{reference};{};{day} {:02}:{:02};phone;held",
            TEAMS[*team].0,
            time.hour(),
            time.minute()
        )?;
        for (no, (text, responsible)) in ACTIVITIES.iter().enumerate().take(3 + dice.below(2)) {
            let due = day + Days::new(40);
            let status = if old { "done" } else { dice.of(&["planned", "under_way", "done"]) };
            writeln!(self.activities, "{reference};{};{text};{responsible};{due};{status}", no + 1)?;
        }
        for (months, after) in [(2, 62), (6, 185)] {
            let done = day + Days::new(after);
            if done < today && dice.below(10) > 0 {
                writeln!(
                    self.follow_ups,
                    "{reference};{months};{done};{}",
                    if old { "all_done" } else { "under_way" }
                )?;
            }
        }
        if dice.below(5) == 0 {
            let ended = if old { (day + Days::new(60)).to_string() } else { String::new() };
            writeln!(self.lots, "{reference};{day};meeting;{ended};3")?;
        }
        if old && dice.below(10) == 0 {
            let day = |after| day + Days::new(after);
            writeln!(
                self.placements,
                "P-{reference};{reference};{identity};{given};{family};{gender};finsam_team;Leverantör {};Arbetsträning;\
                 {};{};{};{};ended;1;10",
                dice.below(14),
                day(5),
                day(15),
                day(30),
                day(120),
            )?;
        }
        Ok(())
    }

    fn finish(self) -> Result<()> {
        let Self { teams, referrals, meetings, activities, follow_ups, lots, placements } = self;
        for mut file in [teams, referrals, meetings, activities, follow_ups, lots, placements] {
            file.flush()?;
        }
        Ok(())
    }
}

/// The team's next time with room, some weeks after the submission: two cases at each.
fn next_slot(
    submitted: NaiveDate,
    team: usize,
    free: &mut [usize; TEAMS.len()],
    days: &[NaiveDate],
    cases: u32,
) -> Option<(NaiveDate, NaiveTime)> {
    // enough times a day for all, spread over the years
    let a_day = (cases as usize / TEAMS.len() / 2 / days.len().max(1) + 1).min(HOURS.len());
    let earliest = days.partition_point(|d| *d < submitted + Days::new(21)) * a_day * 2;
    let at = free[team].max(earliest);
    free[team] = at + 1;
    let day = days.get(at / 2 / a_day)?;
    let hour = HOURS[at / 2 % a_day];
    // both begin within one time of an hour
    let minute = if at.is_multiple_of(2) { 0 } else { 30 };
    Some((*day, NaiveTime::from_hms_opt(hour, minute, 0)?))
}

/// An identity number that nobody has: aged 16 to 63 on that day, of those reserved for tests.
pub fn identity(on: NaiveDate, dice: &mut Dice, taken: &mut HashSet<String>) -> String {
    loop {
        let born = on - Days::new(16 * 366 + dice.below(47 * 365) as u64);
        let digits = format!("{}{}", born.format("%Y%m%d"), 980 + dice.below(20));
        if taken.insert(digits.clone()) {
            return format!("{}-{}{}", &digits[..8], &digits[8..], check_digit(&digits[2..]));
        }
    }
}

/// Luhn's, over the nine digits before it.
fn check_digit(nine: &str) -> u32 {
    let sum: u32 = nine
        .bytes()
        .enumerate()
        .map(|(at, digit)| {
            let doubled = u32::from(digit - b'0') * if at.is_multiple_of(2) { 2 } else { 1 };
            doubled / 10 + doubled % 10
        })
        .sum();
    (10 - sum % 10) % 10
}

/// Pseudo-random numbers that are the same at every run (splitmix64).
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % limit as u64) as usize
    }

    fn of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len())]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identity_numbers_are_of_the_reserved_range_and_differ() {
        let on = NaiveDate::from_ymd_opt(2026, 1, 2).expect("a day");
        let (mut dice, mut taken) = (Dice(1), HashSet::new());
        let made: HashSet<String> = (0..500).map(|_| identity(on, &mut dice, &mut taken)).collect();
        assert_eq!(made.len(), 500);
        assert!(made.iter().all(|i| i.len() == 13 && (980..1000).contains(&i[9..12].parse::<u32>().expect("digits"))));
        // the check digit of 811218-987 is 6
        assert_eq!(check_digit("811218987"), 6);
    }

    #[test]
    fn no_time_of_a_team_gets_a_third_case() {
        let (from, until) = (NaiveDate::from_ymd_opt(2024, 1, 1), NaiveDate::from_ymd_opt(2025, 1, 1));
        let days = team_days(from.expect("a day"), until.expect("a day"));
        let mut free = [0; TEAMS.len()];
        let slots: Vec<_> = (0..400).filter_map(|_| next_slot(days[0], 0, &mut free, &days, 3_000)).collect();
        for (day, time) in &slots {
            let same = slots.iter().filter(|(d, t)| d == day && t.hour() == time.hour()).count();
            assert!(same <= 2, "{day} {time}: {same}");
        }
        assert_eq!(slots.len(), 400);
    }
}
