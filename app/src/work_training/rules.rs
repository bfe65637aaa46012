//! How a person comes to work training and how far they are (`domain.md` 4.9).

crate::codes! {
    /// The way in.
    pub enum Entry {
        FinsamTeam = "finsam_team", "FINSAM-team", "FINSAM team";
        Aktivitetsplatsen = "aktivitetsplatsen", "Aktivitetsplatsen", "Aktivitetsplatsen";
        MiaVidare = "mia_vidare", "MIA Vidare", "MIA Vidare";
        RattStod = "ratt_stod", "Rätt stöd för mig!", "Rätt stöd för mig!";
        Osa = "osa", "OSA (pilot)", "OSA (pilot)";
    }
}

crate::codes! {
    /// How far a placement has come.
    pub enum Stage {
        Requested = "requested", "begärd", "requested";
        InformationMeeting = "information_meeting", "informationsmöte", "information meeting";
        Mapping = "mapping", "kartläggning", "mapping";
        StudyVisit = "study_visit", "studiebesök", "study visit";
        Started = "started", "i arbetsträning", "in training";
        Ended = "ended", "avslutad", "ended";
        StoppedBeforeStart = "stopped_before_start", "avbruten före start", "stopped before start";
    }
}
