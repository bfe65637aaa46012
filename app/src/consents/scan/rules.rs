//! What a scan is, and why one is taken back (`domain.md` 4.3).

/// The largest file that is received, in bytes.
pub const LARGEST: u64 = 10 * 1024 * 1024;

crate::codes! {
    /// What it is, read from the bytes.
    pub enum ScanKind {
        Pdf = "pdf", "PDF", "PDF";
        Jpeg = "jpeg", "bild (JPEG)", "picture (JPEG)";
        Png = "png", "bild (PNG)", "picture (PNG)";
    }
}

impl ScanKind {
    /// As which it is sent to a browser.
    pub fn media_type(self) -> &'static str {
        match self {
            ScanKind::Pdf => "application/pdf",
            ScanKind::Jpeg => "image/jpeg",
            ScanKind::Png => "image/png",
        }
    }

    /// What a browser calls it when it is kept: the same for everybody's.
    pub fn file_name(self) -> &'static str {
        match self {
            ScanKind::Pdf => "samtycke.pdf",
            ScanKind::Jpeg => "samtycke.jpg",
            ScanKind::Png => "samtycke.png",
        }
    }

    /// Whether a page can show it by itself.
    pub fn is_picture(self) -> bool {
        matches!(self, ScanKind::Jpeg | ScanKind::Png)
    }
}

crate::codes! {
    /// Why a scan is taken back.
    pub enum TakeBackReason {
        OtherPerson = "other_person", "det är någon annans papper", "it is another person's paper";
        OtherPaper = "other_paper", "det är ett annat av deltagarens papper", "it is another paper of the participant's";
        Unreadable = "unreadable", "det går inte att läsa", "it can't be read";
        Incomplete = "incomplete", "det saknas sidor", "pages are missing";
    }
}
