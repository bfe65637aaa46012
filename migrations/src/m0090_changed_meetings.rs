//! What was moved or cancelled in the last days, among all meetings that ever were. Nothing else is found by it: an index
//! that begins with the outcome would be taken for other questions, too, where rows were never counted.
crate::step!(
    "m0090_changed_meetings",
    "CREATE INDEX team_meeting_changed ON team_meeting (outcome, outcome_at) WHERE outcome_at IS NOT NULL;"
);
