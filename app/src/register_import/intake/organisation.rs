//! Agencies with a unit each, districts, teams, and referrers who cannot log in yet.
use super::{
    super::report::{Beside, Faults, File},
    super::store::{find_all, insert_all},
    super::texts,
    AgencyRef, Intake,
};
use crate::{
    access::Role,
    accounts::store::{role_grant, user_account},
    db::Tx,
    kernel::{
        error::AppError,
        id::{AgencyId, DistrictId, GrantId, TeamId, UnitId, UserId},
    },
    organisation::{
        rules::UNIT_NOT_NAMED,
        store::{agency, district, unit},
    },
    teams::store::{team, team_district},
};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::collections::{BTreeSet, HashMap, HashSet};

impl Intake<'_> {
    pub(super) async fn take_agencies(&mut self, faults: &mut Faults) -> Result<(), AppError> {
        let find = agency::Entity::find().filter(agency::Column::AssociationId.eq(self.association));
        let there: HashMap<String, agency::Model> =
            find.all(self.tx.conn()).await?.into_iter().map(|a| (a.code.clone(), a)).collect();
        let ids: HashSet<AgencyId> = there.values().map(|a| a.id).collect();
        let mut new = Vec::new();
        for row in &self.register.agencies {
            let made = self.known.record(File::Agencies, row).map(AgencyId).filter(|id| ids.contains(id));
            let id = match (made, there.get(&row.code)) {
                // taken in before: whatever it is called and coded now, it is the same
                (Some(id), _) => id,
                (None, Some(a)) if !self.known.is_new(File::Agencies, row) => a.id,
                (None, Some(a)) if a.name == row.name && a.party == row.party => a.id,
                (None, Some(_)) => {
                    faults.add(File::Agencies, row.line, "agency_code", &row.code, texts::OTHER_AGENCY);
                    continue;
                }
                (None, None) => {
                    let id = AgencyId::new();
                    new.push(agency::Model {
                        id,
                        association_id: self.association,
                        code: row.code.clone(),
                        name: row.name.clone(),
                        party: row.party,
                        closed_at: None,
                    });
                    id
                }
            };
            self.made_by.insert((File::Agencies, row.key.clone()), id.0);
            self.agencies.insert(row.code.clone(), AgencyRef { id, unit: None, party: row.party });
        }
        self.made(File::Agencies, new.len());
        insert_all::<agency::Entity>(self.tx, new).await
    }

    /// A unit for each agency that a new referral comes from.
    pub(super) async fn take_units(&mut self) -> Result<(), AppError> {
        let (register, known) = (self.register, self.known);
        let new = register.referrals.iter().filter(|r| known.is_new(File::Referrals, r));
        let needed: BTreeSet<&String> = new.map(|r| &r.agency).collect();
        let ids = needed.iter().filter_map(|code| self.agencies.get(*code)).map(|a| a.id);
        let find = unit::Entity::find().filter(unit::Column::Name.eq(UNIT_NOT_NAMED));
        let rows = find_all(self.tx, find, unit::Column::AgencyId, ids).await?;
        let there: HashMap<AgencyId, UnitId> = rows.into_iter().map(|u| (u.agency_id, u.id)).collect();
        let mut new = Vec::new();
        for code in needed {
            let Some(agency) = self.agencies.get_mut(code) else { continue };
            let unit = there.get(&agency.id).copied().unwrap_or_else(|| {
                let unit = UnitId::new();
                new.push(unit::Model {
                    id: unit,
                    agency_id: agency.id,
                    name: UNIT_NOT_NAMED.into(),
                    covers_colleagues: false,
                    closed_at: None,
                });
                unit
            });
            agency.unit = Some(unit);
        }
        self.made(Beside::Units, new.len());
        insert_all::<unit::Entity>(self.tx, new).await
    }

    /// Those of new teams, and those that only a new referral names.
    pub(super) async fn take_districts(&mut self) -> Result<(), AppError> {
        let (register, known) = (self.register, self.known);
        let teams = register.teams.iter().filter(|t| known.is_new(File::Teams, t));
        let referrals = register.referrals.iter().filter(|r| known.is_new(File::Referrals, r));
        let of_referrals = referrals.filter_map(|r| r.district.as_ref());
        let names: BTreeSet<&String> = teams.flat_map(|t| t.districts.iter()).chain(of_referrals).collect();
        let find = district::Entity::find().filter(district::Column::AssociationId.eq(self.association));
        self.districts = find.all(self.tx.conn()).await?.into_iter().map(|d| (d.name, d.id)).collect();
        let mut new = Vec::new();
        for name in names {
            if !self.districts.contains_key(name) {
                let id = DistrictId::new();
                self.districts.insert(name.clone(), id);
                new.push(district::Model { id, association_id: self.association, name: name.clone(), closed_at: None });
            }
        }
        self.made(Beside::Districts, new.len());
        insert_all::<district::Entity>(self.tx, new).await
    }

    pub(super) async fn take_teams(&mut self, faults: &mut Faults) -> Result<(), AppError> {
        let find = team::Entity::find().filter(team::Column::AssociationId.eq(self.association));
        let there: HashMap<String, team::Model> =
            find.all(self.tx.conn()).await?.into_iter().map(|t| (t.code.clone(), t)).collect();
        let ids: HashSet<TeamId> = there.values().map(|t| t.id).collect();
        let (mut new, mut serves) = (Vec::new(), Vec::new());
        for row in &self.register.teams {
            let made = self.known.record(File::Teams, row).map(TeamId).filter(|id| ids.contains(id));
            let id = match (made, there.get(&row.code)) {
                (Some(id), _) => id,
                (None, Some(t)) if !self.known.is_new(File::Teams, row) || t.name == row.name => t.id,
                (None, Some(_)) => {
                    faults.add(File::Teams, row.line, "team_code", &row.code, texts::OTHER_TEAM);
                    continue;
                }
                (None, None) => {
                    let id = TeamId::new();
                    new.push(team::Model {
                        id,
                        association_id: self.association,
                        code: row.code.clone(),
                        name: row.name.clone(),
                        phone: String::new(),
                        closed_at: None,
                    });
                    let districts = row.districts.iter().filter_map(|d| self.districts.get(d));
                    serves.extend(districts.map(|d| team_district::Model { team_id: id, district_id: *d }));
                    id
                }
            };
            self.made_by.insert((File::Teams, row.key.clone()), id.0);
            self.teams.insert(row.code.clone(), id);
        }
        self.made(File::Teams, new.len());
        insert_all::<team::Entity>(self.tx, new).await?;
        insert_all::<team_district::Entity>(self.tx, serves).await
    }

    /// A referrer of a new referral who is unknown becomes one at their agency, without a password. A known account
    /// that refers nobody here is given the task; a closed one is a fault.
    pub(super) async fn take_users(&mut self, faults: &mut Faults) -> Result<(), AppError> {
        let (register, known) = (self.register, self.known);
        let rows: Vec<_> = register.referrals.iter().filter(|r| known.is_new(File::Referrals, r)).collect();
        let emails: BTreeSet<String> = rows.iter().map(|r| r.referrer_email.clone()).collect();
        let there = find_all(self.tx, user_account::Entity::find(), user_account::Column::Email, emails).await?;
        let mut refer = self.referrers(there.iter().map(|u| u.id)).await?;
        let there: HashMap<String, user_account::Model> = there.into_iter().map(|u| (u.email.clone(), u)).collect();
        let (mut new, mut grants) = (Vec::new(), Vec::new());
        for row in rows {
            let Some(unit) = self.agencies.get(&row.agency).and_then(|a| a.unit) else { continue };
            let id = match there.get(&row.referrer_email) {
                Some(account) if account.closed_at.is_some() => {
                    let value = &row.referrer_email;
                    faults.add(File::Referrals, row.line, "referrer_email", value, texts::CLOSED_ACCOUNT);
                    continue;
                }
                Some(account) => account.id,
                None => match self.users.get(&row.referrer_email) {
                    Some(id) => *id,
                    None => {
                        let account = new_account(&row.referrer_email, self.tx.now());
                        let id = account.id;
                        new.push(account);
                        id
                    }
                },
            };
            self.users.insert(row.referrer_email.clone(), id);
            if refer.insert(id) {
                let grant = GrantId::new();
                if there.contains_key(&row.referrer_email) {
                    self.done.granted.push((id, grant));
                }
                grants.push(role_grant::Model {
                    id: grant,
                    user_id: id,
                    association_id: self.association,
                    role: Role::Referrer,
                    unit_id: Some(unit),
                    granted_at: self.tx.now(),
                    ended_at: None,
                });
            }
        }
        self.made(Beside::Users, new.len());
        insert_all::<user_account::Entity>(self.tx, new).await?;
        insert_all::<role_grant::Entity>(self.tx, grants).await
    }

    /// Those of these accounts who refer in the association already.
    async fn referrers(&self, accounts: impl Iterator<Item = UserId>) -> Result<HashSet<UserId>, AppError> {
        let find = role_grant::Entity::find()
            .filter(role_grant::Column::AssociationId.eq(self.association))
            .filter(role_grant::Column::Role.eq(Role::Referrer))
            .filter(role_grant::Column::EndedAt.is_null());
        let grants = find_all(self.tx, find, role_grant::Column::UserId, accounts).await?;
        Ok(grants.into_iter().map(|g| g.user_id).collect())
    }
}

/// An account that nobody can log in to until an administrator opens it.
fn new_account(email: &str, now: DateTime<Utc>) -> user_account::Model {
    user_account::Model {
        id: UserId::new(),
        email: email.to_owned(),
        // a register knows no names of referrers
        name: email.to_owned(),
        password_hash: None,
        must_change_password: true,
        one_time_until: None,
        language: "sv".into(),
        shows_names: false,
        closed_at: None,
        created_at: now,
    }
}
