//! What a referral carries and why one is returned (`domain.md` 4.2).

crate::codes! {
    /// Why a referral is returned.
    pub enum ReturnReason {
        NotTargetGroup = "not_target_group", "tillhör inte målgruppen", "not the target group";
        OnePartyEnough = "one_party_enough", "stöd från en part räcker", "one party's support is enough";
        ConsentMissing = "consent_missing", "samtycke saknas eller är återtaget", "consent missing or withdrawn";
        OtherSupport = "other_support", "annat stöd har börjat", "other support began meanwhile";
        RelapseOrIllness = "relapse_or_illness", "återfall eller sjukdom", "relapse or illness";
        OutOfReach = "out_of_reach", "anmälaren når inte personen", "the referrer cannot reach the person";
        Discharged = "discharged", "kontakten med anmälarens verksamhet är avslutad", "the person is discharged by the referrer";
        NoReferrer = "no_referrer", "ingen på myndigheten kan stå som anmälare", "nobody at the agency will stand as referrer";
        Declined = "declined", "personen tackar nej", "the person declines";
        Other = "other", "annat", "other";
    }
}

crate::codes! {
    /// A page of the draft.
    pub enum DraftStep {
        Participant = "participant", "Deltagaren", "The participant";
        Situation = "situation", "Situationen i dag", "The situation today";
        Question = "question", "Frågan till teamet", "The question to the team";
        Consent = "consent", "Samtycke", "Consent";
    }
}

impl DraftStep {
    /// The fields of the page.
    pub const fn fields(self) -> &'static [&'static str] {
        match self {
            DraftStep::Participant => &[
                "identity",
                "identity_unknown",
                "age",
                "given_name",
                "family_name",
                "gender",
                "district",
                "exception_reason",
                "language",
                "interpreter",
                "accessibility",
                "phone",
                "email",
                "protected",
            ],
            DraftStep::Situation => &[
                "livelihood",
                "support_band",
                "education",
                "involved",
                "handler_social_services",
                "handler_jobbtorg",
                "handler_employment_service",
                "handler_social_insurance",
                "handler_health_care",
                "tried",
            ],
            DraftStep::Question => &["question", "own_words", "own_goal", "asked_for", "meeting_form", "track"],
            DraftStep::Consent => &[
                "covered",
                "consent_form",
                "heard_by",
                "given_on",
                "consent_language",
                "consent_interpreter",
                "sus",
                "survey",
            ],
        }
    }

    /// What is wrong there only the participant can put right: one goes on meanwhile, and the last page says it.
    pub fn waits_for_the_participant(field: &str) -> bool {
        field == "covered"
    }

    /// The page that a field stands on.
    pub fn of(field: &str) -> Option<Self> {
        <Self as crate::kernel::code::Code>::ALL.iter().copied().find(|s| s.fields().contains(&field))
    }
}

/// What a page of a draft knows of the draft, so that an old one changes nothing that it does not show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// One opening of the page: what it kept itself is no news to it.
    pub page: String,
    /// The mark of what was kept when it was made.
    pub mark: String,
}

impl Seen {
    /// As it stands in the form.
    pub fn read(text: &str) -> Option<Self> {
        let (page, mark) = text.split_once('.')?;
        Some(Seen { page: page.to_owned(), mark: mark.to_owned() })
    }

    /// Whether what was typed may be kept: what is kept now was so when the page was made, or came from the page itself.
    pub fn is_current(&self, mark_now: &str, kept_by: Option<&str>) -> bool {
        self.mark == mark_now || kept_by == Some(&self.page)
    }
}

impl std::fmt::Display for Seen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.page, self.mark)
    }
}

crate::codes! {
    /// What the referrer asks an exception from.
    pub enum Exception {
        Age = "age", "ålder", "age";
        District = "district", "stadsdelsområde", "district";
    }
}

crate::codes! {
    /// Whose referrals a referrer lists.
    pub enum WhoseReferral {
        Own = "own", "mina egna", "my own";
        Colleagues = "colleagues", "kollegors", "colleagues'";
    }
}

crate::codes! {
    /// What of a submitted referral was changed: the log says this much, and not what it was changed to.
    pub enum ChangedPart {
        Identity = "identity", "personnummer eller ålder", "identity number or age";
        Person = "person", "uppgifter om deltagaren", "information on the participant";
        Contact = "contact", "telefon eller e-post", "phone or e-mail";
        District = "district", "stadsdelsområde eller undantag", "district or exception";
        Situation = "situation", "situationen i dag", "the situation today";
        /// Until 2026-11 it stood for the three that follow. It is in logs, so it is still read.
        Texts = "texts", "frågan och det som är beskrivet", "the question and the descriptions";
        Question = "question", "frågan till teamet", "the question to the team";
        Tried = "tried", "vad som är prövat", "what has been tried";
        OwnWords = "own_words", "deltagarens egna ord eller mål", "the participant's own words or goal";
        Parties = "parties", "vilka som ska vara med", "who is to be present";
        Meeting = "meeting", "mötesform eller vad anmälan gäller", "the form of meeting or what the referral is for";
    }
}

/// Whom the teams are for (act 2003:1210, section 7: of working age; `domain.md` 4.2).
pub const AGES: std::ops::RangeInclusive<i32> = 16..=64;

/// A draft that has not been touched so long is deleted.
pub const DRAFT_DAYS: i64 = 30;

/// So many drafts are listed, the last changed first.
pub const DRAFTS_LISTED: usize = 100;

/// A draft that has lain so long is on its author's list.
pub const DRAFT_REMINDER_DAYS: i64 = 7;

/// A returned referral stays so long on its referrer's list.
pub const RETURNED_DAYS: i64 = 14;
