//! Everything that a running server needs: the client, the public files, the program.
use crate::{flags, packed, process, tools, wasm};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

/// What the program is built for. Cargo picks the features of every dependency from the packages that one
/// call names, and test helpers switch some on: so after `cargo test` a plain `cargo build` builds nearly
/// everything a second time. Each purpose therefore keeps to one way of naming.
#[derive(Clone, Copy, PartialEq)]
pub enum For {
    Running,
    Testing,
}

/// The one selection of every cargo call that tests: see `For`.
pub const TESTED: [&str; 8] =
    ["--package", "app", "--package", "server", "--package", "migrations", "--features", "app/ssr"];

/// Gives back the path of the program.
pub fn everything(release: bool, purpose: For) -> Result<PathBuf> {
    wasm::build(release)?;
    public_files()?;
    if release {
        packed::files(&tools::site_dir())?;
    }
    server(release, purpose)
}

fn server(release: bool, purpose: For) -> Result<PathBuf> {
    tools::heading("the server");
    let mut cargo = flags::cargo()?;
    cargo.arg("build");
    match purpose {
        For::Running => cargo.args(["--package", "server", "--bin", "finsam"]),
        // Naming the test as well makes cargo choose the features as `cargo test` does.
        For::Testing => cargo.args(TESTED).args(["--bin", "finsam", "--test", "server"]),
    };
    if release {
        cargo.arg("--release");
    }
    process::run(&mut cargo)?;
    Ok(tools::target_dir().join(if release { "release" } else { "debug" }).join("finsam"))
}

/// Copies style/ to the site folder; what was taken out of style/ goes there too. The client in pkg/ stays.
fn public_files() -> Result<()> {
    let site = tools::site_dir();
    std::fs::create_dir_all(&site)?;
    for entry in std::fs::read_dir(&site)? {
        let entry = entry?;
        if entry.file_name() == "pkg" {
            continue;
        }
        if entry.file_type()?.is_dir() {
            std::fs::remove_dir_all(entry.path())?;
        } else {
            std::fs::remove_file(entry.path())?;
        }
    }
    copy(&tools::root().join("style"), &site)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if target.extension().is_some_and(|kind| kind == "md") {
            continue; // for developers
        }
        if target.ends_with("site/pkg") {
            bail!("style/pkg would hide the client");
        }
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), &target)?;
        }
    }
    Ok(())
}
