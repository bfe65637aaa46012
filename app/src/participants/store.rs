//! Participants in the database.
use super::{
    rules::{Gender, folded},
    sealing::Sealer,
};
use crate::{
    cases::store::cases,
    db::{Tx, WriteTx},
    kernel::{
        error::AppError,
        id::{AgencyId, AssociationId, CaseId, DistrictId, ParticipantId},
        identity_number::IdentityNumber,
    },
    work_training::store::placement,
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};
use std::collections::HashMap;

crate::entities! {
    participant = "participant" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: ParticipantId,
        association_id: AssociationId,
        /// The participant's own key, wrapped; none once the person is forgotten.
        data_key: Option<Vec<u8>>,
        identity_index: Option<Vec<u8>>,
        identity_sealed: Option<Vec<u8>>,
        /// As they became known: what a register is compared with, and the gender of who came to work training another
        /// way. A case shows its own (`case_person`).
        given_name: String,
        family_name: String,
        gender: Gender,
        district_id: Option<DistrictId>,
        /// Language, needs and contact of who has no referral of this product: a case keeps its own (`case_contact`).
        language: String,
        needs_interpreter: bool,
        accessibility_sealed: Option<Vec<u8>>,
        phone_sealed: Option<Vec<u8>>,
        email_sealed: Option<Vec<u8>>,
        protected_identity: bool,
        made_at: DateTime<Utc>,
    }
    /// Who the person is, as one case's referral says it. Every case has one.
    case_person = "case_person" {
        #[sea_orm(primary_key, auto_increment = false)]
        case_id: CaseId,
        association_id: AssociationId,
        given_name: String,
        family_name: String,
        given_folded: String,
        family_folded: String,
        gender: Gender,
        /// The referral says that their identity is protected. Access asks the participant's own row.
        protected: bool,
    }
    case_contact = "case_contact" {
        #[sea_orm(primary_key, auto_increment = false)]
        case_id: CaseId,
        language: String,
        needs_interpreter: bool,
        accessibility_sealed: Option<Vec<u8>>,
        phone_sealed: Option<Vec<u8>>,
        email_sealed: Option<Vec<u8>>,
    }
}

/// How a person is reached and what they need, as one case's referral says it. Opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// ISO 639-1.
    pub language: String,
    pub needs_interpreter: bool,
    pub accessibility: String,
    pub phone: String,
    pub email: String,
}

/// The contact of a case that has been loaded; of one without its own (an imported one) the participant's.
pub async fn contact_of(
    tx: &impl Tx,
    sealer: &Sealer,
    case: CaseId,
    row: &participant::Model,
) -> Result<Contact, AppError> {
    let own = tx
        .once("contact of a case", case.0, async { Ok(case_contact::Entity::find_by_id(case).one(tx.conn()).await?) });
    if let Some(c) = own.await? {
        let open = |column, sealed: &Option<Vec<u8>>| sealer.open("case_contact", column, case.0, sealed.as_deref());
        return Ok(Contact {
            accessibility: open("accessibility_sealed", &c.accessibility_sealed)?,
            phone: open("phone_sealed", &c.phone_sealed)?,
            email: open("email_sealed", &c.email_sealed)?,
            language: c.language,
            needs_interpreter: c.needs_interpreter,
        });
    }
    let open = |column, sealed: &Option<Vec<u8>>| sealer.open("participant", column, row.id.0, sealed.as_deref());
    Ok(Contact {
        language: row.language.clone(),
        needs_interpreter: row.needs_interpreter,
        accessibility: open("accessibility_sealed", &row.accessibility_sealed)?,
        phone: open("phone_sealed", &row.phone_sealed)?,
        email: open("email_sealed", &row.email_sealed)?,
    })
}

impl case_person::Model {
    /// The whole name.
    pub fn name(&self) -> String {
        format!("{} {}", self.given_name, self.family_name).trim().to_owned()
    }
}

/// Who a case that has been loaded is about, as its own referral says it.
pub async fn person_of(tx: &impl Tx, case: CaseId) -> Result<case_person::Model, AppError> {
    let read = async {
        let found = case_person::Entity::find_by_id(case).one(tx.conn()).await?;
        found.ok_or_else(|| AppError::fault("a case without its person"))
    };
    tx.once("person of a case", case.0, read).await
}

/// The row of a participant whose case or placement the caller has loaded.
pub async fn row_of(tx: &impl Tx, id: ParticipantId) -> Result<participant::Model, AppError> {
    let read = async { participant::Entity::find_by_id(id).one(tx.conn()).await?.ok_or(AppError::NotFound) };
    tx.once("participant", id.0, read).await
}

