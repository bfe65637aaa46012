//! What participants agree to, as versions that are only added, and which translations a professional has checked.
crate::step!(
    "m0100_consent_texts",
    r"
CREATE TABLE consent_text (
  association_id #uuid NOT NULL REFERENCES association (id),
  purpose TEXT NOT NULL,
  language TEXT NOT NULL,
  version TEXT NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  made_by #uuid NOT NULL REFERENCES user_account (id),
  made_at #time NOT NULL,
  PRIMARY KEY (association_id, purpose, language, version)
);
CREATE TABLE consent_text_check (
  association_id #uuid NOT NULL REFERENCES association (id),
  purpose TEXT NOT NULL,
  language TEXT NOT NULL,
  version TEXT NOT NULL,
  checked_by TEXT NOT NULL,
  signed_by #uuid NOT NULL REFERENCES user_account (id),
  signed_at #time NOT NULL,
  PRIMARY KEY (association_id, purpose, language, version)
);
"
);
