//! What a page asks the server for, waits for and shows.
//!
//! A resource of Leptos for each type of answer would put the machinery of waiting, hydrating and showing into the
//! client once a page. Here it is there once, and an answer gets its type when it is shown.
use super::{
    lang::{t, use_lang},
    state::{LOADING, Problem},
};
use crate::kernel::error::AppError;
use leptos::{
    prelude::*,
    serde_json,
    server::codee::{Decoder, Encoder},
};
use serde::{Serialize, de::DeserializeOwned};
use std::{any::Any, future::Future, marker::PhantomData, pin::Pin, sync::Arc};

/// What can come from the server.
pub trait Fetchable: Serialize + DeserializeOwned + Clone + Send + Sync + 'static {}
impl<T: Serialize + DeserializeOwned + Clone + Send + Sync + 'static> Fetchable for T {}

/// An answer whose type is not told: as it was given, or as it came with the page.
#[derive(Clone)]
enum Answer {
    Given(Arc<dyn Any + Send + Sync>, Written),
    Text(Arc<str>),
}

/// How an answer is written into the page.
type Written = fn(&(dyn Any + Send + Sync)) -> Result<String, AppError>;

impl Answer {
    fn given<T: Fetchable>(answer: Result<T, AppError>) -> Self {
        #[cfg(feature = "ssr")]
        let how = written::<T>;
        #[cfg(not(feature = "ssr"))]
        let how = unwritten;
        Answer::Given(Arc::new(answer), how)
    }

    fn read<T: Fetchable>(&self) -> Result<T, AppError> {
        match self {
            Answer::Given(any, _) => {
                any.downcast_ref::<Result<T, AppError>>().cloned().ok_or_else(|| mismatch("answer"))?
            }
            // from bytes, as server functions read theirs: the client has one reader for each type, not two
            Answer::Text(text) => {
                serde_json::from_slice::<Result<T, AppError>>(text.as_bytes()).map_err(|_| mismatch("answer"))?
            }
        }
    }
}

/// An answer or a source that is not of the type it was asked for with: the server and the client are not of one build.
#[cfg(feature = "ssr")]
fn mismatch(what: &str) -> AppError {
    AppError::fault(format!("an {what} of another type"))
}

#[cfg(not(feature = "ssr"))]
fn mismatch(what: &str) -> AppError {
    AppError::Fault { reference: what.to_owned() }
}

#[cfg(feature = "ssr")]
fn written<T: Fetchable>(answer: &(dyn Any + Send + Sync)) -> Result<String, AppError> {
    serde_json::to_string(&answer.downcast_ref::<Result<T, AppError>>()).map_err(AppError::fault)
}

/// Nothing is written in a browser.
#[cfg(not(feature = "ssr"))]
fn unwritten(_: &(dyn Any + Send + Sync)) -> Result<String, AppError> {
    Ok(String::new())
}

struct AsText;

impl Encoder<Answer> for AsText {
    type Error = AppError;
    type Encoded = String;
    fn encode(answer: &Answer) -> Result<String, AppError> {
        match answer {
            Answer::Given(any, written) => written(&**any),
            Answer::Text(text) => Ok(text.to_string()),
        }
    }
}

impl Decoder<Answer> for AsText {
    type Error = AppError;
    type Encoded = str;
    fn decode(text: &str) -> Result<Answer, AppError> {
        Ok(Answer::Text(text.into()))
    }
}

/// What an answer hangs on, without its type: it is asked for anew when that changes.
#[derive(Clone)]
struct Source(Arc<dyn AnySource>);

trait AnySource: Send + Sync {
    fn is(&self, other: &dyn AnySource) -> bool;
    fn any(&self) -> &dyn Any;
}

impl<S: PartialEq + Send + Sync + 'static> AnySource for S {
    fn is(&self, other: &dyn AnySource) -> bool {
        other.any().downcast_ref::<S>() == Some(self)
    }
    fn any(&self) -> &dyn Any {
        self
    }
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        self.0.is(&*other.0)
    }
}

type Ask = Pin<Box<dyn Future<Output = Answer> + Send>>;

/// An answer that is asked for, or has come.
pub struct Fetched<T> {
    resource: Resource<Answer, AsText>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Fetched<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Fetched<T> {}

/// Asks a server function, once more whenever what `source` gives has changed. A page that the server makes waits for
/// it and carries it along.
pub fn fetch<S, T, Fut>(
    source: impl Fn() -> S + Send + Sync + 'static,
    ask: impl Fn(S) -> Fut + Send + Sync + 'static,
) -> Fetched<T>
where
    S: PartialEq + Clone + Send + Sync + 'static,
    T: Fetchable,
    Fut: Future<Output = Result<T, AppError>> + Send + 'static,
{
    let source = Box::new(move || Source(Arc::new(source())));
    let ask = Box::new(move |source: Source| -> Ask {
        match source.0.any().downcast_ref::<S>() {
            Some(source) => {
                let answer = ask(source.clone());
                Box::pin(async move { Answer::given(answer.await) })
            }
            None => Box::pin(async { Answer::given::<T>(Err(mismatch("source"))) }),
        }
    });
    Fetched { resource: resource(source, ask), of: PhantomData }
}

fn resource(
    source: Box<dyn Fn() -> Source + Send + Sync>,
    ask: Box<dyn Fn(Source) -> Ask + Send + Sync>,
) -> Resource<Answer, AsText> {
    Resource::new_with_options(source, ask, false)
}

type Show = Arc<dyn Fn(&Answer) -> AnyView + Send + Sync>;

/// Waits for the answer and shows it, or why it can't be shown.
pub fn loaded<T: Fetchable>(of: Fetched<T>, show: impl Fn(T) -> AnyView + Send + Sync + 'static) -> AnyView {
    shown(of.resource, Arc::new(move |answer: &Answer| answer.read().map_or_else(problem, &show)), true)
}

/// A part of a page that some do not see: for them there is nothing, not even a word that something is missing.
pub fn section<T: Fetchable>(of: Fetched<T>, show: impl Fn(T) -> AnyView + Send + Sync + 'static) -> AnyView {
    shown(of.resource, Arc::new(move |answer: &Answer| answer.read().map_or_else(missing_part, &show)), true)
}

/// What another part of the page tells too, where that part shows it: nothing until then, and nothing where it does not.
pub fn told<T: Fetchable>(of: Fetched<T>, show: impl Fn(T) -> AnyView + Send + Sync + 'static) -> AnyView {
    let nothing = |_: AppError| ().into_any();
    shown(of.resource, Arc::new(move |answer: &Answer| answer.read().map_or_else(nothing, &show)), false)
}

fn problem(error: AppError) -> AnyView {
    view! { <Problem error/> }.into_any()
}

fn missing_part(error: AppError) -> AnyView {
    match error {
        AppError::NotFound | AppError::NotAllowed | AppError::NoConsent => ().into_any(),
        error => view! { <p class="flash error">{error.words(use_lang())}</p> }.into_any(),
    }
}

fn shown(resource: Resource<Answer, AsText>, show: Show, says_so: bool) -> AnyView {
    let waiting = move || says_so.then(|| view! { <p class="loading" role="status">{t(LOADING)}</p> });
    let part = move || {
        let show = show.clone();
        Suspend::new(async move { show(&resource.await) })
    };
    // The server shows an answer once. What `Suspense` finds to be a function it calls several times before it sends the
    // page, and each time all that stands within would be made, and asked for, anew.
    #[cfg(feature = "ssr")]
    let part = part();
    view! { <Suspense fallback=waiting>{part}</Suspense> }.into_any()
}
