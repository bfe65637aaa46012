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
    /// Theirs to do if the participant consented: no consent in force opens it. Only to those who may know of the case.
    #[error("no consent")]
    NoConsent,
    /// No session, or one that has ended.
    #[error("log in")]
    LoginNeeded,
    /// Someone else was faster, or the state no longer admits it.
    #[error("conflict")]
    Conflict,
    /// The database had no turn for us in time, or undid us in favour of another: nothing was kept, and it can be tried again.
    #[error("busy")]
    Busy,
    /// The very same submission is already done.
    #[error("already done")]
    AlreadyDone,
    /// A fault of ours; the reference stands in the log.
    #[error("fault {reference}")]
    Fault { reference: String },
}

crate::texts! {
    NOT_FOUND: "Sidan finns inte, eller så har du inte tillgång till den.", "The page does not exist, or you do not have access to it.";
    NOT_ALLOWED: "Det här ingår inte i dina uppgifter i systemet.", "Your tasks in the system do not include this.";
    NO_CONSENT: "Det finns inget samtycke som ger tillgång till det här. Gå till ärendet och se vad deltagaren har samtyckt till.", "No consent in force opens this. Go to the case to see what the participant has consented to.";
    LOGIN_NEEDED: "Din inloggning har gått ut. Logga in igen så kommer du tillbaka hit.", "Your session has ended. Log in again and you come back here.";
    CONFLICT: "Någon annan hann före, eller så har läget ändrats. Ladda om sidan och försök igen.", "Someone else was faster, or things have changed. Reload the page and try again.";
    BUSY: "Systemet är upptaget just nu. Försök igen om en stund. Inget är förlorat.", "The system is busy right now. Try again in a moment. Nothing is lost.";
    ALREADY_DONE: "Det är redan gjort.", "This is already done.";
    FAULT: "Något gick fel hos oss. Ingenting sparades. Försök igen, och uppge numret {} om felet kommer tillbaka.", "Something went wrong on our side. Nothing was saved. Try again, and give the number {} if it happens again.";
}

impl AppError {
    /// The fixed words for the user.
    pub fn words(&self, lang: Lang) -> String {
        let text: Text = match self {
            AppError::NotFound => NOT_FOUND,
            AppError::NotAllowed => NOT_ALLOWED,
            AppError::NoConsent => NO_CONSENT,
            AppError::LoginNeeded => LOGIN_NEEDED,
            AppError::Conflict => CONFLICT,
            AppError::Busy => BUSY,
            AppError::AlreadyDone => ALREADY_DONE,
            AppError::Fault { reference } => return FAULT.with(lang, reference),
        };
        text.get(lang).to_owned()
    }

    /// The HTTP status that the answer carries.
    pub fn status(&self) -> u16 {
        match self {
            AppError::NotFound => 404,
            AppError::NotAllowed | AppError::NoConsent => 403,
            AppError::LoginNeeded => 401,
            AppError::Conflict | AppError::AlreadyDone => 409,
            AppError::Busy => 503,
            AppError::Fault { .. } => 500,
        }
    }
}

#[cfg(feature = "ssr")]
mod fault {
    use super::AppError;
    use sea_orm::{DbErr, RuntimeErr};

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

    impl From<DbErr> for AppError {
        fn from(cause: DbErr) -> Self {
            if matches!(cause.sql_err(), Some(sea_orm::SqlErr::UniqueConstraintViolation(_))) {
                // someone else has that key already; who writes it knows what it stands for
                tracing::debug!(%cause, "a unique key is taken");
                return AppError::Conflict;
            }
            if is_busy(&cause) {
                tracing::warn!(%cause, "the database was busy");
                return AppError::Busy;
            }
            AppError::fault(cause)
        }
    }

    /// Whether the database only had no turn for us, or chose us to give way in a deadlock.
    fn is_busy(cause: &DbErr) -> bool {
        let driver = match cause {
            DbErr::ConnectionAcquire(_) => return true,
            DbErr::Exec(RuntimeErr::SqlxError(e))
            | DbErr::Query(RuntimeErr::SqlxError(e))
            | DbErr::Conn(RuntimeErr::SqlxError(e)) => e,
            _ => return false,
        };
        match driver.as_ref() {
            sea_orm::sqlx::Error::PoolTimedOut => true,
            sea_orm::sqlx::Error::Database(e) => e.code().is_some_and(|code| says_busy(&code)),
            _ => false,
        }
    }

    /// PostgreSQL's codes have five signs; SQLite's are numbers whose low byte tells the kind.
    fn says_busy(code: &str) -> bool {
        const SERIALIZATION_FAILURE: &str = "40001";
        const DEADLOCK: &str = "40P01";
        const LOCK_NOT_AVAILABLE: &str = "55P03";
        const TOO_MANY_CONNECTIONS: &str = "53300";
        const SQLITE_BUSY: i32 = 5;
        const SQLITE_LOCKED: i32 = 6;
        if code.len() == 5 {
            return [SERIALIZATION_FAILURE, DEADLOCK, LOCK_NOT_AVAILABLE, TOO_MANY_CONNECTIONS].contains(&code);
        }
        code.parse::<i32>().is_ok_and(|n| matches!(n & 0xff, SQLITE_BUSY | SQLITE_LOCKED))
    }

    impl From<super::super::keys::CryptoError> for AppError {
        fn from(cause: super::super::keys::CryptoError) -> Self {
            AppError::fault(cause)
        }
    }

    #[cfg(test)]
    mod tests {
        use super::says_busy;

        #[test]
        fn only_what_can_be_tried_again_is_busy() {
            for code in ["40001", "40P01", "55P03", "53300", "5", "6", "261", "517", "262"] {
                assert!(says_busy(code), "{code}");
            }
            // 42501 (no privilege) has SQLite's low byte of busy, and is a fault
            for code in ["42501", "23505", "42P01", "1", "1555", "2067", "787", ""] {
                assert!(!says_busy(code), "{code}");
            }
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
