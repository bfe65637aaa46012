//! Who reads the texts of consents, and who makes new ones. Pure: a table test covers it.
use crate::{
    access::{Actor, Role, Verb, Verdict},
    kernel::id::AssociationId,
    organisation::policy::{Of, at_own},
};

/// Reads the texts in use: whoever hands them to a participant, and who makes them.
pub struct ReadConsentTexts;

impl Verb for ReadConsentTexts {
    type Facts = Of<AssociationId>;
    fn allows(actor: &Actor, facts: &Self::Facts) -> Verdict {
        at_own(actor, facts.association, READERS)
    }
}

/// Those who read them.
pub const READERS: &[Role] =
    &[Role::Referrer, Role::Coordinator, Role::Representative, Role::Lots, Role::WorkTraining, Role::Administrator];

/// Makes a new version, and says that a professional has checked a translation.
pub struct MakeConsentText;

impl Verb for MakeConsentText {
    type Facts = Of<AssociationId>;
    fn allows(actor: &Actor, facts: &Self::Facts) -> Verdict {
        at_own(actor, facts.association, &[Role::Administrator])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{access::actor::tests::an_actor, kernel::code::Code};

    #[test]
    fn those_with_cases_read_them_and_administrators_alone_make_them() {
        for role in Role::ALL {
            let actor = an_actor(&[*role]);
            let own = Of { association: actor.association, id: actor.association };
            let other = AssociationId::new();
            let foreign = Of { association: other, id: other };
            assert_eq!(actor.might::<ReadConsentTexts>(&own), *role != Role::Office, "{role}");
            assert_eq!(actor.might::<MakeConsentText>(&own), *role == Role::Administrator, "{role}");
            assert!(!actor.might::<ReadConsentTexts>(&foreign) && !actor.might::<MakeConsentText>(&foreign), "{role}");
        }
    }
}
