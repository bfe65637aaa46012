//! Pages of a long list, by key: stable while rows come and go, and as fast at the end as at the start.
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How many rows a page holds.
pub const PAGE_SIZE: u64 = 25;

/// One page of rows, and the keys for the next and the one before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    pub rows: Vec<T>,
    /// Give this as `after` to get the next page.
    pub next: Option<String>,
    /// Give this as `before` to get the page before.
    pub previous: Option<String>,
    /// How many rows the filter finds in all, where that is counted.
    pub total: Option<u64>,
}

impl<T> Page<T> {
    /// The same page with each row turned into another.
    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Page<U> {
        Page {
            rows: self.rows.into_iter().map(f).collect(),
            next: self.next,
            previous: self.previous,
            total: self.total,
        }
    }
}

impl<T> Default for Page<T> {
    fn default() -> Self {
        Page { rows: Vec::new(), next: None, previous: None, total: None }
    }
}

/// Which page is asked for: from the address, so anything may stand there.
///
/// Written with both keys even when there are none: form encoding leaves a struct of nothing out altogether, and the
/// browser's call of a server function would then lack it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageRequest {
    #[serde(default, with = "never_left_out")]
    pub after: Option<String>,
    #[serde(default, with = "never_left_out")]
    pub before: Option<String>,
}

/// No key is an empty one.
mod never_left_out {
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(key: &Option<String>, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(key.as_deref().unwrap_or_default())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
        Ok(Some(String::deserialize(from)?).filter(|key| !key.is_empty()))
    }
}

/// The key of a row: what the list is sorted by, and the id where that is equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub at: DateTime<Utc>,
    pub id: Uuid,
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.at.timestamp_micros(), self.id.simple())
    }
}

impl std::str::FromStr for Cursor {
    type Err = ();
    fn from_str(s: &str) -> Result<Self, ()> {
        let (at, id) = s.split_once('.').ok_or(())?;
        let at = at.parse().ok().and_then(DateTime::from_timestamp_micros).ok_or(())?;
        Ok(Cursor { at, id: id.parse().map_err(|_| ())? })
    }
}

#[cfg(feature = "ssr")]
mod keyset {
    use super::{Cursor, PAGE_SIZE, Page, PageRequest};
    use crate::kernel::error::AppError;
    use sea_orm::{
        ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, Order, QueryFilter,
        QueryOrder, QuerySelect, QueryTrait, Select,
        sea_query::{Asterisk, Query, SelectStatement, UnionType},
    };

    /// One page of `find`, sorted by an instant and the id, newest first when `descending`.
    ///
    /// A key that is not one of ours is the first page. One row more than shown is read to know whether more follow.
    pub async fn page<E, C>(
        conn: &impl ConnectionTrait,
        find: Select<E>,
        columns: (C, C),
        descending: bool,
        request: &PageRequest,
        key: impl Fn(&E::Model) -> Cursor,
    ) -> Result<Page<E::Model>, AppError>
    where
        E: EntityTrait,
        C: ColumnTrait,
    {
        merged(conn, vec![find], columns, descending, request, key).await
    }

    /// One page of the rows that any of `finds` gives, each row once. Each gives a page of its own, so that each can
    /// begin at the index that fits it.
    pub async fn merged<E, C>(
        conn: &impl ConnectionTrait,
        finds: Vec<Select<E>>,
        (at, id): (C, C),
        descending: bool,
        request: &PageRequest,
        key: impl Fn(&E::Model) -> Cursor,
    ) -> Result<Page<E::Model>, AppError>
    where
        E: EntityTrait,
        C: ColumnTrait,
    {
        let after = request.after.as_deref().and_then(|c| c.parse::<Cursor>().ok());
        let before = request.before.as_deref().and_then(|c| c.parse::<Cursor>().ok()).filter(|_| after.is_none());
        let backwards = before.is_some();
        let falling = descending != backwards;
        let order = if falling { Order::Desc } else { Order::Asc };
        let pages = finds.into_iter().map(|find| {
            let mut find = find.limit(PAGE_SIZE + 1);
            if let Some(c) = after.or(before) {
                let beyond = if falling {
                    Condition::any().add(at.lt(c.at)).add(at.eq(c.at).and(id.lt(c.id)))
                } else {
                    Condition::any().add(at.gt(c.at)).add(at.eq(c.at).and(id.gt(c.id)))
                };
                find = find.filter(beyond);
            }
            find.order_by(at, order.clone()).order_by(id, order.clone()).into_query()
        });
        let mut rows = match in_one(pages) {
            Some(query) => E::Model::find_by_statement(conn.get_database_backend().build(&query)).all(conn).await?,
            None => Vec::new(),
        };
        rows.sort_by_key(|r| (key(r).at, key(r).id));
        rows.dedup_by_key(|r| key(r).id);
        if falling {
            rows.reverse();
        }
        let more = rows.len() as u64 > PAGE_SIZE;
        rows.truncate(PAGE_SIZE as usize);
        if backwards {
            rows.reverse();
        }
        let first = rows.first().map(|r| key(r).to_string());
        let last = rows.last().map(|r| key(r).to_string());
        let (has_previous, has_next) = if backwards { (more, true) } else { (after.is_some(), more) };
        Ok(Page { rows, next: last.filter(|_| has_next), previous: first.filter(|_| has_previous), total: None })
    }

    /// The rows of all of these, in one question to the database. Each keeps an order and a limit of its own, which the
    /// parts of a union have as tables only.
    fn in_one(queries: impl Iterator<Item = SelectStatement>) -> Option<SelectStatement> {
        let rows = |query| Query::select().column(Asterisk).from_subquery(query, "part").to_owned();
        let mut queries = queries.map(rows);
        let mut first = queries.next()?;
        Some(queries.fold(&mut first, |all, query| all.union(UnionType::All, query)).to_owned())
    }
}
#[cfg(feature = "ssr")]
pub use keyset::{merged, page};

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(feature = "ssr")]
    #[test]
    fn the_first_page_is_asked_for_in_words_too() {
        let first = PageRequest::default();
        let written = serde_json::to_string(&first).expect("written");
        assert_eq!(written, r#"{"after":"","before":""}"#);
        assert_eq!(serde_json::from_str::<PageRequest>(&written).expect("read"), first);
        let second = PageRequest { after: Some("1.0".into()), before: None };
        let written = serde_json::to_string(&second).expect("written");
        assert_eq!(serde_json::from_str::<PageRequest>(&written).expect("read"), second);
    }

    #[test]
    fn a_key_survives_the_address_and_anything_else_is_none() {
        let c =
            Cursor { at: DateTime::from_timestamp_micros(1_764_000_000_123_456).expect("an instant"), id: Uuid::max() };
        assert_eq!(c.to_string().parse(), Ok(c));
        for wrong in ["", "1", "x.y", "1.2.3", "99999999999999999999.00"] {
            assert_eq!(wrong.parse::<Cursor>(), Err(()), "{wrong}");
        }
    }
}
