//! Pages of a list that is sorted by a day, soonest first; rows without a day come last.
use chrono::NaiveDate;
use uuid::Uuid;

/// The key of a row: its day, and the id where that is equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayCursor {
    pub day: NaiveDate,
    pub id: Uuid,
}

/// Stands for *no day* in the order.
pub const NO_DAY: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

impl std::fmt::Display for DayCursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.day.format("%Y-%m-%d"), self.id.simple())
    }
}

impl std::str::FromStr for DayCursor {
    type Err = ();
    fn from_str(s: &str) -> Result<Self, ()> {
        let (day, id) = s.split_once('.').ok_or(())?;
        let day = NaiveDate::parse_from_str(day, "%Y-%m-%d").map_err(|_| ())?;
        Ok(DayCursor { day, id: id.parse().map_err(|_| ())? })
    }
}

#[cfg(feature = "ssr")]
mod keyset {
    use super::{DayCursor, NO_DAY};
    use crate::kernel::{
        error::AppError,
        page::{PAGE_SIZE, Page, PageRequest},
    };
    use sea_orm::{
        ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, Order, QueryFilter, QueryOrder, QuerySelect,
        Select,
        sea_query::{Expr, Func},
    };

    /// One page of `find`, sorted by a day and the id. A key that is not one of ours is the first page.
    pub async fn page_by_day<E, C>(
        conn: &impl ConnectionTrait,
        find: Select<E>,
        (day, id): (C, C),
        request: &PageRequest,
        key: impl Fn(&E::Model) -> (Option<chrono::NaiveDate>, uuid::Uuid),
    ) -> Result<Page<E::Model>, AppError>
    where
        E: EntityTrait,
        C: ColumnTrait,
    {
        let sorted = || Expr::expr(Func::coalesce([Expr::col(day.as_column_ref()), Expr::value(NO_DAY)]));
        let after = request.after.as_deref().and_then(|c| c.parse::<DayCursor>().ok());
        let before = request.before.as_deref().and_then(|c| c.parse::<DayCursor>().ok()).filter(|_| after.is_none());
        let backwards = before.is_some();
        let mut find = find.limit(PAGE_SIZE + 1);
        if let Some(c) = after.or(before) {
            let (beyond, same) = if backwards {
                (sorted().lt(c.day), sorted().eq(c.day).and(id.lt(c.id)))
            } else {
                (sorted().gt(c.day), sorted().eq(c.day).and(id.gt(c.id)))
            };
            find = find.filter(Condition::any().add(beyond).add(same));
        }
        let order = if backwards { Order::Desc } else { Order::Asc };
        let mut rows = find.order_by(sorted(), order.clone()).order_by(id, order).all(conn).await?;
        let more = rows.len() as u64 > PAGE_SIZE;
        rows.truncate(PAGE_SIZE as usize);
        if backwards {
            rows.reverse();
        }
        let cursor = |row: &E::Model| {
            let (day, id) = key(row);
            DayCursor { day: day.unwrap_or(NO_DAY), id }.to_string()
        };
        let (has_previous, has_next) = if backwards { (more, true) } else { (after.is_some(), more) };
        let next = rows.last().filter(|_| has_next).map(cursor);
        let previous = rows.first().filter(|_| has_previous).map(cursor);
        Ok(Page { rows, next, previous, total: None })
    }
}
#[cfg(feature = "ssr")]
pub use keyset::page_by_day;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_survives_the_address_and_anything_else_is_none() {
        let c = DayCursor { day: NO_DAY, id: Uuid::max() };
        assert_eq!(c.to_string().parse(), Ok(c));
        for wrong in ["", "2026-01-01", "x.y", "2026-13-01.00"] {
            assert_eq!(wrong.parse::<DayCursor>(), Err(()), "{wrong}");
        }
    }
}
