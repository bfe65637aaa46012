//! Who may see and change teams.
use crate::{
    access::{Actor, Role, Verb, Verdict, allowed::HasSubject},
    audit::{Subject, SubjectKind},
    kernel::id::{AssociationId, TeamId},
    organisation::policy::{Of, at_own},
};

/// A team, and the association that it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TeamFacts {
    pub team: TeamId,
    pub association: AssociationId,
}

impl HasSubject for TeamFacts {
    fn subject(&self) -> Subject {
        of_team(self.team, self.association)
    }
}

/// A team's chain in the audit log.
pub fn of_team(team: TeamId, association: AssociationId) -> Subject {
    Subject { kind: SubjectKind::Team, id: team.0, association: Some(association) }
}

/// Coordinators and administrators see every team, a representative the teams that they sit in today.
pub struct SeeTeam;
impl Verb for SeeTeam {
    type Facts = TeamFacts;
    fn allows(actor: &Actor, facts: &TeamFacts) -> Verdict {
        match at_own(actor, facts.association, &[Role::Coordinator, Role::Administrator]) {
            Verdict::Hidden if facts.association == actor.association && sits_in(actor, facts.team) => {
                Verdict::by_roles(actor, &[Role::Representative])
            }
            verdict => verdict,
        }
    }
}

fn sits_in(actor: &Actor, team: TeamId) -> bool {
    actor.seats_today().any(|s| s.team == team)
}

pub struct AddTeam;
impl Verb for AddTeam {
    type Facts = Of<AssociationId>;
    fn allows(actor: &Actor, facts: &Of<AssociationId>) -> Verdict {
        at_own(actor, facts.association, &[Role::Administrator])
    }
}

macro_rules! administrators_verbs {
    ($($verb:ident),+) => { $(
        pub struct $verb;
        impl Verb for $verb {
            type Facts = TeamFacts;
            /// Who sees the team but does not administer it is told that it is not theirs.
            fn allows(actor: &Actor, facts: &TeamFacts) -> Verdict {
                match (SeeTeam::allows(actor, facts), actor.has(Role::Administrator)) {
                    (Verdict::Yes(_), true) => Verdict::Yes(Role::Administrator),
                    (Verdict::Yes(_), false) => Verdict::No,
                    (verdict, _) => verdict,
                }
            }
        }
    )+ };
}
administrators_verbs! { ChangeTeam, FillSeat, EndSeat }

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        access::{SeatHeld, actor::tests::an_actor},
        kernel::code::Code,
        organisation::rules::Party,
        teams::rules::HolderKind,
    };
    use chrono::Days;

    #[test]
    fn role_by_verb_at_the_own_association_and_elsewhere() {
        for role in Role::ALL {
            let actor = an_actor(&[*role]);
            let own = TeamFacts { team: TeamId::new(), association: actor.association };
            let foreign = TeamFacts { association: AssociationId::new(), ..own };
            let (reads, changes) =
                (matches!(role, Role::Coordinator | Role::Administrator), *role == Role::Administrator);
            assert_eq!(actor.might::<SeeTeam>(&own), reads, "{role}");
            assert_eq!(actor.might::<ChangeTeam>(&own), changes, "{role}");
            assert_eq!(actor.might::<FillSeat>(&own), changes, "{role}");
            assert_eq!(actor.might::<EndSeat>(&own), changes, "{role}");
            let at = Of { association: actor.association, id: actor.association };
            assert_eq!(actor.might::<AddTeam>(&at), changes, "{role}");
            assert_eq!(SeeTeam::allows(&actor, &foreign), Verdict::Hidden, "{role}");
            assert_eq!(ChangeTeam::allows(&actor, &foreign), Verdict::Hidden, "{role}");
        }
    }

    #[test]
    fn a_representative_sees_the_team_they_sit_in_today_and_changes_nothing() {
        let mut actor = an_actor(&[Role::Representative]);
        let own = TeamFacts { team: TeamId::new(), association: actor.association };
        let mut seat = SeatHeld {
            team: own.team,
            party: Party::SocialServices,
            kind: HolderKind::Substitute,
            from: actor.today,
            until: None,
        };
        actor.seats = vec![seat];
        assert_eq!(SeeTeam::allows(&actor, &own), Verdict::Yes(Role::Representative));
        assert_eq!(ChangeTeam::allows(&actor, &own), Verdict::No);
        assert_eq!(SeeTeam::allows(&actor, &TeamFacts { team: TeamId::new(), ..own }), Verdict::Hidden);
        seat.until = actor.today.checked_sub_days(Days::new(1));
        seat.from = actor.today - Days::new(9);
        actor.seats = vec![seat];
        assert_eq!(SeeTeam::allows(&actor, &own), Verdict::Hidden);
    }
}
