//! The words of participants.
crate::texts! {
    PARTICIPANT: "Deltagare", "Participant";
    DETAILS: "Uppgifter", "Details";
    CASES: "Ärenden", "Cases";
    CASES_DIFFER: "Ärendena säger olika om namn, språk, tolk eller kontakt. Här står det som {} säger. Se även de andra.", "The cases differ on name, language, interpreter or contact. This is what {} says. See the others, too.";
    CASES_LEAD: "De ärenden hos förbundet som du får se.", "The cases at the association that you may see.";
    CASE: "Ärende", "Case";
    STATE: "Läge", "Status";
    SUBMITTED: "Inskickad", "Submitted";
    IDENTITY: "Personnummer", "Identity number";
    SHOW: "Visa", "Show";
    SHOW_HINT: "Att du visar numret skrivs i loggen.", "Showing the number is written in the log.";
    UNKNOWN: "inte känt", "not known";
    GENDER: "Kön", "Gender";
    LANGUAGE: "Språk", "Language";
    INTERPRETER: "tolk behövs", "interpreter needed";
    ACCESSIBILITY: "Behövs för att vara med", "Needed to take part";
    PHONE: "Telefon", "Phone";
    EMAIL: "E-post", "E-mail";
    NONE: "inte angett", "not stated";
    PROTECTED: "Skyddade personuppgifter. Telefon, e-post och stadsdelsområde visas inte.", "Protected identity. Phone, e-mail and district are not shown.";
    BACK: "Tillbaka till deltagaren", "Back to the participant";
}
