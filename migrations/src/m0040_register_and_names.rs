//! What a row of a register made, so that it is known again whatever it is called since; and what a person who came to
//! work training another way than through a case was registered as.
crate::step!(
    "m0040_register_and_names",
    r"
ALTER TABLE import_row ADD COLUMN record #uuid;
ALTER TABLE placement ADD COLUMN given_name TEXT;
ALTER TABLE placement ADD COLUMN family_name TEXT;
ALTER TABLE placement ADD COLUMN given_folded TEXT;
ALTER TABLE placement ADD COLUMN family_folded TEXT;
UPDATE placement SET
  given_name = (SELECT p.given_name FROM participant p WHERE p.id = placement.participant_id),
  family_name = (SELECT p.family_name FROM participant p WHERE p.id = placement.participant_id),
  given_folded = (SELECT p.given_folded FROM participant p WHERE p.id = placement.participant_id),
  family_folded = (SELECT p.family_folded FROM participant p WHERE p.id = placement.participant_id)
WHERE case_id IS NULL;
"
);
