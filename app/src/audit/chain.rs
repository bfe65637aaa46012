//! The arithmetic of the chain: what each MAC covers. The key stands outside the database.
use crate::kernel::keys::{Keys, constant_time_eq};
use chrono::{DateTime, SecondsFormat, Utc};
use uuid::Uuid;

/// The MAC before the first entry of a chain.
pub const START: [u8; 32] = [0; 32];

/// What an entry's MAC covers beside the one before it.
pub struct EntryFields<'a> {
    pub id: Uuid,
    pub association: Option<Uuid>,
    pub subject_kind: &'a str,
    pub subject_id: Uuid,
    pub seq: i32,
    pub at: DateTime<Utc>,
    pub actor: Option<Uuid>,
    pub role: &'a str,
    pub event: &'a str,
    pub details: &'a str,
}

/// The MAC of an entry: over every field, and over the entry before it.
pub fn entry_mac(keys: &Keys, before: &[u8], e: &EntryFields<'_>) -> [u8; 32] {
    keys.audit_mac(&[
        b"entry",
        before,
        e.id.as_bytes(),
        optional(&e.association),
        e.subject_kind.as_bytes(),
        e.subject_id.as_bytes(),
        &e.seq.to_be_bytes(),
        instant(e.at).as_bytes(),
        optional(&e.actor),
        e.role.as_bytes(),
        e.event.as_bytes(),
        e.details.as_bytes(),
    ])
}

/// The MAC of a chain's head: its length can't be changed without the key.
pub fn head_mac(keys: &Keys, kind: &str, id: Uuid, seq: i32, mac: &[u8]) -> [u8; 32] {
    keys.audit_mac(&[b"head", kind.as_bytes(), id.as_bytes(), &seq.to_be_bytes(), mac])
}

/// The MAC of the mark on a head that says how far its chain is sealed: nobody else can raise it.
pub fn sealed_mac(keys: &Keys, kind: &str, id: Uuid, sealed_seq: i32) -> [u8; 32] {
    keys.audit_mac(&[b"sealed", kind.as_bytes(), id.as_bytes(), &sealed_seq.to_be_bytes()])
}

/// Whether such a mark is right. Without a MAC it says that nothing is sealed, which at worst seals once more.
pub fn mark_is_right(keys: &Keys, kind: &str, id: Uuid, sealed_seq: i32, mac: Option<&[u8]>) -> bool {
    mac.map_or(sealed_seq == 0, |mac| constant_time_eq(mac, &sealed_mac(keys, kind, id, sealed_seq)))
}

/// The MAC of a seal: over the seal before it and every head that it seals, in their order.
pub fn seal_mac(
    keys: &Keys,
    before: &[u8],
    chain: &str,
    seq: i32,
    at: DateTime<Utc>,
    heads: &[(String, Uuid, i32, Vec<u8>)],
) -> [u8; 32] {
    let (seq, at) = (seq.to_be_bytes(), instant(at));
    let mut parts: Vec<Vec<u8>> =
        vec![b"seal".to_vec(), before.to_vec(), chain.as_bytes().to_vec(), seq.to_vec(), at.into_bytes()];
    for (kind, id, seq, mac) in heads {
        parts.extend([kind.as_bytes().to_vec(), id.as_bytes().to_vec(), seq.to_be_bytes().to_vec(), mac.clone()]);
    }
    keys.audit_mac(&parts.iter().map(Vec::as_slice).collect::<Vec<_>>())
}

fn optional(id: &Option<Uuid>) -> &[u8] {
    id.as_ref().map_or(&[], |id| id.as_bytes())
}

fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}
