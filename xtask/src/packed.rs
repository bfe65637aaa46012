//! The public files packed once, as small as can be: the server sends `name.br` where a browser takes it.
use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;
use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::path::{Path, PathBuf};

/// What is worth packing; fonts and pictures are packed by their own formats.
const KINDS: [&str; 5] = ["css", "js", "svg", "txt", "wasm"];
/// As tight as brotli goes: it takes seconds, once.
const QUALITY: i32 = 11;
const WINDOW: i32 = 22;

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
    // under another name until it is whole: what is broken off is never taken for packed
    let mut unfinished = beside(file).into_os_string();
    unfinished.push(".part");
    let mut to = BufWriter::new(File::create(&unfinished)?);
    let parameters = BrotliEncoderParams { quality: QUALITY, lgwin: WINDOW, ..BrotliEncoderParams::default() };
    brotli::BrotliCompress(&mut BufReader::new(File::open(file)?), &mut to, &parameters)?;
    to.into_inner()?.sync_all()?;
    std::fs::rename(&unfinished, beside(file))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_packed_leaves_nothing_that_looks_packed() {
        let folder = std::env::temp_dir().join(format!("finsam-packed-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("folder.css")).expect("a folder");
        let file = folder.join("style.css");
        std::fs::write(&file, "main { color: red }".repeat(99)).expect("a file");
        one(&file).expect("packed");
        assert!(is_packed(&file).expect("there"));
        let mut whole = Vec::new();
        let packed = std::fs::read(beside(&file)).expect("the packed file");
        brotli::BrotliDecompress(&mut packed.as_slice(), &mut whole).expect("unpacked");
        assert_eq!(whole, std::fs::read(&file).expect("the file"));
        // opened, but not read to its end
        let broken = folder.join("folder.css");
        assert!(one(&broken).is_err() && !is_packed(&broken).expect("there"));
        std::fs::remove_dir_all(folder).expect("removed");
    }
}
