//! Filling a seat, and ending someone's time in it.
use super::below_teams;
use crate::{
    kernel::{
        code::Code,
        id::{SeatHolderId, SeatId, TeamId},
        swedish,
    },
    teams::{
        api::{self, HolderPage, SeatFormRow},
        forms,
        rules::{Filling, HolderKind},
        texts,
    },
    ui::{
        fetch::{fetch, loaded},
        form::{Choices, Field, Form, PostForm, Refused, Select},
        lang::{t, use_lang},
        params::use_param,
        parts::Head,
        view::use_today,
    },
};
use leptos::prelude::*;

#[component]
pub fn FillSeatPage() -> impl IntoView {
    let (team, seat) = (use_param::<TeamId>("id"), use_param::<SeatId>("seat"));
    let form = fetch(move || (team(), seat()), |(team, seat)| async move { api::seat_form(team?, seat?).await });
    loaded(form, |form: SeatFormRow| view! { <FillSeat form/> }.into_any())
}

#[component]
fn FillSeat(form: SeatFormRow) -> impl IntoView {
    let lang = use_lang();
    let team = format!("/teams/{}", form.team);
    let lead = form.party.words().get(lang);
    let above = below_teams(vec![(team.clone(), form.team_name)]);
    if form.people.is_empty() {
        return view! {
            <Head title=t(texts::FILL) lead above/>
            <Refused form=forms::FillSeat::PATH/>
            <div class="sheet">
                <div class="empty">
                    <p>
                        <strong>{t(texts::NOBODY_TO_CHOOSE)}</strong>
                    </p>
                    <p>{t(texts::NOBODY_TO_CHOOSE_HINT)}</p>
                    <a class="btn s" href="/admin/users">
                        {t(texts::USERS)}
                    </a>
                </div>
            </div>
        }
        .into_any();
    }
    // what is most often meant: the vacancy is filled, from today
    let kind = match form.filling {
        Filling::Vacant { .. } => HolderKind::Representative,
        Filling::Held => HolderKind::Substitute,
    };
    let initial = vec![("kind".to_owned(), kind.to_string()), ("from_day".to_owned(), swedish::iso(use_today()))];
    let people = form.people.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    let beside = view! { <a href=team>{t(texts::TO_TEAM)}</a> }.into_any();
    view! {
        <Head title=t(texts::FILL) lead above/>
        <PostForm form=forms::FillSeat::PATH initial submit=t(texts::FILL) beside>
            <Select name="user" label=t(texts::PERSON) hint=t(texts::PERSON_HINT) options=people/>
            <Choices name="kind" label=t(texts::KIND) options=HolderKind::choices(lang) across=true/>
            <Field name="from_day" label=t(texts::FROM_DAY) kind="date" width="w-s"/>
            <Field
                name="until_day"
                label=t(texts::UNTIL_DAY)
                hint=t(texts::UNTIL_HINT)
                kind="date"
                width="w-s"
                optional=true
            />
        </PostForm>
    }
    .into_any()
}

#[component]
pub fn EndSeatPage() -> impl IntoView {
    let (team, holder) = (use_param::<TeamId>("id"), use_param::<SeatHolderId>("holder"));
    let page = fetch(move || (team(), holder()), |(team, holder)| async move { api::holder(team?, holder?).await });
    loaded(page, |page: HolderPage| view! { <EndSeat page/> }.into_any())
}

#[component]
fn EndSeat(page: HolderPage) -> impl IntoView {
    let lang = use_lang();
    let team = format!("/teams/{}", page.team);
    let HolderPage { holder, party, .. } = page;
    let lead = format!("{} · {} · {}", holder.name, party.words().get(lang), holder.kind.words().get(lang));
    let today = use_today();
    // a time that has not begun is taken back, unless a last day is given
    let begun = holder.from <= today;
    let until = if begun { swedish::iso(holder.until.unwrap_or(today)) } else { String::new() };
    let about = match begun {
        true => t(texts::END_LEAD).to_owned(),
        false => texts::NOT_BEGUN_LEAD.with(lang, swedish::long_day(lang, holder.from)),
    };
    let beside = view! { <a href=team.clone()>{t(texts::TO_TEAM)}</a> }.into_any();
    view! {
        <Head title=t(texts::END_TIME) lead above=below_teams(vec![(team, page.team_name)])/>
        <p>{about}</p>
        <PostForm
            form=forms::EndSeat::PATH
            initial=vec![("until_day".to_owned(), until)]
            submit=t(texts::SAVE)
            beside
        >
            <LastDay begun/>
        </PostForm>
    }
}

#[component]
fn LastDay(begun: bool) -> impl IntoView {
    match begun {
        true => view! { <Field name="until_day" label=t(texts::UNTIL_DAY) kind="date" width="w-s"/> }.into_any(),
        false => view! {
            <Field
                name="until_day"
                label=t(texts::UNTIL_DAY)
                hint=t(texts::NOT_BEGUN_HINT)
                kind="date"
                width="w-s"
                optional=true
            />
        }
        .into_any(),
    }
}
