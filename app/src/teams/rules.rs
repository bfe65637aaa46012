//! What a team's seats are held as.

crate::codes! {
    /// How a seat is held.
    pub enum HolderKind {
        Representative = "representative", "ordinarie", "representative";
        Substitute = "substitute", "ersättare", "substitute";
    }
}
