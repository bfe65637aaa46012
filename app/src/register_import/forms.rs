//! Sending the files in, and saying yes to what they lead to.
use super::{report::File, texts};
use crate::{
    kernel::code::Code,
    ui::form::{Form, Reader, TOO_LARGE},
};

/// The largest file that is read, in bytes.
pub const LARGEST_FILE: u64 = 50 * 1024 * 1024;

/// The eight files, told apart by their names.
pub struct SendRegister {
    pub files: Vec<(File, String)>,
}

impl Form for SendRegister {
    const PATH: &'static str = "/admin/import";
    const FILES: u64 = 8 * LARGEST_FILE;
    const LARGEST: u64 = LARGEST_FILE;

    fn read(r: &mut Reader) -> Self {
        let mut files: Vec<(File, String)> = Vec::new();
        for value in r.all("files") {
            let name = value.split_once('/').map_or("", |(_, name)| name).to_lowercase();
            match File::ALL.iter().copied().find(|f| f.name() == name) {
                Some(file) if value.starts_with(TOO_LARGE) => {
                    r.error("files", texts::FILE_LARGER.with(r.lang, file.name()));
                    files.push((file, value));
                }
                Some(file) if files.iter().any(|f| f.0 == file) => r.wrong("files", texts::FILE_TWICE),
                Some(file) => files.push((file, value)),
                None => r.wrong("files", texts::FILE_UNKNOWN),
            }
        }
        if files.len() < File::ALL.len() {
            r.wrong("files", texts::FILES_MISSING);
        }
        SendRegister { files }
    }
}

/// Takes in what the preview showed.
pub struct ConfirmImport;

impl Form for ConfirmImport {
    const PATH: &'static str = "/admin/import/{id}";

    fn read(_: &mut Reader) -> Self {
        ConfirmImport
    }
}

#[cfg(feature = "ssr")]
mod submit {
    use super::*;
    use crate::{
        kernel::id::ImportId,
        register_import::runs,
        ui::form::submit::{Cx, Done, Failure, Submit},
    };

    impl Submit for SendRegister {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let id = runs::check(&cx.db, cx.actor()?, self.files).await?;
            Done::to(format!("/admin/import/{id}"))
        }
    }

    impl Submit for ConfirmImport {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let id: ImportId = cx.id()?;
            runs::confirm(&cx.db, cx.actor()?, id).await?;
            Done::to(format!("/admin/import/{id}"))
        }
    }
}
