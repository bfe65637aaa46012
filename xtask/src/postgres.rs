//! A PostgreSQL of our own for the tests: on loopback, in a temporary folder, gone afterwards.
use crate::process::{self, Background, bound_to_us};
use crate::scratch::{Scratch, free_port};
use crate::tools;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

pub struct Postgres {
    // Declared first, so dropped first: the process ends before its folder goes.
    _server: Background,
    _folder: Scratch,
    url: String,
    psql: PathBuf,
}

/// Whether a commit must survive the loss of power.
#[derive(Clone, Copy, PartialEq)]
pub enum Durability {
    /// For tests: what is lost is nobody's data.
    None,
    /// For measuring what users would wait for.
    Full,
}

impl Postgres {
    /// Starts one, installing it first where that can be done. `None` (after saying so loudly) where
    /// there is none to start: the tests then run on SQLite alone.
    pub fn start(durability: Durability) -> Result<Option<Self>> {
        let programs = match programs() {
            Some(folder) => folder,
            None => match tools::apt_install(&["postgresql"]) {
                Ok(()) => programs().context("postgresql is installed, but initdb is not found")?,
                Err(why) => {
                    shout(&format!("{why:#}"));
                    return Ok(None);
                }
            },
        };
        Self::start_with(&programs, durability).map(Some)
    }

    fn start_with(programs: &Path, durability: Durability) -> Result<Self> {
        // PostgreSQL refuses to run as root.
        let user = if tools::is_root() { Some(harmless_user()) } else { None };
        let folder = Scratch::new("pg")?;
        if let Some(user) = user {
            let owner = format!("{user}:{}", process::group_of(user)?);
            process::run(Command::new("chown").arg(owner).arg(folder.path()))?;
        }
        let data = folder.path().join("data");
        let mut initdb = bound_to_us(programs.join("initdb"), user)?;
        initdb.args(["--username=finsam", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]);
        initdb.arg("--no-instructions").arg("--pgdata").arg(&data).current_dir(folder.path());
        process::output(&mut initdb).context("initdb")?;

        let port = free_port()?;
        let mut postgres = bound_to_us(programs.join("postgres"), user)?;
        postgres.arg("-D").arg(&data).arg("-k").arg(folder.path()).args(["-p", &port.to_string()]);
        if durability == Durability::None {
            postgres.args(["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]);
        }
        // Many connections: each test has a database and a pool of its own.
        for setting in [
            "listen_addresses=127.0.0.1",
            "max_connections=300",
            "log_min_messages=fatal",
            "log_statement=none",
            "log_min_error_statement=panic",
        ] {
            postgres.args(["-c", setting]);
        }
        postgres.current_dir(folder.path());
        let mut server = Background::start("PostgreSQL", "INT", &mut postgres)?;
        let url = format!("postgres://finsam@127.0.0.1:{port}/postgres");
        let psql = programs.join("psql");
        server.wait_until(Duration::from_secs(30), || ask(&psql, &url, "select 1"))?;
        println!("PostgreSQL for the tests: {url}");
        Ok(Self { _server: server, _folder: folder, url, psql })
    }

    /// An address that may create databases.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// A new, empty database and its address.
    pub fn create_database(&self, name: &str) -> Result<String> {
        let made = ask(&self.psql, &self.url, &format!("create database {name}"));
        anyhow::ensure!(made, "the database {name} could not be created");
        let server = self.url.strip_suffix("/postgres").unwrap_or(&self.url);
        Ok(format!("{server}/{name}"))
    }
}

/// Whether psql can do that. Its own voice is muted: while the server starts, a refusal is no news.
fn ask(psql: &Path, url: &str, sql: &str) -> bool {
    Command::new(psql).args(["-X", "-q", "-c", sql, url]).output().is_ok_and(|out| out.status.success())
}

/// The folder with initdb and postgres: Debian keeps them out of PATH, a folder for each version.
fn programs() -> Option<PathBuf> {
    let debian = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut versions: Vec<PathBuf> = debian.map(|entry| entry.path().join("bin")).collect();
    versions.sort_by_key(|folder| folder.parent()?.file_name()?.to_str()?.parse::<u32>().ok());
    let in_path = tools::find(&["initdb"]).and_then(|file| file.canonicalize().ok()?.parent().map(Path::to_path_buf));
    versions
        .into_iter()
        .rev()
        .chain(in_path)
        .find(|folder| ["initdb", "postgres", "psql"].iter().all(|name| folder.join(name).is_file()))
}

fn harmless_user() -> &'static str {
    let there = Command::new("id").args(["-u", "postgres"]).output().is_ok_and(|out| out.status.success());
    if there { "postgres" } else { "nobody" }
}

fn shout(why: &str) {
    let line = "!".repeat(78);
    eprintln!(
        "\n{line}\n!! THE POSTGRESQL HALF IS NOT RUN: {why}\n!! What passes below has been shown on SQLite only.\n{line}\n"
    );
}
