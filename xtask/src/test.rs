//! `cargo xtask test`: all that must hold before a change lands, in parts, with the time of each.
use crate::build::TESTED;
use crate::postgres::{Durability, Postgres};
use crate::{browser, flags, house_rules, licences, process, tools, wasm};
use anyhow::{Result, bail};
use clap::ValueEnum;
use std::process::Command;
use std::time::{Duration, Instant};

/// In the order in which they run: what is quick to fail comes first.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Part {
    Fmt,
    Licences,
    Rules,
    Clippy,
    Unit,
    Server,
    Wasm,
    Browser,
}

pub fn run(only: &[Part]) -> Result<()> {
    let mut house = House { postgres: None };
    let mut times: Vec<(Part, Duration, bool)> = Vec::new();
    let mut fault = None;
    let wanted = Part::value_variants().iter().copied().filter(|part| only.is_empty() || only.contains(part));
    for part in wanted {
        tools::heading(&format!("{part:?}").to_lowercase());
        let begun = Instant::now();
        let done = house.check(part);
        times.push((part, begun.elapsed(), done.is_ok()));
        if let Err(why) = done {
            fault = Some((part, why));
            break;
        }
    }
    print_times(&times);
    if house.runs_without_postgres() {
        println!("!! PostgreSQL was not there: shown on SQLite only.");
    }
    match fault {
        Some((part, why)) => Err(why.context(format!("{part:?} failed"))),
        None => Ok(()),
    }
}

fn print_times(times: &[(Part, Duration, bool)]) {
    tools::heading("time of each part");
    for (part, time, passed) in times {
        let outcome = if *passed { "passed" } else { "FAILED" };
        println!("{:<10} {:>4} min {:>4.1} s  {outcome}", format!("{part:?}"), time.as_secs() / 60, seconds(*time));
    }
    let total: Duration = times.iter().map(|(_, time, _)| *time).sum();
    println!("{:<10} {:>4} min {:>4.1} s", "together", total.as_secs() / 60, seconds(total));
}

/// Beyond the whole minutes.
fn seconds(time: Duration) -> f64 {
    time.as_secs_f64() % 60.0
}

/// What the parts share: one PostgreSQL, started by the first that needs it. `None`: not asked for yet;
/// `Some(None)`: there is none.
struct House {
    postgres: Option<Option<Postgres>>,
}

impl House {
    fn check(&mut self, part: Part) -> Result<()> {
        match part {
            Part::Fmt => fmt(),
            Part::Licences => licences::check(),
            Part::Rules => house_rules::check(),
            Part::Clippy => clippy(),
            Part::Unit => unit(),
            Part::Server => server(self.postgres()?),
            Part::Wasm => wasm::build(false),
            Part::Browser => browser::on_both(self.postgres()?),
        }
    }

    fn postgres(&mut self) -> Result<Option<&Postgres>> {
        if self.postgres.is_none() {
            self.postgres = Some(Postgres::start(Durability::None)?);
        }
        Ok(self.postgres.as_ref().and_then(Option::as_ref))
    }

    fn runs_without_postgres(&self) -> bool {
        matches!(self.postgres, Some(None))
    }
}

fn fmt() -> Result<()> {
    component("rustfmt")?;
    process::run(flags::plain_cargo().args(["fmt", "--all", "--check"]))
}

/// The server's half as it is tested, then the browser's half. The latter on the host: Debian's wasm
/// compiler comes without clippy.
fn clippy() -> Result<()> {
    component("clippy")?;
    let strict = ["--", "-D", "warnings"];
    process::run(flags::cargo()?.arg("clippy").args(TESTED).arg("--all-targets").args(strict))?;
    process::run(flags::cargo()?.args(["clippy", "-p", "app", "-p", "web", "--features", "app/hydrate"]).args(strict))?;
    process::run(flags::plain_cargo().args(["clippy", "-p", "xtask", "--all-targets"]).args(strict))
}

fn unit() -> Result<()> {
    process::run(flags::cargo()?.arg("test").args(TESTED).args(["--lib", "--bins"]))?;
    // With the flags that `cargo xtask` itself was built with, or all it is made of is built again.
    process::run(flags::plain_cargo().args(["test", "-p", "xtask"]))
}

fn server(postgres: Option<&Postgres>) -> Result<()> {
    let mut cargo = flags::cargo()?;
    cargo.arg("test").args(TESTED).args(["--test", "*"]);
    match postgres {
        Some(postgres) => cargo.env("FINSAM_TEST_POSTGRES", postgres.url()),
        None => cargo.env_remove("FINSAM_TEST_POSTGRES"),
    };
    process::run(&mut cargo)
}

/// rustup's minimal profile leaves these out.
fn component(name: &str) -> Result<()> {
    let program = if name == "rustfmt" { "fmt" } else { name };
    let there = flags::plain_cargo().args([program, "--version"]).output().is_ok_and(|out| out.status.success());
    if there {
        return Ok(());
    }
    if tools::find(&["rustup"]).is_none() {
        bail!("cargo {program} is missing: install {name}");
    }
    process::run(Command::new("rustup").args(["component", "add", name]))
}
