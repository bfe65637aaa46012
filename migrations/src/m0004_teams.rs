//! Teams, their seats and times, and the meetings of cases in them.
crate::step!(
    "m0004_teams",
    r"
CREATE TABLE team (
  id #uuid PRIMARY KEY,
  association_id #uuid NOT NULL REFERENCES association (id),
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  closed_at #time,
  UNIQUE (association_id, code)
);
CREATE TABLE team_district (
  team_id #uuid NOT NULL REFERENCES team (id),
  district_id #uuid NOT NULL REFERENCES district (id),
  PRIMARY KEY (team_id, district_id)
);
CREATE TABLE seat (
  id #uuid PRIMARY KEY,
  team_id #uuid NOT NULL REFERENCES team (id),
  party TEXT NOT NULL,
  UNIQUE (team_id, party)
);
CREATE TABLE seat_holder (
  id #uuid PRIMARY KEY,
  seat_id #uuid NOT NULL REFERENCES seat (id),
  user_id #uuid NOT NULL REFERENCES user_account (id),
  kind TEXT NOT NULL,
  from_day #day NOT NULL,
  until_day #day
);
CREATE INDEX seat_holder_seat ON seat_holder (seat_id);
CREATE INDEX seat_holder_user ON seat_holder (user_id);
CREATE TABLE slot (
  id #uuid PRIMARY KEY,
  team_id #uuid NOT NULL REFERENCES team (id),
  starts_at #time NOT NULL,
  minutes #int NOT NULL,
  form TEXT NOT NULL,
  place TEXT NOT NULL,
  capacity #int NOT NULL,
  extra #bool NOT NULL,
  cancelled_at #time,
  UNIQUE (team_id, starts_at)
);
CREATE INDEX slot_starts ON slot (starts_at);
CREATE TABLE team_meeting (
  id #uuid PRIMARY KEY,
  case_id #uuid NOT NULL REFERENCES cases (id),
  slot_id #uuid NOT NULL REFERENCES slot (id),
  outcome TEXT NOT NULL,
  cancel_reason TEXT,
  booked_by #uuid REFERENCES user_account (id),
  booked_at #time NOT NULL,
  outcome_at #time
);
CREATE INDEX team_meeting_case ON team_meeting (case_id);
CREATE INDEX team_meeting_slot ON team_meeting (slot_id);
CREATE UNIQUE INDEX team_meeting_one_booked ON team_meeting (case_id) WHERE outcome = 'booked';
CREATE TABLE attendance (
  meeting_id #uuid NOT NULL REFERENCES team_meeting (id),
  attendee TEXT NOT NULL,
  present #bool NOT NULL,
  user_id #uuid REFERENCES user_account (id),
  PRIMARY KEY (meeting_id, attendee)
);
CREATE TABLE stand_in (
  slot_id #uuid NOT NULL REFERENCES slot (id),
  seat_id #uuid NOT NULL REFERENCES seat (id),
  user_id #uuid NOT NULL REFERENCES user_account (id),
  made_at #time NOT NULL,
  PRIMARY KEY (slot_id, seat_id)
);
"
);
