//! Sealing what is said or written about one participant, with that participant's own key.
use super::store::{participant, row_of};
use crate::{
    db::Tx,
    kernel::{
        error::AppError,
        id::ParticipantId,
        keys::{Aad, DataKey, Keys},
    },
};
use uuid::Uuid;

/// Seals and opens with one participant's key. A forgotten person has none: everything sealed reads as empty.
pub struct Sealer {
    key: Option<DataKey>,
}

fn wrapping_aad(participant: ParticipantId) -> Aad {
    Aad::new("participant", "data_key", participant.0)
}

impl Sealer {
    /// A new key for a new participant, and how it is stored.
    pub fn new_for(keys: &Keys, participant: ParticipantId) -> (Self, Vec<u8>) {
        let key = keys.new_data_key();
        let wrapped = keys.wrap(&key, &wrapping_aad(participant));
        (Sealer { key: Some(key) }, wrapped)
    }

    /// The key of a participant that was read.
    pub fn of(keys: &Keys, row: &participant::Model) -> Result<Self, AppError> {
        let key = match &row.data_key {
            Some(wrapped) => Some(keys.unwrap_key(wrapped, &wrapping_aad(row.id))?),
            None => None,
        };
        Ok(Sealer { key })
    }

    /// Seals a text for one column of one row; an empty text is nothing.
    pub fn seal(&self, table: &'static str, column: &'static str, row: Uuid, text: &str) -> Option<Vec<u8>> {
        let key = self.key.as_ref().filter(|_| !text.is_empty())?;
        Some(key.seal(text.as_bytes(), &Aad::new(table, column, row)))
    }

    /// Seals a text that must be there, even when it is empty.
    pub fn seal_required(
        &self,
        table: &'static str,
        column: &'static str,
        row: Uuid,
        text: &str,
    ) -> Result<Vec<u8>, AppError> {
        let key = self.key.as_ref().ok_or(AppError::NotFound)?;
        Ok(key.seal(text.as_bytes(), &Aad::new(table, column, row)))
    }

    /// Seals a file. A forgotten person has no key for one: *not found*.
    pub fn seal_bytes(
        &self,
        table: &'static str,
        column: &'static str,
        row: Uuid,
        bytes: &[u8],
    ) -> Result<Vec<u8>, AppError> {
        let key = self.key.as_ref().ok_or(AppError::NotFound)?;
        Ok(key.seal(bytes, &Aad::new(table, column, row)))
    }

    /// Opens a file that was sealed; none: the person is forgotten.
    pub fn open_bytes(
        &self,
        table: &'static str,
        column: &'static str,
        row: Uuid,
        sealed: &[u8],
    ) -> Result<Option<Vec<u8>>, AppError> {
        let Some(key) = &self.key else { return Ok(None) };
        Ok(Some(key.open(sealed, &Aad::new(table, column, row))?))
    }

    /// Opens what was sealed; nothing is an empty text.
    pub fn open(
        &self,
        table: &'static str,
        column: &'static str,
        row: Uuid,
        sealed: Option<&[u8]>,
    ) -> Result<String, AppError> {
        let (Some(key), Some(sealed)) = (&self.key, sealed) else { return Ok(String::new()) };
        let plain = key.open(sealed, &Aad::new(table, column, row))?;
        String::from_utf8(plain).map_err(AppError::fault)
    }
}

/// The sealer of a participant. The caller has loaded a case or placement of theirs.
pub async fn sealer(tx: &impl Tx, participant: ParticipantId) -> Result<Sealer, AppError> {
    Sealer::of(tx.keys(), &row_of(tx, participant).await?)
}
