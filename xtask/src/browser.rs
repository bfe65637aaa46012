//! Tests in a real browser (end2end/): a server of our own on a fresh demo association, on each database.
use crate::installation::{Database, Installation, Serving};
use crate::postgres::{Durability, Postgres};
use crate::{build, process, tools};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// All tests on SQLite, and on PostgreSQL where there is one: side by side, each with a server, a database and a browser
/// of its own. A browser that waits leaves its core to the other.
pub fn on_both(postgres: Option<&Postgres>) -> Result<()> {
    let finsam = build::everything(false, build::For::Testing)?;
    let browser = Browser::prepare()?;
    let here = installation(&finsam, Database::Sqlite, None)?;
    let Some(postgres) = postgres else { return browser.test(&Server::start(here)?, &Wanted::default()) };
    let there = installation(&finsam, Database::Postgres, Some(postgres))?;
    let said = pictures(Database::Postgres)?.join("tests.log");
    let (aloud, aside) =
        (Wanted { beside: true, ..Wanted::default() }, Wanted { beside: true, said: Some(&said), filter: None });
    let (here, there) = std::thread::scope(|scope| {
        let there = scope.spawn(|| browser.test(&Server::start(there)?, &aside));
        (Server::start(here).and_then(|server| browser.test(&server, &aloud)), there.join())
    });
    println!("{}", std::fs::read_to_string(&said).unwrap_or_default());
    here.and(there.unwrap_or_else(|_| bail!("the tests on PostgreSQL broke off")))
}

/// `cargo xtask e2e`: with the program as `cargo xtask run` builds it, so that taking turns costs nothing.
pub fn quick(filter: Option<&str>, keep: bool, database: Database) -> Result<()> {
    let finsam = build::everything(false, build::For::Running)?;
    let browser = Browser::prepare()?;
    let postgres = if database == Database::Postgres { Postgres::start(Durability::None)? } else { None };
    let server = Server::start(installation(&finsam, database, postgres.as_ref())?)?;
    let outcome = browser.test(&server, &Wanted { filter, ..Wanted::default() });
    if keep {
        println!("\nStill serving {} (ctrl-c ends it)", server.installation.address);
        server.serving.wait()?;
    }
    outcome
}

/// Which tests, and how.
#[derive(Default)]
struct Wanted<'a> {
    /// A part of a file name or path.
    filter: Option<&'a str>,
    /// The other database is tested at the same time: what is the same on both is shown on one of them.
    beside: bool,
    /// The file that keeps what the tests say.
    said: Option<&'a Path>,
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

    fn test(&self, server: &Server, wanted: &Wanted) -> Result<()> {
        let database = server.installation.database.name();
        tools::heading(&format!("the browser tests on {database}"));
        // Not through bound_to_us: playwright ends its browsers itself when asked to by the terminal.
        let mut playwright = Command::new(&self.npx);
        playwright.args(["--no-install", "playwright", "test", &format!("--project={database}")]).args(wanted.filter);
        playwright.current_dir(folder()).env("BASE_URL", &server.installation.address).env("CHROMIUM", &self.chromium);
        if wanted.beside {
            playwright.env("BESIDE", "yes");
        }
        if let Some(said) = wanted.said {
            let file = std::fs::File::create(said)?;
            playwright.stdout(file.try_clone()?).stderr(file);
        }
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

/// A demo association, served; gone afterwards.
struct Server {
    serving: Serving,
    installation: Installation,
    log: PathBuf,
}

fn installation(finsam: &Path, database: Database, postgres: Option<&Postgres>) -> Result<Installation> {
    Installation::new(finsam, database, postgres, "end2end")
}

/// Where pictures and logs of the tests on this database are kept.
fn pictures(database: Database) -> Result<PathBuf> {
    let folder = folder().join("artefacts").join(database.name());
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

impl Server {
    fn start(installation: Installation) -> Result<Self> {
        tools::heading(&format!("a demo association on {}", installation.database.name()));
        process::run(&mut installation.call(&["demo"])?)?;
        let log = pictures(installation.database)?.join("server.log");
        let serving = installation.serve(&log)?;
        Ok(Self { serving, installation, log })
    }
}
