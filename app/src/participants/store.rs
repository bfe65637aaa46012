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
        id::{AssociationId, CaseId, DistrictId, ParticipantId},
        identity_number::IdentityNumber,
    },
    work_training::store::placement,
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};

crate::entities! {
    participant = "participant" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: ParticipantId,
        association_id: AssociationId,
        /// The participant's own key, wrapped; none once the person is forgotten.
        data_key: Option<Vec<u8>>,
        identity_index: Option<Vec<u8>>,
        identity_sealed: Option<Vec<u8>>,
        given_name: String,
        family_name: String,
        given_folded: String,
        family_folded: String,
        gender: Gender,
        district_id: Option<DistrictId>,
        language: String,
        needs_interpreter: bool,
        accessibility_sealed: Option<Vec<u8>>,
        phone_sealed: Option<Vec<u8>>,
        email_sealed: Option<Vec<u8>>,
        protected_identity: bool,
        made_at: DateTime<Utc>,
    }
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
        given_folded: folded(&person.given_name),
        family_folded: folded(&person.family_name),
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

/// Replaces what is known of a participant; the number and the key stay, and so does a protected identity.
pub async fn replace(tx: &WriteTx, row: &participant::Model, person: &Person, sealer: &Sealer) -> Result<(), AppError> {
    use participant::Column as C;
    let sealed = |column, text: &str| Expr::value(sealer.seal("participant", column, row.id.0, text));
    participant::Entity::update_many()
        .col_expr(C::GivenName, Expr::value(person.given_name.clone()))
        .col_expr(C::FamilyName, Expr::value(person.family_name.clone()))
        .col_expr(C::GivenFolded, Expr::value(folded(&person.given_name)))
        .col_expr(C::FamilyFolded, Expr::value(folded(&person.family_name)))
        .col_expr(C::Gender, Expr::value(person.gender))
        .col_expr(C::DistrictId, Expr::value(person.district))
        .col_expr(C::Language, Expr::value(person.language.clone()))
        .col_expr(C::NeedsInterpreter, Expr::value(person.needs_interpreter))
        .col_expr(C::AccessibilitySealed, sealed("accessibility_sealed", &person.accessibility))
        .col_expr(C::PhoneSealed, sealed("phone_sealed", &person.phone))
        .col_expr(C::EmailSealed, sealed("email_sealed", &person.email))
        .col_expr(C::ProtectedIdentity, Expr::value(row.protected_identity || person.protected_identity))
        .filter(C::Id.eq(row.id))
        .exec(tx.conn())
        .await?;
    Ok(())
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
