//! `finsam report key-figures`: a year's figures for other programs.
use app::{db::Db, statistics::actions};
use clap::{Args, ValueEnum};
use std::process::ExitCode;

/// Which figures, and how they are written.
#[derive(Args, Clone, Debug)]
pub struct KeyFiguresSettings {
    /// The association
    #[arg(long)]
    pub association: String,
    /// The calendar year
    #[arg(long, value_parser = clap::value_parser!(i32).range(1900..=9998))]
    pub year: i32,
    /// How the figures are written: JSON, or CSV as a table
    #[arg(long, value_enum, default_value = "json")]
    pub format: Format,
}

/// How figures are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Json,
    Csv,
}

/// Prints the figures. 2 when there is no such association.
pub async fn key_figures(db: &Db, settings: &KeyFiguresSettings) -> anyhow::Result<ExitCode> {
    let Some(figures) = actions::key_figures_of(db, settings.association.trim(), settings.year).await? else {
        eprintln!("finsam: there is no association named {}", settings.association);
        return Ok(ExitCode::from(2));
    };
    match settings.format {
        Format::Json => println!("{}", serde_json::to_string_pretty(&figures)?),
        Format::Csv => print!("{}", figures.csv()),
    }
    Ok(ExitCode::SUCCESS)
}
