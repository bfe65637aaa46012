//! How the demonstration's people act: each post goes to the form's own handler, as its user, on its day.
use anyhow::{Context, bail};
use app::{
    access::doors::{self, FormDoor},
    accounts::sessions::{self, Session},
    db::Db,
    kernel::lang::Lang,
    ui::form::{submit::Cx, uploads},
};
use chrono::Duration;
use std::{
    collections::HashMap,
    sync::atomic::{AtomicI64, Ordering},
};

/// The product's forms, and the day on which the story stands.
pub struct Stage {
    pub db: Db,
    doors: HashMap<&'static str, FormDoor>,
    /// Minutes from now; never after now.
    at: AtomicI64,
}

impl Stage {
    pub fn new(db: &Db) -> Self {
        let doors = doors::forms().into_iter().map(|d| (d.path, d)).collect();
        Stage { db: db.clone(), doors, at: AtomicI64::new(0) }
    }

    /// Moves the clock to so many days ago.
    pub fn days_ago(&self, days: i64) {
        let to = -days * 24 * 60;
        let from = self.at.swap(to, Ordering::Relaxed);
        self.db.clock().shift_by(Duration::minutes(to - from));
    }

    /// The person as the one who asks, on the story's day.
    pub async fn session(&self, email: &str) -> anyhow::Result<Session> {
        sessions::without_browser(&self.db, email).await.with_context(|| format!("nobody is called {email}"))
    }

    /// Posts a form as this person and gives the address that it led to.
    pub async fn post(
        &self,
        who: &str,
        path: &str,
        params: &[(&str, &str)],
        fields: &[(&str, &str)],
    ) -> anyhow::Result<String> {
        let session = self.session(who).await?;
        self.post_as(who, session, path, params, fields).await
    }

    async fn post_as(
        &self,
        who: &str,
        session: Session,
        path: &str,
        params: &[(&str, &str)],
        fields: &[(&str, &str)],
    ) -> anyhow::Result<String> {
        let door = self.doors.get(path).with_context(|| format!("no form at {path}"))?;
        let owned = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
            pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
        };
        if !door.who.admits(Some(&session.actor)) {
            bail!("{who} may not use {path}");
        }
        let cx = Cx {
            db: self.db.clone(),
            session: Some(session),
            params: owned(params).into_iter().collect(),
            lang: Lang::Sv,
            address: String::new(),
        };
        match (door.handler)(owned(fields), cx).await {
            Ok(done) => Ok(done.redirect),
            Err(refused) => bail!("{path} was refused: {:?}", refused.state.errors),
        }
    }

    /// Posts a form with one file, received as from a browser.
    pub async fn post_file(
        &self,
        who: &str,
        path: &str,
        params: &[(&str, &str)],
        (field, file): (&str, &[u8]),
    ) -> anyhow::Result<String> {
        let session = self.session(who).await?;
        let mut receiving = uploads::receive(self.db.keys(), session.actor.session, "")?;
        receiving.take(file)?;
        let value = receiving.keep()?;
        self.post_as(who, session, path, params, &[(field, &value)]).await
    }

    /// A post about one case.
    pub async fn about(&self, who: &str, path: &str, case: &str, fields: &[(&str, &str)]) -> anyhow::Result<String> {
        self.post(who, path, &[("id", case)], fields).await
    }
}

/// The id at the end of an address, or before its last word.
pub fn id_in(address: &str) -> anyhow::Result<String> {
    let id = address.split(['/', '?']).find(|part| part.len() == 36 && part.contains('-'));
    id.map(str::to_owned).with_context(|| format!("no id in {address}"))
}
