//! Adding the scan of a signed paper, opening it, and taking a wrong one back.
use super::{
    api::{ScanShown, ScanView},
    file::Clean,
    policy::{AddScan, SeeScan, TakeBackScan},
    rules::{ScanKind, TakeBackReason},
    store,
};
use crate::{
    access::{Actor, Allowed},
    accounts::store::names_of,
    audit::{Details, Event, EventCode},
    cases::{
        actions::{load, look, opened},
        label::heading,
        policy::CaseFacts,
        rules::CasePart,
    },
    consents::rules::Purpose,
    db::{Db, WriteTx},
    kernel::{
        code::Code,
        error::AppError,
        id::{CaseId, ConsentId, ScanId},
        local_time::to_local,
    },
    participants::sealing::{Sealer, sealer},
};

/// Which consent it was, and what was done: the file's size and name are nowhere in the log.
fn about(code: EventCode, consent: ConsentId, detail: &str) -> Event {
    code.with(Details { record: Some(consent.0), code: Some(detail.to_owned()), ..Details::default() })
}

/// Why a scan was not added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotAdded {
    /// Someone added one before.
    AlreadyThere,
    /// The case is over.
    Over,
    App(AppError),
}

impl From<AppError> for NotAdded {
    fn from(e: AppError) -> Self {
        NotAdded::App(e)
    }
}

/// Whether the page of a consent offers to add one.
pub(crate) fn may_add(actor: &Actor, case: &CaseFacts) -> bool {
    case.state.code().is_live() && actor.might::<AddScan>(case)
}

/// Seals the scan with a consent that is written in the same write, or stands already, and gives the event for its entry.
pub(crate) async fn attach(
    tx: &WriteTx,
    allowed: &Allowed<'_, AddScan>,
    sealer: &Sealer,
    (consent, purpose): (ConsentId, Purpose),
    scan: &Clean,
) -> Result<Event, AppError> {
    store::insert(tx, allowed, sealer, consent, scan).await?;
    Ok(about(EventCode::ConsentScanAdded, consent, purpose.code()))
}

/// Adds the scan of a consent that was recorded before.
pub async fn add(db: &Db, actor: &Actor, case: CaseId, id: ConsentId, scan: Clean) -> Result<(), NotAdded> {
    let tx = db.begin().await?;
    let allowed: Allowed<AddScan> = actor.may(load(&tx, actor, case).await?)?;
    let consent = store::on_paper(&tx, &allowed, id).await?;
    if !allowed.state.code().is_live() {
        return Err(NotAdded::Over);
    }
    let sealer = sealer(&tx, allowed.participant).await?;
    let event = attach(&tx, &allowed, &sealer, (id, consent.purpose), &scan).await.map_err(|e| match e {
        AppError::Conflict => NotAdded::AlreadyThere,
        e => NotAdded::App(e),
    })?;
    let entry = allowed.did(event);
    Ok(tx.commit(entry).await?)
}

/// What the pages of a consent's scan say of it. The paper itself is behind a door of its own: [`open`].
pub async fn view(db: &Db, actor: &Actor, case: CaseId, id: ConsentId) -> Result<ScanView, AppError> {
    let tx = opened::<AddScan>(db, actor, case, CasePart::Consents).await?;
    let allowed: Allowed<AddScan> = actor.may(look(&tx, actor, case).await?)?;
    let consent = store::on_paper(&tx, &allowed, id).await?;
    let scan = store::of_consent(&tx, &consent).await?;
    let names = names_of(&tx, scan.iter().map(|s| s.added_by)).await?;
    let shown = scan.map(|s| ScanShown {
        id: s.id,
        kind: s.kind,
        size: s.size,
        added_at: to_local(s.added_at),
        by: names.get(&s.added_by).cloned().unwrap_or_default(),
    });
    Ok(ScanView {
        heading: heading(&tx, actor, &allowed).await?,
        purpose: consent.purpose,
        given_on: consent.given_on,
        may_add: shown.is_none() && may_add(actor, &allowed),
        may_see: actor.might::<SeeScan>(&allowed),
        scan: shown,
    })
}

/// A scan that was opened.
pub struct Opened {
    pub kind: ScanKind,
    pub bytes: Vec<u8>,
}

/// Opens the scan. Each time is in the log before anything is shown.
pub async fn open(db: &Db, actor: &Actor, case: CaseId, id: ConsentId) -> Result<Opened, AppError> {
    let tx = db.begin().await?;
    let allowed: Allowed<SeeScan> = actor.may(load(&tx, actor, case).await?)?;
    let consent = store::on_paper(&tx, &allowed, id).await?;
    let scan = store::of_consent(&tx, &consent).await?.ok_or(AppError::NotFound)?;
    let entry = allowed.did(about(EventCode::ConsentScanOpened, id, consent.purpose.code()));
    tx.commit(entry).await?;

    let tx = db.read().await?;
    let allowed: Allowed<SeeScan> = actor.may(look(&tx, actor, case).await?)?;
    let sealer = sealer(&tx, allowed.participant).await?;
    let bytes = store::bytes(&tx, &sealer, scan.id).await?.ok_or(AppError::NotFound)?;
    Ok(Opened { kind: scan.kind, bytes })
}

/// Takes a wrong scan back: it is erased, since it can be another person's paper. That there was one, who took it back and
/// why stays.
pub async fn take_back(
    db: &Db,
    actor: &Actor,
    (case, id): (CaseId, ConsentId),
    scan: ScanId,
    reason: TakeBackReason,
) -> Result<(), AppError> {
    let tx = db.begin().await?;
    let allowed: Allowed<TakeBackScan> = actor.may(load(&tx, actor, case).await?)?;
    let consent = store::on_paper(&tx, &allowed, id).await?;
    store::erase(&tx, &allowed, (&consent, scan), reason).await?;
    let entry = allowed.did(about(EventCode::ConsentScanTakenBack, id, reason.code()));
    tx.commit(entry).await
}
