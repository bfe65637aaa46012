//! The list of users, its search and filter, and the form that adds one.
use super::{StateTag, TaskFields, USERS, below_users};
use crate::{
    access::Role,
    accounts::users::{
        api::{self, UserLine, UserList},
        forms,
        rules::AccountState,
        texts,
    },
    kernel::{
        code::Code,
        id::{AgencyId, SearchId},
    },
    organisation::{api::UnitChoice, pages::below_hub},
    ui::{
        fetch::{fetch, loaded},
        filter::{FilterForm, Narrow, any_or, query},
        form::{Field, Form, PostForm, cancel},
        lang::{t, use_lang},
        params::{use_query, use_query_code},
        parts::{Email, Head, pager},
        state::Empty,
    },
};
use leptos::prelude::*;

/// What the address says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Chosen {
    role: Option<Role>,
    agency: Option<AgencyId>,
    state: Option<AccountState>,
    search: Option<SearchId>,
}

impl Chosen {
    /// The same as an address's query, without the page.
    fn query(self) -> String {
        let parts = [
            ("role", self.role.map(|r| r.to_string())),
            ("agency", self.agency.map(|a| a.to_string())),
            ("state", self.state.map(|s| s.to_string())),
            ("search", self.search.map(|s| s.to_string())),
        ];
        query(&parts.each_ref().map(|(name, value)| (*name, value.as_deref().unwrap_or_default())))
    }
}

#[component]
pub fn UsersPage() -> impl IntoView {
    let (role, state) = (use_query_code("role"), use_query_code("state"));
    let (agency, search) = (use_query("agency"), use_query("search"));
    let (after, before) = (use_query("after"), use_query("before"));
    let chosen =
        move || Chosen { role: role(), agency: agency().parse().ok(), state: state(), search: search().parse().ok() };
    let from = move || after().parse().or_else(|_| before().parse()).unwrap_or(0usize);
    let users = fetch(move || (chosen(), from()), |(c, from)| api::users(c.role, c.agency, c.state, c.search, from));
    let actions = view! {
        <a class="btn s" href=forms::SearchUsers::PATH>
            {t(texts::SEARCH_BUTTON)}
        </a>
        " "
        <a class="btn" href=forms::AddUser::PATH>
            {t(texts::ADD_USER)}
        </a>
    }
    .into_any();
    view! {
        <Head title=t(texts::USERS) lead=t(texts::USERS_LEAD) above=below_hub(vec![]) actions/>
        {loaded(users, move |list: UserList| {
                let chosen = untrack(chosen);
                view! { <Users list chosen/> }.into_any()
            },
        )}
    }
}

#[component]
fn Users(list: UserList, chosen: Chosen) -> impl IntoView {
    let UserList { page, agencies, searched } = list;
    let links = pager(chosen.query(), &page);
    let rows = page.rows.into_iter().map(|u| view! { <Line u/> }).collect::<Vec<_>>();
    view! {
        {searched.map(|words| view! { <Searched words/> })}
        <Filter chosen agencies/>
        <div class="sheet">
            {if rows.is_empty() {
                view! { <Empty title=t(texts::NO_USERS) hint=t(texts::NO_USERS_HINT)/> }.into_any()
            } else {
                view! {
                    <table class="work">
                        <caption class="vh">{t(texts::LIST)}</caption>
                        <thead>
                            <tr>
                                <th scope="col">{t(texts::NAME)}</th>
                                <th scope="col">{t(texts::TASKS)}</th>
                                <th scope="col">{t(texts::UNIT)}</th>
                                <th scope="col">{t(texts::STATE)}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                }
                    .into_any()
            }}
        </div>
        {links}
    }
}

/// What was searched for, and the way back to all.
#[component]
fn Searched(words: String) -> impl IntoView {
    view! {
        <p>
            {texts::SEARCHED.with(use_lang(), words)}
            " "
            <a href="/admin/users">{t(texts::CLEAR)}</a>
        </p>
    }
}

#[component]
pub fn SearchUsersPage() -> impl IntoView {
    view! {
        <Head title=t(texts::SEARCH_USERS) lead=t(texts::SEARCH_LEAD) above=below_users(vec![])/>
        <PostForm form=forms::SearchUsers::PATH passing=true submit=t(texts::SEARCH_BUTTON) beside=cancel(USERS)>
            <Field name="text" label=t(texts::SEARCH) width="w-l"/>
        </PostForm>
    }
}

#[component]
fn Filter(chosen: Chosen, agencies: Vec<(AgencyId, String)>) -> impl IntoView {
    let lang = use_lang();
    let agencies = agencies.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    let agency = chosen.agency.map(|a| a.to_string()).unwrap_or_default();
    let search = chosen.search.map(|s| view! { <input type="hidden" name="search" value=s.to_string()/> });
    let roles = any_or(texts::ALL_TASKS, Role::choices(lang));
    let states = any_or(texts::ALL_BUT_CLOSED, AccountState::choices(lang));
    view! {
        <FilterForm clear=Some(USERS)>
            {search}
            <Narrow name="role" label=t(texts::TASK) options=roles now=chosen.role.map_or("", Code::code)/>
            <Narrow name="agency" label=t(texts::AGENCY) options=any_or(texts::ALL_AGENCIES, agencies) now=agency/>
            <Narrow name="state" label=t(texts::STATE) options=states now=chosen.state.map_or("", Code::code)/>
        </FilterForm>
    }
}

#[component]
fn Line(u: UserLine) -> impl IntoView {
    let lang = use_lang();
    let roles: Vec<_> = u.roles.iter().map(|r| r.words().get(lang)).collect();
    let units = if u.units.is_empty() { vec!["–".to_owned()] } else { u.units };
    let units = units.into_iter().map(|unit| view! { <div>{unit}</div> }).collect_view();
    view! {
        <tr class=(u.state == AccountState::Closed).then_some("quiet")>
            <td>
                <a href=format!("/admin/users/{}", u.id)>{u.name}</a>
                <div class="meta"><Email address=u.email/></div>
            </td>
            <td data-label=t(texts::TASKS)>{roles.join(", ")}</td>
            <td data-label=t(texts::UNIT)>{units}</td>
            <td data-label=t(texts::STATE)>
                <StateTag state=u.state/>
            </td>
        </tr>
    }
}

#[component]
pub fn AddUserPage() -> impl IntoView {
    let units = fetch(|| (), |()| api::unit_choices());
    view! {
        <Head title=t(texts::ADD_USER) lead=t(texts::ADD_LEAD) above=below_users(vec![])/>
        {loaded(units, |units: Vec<UnitChoice>| view! { <AddUser units/> }.into_any())}
    }
}

#[component]
fn AddUser(units: Vec<UnitChoice>) -> impl IntoView {
    view! {
        <PostForm form=forms::AddUser::PATH submit=t(texts::ADD) beside=cancel(USERS)>
            <Field name="name" label=t(texts::NAME) width="w-l"/>
            <Field name="email" label=t(texts::EMAIL) hint=t(texts::EMAIL_HINT) kind="email" width="w-l"/>
            <TaskFields units hint=t(texts::FIRST_TASK_HINT)/>
        </PostForm>
    }
}
