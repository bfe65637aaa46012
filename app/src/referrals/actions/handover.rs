//! A case passes to another referrer: no case without a named contact (`domain.md` 4.4).
use crate::{
    access::{Actor, Allowed, Role},
    accounts::{store::user_account, users},
    audit::{Details, EventCode},
    cases::{
        actions::{load, look},
        listing::Names,
        policy::CaseFacts,
        rules::StateCode,
        scope,
        store::{cases, find, row as row_of},
    },
    db::{Db, Tx},
    kernel::{
        error::AppError,
        id::{CaseId, GrantId, UserId},
        page::{self, Cursor, Page, PageRequest},
    },
    meetings::{self, store::clash::lock_calendar},
    referrals::{
        api::{CaseOfReferrer, CasesOfReferrer, NewReferrers},
        case_store as store,
        policy::{HandOver, may_become_contact},
    },
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

/// Why a case was not handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotHandedOver {
    /// The chosen one is no longer a referrer there.
    Gone,
    /// The chosen one is the referrer already.
    Same,
    /// Of another agency, whose party the consent does not name.
    NoConsent,
    /// Their account was never opened: they can't log in, so the case would have no contact.
    NeverOpened,
    /// At another meeting when the case meets.
    Elsewhere,
    App(AppError),
}

impl From<AppError> for NotHandedOver {
    fn from(e: AppError) -> Self {
        NotHandedOver::App(e)
    }
}

/// Hands the case over to the holder of that task as referrer.
pub async fn hand_over(db: &Db, actor: &Actor, id: CaseId, to: GrantId) -> Result<(), NotHandedOver> {
    let tx = db.begin().await?;
    // who may not is told nothing about who was chosen
    let asked = find(&tx, actor.association, id, false).await?.ok_or(AppError::NotFound)?;
    actor.may::<HandOver>(asked)?;
    lock_calendar(&tx, actor.association).await?;
    let chosen = store::receiver(&tx, actor.association, to).await?.ok_or(NotHandedOver::Gone)?;
    // held until the end, and read anew: their account can't be closed, nor the task ended, meanwhile
    users::actions::lock(&tx, chosen.user).await?;
    let allowed: Allowed<HandOver> = actor.may(load(&tx, actor, id).await?)?;
    let to = store::receiver(&tx, actor.association, to).await?.ok_or(NotHandedOver::Gone)?;
    if !allowed.state.code().is_live() {
        return Err(AppError::Conflict.into());
    }
    if (to.user, to.unit) == (allowed.referrer, allowed.unit) {
        return Err(NotHandedOver::Same);
    }
    if !to.can_log_in {
        return Err(NotHandedOver::NeverOpened);
    }
    let row = row_of(&tx, &allowed).await?;
    if !may_become_contact(&allowed, row.agency_id == to.agency, to.party) {
        return Err(NotHandedOver::NoConsent);
    }
    if meetings::actions::is_elsewhere_then(&tx, &allowed, to.user).await? {
        return Err(NotHandedOver::Elsewhere);
    }
    store::set_referrer(&tx, &allowed, to.user, to.unit).await?;
    let details = Details { user: Some(to.user), unit: Some(to.unit), agency: Some(to.agency), ..Details::default() };
    let entry = allowed.did(EventCode::ReferrerChanged.with(details));
    tx.commit(entry).await?;
    Ok(())
}

/// Who can take the case over, for its coordinators.
pub async fn new_referrers(db: &Db, actor: &Actor, id: CaseId) -> Result<NewReferrers, AppError> {
    let tx = db.read().await?;
    let allowed: Allowed<HandOver> = actor.may(look(&tx, actor, id).await?)?;
    let case: &CaseFacts = &allowed;
    let row = row_of(&tx, case).await?;
    let referrer = user_account::Entity::find_by_id(row.referrer_id).one(tx.conn()).await?;
    let receivers = store::receivers(&tx, actor.association).await?.into_iter();
    let can = receivers.filter(|r| {
        (r.user, r.unit) != (case.referrer, case.unit) && may_become_contact(case, row.agency_id == r.agency, r.party)
    });
    let (can, not_opened): (Vec<_>, Vec<_>) = can.partition(|r| r.can_log_in);
    // those of the agency first, each group by name
    let mut choices: Vec<_> =
        can.into_iter().map(|r| (row.agency_id != r.agency, r.words, r.grant.to_string())).collect();
    choices.sort();
    Ok(NewReferrers {
        id,
        heading: crate::cases::label::heading(&tx, actor, case).await?,
        is_live: row.state.is_live(),
        referrer: row.referrer_id,
        is_closed: referrer.as_ref().is_some_and(|r| r.closed_at.is_some()),
        referrer_name: referrer.map(|r| r.name).unwrap_or_default(),
        not_opened: not_opened.len(),
        choices: choices.into_iter().map(|(_, words, grant)| (grant, words)).collect(),
    })
}

/// A referrer's live cases, for the coordinators who hand them over.
pub async fn cases_of_referrer(
    db: &Db,
    actor: &Actor,
    referrer: UserId,
    request: PageRequest,
) -> Result<CasesOfReferrer, AppError> {
    if !actor.has(Role::Coordinator) {
        return Err(AppError::NotFound);
    }
    let tx = db.read().await?;
    let theirs = cases::Entity::find()
        .filter(scope::visible_to(&tx, actor))
        .filter(cases::Column::ReferrerId.eq(referrer))
        .filter(cases::Column::State.is_in(StateCode::LIVE));
    let key = |c: &cases::Model| Cursor { at: c.submitted_at, id: c.id.0 };
    let columns = (cases::Column::SubmittedAt, cases::Column::Id);
    let rows: Page<cases::Model> = page::page(tx.conn(), theirs, columns, false, &request, key).await?;
    // whom the association does not know is nobody here
    let name = store::referrer_name(&tx, actor.association, referrer).await?.ok_or(AppError::NotFound)?;
    let names = Names::of(&tx, actor, &rows.rows).await?;
    let rows = rows.map(|c| CaseOfReferrer {
        id: c.id,
        who: names.who(&c),
        protected: names.protected(&c),
        number: c.number,
        state: c.state,
        submitted_on: c.submitted_on,
    });
    Ok(CasesOfReferrer { name, cases: rows })
}
