//! Who may see and change the organisation: administrators, at their own association.
use crate::{
    access::{Actor, Role, Verb, Verdict, allowed::HasSubject},
    audit::{Subject, SubjectKind},
    kernel::id::{AgencyId, AssociationId, DistrictId, UnitId},
};

/// A record of the organisation, and the association that it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Of<I> {
    pub association: AssociationId,
    pub id: I,
}

impl<I> HasSubject for Of<I> {
    fn subject(&self) -> Subject {
        of_association(self.association)
    }
}

/// The association's own chain in the audit log.
pub fn of_association(association: AssociationId) -> Subject {
    Subject { kind: SubjectKind::Association, id: association.0, association: Some(association) }
}

/// Yes to these tasks at the actor's own association; elsewhere nothing may be known of.
pub fn at_own(actor: &Actor, association: AssociationId, roles: &[Role]) -> Verdict {
    if association == actor.association { Verdict::by_roles(actor, roles) } else { Verdict::Hidden }
}

macro_rules! administrators_verbs {
    ($($(#[$doc:meta])* $verb:ident($id:ty);)+) => { $(
        $(#[$doc])*
        pub struct $verb;
        impl Verb for $verb {
            type Facts = Of<$id>;
            fn allows(actor: &Actor, facts: &Of<$id>) -> Verdict {
                at_own(actor, facts.association, &[Role::Administrator])
            }
        }
    )+ };
}

administrators_verbs! {
    SeeOrganisation(AssociationId);
    ChangeSettings(AssociationId);
    /// Who makes a further association is its first administrator.
    AddAssociation(AssociationId);
    AddDistrict(AssociationId);
    ChangeDistrict(DistrictId);
    AddAgency(AssociationId);
    ChangeAgency(AgencyId);
    AddUnit(AgencyId);
    ChangeUnit(UnitId);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{access::actor::tests::an_actor, kernel::code::Code};

    #[test]
    fn administrators_alone_and_at_their_own_association_only() {
        for role in Role::ALL {
            let actor = an_actor(&[*role]);
            let own = Of { association: actor.association, id: actor.association };
            let district = Of { association: actor.association, id: DistrictId::new() };
            let agency = Of { association: actor.association, id: AgencyId::new() };
            let unit = Of { association: actor.association, id: UnitId::new() };
            let expected = *role == Role::Administrator;
            assert_eq!(actor.might::<SeeOrganisation>(&own), expected, "{role}");
            assert_eq!(actor.might::<ChangeSettings>(&own), expected, "{role}");
            assert_eq!(actor.might::<AddAssociation>(&own), expected, "{role}");
            assert_eq!(actor.might::<AddDistrict>(&own), expected, "{role}");
            assert_eq!(actor.might::<ChangeDistrict>(&district), expected, "{role}");
            assert_eq!(actor.might::<AddAgency>(&own), expected, "{role}");
            assert_eq!(actor.might::<ChangeAgency>(&agency), expected, "{role}");
            assert_eq!(actor.might::<AddUnit>(&agency), expected, "{role}");
            assert_eq!(actor.might::<ChangeUnit>(&unit), expected, "{role}");
            let foreign = AssociationId::new();
            assert!(!actor.might::<SeeOrganisation>(&Of { association: foreign, id: foreign }), "{role}");
            assert!(!actor.might::<ChangeUnit>(&Of { association: foreign, id: unit.id }), "{role}");
        }
    }
}
