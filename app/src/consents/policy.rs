//! Who records and withdraws a participant's consent on their behalf. Pure: a table test covers it.
use crate::{
    access::{Actor, Role, Verb, Verdict},
    cases::policy::{CaseFacts, coordinates_without_consent, refers_it, sight},
};

/// Records a consent given on paper or orally: the referrer, a covering colleague, or a coordinator.
pub struct RecordConsent;

impl Verb for RecordConsent {
    type Facts = CaseFacts;
    fn allows(actor: &Actor, f: &CaseFacts) -> Verdict {
        match refers_it(actor, f) {
            Verdict::Yes(role) => Verdict::Yes(role),
            Verdict::No | Verdict::Hidden => coordinates_without_consent(actor, f),
        }
    }
}

/// Withdraws a consent at the participant's word: any handler who sees the case, in whatever task.
pub struct WithdrawConsent;

impl Verb for WithdrawConsent {
    type Facts = CaseFacts;
    fn allows(actor: &Actor, f: &CaseFacts) -> Verdict {
        sight(actor, f).map_or(Verdict::Hidden, |(role, _)| Verdict::Yes(role))
    }
}

/// Reads for whom the case was open and who has read it, to tell the participant: whoever records their consents.
pub struct SeeReaders;

impl Verb for SeeReaders {
    type Facts = CaseFacts;
    fn allows(actor: &Actor, f: &CaseFacts) -> Verdict {
        RecordConsent::allows(actor, f)
    }
}

/// Is told that a consent lacks, was withdrawn or runs out, as work to do.
pub fn is_told(actor: &Actor) -> bool {
    actor.has(Role::Coordinator)
}

/// Is asked to have the consents of the own cases renewed.
pub fn is_asked_to_renew(actor: &Actor) -> bool {
    actor.has(Role::Referrer)
}
