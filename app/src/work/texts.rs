//! The words of the start page.
crate::texts! {
    MORNING: "God morgon, {}", "Good morning, {}";
    DAY: "Hej, {}", "Hello, {}";
    EVENING: "God kväll, {}", "Good evening, {}";
    NEEDS_YOU: "Behöver dig nu", "Needs your attention";
    WHAT: "Vad", "Task";
    CASE: "Ärende", "Case";
    WHOSE: "Vems tur", "Whose turn";
    WHEN: "När", "When";
    NOTHING: "Ingenting väntar på dig just nu.", "Nothing is waiting for you right now.";
    NOTHING_HINT: "Nya saker visas här så snart det är din tur.", "New tasks appear here as soon as it is your turn.";
    LATE_ONE: "En sak är försenad.", "One task is late.";
    LATE_MANY: "{} saker är försenade.", "{} tasks are late.";
    WAITING_ONE: "En sak väntar på dig.", "You have one task.";
    WAITING_MANY: "{} saker väntar på dig.", "You have {} tasks.";
    COMING: "Kommande aktiviteter", "Upcoming activities";
    COMING_ONE: "Din part har en aktivitet framför sig.", "Your party has one upcoming activity.";
    COMING_MANY: "Din part har {} aktiviteter framför sig.", "Your party has {} upcoming activities.";
    ACTIVITY: "Aktivitet", "Activity";
    DUE: "Klart senast", "Due";
    NO_DAY: "ingen dag satt", "no day set";
    ALL_ACTIVITIES: "Alla aktiviteter", "All activities";
    WHERE_TO: "Vart vill du?", "Where do you want to go?";
}
