//! The case list: its filter, its search, and what a row shows.
use super::{
    api::{CaseFilter, CaseList, CaseRow, Searched},
    label::{self, Whom},
    policy::Sight,
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
        id::{AgencyId, CaseId, SearchId},
        identity_number::IdentityNumber,
        lang::Lang,
        local_time::{local_day, to_local},
        page::{self, Cursor, Page},
    },
    meetings,
    organisation::store::{agency, district},
    participants::{
        rules::folded,
        store::{by_identity, case_person},
    },
};
use chrono::{Datelike, NaiveDate};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QuerySelect, Select,
    sea_query::{Expr, Query, SelectStatement},
};
use std::collections::{BTreeSet, HashMap};

/// One page of the cases that the actor may see and the filter leaves.
pub async fn list(db: &Db, actor: &Actor, filter: CaseFilter) -> Result<CaseList, AppError> {
    let tx = db.read().await?;
    let searched = searched_for(&tx, actor, filter.search).await?;
    let words = match &searched {
        Searched::No => None,
        Searched::For(words) => Some(words.as_str()),
        // the page says to search again
        Searched::Gone => return Ok(CaseList { page: Page::default(), searched }),
    };
    let key = |c: &cases::Model| Cursor { at: c.submitted_at, id: c.id.0 };
    let columns = (cases::Column::SubmittedAt, cases::Column::Id);
    let finds = finds(&tx, actor, &filter, words).await?;
    let rows = page::merged(tx.conn(), finds, columns, !filter.oldest_first, &filter.page, key).await?;
    let names = Names::of(&tx, actor, &rows.rows).await?;
    // whoever knows of a case sees when it meets
    let live: Vec<CaseId> = rows.rows.iter().filter(|c| c.state.is_live()).map(|c| c.id).collect();
    let meets = meetings::store::booked_at(&tx, &live).await?;
    let row = |c: cases::Model| CaseRow { meets_at: meets.get(&c.id).copied().map(to_local), ..names.row(c) };
    Ok(CaseList { page: rows.map(row), searched })
}

/// What the reader searches for, as it was kept.
pub(crate) async fn searched_for(tx: &ReadTx, actor: &Actor, search: Option<SearchId>) -> Result<Searched, AppError> {
    let Some(id) = search else { return Ok(Searched::No) };
    Ok(searches::words(tx, actor.session, id).await?.map_or(Searched::Gone, Searched::For))
}

/// What the filter leaves of each way to a case, of which one is enough: each begins at an index of its own.
async fn finds(
    tx: &ReadTx,
    actor: &Actor,
    filter: &CaseFilter,
    words: Option<&str>,
) -> Result<Vec<Select<cases::Entity>>, AppError> {
    let of = |state: StateCode| Condition::all().add(cases::Column::State.eq(state));
    let ways = |least: Sight| scope::ways(tx, actor, least).into_iter();
    let find = |way: Condition, narrower: Condition| cases::Entity::find().filter(way).filter(narrower);
    let Some(words) = words else {
        let states = |many: bool| match filter.state {
            Some(state) => vec![of(state)],
            None if filter.over_too => vec![Condition::all()],
            None if many => StateCode::LIVE.into_iter().map(of).collect(),
            None => vec![Condition::all().add(cases::Column::State.is_in(StateCode::LIVE))],
        };
        let by_state = |way: scope::Way| states(way.many).into_iter().map(move |state| find(way.cases.clone(), state));
        return Ok(ways(Sight::Shell).flat_map(by_state).collect());
    };
    // who searches wants to find: closed ones too
    let chosen = || filter.state.map_or_else(Condition::all, of);
    let found = matching(tx, actor, words).await?;
    let numbers: Vec<Condition> = found.number;
    let numbered = ways(Sight::Shell).flat_map(|way| {
        let of = |number: &Condition| find(way.cases.clone(), chosen().add(number.clone()));
        numbers.iter().map(of).collect::<Vec<_>>()
    });
    let named = ways(Sight::Referral).map(|way| find(way.cases, chosen().add(found.person.clone())));
    Ok(numbered.chain(named).collect())
}

/// So many cases of persons with such a name are few: they are looked up one by one. With more of them, one in a hundred
/// in a large association, the newest of those that the reader sees are soon found by going through these and asking each
/// for its name.
pub const FEW: u64 = 1_000;

/// What a search finds.
pub(crate) struct Found {
    /// A case number by its beginning, or the one that digits alone mean: the long lists ask for each by itself, so that
    /// each begins at its index.
    pub number: Vec<Condition>,
    /// An identity number whole; names by the beginning of each word, as the case's own referral spells them. Whose name
    /// is not shown is not found by it: the caller asks it of cases of which the reader sees more than the shell.
    pub person: Condition,
}

/// What these words find.
pub(crate) async fn matching(tx: &ReadTx, actor: &Actor, words: &str) -> Result<Found, AppError> {
    let words = words.trim();
    let mut number = vec![Condition::all().add(tx.begins(cases::Column::Number, words))];
    number.extend(whole_number(words, tx.today()).map(|n| Condition::all().add(cases::Column::Number.eq(n))));
    if let Ok(identity) = IdentityNumber::parse(words, tx.today()) {
        let person = by_identity(tx, actor.association, &identity).await?.map(|p| p.id);
        let theirs = cases::Column::ParticipantId.is_in(person);
        return Ok(Found { number, person: Condition::all().add(theirs) });
    }
    let folded = folded(words);
    let theirs = match few_named(tx, actor, &folded).await? {
        Some(few) => cases::Column::Id.is_in(few),
        None => Expr::exists(has_name(named(tx, folded.split_whitespace()))),
    };
    Ok(Found { number, person: Condition::all().add(theirs) })
}

