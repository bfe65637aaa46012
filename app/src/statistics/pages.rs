//! The year's figures as tables, with a bar beside each number.
use super::{
    api::{self, FiguresPage as Page},
    rules::{AGE_BANDS, Counts, KeyFigures, UNKNOWN},
    table::{band_words, gender_words},
    texts,
};
use crate::{
    consultations::texts as consultations,
    follow_ups::rules::FollowUpResult,
    kernel::{
        code::Code,
        lang::{Lang, Text},
        swedish,
    },
    organisation::rules::Party,
    participants::rules::Gender,
    ui::{
        fetch::{fetch, loaded, section},
        filter::{FilterForm, Narrow},
        lang::{t, use_lang},
        parts::Head,
    },
    work_training::rules::Entry,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

#[component]
pub fn FiguresPage() -> impl IntoView {
    let query = use_query_map();
    let year = Memo::new(move |_| query.with(|q| q.get("year").and_then(|y| y.parse::<i32>().ok())));
    let page = fetch(move || year.get(), api::figures);
    loaded(page, |page: Page| view! { <Figures page/> }.into_any())
}

#[component]
fn Figures(page: Page) -> impl IntoView {
    let (lang, f) = (use_lang(), page.figures);
    let (asked, became) = page.consultations;
    let consultations = if asked == 0 {
        Vec::new()
    } else {
        let words = |text: Text| text.get(lang).to_owned();
        vec![(words(consultations::FIGURE_BECAME), became), (words(consultations::FIGURE_NOT), asked - became)]
    };
    let by_party = coded::<Party>(lang, &f.meetings_held_by_referring_party);
    let results = coded::<FollowUpResult>(lang, &f.six_month_results);
    let lots = by_gender(lang, &f.lots_by_gender);
    let training = by_gender(lang, &f.work_training_started_by_gender);
    let by_entry = coded::<Entry>(lang, &f.work_training_started_by_entry);
    let csv = format!("/figures.csv?year={}", f.year);
    let actions = view! {
        <a class="btn s" href=csv rel="external" download="">
            {t(texts::DOWNLOAD)}
        </a>
    };
    view! {
        <Head title=texts::KEY_FIGURES.with(lang, f.year) lead=t(texts::LEAD) actions=actions.into_any()/>
        <div class="notice warning">
            <strong>{t(texts::INTERNAL)}</strong>
            " "
            {t(texts::INTERNAL_LEAD)}
        </div>
        <Years years=page.years year=f.year/>
        <Totals f=f.clone()/>
        <GenderAndAge f=f.clone()/>
        <div class="cols even">
            <div class="stack">
                <Table
                    id="by-party"
                    title=texts::BY_PARTY
                    hint=texts::MEETINGS_HINT
                    by=texts::PARTY
                    rows=by_party
                />
                <Table
                    id="results"
                    title=texts::RESULTS
                    hint=texts::RESULTS_HINT
                    by=texts::RESULT
                    rows=results
                />
                <Table
                    id="consultations"
                    title=consultations::FIGURES
                    hint=consultations::FIGURES_HINT
                    by=consultations::FIGURE_WHAT
                    rows=consultations
                />
            </div>
            <div class="stack">
                <Table
                    id="lots"
                    title=texts::LOTS
                    hint=texts::LOTS_HINT
                    by=texts::GENDER
                    rows=lots
                />
                <Table
                    id="training"
                    title=texts::TRAINING
                    hint=texts::TRAINING_HINT
                    by=texts::GENDER
                    rows=training
                />
                <Table
                    id="training-by-entry"
                    title=texts::TRAINING_BY_ENTRY
                    hint=texts::TRAINING_HINT
                    by=texts::ENTRY
                    rows=by_entry
                />
            </div>
        </div>
    }
}

/// This year's headline figures, with the way to all of them: the office's start page.
#[component]
pub fn YearSoFar() -> impl IntoView {
    let page = fetch(|| (), |()| api::figures(None));
    section(page, |page: Page| view! { <Headlines f=page.figures/> }.into_any())
}

#[component]
fn Headlines(f: KeyFigures) -> impl IntoView {
    let lang = use_lang();
    let all = format!("/figures?year={}", f.year);
    let numbers = [
        (texts::MEETINGS, f.meetings_held),
        (texts::MEETINGS_WITH_PLAN, f.meetings_with_plan),
        (texts::RESULTS, f.plans_followed_up_at_six_months),
        (texts::TRAINING, f.work_training_started),
    ];
    let numbers =
        numbers.map(|(words, n)| view! { <div><dt>{words.get(lang)}</dt><dd>{swedish::count(lang, n)}</dd></div> });
    view! {
        <h2>{texts::KEY_FIGURES.with(lang, f.year)}</h2>
        <dl class="numbers">{numbers.collect_view()}</dl>
        <p class="meta">{t(texts::INTERNAL)}" "{t(texts::INTERNAL_LEAD)}</p>
        <p class="buttons">
            <a class="btn" href=all>
                {t(texts::ALL_FIGURES)}
            </a>
        </p>
    }
}

#[component]
fn Years(years: Vec<i32>, year: i32) -> impl IntoView {
    let options = years.into_iter().map(|y| (y.to_string(), y.to_string())).collect();
    view! {
        <FilterForm>
            <Narrow name="year" label=t(texts::YEAR) options now=year.to_string()/>
        </FilterForm>
    }
}

/// The year's totals, each with its bar and what it counts.
#[component]
fn Totals(f: KeyFigures) -> impl IntoView {
    let lang = use_lang();
    let totals = [
        (texts::MEETINGS, f.meetings_held, texts::MEETINGS_HINT),
        (texts::MEETINGS_WITH_PLAN, f.meetings_with_plan, texts::WITH_PLAN_HINT),
        (texts::MEETINGS_WITHOUT_SUS, f.without_sus_consent, texts::WITHOUT_SUS_HINT),
        (texts::RESULTS, f.plans_followed_up_at_six_months, texts::RESULTS_HINT),
        (texts::TRAINING, f.work_training_started, texts::TRAINING_HINT),
        (texts::STOPPED, f.work_training_stopped_before_start, texts::STOPPED_HINT),
        (texts::IN_QUEUE, f.in_queue, texts::OF_YEAR),
        (texts::RETURNED, f.returned, texts::OF_YEAR),
    ];
    let largest = totals.iter().map(|t| t.1).max().unwrap_or(0);
    let rows = totals
        .map(|(title, value, counts)| {
            view! {
                <tr>
                    <th scope="row">
                        {title.get(lang)} " " <small class="meta">{counts.get(lang)}</small>
                    </th>
                    {numbered(lang, value, largest, 0)}
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="sheet" aria-labelledby="totals">
            <h2 id="totals">{t(texts::TOTALS)}</h2>
            <table class="figures totals">
                <thead>
                    <tr>
                        <th scope="col">{t(texts::FIGURE)}</th>
                        <th scope="col" colspan="2">
                            {t(texts::NUMBER)}
                        </th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
}

/// Always in view: among the young most are men, and a total would hide it.
#[component]
fn GenderAndAge(f: KeyFigures) -> impl IntoView {
    let lang = use_lang();
    let by = f.meetings_held_by_gender_and_age;
    let genders = shown_genders(&f.meetings_held_by_gender);
    let count = |g: &Gender, band: &str| by.get(g.code()).and_then(|c| c.get(band)).copied().unwrap_or(0);
    let largest = by.values().flat_map(|c| c.values()).copied().max().unwrap_or(0);
    // an age group without anyone tells something too; that of an unknown age does not
    let counted = |band: &str| f.meetings_held_by_age_at_referral.contains_key(band);
    let bands = AGE_BANDS.iter().filter(|band| **band != UNKNOWN || counted(band));
    let rows = bands
        .map(|band| {
            let cells =
                genders.iter().enumerate().map(|(i, g)| numbered(lang, count(g, band), largest, i)).collect_view();
            let all = f.meetings_held_by_age_at_referral.get(*band).copied().unwrap_or(0);
            let words = band_words(lang, band);
            view! { <tr><th scope="row">{words}</th>{cells}<td class="num">{swedish::count(lang, all)}</td></tr> }
        })
        .collect_view();
    let heads =
        genders.iter().map(|g| view! { <th scope="col" colspan="2">{gender_words(*g).get(lang)}</th> }).collect_view();
    let sums = genders
        .iter()
        .map(|g| {
            let sum = f.meetings_held_by_gender.get(g.code()).copied().unwrap_or(0);
            view! { <td class="num">{swedish::count(lang, sum)}</td><td class="of"></td> }
        })
        .collect_view();
    view! {
        <section class="sheet" aria-labelledby="gender-age">
            <header>
                <h2 id="gender-age">{t(texts::BY_GENDER_AND_AGE)}</h2>
            </header>
            <div class="scroll" tabindex="0" role="group" aria-labelledby="gender-age">
                <table class="figures">
                    <thead>
                        <tr>
                            <th scope="col">{t(texts::AGE)}</th>
                            {heads}
                            <th scope="col" class="num">
                                {t(texts::ALL)}
                            </th>
                        </tr>
                    </thead>
                    <tbody>
                        {rows}
                        <tr class="sum">
                            <th scope="row">{t(texts::ALL)}</th>
                            {sums}
                            <td class="num">{swedish::count(lang, f.meetings_held)}</td>
                        </tr>
                    </tbody>
                </table>
            </div>
            <footer class="meta">{t(texts::BY_GENDER_AND_AGE_HINT)}" "{t(texts::MEETINGS_HINT)}</footer>
        </section>
    }
}

/// A number and its bar, in per cent of the table's largest.
fn numbered(lang: Lang, value: i64, largest: i64, series: usize) -> impl IntoView + use<> {
    let width = format!("{}%", value * 100 / largest.max(1));
    let class = if series % 2 == 1 { "bar b" } else { "bar" };
    view! {
        <td class="num">{swedish::count(lang, value)}</td>
        <td class="of">
            <svg class=class width="100%" height="10" aria-hidden="true">
                <rect width=width height="10"></rect>
            </svg>
        </td>
    }
}

/// The counts with the words of their codes, in the order of the list.
fn coded<C: Code>(lang: Lang, counts: &Counts) -> Vec<(String, i64)> {
    let of = |code: &C| counts.get(code.code()).map(|n| (code.words().get(lang).to_owned(), *n));
    C::ALL.iter().filter_map(of).collect()
}

/// Women and men always; the others where there are any.
fn shown_genders(counts: &Counts) -> Vec<Gender> {
    let always = |g: &Gender| matches!(g, Gender::Woman | Gender::Man);
    Gender::ALL.iter().copied().filter(|g| always(g) || counts.contains_key(g.code())).collect()
}

/// The counts by gender; none where there is nobody at all.
fn by_gender(lang: Lang, counts: &Counts) -> Vec<(String, i64)> {
    let of = |g: Gender| (gender_words(g).get(lang).to_owned(), counts.get(g.code()).copied().unwrap_or(0));
    if counts.is_empty() { Vec::new() } else { shown_genders(counts).into_iter().map(of).collect() }
}

#[component]
fn Table(id: &'static str, title: Text, hint: Text, by: Text, rows: Vec<(String, i64)>) -> impl IntoView {
    let lang = use_lang();
    let largest = rows.iter().map(|r| r.1).max().unwrap_or(0);
    let sum: i64 = rows.iter().map(|r| r.1).sum();
    let is_empty = rows.is_empty();
    let rows = rows
        .into_iter()
        .map(|(words, value)| {
            view! { <tr><th scope="row">{words}</th>{numbered(lang, value, largest, 0)}</tr> }
        })
        .collect_view();
    let table = view! {
        <table class="figures">
            <thead>
                <tr>
                    <th scope="col">{by.get(lang)}</th>
                    <th scope="col" colspan="2">
                        {t(texts::NUMBER)}
                    </th>
                </tr>
            </thead>
            <tbody>
                {rows}
                <tr class="sum">
                    <th scope="row">{t(texts::ALL)}</th>
                    <td class="num">{swedish::count(lang, sum)}</td>
                    <td class="of"></td>
                </tr>
            </tbody>
        </table>
    };
    view! {
        <section class="sheet" aria-labelledby=id>
            <h2 id=id>{title.get(lang)}</h2>
            {if is_empty {
                view! { <div class="empty"><p>{t(texts::NOTHING)}</p></div> }.into_any()
            } else {
                table.into_any()
            }}
            <footer class="meta">{hint.get(lang)}</footer>
        </section>
    }
}
