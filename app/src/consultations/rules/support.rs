//! What exists elsewhere, as a coordinator can point to it: a short list, each with what it is (`domain.md` 4.9 and 4.11, the
//! documents' facts about the interventions). A catalogue that is matched against a person is another thing.
use crate::kernel::{
    code::Code,
    lang::{Lang, Text},
};

crate::codes! {
    /// Other support than a FINSAM team.
    pub enum Support {
        Aktivitetsplatsen = "aktivitetsplatsen", "Aktivitetsplatsen", "Aktivitetsplatsen";
        MiaVidare = "mia_vidare", "MIA Vidare", "MIA Vidare";
        RattStod = "ratt_stod", "Rätt stöd för mig!", "Rätt stöd för mig!";
        Osa = "osa", "OSA, offentligt skyddad anställning", "OSA, sheltered public employment";
        JointMapping = "joint_mapping", "Gemensam kartläggning", "Joint mapping";
        Alfa = "alfa", "Alfa", "Alfa";
        PersonalAgent = "personal_agent", "Personligt ombud", "Personal agent (personligt ombud)";
        Jobbtorg = "jobbtorg", "Jobbtorg", "Jobbtorg";
        Sip = "sip", "SIP, samordnad individuell plan", "SIP, coordinated individual plan";
        Care = "care_1177", "1177", "1177";
        Catalogue = "catalogue", "Insatskatalogen.se", "Insatskatalogen.se";
    }
}

impl Support {
    /// What it is and for whom.
    pub fn told(self) -> Text {
        let (sv, en) = match self {
            Self::Aktivitetsplatsen => (
                "Ett förberedande steg vid ohälsa eller funktionsnedsättning. Vägen dit går genom FINSAM-team, gemensam kartläggning eller ett SIP-möte.",
                "A preparing step for people with ill health or a disability. The way there goes through a FINSAM team, joint mapping or a SIP meeting.",
            ),
            Self::MiaVidare => (
                "Ett projekt för den som är 19–64 år, står långt från arbete och behöver samordnat stöd.",
                "A project for people aged 19–64 who are far from work and need coordinated support.",
            ),
            Self::RattStod => (
                "Ett projekt för den som är 16–35 år och behöver extra stöd.",
                "A project for people aged 16–35 who need extra support.",
            ),
            Self::Osa => (
                "För den som har nedsatt arbetsförmåga. Arbetsförmedlingen beslutar.",
                "For people with reduced capacity for work. Arbetsförmedlingen decides.",
            ),
            Self::JointMapping => (
                "Försäkringskassan och Arbetsförmedlingen tillsammans, för den som är sjukskriven, har aktivitetsersättning eller har blivit av med sin ersättning. Räkna med omkring tio timmar i veckan.",
                "Försäkringskassan and Arbetsförmedlingen together, for people on sick leave, with activity compensation or whose benefit has ended. Count on about ten hours a week.",
            ),
            Self::Alfa => (
                "För den som är 18–64 år, har en psykisk funktionsnedsättning och vill arbeta. Inget beslut behövs, men den som har LSS hör inte hit.",
                "For people aged 18–64 with a psychiatric disability who want to work. No decision is needed, but it is not for those with LSS.",
            ),
            Self::PersonalAgent => (
                "För den som har en psykisk funktionsnedsättning och behöver någon på sin sida. Det är gratis och inget beslut behövs.",
                "For people with a psychiatric disability who need someone on their side. It is free and no decision is needed.",
            ),
            Self::Jobbtorg => (
                "För den som har försörjningsstöd. Stadsdelen anvisar.",
                "For people with income support. The city district assigns.",
            ),
            Self::Sip => (
                "När socialtjänsten och vården räcker kan de göra en samordnad individuell plan tillsammans med personen. Be din motpart om ett möte.",
                "Where social services and health care are enough they can make a coordinated individual plan with the person. Ask your counterpart for a meeting.",
            ),
            Self::Care => (
                "Råd om vård dygnet runt, och hjälp att hitta rätt mottagning.",
                "Advice about health care around the clock, and help to find the right clinic.",
            ),
            Self::Catalogue => (
                "Samordningsförbundens egen katalog över insatser.",
                "The coordination associations' own catalogue of interventions.",
            ),
        };
        Text { sv, en }
    }

    /// Choices for the form: what it is called, and what it is.
    pub fn described(lang: Lang) -> Vec<(String, String)> {
        let words = |s: &Self| format!("{}. {}", s.words().get(lang).trim_end_matches('!'), s.told().get(lang));
        Self::ALL.iter().map(|s| (s.code().to_owned(), words(s))).collect()
    }
}
