//! Who adds the scan of a signed paper, opens it, and takes it back. Pure: a table test covers it.
use crate::{
    access::{Actor, Role, Verb, Verdict},
    cases::policy::{CaseFacts, Sight, sight, sight_as},
    consents::policy::RecordConsent,
};

/// Adds the scan: whoever records consents holds the paper in their hand.
pub struct AddScan;

impl Verb for AddScan {
    type Facts = CaseFacts;
    fn allows(actor: &Actor, f: &CaseFacts) -> Verdict {
        RecordConsent::allows(actor, f)
    }
}

/// Opens the scan: who handles the consents, and sees by that task whom the case is about, since the paper bears a name
/// and a signature. So the referrer and a covering colleague, and coordinators while a consent is in force. Whoever works
/// by the consent needs its parties, not the paper.
pub struct SeeScan;

impl Verb for SeeScan {
    type Facts = CaseFacts;
    fn allows(actor: &Actor, f: &CaseFacts) -> Verdict {
        let handles = [Role::Referrer, Role::Coordinator];
        let by = handles.into_iter().find(|role| sight_as(*role, actor, f).is_some_and(|seen| seen > Sight::Shell));
        match by {
            Some(role) => Verdict::Yes(role),
            None => sight(actor, f).map_or(Verdict::Hidden, |_| Verdict::No),
        }
    }
}

/// Takes a wrong scan back: whoever can see that it is wrong.
pub struct TakeBackScan;

impl Verb for TakeBackScan {
    type Facts = CaseFacts;
    fn allows(actor: &Actor, f: &CaseFacts) -> Verdict {
        SeeScan::allows(actor, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        kernel::{code::Code, id::AssociationId},
        organisation::rules::Party,
        plans::policy::testing::{ME, actor, case, consent, sitting},
        teams::rules::HolderKind,
    };
    use rstest::rstest;

    #[derive(Clone, Copy, Debug, PartialEq)]
    enum Who {
        Referrer,
        Coordinator,
        Representative,
        Lots,
        WorkTraining,
        Office,
        Administrator,
    }

    fn who(who: Who) -> Actor {
        match who {
            Who::Referrer => actor(Role::Referrer),
            Who::Coordinator => actor(Role::Coordinator),
            Who::Representative => sitting(Party::HealthCare, HolderKind::Representative),
            Who::Lots => actor(Role::Lots),
            Who::WorkTraining => actor(Role::WorkTraining),
            Who::Office => actor(Role::Office),
            Who::Administrator => actor(Role::Administrator),
        }
    }

    /// A case in which each of them has their part.
    fn theirs() -> CaseFacts {
        CaseFacts { referrer: ME, lots: vec![ME], work_training: true, ..case(3) }
    }

    const YES_R: Verdict = Verdict::Yes(Role::Referrer);
    const YES_C: Verdict = Verdict::Yes(Role::Coordinator);
    use Verdict::{Hidden, No};

    // each: with everyone's consent; wholly withdrawn; withdrawn for the referrer's party alone; protected identity
    #[rstest]
    #[case(Who::Referrer, [YES_R, YES_R, YES_R, YES_R])]
    #[case(Who::Coordinator, [YES_C, No, YES_C, YES_C])]
    #[case(Who::Representative, [No, Hidden, No, Hidden])]
    #[case(Who::Lots, [No, Hidden, No, Hidden])]
    #[case(Who::WorkTraining, [No, Hidden, No, Hidden])]
    #[case(Who::Office, [Hidden, Hidden, Hidden, Hidden])]
    #[case(Who::Administrator, [Hidden, Hidden, Hidden, Hidden])]
    fn who_opens_it(#[case] task: Who, #[case] opens: [Verdict; 4]) {
        let others = CaseFacts { consent: consent(&[Party::HealthCare]), ..theirs() };
        let cases = [
            theirs(),
            CaseFacts { consent: None, ..theirs() },
            others,
            CaseFacts { protected_identity: true, ..theirs() },
        ];
        let actor = who(task);
        for (case, expected) in cases.iter().zip(opens) {
            assert_eq!(SeeScan::allows(&actor, case), expected, "{task:?}");
            assert_eq!(TakeBackScan::allows(&actor, case), expected, "{task:?} takes back what they see");
            let foreign = CaseFacts { association: AssociationId::new(), ..case.clone() };
            assert_eq!(SeeScan::allows(&actor, &foreign), Hidden, "{task:?}");
            assert_eq!(AddScan::allows(&actor, &foreign), Hidden, "{task:?}");
        }
    }

    #[test]
    fn who_records_consents_adds_it_with_or_without_one_in_force() {
        for role in Role::ALL {
            for case in [theirs(), CaseFacts { consent: None, ..theirs() }] {
                let adds = matches!(role, Role::Referrer | Role::Coordinator);
                assert_eq!(actor(*role).might::<AddScan>(&case), adds, "{role}");
            }
        }
    }

    #[test]
    fn a_referrer_to_whom_anothers_case_was_handed_over_needs_the_consent() {
        let handed_over = CaseFacts { contact_elsewhere: true, ..theirs() };
        assert_eq!(SeeScan::allows(&actor(Role::Referrer), &handed_over), YES_R);
        let shell = CaseFacts { consent: None, ..handed_over };
        assert_eq!(SeeScan::allows(&actor(Role::Referrer), &shell), No);
    }

    #[test]
    fn a_colleague_covers_where_the_unit_does() {
        let colleague = actor(Role::Referrer);
        let covered = CaseFacts { unit_covers: true, ..case(3) };
        assert_eq!(SeeScan::allows(&colleague, &covered), YES_R);
        assert_eq!(SeeScan::allows(&colleague, &CaseFacts { unit_covers: false, ..covered.clone() }), Hidden);
        assert_eq!(SeeScan::allows(&colleague, &CaseFacts { protected_identity: true, ..covered }), Hidden);
    }

    /// The task that opens it is the one that is noted: a coordinator who once referred it, and lost that consent.
    #[test]
    fn the_task_that_allows_it_is_the_one_that_sees() {
        let mut both = actor(Role::Coordinator);
        both.grants.extend(actor(Role::Referrer).grants);
        let shell_as_referrer =
            CaseFacts { contact_elsewhere: true, consent: consent(&[Party::HealthCare]), ..theirs() };
        assert_eq!(SeeScan::allows(&both, &shell_as_referrer), YES_C);
    }
}
