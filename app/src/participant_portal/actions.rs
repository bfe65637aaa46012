//! The handler's deeds with the participant's link.
use super::{
    api::{LinkNow, LinkPage, LinkRow, LinkSecret},
    policy::InviteParticipant,
    rules::LinkStanding,
    store::{self, portal_link},
    tokens,
};
use crate::{
    access::{Actor, Allowed},
    accounts::store::names_of,
    audit::EventCode,
    cases::{
        actions::{load, look, opened},
        label::heading,
        rules::CasePart,
    },
    consents::store::how_many_signed,
    db::{Db, ReadTx, Tx},
    kernel::{
        error::AppError,
        id::{CaseId, ParticipantId, PortalLinkId},
        local_time::to_local,
    },
    participants::{
        sealing::Sealer,
        store::{identity_of, row_of},
    },
};
use qrcode::{Color, EcLevel, QrCode};

/// The latest link of the case, with what opens it while it can be opened.
pub async fn link(db: &Db, actor: &Actor, id: CaseId, public_url: &str) -> Result<LinkPage, AppError> {
    let tx = opened::<InviteParticipant>(db, actor, id, CasePart::ParticipantLink).await?;
    let case: Allowed<InviteParticipant> = actor.may(look(&tx, actor, id).await?)?;
    let link = match store::latest(&tx, id).await? {
        Some(link) => Some(row(&tx, actor, link, public_url).await?),
        None => None,
    };
    Ok(LinkPage {
        heading: heading(&tx, actor, &case).await?,
        link,
        over: !case.state.code().is_live(),
        unknown: !has_birth_date(&tx, case.participant).await?,
    })
}

async fn row(tx: &ReadTx, actor: &Actor, link: portal_link::Model, public_url: &str) -> Result<LinkRow, AppError> {
    let (times, by) = (link.times(), names_of(tx, [link.made_by]).await?);
    let standing = times.standing(tx.now());
    let secret = match standing {
        // whoever made it gives it: with the birth date it signs in the participant's name
        LinkStanding::Open if link.made_by == actor.user => Some(secret(tx, link.id, public_url)?),
        LinkStanding::Open | LinkStanding::Used | LinkStanding::TriedOut | LinkStanding::Ended | LinkStanding::Over => {
            None
        }
    };
    Ok(LinkRow {
        standing,
        made_by: by.get(&link.made_by).cloned().unwrap_or_default(),
        made_at: to_local(link.made_at),
        until: to_local(times.until()),
        used_at: link.used_at.map(to_local),
        tries: link.tries,
        secret,
    })
}

fn secret(tx: &ReadTx, link: PortalLinkId, public_url: &str) -> Result<LinkSecret, AppError> {
    let token = tokens::token(tx.keys(), link);
    let base = public_url.trim_end_matches('/');
    let address = format!("{base}/my/link/{}", tokens::spelled(&token));
    let typed_at = format!("{}/my", base.split_once("://").map_or(base, |(_, host)| host));
    Ok(LinkSecret {
        squares: squares(&address)?,
        address,
        typed_at,
        typed: tokens::in_groups(&token),
        code: tokens::code(tx.keys(), link),
    })
}

/// The dark squares of the address's QR code, each a square of the path.
fn squares(address: &str) -> Result<(String, usize), AppError> {
    let code = QrCode::with_error_correction_level(address, EcLevel::M).map_err(AppError::fault)?;
    let side = code.width();
    let dark = code.to_colors().into_iter().enumerate().filter(|(_, color)| *color == Color::Dark);
    let path = dark.map(|(at, _)| format!("M{} {}h1v1h-1z", at % side, at / side)).collect();
    Ok((path, side))
}

async fn has_birth_date(tx: &impl Tx, participant: ParticipantId) -> Result<bool, AppError> {
    let row = row_of(tx, participant).await?;
    Ok(identity_of(&Sealer::of(tx.keys(), &row)?, &row, tx.today())?.is_some())
}

/// How the link stands now, and how many answers were signed. Tells nothing of the case, so that a page can ask it each
/// second; what it shows then is opened as ever.
pub async fn now(db: &Db, actor: &Actor, id: CaseId) -> Result<LinkNow, AppError> {
    let tx = db.read().await?;
    let case: Allowed<InviteParticipant> = actor.may(look(&tx, actor, id).await?)?;
    let standing = store::latest(&tx, case.id).await?.map(|link| link.times().standing(tx.now()));
    Ok(LinkNow { standing, signed: how_many_signed(&tx, case.id).await? })
}

/// Makes a link for the participant; an earlier one ends, with what it opened.
///
/// [`AppError::Conflict`] where the case is over, or nothing would open the link.
pub async fn make(db: &Db, actor: &Actor, id: CaseId) -> Result<(), AppError> {
    let tx = db.begin().await?;
    let allowed: Allowed<InviteParticipant> = actor.may(load(&tx, actor, id).await?)?;
    if !allowed.state.code().is_live() || !has_birth_date(&tx, allowed.participant).await? {
        return Err(AppError::Conflict);
    }
    store::end_links(&tx, id).await?;
    let link = PortalLinkId::new();
    let row = portal_link::Model {
        id: link,
        association_id: allowed.association,
        case_id: id,
        made_by: actor.user,
        made_at: tx.now(),
        token_hash: tx.keys().token_hash(&tokens::token(tx.keys(), link)).to_vec(),
        tries: 0,
        used_at: None,
        ended_at: None,
    };
    store::insert(&tx, row).await?;
    let entry = allowed.did(EventCode::LinkMade.into());
    tx.commit(entry).await
}

/// Ends the link and what it has opened. [`AppError::Conflict`] where there is none to end.
pub async fn end(db: &Db, actor: &Actor, id: CaseId) -> Result<(), AppError> {
    let tx = db.begin().await?;
    let allowed: Allowed<InviteParticipant> = actor.may(load(&tx, actor, id).await?)?;
    if store::end_links(&tx, id).await? == 0 {
        return Err(AppError::Conflict);
    }
    let entry = allowed.did(EventCode::LinkEnded.into());
    tx.commit(entry).await
}
