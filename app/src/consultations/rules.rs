//! States of a question without identity, what it may say, and what a coordinator can point to (`domain.md` 4.1).
pub mod caution;
pub mod names;
pub mod support;
pub mod templates;

use caution::Detail;

crate::codes! {
    /// Where a question stands.
    pub enum ConsultationState {
        Asked = "asked", "väntar på svar", "awaiting an answer";
        Answered = "answered", "besvarad", "answered";
        Converted = "converted", "blev anmälan", "became a referral";
        Closed = "closed", "avslutad", "closed";
    }
}

impl ConsultationState {
    /// Those in which something is said and can be answered.
    pub const LIVE: [Self; 2] = [Self::Asked, Self::Answered];

    /// Whether it is open.
    pub fn is_live(self) -> bool {
        match self {
            Self::Asked | Self::Answered => true,
            Self::Converted | Self::Closed => false,
        }
    }

    /// A coordinator answers, once or again. None: it is over.
    pub fn answer(self) -> Option<Self> {
        self.is_live().then_some(Self::Answered)
    }

    /// Who asked says more: it waits for an answer again. None: it is over.
    pub fn add(self) -> Option<Self> {
        self.is_live().then_some(Self::Asked)
    }

    /// It is not needed any longer. None: it is over already.
    pub fn close(self) -> Option<Self> {
        self.is_live().then_some(Self::Closed)
    }

    /// The referral that was begun from it is submitted; it may have been closed meanwhile. None: it has become one.
    pub fn convert(self) -> Option<Self> {
        match self {
            Self::Asked | Self::Answered | Self::Closed => Some(Self::Converted),
            Self::Converted => None,
        }
    }
}

crate::codes! {
    /// How old the person is, as wide as can be said without telling much (*design*).
    pub enum AgeBand {
        From16 = "16_24", "16–24 år", "16–24";
        From25 = "25_34", "25–34 år", "25–34";
        From35 = "35_44", "35–44 år", "35–44";
        From45 = "45_54", "45–54 år", "45–54";
        From55 = "55_64", "55–64 år", "55–64";
    }
}

impl AgeBand {
    /// The ages in it, both included.
    pub fn ages(self) -> (i32, i32) {
        match self {
            Self::From16 => (16, 24),
            Self::From25 => (25, 34),
            Self::From35 => (35, 44),
            Self::From45 => (45, 54),
            Self::From55 => (55, 64),
        }
    }
}

/// So many days without a change, and it is deleted (`domain.md` 4.1, *design*).
pub const KEPT_DAYS: i64 = 90;

/// Fewer people than this are few: the limit below which numbers are not published either (`domain.md` section 5).
pub const FEW: usize = 5;

/// What stands out in what was written, and can be so: asked once more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caution {
    /// These words look like names.
    NameLike(Vec<String>),
    /// Few people fit the description.
    Narrow {
        /// The association knows few people of that age there.
        few: bool,
        details: Vec<Detail>,
    },
}

impl Caution {
    /// The box that answers it.
    pub fn field(&self) -> &'static str {
        match self {
            Caution::NameLike(_) => NO_NAMES,
            Caution::Narrow { .. } => WIDE_ENOUGH,
        }
    }
}

/// The box that says that what looks like names are none.
pub const NO_NAMES: &str = "no_names";
/// The box that says that the description is to stand though few fit it.
pub const WIDE_ENOUGH: &str = "wide_enough";

/// What is to be asked once more about these texts: what looks like names, and whether few people fit.
///
/// `known` are names of places and offices, which are nobody's; `people` is how many people the association knows of the
/// described age in the described district.
pub fn cautions(texts: &[&str], known: &[String], people: usize) -> Vec<Caution> {
    let mut found = Vec::new();
    for name in texts.iter().flat_map(|text| names::name_like(text, known)) {
        if !found.contains(&name) {
            found.push(name);
        }
    }
    let details = caution::details(texts);
    let few = people < FEW;
    let names = (!found.is_empty()).then_some(Caution::NameLike(found));
    let narrow = (few || !details.is_empty()).then_some(Caution::Narrow { few, details });
    names.into_iter().chain(narrow).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::code::Code;

    #[test]
    fn only_an_open_question_goes_on() {
        for state in ConsultationState::ALL.iter().copied() {
            let live = ConsultationState::LIVE.contains(&state);
            assert_eq!(state.is_live(), live);
            assert_eq!(state.answer().is_some(), live, "{state}");
            assert_eq!(state.add().is_some(), live, "{state}");
            assert_eq!(state.close().is_some(), live, "{state}");
            assert_eq!(state.convert().is_some(), state != ConsultationState::Converted, "{state}");
        }
        assert_eq!(ConsultationState::Answered.add(), Some(ConsultationState::Asked));
    }

    #[test]
    fn the_bands_cover_every_age_once() {
        let mut next = *crate::referrals::rules::AGES.start();
        for band in AgeBand::ALL {
            let (from, to) = band.ages();
            assert_eq!(from, next, "{band}");
            next = to + 1;
        }
        assert_eq!(next - 1, *crate::referrals::rules::AGES.end());
    }

    #[test]
    fn few_people_or_a_detail_make_it_narrow() {
        let plain = "En person som har varit sjukskriven länge och vill börja arbeta.";
        assert_eq!(cautions(&[plain], &[], FEW), []);
        assert_eq!(cautions(&[plain], &[], FEW - 1), [Caution::Narrow { few: true, details: vec![] }]);
        let told = "Hon heter Anna Berg och är 23 år gammal.";
        let names = Caution::NameLike(vec!["Anna Berg".into()]);
        let narrow = Caution::Narrow { few: false, details: vec![Detail::ExactAge] };
        assert_eq!(cautions(&[plain, told], &[], FEW), [names, narrow]);
    }
}
