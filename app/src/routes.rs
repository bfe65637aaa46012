//! Every URL and its page, one line each.
use crate::{
    accounts::{pages as accounts, users::pages as users},
    cases::pages as cases,
    organisation::pages as organisation,
    teams::pages as teams,
    ui::{form::provide_posted, lang::provide_lang, layout::Shell, state::Problem, view::provide_frame},
    work::pages as work,
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
            <Route path=path!("/cases/:id/close") view=cases::ClosePage ssr=mode.clone()/>
        </Routes>
    }
}
