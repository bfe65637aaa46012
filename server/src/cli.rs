//! The command line. Machine-readable output on stdout, words on stderr; 0 done, 2 a wrong call, 1 a fault.
use crate::{
    client::Parts,
    commands::{
        backup::{self, BackupSettings},
        import::{self, ImportSettings},
        report::{self, KeyFiguresSettings},
    },
    config::{DataSettings, ServeSettings},
    demo, jobs,
    open::{begin_anew, open},
    router::{Site, router},
    telemetry,
};
use anyhow::Context;
use app::{
    access::Role,
    accounts::users::command_line::{self, NewUser, Refusal},
    installation::Demonstration,
    kernel::{
        code::Code,
        keys::{self, KeyFileError},
    },
};
use axum::serve::ListenerExt;
use clap::{
    Args, Parser, Subcommand,
    builder::{PossibleValuesParser, TypedValueParser},
};
use std::{process::ExitCode, sync::Arc};

/// Runs the teams of a Swedish coordination association
#[derive(Parser, Debug)]
#[command(name = "finsam", version, arg_required_else_help = true)]
pub struct Cli {
    #[command(flatten)]
    pub data: DataSettings,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand, Debug)]
pub enum Command {
    /// Serve the application
    #[command(
        after_help = "Example:\n  FINSAM_PUBLIC_URL=https://finsam.example.se finsam serve --addr 127.0.0.1:3000"
    )]
    Serve(ServeSettings),
    /// Bring the database up to date and stop
    #[command(after_help = "Example:\n  DATABASE_URL=postgres://finsam@localhost/finsam finsam migrate")]
    Migrate,
    /// Take in a register: everything or nothing
    #[command(
        after_help = "Example:\n  finsam import register-2021 --association \"Samordningsförbundet Exempelstad\" --dry-run"
    )]
    Import(ImportSettings),
    /// Figures for other programs
    #[command(
        after_help = "Example:\n  finsam report key-figures --association \"Samordningsförbundet Exempelstad\" --year 2021 --format json"
    )]
    Report {
        #[command(subcommand)]
        command: ReportCommand,
    },
    /// Users
    #[command(
        after_help = "Example:\n  finsam user add --email anna.ek@example.se --name \"Anna Ek\" --role administrator --association \"Samordningsförbundet Exempelstad\""
    )]
    User {
        #[command(subcommand)]
        command: UserCommand,
    },
    /// Fill an empty database with the demonstration, and mark it as one
    #[command(after_help = "Example:\n  finsam demo")]
    Demo,
    /// The audit log
    #[command(after_help = "Example:\n  finsam audit verify")]
    Audit {
        #[command(subcommand)]
        command: AuditCommand,
    },
    /// Write the whole database into one file, without the key; the server may be running
    #[command(after_help = "Example:\n  finsam backup /var/backups/finsam-2026-11-24.backup")]
    Backup(BackupSettings),
    /// Make a new database out of a backup, and check its audit log
    #[command(
        after_help = "Example:\n  DATABASE_URL=sqlite://restored/finsam.db finsam restore /var/backups/finsam-2026-11-24.backup"
    )]
    Restore(BackupSettings),
    /// The key file
    #[command(after_help = "Example:\n  FINSAM_KEY_FILE=/var/lib/finsam/finsam.key finsam keys new")]
    Keys {
        #[command(subcommand)]
        command: KeysCommand,
    },
}

#[derive(Subcommand, Debug)]
pub enum ReportCommand {
    /// The year's key figures
    #[command(
        after_help = "Example:\n  finsam report key-figures --association \"Samordningsförbundet Exempelstad\" --year 2021 --format json"
    )]
    KeyFigures(KeyFiguresSettings),
}

#[derive(Subcommand, Debug)]
pub enum UserCommand {
    /// Add a user; prints a one-time password that can be used for 72 hours
    #[command(
        after_help = "Example:\n  finsam user add --email anna.ek@example.se --name \"Anna Ek\" --role administrator --association \"Samordningsförbundet Exempelstad\""
    )]
    Add(AddUser),
}

#[derive(Args, Debug)]
pub struct AddUser {
    /// The address with which the user logs in
    #[arg(long)]
    email: String,
    /// The user's given name and family name
    #[arg(long)]
    name: String,
    /// The user's first task
    #[arg(long, value_parser = PossibleValuesParser::new(Role::ALL.iter().map(|r| r.code())).try_map(|r| Role::from_code(&r)))]
    role: Role,
    /// The association's name; made when it is missing
    #[arg(long)]
    association: String,
    /// The unit, for referrers and representatives: its name, or AGENCY CODE/NAME
    #[arg(long)]
    unit: Option<String>,
}

#[derive(Subcommand, Debug)]
pub enum AuditCommand {
    /// Check every entry, chain and seal; exit 3 when something was changed
    #[command(after_help = "Example:\n  finsam audit verify")]
    Verify,
}

#[derive(Subcommand, Debug)]
pub enum KeysCommand {
    /// Make a new key file; refuses to overwrite one
    #[command(after_help = "Example:\n  FINSAM_KEY_FILE=/var/lib/finsam/finsam.key finsam keys new")]
    New,
}

