//! The words of questions without identity.
use super::rules::{
    Caution,
    caution::{Caught, Detail},
};
use crate::kernel::{code::Code, lang::Lang, swedish};

/// What is told beside a text in which something was caught.
pub fn refused(lang: Lang, what: Caught, found: &str) -> String {
    CAUGHT.with(lang, what.words().get(lang)).replacen("{}", found, 1)
}

/// What is asked once more.
pub fn caution(lang: Lang, caution: &Caution) -> String {
    match caution {
        Caution::NameLike(names) => NAME_LIKE.with(lang, names.join(", ")),
        Caution::Narrow { few, details } => narrow(lang, *few, details),
    }
}

/// Why few people fit the description.
fn narrow(lang: Lang, few: bool, details: &[Detail]) -> String {
    let words: Vec<&str> = details.iter().map(|d| d.words().get(lang)).collect();
    let of_details = (!words.is_empty()).then(|| DETAILS.with(lang, swedish::list(lang, &words)));
    let of_group = few.then(|| FEW_KNOWN.get(lang).to_owned());
    let parts = of_group.into_iter().chain(of_details).chain([NARROW.get(lang).to_owned()]);
    parts.collect::<Vec<_>>().join(" ")
}

crate::texts! {
    TITLE: "Avidentifierade frågor", "Questions without identity";
    ONE: "Avidentifierad fråga", "Question without identity";
    LEAD: "Fråga förbundets koordinatorer om en situation, utan att säga vem det gäller.", "Ask the association's coordinators about a situation, without saying whom it is about.";
    LEAD_COORDINATOR: "Frågor om en situation, utan att det sägs vem det gäller. Frågor som ingen har skrivit i på 90 dagar tas bort.", "Questions about a situation, without whom it is about. Questions that nobody has touched for 90 days are deleted.";
    NEW: "Ny fråga", "New question";
    STATE: "Läge", "Status";
    OPEN_ONES: "pågående", "open";
    ALL: "alla", "all";
    ORDER: "Ordning", "Order";
    OLDEST_FIRST: "äldst först", "oldest first";
    LATEST_FIRST: "nyast först", "latest first";
    ASKED_BY: "Från", "From";
    ASKED: "Ställd", "Asked";
    GONE_ON: "Tas bort", "Deleted";
    NONE: "Inga frågor.", "No questions.";
    NONE_HINT: "Välj ett annat läge för att se fler.", "Choose another status to see more.";
    // asking
    NEW_LEAD: "Skriv inget namn, personnummer, telefonnummer eller e-postadress. Bara du och koordinatorerna läser frågan.", "Write no name, identity number, telephone number or e-mail address. Only you and the coordinators read the question.";
    UNIT: "Vilken enhet frågar du från?", "Which unit do you ask from?";
    UNIT_MISSING: "Välj enhet.", "Choose a unit.";
    NOT_MY_UNIT: "Du anmäler inte längre från den enheten. Välj en annan.", "You no longer refer from that unit. Choose another.";
    AGE_BAND: "Hur gammal är personen, ungefär?", "How old is the person, roughly?";
    AGE_BAND_MISSING: "Välj det åldersspann som passar bäst.", "Choose the age band that fits best.";
    DISTRICT: "Var bor personen?", "Where does the person live?";
    DISTRICT_HINT: "Hoppa över det om få personer i området stämmer in på beskrivningen.", "Leave it out if few people in the district fit the description.";
    DISTRICT_GONE: "Det området finns inte längre. Välj ett annat.", "That district no longer exists. Choose another.";
    PARTIES: "Vilka har kontakt med personen i dag?", "Who is in contact with the person today?";
    PARTIES_HINT: "Du kan välja flera.", "You can choose several.";
    SITUATION: "Beskriv situationen", "Describe the situation";
    SITUATION_HINT: "Vad fungerar, vad har ni prövat, vad vill personen själv? Skriv så att ingen kan förstå vem det är.", "What works, what have you tried, what does the person want? Write so that nobody can tell who it is.";
    SITUATION_MISSING: "Beskriv situationen kort.", "Describe the situation briefly.";
    QUESTION: "Din fråga", "Your question";
    QUESTION_MISSING: "Skriv vad du vill ha svar på.", "Write what you want answered.";
    ASK: "Ställ frågan", "Ask the question";
    ASK_DONE: "Frågan är ställd. Du ser svaret under Mitt arbete.", "The question is asked. You will find the answer under My work.";
    TEMPLATES: "Exempel på bra frågor", "Examples of good questions";
    TEMPLATES_LEAD: "En bra fråga säger vad som fungerar, vad som är prövat och vad personen själv vill. Börja gärna med ett av exemplen.", "A good question says what works, what has been tried and what the person wants. You may begin with one of the examples.";
    BEGIN_WITH: "Börja med det här exemplet", "Begin with this example";
    CAUGHT: "Texten innehåller {}: {}. Ta bort det, frågan ska inte gå att koppla till någon.", "The text contains {}: {}. Remove it: the question must not be linked to anyone.";
    NAME_LIKE: "Det här ser ut som namn: {}. Ta bort namnen, eller kryssa i att det inte är namn på personen eller någon i närheten.", "This looks like names: {}. Remove them, or tick that they are not names of the person or someone close.";
    NO_NAMES: "Det är inte namn på personen eller någon i närheten", "They are not names of the person or someone close";
    FEW_KNOWN: "Förbundet har haft få deltagare som beskrivningen stämmer på.", "The association has had few participants whom the description fits.";
    DETAILS: "Texten har detaljer som kan peka ut någon: {}.", "The text has details that can point someone out: {}.";
    NARROW: "Den som känner personen kan förstå vem det är. Skriv mer allmänt, eller kryssa i att beskrivningen ska stå kvar.", "Someone who knows the person may understand who it is. Write it wider, or tick that the description is to stand.";
    WIDE_ENOUGH: "Beskrivningen ska stå kvar som den är", "The description is to stand as it is";
    // one question
    ABOUT: "Frågan ställdes av {}", "Asked by {}";
    ABOUT_YOURS: "Du ställde frågan", "You asked";
    YOU: "Du", "You";
    QUESTION_HEADING: "Frågan", "The question";
    SITUATION_SHORT: "Situationen", "The situation";
    QUESTION_SHORT: "Vill ha svar på", "Wants to know";
    NOTHING_TO_DO: "Det går inte att göra något med frågan längre.", "Nothing can be done with the question any longer.";
    THREAD: "Svar och kompletteringar", "Answers and additions";
    NO_ANSWER: "Ingen har svarat än.", "Nobody has answered yet.";
    COORDINATOR: "koordinator", "coordinator";
    ELSEWHERE: "Det här finns på annat håll", "What exists elsewhere";
    GONE_HINT: "Frågan tas bort {} om ingen skriver i den före dess.", "The question is deleted {} unless somebody touches it before that.";
    ANSWER: "Svara", "Answer";
    ANSWER_TEXT: "Ditt svar", "Your answer";
    ANSWER_HINT: "Anmälaren ser ditt namn och din e-postadress bredvid svaret.", "The referrer sees your name and e-mail address beside the answer.";
    ANSWER_MISSING: "Skriv ett svar.", "Write an answer.";
    SUPPORTS: "Finns det något på annat håll som passar?", "Is there something elsewhere that fits?";
    SUPPORTS_HINT: "Det du kryssar i visas med en förklaring under svaret.", "What you tick is shown with an explanation below the answer.";
    ANSWERED_MEANWHILE: "Det har skrivits mer i frågan sedan du öppnade sidan. Läs det ovanför, och kryssa i om ditt svar ändå ska skickas.", "More was written in the question since you opened the page. Read it above, and tick if your answer is to be sent all the same.";
    ANYWAY: "Skicka svaret ändå", "Send the answer all the same";
    ANSWER_DONE: "Svaret är skickat.", "The answer is sent.";
    ADD: "Skriv mer", "Write more";
    ADD_TEXT: "Vad vill du lägga till?", "What do you want to add?";
    ADD_HINT: "Frågan väntar på svar igen när du har skrivit. Skriv inget som visar vem det gäller.", "The question awaits an answer again once you have written. Write nothing that shows whom it is about.";
    ADD_MISSING: "Skriv vad du vill lägga till.", "Write what you want to add.";
    ADD_DONE: "Det du skrev är tillagt.", "What you wrote is added.";
    REFER: "Gör en anmälan", "Make a referral";
    REFER_LEAD: "När personen har samtyckt kan frågan bli en anmälan. Område, kontakter, situationen, din fråga och det du har lagt till följer med till ett utkast. Först när anmälan skickas in räknas frågan som en anmälan, och då tas det som är skrivet här bort.", "Once the person has consented the question can become a referral. District, contacts, the situation, your question and what you added come along to a draft. Only when the referral is submitted does the question count as one, and what is written here is then deleted.";
    REFER_BEGIN: "Börja anmälan", "Begin the referral";
    DRAFT_BEGUN: "En anmälan är påbörjad.", "A referral has been begun.";
    TO_DRAFT: "Fortsätt med anmälan", "Go on with the referral";
    CLOSE: "Avsluta frågan", "Close the question";
    CLOSE_LEAD: "Allt som är skrivet i frågan tas bort och går inte att få tillbaka. Att en fråga ställdes räknas i statistiken.", "All that is written in the question is deleted and can't be brought back. That a question was asked is counted.";
    CLOSE_DONE: "Frågan är avslutad, och det som stod i den är borttaget.", "The question is closed, and what it said is deleted.";
    OVER: "Frågan är redan avslutad.", "The question is closed already.";
    CONVERTED_HINT: "Det som stod i frågan har följt med till anmälan och finns inte kvar här.", "What the question said has gone on to the referral and is no longer here.";
    TO_CASE: "Till ärendet", "To the case";
    CLOSED_HINT: "Det som stod i frågan är borttaget.", "What the question said is deleted.";
    // the start page
    TASK_ANSWER: "Svara på en avidentifierad fråga", "Answer a question without identity";
    TASK_READ: "Läs svaret på din avidentifierade fråga", "Read the answer to your question without identity";
    TASK_READ_DETAIL: "Blir det en anmälan? Annars kan du avsluta frågan. Den tas bort {}.", "Will it be a referral? If not you can close the question. It is deleted {}.";
    // figures
    FIGURES: "Avidentifierade frågor", "Questions without identity";
    FIGURE_WHAT: "Vad det blev", "What became of them";
    FIGURE_BECAME: "blev anmälan", "became a referral";
    FIGURE_NOT: "har inte blivit anmälan", "have not become a referral";
    FIGURES_HINT: "Frågor efter det år de ställdes, också de som är borttagna. En fråga räknas som anmälan när anmälan är inskickad.", "Questions by the year they were asked, those deleted too. A question counts as a referral when the referral is submitted.";
}
