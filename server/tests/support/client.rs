//! A browser: keeps cookies, sends what browsers send, and fills the forms that it is shown.
use super::{answer::Answer, world::World};
use axum::{
    Router,
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::{Request, header},
};
use scraper::{ElementRef, Html, Selector};
use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{Arc, Mutex},
};
use tower::ServiceExt;

/// A browser with its cookies. Clones share them, as tabs do.
#[derive(Clone)]
pub struct Client {
    router: Router,
    https: bool,
    address: SocketAddr,
    cookies: Arc<Mutex<BTreeMap<String, String>>>,
}

impl Client {
    pub fn new(world: &World) -> Self {
        Client {
            router: world.router.clone(),
            https: world.https,
            address: SocketAddr::from(([127, 0, 0, 1], 40_000)),
            cookies: Arc::default(),
        }
    }

    /// The same browser at another address.
    #[must_use]
    pub fn at(&self, address: [u8; 4]) -> Self {
        Client { address: SocketAddr::from((address, 40_000)), ..self.clone() }
    }

    /// Another browser with a copy of these cookies.
    #[must_use]
    pub fn copy(&self) -> Self {
        let cookies = self.cookies.lock().expect("cookies").clone();
        Client { cookies: Arc::new(Mutex::new(cookies)), ..self.clone() }
    }

    pub async fn get(&self, path: &str) -> Answer {
        let request = self.request("GET", path).header("sec-fetch-mode", "navigate");
        self.send(request.header(header::ACCEPT, "text/html").body(Body::empty()).expect("a request")).await
    }

    /// Posts a form as a browser without JavaScript does, with a fresh token unless one is given.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.post_accepting(path, fields, "text/html,application/xhtml+xml").await
    }

    /// The same, where what is asked once more is answered with yes, as it was asked.
    pub async fn post_sure(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut fields: Vec<_> = fields.iter().map(|f| (f.0.to_owned(), f.1.to_owned())).collect();
        loop {
            let posted: Vec<_> = fields.iter().map(|f| (f.0.as_str(), f.1.as_str())).collect();
            let answer = self.post(path, &posted).await;
            let asked: Vec<_> = match answer.status() {
                422 => answer.asked().into_iter().filter(|a| !fields.contains(a)).collect(),
                _ => Vec::new(),
            };
            if asked.is_empty() {
                return answer;
            }
            fields.retain(|f| asked.iter().all(|a| a.0 != f.0));
            fields.extend(asked);
        }
    }

    /// Posts a form as the hydrated page does; the answer has [`Answer::errors`] and [`Answer::redirect`].
    pub async fn post_json(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.post_accepting(path, fields, "application/json").await
    }

    async fn post_accepting(&self, path: &str, fields: &[(&str, &str)], accept: &str) -> Answer {
        let token = super::world::fresh_token();
        let mut fields = fields.to_vec();
        if !fields.iter().any(|f| f.0 == "_token") {
            fields.push(("_token", &token));
        }
        let request = self.request("POST", path).header(header::ACCEPT, accept);
        self.send(form_request(request, &fields)).await
    }

    /// Posts a form with files as a browser does; a value that is the path of a file stands for it, and its name goes with
    /// it.
    pub async fn post_files(&self, path: &str, fields: &[(&str, &str)], json: bool) -> Answer {
        let accept = if json { "application/json" } else { "text/html" };
        let request = self.request("POST", path).header(header::ACCEPT, accept);
        let request = request.header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"));
        self.send(request.body(Body::from(multipart(fields))).expect("a request")).await
    }

    /// Calls a server function (`/api/…`) as the hydrated page does.
    pub async fn api(&self, path: &str, arguments: &[(&str, &str)]) -> Answer {
        let request = self.request("POST", path).header(header::ACCEPT, "application/json");
        self.send(form_request(request, arguments)).await
    }

    /// Opens the page, fills these fields of its form and presses its button, without JavaScript.
    ///
    /// Fields not named keep what the page put in them. One that the page lacks fails the test.
    pub async fn fill(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let page = self.get(path).await;
        assert_eq!(page.status(), 200, "{path} can't be opened: {}", page.body());
        let (action, mut values) = page.form("form.form");
        for (name, _) in fields {
            assert!(page.has(&format!("form.form [name='{name}']")), "{path} has no field {name}");
            values.retain(|v| v.0 != *name);
        }
        values.extend(fields.iter().filter(|f| !f.1.is_empty()).map(|f| (f.0.to_owned(), f.1.to_owned())));
        let values: Vec<_> = values.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        self.post(action.as_deref().unwrap_or(path), &values).await
    }

    /// Where the answer leads.
    pub async fn follow(&self, answer: &Answer) -> Answer {
        self.get(&answer.location()).await
    }

    pub async fn log_in(&self, email: &str, password: &str) -> Answer {
        self.post("/login", &[("email", email), ("password", password)]).await
    }

    /// A request with what a browser on our own pages sends.
    pub fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let request = Request::builder().method(method).uri(path).header(header::HOST, "localhost:3000");
        request.header("sec-fetch-site", "same-origin")
    }

    /// Sends any request with this browser's cookies, and keeps those that the answer sets.
    pub async fn send(&self, mut request: Request<Body>) -> Answer {
        request.extensions_mut().insert(ConnectInfo(self.address));
        let cookies = self.cookie_header();
        if !cookies.is_empty() && !request.headers().contains_key(header::COOKIE) {
            request.headers_mut().insert(header::COOKIE, cookies.parse().expect("cookies can be sent"));
        }
        let path = request.uri().to_string();
        let response = self.router.clone().oneshot(request).await.expect("the router can't fail");
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            self.keep(cookie.to_str().expect("a readable cookie"));
        }
        let body = to_bytes(body, 16 << 20).await.expect("the whole answer");
        Answer::new(path, parts.status, parts.headers, body.to_vec())
    }

    fn cookie_header(&self) -> String {
        let cookies = self.cookies.lock().expect("cookies");
        cookies.iter().map(|(n, v)| format!("{n}={v}")).collect::<Vec<_>>().join("; ")
    }

    fn keep(&self, cookie: &str) {
        let (pair, attributes) = cookie.split_once(';').unwrap_or((cookie, ""));
        let (name, value) = pair.split_once('=').expect("a cookie has a name");
        if name.starts_with("__Host-") {
            assert!(self.https && attributes.contains("Secure") && attributes.contains("Path=/"), "{cookie}");
        }
        let mut cookies = self.cookies.lock().expect("cookies");
        if attributes.contains("Max-Age=0") {
            cookies.remove(name);
        } else {
            cookies.insert(name.to_owned(), value.to_owned());
        }
    }

    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().expect("cookies").get(name).cloned()
    }

    pub fn set_cookie(&self, name: &str, value: &str) {
        self.cookies.lock().expect("cookies").insert(name.to_owned(), value.to_owned());
    }

    pub fn forget_cookie(&self, name: &str) {
        self.cookies.lock().expect("cookies").remove(name);
    }
}

