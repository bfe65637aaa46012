//! Every dependency's licence must be one that can go with EUPL-1.2. Needs nothing but cargo.
use crate::{flags, process, spdx, tools};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::path::Path;

const ALLOWED: [&str; 14] = [
    "MIT",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Unicode-3.0",
    "Zlib",
    "MPL-2.0",
    "CC0-1.0",
    "EUPL-1.2",
    "0BSD",
    "CDLA-Permissive-2.0",
    "BSL-1.0",
    "Unlicense",
];

pub fn check() -> Result<()> {
    let mut faults = Vec::new();
    let crates = of_crates(&mut faults)?;
    let browser = of_browser_tools(&mut faults)?;
    let vendored = of_vendored_files(&tools::root().join("style/vendor"), &mut faults)?;
    if !faults.is_empty() {
        bail!("licences:\n  {}", faults.join("\n  "));
    }
    println!("{crates} crates, {browser} npm packages (tests only) and {vendored} vendored folders: all fine");
    Ok(())
}

fn of_crates(faults: &mut Vec<String>) -> Result<usize> {
    let mut cargo = flags::plain_cargo();
    let text = process::output(cargo.args(["metadata", "--format-version", "1"]))?;
    let metadata: Value = serde_json::from_str(&text)?;
    let packages = metadata["packages"].as_array().context("cargo metadata lists no packages")?;
    for package in packages {
        judge(package["name"].as_str().unwrap_or("?"), &package["version"], &package["license"], faults);
    }
    Ok(packages.len())
}

/// What the browser tests use, from the lock file: installed or not.
fn of_browser_tools(faults: &mut Vec<String>) -> Result<usize> {
    let text = std::fs::read_to_string(tools::root().join("end2end/package-lock.json"))?;
    let lock: Value = serde_json::from_str(&text)?;
    let packages = lock["packages"].as_object().context("package-lock.json lists no packages")?;
    // The entry without a name is our own.
    let others = packages.iter().filter(|(name, _)| !name.is_empty());
    Ok(others.inspect(|(name, package)| judge(name, &package["version"], &package["license"], faults)).count())
}

fn judge(name: &str, version: &Value, licence: &Value, faults: &mut Vec<String>) {
    let version = version.as_str().unwrap_or("?");
    let Some(licence) = licence.as_str() else {
        faults.push(format!("{name} {version} names no licence"));
        return;
    };
    match spdx::is_met(licence, &ALLOWED) {
        Ok(true) => {}
        Ok(false) => faults.push(format!("{name} {version} is under {licence}")),
        Err(why) => faults.push(format!("{name} {version}: {why}")),
    }
}

/// Each folder of somebody else's files carries the licence that it came with.
fn of_vendored_files(vendor: &Path, faults: &mut Vec<String>) -> Result<usize> {
    if !vendor.exists() {
        return Ok(0);
    }
    let mut count = 0;
    for folder in std::fs::read_dir(vendor)? {
        let folder = folder?.path();
        if !folder.is_dir() {
            continue;
        }
        count += 1;
        let has_licence = std::fs::read_dir(&folder)?.flatten().any(|file| {
            let name = file.file_name().to_string_lossy().to_uppercase();
            ["LICENSE", "LICENCE", "COPYING", "OFL"].iter().any(|start| name.starts_with(start))
        });
        if !has_licence {
            faults.push(format!("{} has no licence file", folder.display()));
        }
    }
    Ok(count)
}
