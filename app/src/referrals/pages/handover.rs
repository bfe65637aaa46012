//! A case gets another referrer; a referrer's live cases, for those who hand them over.
use super::steps::cancel;
use crate::{
    cases::{
        pages::{CaseHead, protected_tag, tone_of, use_case_id},
        texts as cases,
    },
    kernel::{code::Code, id::UserId, page::PageRequest},
    referrals::{
        api::{self, CaseOfReferrer, CasesOfReferrer, NewReferrers},
        forms, texts,
    },
    ui::{
        fetch::{fetch, loaded},
        form::{Choices, Form, PostForm, Refused},
        lang::{t, use_lang},
        params::use_param,
        parts::{Day, Head, Tag, pager},
        state::Empty,
        view::use_today,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

#[component]
pub fn ChangeReferrerPage() -> impl IntoView {
    let case = use_case_id();
    let row = fetch(move || case, api::who_can_take_over);
    loaded(row, |row: NewReferrers| view! { <ChangeReferrer row/> }.into_any())
}

#[component]
fn ChangeReferrer(row: NewReferrers) -> impl IntoView {
    let lang = use_lang();
    let not_opened = match row.not_opened {
        0 => None,
        1 => Some(t(texts::ONE_NOT_OPENED).to_owned()),
        n => Some(texts::MANY_NOT_OPENED.with(lang, n)),
    };
    let not_opened = not_opened.filter(|_| row.is_live).map(|words| view! { <p class="meta after">{words}</p> });
    let form = if row.is_live && !row.choices.is_empty() {
        let choices = row.choices;
        view! {
            <PostForm form=forms::ChangeReferrer::PATH submit=t(texts::HAND_OVER) beside=cancel(row.id)>
                <Choices
                    name="to"
                    label=t(texts::NEW_REFERRER)
                    hint=t(texts::NEW_REFERRER_HINT)
                    options=choices.clone()
                />
            </PostForm>
        }
        .into_any()
    } else {
        view! {
            <Refused form=forms::ChangeReferrer::PATH/>
            <div class="sheet">
                <Empty title=t(texts::NO_NEW_REFERRER) hint=t(texts::NO_NEW_REFERRER_HINT)/>
            </div>
        }
        .into_any()
    };
    view! {
        <CaseHead case=row.id heading=row.heading title=t(texts::HAND_OVER) lead=t(texts::HAND_OVER_LEAD)/>
        <p>
            <a href=format!("/referrers/{}", row.referrer)>{texts::REFERRER_NOW.with(lang, row.referrer_name)}</a>
            {row.is_closed.then(|| view! { " "<strong>{t(texts::REFERRER_CLOSED)}</strong> })}
        </p>
        {not_opened}
        {form}
    }
}

#[component]
pub fn CasesOfReferrerPage() -> impl IntoView {
    let (id, query) = (use_param::<UserId>("id"), use_query_map());
    let request = move || query.with(|q| PageRequest { after: q.get("after"), before: q.get("before") });
    let page =
        fetch(move || (id(), request()), |(id, request)| async move { api::live_of_referrer(id?, request).await });
    loaded(page, |row: CasesOfReferrer| view! { <Cases row/> }.into_any())
}

#[component]
fn Cases(row: CasesOfReferrer) -> impl IntoView {
    let title = texts::CASES_OF.with(use_lang(), row.name);
    let above = vec![("/cases".into(), t(cases::CASES).into())];
    if row.cases.rows.is_empty() {
        return view! {
            <Head title above/>
            <div class="sheet">
                <Empty title=t(texts::NO_CASES_OF) hint=t(texts::NO_CASES_OF_HINT)/>
            </div>
        }
        .into_any();
    }
    let below = pager(String::new(), &row.cases);
    let rows = row.cases.rows.into_iter().map(|case| view! { <Row case/> }).collect_view();
    view! {
        <Head title=title.clone() lead=t(texts::CASES_OF_LEAD) above/>
        <div class="sheet">
            <table class="work">
                <caption class="vh">{title}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t(texts::CASE)}</th>
                        <th scope="col">{t(texts::STANDS)}</th>
                        <th scope="col">{t(texts::SENT)}</th>
                        <th scope="col">{t(texts::REFERRER)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {below}
    }
    .into_any()
}

#[component]
fn Row(case: CaseOfReferrer) -> impl IntoView {
    let (lang, today) = (use_lang(), use_today());
    let name = match &case.who {
        Some(who) => format!("{} · {who}", case.number),
        None => case.number.clone(),
    };
    view! {
        <tr>
            <td>
                <a href=format!("/cases/{}", case.id)>{name}</a>
                {protected_tag(case.protected)}
            </td>
            <td data-label=t(texts::STANDS)>
                <Tag tone=tone_of(case.state) words=case.state.words().get(lang)/>
            </td>
            <td data-label=t(texts::SENT)>
                <Day day=case.submitted_on today/>
            </td>
            <td data-label=t(texts::REFERRER)>
                <a href=format!("/cases/{}/referrer", case.id)>
                    {t(texts::HAND_OVER)} <span class="vh">" "{case.number}</span>
                </a>
            </td>
        </tr>
    }
}
