//! Places with their seats, and the forms that change one.
use super::{LIST, PROVIDERS, back, below_hub};
use crate::{
    kernel::id::{PlaceId, ProviderId},
    ui::{
        fetch::{fetch, loaded},
        form::{ActionButton, Field, Form, Options, PostForm, Select},
        lang::{t, use_lang},
        params::use_param,
        parts::{Day, Head, Tag, Tone, bare},
        view::use_today,
    },
    work_training::{
        api::{self, PlacePage, PlaceRow, ProviderPage},
        forms, texts,
    },
};
use leptos::prelude::*;

/// The address of a place's form.
fn to(path: &str, id: PlaceId) -> String {
    path.replace("{id}", &id.to_string())
}

fn provider_page(id: ProviderId) -> String {
    format!("{PROVIDERS}/{id}")
}

fn below_provider(id: ProviderId, name: &str) -> Vec<(String, String)> {
    below_hub(vec![(PROVIDERS.to_owned(), t(texts::PROVIDERS).to_owned()), (provider_page(id), name.to_owned())])
}

/// Places as rows, with the day on which the provider last confirmed them.
#[component]
pub fn Places(
    rows: Vec<PlaceRow>,
    may_change: bool,
    #[prop(optional)] with_provider: bool,
    /// To those who may not open a place or its provider they are words.
    #[prop(optional)]
    shut: bool,
) -> impl IntoView {
    let rows = rows.into_iter().map(|row| view! { <Place row may_change with_provider shut/> }).collect_view();
    view! {
        <table class="work">
            <caption class="vh">{t(texts::PLACES)}</caption>
            <thead>
                <tr>
                    <th scope="col">{t(texts::TASK)}</th>
                    {with_provider.then(|| view! { <th scope="col">{t(texts::PROVIDER)}</th> })}
                    <th scope="col">{t(texts::DISTRICT)}</th>
                    <th scope="col">{t(texts::FREE)}</th>
                    <th scope="col" class="num">
                        {t(texts::WAITING_THERE)}
                    </th>
                    <th scope="col">{t(texts::CONFIRMED_ON)}</th>
                    <th scope="col">
                        <span class="vh">{t(texts::ACTION)}</span>
                    </th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

#[component]
fn Place(row: PlaceRow, may_change: bool, with_provider: bool, shut: bool) -> impl IntoView {
    let (lang, today) = (use_lang(), use_today());
    let link = move |to: String, words: String| match shut {
        true => words.into_any(),
        false => view! { <a href=to>{words}</a> }.into_any(),
    };
    let free = match (row.closed, row.free) {
        (true, _) => view! { <Tag tone=Tone::Plain words=t(texts::CLOSED)/> }.into_any(),
        (false, 0) => view! { <Tag tone=Tone::Soon words=t(texts::FULL_TAG)/> }.into_any(),
        (false, n) => {
            let words = texts::OF.with(lang, n).replacen("{}", &row.seats.to_string(), 1);
            view! { <Tag tone=Tone::Ok words/> }.into_any()
        }
    };
    let confirmed = match row.confirmed_on {
        Some(day) => view! { <Day day today/> }.into_any(),
        None => view! { <Tag tone=Tone::Soon words=t(texts::NEVER_CONFIRMED)/> }.into_any(),
    };
    let provider = with_provider.then(|| {
        view! {
            <td data-label=t(texts::PROVIDER)>
                {link(format!("{PROVIDERS}/{}", row.provider), row.provider_name.clone())}
            </td>
        }
    });
    let name = row.name.clone();
    view! {
        <tr class=if row.closed { "quiet" } else { "" }>
            <td>
                {link(format!("{LIST}?place={}", row.id), row.name.clone())}
            </td>
            {provider}
            <td data-label=t(texts::DISTRICT) class=bare(row.district.is_none())>
                {row.district.clone().unwrap_or_else(|| t(texts::NO_DISTRICT).to_owned())}
            </td>
            <td data-label=t(texts::FREE)>{free}</td>
            <td data-label=t(texts::WAITING_THERE) class=if row.waiting == 0 { "num bare" } else { "num" }>
                {row.waiting}
            </td>
            <td data-label=t(texts::CONFIRMED_ON)>{confirmed}</td>
            <td class="act">{may_change.then(|| view! { <PlaceActions id=row.id name closed=row.closed/> })}</td>
        </tr>
    }
}

#[component]
fn PlaceActions(id: PlaceId, name: String, closed: bool) -> impl IntoView {
    let confirm = (!closed).then(|| {
        view! {
            <ActionButton action=to(forms::ConfirmPlace::PATH, id) label=t(texts::CONFIRM) of=name.clone()/>
            " "
        }
    });
    view! {
        {confirm}
        <a href=to(forms::ChangePlace::PATH, id)>
            {t(texts::CHANGE)} <span class="vh">" "{name.clone()}</span>
        </a>
    }
}

/// The fields of a place.
#[component]
fn PlaceFields(districts: Options) -> impl IntoView {
    view! {
        <Field name="name" label=t(texts::TASK) hint=t(texts::TASK_HINT) width="w-l"/>
        <Select name="district" label=t(texts::DISTRICT) options=districts optional=true/>
        <Field name="seats" label=t(texts::SEATS) kind="number" inputmode="numeric" width="w-xs"/>
    }
}

#[component]
pub fn AddPlacePage() -> impl IntoView {
    let id = use_param::<ProviderId>("id");
    let provider = fetch(id, |id| async move { api::provider(id?).await });
    loaded(provider, |p: ProviderPage| {
        view! {
            <Head title=t(texts::ADD_PLACE) above=below_provider(p.id, &p.details.name)/>
            <PostForm form=forms::AddPlace::PATH submit=t(texts::ADD_PLACE) beside=back(provider_page(p.id))>
                <PlaceFields districts=p.districts/>
            </PostForm>
        }
        .into_any()
    })
}

/// Waits for the place of the page's address.
fn with_place(show: impl Fn(PlacePage) -> AnyView + Clone + Send + Sync + 'static) -> impl IntoView {
    let id = use_param::<PlaceId>("id");
    let place = fetch(id, |id| async move { api::place(id?).await });
    loaded(place, show)
}

#[component]
pub fn ChangePlacePage() -> impl IntoView {
    with_place(|page| {
        let PlacePage { place, district, districts } = page;
        let initial = vec![
            ("name".to_owned(), place.name.clone()),
            ("district".to_owned(), district),
            ("seats".to_owned(), place.seats.to_string()),
        ];
        let close = if place.closed { texts::OPEN_PLACE } else { texts::CLOSE_PLACE };
        let beside = view! {
            <a class="btn s" href=to(forms::ClosePlace::PATH, place.id)>
                {t(close)}
            </a>
            " "
            {back(provider_page(place.provider))}
        }
        .into_any();
        view! {
            <Head
                title=t(texts::CHANGE_PLACE)
                lead=format!("{}, {}", place.name, place.provider_name)
                above=below_provider(place.provider, &place.provider_name)
            />
            <PostForm form=forms::ChangePlace::PATH initial submit=t(texts::SAVE) beside>
                <PlaceFields districts/>
            </PostForm>
        }
        .into_any()
    })
}

#[component]
pub fn ConfirmPlacePage() -> impl IntoView {
    with_place(|page| {
        let place = page.place;
        let seats = format!("{}, {}. {}: {}.", place.name, place.provider_name, t(texts::SEATS), place.seats);
        view! {
            <Head
                title=t(texts::CONFIRM_TITLE)
                lead=format!("{seats} {}", t(texts::CONFIRM_LEAD))
                above=below_provider(place.provider, &place.provider_name)
            />
            <PostForm
                form=forms::ConfirmPlace::PATH
                submit=t(texts::CONFIRM)
                beside=back(provider_page(place.provider))
            >
                {()}
            </PostForm>
        }
        .into_any()
    })
}

#[component]
pub fn ClosePlacePage() -> impl IntoView {
    with_place(|page| {
        let place = page.place;
        let (title, lead) = match place.closed {
            true => (texts::OPEN_PLACE, texts::OPEN_PLACE_LEAD),
            false => (texts::CLOSE_PLACE, texts::CLOSE_PLACE_LEAD),
        };
        view! {
            <Head
                title=t(title)
                lead=format!("{}, {}. {}", place.name, place.provider_name, t(lead))
                above=below_provider(place.provider, &place.provider_name)
            />
            <PostForm form=forms::ClosePlace::PATH submit=t(title) beside=back(provider_page(place.provider))>
                {()}
            </PostForm>
        }
        .into_any()
    })
}
