//! One participant per identity number in the association; without a number, one per row.
use super::{
    super::{
        actions::Known,
        check::other_columns,
        register,
        report::{Beside, Difference, DifferenceKind, File},
        store::find_all,
    },
    Intake,
};
use crate::{
    db::Tx,
    kernel::{
        error::AppError,
        id::{DistrictId, ParticipantId},
        identity_number::IdentityNumber,
    },
    participants::{
        sealing::Sealer,
        store::{Person, insert, new_row, participant},
    },
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::collections::HashMap;

/// What is written about a participant whose language is not known is written in Swedish.
const LANGUAGE_NOT_KNOWN: &str = "sv";

/// Participants with their keys, by the number that they are known by, or by the row that made them.
#[derive(Default)]
pub(super) struct People {
    by_identity: HashMap<IdentityNumber, ParticipantId>,
    by_row: HashMap<String, ParticipantId>,
    /// What the database said of people before.
    before: HashMap<IdentityNumber, register::Person>,
    pub sealers: HashMap<ParticipantId, Sealer>,
}

impl People {
    /// The participant of a row.
    pub fn of(&self, person: &register::Person, row: &str) -> Option<ParticipantId> {
        match &person.identity {
            Some(identity) => self.by_identity.get(identity).copied(),
            None => self.by_row.get(row).copied(),
        }
    }

    /// The new rows that tell otherwise of a person than the database did before.
    pub fn differences(&self, register: &register::Register, known: &Known) -> Vec<Difference> {
        let referrals = register.referrals.iter().filter(|r| known.is_new(File::Referrals, r));
        let placements = register.placements.iter().filter(|r| known.is_new(File::Placements, r));
        let referrals = referrals.map(|r| (File::Referrals, r.line, &r.case, &r.is.person));
        let placements = placements.map(|r| (File::Placements, r.line, &r.reference, &r.is.person));
        let difference = |(file, line, reference, person): (File, u64, &String, &register::Person)| {
            let before = self.before.get(person.identity.as_ref()?)?;
            other_columns(person, before).map(|columns| Difference {
                kind: DifferenceKind::OtherKnownPerson,
                file,
                line,
                reference: reference.clone(),
                register: columns,
                known: String::new(),
            })
        };
        referrals.chain(placements).filter_map(difference).collect()
    }
}

/// What tells a row without an identity number apart from every other.
pub(super) fn row_name(file: &str, key: &str) -> String {
    format!("{file}/{key}")
}

impl Intake<'_> {
    /// Everyone whom a new row is about. Of several rows about one person the latest referral tells who they are.
    pub(super) async fn take_people(&mut self) -> Result<(), AppError> {
        self.known_people().await?;
        let mut rows = Vec::new();
        let (register, known) = (self.register, self.known);
        let new = register.referrals.iter().filter(|r| known.is_new(File::Referrals, r));
        let mut latest: Vec<_> = new.collect();
        latest.sort_by_key(|r| std::cmp::Reverse(r.submitted_on));
        for row in latest {
            let district = row.district.as_ref().and_then(|d| self.districts.get(d)).copied();
            let language = row.language.as_deref().unwrap_or(LANGUAGE_NOT_KNOWN);
            let name = row_name("referrals", &row.key);
            new_person(self.tx, self.association, &mut self.people, &mut rows, &row.person, name, district, language);
        }
        for row in &self.register.placements {
            let is_new = self.known.is_new(File::Placements, row);
            // without a number, a placement of a case is about the case's participant
            if is_new && (row.person.identity.is_some() || row.case.is_none()) {
                let name = row_name("placements", &row.key);
                let language = LANGUAGE_NOT_KNOWN;
                new_person(self.tx, self.association, &mut self.people, &mut rows, &row.person, name, None, language);
            }
        }
        self.made(Beside::Participants, rows.len());
        insert(self.tx, rows).await
    }

    async fn known_people(&mut self) -> Result<(), AppError> {
        let referrals = self.register.referrals.iter().map(|r| &r.is.person);
        let placements = self.register.placements.iter().map(|r| &r.is.person);
        let mut identities: HashMap<Vec<u8>, IdentityNumber> = HashMap::new();
        for identity in referrals.chain(placements).filter_map(|p| p.identity) {
            let index = self.tx.keys().blind_index(self.association.0, identity.digits());
            identities.insert(index.to_vec(), identity);
        }
        let find = participant::Entity::find().filter(participant::Column::AssociationId.eq(self.association));
        let indexes = identities.keys().cloned();
        for row in find_all(self.tx, find, participant::Column::IdentityIndex, indexes).await? {
            let identity = row.identity_index.as_ref().and_then(|i| identities.get(i));
            if let Some(identity) = identity {
                self.people.by_identity.insert(*identity, row.id);
                let before = register::Person {
                    identity: Some(*identity),
                    given_name: row.given_name.clone(),
                    family_name: row.family_name.clone(),
                    gender: row.gender,
                };
                self.people.before.insert(*identity, before);
                self.people.sealers.insert(row.id, Sealer::of(self.tx.keys(), &row)?);
            }
        }
        Ok(())
    }
}

/// What a register tells of a person.
pub(super) fn told_of(person: &register::Person) -> Person {
    Person {
        identity: person.identity,
        given_name: person.given_name.clone(),
        family_name: person.family_name.clone(),
        gender: person.gender,
        district: None,
        language: LANGUAGE_NOT_KNOWN.into(),
        needs_interpreter: false,
        accessibility: String::new(),
        phone: String::new(),
        email: String::new(),
        protected_identity: false,
    }
}

fn new_person(
    tx: &crate::db::WriteTx,
    association: crate::kernel::id::AssociationId,
    people: &mut People,
    rows: &mut Vec<participant::Model>,
    person: &register::Person,
    name: String,
    district: Option<DistrictId>,
    language: &str,
) {
    if person.identity.is_some_and(|i| people.by_identity.contains_key(&i)) {
        return;
    }
    let told = Person { district, language: language.into(), ..told_of(person) };
    let (row, sealer) = new_row(tx, association, &told);
    match person.identity {
        Some(identity) => people.by_identity.insert(identity, row.id),
        None => people.by_row.insert(name, row.id),
    };
    people.sealers.insert(row.id, sealer);
    rows.push(row);
}
