//! Login, logout, password and profile.
use super::{api, forms, texts, users};
use crate::{
    kernel::code::Code,
    ui::{
        fetch::{fetch, loaded},
        form::{ActionButton, Choices, Field, Form, Hidden, PostForm, cancel},
        lang::{t, use_lang},
        parts::{Email, Head},
        view::{Frame, use_viewer},
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

#[component]
pub fn LogInPage() -> impl IntoView {
    let is_demo = use_context::<Frame>().is_some_and(|f| f.is_demo);
    let next = use_query_map().with_untracked(|q| q.get("next").unwrap_or_default());
    // in the frame of a page that someone was logged in on stands another word
    let ended = use_context::<Frame>().filter(|f| f.viewer.is_none()).and_then(|f| f.flash);
    view! {
        <p class="name">"Finsam"</p>
        <Head title=t(texts::LOG_IN)/>
        {ended.map(|words| view! { <div class="notice info">{words}</div> })}
        <PostForm
            form=forms::LogIn::PATH
            action="/login"
            initial=vec![("next".into(), next)]
            passing=true
            submit=t(texts::LOG_IN)
        >
            <Hidden name="next"/>
            <Field name="email" label=t(texts::EMAIL) kind="email" autocomplete="username"/>
            <Field name="password" label=t(texts::PASSWORD) kind="password" autocomplete="current-password"/>
        </PostForm>
        <p class="meta after">{t(texts::LOGIN_HELP)}</p>
        {is_demo.then(|| view! { <DemoAccounts/> })}
    }
}

#[component]
fn DemoAccounts() -> impl IntoView {
    let accounts = fetch(|| (), |()| api::demo_accounts());
    let lang = use_lang();
    loaded(accounts, move |accounts: Vec<api::DemoAccount>| {
        let rows = accounts
            .into_iter()
            .map(|a| {
                let roles: Vec<_> = a.roles.iter().map(|r| r.words().get(lang)).collect();
                view! { <li><strong>{roles.join(", ")}</strong>" "{a.name}" "<code><Email address=a.email/></code></li> }
            })
            .collect_view();
        view! {
            <section class="sheet" aria-labelledby="demo-accounts">
                <h2 id="demo-accounts">{t(texts::DEMO_ACCOUNTS)}</h2>
                <ul class="accounts">{rows}</ul>
                <footer>{t(texts::DEMO_PASSWORD)}" "<code>{texts::DEMO_SECRET}</code></footer>
            </section>
        }
        .into_any()
    })
}

/// Where a user changes their own choices.
const PROFILE: &str = forms::ChangeProfile::PATH;
/// The choice between names and initials there.
const NAMES: &str = "/profile#shows_names";

/// For the foot of a list of people: the way to the choice between names and initials.
#[component]
pub fn NamesLink() -> impl IntoView {
    let shows_names = use_viewer().is_some_and(|v| v.shows_names);
    let words = if shows_names { texts::SHOW_INITIALS } else { texts::SHOW_NAMES };
    // the browser's own way goes to the choice and gives it the focus; the router's does not
    view! { <a href=NAMES rel="external">{t(words)}</a> }
}

#[component]
pub fn LogOutPage() -> impl IntoView {
    view! {
        <Head title=t(texts::LOG_OUT) lead=t(texts::LOG_OUT_LEAD)/>
        <PostForm form=forms::LogOut::PATH submit=t(texts::LOG_OUT) beside=cancel("/")>
            {()}
        </PostForm>
    }
}

#[component]
pub fn LogOutEverywherePage() -> impl IntoView {
    view! {
        <Head
            title=t(texts::LOG_OUT_EVERYWHERE)
            lead=t(texts::LOG_OUT_EVERYWHERE_LEAD)
            above=vec![("/profile".into(), t(texts::PROFILE).into())]
        />
        <PostForm form=forms::LogOutEverywhere::PATH submit=t(texts::LOG_OUT_EVERYWHERE) beside=cancel(PROFILE)>
            {()}
        </PostForm>
    }
}

#[component]
pub fn PasswordPage() -> impl IntoView {
    // without a frame: logged in with a one-time password, nothing else is open yet
    let first = use_viewer().is_none();
    let (title, lead) = if first {
        (t(texts::FIRST_PASSWORD), Some(t(texts::FIRST_PASSWORD_LEAD)))
    } else {
        (t(texts::CHANGE_PASSWORD), None)
    };
    view! {
        {match lead {
            Some(lead) => view! { <Head title lead/> }.into_any(),
            None => view! { <Head title above=vec![("/profile".into(), t(texts::PROFILE).into())]/> }.into_any(),
        }}
        <PostForm
            form=forms::ChangePassword::PATH
            passing=true
            submit=t(texts::CHANGE_PASSWORD)
            beside=if first { ().into_any() } else { cancel(PROFILE) }
        >
            <Field name="current" label=t(texts::CURRENT_PASSWORD) kind="password" autocomplete="current-password"/>
            <Field
                name="new"
                label=t(texts::NEW_PASSWORD)
                kind="password"
                autocomplete="new-password"
                hint=t(texts::NEW_PASSWORD_HINT)
            />
            <Field name="repeat" label=t(texts::REPEAT_PASSWORD) kind="password" autocomplete="new-password"/>
        </PostForm>
        // no frame, and so no menu, stands around the page of a first password
        {first
            .then(|| {
                view! {
                    <div class="buttons">
                        <ActionButton action="/logout" label=t(texts::LOG_OUT) class="btn s"/>
                    </div>
                }
            })}
    }
}

#[component]
pub fn ProfilePage() -> impl IntoView {
    let profile = fetch(|| (), |()| api::profile());
    let mine = fetch(|| (), |()| users::api::my_associations());
    view! {
        <div class="stack">
            <div>
                {loaded(profile, |p: api::ProfileRow| view! { <Profile profile=p/> }.into_any())}
            </div>
            <div>
                {loaded(mine, |mine| view! { <users::pages::MyAssociations mine/> }.into_any())}
            </div>
        </div>
    }
}

#[component]
fn Profile(profile: api::ProfileRow) -> impl IntoView {
    let lang = use_lang();
    let languages = vec![("sv".to_owned(), "Svenska".to_owned()), ("en".to_owned(), "English".to_owned())];
    let names = vec![("yes".to_owned(), t(texts::SHOWS_NAMES_YES).to_owned())];
    let mut initial = vec![("language".to_owned(), profile.language)];
    if profile.shows_names {
        initial.push(("shows_names".into(), "yes".into()));
    }
    let tasks = profile
        .tasks
        .into_iter()
        .map(|(role, unit)| view! { <dt>{role.words().get(lang)}</dt><dd>{unit.unwrap_or_default()}</dd> })
        .collect_view();
    view! {
        <Head title=t(texts::PROFILE) lead=texts::PROFILE_LEAD.with(lang, format!("{} · {}", profile.name, profile.email))/>
        <PostForm form=forms::ChangeProfile::PATH initial submit=t(texts::SAVE)>
            <Choices name="language" label=t(texts::LANGUAGE) options=languages across=true/>
            <Choices
                name="shows_names"
                label=t(texts::SHOWS_NAMES)
                hint=t(texts::SHOWS_NAMES_HINT)
                options=names
                many=true
            />
        </PostForm>
        <section class="sheet" aria-labelledby="tasks">
            <h2 id="tasks">{t(texts::MY_TASKS)}</h2>
            <dl class="facts">{tasks}</dl>
        </section>
        <p class="buttons">
            <a class="btn s" href="/password">
                {t(texts::CHANGE_PASSWORD)}
            </a>
            " "
            <a class="btn s" href="/logout/everywhere">
                {t(texts::LOG_OUT_EVERYWHERE)}
            </a>
        </p>
    }
}
