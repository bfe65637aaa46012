//! Who makes the participant's link. Pure: a table test covers it. What the participant may is not asked of a user's tasks:
//! see [`guests`](super::guests).
use crate::{
    access::{Actor, Verb, Verdict},
    cases::policy::CaseFacts,
    consents::policy::RecordConsent,
};

/// Makes a link for the participant, sees how it stands, and ends it: whoever records their consents, while the case lasts.
pub struct InviteParticipant;

impl Verb for InviteParticipant {
    type Facts = CaseFacts;
    fn allows(actor: &Actor, f: &CaseFacts) -> Verdict {
        RecordConsent::allows(actor, f)
    }
}
