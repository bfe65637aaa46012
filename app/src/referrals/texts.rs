//! The words of referrals.
#[cfg(feature = "ssr")]
use crate::kernel::{local_time::to_local, swedish};
use crate::{
    cases::rules::StateCode,
    kernel::{code::Code, lang::Lang},
};
#[cfg(feature = "ssr")]
use chrono::{DateTime, Utc};

/// That a page of a draft was changed elsewhere, and when.
#[cfg(feature = "ssr")]
pub fn changed_elsewhere(lang: Lang, at: DateTime<Utc>) -> String {
    let at = to_local(at);
    let (day, time) = (swedish::long_day(lang, at.date()), at.format(lang.pick("kl. %H.%M.%S", "at %H:%M:%S")));
    CHANGED_ELSEWHERE.with(lang, format!("{day} {time}"))
}

/// That a case has come to another state while someone wrote.
pub fn moved_meanwhile(lang: Lang, now: StateCode) -> String {
    MOVED_MEANWHILE.with(lang, now.words().get(lang))
}

crate::texts! {
    MY_REFERRALS: "Mina anmälningar", "My referrals";
    MY_REFERRALS_LEAD: "Dina utkast, och de anmälningar som du eller enheten har skickat in.", "Your drafts, and the referrals that you or your unit have submitted.";
    NEW_REFERRAL: "Ny anmälan", "New referral";
    NEW_REFERRAL_LEAD: "Anmälan sparas som ett utkast medan du skriver. Bara du ser det tills du skickar in.", "The referral is kept as a draft while you write. Only you see it until you submit it.";
    BEGIN: "Börja", "Begin";
    UNIT: "Vilken enhet anmäler du från?", "Which unit do you refer from?";
    UNIT_MISSING: "Välj enhet.", "Choose a unit.";
    DRAFTS: "Utkast", "Drafts";
    DRAFT_OF: "Utkast påbörjat {}", "Draft started {}";
    DRAFT_CHANGED: "Ändrat", "Changed";
    DRAFT_GONE_ON: "Tas bort", "Deleted";
    DRAFT_HINT: "Bara du ser dina utkast. Ett utkast som inte har ändrats på 30 dagar tas bort.", "Only you see your drafts. A draft that has not been changed for 30 days is deleted.";
    MORE_DRAFTS: "Bara de 100 senast ändrade utkasten visas. Kasta dem som inte behövs.", "Only the 100 drafts changed last are shown. Discard those that are not needed.";
    ALL_STATES: "Alla", "All";
    ALL_LIVE: "Alla pågående", "All in progress";
    WHOSE: "Vems", "Whose";
    OWN_AND_COLLEAGUES: "Mina och kollegors", "Mine and colleagues'";
    ORDER: "Ordning", "Order";
    NEWEST_FIRST: "Senast inskickad först", "Latest submitted first";
    OLDEST_FIRST: "Först inskickad först", "Earliest submitted first";
    NONE_FOUND: "Inga anmälningar i urvalet", "No referrals in this selection";
    CHOOSE_OTHER: "Rensa urvalet eller välj något annat.", "Clear the selection or choose something else.";
    UNITS: "enheten ({})", "the unit ({})";
    SUBMITTED: "Inskickade", "Submitted";
    NO_REFERRALS: "Inga inskickade anmälningar än", "No submitted referrals yet";
    NO_REFERRALS_HINT: "När du har skickat in en anmälan ser du här var den är och när mötet blir.", "When you have submitted a referral you see here where it stands and when the meeting is.";
    CASE: "Ärende", "Case";
    SENT: "Inskickad", "Submitted";
    STANDS: "Läge", "Status";
    WHOSE_TURN: "Vems tur", "Whose turn";
    MEETING: "Möte", "Meeting";
    NONE_YET: "inte bokat", "not booked";
    REFERRER: "Anmälare", "Referrer";

    REFERRAL: "Anmälan", "Referral";
    STEP_OF: "Anmälan, steg {} av 5", "Referral, step {} of 5";
    REVIEW: "Granska och skicka", "Review and submit";
    REVIEW_LEAD: "Läs igenom det du har skrivit innan du skickar in.", "Read what you have written before you submit.";
    SAVE_AND_GO_ON: "Spara och gå vidare", "Save and continue";
    KEPT_AS_TYPED: "Sparas som utkast medan du skriver. Du kan gå vidare även om något saknas.", "Kept as a draft while you write. You can continue even if something is missing.";
    KEPT_BY_BUTTON: "Det du har skrivit sparas när du går vidare med knappen. Du kan gå vidare även om något saknas.", "What you have written is kept when you continue with the button. You can continue even if something is missing.";
    PREVIOUS_STEP: "Tillbaka", "Back";
    TO_MY_REFERRALS: "Till mina anmälningar", "To my referrals";
    DISCARD: "Kasta utkastet", "Discard the draft";
    DISCARD_LEAD: "Allt du har skrivit i utkastet tas bort och går inte att få tillbaka.", "Everything you wrote in the draft is deleted and can't be brought back.";
    DISCARDED: "Utkastet är kastat.", "The draft is discarded.";
    DISCARDED_TOO_LATE: "Anmälan är redan inskickad, så det finns inget utkast att kasta. Återta anmälan om den inte ska gälla.", "The referral is already submitted, so there is no draft to discard. Withdraw the referral if it is not to stand.";
    KEPT_TOO_LATE: "Anmälan är redan inskickad. Det du skrev i utkastet nu är inte sparat.", "The referral is already submitted. What you wrote in the draft just now is not saved.";
    CHANGED_ELSEWHERE: "Sidan är ändrad i en annan flik eller på en annan enhet, efter att du öppnade den här. Utkastet sparades där senast {}. Det du har skrivit står kvar men är inte sparat. Öppna ”Granska och skicka” i en ny flik för att se vad som är sparat. Kryssa sedan i rutan, eller ladda om sidan för att fortsätta på det sparade.", "This page was changed in another tab or on another device, after you opened it here. The draft was last saved there on {}. What you wrote is still here but not saved. Open “Review and submit” in a new tab to see what is saved. Then tick the box, or reload the page to go on from what is saved.";
    KEEP_INSTEAD: "Spara det som står på den här sidan i stället", "Save what is on this page instead";
    TO_CASE: "Anmälan är inskickad. Till ärendet", "The referral is submitted. To the case";
    BACK_TO_DRAFT: "Tillbaka till utkastet", "Back to the draft";
    SUBMIT: "Skicka in anmälan", "Submit the referral";
    SUBMIT_DONE: "Anmälan är inskickad. Koordinatorn bedömer den nu.", "The referral is submitted. The coordinator will now assess it.";
    MOVED_MEANWHILE: "Medan du skrev har någon annan fört ärendet vidare. Läget är nu: {}. Ska anmälan återlämnas ändå?", "While you wrote someone else took the case further. It is now: {}. Is the referral to be returned all the same?";
    RETURN_ANYWAY: "Ja, återlämna ändå", "Yes, return it all the same";
    NOT_READY: "Anmälan går inte att skicka in än. Se vad du behöver fylla i eller rätta.", "The referral can't be submitted yet. See what you need to fill in or correct.";
    MISSING_ONE: "En sak att fylla i eller rätta", "One thing to fill in or correct";
    MISSING_MANY: "{} saker att fylla i eller rätta", "{} things to fill in or correct";
    CHANGE: "Ändra", "Change";
    NOT_STATED: "inte angett", "not stated";
    YES: "ja", "yes";
    NO: "nej", "no";
    NOT_MY_UNIT: "Du anmäler inte längre från den enheten. Kasta utkastet och börja om från din enhet.", "You no longer refer from that unit. Discard the draft and begin again from your unit.";

    WHO: "Vem gäller det?", "Who is it about?";
    IDENTITY: "Personnummer", "Identity number";
    IDENTITY_HINT: "Tolv siffror, till exempel 19900101-2385, eller tio: 900101-2385. Samordningsnummer går också bra.", "Twelve digits, for example 19900101-2385, or ten: 900101-2385. A coordination number will do too.";
    NO_NUMBER: "Saknas personnumret?", "Is the identity number missing?";
    IDENTITY_UNKNOWN: "Personnumret är inte känt än", "The identity number is not known yet";
    IDENTITY_MISSING: "Skriv personnumret, eller kryssa i att det inte är känt än.", "Enter the identity number, or tick that it is not known yet.";
    AGE: "Ålder", "Age";
    AGE_HINT: "Behövs bara om personnumret inte är känt.", "Needed only if the identity number is not known.";
    AGE_MISSING: "Skriv personens ålder när personnumret inte är känt.", "Enter the person's age when the identity number is not known.";
    GIVEN_NAME: "Förnamn", "Given name";
    GIVEN_NAME_MISSING: "Skriv deltagarens förnamn.", "Enter the participant's given name.";
    FAMILY_NAME: "Efternamn", "Family name";
    FAMILY_NAME_MISSING: "Skriv deltagarens efternamn.", "Enter the participant's family name.";
    GENDER: "Kön, som personen själv uppger", "Gender, as the person states it";
    GENDER_MISSING: "Välj kön som personen själv uppger det. ”Vill inte uppge” går bra.", "Choose gender as the person states it. “Not stated” will do.";
    DISTRICT: "Var bor personen?", "Where does the person live?";
    ELSEWHERE: "utanför förbundets områden", "outside the association's districts";
    DISTRICT_MISSING: "Välj var personen bor.", "Choose where the person lives.";
    WRONG_AGE: "Deltagaren ska vara 16–64 år den dag du skickar in. Rätta åldern, eller skriv varför ni ber om ett undantag.", "The participant must be 16–64 on the day you submit. Correct the age, or write why you are asking for an exception.";
    WRONG_DISTRICT: "Deltagaren ska bo i ett av förbundets områden. Ändra området, eller skriv varför ni ber om ett undantag.", "The participant must live in one of the association's districts. Change the district, or write why you are asking for an exception.";
    EXCEPTION: "Ber ni om ett undantag?", "Are you asking for an exception?";
    EXCEPTION_HINT: "Svara bara om personen är yngre än 16, äldre än 64 eller bor utanför förbundets områden. Skriv varför. Koordinatorn avgör.", "Answer only if the person is under 16, over 64 or lives outside the association's districts. Write why. The coordinator decides.";
    REACH: "Språk och kontakt", "Language and contact";
    LANGUAGE: "Språk", "Language";
    LANGUAGE_MISSING: "Välj det språk som personen helst talar.", "Choose the language that the person prefers.";
    INTERPRETER: "Behövs tolk?", "Is an interpreter needed?";
    INTERPRETER_MISSING: "Svara på om tolk behövs.", "Answer whether an interpreter is needed.";
    ACCESSIBILITY: "Vad behövs för att personen ska kunna vara med?", "What is needed for the person to take part?";
    ACCESSIBILITY_HINT: "Till exempel hiss, hörslinga, pauser, kort möte.", "For example a lift, hearing loop, breaks, a short meeting.";
    PHONE: "Telefon", "Phone";
    EMAIL: "E-post", "E-mail";
    PROTECTED: "Har personen skyddade personuppgifter?", "Does the person have a protected identity?";
    PROTECTED_HINT: "Sekretessmarkering eller skyddad folkbokföring. Då visas aldrig telefon och e-post, och kollegor kan inte täcka upp. Bara du och koordinatorerna ser ärendet, även när ett teammöte är bokat: parterna, lotsen och arbetsträningen ser det inte.", "Confidentiality marking or protected registration. Then phone and e-mail are never shown, and colleagues can't cover. Only you and the coordinators see the case, even when a team meeting is booked: the parties, the lots (guide) and work training don't.";
    PROTECTED_MISSING: "Svara på om personen har skyddade personuppgifter.", "Answer whether the person has a protected identity.";

    LIVELIHOOD: "Vad lever personen på i dag?", "What does the person live on today?";
    SEVERAL: "Kryssa i alla som stämmer.", "Tick all that apply.";
    LIVELIHOOD_MISSING: "Kryssa i vad personen lever på.", "Tick what the person lives on.";
    SUPPORT: "Hur länge har personen haft offentlig försörjning?", "How long has the person had public support?";
    SUPPORT_MISSING: "Välj hur länge. ”Vet inte” går bra.", "Choose how long. “Unknown” will do.";
    EDUCATION: "Längsta utbildning", "Longest education";
    EDUCATION_MISSING: "Välj utbildning. ”Vet inte” går bra.", "Choose education. “Unknown” will do.";
    INVOLVED: "Vilka har kontakt med personen i dag?", "Who is in contact with the person today?";
    HANDLERS: "Handläggare eller kontakt", "Handler or contact";
    HANDLERS_HINT: "Namn och gärna telefon, för dem som har kontakt med personen.", "Name and preferably phone, for those who are in contact with the person.";
    TRIED: "Vad har ni redan prövat?", "What have you tried already?";

    QUESTION: "Er fråga till teamet", "Your question to the team";
    QUESTION_HINT: "Vad vill ni att mötet ska leda till?", "What should the meeting lead to?";
    QUESTION_MISSING: "Skriv vilken fråga ni har till teamet.", "Write your question to the team.";
    OWN_WORDS: "Deltagarens egna ord", "The participant's own words";
    OWN_WORDS_HINT: "Hur beskriver personen själv sin situation?", "How does the person describe the situation?";
    OWN_GOAL: "Deltagarens eget mål", "The participant's own goal";
    ASKED_FOR: "Vilka behöver vara med på mötet?", "Who needs to be at the meeting?";
    ASKED_FOR_HINT: "Minst två av förbundets medlemmar. Socialtjänst och Jobbtorg är båda kommunen och räknas som en.", "At least two of the association's members. Social services and Jobbtorg are both the municipality and count as one.";
    TWO_MEMBERS: "Välj minst två av förbundets medlemmar. Socialtjänst och Jobbtorg räknas som en, eftersom båda är kommunen. Räcker stöd från en part är det den parten som hjälper.", "Choose at least two of the association's members. Social services and Jobbtorg count as one, since both are the municipality. Where one party's support is enough, that party helps.";
    MEETING_FORM: "Hur vill personen helst träffas?", "How does the person prefer to meet?";
    TRACK: "Vad anmäler ni till?", "What are you referring the person to?";
    TRACK_HINT: "Bara arbetsträning: när allt annat stöd redan är på plats.", "Work training only: when all other support is in place.";
    TRACK_MISSING: "Välj vad ni anmäler till.", "Choose what you are referring the person to.";

    CONSENT_LEAD: "Inget är ikryssat från början. Deltagaren bestämmer, och kan ändra sig när som helst.", "Nothing is ticked from the start. The participant decides, and can change their mind at any time.";
    SHARE: "Samtycke till att dela uppgifter", "Consent to share information";
    COVERED: "Vilka får dela uppgifter med varandra?", "Who may share information with each other?";
    COVERED_HINT: "En i taget, så som deltagaren har sagt. Kryssa i din egen verksamhet också, annars ser du bara det du själv har skrivit.", "One by one, as the participant said. Tick your own agency too, or you will see only what you wrote yourself.";
    COVERED_MISSING: "Kryssa i vilka parter deltagaren har samtyckt till.", "Tick the parties that the participant has consented to.";
    NOT_COVERED: "Samtycket måste gälla alla som ska vara med på mötet. Det saknas för {}. Fråga deltagaren, eller ändra vilka som ska vara med på mötet.", "The consent must cover everyone who is to be at the meeting. It is missing for {}. Ask the participant, or change who is to be at the meeting.";
    CONSENT_FORM: "Hur gavs samtycket?", "How was the consent given?";
    CONSENT_FORM_MISSING: "Välj hur samtycket gavs.", "Choose how the consent was given.";
    HEARD_BY: "Vem hörde det?", "Who heard it?";
    HEARD_BY_HINT: "Skriv namnet om samtycket gavs muntligt, annars ingenting.", "Write the name if the consent was given orally, else nothing.";
    HEARD_BY_MISSING: "Skriv vem som hörde det muntliga samtycket.", "Enter who heard the oral consent.";
    GIVEN_ON: "Vilken dag gavs det?", "On which day was it given?";
    GIVEN_ON_MISSING: "Skriv vilken dag samtycket gavs.", "Enter the day on which the consent was given.";
    GIVEN_ON_WRONG: "Samtycket gäller inte i dag: dagen ligger i framtiden eller mer än två år tillbaka.", "The consent is not in force today: the day is in the future or more than two years ago.";
    CONSENT_LANGUAGE: "På vilket språk?", "In which language?";
    CONSENT_LANGUAGE_MISSING: "Välj vilket språk samtycket gavs på.", "Choose the language in which the consent was given.";
    CONSENT_INTERPRETER: "Var en tolk med?", "Did an interpreter take part?";
    CONSENT_INTERPRETER_MISSING: "Svara på om en tolk var med.", "Answer whether an interpreter took part.";
    SUS_GROUP: "SUS, en egen fråga", "SUS, a question of its own";
    SUS: "Får personen registreras i SUS?", "May the person be registered in SUS?";
    SUS_HINT: "Försäkringskassans nationella register över deltagare. Ett nej är lika bra som ett ja: personen får samma hjälp.", "Försäkringskassan's national register of participants. A no is as good as a yes: the person gets the same help.";
    SURVEY_GROUP: "Enkät, också en egen fråga", "Survey, a question of its own, too";
    SURVEY: "Får förbundet kontakta personen för en enkät?", "May the association contact the person for a survey?";
    SURVEY_HINT: "Lämna tomt om du inte har frågat.", "Leave empty if you have not asked.";
    CONSENT_LANGUAGE_HINT: "Finns inte personens språk: den svenska texten, läst av en tolk.", "If the person's language is not there: the Swedish text, read by an interpreter.";
    SUS_MISSING: "Svara på frågan om SUS. Ett nej går lika bra.", "Answer the question on SUS. A no will do as well.";
    CHOOSE_ONE: "Välj ett av alternativen.", "Choose one of these.";
    NO_ELECTRONIC: "Välj papper eller muntligt.", "Choose paper or orally.";
    WRONG_EMAIL: "Skriv en e-postadress, till exempel namn@exempel.se.", "Enter an e-mail address, for example name@example.se.";
    WRONG_PHONE: "Skriv telefonnumret med siffror, till exempel 070-123 45 67.", "Enter the phone number in digits, for example 070-123 45 67.";

    INBOX: "Inkorg", "Inbox";
    INBOX_LEAD: "Anmälningar som väntar på bedömning eller komplettering, äldst först.", "Referrals waiting to be assessed, or for more information, oldest first.";
    INBOX_EMPTY: "Inga anmälningar väntar", "No referrals are waiting";
    INBOX_EMPTY_HINT: "Nya anmälningar hamnar här när de har skickats in.", "New referrals appear here when they have been submitted.";
    ALL_PARTIES: "Alla parter", "All parties";
    BOTH: "Båda", "Both";
    FILTER_PARTY: "Anmäld av", "Referred by";
    SHOW: "Visa", "Show";
    CLEAR: "Rensa", "Clear";
    CONSENTED: "Samtycke", "Consent";
    NO_CONSENT: "inget samtycke", "no consent";
    EXCEPTION_FROM: "undantag: {}", "exception: {}";
    DUPLICATE: "har redan ett ärende", "already has a case";
    NOTES: "Att tänka på", "To note";

    ASKED_ALREADY: "En komplettering är redan begärd", "More information has been asked for already";
    ASKED_ALREADY_HINT: "Frågan står på ärendets sida. Anmälaren har inte svarat än.", "The question stands on the case's page. The referrer has not answered yet.";
    ASK: "Be om komplettering", "Ask for more information";
    ASK_LEAD: "Anmälaren får din fråga och kan ändra i anmälan. Ärendet ligger kvar i inkorgen.", "The referrer gets your question and can change the referral. The case stays in the inbox.";
    ASK_WHAT: "Vad behöver kompletteras?", "What information is missing?";
    ASK_MISSING: "Skriv vad som behöver kompletteras.", "Write what information is missing.";
    ASKED: "Anmälaren är ombedd att komplettera.", "The referrer has been asked for more information.";
    ANSWER: "Svara på kompletteringen", "Answer the request for information";
    ANSWER_WHAT: "Ditt svar", "Your answer";
    ANSWER_MISSING: "Skriv ditt svar.", "Write your answer.";
    ANSWERED: "Kompletteringen är skickad.", "Your answer has been sent.";
    NOTHING_ASKED: "Det finns ingen fråga att svara på.", "There is no question to answer.";
    CHANGE_TOO: "Ändra i anmälan om det behövs", "Change the referral if needed";
    CHANGE_PERSON: "Uppgifter om deltagaren", "Information on the participant";
    CHANGE_PERSON_HINT: "Fyll bara i det som ska ändras. Det du lämnar tomt står kvar som det är.", "Fill in only what is to be changed. What you leave empty stays as it is.";
    IDENTITY_NOW: "Personnummer, om du vet det nu", "Identity number, if you know it now";
    PROTECTED_NOW: "Har personen fått skyddade personuppgifter?", "Has the person been given a protected identity?";
    CONSENT_FIRST: "Samtycket saknas för {}. Fråga deltagaren och registrera ett nytt samtycke på ärendet först, eller ta bort det du har lagt till.", "The consent is missing for {}. Ask the participant and record a new consent on the case first, or take off what you added.";
    RETURN: "Återlämna anmälan", "Return the referral";
    RETURN_LEAD: "Ärendet avslutas och anmälaren ser varför. Det går inte att ångra; anmälaren kan göra en ny anmälan.", "The case ends and the referrer sees why. It can't be undone; the referrer can make a new referral.";
    RETURN_WHY: "Varför återlämnas den?", "Why is it returned?";
    RETURN_WHY_MISSING: "Välj varför anmälan återlämnas.", "Choose why the referral is returned.";
    RETURN_WORDS: "Förklara för anmälaren", "Explain to the referrer";
    RETURN_WORDS_HINT: "Behövs när du har valt ”annat”. Annars skriver du om det hjälper anmälaren.", "Needed when you chose “other”. Otherwise write if it helps the referrer.";
    RETURN_WORDS_MISSING: "Skriv varför, när du har valt ”annat”.", "Write why, when you chose “other”.";
    RETURNED: "Anmälan är återlämnad.", "The referral is returned.";
    WITHDRAW: "Återta anmälan", "Withdraw the referral";
    WITHDRAW_LEAD: "Ärendet avslutas. Är ett teammöte bokat ställs det in. Det går inte att ångra.", "The case ends. A booked team meeting is cancelled. It can't be undone.";
    WITHDRAW_WHY: "Vill du skriva varför?", "Do you want to write why?";
    WITHDRAWN: "Anmälan är återtagen.", "The referral is withdrawn.";
    ACCEPT: "Ställ i kö", "Put in the queue";
    ACCEPT_LEAD: "Ärendet får plats i kön efter när anmälan skickades in. Ber anmälaren om ett undantag beviljar du det samtidigt.", "The case takes its place in the queue by when the referral was submitted. If the referrer asks for an exception you grant it at the same time.";
    ACCEPTED: "Ärendet är i kön.", "The case is in the queue.";
    TAKE_OVER: "Ta över som anmälare", "Take over as referrer";
    TAKE_OVER_LEAD: "Du blir den som teamet och koordinatorn vänder sig till. Den nuvarande anmälaren ser ärendet bara genom enheten.", "You become the contact for the team and the coordinator. The present referrer sees the case only through the unit.";
    TAKE_OVER_ELSEWHERE: "Du har ett annat möte samtidigt som ärendets teammöte. Be koordinatorn flytta ett av mötena.", "You have another meeting at the time of the case's team meeting. Ask the coordinator to move one of them.";
    TAKEN_OVER: "Du är nu anmälare i ärendet.", "You are now the referrer of the case.";
    HAND_OVER: "Byt anmälare", "Change the referrer";
    HAND_OVER_LEAD: "Den nya anmälaren blir den som deltagaren, teamet och koordinatorn vänder sig till. Den tidigare anmälaren ser inte längre ärendet, om inte enheten täcker upp.", "The new referrer becomes the contact for the participant, the team and the coordinator. The former one no longer sees the case, unless the unit covers.";
    REFERRER_NOW: "Anmälare i dag: {}", "Referrer today: {}";
    REFERRER_CLOSED: "Kontot är avslutat.", "The account is closed.";
    NEW_REFERRER: "Vem tar över?", "Who takes over?";
    NEW_REFERRER_HINT: "Anmälare vid samma myndighet, och vid andra myndigheter om samtycket gäller deras part.", "Referrers of the same agency, and of other agencies if the consent covers their party.";
    NEW_REFERRER_MISSING: "Välj vem som tar över.", "Choose who takes over.";
    NEW_REFERRER_GONE: "Personen är inte längre anmälare där. Välj någon annan.", "The person is no longer a referrer there. Choose someone else.";
    NEW_REFERRER_SAME: "Personen är redan anmälare i ärendet. Välj någon annan.", "The person is the referrer of the case already. Choose someone else.";
    NEW_REFERRER_UNNAMED: "Samtycket gäller inte den myndighetens part. Välj någon vid samma myndighet, eller registrera ett samtycke först.", "The consent does not cover that agency's party. Choose someone of the same agency, or record a consent first.";
    NEW_REFERRER_NEVER_OPENED: "Personens konto har aldrig öppnats, så personen kan inte logga in och se ärendet. Be administratören öppna kontot, eller välj någon annan.", "The person's account was never opened, so they can't log in and see the case. Ask the administrator to open it, or choose someone else.";
    ONE_NOT_OPENED: "En anmälare till finns i registret, men kontot har aldrig öppnats. Administratören kan öppna det.", "One more referrer is registered, but the account was never opened. The administrator can open it.";
    MANY_NOT_OPENED: "{} anmälare till finns i registret, men deras konton har aldrig öppnats. Administratören kan öppna dem.", "{} more referrers are registered, but their accounts were never opened. The administrator can open them.";
    NEW_REFERRER_ELSEWHERE: "Personen har ett annat möte samtidigt som ärendets teammöte. Flytta ett av mötena, eller välj någon annan.", "The person has another meeting at the time of the case's team meeting. Move one of them, or choose someone else.";
    NO_NEW_REFERRER: "Ingen annan kan ta över än", "Nobody else can take over yet";
    NO_NEW_REFERRER_HINT: "Be administratören lägga upp en anmälare vid samma myndighet, eller registrera ett samtycke som gäller en annan myndighets part.", "Ask the administrator to add a referrer of the same agency, or record a consent that covers another agency's party.";
    HANDED_OVER: "Ärendet har en ny anmälare.", "The case has a new referrer.";
    CASES_OF: "Pågående ärenden för {}", "Cases in progress of {}";
    CASES_OF_LEAD: "Öppna ett ärende i taget och välj vem som tar över. Kontot kan avslutas när listan är tom.", "Open one case at a time and choose who takes over. The account can be closed when the list is empty.";
    NO_CASES_OF: "Inga pågående ärenden", "No cases in progress";
    NO_CASES_OF_HINT: "Ingenting hindrar att uppgiften som anmälare avslutas.", "The task as referrer can be ended.";

    QUESTION_ASKED: "Frågan till teamet", "The question to the team";
    TRIED_ALREADY: "Det här är prövat", "What has been tried";
    LIVELIHOOD_SHORT: "Försörjning", "Livelihood";
    SUPPORT_SHORT: "Tid med offentlig försörjning", "Time on public support";
    MEETING_FORM_SHORT: "Önskad mötesform", "Preferred form of meeting";
    WHOLE_REFERRAL: "Resten av anmälan", "The rest of the referral";
    CONTENT_HIDDEN: "Utan samtycke visas inte vad anmälan innehåller.", "Without consent the content of the referral is not shown.";
    TO_PARTICIPANT: "Deltagaren", "The participant";
    REFERRED_BY: "Anmäld av", "Referred by";
    ASKED_FOR_SHORT: "Ska vara med", "To be present";
    INVOLVED_SHORT: "Har kontakt i dag", "In contact today";
    TRACK_SHORT: "Anmäld till", "Referred to";
    ACCESSIBILITY_SHORT: "Behövs för att vara med", "Needed to take part";
    COMPLETIONS: "Kompletteringar", "Requests for information";
    COORDINATOR_ASKED: "Koordinatorn frågade", "The coordinator asked";
    REFERRER_ANSWERED: "Anmälaren svarade", "The referrer answered";
    ALREADY_A_CASE: "Personen har redan ett pågående ärende.", "The person already has a case in progress.";
    ALREADY_A_CASE_HINT: "Bara koordinatorer ser det här.", "Only coordinators see this.";
    EXCEPTION_ASKED: "Anmälaren ber om ett undantag", "The referrer asks for an exception";
    /// Why.
    RETURNED_BECAUSE: "Anmälan är återlämnad: {}", "The referral was returned: {}";
    WHY_WITHDRAWN: "Varför den återtogs", "Why it was withdrawn";
    INTERPRETER_NEEDED: "tolk behövs", "interpreter needed";

    TASK_DRAFT: "Utkast som ligger kvar", "Draft not yet submitted";
    TASK_DRAFT_DETAIL: "Påbörjat {}. Skicka in anmälan eller kasta utkastet. Tas bort {} om du inte ändrar i det.", "Started {}. Submit the referral or discard the draft. Deleted {} unless you change it.";
    TASK_FRESH_DRAFT: "Fortsätt på utkastet", "Continue the draft";
    TASK_FRESH_DRAFT_DETAIL: "Anmälan påbörjad {}. Tas bort {} om du inte ändrar i den.", "Referral started {}. Deleted {} unless you change it.";
    TASK_ANSWER: "Svara på kompletteringen", "Answer the request for information";
    TASK_ANSWER_DETAIL: "Koordinatorn har frågat om anmälan.", "The coordinator has asked about the referral.";
    TASK_RETURNED: "Anmälan är återlämnad", "The referral is returned";
    TASK_ASSESS: "Bedöm anmälan", "Assess the referral";
}
