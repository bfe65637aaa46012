//! The error that crosses a door: a kind, its fixed words, and for faults a reference number. Never data.
use super::lang::{Lang, Text};
use serde::{Deserialize, Serialize};

/// What a page or a form answers when it can't do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum AppError {
    /// Missing, or not to be known of: the two look alike on purpose.
    #[error("not found")]
    NotFound,
    /// Known to the user, but not theirs to do.
    #[error("not allowed")]
    NotAllowed,
    /// No session, or one that has ended.
    #[error("log in")]
    LoginNeeded,
    /// Someone else was faster, or the state no longer admits it.
    #[error("conflict")]
    Conflict,
    /// The very same submission is already done.
    #[error("already done")]
    AlreadyDone,
    /// A fault of ours; the reference stands in the log.
    #[error("fault {reference}")]
    Fault { reference: String },
}

crate::texts! {
    NOT_FOUND: "Sidan finns inte, eller så har du inte tillgång till den.", "The page does not exist, or you do not have access to it.";
    NOT_ALLOWED: "Det här får du inte göra med dina uppgifter i systemet.", "Your tasks in the system do not include this.";
    LOGIN_NEEDED: "Din inloggning har gått ut. Logga in igen så finns det du skrev kvar.", "Your session has ended. Log in again and what you typed is still there.";
    CONFLICT: "Någon annan hann före, eller så har läget ändrats. Läs om sidan och försök igen.", "Someone else was faster, or things have changed. Reload the page and try again.";
    ALREADY_DONE: "Det är redan gjort.", "This is already done.";
    FAULT: "Något gick fel hos oss. Ingenting sparades. Försök igen, och uppge numret {} om felet kommer tillbaka.", "Something went wrong on our side. Nothing was saved. Try again, and give the number {} if it happens again.";
}

impl AppError {
    /// The fixed words for the user.
    pub fn words(&self, lang: Lang) -> String {
        let text: Text = match self {
            AppError::NotFound => NOT_FOUND,
            AppError::NotAllowed => NOT_ALLOWED,
            AppError::LoginNeeded => LOGIN_NEEDED,
            AppError::Conflict => CONFLICT,
            AppError::AlreadyDone => ALREADY_DONE,
            AppError::Fault { reference } => return FAULT.with(lang, reference),
        };
        text.get(lang).to_owned()
    }

    /// The HTTP status that the answer carries.
    pub fn status(&self) -> u16 {
        match self {
            AppError::NotFound => 404,
            AppError::NotAllowed => 403,
            AppError::LoginNeeded => 401,
            AppError::Conflict | AppError::AlreadyDone => 409,
            AppError::Fault { .. } => 500,
        }
    }
}

#[cfg(feature = "ssr")]
mod fault {
    use super::AppError;

    impl AppError {
        /// Logs a cause once, under a reference that the user is shown.
        pub fn fault(cause: impl std::fmt::Display) -> Self {
            let mut bytes = [0u8; 4];
            // a reference only has to be findable in the log; without randomness the log line still stands
            let _ = getrandom::fill(&mut bytes);
            let reference = format!("{:08X}", u32::from_be_bytes(bytes));
            tracing::error!(%reference, %cause, "fault");
            AppError::Fault { reference }
        }
    }

    impl From<sea_orm::DbErr> for AppError {
        fn from(cause: sea_orm::DbErr) -> Self {
            if sea_orm_conflict(&cause) { AppError::Conflict } else { AppError::fault(cause) }
        }
    }

    /// Two writers met: a unique key, a serialization failure or a deadlock. One of them has won.
    fn sea_orm_conflict(cause: &sea_orm::DbErr) -> bool {
        matches!(cause.sql_err(), Some(sea_orm::SqlErr::UniqueConstraintViolation(_)))
    }

    impl From<super::super::keys::CryptoError> for AppError {
        fn from(cause: super::super::keys::CryptoError) -> Self {
            AppError::fault(cause)
        }
    }
}

mod transport {
    use super::AppError;
    use leptos::server_fn::{
        codec::JsonEncoding,
        error::{FromServerFnError, ServerFnErrorErr},
    };

    impl FromServerFnError for AppError {
        type Encoder = JsonEncoding;
        fn from_server_fn_error(value: ServerFnErrorErr) -> Self {
            #[cfg(feature = "ssr")]
            return AppError::fault(value);
            #[cfg(not(feature = "ssr"))]
            {
                let _ = value;
                AppError::Fault { reference: String::from("–") }
            }
        }
    }
}
