//! Opening a link, and typing one from paper. A link that can't be opened is answered like one that never was.
use super::{
    fields::{Line, Wrong, summary},
    parts::{At, FORM, Outcome, Posted, SessionChange, page, page_of_form},
};
use crate::{
    consents::wording::rules::TextLanguage,
    db::Db,
    kernel::{code::Code, error::AppError},
    participant_portal::{
        guests::{self, NotOpened},
        said, tokens,
    },
};
use chrono::NaiveDate;
use leptos::prelude::*;

/// The form that opens the link, or that it can't be opened.
pub async fn open(db: &Db, at: &At, token: &str, typed: &Posted) -> Result<Outcome, AppError> {
    match guests::can_be_opened(db, token).await? {
        true => Ok(ask(at, 200, typed, &Wrong::new())),
        false => Ok(gone(at)),
    }
}

fn gone(at: &At) -> Outcome {
    let lead = view! { <p>{at.say(said::GONE_LEAD)}</p><p><a href="/my">{at.say(said::TYPE_TITLE)}</a></p> };
    page(at, 404, said::GONE_TITLE, lead.into_any())
}

fn ask(at: &At, status: u16, posted: &Posted, wrong: &Wrong) -> Outcome {
    let birth = Line {
        name: "birth",
        label: said::BIRTH,
        hint: said::BIRTH_HINT,
        value: posted.get("birth"),
        fills: "bday",
        digits: true,
    };
    let code = Line {
        name: "code",
        label: said::CODE,
        hint: said::Said::NOTHING,
        // after a try it is typed anew
        value: if status == 200 { posted.get("code") } else { "" },
        fills: "one-time-code",
        digits: true,
    };
    let form = view! {
        <p>{at.say(said::OPEN_LEAD)}</p>
        <form method="post" id=FORM>
            {summary(at, wrong)}
            <input type="hidden" name="language" value=at.language.code()/>
            {birth.view(at, wrong)}
            {code.view(at, wrong)}
            <button>{at.say(said::OPEN)}</button>
        </form>
    };
    page_of_form(at, status, said::OPEN_TITLE, form.into_any())
}

/// A day as people write it: eight digits, with whatever between them.
fn birth_date(text: &str) -> Option<NaiveDate> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let apart = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ' ' | '.' | '/'));
    (apart && digits.len() == 8).then(|| NaiveDate::parse_from_str(&digits, "%Y%m%d").ok()).flatten()
}

/// Opens the link.
pub async fn enter(db: &Db, at: &At, token: &str, posted: &Posted, address: &str) -> Result<Outcome, AppError> {
    let language: TextLanguage = posted.get("language").parse().unwrap_or(at.language);
    let at = &At { language, ..at.clone() };
    let code: String = posted.get("code").chars().filter(|c| !c.is_whitespace()).collect();
    let birth = birth_date(posted.get("birth"));
    let mut wrong = Wrong::new();
    if birth.is_none() {
        wrong.push(("birth".into(), at.say(said::BIRTH_MISSING).into()));
    }
    if code.len() != 6 || !code.bytes().all(|b| b.is_ascii_digit()) {
        wrong.push(("code".into(), at.say(said::CODE_MISSING).into()));
    }
    let Some(birth) = birth.filter(|_| wrong.is_empty()) else {
        // what can't be right is no try; and what is no link has no form
        return match guests::can_be_opened(db, token).await? {
            true => Ok(ask(at, 422, posted, &wrong)),
            false => Ok(gone(at)),
        };
    };
    match guests::enter(db, token, (birth, &code), language, address).await {
        Ok(session) => Ok(Outcome::Go { to: "/my/start".into(), session: SessionChange::Begins(session) }),
        Err(NotOpened::Gone) => Ok(gone(at)),
        Err(NotOpened::Wrong(left)) => {
            let wrong = vec![("birth".to_owned(), said::WRONG.with(language, left))];
            Ok(ask(at, 422, posted, &wrong))
        }
        Err(NotOpened::Throttled) => {
            let wrong = vec![(String::new(), at.say(said::THROTTLED).to_owned())];
            Ok(ask(at, 429, posted, &wrong))
        }
        Err(NotOpened::App(error)) => Err(error),
    }
}

/// Where a link from paper is typed.
pub fn type_code(at: &At, status: u16, typed: &Posted) -> Outcome {
    let wrong: Wrong = match status {
        200 => Wrong::new(),
        _ => vec![("link".to_owned(), at.say(said::TYPE_MISSING).to_owned())],
    };
    let line = Line {
        name: "link",
        label: said::TYPE,
        hint: said::TYPE_HINT,
        value: typed.get("link"),
        fills: "off",
        digits: false,
    };
    let form = view! {
        <form method="post" id=FORM action=format!("/my?language={}", at.language.code())>
            {summary(at, &wrong)}
            {line.view(at, &wrong)}
            <button>{at.say(said::GO_ON)}</button>
        </form>
    };
    page_of_form(at, status, said::TYPE_TITLE, form.into_any())
}

/// To the link that was typed, whether or not there is one.
pub fn typed(at: &At, posted: &Posted) -> Outcome {
    match tokens::read(posted.get("link")) {
        Some(token) => Outcome::go(format!("/my/link/{}?language={}", tokens::spelled(&token), at.language.code())),
        None => type_code(at, 422, posted),
    }
}

/// Logged out, or shut since nothing happened.
pub fn ended(at: &At) -> Outcome {
    page(at, 200, said::ENDED_TITLE, view! { <p>{at.say(said::ENDED_LEAD)}</p> }.into_any())
}

#[cfg(test)]
mod tests {
    use super::birth_date;
    use chrono::NaiveDate;

    #[test]
    fn a_birth_date_is_read_as_people_write_it() {
        let day = NaiveDate::from_ymd_opt(1987, 3, 21);
        for text in ["1987-03-21", "19870321", "1987 03 21", "1987.03.21", "1987/03/21"] {
            assert_eq!(birth_date(text), day, "{text}");
        }
        for text in ["", "870321", "1987-3-21", "1987-13-21", "19870321-9960", "1987-02-30", "i våras"] {
            assert_eq!(birth_date(text), None, "{text}");
        }
    }
}
