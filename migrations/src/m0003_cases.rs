//! Participants, cases, referrals and consents. What a person said or wrote, and what is written about them, is sealed.
crate::step!(
    "m0003_cases",
    r"
CREATE TABLE participant (
  id #uuid PRIMARY KEY,
  association_id #uuid NOT NULL REFERENCES association (id),
  data_key #bytes,
  identity_index #bytes,
  identity_sealed #bytes,
  given_name TEXT NOT NULL,
  family_name TEXT NOT NULL,
  given_folded TEXT NOT NULL,
  family_folded TEXT NOT NULL,
  gender TEXT NOT NULL,
  district_id #uuid REFERENCES district (id),
  language TEXT NOT NULL,
  needs_interpreter #bool NOT NULL,
  accessibility_sealed #bytes,
  phone_sealed #bytes,
  email_sealed #bytes,
  protected_identity #bool NOT NULL,
  made_at #time NOT NULL
);
CREATE UNIQUE INDEX participant_identity ON participant (association_id, identity_index) WHERE identity_index IS NOT NULL;
CREATE INDEX participant_given ON participant (association_id, given_folded);
CREATE INDEX participant_family ON participant (association_id, family_folded);
CREATE TABLE case_number (
  association_id #uuid NOT NULL REFERENCES association (id),
  year #int NOT NULL,
  last #int NOT NULL,
  PRIMARY KEY (association_id, year)
);
CREATE TABLE cases (
  id #uuid PRIMARY KEY,
  association_id #uuid NOT NULL REFERENCES association (id),
  participant_id #uuid NOT NULL REFERENCES participant (id),
  number TEXT NOT NULL,
  track TEXT NOT NULL,
  state TEXT NOT NULL,
  state_since #time NOT NULL,
  submitted_at #time NOT NULL,
  submitted_on #day NOT NULL,
  queue_at #time,
  queue_reason_sealed #bytes,
  referrer_id #uuid NOT NULL REFERENCES user_account (id),
  unit_id #uuid NOT NULL REFERENCES unit (id),
  agency_id #uuid NOT NULL REFERENCES agency (id),
  referring_party TEXT NOT NULL,
  district_id #uuid REFERENCES district (id),
  age_at_submission #int,
  gender_at_referral TEXT,
  support_band TEXT NOT NULL,
  education TEXT NOT NULL,
  meeting_form TEXT,
  question_sealed #bytes,
  tried_sealed #bytes,
  own_words_sealed #bytes,
  own_goal_sealed #bytes,
  exception_reason_sealed #bytes,
  return_reason TEXT,
  return_words_sealed #bytes,
  withdrawal_words_sealed #bytes,
  closed_on #day,
  end_reason TEXT,
  end_words_sealed #bytes,
  reopened_from #uuid REFERENCES cases (id),
  dormant #bool NOT NULL,
  UNIQUE (association_id, number)
);
CREATE INDEX cases_state ON cases (association_id, state, state_since);
CREATE INDEX cases_submitted ON cases (association_id, submitted_at, id);
CREATE INDEX cases_participant ON cases (participant_id);
CREATE INDEX cases_referrer ON cases (referrer_id, submitted_at);
CREATE INDEX cases_unit ON cases (unit_id, submitted_at);
CREATE TABLE case_livelihood (
  case_id #uuid NOT NULL REFERENCES cases (id),
  at_end #bool NOT NULL,
  livelihood TEXT NOT NULL,
  PRIMARY KEY (case_id, at_end, livelihood)
);
CREATE TABLE case_party (
  case_id #uuid NOT NULL REFERENCES cases (id),
  party TEXT NOT NULL,
  asked_for #bool NOT NULL,
  involved #bool NOT NULL,
  handler_sealed #bytes,
  PRIMARY KEY (case_id, party)
);
CREATE TABLE referral_draft (
  id #uuid PRIMARY KEY,
  association_id #uuid NOT NULL REFERENCES association (id),
  author_id #uuid NOT NULL REFERENCES user_account (id),
  unit_id #uuid NOT NULL REFERENCES unit (id),
  sealed #bytes NOT NULL,
  made_at #time NOT NULL,
  changed_at #time NOT NULL
);
CREATE INDEX referral_draft_author ON referral_draft (author_id);
CREATE TABLE completion (
  id #uuid PRIMARY KEY,
  case_id #uuid NOT NULL REFERENCES cases (id),
  asked_by #uuid NOT NULL REFERENCES user_account (id),
  asked_at #time NOT NULL,
  question_sealed #bytes NOT NULL,
  answered_by #uuid REFERENCES user_account (id),
  answered_at #time,
  answer_sealed #bytes
);
CREATE INDEX completion_case ON completion (case_id);
CREATE TABLE consent (
  id #uuid PRIMARY KEY,
  case_id #uuid NOT NULL REFERENCES cases (id),
  purpose TEXT NOT NULL,
  given #bool NOT NULL,
  form TEXT NOT NULL,
  text_version TEXT NOT NULL,
  language TEXT NOT NULL,
  with_interpreter #bool NOT NULL,
  heard_by_sealed #bytes,
  given_on #day NOT NULL,
  valid_until #day NOT NULL,
  recorded_by #uuid REFERENCES user_account (id),
  recorded_at #time NOT NULL,
  withdrawn_at #time
);
CREATE INDEX consent_case ON consent (case_id);
CREATE TABLE consent_party (
  consent_id #uuid NOT NULL REFERENCES consent (id),
  party TEXT NOT NULL,
  withdrawn_at #time,
  PRIMARY KEY (consent_id, party)
);
CREATE TABLE import_row (
  association_id #uuid NOT NULL REFERENCES association (id),
  file TEXT NOT NULL,
  row_key TEXT NOT NULL,
  row_hash #bytes NOT NULL,
  PRIMARY KEY (association_id, file, row_key)
);
"
);
