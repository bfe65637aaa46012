//! Where a participant calls about their meeting and their plan: it stands in the letters. None: empty.
crate::step!("m0083_team_phone", "ALTER TABLE team ADD COLUMN phone TEXT NOT NULL DEFAULT '';");
