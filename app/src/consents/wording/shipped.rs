//! The texts that the product brings with it, for every association until it makes its own.
use super::rules::{ConsentText, TextLanguage, TextVersion};
use crate::consents::rules::Purpose;

macro_rules! texts {
    ($purpose:expr, $language:expr; $($p:ident $name:literal { $($l:ident $code:literal),* })*) => {
        match ($purpose, $language) {
            $($((Purpose::$p, TextLanguage::$l) => include_str!(concat!("2026-1/", $name, ".", $code, ".txt")),)*)*
        }
    };
}

/// The text that was shipped for this purpose in this language. Its first line is its title.
pub fn shipped(purpose: Purpose, language: TextLanguage) -> ConsentText {
    let text = texts!(purpose, language;
        ShareInTeam "share" { Swedish "sv", EasySwedish "sv-easy", English "en", Arabic "ar", Somali "so", Tigrinya "ti" }
        RegisterInSus "sus" { Swedish "sv", EasySwedish "sv-easy", English "en", Arabic "ar", Somali "so", Tigrinya "ti" }
        Survey "survey" { Swedish "sv", EasySwedish "sv-easy", English "en", Arabic "ar", Somali "so", Tigrinya "ti" }
    );
    let (title, body) = text.split_once('\n').unwrap_or((text, ""));
    ConsentText {
        purpose,
        language,
        version: TextVersion::SHIPPED,
        title: title.trim().to_owned(),
        body: body.trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::code::Code;

    #[test]
    fn every_purpose_has_a_text_in_every_language() {
        for purpose in Purpose::ALL {
            let swedish = shipped(*purpose, TextLanguage::Swedish);
            for language in TextLanguage::ALL {
                let text = shipped(*purpose, *language);
                assert!(!text.title.is_empty() && !text.title.ends_with('.'), "{purpose} {language}");
                assert!(text.paragraphs().count() >= 3, "{purpose} {language}");
                let same = text.paragraphs().count() == swedish.paragraphs().count();
                assert!(same || *language == TextLanguage::EasySwedish, "{purpose} {language} lacks a paragraph");
            }
        }
    }

    #[test]
    fn every_text_about_sharing_names_no_one_but_fits_in_a_form() {
        use crate::consents::wording::forms::{BODY, TITLE};
        for purpose in Purpose::ALL {
            for language in TextLanguage::ALL {
                let text = shipped(*purpose, *language);
                assert!(
                    text.title.chars().count() <= TITLE && text.body.chars().count() <= BODY,
                    "{purpose} {language}"
                );
            }
        }
    }
}
