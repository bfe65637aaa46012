//! The warning before a session ends (WCAG 2.2.1), told by what the server knows of its use, in this tab or another.
use super::{
    lang::{t, use_lang},
    params::use_here,
};
use crate::{
    accounts::{
        api::{Left, stay_logged_in},
        forms::login_address,
    },
    kernel::{error::AppError, swedish},
};
use leptos::prelude::*;

crate::texts! {
    ENDS_SOON: "Du loggas snart ut.", "You will soon be logged out.";
    ENDS_SOON_LEAD: "Ingenting har hänt här på en stund. Det du har skrivit finns kvar om du fortsätter.", "Nothing has happened here for a while. What you have written stays if you go on.";
    STAY: "Fortsätt arbeta", "Go on working";
    ENDS_AT: "Du loggas ut klockan {}.", "You will be logged out at {}.";
    ENDS_AT_LEAD: "En inloggning gäller i tolv timmar och kan inte förlängas. Skicka formuläret efter det: då loggar du in igen, och det du har skrivit kommer tillbaka.", "A session lasts for twelve hours and can't be extended. Send the form after that: then you log in again, and what you have written comes back.";
    ENDED: "Du är utloggad.", "You are logged out.";
    ENDED_LEAD: "Har du skrivit i ett formulär? Tryck på formulärets knapp: då loggar du in igen, och det du har skrivit kommer tillbaka. Har det gått för lång tid får du veta hur du gör.", "Have you written in a form? Press the form's button: then you log in again, and what you have written comes back. If too long has passed you are told what to do.";
    LOG_IN: "Logga in", "Log in";
    UNREACHABLE: "Det gick inte att nå servern, så du loggas fortfarande snart ut. Försök igen.", "The server could not be reached, so you will still be logged out soon. Try again.";
}

/// So many seconds before the end the user is warned: `accounts::rules::WARNING`.
const WARNING: i64 = 300;
/// A server that could not be reached is asked again after so many seconds.
#[cfg(all(feature = "hydrate", not(feature = "ssr")))]
const AGAIN: i64 = 30;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    Nothing,
    Soon(Left),
    /// The click on the button reached no server.
    Unreachable,
    Ended,
}

/// Asks the server when the end that it told is near, and tells what it says.
#[derive(Clone, Copy)]
struct Watch {
    told: RwSignal<Told>,
    #[cfg(all(feature = "hydrate", not(feature = "ssr")))]
    timer: StoredValue<Option<TimeoutHandle>>,
}

#[cfg(all(feature = "hydrate", not(feature = "ssr")))]
impl Watch {
    fn new() -> Self {
        Watch { told: RwSignal::new(Told::Nothing), timer: StoredValue::new(None) }
    }

    /// Asks in so many seconds; one question waits at a time.
    fn ask_in(self, seconds: i64) {
        if let Some(earlier) = self.timer.get_value() {
            earlier.clear();
        }
        let wait = std::time::Duration::from_secs(u64::try_from(seconds).unwrap_or(0).max(1));
        let ask = move || {
            leptos::task::spawn_local(async move {
                match crate::accounts::api::session_left().await {
                    Ok(left) => self.knows(left),
                    Err(AppError::LoginNeeded) => self.told.set(Told::Ended),
                    Err(_) => self.ask_in(AGAIN),
                }
            });
        };
        self.timer.set_value(set_timeout_with_handle(ask, wait).ok());
    }

    fn knows(self, left: Left) {
        if left.seconds > WARNING {
            self.told.set(Told::Nothing);
            self.ask_in(left.seconds - WARNING);
        } else {
            self.told.set(Told::Soon(left));
            // another tab may prolong it; if none does, the end is told
            self.ask_in((left.seconds + 1).min(AGAIN));
        }
    }
}

#[cfg(not(all(feature = "hydrate", not(feature = "ssr"))))]
impl Watch {
    fn new() -> Self {
        Watch { told: RwSignal::new(Told::Nothing) }
    }

    fn ask_in(self, _: i64) {}

    fn knows(self, left: Left) {
        self.told.set(if left.seconds > WARNING { Told::Nothing } else { Told::Soon(left) });
    }
}

/// Five minutes before an idle session ends: one click prolongs it. Before the end that can't be moved: when it is.
#[component]
pub fn SessionWarning(ends_in: i64) -> impl IntoView {
    let watch = Watch::new();
    Effect::new(move || watch.ask_in(ends_in - WARNING));
    let stay = Action::new(move |(): &()| async move {
        match stay_logged_in().await {
            Ok(left) => watch.knows(left),
            Err(AppError::LoginNeeded) => watch.told.set(Told::Ended),
            Err(_) => watch.told.set(Told::Unreachable),
        }
    });
    let button = move || {
        view! {
            <button
                type="button"
                class="btn s"
                on:click=move |_| {
                    stay.dispatch(());
                }
            >
                {t(STAY)}
            </button>
        }
    };
    let lang = use_lang();
    let here = use_here();
    let shown = move || match watch.told.get() {
        Told::Nothing => ().into_any(),
        Told::Soon(Left { may_prolong: true, .. }) => {
            view! { <Bar title=t(ENDS_SOON) lead=t(ENDS_SOON_LEAD)>{button()}</Bar> }.into_any()
        }
        Told::Soon(left) => {
            let title = ENDS_AT.with(lang, swedish::time(lang, left.at));
            view! { <Bar title lead=t(ENDS_AT_LEAD)>{()}</Bar> }.into_any()
        }
        Told::Unreachable => view! { <Bar title=t(ENDS_SOON) lead=t(UNREACHABLE)>{button()}</Bar> }.into_any(),
        Told::Ended => view! {
            <Bar title=t(ENDED) lead=t(ENDED_LEAD)>
                <a class="btn s" rel="external" href=login_address(&here())>
                    {t(LOG_IN)}
                </a>
            </Bar>
        }
        .into_any(),
    };
    view! { <div class="session-at" role="alert">{shown}</div> }
}

#[component]
fn Bar(#[prop(into)] title: String, lead: &'static str, children: Children) -> impl IntoView {
    view! {
        <div class="session">
            <p>
                <strong>{title}</strong>
                " "
                {lead}
            </p>
            {children()}
        </div>
    }
}
