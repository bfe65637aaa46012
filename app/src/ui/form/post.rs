//! The form element: posts by itself without JavaScript, in the background with it.
use super::{FormState, Pairs, in_summary};
use crate::{
    kernel::lang::Lang,
    ui::{lang::use_lang, view::use_viewer},
};
use leptos::{html, prelude::*};
use leptos_meta::Title;

crate::texts! {
    PROBLEMS_ONE: "En sak behöver rättas", "One thing needs to be put right";
    TO_CHECK: "Kontrollera innan du går vidare", "Check this before you go on";
    PROBLEMS_MANY: "{} saker behöver rättas", "{} things need to be put right";
    ERROR_TITLE: "Fel: ", "Error: ";
    SENDING: "Skickar …", "Sending …";
    CANCEL: "Avbryt", "Cancel";
}

/// The box that keeps what stands on an old page of a draft, instead of what was changed elsewhere since.
pub const INSTEAD: &str = "instead";

/// The hidden field that says who opened the page of a form.
pub const OPENED_BY: &str = "_by";

/// What was just done, for the page that comes next.
#[derive(Clone, Copy)]
pub struct Flash(pub RwSignal<Option<Word>>);

/// A word about what was done, and the path on which it stands; none: the page that was loaded with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    pub words: String,
    pub at: Option<String>,
}

/// What becomes of what someone types and does not send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Typed {
    /// Kept as a draft, at this address.
    KeptAt(String),
    /// Lost: so the user is asked before the page is left.
    Unsaved,
    /// Nothing that anyone would miss.
    Passing,
}

#[derive(Clone)]
pub(super) struct Posted {
    pub state: RwSignal<Option<FormState>>,
    /// Arc: the title is written where no arena is active; an `RwSignal` there panics now and then.
    pub wrong: ArcRwSignal<bool>,
}

/// Once, in the root component, before anything that may hold a form. Also writes the page's title.
pub fn provide_posted() -> impl IntoView {
    let state = SharedValue::new(use_context::<FormState>).into_inner();
    let wrong = ArcRwSignal::new(state.as_ref().is_some_and(|s| !s.errors.is_empty()));
    provide_context(Posted { state: RwSignal::new(state), wrong: wrong.clone() });
    let words = use_context::<crate::ui::view::Frame>().and_then(|f| f.flash);
    let flash = Flash(RwSignal::new(words.map(|words| Word { words, at: None })));
    provide_context(flash);
    client::begin(flash);
    let lang = use_lang();
    let title = move |t: String| {
        let error = if wrong.get() { ERROR_TITLE.get(lang) } else { "" };
        if t.is_empty() { format!("{error}Finsam") } else { format!("{error}{t} – Finsam") }
    };
    view! { <Title formatter=title/> }
}

/// What the fields of one form share.
#[derive(Clone, Copy)]
pub struct FormCx {
    values: StoredValue<Pairs>,
    /// What each field is called: the summary says it, and leads to what is on the page only.
    labels: StoredValue<Pairs>,
    pub(super) errors: RwSignal<Pairs>,
    /// The field that was changed last, and what it says now.
    changed: RwSignal<(String, String)>,
    /// Why what is typed is not kept, though the form promises it.
    unkept: RwSignal<Option<String>>,
    pub(super) lang: Lang,
}

impl FormCx {
    fn new(values: Pairs, errors: Pairs) -> Self {
        let (values, labels) = (StoredValue::new(values), StoredValue::new(Pairs::new()));
        let (errors, changed, unkept) = (RwSignal::new(errors), RwSignal::default(), RwSignal::new(None));
        FormCx { values, labels, errors, changed, unkept, lang: use_lang() }
    }

    /// Notes a field's label. Every field does, before the summary is drawn.
    pub(super) fn called(&self, name: &str, label: &str) {
        self.labels.update_value(|labels| match labels.iter_mut().find(|l| l.0 == name) {
            Some(known) => label.clone_into(&mut known.1),
            None => labels.push((name.to_owned(), label.to_owned())),
        });
    }

    /// What is wrong, in the order in which the fields stand on the page; what is about none of them comes first.
    fn in_order(&self) -> Pairs {
        let mut errors = self.errors.get();
        self.labels.with_value(|labels| errors.sort_by_key(|e| labels.iter().position(|l| l.0 == e.0)));
        errors
    }

