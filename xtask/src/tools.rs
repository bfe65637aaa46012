//! Where things are, which programs the machine has, and installing what it lacks.
use crate::process;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The project's top folder.
pub fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_path_buf()
}

/// Where cargo puts what it builds: CARGO_TARGET_DIR, or target/.
pub fn target_dir() -> PathBuf {
    root().join(std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from))
}

/// What the browser may fetch; the server is told by FINSAM_SITE.
pub fn site_dir() -> PathBuf {
    target_dir().join("site")
}

/// The first of these programs that is in PATH, or at that path when it holds a slash.
pub fn find(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    // Administration programs (runuser, ...) are not in an ordinary user's PATH on Debian.
    let folders: Vec<PathBuf> = std::env::split_paths(&path).chain(["/usr/sbin".into(), "/sbin".into()]).collect();
    names.iter().find_map(|name| {
        if name.contains('/') {
            return Some(PathBuf::from(name)).filter(|file| file.is_file());
        }
        folders.iter().map(|folder| folder.join(name)).find(|file| file.is_file())
    })
}

pub fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|out| out.stdout.trim_ascii() == b"0")
}

/// Installs Debian packages, as root or with a sudo that asks for no password.
/// Fails with a plain word on what to install where neither is there.
pub fn apt_install(packages: &[&str]) -> Result<()> {
    let advice = format!("install {} and try again", packages.join(", "));
    let Some(apt) = find(&["apt-get"]) else {
        bail!("this is not Debian or Ubuntu, where xtask could do it: {advice}");
    };
    let mut prefix = vec!["env".to_owned(), "DEBIAN_FRONTEND=noninteractive".to_owned()];
    if !is_root() {
        let may = Command::new("sudo").args(["-n", "true"]).output().is_ok_and(|out| out.status.success());
        if !may {
            bail!("no right to install packages: {advice}");
        }
        prefix.splice(0..0, ["sudo".to_owned(), "-n".to_owned()]);
    }
    let call = |args: &[&str]| {
        let mut command = Command::new(&prefix[0]);
        command.args(&prefix[1..]).arg(&apt).args(args);
        process::run(&mut command)
    };
    let install: Vec<&str> =
        ["install", "-y", "--no-install-recommends"].into_iter().chain(packages.iter().copied()).collect();
    // A fresh machine has no package lists yet, or old ones.
    call(&install).or_else(|_| call(&["update"]).and_then(|()| call(&install))).context(advice)
}

/// The compiler's name for this machine, such as `x86_64-unknown-linux-gnu`.
pub fn host_triple() -> Result<String> {
    let text = process::output(Command::new("rustc").arg("-vV"))?;
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc -vV names no host")?.to_owned())
}

/// A heading in the output, so that a long run can be read afterwards.
pub fn heading(text: &str) {
    println!("\n── {text}");
}
