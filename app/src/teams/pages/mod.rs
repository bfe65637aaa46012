//! The teams' pages.
mod list;
mod seats;
mod show;

pub use list::{AddTeamPage, ChangeTeamPage, TeamsPage};
pub use seats::{EndSeatPage, FillSeatPage};
pub use show::TeamPage;

use super::texts;
use crate::ui::lang::t;

/// The pages above one of a team's.
fn below_teams(more: Vec<(String, String)>) -> Vec<(String, String)> {
    let mut above = vec![("/teams".to_owned(), t(texts::TEAMS).to_owned())];
    above.extend(more);
    above
}
