//! Starting other programs: one that must succeed, and one that lives in the background and never outlives us.
use crate::tools;
use anyhow::{Context, Result, bail};
use std::ffi::OsStr;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Runs to the end with our own input and output; an exit other than 0 is an error.
pub fn run(command: &mut Command) -> Result<()> {
    println!("$ {}", shown(command));
    let status = command.status().with_context(|| format!("cannot start {}", shown(command)))?;
    if !status.success() {
        bail!("{} ended with {status}", shown(command));
    }
    Ok(())
}

/// Runs to the end and gives back what it wrote on stdout; stderr stays visible.
pub fn output(command: &mut Command) -> Result<String> {
    let out = command.stderr(Stdio::inherit()).output().with_context(|| format!("cannot start {}", shown(command)))?;
    if !out.status.success() {
        bail!("{} ended with {}", shown(command), out.status);
    }
    Ok(String::from_utf8(out.stdout)?)
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

/// A command that the kernel ends when xtask dies, however it dies (ctrl-c and kill run no destructors).
/// `user`: whom to become, when we are root and the program refuses to run as root.
pub fn bound_to_us(program: impl AsRef<OsStr>, user: Option<&str>) -> Result<Command> {
    let Some(setpriv) = tools::find(&["setpriv"]) else {
        if let Some(user) = user {
            bail!("setpriv (Debian: util-linux) is needed to become the user {user}");
        }
        return Ok(Command::new(program));
    };
    let mut command = Command::new(setpriv);
    command.args(["--pdeathsig", "TERM"]);
    if let Some(user) = user {
        command.args(["--reuid", user, "--regid", &group_of(user)?, "--clear-groups"]);
    }
    command.arg("--").arg(program);
    Ok(command)
}

/// The number of a user's own group.
pub fn group_of(user: &str) -> Result<String> {
    Ok(output(Command::new("id").args(["-g", user]))?.trim().to_owned())
}

/// A background process, ended by its id when this value goes, also when a test panics.
pub struct Background {
    child: Child,
    name: &'static str,
    /// What makes it stop in good order: PostgreSQL ends at once by INT, and waits for its clients by TERM.
    signal: &'static str,
}

impl Background {
    pub fn start(name: &'static str, signal: &'static str, command: &mut Command) -> Result<Self> {
        let child = command.stdin(Stdio::null()).spawn().with_context(|| format!("cannot start {}", shown(command)))?;
        Ok(Self { child, name, signal })
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Asks `ready` until it says yes. Fails when the process ends before, or when it takes too long.
    pub fn wait_until(&mut self, limit: Duration, mut ready: impl FnMut() -> bool) -> Result<()> {
        let begun = Instant::now();
        while !ready() {
            if let Some(status) = self.child.try_wait()? {
                bail!("{} ended while starting, with {status}", self.name);
            }
            if begun.elapsed() > limit {
                bail!("{} was not ready after {} s", self.name, limit.as_secs());
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        Ok(())
    }

    /// Waits until it ends by itself.
    pub fn wait(mut self) -> Result<()> {
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        let pid = self.child.id().to_string();
        // Through kill(1): the standard library knows only KILL, after which PostgreSQL leaves shared memory behind.
        let asked = Command::new("kill").args(["-s", self.signal, &pid]).status();
        let begun = Instant::now();
        while asked.is_ok() && begun.elapsed() < Duration::from_secs(10) {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        eprintln!("{} (process {pid}) did not stop by {}: killed", self.name, self.signal);
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
