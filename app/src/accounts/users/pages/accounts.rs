//! What is done to an account: name and address, a one-time password, closing.
use super::below_users;
use crate::{
    access::Role,
    accounts::users::{
        api::{self, OneTimeRow, UserRow},
        forms,
        rules::{AccountState, Hinder},
        texts,
    },
    kernel::id::UserId,
    ui::{
        fetch::{fetch, loaded},
        form::{Field, Form, PostForm},
        lang::{t, use_lang},
        params::use_param,
        parts::{Head, Moment},
        view::{use_today, use_viewer},
    },
};
use leptos::prelude::*;

#[component]
pub fn ChangeUserPage() -> impl IntoView {
    let id = use_param("id");
    let user = fetch(id, |id| async move { api::user(id?).await });
    loaded(user, |user: UserRow| view! { <ChangeUser user/> }.into_any())
}

#[component]
fn ChangeUser(user: UserRow) -> impl IntoView {
    let initial = vec![("name".to_owned(), user.name.clone()), ("email".to_owned(), user.email)];
    let above = below_users(vec![(format!("/admin/users/{}", user.id), user.name)]);
    view! {
        <Head title=t(texts::CHANGE_USER) above/>
        <PostForm form=forms::ChangeUser::PATH initial submit=t(texts::SAVE)>
            <Field name="name" label=t(texts::NAME) width="w-l"/>
            <Field name="email" label=t(texts::EMAIL) hint=t(texts::EMAIL_HINT) kind="email" width="w-l"/>
        </PostForm>
    }
}

#[component]
pub fn OneTimePasswordPage() -> impl IntoView {
    let id = use_param("id");
    let row = fetch(id, |id| async move { api::one_time_password(id?).await });
    loaded(row, |row: OneTimeRow| view! { <OneTime row/> }.into_any())
}

#[component]
fn OneTime(row: OneTimeRow) -> impl IntoView {
    let user = format!("/admin/users/{}", row.id);
    let above = below_users(vec![(user.clone(), row.name.clone())]);
    let lead = format!("{} · {}", row.name, row.email);
    let to_user = user.clone();
    match row.password {
        Some(password) => view! {
            <Head title=t(texts::ONE_TIME) lead above/>
            <section class="sheet" aria-labelledby="password">
                <h2 id="password">{t(texts::ONE_TIME)}</h2>
                <div class="body">
                    <p class="title">
                        <code>{password}</code>
                    </p>
                    {row
                        .until
                        .map(|at| {
                            view! {
                                <p>
                                    {t(texts::VALID_UNTIL)}
                                    " "
                                    <Moment at today=use_today()/>
                                </p>
                            }
                        })}
                    <p>{t(texts::SHOWN_ONCE)}</p>
                </div>
                <footer>
                    <a class="btn" href=to_user>
                        {t(texts::TO_USER)}
                    </a>
                </footer>
            </section>
        }
        .into_any(),
        None => {
            let beside = view! { <a href=to_user>{t(texts::TO_USER)}</a> }.into_any();
            let words = if row.state == AccountState::Closed { texts::REOPENS } else { texts::ONE_TIME_LEAD };
            view! {
                <Head title=t(texts::MAKE_ONE_TIME) lead above/>
                <p>{t(words)}</p>
                <PostForm form=forms::GiveOneTimePassword::PATH submit=t(texts::MAKE_ONE_TIME) beside>
                    {()}
                </PostForm>
            }
            .into_any()
        }
    }
}

#[component]
pub fn CloseUserPage() -> impl IntoView {
    let id = use_param("id");
    let user = fetch(id, |id| async move { api::user(id?).await });
    loaded(user, |user: UserRow| view! { <CloseUser user/> }.into_any())
}

#[component]
fn CloseUser(user: UserRow) -> impl IntoView {
    let page = format!("/admin/users/{}", user.id);
    let beside = view! { <a href=page.clone()>{t(texts::TO_USER)}</a> }.into_any();
    let lead = format!("{} · {}", user.name, user.email);
    view! {
        <Head title=t(texts::CLOSE_USER) lead above=below_users(vec![(page, user.name)])/>
        <p>{t(texts::CLOSE_LEAD)}</p>
        <Hinders user=user.id hinders=user.hinders/>
        <PostForm form=forms::CloseUser::PATH submit=t(texts::CLOSE_USER) danger=true beside>
            {()}
        </PostForm>
    }
}

/// What must be done before the account can be closed. Whose cases they are only coordinators see.
#[component]
fn Hinders(user: UserId, hinders: Vec<Hinder>) -> impl IntoView {
    let lang = use_lang();
    if hinders.is_empty() {
        return ().into_any();
    }
    let coordinates = use_viewer().is_some_and(|v| v.has(Role::Coordinator));
    let lines = hinders
        .into_iter()
        .map(|hinder| {
            let way = match hinder {
                Hinder::Cases(_) if coordinates => {
                    view! { " "<a href=format!("/referrers/{user}")>{t(texts::HAND_CASES_OVER)}</a> }.into_any()
                }
                Hinder::Cases(_) => view! { " "{t(texts::COORDINATOR_HANDS_OVER)} }.into_any(),
                Hinder::Seats(_) | Hinder::LotsAssignments(_) | Hinder::LastAdministrator | Hinder::TasksElsewhere => {
                    ().into_any()
                }
            };
            view! { <li>{hinder.words(lang)}{way}</li> }
        })
        .collect_view();
    view! {
        <div class="notice warning">
            <strong>{t(texts::HINDERED)}</strong>
            <ul>{lines}</ul>
        </div>
    }
    .into_any()
}
