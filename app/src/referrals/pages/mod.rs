//! The referrer's list, the pages of a draft, the inbox, and a referral on its case's page.
mod answer;
mod case;
mod draft;
mod fields;
mod handover;
mod inbox;
mod list;
mod review;
mod steps;

pub use answer::AnswerPage;
pub use case::{Assessment, CaseReferral, Reached, Referral};
pub use draft::{ConsentPage, DiscardPage, ParticipantPage, QuestionPage, SituationPage};
pub use fields::ConsentFields;
pub use handover::{CasesOfReferrerPage, ChangeReferrerPage};
pub use inbox::InboxPage;
pub use list::{ListPage, NewPage};
pub use review::ReviewPage;
pub use steps::{AcceptPage, AskPage, ReturnPage, TakeOverPage, WithdrawPage};

use super::{rules::DraftStep, texts};
use crate::{
    kernel::{code::Code, id::ReferralId},
    ui::lang::{t, use_lang},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The draft that the address names; what is not an id names nothing.
fn use_draft_id() -> ReferralId {
    use_params_map()
        .with_untracked(|p| p.get("id").and_then(|id| id.parse().ok()))
        .unwrap_or(ReferralId(uuid::Uuid::nil()))
}

fn above() -> Vec<(String, String)> {
    vec![("/referrals".into(), t(texts::MY_REFERRALS).into())]
}

/// The way through the pages of a draft; none of them is shut.
#[component]
fn Wizard(id: ReferralId, now: Option<DraftStep>) -> impl IntoView {
    let lang = use_lang();
    let here = now.map_or(DraftStep::ALL.len(), |n| DraftStep::ALL.iter().take_while(|s| **s != n).count());
    let step = move |(i, (code, words)): (usize, (&'static str, &'static str))| {
        let href = format!("/referrals/{id}/{code}");
        if i == here {
            view! { <li class="now" aria-current="step">{words}</li> }.into_any()
        } else {
            view! { <li class=(i < here).then_some("done")><a href=href>{words}</a></li> }.into_any()
        }
    };
    let pages = DraftStep::ALL.iter().map(|s| (s.code(), s.words().get(lang)));
    let steps = pages.chain([("review", t(texts::REVIEW))]).enumerate().map(step).collect_view();
    view! { <ol class="wizard" aria-label=texts::STEP_OF.with(lang, here + 1)>{steps}</ol> }
}
