//! Providers, places with seats, and placements.
crate::step!(
    "m0006_work_training",
    r"
CREATE TABLE provider (
  id #uuid PRIMARY KEY,
  association_id #uuid NOT NULL REFERENCES association (id),
  name TEXT NOT NULL,
  closed_at #time,
  UNIQUE (association_id, name)
);
CREATE TABLE place (
  id #uuid PRIMARY KEY,
  provider_id #uuid NOT NULL REFERENCES provider (id),
  name TEXT NOT NULL,
  district_id #uuid REFERENCES district (id),
  seats #int NOT NULL,
  confirmed_on #day,
  closed_at #time,
  UNIQUE (provider_id, name)
);
CREATE TABLE placement (
  id #uuid PRIMARY KEY,
  association_id #uuid NOT NULL REFERENCES association (id),
  reference TEXT NOT NULL,
  participant_id #uuid NOT NULL REFERENCES participant (id),
  case_id #uuid REFERENCES cases (id),
  activity_id #uuid REFERENCES activity (id),
  entry TEXT NOT NULL,
  place_id #uuid REFERENCES place (id),
  stage TEXT NOT NULL,
  stage_since #time NOT NULL,
  requested_on #day NOT NULL,
  requested_by #uuid REFERENCES user_account (id),
  wishes_sealed #bytes,
  information_meeting_on #day,
  mapping_on #day,
  study_visit_on #day,
  started_on #day,
  ended_on #day,
  stop_reason TEXT,
  end_reason TEXT,
  hours_per_week #int,
  dormant #bool NOT NULL,
  UNIQUE (association_id, reference)
);
CREATE INDEX placement_stage ON placement (association_id, stage, requested_on);
CREATE INDEX placement_started ON placement (association_id, started_on);
CREATE INDEX placement_ended ON placement (association_id, ended_on);
CREATE INDEX placement_place ON placement (place_id, stage);
CREATE INDEX placement_case ON placement (case_id);
CREATE INDEX placement_participant ON placement (participant_id);
"
);
