//! The keys of one installation, all derived from one secret in a key file outside the database.
//!
//! The secret (32 random bytes) gives one sub key per purpose by HKDF-SHA256 (RFC 5869), so that a value made for one
//! purpose says nothing in another. Who reads only the database, or a backup of it, has neither identity numbers nor
//! free text, and cannot recompute the audit chain.
//!
//! - `file` reads and creates the key file;
//! - `sealing` encrypts: a participant's own [`DataKey`], wrapped by [`Keys`], and rows that have no participant;
//! - `tokens` makes random values and writes them.

mod file;
mod sealing;
mod tokens;

pub use file::{KeyFileError, create_key_file, read_key_file};
pub use sealing::{Aad, CryptoError, DataKey};
pub use tokens::{constant_time_eq, from_hex, hex, random_token};

use std::fmt;

use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use uuid::Uuid;
use zeroize::Zeroizing;

use tokens::random_bytes;

/// What stands before the secret in the key file. The number is the format's, and its generation's: see `sealing`.
const PREFIX: &str = "finsam-key-1:";

type SubKey = Zeroizing<[u8; 32]>;

/// The sub keys, wiped from memory when dropped. Made once at the start and shared behind an `Arc`.
pub struct Keys {
    wrapping: SubKey,
    blind_index: SubKey,
    audit: SubKey,
    tokens: SubKey,
    forms: SubKey,
    rows: SubKey,
    fingerprint: [u8; 32],
}

impl Keys {
    /// The text of a new key file: a line of comment and the line with a fresh secret.
    ///
    /// # Panics
    /// When the operating system has no random numbers: nothing could be kept secret then.
    pub fn generate() -> Zeroizing<String> {
        let secret = Zeroizing::new(random_bytes::<32>());
        let digits = Zeroizing::new(hex(secret.as_slice()));
        Zeroizing::new(format!(
            "# The secret of this FINSAM installation. Keep a copy apart from the database's backup; without it nothing can be read.\n{PREFIX}{}\n",
            digits.as_str()
        ))
    }

    /// Reads the text of a key file: exactly one line `finsam-key-1:<64 hex>`; lines of `#` and empty ones are passed over.
    ///
    /// # Errors
    /// [`KeyFileError::NoKey`], [`KeyFileError::SeveralKeys`] or [`KeyFileError::NotAKey`], never with the text.
    pub fn parse(text: &str) -> Result<Self, KeyFileError> {
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let line = lines.next().ok_or(KeyFileError::NoKey)?;
        if lines.next().is_some() {
            return Err(KeyFileError::SeveralKeys);
        }
        let digits = line.strip_prefix(PREFIX).ok_or(KeyFileError::NotAKey)?;
        let secret = Zeroizing::new(from_hex(digits).ok_or(KeyFileError::NotAKey)?);
        Ok(Self::derive(&secret))
    }

    fn derive(secret: &[u8; 32]) -> Self {
        let hkdf = Hkdf::<Sha256>::new(Some(b"finsam-key-1"), secret);
        let sub_key = |label: &str| {
            let mut key = Zeroizing::new([0; 32]);
            hkdf.expand(label.as_bytes(), key.as_mut_slice()).expect("32 bytes is within what HKDF-SHA256 gives");
            key
        };
        Self {
            wrapping: sub_key("wrapping"),
            blind_index: sub_key("blind_index"),
            audit: sub_key("audit"),
            tokens: sub_key("tokens"),
            forms: sub_key("forms"),
            rows: sub_key("rows"),
            fingerprint: *sub_key("fingerprint"),
        }
    }

    /// A value stored in the database at its creation, compared at each start: a wrong key file is refused before it
    /// writes anything. No secret: it tells nothing about the other sub keys.
    pub fn fingerprint(&self) -> [u8; 32] {
        self.fingerprint
    }

    /// What a secret value (an identity number) is looked up by: equal for equal values within one association (`scope`),
    /// unlike in another, and without the key not to be found by trying all numbers.
    pub fn blind_index(&self, scope: Uuid, value: &str) -> [u8; 32] {
        mac(&self.blind_index, &[scope.as_bytes(), value.as_bytes()])
    }

    /// The link of the audit chain over `parts`, in that order; each is told apart from its neighbours.
    pub fn audit_mac(&self, parts: &[&[u8]]) -> [u8; 32] {
        mac(&self.audit, parts)
    }

    /// What is stored of a session's, link's or form's token, so that who reads the table can't use it.
    pub fn token_hash(&self, token: &[u8]) -> [u8; 32] {
        mac(&self.tokens, &[token])
    }

