//! The words of what was shared.
crate::texts! {
    SHARED: "Vilka som har fått läsa", "Who could read";
    LEAD: "Till deltagaren. Här står vilka som fick läsa i ärendet, från när och till när, och vilka som har gjort det. Det som de redan har läst kan inte tas tillbaka.", "For the participant. This says who was allowed to read the case, from when until when, and who has done so. What they have already read can't be taken back.";
    WHAT: "De som fick läsa såg anmälan, mötena, den gemensamma planen och uppföljningarna.", "Those who were allowed to read saw the referral, the meetings, the joint plan and the follow-ups.";
    OPEN_FOR: "Fick läsa", "Were allowed to read";
    PARTY: "Part", "Party";
    FROM: "Från och med", "From";
    UNTIL: "Till och med", "Until";
    WITHDRAWN: "{}, återtaget", "{}, withdrawn";
    NOBODY: "Ingen part har haft samtycke.", "No party has had a consent.";
    READERS: "Har läst", "Have read";
    WHO: "Vem", "Who";
    DAYS: "Dagar", "Days";
    LAST: "Senast", "Latest";
    NO_READERS: "Ingen har öppnat ärendet.", "Nobody has opened the case.";
    WITHOUT: "utan samtycke", "without consent";
    EACH_DAY: "Alla dagar", "Each day";
}
