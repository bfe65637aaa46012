//! The joint plan and its activities, the lots's assignments, the follow-ups.
crate::step!(
    "m0005_plans",
    r"
CREATE TABLE plan (
  id #uuid PRIMARY KEY,
  case_id #uuid NOT NULL UNIQUE REFERENCES cases (id),
  goal_kind TEXT,
  goal_sealed #bytes,
  own_words_sealed #bytes,
  established_at #time,
  established_by #uuid REFERENCES user_account (id),
  revision #int NOT NULL,
  made_at #time NOT NULL
);
CREATE TABLE plan_revision (
  plan_id #uuid NOT NULL REFERENCES plan (id),
  revision #int NOT NULL,
  at #time NOT NULL,
  by_user #uuid REFERENCES user_account (id),
  sealed #bytes NOT NULL,
  PRIMARY KEY (plan_id, revision)
);
CREATE TABLE activity (
  id #uuid PRIMARY KEY,
  case_id #uuid NOT NULL REFERENCES cases (id),
  ordinal #int NOT NULL,
  text_sealed #bytes NOT NULL,
  responsible TEXT NOT NULL,
  agency_id #uuid REFERENCES agency (id),
  unit_id #uuid REFERENCES unit (id),
  person_sealed #bytes,
  due_on #day,
  status TEXT NOT NULL,
  status_at #time NOT NULL,
  reason_sealed #bytes,
  needs_decision #bool NOT NULL,
  decision_asked_on #day,
  decision_outcome TEXT,
  decided_on #day,
  UNIQUE (case_id, ordinal)
);
CREATE INDEX activity_responsible ON activity (responsible, status, due_on);
CREATE TABLE lots_assignment (
  id #uuid PRIMARY KEY,
  case_id #uuid NOT NULL REFERENCES cases (id),
  asked_at #time NOT NULL,
  asked_on #day NOT NULL,
  asked_stage TEXT NOT NULL,
  asked_by #uuid REFERENCES user_account (id),
  lots_id #uuid REFERENCES user_account (id),
  state TEXT NOT NULL,
  state_since #time NOT NULL,
  decline_words_sealed #bytes,
  ended_on #day,
  end_reason TEXT,
  earlier_contacts #int NOT NULL
);
CREATE INDEX lots_assignment_case ON lots_assignment (case_id);
CREATE INDEX lots_assignment_lots ON lots_assignment (lots_id, state);
CREATE UNIQUE INDEX lots_assignment_one_live ON lots_assignment (case_id) WHERE state IN ('asked', 'accepted', 'active');
CREATE TABLE follow_up (
  id #uuid PRIMARY KEY,
  case_id #uuid NOT NULL REFERENCES cases (id),
  months #int NOT NULL,
  due_on #day NOT NULL,
  done_on #day,
  done_by #uuid REFERENCES user_account (id),
  result TEXT,
  needs_lots #bool,
  needs_meeting #bool,
  notes_sealed #bytes,
  UNIQUE (case_id, months)
);
CREATE INDEX follow_up_due ON follow_up (due_on) WHERE done_on IS NULL;
CREATE TABLE follow_up_answer (
  follow_up_id #uuid NOT NULL REFERENCES follow_up (id),
  activity_id #uuid NOT NULL REFERENCES activity (id),
  status TEXT NOT NULL,
  hindrance TEXT,
  PRIMARY KEY (follow_up_id, activity_id)
);
CREATE TABLE follow_up_try (
  follow_up_id #uuid NOT NULL REFERENCES follow_up (id),
  tried_at #time NOT NULL,
  by_user #uuid NOT NULL REFERENCES user_account (id),
  PRIMARY KEY (follow_up_id, tried_at)
);
"
);
