//! Agencies with their units.
use super::{StandingField, StandingTag, below_hub};
use crate::{
    kernel::code::Code,
    organisation::{
        api::{self, AgencyRow, UnitRow},
        forms,
        rules::{Party, Standing},
        texts,
    },
    ui::{
        fetch::{fetch, loaded},
        filter::{FilterForm, Narrow, any_or},
        form::{Choices, Field, Form, PostForm, YesNo, cancel},
        lang::{t, use_lang},
        params::{use_param, use_query_code},
        parts::Head,
        state::Empty,
    },
};
use leptos::prelude::*;

fn below_agencies(more: Vec<(String, String)>) -> Vec<(String, String)> {
    let mut above = below_hub(vec![("/admin/agencies".into(), t(texts::AGENCIES).into())]);
    above.extend(more);
    above
}

#[component]
pub fn AgenciesPage() -> impl IntoView {
    let party = use_query_code::<Party>("party");
    let agencies = fetch(party, api::agencies);
    let actions = view! { <a class="btn" href=forms::AddAgency::PATH>{t(texts::ADD_AGENCY)}</a> }.into_any();
    view! {
        <Head title=t(texts::AGENCIES) lead=t(texts::AGENCIES_LEAD) above=below_hub(vec![]) actions/>
        {move || view! { <PartyFilter chosen=party()/> }}
        {loaded(agencies, |rows: Vec<AgencyRow>| view! { <Agencies rows/> }.into_any())}
    }
}

#[component]
fn PartyFilter(chosen: Option<Party>) -> impl IntoView {
    let parties = any_or(texts::ALL_PARTIES, Party::choices(use_lang()));
    view! {
        <FilterForm clear=chosen.map(|_| "/admin/agencies")>
            <Narrow name="party" label=t(texts::PARTY) options=parties now=chosen.map_or("", Code::code)/>
        </FilterForm>
    }
}

