//! Name, gender and protected identity as the case's own referral states them, so that one agency's word is not shown to
//! another. Names are searched where they stand.
crate::step!(
    "m0080_case_person",
    r"
CREATE TABLE case_person (
  case_id #uuid PRIMARY KEY REFERENCES cases (id),
  association_id #uuid NOT NULL REFERENCES association (id),
  given_name TEXT NOT NULL,
  family_name TEXT NOT NULL,
  given_folded TEXT NOT NULL,
  family_folded TEXT NOT NULL,
  gender TEXT NOT NULL,
  protected #bool NOT NULL
);
INSERT INTO case_person
SELECT c.id, c.association_id, p.given_name, p.family_name, p.given_folded, p.family_folded,
  COALESCE(c.gender_at_referral, p.gender), p.protected_identity
FROM cases c JOIN participant p ON p.id = c.participant_id;
CREATE INDEX case_person_given ON case_person (association_id, given_folded #begins);
CREATE INDEX case_person_family ON case_person (association_id, family_folded #begins);
DROP INDEX participant_given;
DROP INDEX participant_family;
ALTER TABLE participant DROP COLUMN given_folded;
ALTER TABLE participant DROP COLUMN family_folded;
ALTER TABLE cases DROP COLUMN gender_at_referral;
"
);
