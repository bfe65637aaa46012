//! Scans of signed consent papers, sealed. One at a time for each consent; of what was taken back the row stays.
crate::step!(
    "m0120_consent_scan",
    r"
CREATE TABLE consent_scan (
  id #uuid PRIMARY KEY,
  consent_id #uuid NOT NULL REFERENCES consent (id),
  kind TEXT NOT NULL,
  size #int NOT NULL,
  added_by #uuid NOT NULL REFERENCES user_account (id),
  added_at #time NOT NULL,
  removed_by #uuid REFERENCES user_account (id),
  removed_at #time,
  removed_for TEXT,
  bytes_sealed #bytes
);
CREATE INDEX consent_scan_consent ON consent_scan (consent_id);
CREATE UNIQUE INDEX consent_scan_one ON consent_scan (consent_id) WHERE removed_at IS NULL;
"
);
