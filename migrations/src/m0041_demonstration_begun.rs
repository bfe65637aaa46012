//! Whether the demonstration was begun in this database: one that was interrupted can be begun again.
crate::step!(
    "m0041_demonstration_begun",
    r"
ALTER TABLE installation ADD COLUMN demo_begun #bool NOT NULL DEFAULT FALSE;
"
);
