//! The words about lots.
crate::texts! {
    LOTS: "Lots", "Lots";
    LEAD: "Lotsuppdrag, det som väntat längst överst.", "Lots assignments, what has waited longest at the top.";
    ASK: "Be om en lots", "Ask for a lots";
    ASK_LEAD: "Lotsen hjälper deltagaren att genomföra planen.", "The lots (guide) helps the participant to carry out the plan.";
    ASSIGN: "Tilldela lots", "Assign a lots";
    ANSWER: "Svara på uppdraget", "Answer the assignment";
    END: "Avsluta uppdraget", "End the assignment";
    STAGE: "När behovet kom upp", "When the need came up";
    WHO: "Vem", "Who";
    WHO_HINT: "Du kan välja senare.", "You can choose later.";
    YOUR_ANSWER: "Tar du uppdraget?", "Do you take the assignment?";
    ACCEPT: "Ja, jag tar uppdraget", "Yes, I take it";
    DECLINE: "Nej, jag kan inte", "No, I can't";
    WORDS: "Varför inte?", "Why not?";
    WORDS_HINT: "Koordinatorn läser det och väljer en annan lots.", "The coordinator reads it and chooses another lots.";
    REASON: "Varför avslutas uppdraget?", "Why does the assignment end?";
    NONE_YET: "Ingen lots är efterfrågad.", "No lots has been asked for.";
    NOBODY_YET: "ingen vald än", "nobody chosen yet";
    ASKED_ON: "Efterfrågad", "Asked for";
    STATE: "Läge", "State";
    CASE: "Ärende", "Case";
    DECLINED_WITH: "Avböjd med orden:", "Declined with the words:";
    BACK: "Tillbaka till ärendet", "Back to the case";
    OPEN_ONES: "Pågående och väntande", "Under way and waiting";
    ALL: "Alla", "All";
    SHOW: "Visa", "Show";
    CLEAR: "Rensa", "Clear";
    NONE_FOUND: "Inga uppdrag här", "No assignments here";

    STAGE_MISSING: "Välj när behovet kom upp.", "Choose when the need came up.";
    LOTS_MISSING: "Välj en av förbundets lotsar.", "Choose one of the association's lots.";
    ANSWER_MISSING: "Välj om du tar uppdraget.", "Choose whether you take the assignment.";
    WORDS_MISSING: "Skriv varför du inte kan ta uppdraget.", "Say why you can't take it.";
    END_MISSING: "Välj varför uppdraget avslutas.", "Choose why the assignment ends.";
    NOT_NOW: "En lots kan efterfrågas när ärendet är taget till kön och inte är avslutat.", "A lots can be asked for once the case is in the queue and until it is closed.";
    ALREADY_ASKED: "Det finns redan ett lotsuppdrag i ärendet. Tilldela eller avsluta det i stället.", "There is already a lots assignment in the case. Assign or end that one instead.";
    NOTHING_ASKED: "Det finns inget lotsuppdrag att göra det med. Läs om ärendet och se vad som gäller.", "There is no lots assignment to do that with. Reload the case to see how it stands.";
    MOVED: "Någon annan hann före med det här uppdraget. Läs om ärendet och se vad som gäller.", "Someone else was faster with this assignment. Reload the case to see how it stands.";
    PROTECTED: "Deltagaren har skyddade personuppgifter. En lots kan inte se ärendet.", "The participant's identity is protected. A lots can't see the case.";
    ASKED: "Lots är efterfrågad.", "A lots is asked for.";
    ASSIGNED: "Lotsen är tilldelad och får svara.", "The lots is assigned and will answer.";
    ACCEPTED: "Du har tagit uppdraget.", "You have taken the assignment.";
    DECLINED: "Du har avböjt. Koordinatorn väljer en annan lots.", "You have declined. The coordinator chooses another lots.";
    ENDED: "Uppdraget är avslutat.", "The assignment has ended.";

    TASK_ANSWER: "Lotsuppdrag att svara på", "Lots assignment to answer";
    TASK_UNASSIGNED: "Lots efterfrågad, ingen vald", "Lots asked for, nobody chosen";
    TASK_DECLINED: "Lotsuppdrag avböjt: välj en annan", "Lots assignment declined: choose another";
}
