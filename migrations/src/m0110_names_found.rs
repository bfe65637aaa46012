//! A search for two names that many have reads the index alone: each holds the other name and the case, too.
crate::step!(
    "m0110_names_found",
    r"
DROP INDEX case_person_given;
DROP INDEX case_person_family;
CREATE INDEX case_person_given ON case_person (association_id, given_folded #begins, family_folded, case_id);
CREATE INDEX case_person_family ON case_person (association_id, family_folded #begins, given_folded, case_id);
"
);
