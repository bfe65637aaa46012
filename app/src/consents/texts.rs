//! The words of consents.
crate::texts! {
    CONSENT: "Samtycke", "Consent";
    YES: "ja", "yes";
    WITHDRAWN: "återtaget", "withdrawn";
    EXPIRED: "har gått ut", "expired";
    NOT_ASKED: "inte frågat", "not asked";
    VALID_UNTIL: "Gäller till", "Valid until";
    SUS_YES: "SUS: ja.", "SUS: yes.";
    SUS_NO: "SUS: nej.", "SUS: no.";
    SUS_UNASKED: "SUS: inte frågat.", "SUS: not asked.";
    NONE: "Inget samtycke gäller.", "No consent is in force.";
    NEW: "Registrera ett samtycke", "Record a consent";
    NEW_LEAD: "Så som deltagaren har gett det, på papper eller muntligt. Det läggs till de samtycken som redan gäller.", "As the participant has given it, on paper or orally. It is added to the consents in force.";
    RECORDED: "Samtycket är registrerat.", "The consent is recorded.";
    NOTHING: "Kryssa i minst en part, eller svara på frågan om SUS.", "Tick at least one party, or answer the question on SUS.";
    SUS_OPTIONAL: "Lämna tomt om du inte har frågat.", "Leave empty if you have not asked.";
    COVERED_HINT: "En i taget, så som deltagaren har sagt. Inget är ikryssat från början.", "One by one, as the participant said. Nothing is ticked from the start.";
    WITHDRAW: "Återta samtycke", "Withdraw consent";
    WITHDRAW_LEAD: "Deltagaren kan ändra sig när som helst. Välj vad som återtas; i nästa steg ser du vad det innebär.", "The participant can change their mind at any time. Choose what is withdrawn; in the next step you see what it means.";
    WITHDRAW_ALL: "Allt samtycke till att dela uppgifter", "All consent to share information";
    WITHDRAW_PARTY: "Bara för {}", "Only for {}";
    WITHDRAW_SUS: "Registrering i SUS", "Registration in SUS";
    NOTHING_TO_WITHDRAW: "Det finns inget samtycke att återta.", "There is no consent to withdraw.";
    CONFIRM_ALL: "Återta allt samtycke", "Withdraw all consent";
    CONFIRM_PARTY: "Återta samtycket för {}", "Withdraw the consent for {}";
    CONFIRM_SUS: "Återta samtycket till SUS", "Withdraw the consent to SUS";
    EFFECT_ALL: "Från och med nu ser ingen part ärendet. Anmälaren har kvar det som den egna verksamheten har skrivit. Koordinatorn ser bara nummer, läge och mötestider.", "From now on no party sees the case. The referrer keeps what the own agency wrote. The coordinator sees only number, state and meeting times.";
    EFFECT_PARTY: "Från och med nu ser den parten inte ärendet, inte heller det som de redan har kunnat läsa.", "From now on that party can't see the case, nor what they could read before.";
    EFFECT_MEETING: "Ett teammöte är bokat. Koordinatorn får veta och avgör med deltagaren om mötet blir av.", "A team meeting is booked. The coordinator is told and decides with the participant whether it takes place.";
    EFFECT_SUS: "Deltagaren räknas utan identitet. Hjälpen är densamma.", "The participant is counted without identity. The help is the same.";
    EFFECT_AGAIN: "Det går inte att ångra, men deltagaren kan ge ett nytt samtycke när som helst.", "It can't be undone, but the participant can give a new consent at any time.";
    TOLD: "Koordinatorn får veta det direkt.", "The coordinator is told at once.";
    DONE: "Samtycket är återtaget.", "The consent is withdrawn.";
    CANCEL: "Avbryt", "Cancel";
    TASK: "Samtycke återtaget", "Consent withdrawn";
    TASK_ALL: "Inget samtycke gäller. Tala med anmälaren, eller återlämna eller avsluta ärendet.", "No consent is in force. Talk to the referrer, or return or close the case.";
    TASK_PARTY: "Gäller inte längre {}, som skulle vara med på mötet.", "No longer covers {}, who were to be at the meeting.";
}
