//! A consent to share lasts until its case is over: also of those that were returned or withdrawn before it did.
use sea_orm_migration::{prelude::*, sea_orm::DatabaseBackend};

pub struct Step;

impl MigrationName for Step {
    fn name(&self) -> &str {
        "m0081_consents_of_what_is_over"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let day = match manager.get_database_backend() {
            DatabaseBackend::Postgres => "CAST(cases.state_since AT TIME ZONE 'Europe/Stockholm' AS date)",
            // it knows no time zones: within two hours of midnight the consent ends a day earlier, never later
            _ => "date(cases.state_since)",
        };
        let sql = format!(
            "UPDATE consent SET valid_until = (SELECT {day} FROM cases WHERE cases.id = consent.case_id) \
             WHERE purpose = 'share' AND EXISTS (SELECT 1 FROM cases WHERE cases.id = consent.case_id \
             AND cases.state IN ('returned', 'withdrawn') AND {day} < consent.valid_until)"
        );
        manager.get_connection().execute_unprepared(&sql).await.map(|_| ())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
