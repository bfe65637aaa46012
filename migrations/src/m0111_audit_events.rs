//! Whether someone has opened a case lately, and whether something ever happened in it, is asked by event: a case that is
//! read often has a long log.
crate::step!(
    "m0111_audit_events",
    r"
CREATE INDEX audit_entry_event ON audit_entry (subject_kind, subject_id, event, at);
"
);