#[component]
fn Agencies(rows: Vec<AgencyRow>) -> impl IntoView {
    if rows.is_empty() {
        return view! {
            <div class="sheet">
                <Empty title=t(texts::NO_AGENCIES) hint=t(texts::NO_AGENCIES_HINT)/>
            </div>
        }
        .into_any();
    }
    let rows = rows.into_iter().map(|a| view! { <AgencyLine a/> }).collect_view();
    view! {
        <div class="sheet">
            <table class="work">
                <caption class="vh">{t(texts::LIST_OF_AGENCIES)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t(texts::AGENCY)}</th>
                        <th scope="col">{t(texts::CODE)}</th>
                        <th scope="col">{t(texts::PARTY)}</th>
                        <th scope="col" class="num">{t(texts::UNITS)}</th>
                        <th scope="col">{t(texts::STANDING)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn AgencyLine(a: AgencyRow) -> impl IntoView {
    view! {
        <tr class=(a.standing == Standing::Closed).then_some("quiet")>
            <td>
                <a href=format!("/admin/agencies/{}", a.id)>{a.name}</a>
            </td>
            <td data-label=t(texts::CODE) class="nowrap">{a.code}</td>
            <td data-label=t(texts::PARTY)>{a.party.words().get(use_lang())}</td>
            <td data-label=t(texts::UNITS) class="num">{a.units}</td>
            <td data-label=t(texts::STANDING)>
                <StandingTag standing=a.standing/>
            </td>
        </tr>
    }
}

#[component]
pub fn AddAgencyPage() -> impl IntoView {
    let options = Party::choices(use_lang());
    view! {
        <Head title=t(texts::ADD_AGENCY) above=below_agencies(vec![])/>
        <PostForm form=forms::AddAgency::PATH submit=t(texts::ADD) beside=cancel("/admin/agencies")>
            <Field name="name" label=t(texts::NAME)/>
            <Field name="code" label=t(texts::CODE) hint=t(texts::CODE_HINT) width="w-m"/>
            <Choices name="party" label=t(texts::PARTY) options/>
        </PostForm>
    }
}

#[component]
pub fn AgencyPage() -> impl IntoView {
    let id = use_param("id");
    let agency = fetch(id, |id| async move { api::agency(id?).await });
    loaded(agency, |page: api::AgencyPage| view! { <Agency page/> }.into_any())
}

#[component]
fn Agency(page: api::AgencyPage) -> impl IntoView {
    let lang = use_lang();
    let api::AgencyPage { agency, units } = page;
    let open = agency.standing == Standing::InUse;
    let lead = format!("{} · {} · {}", agency.code, agency.party.words().get(lang), agency.standing.words().get(lang));
    let change = format!("/admin/agencies/{}/change", agency.id);
    let actions = view! { <a class="btn s" href=change>{t(texts::CHANGE)}</a> }.into_any();
    view! {
        <Head title=agency.name lead above=below_agencies(vec![]) actions/>
        <section class="sheet" aria-labelledby="units">
            <h2 id="units">{t(texts::UNITS)}</h2>
            <Units units/>
        </section>
        {open.then(|| view! { <AddUnitForm/> })}
    }
}

#[component]
fn Units(units: Vec<UnitRow>) -> impl IntoView {
    if units.is_empty() {
        return view! { <Empty title=t(texts::NO_UNITS) hint=t(texts::NO_UNITS_HINT)/> }.into_any();
    }
    let rows = units.into_iter().map(|u| view! { <UnitLine u/> }).collect_view();
    view! {
        <table class="work">
            <caption class="vh">{t(texts::LIST_OF_UNITS)}</caption>
            <thead>
                <tr>
                    <th scope="col">{t(texts::UNIT)}</th>
                    <th scope="col">{t(texts::COVERS_SHORT)}</th>
                    <th scope="col" class="num">{t(texts::USERS)}</th>
                    <th scope="col">{t(texts::STANDING)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

#[component]
fn UnitLine(u: UnitRow) -> impl IntoView {
    view! {
        <tr class=(u.standing == Standing::Closed).then_some("quiet")>
            <td>
                <a href=format!("/admin/units/{}", u.id)>{u.name}</a>
            </td>
            <td data-label=t(texts::COVERS_SHORT)>{t(if u.covers_colleagues { texts::YES } else { texts::NO })}</td>
            <td data-label=t(texts::USERS) class="num">{u.users}</td>
            <td data-label=t(texts::STANDING)>
                <StandingTag standing=u.standing/>
            </td>
        </tr>
    }
}

#[component]
fn AddUnitForm() -> impl IntoView {
    view! {
        <h2>{t(texts::ADD_UNIT)}</h2>
        <PostForm form=forms::AddUnit::PATH submit=t(texts::ADD)>
            <UnitFields/>
        </PostForm>
    }
}

#[component]
fn UnitFields() -> impl IntoView {
    view! {
        <Field name="name" label=t(texts::NAME) width="w-l"/>
        <YesNo name="covers_colleagues" label=t(texts::COVERS) hint=t(texts::COVERS_HINT)/>
    }
}

#[component]
pub fn ChangeAgencyPage() -> impl IntoView {
    let id = use_param("id");
    let agency = fetch(id, |id| async move { api::agency(id?).await });
    loaded(agency, |page: api::AgencyPage| view! { <ChangeAgency a=page.agency/> }.into_any())
}

#[component]
fn ChangeAgency(a: AgencyRow) -> impl IntoView {
    let initial = vec![
        ("name".to_owned(), a.name.clone()),
        ("code".to_owned(), a.code),
        ("standing".to_owned(), a.standing.to_string()),
    ];
    let agency = format!("/admin/agencies/{}", a.id);
    let above = below_agencies(vec![(agency.clone(), a.name)]);
    view! {
        <Head title=t(texts::CHANGE) above lead=t(texts::PARTY_FIXED)/>
        <PostForm form=forms::ChangeAgency::PATH initial submit=t(texts::SAVE) beside=cancel(agency)>
            <Field name="name" label=t(texts::NAME)/>
            <Field name="code" label=t(texts::CODE) hint=t(texts::CODE_HINT) width="w-m"/>
            <StandingField/>
        </PostForm>
    }
}

#[component]
pub fn UnitPage() -> impl IntoView {
    let id = use_param("id");
    let unit = fetch(id, |id| async move { api::unit(id?).await });
    loaded(unit, |u: UnitRow| view! { <ChangeUnit u/> }.into_any())
}

#[component]
fn ChangeUnit(u: UnitRow) -> impl IntoView {
    let covers = if u.covers_colleagues { "yes" } else { "no" };
    let initial = vec![
        ("name".to_owned(), u.name.clone()),
        ("covers_colleagues".to_owned(), covers.to_owned()),
        ("standing".to_owned(), u.standing.to_string()),
    ];
    let agency = format!("/admin/agencies/{}", u.agency);
    let above = below_agencies(vec![(agency.clone(), u.agency_name)]);
    view! {
        <Head title=u.name above/>
        <PostForm form=forms::ChangeUnit::PATH initial submit=t(texts::SAVE) beside=cancel(agency)>
            <UnitFields/>
            <StandingField/>
        </PostForm>
    }
}
