//! Encryption of columns: XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha), a random nonce each time.
//!
//! A participant's texts are sealed with a data key of their own, kept wrapped in their row: when retention deletes that
//! key, the texts are unreadable in every backup too. Format: version, key's generation, nonce (24 bytes), ciphertext with tag.

use std::fmt;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use thiserror::Error;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::Keys;
use super::tokens::random_bytes;

const FORMAT_VERSION: u8 = 1;
/// Which generation of the key sealed it. Only one so far; a change of keys needs to tell the old from the new.
const KEY_ID: u8 = 1;
const HEADER: usize = 2;
const NONCE: usize = 24;
const TAG: usize = 16;

/// Why something sealed can't be opened. Which key, row or byte is at fault is not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CryptoError {
    /// Too short, or of a format that this version does not know.
    #[error("sealed in an unknown format")]
    UnknownFormat,
    /// Sealed by another generation of keys.
    #[error("sealed with a key that is not at hand")]
    UnknownKey,
    /// Another key, another place than stated, or changed since.
    #[error("the sealed value does not belong here or was changed")]
    Rejected,
}

/// Where a sealed value stands: it opens only there, so that nobody can move it to another row or column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Aad {
    /// The table's name.
    pub table: &'static str,
    /// The column's name.
    pub column: &'static str,
    /// The row's id.
    pub row: Uuid,
}

impl Aad {
    /// The place `table.column` of the row `row`.
    pub const fn new(table: &'static str, column: &'static str, row: Uuid) -> Self {
        Self { table, column, row }
    }

    /// The header and each part after its length: no two places give the same bytes.
    fn encode(&self, header: [u8; HEADER]) -> Vec<u8> {
        let mut bytes = header.to_vec();
        for part in [self.table.as_bytes(), self.column.as_bytes(), self.row.as_bytes()] {
            bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
            bytes.extend_from_slice(part);
        }
        bytes
    }
}

/// The key of one participant's texts, wiped from memory when dropped.
pub struct DataKey(Zeroizing<[u8; 32]>);

impl DataKey {
    /// Encrypts `plaintext` for the place `aad`. The same text gives something else each time.
    ///
    /// # Panics
    /// When the operating system has no random numbers.
    pub fn seal(&self, plaintext: &[u8], aad: &Aad) -> Vec<u8> {
        seal_with(&self.0, plaintext, aad)
    }

    /// Decrypts what [`DataKey::seal`] gave for the same place.
    pub fn open(&self, sealed: &[u8], aad: &Aad) -> Result<Vec<u8>, CryptoError> {
        open_with(&self.0, sealed, aad)
    }
}

impl fmt::Debug for DataKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DataKey(…)")
    }
}

impl Keys {
    /// A fresh key for one participant.
    ///
    /// # Panics
    /// When the operating system has no random numbers.
    pub fn new_data_key(&self) -> DataKey {
        DataKey(Zeroizing::new(random_bytes()))
    }

    /// `key` encrypted, as it is stored at the place `aad`.
    pub fn wrap(&self, key: &DataKey, aad: &Aad) -> Vec<u8> {
        seal_with(&self.wrapping, key.0.as_slice(), aad)
    }

    /// The data key that [`Keys::wrap`] encrypted for the same place.
    pub fn unwrap_key(&self, wrapped: &[u8], aad: &Aad) -> Result<DataKey, CryptoError> {
        let bytes = Zeroizing::new(open_with(&self.wrapping, wrapped, aad)?);
        let mut key = Zeroizing::new([0; 32]);
        if bytes.len() != key.len() {
            return Err(CryptoError::Rejected);
        }
        key.copy_from_slice(&bytes);
        Ok(DataKey(key))
    }

    /// Encrypts a row that belongs to no participant: a draft, a form kept over a new login.
    pub fn seal(&self, plaintext: &[u8], aad: &Aad) -> Vec<u8> {
        seal_with(&self.forms, plaintext, aad)
    }

    /// Decrypts what [`Keys::seal`] gave for the same place.
    pub fn open(&self, sealed: &[u8], aad: &Aad) -> Result<Vec<u8>, CryptoError> {
        open_with(&self.forms, sealed, aad)
    }
}

fn seal_with(key: &[u8; 32], plaintext: &[u8], aad: &Aad) -> Vec<u8> {
    let header = [FORMAT_VERSION, KEY_ID];
    let nonce: [u8; NONCE] = random_bytes();
    let payload = Payload { msg: plaintext, aad: &aad.encode(header) };
    let ciphertext = XChaCha20Poly1305::new(key.into())
        .encrypt(&XNonce::from(nonce), payload)
        .expect("only a text of 256 gigabytes is too long");
    [header.as_slice(), nonce.as_slice(), ciphertext.as_slice()].concat()
}

