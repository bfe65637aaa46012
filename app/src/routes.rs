//! Every URL and its page, one line each, by the part of the client that it comes in.
use crate::{
    accounts::{pages as accounts, users::pages as users},
    break_glass::pages as broken,
    cases::pages as cases,
    consents::{pages as consents, scan::pages as scan, shared::pages as shared, wording::pages as wording},
    consultations::pages as consultations,
    follow_ups::pages as follow_ups,
    lots::pages as lots,
    meetings::pages as meetings,
    organisation::pages as organisation,
    participant_portal::pages as portal,
    participants::pages as participants,
    plans::pages as plans,
    referrals::pages as referrals,
    register_import::pages as register,
    statistics::pages as statistics,
    teams::pages as teams,
    ui::{
        form::provide_posted,
        lang::provide_lang,
        layout::Shell,
        page::{Address, Comes, Page, Part},
        parts::provide_begun,
        state::Problem,
        view::provide_frame,
    },
    work::pages as work,
    work_training::pages as work_training,
};
use leptos::{
    children::ToChildren,
    prelude::*,
    tachys::view::iterators::StaticVec,
    wasm_split::{SplitLoaderError, wasm_split},
};
use leptos_meta::provide_meta_context;
use leptos_router::{
    ChooseView, NestedRoute, SsrMode,
    components::{Router, Routes},
};

/// The root of the application, in the server and in the browser.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_lang();
    let frame = provide_frame();
    let posted = provide_posted();
    provide_begun();
    Effect::new(|| {
        // tells a test that the page is alive
        if let Some(html) = document().document_element() {
            let _ = html.set_attribute("data-hydrated", "1");
        }
    });
    let error = frame.error.clone();
    view! {
        {posted}
        <Router>
            <Shell frame>
                {match error {
                    Some(error) => view! { <Problem error/> }.into_any(),
                    None => view! { <Pages/> }.into_any(),
                }}
            </Shell>
        </Router>
    }
}

/// Lists the pages. Those of a part are in one function, and what only they use leaves the client with it.
macro_rules! pages {
    (
        client { $($near:literal => $near_page:path,)* }
        $(part $part:ident { $($far:literal => $far_page:path,)* })*
    ) => {
        const PAGES: &[Page] = &[
            $(Page { address: Address($near), comes: Comes::WithClient(|| $near_page().into_any()) },)*
            $($(Page {
                address: Address($far),
                comes: Comes::In(Part { name: stringify!($part), make: |address| Box::pin($part(address)) }),
            },)*)*
        ];

        $(
            #[wasm_split($part, fallible, wasm_split_path = ::leptos::wasm_split)]
            fn $part(address: &'static str) -> Result<AnyView, SplitLoaderError> {
                Ok(match address {
                    $($far => $far_page().into_any(),)*
                    _ => ().into_any(),
                })
            }
        )*
    };
}

