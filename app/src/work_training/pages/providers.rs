//! Providers: the list, one of them, and the forms that change it.
use super::{PROVIDERS, below_hub, places::Places};
use crate::{
    kernel::id::ProviderId,
    ui::{
        fetch::{fetch, loaded},
        form::{Field, Form, PostForm},
        lang::{t, use_lang},
        params::use_param,
        parts::{Head, Tag, Tone},
        state::Empty,
    },
    work_training::{
        api::{self, ProviderPage as Page, ProviderRow, ProvidersPage as Rows},
        forms, texts,
    },
};
use leptos::prelude::*;

fn to(path: &str, id: ProviderId) -> String {
    path.replace("{id}", &id.to_string())
}

fn below_providers(more: Vec<(String, String)>) -> Vec<(String, String)> {
    let mut above = below_hub(vec![(PROVIDERS.to_owned(), t(texts::PROVIDERS).to_owned())]);
    above.extend(more);
    above
}

#[component]
pub fn ProvidersPage() -> impl IntoView {
    let providers = fetch(|| (), |()| api::providers());
    loaded(providers, |page: Rows| view! { <Providers page/> }.into_any())
}

#[component]
fn Providers(page: Rows) -> impl IntoView {
    let actions = if page.may_keep {
        view! {
            <a class="btn" href=forms::AddProvider::PATH>
                {t(texts::ADD_PROVIDER)}
            </a>
        }
        .into_any()
    } else {
        ().into_any()
    };
    let body = if page.rows.is_empty() {
        view! { <Empty title=t(texts::NO_PROVIDERS)/> }.into_any()
    } else {
        let rows = page.rows.into_iter().map(|row| view! { <Provider row/> }).collect_view();
        view! {
            <table class="work">
                <caption class="vh">{t(texts::PROVIDERS)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t(texts::PROVIDER)}</th>
                        <th scope="col" class="num">
                            {t(texts::KINDS)}
                        </th>
                        <th scope="col" class="num">
                            {t(texts::SEATS)}
                        </th>
                        <th scope="col">{t(texts::FREE)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    };
    view! {
        <Head title=t(texts::PROVIDERS) lead=t(texts::PROVIDERS_LEAD) above=below_hub(vec![]) actions/>
        <div class="sheet">{body}</div>
    }
}

#[component]
fn Provider(row: ProviderRow) -> impl IntoView {
    let free = match (row.closed, row.free) {
        (true, _) => view! { <Tag tone=Tone::Plain words=t(texts::CLOSED)/> }.into_any(),
        (false, 0) => view! { <Tag tone=Tone::Soon words=t(texts::FULL_TAG)/> }.into_any(),
        (false, 1) => view! { <Tag tone=Tone::Ok words=t(texts::FREE_ONE)/> }.into_any(),
        (false, n) => view! { <Tag tone=Tone::Ok words=texts::FREE_OF.with(use_lang(), n)/> }.into_any(),
    };
    view! {
        <tr class=if row.closed { "quiet" } else { "" }>
            <td>
                <a href=format!("{PROVIDERS}/{}", row.id)>{row.name}</a>
            </td>
            <td data-label=t(texts::KINDS) class="num">
                {row.places}
            </td>
            <td data-label=t(texts::SEATS) class="num">
                {row.seats}
            </td>
            <td data-label=t(texts::FREE)>{free}</td>
        </tr>
    }
}

#[component]
pub fn AddProviderPage() -> impl IntoView {
    view! {
        <Head title=t(texts::ADD_PROVIDER) above=below_providers(vec![])/>
        <PostForm form=forms::AddProvider::PATH submit=t(texts::ADD_PROVIDER)>
            <Field name="name" label=t(texts::NAME) width="w-l"/>
        </PostForm>
    }
}

/// Waits for the provider of the page's address.
fn with_provider(show: impl Fn(Page) -> AnyView + Clone + Send + Sync + 'static) -> impl IntoView {
    let id = use_param::<ProviderId>("id");
    let provider = fetch(id, |id| async move { api::provider(id?).await });
    loaded(provider, show)
}

#[component]
pub fn ProviderPage() -> impl IntoView {
    with_provider(|provider| {
        let add = (provider.may_change && !provider.closed).then(|| {
            view! {
                <a class="btn" href=to(forms::AddPlace::PATH, provider.id)>
                    {t(texts::ADD_PLACE)}
                </a>
                " "
            }
        });
        let close = if provider.closed { texts::OPEN_PROVIDER } else { texts::CLOSE_PROVIDER };
        let change = provider.may_change.then(|| {
            view! {
                <a class="btn s" href=to(forms::ChangeProvider::PATH, provider.id)>
                    {t(texts::CHANGE_NAME)}
                </a>
                " "
                <a class="btn s" href=to(forms::CloseProvider::PATH, provider.id)>
                    {t(close)}
                </a>
            }
        });
        let actions = view! {
            {add}
            {change}
        }
        .into_any();
        let places = if provider.places.is_empty() {
            view! { <Empty title=t(texts::NO_PLACES)/> }.into_any()
        } else {
            view! { <Places rows=provider.places may_change=provider.may_change/> }.into_any()
        };
        let lead = if provider.closed { t(texts::CLOSED) } else { "" };
        view! {
            <Head title=provider.name lead above=below_providers(vec![]) actions/>
            <section class="sheet" aria-labelledby="places">
                <h2 id="places">{t(texts::PLACES)}</h2>
                {places}
            </section>
        }
        .into_any()
    })
}

#[component]
pub fn ChangeProviderPage() -> impl IntoView {
    with_provider(|p| {
        let above = below_providers(vec![(format!("{PROVIDERS}/{}", p.id), p.name.clone())]);
        view! {
            <Head title=t(texts::CHANGE_NAME) above/>
            <PostForm form=forms::ChangeProvider::PATH initial=vec![("name".into(), p.name)] submit=t(texts::SAVE)>
                <Field name="name" label=t(texts::NAME) width="w-l"/>
            </PostForm>
        }
        .into_any()
    })
}

#[component]
pub fn CloseProviderPage() -> impl IntoView {
    with_provider(|p| {
        let above = below_providers(vec![(format!("{PROVIDERS}/{}", p.id), p.name.clone())]);
        let (title, lead) = match p.closed {
            true => (texts::OPEN_PROVIDER, texts::OPEN_PROVIDER_LEAD),
            false => (texts::CLOSE_PROVIDER, texts::CLOSE_PROVIDER_LEAD),
        };
        view! {
            <Head title=t(title) lead=format!("{}. {}", p.name, t(lead)) above/>
            <PostForm form=forms::CloseProvider::PATH submit=t(title)>{()}</PostForm>
        }
        .into_any()
    })
}
