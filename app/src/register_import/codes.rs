//! The codes of the register, from the rooms that they belong to.
crate::codes! {
    pub enum Gender { Woman = "woman", "kvinna", "woman"; Man = "man", "man", "man"; Other = "other", "annat", "other"; NotStated = "not_stated", "inte angett", "not stated"; }
}
crate::codes! {
    pub enum Livelihood {
        SicknessBenefit = "sickness_benefit", "", ""; IncomeSupport = "income_support", "", "";
        ActivityCompensation = "activity_compensation", "", ""; DisabilityPension = "disability_pension", "", "";
        UnemploymentBenefit = "unemployment_benefit", "", ""; ActivitySupport = "activity_support", "", "";
        None = "none", "", ""; Other = "other", "", "";
    }
}
crate::codes! {
    pub enum SupportBand { Under1 = "under_1", "", ""; From1To2 = "1_2", "", ""; From2To5 = "2_5", "", ""; From5To9 = "5_9", "", ""; Over9 = "over_9", "", ""; Unknown = "unknown", "", ""; }
}
crate::codes! {
    pub enum Education { Compulsory = "compulsory", "", ""; UpperSecondary = "upper_secondary", "", ""; HigherUnder3 = "higher_under_3", "", ""; Higher3Plus = "higher_3_plus", "", ""; Unknown = "unknown", "", ""; }
}
crate::codes! {
    pub enum Track { TeamMeeting = "team_meeting", "", ""; WorkTraining = "work_training", "", ""; }
}
crate::codes! {
    pub enum ReturnReason {
        NotTargetGroup = "not_target_group", "", ""; OnePartyEnough = "one_party_enough", "", ""; ConsentMissing = "consent_missing", "", "";
        OtherSupport = "other_support", "", ""; RelapseOrIllness = "relapse_or_illness", "", ""; OutOfReach = "out_of_reach", "", "";
        NoReferrer = "no_referrer", "", ""; Declined = "declined", "", ""; Other = "other", "", "";
    }
}
crate::codes! {
    pub enum EndReason { Work = "1", "", ""; Rehabilitation = "2", "", ""; Illness = "3", "", ""; Other = "4", "", ""; }
}
crate::codes! {
    pub enum ConsentForm { Paper = "paper", "", ""; Electronic = "electronic", "", ""; Oral = "oral", "", ""; }
}
crate::codes! {
    pub enum MeetingForm { Phone = "phone", "", ""; Video = "video", "", ""; InPerson = "in_person", "", ""; Hybrid = "hybrid", "", ""; }
}
crate::codes! {
    /// How a case stands in the register.
    pub enum Status { InQueue = "in_queue", "i kö", "in queue"; Met = "met", "träffat teamet", "met"; Returned = "returned", "återlämnad", "returned"; Withdrawn = "withdrawn", "återtagen", "withdrawn"; Closed = "closed", "avslutat", "closed"; }
}
crate::codes! {
    /// What became of a meeting in the register.
    pub enum Outcome { Held = "held", "hållet", "held"; Moved = "moved", "flyttat", "moved"; Cancelled = "cancelled", "inställt", "cancelled"; }
}
crate::codes! {
    pub enum ActivityStatus { Planned = "planned", "", ""; UnderWay = "under_way", "", ""; Done = "done", "", ""; NotDone = "not_done", "", ""; Dropped = "dropped", "", ""; }
}
crate::codes! {
    pub enum FollowUpResult { AllDone = "all_done", "", ""; PartlyDone = "partly_done", "", ""; UnderWay = "under_way", "", ""; NoneDone = "none_done", "", ""; CouldNotFollowUp = "could_not_follow_up", "", ""; NotCarriedOut = "not_carried_out", "", ""; }
}
crate::codes! {
    pub enum LotsStage { Meeting = "meeting", "", ""; FollowUp = "follow_up", "", ""; WorkTraining = "work_training", "", ""; }
}
crate::codes! {
    pub enum Entry { FinsamTeam = "finsam_team", "", ""; Aktivitetsplatsen = "aktivitetsplatsen", "", ""; MiaVidare = "mia_vidare", "", ""; RattStod = "ratt_stod", "", ""; Osa = "osa", "", ""; }
}
crate::codes! {
    pub enum Stage { Requested = "requested", "", ""; InformationMeeting = "information_meeting", "", ""; Mapping = "mapping", "", ""; StudyVisit = "study_visit", "", ""; Started = "started", "", ""; Ended = "ended", "", ""; StoppedBeforeStart = "stopped_before_start", "", ""; }
}
crate::codes! {
    /// A number of months after the meeting at which a follow-up is due.
    pub enum Months { Two = "2", "två månader", "two months"; Six = "6", "sex månader", "six months"; Twelve = "12", "tolv månader", "twelve months"; }
}
crate::codes! {
    pub enum YesNo { Yes = "yes", "ja", "yes"; No = "no", "nej", "no"; }
}
