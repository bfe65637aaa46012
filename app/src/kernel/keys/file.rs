//! The key file: readable by the server's own user and by nobody else.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use thiserror::Error;
use zeroize::Zeroizing;

use super::Keys;

/// More than any key file holds: whoever points at another file gets an answer at once.
const LONGEST: u64 = 4096;

/// Why a key file can't be used. Written for who runs the server; never with a part of the key.
#[derive(Debug, Error)]
pub enum KeyFileError {
    /// Nothing but comments.
    #[error("the key file holds no key (a line \"finsam-key-1:\" and 64 hexadecimal digits)")]
    NoKey,
    /// More than one line that is no comment.
    #[error("the key file holds more than one line beside comments; exactly one key is expected")]
    SeveralKeys,
    /// A line that is neither comment nor key, or a file that is no text.
    #[error("the key file is not a line \"finsam-key-1:\" and 64 hexadecimal digits")]
    NotAKey,
    /// Others than the owner have some right to it.
    #[error("the key file {} has mode {mode:04o}: group or others have access; run chmod 600 on it", path.display())]
    TooOpen {
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// Creating it anew would lose the key that is there.
    #[error("the key file {} exists already; it is never overwritten", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The file system says no.
    #[error("the key file {} can't be read or written", path.display())]
    Io {
        /// The file, or the folder for it.
        path: PathBuf,
        /// What it said.
        #[source]
        source: io::Error,
    },
}

/// Writes a new key file, mode 0600; folders missing above it are made with mode 0700. On disk when it returns.
///
/// # Errors
/// [`KeyFileError::Exists`] when there is a file (its key would be lost), [`KeyFileError::Io`] for all else; a file half
/// written is removed.
pub fn create_key_file(path: &Path) -> Result<(), KeyFileError> {
    let io = |source| KeyFileError::Io { path: path.to_owned(), source };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    create_folders(folder).map_err(io)?;
    let mut file = create_new(path).map_err(|source| match source.kind() {
        io::ErrorKind::AlreadyExists => KeyFileError::Exists { path: path.to_owned() },
        _ => io(source),
    })?;
    let written = file.write_all(Keys::generate().as_bytes()).and_then(|()| file.sync_all());
    written.and_then(|()| sync_folder(folder)).map_err(|source| {
        // Best effort: what counts is the first error.
        let _ = fs::remove_file(path);
        io(source)
    })
}

/// Reads the key file.
///
/// # Errors
/// [`KeyFileError::TooOpen`] when, on Unix, group or others have any right to it; else as [`Keys::parse`].
pub fn read_key_file(path: &Path) -> Result<Keys, KeyFileError> {
    let io = |source| KeyFileError::Io { path: path.to_owned(), source };
    let file = File::open(path).map_err(io)?;
    check_mode(&file, path)?;
    // As large as it can get, so that growing leaves no copies behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(LONGEST as usize + 2));
    file.take(LONGEST + 1).read_to_end(&mut bytes).map_err(io)?;
    if bytes.len() as u64 > LONGEST {
        return Err(KeyFileError::NotAKey);
    }
    Keys::parse(std::str::from_utf8(&bytes).map_err(|_| KeyFileError::NotAKey)?)
}

#[cfg(unix)]
fn create_folders(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn create_folders(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

/// The mode is given at creation: changed afterwards, others could have opened it in between.
fn create_new(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}

/// The file's name lives in its folder: without this a power cut can lose it.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Asks the open file, not the path, which someone could swap.
#[cfg(unix)]
fn check_mode(file: &File, path: &Path) -> Result<(), KeyFileError> {
    use std::os::unix::fs::PermissionsExt;
    let metadata = file.metadata().map_err(|source| KeyFileError::Io { path: path.to_owned(), source })?;
    let mode = metadata.permissions().mode() & 0o7777;
    if mode & 0o077 == 0 { Ok(()) } else { Err(KeyFileError::TooOpen { path: path.to_owned(), mode }) }
}

#[cfg(not(unix))]
fn check_mode(_file: &File, _path: &Path) -> Result<(), KeyFileError> {
    Ok(())
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    /// A folder of its own per test, removed when dropped.
    struct Folder(PathBuf);

    impl Folder {
        fn new() -> Self {
            let folder =
                std::env::temp_dir().join(format!("finsam-keys-{}", super::super::hex(&super::super::random_token())));
            fs::create_dir(&folder).unwrap();
            Self(folder)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_new_file_is_private_and_read_back() {
        let folder = Folder::new();
        let path = folder.0.join("a/b/finsam.key");
        create_key_file(&path).unwrap();
        assert_eq!((mode(&path), mode(&folder.0.join("a")), mode(&folder.0.join("a/b"))), (0o600, 0o700, 0o700));
        assert_eq!(read_key_file(&path).unwrap().fingerprint(), read_key_file(&path).unwrap().fingerprint());
    }

    #[test]
    fn an_existing_file_is_left_alone() {
        let folder = Folder::new();
        let path = folder.0.join("finsam.key");
        create_key_file(&path).unwrap();
        let before = fs::read(&path).unwrap();
        assert!(matches!(create_key_file(&path), Err(KeyFileError::Exists { .. })));
        assert_eq!(fs::read(&path).unwrap(), before);
    }

    #[test]
    fn a_file_open_to_others_is_refused() {
        let folder = Folder::new();
        let path = folder.0.join("finsam.key");
        create_key_file(&path).unwrap();
        for bits in [0o640, 0o604, 0o620, 0o644] {
            fs::set_permissions(&path, fs::Permissions::from_mode(bits)).unwrap();
            let error = read_key_file(&path).unwrap_err();
            assert!(matches!(error, KeyFileError::TooOpen { mode, .. } if mode == bits));
            assert!(error.to_string().contains("chmod 600"));
        }
        fs::set_permissions(&path, fs::Permissions::from_mode(0o400)).unwrap();
        assert!(read_key_file(&path).is_ok());
    }

    #[test]
    fn other_files_are_refused() {
        let folder = Folder::new();
        let path = folder.0.join("finsam.key");
        assert!(matches!(read_key_file(&path), Err(KeyFileError::Io { .. })));
        for content in [vec![0xff; 10], vec![b'#'; 5000]] {
            let mut file = create_new(&path).unwrap();
            file.write_all(&content).unwrap();
            assert!(matches!(read_key_file(&path), Err(KeyFileError::NotAKey)));
            fs::remove_file(&path).unwrap();
        }
    }
}
