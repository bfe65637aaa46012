//! The two languages, and texts that hold both: a key that lacks one of them does not compile.
use serde::{Deserialize, Serialize};

/// The language of the interface. Swedish unless the user chose English, whatever the browser says.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum Lang {
    #[default]
    Sv,
    En,
}

impl Lang {
    /// The value of the `lang` attribute and of the stored choice.
    pub fn code(self) -> &'static str {
        match self {
            Lang::Sv => "sv",
            Lang::En => "en",
        }
    }

    /// The language of a stored or posted code; anything unknown is Swedish.
    pub fn from_code(code: &str) -> Self {
        if code == "en" { Lang::En } else { Lang::Sv }
    }

    /// Picks the wording in this language.
    pub fn pick<T>(self, sv: T, en: T) -> T {
        match self {
            Lang::Sv => sv,
            Lang::En => en,
        }
    }
}

/// A fixed text in both languages. Rooms keep theirs in `texts.rs`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Text {
    pub sv: &'static str,
    pub en: &'static str,
}

impl Text {
    /// The wording in `lang`.
    pub fn get(self, lang: Lang) -> &'static str {
        lang.pick(self.sv, self.en)
    }

    /// The wording with `{}` replaced by `value`.
    pub fn with(self, lang: Lang, value: impl std::fmt::Display) -> String {
        self.get(lang).replacen("{}", &value.to_string(), 1)
    }
}

/// What someone said yes to: the very words they were asked in. To anything else it is no answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Confirmed(String);

impl Confirmed {
    /// To a question in these words.
    pub fn to(asked: impl Into<String>) -> Self {
        Confirmed(asked.into())
    }

    /// Whether it answers what is asked now, in whichever language it was asked.
    pub fn answers(&self, asked: impl Fn(Lang) -> String) -> bool {
        [Lang::Sv, Lang::En].into_iter().any(|lang| asked(lang) == self.0)
    }
}

/// Declares texts: `texts! { TITLE: "Anmälan", "Referral"; }`.
#[macro_export]
macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident : $sv:expr, $en:expr ;)*) => {
        $($(#[$doc])* pub const $name: $crate::kernel::lang::Text = $crate::kernel::lang::Text { sv: $sv, en: $en };)*
    };
}
