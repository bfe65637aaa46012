//! What an import tells: what it made, what it knew already, what differs, and what is wrong.
mod beside;
mod differences;
mod faults;
mod files;

pub use self::{
    beside::Beside,
    differences::{Difference, DifferenceKind, ToldDifference},
    faults::{Expected, Fault, Faults, MOST_FAULTS, ToldFault},
    files::File,
};
use super::texts;
use crate::kernel::{code::Code, lang::Lang};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The outcome of an import or a dry run.
#[derive(Clone, Debug, Default)]
pub struct Report {
    pub dry_run: bool,
    /// Whether the database is another than before.
    pub changed: bool,
    /// No association had the name: it is made with the register.
    pub new_association: bool,
    pub created: BTreeMap<&'static str, u64>,
    pub unchanged: BTreeMap<&'static str, u64>,
    pub differences: Vec<Difference>,
    pub faults: Vec<Fault>,
}

impl Report {
    /// A refusal: nothing was changed.
    pub fn refused(dry_run: bool, faults: Faults) -> Self {
        Report { dry_run, faults: faults.sorted(), ..Report::default() }
    }

    /// As it is printed and shown, in one language.
    pub fn told(&self, lang: Lang) -> Told {
        Told {
            dry_run: self.dry_run,
            changed: self.changed,
            created: self.created.iter().map(|(k, n)| ((*k).to_owned(), *n)).collect(),
            unchanged: self.unchanged.iter().map(|(k, n)| ((*k).to_owned(), *n)).collect(),
            differences: self
                .differences
                .iter()
                .map(|d| ToldDifference {
                    kind: d.kind,
                    file: d.file.name().into(),
                    line: d.line,
                    reference: d.reference.clone(),
                    register: d.register.clone(),
                    known: d.known.clone(),
                    words: d.kind.words().get(lang).into(),
                })
                .collect(),
            errors: self
                .faults
                .iter()
                .map(|f| ToldFault {
                    file: f.file.name().into(),
                    line: f.line,
                    column: f.column.clone(),
                    value: f.value.clone(),
                    expected: f.expected.words(lang),
                })
                .collect(),
        }
    }
}

/// A report in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    pub dry_run: bool,
    pub changed: bool,
    pub created: BTreeMap<String, u64>,
    pub unchanged: BTreeMap<String, u64>,
    pub differences: Vec<ToldDifference>,
    pub errors: Vec<ToldFault>,
}

impl Told {
    /// The report as lines for people: `referrals.csv:8 identity_number: …`.
    pub fn lines(&self, lang: Lang) -> Vec<String> {
        let mut lines = Vec::new();
        for e in &self.errors {
            let at = if e.line == 0 { e.file.clone() } else { format!("{}:{}", e.file, e.line) };
            let column = if e.column.is_empty() { String::new() } else { format!(" {}", e.column) };
            let value = if e.value.is_empty() { String::new() } else { format!(" ({})", e.value) };
            lines.push(format!("{at}{column}: {}{value}", e.expected));
        }
        if self.errors.len() >= MOST_FAULTS {
            lines.push(texts::MORE_FAULTS.get(lang).into());
        }
        if !self.errors.is_empty() {
            lines.push(texts::NOTHING_CHANGED.get(lang).into());
            return lines;
        }
        for d in &self.differences {
            lines.push(format!("{}:{} {}: {} ({} / {})", d.file, d.line, d.reference, d.words, d.register, d.known));
        }
        let kinds = || {
            let files = File::ALL.iter().map(|file| (file.code(), file.words()));
            files.chain(Beside::ALL.iter().map(|kind| (kind.code(), kind.words())))
        };
        let counts = |m: &BTreeMap<String, u64>| {
            let some = kinds().filter_map(|(kind, words)| Some((words, m.get(kind).filter(|n| **n > 0)?)));
            some.map(|(words, n)| format!("{} {n}", words.get(lang))).collect::<Vec<_>>().join(", ")
        };
        for (text, counts) in [(texts::MADE, counts(&self.created)), (texts::KNOWN, counts(&self.unchanged))] {
            if !counts.is_empty() {
                lines.push(text.with(lang, counts));
            }
        }
        if !self.changed {
            lines.push(texts::NOTHING_CHANGED.get(lang).into());
        }
        lines
    }
}
