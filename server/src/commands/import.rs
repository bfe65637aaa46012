//! `finsam import`: a register from a folder, everything or nothing.
use app::{
    db::Db,
    kernel::lang::Lang,
    register_import::{
        actions::{self, Into, Progress},
        read,
        report::{Report, Told},
    },
};
use clap::Args;
use std::{path::PathBuf, process::ExitCode};

/// As long as any association's name can be.
const LONGEST_NAME: usize = 120;

/// The register and where it goes.
#[derive(Args, Clone, Debug)]
pub struct ImportSettings {
    /// The folder with the eight CSV files
    pub dir: PathBuf,
    /// The association; made when it is missing
    #[arg(long)]
    pub association: String,
    /// Do everything, tell what it came to, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Prints the report: JSON on stdout, words on stderr. 2 when the register can't be taken in.
pub async fn run(db: &Db, settings: &ImportSettings) -> anyhow::Result<ExitCode> {
    let name = settings.association.trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        eprintln!("finsam: give the association's name, of at most {LONGEST_NAME} characters");
        return Ok(ExitCode::from(2));
    }
    let report = import(db, settings).await?;
    if report.new_association {
        // a name that is mistyped must be seen
        let made = if report.changed { "It was made" } else { "It would be made" };
        eprintln!("There was no association named {name}. {made} with this register.");
    }
    let told = report.told(Lang::En);
    println!("{}", serde_json::to_string(&told)?);
    for line in told.lines(Lang::En) {
        eprintln!("{line}");
    }
    Ok(exit(&told))
}

/// Reads the folder and takes it in.
pub async fn import(db: &Db, settings: &ImportSettings) -> anyhow::Result<Report> {
    let today = db.clock().today();
    match read::folder(&settings.dir, today) {
        Ok(register) => {
            let into = Into::Named(settings.association.trim());
            Ok(actions::import(db, into, &register, settings.dry_run, &Progress::default()).await?)
        }
        Err(faults) => Ok(Report::refused(settings.dry_run, faults)),
    }
}

fn exit(told: &Told) -> ExitCode {
    if told.errors.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(2) }
}
