//! Who may do what with a draft and a referral. Pure: a table test covers it.
use super::store::DraftFacts;
use crate::{
    access::{Actor, Role, Verb, Verdict, allowed::HasSubject},
    audit::{Subject, SubjectKind},
    cases::policy::{CaseFacts, Sight, coordinates, coordinates_without_consent, refers_it, sight},
    organisation::rules::Party,
};

impl HasSubject for DraftFacts {
    fn subject(&self) -> Subject {
        Subject { kind: SubjectKind::Draft, id: self.id.0, association: Some(self.association) }
    }
}

/// Reads, writes or discards a draft: its author, and nobody else.
pub struct WriteDraft;

impl Verb for WriteDraft {
    type Facts = DraftFacts;
    fn allows(actor: &Actor, f: &DraftFacts) -> Verdict {
        if f.association == actor.association && f.author == actor.user {
            Verdict::by_roles(actor, &[Role::Referrer])
        } else {
            Verdict::Hidden
        }
    }
}

/// Begins or submits a draft: its author, at a unit where they refer today.
pub struct SubmitDraft;

impl Verb for SubmitDraft {
    type Facts = DraftFacts;
    fn allows(actor: &Actor, f: &DraftFacts) -> Verdict {
        match WriteDraft::allows(actor, f) {
            Verdict::Yes(_) if !actor.units(Role::Referrer).any(|u| u.unit == f.unit) => Verdict::No,
            verdict => verdict,
        }
    }
}

macro_rules! verbs {
    ($($(#[$doc:meta])* $name:ident by $rule:expr;)+) => { $(
        $(#[$doc])*
        pub struct $name;
        impl Verb for $name {
            type Facts = CaseFacts;
            fn allows(actor: &Actor, f: &CaseFacts) -> Verdict {
                $rule(actor, f)
            }
        }
    )+ };
}

verbs! {
    /// Asks the referrer for more.
    AskForCompletion by coordinates;
    /// Answers the coordinator.
    AnswerCompletion by answers;
    /// Takes a referral to the queue.
    AcceptReferral by coordinates;
    /// Returns a referral to its referrer, with or without a consent in force.
    ReturnReferral by coordinates_without_consent;
    /// Takes the own referral back.
    WithdrawReferral by refers_it;
    /// Gives the case another referrer, with or without a consent in force: no case without a named contact.
    HandOver by coordinates_without_consent;
    /// Becomes the referrer in a colleague's place.
    TakeOverReferral by takes_over;
}

/// The case's referrer who may read what they answer about: not one of another agency without a consent.
fn answers(actor: &Actor, f: &CaseFacts) -> Verdict {
    match (refers_it(actor, f), sight(actor, f)) {
        (Verdict::Yes(_), Some((_, Sight::Shell))) => Verdict::No,
        (verdict, _) => verdict,
    }
}

/// Whether a referrer of that party can become the case's contact: anyone of the agency that wrote the referral; of
/// another agency only where the consent in force names its party.
pub fn may_become_contact(f: &CaseFacts, same_agency: bool, party: Party) -> bool {
    same_agency || f.consent.as_ref().is_some_and(|c| c.names(party))
}

fn takes_over(actor: &Actor, f: &CaseFacts) -> Verdict {
    let at_the_unit = actor.units(Role::Referrer).any(|u| u.unit == f.unit);
    match refers_it(actor, f) {
        Verdict::Yes(_) if f.referrer == actor.user || !at_the_unit => Verdict::No,
        verdict => verdict,
    }
}

/// Whether the actor sees what only coordinators are told, and they with a consent in force only: another open case of
/// the same person.
pub fn sees_duplicates(actor: &Actor, f: &CaseFacts) -> bool {
    matches!(coordinates(actor, f), Verdict::Yes(_))
}
