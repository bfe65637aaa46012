//! Pages of a long list, by key: stable while rows come and go, and as fast at the end as at the start.
use serde::{Deserialize, Serialize};

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
