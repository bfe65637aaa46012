//! What a follow-up asks for beside a lots, and the reasons that an activity was marked with before.
crate::step!(
    "m0030_follow_up_needs",
    r"
ALTER TABLE follow_up ADD COLUMN needs_training #bool;
ALTER TABLE follow_up ADD COLUMN meeting_declined_on #day;
CREATE INDEX follow_up_needs_meeting ON follow_up (case_id) WHERE needs_meeting AND meeting_declined_on IS NULL;
CREATE TABLE activity_reason (
  id #uuid PRIMARY KEY,
  activity_id #uuid NOT NULL REFERENCES activity (id),
  status TEXT NOT NULL,
  marked_at #time NOT NULL,
  reason_sealed #bytes NOT NULL
);
CREATE INDEX activity_reason_activity ON activity_reason (activity_id);
"
);
