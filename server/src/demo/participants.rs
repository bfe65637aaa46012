//! Whom the story is about: invented people, and what their referrals say.
use anyhow::Context;
use chrono::{Months, NaiveDate};

/// Someone invented, with an identity number from the range reserved for tests.
pub struct Someone {
    pub given: &'static str,
    pub family: &'static str,
    pub gender: &'static str,
    pub years: u32,
    /// The birth number: 980–999.
    pub number: u32,
    pub district: &'static str,
    pub livelihood: &'static str,
    pub tried: &'static str,
    pub question: &'static str,
    pub own_words: &'static str,
    pub own_goal: &'static str,
    pub parties: &'static [&'static str],
    pub sus: &'static str,
}

pub const JOHAN: Someone = Someone {
    given: "Johan",
    family: "Norell",
    gender: "man",
    years: 23,
    number: 981,
    district: "Rinkeby-Kista",
    livelihood: "activity_compensation",
    tried: "Diagnos sedan skoltiden. Aktiviteter har börjat och avbrutits tre gånger.",
    question: "Vilken struktur behöver finnas runt Johan för att en aktivitet ska hålla?",
    own_words: "Jag kommer inte upp på morgonen om ingen väntar på mig.",
    own_goal: "Ha något att gå till två dagar i veckan.",
    parties: &["social_services", "social_insurance", "health_care"],
    sus: "yes",
};

pub const JOSEF: Someone = Someone {
    given: "Josef",
    family: "Öz",
    gender: "man",
    years: 30,
    number: 983,
    district: "Norrmalm",
    livelihood: "sickness_benefit",
    tried: "Två praktikplatser som började bra och tog slut efter en månad.",
    question: "Hur kan Josef pröva arbete utan att vara rädd för att förlora sin ersättning?",
    own_words: "Jag vill mycket men orkar inte hela vägen. Jag är rädd att bli utan pengar.",
    own_goal: "Ett arbete som går att växa in i.",
    parties: &["social_insurance", "employment_service", "health_care"],
    sus: "no",
};

pub const JOHANNA: Someone = Someone {
    given: "Johanna",
    family: "Lidman",
    gender: "woman",
    years: 25,
    number: 982,
    district: "Spånga-Tensta",
    livelihood: "income_support",
    tried: "Kontakt med boendestöd. Har inte lämnat hemmet på egen hand på ett halvår.",
    question: "Vad behöver hända före en arbetsträning, och kan den börja hemma?",
    own_words: "Jag vill börja hemifrån, en sak i taget.",
    own_goal: "Gå till en plats utanför hemmet en gång i veckan.",
    parties: &["social_services", "jobbtorg", "health_care"],
    sus: "yes",
};

pub const YOUNES: Someone = Someone {
    given: "Younes",
    family: "Ahmadi",
    gender: "man",
    years: 25,
    number: 985,
    district: "Spånga-Tensta",
    livelihood: "income_support",
    tried: "Skickad mellan försörjningsstöd och psykiatri utan utredning.",
    question: "Vem utreder, och vem ansvarar för försörjningen under tiden?",
    own_words: "Jag vill förstå varför det inte har fungerat förut.",
    own_goal: "En lugn start i arbetsträning före sommaren.",
    parties: &["social_services", "jobbtorg", "social_insurance", "health_care"],
    sus: "no",
};

pub const FATIMA: Someone = Someone {
    given: "Fatima",
    family: "Östlund",
    gender: "woman",
    years: 41,
    number: 984,
    district: "Bromma",
    livelihood: "unemployment_benefit",
    tried: "Omställning hos Arbetsförmedlingen, avbruten av sjukdom.",
    question: "Hur samordnas rehabilitering och arbetssökande?",
    own_words: "Jag vill inte börja om från början en gång till.",
    own_goal: "Tillbaka till vården, men inte på natten.",
    parties: &["employment_service", "health_care"],
    sus: "yes",
};

pub const MARYAM: Someone = Someone {
    given: "Maryam",
    family: "Sjölund",
    gender: "woman",
    years: 37,
    number: 986,
    district: "Norrmalm",
    livelihood: "sickness_benefit",
    tried: "Trappade upp till halvtid två gånger och blev sjukskriven igen.",
    question: "Hur länge kan Maryam pröva arbete i sin egen takt?",
    own_words: "Jag vill tillbaka, men inte till samma arbetsplats.",
    own_goal: "Ett halvtidsarbete utan skift.",
    parties: &["social_insurance", "employment_service"],
    sus: "yes",
};

pub const AMIRA: Someone = Someone {
    given: "Amira",
    family: "Salih",
    gender: "woman",
    years: 33,
    number: 987,
    district: "Rinkeby-Kista",
    livelihood: "income_support",
    tried: "Svenska för invandrare och två korta praktikplatser.",
    question: "Hur kan Amira studera och ha sin försörjning tryggad?",
    own_words: "Jag vill bli undersköterska som min syster.",
    own_goal: "Börja en utbildning till hösten.",
    parties: &["social_services", "employment_service"],
    sus: "yes",
};

pub const LEO: Someone = Someone {
    given: "Leo",
    family: "Strand",
    gender: "man",
    years: 28,
    number: 988,
    district: "Spånga-Tensta",
    livelihood: "sickness_benefit",
    tried: "Behandling mot långvarig värk, och arbetsträning som fick avbrytas.",
    question: "Vad kan Leo pröva medan behandlingen pågår?",
    own_words: "Jag vill göra något på dagarna som inte gör ont.",
    own_goal: "Klara tre förmiddagar i veckan.",
    parties: &["social_services", "social_insurance", "health_care"],
    sus: "yes",
};

/// What a referral says of the person's situation.
pub fn situation(person: &Someone) -> Vec<(&'static str, &'static str)> {
    let mut fields = vec![
        ("livelihood", person.livelihood),
        ("support_band", "2_5"),
        ("education", "upper_secondary"),
        ("tried", person.tried),
    ];
    fields.extend(person.parties.iter().map(|p| ("involved", *p)));
    fields
}

/// What it asks of the team, with the person's own words.
pub fn question(person: &Someone) -> Vec<(&'static str, &'static str)> {
    let mut fields = vec![
        ("question", person.question),
        ("own_words", person.own_words),
        ("own_goal", person.own_goal),
        ("meeting_form", "phone"),
        ("track", "team_meeting"),
    ];
    fields.extend(person.parties.iter().map(|p| ("asked_for", *p)));
    fields
}

/// An identity number with this age today, from the birth numbers reserved for tests, and its check digit.
pub fn identity(person: &Someone, today: NaiveDate) -> anyhow::Result<String> {
    let born = today.checked_sub_months(Months::new(person.years * 12 + 3)).context("a birthday")?;
    let digits = format!("{}{}", born.format("%Y%m%d"), person.number);
    let sum: u32 = digits[2..]
        .bytes()
        .enumerate()
        .map(|(i, b)| {
            let n = u32::from(b - b'0') * if i % 2 == 0 { 2 } else { 1 };
            n / 10 + n % 10
        })
        .sum();
    let (day, number) = digits.split_at(8);
    Ok(format!("{day}-{number}{}", (10 - sum % 10) % 10))
}
