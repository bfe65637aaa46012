//! A further association, and going from one to another.
use crate::{
    accounts::users::{api, forms, texts},
    kernel::id::AssociationId,
    organisation::pages::below_hub,
    ui::{
        fetch::{fetch, loaded},
        form::{ActionButton, Choices, Field, Form, PostForm, cancel},
        lang::t,
        parts::Head,
    },
};
use leptos::prelude::*;

#[component]
pub fn AddAssociationPage() -> impl IntoView {
    view! {
        <Head title=t(texts::FURTHER) lead=t(texts::FURTHER_LEAD) above=below_hub(vec![])/>
        <PostForm form=forms::AddAssociation::PATH submit=t(texts::ADD_ASSOCIATION) beside=cancel("/admin")>
            <Field name="name" label=t(texts::ASSOCIATION_NAME) hint=t(texts::ASSOCIATION_NAME_HINT)/>
        </PostForm>
    }
}

type Mine = Vec<(AssociationId, String, bool)>;

#[component]
pub fn ChangeAssociationPage() -> impl IntoView {
    let mine = fetch(|| (), |()| api::my_associations());
    loaded(mine, |mine: Mine| view! { <ChangeAssociation mine/> }.into_any())
}

#[component]
fn ChangeAssociation(mine: Mine) -> impl IntoView {
    let here = mine.iter().find(|m| m.2).map(|m| ("association".to_owned(), m.0.to_string()));
    let options = mine.into_iter().map(|(id, name, _)| (id.to_string(), name)).collect();
    view! {
        <Head title=t(texts::CHANGE_ASSOCIATION) above=vec![("/profile".into(), t(crate::accounts::texts::PROFILE).into())]/>
        <PostForm
            form=forms::ChangeAssociation::PATH
            initial=here.into_iter().collect()
            submit=t(texts::CHANGE_ASSOCIATION)
            beside=cancel("/profile")
        >
            <Choices name="association" label=t(texts::WORK_AT) options/>
        </PostForm>
    }
}

/// On the profile: the associations to go between, for those who have several.
#[component]
pub fn MyAssociations(mine: Mine) -> impl IntoView {
    (mine.len() > 1).then(|| {
        let rows = mine
            .into_iter()
            .map(|(id, name, here)| {
                let switch = if here {
                    view! { <span class="tag ok">{t(texts::PRESENT)}</span> }.into_any()
                } else {
                    let values = vec![("association".to_owned(), id.to_string())];
                    view! {
                        <ActionButton
                            action=forms::ChangeAssociation::PATH
                            label=t(texts::CHANGE_ASSOCIATION)
                            of=name.clone()
                            values
                        />
                    }
                    .into_any()
                };
                view! {
                    <li>
                        <div>
                            <strong>{name}</strong>
                        </div>
                        {switch}
                    </li>
                }
            })
            .collect_view();
        view! {
            <section class="sheet" aria-labelledby="associations">
                <h2 id="associations">{t(texts::MY_ASSOCIATIONS)}</h2>
                <ul class="activities">{rows}</ul>
            </section>
        }
    })
}
