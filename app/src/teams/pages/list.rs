//! The list of teams, and the form of a team.
use super::below_teams;
use crate::{
    kernel::{code::Code, id::TeamId, swedish},
    organisation::{
        pages::{StandingField, StandingTag},
        rules::{Party, Standing},
    },
    teams::{
        api::{self, TeamFormRow, TeamLine, TeamList},
        forms, texts,
    },
    ui::{
        fetch::{fetch, loaded},
        form::{Choices, Field, Form, PostForm, cancel},
        lang::{t, use_lang},
        params::use_param,
        parts::{Head, Tag, Tone},
        state::Empty,
    },
};
use leptos::prelude::*;

#[component]
pub fn TeamsPage() -> impl IntoView {
    let teams = fetch(|| (), |()| api::teams());
    loaded(teams, |list: TeamList| view! { <Teams list/> }.into_any())
}

#[component]
fn Teams(list: TeamList) -> impl IntoView {
    let add = if list.may_add {
        view! { <a class="btn" href=forms::AddTeam::PATH>{t(texts::ADD_TEAM)}</a> }.into_any()
    } else {
        ().into_any()
    };
    let empty = list.teams.is_empty();
    let rows = list.teams.into_iter().map(|team| view! { <Line team/> }).collect_view();
    view! {
        <Head title=t(texts::TEAMS) lead=t(texts::TEAMS_LEAD) actions=add/>
        <div class="sheet">
            {if empty {
                view! { <Empty title=t(texts::NO_TEAMS) hint=t(texts::NO_TEAMS_HINT)/> }.into_any()
            } else {
                view! {
                    <table class="work">
                        <caption class="vh">{t(texts::LIST)}</caption>
                        <thead>
                            <tr>
                                <th scope="col">{t(texts::TEAM)}</th>
                                <th scope="col">{t(texts::DISTRICTS)}</th>
                                <th scope="col">{t(texts::SEATS)}</th>
                                <th scope="col">{t(texts::STANDING)}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                }
                    .into_any()
            }}
        </div>
    }
}

#[component]
fn Line(team: TeamLine) -> impl IntoView {
    let lang = use_lang();
    let districts =
        if team.districts.is_empty() { t(texts::NO_DISTRICT).to_owned() } else { team.districts.join(", ") };
    let seats = if team.seats == 0 {
        view! { <Tag tone=Tone::Soon words=t(texts::NO_SEATS)/> }.into_any()
    } else if team.vacant.is_empty() {
        view! { <Tag tone=Tone::Ok words=t(texts::ALL_FILLED)/> }.into_any()
    } else {
        let parties: Vec<_> = team.vacant.iter().map(|p| p.words().get(lang)).collect();
        let words = texts::VACANT_LIST.with(lang, swedish::list(lang, &parties));
        view! { <Tag tone=Tone::Soon words/> }.into_any()
    };
    view! {
        <tr class=(team.standing == Standing::Closed).then_some("quiet")>
            <td>
                <a href=format!("/teams/{}", team.id)>{team.name}</a>
            </td>
            <td data-label=t(texts::DISTRICTS)>{districts}</td>
            <td data-label=t(texts::SEATS)>{seats}</td>
            <td data-label=t(texts::STANDING)>
                <StandingTag standing=team.standing/>
            </td>
        </tr>
    }
}

#[component]
pub fn AddTeamPage() -> impl IntoView {
    let form = fetch(|| (), |()| api::team_form(None));
    loaded(form, |form: TeamFormRow| {
        let initial = initial(&form);
        view! {
            <Head title=t(texts::ADD_TEAM) above=below_teams(vec![])/>
            <PostForm form=forms::AddTeam::PATH initial submit=t(texts::ADD) beside=cancel("/teams")>
                <TeamFields form/>
            </PostForm>
        }
        .into_any()
    })
}

#[component]
pub fn ChangeTeamPage() -> impl IntoView {
    let id = use_param::<TeamId>("id");
    let form = fetch(id, |id| async move {
        let id = id?;
        api::team_form(Some(id)).await.map(|form| (id, form))
    });
    loaded(form, |(id, form): (TeamId, TeamFormRow)| {
        let mut initial = initial(&form);
        initial.push(("standing".into(), form.standing.to_string()));
        let team = format!("/teams/{id}");
        let above = below_teams(vec![(team.clone(), form.name.clone())]);
        view! {
            <Head title=t(texts::CHANGE_TEAM) above/>
            <PostForm form=forms::ChangeTeam::PATH initial submit=t(texts::SAVE) beside=cancel(team)>
                <TeamFields form/>
                <StandingField/>
            </PostForm>
        }
        .into_any()
    })
}

fn initial(form: &TeamFormRow) -> Vec<(String, String)> {
    let mut values = vec![("name".to_owned(), form.name.clone()), ("code".to_owned(), form.code.clone())];
    values.push(("phone".to_owned(), form.phone.clone()));
    values.extend(form.districts.iter().map(|d| ("districts".to_owned(), d.to_string())));
    values.extend(form.parties.iter().map(|p| ("parties".to_owned(), p.to_string())));
    values
}

#[component]
fn TeamFields(form: TeamFormRow) -> impl IntoView {
    let lang = use_lang();
    let districts: Vec<_> = form.district_choices.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    view! {
        <Field name="name" label=t(texts::NAME) width="w-l"/>
        <Field name="code" label=t(texts::CODE) hint=t(texts::CODE_HINT) width="w-m"/>
        <Field name="phone" label=t(texts::PHONE) hint=t(texts::PHONE_HINT) kind="tel" width="w-m" optional=true/>
        {if districts.is_empty() {
            view! { <p class="meta">{t(texts::NO_DISTRICTS)}</p> }.into_any()
        } else {
            view! {
                <Choices
                    name="districts"
                    label=t(texts::DISTRICTS)
                    hint=t(texts::DISTRICTS_HINT)
                    options=districts
                    many=true
                    optional=true
                />
            }
                .into_any()
        }}
        <Choices name="parties" label=t(texts::PARTIES) options=Party::choices(lang) many=true/>
    }
}
