//! Random values, how they are written, and how they are compared.

use subtle::ConstantTimeEq;

/// A fresh token for a session, a one-time link or a form.
///
/// # Panics
/// When the operating system has no random numbers: the token could be guessed then.
pub fn random_token() -> [u8; 32] {
    random_bytes()
}

/// Bytes as lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

/// The 32 bytes that 64 hexadecimal digits (of either case) stand for; `None` for any other text.
pub fn from_hex(text: &str) -> Option<[u8; 32]> {
    let digits = text.as_bytes();
    if digits.len() != 64 {
        return None;
    }
    let mut bytes = [0; 32];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        let (high, low) = (char::from(pair[0]).to_digit(16)?, char::from(pair[1]).to_digit(16)?);
        *byte = u8::try_from(high * 16 + low).ok()?;
    }
    Some(bytes)
}

/// Whether two secrets or hashes are equal, in a time that doesn't tell where they differ (their lengths are no secret).
pub fn constant_time_eq(a: &[u8], b: &[u8]) -> bool {
    a.ct_eq(b).into()
}

pub(super) fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random numbers");
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn tokens_are_new_and_comparing_is_right() {
        assert_ne!(random_token(), random_token());
        assert!(constant_time_eq(b"abc", b"abc"));
        assert!(!constant_time_eq(b"abc", b"abd") && !constant_time_eq(b"abc", b"ab"));
    }

    proptest! {
        #[test]
        fn hex_goes_both_ways(bytes in any::<[u8; 32]>()) {
            prop_assert_eq!(from_hex(&hex(&bytes)), Some(bytes));
            prop_assert_eq!(from_hex(&hex(&bytes).to_uppercase()), Some(bytes));
        }
    }
}
