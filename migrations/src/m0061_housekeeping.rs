//! What is deleted by its age is found by it.
crate::step!(
    "m0061_housekeeping",
    r"
CREATE INDEX session_made ON session (created_at);
CREATE INDEX session_ended ON session (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX login_throttle_began ON login_throttle (window_start);
CREATE INDEX submission_made ON submission (made_at);
CREATE INDEX shown_once_made ON shown_once (made_at);
CREATE INDEX kept_form_made ON kept_form (made_at);
CREATE INDEX saved_search_made ON saved_search (made_at);
CREATE INDEX saved_search_session ON saved_search (session_id);
"
);
