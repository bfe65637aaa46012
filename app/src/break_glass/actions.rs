//! Opening a case without consent, reading it while that lasts, and reviewing it.
use super::{
    api::{BreakForm, BrokenView, GlassRow, MarkRow, ReviewView, Reviews},
    policy::{BreakGlass, BrokenFacts, ReadBroken, ReadReason, ReviewGlass, SeeReview, SeeReviews},
    rules::{GlassReason, Judgement},
    store::{self, broken_glass},
};
use crate::{
    access::{Actor, Allowed, Loaded, Role},
    accounts::store::names_of,
    audit::{Details, EventCode, SubjectKind, store::readings_of},
    cases::{
        actions::{load, look, opened},
        label::heading,
        policy::OpenCase,
        rules::CasePart,
        store::cases,
    },
    db::{Db, ReadTx, Tx},
    kernel::{
        code::Code,
        error::AppError,
        id::{CaseId, GlassId, UserId},
        local_time::to_local,
        page::{Page, PageRequest},
    },
    organisation::policy::Of,
    participants::{
        sealing::{Sealer, sealer},
        store::{contact_of, person_of, row_of},
    },
    plans, referrals,
    work::rules::{Task, YOU},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::collections::HashMap;

/// What the form begins from: for those who may have to open it.
pub async fn form(db: &Db, actor: &Actor, id: CaseId) -> Result<BreakForm, AppError> {
    let tx = opened::<OpenCase>(db, actor, id, CasePart::Consents).await?;
    let case: Allowed<OpenCase> = actor.may(look(&tx, actor, id).await?)?;
    let until = store::open_until(&tx, id, actor.user).await?;
    Ok(BreakForm {
        heading: heading(&tx, actor, &case).await?,
        until: until.map(to_local),
        consented: case.consent.is_some(),
    })
}

/// Opens a case without consent, for an hour. The reason is sealed with what is said of the participant.
pub async fn open(db: &Db, actor: &Actor, id: CaseId, reason: GlassReason, words: &str) -> Result<(), AppError> {
    let tx = db.begin().await?;
    let case = load(&tx, actor, id).await?;
    if case.consent.is_some() {
        return Err(AppError::Conflict);
    }
    let allowed: Allowed<BreakGlass> = actor.may(case)?;
    if store::open_until(&tx, id, actor.user).await?.is_some() {
        // from a page that was left open: it is open already
        return Ok(());
    }
    let glass = GlassId::new();
    let sealed = sealer(&tx, allowed.participant).await?.seal("broken_glass", "words_sealed", glass.0, words);
    store::insert(&tx, &allowed, glass, actor.user, reason, sealed).await?;
    let entry = allowed.did(EventCode::GlassBroken.with(Details {
        record: Some(glass.0),
        code: Some(reason.code().to_owned()),
        ..Details::default()
    }));
    tx.commit(entry).await
}

/// Reads a case that the actor has opened so. Each reading is in the log before anything is shown.
pub async fn read(db: &Db, actor: &Actor, id: CaseId) -> Result<BrokenView, AppError> {
    let tx = db.begin().await?;
    let case = load(&tx, actor, id).await?;
    let open = store::open_until(&tx, id, actor.user).await?;
    let facts = BrokenFacts { case: (*case).clone(), open: open.is_some() };
    let allowed: Allowed<ReadBroken> = actor.may(Loaded::from_tx(&tx, facts))?;
    let code = Some(CasePart::WithoutConsent.code().to_owned());
    let entry = allowed.did(EventCode::CaseOpened.with(Details { code, ..Details::default() }));
    tx.commit(entry).await?;

    let tx = db.read().await?;
    let case = look(&tx, actor, id).await?;
    // of this read: the hour may have passed
    let until = store::open_until(&tx, id, actor.user).await?.ok_or(AppError::NotAllowed)?;
    let facts = BrokenFacts { case: (*case).clone(), open: true };
    let allowed: Allowed<ReadBroken> = actor.may(Loaded::from_tx(&tx, facts))?;
    let (case, participant) = (&allowed.case, row_of(&tx, allowed.case.participant).await?);
    let said = contact_of(&tx, &Sealer::of(tx.keys(), &participant)?, id, &participant).await?;
    let reached = |contact: String| if case.protected_identity { String::new() } else { contact };
    Ok(BrokenView {
        heading: heading(&tx, actor, case).await?,
        name: person_of(&tx, id).await?.name(),
        until: to_local(until),
        phone: reached(said.phone),
        email: reached(said.email),
        referral: referrals::actions::read_broken(&tx, actor, &allowed).await?,
        plan: plans::actions::read_broken(&tx, actor, &allowed).await?,
    })
}

/// The openings of a case, for everyone who may see it: that it happened, and to coordinators why and what was found, since
/// that is about the participant or a colleague. The caller has opened the case.
pub async fn marks(tx: &ReadTx, actor: &Actor, case: CaseId) -> Result<Vec<MarkRow>, AppError> {
    let rows = store::of_case(tx, case).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let names = names_of(tx, rows.iter().map(|g| g.opened_by)).await?;
    let mark = |g: broken_glass::Model| MarkRow {
        by: names.get(&g.opened_by).cloned().unwrap_or_default(),
        at: to_local(g.opened_at),
        reviewed: g.reviewed_at.is_some(),
        why: actor.has(Role::Coordinator).then_some((g.reason, g.judgement)),
    };
    Ok(rows.into_iter().map(mark).collect())
}

/// What waits for a review, and a page of what was reviewed.
pub async fn reviews(db: &Db, actor: &Actor, request: &PageRequest) -> Result<Reviews, AppError> {
    let tx = db.read().await?;
    let own = Of { association: actor.association, id: actor.association };
    let allowed: Allowed<SeeReviews> = actor.may(Loaded::from_tx(&tx, own))?;
    let waiting = store::unreviewed(&tx, allowed.association).await?;
    let reviewed = store::reviewed(&tx, allowed.association, request).await?;
    let numbers = numbers(&tx, waiting.iter().chain(&reviewed.rows)).await?;
    let waiting = told(&tx, waiting, &numbers).await?;
    let Page { rows, next, previous, total } = reviewed;
    let rows = told(&tx, rows, &numbers).await?;
    Ok(Reviews { waiting, page: Page { rows, next, previous, total } })
}

/// One opening, for whoever reviews it. Why it was opened may be about the participant: that it is read is in the log
/// before it is shown.
pub async fn review(db: &Db, actor: &Actor, id: GlassId) -> Result<ReviewView, AppError> {
    let tx = db.begin().await?;
    let (facts, _) = store::load(&tx, actor, id).await?;
    if actor.might::<ReadReason>(&facts) {
        let allowed: Allowed<ReadReason> = actor.may(facts)?;
        let code = Some(CasePart::Review.code().to_owned());
        let entry = allowed.did(EventCode::CaseOpened.with(Details { code, ..Details::default() }));
        tx.commit(entry).await?;
    } else {
        drop(tx);
    }
    let tx = db.read().await?;
    let (facts, row) = store::load(&tx, actor, id).await?;
    let allowed: Allowed<SeeReview> = actor.may(facts)?;
    let readings = readings_of(&tx, SubjectKind::Case, row.case_id.0).await?;
    let part = CasePart::WithoutConsent.code();
    let read = |r: &&crate::audit::store::Happened| {
        r.actor == Some(row.opened_by)
            && r.details.code.as_deref() == Some(part)
            && (row.opened_at..=row.open_until).contains(&r.at)
    };
    let read_at = readings.iter().filter(read).map(|r| to_local(r.at)).rev().collect();
    let (words, review_words) = match actor.might::<ReadReason>(&allowed) {
        true => {
            let (words, review) = words(&tx, &row).await?;
            (Some(words), Some(review))
        }
        false => (None, None),
    };
    let numbers = numbers(&tx, std::iter::once(&row)).await?;
    let may_sign = row.reviewed_at.is_none() && actor.might::<ReviewGlass>(&allowed);
    let shown = told(&tx, vec![row], &numbers).await?.pop().ok_or(AppError::NotFound)?;
    Ok(ReviewView { row: shown, words, review_words, read_at, may_sign, own: allowed.opened_by == actor.user })
}

async fn words(tx: &ReadTx, row: &broken_glass::Model) -> Result<(String, String), AppError> {
    let case = cases::Entity::find_by_id(row.case_id).one(tx.conn()).await?.ok_or(AppError::NotFound)?;
    let sealer = sealer(tx, case.participant_id).await?;
    let open = |column, sealed: &Option<Vec<u8>>| sealer.open("broken_glass", column, row.id.0, sealed.as_deref());
    Ok((open("words_sealed", &row.words_sealed)?, open("review_words_sealed", &row.review_words_sealed)?))
}

/// Signs the review: by another person than the one who opened the case.
pub async fn sign(db: &Db, actor: &Actor, id: GlassId, judgement: Judgement, words: &str) -> Result<(), AppError> {
    let tx = db.begin().await?;
    let (facts, row) = store::load(&tx, actor, id).await?;
    let allowed: Allowed<ReviewGlass> = actor.may(facts)?;
    let case = cases::Entity::find_by_id(row.case_id).one(tx.conn()).await?.ok_or(AppError::NotFound)?;
    let sealer = sealer(&tx, case.participant_id).await?;
    let sealed = sealer.seal("broken_glass", "review_words_sealed", id.0, words);
    store::review(&tx, &allowed, actor.user, judgement, sealed).await?;
    let code = Some(judgement.code().to_owned());
    let details = Details { record: Some(id.0), user: Some(row.opened_by), code, ..Details::default() };
    let entry = allowed.did(EventCode::GlassReviewed.with(details));
    tx.commit(entry).await
}

/// What waits for this user's review: not what they opened themselves.
pub async fn tasks(tx: &ReadTx, actor: &Actor) -> Result<Vec<Task>, AppError> {
    let own = Of { association: actor.association, id: actor.association };
    if !actor.might::<SeeReviews>(&own) {
        return Ok(Vec::new());
    }
    let mut rows = Vec::new();
    for row in store::unreviewed(tx, actor.association).await? {
        if actor.might::<ReviewGlass>(&store::facts_of(tx, &row).await?) {
            rows.push(row);
        }
    }
    let numbers = numbers(tx, rows.iter()).await?;
    let task = |g: GlassRow| Task {
        what: super::texts::TASK.get(actor.lang).into(),
        detail: super::texts::TASK_DETAIL.get(actor.lang).into(),
        about: g.number,
        case: None,
        href: format!("/reviews/{}", g.id),
        whose: YOU.get(actor.lang).into(),
        since: g.at.date(),
        due: None,
    };
    Ok(told(tx, rows, &numbers).await?.into_iter().map(task).collect())
}

async fn numbers(
    tx: &ReadTx,
    rows: impl Iterator<Item = &broken_glass::Model>,
) -> Result<HashMap<CaseId, String>, AppError> {
    let ids: Vec<CaseId> = rows.map(|g| g.case_id).collect();
    let found = cases::Entity::find().filter(cases::Column::Id.is_in(ids)).all(tx.conn()).await?;
    Ok(found.into_iter().map(|c| (c.id, c.number)).collect())
}

async fn told(
    tx: &ReadTx,
    rows: Vec<broken_glass::Model>,
    numbers: &HashMap<CaseId, String>,
) -> Result<Vec<GlassRow>, AppError> {
    let users = rows.iter().flat_map(|g| [Some(g.opened_by), g.reviewed_by]).flatten();
    let names = names_of(tx, users.collect::<Vec<UserId>>()).await?;
    let name = |user: UserId| names.get(&user).cloned().unwrap_or_default();
    let row = |g: broken_glass::Model| GlassRow {
        id: g.id,
        number: numbers.get(&g.case_id).cloned().unwrap_or_default(),
        by: name(g.opened_by),
        at: to_local(g.opened_at),
        reason: g.reason,
        review: match (g.judgement, g.reviewed_by, g.reviewed_at) {
            (Some(judgement), Some(by), Some(at)) => Some((judgement, name(by), to_local(at))),
            _ => None,
        },
    };
    Ok(rows.into_iter().map(row).collect())
}
