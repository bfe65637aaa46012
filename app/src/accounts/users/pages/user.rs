//! One user: the account, the tasks, and the forms that give and end one.
use super::{StateTag, TaskFields, accounts::Hinders, below_users};
use crate::{
    accounts::users::{
        api::{self, TaskPage, TaskRow, UserRow},
        forms,
        rules::AccountState,
        texts,
    },
    kernel::{
        code::Code,
        id::{GrantId, UserId},
        swedish,
    },
    ui::{
        fetch::{fetch, loaded},
        form::{Form, PostForm},
        lang::{t, use_lang},
        params::use_param,
        parts::{Day, Email, Head, Moment},
        state::Empty,
        view::use_today,
    },
};
use leptos::prelude::*;

#[component]
pub fn UserPage() -> impl IntoView {
    let id = use_param("id");
    let user = fetch(id, |id| async move { api::user(id?).await });
    loaded(user, |user: UserRow| view! { <User user/> }.into_any())
}

#[component]
fn User(user: UserRow) -> impl IntoView {
    let (held, ended): (Vec<_>, Vec<_>) = user.tasks.iter().cloned().partition(|t| t.until.is_none());
    let open = user.state != AccountState::Closed;
    let units = user.units.clone();
    view! {
        <Head title=user.name.clone() lead=user.email.clone() above=below_users(vec![])/>
        <div class="cols">
            <div class="stack">
                <Tasks user=user.id held/>
                {open
                    .then(|| {
                        view! {
                            <section class="sheet" aria-labelledby="give">
                                <h2 id="give">{t(texts::GIVE_TASK)}</h2>
                                <div class="body">
                                    <PostForm form=forms::GrantTask::PATH submit=t(texts::GIVE)>
                                        <TaskFields units/>
                                    </PostForm>
                                </div>
                            </section>
                        }
                    })}
            </div>
            <div class="stack">
                <Account user=user.clone()/>
                {(!ended.is_empty()).then(|| view! { <EarlierTasks ended/> })}
            </div>
        </div>
    }
}

#[component]
fn Tasks(user: UserId, held: Vec<TaskRow>) -> impl IntoView {
    let empty = held.is_empty();
    let rows = held.into_iter().map(|task| view! { <TaskLine user task/> }).collect_view();
    view! {
        <section class="sheet" aria-labelledby="tasks">
            <h2 id="tasks">{t(texts::TASKS)}</h2>
            {if empty {
                view! { <Empty title=t(texts::NO_TASKS) hint=t(texts::NO_TASKS_HINT)/> }.into_any()
            } else {
                view! {
                    <table class="work">
                        <thead>
                            <tr>
                                <th scope="col">{t(texts::TASK)}</th>
                                <th scope="col">{t(texts::UNIT)}</th>
                                <th scope="col">{t(texts::SINCE)}</th>
                                <th scope="col">
                                    <span class="vh">{t(texts::ACTION)}</span>
                                </th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                }
                    .into_any()
            }}
        </section>
    }
}

#[component]
fn TaskLine(user: UserId, task: TaskRow) -> impl IntoView {
    let words = task.role.words().get(use_lang());
    view! {
        <tr>
            <td>{words}</td>
            <td data-label=t(texts::UNIT)>{task.unit.unwrap_or_else(|| "–".into())}</td>
            <td data-label=t(texts::SINCE) class="nowrap">
                <Day day=task.since today=use_today()/>
            </td>
            <td class="act">
                <a class="btn s small" href=format!("/admin/users/{user}/tasks/{}/end", task.id)>
                    {t(texts::END)}
                    <span class="vh">" "{words}</span>
                </a>
            </td>
        </tr>
    }
}

#[component]
fn EarlierTasks(ended: Vec<TaskRow>) -> impl IntoView {
    let (lang, today) = (use_lang(), use_today());
    let rows = ended
        .into_iter()
        .map(|task| {
            let until = task.until.map(|until| swedish::day(lang, until, today)).unwrap_or_default();
            let days = format!("{} {} {until}", swedish::day(lang, task.since, today), t(texts::UNTIL));
            view! {
                <li>
                    <time>{days}</time>
                    {task.role.words().get(lang)}
                    {task.unit.map(|unit| view! { <p class="meta">{unit}</p> })}
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="sheet" aria-labelledby="earlier">
            <h2 id="earlier">{t(texts::EARLIER_TASKS)}</h2>
            <ol class="tl">{rows}</ol>
        </section>
    }
}

#[component]
fn Account(user: UserRow) -> impl IntoView {
    let at = |verb: &str| format!("/admin/users/{}/{verb}", user.id);
    let (change, one_time, close) = (at("change"), at("one-time-password"), at("close"));
    let closed = user.state == AccountState::Closed;
    let gets_in = if closed { texts::REOPEN } else { texts::MAKE_ONE_TIME };
    let until = user.one_time_until.filter(|_| user.state == AccountState::OneTime);
    view! {
        <section class="sheet" aria-labelledby="account">
            <h2 id="account">{t(texts::ACCOUNT)}</h2>
            <dl class="facts">
                <dt>{t(texts::STATE)}</dt>
                <dd>
                    <StateTag state=user.state/>
                </dd>
                {until
                    .map(|at| {
                        view! {
                            <dt>{t(texts::VALID_UNTIL)}</dt>
                            <dd>
                                <Moment at today=use_today()/>
                            </dd>
                        }
                    })}
                <dt>{t(texts::EMAIL)}</dt>
                <dd><Email address=user.email/></dd>
            </dl>
            {if user.may_change {
                view! {
                    <footer>
                        <p>
                            <a href=change>{t(texts::CHANGE_USER)}</a>
                        </p>
                        {(!user.is_self)
                            .then(|| {
                                view! {
                                    <p>
                                        <a href=one_time>{t(gets_in)}</a>
                                    </p>
                                    {(!closed)
                                        .then(|| {
                                            view! {
                                                <p>
                                                    <a href=close>{t(texts::CLOSE_USER)}</a>
                                                </p>
                                            }
                                        })}
                                }
                            })}
                    </footer>
                }
                    .into_any()
            } else {
                view! { <footer>{t(texts::OF_ELSEWHERE)}</footer> }.into_any()
            }}
        </section>
    }
}

#[component]
pub fn EndTaskPage() -> impl IntoView {
    let (user, task) = (use_param::<UserId>("id"), use_param::<GrantId>("task"));
    let page = fetch(move || (user(), task()), |(user, task)| async move { api::task(user?, task?).await });
    loaded(page, |page: TaskPage| view! { <EndTask page/> }.into_any())
}

#[component]
fn EndTask(page: TaskPage) -> impl IntoView {
    let role = page.task.role.words().get(use_lang());
    let what = page.task.unit.map_or_else(|| role.to_owned(), |unit| format!("{role} · {unit}"));
    let user = format!("/admin/users/{}", page.user);
    let beside = view! { <a href=user.clone()>{t(texts::TO_USER)}</a> }.into_any();
    view! {
        <Head title=t(texts::END_TASK) lead=what above=below_users(vec![(user, page.name)])/>
        <p>{t(texts::END_TASK_LEAD)}</p>
        <Hinders user=page.user hinders=page.hinders/>
        <PostForm form=forms::EndTask::PATH submit=t(texts::END_TASK) beside>
            {()}
        </PostForm>
    }
}
