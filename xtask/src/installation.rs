//! An installation of the product's own: a database, a key and a server for one run, gone afterwards.
use crate::postgres::Postgres;
use crate::process::{Background, bound_to_us};
use crate::scratch::{Scratch, free_port};
use crate::tools;
use anyhow::{Context, Result};
use clap::ValueEnum;
use std::fs::File;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Database {
    Sqlite,
    Postgres,
}

impl Database {
    /// As in end2end/playwright.config.ts and in the folders of the pictures.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }
}

pub struct Installation {
    finsam: PathBuf,
    folder: Scratch,
    pub database: Database,
    pub address: String,
    port: u16,
    settings: Vec<(&'static str, String)>,
}

impl Installation {
    /// A new database (`name` is its name on PostgreSQL), which the first command fills, and a free port.
    pub fn new(finsam: &Path, database: Database, postgres: Option<&Postgres>, name: &str) -> Result<Self> {
        let folder = Scratch::new(&format!("{}-{name}", database.name()))?;
        let url = match database {
            Database::Sqlite => format!("sqlite://{}", folder.path().join("finsam.db").display()),
            Database::Postgres => postgres.context("there is no PostgreSQL to run on")?.create_database(name)?,
        };
        let port = free_port()?;
        // By number: `localhost` may mean ::1 as well, where we do not listen.
        let address = format!("http://127.0.0.1:{port}");
        let settings = vec![
            ("DATABASE_URL", url),
            ("FINSAM_KEY_FILE", folder.path().join("finsam.key").display().to_string()),
            ("FINSAM_SITE", tools::site_dir().display().to_string()),
            ("FINSAM_ADDR", format!("127.0.0.1:{port}")),
            ("FINSAM_PUBLIC_URL", address.clone()),
        ];
        Ok(Self { finsam: finsam.to_owned(), folder, database, address, port, settings })
    }

    /// A folder that goes with the installation.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A command of the product's command line on this installation.
    pub fn call(&self, words: &[&str]) -> Result<Command> {
        let mut command = bound_to_us(&self.finsam, None)?;
        command.args(words).envs(self.settings.clone()).env_remove("FINSAM_TRUSTED_PROXIES");
        Ok(command)
    }

    /// Serves it until the value goes; what the server says is written to `log`.
    pub fn serve(&self, log: &Path) -> Result<Serving> {
        let file = File::create(log)?;
        let mut serve = self.call(&["serve"])?;
        serve.stdout(file.try_clone()?).stderr(file);
        let begun = Instant::now();
        let mut process = Background::start("the server", "TERM", &mut serve)?;
        process.wait_until(Duration::from_secs(60), || is_healthy(self.port)).with_context(|| {
            let said = std::fs::read_to_string(log).unwrap_or_default();
            format!("finsam serve on {}; it said:\n{said}", self.database.name())
        })?;
        Ok(Serving { process, started_in: begun.elapsed() })
    }
}

/// A server that answers.
pub struct Serving {
    process: Background,
    /// From the start of the process to its first answer.
    pub started_in: Duration,
}

impl Serving {
    /// The number of the server's process.
    pub fn process(&self) -> u32 {
        self.process.id()
    }

    /// Waits until it ends by itself.
    pub fn wait(self) -> Result<()> {
        self.process.wait()
    }
}

/// Whether `GET /healthz` answers 200.
fn is_healthy(port: u16) -> bool {
    let ask = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        stream.set_read_timeout(Some(Duration::from_secs(2)))?;
        write!(stream, "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n")?;
        let mut start = [0; 12];
        stream.read_exact(&mut start)?;
        Ok(start.ends_with(b" 200"))
    };
    ask().unwrap_or(false)
}
