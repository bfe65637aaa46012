//! From the eight files to types. Bounded: no file over 50 MB is read, a stream that grows beyond is cut, and reading
//! ends at the hundredth fault.
use super::{
    cells::Cells,
    codes::{Education, Gender, SupportBand},
    forms::LARGEST_FILE,
    register::{Activity, Agency, Consent, FollowUp, Lots, Meeting, Person, Placement, Referral, Register, Row, Team},
    report::{Expected, Faults, File},
    texts,
};
use crate::kernel::code::Code;
use chrono::NaiveDate;
use csv::{ByteRecord, ReaderBuilder};
use std::{
    collections::HashMap,
    io::{self, BufRead, BufReader, Read},
    path::Path,
};

/// The longest cell, in characters.
const LONGEST_CELL: usize = 10_000;
/// The names of the columns stand within this.
const FIRST_LOOK: usize = 16 * 1024;

/// The files' contents, wherever they come from.
pub type Sources<'a> = Vec<(File, Box<dyn Read + Send + 'a>)>;

/// Reads a folder. Every fault that can be told is told, file by file.
pub fn folder(dir: &Path, today: NaiveDate) -> Result<Register, Faults> {
    let mut faults = Faults::default();
    let mut sources: Sources<'static> = Vec::new();
    for file in File::ALL.iter().copied() {
        let path = dir.join(file.name());
        let Ok(about) = std::fs::metadata(&path) else {
            faults.add(file, 0, "", "", texts::FILE_MISSING);
            continue;
        };
        if !about.is_file() {
            faults.add(file, 0, "", "", texts::FILE_MISSING);
        } else if about.len() > LARGEST_FILE {
            let size = format!("{} MB", about.len() / 1024 / 1024);
            faults.add(file, 0, "", &size, texts::FILE_TOO_LARGE);
        } else {
            match std::fs::File::open(&path) {
                Ok(opened) => sources.push((file, Box::new(opened))),
                Err(_) => faults.add(file, 0, "", "", texts::UNREADABLE),
            }
        }
    }
    read(sources, today, faults)
}

/// Reads the sources that there are, and checks the whole when they make sense one by one.
pub fn read(sources: Sources<'_>, today: NaiveDate, mut faults: Faults) -> Result<Register, Faults> {
    let mut register = Register::default();
    let mut whole = Vec::new();
    for (file, source) in sources {
        if faults.full() {
            break;
        }
        if one(file, source, today, &mut register, &mut faults).is_some() {
            whole.push(file);
        }
    }
    // what is not wholly there would only make the rest look wrong
    if whole.len() == File::ALL.len() && !faults.full() {
        super::check::check(&register, &mut faults);
    }
    if faults.is_empty() { Ok(register) } else { Err(faults) }
}

/// Reads one file; none when a part of it could not be read.
fn one(
    file: File,
    source: Box<dyn Read + Send + '_>,
    today: NaiveDate,
    register: &mut Register,
    faults: &mut Faults,
) -> Option<()> {
    let mut input = BufReader::with_capacity(FIRST_LOOK, Unix::new(source));
    let Some(separator) = separator(&mut input) else {
        faults.add(file, 0, "", "", texts::NOT_CSV);
        return None;
    };
    let mut csv = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(&mut input);
    let mut record = ByteRecord::new();
    if !next(file, &mut csv, &mut record, faults)? {
        faults.add(file, 1, "", "", texts::NOT_CSV);
        return None;
    }
    let order = order(file, &record, faults)?;
    let mut seen: HashMap<String, u64> = HashMap::new();
    let mut whole = Some(());
    while !faults.full() && next(file, &mut csv, &mut record, faults)? {
        let line = record.position().map_or(0, csv::Position::line);
        if record.len() == 1 && record[0].is_empty() {
            continue;
        }
        let Some(cells) = cells(file, line, &order, &record, faults) else {
            whole = None;
            continue;
        };
        let key = key(file, &cells);
        if let Some(first) = seen.get(&key) {
            let value = key.split('\u{1f}').next().unwrap_or_default();
            faults.add(file, line, file.key()[0], value, Expected::with(texts::SAME_KEY, first.to_string()));
            continue;
        }
        seen.insert(key.clone(), line);
        typed(file, Row { line, cells, key, is: () }, today, register, faults);
    }
    whole
}