    /// By what a row of an imported file is known again within one association (`scope`), without keeping the row.
    pub fn row_hash(&self, scope: Uuid, cells: &[&[u8]]) -> [u8; 32] {
        let mut parts: Vec<&[u8]> = vec![scope.as_bytes()];
        parts.extend_from_slice(cells);
        mac(&self.rows, &parts)
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys(…)")
    }
}

/// HMAC-SHA256 over parts, each after its length: `["ab", "c"]` and `["a", "bc"]` differ.
fn mac(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn keys(byte: &str) -> Keys {
        Keys::parse(&format!("{PREFIX}{}", byte.repeat(32))).unwrap()
    }

    #[test]
    fn a_generated_key_is_read_back_and_is_new_each_time() {
        let text = Keys::generate();
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines.len() == 2 && lines[0].starts_with('#') && lines[1].len() == PREFIX.len() + 64);
        let (first, again) = (Keys::parse(&text).unwrap(), Keys::parse(&text).unwrap());
        assert_eq!(first.fingerprint(), again.fingerprint());
        assert_ne!(first.fingerprint(), Keys::parse(&Keys::generate()).unwrap().fingerprint());
    }

    #[test]
    fn other_texts_are_refused_without_being_told() {
        let line = format!("{PREFIX}{}", "ab".repeat(32));
        assert!(matches!(Keys::parse("# only a comment\n\n"), Err(KeyFileError::NoKey)));
        assert!(matches!(Keys::parse(&format!("{line}\n{line}\n")), Err(KeyFileError::SeveralKeys)));
        for text in [&line[..line.len() - 1], &format!("{line}0"), &line.replace("-1:", "-2:"), &line.replace('a', "g")]
        {
            let error = Keys::parse(text).unwrap_err();
            assert!(matches!(error, KeyFileError::NotAKey));
            assert!(!format!("{error} {error:?}").contains("ab"));
        }
        assert!(Keys::parse(&format!("# a comment\r\n  {line}\r\n")).is_ok());
    }

    #[test]
    fn the_sub_keys_all_differ() {
        let keys = keys("5a");
        let all = [&keys.wrapping, &keys.blind_index, &keys.audit, &keys.tokens, &keys.forms, &keys.rows];
        let distinct: std::collections::HashSet<[u8; 32]> =
            all.into_iter().map(|key| **key).chain([keys.fingerprint]).collect();
        assert_eq!(distinct.len(), 7);
        assert_eq!(format!("{keys:?}"), "Keys(…)");
    }

    #[test]
    fn stored_values_stay_the_same_over_versions() {
        // Worked out apart (Python's hmac). With another result every stored index, token and fingerprint would be lost.
        let keys = keys("01");
        assert_eq!(hex(&keys.fingerprint()), "94237b76432a9c7a465a79e54fed99448aa7a6d2b39e813c60b6da2fc1f87227");
        assert_eq!(
            hex(&keys.blind_index(Uuid::nil(), "a")),
            "3b5b84bfeb55ead5bb2326856c357366e032b2ad08171a6a104a6607a07468f6"
        );
    }

    #[test]
    fn an_index_depends_on_key_scope_and_value() {
        let (one, two) = (keys("01"), keys("02"));
        let (here, there) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let index = one.blind_index(here, "a");
        assert_eq!(index, one.blind_index(here, "a"));
        for other in [one.blind_index(here, "b"), one.blind_index(there, "a"), two.blind_index(here, "a")] {
            assert_ne!(index, other);
        }
        assert_ne!(one.row_hash(here, &[b"a"]), one.row_hash(there, &[b"a"]));
        assert_ne!(one.token_hash(b"a"), one.audit_mac(&[b"a"]));
    }

    #[test]
    fn parts_are_told_apart() {
        let keys = keys("01");
        assert_ne!(keys.audit_mac(&[b"ab", b"c"]), keys.audit_mac(&[b"a", b"bc"]));
        assert_ne!(keys.audit_mac(&[b"ab", b""]), keys.audit_mac(&[b"ab"]));
        assert_ne!(keys.row_hash(Uuid::nil(), &[b"ab"]), keys.row_hash(Uuid::nil(), &[b"a", b"b"]));
    }

    proptest! {
        #[test]
        fn no_text_makes_reading_panic(text in "\\PC{0,80}") {
            let _ = (from_hex(&text), Keys::parse(&text).is_ok());
        }
    }
}
