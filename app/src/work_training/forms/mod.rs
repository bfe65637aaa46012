//! The forms of work training.
mod placements;
mod places;

pub use placements::{AddPlacement, ChoosePlace, End, MoveOn, Request, SearchPlacements, Start, Stop};
pub use places::{AddPlace, AddProvider, ChangePlace, ChangeProvider, ClosePlace, CloseProvider, ConfirmPlace};

#[cfg(feature = "ssr")]
use crate::{
    kernel::lang::Lang,
    kernel::swedish,
    ui::form::submit::Failure,
    work_training::{actions::Refusal, rules::StepError, texts},
};

/// The words of a refusal, beside the field that it is about.
#[cfg(feature = "ssr")]
fn refused(lang: Lang, refusal: Refusal) -> Failure {
    match refusal {
        Refusal::Full => Failure::field("place", lang, texts::FULL),
        Refusal::PlaceClosed => Failure::field("place", lang, texts::PLACE_CLOSED),
        Refusal::NameTaken => Failure::field("name", lang, texts::NAME_TAKEN),
        Refusal::ChangedMeanwhile => Failure::form(lang, texts::CHANGED_MEANWHILE),
        Refusal::SeatsInUse(n) => Failure::Fields(vec![("seats".into(), texts::SEATS_IN_USE.with(lang, n))]),
        Refusal::InTraining => Failure::form(lang, texts::IN_TRAINING_THERE),
        Refusal::OneUnderWay => Failure::form(lang, texts::ONE_UNDER_WAY),
        Refusal::NotHere(why) => Failure::form(lang, why.words()),
        Refusal::Step(StepError::WrongStage) => Failure::form(lang, texts::WRONG_STAGE),
        Refusal::Step(StepError::InTheFuture) => Failure::field("on", lang, texts::IN_THE_FUTURE),
        Refusal::Step(StepError::Before(day)) => {
            Failure::Fields(vec![("on".into(), texts::BEFORE.with(lang, swedish::long_day(lang, day)))])
        }
        Refusal::App(e) => Failure::App(e),
    }
}