/// The same of many, for a list that has a scope of its own.
pub async fn persons_of(
    tx: &impl Tx,
    cases: impl Iterator<Item = CaseId>,
) -> Result<HashMap<CaseId, case_person::Model>, AppError> {
    let cases: Vec<CaseId> = cases.collect();
    if cases.is_empty() {
        return Ok(HashMap::new());
    }
    let found = case_person::Entity::find().filter(case_person::Column::CaseId.is_in(cases)).all(tx.conn()).await?;
    Ok(found.into_iter().map(|p| (p.case_id, p)).collect())
}

/// The row that a case keeps of who it is about.
pub fn person_row(association: AssociationId, case: CaseId, person: &Person) -> case_person::Model {
    case_person::Model {
        case_id: case,
        association_id: association,
        given_name: person.given_name.clone(),
        family_name: person.family_name.clone(),
        given_folded: folded(&person.given_name),
        family_folded: folded(&person.family_name),
        gender: person.gender,
        protected: person.protected_identity,
    }
}

/// Keeps with a new case what its referral says of the person: who they are, contact and needs.
pub async fn keep_with_case(
    tx: &WriteTx,
    (association, case): (AssociationId, CaseId),
    person: &Person,
    sealer: &Sealer,
) -> Result<(), AppError> {
    let row = person_row(association, case, person).into_active_model();
    case_person::Entity::insert(row).exec_without_returning(tx.conn()).await?;
    let sealed = |column, text: &str| sealer.seal("case_contact", column, case.0, text);
    let row = case_contact::Model {
        case_id: case,
        language: person.language.clone(),
        needs_interpreter: person.needs_interpreter,
        accessibility_sealed: sealed("accessibility_sealed", &person.accessibility),
        phone_sealed: sealed("phone_sealed", &person.phone),
        email_sealed: sealed("email_sealed", &person.email),
    };
    case_contact::Entity::insert(row.into_active_model()).exec_without_returning(tx.conn()).await?;
    Ok(())
}

/// What a referral or a placement says of its participant.
#[derive(Clone, Debug)]
pub struct Person {
    pub identity: Option<IdentityNumber>,
    pub given_name: String,
    pub family_name: String,
    pub gender: Gender,
    pub district: Option<DistrictId>,
    /// ISO 639-1.
    pub language: String,
    pub needs_interpreter: bool,
    pub accessibility: String,
    pub phone: String,
    pub email: String,
    pub protected_identity: bool,
}

/// The participant with this identity number at the association.
pub async fn by_identity(
    tx: &impl Tx,
    association: AssociationId,
    identity: &IdentityNumber,
) -> Result<Option<participant::Model>, AppError> {
    let index = tx.keys().blind_index(association.0, identity.digits()).to_vec();
    Ok(participant::Entity::find()
        .filter(participant::Column::AssociationId.eq(association))
        .filter(participant::Column::IdentityIndex.eq(index))
        .one(tx.conn())
        .await?)
}

/// A new participant's row, with a key of their own, and its sealer. Not written yet.
pub fn new_row(tx: &impl Tx, association: AssociationId, person: &Person) -> (participant::Model, Sealer) {
    let id = ParticipantId::new();
    let (sealer, wrapped) = Sealer::new_for(tx.keys(), id);
    let sealed = |column, text: &str| sealer.seal("participant", column, id.0, text);
    let identity = person.identity.as_ref();
    let row = participant::Model {
        id,
        association_id: association,
        data_key: Some(wrapped),
        identity_index: identity.map(|i| tx.keys().blind_index(association.0, i.digits()).to_vec()),
        identity_sealed: identity.and_then(|i| sealed("identity_sealed", i.digits())),
        given_name: person.given_name.clone(),
        family_name: person.family_name.clone(),
        gender: person.gender,
        district_id: person.district,
        language: person.language.clone(),
        needs_interpreter: person.needs_interpreter,
        accessibility_sealed: sealed("accessibility_sealed", &person.accessibility),
        phone_sealed: sealed("phone_sealed", &person.phone),
        email_sealed: sealed("email_sealed", &person.email),
        protected_identity: person.protected_identity,
        made_at: tx.now(),
    };
    (row, sealer)
}

/// Writes new participants.
pub async fn insert(tx: &WriteTx, rows: Vec<participant::Model>) -> Result<(), AppError> {
    for chunk in rows.chunks(50) {
        let rows = chunk.iter().cloned().map(IntoActiveModel::into_active_model);
        participant::Entity::insert_many(rows).exec_without_returning(tx.conn()).await?;
    }
    Ok(())
}

