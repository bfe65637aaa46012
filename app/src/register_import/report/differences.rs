//! What differs from what else is known, and is taken in as it stands.
use super::files::File;
use crate::{
    kernel::{
        code::Code,
        lang::{Lang, Text},
        swedish,
    },
    organisation::rules::Party,
    register_import::{
        codes::{FollowUpResult, Responsible},
        texts,
    },
};
use serde::{Deserialize, Serialize};

crate::codes! {
    /// Something taken in as it stood although it differs from what else is known.
    pub enum DifferenceKind {
        ResponsibleWithoutConsent = "responsible_without_consent", "Samtycket omfattar inte den ansvariga parten, som därför inte kan öppna aktiviteten", "The consent does not name the responsible party, which can therefore not open the activity";
        FollowUpResult = "follow_up_result", "Aktiviteterna skulle ge ett annat resultat än registret", "The activities would give another result than the register";
        OtherPersonData = "other_person_data", "Samma personnummer har andra personuppgifter i en annan rad", "The same identity number has other personal data in another row";
        OtherKnownPerson = "other_known_person", "Förbundet har redan andra personuppgifter för personnumret", "The association has other personal data for this identity number already";
        DistrictWithoutTeam = "district_without_team", "Inget team har området", "No team serves the district";
    }
}

/// A difference, listed case by case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub kind: DifferenceKind,
    pub file: File,
    pub line: u64,
    /// The case's or the placement's reference.
    pub reference: String,
    /// What the register says, as a code.
    pub register: String,
    /// What else is known, as a code.
    pub known: String,
}

/// A difference in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldDifference {
    pub kind: DifferenceKind,
    pub file: String,
    pub line: u64,
    pub reference: String,
    pub register: String,
    pub known: String,
    pub words: String,
}

impl ToldDifference {
    /// What the register says and what else is known, in the words of their codes; the command line prints the codes.
    pub fn in_words(&self, lang: Lang) -> (String, String) {
        let words = |codes: &str, of: &dyn Fn(&str) -> Option<Text>| {
            let named = codes.split('|').filter(|c| !c.is_empty());
            let named: Vec<_> = named.map(|c| of(c).map_or(c, |words| words.get(lang))).collect();
            swedish::list(lang, &named)
        };
        match self.kind {
            DifferenceKind::ResponsibleWithoutConsent => {
                let known = words(&self.known, &|c| Party::from_code(c).ok().map(Code::words));
                let known = if known.is_empty() { texts::NOBODY_NAMED.get(lang).to_owned() } else { known };
                (words(&self.register, &|c| Responsible::from_code(c).ok().map(Code::words)), known)
            }
            DifferenceKind::FollowUpResult => {
                let result = |c: &str| FollowUpResult::from_code(c).ok().map(Code::words);
                (words(&self.register, &result), words(&self.known, &result))
            }
            DifferenceKind::OtherPersonData | DifferenceKind::OtherKnownPerson => {
                (words(&self.register, &column), words(&self.known, &column))
            }
            DifferenceKind::DistrictWithoutTeam => (self.register.clone(), self.known.clone()),
        }
    }
}

/// What a column about a person holds.
fn column(name: &str) -> Option<Text> {
    Some(match name {
        "given_name" => texts::COLUMN_GIVEN_NAME,
        "family_name" => texts::COLUMN_FAMILY_NAME,
        "gender" => texts::COLUMN_GENDER,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_told_to_people_without_a_code() {
        let told = |kind: DifferenceKind, register: &str, known: &str| {
            let (register, known) = (register.to_owned(), known.to_owned());
            let (file, reference, words) = (String::new(), String::new(), String::new());
            ToldDifference { kind, file, line: 1, reference, register, known, words }.in_words(Lang::Sv)
        };
        use DifferenceKind as K;
        let consent = told(K::ResponsibleWithoutConsent, "health_care", "jobbtorg|social_insurance");
        assert_eq!(consent.1, "Jobbtorg och Försäkringskassan");
        assert_eq!(told(K::ResponsibleWithoutConsent, "health_care", "").1, "ingen part");
        assert_eq!(told(K::OtherPersonData, "given_name|gender", "").0, "förnamn och kön");
        for of in [told(K::FollowUpResult, "all_done", "partly_done"), consent] {
            assert!(!of.0.contains('_') && !of.1.contains('_') && !of.0.is_empty(), "{of:?}");
        }
    }
}
