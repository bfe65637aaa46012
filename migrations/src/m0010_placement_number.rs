//! The last placement number of each year, so that two requests at once get two references.
crate::step!(
    "m0010_placement_number",
    r"
CREATE TABLE placement_number (
  association_id #uuid NOT NULL REFERENCES association (id),
  year #int NOT NULL,
  last #int NOT NULL,
  PRIMARY KEY (association_id, year)
);
"
);