    fn label(&self, name: &str) -> Option<String> {
        self.labels.with_value(|l| l.iter().find(|l| l.0 == name).map(|l| l.1.clone()))
    }

    pub(super) fn all(&self, name: &str) -> Vec<String> {
        self.values.with_value(|v| v.iter().filter(|p| p.0 == name).map(|p| p.1.clone()).collect())
    }

    pub(super) fn value(&self, name: &str) -> String {
        self.all(name).pop().unwrap_or_default()
    }

    /// What a field says, as someone changes it; none on the server, and before the client has taken over.
    pub(super) fn watched(self, name: &'static str) -> Signal<Option<String>> {
        let now = RwSignal::new(None);
        Effect::new(move || {
            let changed = self.changed.with(|(changed, value)| (changed == name).then(|| value.clone()));
            if let Some(value) = changed.or_else(|| now.get_untracked().or_else(|| client::says(name))) {
                now.set(Some(value));
            }
        });
        now.into()
    }

    pub(super) fn error(&self, name: &str) -> Option<String> {
        self.errors.with(|e| e.iter().find(|p| p.0 == name).map(|p| p.1.clone()))
    }
}

/// A form with its fields, error summary and button.
#[component]
pub fn PostForm(
    /// The form's `PATH`.
    form: &'static str,
    /// The values of a fresh form.
    #[prop(optional)]
    initial: Pairs,
    /// What is wrong with these already.
    #[prop(optional)]
    errors: Pairs,
    /// True when it has a file field.
    #[prop(optional)]
    multipart: bool,
    /// Another address than the page's own.
    #[prop(optional, into)]
    action: Option<String>,
    /// The button's words.
    #[prop(into)]
    submit: String,
    /// The button warns: what it does can't be undone.
    #[prop(optional)]
    danger: bool,
    /// Where a draft is kept as it is typed.
    #[prop(optional, into)]
    keep: Option<String>,
    /// What is typed here may be left without a question, as in a login.
    #[prop(optional)]
    passing: bool,
    /// Stands beside the button: a link back, a second button.
    #[prop(optional)]
    beside: Option<AnyView>,
    children: Children,
) -> impl IntoView {
    let posted = expect_context::<Posted>();
    let state = posted.state.get_untracked().filter(|s| s.form == form);
    #[cfg(not(feature = "ssr"))]
    on_cleanup({
        let posted = posted.clone();
        move || {
            posted.state.set(None);
            posted.wrong.set(false);
        }
    });
    let given = state.is_some();
    let (values, errors) = state.map_or((initial, errors), |s| (s.values, s.errors));
    let cx = FormCx::new(values, errors);
    provide_context(cx);
    let summary = NodeRef::<html::Div>::new();
    let pending = RwSignal::new(false);
    let on_submit = client::on_submit(cx, posted.wrong.clone(), summary, pending, multipart);
    let keeps = keep.is_some();
    let typed = keep.map_or(if passing { Typed::Passing } else { Typed::Unsaved }, Typed::KeptAt);
    let on_input = client::on_input(typed, given, cx);
    view! {
        <form
            class="form"
            method="post"
            action=action
            enctype=multipart.then_some("multipart/form-data")
            novalidate
            on:submit=on_submit
            on:input=on_input
            on:change=client::on_change(cx)
        >
            <Summary cx summary/>
            <Token cx/>
            {children()}
            {keeps.then(|| view! { <UnkeptWord cx/> })}
            <div class="buttons">
                <button
                    type="submit"
                    class=if danger { "btn danger" } else { "btn" }
                    aria-disabled=move || pending.get().then_some("true")
                >
                    {submit}
                </button>
                {beside}
                <span class="meta" role="status">{move || pending.get().then(|| SENDING.get(cx.lang))}</span>
            </div>
        </form>
    }
}

/// The way out of a form, to stand beside its button.
pub fn cancel(to: impl Into<String>) -> AnyView {
    view! { <a href=to.into()>{CANCEL.get(use_lang())}</a> }.into_any()
}

/// Whether this page answers a refused submission of that form: then what was typed must stand on it.
pub fn was_refused(form: &'static str) -> bool {
    expect_context::<Posted>().state.with_untracked(|s| s.as_ref().is_some_and(|s| s.form == form))
}

