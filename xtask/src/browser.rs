//! Tests in a real browser (end2end/): a server of our own on a fresh demo association, on each database.
use crate::postgres::Postgres;
use crate::process::{self, Background, bound_to_us};
use crate::scratch::{Scratch, free_port};
use crate::{build, tools};
use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use std::fs::File;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Database {
    Sqlite,
    Postgres,
}

impl Database {
    /// As in end2end/playwright.config.ts and in the folders of the pictures.
    fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }
}

/// All tests on SQLite, and on PostgreSQL where there is one.
pub fn on_both(postgres: Option<&Postgres>) -> Result<()> {
    let finsam = build::everything(false, build::For::Testing)?;
    let browser = Browser::prepare()?;
    let server = Server::start(&finsam, Database::Sqlite, None)?;
    browser.test(&server, None)?;
    drop(server);
    if postgres.is_some() {
        let server = Server::start(&finsam, Database::Postgres, postgres)?;
        browser.test(&server, None)?;
    }
    Ok(())
}

/// `cargo xtask e2e`: with the program as `cargo xtask run` builds it, so that taking turns costs nothing.
pub fn quick(filter: Option<&str>, keep: bool, database: Database) -> Result<()> {
    let finsam = build::everything(false, build::For::Running)?;
    let browser = Browser::prepare()?;
    let postgres = if database == Database::Postgres { Postgres::start()? } else { None };
    let server = Server::start(&finsam, database, postgres.as_ref())?;
    let outcome = browser.test(&server, filter);
    if keep {
        println!("\nStill serving {} (ctrl-c ends it)", server.address);
        server.process.wait()?;
    }
    outcome
}

struct Browser {
    chromium: PathBuf,
    npx: PathBuf,
}

impl Browser {
    fn prepare() -> Result<Self> {
        tools::heading("the browser and its tools");
        let npx = node_tools()?;
        let chromium = match chromium() {
            Some(program) => program,
            None => {
                tools::apt_install(&["chromium"])?;
                chromium().context("chromium is installed, but not found")?
            }
        };
        install_packages()?;
        Ok(Self { chromium, npx })
    }

    fn test(&self, server: &Server, filter: Option<&str>) -> Result<()> {
        let database = server.database.name();
        tools::heading(&format!("the browser tests on {database}"));
        // Not through bound_to_us: playwright ends its browsers itself when asked to by the terminal.
        let mut playwright = Command::new(&self.npx);
        playwright.args(["--no-install", "playwright", "test", &format!("--project={database}")]).args(filter);
        playwright.current_dir(folder()).env("BASE_URL", &server.address).env("CHROMIUM", &self.chromium);
        process::run(&mut playwright).inspect_err(|_| {
            println!("What the server said: {}", server.log.display());
        })
    }
}

fn folder() -> PathBuf {
    tools::root().join("end2end")
}

fn chromium() -> Option<PathBuf> {
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from).filter(|file| file.is_file());
    named.or_else(|| {
        tools::find(&[
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
            "chrome",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        ])
    })
}

/// npx of a node that is new enough for playwright.
fn node_tools() -> Result<PathBuf> {
    if tools::find(&["node"]).is_none() || tools::find(&["npx"]).is_none() {
        tools::apt_install(&["nodejs", "npm"])?;
    }
    let version = process::output(Command::new("node").arg("--version"))?;
    let major = version.trim().trim_start_matches('v').split('.').next().and_then(|text| text.parse::<u32>().ok());
    if major.is_none_or(|major| major < 20) {
        bail!("the browser tests need Node 20 or newer; here is {}", version.trim());
    }
    tools::find(&["npx"]).context("npx is not found: install npm")
}

/// `npm ci` where the installed packages are not those of the lock file.
fn install_packages() -> Result<()> {
    let lock = std::fs::read_to_string(folder().join("package-lock.json"))?;
    let stamp = folder().join("node_modules/.made-from");
    if std::fs::read_to_string(&stamp).is_ok_and(|before| before == lock) {
        return Ok(());
    }
    let npm = tools::find(&["npm"]).context("npm is not found: install it")?;
    process::run(Command::new(npm).arg("ci").current_dir(folder()).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))?;
    std::fs::write(stamp, lock)?;
    Ok(())
}

struct Server {
    // Declared first, so dropped first: it ends before its folder goes.
    process: Background,
    _folder: Scratch,
    database: Database,
    address: String,
    log: PathBuf,
}

impl Server {
    /// Loads the demo association into a new database and serves it on a free port.
    fn start(finsam: &Path, database: Database, postgres: Option<&Postgres>) -> Result<Self> {
        let name = database.name();
        tools::heading(&format!("a demo association on {name}"));
        let scratch = Scratch::new(name)?;
        let url = match database {
            Database::Sqlite => format!("sqlite://{}", scratch.path().join("finsam.db").display()),
            Database::Postgres => postgres.context("there is no PostgreSQL to test on")?.create_database("end2end")?,
        };
        let port = free_port()?;
        // By number: `localhost` may mean ::1 as well, where we do not listen.
        let address = format!("http://127.0.0.1:{port}");
        let settings = [
            ("DATABASE_URL", url),
            ("FINSAM_KEY_FILE", scratch.path().join("finsam.key").display().to_string()),
            ("FINSAM_SITE", tools::site_dir().display().to_string()),
            ("FINSAM_ADDR", format!("127.0.0.1:{port}")),
            ("FINSAM_PUBLIC_URL", address.clone()),
        ];
        let call = |word: &str| -> Result<Command> {
            let mut command = bound_to_us(finsam, None)?;
            command.arg(word).envs(settings.clone()).env_remove("FINSAM_TRUSTED_PROXIES");
            Ok(command)
        };
        process::run(&mut call("demo")?)?;

        let pictures = folder().join("artefacts").join(name);
        std::fs::create_dir_all(&pictures)?;
        let log = pictures.join("server.log");
        let file = File::create(&log)?;
        let mut serve = call("serve")?;
        serve.stdout(file.try_clone()?).stderr(file);
        let mut process = Background::start("the server", "TERM", &mut serve)?;
        process.wait_until(Duration::from_secs(60), || is_healthy(port)).with_context(|| {
            let said = std::fs::read_to_string(&log).unwrap_or_default();
            format!("finsam serve on {name}; it said:\n{said}")
        })?;
        Ok(Self { process, _folder: scratch, database, address, log })
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
