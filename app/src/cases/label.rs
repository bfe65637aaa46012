//! What a list calls a case: its number, and who it is about where the reader may see that.
use super::{
    actions::look,
    api::CaseHeading,
    policy::{CaseFacts, Sight, sight},
    scope::seen_by,
    store::cases,
    texts,
};
use crate::{
    access::Actor,
    db::{Db, Tx},
    kernel::{error::AppError, id::CaseId, lang::Lang},
    participants::{
        policy::is_told_of_protection,
        rules::{listed_name, short_name},
        store::{participant, person_of, persons_of},
    },
};
use sea_orm::{
    ColumnTrait, EntityTrait, JoinType, QueryFilter, QuerySelect,
    sea_query::{Query, SelectStatement},
};
use std::collections::HashMap;

/// A case in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseLabel {
    pub number: String,
    /// Initials, or the name where the reader has switched names on; none where they may not see who it is.
    pub who: Option<String>,
    /// Whether the reader sees more of the case than its shell.
    pub opens: bool,
    /// That the identity is protected, in the reader's language, where they are told.
    pub protected: Option<&'static str>,
}

impl CaseLabel {
    /// Whom it is about, and that the identity is protected.
    pub fn named(&self) -> Option<String> {
        let who = self.who.as_ref()?;
        Some(self.protected.map_or_else(|| who.clone(), |mark| format!("{who} · {mark}")))
    }

    /// In one line: "2026-0114 · Y.A.", and that the identity is protected.
    pub fn line(&self) -> String {
        let parts = [Some(self.number.as_str()), self.who.as_deref(), self.protected];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }
}

/// What a page about a case calls it: by name where the actor sees who it is. One that they are told is protected has none.
pub async fn heading(tx: &impl Tx, actor: &Actor, case: &CaseFacts) -> Result<CaseHeading, AppError> {
    let mut heading =
        CaseHeading { number: case.number.clone(), state: case.state.code(), who: None, protected: false };
    if sight(actor, case).is_some_and(|(_, seen)| seen != Sight::Shell) {
        let person = person_of(tx, case.id).await?;
        let protected = is_told_of_protection(actor, person.protected, case.protected_identity);
        heading.protected = protected;
        heading.who = (!protected).then(|| short_name(&person.given_name, &person.family_name));
    }
    Ok(heading)
}

/// The same of a case that the actor may know of.
pub async fn heading_of(db: &Db, actor: &Actor, id: CaseId) -> Result<CaseHeading, AppError> {
    let tx = db.read().await?;
    let case = look(&tx, actor, id).await?;
    heading(&tx, actor, &case).await
}

/// Whom a case is about, as a list says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whom {
    /// Initials, or the name where the reader has switched names on.
    pub name: String,
    /// The reader is told that the identity is protected.
    pub protected: bool,
}

impl Whom {
    /// In one line: "Y.A.", and that the identity is protected.
    pub fn line(&self, lang: Lang) -> String {
        match self.protected {
            true => format!("{} · {}", self.name, texts::PROTECTED_MARK.get(lang)),
            false => self.name.clone(),
        }
    }
}

/// Whom these cases are about, each as its own referral says it: the one answer for every list. None for a case of which
/// the actor sees the shell at most. The caller's list has a scope of its own.
pub async fn whom(
    tx: &impl Tx,
    actor: &Actor,
    cases: impl Iterator<Item = CaseId>,
) -> Result<HashMap<CaseId, Whom>, AppError> {
    let cases: Vec<CaseId> = cases.collect();
    if cases.is_empty() {
        return Ok(HashMap::new());
    }
    let of_person =
        cases::Entity::belongs_to(participant::Entity).from(cases::Column::ParticipantId).to(participant::Column::Id);
    let seen: Vec<(CaseId, bool)> = cases::Entity::find()
        .select_only()
        .column(cases::Column::Id)
        .column(participant::Column::ProtectedIdentity)
        .join(JoinType::InnerJoin, of_person.into())
        .filter(cases::Column::Id.is_in(cases))
        .filter(seen_by(tx, actor, Sight::Referral))
        .into_tuple()
        .all(tx.conn())
        .await?;
    let persons = persons_of(tx, seen.iter().map(|(case, _)| *case)).await?;
    let named = |(case, protected): (CaseId, bool)| {
        let p = persons.get(&case)?;
        let protected = is_told_of_protection(actor, p.protected, protected);
        let name = listed_name(actor.shows_names, protected, &p.given_name, &p.family_name);
        Some((case, Whom { name, protected }))
    };
    Ok(seen.into_iter().filter_map(named).collect())
}

/// How a task's row names a case: its number, and as much of whom it is about as the reader may see.
pub fn told(lang: Lang, number: &str, whom: Option<&Whom>) -> String {
    whom.map_or_else(|| number.to_owned(), |whom| format!("{number} · {}", whom.line(lang)))
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
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = cases::Entity::find()
        .select_only()
        .columns([cases::Column::Id, cases::Column::Number])
        .filter(cases::Column::AssociationId.eq(actor.association))
        .filter(cases::Column::Id.is_in(ids.to_vec()))
        .into_tuple::<(CaseId, String)>()
        .all(tx.conn())
        .await?;
    let mut whom = whom(tx, actor, rows.iter().map(|r| r.0)).await?;
    let label = |(id, number): (CaseId, String)| {
        let whom = whom.remove(&id);
        let protected = whom.as_ref().filter(|w| w.protected).map(|_| texts::PROTECTED_MARK.get(actor.lang));
        (id, CaseLabel { number, opens: whom.is_some(), who: whom.map(|w| w.name), protected })
    };
    Ok(rows.into_iter().map(label).collect())
}
