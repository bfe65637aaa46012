//! Cases that were opened without consent, each with its review. Found by what waits for one, and by the case.
crate::step!(
    "m0101_broken_glass",
    r"
CREATE TABLE broken_glass (
  id #uuid PRIMARY KEY,
  association_id #uuid NOT NULL REFERENCES association (id),
  case_id #uuid NOT NULL REFERENCES cases (id),
  opened_by #uuid NOT NULL REFERENCES user_account (id),
  opened_at #time NOT NULL,
  open_until #time NOT NULL,
  reason TEXT NOT NULL,
  words_sealed #bytes,
  reviewed_by #uuid REFERENCES user_account (id),
  reviewed_at #time,
  judgement TEXT,
  review_words_sealed #bytes
);
CREATE INDEX broken_glass_case ON broken_glass (case_id, opened_at);
CREATE INDEX broken_glass_waiting ON broken_glass (association_id, opened_at, id);
"
);
