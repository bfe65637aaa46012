//! Every URL and its page, one line each.
use crate::{
    accounts::pages as accounts,
    follow_ups::pages as follow_ups,
    lots::pages as lots,
    plans::pages as plans,
    ui::{form::provide_posted, lang::provide_lang, layout::Shell, state::Problem, view::provide_frame},
    work,
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
            <Route path=path!("/cases/:id/follow-ups/:months/tried") view=follow_ups::TriedPage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/follow-ups/:months/give-up") view=follow_ups::GiveUpPage ssr=mode.clone()/>
            <Route path=path!("/lots") view=lots::AssignmentsPage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/lots/ask") view=lots::AskForLotsPage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/lots/assign") view=lots::AssignLotsPage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/lots/answer") view=lots::AnswerLotsPage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/lots/end") view=lots::EndLotsPage ssr=mode.clone()/>
            <Route path=path!("/activities") view=plans::ActivitiesPage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/plan") view=plans::PlanPage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/plan/establish") view=plans::EstablishPlanPage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/plan/revisions") view=plans::RevisionsPage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/plan/print") view=plans::PlanLetterPage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/activities/new") view=plans::AddActivityPage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/activities/:activity/edit") view=plans::ChangeActivityPage ssr=mode.clone()/>
            <Route path=path!("/cases/:id/activities/:activity/status") view=plans::MarkActivityPage ssr=mode.clone()/>
        </Routes>
    }
}
