//! Cases: who may know of them, what is shown, searching, closing.
mod audited;
mod closing;
pub mod full;
mod scope;
mod shown;
mod track;
mod without_consent;
