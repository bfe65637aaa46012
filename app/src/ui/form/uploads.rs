//! Files received with a form, until its action has read them: sealed, without a name on the disk, bound to the session.
//!
//! A file is unlinked as soon as it is made, and its key is in memory alone: when the process ends, however it ends,
//! nothing of it is left or can be read. One server keeps its own: several need sessions that stay with one.
use crate::kernel::{
    id::SessionId,
    keys::{Aad, DataKey, Keys},
};
use sha2::{Digest, Sha256};
use std::{
    collections::HashMap,
    fs::{File, OpenOptions},
    io::{self, Read, Seek, SeekFrom, Write},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};
use uuid::Uuid;

/// So long a file is kept at most.
const KEPT_FOR: Duration = Duration::from_secs(3_600);
/// So many files of one session are kept at most.
const MOST_FILES: usize = 32;
/// Files are sealed in pieces of this size.
const PIECE: usize = 64 * 1024;

struct Kept {
    session: SessionId,
    file: Arc<Mutex<File>>,
    key: Arc<DataKey>,
    pieces: u64,
    digest: [u8; 32],
    since: Instant,
}

static KEPT: Mutex<Option<HashMap<Uuid, Kept>>> = Mutex::new(None);

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // a panic while it was held left a whole map behind: entries are put in and taken out at once
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Each piece has its place: none can be moved, left out in the middle or taken from another file.
fn place(id: Uuid, piece: u64) -> Aad {
    Aad::new("upload", "piece", Uuid::from_u128(id.as_u128().wrapping_add(u128::from(piece))))
}

/// A file that is being received.
pub struct Receiving {
    id: Uuid,
    session: SessionId,
    name: String,
    file: File,
    key: DataKey,
    pending: Vec<u8>,
    pieces: u64,
    digest: Sha256,
}

/// Begins to receive a file; `name` is what its sender called it.
pub fn receive(keys: &Keys, session: SessionId, name: &str) -> io::Result<Receiving> {
    let id = Uuid::now_v7();
    let path =
        std::env::temp_dir().join(format!("finsam-{}", crate::kernel::keys::hex(&crate::kernel::keys::random_token())));
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(&path)?;
    std::fs::remove_file(&path)?;
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = name.chars().filter(|c| !c.is_control()).take(100).collect();
    let (key, pending) = (keys.new_data_key(), Vec::with_capacity(PIECE));
    Ok(Receiving { id, session, name, file, key, pending, pieces: 0, digest: Sha256::new() })
}

impl Receiving {
    /// Takes what has come.
    pub fn take(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        self.digest.update(bytes);
        while !bytes.is_empty() {
            let room = PIECE - self.pending.len();
            let (now, later) = bytes.split_at(room.min(bytes.len()));
            self.pending.extend_from_slice(now);
            bytes = later;
            if self.pending.len() == PIECE {
                self.write_piece()?;
            }
        }
        Ok(())
    }

    fn write_piece(&mut self) -> io::Result<()> {
        let sealed = self.key.seal(&self.pending, &place(self.id, self.pieces));
        let length = u32::try_from(sealed.len()).map_err(io::Error::other)?;
        self.file.write_all(&length.to_be_bytes())?;
        self.file.write_all(&sealed)?;
        self.pending.clear();
        self.pieces += 1;
        Ok(())
    }

    /// Keeps the whole file, and gives the value by which the form's field names it.
    pub fn keep(mut self) -> io::Result<String> {
        if !self.pending.is_empty() {
            self.write_piece()?;
        }
        let mut kept = locked(&KEPT);
        let kept = kept.get_or_insert_default();
        kept.retain(|_, k| k.is_fresh());
        if kept.values().filter(|k| k.session == self.session).count() >= MOST_FILES {
            return Err(io::Error::other("too many files of one session"));
        }
        kept.insert(
            self.id,
            Kept {
                session: self.session,
                file: Arc::new(Mutex::new(self.file)),
                key: Arc::new(self.key),
                pieces: self.pieces,
                digest: self.digest.finalize().into(),
                since: Instant::now(),
            },
        );
        Ok(format!("{}/{}", self.id, self.name))
    }
}

impl Kept {
    fn is_fresh(&self) -> bool {
        self.since.elapsed() < KEPT_FOR
    }
}

