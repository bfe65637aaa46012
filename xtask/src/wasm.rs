//! The client: the crate `web` for wasm32, split into what every page needs and parts that are fetched when one first
//! goes to their pages, and the JavaScript that loads them.
use crate::{flags, packed, process, tools};
use anyhow::{Context, Result, anyhow};
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;
use wasm_bindgen_cli_support::Bindgen;

const TARGET: &str = "wasm32-unknown-unknown";
/// Which files each part is made of.
const PARTS: &str = "parts.json";

/// Builds the client into target/site/pkg: `finsam.js` and `finsam_bg.wasm` (the names that Leptos asks for), and the
/// parts in a folder of their own build. A browser that has another build's client finds none there and loads the page
/// anew; it never runs parts that don't belong together.
pub fn build(release: bool) -> Result<()> {
    tools::heading("the client (wasm)");
    let wasm = compile(release)?;
    let folder = folder();
    let stamp = folder.join(".made-from");
    let made_from = describe(&wasm, release)?;
    if std::fs::read_to_string(&stamp).is_ok_and(|before| before == made_from) {
        return Ok(());
    }
    // Only once we have something to put there: a server that runs meanwhile keeps its client.
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder)?;
    let main = split(&wasm, release, &folder)?;
    let mut bindgen = Bindgen::new();
    bindgen.input_path(&main).web(true)?.typescript(false).out_name("finsam");
    // the parts use what the linker has exported, by the names that it has there
    bindgen.keep_lld_exports(true).demangle(false);
    bindgen.remove_name_section(release).remove_producers_section(release);
    bindgen.generate(&folder).context("wasm-bindgen")?;
    std::fs::write(stamp, made_from)?;
    Ok(())
}

fn folder() -> PathBuf {
    tools::site_dir().join("pkg")
}

/// Splits the linked module at the functions that are marked as a part's, and gives back the file of what is left.
fn split(wasm: &Path, release: bool, folder: &Path) -> Result<PathBuf> {
    let whole = std::fs::read(wasm)?;
    let mut mark = DefaultHasher::new();
    mark.write(&whole);
    let mark = format!("{:016x}", mark.finish());
    let own = folder.join(&mark);
    std::fs::create_dir_all(&own)?;
    let main = wasm.with_file_name("web_main.wasm");
    let link_name = format!("./{mark}/link.js");
    let mut options = wasm_split_cli_support::Options::new(&whole);
    options.output_dir = folder;
    options.main_out_path = &main;
    options.main_module = "../finsam.js";
    options.link_name = &link_name;
    let split = wasm_split_cli_support::transform(options).map_err(|why| anyhow!("wasm-split: {why:?}"))?;
    // it looks for them beside its script
    for part in split.split_modules {
        let bytes = std::fs::read(&part)?;
        let name = part.file_name().context("a part without a name")?;
        std::fs::write(own.join(name), if release { bare(&bytes)? } else { bytes })?;
        std::fs::remove_file(part)?;
    }
    let path = |name: &String| format!("{mark}/{name}.wasm");
    let parts: BTreeMap<_, Vec<_>> =
        split.prefetch_map.iter().map(|(part, files)| (part, files.iter().map(path).collect())).collect();
    std::fs::write(folder.join(PARTS), serde_json::to_string_pretty(&parts)?)?;
    Ok(main)
}

/// The module without what is only for tools: names of functions, and who made it.
fn bare(module: &[u8]) -> Result<Vec<u8>> {
    const CUSTOM: u8 = 0;
    let (head, mut rest) = module.split_at_checked(8).context("a part is no module")?;
    let mut kept = head.to_vec();
    while let Some(kind) = rest.first() {
        let (mut length, mut at) = (0_usize, 1);
        loop {
            let byte = *rest.get(at).context("a part is cut off")?;
            length |= usize::from(byte & 0x7f) << (7 * (at - 1));
            at += 1;
            if byte & 0x80 == 0 {
                break;
            }
        }
        let (section, after) = rest.split_at_checked(at + length).context("a part is cut off")?;
        if *kind != CUSTOM {
            kept.extend_from_slice(section);
        }
        rest = after;
    }
    Ok(kept)
}

/// Builds what is shipped and says how much a browser has to fetch for it: first, and with each further part.
pub fn print_size() -> Result<()> {
    build(true)?;
    packed::files(&folder())?;
    let print = |name: &str, files: &[PathBuf]| -> Result<()> {
        let raw = size(files)?;
        let small = size(&files.iter().map(|file| packed::beside(file)).collect::<Vec<_>>())?;
        println!("{name:<32} {raw:>7.1} KB raw, {small:>6.1} KB brotli");
        Ok(())
    };
    let all = parts()?;
    let script = all.values().flatten().next().map(|file| file.with_file_name("link.js"));
    println!("first");
    for file in [Some(folder().join("finsam_bg.wasm")), Some(folder().join("finsam.js")), script].into_iter().flatten()
    {
        print(&format!("  {}", name_of(&file)), &[file])?;
    }
    for (part, files) in &all {
        print(part, files)?;
        for file in files {
            print(&format!("  {}", name_of(file)), std::slice::from_ref(file))?;
        }
    }
    print("all modules", &modules()?)
}

fn name_of(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The files of each part of the client that was built last.
fn parts() -> Result<BTreeMap<String, Vec<PathBuf>>> {
    let text = std::fs::read_to_string(folder().join(PARTS)).context("no client was built")?;
    let parts: BTreeMap<String, Vec<String>> = serde_json::from_str(&text)?;
    let found = |files: Vec<String>| files.into_iter().map(|file| folder().join(file)).collect();
    Ok(parts.into_iter().map(|(part, files)| (part, found(files))).collect())
}

/// The main module and every file of the parts, once.
fn modules() -> Result<Vec<PathBuf>> {
    let mut modules: Vec<PathBuf> = parts()?.into_values().flatten().collect();
    modules.push(folder().join("finsam_bg.wasm"));
    modules.sort();
    modules.dedup();
    Ok(modules)
}

/// What a browser fetches of the shipped client, packed: first, and if it goes everywhere. It must have been built for release.
pub fn shipped_kilobytes() -> Result<(f64, f64)> {
    let packed = |files: Vec<PathBuf>| size(&files.iter().map(|file| packed::beside(file)).collect::<Vec<_>>());
    Ok((packed(vec![folder().join("finsam_bg.wasm")])?, packed(modules()?)?))
}

fn size(files: &[PathBuf]) -> Result<f64> {
    let mut bytes = 0;
    for file in files {
        bytes += std::fs::metadata(file).with_context(|| format!("no {}", file.display()))?.len();
    }
    Ok(u32::try_from(bytes).map_or(f64::INFINITY, |bytes| f64::from(bytes) / 1000.0))
}

fn compile(release: bool) -> Result<PathBuf> {
    let profile = if release { "wasm-release" } else { "wasm-dev" };
    // Its own folder: the compiler may be another one than the host's, and two compilers in one
    // folder would build each other's macros and build scripts anew at every turn.
    let folder = tools::target_dir().join("wasm");
    let mut cargo = flags::plain_cargo();
    cargo.args(["rustc", "--package", "web", "--lib", "--target", TARGET, "--profile", profile]);
    // what is split needs to know where each function names another
    cargo.args(["--", "-C", "link-arg=--emit-relocs"]);
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