fn open_with(key: &[u8; 32], sealed: &[u8], aad: &Aad) -> Result<Vec<u8>, CryptoError> {
    let (header, rest) = sealed.split_first_chunk::<HEADER>().ok_or(CryptoError::UnknownFormat)?;
    let (nonce, ciphertext) = rest.split_first_chunk::<NONCE>().ok_or(CryptoError::UnknownFormat)?;
    if header[0] != FORMAT_VERSION || ciphertext.len() < TAG {
        return Err(CryptoError::UnknownFormat);
    }
    if header[1] != KEY_ID {
        return Err(CryptoError::UnknownKey);
    }
    let payload = Payload { msg: ciphertext, aad: &aad.encode(*header) };
    XChaCha20Poly1305::new(key.into()).decrypt(&XNonce::from(*nonce), payload).map_err(|_| CryptoError::Rejected)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PLACE: Aad = Aad::new("participant", "name", Uuid::from_u128(1));

    fn keys() -> Keys {
        Keys::parse(&Keys::generate()).unwrap()
    }

    #[test]
    fn a_data_key_goes_through_its_wrapping() {
        let keys = keys();
        let key = keys.new_data_key();
        let wrapped = keys.wrap(&key, &PLACE);
        let again = keys.unwrap_key(&wrapped, &PLACE).unwrap();
        assert_eq!(again.open(&key.seal(b"text", &PLACE), &PLACE).unwrap(), b"text");
        assert_eq!(format!("{again:?}"), "DataKey(…)");
        assert_eq!(super::tests::keys().unwrap_key(&wrapped, &PLACE).unwrap_err(), CryptoError::Rejected);
        // What another sub key sealed is no wrapped key, and the other way round.
        assert_eq!(keys.unwrap_key(&keys.seal(&[7; 32], &PLACE), &PLACE).unwrap_err(), CryptoError::Rejected);
        assert_eq!(keys.open(&wrapped, &PLACE), Err(CryptoError::Rejected));
    }

    #[test]
    fn a_value_opens_only_in_its_place() {
        let keys = keys();
        let sealed = keys.seal(b"text", &PLACE);
        for elsewhere in [
            Aad { table: "draft", ..PLACE },
            Aad { column: "phone", ..PLACE },
            Aad { row: Uuid::from_u128(2), ..PLACE },
            Aad { table: "participantn", column: "ame", ..PLACE },
        ] {
            assert_eq!(keys.open(&sealed, &elsewhere), Err(CryptoError::Rejected));
        }
    }

    #[test]
    fn unknown_formats_and_keys_are_named() {
        let keys = keys();
        let mut sealed = keys.seal(b"", &PLACE);
        assert_eq!(sealed.len(), HEADER + NONCE + TAG);
        assert_eq!(keys.open(&sealed, &PLACE).unwrap(), b"");
        assert_eq!(keys.open(&sealed[..sealed.len() - 1], &PLACE), Err(CryptoError::UnknownFormat));
        assert_eq!(keys.open(&[], &PLACE), Err(CryptoError::UnknownFormat));
        sealed[1] = 2;
        assert_eq!(keys.open(&sealed, &PLACE), Err(CryptoError::UnknownKey));
        sealed[0] = 2;
        assert_eq!(keys.open(&sealed, &PLACE), Err(CryptoError::UnknownFormat));
    }

    proptest! {
        #[test]
        fn what_is_sealed_opens_and_is_new_each_time(plaintext in proptest::collection::vec(any::<u8>(), 0..200)) {
            let key = keys().new_data_key();
            let (one, two) = (key.seal(&plaintext, &PLACE), key.seal(&plaintext, &PLACE));
            prop_assert_ne!(&one, &two);
            prop_assert_eq!(key.open(&one, &PLACE), Ok(plaintext));
        }

        #[test]
        fn a_changed_bit_is_noticed(place in 0usize..(HEADER + NONCE + TAG + 9), bit in 0u8..8) {
            let key = keys().new_data_key();
            let mut sealed = key.seal(b"nine byte", &PLACE);
            sealed[place] ^= 1 << bit;
            prop_assert!(key.open(&sealed, &PLACE).is_err());
        }

        #[test]
        fn no_bytes_make_opening_panic(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
            prop_assert!(keys().open(&bytes, &PLACE).is_err());
        }
    }
}
