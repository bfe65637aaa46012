//! The server's half of a form: what it does, and what it answers when it can't.
use super::{Form, FormState, Pairs, Reader};
use crate::{
    access::Actor,
    accounts::sessions::Session,
    db::Db,
    kernel::{
        error::AppError,
        lang::{Lang, Text},
    },
};
use std::{collections::HashMap, future::Future, pin::Pin, str::FromStr};

/// What a submission knows of its request.
#[derive(Clone, Debug)]
pub struct Cx {
    pub db: Db,
    pub session: Option<Session>,
    pub params: HashMap<String, String>,
    pub lang: Lang,
    /// The client's address, for throttling alone; never logged.
    pub address: String,
}

impl Cx {
    /// The user, or [`AppError::LoginNeeded`].
    pub fn actor(&self) -> Result<&Actor, AppError> {
        self.session.as_ref().map(|s| &s.actor).ok_or(AppError::LoginNeeded)
    }

    /// The id in the form's address: `{id}`.
    pub fn id<I: FromStr>(&self) -> Result<I, AppError> {
        self.param("id")
    }

    /// A named id in the form's address. What is not an id names nothing.
    pub fn param<I: FromStr>(&self, name: &str) -> Result<I, AppError> {
        self.params.get(name).and_then(|v| v.parse().ok()).ok_or(AppError::NotFound)
    }
}

/// What happens to the session cookie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SessionChange {
    None,
    /// A new session, with its token.
    Begins(String),
    Ends,
}

/// A submission that was done: where to go.
#[derive(Clone, Debug)]
pub struct Done {
    pub redirect: String,
    pub session: SessionChange,
    /// A word about what was done, for the next page. Fixed words only: it passes through a cookie.
    pub flash: Option<Text>,
    /// The language that the user has just chosen.
    pub lang: Option<Lang>,
}

impl Done {
    /// Done: go there.
    pub fn to(redirect: impl Into<String>) -> Result<Done, Failure> {
        Ok(Done { redirect: redirect.into(), session: SessionChange::None, flash: None, lang: None })
    }

    /// Done: go there, and say so.
    pub fn saying(redirect: impl Into<String>, flash: Text) -> Result<Done, Failure> {
        Ok(Done { redirect: redirect.into(), session: SessionChange::None, flash: Some(flash), lang: None })
    }

    /// Done, and the session changes.
    pub fn with_session(redirect: impl Into<String>, session: SessionChange) -> Result<Done, Failure> {
        Ok(Done { redirect: redirect.into(), session, flash: None, lang: None })
    }
}

/// A submission that was refused.
#[derive(Clone, Debug)]
pub enum Failure {
    /// Messages beside fields; an empty name stands for the whole form.
    Fields(Pairs),
    App(AppError),
}

impl Failure {
    /// A message beside one field.
    pub fn field(name: &str, lang: Lang, text: Text) -> Self {
        Failure::Fields(vec![(name.into(), text.get(lang).into())])
    }

    /// A message for the whole form.
    pub fn form(lang: Lang, text: Text) -> Self {
        Self::field("", lang, text)
    }
}

impl From<AppError> for Failure {
    fn from(e: AppError) -> Self {
        Failure::App(e)
    }
}

/// What a form does.
pub trait Submit: Form {
    /// The address to go to, or what is wrong.
    fn submit(self, cx: Cx) -> impl Future<Output = Result<Done, Failure>> + Send;
}

/// What a refused form shows, with its status.
#[derive(Debug)]
pub struct Refused {
    pub error: Option<AppError>,
    pub state: FormState,
}

pub type Outcome = Result<Done, Refused>;
pub type Handler = fn(Pairs, Cx) -> Pin<Box<dyn Future<Output = Outcome> + Send>>;

/// Reads and submits a form of type `F`.
pub fn handler<F: Submit>() -> Handler {
    |values, cx| Box::pin(handle::<F>(values, cx))
}

async fn handle<F: Submit>(values: Pairs, cx: Cx) -> Outcome {
    let lang = cx.lang;
    let mut r = Reader::new(values, lang, cx.db.clock().today());
    let form = F::read(&mut r);
    let errors = std::mem::take(&mut r.errors);
    let failure = if errors.is_empty() {
        match once(&r.values, F::PATH, cx, |cx| form.submit(cx)).await {
            Ok(done) => return Ok(done),
            Err(failure) => failure,
        }
    } else {
        Failure::Fields(errors)
    };
    let (error, errors) = match failure {
        Failure::Fields(errors) => (None, errors),
        Failure::App(e) => (Some(e.clone()), vec![(String::new(), e.words(lang))]),
    };
    r.values.retain(|v| !r.secret.contains(&v.0.as_str()));
    Err(Refused { error, state: FormState { form: F::PATH.into(), values: r.values, errors } })
}

/// The same token with the same values acts once; a repeat gets the first one's address.
async fn once<R: Future<Output = Result<Done, Failure>>>(
    values: &Pairs,
    path: &'static str,
    mut cx: Cx,
    act: impl FnOnce(Cx) -> R,
) -> Result<Done, Failure> {
    let token = values.iter().find(|v| v.0 == "_token").map(|v| v.1.as_str()).filter(|t| t.len() >= 16);
    // a login must give every answer its own session
    let Some(token) = token.filter(|_| cx.session.is_some()) else { return act(cx).await };
    let db = cx.db.clone();
    let key = crate::accounts::submissions::key(&cx, path, token, values);
    cx.db = db.for_submission(key);
    let submission = cx.db.clone();
    match act(cx).await {
        Ok(done) => {
            if submission.has_kept() {
                let led_to = done.redirect.clone();
                // nobody waits for it: done is done, and a repeat waits until it is noted where the first one led. Where the
                // server stops before that, a repeat is told that it was done
                tokio::spawn(async move {
                    if let Err(error) = crate::accounts::submissions::done(&db, key, &led_to).await {
                        tracing::warn!(%error, "where a submission led was not noted");
                    }
                });
            }
            Ok(done)
        }
        // it was this one that was kept
        Err(failure) if submission.has_kept() => Err(failure),
        Err(Failure::App(AppError::AlreadyDone)) => {
            Done::to(crate::accounts::submissions::redirect_of(&db, key).await?)
        }
        // what the first one wrote can stand in the second one's way ("the name is taken"): it is a repeat all the same
        Err(failure) => match crate::accounts::submissions::known(&db, key).await? {
            Some(redirect) => Done::to(redirect),
            None => Err(failure),
        },
    }
}
