//! The consents that hold today are few among all that ever were: work training's cases are found from them. The day stands
//! first: an index that begins with the purpose would be taken for one case's consents, too, where rows were never counted.
crate::step!("m0085_consents_until", "CREATE INDEX consent_until ON consent (valid_until, purpose, case_id);");
