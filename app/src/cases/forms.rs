//! Searching, taking up and closing.
use super::{
    rules::{EndReason, Livelihood},
    texts,
};
use crate::{
    kernel::lang::{Confirmed, Text},
    ui::form::{Form, Reader},
};
use chrono::NaiveDate;

crate::codes! {
    /// The list that is searched.
    pub enum SearchedList {
        Cases = "cases", "Ärenden", "Cases";
        Referrals = "referrals", "Mina anmälningar", "My referrals";
        Inbox = "inbox", "Inkorg", "Inbox";
    }
}

impl SearchedList {
    /// What the search above the list is called: the one in the frame goes through all cases.
    pub fn search_words(self) -> Text {
        match self {
            SearchedList::Cases => texts::SEARCH_LABEL,
            SearchedList::Referrals => texts::SEARCH_REFERRALS,
            SearchedList::Inbox => texts::SEARCH_INBOX,
        }
    }

    /// Where the list is.
    pub fn path(self) -> &'static str {
        match self {
            SearchedList::Cases => "/cases",
            SearchedList::Referrals => "/referrals",
            SearchedList::Inbox => "/inbox",
        }
    }
}

pub struct SearchCases {
    pub words: String,
    pub list: SearchedList,
}

impl Form for SearchCases {
    const PATH: &'static str = "/cases/search";
    fn read(r: &mut Reader) -> Self {
        let words = r.text("words", 100, texts::SEARCH_MISSING);
        Self { words, list: r.raw("list").parse().unwrap_or(SearchedList::Cases) }
    }
}

pub struct TakeUp;

impl Form for TakeUp {
    const PATH: &'static str = "/cases/{id}/take-up";
    fn read(_: &mut Reader) -> Self {
        Self
    }
}

pub struct Close {
    pub on: NaiveDate,
    pub reason: EndReason,
    pub livelihood: Vec<Livelihood>,
    pub words: String,
    /// It is closed though it never had a plan or a follow-up.
    pub confirmed: Confirmed,
}

impl Form for Close {
    const PATH: &'static str = "/cases/{id}/close";
    fn read(r: &mut Reader) -> Self {
        let livelihood = r.codes("livelihood");
        if Livelihood::contradict(&livelihood) {
            r.wrong("livelihood", texts::LIVELIHOOD_CONTRADICTS);
        }
        Self {
            on: r.day("on", texts::CLOSED_ON_MISSING),
            reason: r.code("reason", texts::END_REASON_MISSING),
            livelihood,
            words: r.optional_text("words", 2_000),
            confirmed: r.confirmed("confirmed"),
        }
    }
}

#[cfg(feature = "ssr")]
mod submit {
    use super::*;
    use crate::{
        cases::{
            actions::{self, CloseError, Closing},
            journey::close_anyway,
        },
        kernel::{id::CaseId, swedish},
        ui::form::submit::{Cx, Done, Failure, Submit},
    };

    impl Submit for SearchCases {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let id = crate::accounts::searches::keep(&cx.db, cx.actor()?, &self.words).await?;
            Done::to(format!("{}?search={id}", self.list.path()))
        }
    }

    impl Submit for TakeUp {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let id: CaseId = cx.id()?;
            actions::take_up(&cx.db, cx.actor()?, id).await?;
            Done::saying(format!("/cases/{id}"), texts::TAKEN_UP)
        }
    }

    impl Submit for Close {
        async fn submit(self, cx: Cx) -> Result<Done, Failure> {
            let id: CaseId = cx.id()?;
            let Close { on, reason, livelihood, words, confirmed } = self;
            let closing = Closing { on, reason, livelihood, words, confirmed };
            actions::close(&cx.db, cx.actor()?, id, closing).await.map_err(|e| match e {
                CloseError::NoLivelihood => Failure::field("livelihood", cx.lang, texts::LIVELIHOOD_MISSING),
                CloseError::Unreadable => Failure::field("words", cx.lang, texts::END_WORDS_UNREADABLE),
                CloseError::MeetingBooked => Failure::form(cx.lang, texts::MEETING_BOOKED),
                CloseError::TrainingUnderWay { own: true } => Failure::form(cx.lang, texts::TRAINING_UNDER_WAY),
                CloseError::TrainingUnderWay { own: false } => Failure::form(cx.lang, texts::TRAINING_OF_OTHERS),
                CloseError::NotYet => Failure::form(cx.lang, texts::CLOSE_NOT_YET),
                CloseError::InTheFuture => Failure::field("on", cx.lang, texts::CLOSED_ON_FUTURE),
                CloseError::BeforeReferral => Failure::field("on", cx.lang, texts::CLOSED_BEFORE),
                CloseError::BeforeMeeting(day) => {
                    let words = texts::CLOSED_BEFORE_MEETING.with(cx.lang, swedish::long_day(cx.lang, day));
                    Failure::Fields(vec![("on".into(), words)])
                }
                CloseError::Missing(missing) => {
                    Failure::Fields(vec![("confirmed".into(), close_anyway(cx.lang, &missing))])
                }
                CloseError::App(e) => Failure::App(e),
            })?;
            Done::saying(format!("/cases/{id}"), texts::CLOSED)
        }
    }
}
