//! Where no browser runs: what the client would do is left undone.
use super::{Flash, FormCx, Typed};
use leptos::{
    ev::{Event, SubmitEvent},
    html,
    prelude::*,
};

pub fn on_submit(
    _: FormCx,
    _: ArcRwSignal<bool>,
    _: NodeRef<html::Div>,
    _: RwSignal<bool>,
    _: bool,
) -> impl Fn(SubmitEvent) + 'static {
    |_| {}
}

pub fn on_input(_: Typed, _: bool, _: FormCx) -> impl Fn(Event) + 'static {
    |_| {}
}

pub fn on_change(_: FormCx) -> impl Fn(Event) + 'static {
    |_| {}
}

pub fn says(_: &str) -> Option<String> {
    None
}

pub async fn kept() {}

pub fn begin(_: Flash) {}

#[cfg(feature = "ssr")]
pub fn random() -> String {
    crate::kernel::keys::hex(&crate::kernel::keys::random_token())
}

#[cfg(not(feature = "ssr"))]
pub fn random() -> String {
    String::new()
}