pages! {
    client {
        "/" => work::StartPage,
        "/login" => accounts::LogInPage,
        "/logout" => accounts::LogOutPage,
        "/logout/everywhere" => accounts::LogOutEverywherePage,
        "/password" => accounts::PasswordPage,
        "/profile" => accounts::ProfilePage,
        "/cases" => cases::ListPage,
        "/cases/search" => cases::SearchPage,
        "/cases/:id" => cases::ShowPage,
        "/cases/:id/take-up" => cases::TakeUpPage,
        "/cases/:id/events" => cases::AllEventsPage,
        "/cases/:id/close" => cases::ClosePage,
        "/participants/:id" => participants::ShowPage,
        "/participants/:id/identity" => participants::IdentityPage,
    }
    part administration {
        "/admin" => organisation::AdminPage,
        "/admin/settings" => organisation::SettingsPage,
        "/admin/districts" => organisation::DistrictsPage,
        "/admin/districts/:id" => organisation::DistrictPage,
        "/admin/agencies" => organisation::AgenciesPage,
        "/admin/agencies/add" => organisation::AddAgencyPage,
        "/admin/agencies/:id" => organisation::AgencyPage,
        "/admin/agencies/:id/change" => organisation::ChangeAgencyPage,
        "/admin/units/:id" => organisation::UnitPage,
        "/admin/associations/add" => users::AddAssociationPage,
        "/admin/users" => users::UsersPage,
        "/admin/users/add" => users::AddUserPage,
        "/admin/users/search" => users::SearchUsersPage,
        "/admin/users/:id" => users::UserPage,
        "/admin/users/:id/change" => users::ChangeUserPage,
        "/admin/users/:id/one-time-password" => users::OneTimePasswordPage,
        "/admin/users/:id/close" => users::CloseUserPage,
        "/admin/users/:id/tasks/:task/end" => users::EndTaskPage,
        "/profile/association" => users::ChangeAssociationPage,
        "/teams" => teams::TeamsPage,
        "/teams/add" => teams::AddTeamPage,
        "/teams/:id" => teams::TeamPage,
        "/teams/:id/change" => teams::ChangeTeamPage,
        "/teams/:id/seats/:seat/fill" => teams::FillSeatPage,
        "/teams/:id/holders/:holder/end" => teams::EndSeatPage,
        "/figures" => statistics::FiguresPage,
        "/admin/consent-texts" => wording::TextsPage,
        "/admin/consent-texts/:purpose/:language" => wording::VersionsPage,
        "/admin/consent-texts/:purpose/:language/new" => wording::NewVersionPage,
        "/admin/consent-texts/:purpose/:language/checked/:version" => wording::SignPage,
        "/admin/import" => register::SendPage,
        "/admin/import/:id" => register::RunPage,
    }
    part work_training {
        "/work-training" => work_training::OverviewPage,
        "/work-training/providers" => work_training::ProvidersPage,
        "/work-training/providers/new" => work_training::AddProviderPage,
        "/work-training/providers/:id" => work_training::ProviderPage,
        "/work-training/providers/:id/change" => work_training::ChangeProviderPage,
        "/work-training/providers/:id/close" => work_training::CloseProviderPage,
        "/work-training/providers/:id/places/new" => work_training::AddPlacePage,
        "/work-training/places/:id/change" => work_training::ChangePlacePage,
        "/work-training/places/:id/confirm" => work_training::ConfirmPlacePage,
        "/work-training/places/:id/close" => work_training::ClosePlacePage,
        "/work-training/placements" => work_training::PlacementsPage,
        "/work-training/placements/new" => work_training::AddPlacementPage,
        "/work-training/placements/search" => work_training::SearchPage,
        "/work-training/placements/:id" => work_training::PlacementPage,
        "/work-training/placements/:id/move-on" => work_training::MoveOnPage,
        "/work-training/placements/:id/place" => work_training::ChoosePlacePage,
        "/work-training/placements/:id/start" => work_training::StartPage,
        "/work-training/placements/:id/end" => work_training::EndPage,
        "/work-training/placements/:id/stop" => work_training::StopPage,
        "/cases/:id/work-training/request" => work_training::RequestPage,
    }
    part steps {
        "/follow-ups" => follow_ups::FollowUpsPage,
        "/cases/:id/follow-ups/:months" => follow_ups::FollowUpPage,
        "/cases/:id/follow-ups/:months/no-meeting" => follow_ups::DeclineMeetingPage,
        "/cases/:id/follow-ups/:months/tried" => follow_ups::TriedPage,
        "/cases/:id/follow-ups/:months/give-up" => follow_ups::GiveUpPage,
        "/lots" => lots::AssignmentsPage,
        "/cases/:id/lots/ask" => lots::AskForLotsPage,
        "/cases/:id/lots/assign" => lots::AssignLotsPage,
        "/cases/:id/lots/answer" => lots::AnswerLotsPage,
        "/cases/:id/lots/begin" => lots::BeginLotsPage,
        "/cases/:id/lots/end" => lots::EndLotsPage,
        "/activities" => plans::ActivitiesPage,
        "/cases/:id/plan" => plans::PlanPage,
        "/cases/:id/plan/establish" => plans::EstablishPlanPage,
        "/cases/:id/plan/revisions" => plans::RevisionsPage,
        "/cases/:id/plan/print" => plans::PlanLetterPage,
        "/cases/:id/activities/new" => plans::AddActivityPage,
        "/cases/:id/activities/:activity/edit" => plans::ChangeActivityPage,
        "/cases/:id/activities/:activity/status" => plans::MarkActivityPage,
        "/queue" => meetings::QueuePage,
        "/cases/:id/move-in-queue" => meetings::MoveInQueuePage,
        "/cases/:id/book" => meetings::BookPage,
        "/cases/:id/move-meeting" => meetings::MoveMeetingPage,
        "/cases/:id/cancel-meeting" => meetings::CancelMeetingPage,
        "/cases/:id/meeting-outcome" => meetings::OutcomePage,
        "/cases/:id/attendance" => meetings::AttendancePage,
        "/cases/:id/letter" => meetings::LetterPage,
        "/calendar" => meetings::CalendarPage,
        "/slots/new" => meetings::NewSlotPage,
        "/slots/:id" => meetings::SlotPage,
        "/slots/:id/stand-in" => meetings::StandInPage,
        "/slots/:id/change" => meetings::ChangeSlotPage,
        "/slots/:id/cancel" => meetings::CancelSlotPage,
        "/slots/:id/print" => meetings::SlotPrintPage,
        "/referrals" => referrals::ListPage,
        "/referrals/new" => referrals::NewPage,
        "/referrals/:id/participant" => referrals::ParticipantPage,
        "/referrals/:id/situation" => referrals::SituationPage,
        "/referrals/:id/question" => referrals::QuestionPage,
        "/referrals/:id/consent" => referrals::ConsentPage,
        "/referrals/:id/review" => referrals::ReviewPage,
        "/referrals/:id/discard" => referrals::DiscardPage,
        "/referrers/:id" => referrals::CasesOfReferrerPage,
        "/cases/:id/referrer" => referrals::ChangeReferrerPage,
        "/inbox" => referrals::InboxPage,
        "/consultations" => consultations::ListPage,
        "/consultations/new" => consultations::NewPage,
        "/consultations/:id" => consultations::ShowPage,
        "/consultations/:id/add" => consultations::AddPage,
        "/consultations/:id/answer" => consultations::AnswerPage,
        "/consultations/:id/refer" => consultations::ReferPage,
        "/consultations/:id/close" => consultations::ClosePage,
        "/cases/:id/ask-completion" => referrals::AskPage,
        "/cases/:id/answer-completion" => referrals::AnswerPage,
        "/cases/:id/accept" => referrals::AcceptPage,
        "/cases/:id/return" => referrals::ReturnPage,
        "/cases/:id/withdraw" => referrals::WithdrawPage,
        "/cases/:id/take-over" => referrals::TakeOverPage,
        "/cases/:id/consents/new" => consents::NewPage,
        "/cases/:id/consents/:consent/text" => wording::AgreedToPage,
        "/cases/:id/consents/:consent/scan/new" => scan::AddPage,
        "/cases/:id/consents/:consent/scan/take-back" => scan::TakeBackPage,
        "/cases/:id/consents/:consent/scan" => scan::ScanPage,
        "/cases/:id/without-consent" => broken::BreakPage,
        "/cases/:id/without-consent/read" => broken::ReadPage,
        "/reviews" => broken::ReviewsPage,
        "/reviews/:id" => broken::ReviewPage,
        "/cases/:id/participant-link" => portal::LinkPage,
        "/cases/:id/participant-link/end" => portal::EndLinkPage,
        "/cases/:id/shared" => shared::SharedPage,
        "/consent-texts/:purpose" => wording::TextPage,
        "/cases/:id/consents/withdraw" => consents::WithdrawPage,
        "/cases/:id/consents/withdraw/:what" => consents::ConfirmWithdrawalPage,
    }
}

