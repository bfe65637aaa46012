//! What every page is made of: the frame, forms, lists, and the states a page can be in.
pub mod fetch;
pub mod filter;
pub mod form;
pub mod lang;
pub mod layout;
pub mod navigation;
pub mod page;
pub mod params;
pub mod parts;
pub mod session;
pub mod state;
pub mod view;

#[cfg(feature = "ssr")]
pub mod request;
