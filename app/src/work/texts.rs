//! The words of the start page.
crate::texts! {
    MORNING: "God morgon, {}", "Good morning, {}";
    DAY: "Hej, {}", "Hello, {}";
    EVENING: "God kväll, {}", "Good evening, {}";
    NEEDS_YOU: "Behöver dig nu", "Needs you now";
    WHAT: "Vad", "What";
    CASE: "Ärende", "Case";
    WHOSE: "Vems tur", "Whose turn";
    WHEN: "När", "When";
    NOTHING: "Ingenting väntar på dig just nu.", "Nothing waits for you right now.";
    NOTHING_HINT: "Nya saker visas här så snart det är din tur.", "New things show here as soon as it is your turn.";
    LATE_ONE: "En sak är försenad.", "One thing is late.";
    LATE_MANY: "{} saker är försenade.", "{} things are late.";
    WAITING_ONE: "En sak väntar på dig.", "One thing waits for you.";
    WAITING_MANY: "{} saker väntar på dig.", "{} things wait for you.";
    WHERE_TO: "Vart vill du?", "Where to?";
}
