//! PostgreSQL's own tools for dumping and restoring, called so that no password stands in the list of processes.
use anyhow::{Context, ensure};
use std::{
    ffi::OsStr,
    path::Path,
    process::{Command, Stdio},
};

/// Where a database is, its password apart from it.
pub struct Address {
    url: String,
    password: Option<String>,
}

impl Address {
    /// From `postgres://USER:PASSWORD@HOST/NAME`.
    pub fn read(url: &str) -> anyhow::Result<Self> {
        let mut url = url::Url::parse(url).context("the database's address")?;
        let password = url.password().map(|p| percent_encoding::percent_decode_str(p).decode_utf8_lossy().into_owned());
        ensure!(url.set_password(None).is_ok(), "the database's address names no host");
        Ok(Address { url: url.into(), password })
    }

    fn call(&self, tool: &str) -> Command {
        let mut command = Command::new(tool);
        command.arg("--dbname").arg(&self.url);
        if let Some(password) = &self.password {
            command.env("PGPASSWORD", password);
        }
        command
    }
}

/// One state of the whole database, in pg_dump's custom format, into a file.
pub fn pg_dump(from: &Address, to: &Path) -> anyhow::Result<()> {
    let mut dump = from.call("pg_dump");
    dump.args(["--format=custom", "--no-owner", "--no-privileges", "--file"]).arg(to);
    whole(run(&mut dump)?)
}

/// All of a dump or nothing of it.
pub fn pg_restore(to: &Address, file: &Path) -> anyhow::Result<()> {
    let mut restore = to.call("pg_restore");
    restore.args(["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]).arg(file);
    whole(run(&mut restore)?)
}

fn whole(outcome: Result<String, String>) -> anyhow::Result<()> {
    outcome.map(drop).map_err(anyhow::Error::msg)
}

/// The fingerprint of the key that a dumped database was made with; `None` when the dump is of something else. What
/// pg_restore said of a file that it can't read.
pub fn dumped_fingerprint(file: &Path) -> anyhow::Result<Result<Option<Vec<u8>>, String>> {
    let mut restore = Command::new("pg_restore");
    restore.args(["--data-only", "--table=installation", "--file=-"]).arg(file);
    Ok(run(&mut restore)?.map(|script| fingerprint_in(&script)))
}

/// The column is found by its name in the line that begins the rows (`COPY public.installation (id, …) FROM stdin;`).
fn fingerprint_in(script: &str) -> Option<Vec<u8>> {
    let mut lines = script.lines().skip_while(|line| !line.starts_with("COPY public.installation ("));
    let columns = lines.next()?.split_once('(')?.1.split_once(')')?.0;
    let column = columns.split(", ").position(|name| name == "key_fingerprint")?;
    let hex = lines.next()?.split('\t').nth(column)?.strip_prefix(r"\\x")?;
    let digits = hex.as_bytes().chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok());
    digits.collect()
}

/// What it printed, or its own words of failure. An error when it can't be started.
fn run(command: &mut Command) -> anyhow::Result<Result<String, String>> {
    let tool = command.get_program().to_owned();
    let tool = OsStr::to_string_lossy(&tool).into_owned();
    let output = command.stdin(Stdio::null()).output().with_context(|| {
        format!("{tool} can't be started; it comes with PostgreSQL's client programs (Debian: postgresql-client)")
    })?;
    if !output.status.success() {
        return Ok(Err(format!("{tool}: {}", String::from_utf8_lossy(&output.stderr).trim())));
    }
    Ok(Ok(String::from_utf8_lossy(&output.stdout).into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fingerprint_is_found_by_its_columns_name() {
        let script = "SET x = y;\n\nCOPY public.installation (id, key_fingerprint, is_demo) FROM stdin;\n1\t\\\\x00ff10\tf\n\\.\n";
        assert_eq!(fingerprint_in(script), Some(vec![0, 255, 16]));
    }

    #[test]
    fn a_dump_of_something_else_has_none() {
        assert_eq!(fingerprint_in("COPY public.other (id, key_fingerprint) FROM stdin;\n1\t\\\\x00\n"), None);
        assert_eq!(fingerprint_in("COPY public.installation (id, is_demo) FROM stdin;\n1\tf\n"), None);
    }

    #[test]
    fn the_password_is_no_part_of_the_address_that_a_tool_is_called_with() {
        let address = Address::read("postgres://finsam:p%40ss@127.0.0.1:5432/finsam").expect("an address");
        assert_eq!(address.url, "postgres://finsam@127.0.0.1:5432/finsam");
        assert_eq!(address.password.as_deref(), Some("p@ss"));
    }
}
