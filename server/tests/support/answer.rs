//! An answer, and what stands on its page.
use super::client::{parse, successful_controls};
use axum::http::{HeaderMap, StatusCode, header};
use scraper::Selector;

#[derive(Clone, Debug)]
pub struct Answer {
    path: String,
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    pub(super) fn new(path: String, status: StatusCode, headers: HeaderMap, body: Vec<u8>) -> Self {
        Answer { path, status, headers, body }
    }

    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|v| v.to_str().ok())
    }

    pub fn cookies(&self) -> Vec<&str> {
        self.headers.get_all(header::SET_COOKIE).iter().filter_map(|v| v.to_str().ok()).collect()
    }

    pub fn body(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn bytes(&self) -> &[u8] {
        &self.body
    }

    /// Where a redirect leads; fails where there is none.
    pub fn location(&self) -> String {
        match self.header("location") {
            Some(to) => to.to_owned(),
            None => panic!("{} answers {} without a redirect: {}", self.path, self.status, self.body()),
        }
    }

    /// The page, for anything that the helpers below don't do.
    pub fn html(&self) -> scraper::Html {
        parse(&self.body())
    }

    /// The texts of what the selector finds, white space joined.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let html = self.html();
        let selector = css(selector);
        html.select(&selector).map(|e| squeezed(&e.text().collect::<String>())).collect()
    }

    /// The first text; empty when nothing is found.
    pub fn text(&self, selector: &str) -> String {
        self.texts(selector).into_iter().next().unwrap_or_default()
    }

    pub fn has(&self, selector: &str) -> bool {
        self.html().select(&css(selector)).next().is_some()
    }

    pub fn count(&self, selector: &str) -> usize {
        self.html().select(&css(selector)).count()
    }

    /// An attribute of the first that is found.
    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        self.html().select(&css(selector)).next().and_then(|e| e.value().attr(name).map(str::to_owned))
    }

    /// The message beside a field; empty when there is none. The name "" stands for the whole form.
    pub fn error_of(&self, field: &str) -> String {
        if field.is_empty() {
            let lines = self.texts(".summary li");
            let linked = self.texts(".summary li a");
            return lines.into_iter().filter(|l| !linked.contains(l)).collect::<Vec<_>>().join(" ");
        }
        self.text(&format!("[id='{field}-error']"))
    }

    /// What is asked once more: the boxes and what each answers.
    pub fn asked(&self) -> Vec<(String, String)> {
        let (html, boxes) = (self.html(), css(".row.wrong [type=checkbox][name$=confirmed]"));
        let asked = html.select(&boxes).filter_map(|e| {
            let value = e.value().attr("value").filter(|v| !v.is_empty())?;
            Some((e.value().attr("name")?.to_owned(), value.to_owned()))
        });
        asked.collect()
    }

    /// What stands in a field now; of several chosen boxes, joined with commas.
    pub fn value_of(&self, field: &str) -> String {
        let values = self.form("form.form").1;
        values.into_iter().filter(|v| v.0 == field).map(|v| v.1).collect::<Vec<_>>().join(",")
    }

    /// The action of a form, and what a browser would post of it.
    pub fn form(&self, selector: &str) -> (Option<String>, Vec<(String, String)>) {
        let html = self.html();
        let Some(form) = html.select(&css(selector)).next() else {
            panic!("{} has no {selector}: {}", self.path, self.body());
        };
        (form.value().attr("action").map(str::to_owned), successful_controls(form))
    }

    /// Every form that the selector finds: where it posts to and the names of its fields.
    pub fn forms(&self, selector: &str) -> Vec<FormOnPage> {
        let (html, forms, fields) =
            (self.html(), css(selector), css("input[name], select[name], textarea[name], button[name]"));
        let found = html.select(&forms).map(|form| FormOnPage {
            action: form.value().attr("action").map(str::to_owned),
            names: form.select(&fields).filter_map(|f| f.value().attr("name").map(str::to_owned)).collect(),
        });
        found.collect()
    }

    pub fn json(&self) -> serde_json::Value {
        match serde_json::from_slice(&self.body) {
            Ok(json) => json,
            Err(e) => panic!("{} answers {} without JSON ({e}): {}", self.path, self.status, self.body()),
        }
    }

    /// Of [`Client::post_json`](super::Client::post_json): where to go.
    pub fn redirect(&self) -> Option<String> {
        self.json()["redirect"].as_str().map(str::to_owned)
    }

    /// Of [`Client::post_json`](super::Client::post_json): names of fields and their messages.
    pub fn errors(&self) -> Vec<(String, String)> {
        serde_json::from_value(self.json()["errors"].clone()).unwrap_or_default()
    }

    /// Fails unless the answer has this status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status(), status, "{}: {:?} {}", self.path, self.header("location"), self.body());
        self
    }

    /// Fails unless the answer leads there.
    #[track_caller]
    pub fn expect_to(self, path: &str) -> Self {
        assert_eq!((self.status(), self.header("location")), (303, Some(path)), "{}: {}", self.path, self.body());
        self
    }
}

/// A form as its page draws it.
#[derive(Clone, Debug)]
pub struct FormOnPage {
    /// None: the page's own address.
    pub action: Option<String>,
    pub names: Vec<String>,
}

fn css(selector: &str) -> Selector {
    Selector::parse(selector).unwrap_or_else(|e| panic!("{selector}: {e}"))
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
