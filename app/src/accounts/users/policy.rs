//! Who may see and change users: administrators, and only users who hold or held a task at their association.
use crate::{
    access::{Actor, Role, Verb, Verdict, allowed::HasSubject},
    accounts::store::subject,
    audit::Subject,
    kernel::id::{AssociationId, UserId},
    organisation::policy::{Of, at_own},
};

/// A user as an administrator meets them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UserFacts {
    pub user: UserId,
    /// Holds or held a task at the actor's association.
    pub is_known_here: bool,
    /// The association that looks after the account itself: that of the first task still held, else of the last.
    pub home: Option<AssociationId>,
}

impl HasSubject for UserFacts {
    fn subject(&self) -> Subject {
        subject(self.user)
    }
}

macro_rules! verbs {
    ($facts:ty, $rule:expr; $($(#[$doc:meta])* $verb:ident),+) => { $(
        $(#[$doc])*
        pub struct $verb;
        impl Verb for $verb {
            type Facts = $facts;
            fn allows(actor: &Actor, facts: &$facts) -> Verdict {
                $rule(actor, facts)
            }
        }
    )+ };
}

verbs! { Of<AssociationId>, at_the_association; SeeUsers, AddUser }
verbs! { UserFacts, known_here; SeeUser, GrantTask, EndTask }
// A password opens every task of its user, at other associations too: so those are the home association's to give.
verbs! { UserFacts, at_home; ChangeUser, GiveOneTimePassword, CloseUser }

fn at_the_association(actor: &Actor, facts: &Of<AssociationId>) -> Verdict {
    at_own(actor, facts.association, &[Role::Administrator])
}

fn known_here(actor: &Actor, facts: &UserFacts) -> Verdict {
    if facts.is_known_here { Verdict::by_roles(actor, &[Role::Administrator]) } else { Verdict::Hidden }
}

fn at_home(actor: &Actor, facts: &UserFacts) -> Verdict {
    match known_here(actor, facts) {
        Verdict::Yes(_) if facts.home != Some(actor.association) => Verdict::No,
        verdict => verdict,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{access::actor::tests::an_actor, kernel::code::Code};

    #[test]
    fn role_by_verb_by_where_the_user_belongs() {
        for role in Role::ALL {
            let actor = an_actor(&[*role]);
            let administers = *role == Role::Administrator;
            let own = Of { association: actor.association, id: actor.association };
            assert_eq!(actor.might::<SeeUsers>(&own), administers, "{role}");
            assert_eq!(actor.might::<AddUser>(&own), administers, "{role}");
            let elsewhere = AssociationId::new();
            assert!(!actor.might::<AddUser>(&Of { association: elsewhere, id: elsewhere }), "{role}");
            for (is_known_here, home) in
                [(true, Some(actor.association)), (true, Some(elsewhere)), (false, Some(elsewhere)), (false, None)]
            {
                let user = UserFacts { user: UserId::new(), is_known_here, home };
                let sees = administers && is_known_here;
                assert_eq!(actor.might::<SeeUser>(&user), sees, "{role} {user:?}");
                assert_eq!(actor.might::<GrantTask>(&user), sees, "{role} {user:?}");
                assert_eq!(actor.might::<EndTask>(&user), sees, "{role} {user:?}");
                let at_home = sees && home == Some(actor.association);
                assert_eq!(actor.might::<ChangeUser>(&user), at_home, "{role} {user:?}");
                assert_eq!(actor.might::<GiveOneTimePassword>(&user), at_home, "{role} {user:?}");
                assert_eq!(actor.might::<CloseUser>(&user), at_home, "{role} {user:?}");
            }
        }
    }

    #[test]
    fn a_user_of_another_association_does_not_exist_here() {
        let actor = an_actor(&[Role::Administrator]);
        let user = UserFacts { user: UserId::new(), is_known_here: false, home: Some(AssociationId::new()) };
        assert_eq!(SeeUser::allows(&actor, &user), Verdict::Hidden);
        assert_eq!(CloseUser::allows(&actor, &user), Verdict::Hidden);
    }
}
