//! A page and its way into the browser: with the client, or in a part of it that is fetched when one first goes there.
use super::{lang::t, params::use_here, parts::Heading, state::LOADING};
use leptos::{prelude::*, wasm_split::SplitLoaderError};
use leptos_meta::Title;
use leptos_router::{ChooseView, PartialPathMatch, PathSegment, PossibleRouteMatch};
use send_wrapper::SendWrapper;
use std::{
    borrow::Cow,
    future::{Future, poll_fn},
    pin::Pin,
    task::Poll,
};

crate::texts! {
    NOT_FETCHED_TITLE: "Sidan gick inte att hämta", "The page could not be fetched";
    NOT_FETCHED_LEAD: "Det går inte att nå servern just nu. Försök igen om en stund.", "The server can't be reached right now. Try again in a moment.";
    TRY_AGAIN: "Försök igen", "Try again";
}

/// A page's address, `/cases/:id`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address(pub &'static str);

impl Address {
    /// What the path says in the address's places; none when it is another page's.
    pub fn read<'a>(&self, path: &'a str) -> Option<Vec<(&'static str, &'a str)>> {
        let mut said = Vec::new();
        let mut steps = path.strip_suffix('/').unwrap_or(path).split('/');
        for wanted in self.steps() {
            let step = steps.next()?;
            match wanted.strip_prefix(':') {
                Some(name) if !step.is_empty() => said.push((name, step)),
                None if step == wanted => {}
                _ => return None,
            }
        }
        steps.next().is_none().then_some(said)
    }

    /// The first is empty: it stands before the first slash.
    fn steps(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.0.strip_suffix('/').unwrap_or(self.0).split('/')
    }
}

impl PossibleRouteMatch for Address {
    fn optional(&self) -> bool {
        false
    }

    fn test<'a>(&self, path: &'a str) -> Option<PartialPathMatch<'a>> {
        let said = self.read(path)?;
        let said = said.into_iter().map(|(name, value)| (Cow::Borrowed(name), value.to_owned())).collect();
        Some(PartialPathMatch::new("", said, path))
    }

    fn generate_path(&self, path: &mut Vec<PathSegment>) {
        path.extend(self.steps().skip(1).map(|step| match step.strip_prefix(':') {
            Some(name) => PathSegment::Param(name.into()),
            None => PathSegment::Static(step.into()),
        }));
    }
}

/// A part of the client: makes a page by its address. Whoever named the page itself would have it in the client.
#[derive(Clone, Copy)]
pub struct Part {
    pub name: &'static str,
    pub make: fn(&'static str) -> Making,
}

pub type Making = Pin<Box<dyn Future<Output = Result<AnyView, SplitLoaderError>>>>;

#[derive(Clone, Copy)]
pub enum Comes {
    WithClient(fn() -> AnyView),
    In(Part),
}

#[derive(Clone, Copy)]
pub struct Page {
    pub address: Address,
    pub comes: Comes,
}

impl Page {
    /// Fetches the page's part, unless it is there; false when it can't be had.
    pub async fn arrive(self) -> bool {
        match self.comes {
            Comes::WithClient(_) => true,
            // no page has this address
            Comes::In(part) => (part.make)("").await.is_ok(),
        }
    }
}

impl ChooseView for Page {
    /// At once where everything is there, as in the server and for the page that a browser takes over.
    async fn choose(self) -> AnyView {
        match self.comes {
            Comes::WithClient(page) => page(),
            Comes::In(part) => {
                let mut making = (part.make)(self.address.0);
                match poll_fn(|cx| Poll::Ready(making.as_mut().poll(cx))).await {
                    Poll::Ready(Ok(page)) => page,
                    _ => view! { <Arriving address=self.address.0 part/> }.into_any(),
                }
            }
        }
    }

    async fn preload(&self) {}
}

/// Waits for a part and shows its page, or that it could not be fetched.
#[component]
fn Arriving(address: &'static str, part: Part) -> impl IntoView {
    let turn = RwSignal::new(());
    let here = use_here();
    let waiting = || {
        view! {
            <Title text=t(LOADING)/>
            <p class="loading" role="status">{t(LOADING)}</p>
        }
    };
    view! {
        <Suspense fallback=waiting>
            {move || {
                turn.track();
                Suspend::new(SendWrapper::new(arrived(address, part, turn, here)))
            }}
        </Suspense>
    }
}

async fn arrived(address: &'static str, part: Part, turn: RwSignal<()>, here: impl Fn() -> String) -> AnyView {
    match (part.make)(address).await {
        Ok(page) => page,
        Err(_) => {
            load_anew(here).await;
            view! { <NotFetched turn/> }.into_any()
        }
    }
}

#[component]
fn NotFetched(turn: RwSignal<()>) -> impl IntoView {
    view! {
        <Title text=t(NOT_FETCHED_TITLE)/>
        <div class="problem" role="alert">
            <Heading title=t(NOT_FETCHED_TITLE)/>
            <p>{t(NOT_FETCHED_LEAD)}</p>
            <div class="buttons">
                <button type="button" class="btn s" on:click=move |_| turn.set(())>
                    {t(TRY_AGAIN)}
                </button>
            </div>
        </div>
    }
}

/// A server that answers but lacks this client's part has a newer client: the page is loaded whole, with that one.
#[cfg(feature = "hydrate")]
async fn load_anew(here: impl Fn() -> String) {
    let answers = gloo_net::http::Request::get("/healthz").send().await;
    if answers.is_ok_and(|answer| answer.ok()) && window().location().replace(&untrack(here)).is_ok() {
        std::future::pending::<()>().await;
    }
}

#[cfg(not(feature = "hydrate"))]
async fn load_anew(_: impl Fn() -> String) {}

#[cfg(test)]
mod tests {
    use super::Address;

    #[test]
    fn an_address_reads_its_own_paths() {
        let page = Address("/cases/:id/follow-ups/:months");
        assert_eq!(page.read("/cases/5/follow-ups/2"), Some(vec![("id", "5"), ("months", "2")]));
        assert_eq!(page.read("/cases/5/follow-ups/2/"), Some(vec![("id", "5"), ("months", "2")]));
        for other in ["/cases/5/follow-ups", "/cases/5/follow-ups/2/tried", "/cases//follow-ups/2", "/cases/5/plan/2"] {
            assert_eq!(page.read(other), None, "{other}");
        }
        assert_eq!(Address("/").read("/"), Some(vec![]));
        assert_eq!(Address("/").read("/cases"), None);
        assert_eq!(Address("/cases").read("/"), None);
    }
}