const BOUNDARY: &str = "finsam-test-boundary";

/// A body of these fields and files, with a fresh token unless one is given.
fn multipart(fields: &[(&str, &str)]) -> Vec<u8> {
    let part = |head: String| format!("--{BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n\r\n").into_bytes();
    let mut body = Vec::new();
    let token = super::world::fresh_token();
    let token = (!fields.iter().any(|f| f.0 == "_token")).then_some(("_token", token.as_str()));
    for (field, value) in fields.iter().copied().chain(token) {
        let path = std::path::Path::new(value);
        match path.file_name().filter(|_| path.is_absolute() && path.is_file()) {
            Some(name) => {
                let name = name.to_string_lossy();
                // what a browser says of it counts for nothing
                body.extend(part(format!("name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: text/csv")));
                body.extend_from_slice(&std::fs::read(path).expect("a file"));
            }
            None => {
                body.extend(part(format!("name=\"{field}\"")));
                body.extend_from_slice(value.as_bytes());
            }
        }
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    body
}

/// A form-encoded body.
pub fn form_request(request: axum::http::request::Builder, fields: &[(&str, &str)]) -> Request<Body> {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    request.body(Body::from(body)).expect("a request")
}

/// What a browser would post of this form: names and values as they stand.
pub(super) fn successful_controls(form: ElementRef<'_>) -> Vec<(String, String)> {
    let controls = Selector::parse("input, select, textarea").expect("a selector");
    let chosen = Selector::parse("option[selected]").expect("a selector");
    let mut values = Vec::new();
    for control in form.select(&controls) {
        let element = control.value();
        let Some(name) = element.attr("name").map(str::to_owned) else { continue };
        let attribute = |n: &str| element.attr(n).unwrap_or_default().to_owned();
        match (element.name(), element.attr("type").unwrap_or("text")) {
            ("select", _) => {
                let option = control.select(&chosen).next();
                values.push((name, option.and_then(|o| o.value().attr("value")).unwrap_or_default().to_owned()));
            }
            ("textarea", _) => values.push((name, control.text().collect())),
            (_, "checkbox" | "radio") if element.attr("checked").is_none() => {}
            (_, "checkbox" | "radio") => values.push((name, element.attr("value").unwrap_or("on").to_owned())),
            (_, "submit" | "button" | "file") => {}
            _ => values.push((name, attribute("value"))),
        }
    }
    values
}

/// Parses a page once more: what the parser makes is not `Send`, so it is never kept over an await.
pub(super) fn parse(body: &str) -> Html {
    Html::parse_document(body)
}
