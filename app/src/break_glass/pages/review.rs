//! What waits for a review, what was reviewed, and one review.
use crate::{
    break_glass::{
        api::{self, GlassRow, ReviewView, Reviews},
        forms,
        rules::Judgement,
        texts,
    },
    kernel::{code::Code, page::PageRequest, swedish},
    ui::{
        fetch::{fetch, loaded},
        form::{Choices, Form, PostForm, Refused, TextArea, cancel},
        lang::{t, use_lang},
        params::{use_param, use_query},
        parts::{Head, Moment, pager},
        state::Empty,
        view::use_today,
    },
};
use leptos::prelude::*;

#[component]
pub fn ReviewsPage() -> impl IntoView {
    let (after, before) = (use_query("after"), use_query("before"));
    let asked = move || {
        let key = |key: String| Some(key).filter(|k| !k.is_empty());
        PageRequest { after: key(after()), before: key(before()) }
    };
    let reviews = fetch(asked, api::all);
    view! {
        <Head title=t(texts::REVIEWS) lead=t(texts::REVIEWS_LEAD)/>
        {loaded(reviews, |reviews: Reviews| view! { <Lists reviews/> }.into_any())}
    }
}

#[component]
fn Lists(reviews: Reviews) -> impl IntoView {
    let pages = pager(String::new(), &reviews.page);
    view! {
        <section class="sheet" aria-labelledby="waiting">
            <h2 id="waiting">{t(texts::WAITING)}</h2>
            <Table rows=reviews.waiting caption=t(texts::WAITING) none=t(texts::NOTHING_WAITS)/>
        </section>
        <section class="sheet" aria-labelledby="reviewed">
            <h2 id="reviewed">{t(texts::REVIEWED)}</h2>
            <Table rows=reviews.page.rows caption=t(texts::REVIEWED) none=t(texts::NONE_REVIEWED)/>
        </section>
        {pages}
    }
}

#[component]
fn Table(rows: Vec<GlassRow>, caption: &'static str, none: &'static str) -> impl IntoView {
    if rows.is_empty() {
        return view! { <Empty title=none/> }.into_any();
    }
    let rows = rows.into_iter().map(|row| view! { <Line row/> }).collect_view();
    view! {
        <table class="work">
            <caption class="vh">{caption}</caption>
            <thead>
                <tr>
                    <th scope="col">{t(texts::CASE)}</th>
                    <th scope="col">{t(texts::WHEN)}</th>
                    <th scope="col">{t(texts::WHO)}</th>
                    <th scope="col">{t(texts::WHY)}</th>
                    <th scope="col">{t(texts::FOUND)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

#[component]
fn Line(row: GlassRow) -> impl IntoView {
    let (lang, today) = (use_lang(), use_today());
    view! {
        <tr>
            <td>
                <a href=format!("/reviews/{}", row.id)>{row.number.clone()}</a>
            </td>
            <td data-label=t(texts::WHEN)>
                <Moment at=row.at today/>
            </td>
            <td data-label=t(texts::WHO)>{row.by.clone()}</td>
            <td data-label=t(texts::WHY)>{row.reason.words().get(lang)}</td>
            <td data-label=t(texts::FOUND)>{found(&row)}</td>
        </tr>
    }
}

fn found(row: &GlassRow) -> String {
    let lang = use_lang();
    match &row.review {
        None => t(texts::MARK_WAITS).to_owned(),
        Some((judgement, by, _)) => format!("{}, {by}", swedish::sentence(judgement.words().get(lang))),
    }
}

#[component]
pub fn ReviewPage() -> impl IntoView {
    let id = use_param("id");
    let review = fetch(id, |id| async move { api::review(id?).await });
    loaded(review, |view: ReviewView| view! { <Review view/> }.into_any())
}

#[component]
fn Review(view: ReviewView) -> impl IntoView {
    let (lang, today) = (use_lang(), use_today());
    let ReviewView { row, words, review_words, read_at, may_sign, own } = view;
    let read = match read_at.is_empty() {
        true => t(texts::NEVER_READ).to_owned(),
        false => {
            let moments: Vec<String> = read_at.iter().map(|at| swedish::moment(lang, *at, today)).collect();
            swedish::list(lang, &moments.iter().map(String::as_str).collect::<Vec<_>>())
        }
    };
    let reviewed = row.review.is_some();
    let words = match words {
        Some(words) => view! { <blockquote>{words}</blockquote> }.into_any(),
        None => view! { <p class="meta">{t(texts::WORDS_HIDDEN)}</p> }.into_any(),
    };
    let comment = review_words.filter(|w| !w.is_empty()).map(|w| {
        view! {
            <h3>{t(texts::REVIEW_WORDS)}</h3>
            <p>{w}</p>
        }
    });
    let above = vec![("/reviews".to_owned(), t(texts::REVIEWS).to_owned())];
    let title = format!("{}, {}", t(texts::REVIEW), row.number);
    view! {
        <Head title above/>
        <section class="sheet" aria-labelledby="opening">
            <h2 id="opening">{t(texts::READING)}</h2>
            <dl class="facts">
                <dt>{t(texts::WHEN)}</dt>
                <dd>
                    <Moment at=row.at today/>
                </dd>
                <dt>{t(texts::WHO)}</dt>
                <dd>{row.by.clone()}</dd>
                <dt>{t(texts::WHY)}</dt>
                <dd>{row.reason.words().get(lang)}</dd>
                <dt>{t(texts::READ_AT)}</dt>
                <dd>{read}</dd>
                <dt>{t(texts::FOUND)}</dt>
                <dd>{found(&row)}</dd>
            </dl>
            <div class="body">
                <h3>{t(texts::WORDS_OF_OPENER)}</h3>
                {words}
                {comment}
            </div>
        </section>
        {(own && !reviewed).then(|| view! { <p>{t(texts::OWN)}</p> })}
        {(!may_sign).then(|| view! { <Refused form=forms::Sign::PATH/> })}
        {may_sign
            .then(|| {
                view! {
                    <PostForm form=forms::Sign::PATH submit=t(texts::SIGN) beside=cancel("/reviews")>
                        <Choices name="judgement" label=t(texts::JUDGEMENT) options=Judgement::choices(lang)/>
                        <TextArea
                            name="words"
                            label=t(texts::REVIEW_WORDS)
                            hint=t(texts::REVIEW_WORDS_HINT)
                            optional=true
                        />
                    </PostForm>
                }
            })}
    }
}