/// Forgets every file that has been kept too long. Run by the clock.
pub fn purge() {
    if let Some(kept) = locked(&KEPT).as_mut() {
        kept.retain(|_, k| k.is_fresh());
    }
}

/// The name that the sender gave a received file.
pub fn name_of(value: &str) -> &str {
    value.split_once('/').map_or("", |(_, name)| name)
}

fn id_of(value: &str) -> Option<Uuid> {
    value.split_once('/').and_then(|(id, _)| id.parse().ok())
}

/// A received file's SHA-256, for its own session: the same file sent twice is the same submission. None: no such file.
pub fn digest(session: SessionId, value: &str) -> Option<[u8; 32]> {
    let id = id_of(value)?;
    locked(&KEPT).as_ref()?.get(&id).filter(|k| k.session == session).map(|k| k.digest)
}

/// Opens a received file for its own session; none: unknown, another session's, or no longer kept.
pub fn open(session: SessionId, value: &str) -> Option<impl Read + Send + use<>> {
    let id = id_of(value)?;
    let kept = locked(&KEPT);
    let kept = kept.as_ref()?.get(&id).filter(|k| k.session == session)?;
    Some(Opened {
        id,
        file: kept.file.clone(),
        key: kept.key.clone(),
        pieces: kept.pieces,
        next: 0,
        offset: 0,
        piece: Vec::new(),
        read: 0,
    })
}

/// Forgets received files of this session.
pub fn forget(session: SessionId, values: &[String]) {
    let mut kept = locked(&KEPT);
    if let Some(kept) = kept.as_mut() {
        for id in values.iter().filter_map(|v| id_of(v)) {
            if kept.get(&id).is_some_and(|k| k.session == session) {
                kept.remove(&id);
            }
        }
    }
}

struct Opened {
    id: Uuid,
    file: Arc<Mutex<File>>,
    key: Arc<DataKey>,
    pieces: u64,
    next: u64,
    offset: u64,
    piece: Vec<u8>,
    read: usize,
}

impl Opened {
    fn read_piece(&mut self) -> io::Result<()> {
        let mut file = locked(&self.file);
        file.seek(SeekFrom::Start(self.offset))?;
        let mut length = [0; 4];
        file.read_exact(&mut length)?;
        let mut sealed = vec![0; u32::from_be_bytes(length) as usize];
        file.read_exact(&mut sealed)?;
        drop(file);
        self.offset += 4 + sealed.len() as u64;
        self.piece = self.key.open(&sealed, &place(self.id, self.next)).map_err(io::Error::other)?;
        self.next += 1;
        self.read = 0;
        Ok(())
    }
}

impl Read for Opened {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.read == self.piece.len() {
            if self.next == self.pieces {
                return Ok(0);
            }
            self.read_piece()?;
        }
        let rest = &self.piece[self.read..];
        let n = rest.len().min(out.len());
        out[..n].copy_from_slice(&rest[..n]);
        self.read += n;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn received(session: SessionId, content: &[u8]) -> String {
        let keys = Keys::parse(&Keys::generate()).expect("a key");
        let mut file = receive(&keys, session, "C:\\temp\\lots.csv").expect("begun");
        content.chunks(1_000).for_each(|c| file.take(c).expect("taken"));
        file.keep().expect("kept")
    }

    #[test]
    fn a_file_comes_back_whole_to_its_own_session_until_it_is_forgotten() {
        let (own, other) = (SessionId::new(), SessionId::new());
        let content: Vec<u8> = (0..200_000_u32).map(|n| u8::try_from(n % 251).expect("a byte")).collect();
        let value = received(own, &content);
        assert_eq!(name_of(&value), "lots.csv");
        let mut back = Vec::new();
        open(own, &value).expect("there").read_to_end(&mut back).expect("read");
        assert!(back == content);
        assert!(open(other, &value).is_none());
        forget(other, std::slice::from_ref(&value));
        assert!(open(own, &value).is_some());
        forget(own, std::slice::from_ref(&value));
        assert!(open(own, &value).is_none() && open(own, "x").is_none());
    }

    #[test]
    fn an_empty_file_is_empty() {
        let own = SessionId::new();
        let value = received(own, b"");
        let mut back = Vec::new();
        open(own, &value).expect("there").read_to_end(&mut back).expect("read");
        assert!(back.is_empty());
    }
}
