//! `cargo xtask bench`: the product as it is shipped, on durable databases, from HTTP request to the full page, each
//! figure beside its goal. It measures what a user waits for: the page as a browser asks for it (packed), after a
//! warm-up, by one client and by eight at a time on the same machine.
mod measure;
mod register;
mod visitor;

use crate::installation::{Database, Installation};
use crate::postgres::{Durability, Postgres};
use crate::{build, process, tools, wasm};
use anyhow::{Context, Result, ensure};
use chrono::{DateTime, NaiveDate, Utc};
use measure::{Figures, Goal, Unit};
use register::Dice;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant, SystemTime};
use visitor::Visitor;

#[derive(clap::Args)]
pub struct Wanted {
    /// How many cases the association has, one run each
    #[arg(long, value_delimiter = ',', default_values_t = [10_000, 100_000])]
    cases: Vec<u32>,
    #[arg(long, value_delimiter = ',', value_enum, default_values_t = [Database::Sqlite, Database::Postgres])]
    database: Vec<Database>,
    /// How many times each page is asked for by one client
    #[arg(long, default_value_t = 100)]
    times: usize,
    /// Measures the server that was built last, without building; the client's size is left out
    #[arg(long)]
    built: bool,
}

const ASSOCIATION: &str = "Samordningsförbundet Exempelstad";
const PASSWORD: &str = "finsam-demo-2026";

/// Per role: the account of the demonstration, and the beginning of a name that it searches for.
const READERS: [(&str, &str); 5] = [
    ("coordinator", "koordinator@exempelstad.example"),
    ("referrer", "socialtjanst@exempelstad.example"),
    ("representative", "team.socialtjanst@exempelstad.example"),
    ("lots", "lots@exempelstad.example"),
    ("work training", "arbetstraning@exempelstad.example"),
];

const LIST: Goal = Goal("50 ms", Unit::Milliseconds, 50.0);
const OPEN: Goal = Goal("40 ms", Unit::Milliseconds, 40.0);
const SUBMIT: Goal = Goal("60 ms", Unit::Milliseconds, 60.0);
const FIGURES: Goal = Goal("300 ms", Unit::Milliseconds, 300.0);
const IMPORT: Goal = Goal("3 s", Unit::Milliseconds, 3_000.0);
const START: Goal = Goal("1 s", Unit::Milliseconds, 1_000.0);
const MEMORY: Goal = Goal("120 MB", Unit::Megabytes, 120.0);
const CLIENT: Goal = Goal("450 KB", Unit::Kilobytes, 450.0);

pub fn run(wanted: &Wanted) -> Result<()> {
    let finsam = match wanted.built {
        true => tools::target_dir().join("release/finsam"),
        false => build::everything(true, build::For::Running)?,
    };
    let postgres = match wanted.database.contains(&Database::Postgres) {
        true => Postgres::start(Durability::Full)?,
        false => None,
    };
    let mut figures = Figures::default();
    if !wanted.built {
        let (first, whole) = wasm::shipped_kilobytes()?;
        figures.add("client", "wasm as brotli, first", CLIENT, "", first);
        figures.note("client", "wasm as brotli, with all parts", "", whole);
    }
    for database in &wanted.database {
        if *database == Database::Postgres && postgres.is_none() {
            continue;
        }
        import_2021(&finsam, *database, postgres.as_ref(), &mut figures)?;
        for cases in &wanted.cases {
            let column = format!("{} {cases}", database.name());
            association(&finsam, *database, postgres.as_ref(), *cases, wanted.times, &column, &mut figures)?;
        }
    }
    tools::heading("p95, and what else was measured");
    figures.print();
    Ok(())
}

/// The register of the demonstration, taken into a new database by the command line.
fn import_2021(finsam: &Path, database: Database, postgres: Option<&Postgres>, figures: &mut Figures) -> Result<()> {
    tools::heading(&format!("the import of 2021 on {}", database.name()));
    let installation = Installation::new(finsam, database, postgres, "import")?;
    process::run(&mut installation.call(&["migrate"])?)?;
    let folder = demo_register().display().to_string();
    let begun = Instant::now();
    process::output(&mut installation.call(&["import", &folder, "--association", ASSOCIATION])?)?;
    figures.add("command line", "import 2021", IMPORT, database.name(), milliseconds(begun.elapsed()));
    Ok(())
}

fn demo_register() -> PathBuf {
    tools::root().join("server/demo/register-2021")
}

