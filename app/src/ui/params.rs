//! What a page's address says.
use crate::kernel::{code::Code, error::AppError};
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_params_map, use_query_map};
use std::str::FromStr;

/// The id in the page's address, under this name. What is not an id names nothing: not found.
pub fn use_param<I>(name: &'static str) -> impl Fn() -> Result<I, AppError> + Copy + Send + Sync + 'static
where
    I: FromStr,
{
    let params = use_params_map();
    move || params.with(|p| p.get(name)).and_then(|v| v.parse().ok()).ok_or(AppError::NotFound)
}

/// A value after the question mark, empty when there is none.
pub fn use_query(name: &'static str) -> impl Fn() -> String + Copy + Send + Sync + 'static {
    let query = use_query_map();
    move || query.with(|q| q.get(name)).unwrap_or_default()
}

/// A code after the question mark; none when it is missing or unknown.
pub fn use_query_code<C: Code>(name: &'static str) -> impl Fn() -> Option<C> + Copy + Send + Sync + 'static {
    let value = use_query(name);
    move || C::from_code(&value()).ok()
}

/// This page's address with what stands after the question mark, for coming back after login.
pub fn use_here() -> impl Fn() -> String + Copy + Send + Sync + 'static {
    let (path, query) = (use_location().pathname, use_location().search);
    move || {
        let (path, query) = (path.get(), query.get());
        match query.trim_start_matches('?') {
            "" => path,
            query => format!("{path}?{query}"),
        }
    }
}
