//! Asking without identity, answering, and what becomes of it.
pub use super::reading::{form, list, read, tasks};
use super::{
    policy::{Add, Answer, Ask, Close, Refer},
    rules::{AgeBand, Caution, cautions},
    store::{self, Question, Said},
};
use crate::{
    access::{Actor, Allowed},
    audit::{Details, Entries, Entry, EventCode, Subject, SubjectKind},
    db::{Db, ReadTx, Tx, WriteTx},
    kernel::{
        code::Code,
        error::AppError,
        id::{AssociationId, ConsultationId, DistrictId, ReferralId, UnitId},
        lang::Confirmed,
    },
    referrals,
    ui::form::Pairs,
};

/// What was said yes to, of what stands out.
#[derive(Clone, Debug, Default)]
pub struct Surely {
    pub no_names: Confirmed,
    pub wide_enough: Confirmed,
}

impl Surely {
    fn answers(&self, caution: &Caution) -> bool {
        let yes = match caution {
            Caution::NameLike(_) => &self.no_names,
            Caution::Narrow { .. } => &self.wide_enough,
        };
        yes.answers(|lang| super::texts::caution(lang, caution))
    }
}

/// Why nothing was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotSaid {
    /// These are to be answered first.
    Cautions(Vec<Caution>),
    /// The actor does not refer from that unit.
    NotMyUnit,
    /// The district was closed meanwhile.
    DistrictGone,
    /// More was written since the page was opened.
    Meanwhile,
    /// The question is over.
    Over,
    App(AppError),
}

impl From<AppError> for NotSaid {
    fn from(e: AppError) -> Self {
        NotSaid::App(e)
    }
}

/// Whom a question describes.
#[derive(Clone, Copy, Debug)]
pub struct Described {
    pub age_band: AgeBand,
    pub district: Option<DistrictId>,
}

/// Asks a question, at one of the actor's units. What stands out in it must have been said yes to.
pub async fn ask(
    db: &Db,
    actor: &Actor,
    unit: UnitId,
    of: Described,
    question: Question,
    surely: &Surely,
) -> Result<ConsultationId, NotSaid> {
    let tx = db.begin().await?;
    let allowed: Allowed<Ask> = actor.may(store::new(&tx, actor, unit)).map_err(|e| match e {
        AppError::NotAllowed => NotSaid::NotMyUnit,
        e => NotSaid::App(e),
    })?;
    let districts = referrals::store::districts(&tx, actor.association).await?;
    if of.district.is_some_and(|id| districts.iter().all(|d| d.id != id)) {
        return Err(NotSaid::DistrictGone);
    }
    check(&tx, actor, of, &[&question.situation, &question.question], surely).await?;
    store::insert(&tx, &allowed, (of.age_band, of.district), &question).await?;
    let (id, entry) = (allowed.id, allowed.did(EventCode::ConsultationAsked.into()));
    tx.commit(entry).await?;
    Ok(id)
}

async fn check(tx: &impl Tx, actor: &Actor, of: Described, texts: &[&str], surely: &Surely) -> Result<(), NotSaid> {
    let people = store::known_people(tx, actor.association, of.age_band, of.district).await?;
    unanswered(cautions(texts, &store::words_of_places(tx, actor.association).await?, people), surely)
}

/// Only names: an answer describes nobody.
async fn check_names(tx: &impl Tx, actor: &Actor, text: &str, surely: &Surely) -> Result<(), NotSaid> {
    let found = cautions(&[text], &store::words_of_places(tx, actor.association).await?, usize::MAX);
    unanswered(found.into_iter().filter(|c| matches!(c, Caution::NameLike(_))).collect(), surely)
}

fn unanswered(mut found: Vec<Caution>, surely: &Surely) -> Result<(), NotSaid> {
    found.retain(|caution| !surely.answers(caution));
    if found.is_empty() { Ok(()) } else { Err(NotSaid::Cautions(found)) }
}

