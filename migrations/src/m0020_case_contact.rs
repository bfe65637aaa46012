//! Contact and needs as the case's own referral states them, so that one agency's words are not shown to another; and a
//! consent to share that ends when its case has closed.
crate::step!(
    "m0020_case_contact",
    r"
CREATE TABLE case_contact (
  case_id #uuid PRIMARY KEY REFERENCES cases (id),
  language TEXT NOT NULL,
  needs_interpreter #bool NOT NULL,
  accessibility_sealed #bytes,
  phone_sealed #bytes,
  email_sealed #bytes
);
UPDATE consent
SET valid_until = (SELECT closed_on FROM cases WHERE cases.id = consent.case_id)
WHERE purpose = 'share' AND EXISTS (
  SELECT 1 FROM cases
  WHERE cases.id = consent.case_id AND cases.state = 'closed' AND cases.closed_on < consent.valid_until
);
"
);
