//! The command line as scripts meet it: what is printed where, and the exit code.
mod backup;
mod contract;
mod files;
mod register;

use crate::support::World;
use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// What a call came to.
pub struct Called {
    pub exit: i32,
    pub stdout: String,
    pub stderr: String,
}

/// A folder of a test's own, removed at its end.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new() -> Self {
        let path = std::env::temp_dir().join(format!("finsam-command-line-{}", uuid::Uuid::now_v7()));
        std::fs::create_dir_all(&path).expect("a folder");
        Folder(path)
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Calls `finsam` on a database with a key file.
pub fn finsam(database: &str, key: &Path, arguments: &[&str]) -> Called {
    let output = Command::new(env!("CARGO_BIN_EXE_finsam"))
        .args(arguments)
        .env("DATABASE_URL", database)
        .env("FINSAM_KEY_FILE", key)
        .env_remove("RUST_LOG")
        .stdin(Stdio::null())
        .output()
        .expect("the command starts");
    Called {
        exit: output.status.code().expect("an exit code"),
        stdout: String::from_utf8(output.stdout).expect("UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

/// A folder with the key that the world's database was made with.
pub fn with_key(world: &World) -> (Folder, PathBuf) {
    let folder = Folder::new();
    let key = folder.file("finsam.key");
    world.write_key(&key);
    (folder, key)
}
