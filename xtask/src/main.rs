//! What builds, runs and tests the project: `cargo xtask --help`.
//! It installs what is missing where it can (Debian with root or sudo) and otherwise says what to install.
mod bench;
mod browser;
mod build;
mod flags;
mod house_rules;
mod installation;
mod licences;
mod packed;
mod postgres;
mod process;
mod run;
mod scratch;
mod spdx;
mod test;
mod tools;
mod wasm;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Builds, runs and tests FINSAM")]
struct Call {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Sets up what is missing, builds, loads the demo association the first time and serves it
    #[command(after_help = "Example: cargo xtask run --fresh -- --addr 127.0.0.1:4000")]
    Run {
        /// Throws data/ away first: a new key, a new database, the demo association as of today
        #[arg(long)]
        fresh: bool,
        /// With optimisation: slow to build, small and fast to run
        #[arg(long)]
        release: bool,
        /// Passed on to `finsam serve`
        #[arg(last = true)]
        args: Vec<String>,
    },
    /// Builds the client, the public files and the server, and runs nothing
    Build {
        #[arg(long)]
        release: bool,
    },
    /// Everything that must hold before a change lands, in order, up to the first part that fails
    #[command(after_help = "Example: cargo xtask test --only fmt,clippy,unit")]
    Test {
        /// Only these parts, separated by commas
        #[arg(long, value_delimiter = ',')]
        only: Vec<test::Part>,
    },
    /// Only the browser tests, on one database, for quick turns
    #[command(after_help = "Example: cargo xtask e2e smoke --keep")]
    E2e {
        /// Passed to playwright: a part of a file name or path
        filter: Option<String>,
        /// Leaves the server running afterwards, until ctrl-c, to look at what the tests left
        #[arg(long)]
        keep: bool,
        /// Which database the server runs on
        #[arg(long, default_value = "sqlite")]
        database: installation::Database,
    },
    /// Builds the client as it is shipped and prints its size, raw and as brotli
    WasmSize,
    /// Measures the product as it is shipped, from HTTP request to the full page, beside its goals
    #[command(after_help = "Example: cargo xtask bench --cases 10000,100000 --database sqlite,postgres")]
    Bench(bench::Wanted),
}

fn main() -> ExitCode {
    match obey(Call::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            // What failed has said the details itself; a backtrace through xtask would only hide them.
            eprintln!("\nxtask: {why:#}");
            ExitCode::FAILURE
        }
    }
}

fn obey(command: Command) -> Result<()> {
    std::env::set_current_dir(tools::root())?;
    match command {
        Command::Run { fresh, release, args } => run::run(fresh, release, &args),
        Command::Build { release } => build::everything(release, build::For::Running).map(drop),
        Command::Test { only } => test::run(&only),
        Command::E2e { filter, keep, database } => browser::quick(filter.as_deref(), keep, database),
        Command::WasmSize => wasm::print_size(),
        Command::Bench(wanted) => bench::run(&wanted),
    }
}