/// Says more: it waits for an answer again. Details that few share are asked about here, too.
pub async fn add(db: &Db, actor: &Actor, id: ConsultationId, text: &str, surely: &Surely) -> Result<(), NotSaid> {
    let tx = db.begin().await?;
    let (facts, row) = store::load(&tx, actor, id, true).await?;
    let allowed: Allowed<Add> = actor.may(facts)?;
    let next = allowed.state.add().ok_or(NotSaid::Over)?;
    let age_band = row.age_band.ok_or(NotSaid::Over)?;
    check(&tx, actor, Described { age_band, district: row.district_id }, &[text], surely).await?;
    let said = Said { text: text.to_owned(), supports: Vec::new() };
    let entry = store::write(&tx, &allowed, false, &said, next).await?;
    let details = Details { record: Some(entry.0), ..Details::default() };
    let entry = allowed.did(EventCode::ConsultationAdded.with(details));
    Ok(tx.commit(entry).await?)
}

/// What was read before an answer: how many entries there were, and that it is to be sent though there are more now.
#[derive(Clone, Debug, Default)]
pub struct ReadBefore {
    pub entries: Option<usize>,
    pub anyway: Confirmed,
}

/// Answers. What came in since the page was opened is to be read first.
pub async fn answer(
    db: &Db,
    actor: &Actor,
    id: ConsultationId,
    said: Said,
    (before, surely): (&ReadBefore, &Surely),
) -> Result<(), NotSaid> {
    let tx = db.begin().await?;
    let (facts, _) = store::load(&tx, actor, id, true).await?;
    let allowed: Allowed<Answer> = actor.may(facts)?;
    let next = allowed.state.answer().ok_or(NotSaid::Over)?;
    let entries = store::entries_of(&tx, id).await?.len();
    let seen = before.entries.is_none_or(|seen| seen == entries);
    if !seen && !before.anyway.answers(|lang| super::texts::ANSWERED_MEANWHILE.get(lang).to_owned()) {
        return Err(NotSaid::Meanwhile);
    }
    check_names(&tx, actor, &said.text, surely).await?;
    let entry = store::write(&tx, &allowed, true, &said, next).await?;
    let details = Details { record: Some(entry.0), ..Details::default() };
    let entry = allowed.did(EventCode::ConsultationAnswered.with(details));
    Ok(tx.commit(entry).await?)
}

/// Closes the question: what it says is deleted.
pub async fn close(db: &Db, actor: &Actor, id: ConsultationId) -> Result<(), NotSaid> {
    let tx = db.begin().await?;
    let (facts, _) = store::load(&tx, actor, id, true).await?;
    let allowed: Allowed<Close> = actor.may(facts)?;
    let next = allowed.state.close().ok_or(NotSaid::Over)?;
    store::end(&tx, &allowed, next).await?;
    let entry = allowed.did(EventCode::ConsultationClosed.into());
    Ok(tx.commit(entry).await?)
}

/// Begins a referral from the question, at one of the actor's units, with what was described in its fields. Where one is
/// being written already it is that.
pub async fn refer(db: &Db, actor: &Actor, id: ConsultationId, unit: UnitId) -> Result<ReferralId, NotSaid> {
    let tx = db.begin().await?;
    let (facts, row) = store::load(&tx, actor, id, true).await?;
    let allowed: Allowed<Refer> = actor.may(facts)?;
    if !allowed.state.is_live() {
        return Err(NotSaid::Over);
    }
    if let Some(draft) = allowed.draft
        && store::is_being_written(&tx, draft).await?
    {
        return Ok(draft);
    }
    let mut added = Vec::new();
    for entry in store::entries_of(&tx, id).await?.iter().filter(|e| !e.by_coordinator) {
        added.push(store::said_in(&tx, entry)?.text);
    }
    let values = carried(&store::question_of(&tx, &row)?, row.district_id, &added);
    let begun = referrals::actions::begin_with(&tx, actor, unit, values).await;
    let (draft, begun) = begun.map_err(|e| match e {
        AppError::NotAllowed => NotSaid::NotMyUnit,
        e => NotSaid::App(e),
    })?;
    store::link(&tx, &allowed, draft).await?;
    let details = Details { record: Some(draft.0), ..Details::default() };
    let entry = allowed.did(EventCode::ConsultationReferred.with(details));
    tx.commit((begun, entry)).await?;
    Ok(draft)
}