/// What a refused form is told, on a page that does not show the form any longer.
#[component]
pub fn Refused(
    /// The form's `PATH`.
    form: &'static str,
) -> impl IntoView {
    let posted = expect_context::<Posted>();
    let state = posted.state.get_untracked().filter(|s| s.form == form);
    #[cfg(not(feature = "ssr"))]
    on_cleanup(move || {
        posted.state.set(None);
        posted.wrong.set(false);
    });
    state.map(|state| {
        // the fields are gone: no link leads to one
        let errors = state.errors.into_iter().map(|e| (String::new(), e.1)).collect();
        let cx = FormCx::new(vec![], errors);
        view! { <Summary cx summary=NodeRef::new()/> }
    })
}

/// Waits until a draft that is being typed has reached the server: before it is read again.
pub async fn kept() {
    client::kept().await;
}

/// Tells that what is typed is not kept: stands in view wherever in the form one types.
#[component]
fn UnkeptWord(cx: FormCx) -> impl IntoView {
    view! {
        <div class="unkept" role="alert">
            {move || cx.unkept.get().map(|why| view! { <p class="notice error">{why}</p> })}
        </div>
    }
}

/// Makes a second press of the same button, or a repeated post, act once.
#[component]
fn Token(cx: FormCx) -> impl IntoView {
    let token = Some(cx.value("_token")).filter(|t| !t.is_empty()).unwrap_or_else(client::random);
    view! {
        <input type="hidden" name="_token" value=token/>
        <OpenedBy given=cx.value(OPENED_BY)/>
    }
}

/// Who opened the page: another who has logged in since, on the same device, does not send it as theirs.
#[component]
fn OpenedBy(
    /// A page that comes back stays the one's who opened it.
    #[prop(optional)]
    given: String,
) -> impl IntoView {
    let by = Some(given).filter(|by| !by.is_empty()).or_else(|| use_viewer().map(|viewer| viewer.user.to_string()));
    by.map(|by| view! { <input type="hidden" name=OPENED_BY value=by/> })
}

#[component]
fn Summary(cx: FormCx, summary: NodeRef<html::Div>) -> impl IntoView {
    let lang = cx.lang;
    let list = move || {
        let errors = cx.in_order();
        (!errors.is_empty()).then(|| {
            let asks = errors.iter().all(|e| cx.label(&e.0).is_some_and(|label| label.is_empty()));
            let heading = if asks {
                TO_CHECK.get(lang).to_owned()
            } else if errors.len() == 1 {
                PROBLEMS_ONE.get(lang).to_owned()
            } else {
                PROBLEMS_MANY.with(lang, errors.len())
            };
            let lines = errors
                .into_iter()
                .map(|(name, text)| match cx.label(&name) {
                    None => view! { <li>{text}</li> }.into_any(),
                    // the browser's own way moves the focus to the field; the router's would not
                    Some(label) => {
                        let text = in_summary(&label, &text);
                        view! { <li><a href=format!("#{name}") rel="external">{text}</a></li> }.into_any()
                    }
                })
                .collect_view();
            view! { <h2 id="summary-heading">{heading}</h2><ul>{lines}</ul> }
        })
    };
    view! {
        <div
            class=move || if cx.errors.with(Vec::is_empty) { "summary vh" } else { "summary" }
            role="alert"
            tabindex="-1"
            autofocus=move || !cx.errors.with(Vec::is_empty)
            node_ref=summary
        >
            {list}
        </div>
    }
}

/// A form that is only a button, for a deed that needs no fields. Its errors appear on the form's own page.
#[component]
pub fn ActionButton(
    /// Where it posts to.
    #[prop(into)]
    action: String,
    #[prop(into)] label: String,
    /// Said to screen readers after the label: of what.
    #[prop(optional, into)]
    of: Option<String>,
    /// The button's classes; `btn s small` unless given.
    #[prop(default = "btn s small")]
    class: &'static str,
    /// Hidden fields.
    #[prop(optional)]
    values: Pairs,
) -> impl IntoView {
    let fields =
        values.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view();
    view! {
        <form class="inline" method="post" action=action>
            <input type="hidden" name="_token" value=client::random()/>
            <OpenedBy/>
            {fields}
            <button class=class>{label}{of.map(|of| view! { <span class="vh">" "{of}</span> })}</button>
        </form>
    }
}

#[cfg(any(feature = "ssr", not(feature = "hydrate")))]
#[path = "post/without.rs"]
mod client;

#[cfg(all(feature = "hydrate", not(feature = "ssr")))]
mod client;
