//! The database, one set of steps for both SQLite and PostgreSQL. Steps are only ever added.
use sea_orm_migration::prelude::*;
pub use sea_orm_migration::prelude::{MigratorTrait, SchemaManager};

mod ddl;
mod m0001_accounts;
mod m0002_audit;
mod m0003_cases;
mod m0004_teams;
mod m0005_plans;
mod m0006_work_training;
mod m0010_placement_number;
mod m0011_seat_absence;
mod m0020_case_contact;
mod m0030_follow_up_needs;
mod m0040_register_and_names;
mod m0041_demonstration_begun;
mod m0060_audit_marks;
mod m0061_housekeeping;
mod m0070_indexes;
mod m0080_case_person;
mod m0081_consents_of_what_is_over;
mod m0082_awake_cases;
mod m0083_team_phone;
mod m0084_provider_contact;
mod m0085_consents_until;
mod m0090_changed_meetings;
mod m0100_consent_texts;
mod m0101_broken_glass;
mod m0110_names_found;
mod m0111_audit_events;
mod m0120_consent_scan;
mod m0130_consultations;
mod m0140_participant_portal;
mod m0160_preparation;

/// Runs the steps that a database has not seen yet.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_accounts::Step),
            Box::new(m0002_audit::Step),
            Box::new(m0003_cases::Step),
            Box::new(m0004_teams::Step),
            Box::new(m0005_plans::Step),
            Box::new(m0006_work_training::Step),
            Box::new(m0011_seat_absence::Step),
            Box::new(m0010_placement_number::Step),
            Box::new(m0030_follow_up_needs::Step),
            Box::new(m0060_audit_marks::Step),
            Box::new(m0061_housekeeping::Step),
            Box::new(m0070_indexes::Step),
            Box::new(m0020_case_contact::Step),
            Box::new(m0040_register_and_names::Step),
            Box::new(m0041_demonstration_begun::Step),
            Box::new(m0080_case_person::Step),
            Box::new(m0081_consents_of_what_is_over::Step),
            Box::new(m0082_awake_cases::Step),
            Box::new(m0083_team_phone::Step),
            Box::new(m0084_provider_contact::Step),
            Box::new(m0085_consents_until::Step),
            Box::new(m0090_changed_meetings::Step),
            Box::new(m0100_consent_texts::Step),
            Box::new(m0101_broken_glass::Step),
            Box::new(m0110_names_found::Step),
            Box::new(m0111_audit_events::Step),
            Box::new(m0130_consultations::Step),
            Box::new(m0140_participant_portal::Step),
            Box::new(m0120_consent_scan::Step),
            Box::new(m0160_preparation::Step),
        ]
    }
}
