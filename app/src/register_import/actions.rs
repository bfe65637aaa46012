//! Taking a register in: one transaction, one audit entry per case or placement and one for the whole.
use super::{
    check,
    intake::Intake,
    policy::ImportRegister,
    register::{Register, Row},
    report::{Faults, File, Report},
    store, texts,
};
use crate::{
    access::{Actor, Allowed, Loaded, allowed::HasSubject},
    accounts::store as accounts,
    audit::{Details, Entries, Entry, EventCode, Subject, SubjectKind},
    db::{Db, Tx, WriteTx},
    kernel::{error::AppError, id::AssociationId},
    organisation::actions as organisation,
};
use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};
use uuid::Uuid;

/// Where a register goes and who takes it in.
#[derive(Clone, Copy, Debug)]
pub enum Into<'a> {
    /// From the command line: the association with this name, made when it is missing.
    Named(&'a str),
    /// From an administrator's pages: their own association.
    Own(&'a Actor),
}

/// How many rows are done, for a page that shows it.
#[derive(Clone, Debug, Default)]
pub struct Progress(Arc<AtomicUsize>);

impl Progress {
    pub fn done(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }

    pub(super) fn add(&self, rows: usize) {
        self.0.fetch_add(rows, Ordering::Relaxed);
    }
}

/// The association that a register goes into.
#[derive(Clone, Debug)]
pub struct Target {
    pub id: AssociationId,
}

impl HasSubject for Target {
    fn subject(&self) -> Subject {
        Subject { kind: SubjectKind::Association, id: self.id.0, association: Some(self.id) }
    }
}

/// Takes a register in, or does all of it and rolls back with `dry_run`.
///
/// The report holds faults when rows contradict what is in the database; then nothing is changed.
pub async fn import(
    db: &Db,
    into: Into<'_>,
    register: &Register,
    dry_run: bool,
    progress: &Progress,
) -> Result<Report, AppError> {
    let tx = db.begin().await?;
    let (target, association_made) = target(&tx, into).await?;
    let sign = Signature::of(&tx, into, target)?;
    let known = Known::of(&tx, target, register).await?;
    let mut faults = Faults::default();
    known.changed_rows(register, &mut faults);
    if !faults.is_empty() {
        return Ok(Report::refused(dry_run, faults));
    }
    let mut intake = Intake::new(&tx, target, register, &known, progress);
    intake.take_in(&mut faults).await?;
    if !faults.is_empty() {
        return Ok(Report::refused(dry_run, faults));
    }
    let mut differences = check::differences(register);
    differences.extend(intake.differences());
    let done = intake.done();
    let anything = done.created.values().any(|n| *n > 0);
    let mut report = Report {
        dry_run,
        changed: false,
        new_association: association_made.is_some(),
        created: done.created,
        unchanged: known.unchanged(register),
        differences,
        faults: Vec::new(),
    };
    if dry_run || !(anything || association_made.is_some()) {
        return Ok(report);
    }
    let mut entries = Vec::with_capacity(done.cases.len() + done.placements.len() + done.granted.len() + 2);
    entries.extend(association_made);
    for case in &done.cases {
        let subject = Subject { kind: SubjectKind::Case, id: case.0, association: Some(target) };
        entries.push(sign.entry(subject, EventCode::CaseImported.into()));
    }
    for placement in &done.placements {
        let subject = Subject { kind: SubjectKind::Placement, id: placement.0, association: Some(target) };
        entries.push(sign.entry(subject, EventCode::PlacementImported.into()));
    }
    for (user, grant) in &done.granted {
        let details = Details { record: Some(grant.0), ..Details::default() };
        entries.push(sign.entry(accounts::subject(*user), EventCode::RoleGranted.with(details)));
    }
    let count = i32::try_from(done.cases.len() + done.placements.len()).ok();
    let whole = EventCode::RegisterImported.with(Details { count, ..Details::default() });
    entries.push(sign.entry(target_subject(target), whole));
    tx.commit(Entries::several(entries)?).await?;
    report.changed = true;
    if let Err(error) = db.count_rows_after_a_load().await {
        // what was taken in is kept, and found more slowly for a while
        tracing::warn!(%error, "the database's rows were not counted after the import");
    }
    Ok(report)
}

fn target_subject(id: AssociationId) -> Subject {
    Target { id }.subject()
}

/// The association, locked; for a name that is not known a new one, with the entry that says so.
async fn target(tx: &WriteTx, into: Into<'_>) -> Result<(AssociationId, Option<Entry>), AppError> {
    match into {
        Into::Own(actor) => {
            let row = store::association_by_id(tx, actor.association).await?.ok_or(AppError::NotFound)?;
            Ok((row.id, None))
        }
        Into::Named(name) => {
            if let Some(row) = store::association_named(tx, name).await? {
                return Ok((row.id, None));
            }
            organisation::find_or_make(tx, name).await
        }
    }
}

/// Who signs the audit entries: the command line, or a user in the task that allowed it.
enum Signature<'tx> {
    CommandLine,
    User(Allowed<'tx, ImportRegister>),
}

impl<'tx> Signature<'tx> {
    fn of(tx: &'tx WriteTx, into: Into<'_>, id: AssociationId) -> Result<Self, AppError> {
        Ok(match into {
            Into::Named(_) => Signature::CommandLine,
            Into::Own(actor) => Signature::User(actor.may(Loaded::from_tx(tx, Target { id }))?),
        })
    }

    fn entry(&self, subject: Subject, event: crate::audit::Event) -> Entry {
        match self {
            Signature::CommandLine => Entry::without_role(subject, None, event),
            Signature::User(allowed) => allowed.did_to(subject, event),
        }
    }
}

/// Which rows were taken in before, and every row's hash.
pub(super) struct Known {
    rows: HashMap<RowKey, RowHashes>,
}

/// A row by its file and key.
pub(super) type RowKey = (File, String);
/// The row's hash now, and what is known of it from before.
type RowHashes = (Vec<u8>, Option<store::KnownRow>);

impl Known {
    async fn of(tx: &WriteTx, association: AssociationId, register: &Register) -> Result<Self, AppError> {
        let mut rows = HashMap::with_capacity(register.rows());
        for (file, keyed) in keyed(register) {
            let keys = keyed.iter().map(|(_, key, _)| (*key).to_owned());
            let mut before = store::known_rows(tx, association, file, keys).await?;
            for (_, key, cells) in keyed {
                let mut parts: Vec<&[u8]> = vec![file.name().as_bytes()];
                parts.extend(cells.iter().map(|c| c.as_bytes()));
                let hash = tx.keys().row_hash(association.0, &parts).to_vec();
                rows.insert((file, key.to_owned()), (hash, before.remove(key)));
            }
        }
        Ok(Known { rows })
    }

    /// Whether the row was not there before.
    pub(super) fn is_new<T>(&self, file: File, row: &Row<T>) -> bool {
        self.rows.get(&(file, row.key.clone())).is_none_or(|(_, before)| before.is_none())
    }

    /// What a row that was there before has made, whatever it is called now.
    pub(super) fn record<T>(&self, file: File, row: &Row<T>) -> Option<Uuid> {
        self.rows.get(&(file, row.key.clone()))?.1.as_ref()?.1
    }

    fn changed_rows(&self, register: &Register, faults: &mut Faults) {
        for (file, keyed) in keyed(register) {
            for (line, key, _) in keyed {
                let row = self.rows.get(&(file, key.to_owned()));
                if row.is_some_and(|(now, before)| before.as_ref().is_some_and(|b| b.0 != *now)) {
                    let value = key.split('\u{1f}').next().unwrap_or_default();
                    faults.add(file, line, file.key()[0], value, texts::CHANGED_ROW);
                }
            }
        }
    }

    fn unchanged(&self, register: &Register) -> std::collections::BTreeMap<&'static str, u64> {
        use crate::kernel::code::Code;
        keyed(register)
            .into_iter()
            .map(|(file, keyed)| {
                let known = keyed.iter().filter(|(_, key, _)| {
                    self.rows.get(&(file, (*key).to_owned())).is_some_and(|(_, before)| before.is_some())
                });
                (file.code(), known.count() as u64)
            })
            .collect()
    }

    /// The rows to remember, with what they made where that is kept.
    pub(super) fn new_rows(
        &self,
        association: AssociationId,
        made: &HashMap<RowKey, Uuid>,
    ) -> Vec<store::import_row::Model> {
        let new = self.rows.iter().filter(|(_, (_, before))| before.is_none());
        new.map(|((file, key), (hash, _))| store::import_row::Model {
            association_id: association,
            file: *file,
            row_key: key.clone(),
            row_hash: hash.clone(),
            record: made.get(&(*file, key.clone())).copied(),
        })
        .collect()
    }
}

type Keyed<'a> = Vec<(u64, &'a str, &'a [String])>;

/// Every row's line, key and cells, file by file.
fn keyed(register: &Register) -> Vec<(File, Keyed<'_>)> {
    fn of<T>(rows: &[Row<T>]) -> Keyed<'_> {
        rows.iter().map(|r| (r.line, r.key.as_str(), r.cells.as_slice())).collect()
    }
    vec![
        (File::Agencies, of(&register.agencies)),
        (File::Teams, of(&register.teams)),
        (File::Referrals, of(&register.referrals)),
        (File::Meetings, of(&register.meetings)),
        (File::Activities, of(&register.activities)),
        (File::FollowUps, of(&register.follow_ups)),
        (File::Lots, of(&register.lots)),
        (File::Placements, of(&register.placements)),
    ]
}
