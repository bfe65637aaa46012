//! Cases: who may know of them, what is shown, searching, closing.
mod closing;
mod scope;
mod shown;
