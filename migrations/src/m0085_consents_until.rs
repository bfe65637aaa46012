//! The consents that hold today are few among all that ever were: work training's cases are found from them.
crate::step!("m0085_consents_until", "CREATE INDEX consent_until ON consent (purpose, valid_until, case_id);");
