//! What a list calls a case: its number, and who it is about where the reader may see that.
use super::{
    actions::look,
    api::CaseHeading,
    policy::{CaseFacts, Sight, sight},
    scope::identified_to,
    store::cases,
};
use crate::{
    access::Actor,
    db::{Db, Tx},
    kernel::{
        error::AppError,
        id::{CaseId, ParticipantId},
    },
    participants::{
        rules::{listed_name, short_name},
        store::participant,
    },
};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{Query, SelectStatement},
};
use std::collections::HashMap;

/// A case in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseLabel {
    pub number: String,
    /// Initials, or the name where the reader has switched names on; none where they may not see who it is.
    pub who: Option<String>,
    /// Whether the reader may open the case.
    pub opens: bool,
}

impl CaseLabel {
    /// In one line: "2026-0114 · Y.A.".
    pub fn line(&self) -> String {
        match &self.who {
            Some(who) => format!("{} · {who}", self.number),
            None => self.number.clone(),
        }
    }
}

/// What a page about a case calls it: by name where the actor sees who it is. A protected identity has none here.
pub async fn heading(tx: &impl Tx, actor: &Actor, case: &CaseFacts) -> Result<CaseHeading, AppError> {
    let seen = sight(actor, case).is_some_and(|(_, seen)| seen != Sight::Shell) && !case.protected_identity;
    let who = match seen {
        true => participant::Entity::find_by_id(case.participant).one(tx.conn()).await?,
        false => None,
    };
    let who = who.map(|p| short_name(&p.given_name, &p.family_name));
    Ok(CaseHeading { number: case.number.clone(), who })
}

/// The same of a case that the actor may know of.
pub async fn heading_of(db: &Db, actor: &Actor, id: CaseId) -> Result<CaseHeading, AppError> {
    let tx = db.read().await?;
    let case = look(&tx, actor, id).await?;
    heading(&tx, actor, &case).await
}

/// Whom these cases are about, as lists say it: the one answer for every list. None for a case of which the actor sees
/// the shell at most. The caller's list has a scope of its own.
pub async fn who(
    tx: &impl Tx,
    actor: &Actor,
    rows: impl Iterator<Item = (CaseId, ParticipantId)>,
) -> Result<HashMap<CaseId, String>, AppError> {
    let rows: HashMap<CaseId, ParticipantId> = rows.collect();
    let seen: Vec<CaseId> = cases::Entity::find()
        .select_only()
        .column(cases::Column::Id)
        .filter(cases::Column::Id.is_in(rows.keys().copied()))
        .filter(identified_to(tx, actor))
        .into_tuple()
        .all(tx.conn())
        .await?;
    let people = seen.iter().filter_map(|c| rows.get(c)).copied();
    let people = participant::Entity::find().filter(participant::Column::Id.is_in(people)).all(tx.conn()).await?;
    let people: HashMap<ParticipantId, participant::Model> = people.into_iter().map(|p| (p.id, p)).collect();
    let named = |case: CaseId| {
        let p = people.get(rows.get(&case)?)?;
        Some((case, listed_name(actor.shows_names, p.protected_identity, &p.given_name, &p.family_name)))
    };
    Ok(seen.into_iter().filter_map(named).collect())
}

/// The cases whose number begins so; none when nothing that can stand in a number was typed. Anything may stand in it:
/// it comes from an address.
pub fn numbered(beginning: &str) -> Option<SelectStatement> {
    let digits: String = beginning.chars().filter(|c| c.is_ascii_digit() || *c == '-').take(20).collect();
    let mut query = Query::select();
    query.column(cases::Column::Id).from(cases::Entity).and_where(cases::Column::Number.starts_with(&digits));
    (!digits.is_empty()).then_some(query)
}

/// The labels of these cases of the actor's association. The caller's list has a scope of its own.
pub async fn labels(tx: &impl Tx, actor: &Actor, ids: &[CaseId]) -> Result<HashMap<CaseId, CaseLabel>, AppError> {
    let rows = cases::Entity::find()
        .select_only()
        .columns([cases::Column::Id, cases::Column::Number, cases::Column::ParticipantId])
        .filter(cases::Column::AssociationId.eq(actor.association))
        .filter(cases::Column::Id.is_in(ids.to_vec()))
        .into_tuple::<(CaseId, String, ParticipantId)>()
        .all(tx.conn())
        .await?;
    let mut who = who(tx, actor, rows.iter().map(|r| (r.0, r.2))).await?;
    let label = |(id, number, _): (CaseId, String, ParticipantId)| {
        let who = who.remove(&id);
        (id, CaseLabel { number, opens: who.is_some(), who })
    };
    Ok(rows.into_iter().map(label).collect())
}