/// One association of that size: filled, served, and asked.
fn association(
    finsam: &Path,
    database: Database,
    postgres: Option<&Postgres>,
    cases: u32,
    times: usize,
    column: &str,
    figures: &mut Figures,
) -> Result<()> {
    tools::heading(&format!("an association with {cases} cases on {}", database.name()));
    let installation = Installation::new(finsam, database, postgres, &format!("bench{cases}"))?;
    process::run(&mut installation.call(&["demo"])?)?;
    let folder = installation.folder().join("register");
    let today = today();
    register::write(&folder, &demo_register().join("agencies.csv"), cases, today)?;
    let begun = Instant::now();
    let folder = folder.display().to_string();
    process::run(installation.call(&["import", &folder, "--association", ASSOCIATION])?.stdout(Stdio::null()))?;
    println!("the register came in within {:.1} s", begun.elapsed().as_secs_f64());
    let log = installation.folder().join("server.log");

    let serving = installation.serve(&log)?;
    wake(&installation.address)?;
    drop(serving);

    let serving = installation.serve(&log)?;
    figures.add("server", "start to first answer", START, column, milliseconds(serving.started_in));
    std::thread::sleep(Duration::from_secs(2));
    if let Some(memory) = memory(serving.process()) {
        figures.add("server", "memory at rest", MEMORY, column, memory);
    }
    let asked = ask(&installation.address, times, column, figures);
    if let Some(memory) = memory(serving.process()) {
        figures.note("server", "memory after the run", column, memory);
    }
    asked.inspect_err(|_| println!("What the server said: {}", std::fs::read_to_string(&log).unwrap_or_default()))
}

/// A coordinator takes up cases that are in queue or have met, as after a real import: these make tasks.
fn wake(address: &str) -> Result<()> {
    let coordinator = Visitor::log_in(address, READERS[0].1, PASSWORD)?;
    let mut woken = 0;
    for list in ["/queue?imported=true", "/cases?state=met", "/cases?state=plan_established"] {
        let mut page = Some(list.to_owned());
        for _ in 0..12 {
            let Some(at) = page.take() else { break };
            let text = coordinator.readable(&at)?;
            for case in cases_on(&text) {
                let answer = coordinator.post(&format!("{case}/take-up"), &[])?;
                woken += u32::from(answer.status == 303);
            }
            page = next_page(&text);
        }
    }
    println!("{woken} imported cases were taken up");
    Ok(())
}

fn ask(address: &str, times: usize, column: &str, figures: &mut Figures) -> Result<()> {
    let mut visitors = Vec::new();
    for (role, email) in READERS {
        visitors.push((role, Visitor::log_in(address, email, PASSWORD)?));
    }
    for (role, visitor) in &visitors {
        let list = visitor.readable("/cases")?;
        let (cases, total) = (cases_on(&list), list.len());
        println!("{role}: {} cases on the first page of {} KB", cases.len(), total / 1000);
        ensure!(!cases.is_empty(), "{role} sees no case: nothing would be measured");
        figures.each(role, "case list", LIST, column, times, visitor, |v, _| expect_page(v, "/cases"))?;
        let filtered = "/cases?state=plan_established&order=oldest";
        figures.each(role, "case list, filtered", LIST, column, times, visitor, |v, _| expect_page(v, filtered))?;
        figures.each(role, "search by name", LIST, column, times, visitor, |v, n| {
            let words = ["Tove", "Åk", "Yusuf Ber", "ing"][n % 4];
            let found = v.done("/cases/search", &[("words", words)])?;
            expect_page(v, &found)
        })?;
        figures.each(role, "start page", LIST, column, times, visitor, |v, _| expect_page(v, "/"))?;
        figures
            .each(role, "open a case", OPEN, column, times, visitor, |v, n| expect_page(v, &cases[n % cases.len()]))?;
    }
    let coordinator = &visitors[0].1;
    let plans = cases_on(&coordinator.readable("/cases?state=plan_established")?);
    ensure!(!plans.is_empty(), "no case has a plan");
    figures.each("coordinator", "open a case with a plan", OPEN, column, times, coordinator, |v, n| {
        expect_page(v, &plans[n % plans.len()])
    })?;
    let referrer = &visitors[1].1;
    let mut drafts = Drafts::new(referrer)?;
    for clients in [1, measure::TOGETHER] {
        let ready = (0..times).map(|_| drafts.fill(referrer)).collect::<Result<Vec<_>>>()?;
        figures.each_of("referrer", "submit a referral", SUBMIT, column, clients, times, referrer, |v, n| {
            let case = v.done(&format!("/referrals/{}/review", ready[n]), &[])?;
            expect_page(v, &case)
        })?;
    }
    let office = Visitor::log_in(address, "kansli@exempelstad.example", PASSWORD)?;
    figures.each("office", "key figures of a year", FIGURES, column, times / 4, &office, |v, _| {
        expect_page(v, "/figures?year=2021")
    })?;
    figures.each("office", "key figures, a full year", FIGURES, column, times / 4, &office, |v, _| {
        expect_page(v, "/figures?year=2025")
    })
}

