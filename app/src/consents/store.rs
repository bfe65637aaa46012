//! Consents in the database.
use super::rules::{ConsentForm, Given, Purpose};
use crate::{
    db::Tx,
    kernel::{
        error::AppError,
        id::{CaseId, ConsentId, UserId},
    },
    organisation::rules::Party,
};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

crate::entities! {
    consent = "consent" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: ConsentId,
        case_id: CaseId,
        purpose: Purpose,
        /// False: the participant was asked and said no.
        given: bool,
        form: ConsentForm,
        text_version: String,
        language: String,
        with_interpreter: bool,
        heard_by_sealed: Option<Vec<u8>>,
        given_on: NaiveDate,
        valid_until: NaiveDate,
        recorded_by: Option<UserId>,
        recorded_at: DateTime<Utc>,
        withdrawn_at: Option<DateTime<Utc>>,
    }
    consent_party = "consent_party" {
        #[sea_orm(primary_key, auto_increment = false)]
        consent_id: ConsentId,
        #[sea_orm(primary_key, auto_increment = false)]
        party: Party,
        withdrawn_at: Option<DateTime<Utc>>,
    }
}

/// Every consent to share of a case, for the access rules. The caller is loading the case.
pub async fn given_for(tx: &impl Tx, case: CaseId) -> Result<Vec<Given>, AppError> {
    let consents = consent::Entity::find()
        .filter(consent::Column::CaseId.eq(case))
        .filter(consent::Column::Purpose.eq(Purpose::ShareInTeam))
        .filter(consent::Column::Given.eq(true))
        .order_by_asc(consent::Column::RecordedAt)
        .all(tx.conn())
        .await?;
    let mut given = Vec::with_capacity(consents.len());
    for c in consents {
        let parties = consent_party::Entity::find()
            .filter(consent_party::Column::ConsentId.eq(c.id))
            .filter(consent_party::Column::WithdrawnAt.is_null())
            .all(tx.conn())
            .await?;
        given.push(Given {
            given_on: c.given_on,
            valid_until: c.valid_until,
            withdrawn: c.withdrawn_at.is_some(),
            parties: parties.into_iter().map(|p| p.party).collect(),
        });
    }
    Ok(given)
}
