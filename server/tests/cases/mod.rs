//! Cases: who may know of them, what is shown, searching, closing.
mod audited;
mod closing;
<<<<<<< HEAD
mod full;
pub mod scenarios;
=======
pub mod full;
>>>>>>> access
mod scope;
mod shown;
mod tasks;
mod track;
mod waking;
mod without_consent;
