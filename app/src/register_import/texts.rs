//! The words of the import: what was expected, and its pages.
crate::texts! {
    // of files
    FILE_MISSING: "en fil med det här namnet", "a file with this name";
    FILE_TOO_LARGE: "en fil på högst 50 MB", "a file of at most 50 MB";
    NOT_CSV: "en CSV-fil i text, med kolumnernas namn på första raden", "a CSV file in text, with the columns' names in the first row";
    UNREADABLE: "en fil som går att läsa", "a file that can be read";
    COLUMN_MISSING: "en kolumn med namnet {}", "a column named {}";
    COLUMN_UNKNOWN: "bara kolumnerna {}", "only the columns {}";
    COLUMN_TWICE: "varje kolumn en gång", "each column once";
    CELLS: "{} celler i raden", "{} cells in the row";
    UTF8: "tecken i UTF-8", "characters in UTF-8";
    TOO_LONG: "högst {} tecken", "at most {} characters";
    // of cells
    A_VALUE: "ett värde", "a value";
    ONE_OF: "någon av {}", "one of {}";
    EACH_ONCE: "varje part en gång", "each party once";
    A_DAY: "en dag, skriven ÅÅÅÅ-MM-DD", "a day, written YYYY-MM-DD";
    A_TIME: "en tid, skriven ÅÅÅÅ-MM-DD TT:MM", "a time, written YYYY-MM-DD HH:MM";
    CLOCK_CHANGE: "en tid som finns: klockan ställdes fram", "a time that occurs: the clock was put forward";
    A_NUMBER: "ett helt tal, 0 till 10000", "a whole number, 0 to 10000";
    A_LANGUAGE: "ett språk enligt ISO 639-1, med två små bokstäver", "a language of ISO 639-1, two small letters";
    AN_EMAIL: "en e-postadress", "an e-mail address";
    IDENTITY_FORMAT: "ett personnummer, skrivet ÅÅÅÅMMDD-NNNN", "an identity number, written YYYYMMDD-NNNN";
    IDENTITY_DATE: "ett personnummer med en dag som finns", "an identity number with a day that exists";
    IDENTITY_CHECK: "ett personnummer vars kontrollsiffra stämmer", "an identity number whose check digit fits";
    // between rows
    SAME_KEY: "en nyckel som inte redan finns på rad {}", "a key that does not stand in line {} already";
    UNKNOWN_AGENCY: "en kod ur agencies.csv", "a code from agencies.csv";
    UNKNOWN_TEAM: "en kod ur teams.csv", "a code from teams.csv";
    UNKNOWN_CASE: "en referens ur referrals.csv", "a reference from referrals.csv";
    IN_FUTURE: "en dag som har varit, senast {}", "a day that has been, {} at the latest";
    NOT_BEFORE: "en dag som inte är före {}", "a day not before {}";
    NEEDS_MEETING: "ett hållet möte i meetings.csv när läget är met", "a held meeting in meetings.csv for the status met";
    MEETING_NEEDS_MET: "läget met eller closed för ett ärende med hållet möte", "the status met or closed for a case with a held meeting";
    ONLY_RETURNED: "ett skäl om, och bara om, läget är returned", "a reason if, and only if, the status is returned";
    ONLY_CLOSED: "ett värde om, och bara om, läget är closed", "a value if, and only if, the status is closed";
    ONLY_WHEN_CLOSED: "tomt, om läget inte är closed", "nothing, unless the status is closed";
    ONLY_WITH_CONSENT: "tomt, när consent_on är tom", "nothing, as consent_on is empty";
    NEEDS_FORM: "hur samtycket gavs", "how the consent was given";
    FOLLOW_UP_NEEDS_MEETING: "ett ärende med ett hållet möte", "a case with a held meeting";
    RESULT_NEEDS_DAY: "dagen då uppföljningen gjordes", "the day on which the follow-up was done";
    THIRD_IN_SLOT: "högst två möten i samma teamtid; tiden börjar {}", "at most two meetings in a team's slot; the slot begins {}";
    ONE_OPEN_LOTS: "ett slutdatum: ärendet har ett senare eller annat pågående lotsuppdrag", "an end: the case has another lots assignment that is open";
    STAGE_NEEDS: "en dag, när läget är {}", "a day, as the stage is {}";
    STAGE_FORBIDS: "tomt, när läget är {}", "nothing, as the stage is {}";
    PLACE_NEEDS_PROVIDER: "en leverantör för platsen", "a provider for the place";
    OTHER_PERSON: "samma personnummer som ärendet har", "the identity number that the case has";
    // against what is in the database
    CHANGED_ROW: "samma innehåll som när raden lästes in första gången", "the content with which the row was imported the first time";
    TAKEN_CASE: "ett ärendenummer som inte redan används här", "a case number that is not in use here already";
    TAKEN_PLACEMENT: "en referens som inte redan används här", "a reference that is not in use here already";
    OTHER_AGENCY: "namn och part som förbundet redan har för koden", "the name and party that the association has for this code";
    SLOT_FULL: "en teamtid med plats kvar", "a team's slot with room left";
    // the report
    MORE_FAULTS: "Här slutar listan: rätta de här felen och försök igen.", "The list ends here: put these right and try again.";
    NOTHING_CHANGED: "Ingenting ändrades.", "Nothing was changed.";
    MADE: "Nytt: {}.", "New: {}.";
    KNOWN: "Oförändrat: {}.", "Unchanged: {}.";
    // the pages
    IMPORT: "Läs in register", "Import a register";
    IMPORT_LEAD: "Ett års register i åtta filer. Du får se vad som händer innan något sparas.", "A year's register in eight files. You see what will happen before anything is saved.";
    FILES: "Registrets filer", "The register's files";
    FILES_HINT: "Välj alla åtta på en gång: {}. Högst 50 MB per fil.", "Choose all eight at once: {}. At most 50 MB each.";
    FILES_MISSING: "Välj alla åtta filerna.", "Choose all eight files.";
    FILE_TWICE: "Samma fil är vald två gånger.", "The same file is chosen twice.";
    FILE_UNKNOWN: "En av filerna har ett namn som inte hör till registret.", "One of the files has a name that is not one of the register's.";
    CHECK: "Kontrollera filerna", "Check the files";
    ALL_OR_NOTHING: "Allt eller inget: går något fel ändras ingenting.", "Everything or nothing: if something goes wrong, nothing is changed.";
    CHECKING: "Filerna kontrolleras", "The files are being checked";
    IMPORTING: "Registret läses in", "The register is being imported";
    ROWS_OF: "{} av {} rader", "{} of {} rows";
    RELOAD: "Visa hur långt det har kommit", "Show how far it has come";
    PREVIEW: "Det här händer om du läser in registret", "This is what importing the register will do";
    CONFIRM: "Läs in registret", "Import the register";
    CONFIRM_LEAD: "Det som läses in vilar: ingen får uppgifter, påminnelser eller e-post förrän en koordinator tar upp ett ärende.", "What is imported rests: nobody gets tasks, reminders or e-mail until a coordinator takes a case up.";
    NOTHING_NEW: "Allt i filerna är redan inläst.", "Everything in the files is imported already.";
    TAKEN_IN: "Registret är inläst.", "The register is imported.";
    DORMANT: "Ärendena vilar tills en koordinator tar upp dem.", "The cases rest until a coordinator takes them up.";
    ROWS_CAPTION: "Rader i registret", "Rows of the register";
    FILE: "Fil", "File";
    LINE: "Rad", "Line";
    COLUMN: "Kolumn", "Column";
    VALUE: "Värde", "Value";
    NEW: "Nya", "New";
    UNCHANGED: "Redan inlästa", "Already imported";
    REFERENCE: "Referens", "Reference";
    DIFFERENCES: "Skillnader som tas in som de står", "Differences that are taken in as they stand";
    DIFFERENCE: "Skillnad", "Difference";
    IN_REGISTER: "I registret", "In the register";
    OTHERWISE_KNOWN: "Annars känt", "Otherwise known";
    FAULTS: "Filerna har fel som behöver rättas.", "The files have faults that must be put right.";
    FAULTS_IN_FILES: "Fel i filerna", "Faults in the files";
    FAULT: "Fel", "Fault";
    EXPECTED: "Väntade", "Expected";
    SEND_AGAIN: "Skicka rättade filer", "Send corrected files";
}
