//! Questions about a situation, without identity. What is said lies sealed, and only while the question is open. What is
//! deleted is counted by the year in which it was asked.
crate::step!(
    "m0130_consultations",
    r"
CREATE TABLE consultation (
  id #uuid PRIMARY KEY,
  association_id #uuid NOT NULL REFERENCES association (id),
  author_id #uuid NOT NULL REFERENCES user_account (id),
  unit_id #uuid NOT NULL REFERENCES unit (id),
  state TEXT NOT NULL,
  age_band TEXT,
  district_id #uuid REFERENCES district (id),
  sealed #bytes,
  asked_at #time NOT NULL,
  changed_at #time NOT NULL,
  draft_id #uuid
);
CREATE INDEX consultation_listed ON consultation (association_id, state, asked_at, id);
CREATE INDEX consultation_author ON consultation (author_id, asked_at, id);
CREATE INDEX consultation_age ON consultation (changed_at);
CREATE UNIQUE INDEX consultation_draft ON consultation (draft_id);
CREATE TABLE consultation_entry (
  id #uuid PRIMARY KEY,
  consultation_id #uuid NOT NULL REFERENCES consultation (id),
  author_id #uuid NOT NULL REFERENCES user_account (id),
  by_coordinator #bool NOT NULL,
  written_at #time NOT NULL,
  sealed #bytes NOT NULL
);
CREATE INDEX consultation_entry_of ON consultation_entry (consultation_id, written_at, id);
CREATE TABLE consultation_tally (
  association_id #uuid NOT NULL REFERENCES association (id),
  year #int NOT NULL,
  asked #int NOT NULL,
  became #int NOT NULL,
  PRIMARY KEY (association_id, year)
);
"
);
