//! Paper: the letter to the participant, and what those at the meeting need. Each printing is written in the log first.
use super::reads::see_slot;
use crate::{
    access::{Actor, Allowed, Verb},
    accounts::store::names_of,
    audit::{Details, Entries, EventCode},
    cases::{
        self,
        label::heading,
        policy::CaseFacts,
        store::{case_party, row},
    },
    db::{Db, ReadTx, Tx},
    kernel::{
        code::Code,
        error::AppError,
        id::{CaseId, SlotId, UserId},
        local_time::to_local,
    },
    meetings::{
        api::{LetterView, PrintView, PrintedCase},
        policy::{PrintForMeeting, PrintLetter},
        rules::MeetingForm,
        store::{self, staffing::staffing},
    },
    organisation::rules::Party,
    participant_portal::preparation,
    participants::{
        rules::Language,
        sealing::Sealer,
        store::{contact_of, participant, person_of, row_of},
    },
};
use chrono::{Duration, NaiveDateTime};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

/// Writes in the log that what verb `A` allows of these cases is printed.
async fn log_printing<A: Verb<Facts = CaseFacts>>(db: &Db, actor: &Actor, ids: &[CaseId]) -> Result<(), AppError> {
    let tx = db.begin().await?;
    let mut entries = Vec::with_capacity(ids.len());
    for id in ids {
        let allowed: Allowed<A> = actor.may(cases::actions::load(&tx, actor, *id).await?)?;
        entries.push(allowed.did(EventCode::CasePrinted.with(Details::default())));
    }
    tx.commit(Entries::several(entries)?).await
}

/// The letter about the meeting that is booked.
pub async fn letter(db: &Db, actor: &Actor, id: CaseId) -> Result<LetterView, AppError> {
    if store::booked(&db.read().await?, id).await?.is_none() {
        return Err(AppError::NotFound);
    }
    log_printing::<PrintLetter>(db, actor, &[id]).await?;
    let tx = db.read().await?;
    let allowed: Allowed<PrintLetter> = actor.may(cases::actions::look(&tx, actor, id).await?)?;
    let (meeting, at) = store::booked(&tx, id).await?.ok_or(AppError::NotFound)?;
    let person = person(&tx, &allowed).await?;
    let said = contact_of(&tx, &Sealer::of(tx.keys(), &person)?, id, &person).await?;
    let of_team = store::teams_of(&tx, actor.association).await?.into_iter().find(|t| t.id == at.team_id);
    let of_team = of_team.ok_or(AppError::NotFound)?;
    let seats = staffing(&tx, std::slice::from_ref(&at)).await?.remove(&at.id).unwrap_or_default();
    let named = |party| allowed.consent.as_ref().is_some_and(|c| c.names(party));
    let signed = match meeting.booked_by {
        Some(user) => name(&tx, user).await?,
        None => actor.name.clone(),
    };
    let protected = heading(&tx, actor, &allowed).await?.protected;
    Ok(LetterView {
        number: allowed.number.clone(),
        protected,
        association: actor.association_name.clone(),
        team: of_team.name,
        to: person_of(&tx, id).await?.name(),
        in_english: said.language == Language::English.code(),
        today: tx.today(),
        at: to_local(at.starts_at),
        minutes: at.minutes,
        form: at.form,
        place: at.place,
        parties: seats.iter().filter(|s| !s.presence.is_empty() && named(s.party)).map(|s| s.party).collect(),
        referrer: name(&tx, allowed.referrer).await?,
        interpreter: said.needs_interpreter,
        signed,
        phone: of_team.phone,
    })
}

/// The meeting that is booked, as its participant is told of it.
pub(crate) struct Coming {
    pub at: NaiveDateTime,
    pub minutes: i32,
    pub form: MeetingForm,
    pub place: String,
    /// Who comes, of those whom their consent names.
    pub parties: Vec<Party>,
}

