//! What a list calls a case: its number, and who it is about where the reader may see that.
use super::{
    scope::{consent_in_force, visible_to},
    store::cases,
};
use crate::{
    access::Actor,
    db::Tx,
    kernel::{
        error::AppError,
        id::{CaseId, ParticipantId},
    },
    participants::{rules::initials, store::participant},
};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, Query, SelectStatement},
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
    let seen: Vec<CaseId> = cases::Entity::find()
        .select_only()
        .column(cases::Column::Id)
        .filter(cases::Column::Id.is_in(ids.to_vec()))
        .filter(visible_to(tx, actor))
        .filter(Expr::exists(consent_in_force(tx, None)))
        .into_tuple()
        .all(tx.conn())
        .await?;
    let people = rows.iter().filter(|r| seen.contains(&r.0)).map(|r| r.2);
    let people = participant::Entity::find().filter(participant::Column::Id.is_in(people)).all(tx.conn()).await?;
    let people: HashMap<ParticipantId, participant::Model> = people.into_iter().map(|p| (p.id, p)).collect();
    let label = |(id, number, person): (CaseId, String, ParticipantId)| {
        let who = people.get(&person).map(|p| match actor.shows_names {
            true => format!("{} {}", p.given_name, p.family_name),
            false => initials(&p.given_name, &p.family_name),
        });
        (id, CaseLabel { number, who, opens: seen.contains(&id) })
    };
    Ok(rows.into_iter().map(label).collect())
}
