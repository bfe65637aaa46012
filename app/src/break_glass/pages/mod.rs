//! Opening a case without consent, reading it then, and the reviews.
mod open;
mod review;

pub use open::{BreakPage, Marks, ReadPage};
pub use review::{ReviewPage, ReviewsPage};
