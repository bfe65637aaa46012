//! The forms of login and profile.
use super::texts;
use crate::{
    kernel::lang::Lang,
    ui::form::{Form, Reader},
};

pub struct LogIn {
    pub email: String,
    pub password: String,
    /// Where to go: a path of our own, whatever was posted.
    pub next: String,
}

impl Form for LogIn {
    const PATH: &'static str = "/login";
    fn read(r: &mut Reader) -> Self {
        // not checked for its form: a wrong address is a wrong login
        Self {
            email: r.text("email", 254, texts::EMAIL_MISSING).to_lowercase(),
            password: r.secret("password", texts::PASSWORD_MISSING),
            next: local_path(&r.raw("next")),
        }
    }
}

/// Where login leads back to an address of ours, with what stands after its question mark.
pub fn login_address(next: &str) -> String {
    if next == "/" {
        return "/login".to_owned();
    }
    let mut address = "/login?next=".to_owned();
    for byte in next.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' => address.push(char::from(byte)),
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address
}

/// The address if it is one of ours, else the start page: a login must not send anyone elsewhere.
fn local_path(next: &str) -> String {
    let (path, query) = next.split_once('?').unwrap_or((next, ""));
    let of = |part: &str, signs: &str| part.chars().all(|c| c.is_ascii_alphanumeric() || signs.contains(c));
    let ours = path.starts_with('/') && !path.contains("//") && of(path, "/-_.") && of(query, "-_=&.%+");
    if ours { next.to_owned() } else { "/".to_owned() }
}

pub struct LogOut;

impl Form for LogOut {
    const PATH: &'static str = "/logout";
    fn read(_: &mut Reader) -> Self {
        Self
    }
}

pub struct LogOutEverywhere;

impl Form for LogOutEverywhere {
    const PATH: &'static str = "/logout/everywhere";
    fn read(_: &mut Reader) -> Self {
        Self
    }
}

pub struct ChangePassword {
    pub current: String,
    pub new: String,
}

impl Form for ChangePassword {
    const PATH: &'static str = "/password";
    fn read(r: &mut Reader) -> Self {
        let current = r.secret("current", texts::PASSWORD_MISSING);
        let new = r.secret("new", texts::PASSWORD_MISSING);
        if r.secret("repeat", texts::PASSWORD_MISSING) != new {
            r.wrong("repeat", texts::NOT_ALIKE);
        }
        Self { current, new }
    }
}

pub struct ChangeProfile {
    pub lang: Lang,
    pub shows_names: bool,
}

impl Form for ChangeProfile {
    const PATH: &'static str = "/profile";
    fn read(r: &mut Reader) -> Self {
        let lang = r.raw("language");
        if !matches!(lang.as_str(), "sv" | "en") {
            r.wrong("language", texts::CHOOSE_LANGUAGE);
        }
        Self { lang: Lang::from_code(&lang), shows_names: r.ticked("shows_names") }
    }
}

#[cfg(feature = "ssr")]
mod submit {
    use super::*;
    use crate::{
        accounts::actions::{self, Refusal},
        ui::form::submit::{Cx, Done, Failure, SessionChange, Submit},
    };

    fn refused(lang: Lang, refusal: Refusal) -> Failure {
        match refusal {
            Refusal::WrongLogin => Failure::form(lang, texts::WRONG_LOGIN),
            Refusal::Throttled => Failure::form(lang, texts::THROTTLED),
            Refusal::NoRole => Failure::form(lang, texts::NO_ROLE),
            Refusal::WrongCurrent => Failure::field("current", lang, texts::WRONG_CURRENT),
            Refusal::Weak => Failure::field("new", lang, texts::WEAK_PASSWORD),
            Refusal::App(e) => Failure::App(e),
        }
    }

    impl Submit for LogIn {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let token = actions::log_in(&cx.db, &self.email, self.password, &cx.address)
                .await
                .map_err(|refusal| refused(cx.lang, refusal))?;
            Done::with_session(self.next, SessionChange::Begins(token))
        }
    }

    impl Submit for LogOut {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            actions::log_out(&cx.db, cx.actor()?).await?;
            Done::with_session("/login", SessionChange::Ends)
        }
    }

    impl Submit for LogOutEverywhere {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            actions::log_out_everywhere(&cx.db, cx.actor()?).await?;
            Done::with_session("/login", SessionChange::Ends)
        }
    }

    impl Submit for ChangePassword {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let token = actions::change_password(&cx.db, cx.actor()?, self.current, self.new, &cx.address)
                .await
                .map_err(|refusal| refused(cx.lang, refusal))?;
            Done::with_session("/", SessionChange::Begins(token))
        }
    }

    impl Submit for ChangeProfile {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            actions::change_profile(&cx.db, cx.actor()?, self.lang, self.shows_names).await?;
            let done = Done::saying("/profile", texts::SAVED)?;
            Ok(Done { lang: Some(self.lang), ..done })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{local_path, login_address};

    #[test]
    fn login_leads_to_our_own_pages_only() {
        assert_eq!(local_path("/cases/0198"), "/cases/0198");
        assert_eq!(local_path("/cases?state=all&order=oldest"), "/cases?state=all&order=oldest");
        assert_eq!(login_address("/"), "/login");
        assert_eq!(login_address("/cases?state=all&order=x"), "/login?next=/cases%3Fstate%3Dall%26order%3Dx");
        for foreign in ["//evil.example", "https://evil.example", "/\\evil", "javascript:alert(1)", "", "/a?b=//c"] {
            assert_eq!(local_path(foreign), "/", "{foreign}");
        }
    }
}
