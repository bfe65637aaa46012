//! The bytes of a file as they are read: bounded, and with one kind of line end.
use crate::register_import::forms::LARGEST_FILE;
use std::io::{self, Read};

/// So much is taken from the source at once.
const AT_ONCE: usize = 16 * 1024;

/// Line ends as LF, so that lines are counted as an editor counts them; and no more than [`LARGEST_FILE`] bytes.
pub(super) struct Unix<R> {
    source: R,
    left: u64,
    held: bool,
    buffer: Vec<u8>,
}

impl<R: Read> Unix<R> {
    pub(super) fn new(source: R) -> Self {
        Unix { source, left: LARGEST_FILE, held: false, buffer: vec![0; AT_ONCE] }
    }
}

impl<R: Read> Read for Unix<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            let room = self.buffer.len().min(out.len().saturating_sub(1).max(1));
            let got = self.source.read(&mut self.buffer[..room])?;
            self.left = self
                .left
                .checked_sub(got as u64)
                .ok_or_else(|| io::Error::new(io::ErrorKind::FileTooLarge, "more than 50 MB"))?;
            let mut written = 0;
            if got == 0 {
                if std::mem::take(&mut self.held) {
                    out[0] = b'\r';
                    written = 1;
                }
                return Ok(written);
            }
            for byte in &self.buffer[..got] {
                if std::mem::take(&mut self.held) && *byte != b'\n' {
                    out[written] = b'\r';
                    written += 1;
                }
                if *byte == b'\r' {
                    self.held = true;
                } else {
                    out[written] = *byte;
                    written += 1;
                }
            }
            if written > 0 {
                return Ok(written);
            }
        }
    }
}
