//! Who asks in the measurements: a browser without JavaScript, on a connection that stays open.
use anyhow::{Context, Result, ensure};
use std::sync::atomic::{AtomicU64, Ordering};
use ureq::Agent;
use ureq::http::Response;

/// Someone who is logged in. Clones share the session, and have a connection of their own.
pub struct Visitor {
    agent: Agent,
    address: String,
    cookie: String,
}

/// An answer, as it came over the line.
pub struct Answer {
    pub status: u16,
    pub location: Option<String>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Clone for Visitor {
    fn clone(&self) -> Self {
        Self { agent: agent(), address: self.address.clone(), cookie: self.cookie.clone() }
    }
}

fn agent() -> Agent {
    Agent::config_builder().http_status_as_error(false).max_redirects(0).build().into()
}

impl Visitor {
    /// Logs in as a browser does.
    pub fn log_in(address: &str, email: &str, password: &str) -> Result<Self> {
        let mut visitor = Self { agent: agent(), address: address.to_owned(), cookie: String::new() };
        let answer = visitor.send("/login", &[("email", email), ("password", password)])?;
        ensure!(answer.status() == 303, "{email} is not let in: {}", answer.status());
        let cookies = answer.headers().get_all("set-cookie").iter().filter_map(|c| c.to_str().ok());
        visitor.cookie = cookies.filter_map(|c| c.split(';').next()).collect::<Vec<_>>().join("; ");
        Ok(visitor)
    }

    /// The page, packed as a browser asks for it.
    pub fn page(&self, path: &str) -> Result<Answer> {
        self.get(path, "gzip, deflate, br, zstd")
    }

    /// The page in clear text, to read from.
    pub fn readable(&self, path: &str) -> Result<String> {
        let answer = self.get(path, "identity")?;
        ensure!(answer.status == 200, "{path}: {}", answer.status);
        Ok(answer.text())
    }

    fn get(&self, path: &str, packed: &str) -> Result<Answer> {
        let request = self.agent.get(format!("{}{path}", self.address)).header("cookie", &self.cookie);
        answer(request.header("accept", "text/html").header("accept-encoding", packed).call()?)
    }

    /// Posts a form.
    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Result<Answer> {
        answer(self.send(path, fields)?)
    }

    /// Posts a form that must be accepted; gives where it leads.
    pub fn done(&self, path: &str, fields: &[(&str, &str)]) -> Result<String> {
        let answer = self.post(path, fields)?;
        ensure!(answer.status == 303, "{path} is refused: {}", answer.status);
        answer.location.context("no address to go on to")
    }

    fn send(&self, path: &str, fields: &[(&str, &str)]) -> Result<Response<ureq::Body>> {
        let token = fresh_token();
        let fields = fields.iter().copied().chain([("_token", token.as_str())]);
        let request = self.agent.post(format!("{}{path}", self.address)).header("cookie", &self.cookie);
        let request = request.header("accept", "text/html").header("sec-fetch-site", "same-origin");
        Ok(request.send_form(fields)?)
    }
}

fn answer(mut response: Response<ureq::Body>) -> Result<Answer> {
    let location = response.headers().get("location").and_then(|l| l.to_str().ok()).map(str::to_owned);
    let body = response.body_mut().read_to_vec()?;
    Ok(Answer { status: response.status().as_u16(), location, body })
}

/// Tells one submission from another.
fn fresh_token() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    format!("{:064x}", NEXT.fetch_add(1, Ordering::Relaxed))
}
