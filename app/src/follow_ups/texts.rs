//! The words about follow-ups.
use super::rules::FollowUpResult;
use crate::kernel::lang::{Lang, Text};

/// On how many days one has tried to reach the referrer.
pub fn tried(lang: Lang, days: usize) -> String {
    if days == 1 { TRIED_ONE.get(lang).to_owned() } else { TRIED_MANY.with(lang, days) }
}

/// The word after a follow-up: what it found, and where the case is shut from now on, that it is. Fixed words, as they
/// pass through a cookie.
pub fn ended(result: FollowUpResult, seen: bool) -> Text {
    let (words, last) = match result {
        FollowUpResult::AllDone => (DONE_ALL, DONE_ALL_LAST),
        FollowUpResult::PartlyDone => (DONE_PARTLY, DONE_PARTLY_LAST),
        FollowUpResult::UnderWay => (DONE_UNDER_WAY, DONE_UNDER_WAY_LAST),
        FollowUpResult::NoneDone => (DONE_NONE, DONE_NONE_LAST),
        FollowUpResult::CouldNotFollowUp => (GIVEN_UP, GIVEN_UP_LAST),
        FollowUpResult::NotCarriedOut => (DONE_NOT_CARRIED_OUT, DONE_NOT_CARRIED_OUT_LAST),
    };
    if seen { words } else { last }
}

