//! Every URL and its page, one line each.
use crate::{
    accounts::{pages as accounts, users::pages as users},
    cases::pages as cases,
    consents::pages as consents,
    follow_ups::pages as follow_ups,
    lots::pages as lots,
    meetings::pages as meetings,
    organisation::pages as organisation,
    participants::pages as participants,
    plans::pages as plans,
    referrals::pages as referrals,
    register_import::pages as register,
    statistics::pages as statistics,
    teams::pages as teams,
    ui::{form::provide_posted, lang::provide_lang, layout::Shell, state::Problem, view::provide_frame},
    work::pages as work,
    work_training::pages as work_training,
};
use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    SsrMode,
    components::{Route, Router, Routes},
    path,
};

/// The root of the application, in the server and in the browser.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_lang();
    let frame = provide_frame();
    let posted = provide_posted();
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

#[component]
fn Pages() -> impl IntoView {
    let missing = || view! { <Problem error=crate::kernel::error::AppError::NotFound/> };
    let mode = SsrMode::Async; // in-order streaming would need JavaScript
    view! {
        <Routes fallback=missing>
            <Route path=path!("/") view=work::StartPage ssr=mode.clone()/>
            <Route path=path!("/login") view=accounts::LogInPage ssr=mode.clone()/>
            <Route path=path!("/logout") view=accounts::LogOutPage ssr=mode.clone()/>
            <Route path=path!("/logout/everywhere") view=accounts::LogOutEverywherePage ssr=mode.clone()/>
            <Route path=path!("/password") view=accounts::PasswordPage ssr=mode.clone()/>
            <Route path=path!("/profile") view=accounts::ProfilePage ssr=mode.clone()/>
            <Route path=path!("/follow-ups") view=follow_ups::FollowUpsPage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/follow-ups/:months") view=follow_ups::FollowUpPage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/follow-ups/:months/no-meeting") view=follow_ups::DeclineMeetingPage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/follow-ups/:months/tried") view=follow_ups::TriedPage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/follow-ups/:months/give-up") view=follow_ups::GiveUpPage ssr=mode.clone()/>
            <Route path=path!("/lots") view=lots::AssignmentsPage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/lots/ask") view=lots::AskForLotsPage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/lots/assign") view=lots::AssignLotsPage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/lots/answer") view=lots::AnswerLotsPage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/lots/begin") view=lots::BeginLotsPage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/lots/end") view=lots::EndLotsPage ssr=mode.clone()/>
            <Route path=path!("/activities") view=plans::ActivitiesPage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/plan") view=plans::PlanPage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/plan/establish") view=plans::EstablishPlanPage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/plan/revisions") view=plans::RevisionsPage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/plan/print") view=plans::PlanLetterPage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/activities/new") view=plans::AddActivityPage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/activities/:activity/edit") view=plans::ChangeActivityPage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/activities/:activity/status") view=plans::MarkActivityPage ssr=mode.clone()/>
            <Route path=path!("/work-training") view=work_training::OverviewPage ssr=mode.clone()/>
            <Route path=path!("/work-training/providers") view=work_training::ProvidersPage ssr=mode.clone()/>
            <Route path=path!("/work-training/providers/new") view=work_training::AddProviderPage ssr=mode.clone()/>
            <Route path=path!("/work-training/providers/:id") view=work_training::ProviderPage ssr=mode.clone()/>
            <Route path=path!("/work-training/providers/:id/change") view=work_training::ChangeProviderPage ssr=mode.clone()/>
            <Route path=path!("/work-training/providers/:id/close") view=work_training::CloseProviderPage ssr=mode.clone()/>
            <Route path=path!("/work-training/providers/:id/places/new") view=work_training::AddPlacePage ssr=mode.clone()/>
            <Route path=path!("/work-training/places/:id/change") view=work_training::ChangePlacePage ssr=mode.clone()/>
            <Route path=path!("/work-training/places/:id/confirm") view=work_training::ConfirmPlacePage ssr=mode.clone()/>
            <Route path=path!("/work-training/places/:id/close") view=work_training::ClosePlacePage ssr=mode.clone()/>
            <Route path=path!("/work-training/placements") view=work_training::PlacementsPage ssr=mode.clone()/>
            <Route path=path!("/work-training/placements/new") view=work_training::AddPlacementPage ssr=mode.clone()/>
            <Route path=path!("/work-training/placements/search") view=work_training::SearchPage ssr=mode.clone()/>
            <Route path=path!("/work-training/placements/:id") view=work_training::PlacementPage ssr=mode.clone()/>
            <Route path=path!("/work-training/placements/:id/move-on") view=work_training::MoveOnPage ssr=mode.clone()/>
            <Route path=path!("/work-training/placements/:id/place") view=work_training::ChoosePlacePage ssr=mode.clone()/>
            <Route path=path!("/work-training/placements/:id/start") view=work_training::StartPage ssr=mode.clone()/>
            <Route path=path!("/work-training/placements/:id/end") view=work_training::EndPage ssr=mode.clone()/>
            <Route path=path!("/work-training/placements/:id/stop") view=work_training::StopPage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/work-training/request") view=work_training::RequestPage ssr=mode.clone()/>
            <Route path=path!("/admin") view=organisation::AdminPage ssr=mode.clone()/>
            <Route path=path!("/admin/settings") view=organisation::SettingsPage ssr=mode.clone()/>
            <Route path=path!("/admin/districts") view=organisation::DistrictsPage ssr=mode.clone()/>
            <Route path=path!("/admin/districts/:id") view=organisation::DistrictPage ssr=mode.clone()/>
            <Route path=path!("/admin/agencies") view=organisation::AgenciesPage ssr=mode.clone()/>
            <Route path=path!("/admin/agencies/add") view=organisation::AddAgencyPage ssr=mode.clone()/>
            <Route path=path!("/admin/agencies/:id") view=organisation::AgencyPage ssr=mode.clone()/>
            <Route path=path!("/admin/agencies/:id/change") view=organisation::ChangeAgencyPage ssr=mode.clone()/>
            <Route path=path!("/admin/units/:id") view=organisation::UnitPage ssr=mode.clone()/>
            <Route path=path!("/admin/associations/add") view=users::AddAssociationPage ssr=mode.clone()/>
            <Route path=path!("/admin/users") view=users::UsersPage ssr=mode.clone()/>
            <Route path=path!("/admin/users/add") view=users::AddUserPage ssr=mode.clone()/>
            <Route path=path!("/admin/users/search") view=users::SearchUsersPage ssr=mode.clone()/>
            <Route path=path!("/admin/users/:id") view=users::UserPage ssr=mode.clone()/>
            <Route path=path!("/admin/users/:id/change") view=users::ChangeUserPage ssr=mode.clone()/>
            <Route path=path!("/admin/users/:id/one-time-password") view=users::OneTimePasswordPage ssr=mode.clone()/>
            <Route path=path!("/admin/users/:id/close") view=users::CloseUserPage ssr=mode.clone()/>
            <Route path=path!("/admin/users/:id/tasks/:task/end") view=users::EndTaskPage ssr=mode.clone()/>
            <Route path=path!("/profile/association") view=users::ChangeAssociationPage ssr=mode.clone()/>
            <Route path=path!("/queue") view=meetings::QueuePage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/move-in-queue") view=meetings::MoveInQueuePage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/book") view=meetings::BookPage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/move-meeting") view=meetings::MoveMeetingPage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/cancel-meeting") view=meetings::CancelMeetingPage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/meeting-outcome") view=meetings::OutcomePage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/letter") view=meetings::LetterPage ssr=mode.clone()/>
            <Route path=path!("/calendar") view=meetings::CalendarPage ssr=mode.clone()/>
            <Route path=path!("/slots/new") view=meetings::NewSlotPage ssr=mode.clone()/>
            <Route path=path!("/slots/:id") view=meetings::SlotPage ssr=mode.clone()/>
            <Route path=path!("/slots/:id/stand-in") view=meetings::StandInPage ssr=mode.clone()/>
            <Route path=path!("/slots/:id/change") view=meetings::ChangeSlotPage ssr=mode.clone()/>
            <Route path=path!("/slots/:id/cancel") view=meetings::CancelSlotPage ssr=mode.clone()/>
            <Route path=path!("/slots/:id/print") view=meetings::SlotPrintPage ssr=mode.clone()/>
            <Route path=path!("/teams") view=teams::TeamsPage ssr=mode.clone()/>
            <Route path=path!("/teams/add") view=teams::AddTeamPage ssr=mode.clone()/>
            <Route path=path!("/teams/:id") view=teams::TeamPage ssr=mode.clone()/>
            <Route path=path!("/teams/:id/change") view=teams::ChangeTeamPage ssr=mode.clone()/>
            <Route path=path!("/teams/:id/seats/:seat/fill") view=teams::FillSeatPage ssr=mode.clone()/>
            <Route path=path!("/teams/:id/holders/:holder/end") view=teams::EndSeatPage ssr=mode.clone()/>
            <Route path=path!("/cases") view=cases::ListPage ssr=mode.clone()/>
            <Route path=path!("/cases/search") view=cases::SearchPage ssr=mode.clone()/>
            <Route path=path!("/cases/:id") view=cases::ShowPage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/take-up") view=cases::TakeUpPage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/events") view=cases::AllEventsPage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/close") view=cases::ClosePage ssr=mode.clone()/>
            <Route path=path!("/figures") view=statistics::FiguresPage ssr=mode.clone()/>
            <Route path=path!("/admin/import") view=register::SendPage ssr=mode.clone()/>
            <Route path=path!("/admin/import/:id") view=register::RunPage ssr=mode.clone()/>
            <Route path=path!("/referrals") view=referrals::ListPage ssr=mode.clone()/>
            <Route path=path!("/referrals/new") view=referrals::NewPage ssr=mode.clone()/>
            <Route path=path!("/referrals/:id/participant") view=referrals::ParticipantPage ssr=mode.clone()/>
            <Route path=path!("/referrals/:id/situation") view=referrals::SituationPage ssr=mode.clone()/>
            <Route path=path!("/referrals/:id/question") view=referrals::QuestionPage ssr=mode.clone()/>
            <Route path=path!("/referrals/:id/consent") view=referrals::ConsentPage ssr=mode.clone()/>
            <Route path=path!("/referrals/:id/review") view=referrals::ReviewPage ssr=mode.clone()/>
            <Route path=path!("/referrals/:id/discard") view=referrals::DiscardPage ssr=mode.clone()/>
            <Route path=path!("/referrers/:id") view=referrals::CasesOfReferrerPage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/referrer") view=referrals::ChangeReferrerPage ssr=mode.clone()/>
            <Route path=path!("/inbox") view=referrals::InboxPage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/ask-completion") view=referrals::AskPage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/answer-completion") view=referrals::AnswerPage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/accept") view=referrals::AcceptPage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/return") view=referrals::ReturnPage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/withdraw") view=referrals::WithdrawPage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/take-over") view=referrals::TakeOverPage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/consents/new") view=consents::NewPage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/consents/withdraw") view=consents::WithdrawPage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/consents/withdraw/:what") view=consents::ConfirmWithdrawalPage ssr=mode.clone()/>
            <Route path=path!("/participants/:id") view=participants::ShowPage ssr=mode.clone()/>
            <Route path=path!("/participants/:id/identity") view=participants::IdentityPage ssr=mode.clone()/>
        </Routes>
    }
}
