//! Sending the files in, and saying yes to what they lead to.
use super::{report::File, texts};
use crate::{
    kernel::{code::Code, swedish},
    ui::form::{Form, Reader, TOO_LARGE},
};

/// The largest file that is read, in bytes.
pub const LARGEST_FILE: u64 = 50 * 1024 * 1024;

/// So much of a file's name is repeated.
const LONGEST_NAME: usize = 60;

/// The eight files, told apart by their names.
pub struct SendRegister {
    pub files: Vec<(File, String)>,
}

impl Form for SendRegister {
    const PATH: &'static str = "/admin/import";
    const FILES: u64 = 8 * LARGEST_FILE;
    const LARGEST: u64 = LARGEST_FILE;

    fn read(r: &mut Reader) -> Self {
        let lang = r.lang;
        let mut files: Vec<(File, String)> = Vec::new();
        let (mut large, mut twice, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
        for value in r.all("files") {
            let name = value.split_once('/').map_or("", |(_, name)| name);
            match File::ALL.iter().copied().find(|f| f.name().eq_ignore_ascii_case(name)) {
                Some(file) if files.iter().any(|f| f.0 == file) => twice.push(file.name()),
                Some(file) => {
                    if value.starts_with(TOO_LARGE) {
                        large.push(file.name());
                    }
                    files.push((file, value));
                }
                None => unknown.push(name.chars().take(LONGEST_NAME).collect::<String>()),
            }
        }
        twice.sort_unstable();
        twice.dedup();
        let missing = File::ALL.iter().filter(|file| !files.iter().any(|f| f.0 == **file));
        let missing: Vec<_> = missing.map(|file| file.name()).collect();
        let unknown: Vec<_> = unknown.iter().map(String::as_str).collect();
        let nothing = files.is_empty() && unknown.is_empty();
        let choose = !(twice.is_empty() && unknown.is_empty() && missing.is_empty());
        // all in one: a file with a wrong name is most often the one that is missing
        let told = [
            (texts::FILES_LARGER, large),
            (texts::FILES_TWICE, twice),
            (texts::FILES_UNKNOWN, unknown),
            (texts::FILES_MISSING, missing),
        ];
        let told = told.into_iter().filter(|(_, names)| !names.is_empty() && !nothing);
        let mut told: Vec<_> = told.map(|(text, names)| text.with(lang, swedish::list(lang, &names))).collect();
        told.extend(choose.then(|| texts::CHOOSE_ALL.get(lang).to_owned()));
        if !told.is_empty() {
            r.error("files", told.join(" "));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::lang::Lang;

    fn told(lang: Lang, names: &[&str]) -> Option<String> {
        let value = |name: &&str| ("files".to_owned(), format!("0190a5d0-0000-7000-8000-000000000000/{name}"));
        let mut r = Reader::new(names.iter().map(value).collect(), lang, chrono::NaiveDate::default());
        SendRegister::read(&mut r);
        r.errors.pop().map(|e| e.1)
    }

    #[test]
    fn what_is_missing_or_too_many_is_named_in_both_languages() {
        let all: Vec<&str> = File::ALL.iter().map(|f| f.name()).collect();
        let without = |missing: &[&str]| all.iter().copied().filter(|n| !missing.contains(n)).collect::<Vec<_>>();
        assert_eq!(told(Lang::Sv, &all), None);
        let two = without(&["lots.csv", "teams.csv"]);
        let words = told(Lang::Sv, &two).unwrap();
        assert_eq!(words, "Saknas: teams.csv och lots.csv. Välj alla åtta filerna på en gång.");
        let words = told(Lang::En, &two).unwrap();
        assert_eq!(words, "Missing: teams.csv and lots.csv. Choose all eight files at once.");
        let words = told(Lang::Sv, &[&two[..], &["Lots (1).csv", "TEAMS.CSV"]].concat()).unwrap();
        assert!(words.starts_with("Hör inte till registret: Lots (1).csv. Saknas: lots.csv."), "{words}");
        let words = told(Lang::En, &[&all[..], &["teams.csv", "teams.csv"]].concat()).unwrap();
        assert!(words.starts_with("Chosen more than once: teams.csv. Choose"), "{words}");
        // to who chose nothing all eight names would say nothing
        assert_eq!(told(Lang::Sv, &[]).unwrap(), "Välj alla åtta filerna på en gång.");
    }
}
