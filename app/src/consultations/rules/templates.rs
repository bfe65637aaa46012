//! Questions to begin with: what a good question tells, for situations that the documents come back to (`domain.md` 4.1, 8).
use crate::kernel::lang::Text;

crate::codes! {
    /// A situation that many ask about.
    pub enum Template {
        Wary = "wary", "Tveksam till många myndigheter", "Wary of many agencies";
        OneEnough = "one_enough", "Räcker det med en av oss?", "Is one of us enough?";
        Between = "between", "Ingen tycker att det är deras", "Nobody thinks it is theirs";
        AtHome = "at_home", "Kommer inte hemifrån", "Does not leave home";
    }
}

impl Template {
    /// The situation, as far as it can be written beforehand.
    pub fn situation(self) -> Text {
        let (sv, en) = match self {
            Self::Wary => (
                "Personen har kontakt med flera av oss men vill inte träffa många på en gång.\n\nDet som fungerar i dag: \nDet personen är orolig för: \nDet vi har prövat: ",
                "The person is in contact with several of us but does not want to meet many at once.\n\nWhat works today: \nWhat the person worries about: \nWhat we have tried: ",
            ),
            Self::OneEnough => (
                "Personen behöver stöd för att närma sig arbete eller studier.\n\nDet vi gör i dag: \nDet som saknas: \nVem vi tror kan göra det: ",
                "The person needs support to get closer to work or studies.\n\nWhat we do today: \nWhat is missing: \nWho we think can do it: ",
            ),
            Self::Between => (
                "Flera har sagt att ansvaret är någon annans.\n\nVad som har sagts, och av vem: \nVad personen själv vill: \nVad som händer om inget görs: ",
                "Several have said that it is somebody else's responsibility.\n\nWhat was said, and by whom: \nWhat the person wants: \nWhat happens if nothing is done: ",
            ),
            Self::AtHome => (
                "Personen är mest hemma och orkar inte ta sig till möten.\n\nSå ser en vanlig dag ut: \nVad personen tycker om att göra: \nVem som når fram i dag: ",
                "The person is mostly at home and does not manage to get to meetings.\n\nAn ordinary day: \nWhat the person likes to do: \nWho gets through today: ",
            ),
        };
        Text { sv, en }
    }

    /// The question that belongs to it.
    pub fn question(self) -> Text {
        let (sv, en) = match self {
            Self::Wary => (
                "Hur kan ett första möte se ut, och går det att börja med färre?",
                "What can a first meeting look like, and can we begin with fewer?",
            ),
            Self::OneEnough => (
                "Är ett FINSAM-team rätt, eller räcker det med en av oss?",
                "Is a FINSAM team right, or is one of us enough?",
            ),
            Self::Between => (
                "Vilka behöver vara med för att det ska bli klart vem som gör vad?",
                "Who needs to be there to make clear who does what?",
            ),
            Self::AtHome => (
                "Finns det något att börja med hemma, innan ett team?",
                "Is there something to begin with at home, before a team?",
            ),
        };
        Text { sv, en }
    }
}
