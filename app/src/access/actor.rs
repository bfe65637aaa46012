//! The one who asks: a user at one association, with the tasks and seats they hold there today.
use super::Role;
use crate::{
    kernel::{
        id::{AgencyId, AssociationId, SessionId, TeamId, UnitId, UserId},
        lang::Lang,
    },
    organisation::rules::Party,
    teams::rules::HolderKind,
};
use chrono::NaiveDate;

/// A task that the user holds now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    pub role: Role,
    /// Where it is held, for tasks held at a unit.
    pub unit: Option<UnitOf>,
}

/// A unit, with what access rules ask about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitOf {
    pub unit: UnitId,
    pub agency: AgencyId,
    pub party: Party,
    /// Colleagues of this unit cover for each other.
    pub covers_colleagues: bool,
}

/// A seat in a team that the user holds or held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeatHeld {
    pub team: TeamId,
    pub party: Party,
    pub kind: HolderKind,
    pub from: NaiveDate,
    pub until: Option<NaiveDate>,
}

impl SeatHeld {
    /// Whether the seat is held on that day.
    pub fn held_on(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// A logged-in user at one association.
#[derive(Clone, Debug)]
pub struct Actor {
    pub user: UserId,
    pub session: SessionId,
    pub association: AssociationId,
    pub association_name: String,
    pub name: String,
    pub lang: Lang,
    /// Whether lists show names in full to this user (their own choice).
    pub shows_names: bool,
    pub grants: Vec<Grant>,
    pub seats: Vec<SeatHeld>,
    /// The day of the request, in Sweden.
    pub today: NaiveDate,
}

impl Actor {
    /// Whether the user holds this task at the association.
    pub fn has(&self, role: Role) -> bool {
        self.grants.iter().any(|g| g.role == role)
    }

    /// Whether the user holds one of these tasks.
    pub fn has_any(&self, roles: &[Role]) -> bool {
        roles.iter().any(|r| self.has(*r))
    }

    /// The units at which the user holds this task.
    pub fn units(&self, role: Role) -> impl Iterator<Item = UnitOf> + '_ {
        self.grants.iter().filter(move |g| g.role == role).filter_map(|g| g.unit)
    }

    /// The seats held today.
    pub fn seats_today(&self) -> impl Iterator<Item = &SeatHeld> {
        self.seats.iter().filter(|s| s.held_on(self.today))
    }

    /// The parties for which the user sits in a team today.
    pub fn parties_represented(&self) -> Vec<Party> {
        let mut parties: Vec<Party> = self.seats_today().map(|s| s.party).collect();
        parties.sort_unstable();
        parties.dedup();
        parties
    }
}

#[cfg(all(test, feature = "ssr"))]
pub(crate) mod tests {
    use super::*;

    /// An actor with these tasks, each unit task at one unit of a social services agency.
    pub(crate) fn an_actor(roles: &[Role]) -> Actor {
        let unit = UnitOf {
            unit: UnitId::new(),
            agency: AgencyId::new(),
            party: Party::SocialServices,
            covers_colleagues: false,
        };
        let grant = |role: &Role| Grant { role: *role, unit: role.is_held_at_a_unit().then_some(unit) };
        Actor {
            user: UserId::new(),
            session: SessionId::new(),
            association: AssociationId::new(),
            association_name: "Testförbundet".into(),
            name: "Test".into(),
            lang: Lang::Sv,
            shows_names: false,
            grants: roles.iter().map(grant).collect(),
            seats: Vec::new(),
            today: NaiveDate::from_ymd_opt(2026, 11, 24).unwrap_or_default(),
        }
    }
}