/// The next row; false at the end, none when the file can't be read on.
fn next<R: Read>(file: File, csv: &mut csv::Reader<R>, record: &mut ByteRecord, faults: &mut Faults) -> Option<bool> {
    match csv.read_byte_record(record) {
        Ok(more) => Some(more),
        Err(error) => {
            unreadable(file, &error, faults);
            None
        }
    }
}

/// `;` or `,`, by the first row. None: this is no text with a row of names, such as a packed or binary file.
fn separator(input: &mut impl BufRead) -> Option<u8> {
    let start = input.fill_buf().ok()?;
    let without_bom = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    let bom = start.len() - without_bom.len();
    let end = without_bom.iter().position(|b| *b == b'\n').unwrap_or(without_bom.len());
    let names = &without_bom[..end];
    let is_binary = start.iter().any(|b| *b < 0x20 && !matches!(b, b'\n' | b'\r' | b'\t'));
    if is_binary || names.is_empty() || (end == without_bom.len() && start.len() >= FIRST_LOOK) {
        return None;
    }
    let count = |sign: u8| names.iter().filter(|b| **b == sign).count();
    let separator = if count(b';') >= count(b',') { b';' } else { b',' };
    input.consume(bom);
    Some(separator)
}

fn unreadable(file: File, error: &csv::Error, faults: &mut Faults) {
    let too_large = matches!(error.kind(), csv::ErrorKind::Io(e) if e.kind() == io::ErrorKind::FileTooLarge);
    let line = error.position().map_or(0, csv::Position::line);
    faults.add(file, line, "", "", if too_large { texts::FILE_TOO_LARGE } else { texts::NOT_CSV });
}

/// For each of the file's columns its place in the row; None when they are not all there, each once.
fn order(file: File, names: &ByteRecord, faults: &mut Faults) -> Option<Vec<usize>> {
    let names: Vec<String> = names.iter().map(|n| String::from_utf8_lossy(n).trim().to_lowercase()).collect();
    let known = names.iter().filter(|n| file.columns().contains(&n.as_str())).count();
    if known == 0 {
        // data without names, or another file: nothing of it is repeated
        faults.add(file, 1, "", "", texts::NOT_CSV);
        return None;
    }
    let mut whole = true;
    for (at, name) in names.iter().enumerate() {
        if !file.columns().contains(&name.as_str()) {
            let shown = if known * 2 >= file.columns().len() { name.as_str() } else { "····" };
            let expected = Expected::with(texts::COLUMN_UNKNOWN, file.columns().join(", "));
            faults.add(file, 1, shown, "", expected);
            whole = false;
        } else if names[..at].contains(name) {
            faults.add(file, 1, name, "", texts::COLUMN_TWICE);
            whole = false;
        }
    }
    let mut order = Vec::new();
    for column in file.columns() {
        match names.iter().position(|n| n == column) {
            Some(at) => order.push(at),
            None => {
                faults.add(file, 1, column, "", Expected::with(texts::COLUMN_MISSING, *column));
                whole = false;
            }
        }
    }
    whole.then_some(order)
}

/// The row's cells in the file's own order, trimmed.
fn cells(file: File, line: u64, order: &[usize], record: &ByteRecord, faults: &mut Faults) -> Option<Vec<String>> {
    if record.len() != order.len() {
        faults.add(file, line, "", "", Expected::with(texts::CELLS, order.len().to_string()));
        return None;
    }
    let mut cells = Vec::with_capacity(order.len());
    for (column, at) in file.columns().iter().zip(order) {
        let text = String::from_utf8_lossy(&record[*at]);
        let cell = text.trim();
        if std::str::from_utf8(&record[*at]).is_err() || cell.contains('\0') {
            faults.add(file, line, column, cell, texts::UTF8);
        } else if cell.chars().count() > LONGEST_CELL {
            faults.add(file, line, column, "", Expected::with(texts::TOO_LONG, LONGEST_CELL.to_string()));
        }
        cells.push(cell.to_owned());
    }
    Some(cells)
}

