//! The client: the crate `web` for wasm32, and the JavaScript that loads it.
use crate::{flags, packed, process, tools};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;
use wasm_bindgen_cli_support::Bindgen;

const TARGET: &str = "wasm32-unknown-unknown";

/// Builds the client into target/site/pkg, as `finsam.js` and `finsam_bg.wasm` (the names that Leptos asks for).
pub fn build(release: bool) -> Result<()> {
    tools::heading("the client (wasm)");
    let wasm = compile(release)?;
    let folder = tools::site_dir().join("pkg");
    let stamp = folder.join(".made-from");
    let made_from = describe(&wasm, release)?;
    if std::fs::read_to_string(&stamp).is_ok_and(|before| before == made_from) {
        return Ok(());
    }
    // Only once we have something to put there: a server that runs meanwhile keeps its client.
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder)?;
    let mut bindgen = Bindgen::new();
    bindgen.input_path(&wasm).web(true)?.typescript(false).out_name("finsam");
    bindgen.remove_name_section(release).remove_producers_section(release);
    bindgen.generate(&folder).context("wasm-bindgen")?;
    std::fs::write(stamp, made_from)?;
    Ok(())
}

/// Builds what is shipped and says how much a browser has to fetch for it.
pub fn print_size() -> Result<()> {
    build(true)?;
    packed::files(&tools::site_dir().join("pkg"))?;
    let wasm = tools::site_dir().join("pkg/finsam_bg.wasm");
    let script = tools::site_dir().join("pkg/finsam.js");
    for file in [&wasm, &script] {
        let raw = std::fs::metadata(file)?.len();
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let small = std::fs::metadata(packed::beside(file))?.len();
        println!("{name:<16} {:>7.1} KB raw, {:>6.1} KB brotli", kilobytes(raw), kilobytes(small));
    }
    Ok(())
}

/// What a browser fetches of the shipped client, packed; it must have been built for release.
pub fn shipped_kilobytes() -> Result<f64> {
    let packed = packed::beside(&tools::site_dir().join("pkg/finsam_bg.wasm"));
    Ok(kilobytes(std::fs::metadata(&packed).with_context(|| format!("no {}", packed.display()))?.len()))
}

fn kilobytes(bytes: u64) -> f64 {
    u32::try_from(bytes).map_or(f64::INFINITY, |bytes| f64::from(bytes) / 1000.0)
}

fn compile(release: bool) -> Result<PathBuf> {
    let profile = if release { "wasm-release" } else { "wasm-dev" };
    // Its own folder: the compiler may be another one than the host's, and two compilers in one
    // folder would build each other's macros and build scripts anew at every turn.
    let folder = tools::target_dir().join("wasm");
    let mut cargo = flags::plain_cargo();
    cargo.args(["build", "--package", "web", "--target", TARGET, "--profile", profile]);
    cargo.env("CARGO_TARGET_DIR", &folder);
    let toolchain = toolchain()?;
    if !toolchain.is_empty() {
        cargo.env("RUSTUP_TOOLCHAIN", toolchain);
    }
    process::run(&mut cargo)?;
    Ok(folder.join(TARGET).join(profile).join("web.wasm"))
}

/// The rustup toolchain that can compile for wasm32, made by the script where there is none.
fn toolchain() -> Result<String> {
    let script = tools::root().join("xtask/setup-wasm.sh");
    let name = process::output(Command::new("bash").arg(script)).context("no compiler for wasm32")?;
    Ok(name.trim().to_owned())
}

/// What tells one compiled client from another without reading its megabytes.
fn describe(wasm: &Path, release: bool) -> Result<String> {
    let about = std::fs::metadata(wasm).with_context(|| format!("{} was not built", wasm.display()))?;
    Ok(format!("release: {release}, {} bytes, {:?}", about.len(), about.modified()?))
}
