//! Providers: the list, one of them, and the forms that change it.
use super::{PROVIDERS, back, below_hub, places::Places};
use crate::{
    kernel::{id::ProviderId, lang::Text},
    ui::{
        fetch::{fetch, loaded},
        form::{Field, Form, Hidden, PostForm, TextArea},
        lang::{t, use_lang},
        params::use_param,
        parts::{Email, Head, NoneYet, Tag, Tone, bare},
        state::Empty,
    },
    work_training::{
        api::{self, ProviderPage as Page, ProviderRow, ProvidersPage as Rows},
        forms,
        rules::ProviderDetails,
        texts,
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
                        <th scope="col">{t(texts::TRADE)}</th>
                        <th scope="col">{t(texts::CONTACT_NAME)}</th>
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
    let contact = [row.contact_name, row.phone].into_iter().filter(|c| !c.is_empty()).collect::<Vec<_>>().join(", ");
    let (no_trade, no_contact) = (bare(row.trade.is_empty()), bare(contact.is_empty()));
    view! {
        <tr class=if row.closed { "quiet" } else { "" }>
            <td>
                <a href=format!("{PROVIDERS}/{}", row.id)>{row.name}</a>
            </td>
            <td data-label=t(texts::TRADE) class=no_trade>
                {row.trade}
            </td>
            <td data-label=t(texts::CONTACT_NAME) class=no_contact>
                {contact}
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
        <PostForm form=forms::AddProvider::PATH submit=t(texts::ADD_PROVIDER) beside=back(PROVIDERS)>
            <ProviderFields/>
        </PostForm>
    }
}

/// The fields of a provider: all but the name may be left out.
#[component]
fn ProviderFields() -> impl IntoView {
    view! {
        <Field name="name" label=t(texts::NAME) width="w-l"/>
        <Field name="trade" label=t(texts::TRADE) hint=t(texts::TRADE_HINT) width="w-l" optional=true/>
        <Field name="contact_name" label=t(texts::CONTACT_NAME) hint=t(texts::CONTACT_HINT) width="w-l" optional=true/>
        <Field name="phone" label=t(texts::PHONE) kind="tel" width="w-m" optional=true/>
        <Field name="email" label=t(texts::EMAIL) kind="email" width="w-l" optional=true/>
        <Field name="address" label=t(texts::ADDRESS) width="w-l" optional=true/>
        <TextArea name="notes" label=t(texts::NOTES) hint=t(texts::NOTES_HINT) optional=true/>
    }
}

/// What is known of a provider, on its page.
#[component]
fn About(details: ProviderDetails) -> impl IntoView {
    let ProviderDetails { name: _, contact_name, phone, email, address, trade, notes } = details;
    let said = |value: &String| !value.is_empty();
    let nothing = ![&contact_name, &phone, &email, &address, &trade, &notes].into_iter().any(said);
    if nothing {
        return view! { <NoneYet id="about" title=t(texts::ABOUT_PROVIDER) words=t(texts::NOTHING_KNOWN)/> }.into_any();
    }
    let line = |words: Text, value: String| (!value.is_empty()).then(|| view! { <dt>{t(words)}</dt><dd>{value}</dd> });
    let number: String = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    let phone = (!phone.is_empty()).then(|| {
        view! {
            <dt>{t(texts::PHONE)}</dt>
            <dd>
                <a href=format!("tel:{number}") rel="external">{phone}</a>
            </dd>
        }
    });
    let email = (!email.is_empty()).then(|| {
        view! {
            <dt>{t(texts::EMAIL)}</dt>
            <dd>
                <a href=format!("mailto:{email}") rel="external"><Email address=email.clone()/></a>
            </dd>
        }
    });
    let notes = (!notes.is_empty()).then(|| {
        view! {
            <div class="body">
                <p>
                    <strong>{t(texts::NOTES)}</strong>
                </p>
                <blockquote>{notes}</blockquote>
            </div>
        }
    });
    view! {
        <section class="sheet" aria-labelledby="about">
            <h2 id="about">{t(texts::ABOUT_PROVIDER)}</h2>
            <dl class="facts">
                {line(texts::TRADE, trade)} {line(texts::CONTACT_NAME, contact_name)} {phone} {email}
                {line(texts::ADDRESS, address)}
            </dl>
            {notes}
        </section>
    }
    .into_any()
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
                    {t(texts::CHANGE_PROVIDER)}
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
            <Head title=provider.details.name.clone() lead above=below_providers(vec![]) actions/>
            <About details=provider.details/>
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
        let page = format!("{PROVIDERS}/{}", p.id);
        let was = p.details.mark();
        let d = p.details;
        let above = below_providers(vec![(page.clone(), d.name.clone())]);
        let initial = [
            ("name", d.name),
            ("trade", d.trade),
            ("contact_name", d.contact_name),
            ("phone", d.phone),
            ("email", d.email),
            ("address", d.address),
            ("notes", d.notes),
            ("was", was),
        ];
        let initial = initial.map(|(name, value)| (name.to_owned(), value)).to_vec();
        view! {
            <Head title=t(texts::CHANGE_PROVIDER) above/>
            <PostForm form=forms::ChangeProvider::PATH initial submit=t(texts::SAVE) beside=back(page)>
                <ProviderFields/>
                <Hidden name="was"/>
            </PostForm>
        }
        .into_any()
    })
}

#[component]
pub fn CloseProviderPage() -> impl IntoView {
    with_provider(|p| {
        let page = format!("{PROVIDERS}/{}", p.id);
        let name = p.details.name;
        let above = below_providers(vec![(page.clone(), name.clone())]);
        let (title, lead) = match p.closed {
            true => (texts::OPEN_PROVIDER, texts::OPEN_PROVIDER_LEAD),
            false => (texts::CLOSE_PROVIDER, texts::CLOSE_PROVIDER_LEAD),
        };
        view! {
            <Head title=t(title) lead=format!("{name}. {}", t(lead)) above/>
            <PostForm form=forms::CloseProvider::PATH submit=t(title) beside=back(page)>
                {()}
            </PostForm>
        }
        .into_any()
    })
}
