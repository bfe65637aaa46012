//! Files that only the server's own user reads: names, the log and password hashes stand in a database in clear.
use anyhow::Context;
use std::{
    fs::OpenOptions,
    io,
    path::{Path, PathBuf},
};

/// What SQLite keeps beside a database's file while it is in use, or leaves there after a crash.
pub const BESIDE: [&str; 3] = ["-wal", "-shm", "-journal"];

/// The file that SQLite keeps beside this one.
pub fn beside(file: &Path, end: &str) -> PathBuf {
    let mut path = file.as_os_str().to_owned();
    path.push(end);
    path.into()
}

/// Makes the folder, and those missing above it, with mode 0700. One that is there keeps its mode: others may use it too.
pub fn make_folder(folder: &Path) -> anyhow::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).with_context(|| format!("the folder {}", folder.display()))
}

/// Makes an empty file with mode 0600; an error when there is one.
pub fn make_file(path: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

/// Makes an SQLite database's file private before SQLite opens it, and with it what SQLite puts beside it, which gets
/// the same mode. Files that are there already are shut to others.
pub fn keep(file: &Path) -> anyhow::Result<()> {
    if let Err(error) = make_file(file)
        && error.kind() != io::ErrorKind::AlreadyExists
    {
        return Err(error).with_context(|| format!("{} can't be made", file.display()));
    }
    for path in std::iter::once(file.to_owned()).chain(BESIDE.map(|end| beside(file, end))) {
        if path.exists() {
            shut(&path).with_context(|| format!("{} is open to others and can't be shut to them", path.display()))?;
        }
    }
    Ok(())
}

/// Takes every right from group and others.
#[cfg(unix)]
pub fn shut(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(path)?.permissions().mode() & 0o7777;
    if mode & 0o077 == 0 {
        return Ok(());
    }
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode & 0o700))
}

#[cfg(not(unix))]
pub fn shut(_path: &Path) -> io::Result<()> {
    Ok(())
}

/// A file's name lives in its folder: without this a power cut can lose it.
pub fn sync_folder_of(file: &Path) -> io::Result<()> {
    let folder = file.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if cfg!(unix) { std::fs::File::open(folder)?.sync_all() } else { Ok(()) }
}
