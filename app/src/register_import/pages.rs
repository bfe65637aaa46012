//! The administrator's import: files, preview, progress, result.
use super::{
    api::{self, RunRow, RunState},
    forms::{ConfirmImport, SendRegister},
    report::{Beside, File, MOST_FAULTS, Told},
    texts,
};
use crate::{
    kernel::{code::Code, error::AppError, id::ImportId, swedish},
    organisation::pages::below_hub,
    ui::{
        form::{FileField, Form, PostForm, cancel},
        lang::{t, use_lang},
        parts::{Head, bare},
        state::Problem,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use std::time::Duration;

#[component]
pub fn SendPage() -> impl IntoView {
    let names = File::ALL.iter().map(|f| f.name()).collect::<Vec<_>>().join(", ");
    view! {
        <Head title=t(texts::IMPORT) lead=t(texts::IMPORT_LEAD) above=below_hub(vec![])/>
        <PostForm form=SendRegister::PATH multipart=true submit=t(texts::CHECK) beside=cancel("/admin")>
            <FileField name="files" label=t(texts::FILES) hint=texts::FILES_HINT.with(use_lang(), names) many=true/>
        </PostForm>
        <p class="meta">{t(texts::ALL_OR_NOTHING)}</p>
    }
}

#[component]
pub fn RunPage() -> impl IntoView {
    let params = use_params_map();
    let id = move || params.read().get("id").and_then(|id| id.parse::<ImportId>().ok());
    let run = Resource::new(id, |id| async move {
        match id {
            Some(id) => api::run(id).await,
            None => Err(AppError::NotFound),
        }
    });
    // noted where the answer is shown: who reads it elsewhere is warned of by the framework
    let is_ongoing = StoredValue::new(false);
    Effect::new(move |_| {
        let again = move || {
            if is_ongoing.get_value() {
                run.refetch();
            }
        };
        if let Ok(handle) = set_interval_with_handle(again, Duration::from_secs(1)) {
            on_cleanup(move || handle.clear());
        }
    });
    view! {
        <Head
            title=t(texts::RUN)
            above=below_hub(vec![(SendRegister::PATH.into(), t(texts::IMPORT).into())])
        />
        <Transition>
            {move || Suspend::new(async move {
                let run = run.await;
                is_ongoing.set_value(run.as_ref().is_ok_and(|run| run.state.is_ongoing()));
                match run {
                    Ok(run) => view! { <Run run/> }.into_any(),
                    Err(error) => view! { <Problem error/> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Run(run: RunRow) -> impl IntoView {
    let report = run.report.clone().unwrap_or_default();
    match run.state {
        RunState::Checking | RunState::Importing => view! { <Ongoing run/> }.into_any(),
        RunState::Checked if report.errors.is_empty() => view! { <Preview run report/> }.into_any(),
        RunState::Checked | RunState::Done if !report.errors.is_empty() => view! { <Faults report/> }.into_any(),
        RunState::Checked | RunState::Done => view! { <Result report/> }.into_any(),
    }
}

#[component]
fn Ongoing(run: RunRow) -> impl IntoView {
    let lang = use_lang();
    let words = if run.state == RunState::Checking { texts::CHECKING } else { texts::IMPORTING };
    let count = |n: usize| swedish::count(lang, i64::try_from(n).unwrap_or(i64::MAX));
    let rows = texts::ROWS_OF.get(lang).replacen("{}", &count(run.done), 1).replacen("{}", &count(run.total), 1);
    view! {
        <section class="sheet" aria-labelledby="ongoing-heading">
            <h2 id="ongoing-heading">{words.get(lang)}</h2>
            <div class="body">
                <div class="ongoing">
                    <label for="progress">{rows}</label>
                    <progress id="progress" max=run.total.max(1).to_string() value=run.done.to_string()></progress>
                </div>
                <p class="meta">{t(texts::ALL_OR_NOTHING)}</p>
                <p>
                    <a class="btn s" href=format!("/admin/import/{}", run.id) rel="external">
                        {t(texts::RELOAD)}
                    </a>
                </p>
            </div>
        </section>
    }
}

#[component]
fn Preview(run: RunRow, report: Told) -> impl IntoView {
    let new: u64 = report.created.values().sum();
    let action = format!("/admin/import/{}", run.id);
    let confirm = if new > 0 {
        view! {
            <PostForm
                form=ConfirmImport::PATH
                action
                submit=t(texts::CONFIRM)
                beside=view! { <a href=SendRegister::PATH>{t(texts::OTHER_FILES)}</a> }.into_any()
            >
                <p>{t(texts::CONFIRM_LEAD)}</p>
            </PostForm>
        }
        .into_any()
    } else {
        view! { <div class="notice info"><strong>{t(texts::NOTHING_NEW)}</strong></div> }.into_any()
    };
    view! {
        <h2>{t(texts::PREVIEW)}</h2>
        <Counts report=report.clone()/>
        <Added report=report.clone() words=t(texts::ADDED)/>
        {confirm}
        <Differences report/>
    }
}

#[component]
fn Result(report: Told) -> impl IntoView {
    let words = if report.changed { t(texts::TAKEN_IN) } else { t(texts::NOTHING_CHANGED) };
    view! {
        <div class="notice success" role="status">
            <strong>{words}</strong>
            " "
            {t(texts::DORMANT)}
        </div>
        <Counts report=report.clone()/>
        <Added report=report.clone() words=t(texts::WAS_ADDED)/>
        <Differences report/>
    }
}

#[component]
fn Counts(report: Told) -> impl IntoView {
    let lang = use_lang();
    let number = |n: u64| swedish::count(lang, i64::try_from(n).unwrap_or(i64::MAX));
    let rows = File::ALL
        .iter()
        .map(|file| {
            let known = report.unchanged.get(file.code()).copied().unwrap_or(0);
            let (new, known) = (number(report.new_of(*file)), number(known));
            view! {
                <tr>
                    <td>{file.words().get(lang)}</td>
                    <td class="num" data-label=t(texts::NEW)>{new}</td>
                    <td class="num" data-label=t(texts::UNCHANGED)>{known}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="sheet">
            <table class="work">
                <caption class="vh">{t(texts::ROWS_CAPTION)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t(texts::FILE)}</th>
                        <th scope="col" class="num">{t(texts::NEW)}</th>
                        <th scope="col" class="num">{t(texts::UNCHANGED)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// What comes into the association beside the rows of the files, and what is named by them alone.
#[component]
fn Added(report: Told, words: &'static str) -> impl IntoView {
    let lang = use_lang();
    let added = report.added();
    if added.is_empty() {
        return ().into_any();
    }
    let rows = added
        .into_iter()
        .map(|(kind, n)| {
            view! {
                <tr>
                    <td>{kind.get(lang)}</td>
                    <td class="num" data-label=t(texts::ADDED_COUNT)>
                        {swedish::count(lang, i64::try_from(n).unwrap_or(i64::MAX))}
                    </td>
                </tr>
            }
        })
        .collect_view();
    let shut = (report.new_of(Beside::Users) > 0).then(|| view! { <footer>{t(texts::ACCOUNTS_SHUT)}</footer> });
    view! {
        <section class="sheet" aria-labelledby="added-heading">
            <h2 id="added-heading">{words}</h2>
            <table class="work">
                <thead>
                    <tr>
                        <th scope="col">{t(texts::ADDED_KIND)}</th>
                        <th scope="col" class="num">{t(texts::ADDED_COUNT)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            {shut}
        </section>
    }
    .into_any()
}

#[component]
fn Differences(report: Told) -> impl IntoView {
    let lang = use_lang();
    let rows = report
        .differences
        .into_iter()
        .map(|d| {
            let (register, known) = d.in_words(lang);
            view! {
                <tr>
                    <td>{d.words}</td>
                    <td data-label=t(texts::REFERENCE)>{d.reference}</td>
                    <td data-label=t(texts::FILE)>{d.file}</td>
                    <td data-label=t(texts::LINE) class="num">{d.line}</td>
                    <td data-label=t(texts::IN_REGISTER) class=bare(register.is_empty())>{register.clone()}</td>
                    <td data-label=t(texts::OTHERWISE_KNOWN) class=bare(known.is_empty())>{known.clone()}</td>
                </tr>
            }
        })
        .collect::<Vec<_>>();
    if rows.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="sheet" aria-labelledby="differences-heading">
            <h2 id="differences-heading">{t(texts::DIFFERENCES)}</h2>
            <table class="work">
                <thead>
                    <tr>
                        <th scope="col">{t(texts::DIFFERENCE)}</th>
                        <th scope="col">{t(texts::REFERENCE)}</th>
                        <th scope="col">{t(texts::FILE)}</th>
                        <th scope="col" class="num">{t(texts::LINE)}</th>
                        <th scope="col">{t(texts::IN_REGISTER)}</th>
                        <th scope="col">{t(texts::OTHERWISE_KNOWN)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .into_any()
}

#[component]
fn Faults(report: Told) -> impl IntoView {
    let more = report.errors.len() >= MOST_FAULTS;
    let rows = report
        .errors
        .into_iter()
        .map(|e| {
            let line = if e.line == 0 { String::new() } else { e.line.to_string() };
            view! {
                <tr>
                    <td>{t(texts::EXPECTED)}" "{e.expected}</td>
                    <td data-label=t(texts::FILE)><code>{e.file}</code></td>
                    <td data-label=t(texts::LINE) class="num">{line}</td>
                    <td data-label=t(texts::COLUMN)><code>{e.column}</code></td>
                    <td data-label=t(texts::VALUE)><code>{e.value}</code></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="notice error" role="alert">
            <strong>{t(texts::FAULTS)}</strong>
            " "
            {t(texts::NOTHING_CHANGED)}
        </div>
        <section class="sheet" aria-labelledby="faults-heading">
            <h2 id="faults-heading">{t(texts::FAULTS_IN_FILES)}</h2>
            <table class="work">
                <thead>
                    <tr>
                        <th scope="col">{t(texts::FAULT)}</th>
                        <th scope="col">{t(texts::FILE)}</th>
                        <th scope="col" class="num">{t(texts::LINE)}</th>
                        <th scope="col">{t(texts::COLUMN)}</th>
                        <th scope="col">{t(texts::VALUE)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
        {more.then(|| view! { <p class="meta">{t(texts::MORE_FAULTS)}</p> })}
        <p class="buttons">
            <a class="btn" href=SendRegister::PATH>
                {t(texts::SEND_AGAIN)}
            </a>
        </p>
    }
}
