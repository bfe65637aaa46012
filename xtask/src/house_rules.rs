//! Rules of the house that the compiler does not see, looked up in the text of the sources.
use anyhow::{Result, bail};
use std::process::Command;

use crate::process;

const LONG_FILE: usize = 500;

pub fn check() -> Result<()> {
    // New files count as well: nobody should learn of a fault only after committing it.
    let list =
        process::output(Command::new("git").args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]))?;
    let mut faults = Vec::new();
    let mut files = 0;
    for path in list.split('\0').filter(|path| !path.is_empty()) {
        // Pictures and fonts are no text; a file may be deleted and not yet committed so.
        let Some(text) = std::fs::read(path).ok().and_then(|bytes| String::from_utf8(bytes).ok()) else {
            continue;
        };
        files += 1;
        faults.extend(faults_in(path, &text));
        if text.lines().count() > LONG_FILE && is_ours_to_split(path) {
            println!("warning: {path} has {} lines: time to split it?", text.lines().count());
        }
    }
    if !faults.is_empty() {
        bail!("house rules:\n  {}", faults.join("\n  "));
    }
    println!("{files} files: all fine");
    Ok(())
}

fn is_ours_to_split(path: &str) -> bool {
    [".rs", ".ts", ".css"].iter().any(|end| path.ends_with(end)) && !path.contains("/vendor/")
}

fn faults_in(path: &str, text: &str) -> Vec<String> {
    let rust = path.ends_with(".rs");
    let page = rust && path.starts_with("app/src/");
    let mut faults = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let mut fault = |what: &str| faults.push(format!("{path}:{} {what}", index + 1));
        let comment = line.trim_start().starts_with("//");
        if page && !comment {
            if line.contains("<textarea") && !path.starts_with("app/src/ui/") {
                fault("a raw <textarea> is not escaped on the server (stored XSS): use ui's own");
            }
            if has_style_attribute(line) {
                fault("the content security policy forbids style attributes: use a class, or SVG attributes");
            }
        }
        // xtask holds these very words as patterns.
        let timeless = rust && !path.starts_with("xtask/") && !path.starts_with("app/src/kernel/clock");
        if timeless && !comment && (line.contains("Utc::now(") || line.contains("Local::now(")) {
            fault("time comes from kernel::clock");
        }
        if may_hold_persons(path) {
            for number in identity_numbers(line) {
                fault(&format!("identity number outside the test range: {}-····", &number[..8]));
            }
        }
    }
    faults
}

/// `style=…` and Leptos' `style:width=…` as attributes; not `font-style=` nor `let style = …`.
fn has_style_attribute(line: &str) -> bool {
    line.match_indices("style").any(|(at, word)| {
        let starts_word = line[..at].chars().next_back().is_none_or(char::is_whitespace);
        let rest = &line[at + word.len()..];
        let dynamic = rest.strip_prefix(':').is_some_and(|rest| {
            let name = rest.trim_start_matches(|c: char| c.is_ascii_lowercase() || c == '-');
            name.len() < rest.len() && name.starts_with('=')
        });
        starts_word && (rest.starts_with('=') && !rest.starts_with("==") || dynamic)
    })
}

/// Checksums and drawings are full of digits.
fn may_hold_persons(path: &str) -> bool {
    let lock = path.ends_with("Cargo.lock") || path.ends_with("package-lock.json");
    !lock && ![".svg", ".css", ".js.map"].iter().any(|end| path.ends_with(end))
}

/// Swedish identity and coordination numbers, YYYYMMDD-NNNN with or without the hyphen, that could be a
/// living person's: those with birth numbers 980–999 (the tax agency's own test numbers) and 238–239
/// (ours, as in the shared register) are given to nobody.
fn identity_numbers(line: &str) -> Vec<&str> {
    let bytes = line.as_bytes();
    let in_word = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    let mut found = Vec::new();
    for start in 0..bytes.len() {
        if start > 0 && in_word(bytes.get(start - 1)) {
            continue;
        }
        let digits = |from: usize, to: usize| bytes.get(from..to).filter(|part| part.iter().all(u8::is_ascii_digit));
        let Some(day) = digits(start, start + 8) else {
            continue;
        };
        let last = start + 8 + usize::from(bytes.get(start + 8) == Some(&b'-'));
        let Some(number) = digits(last, last + 4) else {
            continue;
        };
        let value = |part: &[u8]| part.iter().fold(0_u32, |sum, digit| sum * 10 + u32::from(digit - b'0'));
        let a_day = matches!(value(&day[..2]), 19 | 20)
            && matches!(value(&day[4..6]), 1..=12)
            && matches!(value(&day[6..8]), 1..=31 | 61..=91);
        let for_tests = matches!(value(&number[..3]), 980..=999 | 238 | 239);
        if a_day && !for_tests && !in_word(bytes.get(last + 4)) {
            found.push(&line[start..last + 4]);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{faults_in, has_style_attribute, identity_numbers};

    #[test]
    fn numbers_of_possible_persons_are_found() {
        // Put together here, so that this file does not hold one.
        let (day, coordination) = ("19780121", "19780181");
        for number in [format!("{day}-1234"), format!("{day}1234"), format!("{coordination}-1234")] {
            assert_eq!(identity_numbers(&format!("så: {number}; och")), [number.as_str()]);
        }
        for fine in [
            format!("{day}-2391"),
            format!("{day}9801"),
            format!("{day}-12345"),
            format!("x{day}-1234"),
            format!("{}-1234", "19781301"), // no such month
            "2026-11-22 10:00".to_owned(),
        ] {
            assert!(identity_numbers(&fine).is_empty(), "{fine}");
        }
    }

    #[test]
    fn style_attributes_are_found() {
        for bad in ["<div style=\"x\">", "style=move || x", "<b style:width=x>"] {
            assert!(has_style_attribute(bad), "{bad}");
        }
        for fine in
            ["let style = 1", "font-style=", "style: Style,", "if style == x", "<style nonce=x>", "data-style=1"]
        {
            assert!(!has_style_attribute(fine), "{fine}");
        }
    }

    #[test]
    fn each_rule_has_its_place() {
        let raw = "view! { <textarea name=\"x\"> }";
        assert_eq!(faults_in("app/src/cases/pages.rs", raw).len(), 1);
        assert_eq!(faults_in("app/src/ui/field.rs", raw).len(), 0);
        assert_eq!(faults_in("server/tests/cases.rs", raw).len(), 0);
        let now = ["let x = chrono::Utc", "::now();"].concat();
        assert_eq!(faults_in("server/src/jobs.rs", &now).len(), 1);
        assert_eq!(faults_in("app/src/kernel/clock.rs", &now).len(), 0);
    }
}
