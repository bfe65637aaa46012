//! A representative who can't come to one of the team's times.
crate::step!(
    "m0011_seat_absence",
    r"
CREATE TABLE seat_absence (
  slot_id #uuid NOT NULL REFERENCES slot (id),
  seat_id #uuid NOT NULL REFERENCES seat (id),
  made_at #time NOT NULL,
  PRIMARY KEY (slot_id, seat_id)
);
CREATE INDEX stand_in_user ON stand_in (user_id);
"
);
