//! What asks for work: the cases that are live and that no import has left asleep, few among all that ever were.
crate::step!(
    "m0082_awake_cases",
    "CREATE INDEX cases_awake ON cases (association_id, dormant, state, submitted_at, id);"
);
