//! The rail: one line an entry, with who sees it.
use super::view::Viewer;
use crate::{access::Role, kernel::lang::Text};

/// An entry of the rail.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    pub href: &'static str,
    pub words: Text,
    /// Empty: everyone who is logged in.
    pub roles: &'static [Role],
    /// Begins a new group.
    pub gap: bool,
}

const fn entry(href: &'static str, sv: &'static str, en: &'static str, roles: &'static [Role]) -> Entry {
    Entry { href, words: Text { sv, en }, roles, gap: false }
}

const fn group(href: &'static str, sv: &'static str, en: &'static str, roles: &'static [Role]) -> Entry {
    Entry { href, words: Text { sv, en }, roles, gap: true }
}

/// Every entry, in the order of the rail.
#[rustfmt::skip] // one line an entry: branches are merged line by line
pub const ENTRIES: &[Entry] = &[
    entry("/", "Mitt arbete", "My work", &[]),
    entry("/inbox", "Inkorg", "Inbox", &[Role::Coordinator]),
    entry("/referrals", "Mina anmälningar", "My referrals", &[Role::Referrer]),
    entry("/consultations", "Avidentifierade frågor", "Questions without identity", &[Role::Referrer, Role::Coordinator]),
    entry("/queue", "Kö", "Queue", &[Role::Coordinator]),
    entry("/cases", "Ärenden", "Cases", &[Role::Coordinator, Role::Representative, Role::Lots, Role::WorkTraining]),
    entry("/calendar", "Kalender", "Calendar", &[Role::Coordinator, Role::Representative]),
    entry("/activities", "Aktiviteter", "Activities", &[Role::Coordinator, Role::Representative]),
    entry("/lots", "Lots", "Lots (guides)", &[Role::Lots, Role::Coordinator]),
    entry("/follow-ups", "Uppföljningar", "Follow-ups", &[Role::Lots, Role::Coordinator]),
    entry("/work-training", "Arbetsträning", "Work training", &[Role::WorkTraining, Role::Coordinator]),
    entry("/reviews", "Öppnat utan samtycke", "Opened without consent", &[Role::Coordinator, Role::Administrator]),
    group("/figures", "Nyckeltal", "Key figures", &[Role::Office, Role::Coordinator, Role::Administrator]),
    group("/admin", "Förbundet", "The association", &[Role::Administrator]),
    entry("/admin/users", "Användare", "Users", &[Role::Administrator]),
    entry("/admin/import", "Läs in register", "Import a register", &[Role::Administrator]),
    entry("/teams", "Team", "Teams", &[Role::Administrator, Role::Coordinator, Role::Representative]),
    group("/profile", "Min profil", "My profile", &[]),
];

/// The entries that this user sees.
pub fn entries_for(viewer: &Viewer) -> impl Iterator<Item = &'static Entry> + '_ {
    ENTRIES.iter().filter(|e| e.roles.is_empty() || e.roles.iter().any(|r| viewer.has(*r)))
}