crate::texts! {
    FOLLOW_UPS: "Uppföljningar", "Follow-ups";
    FOLLOW_UP: "Uppföljning efter {} månader", "Follow-up after {} months";
    LEAD: "Det som ska följas upp nu. Det som har väntat längst står överst.", "What is to be followed up now. What has waited longest is at the top.";
    ASK_REFERRER: "Görs tillsammans med anmälaren", "Held with the referrer";
    DUE: "Ska göras", "Due";
    DONE_ON: "Gjord", "Done";
    MONTHS: "När", "When";
    MONTHS_N: "{} månader", "{} months";
    CASE: "Ärende", "Case";
    STATE: "Läge", "Status";
    ACTIVITY_N: "Aktivitet {}", "Activity {}";
    STATUS: "Läge nu", "Status now";
    HINDRANCE: "Vad hindrar?", "What hinders?";
    TOLD: "Deltagaren, på sin egen sida: {}", "The participant, on their own page: {}";
    HINDRANCE_HINT: "Svara på vad som hindrar när en aktivitet inte är gjord, stryks eller står stilla.", "Say what hinders when an activity is not done, is dropped or stands still.";
    NEEDS_LOTS: "Behövs en lots?", "Is a lots needed?";
    NEEDS_LOTS_HINT: "Svarar du ja begär du en lots, och koordinatorn väljer vem.", "If you say yes a lots is asked for, and the coordinator chooses who.";
    HAS_LOTS_HINT: "Det finns redan ett lotsuppdrag i ärendet.", "There is already a lots assignment in the case.";
    NEEDS_MEETING: "Behövs ett nytt teammöte?", "Is a new team meeting needed?";
    NEEDS_MEETING_HINT: "Koordinatorn ser svaret och bokar.", "The coordinator sees the answer and books.";
    NEEDS_TRAINING: "Arbetsträning", "Work training";
    NEEDS_TRAINING_YES: "Ja, arbetsträning behövs", "Yes, work training is needed";
    NEEDS_TRAINING_HINT: "Kryssar du i begärs arbetsträning, och arbetsträningssamordnaren tar vid.", "If you tick it work training is asked for, and the work-training coordinator takes over.";
    WANTS_TRAINING: "arbetsträning behövs", "work training needed";
    MEETING_NEEDED: "Uppföljningen visar att ett nytt teammöte behövs.", "The follow-up found that a new team meeting is needed.";
    BOOK: "Boka ett nytt möte", "Book a new meeting";
    DECLINE_MEETING: "Inget nytt möte behövs", "No new meeting is needed";
    DECLINE_MEETING_LEAD: "Välj det här om du och anmälaren är överens om att det inte behövs något nytt möte.", "Choose this if you and the referrer agree that no new meeting is needed.";
    MEETING_DECLINED: "Det är antecknat att inget nytt möte behövs.", "It is noted that no new meeting is needed.";
    DECLINED_ON: "inget nytt möte", "no new meeting";
    NEVER_DONE: "gjordes inte", "was not done";
    NOT_TAKEN_UP: "ur ett register, inte upptaget", "from a register, not taken up";
    LOTS: "Lots", "Lots";
    TASK_MEETING: "Nytt teammöte behövs", "A new team meeting is needed";
    BACK: "Tillbaka till ärendet", "Back to the case";
    NOTES: "Anteckningar", "Notes";
    SAVE: "Spara uppföljningen", "Save the follow-up";
    DO: "Följ upp", "Follow up";
    TRY: "Anteckna ett försök utan svar", "Log a try without an answer";
    TRY_LEAD: "Försöket sparas med dag och tid. När du har försökt tre olika dagar kan du skriva att det inte gick att följa upp. Flera försök samma dag räknas som ett.", "The try is kept with day and time. When you have tried on three different days you can enter that it could not be followed up. Several tries on one day count as one.";
    /// On how many days.
    TRIED_ONE: "Försökt 1 dag (minst 3)", "Tried on 1 day (at least 3)";
    TRIED_MANY: "Försök på {} av minst 3 dagar", "Tries on {} of at least 3 days";
    GIVE_UP: "Gick inte att följa upp", "Could not be followed up";
    GIVE_UP_LEAD: "Anmälaren har inte gått att nå. Uppföljningen avslutas utan svar.", "The referrer could not be reached. The follow-up ends without answers.";
    WANTS_LOTS: "lots behövs", "lots needed";
    WANTS_MEETING: "nytt möte behövs", "new meeting needed";
    NO_ACTIVITIES: "Planen har inga aktiviteter. Resultatet blir att planen inte kunde genomföras.", "The plan has no activities. The result is that the plan could not be carried out.";
    BY: "av {}", "by {}";
    ANSWERS: "Svar om aktiviteterna", "Answers about the activities";
    NOW: "Att göra nu", "To do now";
    COMING: "Kommande", "Coming";
    DONE_ONES: "Gjorda", "Done";
    ALL: "Alla", "All";
    NONE_FOUND: "Inga uppföljningar här", "No follow-ups here";
    COMES: "kommande", "coming";

    STATUS_MISSING: "Välj läge.", "Choose a status.";
    HINDRANCE_MISSING: "Välj vad som hindrar.", "Choose what hinders.";
    YES_OR_NO: "Svara ja eller nej.", "Answer yes or no.";
    ALREADY_DONE: "Uppföljningen är redan gjord. Öppna ärendet och se vad som svarades.", "The follow-up is already done. Open the case to see what was answered.";
    CAN_BE_DONE_FROM: "Kan göras från {}.", "Can be done from {}.";
    TOO_EARLY_LEAD: "Uppföljningen öppnar två veckor före utsatt dag.", "A follow-up opens two weeks before its due day.";
    TOO_EARLY: "Uppföljningen kan göras tidigast två veckor före utsatt dag.", "The follow-up can be done two weeks before its due day at the earliest.";
    PLAN_CHANGED: "Planen har ändrats medan du skrev. Det du skrev står kvar här men är inte sparat. Öppna uppföljningen i en ny flik och svara på alla aktiviteter.", "The plan has changed while you were writing. What you wrote is still here but not saved. Open the follow-up in a new tab and answer for every activity.";
    TOO_FEW_TRIES: "Försök först nå anmälaren tre olika dagar och anteckna försöken.", "First try to reach the referrer on three different days, and note the tries.";
    DONE_ALL: "Uppföljningen är sparad. Resultat: allt gjort.", "The follow-up is saved. Result: all done.";
    DONE_PARTLY: "Uppföljningen är sparad. Resultat: delvis gjort.", "The follow-up is saved. Result: partly done.";
    DONE_UNDER_WAY: "Uppföljningen är sparad. Resultat: pågår.", "The follow-up is saved. Result: under way.";
    DONE_NONE: "Uppföljningen är sparad. Resultat: inget gjort.", "The follow-up is saved. Result: none done.";
    DONE_NOT_CARRIED_OUT: "Uppföljningen är sparad. Resultat: planen kunde inte genomföras.", "The follow-up is saved. Result: the plan could not be carried out.";
    DONE_ALL_LAST: "Uppföljningen är sparad. Resultat: allt gjort. Ärendet finns inte längre bland dina ärenden.", "The follow-up is saved. Result: all done. The case is no longer among your cases.";
    DONE_PARTLY_LAST: "Uppföljningen är sparad. Resultat: delvis gjort. Ärendet finns inte längre bland dina ärenden.", "The follow-up is saved. Result: partly done. The case is no longer among your cases.";
    DONE_UNDER_WAY_LAST: "Uppföljningen är sparad. Resultat: pågår. Ärendet finns inte längre bland dina ärenden.", "The follow-up is saved. Result: under way. The case is no longer among your cases.";
    DONE_NONE_LAST: "Uppföljningen är sparad. Resultat: inget gjort. Ärendet finns inte längre bland dina ärenden.", "The follow-up is saved. Result: none done. The case is no longer among your cases.";
    DONE_NOT_CARRIED_OUT_LAST: "Uppföljningen är sparad. Resultat: planen kunde inte genomföras. Ärendet finns inte längre bland dina ärenden.", "The follow-up is saved. Result: the plan could not be carried out. The case is no longer among your cases.";
    TRIED: "Försöket är antecknat.", "The try is logged.";
    GIVEN_UP: "Uppföljningen är avslutad utan svar.", "The follow-up has ended without answers.";
    GIVEN_UP_LAST: "Uppföljningen är avslutad utan svar. Ärendet finns inte längre bland dina ärenden.", "The follow-up has ended without answers. The case is no longer among your cases.";
    TASK: "Uppföljning efter {} månader", "Follow-up after {} months";
    TASK_DETAIL: "Ring anmälaren och gå igenom aktiviteterna", "Call the referrer and go through the activities";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::code::Code;

    #[test]
    fn the_word_after_says_the_result_as_it_is_called_elsewhere() {
        for result in FollowUpResult::ALL.iter().filter(|r| **r != FollowUpResult::CouldNotFollowUp) {
            for lang in [Lang::Sv, Lang::En] {
                let words = ended(*result, true).get(lang);
                assert!(words.ends_with(&format!(": {}.", result.words().get(lang))), "{words}");
                assert!(ended(*result, false).get(lang).starts_with(words), "{words}");
            }
        }
    }
}
