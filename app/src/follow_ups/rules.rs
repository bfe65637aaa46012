//! What a follow-up asks, and how its result is computed (`domain.md` 4.8).
use crate::{
    kernel::{code::Code, lang::Lang},
    plans::rules::ActivityStatus,
};
use chrono::{Duration, NaiveDate};

crate::codes! {
    /// The result per plan. *Could not follow up* is entered, never computed.
    pub enum FollowUpResult {
        AllDone = "all_done", "allt gjort", "all done";
        PartlyDone = "partly_done", "delvis gjort", "partly done";
        UnderWay = "under_way", "pågår", "under way";
        NoneDone = "none_done", "inget gjort", "none done";
        CouldNotFollowUp = "could_not_follow_up", "gick inte att följa upp", "could not be followed up";
        NotCarriedOut = "not_carried_out", "planen kunde inte genomföras", "the plan could not be carried out";
    }
}

crate::codes! {
    /// What hinders an activity that is stuck.
    pub enum Hindrance {
        WaitingTime = "waiting_time", "väntetid hos en part", "waiting time at a party";
        OutOfReach = "out_of_reach", "handläggaren går inte att nå", "handler out of reach";
        Refused = "refused", "beslutet blev nej", "decision refused";
        Health = "health", "hälsan", "health";
        OwnWish = "own_wish", "deltagarens egen önskan", "the participant's wish";
        NoPlace = "no_place", "plats saknas", "no place available";
        Other = "other", "annat", "other";
    }
}

impl Hindrance {
    /// A reason in the reader's language, where it is one that a follow-up gave: these are kept in Swedish. Any other is
    /// told as it was written.
    pub fn told(lang: Lang, reason: String) -> String {
        let given = Self::ALL.iter().find(|h| h.words().get(Lang::Sv) == reason);
        given.map_or(reason, |h| h.words().get(lang).to_owned())
    }
}

/// The months after the meeting at which a plan is followed up.
pub const MONTHS: [i32; 3] = [2, 6, 12];

/// On so many days the referrer is tried before a follow-up can be given up.
pub const TRIES: usize = 3;

/// On how many days it was tried: who calls three times in one minute has tried once.
pub fn days_tried(days: impl Iterator<Item = NaiveDate>) -> usize {
    days.collect::<std::collections::BTreeSet<_>>().len()
}

/// A follow-up can be done from so many days before its due day, when the first reminder goes out.
pub const OPENS_BEFORE: i64 = 14;

/// The first day on which it can be done.
pub fn opens_on(due: NaiveDate) -> NaiveDate {
    due - Duration::days(OPENS_BEFORE)
}

/// Whether it can be done on that day.
pub fn is_open_on(due: NaiveDate, today: NaiveDate) -> bool {
    opens_on(due) <= today
}

/// The result per plan, from how far each activity has come. Never *could not be followed up*: that is entered.
///
/// Source: `domain.md` 4.8. Dropped ones are left out; none left: the plan could not be carried out.
pub fn result(activities: &[ActivityStatus]) -> FollowUpResult {
    let counted: Vec<_> = activities.iter().filter(|s| **s != ActivityStatus::Dropped).collect();
    let done = counted.iter().filter(|s| ***s == ActivityStatus::Done).count();
    if counted.is_empty() {
        FollowUpResult::NotCarriedOut
    } else if done == counted.len() {
        FollowUpResult::AllDone
    } else if done > 0 {
        FollowUpResult::PartlyDone
    } else if counted.iter().any(|s| s.is_open()) {
        FollowUpResult::UnderWay
    } else {
        FollowUpResult::NoneDone
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ActivityStatus::{Done, Dropped, NotDone, Planned, UnderWay};

    /// Every combination of up to four activities, against the words of the rule taken one by one.
    #[test]
    fn the_result_follows_the_rule_for_every_combination() {
        let mut lists: Vec<Vec<ActivityStatus>> = vec![vec![]];
        let mut longer = lists.clone();
        for _ in 0..4 {
            longer = longer
                .iter()
                .flat_map(|list| ActivityStatus::ALL.iter().map(move |s| [list.as_slice(), &[*s]].concat()))
                .collect();
            lists.extend(longer.iter().cloned());
        }
        assert_eq!(lists.len(), 1 + 5 + 25 + 125 + 625);
        for list in lists {
            let has = |wanted: &[ActivityStatus]| list.iter().any(|s| wanted.contains(s));
            let expected = match (has(&[Done]), has(&[Planned, UnderWay]), has(&[NotDone])) {
                (false, false, false) => FollowUpResult::NotCarriedOut,
                (true, false, false) => FollowUpResult::AllDone,
                (true, _, _) => FollowUpResult::PartlyDone,
                (false, true, _) => FollowUpResult::UnderWay,
                (false, false, true) => FollowUpResult::NoneDone,
            };
            assert_eq!(result(&list), expected, "{list:?}");
        }
    }

    #[test]
    fn a_reason_that_a_follow_up_gave_is_told_in_the_readers_language() {
        let told = |lang, reason: &str| Hindrance::told(lang, reason.to_owned());
        assert_eq!(told(Lang::En, "beslutet blev nej"), "decision refused");
        assert_eq!(told(Lang::Sv, "beslutet blev nej"), "beslutet blev nej");
        assert_eq!(told(Lang::En, "Praktiken ställdes in."), "Praktiken ställdes in.");
    }

    #[test]
    fn several_tries_on_one_day_are_one() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 11, d).expect("a day");
        assert_eq!(days_tried([day(1), day(1), day(1)].into_iter()), 1);
        assert_eq!(days_tried([day(1), day(3), day(2), day(3)].into_iter()), 3);
        assert_eq!(days_tried([].into_iter()), 0);
    }

    #[test]
    fn examples() {
        assert_eq!(result(&[]), FollowUpResult::NotCarriedOut);
        assert_eq!(result(&[Dropped, Dropped]), FollowUpResult::NotCarriedOut);
        assert_eq!(result(&[Done, Dropped]), FollowUpResult::AllDone);
        assert_eq!(result(&[Done, NotDone]), FollowUpResult::PartlyDone);
        assert_eq!(result(&[NotDone, UnderWay]), FollowUpResult::UnderWay);
        assert_eq!(result(&[NotDone, Dropped]), FollowUpResult::NoneDone);
    }

    #[test]
    fn it_opens_fourteen_days_before() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 11, d).expect("a day");
        assert!(!is_open_on(day(22), day(7)));
        assert!(is_open_on(day(22), day(8)));
        assert!(is_open_on(day(22), day(30)));
    }
}
