//! The client's parts: which files a page needs beside what every page needs.
use std::{collections::HashMap, path::Path};

/// The files of each part, as the build has written them.
#[derive(Clone, Debug, Default)]
pub struct Parts(HashMap<String, Vec<String>>);

/// What a browser may fetch while the client itself is on its way.
#[derive(Clone, Debug, Default)]
pub struct Ahead(pub Vec<String>);

impl Parts {
    /// None where no client was built: then a browser finds out by itself.
    pub fn of(site: &Path) -> Parts {
        let text = std::fs::read_to_string(site.join("pkg/parts.json")).unwrap_or_default();
        Parts(serde_json::from_str(&text).unwrap_or_default())
    }

    /// The addresses of the files for the page at this path.
    pub fn ahead(&self, path: &str) -> Ahead {
        let files = app::routes::part_of(path).and_then(|part| self.0.get(part));
        Ahead(files.into_iter().flatten().map(|file| format!("/pkg/{file}")).collect())
    }
}