fn key(file: File, cells: &[String]) -> String {
    let of = |k: &&str| file.columns().iter().position(|c| c == k).map_or("", |at| cells[at].as_str());
    file.key().iter().map(of).collect::<Vec<_>>().join("\u{1f}")
}

fn typed(file: File, row: Row<()>, today: NaiveDate, register: &mut Register, faults: &mut Faults) {
    let mut c = Cells { file, line: row.line, cells: &row.cells, today, faults };
    match file {
        File::Agencies => {
            let is = agency(&mut c);
            register.agencies.push(with(row, is));
        }
        File::Teams => {
            let is = team(&mut c);
            register.teams.push(with(row, is));
        }
        File::Referrals => {
            let is = referral(&mut c);
            register.referrals.push(with(row, is));
        }
        File::Meetings => {
            let is = meeting(&mut c);
            register.meetings.push(with(row, is));
        }
        File::Activities => {
            let is = activity(&mut c);
            register.activities.push(with(row, is));
        }
        File::FollowUps => {
            let is = follow_up(&mut c);
            register.follow_ups.push(with(row, is));
        }
        File::Lots => {
            let is = lots(&mut c);
            register.lots.push(with(row, is));
        }
        File::Placements => {
            let is = placement(&mut c);
            register.placements.push(with(row, is));
        }
    }
}

fn with<T>(row: Row<()>, is: T) -> Row<T> {
    Row { line: row.line, cells: row.cells, key: row.key, is }
}

fn agency(c: &mut Cells<'_>) -> Agency {
    Agency { code: c.needed("agency_code"), name: c.needed("agency_name"), party: c.needed_code("party") }
}

fn team(c: &mut Cells<'_>) -> Team {
    Team { code: c.needed("team_code"), name: c.needed("team_name"), districts: c.words("districts") }
}

fn person(c: &mut Cells<'_>) -> Person {
    Person {
        identity: c.identity("identity_number"),
        given_name: c.text("given_name"),
        family_name: c.text("family_name"),
        gender: c.code("gender").unwrap_or(Gender::NotStated),
    }
}

fn referral(c: &mut Cells<'_>) -> Referral {
    Referral {
        case: c.needed("case_ref"),
        submitted_on: c.needed_day("submitted_on"),
        agency: c.needed("agency_code"),
        referrer_email: c.email("referrer_email"),
        person: person(c),
        district: c.optional_text("district"),
        language: c.language("language"),
        livelihood: c.codes("livelihood"),
        support_band: c.code("support_band").unwrap_or(SupportBand::Unknown),
        education: c.code("education").unwrap_or(Education::Unknown),
        parties: c.codes("parties"),
        question: c.text("question"),
        track: c.needed_code("track"),
        status: c.needed_code("status"),
        return_reason: c.code("return_reason"),
        consent: consent(c),
        sus_consent: c.yes_no("sus_consent"),
        closed_on: c.day("closed_on"),
        end_reason: c.code("end_reason"),
        livelihood_end: c.codes("livelihood_end"),
    }
}

fn consent(c: &mut Cells<'_>) -> Option<Consent> {
    let (parties, form) = (c.codes("consent_parties"), c.code("consent_form"));
    let Some(on) = c.day("consent_on") else {
        if c.raw("consent_on").is_empty() {
            for column in ["consent_parties", "consent_form"] {
                if !c.raw(column).is_empty() {
                    c.wrong(column, texts::ONLY_WITH_CONSENT);
                }
            }
        }
        return None;
    };
    if c.raw("consent_form").is_empty() {
        c.wrong("consent_form", texts::NEEDS_FORM);
    }
    form.map(|form| Consent { on, parties, form })
}

