//! The case list: its filter, its search, and what a row shows.
use super::{
    api::{CaseFilter, CaseRow},
    label,
    rules::StateCode,
    scope,
    store::cases,
};
use crate::{
    access::Actor,
    accounts::searches,
    db::{Db, ReadTx, Tx},
    kernel::{
        error::AppError,
        id::{AgencyId, CaseId, ParticipantId},
        identity_number::IdentityNumber,
        local_time::local_day,
        page::{self, Cursor, Page},
    },
    organisation::store::{agency, district},
    participants::{rules::folded, store::participant},
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QuerySelect, QueryTrait, sea_query::Expr};
use std::collections::HashMap;

/// One page of the cases that the actor may see and the filter leaves.
pub async fn list(db: &Db, actor: &Actor, filter: CaseFilter) -> Result<Page<CaseRow>, AppError> {
    let tx = db.read().await?;
    let words = match filter.search {
        Some(id) => match searches::words(&tx, actor.session, id).await? {
            Some(words) => Some(words),
            // no longer kept: the page says to search again
            None => return Ok(Page::default()),
        },
        None => None,
    };
    let key = |c: &cases::Model| Cursor { at: c.submitted_at, id: c.id.0 };
    let columns = (cases::Column::SubmittedAt, cases::Column::Id);
    let mut finds = Vec::new();
    for way in scope::ways(&tx, actor) {
        for narrower in narrowed(&tx, actor, &filter, words.as_deref()).await? {
            finds.push(cases::Entity::find().filter(way.clone()).filter(narrower));
        }
    }
    let rows = page::merged(tx.conn(), finds, columns, !filter.oldest_first, &filter.page, key).await?;
    let names = Names::of(&tx, actor, &rows.rows).await?;
    Ok(rows.map(|c| names.row(c)))
}

/// What the filter leaves, as conditions of which one is enough: each begins at an index of its own.
async fn narrowed(
    tx: &ReadTx,
    actor: &Actor,
    filter: &CaseFilter,
    words: Option<&str>,
) -> Result<Vec<Condition>, AppError> {
    let of = |state: StateCode| Condition::all().add(cases::Column::State.eq(state));
    let Some(words) = words else {
        return Ok(match filter.state {
            Some(state) => vec![of(state)],
            None if filter.over_too => vec![Condition::all()],
            None => StateCode::LIVE.into_iter().map(of).collect(),
        });
    };
    // who searches wants to find: closed ones too
    let chosen = filter.state.map_or_else(Condition::all, of);
    let matching = matching(tx, actor, words).await?;
    Ok(matching.into_iter().map(|m| chosen.clone().add(m)).collect())
}

/// So many persons with such a name are few: their cases are looked up one by one.
const FEW: u64 = 500;

/// A case number by its beginning; an identity number whole; names by the beginning of each word.
///
/// Whose name is not shown is not found by it: without a consent in force only the number finds a case.
pub(crate) async fn matching(tx: &ReadTx, actor: &Actor, words: &str) -> Result<Vec<Condition>, AppError> {
    let words = words.trim();
    let number = Condition::all().add(tx.begins(cases::Column::Number, words));
    let mut people = participant::Entity::find().filter(participant::Column::AssociationId.eq(actor.association));
    if let Ok(identity) = IdentityNumber::parse(words, tx.today()) {
        let index = tx.keys().blind_index(actor.association.0, identity.digits()).to_vec();
        people = people.filter(participant::Column::IdentityIndex.eq(index));
    } else {
        for word in folded(words).split_whitespace() {
            let given = tx.begins(participant::Column::GivenFolded, word);
            people = people.filter(given.or(tx.begins(participant::Column::FamilyFolded, word)));
        }
    }
    let people = people.select_only().column(participant::Column::Id);
    let few: Vec<ParticipantId> = people.clone().limit(FEW + 1).into_tuple().all(tx.conn()).await?;
    let theirs = match few.len() as u64 > FEW {
        true => cases::Column::ParticipantId.in_subquery(people.into_query()),
        false => cases::Column::ParticipantId.is_in(few),
    };
    let named = Condition::any().add(Expr::exists(scope::consent_in_force(tx, None))).add(scope::referred_by(actor));
    Ok(vec![number, Condition::all().add(theirs).add(named)])
}

/// What rows show beside the case itself, read for a whole page at once.
pub struct Names {
    who: HashMap<CaseId, String>,
    agencies: HashMap<AgencyId, String>,
    /// Of cases of which more than the shell is seen, and whose participant has no protected identity.
    districts: HashMap<CaseId, String>,
}

impl Names {
    /// Reads it for these cases.
    pub async fn of(tx: &ReadTx, actor: &Actor, rows: &[cases::Model]) -> Result<Self, AppError> {
        let who = label::who(tx, actor, rows.iter().map(|c| (c.id, c.participant_id))).await?;
        let agencies = agency::Entity::find()
            .filter(agency::Column::Id.is_in(rows.iter().map(|c| c.agency_id)))
            .all(tx.conn())
            .await?;
        let protected: Vec<ParticipantId> = participant::Entity::find()
            .select_only()
            .column(participant::Column::Id)
            .filter(participant::Column::Id.is_in(rows.iter().map(|c| c.participant_id)))
            .filter(participant::Column::ProtectedIdentity.eq(true))
            .into_tuple()
            .all(tx.conn())
            .await?;
        let open = |c: &&cases::Model| who.contains_key(&c.id) && !protected.contains(&c.participant_id);
        let districts = district::Entity::find()
            .filter(district::Column::Id.is_in(rows.iter().filter(open).filter_map(|c| c.district_id)))
            .all(tx.conn())
            .await?;
        let district = |c: &cases::Model| Some((c.id, districts.iter().find(|d| Some(d.id) == c.district_id)?));
        let districts = rows.iter().filter(open).filter_map(district).map(|(c, d)| (c, d.name.clone())).collect();
        let agencies = agencies.into_iter().map(|a| (a.id, a.name)).collect();
        Ok(Names { who, agencies, districts })
    }

    /// Initials, or the whole name where the user has switched names on; none where it may not be shown.
    pub fn who(&self, case: &cases::Model) -> Option<String> {
        self.who.get(&case.id).cloned()
    }

    fn row(&self, case: cases::Model) -> CaseRow {
        CaseRow {
            id: case.id,
            who: self.who(&case),
            number: case.number,
            state: case.state,
            state_since: local_day(case.state_since),
            submitted_on: case.submitted_on,
            agency: self.agencies.get(&case.agency_id).cloned().unwrap_or_default(),
            district: self.districts.get(&case.id).cloned(),
        }
    }
}
