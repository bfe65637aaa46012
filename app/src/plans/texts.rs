//! The words of the plan and its activities.
use crate::{
    kernel::{lang::Lang, swedish},
    organisation::rules::Party,
    organisation::texts::the_party,
};
use chrono::NaiveDate;

/// What is asked of someone who lets a party answer that the consent does not name.
pub fn unconsented(lang: Lang, party: Party) -> String {
    UNCONSENTED.with(lang, the_party(party).get(lang))
}

/// What is asked of someone who writes a day that has passed.
pub fn due_past(lang: Lang, due: NaiveDate) -> String {
    DUE_PAST.with(lang, swedish::long_day(lang, due))
}

crate::texts! {
    PLAN: "Gemensam plan", "Joint plan";
    GOAL: "Mål", "Goal";
    GOAL_KIND: "Vad planen siktar mot", "What the plan aims at";
    GOAL_HINT: "Skriv så att deltagaren känner igen sig.", "Write so that the participant recognises it.";
    OWN_WORDS: "Deltagarens egna ord", "The participant's own words";
    OWN_WORDS_HINT: "Hur säger personen själv vad som ska hända?", "How does the person say it?";
    SAVE: "Spara", "Save";
    BACK_TO_PLAN: "Tillbaka till planen", "Back to the plan";
    DRAFT: "utkast", "draft";
    ESTABLISHED_TAG: "fastställd", "established";
    ESTABLISHED_ON: "Fastställd {}", "Established {}";
    /// The day, and who.
    ESTABLISHED_BY: "Fastställd {} av {}", "Established {} by {}";
    NOTHING_YET: "Planen är inte skriven än.", "The plan is not written yet.";
    NO_ACTIVITIES: "Inga aktiviteter än.", "No activities yet.";
    WRITE_ON: "Skriv klart planen", "Finish the plan";
    WRITE: "Skriv planen", "Write the plan";
    CHANGE: "Ändra planen", "Change the plan";
    CHANGE_GOAL: "Målet", "The goal";
    ADD: "Lägg till aktivitet", "Add an activity";
    CHANGE_ACTIVITY: "Ändra aktiviteten", "Change the activity";
    EDIT: "Ändra", "Change";
    MARK: "Ändra läge", "Change status";
    MARK_DONE: "Klar", "Done";
    PRINT: "Skriv ut", "Print";
    HISTORY: "Ändringar", "Changes";
    ESTABLISH: "Fastställ planen", "Establish the plan";
    ESTABLISH_LEAD: "När planen är fastställd sparas varje ändring med vem som gjorde den och när. Uppföljningarna utgår från den.", "Once the plan is established every change is kept with who made it and when. The follow-ups start from it.";
    ACTIVITY: "Aktivitet", "Activity";
    ACTIVITIES: "Aktiviteter", "Activities";
    TEXT: "Vad ska göras?", "What is to be done?";
    RESPONSIBLE: "Ansvarig", "Responsible";
    PLACE: "Myndighet och enhet", "Agency and unit";
    PLACE_HINT: "Välj den enhet som gör det, om det är klart vilken det är.", "Choose the unit that does it, if it is known which.";
    PERSON: "Vem hos myndigheten", "Who at the agency";
    DUE: "Klart senast", "Due by";
    DUE_ON: "klart senast {}", "due by {}";
    DECISION: "Beslut", "Decision";
    NEEDS_DECISION: "Kräver ett beslut av myndigheten", "Needs the agency's decision";
    NEEDS_DECISION_HINT: "I teamet fattas inga beslut. Skriv här om myndigheten måste besluta.", "No decisions are taken in the team. Say here if the agency has to decide.";
    ASKED_ON: "Beslut begärt", "Decision asked for";
    OUTCOME: "Beslutet blev", "The decision was";
    DECIDED_ON: "Beslutsdag", "Decided on";
    STATUS: "Läge", "Status";
    REASON: "Varför?", "Why?";
    REASON_HINT: "Skriv varför, om aktiviteten inte är gjord eller om den stryks.", "Say why, if the activity is not done or is dropped.";
    CASE: "Ärende", "Case";
    NOT_NAMED: "samtycke saknas", "no consent";
    SINCE: "sedan {}", "since {}";

    KIND_MISSING: "Välj vad planen siktar mot.", "Choose what the plan aims at.";
    GOAL_MISSING: "Skriv målet.", "Write the goal.";
    TEXT_MISSING: "Skriv vad som ska göras.", "Write what is to be done.";
    RESPONSIBLE_MISSING: "Välj vem som ansvarar.", "Choose who is responsible.";
    WRONG_PLACE: "Välj en myndighet eller enhet som hör till den ansvariga parten, eller ingen alls.", "Choose an agency or unit of the responsible party, or none.";
    STATUS_MISSING: "Välj läge.", "Choose a status.";
    REASON_MISSING: "Skriv varför.", "Say why.";
    OUTCOME_MISSING: "Välj vad beslutet blev.", "Choose what was decided.";
    DECIDED_MISSING: "Skriv dagen för beslutet.", "Write the day of the decision.";
    DECIDED_BEFORE: "Beslutet kan inte vara före dagen då det begärdes.", "The decision can't be before the day it was asked for.";
    NOT_YET: "Dagen kan inte ligga i framtiden.", "The day can't be in the future.";
    NOT_NOW: "Planen kan skrivas från det att ett teammöte är bokat tills ärendet avslutas.", "The plan can be written from the booking of a team meeting until the case is closed.";
    STALE: "Någon annan har ändrat planen medan du skrev. Det du skrev står kvar här men är inte sparat. Öppna planen i en ny flik, se vad som är ändrat och skriv in ditt igen.", "Someone else has changed the plan while you were writing. What you wrote is still here but not saved. Open the plan in a new tab, see what has changed, and enter yours again.";
    ALREADY_ESTABLISHED: "Planen är redan fastställd.", "The plan is already established.";
    NOT_MET: "Planen kan fastställas först när teammötet är hållet.", "The plan can be established only after the team meeting.";
    NO_GOAL: "Skriv ett mål innan du fastställer planen.", "Write a goal before you establish the plan.";
    NO_ACTIVITY: "Lägg till minst en aktivitet innan du fastställer planen.", "Add at least one activity before you establish the plan.";
    ALREADY_MARKED: "Någon annan har ändrat läget medan du skrev. Det du skrev står kvar här men är inte sparat. Ladda om sidan och se vad som gäller.", "Someone else has changed the status while you were writing. What you wrote is still here but not saved. Reload the page to see how it stands.";
    SAVED: "Planen är sparad.", "The plan is saved.";
    GOAL_SAVED: "Målet är sparat.", "The goal is saved.";
    UNCONSENTED: "Deltagarens samtycke omfattar inte {}. Utan samtycke ser parten varken ärendet eller aktiviteten.", "The participant's consent does not cover {}. Without consent the party sees neither the case nor the activity.";
    UNCONSENTED_OK: "Parten ska ansvara ändå", "The party is to be responsible all the same";
    ESTABLISHED: "Planen är fastställd och kan skrivas ut till deltagaren.", "The plan is established and can be printed for the participant.";
    ADDED: "Aktiviteten är tillagd.", "The activity is added.";
    MARKED: "Läget är ändrat.", "The status is changed.";

    LIST_LEAD: "Det som är kvar att göra. Det som ska vara klart först står överst.", "What is left to do. What is due first is at the top.";
    OPEN_ONES: "Kvar att göra", "Left to do";
    ALL: "Alla", "All";
    NONE_FOUND: "Inga aktiviteter här", "No activities here";
    NONE_FOUND_HINT: "Aktiviteter syns från det att planen är fastställd, om samtycket omfattar parten.", "Activities are shown once the plan is established, where the consent names the party.";

    DUE_PAST: "Dagen du skrev, {}, har redan varit. Kontrollera den, eller kryssa i att den stämmer.", "The day you entered, {}, has passed already. Check it, or tick that it is right.";
    DUE_SO: "Ja, den skulle ha varit klar då", "Yes, it was to be done by then";
    REVISIONS_LEAD: "Varje ändring av planen sedan den fastställdes, och varje gång en aktivitet har fått ett nytt läge: vem, när och vad. Det senaste står först. Ingenting skrivs över.", "Every change of the plan since it was established, and every time an activity got another status: who, when and what. The latest first. Nothing is overwritten.";
    /// The number, what it was, what it is.
    CHANGED_STATUS: "Aktivitet {}: från {} till {}", "Activity {}: from {} to {}";
    /// The number, and what it is.
    KEPT_STATUS: "Aktivitet {}: markerad som {}", "Activity {}: marked as {}";
    NO_REVISIONS: "Planen är inte ändrad sedan den fastställdes.", "The plan has not changed since it was established.";
    WAS: "Före:", "Before:";
    NOW: "Efter:", "After:";
    CHANGED_KIND: "Inriktningen är ändrad", "The aim was changed";
    CHANGED_GOAL: "Målet är ändrat", "The goal was changed";
    CHANGED_WORDS: "Deltagarens egna ord är ändrade", "The participant's own words were changed";
    CHANGED_ADDED: "Ny aktivitet", "New activity";
    CHANGED_ACTIVITY: "Aktiviteten är ändrad", "The activity was changed";
    CHANGED_REMOVED: "Aktiviteten är borttagen", "The activity was removed";
    EARLIER_REASON: "Aktiviteten hade ett annat läge", "The activity had another status";
    PARTY: "Part", "Party";
    TEAM: "Team", "Team";
    NOT_SAID: "inte angett", "not stated";

    LETTER_PAGE: "Planen till deltagaren", "The plan for the participant";
    LETTER_HINT: "Bara planen kommer med på papperet. Att du har öppnat den för utskrift är antecknat i loggen.", "Only the plan comes on the paper. That you opened it for printing is noted in the log.";
    LETTER_TITLE: "Din plan", "Your plan";
    LETTER_DRAFT: "Det här är ett utkast. Planen är inte bestämd än.", "This is a draft. The plan is not agreed yet.";
    LETTER_GOAL: "Du är på väg", "You are on your way";
    LETTER_WORDS: "Så här säger du själv:", "In your own words:";
    LETTER_STEPS: "Det här ska göras", "This is to be done";
    LETTER_YOU: "Du", "You";
    LETTER_LOTS: "Din lots", "Your lots (guide)";
    LETTER_DECISION: "Det krävs ett beslut av myndigheten. Du får veta hur det går.", "The agency has to decide. You will be told.";
    LETTER_DONE: "Det här är gjort.", "This is done.";
    LETTER_NOT_DONE: "Det här blev inte av.", "This did not come about.";
    LETTER_END: "Planen är din, och det är frivilligt att vara med. Säg till om något inte stämmer eller om du vill ändra dig.", "The plan is yours, and taking part is voluntary. Tell us if something is wrong or if you change your mind.";
    /// The months from the meeting, in words.
    LETTER_FOLLOW_UP: "Efter {} månader frågar vi hur det har gått. Då kan planen ändras.", "After {} months we ask how it has gone. The plan can then be changed.";
    COORDINATOR: "koordinator", "coordinator";

    TASK_UNPLANNED: "Möte utan gemensam plan", "Meeting without a joint plan";
    TASK_UNPLANNED_DETAIL: "Planen ska vara fastställd inom {} dagar efter mötet", "The plan is to be established within {} days of the meeting";
    TASK_HINDERED: "Deltagaren kom inte vidare", "The participant did not get on";
    TASK_HINDERED_DETAIL: "Aktivitet {} i planen: se vad som är i vägen", "Activity {} of the plan: see what is in the way";
    TOLD_BY_PARTICIPANT: "markerat av deltagaren, på sin egen sida", "marked by the participant, on their own page";
    BY_PARTICIPANT: "Deltagaren, på sin egen sida", "The participant, on their own page";
    TASK_ACTIVITY: "Aktivitet för din part", "Activity for your party";
}