/// Runs one command and gives its exit code.
pub async fn run(cli: Cli) -> ExitCode {
    telemetry::begin();
    let done = match cli.command {
        Command::Serve(settings) => serve(&cli.data, settings).await,
        Command::Migrate => open(&cli.data).await.map(|_| ExitCode::SUCCESS),
        Command::Import(settings) => import(&cli.data, &settings).await,
        Command::Report { command: ReportCommand::KeyFigures(settings) } => key_figures(&cli.data, &settings).await,
        Command::User { command: UserCommand::Add(user) } => add_user(&cli.data, user).await,
        Command::Demo => load_demo(&cli.data).await,
        Command::Audit { command: AuditCommand::Verify } => verify(&cli.data).await,
        Command::Backup(settings) => backup::backup(&cli.data, &settings).await,
        Command::Restore(settings) => backup::restore(&cli.data, &settings).await,
        Command::Keys { command: KeysCommand::New } => new_key(&cli.data),
    };
    done.unwrap_or_else(|error| {
        eprintln!("finsam: {error:#}");
        ExitCode::FAILURE
    })
}

async fn serve(data: &DataSettings, settings: ServeSettings) -> anyhow::Result<ExitCode> {
    let db = open(data).await?;
    let tx = db.read().await?;
    let is_demo = app::installation::is_demo(&tx).await?;
    drop(tx);
    let https = settings.is_https();
    let site = Site {
        db: db.clone(),
        is_demo,
        https,
        public_url: settings.public_url.as_str().into(),
        trusted_proxies: Arc::new(settings.trusted_proxies),
        parts: Arc::new(Parts::of(&settings.site)),
        files: settings.site,
        waiting: Arc::default(),
    };
    let listener = tokio::net::TcpListener::bind(settings.addr)
        .await
        .with_context(|| format!("can't listen on {}", settings.addr))?
        // without it the end of a page waits until its beginning is acknowledged, 40 ms later
        .tap_io(|connection| {
            if let Err(why) = connection.set_nodelay(true) {
                tracing::debug!(%why, "TCP_NODELAY");
            }
        });
    let sealing = tokio::spawn(jobs::run(db));
    eprintln!("finsam: listening on {} as {}", settings.addr, settings.public_url);
    let app = router(site).into_make_service_with_connect_info::<std::net::SocketAddr>();
    axum::serve(listener, app).with_graceful_shutdown(stop()).await?;
    sealing.abort();
    Ok(ExitCode::SUCCESS)
}

async fn stop() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let terminated = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate());
        if let Ok(mut terminated) = terminated {
            tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            }
            return;
        }
    }
    let _ = interrupted.await;
}

async fn import(data: &DataSettings, settings: &ImportSettings) -> anyhow::Result<ExitCode> {
    import::run(&open(data).await?, settings).await
}

async fn key_figures(data: &DataSettings, settings: &KeyFiguresSettings) -> anyhow::Result<ExitCode> {
    report::key_figures(&open(data).await?, settings).await
}

async fn add_user(data: &DataSettings, user: AddUser) -> anyhow::Result<ExitCode> {
    let db = open(data).await?;
    let AddUser { email, name, role, association, unit } = user;
    let new = NewUser { email, name, role, association, unit };
    match command_line::add(&db, &new).await {
        Ok(password) => {
            println!("{password}");
            eprintln!("{} can log in with this one-time password within 72 hours.", new.email);
            Ok(ExitCode::SUCCESS)
        }
        Err(Refusal::App(error)) => Err(error.into()),
        Err(refusal) => {
            eprintln!("finsam: {refusal}");
            Ok(ExitCode::from(2))
        }
    }
}

async fn load_demo(data: &DataSettings) -> anyhow::Result<ExitCode> {
    let db = open(data).await?;
    let db = match demo::standing(&db).await? {
        Demonstration::Empty | Demonstration::InUse => db,
        Demonstration::Begun => {
            eprintln!("The demonstration was interrupted here; it begins anew.");
            begin_anew(data, db).await?
        }
    };
    if !demo::load(&db).await? {
        eprintln!("finsam: the database is not empty; the demonstration is loaded into an empty one only");
        return Ok(ExitCode::from(2));
    }
    eprintln!("The demonstration is loaded. Its accounts are listed on the login page.");
    Ok(ExitCode::SUCCESS)
}

async fn verify(data: &DataSettings) -> anyhow::Result<ExitCode> {
    let db = open(data).await?;
    let report = app::audit::verify::verify(&db).await?;
    println!("{}", serde_json::to_string(&report)?);
    Ok(match &report.broken {
        None => {
            eprintln!("The log is whole: {} entries, {} seals.", report.entries, report.seals);
            ExitCode::SUCCESS
        }
        Some(broken) => {
            eprintln!("The log is broken: {}.", broken.what);
            ExitCode::from(3)
        }
    })
}

fn new_key(data: &DataSettings) -> anyhow::Result<ExitCode> {
    match keys::create_key_file(&data.key_file) {
        Err(error @ KeyFileError::Exists { .. }) => {
            eprintln!("finsam: {error}");
            return Ok(ExitCode::from(2));
        }
        made => made.with_context(|| format!("the key file {}", data.key_file.display()))?,
    }
    eprintln!("A new key is in {}. Keep a copy apart from the backups.", data.key_file.display());
    Ok(ExitCode::SUCCESS)
}
