//! Agencies with a unit each, districts, teams, and referrers who cannot log in yet.
use super::{
    super::report::{Faults, File},
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
    organisation::store::{agency, district, unit},
    teams::store::{team, team_district},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::collections::{BTreeSet, HashMap};

/// A register names no units: its referrers belong to this one of their agency until someone knows better.
const UNIT_NOT_NAMED: &str = "Enhet ej angiven";

impl Intake<'_> {
    pub(super) async fn take_agencies(&mut self, faults: &mut Faults) -> Result<(), AppError> {
        let find = agency::Entity::find().filter(agency::Column::AssociationId.eq(self.association));
        let there: HashMap<String, agency::Model> =
            find.all(self.tx.conn()).await?.into_iter().map(|a| (a.code.clone(), a)).collect();
        let mut new = Vec::new();
        let mut of_register = Vec::new();
        for row in &self.register.agencies {
            let id = match there.get(&row.code) {
                // taken in before: whatever it is called now, it is the same
                Some(a) if !self.known.is_new(File::Agencies, row) => a.id,
                Some(a) if a.name == row.name && a.party == row.party => a.id,
                Some(_) => {
                    faults.add(File::Agencies, row.line, "agency_code", &row.code, texts::OTHER_AGENCY);
                    continue;
                }
                None => {
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
            of_register.push((row.code.clone(), id, row.party));
        }
        self.made("agencies", new.len());
        insert_all::<agency::Entity>(self.tx, new).await?;
        self.take_units(of_register).await
    }

    async fn take_units(
        &mut self,
        agencies: Vec<(String, AgencyId, crate::organisation::rules::Party)>,
    ) -> Result<(), AppError> {
        let find = unit::Entity::find().filter(unit::Column::Name.eq(UNIT_NOT_NAMED));
        let rows = find_all(self.tx, find, unit::Column::AgencyId, agencies.iter().map(|a| a.1)).await?;
        let there: HashMap<AgencyId, UnitId> = rows.into_iter().map(|u| (u.agency_id, u.id)).collect();
        let mut new = Vec::new();
        for (code, id, party) in agencies {
            let unit = there.get(&id).copied().unwrap_or_else(|| {
                let unit = UnitId::new();
                new.push(unit::Model {
                    id: unit,
                    agency_id: id,
                    name: UNIT_NOT_NAMED.into(),
                    covers_colleagues: false,
                    closed_at: None,
                });
                unit
            });
            self.agencies.insert(code, AgencyRef { id, unit, party });
        }
        insert_all::<unit::Entity>(self.tx, new).await
    }

    /// Those of the teams, and those that only a referral names.
    pub(super) async fn take_districts(&mut self) -> Result<(), AppError> {
        let of_teams = self.register.teams.iter().flat_map(|t| t.districts.iter());
        let of_referrals = self.register.referrals.iter().filter_map(|r| r.district.as_ref());
        let names: BTreeSet<&String> = of_teams.chain(of_referrals).collect();
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
        self.made("districts", new.len());
        insert_all::<district::Entity>(self.tx, new).await
    }

    pub(super) async fn take_teams(&mut self) -> Result<(), AppError> {
        let find = team::Entity::find().filter(team::Column::AssociationId.eq(self.association));
        self.teams = find.all(self.tx.conn()).await?.into_iter().map(|t| (t.code, t.id)).collect();
        let (mut new, mut serves) = (Vec::new(), Vec::new());
        for row in &self.register.teams {
            if self.teams.contains_key(&row.code) {
                continue;
            }
            let id = TeamId::new();
            self.teams.insert(row.code.clone(), id);
            new.push(team::Model {
                id,
                association_id: self.association,
                code: row.code.clone(),
                name: row.name.clone(),
                closed_at: None,
            });
            let districts = row.districts.iter().filter_map(|d| self.districts.get(d));
            serves.extend(districts.map(|d| team_district::Model { team_id: id, district_id: *d }));
        }
        self.made("teams", new.len());
        insert_all::<team::Entity>(self.tx, new).await?;
        insert_all::<team_district::Entity>(self.tx, serves).await
    }

    /// A referrer who is unknown becomes one at their agency, without a password. A known account is left as it is.
    pub(super) async fn take_users(&mut self) -> Result<(), AppError> {
        let emails: BTreeSet<String> = self.register.referrals.iter().map(|r| r.referrer_email.clone()).collect();
        let there = find_all(self.tx, user_account::Entity::find(), user_account::Column::Email, emails).await?;
        self.users = there.into_iter().map(|u| (u.email, u.id)).collect();
        let (mut new, mut grants) = (Vec::new(), Vec::new());
        for row in &self.register.referrals {
            let Some(agency) = self.agencies.get(&row.agency) else { continue };
            if self.users.contains_key(&row.referrer_email) {
                continue;
            }
            let id = UserId::new();
            self.users.insert(row.referrer_email.clone(), id);
            new.push(user_account::Model {
                id,
                email: row.referrer_email.clone(),
                // a register knows no names of referrers
                name: row.referrer_email.clone(),
                password_hash: None,
                must_change_password: true,
                one_time_until: None,
                language: "sv".into(),
                shows_names: false,
                closed_at: None,
                created_at: self.tx.now(),
            });
            grants.push(role_grant::Model {
                id: GrantId::new(),
                user_id: id,
                association_id: self.association,
                role: Role::Referrer,
                unit_id: Some(agency.unit),
                granted_at: self.tx.now(),
                ended_at: None,
            });
        }
        self.made("users", new.len());
        insert_all::<user_account::Entity>(self.tx, new).await?;
        insert_all::<role_grant::Entity>(self.tx, grants).await
    }
}
