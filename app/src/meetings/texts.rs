//! The words of queue, calendar and meetings.
#[cfg(test)]
mod tests;

use super::rules::{Attendee, Busy, Doubts, OffHours};
use crate::{
    kernel::{
        holidays::Holiday,
        lang::{Lang, Text},
        swedish,
    },
    organisation::rules::Party,
};
use chrono::NaiveDateTime;

pub use crate::organisation::texts::the_party;

/// Who is at another meeting, inside a sentence.
pub fn busy(lang: Lang, who: &Busy) -> &str {
    match who {
        Busy::Participant => THE_PARTICIPANT.get(lang),
        Busy::User(name) => name,
    }
}

/// Someone who can have come to a meeting, as they stand inside a sentence.
pub fn the_attendee(attendee: Attendee) -> Text {
    match attendee {
        Attendee::SocialServices => the_party(Party::SocialServices),
        Attendee::Jobbtorg => the_party(Party::Jobbtorg),
        Attendee::EmploymentService => the_party(Party::EmploymentService),
        Attendee::SocialInsurance => the_party(Party::SocialInsurance),
        Attendee::HealthCare => the_party(Party::HealthCare),
        Attendee::Participant => THE_PARTICIPANT,
        Attendee::Referrer => Text { sv: "anmälaren", en: "the referrer" },
        Attendee::Lots => Text { sv: "lotsen", en: "the lots (guide)" },
        Attendee::Interpreter => Text { sv: "tolken", en: "the interpreter" },
    }
}

/// That a colleague has moved a meeting while someone chose a time for it.
pub fn moved_meanwhile(lang: Lang, team: &str, at: NaiveDateTime) -> String {
    let day = swedish::long_day(lang, at.date());
    MOVED_TO_MEANWHILE.with(lang, format!("{team}, {day} {}", swedish::time(lang, at.time())))
}

/// What stands out in who came to a meeting.
pub fn doubts(lang: Lang, doubts: &Doubts) -> String {
    let list = |parties: &[Party]| {
        let words: Vec<&str> = parties.iter().map(|p| the_party(*p).get(lang)).collect();
        swedish::list(lang, &words)
    };
    let of = |parties: &[Party], words: Text| (!parties.is_empty()).then(|| words.with(lang, list(parties)));
    let told = [
        doubts.no_party.then(|| CAME_NO_PARTY.get(lang).to_owned()),
        of(&doubts.unconsented, CAME_UNCONSENTED),
        of(&doubts.unasked, CAME_UNASKED),
    ];
    let mut told: Vec<String> = told.into_iter().flatten().collect();
    told.push(CAME_CHECK.get(lang).to_owned());
    told.join(" ")
}

