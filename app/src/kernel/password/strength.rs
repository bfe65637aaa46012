//! What makes a password too weak. Length and what is easily guessed, no rules about kinds of characters (NIST SP 800-63B).

use thiserror::Error;

/// The fewest characters of a password.
pub const SHORTEST: usize = 12;
/// The most characters of a password: room for any sentence, none for an attack by sheer size.
pub const LONGEST: usize = 128;

/// A name or e-mail part shorter than this occurs in too many good passwords.
const SHORTEST_NAME: usize = 3;

/// What remains of common passwords when figures and signs are taken away: "Sommar2026!!" is "sommar".
const COMMON: &str = "\
    abc abcd abcdef admin administrator arbete arbetsförmedlingen asdf asdfgh asdfghjkl \
    asdfghjklöä changeme december dragon finsam finsamteam fotboll försäkringskassan göteborg \
    hejhej hemlig hemligt höst hösten iloveyou jagälskardig januari kommun letmein losenord \
    lösen lösenord lösenordet malmö master minlösenord mittlösenord monkey mypassword \
    newpassword november nyttlösenord oktober pass passw passwd password passwort princess \
    qazwsx qazwsxedc qwert qwerty qwertyui qwertyuiop qwertyuiopå region rehabilitering \
    samordning samordningsförbund samordningsförbundet secret semester september socialtjänst \
    sommar sommaren sommarlov sommarsemester stockholm summer sverige sweden test tester trustno \
    tvåtusen user vinter vintern välkommen vår våren welcome winter zaqwsx zxcvbn zxcvbnm";

/// Why a password is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PasswordWeakness {
    /// Fewer than [`SHORTEST`] characters.
    #[error("the password is too short")]
    TooShort,
    /// More than [`LONGEST`] characters.
    #[error("the password is too long")]
    TooLong,
    /// A common word, if with figures and signs about it.
    #[error("the password is a common one")]
    Common,
    /// One character, one sequence or one run (1234…, abcd…) over and over.
    #[error("the password repeats itself")]
    Repetitive,
    /// It contains what stands before the @ of the e-mail address.
    #[error("the password contains the e-mail name")]
    ContainsName,
}

/// Whether `password` may be chosen by the account with the address `email` (its part before the `@` counts).
pub fn strength(password: &str, email: &str) -> Result<(), PasswordWeakness> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(PasswordWeakness::TooShort);
    }
    if length > LONGEST {
        return Err(PasswordWeakness::TooLong);
    }
    let folded: Vec<char> = password.to_lowercase().chars().collect();
    if repeats(&folded) || is_run(&folded) {
        return Err(PasswordWeakness::Repetitive);
    }
    if is_common(&folded) {
        return Err(PasswordWeakness::Common);
    }
    let name = email.split('@').next().unwrap_or_default().to_lowercase();
    if name.chars().count() >= SHORTEST_NAME && password.to_lowercase().contains(&name) {
        return Err(PasswordWeakness::ContainsName);
    }
    Ok(())
}

/// Whether some start of it, half as long at most, comes again and again to the end.
fn repeats(text: &[char]) -> bool {
    (1..=text.len() / 2).any(|period| text.iter().zip(&text[period..]).all(|(a, b)| a == b))
}

/// Whether each character follows the one before, upwards or downwards: "1234567890123", "zyxwvutsrqpo".
fn is_run(text: &[char]) -> bool {
    let follows = |a: char, b: char| match (a, b) {
        ('9', '0') | ('z', 'a') => true,
        _ => u32::from(a) + 1 == u32::from(b),
    };
    text.windows(2).all(|pair| follows(pair[0], pair[1])) || text.windows(2).all(|pair| follows(pair[1], pair[0]))
}

fn is_common(text: &[char]) -> bool {
    let letters: String = text.iter().filter(|c| c.is_alphabetic()).collect();
    // "P4ssw0rd": figures and signs that stand for letters.
    let unmasked: String = text.iter().map(|c| letter_meant(*c)).filter(|c| c.is_alphabetic()).collect();
    // A telephone number or a date: few enough to try.
    let figures_only = text.iter().all(|c| c.is_ascii_digit() || " -+./:()".contains(*c));
    // "test-test-123": one common word over and over is no better.
    let common = |text: &str| !text.is_empty() && COMMON.split(' ').any(|word| text.replace(word, "").is_empty());
    // Figures at the end may have been taken for letters.
    let stem = unmasked.trim_end_matches(['i', 'o', 's', 'a', 'e']);
    figures_only || common(&letters) || common(&unmasked) || common(stem)
}

fn letter_meant(c: char) -> char {
    match c {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::PasswordWeakness::{Common, ContainsName, Repetitive, TooLong, TooShort};
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    const EMAIL: &str = "Anna.Berg@example.se";

    #[rstest]
    #[case("fyra gröna äpplen", Ok(()))]
    #[case("korrekt häst batteri", Ok(()))]
    #[case("x7#kQ!29vLmZ", Ok(()))]
    #[case("oasis oas iss oa", Ok(()))]
    #[case("7#29!!8%31&%5=", Ok(()))]
    #[case("elva tecken", Err(TooShort))]
    #[case("", Err(TooShort))]
    #[case("ååååååååååå", Err(TooShort))]
    #[case("aaaaaaaaaaaa", Err(Repetitive))]
    #[case("AaAaAaAaAaAa", Err(Repetitive))]
    #[case("abcabcabcabc", Err(Repetitive))]
    #[case("hejsanhejsanh", Err(Repetitive))]
    #[case("passwordpassword", Err(Repetitive))]
    #[case("1234567890123", Err(Repetitive))]
    #[case("3210987654321", Err(Repetitive))]
    #[case("abcdefghijklm", Err(Repetitive))]
    #[case("Sommar2026!!", Err(Common))]
    #[case("Lösenord12345", Err(Common))]
    #[case("P4ssw0rd2026", Err(Common))]
    #[case("P@ssw0rd!!!!!", Err(Common))]
    #[case("qwertyuiop12", Err(Common))]
    #[case("Test-test-123", Err(Common))]
    #[case("0701-740 605 12", Err(Common))]
    #[case("Finsam-2026-11", Err(Common))]
    #[case("min anna.berg 7x", Err(ContainsName))]
    #[case("ANNA.BERG och katten", Err(ContainsName))]
    fn weakness_is_named(#[case] password: &str, #[case] expected: Result<(), PasswordWeakness>) {
        assert_eq!(strength(password, EMAIL), expected);
    }

    #[test]
    fn the_longest_is_counted_in_characters() {
        let long: String = "åäö blå skog 7 ".chars().chain(('a'..='z').cycle()).take(LONGEST).collect();
        assert_eq!(strength(&long, EMAIL), Ok(()));
        assert_eq!(strength(&format!("{long}x"), EMAIL), Err(TooLong));
    }

    #[test]
    fn a_very_short_or_missing_name_is_not_looked_for() {
        assert_eq!(strength("fyra gröna äpplen", "gr@example.se"), Ok(()));
        assert_eq!(strength("fyra gröna äpplen", ""), Ok(()));
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(password in "\\PC{0,140}", email in "\\PC{0,20}") {
            let _ = strength(&password, &email);
        }
    }
}
