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
        form::{Field, Form, PostForm, cancel},
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
    let page = format!("/admin/users/{}", user.id);
    let above = below_users(vec![(page.clone(), user.name)]);
    view! {
        <Head title=t(texts::CHANGE_USER) above/>
        <PostForm form=forms::ChangeUser::PATH initial submit=t(texts::SAVE) beside=cancel(page)>
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
            let (title, words) = match row.state {
                AccountState::Closed => (texts::REOPEN, texts::REOPENS),
                _ => (texts::MAKE_ONE_TIME, texts::ONE_TIME_LEAD),
            };
            view! {
                <Head title=t(title) lead above/>
                <p>{t(words)}</p>
                <PostForm form=forms::GiveOneTimePassword::PATH submit=t(title) beside>
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

/// What must be done before the account can be closed or the task ended, with the way to where that is done. Cases and their
/// lots only coordinators see.
#[component]
pub fn Hinders(user: UserId, hinders: Vec<Hinder>) -> impl IntoView {
    let lang = use_lang();
    if hinders.is_empty() {
        return ().into_any();
    }
    let coordinates = use_viewer().is_some_and(|v| v.has(Role::Coordinator));
    let lines = hinders
        .into_iter()
        .map(|hinder| {
            let words = hinder.words(lang);
            let way = match hinder {
                Hinder::Cases(_) if coordinates => Ok((format!("/referrers/{user}"), texts::HAND_CASES_OVER)),
                Hinder::Cases(_) => Err(texts::COORDINATOR_HANDS_OVER),
                Hinder::Seat(seat) => {
                    Ok((format!("/teams/{}/holders/{}/end", seat.team, seat.holder), texts::END_SEAT))
                }
                Hinder::LotsAssignments(_) if coordinates => Ok(("/lots".to_owned(), texts::SHOW_LOTS)),
                Hinder::LotsAssignments(_) => Err(texts::COORDINATOR_HANDS_LOTS_OVER),
                Hinder::LastAdministrator => Ok(("/admin/users".to_owned(), texts::CHOOSE_ADMINISTRATOR)),
                Hinder::TasksElsewhere => Err(texts::THEIRS_TO_END),
            };
            let way = match way {
                Ok((to, words)) => view! { <a href=to>{t(words)}</a> }.into_any(),
                Err(words) => t(words).into_any(),
            };
            view! { <li>{words}" "{way}</li> }
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
