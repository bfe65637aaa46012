//! `cargo xtask run`: from a fresh clone to the demo association in the browser.
use crate::{build, process, tools};
use anyhow::{Context, Result};
use std::os::unix::process::CommandExt;
use std::process::Command;

pub fn run(fresh: bool, release: bool, serve_args: &[String]) -> Result<()> {
    let finsam = build::everything(release, build::For::Running)?;
    let data = tools::root().join("data");
    if fresh && data.exists() {
        println!("--fresh: removing {}", data.display());
        std::fs::remove_dir_all(&data)?;
    }
    std::fs::create_dir_all(&data)?;
    if std::env::var_os("DATABASE_URL").is_some() {
        // Somebody's own database: we neither fill nor judge it.
        println!("DATABASE_URL is set: served as it is, without loading the demo association");
    } else if !data.join("finsam.db").exists() {
        tools::heading("the demo association");
        if let Err(fault) = process::run(Command::new(&finsam).arg("demo")) {
            // A half-filled database would be served as if it were whole at the next try.
            remove_database(&data)?;
            return Err(fault);
        }
    }
    tools::heading("serving; ctrl-c ends it");
    let mut serve = Command::new(&finsam);
    if std::env::var_os("FINSAM_SITE").is_none() {
        serve.env("FINSAM_SITE", tools::site_dir());
    }
    // Becomes the server, so that the terminal's signals reach it and nothing is left behind.
    let fault = serve.arg("serve").args(serve_args).exec();
    Err(fault).with_context(|| format!("cannot start {}", finsam.display()))
}

fn remove_database(data: &std::path::Path) -> Result<()> {
    for name in ["finsam.db", "finsam.db-wal", "finsam.db-shm"] {
        let file = data.join(name);
        if file.exists() {
            std::fs::remove_file(file)?;
        }
    }
    Ok(())
}
