//! What a referral carries and why one is returned (`domain.md` 4.2).

crate::codes! {
    /// Why a referral is returned.
    pub enum ReturnReason {
        NotTargetGroup = "not_target_group", "tillhör inte målgruppen", "not the target group";
        OnePartyEnough = "one_party_enough", "stöd från en part räcker", "one party's support is enough";
        ConsentMissing = "consent_missing", "samtycke saknas eller är återtaget", "consent missing or withdrawn";
        OtherSupport = "other_support", "annat stöd har börjat", "other support began meanwhile";
        RelapseOrIllness = "relapse_or_illness", "återfall eller sjukdom", "relapse or illness";
        OutOfReach = "out_of_reach", "anmälaren når inte personen", "the referrer cannot reach the person";
        Discharged = "discharged", "anmälaren har avslutat personen", "the person is discharged by the referrer";
        NoReferrer = "no_referrer", "ingen på myndigheten kan stå som anmälare", "nobody at the agency will stand as referrer";
        Declined = "declined", "personen tackar nej", "the person declines";
        Other = "other", "annat", "other";
    }
}