fn meeting(c: &mut Cells<'_>) -> Meeting {
    Meeting {
        case: c.needed("case_ref"),
        team: c.needed("team_code"),
        starts_at: c.needed_time("starts_at"),
        form: c.needed_code("form"),
        outcome: c.needed_code("outcome"),
    }
}

fn activity(c: &mut Cells<'_>) -> Activity {
    if c.raw("no").is_empty() {
        c.wrong("no", texts::A_NUMBER);
    }
    Activity {
        case: c.needed("case_ref"),
        no: c.number("no").unwrap_or_default(),
        text: c.needed("text"),
        responsible: c.needed_code("responsible"),
        due_on: c.any_day("due_on"),
        status: c.needed_code("status"),
    }
}

fn follow_up(c: &mut Cells<'_>) -> FollowUp {
    let follow_up = FollowUp {
        case: c.needed("case_ref"),
        months: c.needed_code("months"),
        done_on: c.day("done_on"),
        result: c.code("result"),
    };
    if follow_up.result.is_some() && c.raw("done_on").is_empty() {
        c.wrong("done_on", texts::RESULT_NEEDS_DAY);
    }
    follow_up
}

fn lots(c: &mut Cells<'_>) -> Lots {
    Lots {
        case: c.needed("case_ref"),
        asked_on: c.needed_day("asked_on"),
        asked_at: c.needed_code("asked_at"),
        ended_on: c.day("ended_on"),
        contacts: c.number("contacts").unwrap_or_default(),
    }
}

/// What a place is called when the register names its provider alone.
const PLACE_NOT_NAMED: &str = "Ej angiven";

fn placement(c: &mut Cells<'_>) -> Placement {
    let place = match (c.optional_text("provider"), c.optional_text("place")) {
        (Some(provider), place) => Some((provider, place.unwrap_or_else(|| PLACE_NOT_NAMED.into()))),
        (None, Some(_)) => {
            c.wrong("provider", texts::PLACE_NEEDS_PROVIDER);
            None
        }
        (None, None) => None,
    };
    Placement {
        reference: c.needed("placement_ref"),
        case: c.optional_text("case_ref"),
        person: person(c),
        entry: c.needed_code("entry"),
        place,
        requested_on: c.needed_day("requested_on"),
        information_meeting_on: c.day("information_meeting_on"),
        started_on: c.day("started_on"),
        ended_on: c.day("ended_on"),
        stage: c.needed_code("stage"),
        end_reason: c.code("end_reason"),
        hours_per_week: c.number("hours_per_week"),
    }
}

/// Line ends as LF, so that lines are counted as an editor counts them; and no more than [`LARGEST_FILE`] bytes.
struct Unix<R> {
    source: R,
    left: u64,
    held: bool,
    buffer: Vec<u8>,
}

impl<R: Read> Unix<R> {
    fn new(source: R) -> Self {
        Unix { source, left: LARGEST_FILE, held: false, buffer: vec![0; FIRST_LOOK] }
    }
}

impl<R: Read> Read for Unix<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            let room = self.buffer.len().min(out.len().saturating_sub(1).max(1));
            let got = self.source.read(&mut self.buffer[..room])?;
            self.left = self
                .left
                .checked_sub(got as u64)
                .ok_or_else(|| io::Error::new(io::ErrorKind::FileTooLarge, "more than 50 MB"))?;
            let mut written = 0;
            if got == 0 {
                if std::mem::take(&mut self.held) {
                    out[0] = b'\r';
                    written = 1;
                }
                return Ok(written);
            }
            for byte in &self.buffer[..got] {
                if std::mem::take(&mut self.held) && *byte != b'\n' {
                    out[written] = b'\r';
                    written += 1;
                }
                if *byte == b'\r' {
                    self.held = true;
                } else {
                    out[written] = *byte;
                    written += 1;
                }
            }
            if written > 0 {
                return Ok(written);
            }
        }
    }
}

#[cfg(test)]
mod tests;
