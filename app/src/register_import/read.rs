//! From the eight files to types. Bounded: no file over 50 MB is read, a stream that grows beyond is cut, and reading
//! ends at the hundredth fault.
mod rows;
mod unix;

use self::{rows::typed, unix::Unix};
use super::{
    forms::LARGEST_FILE,
    register::{Register, Row},
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
            faults.add(file, 0, "", "", Expected::with(texts::FILE_MISSING, file.name()));
            continue;
        };
        if !about.is_file() {
            faults.add(file, 0, "", "", Expected::with(texts::FILE_MISSING, file.name()));
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

#[cfg(test)]
mod tests;
