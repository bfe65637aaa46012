//! Whose turn it is, in a sentence.
use super::{Step, Turn};
use crate::kernel::{
    code::Code,
    lang::{Lang, Text},
};

crate::texts! {
    YOURS: "Din tur: {}", "Your turn: {}";
    /// Who, then what.
    THEIRS: "Nu ska {} {}", "It is up to {} to {}";
    ASSESS: "bedöma anmälan", "assess the referral";
    ANSWER_COMPLETION: "svara på kompletteringen", "answer the request for information";
    BOOK: "boka ett teammöte", "book a team meeting";
    BOOK_ANEW: "boka ett nytt teammöte", "book a new team meeting";
    ASK_FOR_CONSENT: "be anmälaren fråga om ett nytt samtycke, eller avsluta ärendet", "have the referrer ask for a new consent, or close the case";
    CANCEL_OR_CONSENT: "ställa in mötet eller registrera ett nytt samtycke", "cancel the meeting or record a new consent";
    REGISTER_OUTCOME: "registrera hur mötet gick", "register how the meeting went";
    ESTABLISH_PLAN: "fastställa den gemensamma planen", "establish the joint plan";
    DO_FOLLOW_UP: "göra uppföljningen", "do the follow-up";
    ASK_FOR_TRAINING: "begära arbetsträning", "ask for work training";
    ARRANGE_TRAINING: "ordna arbetsträning", "arrange work training";
    CLOSE: "avsluta ärendet", "close the case";
}

impl Turn {
    /// The next step in a sentence: to the one who has it, and of the one who has it.
    pub fn told(&self, lang: Lang, mine: bool) -> String {
        let words = self.step.words().get(lang);
        match self.step.deed() {
            None => words.to_owned(),
            Some(_) if mine => YOURS.with(lang, words.to_lowercase()),
            Some(deed) => THEIRS.with(lang, self.whose.words().get(lang)).replacen("{}", deed.get(lang), 1),
        }
    }
}

impl Step {
    /// What the one whose turn it is has to do, as it stands after "ska" and "to". None: it goes on by itself, or nobody
    /// has to do anything but come.
    fn deed(self) -> Option<Text> {
        match self {
            Step::Assess => Some(ASSESS),
            Step::AnswerCompletion => Some(ANSWER_COMPLETION),
            Step::Book => Some(BOOK),
            Step::BookAnew => Some(BOOK_ANEW),
            Step::RegisterOutcome => Some(REGISTER_OUTCOME),
            Step::EstablishPlan => Some(ESTABLISH_PLAN),
            Step::FollowUp => Some(DO_FOLLOW_UP),
            Step::AskForTraining => Some(ASK_FOR_TRAINING),
            Step::ArrangeTraining => Some(ARRANGE_TRAINING),
            Step::Close => Some(CLOSE),
            Step::Consent => Some(ASK_FOR_CONSENT),
            Step::MeetUnconsented => Some(CANCEL_OR_CONSENT),
            Step::Meet | Step::Training | Step::Lots | Step::UnderWay | Step::Nothing => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::Whose, *};
    use chrono::NaiveDate;

    #[rstest::rstest]
    #[case(
        Step::Assess,
        Whose::Coordinator,
        "Nu ska koordinatorn bedöma anmälan",
        "It is up to the coordinator to assess the referral"
    )]
    #[case(
        Step::AnswerCompletion,
        Whose::Referrer,
        "Nu ska anmälaren svara på kompletteringen",
        "It is up to the referrer to answer the request for information"
    )]
    #[case(
        Step::Book,
        Whose::Coordinator,
        "Nu ska koordinatorn boka ett teammöte",
        "It is up to the coordinator to book a team meeting"
    )]
    #[case(
        Step::RegisterOutcome,
        Whose::Coordinator,
        "Nu ska koordinatorn registrera hur mötet gick",
        "It is up to the coordinator to register how the meeting went"
    )]
    #[case(
        Step::EstablishPlan,
        Whose::Coordinator,
        "Nu ska koordinatorn fastställa den gemensamma planen",
        "It is up to the coordinator to establish the joint plan"
    )]
    #[case(
        Step::FollowUp,
        Whose::Lots,
        "Nu ska lotsen göra uppföljningen",
        "It is up to the lots (guide) to do the follow-up"
    )]
    #[case(
        Step::AskForTraining,
        Whose::Coordinator,
        "Nu ska koordinatorn begära arbetsträning",
        "It is up to the coordinator to ask for work training"
    )]
    #[case(
        Step::ArrangeTraining,
        Whose::WorkTraining,
        "Nu ska arbetsträningssamordnaren ordna arbetsträning",
        "It is up to the work-training coordinator to arrange work training"
    )]
    #[case(
        Step::Close,
        Whose::Coordinator,
        "Nu ska koordinatorn avsluta ärendet",
        "It is up to the coordinator to close the case"
    )]
    fn whose_turn_it_is_is_a_sentence(#[case] step: Step, #[case] whose: Whose, #[case] sv: &str, #[case] en: &str) {
        let turn = Turn { step, whose, since: NaiveDate::MIN, due: None };
        assert_eq!((turn.told(Lang::Sv, false), turn.told(Lang::En, false)), (sv.to_owned(), en.to_owned()));
        let mine = turn.told(Lang::Sv, true);
        assert!(mine.starts_with("Din tur: ") && !mine.contains(whose.words().get(Lang::Sv)), "{mine}");
    }

    #[test]
    fn what_goes_on_by_itself_is_told_of_nobody() {
        for step in [Step::Meet, Step::Training, Step::Lots, Step::UnderWay, Step::Nothing] {
            let turn = Turn { step, whose: Whose::WorkTraining, since: NaiveDate::MIN, due: None };
            assert_eq!(turn.told(Lang::Sv, true), step.words().get(Lang::Sv));
            assert_eq!(turn.told(Lang::En, false), step.words().get(Lang::En));
        }
    }
}
