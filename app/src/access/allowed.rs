//! The first guard: permission is a value that only a policy can make, and it owns what was checked.
use super::{Actor, Role};
use crate::{
    audit::{Entry, Event, Subject},
    db::Tx,
    kernel::{error::AppError, id::UserId},
};
use std::{marker::PhantomData, ops::Deref};

/// Something read in a transaction, usable only while that transaction lives.
#[derive(Clone, Debug)]
pub struct Loaded<'tx, F> {
    facts: F,
    tx: PhantomData<&'tx ()>,
}

impl<'tx, F> Loaded<'tx, F> {
    /// For stores: what was just read, rows that a rule counts on locked.
    pub(crate) fn from_tx(_: &'tx impl Tx, facts: F) -> Self {
        Loaded { facts, tx: PhantomData }
    }

    /// A part of what was loaded.
    pub fn map<G>(self, f: impl FnOnce(F) -> G) -> Loaded<'tx, G> {
        Loaded { facts: f(self.facts), tx: PhantomData }
    }
}

impl<F> Deref for Loaded<'_, F> {
    type Target = F;
    fn deref(&self) -> &F {
        &self.facts
    }
}

/// What a policy answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Allowed, by this task.
    Yes(Role),
    /// The record may be known of, the deed is not theirs.
    No,
    /// The record must not be known of: answered as if it did not exist.
    Hidden,
}

impl Verdict {
    /// Allowed by the first of these tasks that the actor holds; else not found.
    pub fn by_roles(actor: &Actor, roles: &[Role]) -> Self {
        roles.iter().copied().find(|r| actor.has(*r)).map_or(Verdict::Hidden, Verdict::Yes)
    }
}

/// A deed, named as the users name it, with the rule for who may do it.
pub trait Verb {
    /// What the rule looks at.
    type Facts: HasSubject;
    /// Who may; pure, so that a table test covers it.
    fn allows(actor: &Actor, facts: &Self::Facts) -> Verdict;
}

/// What a record's audit entries are written under.
pub trait HasSubject {
    fn subject(&self) -> Subject;

    /// The same, had the participant consented where no consent in force does it: to tell that this is why a deed is
    /// refused. None: no consent is lacking.
    fn had_they_consented(&self) -> Option<Self>
    where
        Self: Sized,
    {
        None
    }
}

/// Permission to do `A` with the subject it owns. Stores take their ids from here.
#[derive(Clone, Debug)]
pub struct Allowed<'tx, A: Verb> {
    subject: Loaded<'tx, A::Facts>,
    user: UserId,
    role: Role,
}

impl Actor {
    /// Asks the policy of `A`. Refusal is *not found* where the record must not be known of.
    pub fn may<'tx, A: Verb>(&self, subject: Loaded<'tx, A::Facts>) -> Result<Allowed<'tx, A>, AppError> {
        match A::allows(self, &subject) {
            Verdict::Yes(role) => Ok(Allowed { subject, user: self.user, role }),
            Verdict::No => {
                let consented = subject.had_they_consented();
                let lacking = consented.is_some_and(|facts| self.might::<A>(&facts));
                Err(if lacking { AppError::NoConsent } else { AppError::NotAllowed })
            }
            Verdict::Hidden => Err(AppError::NotFound),
        }
    }

    /// Whether the policy of `A` would say yes: for a page that offers the deed.
    pub fn might<A: Verb>(&self, facts: &A::Facts) -> bool {
        matches!(A::allows(self, facts), Verdict::Yes(_))
    }
}

impl<'tx, A: Verb> Allowed<'tx, A> {
    /// The audit entry of the deed, under the subject.
    pub fn did(&self, event: Event) -> Entry {
        self.did_to(self.subject.subject(), event)
    }

    /// The audit entry of the deed, under another subject that it made or touched.
    pub fn did_to(&self, subject: Subject, event: Event) -> Entry {
        Entry { subject, actor: Some(self.user), role: Some(self.role), event }
    }

    /// The user who was allowed.
    pub fn user(&self) -> UserId {
        self.user
    }

    /// The task that allowed it.
    pub fn role(&self) -> Role {
        self.role
    }

    /// Gives the checked subject back, for a second verb on it.
    pub fn into_subject(self) -> Loaded<'tx, A::Facts> {
        self.subject
    }
}

impl<A: Verb> Deref for Allowed<'_, A> {
    type Target = A::Facts;
    fn deref(&self) -> &A::Facts {
        &self.subject
    }
}
