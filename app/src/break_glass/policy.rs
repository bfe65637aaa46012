//! Who opens a case without consent, reads it then, and reviews it. Pure: a table test covers it.
use crate::{
    access::{Actor, Role, Verb, Verdict, allowed::HasSubject},
    audit::{Subject, SubjectKind},
    cases::policy::{CaseFacts, coordinates_without_consent},
    kernel::id::{AssociationId, CaseId, GlassId, UserId},
    organisation::policy::{Of, at_own},
};

/// Opens a case without a consent in force: coordinators, of their own association's cases.
pub struct BreakGlass;

impl Verb for BreakGlass {
    type Facts = CaseFacts;
    fn allows(actor: &Actor, f: &CaseFacts) -> Verdict {
        match coordinates_without_consent(actor, f) {
            // with a consent there is nothing to break
            Verdict::Yes(_) if f.consent.is_some() => Verdict::No,
            verdict => verdict,
        }
    }
}

/// A case, and whether the actor has opened it without consent within the hour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenFacts {
    pub case: CaseFacts,
    pub open: bool,
}

impl HasSubject for BrokenFacts {
    fn subject(&self) -> Subject {
        self.case.subject()
    }
}

/// Reads a case that was opened so: whoever gave the reason, while it lasts.
pub struct ReadBroken;

impl Verb for ReadBroken {
    type Facts = BrokenFacts;
    fn allows(actor: &Actor, f: &BrokenFacts) -> Verdict {
        match coordinates_without_consent(actor, &f.case) {
            Verdict::Yes(_) if !f.open => Verdict::No,
            verdict => verdict,
        }
    }
}

/// An opening without consent, as its review looks at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GlassFacts {
    pub id: GlassId,
    pub association: AssociationId,
    pub case: CaseId,
    pub opened_by: UserId,
    pub reviewed_by: Option<UserId>,
    /// Another coordinator than the one who opened it can log in.
    pub has_other_coordinator: bool,
}

impl HasSubject for GlassFacts {
    fn subject(&self) -> Subject {
        Subject { kind: SubjectKind::Case, id: self.case.0, association: Some(self.association) }
    }
}

/// Those who review: another coordinator, or where there is none an administrator, who sees nothing of the case.
pub const REVIEWERS: &[Role] = &[Role::Coordinator, Role::Administrator];

/// Sees what was opened without consent at the association, and what was found.
pub struct SeeReviews;

impl Verb for SeeReviews {
    type Facts = Of<AssociationId>;
    fn allows(actor: &Actor, f: &Self::Facts) -> Verdict {
        at_own(actor, f.association, REVIEWERS)
    }
}

/// Looks at one of them.
pub struct SeeReview;

impl Verb for SeeReview {
    type Facts = GlassFacts;
    fn allows(actor: &Actor, f: &GlassFacts) -> Verdict {
        at_own(actor, f.association, REVIEWERS)
    }
}

/// Signs the review: another coordinator than the one who opened it; an administrator only where there is none.
pub struct ReviewGlass;

impl Verb for ReviewGlass {
    type Facts = GlassFacts;
    fn allows(actor: &Actor, f: &GlassFacts) -> Verdict {
        match at_own(actor, f.association, REVIEWERS) {
            Verdict::Yes(_) if f.opened_by == actor.user => Verdict::No,
            Verdict::Yes(Role::Administrator) if f.has_other_coordinator => Verdict::No,
            verdict => verdict,
        }
    }
}

/// Reads why it was opened, in words that may be about the participant: coordinators until it is reviewed, then who opened
/// it and who reviewed it. No administrator.
pub struct ReadReason;

impl Verb for ReadReason {
    type Facts = GlassFacts;
    fn allows(actor: &Actor, f: &GlassFacts) -> Verdict {
        match at_own(actor, f.association, &[Role::Coordinator]) {
            Verdict::Yes(_) if f.reviewed_by.is_some_and(|by| ![by, f.opened_by].contains(&actor.user)) => Verdict::No,
            verdict => verdict,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        consents::rules::ConsentInForce,
        kernel::code::Code,
        plans::policy::testing::{actor, case as met},
    };

    #[test]
    fn coordinators_alone_open_and_read_and_only_without_a_consent() {
        for role in Role::ALL {
            let actor = actor(*role);
            let case = CaseFacts { association: actor.association, consent: None, ..met(3) };
            let coordinates = *role == Role::Coordinator;
            assert_eq!(actor.might::<BreakGlass>(&case), coordinates, "{role}");
            let consented = CaseFacts { consent: ConsentInForce::to_all(case.today), ..case.clone() };
            assert!(!actor.might::<BreakGlass>(&consented), "{role}");
            for open in [true, false] {
                let facts = BrokenFacts { case: case.clone(), open };
                assert_eq!(actor.might::<ReadBroken>(&facts), coordinates && open, "{role}");
            }
            let foreign = CaseFacts { association: AssociationId::new(), ..case };
            assert_eq!(BreakGlass::allows(&actor, &foreign), Verdict::Hidden, "{role}");
            assert_eq!(
                ReadBroken::allows(&actor, &BrokenFacts { case: foreign, open: true }),
                Verdict::Hidden,
                "{role}"
            );
        }
    }

    #[test]
    fn another_person_reviews() {
        for role in Role::ALL {
            let actor = actor(*role);
            let (id, case) = (GlassId::new(), CaseId::new());
            let of = |association, opened_by| GlassFacts {
                id,
                association,
                case,
                opened_by,
                reviewed_by: None,
                has_other_coordinator: true,
            };
            let (reviews, coordinates) = (REVIEWERS.contains(role), *role == Role::Coordinator);
            let anothers = of(actor.association, UserId::new());
            assert_eq!(actor.might::<ReviewGlass>(&anothers), coordinates, "{role}");
            let alone = GlassFacts { has_other_coordinator: false, ..anothers };
            assert_eq!(actor.might::<ReviewGlass>(&alone), reviews, "{role}");
            assert!(!actor.might::<ReviewGlass>(&of(actor.association, actor.user)), "{role}");
            assert_eq!(actor.might::<SeeReview>(&of(actor.association, actor.user)), reviews, "{role}");
            let foreign = of(AssociationId::new(), UserId::new());
            assert_eq!(ReviewGlass::allows(&actor, &foreign), Verdict::Hidden, "{role}");
            assert_eq!(actor.might::<ReadReason>(&anothers), coordinates, "{role}");
            let reviewed = |by| GlassFacts { reviewed_by: Some(by), ..anothers };
            assert!(!actor.might::<ReadReason>(&reviewed(UserId::new())), "{role}");
            assert_eq!(actor.might::<ReadReason>(&reviewed(actor.user)), coordinates, "{role}");
        }
    }
}
