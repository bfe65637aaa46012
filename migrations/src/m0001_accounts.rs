//! The installation, the organisation, users and their sessions.
crate::step!(
    "m0001_accounts",
    r"
CREATE TABLE installation (
  id #int PRIMARY KEY CHECK (id = 1),
  key_fingerprint #bytes NOT NULL,
  is_demo #bool NOT NULL,
  created_at #time NOT NULL
);
CREATE TABLE association (
  id #uuid PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  inbox_days #int NOT NULL,
  queue_weeks #int NOT NULL,
  plan_days #int NOT NULL,
  follow_up_grace_days #int NOT NULL,
  information_meeting_days #int NOT NULL,
  created_at #time NOT NULL
);
CREATE TABLE district (
  id #uuid PRIMARY KEY,
  association_id #uuid NOT NULL REFERENCES association (id),
  name TEXT NOT NULL,
  closed_at #time,
  UNIQUE (association_id, name)
);
CREATE TABLE agency (
  id #uuid PRIMARY KEY,
  association_id #uuid NOT NULL REFERENCES association (id),
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  party TEXT NOT NULL,
  closed_at #time,
  UNIQUE (association_id, code)
);
CREATE TABLE unit (
  id #uuid PRIMARY KEY,
  agency_id #uuid NOT NULL REFERENCES agency (id),
  name TEXT NOT NULL,
  covers_colleagues #bool NOT NULL,
  closed_at #time,
  UNIQUE (agency_id, name)
);
CREATE TABLE user_account (
  id #uuid PRIMARY KEY,
  email TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  password_hash TEXT,
  must_change_password #bool NOT NULL,
  one_time_until #time,
  language TEXT NOT NULL,
  shows_names #bool NOT NULL,
  closed_at #time,
  created_at #time NOT NULL
);
CREATE TABLE role_grant (
  id #uuid PRIMARY KEY,
  user_id #uuid NOT NULL REFERENCES user_account (id),
  association_id #uuid NOT NULL REFERENCES association (id),
  role TEXT NOT NULL,
  unit_id #uuid REFERENCES unit (id),
  granted_at #time NOT NULL,
  ended_at #time
);
CREATE INDEX role_grant_user ON role_grant (user_id);
CREATE UNIQUE INDEX role_grant_live_at_unit ON role_grant (user_id, association_id, role, unit_id) WHERE ended_at IS NULL AND unit_id IS NOT NULL;
CREATE UNIQUE INDEX role_grant_live ON role_grant (user_id, association_id, role) WHERE ended_at IS NULL AND unit_id IS NULL;
CREATE INDEX role_grant_association ON role_grant (association_id);
CREATE INDEX role_grant_unit ON role_grant (unit_id);
CREATE TABLE session (
  id #uuid PRIMARY KEY,
  token_hash #bytes NOT NULL UNIQUE,
  user_id #uuid NOT NULL REFERENCES user_account (id),
  association_id #uuid REFERENCES association (id),
  created_at #time NOT NULL,
  seen_at #time NOT NULL,
  ended_at #time
);
CREATE INDEX session_of_user ON session (user_id);
CREATE TABLE login_throttle (
  key_hash #bytes PRIMARY KEY,
  failures #int NOT NULL,
  window_start #time NOT NULL
);
CREATE TABLE submission (
  key_hash #bytes PRIMARY KEY,
  redirect TEXT,
  made_at #time NOT NULL
);
CREATE TABLE shown_once (
  id #uuid PRIMARY KEY,
  session_id #uuid NOT NULL REFERENCES session (id),
  about #uuid NOT NULL,
  sealed #bytes NOT NULL,
  made_at #time NOT NULL
);
CREATE INDEX shown_once_session ON shown_once (session_id);
CREATE TABLE kept_form (
  id #uuid PRIMARY KEY,
  user_id #uuid NOT NULL REFERENCES user_account (id),
  path TEXT NOT NULL,
  sealed #bytes NOT NULL,
  made_at #time NOT NULL
);
CREATE TABLE saved_search (
  id #uuid PRIMARY KEY,
  session_id #uuid NOT NULL REFERENCES session (id),
  sealed #bytes NOT NULL,
  made_at #time NOT NULL
);
"
);
