//! The words of the pages about the texts.
use super::rules::TextLanguage;

crate::texts! {
    TEXTS: "Samtyckestexter", "Consent texts";
    TEXTS_HINT: "Vad deltagaren läser och säger ja eller nej till", "What the participant reads and says yes or no to";
    TEXTS_LEAD: "En text ändras aldrig. Du gör en ny version, som används från och med då. På varje ärende står den text som gällde när samtycket gavs.", "A text is never changed. You make a new version, which is used from then on. Each case shows the text that was in use when the consent was given.";
    LIST: "Samtyckestexter, efter ändamål och språk", "Consent texts, by purpose and language";
    PURPOSE: "Samtycke till att", "Consent to";
    LANGUAGE: "Språk", "Language";
    VERSION: "Version", "Version";
    MADE_COLUMN: "Gjord", "Made";
    CHECK: "Granskad översättning", "Checked translation";
    SHIPPED: "följde med programmet", "came with the product";
    NOT_NEEDED: "originalet", "the original";
    LACKING: "inte granskad", "not checked";
    DONE: "granskad", "checked";
    DONE_BY: "Översättningen är granskad av {}.", "The translation was checked by {}.";
    LACKING_LONG: "Översättningen är inte granskad av någon som arbetar med översättning. Den kan ändå läsas, men den svenska texten gäller.", "The translation has not been checked by a professional translator. It can be read all the same, but the Swedish text is what counts.";
    UNCHECKED: "Översättningen är inte granskad av någon som arbetar med översättning. Den svenska texten gäller.", "The translation has not been checked by a professional translator. The Swedish text is what counts.";
    BEHIND: "äldre svensk text", "earlier Swedish text";
    BEHIND_LONG: "Översättningen är av en äldre svensk text. Den svenska som gäller nu är {}.", "The translation is of an earlier Swedish text. The Swedish text in use now is {}.";
    BEHIND_ASK: "Låt en tolk läsa den svenska texten.", "Have an interpreter read the Swedish text.";
    IN_USE: "Används nu", "In use now";
    EARLIER: "Tidigare version. Den används inte längre för nya samtycken.", "An earlier version. It is no longer used for new consents.";
    VERSIONS: "Alla versioner", "All versions";
    NEW: "Gör en ny version", "Make a new version";
    NEW_LEAD: "Utgå från texten som används nu. Samtycken som redan är givna ändras inte.", "Start from the text in use now. Consents that are already given do not change.";
    NEW_SWEDISH: "Översättningarna är av den gamla texten tills var och en är gjord på nytt. Ändra därför den svenska texten sällan.", "The translations are of the old text until each of them is made anew. So change the Swedish text seldom.";
    TITLE: "Rubrik", "Title";
    TITLE_MISSING: "Skriv en rubrik.", "Write a title.";
    BODY: "Text", "Text";
    BODY_HINT: "Skriv korta stycken med en tom rad emellan.", "Write short paragraphs with an empty line between them.";
    BODY_MISSING: "Skriv texten.", "Write the text.";
    CHANGED_MEANWHILE: "Någon annan har gjort en ny version under tiden. Kopiera det du har skrivit, gå tillbaka och läs den nya innan du gör en till.", "Someone else has made a new version meanwhile. Copy what you have written, go back and read the new one before you make another.";
    MADE: "Den nya versionen används från och med nu.", "The new version is in use from now on.";
    SIGN: "Anteckna att den är granskad", "Note that it has been checked";
    SIGN_LEAD: "När någon som arbetar med översättning har läst texten mot den svenska.", "When a professional translator has read the text against the Swedish one.";
    CHECKER: "Vem har granskat?", "Who checked it?";
    CHECKER_HINT: "Namn och byrå, till exempel \"A. Exempel, Språkbyrån\".", "Name and agency, for example \"A. Example, Language Agency\".";
    CHECKER_MISSING: "Skriv vem som har granskat översättningen.", "Write who checked the translation.";
    SIGNED: "Översättningen är antecknad som granskad.", "The translation is noted as checked.";
    SIGNED_MEANWHILE: "Den är redan antecknad som granskad.", "It is already noted as checked.";
    READ: "Läs texten", "Read the text";
    LANGUAGES: "Välj språk", "Choose language";
    PURPOSES: "Andra texter", "Other texts";
    OTHER: "Texten om att {}", "The text on being asked to {}";
    VERSION_IS: "Text {}", "Text {}";
    IN_SWEDISH: "Den svenska texten ({})", "The Swedish text ({})";
    HANDLER_LEAD: "Läs den med deltagaren, eller skriv ut den. På papperet finns plats för svar och underskrift.", "Read it with the participant, or print it. The paper has room for answers and a signature.";
    AGREED: "Texten som deltagaren svarade på", "The text that the participant answered";
    AGREED_YES: "Svarade ja {}.", "Answered yes on {}.";
    AGREED_NO: "Svarade nej {}.", "Answered no on {}.";
    AGREED_UNKNOWN: "Det är inte känt vilken text det var.", "It is not known which text it was.";
}

/// What stands on the paper beside the text, in the text's own language.
pub struct PaperWords {
    pub parties: &'static str,
    pub yes: &'static str,
    pub no: &'static str,
    pub name: &'static str,
    pub date: &'static str,
    pub signature: &'static str,
    pub interpreter: &'static str,
}

/// The words of the paper in that language.
pub fn paper(language: TextLanguage) -> PaperWords {
    match language {
        TextLanguage::Swedish | TextLanguage::EasySwedish => PaperWords {
            parties: "Får dela uppgifter om mig (kryssa ja eller nej för var och en)",
            yes: "Ja",
            no: "Nej",
            name: "Namn",
            date: "Datum",
            signature: "Underskrift",
            interpreter: "Tolk (om någon tolkade)",
        },
        TextLanguage::English => PaperWords {
            parties: "May share information about me (tick yes or no for each)",
            yes: "Yes",
            no: "No",
            name: "Name",
            date: "Date",
            signature: "Signature",
            interpreter: "Interpreter (if there was one)",
        },
        TextLanguage::Arabic => PaperWords {
            parties: "يجوز لها تبادل المعلومات عني (ضع علامة نعم أو لا لكل جهة)",
            yes: "نعم",
            no: "لا",
            name: "الاسم",
            date: "التاريخ",
            signature: "التوقيع",
            interpreter: "المترجم (إن وُجد)",
        },
        TextLanguage::Somali => PaperWords {
            parties: "Way wadaagi karaan xogtayda (mid kasta calaamadee haa ama maya)",
            yes: "Haa",
            no: "Maya",
            name: "Magaca",
            date: "Taariikhda",
            signature: "Saxiixa",
            interpreter: "Turjubaanka (haddii uu jiray)",
        },
        TextLanguage::Tigrinya => PaperWords {
            parties: "ብዛዕባይ ሓበሬታ ክካፈላ ይኽእላ (ንነፍሲ ወከፈን እወ ወይ ኣይፋል ምልክት ግበር)",
            yes: "እወ",
            no: "ኣይፋል",
            name: "ስም",
            date: "ዕለት",
            signature: "ክታም",
            interpreter: "ተርጓማይ (እንተ ነይሩ)",
        },
    }
}
