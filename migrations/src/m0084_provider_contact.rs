//! Whom one calls at a provider, where it is and what one does there. Each may be left out.
crate::step!(
    "m0084_provider_contact",
    r"
ALTER TABLE provider ADD COLUMN contact_name TEXT NOT NULL DEFAULT '';
ALTER TABLE provider ADD COLUMN phone TEXT NOT NULL DEFAULT '';
ALTER TABLE provider ADD COLUMN email TEXT NOT NULL DEFAULT '';
ALTER TABLE provider ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE provider ADD COLUMN trade TEXT NOT NULL DEFAULT '';
ALTER TABLE provider ADD COLUMN notes TEXT NOT NULL DEFAULT '';
"
);