/// The identity number, opened; none when it is unknown or the person is forgotten.
pub fn identity_of(
    sealer: &Sealer,
    row: &participant::Model,
    today: chrono::NaiveDate,
) -> Result<Option<IdentityNumber>, AppError> {
    let digits = sealer.open("participant", "identity_sealed", row.id.0, row.identity_sealed.as_deref())?;
    Ok(IdentityNumber::parse(&digits, today).ok())
}

/// A participant's row. The caller holds a case of theirs.
pub async fn by_id(tx: &impl Tx, id: ParticipantId) -> Result<Option<participant::Model>, AppError> {
    Ok(participant::Entity::find_by_id(id).one(tx.conn()).await?)
}

/// The participant's cases at the association, the oldest first.
pub async fn case_ids(tx: &impl Tx, association: AssociationId, id: ParticipantId) -> Result<Vec<CaseId>, AppError> {
    Ok(cases::Entity::find()
        .select_only()
        .column(cases::Column::Id)
        .filter(cases::Column::ParticipantId.eq(id).and(cases::Column::AssociationId.eq(association)))
        .order_by_asc(cases::Column::SubmittedAt)
        .into_tuple()
        .all(tx.conn())
        .await?)
}

/// Whether anyone but this agency has a case or a placement of the participant.
pub async fn is_others_too(tx: &impl Tx, id: ParticipantId, agency: AgencyId) -> Result<bool, AppError> {
    let others = cases::Entity::find()
        .filter(cases::Column::ParticipantId.eq(id).and(cases::Column::AgencyId.ne(agency)))
        .count(tx.conn())
        .await?;
    let placements = placement::Entity::find()
        .filter(placement::Column::ParticipantId.eq(id).and(placement::Column::CaseId.is_null()))
        .count(tx.conn())
        .await?;
    Ok(others + placements > 0)
}

/// Corrects name and gender. An empty name wipes nothing.
pub async fn correct(tx: &WriteTx, id: ParticipantId, person: &Person) -> Result<(), AppError> {
    use participant::Column as C;
    if person.given_name.trim().is_empty() && person.family_name.trim().is_empty() {
        return Ok(());
    }
    participant::Entity::update_many()
        .col_expr(C::GivenName, Expr::value(person.given_name.clone()))
        .col_expr(C::FamilyName, Expr::value(person.family_name.clone()))
        .col_expr(C::Gender, Expr::value(person.gender))
        .filter(C::Id.eq(id))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// Sets the protected identity. Nothing unsets it: two referrals at once, one of them protected, leave it set.
pub async fn protect(tx: &WriteTx, id: ParticipantId) -> Result<(), AppError> {
    participant::Entity::update_many()
        .col_expr(participant::Column::ProtectedIdentity, Expr::value(true))
        .filter(participant::Column::Id.eq(id))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// Keeps with a case what its referral says of the person now.
pub async fn replace_with_case(
    tx: &WriteTx,
    (association, case): (AssociationId, CaseId),
    person: &Person,
    sealer: &Sealer,
) -> Result<(), AppError> {
    case_contact::Entity::delete_by_id(case).exec(tx.conn()).await?;
    case_person::Entity::delete_by_id(case).exec(tx.conn()).await?;
    keep_with_case(tx, (association, case), person, sealer).await
}

/// Notes the identity number of someone who had none; [`AppError::Conflict`] when another got it meanwhile.
pub async fn set_identity(
    tx: &WriteTx,
    row: &participant::Model,
    identity: &IdentityNumber,
    sealer: &Sealer,
) -> Result<(), AppError> {
    let index = tx.keys().blind_index(row.association_id.0, identity.digits()).to_vec();
    let sealed = sealer.seal("participant", "identity_sealed", row.id.0, identity.digits());
    participant::Entity::update_many()
        .col_expr(participant::Column::IdentityIndex, Expr::value(index))
        .col_expr(participant::Column::IdentitySealed, Expr::value(sealed))
        .filter(participant::Column::Id.eq(row.id).and(participant::Column::IdentityIndex.is_null()))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// Deletes a participant to whom no case and no placement belongs any longer.
pub async fn delete_if_unused(tx: &WriteTx, id: ParticipantId) -> Result<(), AppError> {
    let cases = cases::Entity::find().filter(cases::Column::ParticipantId.eq(id)).count(tx.conn()).await?;
    let placements = placement::Entity::find().filter(placement::Column::ParticipantId.eq(id)).count(tx.conn()).await?;
    if cases + placements == 0 {
        participant::Entity::delete_by_id(id).exec(tx.conn()).await?;
    }
    Ok(())
}
