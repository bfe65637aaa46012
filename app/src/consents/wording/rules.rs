//! The texts that a participant agrees to: their languages, their versions, and which is in use (`domain.md` 4.3).
use crate::consents::rules::Purpose;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

crate::codes! {
    /// The languages in which there is a text; who speaks another one is read the Swedish one by an interpreter.
    pub enum TextLanguage {
        Swedish = "sv", "svenska", "Swedish";
        EasySwedish = "sv-easy", "lätt svenska", "easy Swedish";
        English = "en", "engelska", "English";
        Arabic = "ar", "arabiska", "Arabic";
        Somali = "so", "somaliska", "Somali";
        Tigrinya = "ti", "tigrinja", "Tigrinya";
    }
}

impl TextLanguage {
    /// What HTML calls it (BCP 47).
    pub fn tag(self) -> &'static str {
        match self {
            TextLanguage::Swedish | TextLanguage::EasySwedish => "sv",
            TextLanguage::English => "en",
            TextLanguage::Arabic => "ar",
            TextLanguage::Somali => "so",
            TextLanguage::Tigrinya => "ti",
        }
    }

    /// Which way it is written, as HTML's `dir`.
    pub fn direction(self) -> &'static str {
        match self {
            TextLanguage::Arabic => "rtl",
            TextLanguage::Swedish
            | TextLanguage::EasySwedish
            | TextLanguage::English
            | TextLanguage::Somali
            | TextLanguage::Tigrinya => "ltr",
        }
    }

    /// What those who speak it call it.
    pub fn own_name(self) -> &'static str {
        match self {
            TextLanguage::Swedish => "Svenska",
            TextLanguage::EasySwedish => "Lätt svenska",
            TextLanguage::English => "English",
            TextLanguage::Arabic => "العربية",
            TextLanguage::Somali => "Soomaali",
            TextLanguage::Tigrinya => "ትግርኛ",
        }
    }

    /// Every text but the Swedish one says in other words what that one says.
    pub fn is_translation(self) -> bool {
        self != TextLanguage::Swedish
    }
}

/// Which text it was: `2026-1` is the first one of that year, `2026-1.2` the second wording of its translation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TextVersion {
    year: i32,
    number: u32,
    wording: u32,
}

impl TextVersion {
    /// The texts that the product brings with it.
    pub const SHIPPED: TextVersion = TextVersion { year: 2026, number: 1, wording: 1 };

    /// The Swedish text that follows this one, in that year. Never before this one, whatever a clock says.
    #[must_use]
    pub fn next(self, year: i32) -> Self {
        let number = if year > self.year { 1 } else { self.number.saturating_add(1) };
        TextVersion { year: year.max(self.year), number, wording: 1 }
    }

    /// The wording of a translation that follows `latest`, which translates this Swedish text or an earlier one.
    #[must_use]
    pub fn next_wording(self, latest: TextVersion) -> Self {
        let wording = if latest.translates(self) { latest.wording.saturating_add(1) } else { 1 };
        TextVersion { wording, ..self }
    }

    /// Whether a translation with this version says what that Swedish text says.
    pub fn translates(self, swedish: TextVersion) -> bool {
        (self.year, self.number) == (swedish.year, swedish.number)
    }
}

impl fmt::Display for TextVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.year, self.number)?;
        if self.wording > 1 {
            write!(f, ".{}", self.wording)?;
        }
        Ok(())
    }
}

impl FromStr for TextVersion {
    type Err = ();
    fn from_str(s: &str) -> Result<Self, ()> {
        let (year, rest) = s.split_once('-').ok_or(())?;
        let (number, wording) = rest.split_once('.').map_or((rest, None), |(n, w)| (n, Some(w)));
        let count = |s: &str| s.parse().ok().filter(|n: &u32| *n > 0).ok_or(());
        let wording = wording.map_or(Ok(1), count)?;
        let read = TextVersion { year: year.parse().map_err(|_| ())?, number: count(number)?, wording };
        // one name for each: what is found by it is found by no other
        if read.to_string() == s { Ok(read) } else { Err(()) }
    }
}

/// A text as a participant reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentText {
    pub purpose: Purpose,
    pub language: TextLanguage,
    pub version: TextVersion,
    pub title: String,
    /// Paragraphs, with an empty line between them.
    pub body: String,
}

impl ConsentText {
    /// Its paragraphs.
    pub fn paragraphs(&self) -> impl Iterator<Item = &str> {
        self.body.split("\n\n").map(str::trim).filter(|p| !p.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(s: &str) -> TextVersion {
        s.parse().expect("a version")
    }

    #[test]
    fn a_version_is_read_as_it_is_written_and_by_no_other_name() {
        for name in ["2026-1", "2026-12", "2027-1.2"] {
            assert_eq!(version(name).to_string(), name);
        }
        for wrong in
            ["", "2026", "2026-0", "2026-01", "2026-1.1", "2026-1.0", "2026-1.", "2026-1.2.3", "x-1", "+2026-1"]
        {
            assert_eq!(wrong.parse::<TextVersion>(), Err(()), "{wrong}");
        }
    }

    #[test]
    fn a_new_text_is_numbered_by_its_year() {
        assert_eq!(version("2026-1").next(2026), version("2026-2"));
        assert_eq!(version("2026-7").next(2027), version("2027-1"));
        assert_eq!(version("2026-7").next(2020), version("2026-8"), "a clock that was set back");
    }

    #[test]
    fn a_translation_bears_the_version_of_what_it_translates() {
        let swedish = version("2026-2");
        let first = swedish.next_wording(version("2026-1.3"));
        assert_eq!(first, version("2026-2"));
        assert_eq!(swedish.next_wording(first), version("2026-2.2"));
        assert!(version("2026-2.2").translates(swedish));
        assert!(!version("2026-1.2").translates(swedish));
    }

    #[test]
    fn each_paragraph_is_one() {
        let body = "Ett.\nSamma.\n\n\n\nTvå.\n".to_owned();
        let (purpose, language, version) = (Purpose::ShareInTeam, TextLanguage::Swedish, TextVersion::SHIPPED);
        let text = ConsentText { purpose, language, version, title: String::new(), body };
        assert_eq!(text.paragraphs().collect::<Vec<_>>(), ["Ett.\nSamma.", "Två."]);
    }
}
