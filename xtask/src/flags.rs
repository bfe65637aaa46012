//! One set of compiler flags for every cargo call of the host, or cargo builds everything anew at each turn.
use crate::tools;
use anyhow::Result;
use std::process::Command;
use std::sync::OnceLock;

/// cargo for this machine, with mold as linker where it is installed (or can be).
/// The developers' own way to the same artefacts, word for word:
/// `export CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_RUSTFLAGS="--cfg erase_components -C link-arg=-fuse-ld=mold"`.
pub fn cargo() -> Result<Command> {
    let mut command = plain_cargo();
    if with_mold() {
        // A line in .cargo/config.toml would stop every machine without mold. These flags replace
        // build.rustflags, so the ones from there are repeated first.
        let name = format!("CARGO_TARGET_{}_RUSTFLAGS", tools::host_triple()?.to_uppercase().replace('-', "_"));
        command.env(name, "--cfg erase_components -C link-arg=-fuse-ld=mold");
    }
    Ok(command)
}

/// cargo without what `cargo run` told xtask about itself: build scripts (ring's) watch some of these
/// variables and would run anew whenever a developer and xtask take turns.
pub fn plain_cargo() -> Command {
    let mut command = Command::new("cargo");
    for (name, _) in std::env::vars_os() {
        let Some(text) = name.to_str() else { continue };
        let about_xtask = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_", "CARGO_PRIMARY_"]
            .iter()
            .any(|start| text.starts_with(start));
        if about_xtask || matches!(text, "CARGO" | "OUT_DIR" | "LD_LIBRARY_PATH") {
            command.env_remove(&name);
        }
    }
    // These replace the flags of .cargo/config.toml; without erase_components hydration panics.
    command.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
    command
}

fn with_mold() -> bool {
    static MOLD: OnceLock<bool> = OnceLock::new();
    *MOLD.get_or_init(|| {
        if !cfg!(target_os = "linux") {
            return false;
        }
        if tools::find(&["mold"]).is_none()
            && let Err(why) = tools::apt_install(&["mold"])
        {
            println!("Without the linker mold each turn takes some 20 s longer ({why:#})");
        }
        // gcc before 12.1 does not know it even where it is installed.
        let known = Command::new("cc").args(["-fuse-ld=mold", "-Wl,--version"]).output();
        tools::find(&["mold"]).is_some() && known.is_ok_and(|out| out.status.success())
    })
}