/// Each word begins one of the names.
fn named<'w>(tx: &ReadTx, words: impl Iterator<Item = &'w str>) -> Condition {
    words.fold(Condition::all(), |name, word| {
        let given = tx.begins(case_person::Column::GivenFolded, word);
        name.add(given.or(tx.begins(case_person::Column::FamilyFolded, word)))
    })
}

/// The cases of persons so called; none: they are many.
///
/// The first word leads to an index, of given or of family names, that holds the other name, too: the table itself is not
/// read.
async fn few_named(tx: &ReadTx, actor: &Actor, folded: &str) -> Result<Option<BTreeSet<CaseId>>, AppError> {
    let mut words = folded.split_whitespace();
    let Some(first) = words.next() else { return Ok(Some(BTreeSet::new())) };
    let mut few = BTreeSet::new();
    for column in [case_person::Column::GivenFolded, case_person::Column::FamilyFolded] {
        let find = case_person::Entity::find()
            .select_only()
            .column(case_person::Column::CaseId)
            .filter(case_person::Column::AssociationId.eq(actor.association))
            .filter(tx.begins(column, first))
            .filter(named(tx, words.clone()))
            .limit(FEW + 1);
        few.extend(find.into_tuple::<CaseId>().all(tx.conn()).await?);
        if few.len() as u64 > FEW {
            return Ok(None);
        }
    }
    Ok(Some(few))
}

/// The case number that is meant by digits alone: `9` and `0009` this year's, `20260009` the one of that year.
fn whole_number(words: &str, today: NaiveDate) -> Option<String> {
    if !words.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    match words.len() {
        1..=4 => Some(format!("{}-{words:0>4}", today.year())),
        5..=8 => Some(format!("{}-{:0>4}", &words[..4], &words[4..])),
        _ => None,
    }
}

/// Whether the case's person has that name.
fn has_name(name: Condition) -> SelectStatement {
    let mut query = Query::select();
    query
        .expr(Expr::value(1))
        .from(case_person::Entity)
        .and_where(
            Expr::col((case_person::Entity, case_person::Column::CaseId)).equals((cases::Entity, cases::Column::Id)),
        )
        .cond_where(name);
    scope::by_row(&mut query);
    query
}

/// What rows show beside the case itself, read for a whole page at once.
pub struct Names {
    whom: HashMap<CaseId, Whom>,
    agencies: HashMap<AgencyId, String>,
    /// Of cases of which more than the shell is seen, and of whose person no protected identity is told.
    districts: HashMap<CaseId, String>,
}

impl Names {
    /// Reads it for these cases.
    pub async fn of(tx: &ReadTx, actor: &Actor, rows: &[cases::Model]) -> Result<Self, AppError> {
        if rows.is_empty() {
            return Ok(Names { whom: HashMap::new(), agencies: HashMap::new(), districts: HashMap::new() });
        }
        let whom = label::whom(tx, actor, rows.iter().map(|c| c.id)).await?;
        let agencies = agency::Entity::find()
            .filter(agency::Column::Id.is_in(rows.iter().map(|c| c.agency_id)))
            .all(tx.conn())
            .await?;
        let open = |c: &&cases::Model| whom.get(&c.id).is_some_and(|w| !w.protected);
        let districts = district::Entity::find()
            .filter(district::Column::Id.is_in(rows.iter().filter(open).filter_map(|c| c.district_id)))
            .all(tx.conn())
            .await?;
        let district = |c: &cases::Model| Some((c.id, districts.iter().find(|d| Some(d.id) == c.district_id)?));
        let districts = rows.iter().filter(open).filter_map(district).map(|(c, d)| (c, d.name.clone())).collect();
        let agencies = agencies.into_iter().map(|a| (a.id, a.name)).collect();
        Ok(Names { whom, agencies, districts })
    }

    /// Initials, or the whole name where the user has switched names on; none where it may not be shown.
    pub fn who(&self, case: &cases::Model) -> Option<String> {
        self.whom.get(&case.id).map(|w| w.name.clone())
    }

    /// Whether the reader is told that the identity is protected.
    pub fn protected(&self, case: &cases::Model) -> bool {
        self.whom.get(&case.id).is_some_and(|w| w.protected)
    }

    /// How a task's row names the case.
    pub fn told(&self, lang: Lang, case: &cases::Model) -> String {
        label::told(lang, &case.number, self.whom.get(&case.id))
    }

    fn row(&self, case: cases::Model) -> CaseRow {
        CaseRow {
            id: case.id,
            who: self.who(&case),
            protected: self.protected(&case),
            number: case.number,
            state: case.state,
            state_since: local_day(case.state_since),
            meets_at: None,
            submitted_on: case.submitted_on,
            agency: self.agencies.get(&case.agency_id).cloned().unwrap_or_default(),
            district: self.districts.get(&case.id).cloned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    #[rstest::rstest]
    #[case("0009", Some("2026-0009"))]
    #[case("9", Some("2026-0009"))]
    #[case("20250009", Some("2025-0009"))]
    #[case("20259", Some("2025-0009"))]
    #[case("2026-0009", None)]
    #[case("198803149817", None)]
    #[case("åäöåä", None)]
    #[case("", None)]
    fn digits_alone_mean_a_case_number(#[case] words: &str, #[case] number: Option<&str>) {
        let today = NaiveDate::from_ymd_opt(2026, 11, 26).expect("a day");
        assert_eq!(super::whole_number(words, today).as_deref(), number);
    }
}
