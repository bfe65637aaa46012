//! What participants write for their meeting, kept or shared, and which of their own marks nobody has looked at yet.
crate::step!(
    "m0160_preparation",
    r"
CREATE TABLE preparation (
  id #uuid PRIMARY KEY,
  case_id #uuid NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  part TEXT NOT NULL,
  text_sealed #bytes NOT NULL,
  shared #bool NOT NULL,
  written_at #time NOT NULL,
  UNIQUE (case_id, part)
);
ALTER TABLE activity ADD COLUMN told_by_participant #bool NOT NULL DEFAULT FALSE;
CREATE INDEX activity_told ON activity (told_by_participant, status, case_id);
"
);