#[component]
fn Pages() -> impl IntoView {
    let missing = || view! { <Problem error=crate::kernel::error::AppError::NotFound/> };
    view! { <Routes fallback=missing children=ToChildren::to_children(routes)/> }
}

fn routes() -> StaticVec<NestedRoute<Address, (), (), impl ChooseView>> {
    let mode = SsrMode::Async; // in-order streaming would need JavaScript
    let routes = PAGES.iter().map(|page| NestedRoute::new(page.address, *page).ssr_mode(mode.clone()));
    routes.collect::<Vec<_>>().into()
}

/// Fetches what the page at this path needs beside the client; false when it can't be had.
pub async fn arrive(path: &str) -> bool {
    match page_at(path) {
        Some(page) => page.arrive().await,
        None => true,
    }
}

/// The part of the client that the page at this path comes in; none for what comes with the client.
pub fn part_of(path: &str) -> Option<&'static str> {
    page_at(path).and_then(|page| match page.comes {
        Comes::In(part) => Some(part.name),
        Comes::WithClient(_) => None,
    })
}

fn page_at(path: &str) -> Option<&'static Page> {
    PAGES.iter().find(|page| page.address.read(path).is_some())
}

#[cfg(test)]
mod tests {
    use super::{PAGES, page_at};

    #[test]
    fn no_page_stands_before_another() {
        for page in PAGES {
            let found = page_at(page.address.0).map(|page| page.address);
            assert_eq!(found, Some(page.address));
        }
    }
}
