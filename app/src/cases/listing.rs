//! The case list: its filter, its search, and what a row shows.
use super::{
    api::{CaseFilter, CaseRow},
    rules::StateCode,
    scope,
    store::cases,
};
use crate::{
    access::{Actor, Role},
    accounts::searches,
    db::{Db, ReadTx, Tx},
    kernel::{
        error::AppError,
        id::{AgencyId, CaseId, DistrictId, ParticipantId},
        identity_number::IdentityNumber,
        local_time::local_day,
        page::{self, Cursor, Page},
    },
    organisation::store::{agency, district},
    participants::{
        rules::{folded, initials},
        store::participant,
    },
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QuerySelect, Select,
    sea_query::{Expr, Query},
};
use std::collections::{HashMap, HashSet};

/// One page of the cases that the actor may see and the filter leaves.
pub async fn list(db: &Db, actor: &Actor, filter: CaseFilter) -> Result<Page<CaseRow>, AppError> {
    let tx = db.read().await?;
    let words = match filter.search {
        Some(id) => Some(searches::words(&tx, actor.session, id).await?),
        None => None,
    };
    let find = cases::Entity::find().filter(scope::visible_to(&tx, actor));
    let find = chosen(find, &filter, words.is_some());
    let find = match &words {
        Some(words) => find.filter(matching(&tx, actor, words)),
        None => find,
    };
    let key = |c: &cases::Model| Cursor { at: c.submitted_at, id: c.id.0 };
    let columns = (cases::Column::SubmittedAt, cases::Column::Id);
    let rows = page::page(tx.conn(), find, columns, !filter.oldest_first, &filter.page, key).await?;
    let names = Names::of(&tx, actor, &rows.rows).await?;
    Ok(rows.map(|c| names.row(actor, c)))
}

fn chosen(find: Select<cases::Entity>, filter: &CaseFilter, searching: bool) -> Select<cases::Entity> {
    match filter.state {
        Some(state) => find.filter(cases::Column::State.eq(state)),
        // who searches wants to find: closed ones too
        None if filter.over_too || searching => find,
        None => find.filter(cases::Column::State.is_in(StateCode::LIVE)),
    }
}

/// A case number by its beginning; an identity number whole; names by the beginning of each word.
///
/// Whose name is not shown is not found by it: without a consent in force only the number finds a case.
fn matching(tx: &ReadTx, actor: &Actor, words: &str) -> Condition {
    let words = words.trim();
    let number = tx.begins(cases::Column::Number, words);
    let mut people = Query::select();
    people.column(participant::Column::Id).from(participant::Entity);
    people.and_where(participant::Column::AssociationId.eq(actor.association));
    if let Ok(identity) = IdentityNumber::parse(words, tx.today()) {
        let index = tx.keys().blind_index(actor.association.0, identity.digits()).to_vec();
        people.and_where(participant::Column::IdentityIndex.eq(index));
    } else {
        for word in folded(words).split_whitespace() {
            let given = tx.begins(participant::Column::GivenFolded, word);
            people.cond_where(given.or(tx.begins(participant::Column::FamilyFolded, word)));
        }
    }
    let named = Condition::any().add(Expr::exists(scope::consent_in_force(tx, None))).add(scope::referred_by(actor));
    Condition::any().add(number).add(Condition::all().add(cases::Column::ParticipantId.in_subquery(people)).add(named))
}

/// What rows show beside the case itself, read for a whole page at once.
pub struct Names {
    people: HashMap<ParticipantId, participant::Model>,
    agencies: HashMap<AgencyId, String>,
    districts: HashMap<DistrictId, String>,
    consenting: HashSet<CaseId>,
}

impl Names {
    /// Reads it for these cases.
    pub async fn of(tx: &ReadTx, _actor: &Actor, rows: &[cases::Model]) -> Result<Self, AppError> {
        let people = participant::Entity::find()
            .filter(participant::Column::Id.is_in(rows.iter().map(|c| c.participant_id)))
            .all(tx.conn())
            .await?;
        let agencies = agency::Entity::find()
            .filter(agency::Column::Id.is_in(rows.iter().map(|c| c.agency_id)))
            .all(tx.conn())
            .await?;
        let districts = district::Entity::find()
            .filter(district::Column::Id.is_in(rows.iter().filter_map(|c| c.district_id)))
            .all(tx.conn())
            .await?;
        let consenting = cases::Entity::find()
            .select_only()
            .column(cases::Column::Id)
            .filter(cases::Column::Id.is_in(rows.iter().map(|c| c.id)))
            .filter(Expr::exists(scope::consent_in_force(tx, None)))
            .into_tuple::<CaseId>()
            .all(tx.conn())
            .await?;
        Ok(Names {
            people: people.into_iter().map(|p| (p.id, p)).collect(),
            agencies: agencies.into_iter().map(|a| (a.id, a.name)).collect(),
            districts: districts.into_iter().map(|d| (d.id, d.name)).collect(),
            consenting: consenting.into_iter().collect(),
        })
    }

    /// Initials, or the whole name where the user has switched names on; none where it may not be shown.
    pub fn who(&self, actor: &Actor, case: &cases::Model) -> Option<String> {
        let mine = actor.has(Role::Referrer)
            && (case.referrer_id == actor.user || actor.units(Role::Referrer).any(|u| u.unit == case.unit_id));
        let person = self.people.get(&case.participant_id)?;
        if !mine && !self.consenting.contains(&case.id) {
            return None;
        }
        let protected = person.protected_identity;
        Some(if actor.shows_names && !protected {
            format!("{} {}", person.given_name, person.family_name)
        } else {
            initials(&person.given_name, &person.family_name)
        })
    }

    fn row(&self, actor: &Actor, case: cases::Model) -> CaseRow {
        let who = self.who(actor, &case);
        let protected = self.people.get(&case.participant_id).is_some_and(|p| p.protected_identity);
        CaseRow {
            id: case.id,
            number: case.number,
            state: case.state,
            state_since: local_day(case.state_since),
            submitted_on: case.submitted_on,
            agency: self.agencies.get(&case.agency_id).cloned().unwrap_or_default(),
            district: case
                .district_id
                .filter(|_| who.is_some() && !protected)
                .and_then(|d| self.districts.get(&d).cloned()),
            who,
        }
    }
}
