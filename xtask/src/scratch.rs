//! Folders and ports that exist for one run only.
use anyhow::{Context, Result};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};

const START: &str = "finsam-xtask-";

/// A new empty folder under the system's temporary one, removed when this value goes.
pub struct Scratch(PathBuf);

impl Scratch {
    /// `name` says in a listing of /tmp whose it is. Short, because a socket's path may hold 107 bytes only.
    pub fn new(name: &str) -> Result<Self> {
        remove_what_killed_runs_left();
        let folder = std::env::temp_dir().join(format!("{START}{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        Ok(Self(folder))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Ctrl-c and kill run no destructors: folders named after a process that is no more are nobody's.
fn remove_what_killed_runs_left() {
    let processes = Path::new("/proc");
    for entry in std::fs::read_dir(std::env::temp_dir()).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some((_, process)) = name.strip_prefix(START).and_then(|rest| rest.rsplit_once('-')) else {
            continue;
        };
        if processes.join("self").exists() && !processes.join(process).exists() {
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}

/// A port on loopback that nobody listens on now. Another program could take it before we do:
/// then the start fails and says so.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}