/// The same for a participant. The caller has loaded their case for them.
pub(crate) async fn coming_to(tx: &ReadTx, case: &CaseFacts) -> Result<Option<Coming>, AppError> {
    let booked = store::booked(tx, case.id).await?;
    let to_come = booked.filter(|(_, at)| at.starts_at + Duration::minutes(i64::from(at.minutes)) > tx.now());
    let Some((_, at)) = to_come else { return Ok(None) };
    let seats = staffing(tx, std::slice::from_ref(&at)).await?.remove(&at.id).unwrap_or_default();
    let named = |party| case.consent.as_ref().is_some_and(|c| c.names(party));
    let parties = seats.iter().filter(|s| !s.presence.is_empty() && named(s.party)).map(|s| s.party).collect();
    Ok(Some(Coming { at: to_local(at.starts_at), minutes: at.minutes, form: at.form, place: at.place, parties }))
}

/// What a team time needs on paper: of each case that the actor may read.
pub async fn print(db: &Db, actor: &Actor, id: SlotId) -> Result<PrintView, AppError> {
    let ids = printable(&db.read().await?, actor, id).await?;
    if ids.is_empty() {
        return Err(AppError::NotFound);
    }
    log_printing::<PrintForMeeting>(db, actor, &ids).await?;
    let tx = db.read().await?;
    let (_, at) = see_slot(&tx, actor, id).await?;
    let mut printed = Vec::with_capacity(ids.len());
    for case in ids {
        let allowed: Allowed<PrintForMeeting> = actor.may(cases::actions::look(&tx, actor, case).await?)?;
        printed.push(printed_case(&tx, actor, &allowed).await?);
    }
    Ok(PrintView { slot: at, cases: printed, printed: tx.today() })
}

async fn printable(tx: &ReadTx, actor: &Actor, id: SlotId) -> Result<Vec<CaseId>, AppError> {
    see_slot(tx, actor, id).await?;
    let mut ids = Vec::new();
    for meeting in store::meetings_in(tx, id).await? {
        match cases::actions::look(tx, actor, meeting.case_id).await {
            Ok(case) if actor.might::<PrintForMeeting>(&case) => ids.push(case.id),
            Ok(_) | Err(AppError::NotFound) => {}
            Err(e) => return Err(e),
        }
    }
    Ok(ids)
}

async fn printed_case(tx: &ReadTx, actor: &Actor, case: &CaseFacts) -> Result<PrintedCase, AppError> {
    let model = row(tx, case).await?;
    let person = person(tx, case).await?;
    let sealer = Sealer::of(tx.keys(), &person)?;
    let said = contact_of(tx, &sealer, case.id, &person).await?;
    let open = |column, sealed: &Option<Vec<u8>>| sealer.open("cases", column, case.id.0, sealed.as_deref());
    let mut parties = case_party::Entity::find().filter(case_party::Column::CaseId.eq(case.id)).all(tx.conn()).await?;
    parties.sort_by_key(|p| p.party);
    let mut involved = Vec::new();
    for p in parties.iter().filter(|p| p.involved) {
        let handler = sealer.open("case_party", "handler_sealed", case.id.0, p.handler_sealed.as_deref())?;
        involved.push((p.party, handler));
    }
    let asked = parties.iter().filter(|p| p.asked_for).map(|p| p.party);
    let (named, unconsented) = asked.partition(|p| case.consent.as_ref().is_some_and(|c| c.names(*p)));
    Ok(PrintedCase {
        number: case.number.clone(),
        name: person_of(tx, case.id).await?.name(),
        protected: heading(tx, actor, case).await?.protected,
        question: open("question_sealed", &model.question_sealed)?,
        own_words: open("own_words_sealed", &model.own_words_sealed)?,
        own_goal: open("own_goal_sealed", &model.own_goal_sealed)?,
        tried: open("tried_sealed", &model.tried_sealed)?,
        parties: named,
        unconsented,
        involved,
        referrer: name(tx, case.referrer).await?,
        interpreter: said.needs_interpreter.then_some(said.language),
        accessibility: said.accessibility,
        prepared: preparation::shared(tx, case).await?,
    })
}

async fn person(tx: &ReadTx, case: &CaseFacts) -> Result<participant::Model, AppError> {
    row_of(tx, case.participant).await
}

async fn name(tx: &ReadTx, user: UserId) -> Result<String, AppError> {
    Ok(names_of(tx, [user]).await?.remove(&user).unwrap_or_default())
}
