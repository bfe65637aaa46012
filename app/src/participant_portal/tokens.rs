//! The link's token and its code. Neither is kept: both follow from the link's id by the key in the file, so that whoever
//! made it can be shown them again, and who reads the database can't use them.
use crate::kernel::{id::PortalLinkId, keys::Keys};
use data_encoding::{Encoding, Specification};
use std::sync::LazyLock;

/// 128 bits.
pub type Token = [u8; 16];

/// Crockford's base32: no letter that is taken for another, and those that are read as they were meant.
static SPELLING: LazyLock<Encoding> = LazyLock::new(|| {
    let mut spec = Specification::new();
    spec.symbols.push_str("0123456789ABCDEFGHJKMNPQRSTVWXYZ");
    spec.translate.from.push_str("abcdefghjkmnpqrstvwxyzoOiIlL");
    spec.translate.to.push_str("ABCDEFGHJKMNPQRSTVWXYZ001111");
    spec.ignore.push_str("- ");
    spec.encoding().expect("a specification that is right")
});

/// A link's token.
pub fn token(keys: &Keys, link: PortalLinkId) -> Token {
    let mut token = Token::default();
    token.copy_from_slice(&keys.token_hash(&parts("participant link", link))[..16]);
    token
}

/// The six digits that are told by another way.
pub fn code(keys: &Keys, link: PortalLinkId) -> String {
    let hash = keys.token_hash(&parts("participant code", link));
    // of 64 bits: that some codes are likelier than others by a millionth of a millionth helps nobody
    let number = hash[..8].iter().fold(0_u64, |n, byte| n << 8 | u64::from(*byte));
    format!("{:06}", number % 1_000_000)
}

fn parts(what: &str, link: PortalLinkId) -> Vec<u8> {
    [what.as_bytes(), link.0.as_bytes()].concat()
}

/// As it stands in an address.
pub fn spelled(token: &Token) -> String {
    SPELLING.encode(token)
}

/// As it stands on paper: in groups of four.
pub fn in_groups(token: &Token) -> String {
    let spelled = spelled(token);
    let groups: Vec<&str> = (0..spelled.len()).step_by(4).map(|at| &spelled[at..(at + 4).min(spelled.len())]).collect();
    groups.join("-")
}

/// The token that someone has typed or followed; none: it is no token.
pub fn read(text: &str) -> Option<Token> {
    // an address holds a few: what is longer is none, and is not looked at
    if text.len() > 80 {
        return None;
    }
    let bytes = SPELLING.decode(text.trim().as_bytes()).ok()?;
    bytes.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> Keys {
        Keys::parse(&Keys::generate()).expect("a key")
    }

    #[test]
    fn a_token_is_read_as_people_write_it() {
        let token = token(&keys(), PortalLinkId::new());
        let spelled = spelled(&token);
        assert_eq!(spelled.len(), 26);
        assert_eq!(read(&spelled), Some(token));
        assert_eq!(read(&in_groups(&token)), Some(token));
        assert_eq!(read(&in_groups(&token).to_lowercase().replace('-', " ")), Some(token));
        assert_eq!(read(&spelled.replace('0', "o").replace('1', "l")), Some(token));
        for wrong in ["", "abc", &spelled[1..], &format!("{spelled}A"), "åäö", &"A".repeat(200)] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn each_link_and_each_key_has_its_own() {
        let (one, two) = (PortalLinkId::new(), PortalLinkId::new());
        let (keys, others) = (keys(), keys());
        assert_eq!(token(&keys, one), token(&keys, one));
        assert_ne!(token(&keys, one), token(&keys, two));
        assert_ne!(token(&keys, one), token(&others, one));
        let code = code(&keys, one);
        assert!(code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit()), "{code}");
    }
}
