//! The referrer's drafts and referrals, and the beginning of a new one.
use super::above;
use crate::{
    cases::pages::tone_of,
    kernel::{
        code::Code,
        page::{Page, PageRequest},
    },
    referrals::{
        api::{self, MineRow, MyDraftRow, MyReferrals},
        forms, texts,
    },
    ui::{
        form::{Choices, Form, Hidden, PostForm},
        lang::{t, use_lang},
        parts::{Day, Head, Moment, Tag, pager},
        state::{Empty, loaded},
        view::use_today,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

#[component]
pub fn ListPage() -> impl IntoView {
    let query = use_query_map();
    let request = Memo::new(move |_| query.with(|q| PageRequest { after: q.get("after"), before: q.get("before") }));
    let mine = Resource::new(move || request.get(), api::mine);
    let actions = view! { <a class="btn" href="/referrals/new">{t(texts::NEW_REFERRAL)}</a> }.into_any();
    view! {
        <Head title=t(texts::MY_REFERRALS) lead=t(texts::MY_REFERRALS_LEAD) actions/>
        {loaded(
            move || mine.into_future(),
            |mine: MyReferrals| {
                view! {
                    <Drafts drafts=mine.drafts/>
                    <Submitted page=mine.submitted/>
                }
                .into_any()
            },
        )}
    }
}

#[component]
fn Drafts(drafts: Vec<MyDraftRow>) -> impl IntoView {
    if drafts.is_empty() {
        return ().into_any();
    }
    let today = use_today();
    let rows = drafts
        .into_iter()
        .map(|d| {
            view! {
                <tr>
                    <td>
                        <a href=format!("/referrals/{}/review", d.id)>
                            {t(texts::DRAFT_OF)} " " <Day day=d.begun_on today/>
                        </a>
                    </td>
                    <td data-label=t(texts::REFERRED_BY)>{d.unit}</td>
                    <td data-label=t(texts::DRAFT_CHANGED)>
                        <Moment at=d.changed_at today/>
                    </td>
                    <td data-label=t(texts::DRAFT_GONE_ON)>
                        <Day day=d.gone_on today/>
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <h2>{t(texts::DRAFTS)}</h2>
        <div class="sheet">
            <table class="work">
                <caption class="vh">{t(texts::DRAFTS)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t(texts::DRAFTS)}</th>
                        <th scope="col">{t(texts::REFERRED_BY)}</th>
                        <th scope="col">{t(texts::DRAFT_CHANGED)}</th>
                        <th scope="col">{t(texts::DRAFT_GONE_ON)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <p class="meta">{t(texts::DRAFT_HINT)}</p>
    }
    .into_any()
}

#[component]
fn Submitted(page: Page<MineRow>) -> impl IntoView {
    if page.rows.is_empty() {
        return view! {
            <div class="sheet">
                <Empty title=t(texts::NO_REFERRALS) hint=t(texts::NO_REFERRALS_HINT)/>
            </div>
        }
        .into_any();
    }
    let below = pager(String::new(), &page);
    let rows = page.rows.into_iter().map(|row| view! { <Row row/> }).collect_view();
    view! {
        <h2>{t(texts::SUBMITTED)}</h2>
        <div class="sheet">
            <table class="work">
                <caption class="vh">{t(texts::SUBMITTED)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t(texts::CASE)}</th>
                        <th scope="col">{t(texts::STANDS)}</th>
                        <th scope="col">{t(texts::WHOSE_TURN)}</th>
                        <th scope="col">{t(texts::MEETING)}</th>
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
fn Row(row: MineRow) -> impl IntoView {
    let (lang, today) = (use_lang(), use_today());
    let name = match row.who {
        Some(who) => format!("{} · {who}", row.number),
        None => row.number,
    };
    view! {
        <tr class=(!row.state.is_live()).then_some("quiet")>
            <td>
                <a href=format!("/cases/{}", row.id)>{name}</a>
            </td>
            <td data-label=t(texts::STANDS)>
                <Tag tone=tone_of(row.state) words=row.state.words().get(lang)/>
            </td>
            <td data-label=t(texts::WHOSE_TURN)>{row.whose.words().get(lang)}</td>
            <td data-label=t(texts::MEETING)>
                {match row.meeting {
                    Some(at) => view! { <Moment at today/> }.into_any(),
                    None => t(texts::NONE_YET).into_any(),
                }}
            </td>
            <td data-label=t(texts::SENT)>
                <Day day=row.submitted_on today/>
            </td>
            <td data-label=t(texts::REFERRER)>{row.referrer.unwrap_or_else(|| t(crate::work::rules::YOU).into())}</td>
        </tr>
    }
}

#[component]
pub fn NewPage() -> impl IntoView {
    let units = Resource::new(|| (), |()| api::my_units());
    loaded(
        move || units.into_future(),
        |units: Vec<(String, String)>| {
            let only = units.first().filter(|_| units.len() == 1).map(|u| ("unit".to_owned(), u.0.clone()));
            let one = only.is_some();
            let only: Vec<_> = only.into_iter().collect();
            let lead = match units.first().filter(|_| one) {
                Some((_, name)) => format!("{name} · {}", t(texts::NEW_REFERRAL_LEAD)),
                None => t(texts::NEW_REFERRAL_LEAD).to_owned(),
            };
            view! {
                <Head title=t(texts::NEW_REFERRAL) lead above=above()/>
                <PostForm
                    form=forms::NewReferral::PATH
                    initial=only
                    submit=t(texts::BEGIN)
                >
                    {if one {
                        view! { <Hidden name="unit"/> }.into_any()
                    } else {
                        view! { <Choices name="unit" label=t(texts::UNIT) options=units.clone()/> }.into_any()
                    }}
                </PostForm>
            }
            .into_any()
        },
    )
}
