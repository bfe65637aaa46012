//! Imports from the administrator's pages: first a dry run, then, confirmed, the real one. Kept in memory for an hour:
//! what they lead to is in the database, and an interrupted one has changed nothing.
use super::{
    actions::{self, Into, Progress, Target},
    api::{RunRow, RunState},
    policy::ImportRegister,
    read::{self, Sources},
    register::Register,
    report::{Expected, Faults, File, Report},
    texts,
};
use crate::{
    access::{Actor, Loaded},
    db::Db,
    kernel::{
        code::Code,
        error::AppError,
        id::{ImportId, SessionId},
        lang::Lang,
    },
    ui::form::uploads,
};
use std::{
    collections::HashMap,
    io::Read,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

const KEPT_FOR: Duration = Duration::from_secs(3_600);
/// A form's answer waits so long for a run: a small register is there at once, a large one is shown as it goes.
const PATIENCE: Duration = Duration::from_secs(5);

#[derive(Clone)]
enum State {
    Checking,
    Checked(Box<Report>),
    Importing,
    Done(Box<Report>),
    Failed(AppError),
}

#[derive(Clone)]
struct Run {
    actor: Actor,
    files: Vec<(File, String)>,
    state: State,
    progress: Progress,
    total: usize,
    since: Instant,
}

impl Run {
    fn forget_files(&self) {
        let values: Vec<String> = self.files.iter().map(|f| f.1.clone()).collect();
        uploads::forget(self.actor.session, &values);
    }

    /// Whether a newer run of this session takes its place: it waits for a yes that nobody will say.
    fn is_superseded_by(&self, session: SessionId) -> bool {
        self.actor.session == session && matches!(self.state, State::Checked(_))
    }
}

static RUNS: Mutex<Option<HashMap<ImportId, Run>>> = Mutex::new(None);

fn runs() -> MutexGuard<'static, Option<HashMap<ImportId, Run>>> {
    RUNS.lock().unwrap_or_else(PoisonError::into_inner)
}

fn change(id: ImportId, change: impl FnOnce(&mut Run)) {
    if let Some(run) = runs().as_mut().and_then(|r| r.get_mut(&id)) {
        change(run);
    }
}

/// Forgets every run that has been kept too long. Run by the clock.
pub fn purge() {
    if let Some(runs) = runs().as_mut() {
        runs.retain(|_, r| r.since.elapsed() < KEPT_FOR);
    }
}

/// The actor's own run; anyone else's is not found.
fn own(actor: &Actor, id: ImportId) -> Result<Run, AppError> {
    let run = runs().as_ref().and_then(|r| r.get(&id)).cloned();
    run.filter(|r| r.actor.user == actor.user && r.actor.association == actor.association).ok_or(AppError::NotFound)
}

/// Asks the policy before anything is read.
async fn allowed(db: &Db, actor: &Actor) -> Result<(), AppError> {
    let tx = db.read().await?;
    actor.may::<ImportRegister>(Loaded::from_tx(&tx, Target { id: actor.association })).map(|_| ())
}

/// Begins with a dry run of the received files.
pub async fn check(db: &Db, actor: &Actor, files: Vec<(File, String)>) -> Result<ImportId, AppError> {
    allowed(db, actor).await?;
    let id = ImportId::new();
    let run = Run {
        actor: actor.clone(),
        files,
        state: State::Checking,
        progress: Progress::default(),
        total: 0,
        since: Instant::now(),
    };
    {
        let mut runs = runs();
        let runs = runs.get_or_insert_default();
        runs.retain(|_, r| {
            let keep = r.since.elapsed() < KEPT_FOR && !r.is_superseded_by(actor.session);
            if !keep {
                r.forget_files();
            }
            keep
        });
        runs.insert(id, run);
    }
    go(db.clone(), id, true).await;
    Ok(id)
}

/// Takes in what was checked. Pressed twice, it runs once.
pub async fn confirm(db: &Db, actor: &Actor, id: ImportId) -> Result<(), AppError> {
    allowed(db, actor).await?;
    own(actor, id)?;
    let mut begins = false;
    change(id, |run| {
        if matches!(&run.state, State::Checked(report) if report.faults.is_empty()) {
            (run.state, run.progress, begins) = (State::Importing, Progress::default(), true);
        }
    });
    if begins {
        go(db.clone(), id, false).await;
    }
    Ok(())
}

/// Runs beside the request, and gives the request back when it takes long.
async fn go(db: Db, id: ImportId, dry_run: bool) {
    let task = tokio::spawn(async move {
        let outcome = work(&db, id, dry_run).await;
        change(id, |run| {
            run.state = match outcome {
                Ok(report) if dry_run => State::Checked(Box::new(report)),
                Ok(report) => State::Done(Box::new(report)),
                Err(error) => State::Failed(error),
            };
            // only files that can still be taken in are kept
            if !matches!(&run.state, State::Checked(report) if report.faults.is_empty()) {
                run.forget_files();
            }
        });
    });
    let _ = tokio::time::timeout(PATIENCE, task).await;
}

async fn work(db: &Db, id: ImportId, dry_run: bool) -> Result<Report, AppError> {
    let run = runs().as_ref().and_then(|r| r.get(&id)).cloned().ok_or(AppError::NotFound)?;
    let (actor, files, today) = (run.actor.clone(), run.files, db.clock().today());
    let reading = tokio::task::spawn_blocking(move || read_received(&actor, &files, today));
    let register = match reading.await.map_err(AppError::fault)? {
        Ok(register) => register,
        Err(faults) => return Ok(Report::refused(dry_run, faults)),
    };
    change(id, |run| run.total = register.rows());
    actions::import(db, Into::Own(&run.actor), &register, dry_run, &run.progress).await
}

fn read_received(actor: &Actor, files: &[(File, String)], today: chrono::NaiveDate) -> Result<Register, Faults> {
    let mut faults = Faults::default();
    let mut sources: Sources<'static> = Vec::new();
    for file in File::ALL.iter().copied() {
        let value = files.iter().find(|f| f.0 == file).map(|f| f.1.as_str());
        match value.map(|value| uploads::open(actor.session, value)) {
            Some(Some(opened)) => sources.push((file, Box::new(opened) as Box<dyn Read + Send>)),
            Some(None) => faults.add(file, 0, "", "", texts::UNREADABLE),
            None => faults.add(file, 0, "", "", Expected::with(texts::FILE_MISSING, file.name())),
        }
    }
    read::read(sources, today, faults)
}

/// How the actor's run stands.
pub fn show(actor: &Actor, id: ImportId, lang: Lang) -> Result<RunRow, AppError> {
    let run = own(actor, id)?;
    let (state, report) = match &run.state {
        State::Checking => (RunState::Checking, None),
        State::Checked(report) => (RunState::Checked, Some(report.told(lang))),
        State::Importing => (RunState::Importing, None),
        State::Done(report) => (RunState::Done, Some(report.told(lang))),
        State::Failed(error) => return Err(error.clone()),
    };
    Ok(RunRow { id, state, report, done: run.progress.done().min(run.total), total: run.total })
}
