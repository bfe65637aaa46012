//! The words of the organisation's pages.
use super::rules::Party;
use crate::kernel::lang::Text;

/// A party as it stands inside a sentence.
pub fn the_party(party: Party) -> Text {
    match party {
        Party::SocialServices => Text { sv: "socialtjänsten", en: "social services" },
        Party::Jobbtorg => Text { sv: "Jobbtorg", en: "Jobbtorg" },
        Party::EmploymentService => Text { sv: "Arbetsförmedlingen", en: "Arbetsförmedlingen" },
        Party::SocialInsurance => Text { sv: "Försäkringskassan", en: "Försäkringskassan" },
        Party::HealthCare => Text { sv: "hälso- och sjukvården", en: "health care" },
    }
}

crate::texts! {
    ASSOCIATION: "Förbundet", "The association";
    HUB_LEAD: "Här sköter du det som rör hela förbundet: vilka som är med, vilka som arbetar i systemet och vilka team som finns.", "Here you look after what concerns the whole association: who takes part, who works in the system and which teams there are.";
    SETTINGS: "Inställningar", "Settings";
    SETTINGS_HINT: "Förbundets namn, och när något räknas som försenat", "The association's name, and when something counts as late";
    DISTRICTS_HINT: "Var deltagarna bor", "Where participants live";
    AGENCIES_HINT: "Myndigheter och verksamheter med sina enheter", "Agencies with their units";
    TEAMS: "Team", "Teams";
    TEAMS_HINT: "Stolar, ordinarie och ersättare", "Seats, representatives and substitutes";
    USERS: "Användare", "Users";
    USERS_HINT: "Vilka som kan logga in, och deras uppgifter", "Who can log in, and their tasks";
    IMPORT: "Läs in register", "Import a register";
    IMPORT_HINT: "Ta in ett års ärenden från åtta filer", "Take in a year's cases from eight files";
    FURTHER: "Lägg upp ett förbund till", "Add another association";
    FURTHER_HINT: "Skilt från det här: inga uppgifter delas mellan förbund", "Apart from this one: nothing is shared between associations";
    ASSOCIATION_NAME: "Förbundets namn", "The association's name";
    NAME: "Namn", "Name";
    NAME_MISSING: "Skriv ett namn.", "Write a name.";
    NAME_TAKEN: "Namnet finns redan. Välj ett annat.", "The name is taken. Choose another.";
    NAME_TAKEN_CLOSED: "Namnet finns redan, kanske bland de avslutade. Välj ett annat, eller ta det gamla i bruk igen.", "The name is taken, perhaps by a closed one. Choose another, or take the old one into use again.";
    LATE_WHEN: "När något är försenat", "When something is late";
    INBOX_DAYS: "Dagar i inkorgen", "Days in the inbox";
    INBOX_DAYS_HINT: "Så länge får en anmälan vänta på ett första svar.", "How long a referral may wait for a first answer.";
    QUEUE_WEEKS: "Veckor i kö", "Weeks in the queue";
    QUEUE_WEEKS_HINT: "Så länge får någon vänta på en teamtid.", "How long someone may wait for a team time.";
    PLAN_DAYS: "Dagar till gemensam plan", "Days until the joint plan";
    PLAN_DAYS_HINT: "Räknat från att teammötet hölls.", "Counted from the day of the team meeting.";
    FOLLOW_UP_DAYS: "Dagar efter utsatt dag för uppföljning", "Days after a follow-up was due";
    FOLLOW_UP_DAYS_HINT: "Sedan hamnar den på koordinatorns lista.", "Then it is on the coordinator's list.";
    INFORMATION_DAYS: "Dagar till informationsmöte", "Days to the information meeting";
    INFORMATION_DAYS_HINT: "Arbetsträning: räknat från att den begärdes.", "Work training: counted from the request.";
    SAVE: "Spara", "Save";
    SAVED: "Ändringen är sparad.", "The change is saved.";
    CHANGE: "Ändra", "Change";
    ADD: "Lägg till", "Add";
    ADDED: "Tillagd.", "Added.";
    STANDING: "Läge", "Status";
    STANDING_HINT: "Det som är avslutat kan inte väljas, men står kvar i äldre ärenden.", "What is closed can't be chosen, but stays in older cases.";
    CHOOSE_STANDING: "Välj i bruk eller avslutad.", "Choose in use or closed.";
    IN_USE: "i bruk", "in use";
    DISTRICTS: "Stadsdelsområden", "Districts";
    DISTRICT: "Stadsdelsområde", "District";
    DISTRICTS_LEAD: "Deltagare som bor här hör till förbundet. Varje team tar emot från några av dem.", "Participants who live here belong to the association. Each team serves some of them.";
    NO_DISTRICTS: "Inga stadsdelsområden ännu", "No districts yet";
    NO_DISTRICTS_HINT: "Lägg till det första här nedanför.", "Add the first one below.";
    ADD_DISTRICT: "Lägg till ett stadsdelsområde", "Add a district";
    DISTRICT_SERVED: "Ett team tar emot härifrån. Ta bort området från teamet först.", "A team serves this district. Take it off the team first.";
    SERVED_BY: "Team", "Teams";
    NO_TEAM: "inget team", "no team";
    AGENCIES: "Myndigheter", "Agencies";
    AGENCIES_LEAD: "De som användarna arbetar hos: stadsdelsförvaltningar, Jobbtorg, kontor, mottagningar.", "Where users are employed: city district administrations, Jobbtorg, offices, clinics.";
    AGENCY: "Myndighet", "Agency";
    NO_AGENCIES: "Inga myndigheter här", "No agencies here";
    NO_AGENCIES_HINT: "Lägg till en, eller välj en annan part.", "Add one, or choose another party.";
    ADD_AGENCY: "Lägg till en myndighet", "Add an agency";
    CODE: "Kod", "Code";
    CODE_HINT: "Kort, till exempel SDF-01. Används när register läses in.", "Short, for example SDF-01. Used when registers are imported.";
    CODE_MISSING: "Skriv en kod.", "Write a code.";
    CODE_TAKEN: "Koden används redan. Välj en annan.", "The code is taken. Choose another.";
    CODE_FORM: "Skriv koden med bokstäver A–Ö, siffror, punkt, bindestreck eller understreck.", "Write the code with letters, digits, full stops, hyphens or underscores.";
    PARTY: "Part", "Party";
    PARTY_MISSING: "Välj part.", "Choose a party.";
    PARTY_FIXED: "Parten kan inte ändras, eftersom samtycken gäller den. Lägg upp en ny myndighet om den är fel.", "The party can't be changed, because consents name it. Add a new agency if it is wrong.";
    ALL_PARTIES: "Alla parter", "All parties";
    ALL: "Alla", "All";
    UNITS: "Enheter", "Units";
    UNIT: "Enhet", "Unit";
    NO_UNITS: "Inga enheter ännu", "No units yet";
    NO_UNITS_HINT: "Användare som anmäler eller sitter i team hör till en enhet.", "Users who refer or sit in teams belong to a unit.";
    ADD_UNIT: "Lägg till en enhet", "Add a unit";
    COVERS: "Täcker kollegorna upp för varandra?", "Do colleagues cover for each other?";
    COVERS_SHORT: "Täcker upp", "Covers";
    COVERS_HINT: "Ja: de som anmäler härifrån ser och sköter varandras ärenden vid frånvaro.", "Yes: those who refer from here see and look after each other's cases in absence.";
    COVERS_MISSING: "Svara ja eller nej.", "Answer yes or no.";
    YES: "ja", "yes";
    NO: "nej", "no";
    AGENCY_USED: "Myndigheten har enheter i bruk. Avsluta dem först.", "The agency has units in use. Close them first.";
    UNIT_USED: "Någon har en uppgift vid enheten. Avsluta uppgifterna först.", "Someone holds a task at the unit. End the tasks first.";
    AGENCY_CLOSED: "Myndigheten är avslutad. Ta den i bruk igen först.", "The agency is closed. Take it into use again first.";
    LIST_OF_DISTRICTS: "Stadsdelsområden i bokstavsordning", "Districts in alphabetical order";
    LIST_OF_AGENCIES: "Myndigheter i bokstavsordning", "Agencies in alphabetical order";
    LIST_OF_UNITS: "Enheter i bokstavsordning", "Units in alphabetical order";
}
