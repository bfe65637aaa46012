//! What is known of a participant, and how their name is shown and searched.

crate::codes! {
    /// Gender as the person states it. Never held against the number's gender digit.
    pub enum Gender {
        Woman = "woman", "kvinna", "woman";
        Man = "man", "man", "man";
        Other = "other", "annat", "other";
        NotStated = "not_stated", "vill inte uppge", "not stated";
    }
}

crate::codes! {
    /// Languages that a participant may prefer, as ISO 639-1; those spoken most in the associations.
    pub enum Language {
        Swedish = "sv", "svenska", "Swedish";
        English = "en", "engelska", "English";
        Arabic = "ar", "arabiska", "Arabic";
        Somali = "so", "somaliska", "Somali";
        Tigrinya = "ti", "tigrinja", "Tigrinya";
        Persian = "fa", "persiska", "Persian";
        Kurdish = "ku", "kurdiska", "Kurdish";
        Turkish = "tr", "turkiska", "Turkish";
        Spanish = "es", "spanska", "Spanish";
        Polish = "pl", "polska", "Polish";
        Bosnian = "bs", "bosniska", "Bosnian";
        Finnish = "fi", "finska", "Finnish";
        Russian = "ru", "ryska", "Russian";
        Ukrainian = "uk", "ukrainska", "Ukrainian";
        French = "fr", "franska", "French";
        Other = "xx", "annat språk", "another language";
    }
}

/// A name as it is searched: lower case, without accents except å, ä and ö, which are letters of their own.
pub fn folded(name: &str) -> String {
    name.trim().to_lowercase().chars().filter_map(fold_letter).collect()
}

fn fold_letter(c: char) -> Option<char> {
    Some(match c {
        'à' | 'á' | 'â' | 'ã' | 'ā' => 'a',
        'ç' | 'č' | 'ć' => 'c',
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ě' => 'e',
        'ì' | 'í' | 'î' | 'ï' | 'ı' => 'i',
        'ñ' | 'ń' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' => 'o',
        'š' | 'ş' | 'ś' => 's',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ý' | 'ÿ' => 'y',
        'ž' | 'ź' | 'ż' => 'z',
        'æ' => 'ä',
        'ø' => 'ö',
        // combining marks: "é" may be written as two signs
        '\u{300}'..='\u{36f}' => return None,
        other => other,
    })
}

/// Initials as lists show them: "Y.A.".
pub fn initials(given: &str, family: &str) -> String {
    [given, family].iter().filter_map(|n| n.trim().chars().next()).map(|c| format!("{}.", c.to_uppercase())).collect()
}

/// What a list says of a person: initials, or the name for a reader who has switched names on; never the whole name of
/// someone with protected identity.
pub fn listed_name(shows_names: bool, protected: bool, given: &str, family: &str) -> String {
    if shows_names && !protected { format!("{given} {family}").trim().to_owned() } else { initials(given, family) }
}

/// A name as a case's heading shows it: given name and the family name's first letter.
pub fn short_name(given: &str, family: &str) -> String {
    match family.trim().chars().next() {
        Some(first) => format!("{} {}.", given.trim(), first.to_uppercase()),
        None => given.trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swedish_letters_stay_and_accents_go() {
        assert_eq!(folded(" Çelik "), "celik");
        assert_eq!(folded("Öberg"), "öberg");
        assert_eq!(folded("Åsa-Märta"), "åsa-märta");
        assert_eq!(folded("René"), "rene");
    }

    #[test]
    fn a_name_is_shown_no_more_than_it_must() {
        assert_eq!(initials("Younes", "Ahmadi"), "Y.A.");
        assert_eq!(initials("Ö", ""), "Ö.");
        assert_eq!(short_name("Younes", "ahmadi"), "Younes A.");
    }

    #[test]
    fn a_list_shows_a_protected_name_to_nobody() {
        for (shows_names, protected, shown) in
            [(false, false, "Y.A."), (true, false, "Younes Ahmadi"), (false, true, "Y.A."), (true, true, "Y.A.")]
        {
            assert_eq!(listed_name(shows_names, protected, "Younes", "Ahmadi"), shown);
        }
    }
}
