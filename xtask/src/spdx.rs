//! Licence expressions as crates write them (SPDX): `MIT OR Apache-2.0`, `(MIT OR Zlib) AND Unicode-3.0`.
//! AND binds tighter than OR; the old `MIT/Apache-2.0` means OR.
use anyhow::{Result, bail};

/// Whether the expression can be met with allowed licences only. An error when it cannot be read.
pub fn is_met(expression: &str, allowed: &[&str]) -> Result<bool> {
    let words = words(expression);
    let mut reader = Reader { words: &words, allowed };
    let met = reader.any_of()?;
    if let Some(word) = reader.words.first() {
        bail!("`{expression}`: unexpected `{word}`");
    }
    Ok(met)
}

fn words(expression: &str) -> Vec<String> {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    spaced.split_whitespace().map(str::to_owned).collect()
}

struct Reader<'a> {
    words: &'a [String],
    allowed: &'a [&'a str],
}

impl Reader<'_> {
    fn any_of(&mut self) -> Result<bool> {
        let mut met = self.all_of()?;
        while self.take("OR") {
            // Read in any case, so that nonsense in the second half is found too.
            met |= self.all_of()?;
        }
        Ok(met)
    }

    fn all_of(&mut self) -> Result<bool> {
        let mut met = self.one()?;
        while self.take("AND") {
            met &= self.one()?;
        }
        Ok(met)
    }

    fn one(&mut self) -> Result<bool> {
        if self.take("(") {
            let met = self.any_of()?;
            if !self.take(")") {
                bail!("a parenthesis is not closed");
            }
            return Ok(met);
        }
        let mut licence = self.name()?;
        if self.take("WITH") {
            // An exception only adds permissions: the licence alone being allowed is enough.
            let bare = self.allowed.contains(&licence.as_str());
            licence = format!("{licence} WITH {}", self.name()?);
            return Ok(bare || self.allowed.contains(&licence.as_str()));
        }
        Ok(self.allowed.contains(&licence.as_str()))
    }

    fn name(&mut self) -> Result<String> {
        match self.words.split_first() {
            Some((word, rest)) if !["AND", "OR", "WITH", "(", ")"].contains(&word.as_str()) => {
                self.words = rest;
                Ok(word.clone())
            }
            Some((word, _)) => bail!("a licence is missing before `{word}`"),
            None => bail!("a licence is missing at the end"),
        }
    }

    fn take(&mut self, wanted: &str) -> bool {
        match self.words.split_first() {
            Some((word, rest)) if word == wanted => {
                self.words = rest;
                true
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_met;

    const ALLOWED: [&str; 4] = ["MIT", "Apache-2.0", "Unicode-3.0", "GPL-3.0 WITH Classpath-exception"];

    #[test]
    fn expressions_are_weighed() {
        for (expression, met) in [
            ("MIT", true),
            ("GPL-3.0", false),
            ("GPL-3.0 OR MIT", true),
            ("MIT/GPL-3.0", true),
            ("GPL-3.0/AGPL-3.0", false),
            ("MIT AND GPL-3.0", false),
            ("MIT AND Apache-2.0", true),
            // AND binds tighter: MIT alone will do here ...
            ("MIT OR GPL-3.0 AND AGPL-3.0", true),
            ("GPL-3.0 AND AGPL-3.0 OR MIT", true),
            // ... and not here.
            ("(MIT OR GPL-3.0) AND AGPL-3.0", false),
            ("(MIT OR GPL-3.0) AND Unicode-3.0", true),
            ("((MIT))", true),
            ("Apache-2.0 WITH LLVM-exception", true),
            ("GPL-3.0 WITH Classpath-exception", true),
            ("GPL-3.0 WITH GCC-exception", false),
            ("Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT", true),
            // A later version is another promise than the one allowed.
            ("MIT+", false),
        ] {
            assert_eq!(is_met(expression, &ALLOWED).expect(expression), met, "{expression}");
        }
    }

    #[test]
    fn nonsense_is_refused() {
        for expression in ["", "MIT OR", "OR MIT", "(MIT", "MIT)", "MIT Apache-2.0", "MIT OR ()", "MIT WITH"] {
            assert!(is_met(expression, &ALLOWED).is_err(), "{expression}");
        }
    }
}
