//! What long lists are found by: names and numbers by their beginning, the queue in its order, meetings by outcome.
crate::step!(
    "m0070_indexes",
    r"
DROP INDEX participant_given;
DROP INDEX participant_family;
CREATE INDEX participant_given ON participant (association_id, given_folded #begins);
CREATE INDEX participant_family ON participant (association_id, family_folded #begins);
CREATE INDEX cases_number ON cases (association_id, number #begins);
DROP INDEX cases_referrer;
DROP INDEX cases_unit;
CREATE INDEX cases_referrer ON cases (association_id, referrer_id, submitted_at, id);
CREATE INDEX cases_unit ON cases (association_id, unit_id, submitted_at, id);
CREATE INDEX cases_by_state ON cases (association_id, state, submitted_at, id);
CREATE INDEX cases_track ON cases (association_id, track, submitted_at, id);
CREATE INDEX cases_queue ON cases (association_id, state, queue_at, id);
CREATE INDEX team_meeting_outcome ON team_meeting (outcome, slot_id);
CREATE INDEX consent_withdrawn ON consent (case_id) WHERE withdrawn_at IS NOT NULL;
CREATE INDEX consent_party_withdrawn ON consent_party (consent_id) WHERE withdrawn_at IS NOT NULL;
"
);