/// What was described, as a referral's fields say it. The age is asked anew, as an exact one.
fn carried(question: &Question, district: Option<DistrictId>, added: &[String]) -> Pairs {
    let situation = [question.situation.as_str()].into_iter().chain(added.iter().map(String::as_str));
    let tried = situation.collect::<Vec<_>>().join("\n\n");
    let mut values = vec![("tried".to_owned(), tried), ("question".to_owned(), question.question.clone())];
    values.extend(district.map(|id| ("district".to_owned(), id.to_string())));
    values.extend(question.parties.iter().map(|party| ("involved".to_owned(), party.code().to_owned())));
    values
}

/// Notes that a referral was submitted, where it was begun from a question: it belongs to the submission's write. What the
/// question says is deleted, since it would now be about someone known. Gives the entry.
pub async fn became(tx: &WriteTx, actor: &Actor, draft: ReferralId) -> Result<Option<Entry>, AppError> {
    let Some(facts) = store::begun(tx, actor, draft).await? else { return Ok(None) };
    let allowed: Allowed<Refer> = actor.may(facts)?;
    let Some(next) = allowed.state.convert() else { return Ok(None) };
    store::end(tx, &allowed, next).await?;
    let details = Details { record: Some(draft.0), ..Details::default() };
    Ok(Some(allowed.did(EventCode::ConsultationConverted.with(details))))
}

/// Deletes what nobody has touched for 90 days. For the server's own hourly work; gives how many.
pub async fn delete_old(db: &Db) -> Result<usize, AppError> {
    let tx = db.begin().await?;
    let gone = store::delete_old(&tx).await?;
    if gone.is_empty() {
        return Ok(0);
    }
    let entry = |(id, association): &(ConsultationId, AssociationId)| {
        let subject = Subject { kind: SubjectKind::Consultation, id: id.0, association: Some(*association) };
        Entry::without_role(subject, None, EventCode::ConsultationDeleted)
    };
    tx.commit(Entries::several(gone.iter().map(entry).collect())?).await?;
    Ok(gone.len())
}

/// How many questions were asked in the year and how many of them became referrals. The caller may see the figures.
pub async fn counted(tx: &ReadTx, association: AssociationId, year: i32) -> Result<(i64, i64), AppError> {
    store::counted(tx, association, year).await
}

/// The first year that has a question. The caller may see the figures.
pub async fn first_year(tx: &ReadTx, association: AssociationId) -> Result<Option<i32>, AppError> {
    store::first_year(tx, association).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        kernel::lang::Lang,
        organisation::rules::Party,
        referrals::{content::Lives, forms::read_all},
    };

    #[test]
    fn what_was_described_is_read_by_the_referral() {
        let district = DistrictId::new();
        let question = Question {
            situation: "Hemma sedan skolan.".into(),
            question: "Vilka behövs?".into(),
            parties: vec![Party::SocialServices, Party::HealthCare],
        };
        let values = carried(&question, Some(district), &["Har prövat boendestöd.".into()]);
        let (content, errors) = read_all(values, Lang::Sv, chrono::NaiveDate::default());
        assert_eq!(errors, []);
        assert_eq!(content.tried, "Hemma sedan skolan.\n\nHar prövat boendestöd.");
        assert_eq!(content.question, question.question);
        assert_eq!(content.involved, question.parties);
        assert_eq!(content.lives, Lives::In(district));
    }
}
