//! The public files packed once, as small as can be: the server sends `name.br` where a browser takes it.
use anyhow::{Context, Result};
use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

/// What is worth packing; fonts and pictures are packed by their own formats.
const KINDS: [&str; 5] = ["css", "js", "svg", "txt", "wasm"];
/// As tight as brotli goes: it takes seconds, once.
const QUALITY: u32 = 11;
const WINDOW: u32 = 22;

/// The packed file beside this one.
pub fn beside(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".br");
    name.into()
}

/// Packs every such file of the folder and below it, unless it is packed since it was last changed.
pub fn files(folder: &Path) -> Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files(&path)?;
        } else if path.extension().is_some_and(|e| KINDS.iter().any(|k| e == *k)) && !is_packed(&path)? {
            one(&path).with_context(|| format!("packing {}", path.display()))?;
        }
    }
    Ok(())
}

fn is_packed(file: &Path) -> Result<bool> {
    let Ok(packed) = std::fs::metadata(beside(file)) else { return Ok(false) };
    Ok(packed.modified()? >= std::fs::metadata(file)?.modified()?)
}

fn one(file: &Path) -> Result<()> {
    let mut from = BufReader::new(File::open(file)?);
    let to = BufWriter::new(File::create(beside(file))?);
    let mut packer = brotli::CompressorWriter::new(to, 64 * 1024, QUALITY, WINDOW);
    std::io::copy(&mut from, &mut packer)?;
    packer.flush()?;
    Ok(())
}
