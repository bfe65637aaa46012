//! Cases: who may know of them, what is shown, searching, closing.
mod audited;
mod closing;
mod common_names;
pub mod full;
pub mod plan;
mod protected;
pub mod scenarios;
mod scope;
mod shown;
mod tasks;
mod track;
mod waking;
mod without_consent;

pub use scope::actor_of;
