//! Cases: who may know of them, what is shown, searching, closing.
mod audited;
mod closing;
mod full;
pub mod scenarios;
mod scope;
mod shown;
mod track;
mod without_consent;