/// What stands out in when a team time begins.
pub fn off_hours(lang: Lang, at: &OffHours) -> String {
    let day = |day: &chrono::NaiveDate| match Holiday::on(*day) {
        Some(holiday) => format!("{} ({})", swedish::long_day(lang, *day), holiday.name(lang)),
        None => swedish::long_day(lang, *day),
    };
    let time = swedish::time(lang, at.time);
    let hour = at.weekday.map(|weekday| {
        TIME_IS_AT.get(lang).replacen("{}", &time, 1).replacen("{}", swedish::weekday(lang, weekday), 1)
    });
    let days: Vec<String> = at.days.iter().map(day).collect();
    let words = if days.len() == 1 { DAY_OFF } else { DAYS_OFF };
    let days = (!days.is_empty()).then(|| words.with(lang, swedish::sentence(&swedish::list(lang, &days))));
    let told = [hour, days, Some(IS_THAT_RIGHT.get(lang).to_owned())];
    told.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// How much too long a case has waited, and where the limit is. Counted in days until there are two weeks of them.
pub fn too_long(lang: Lang, days_late: i64, limit_weeks: i32) -> String {
    let over = match days_late {
        ..=1 => ONE_DAY.get(lang).to_owned(),
        2..14 => MANY_DAYS.with(lang, days_late),
        _ => swedish::duration_weeks(lang, days_late / 7),
    };
    let limit = swedish::duration_weeks(lang, limit_weeks.into());
    format!("{}{}", LATE.with(lang, over), LATE_LIMIT.with(lang, limit))
}

/// What a party does at the meeting, in words for the participant.
pub fn does_at_meeting(party: Party) -> Text {
    match party {
        Party::SocialServices => Text {
            sv: "socialtjänsten, som vet hur det fungerar med ekonomiskt bistånd och annat stöd från kommunen",
            en: "social services, who know about income support and other help from the municipality",
        },
        Party::Jobbtorg => Text {
            sv: "Jobbtorg, som kan hjälpa till med vägen till arbete eller studier",
            en: "Jobbtorg, who can help on the way to work or studies",
        },
        Party::EmploymentService => Text {
            sv: "Arbetsförmedlingen, som vet vilket stöd som finns för att hitta och klara ett arbete",
            en: "Arbetsförmedlingen, who know what support there is to find and keep a job",
        },
        Party::SocialInsurance => Text {
            sv: "Försäkringskassan, som vet vilka ersättningar som finns och vad som gäller för dem",
            en: "Försäkringskassan, who know which benefits there are and how they work",
        },
        Party::HealthCare => Text {
            sv: "vården, som vet vart du kan vända dig för hälsans skull",
            en: "health care, who know where to turn for your health",
        },
    }
}

crate::texts! {
    QUEUE: "Kö", "Queue";
    QUEUE_LEAD: "De som väntar på ett teammöte, i turordning. Ett ärende har väntat för länge efter {} veckor.", "Those who wait for a team meeting, in order. A case has waited too long after {} weeks.";
    CASE: "Ärende", "Case";
    WAITED: "Väntat", "Waited";
    DISTRICT: "Stadsdelsområde", "District";
    TEAM: "Team", "Team";
    PARTIES: "Parter", "Parties";
    FORM: "Mötesform", "Form";
    TRACK: "Spår", "Track";
    ACTION: "Åtgärd", "Action";
    ALL_TEAMS: "Alla team", "All teams";
    ALL_DISTRICTS: "Alla områden", "All districts";
    ALL_TRACKS: "Alla spår", "All tracks";
    NOT_GIVEN: "inte angett", "not stated";
    NOT_SHOWN: "visas inte", "not shown";
    NO_TEAM: "inget team", "no team";
    LATE: "för länge: {} över gränsen", "too long: {} beyond the limit";
    LATE_LIMIT: " på {}", " of {}";
    ONE_DAY: "1 dag", "1 day";
    MANY_DAYS: "{} dagar", "{} days";
    MOVED_BY_HAND: "flyttad", "moved";
    NO_CONSENT: "samtycke saknas", "no consent";
    BOOK: "Boka", "Book";
    MOVE: "Flytta", "Move";
    IMPORTED_THERE: "Ärenden i kö som kommer ur ett register och som ingen har tagit upp än: {}.", "Cases in queue that come from a register and that nobody has taken up yet: {}.";
    IMPORTED_SHOW: "Visa dem", "Show them";
    IMPORTED_SHOWN: "Det här är ärenden i kö som kommer ur ett register. Öppna ett ärende och ta upp det för att det ska räknas in i kön.", "These cases in queue come from a register. Open a case and take it up to make it count in the queue.";
    IMPORTED_BACK: "Till kön", "To the queue";
    QUEUE_EMPTY: "Ingen väntar i kön", "Nobody waits in the queue";
    QUEUE_EMPTY_HINT: "Ärenden hamnar här när du har ställt dem i kö.", "Cases come here when you have put them in the queue.";
    SUBMITTED: "anmäld", "submitted";

    MOVE_TITLE: "Flytta i kön", "Move in the queue";
    MOVE_LEAD: "Ärendet står på plats {} i kön nu.", "The case is number {} in the queue now.";
    MOVE_TO: "Vart ska ärendet flyttas?", "Where should the case go?";
    CHOOSE_MOVE: "Välj vart ärendet ska flyttas.", "Choose where the case should go.";
    BEFORE_WHICH: "Före vilket ärende?", "Before which case?";
    BEFORE_HINT: "Välj bara om du flyttar det före ett annat ärende.", "Choose only if you move it before another case.";
    CHOOSE_BEFORE: "Välj vilket ärende det ska stå före.", "Choose the case it should stand before.";
    NO_ROOM_BETWEEN: "Där går det inte att lägga ärendet. Välj platsen intill.", "The case can't be put there. Choose the place beside it.";
    WHY: "Varför flyttas det?", "Why is it moved?";
    WHY_HINT: "Sparas i ärendet. Bara den som ser ärendet kan läsa det.", "Kept with the case. Only those who see the case can read it.";
    WRITE_WHY: "Skriv varför ärendet flyttas.", "Write why the case is moved.";
    MOVED_DONE: "Ärendet är flyttat i kön.", "The case is moved in the queue.";

    CALENDAR: "Kalender", "Calendar";
    COMING_TIMES: "Kommande teamtider", "Coming team times";
    ALL_TIMES: "Alla teamtider", "All team times";
    COMING_WEEK: "Teammöten den närmaste veckan", "Team meetings in the coming week";
    PAST_TIMES: "Tidigare teamtider", "Past team times";
    NEW_TIME: "Lägg upp en tid", "Add a meeting time";
    NO_TIMES: "Inga teamtider", "No team times";
    NO_TIMES_HINT: "Koordinatorn lägger upp teamets tider.", "The coordinator adds the team's times.";
    WEEK: "Vecka {}", "Week {}";
    WHEN: "När", "When";
    BOOKED_CASES: "Bokade", "Booked";
    TAKEN_OF: "{} av ", "{} of ";
    STAFFING: "Bemanning", "Seats";
    NO_SEATS: "inga stolar", "no seats";
    ALL_SEATED: "alla stolar är bemannade", "every seat is filled";
    IS_MISSING: "{} saknas", "{} is missing";
    STEPS_IN: "ersättare", "substitute";
    EXTRA: "extratid", "extra time";
    CANCELLED: "inställd", "cancelled";
    FULL: "fullbokad", "full";

    PLACE: "Plats eller länk", "Place or link";
    PLACE_HINT: "Adress och rum, möteslänk eller att vi ringer. Skriv inget om deltagaren.", "Address and room, a meeting link, or that we call. Nothing about the participant.";
    NO_IDENTITY_THERE: "Ta bort personnumret. Alla i teamet läser det här.", "Take out the identity number. Everyone in the team reads this.";
    WRITE_PLACE: "Skriv var mötet är eller hur man kommer med.", "Write where the meeting is or how to join.";
    DAY: "Dag", "Day";
    CHOOSE_DAY: "Skriv vilken dag.", "Write the day.";
    TIME: "Klockslag", "Time";
    MINUTES: "Minuter", "Minutes";
    CAPACITY: "Antal ärenden", "Number of cases";
    CAPACITY_HINT: "Två är lagom, särskilt på telefon. Högst sex.", "Two is right, especially by phone. Six at most.";
    KIND: "Typ av tid", "Kind of time";
    IS_EXTRA: "Extratid, utöver de ordinarie", "An extra time, beside the ordinary ones";
    WEEKS: "Antal veckor i rad", "Weeks in a row";
    WEEKS_HINT: "1 betyder bara den här tiden. Högst 26.", "1 means this time only. 26 at most.";
    CHOOSE_TEAM: "Välj team.", "Choose a team.";
    CHOOSE_FORM: "Välj mötesform.", "Choose the form.";
    SKIPPED: "Det klockslaget finns inte {}: klockan ställs fram den natten. Välj en annan tid.", "That time does not exist on {}: the clock is put forward that night. Choose another time.";
    PAST_TIME: "Tiden har redan passerat. Välj en tid framåt.", "The time has already passed. Choose a time ahead.";
    TOO_FAR: "Dagen ligger mer än två år fram. Kontrollera årtalet.", "The day is more than two years ahead. Check the year.";
    TAKEN_TIME: "Teamet har redan en tid då ({}).", "The team already has a time then ({}).";
    TIME_IS_AT: "Tiden ligger kl. {} en {}.", "The time is at {} on a {}.";
    DAY_OFF: "{} är ingen vanlig arbetsdag.", "{} is not an ordinary working day.";
    DAYS_OFF: "{} är inga vanliga arbetsdagar.", "{} are not ordinary working days.";
    IS_THAT_RIGHT: "Är det rätt?", "Is that right?";
    TIME_SO: "Ja, tiden stämmer", "Yes, the time is right";
    THE_PARTICIPANT: "deltagaren", "the participant";
    ELSEWHERE: "Har redan ett annat möte då: {}. Välj en annan tid.", "Already at another meeting then: {}. Choose another time.";
    SITS_ELSEWHERE: "{} har redan ett annat möte då. Välj någon annan.", "{} is already at another meeting then. Choose someone else.";
    IS_BUSY: "{} har ett annat möte", "{} at another meeting";
    CHANGE_SLOT: "Ändra tiden", "Change the time";
    CHANGE_SLOT_LEAD: "Dag och klockslag kan bara ändras så länge inget ärende är bokat. Säg till dem som är bokade om du ändrar plats eller form.", "Day and time can be changed only while no case is booked. Tell those who are booked if you change place or form.";
    CANCELLED_THEN: "Teamet har en inställd tid som börjar just då ({}). Lägg upp en ny tid där i stället, så tas den i bruk igen, och ställ in den här.", "The team has a cancelled time that begins just then ({}). Add a new time there instead, which takes it into use again, and cancel this one.";
    BOOKED_THEN: "Ett ärende är bokat på tiden. Flytta mötet eller ställ in tiden om den ska börja vid ett annat klockslag.", "A case is booked at this time. Move the meeting or cancel the time if it is to begin at another hour.";
    TOO_FEW_PLACES: "Redan bokade ärenden: {}. Antalet kan inte vara lägre.", "Cases booked already: {}. The number can't be lower.";
    SLOT_CHANGED: "Tiden är ändrad.", "The time is changed.";
    TIME_MADE: "Tiden är upplagd.", "The time is added.";
    TIMES_MADE: "Tiderna är upplagda.", "The times are added.";

    SLOT_CASES: "Ärenden på den här tiden", "Cases at this time";
    NOTHING_BOOKED_HERE: "Inget ärende är bokat här än", "No case is booked here yet";
    NO_CASES: "Inget ärende som du kan se är bokat här", "No case that you can see is booked here";
    OTHERS_BOOKED: "Det finns fler bokade ärenden, som du inte får se.", "There are more booked cases, which you may not see.";
    WHO_COMES: "Vilka kommer", "Who is coming";
    CHANGE: "Ändra", "Change";
    PRINT_CASES: "Skriv ut underlaget", "Print the papers";
    CANCEL_SLOT: "Ställ in tiden", "Cancel the time";
    CANCEL_SLOT_LEAD: "Ärenden som väntar på sitt första möte går tillbaka till sina platser i kön. De som redan har haft ett möte står kvar som de är. Säg till deltagare och anmälare.", "Cases that wait for their first meeting go back to their places in the queue. Those that have had one stay as they are. Tell the participants and referrers.";
    CANCEL_EMPTY_SLOT_LEAD: "Inget ärende är bokat på tiden.", "No case is booked at this time.";
    CANCEL_SLOT_GONE: "Tiden är redan inställd eller har börjat.", "The time is cancelled already, or it has begun.";
    SLOT_CANCELLED: "Tiden är inställd.", "The time is cancelled.";
    SLOT_CANCELLED_QUEUE: "Tiden är inställd. De som väntar på sitt första möte är tillbaka i kön. Säg till dem det gäller: på varje ärendes sida står vilka de är.", "The time is cancelled. Those who wait for their first meeting are back in the queue. Tell those concerned: the page of each case says who they are.";
    UNCONSENTED_AT: "samtycke saknas för {}", "no consent for {}";
    ONE_UNCONSENTED: "1 ärende saknar samtycke för mötet", "1 case lacks consent for the meeting";
    MANY_UNCONSENTED: "{} ärenden saknar samtycke för mötet", "{} cases lack consent for the meeting";
    PARTY_MISSING_AT: "{} ska vara med men saknas", "{} should be there but is missing";

    STAND_IN: "Vem kommer?", "Who is coming?";
    STAND_IN_LEAD: "Gäller bara den här tiden.", "For this time only.";
    CHOOSE_WHO: "Välj vem som kommer.", "Choose who is coming.";
    NOBODY_CAN: "Ingen kan komma", "Nobody can come";
    REPRESENTATIVE_COMES: "{} (ordinarie)", "{} (representative)";
    SUBSTITUTE_COMES: "{} (ersättare)", "{} (substitute)";
    DECLINE_LEAD: "Du kliver in som ersättare. Säg till här om du inte kan komma: då ser koordinatorn att stolen är tom.", "You step in as substitute. Say here if you can't come: the coordinator then sees that the seat is empty.";
    CANT_COME: "Jag kan inte komma", "I can't come";
    NO_SUBSTITUTE: "Stolen har ingen ersättare. Administratören kan lägga till en.", "The seat has no substitute. The administrator can add one.";
    WHO_SAVED: "Det är antecknat.", "It is noted.";
    SAVE: "Spara", "Save";

    BOOK_TITLE: "Boka teammöte", "Book a team meeting";
    MOVED_TO_MEANWHILE: "Medan du valde har någon annan flyttat mötet till {}. Ska det flyttas ändå?", "While you chose, someone else has moved the meeting to {}. Is it to be moved all the same?";
    MOVE_ANYWAY: "Ja, flytta ändå", "Yes, move it all the same";
    MOVE_MEETING_TITLE: "Flytta teammötet", "Move the team meeting";
    CHOOSE_TIME: "Välj en tid", "Choose a time";
    CHOOSE_A_TIME: "Välj en av tiderna.", "Choose one of the times.";
    OWN_TEAM: "eget område", "own district";
    ONE_LEFT: "1 plats kvar", "1 place left";
    MANY_LEFT: "{} platser kvar", "{} places left";
    WANTED_FORM: "I anmälan önskas: {}.", "The referral asks for: {}.";
    FREE_TIMES: "Tider med ledig plats, den närmaste först.", "Times with room, the soonest first.";
    OWN_TEAMS: "Team för deltagarens område", "Teams of the participant's district";
    FROM_DAY: "Från och med", "From";
    CANT_NOW: "Det går inte just nu", "Not possible now";
    NOTHING_TO_CANCEL: "Ärendet har inget bokat möte.", "The case has no booked meeting.";
    BOOKED_NOW: "Nu bokat: {}.", "Booked now: {}.";
    NO_FREE: "Det finns inga lediga tider", "No times are free";
    NO_FREE_HINT: "Lägg upp en ny tid i kalendern.", "Add a meeting time in the calendar.";
    SLOT_FULL: "Tiden hann bli fullbokad. Välj en annan.", "The time has just become full. Choose another.";
    SLOT_GONE: "Tiden går inte att boka längre. Välj en annan.", "The time can't be booked any more. Choose another.";
    BOOKED_DONE: "Mötet är bokat. De parter som samtycket omfattar ser ärendet nu.", "The meeting is booked. The parties named in the consent see the case now.";
    BOOKED_PROTECTED: "Mötet är bokat. Deltagaren har skyddade personuppgifter, så parterna ser inte ärendet: bara anmälaren och koordinatorerna gör det.", "The meeting is booked. The participant has a protected identity, so the parties don't see the case: only the referrer and the coordinators do.";
    /// Before it is booked.
    BOOK_PROTECTED: "Deltagaren har skyddade personuppgifter. Parterna ser inte ärendet när mötet är bokat, bara anmälaren och koordinatorerna gör det. Kom överens med anmälaren om hur mötet ska förberedas.", "The participant has a protected identity. The parties won't see the case once the meeting is booked; only the referrer and the coordinators do. Agree with the referrer on how the meeting is to be prepared.";
    MOVED_MEETING_DONE: "Mötet är flyttat. Säg till dem det gäller: under Möten står vilka de är.", "The meeting is moved. Tell those concerned: see Meetings for who they are.";
    CANCEL_MEETING: "Ställ in mötet", "Cancel the meeting";
    CANCEL_MEETING_LEAD: "Ärendet går tillbaka till sin gamla plats i kön.", "The case goes back to its old place in the queue.";
    CANCEL_FURTHER_LEAD: "Ärendet har redan haft ett teammöte och står kvar som det är.", "The case has had a team meeting already and stays as it is.";
    CANCEL_WHY: "Varför ställs mötet in?", "Why is the meeting cancelled?";
    CHOOSE_REASON: "Välj en orsak.", "Choose a reason.";
    NOT_BEGUN_SO_NOT_AWAY: "Mötet har inte börjat, så deltagaren kan inte ha uteblivit. Välj en annan orsak.", "The meeting has not begun, so the participant can't have failed to come. Choose another reason.";
    CANCELLED_DONE: "Mötet är inställt.", "The meeting is cancelled.";
    CANCELLED_TELL: "Mötet är inställt. Säg till dem det gäller: under Möten står vilka de är.", "The meeting is cancelled. Tell those concerned: see Meetings for who they are.";
    OUTCOME_TITLE: "Hur gick mötet?", "How did the meeting go?";
    WAS_IT_HELD: "Hölls mötet?", "Was the meeting held?";
    HELD: "Ja, mötet hölls", "Yes, the meeting was held";
    NOT_HELD: "Nej, det blev inget möte", "No, there was no meeting";
    CHOOSE_HELD: "Välj om mötet hölls.", "Choose whether the meeting was held.";
    WHO_CAME: "Vilka var med?", "Who was there?";
    WHO_CAME_HINT: "Kryssa i dem som var med. Hoppa över om mötet inte hölls.", "Tick those who were there. Skip this if the meeting was not held.";
    WITHOUT_PARTICIPANT: "Kryssa i deltagaren. Var deltagaren inte med räknas mötet inte som hållet: välj att det inte blev något möte, och varför.", "Tick the participant. Without the participant the meeting does not count as held: choose that there was no meeting, and why.";
    CAME_NO_PARTY: "Du har inte kryssat i någon part.", "You have ticked no party.";
    CAME_UNCONSENTED: "Deltagarens samtycke omfattar inte {}.", "The participant's consent does not cover {}.";
    CAME_UNASKED: "Anmälan säger inte att {} skulle vara med.", "The referral does not ask for {}.";
    CAME_CHECK: "Kontrollera vilka som var med.", "Check who was there.";
    CAME_SO: "Ja, det stämmer", "Yes, that is right";
    WHY_NOT: "Varför blev det inget möte?", "Why was there no meeting?";
    WHY_NOT_HINT: "Svara bara om mötet inte hölls.", "Answer only if the meeting was not held.";
    ONLY_TRAINING: "Ärendet gäller bara arbetsträning och har inget teammöte. Begär arbetsträning i stället.", "The case is for work training only and has no team meeting. Ask for work training instead.";
    NOT_YET: "Mötet har inte börjat. Du kan svara när det har börjat.", "The meeting has not begun. You can answer once it has.";
    OUTCOME_DONE: "Det är antecknat hur mötet gick.", "The outcome is noted.";

    ATTENDANCE_TITLE: "Rätta vilka som var med", "Correct who was there";
    ATTENDANCE_HINT: "Kryssa i dem som var med.", "Tick those who were there.";
    ATTENDANCE_PARTICIPANT: "Mötet är antecknat som hållet, så deltagaren ska vara ikryssad. Att mötet hölls går inte att ändra här.", "The meeting is noted as held, so the participant has to be ticked. That it was held can't be changed here.";
    ATTENDANCE_MEANWHILE: "Sedan du öppnade sidan har någon annan rättat närvaron, eller så har ett nytt möte hållits. Ladda om sidan och se efter.", "Since you opened the page someone else has corrected the attendance, or a further meeting was held. Reload the page and check.";
    ATTENDANCE_SAME: "Inget är ändrat.", "Nothing is changed.";
    ATTENDANCE_DONE: "Närvaron är rättad.", "Who was there is corrected.";

    MEETINGS: "Möten", "Meetings";
    NO_MEETINGS: "Inget möte är bokat", "No meeting is booked";
    BOOK_MEETING: "Boka möte", "Book a meeting";
    BOOK_NEW: "Boka ett nytt möte", "Book a new meeting";
    MOVE_MEETING: "Flytta", "Move";
    REGISTER: "Skriv hur det gick", "Note how it went";
    LETTER: "Brev till deltagaren", "Letter to the participant";
    TELL_MOVED: "Mötet flyttades {}. Säg till:", "The meeting was moved {}. Tell:";
    TELL_CANCELLED: "Mötet ställdes in {}. Säg till:", "The meeting was cancelled {}. Tell:";
    TELL_REFERRER: "anmälaren: ", "the referrer: ";
    TELL_PARTICIPANT: "deltagaren: kom överens med anmälaren om vem av er som hör av sig", "the participant: agree with the referrer on which of you gets in touch";
    TELL_TEAM: "teamet: {}", "the team: {}";
    TELL_LOTS: "lotsen: {}", "the lots (guide): {}";
    CAME_LIST: "Med på mötet: {}.", "At the meeting: {}.";
    ABSENT_LIST: "Kom inte: {}.", "Did not come: {}.";

    LETTER_TITLE: "Välkommen till ditt möte", "Welcome to your meeting";
    LETTER_HINT: "Bara brevet kommer med på papperet. Att du har öppnat det för utskrift är antecknat i loggen.", "Only the letter comes on the paper. That you opened it for printing is noted in the log.";
    LETTER_HELLO: "Du ska få träffa flera myndigheter på en gång, så att du slipper berätta samma sak flera gånger. Tillsammans gör ni en plan som är din.", "You will meet several agencies at once, so that you need not tell the same thing many times. Together you make a plan that is yours.";
    LETTER_WHERE: "Var", "Where";
    LETTER_LENGTH: "Hur länge", "How long";
    LETTER_MINUTES: "ungefär {} minuter", "about {} minutes";
    BY_PHONE: "på telefon", "by phone";
    BY_VIDEO: "på video", "by video";
    IN_PERSON: "på plats", "in person";
    HYBRID: "på plats eller på distans, som du vill", "in person or remotely, as you like";
    LETTER_COME: "De här kommer:", "These people will come:";
    COORDINATOR_DOES: "koordinatorn, som håller i mötet och skriver ner det ni kommer överens om", "the coordinator, who leads the meeting and writes down what you agree on";
    REFERRER_DOES: "{}, som har skickat in din anmälan och är med dig", "{}, who sent in your referral and is there with you";
    INTERPRETER_COMES: "en tolk", "an interpreter";
    LETTER_PREPARE: "Så kan du förbereda dig", "How you can prepare";
    PREPARE_1: "Tänk på vad du själv vill ska bli annorlunda.", "Think of what you would like to be different.";
    PREPARE_2: "Skriv ner det du vill fråga om. Du behöver inte kunna det utantill.", "Write down what you want to ask. You need not know it by heart.";
    PREPARE_3: "Du får ta med någon som du litar på.", "You may bring someone you trust.";
    LETTER_VOLUNTARY: "Mötet är frivilligt. Ingen bestämmer över dig där. Vill du byta tid eller inte komma, säg det till den som har skickat in din anmälan.", "The meeting is voluntary. Nobody makes decisions about you there. If you want another time or don't want to come, tell the person who sent in your referral.";
    LETTER_CALL: "Har du frågor? Ring oss på {}.", "Do you have questions? Call us on {}.";
    LETTER_NO_PHONE: "Brevet säger inte vem deltagaren kan ringa.", "The letter does not say whom the participant can call.";
    LETTER_ASK_FOR_PHONE: "Teamet har inget telefonnummer. Be administratören skriva in det.", "The team has no telephone number. Ask the administrator to enter it.";
    COORDINATOR: "koordinator", "coordinator";

    PRINT_TITLE: "Underlag till teammötet", "Papers for the team meeting";
    PRINT_LEAD: "Att du har öppnat underlaget för utskrift är antecknat i loggen för varje ärende. Förstör papperet efter mötet.", "That you opened the papers for printing is noted in the log of each case. Destroy the paper after the meeting.";
    QUESTION: "Frågan till teamet", "The question to the team";
    OWN_WORDS: "Deltagarens egna ord", "The participant's own words";
    OWN_GOAL: "Deltagarens mål", "The participant's goal";
    PREPARED_ON: "Deltagaren skrev det här på sin egen sida {}", "The participant wrote this on their own page, {}";
    TRIED: "Det här är prövat", "What has been tried";
    ASKED_FOR: "Parter som ska vara med", "Parties asked for";
    INVOLVED: "Inblandade i dag", "Involved today";
    REFERRER: "Anmälare", "Referrer";
    INTERPRETER: "Tolk", "Interpreter";
    NO_INTERPRETER_NEEDED: "behövs inte", "not needed";

    REGISTER_OUTCOME: "Skriv hur teammötet gick", "Note how the team meeting went";
    SEAT_IS_EMPTY: "Stolen för {} är tom", "The seat of {} is empty";
    YOUR_SEAT_IS_EMPTY: "Din stol är tom på teamtiden", "Your seat is empty at the team time";
    QUEUE_LIMIT: "Gränsen är {}", "The limit is {}";
    TASK_BOOK: "Boka ett teammöte", "Book a team meeting";
    WAITED_TOO_LONG: "Har väntat för länge i kön", "Has waited too long in the queue";
    TASK_MOVED: "Teammötet är flyttat", "The team meeting is moved";
    TASK_MOVED_DETAIL: "Ny tid: {}. Säg till deltagaren.", "New time: {}. Tell the participant.";
    TASK_CANCELLED: "Teammötet är inställt", "The team meeting is cancelled";
    TASK_CANCELLED_DETAIL: "Inställd tid: {}. Säg till deltagaren.", "Cancelled time: {}. Tell the participant.";
    TASK_NOT_HELD: "Det blev inget teammöte", "There was no team meeting";
    TASK_NOT_HELD_DETAIL: "Bokad tid: {}.", "Booked time: {}.";
    READ_BEFORE_MEETING: "Läs ärendena före teammötet", "Read the cases before the team meeting";
    PREPARE_PARTICIPANT: "Förbered deltagaren inför teammötet", "Prepare the participant for the team meeting";
}
