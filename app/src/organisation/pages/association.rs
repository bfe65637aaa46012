//! The hub and the settings.
use super::below_hub;
use crate::{
    consents::wording::texts as wording,
    organisation::{api, forms, texts},
    ui::{
        fetch::{fetch, loaded},
        form::{Field, Form, PostForm, cancel},
        lang::t,
        parts::Head,
        view::use_viewer,
    },
};
use leptos::prelude::*;

#[component]
pub fn AdminPage() -> impl IntoView {
    let hub = fetch(|| (), |()| api::hub());
    loaded(hub, |hub: api::HubRow| view! { <Hub hub/> }.into_any())
}

#[component]
fn Hub(hub: api::HubRow) -> impl IntoView {
    let name = use_viewer().map(|v| v.association).unwrap_or_default();
    let many = |n: usize| format!("{n} {}", t(texts::IN_USE));
    let entries = [
        ("/admin/users", t(texts::USERS), t(texts::USERS_HINT), None),
        ("/teams", t(texts::TEAMS), t(texts::TEAMS_HINT), None),
        ("/admin/agencies", t(texts::AGENCIES), t(texts::AGENCIES_HINT), Some(many(hub.agencies))),
        ("/admin/districts", t(texts::DISTRICTS), t(texts::DISTRICTS_HINT), Some(many(hub.districts))),
        ("/admin/settings", t(texts::SETTINGS), t(texts::SETTINGS_HINT), None),
        ("/admin/consent-texts", t(wording::TEXTS), t(wording::TEXTS_HINT), None),
        ("/admin/import", t(texts::IMPORT), t(texts::IMPORT_HINT), None),
        ("/admin/associations/add", t(texts::FURTHER), t(texts::FURTHER_HINT), None),
    ];
    let rows = entries
        .into_iter()
        .map(|(href, words, hint, count)| {
            view! {
                <li>
                    <div>
                        <strong>
                            <a href=href>{words}</a>
                        </strong>
                        <p class="meta">{hint}</p>
                    </div>
                    {count.map(|c| view! { <span class="tag">{c}</span> })}
                </li>
            }
        })
        .collect_view();
    view! {
        <Head title=t(texts::ASSOCIATION) lead=format!("{name}. {}", t(texts::HUB_LEAD))/>
        <div class="sheet">
            <ul class="activities">{rows}</ul>
        </div>
    }
}

#[component]
pub fn SettingsPage() -> impl IntoView {
    let settings = fetch(|| (), |()| api::settings());
    loaded(settings, |row: api::SettingsRow| view! { <Settings row/> }.into_any())
}

#[component]
fn Settings(row: api::SettingsRow) -> impl IntoView {
    let l = row.limits;
    let numbers = [
        ("inbox_days", l.inbox_days),
        ("queue_weeks", l.queue_weeks),
        ("plan_days", l.plan_days),
        ("follow_up_grace_days", l.follow_up_grace_days),
        ("information_meeting_days", l.information_meeting_days),
    ];
    let mut initial = vec![("name".to_owned(), row.name)];
    initial.extend(numbers.map(|(name, n)| (name.to_owned(), n.to_string())));
    view! {
        <Head title=t(texts::SETTINGS) above=below_hub(vec![])/>
        <PostForm form=forms::ChangeSettings::PATH initial submit=t(texts::SAVE) beside=cancel("/admin")>
            <Field name="name" label=t(texts::ASSOCIATION_NAME)/>
            <fieldset class="group">
                <legend>{t(texts::LATE_WHEN)}</legend>
                <Number name="inbox_days" label=t(texts::INBOX_DAYS) hint=t(texts::INBOX_DAYS_HINT)/>
                <Number name="queue_weeks" label=t(texts::QUEUE_WEEKS) hint=t(texts::QUEUE_WEEKS_HINT)/>
                <Number name="plan_days" label=t(texts::PLAN_DAYS) hint=t(texts::PLAN_DAYS_HINT)/>
                <Number
                    name="follow_up_grace_days"
                    label=t(texts::FOLLOW_UP_DAYS)
                    hint=t(texts::FOLLOW_UP_DAYS_HINT)
                />
                <Number
                    name="information_meeting_days"
                    label=t(texts::INFORMATION_DAYS)
                    hint=t(texts::INFORMATION_DAYS_HINT)
                />
            </fieldset>
        </PostForm>
    }
}

#[component]
fn Number(name: &'static str, label: &'static str, hint: &'static str) -> impl IntoView {
    view! { <Field name label hint inputmode="numeric" width="w-xs"/> }
}
