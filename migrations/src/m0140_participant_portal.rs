//! The participant's own way in: one-time links, the sessions that they begin, and the name that a consent is signed with.
crate::step!(
    "m0140_participant_portal",
    r"
CREATE TABLE portal_link (
  id #uuid PRIMARY KEY,
  association_id #uuid NOT NULL REFERENCES association (id),
  case_id #uuid NOT NULL REFERENCES cases (id),
  made_by #uuid NOT NULL REFERENCES user_account (id),
  made_at #time NOT NULL,
  token_hash #bytes NOT NULL UNIQUE,
  tries INTEGER NOT NULL,
  used_at #time,
  ended_at #time
);
CREATE INDEX portal_link_case ON portal_link (case_id, made_at);
CREATE TABLE portal_session (
  id #uuid PRIMARY KEY,
  link_id #uuid NOT NULL REFERENCES portal_link (id),
  token_hash #bytes NOT NULL UNIQUE,
  language TEXT NOT NULL,
  begun_at #time NOT NULL,
  seen_at #time NOT NULL,
  ended_at #time
);
CREATE INDEX portal_session_link ON portal_session (link_id);
ALTER TABLE consent ADD COLUMN signed_as_sealed #bytes;
"
);