fn expect_page(visitor: &Visitor, path: &str) -> Result<()> {
    let answer = visitor.page(path)?;
    ensure!(answer.status == 200 && answer.body.len() > 500, "{path}: {}", answer.status);
    Ok(())
}

/// The addresses of the cases that a page links to, each once.
fn cases_on(page: &str) -> Vec<String> {
    let mut seen = HashSet::new();
    let links = page.split("href=\"/cases/").skip(1).filter_map(|rest| rest.get(..36));
    let cases = links.filter(|id| id.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-'));
    cases.filter(|id| seen.insert((*id).to_owned())).map(|id| format!("/cases/{id}")).collect()
}

fn next_page(page: &str) -> Option<String> {
    let links = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    links.filter(|l| l.contains("after=")).last().map(|l| l.replace("&amp;", "&"))
}

/// Referrals that are filled in and not yet submitted.
struct Drafts {
    unit: String,
    district: String,
    dice: Dice,
    taken: HashSet<String>,
}

impl Drafts {
    fn new(referrer: &Visitor) -> Result<Self> {
        let begin = referrer.readable("/referrals/new")?;
        let unit = after(&begin, "name=\"unit\"", "value=\"").context("the referrer has no unit")?;
        let draft = id_in(&referrer.done("/referrals/new", &[("unit", &unit)])?)?;
        let form = referrer.readable(&format!("/referrals/{draft}/participant"))?;
        let options = form.split("name=\"district\"").nth(1).context("no districts")?;
        let spanga = options.split("<option").find(|o| o.contains("Spånga-Tensta")).context("no such district")?;
        let district = after(spanga, "", "value=\"").context("a district has no value")?;
        // beyond the imported ones
        Ok(Self { unit, district, dice: Dice(7), taken: HashSet::new() })
    }

    fn fill(&mut self, referrer: &Visitor) -> Result<String> {
        let today = today();
        let draft = id_in(&referrer.done("/referrals/new", &[("unit", &self.unit)])?)?;
        let step = |name: &str, fields: &[(&str, &str)]| referrer.done(&format!("/referrals/{draft}/{name}"), fields);
        let identity = register::identity(today, &mut self.dice, &mut self.taken);
        step(
            "participant",
            &[
                ("identity", &identity),
                ("given_name", "Tove"),
                ("family_name", "Berg"),
                ("gender", "woman"),
                ("district", &self.district),
                ("language", "sv"),
                ("interpreter", "no"),
                ("protected", "no"),
            ],
        )?;
        step(
            "situation",
            &[
                ("livelihood", "income_support"),
                ("support_band", "2_5"),
                ("education", "upper_secondary"),
                ("tried", "Arbetsträning som avbröts."),
                ("involved", "social_services"),
                ("involved", "health_care"),
            ],
        )?;
        step(
            "question",
            &[
                ("question", "Vem ansvarar för nästa steg?"),
                ("own_words", "Jag vill börja i liten skala."),
                ("own_goal", "Något att gå till."),
                ("meeting_form", "phone"),
                ("track", "team_meeting"),
                ("asked_for", "social_services"),
                ("asked_for", "health_care"),
            ],
        )?;
        step(
            "consent",
            &[
                ("consent_form", "paper"),
                ("given_on", &today.to_string()),
                ("consent_language", "sv"),
                ("consent_interpreter", "no"),
                ("sus", "yes"),
                ("covered", "social_services"),
                ("covered", "health_care"),
            ],
        )?;
        Ok(draft)
    }
}

/// The text up to the next quotation mark after both words.
fn after(text: &str, first: &str, then: &str) -> Option<String> {
    let rest = &text[text.find(first)? + first.len()..];
    rest.split(then).nth(1)?.split('"').next().map(str::to_owned)
}

fn id_in(address: &str) -> Result<String> {
    let id = address.split(['/', '?']).find(|part| part.len() == 36 && part.contains('-'));
    id.map(str::to_owned).with_context(|| format!("no id in {address}"))
}

/// In UTC: around midnight the product may already be a day ahead, which no measurement minds.
fn today() -> NaiveDate {
    DateTime::<Utc>::from(SystemTime::now()).date_naive()
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// What the process holds in memory, in MB; known on Linux only.
fn memory(process: u32) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:"))?;
    line.split_whitespace().next()?.parse::<f64>().ok().map(|kb| kb / 1_000.0)
}
