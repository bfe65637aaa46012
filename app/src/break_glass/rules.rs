//! Why a case may be opened without consent, for how long, and what a review may find (`domain.md` 4.3).
crate::codes! {
    /// Why the participant's consent could not be waited for (*design*).
    pub enum GlassReason {
        Danger = "danger", "fara för någons liv eller hälsa", "danger to someone's life or health";
        Child = "child", "ett barn kan fara illa", "a child may come to harm";
        Duty = "duty", "en skyldighet enligt lag", "a duty by law";
        Other = "other", "annat skäl", "another reason";
    }
}

crate::codes! {
    /// What another person finds.
    pub enum Judgement {
        Justified = "justified", "befogat", "justified";
        NotJustified = "not_justified", "inte befogat", "not justified";
    }
}

/// So many minutes it can be read.
pub const LASTS: i64 = 60;

/// So many characters a reason has at least: a word is none.
pub const SHORTEST: usize = 20;
