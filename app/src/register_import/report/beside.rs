//! What an import makes that is no row of a file.
use super::{File, Told};
use crate::kernel::{code::Code, lang::Text};

crate::codes! {
    /// Made from what the rows name: nobody sees it in the files.
    pub enum Beside {
        Participants = "participants", "deltagare", "participants";
        Users = "users", "konton för anmälare", "accounts for referrers";
        Units = "units", "enheter", "units";
        Districts = "districts", "stadsdelsområden", "districts";
        Providers = "providers", "leverantörer", "providers";
        Places = "places", "arbetsträningsplatser", "work-training places";
        Plans = "plans", "gemensamma planer", "joint plans";
    }
}

impl Told {
    /// How many are new of one kind.
    pub fn new_of(&self, kind: impl Code) -> u64 {
        self.created.get(kind.code()).copied().unwrap_or(0)
    }

    /// What becomes part of the association beside the cases and what belongs to them, kind by kind; what is not, is left out.
    pub fn added(&self) -> Vec<(Text, u64)> {
        let organisation = [File::Agencies, File::Teams].map(|file| (file.words(), self.new_of(file)));
        let beside = Beside::ALL.iter().map(|kind| (kind.words(), self.new_of(*kind)));
        beside.chain(organisation).filter(|(_, n)| *n > 0).collect()
    }
}
