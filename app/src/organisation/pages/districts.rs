//! Districts: the list with its form, and one district.
use super::{StandingField, StandingTag, below_hub};
use crate::{
    organisation::{
        api::{self, DistrictRow},
        forms,
        rules::Standing,
        texts,
    },
    ui::{
        fetch::{fetch, loaded},
        form::{Field, Form, PostForm, cancel},
        lang::t,
        params::use_param,
        parts::Head,
        state::Empty,
    },
};
use leptos::prelude::*;

#[component]
pub fn DistrictsPage() -> impl IntoView {
    let districts = fetch(|| (), |()| api::districts());
    view! {
        <Head title=t(texts::DISTRICTS) lead=t(texts::DISTRICTS_LEAD) above=below_hub(vec![])/>
        {loaded(districts, |rows: Vec<DistrictRow>| view! { <Districts rows/> }.into_any())}
    }
}

#[component]
fn Districts(rows: Vec<DistrictRow>) -> impl IntoView {
    let empty = rows.is_empty();
    let rows = rows.into_iter().map(|d| view! { <DistrictLine d/> }).collect_view();
    view! {
        <div class="sheet">
            {if empty {
                view! { <Empty title=t(texts::NO_DISTRICTS) hint=t(texts::NO_DISTRICTS_HINT)/> }.into_any()
            } else {
                view! {
                    <table class="work">
                        <caption class="vh">{t(texts::LIST_OF_DISTRICTS)}</caption>
                        <thead>
                            <tr>
                                <th scope="col">{t(texts::DISTRICT)}</th>
                                <th scope="col">{t(texts::SERVED_BY)}</th>
                                <th scope="col">{t(texts::STANDING)}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                }
                    .into_any()
            }}
        </div>
        <h2>{t(texts::ADD_DISTRICT)}</h2>
        <PostForm form=forms::AddDistrict::PATH submit=t(texts::ADD)>
            <Field name="name" label=t(texts::NAME) width="w-l"/>
        </PostForm>
    }
}

#[component]
fn DistrictLine(d: DistrictRow) -> impl IntoView {
    let teams = if d.teams.is_empty() { t(texts::NO_TEAM).to_owned() } else { d.teams.join(", ") };
    view! {
        <tr class=(d.standing == Standing::Closed).then_some("quiet")>
            <td>
                <a href=format!("/admin/districts/{}", d.id)>{d.name}</a>
            </td>
            <td data-label=t(texts::SERVED_BY)>{teams}</td>
            <td data-label=t(texts::STANDING)>
                <StandingTag standing=d.standing/>
            </td>
        </tr>
    }
}

#[component]
pub fn DistrictPage() -> impl IntoView {
    let id = use_param("id");
    let district = fetch(id, |id| async move { api::district(id?).await });
    loaded(district, |d: DistrictRow| view! { <District d/> }.into_any())
}

#[component]
fn District(d: DistrictRow) -> impl IntoView {
    let initial = vec![("name".to_owned(), d.name.clone()), ("standing".to_owned(), d.standing.to_string())];
    let above = below_hub(vec![("/admin/districts".into(), t(texts::DISTRICTS).into())]);
    view! {
        <Head title=d.name above/>
        <PostForm
            form=forms::ChangeDistrict::PATH
            initial
            submit=t(texts::SAVE)
            beside=cancel(forms::AddDistrict::PATH)
        >
            <Field name="name" label=t(texts::NAME) width="w-l"/>
            <StandingField/>
        </PostForm>
    }
}
