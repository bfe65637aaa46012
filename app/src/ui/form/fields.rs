//! The fields of a form: label, hint and message stand before the field, as `style/README.md` draws them.
use super::post::FormCx;
use leptos::prelude::*;

crate::texts! {
    CHOOSE: "Välj", "Choose";
    OPTIONAL: "frivilligt", "optional";
    YES: "Ja", "Yes";
    NO: "Nej", "No";
}

/// What a select or a group of buttons offers: value and words.
pub type Options = Vec<(String, String)>;

#[component]
fn Row(
    name: &'static str,
    label: String,
    hint: Option<String>,
    optional: bool,
    group: bool,
    children: Children,
) -> impl IntoView {
    let cx = expect_context::<FormCx>();
    debug_assert!(
        !matches!(name, "submit" | "action" | "method" | "elements"),
        "{name} would hide a property of the form"
    );
    cx.called(name, &label);
    let words = view! { {label}{optional.then(|| view! { <small>" "{OPTIONAL.get(cx.lang)}</small> })} };
    let label = if group {
        view! { <legend>{words}</legend> }.into_any()
    } else {
        view! { <label for=name>{words}</label> }.into_any()
    };
    let body = view! {
        {label}
        {hint.map(|h| view! { <p class="hint" id=format!("{name}-hint")>{h}</p> })}
        <p class="error" id=format!("{name}-error")>{move || cx.error(name)}</p>
        {children()}
    };
    let class = move || if cx.error(name).is_some() { "row wrong" } else { "row" };
    if group {
        view! { <fieldset class=class aria-describedby=format!("{name}-error")>{body}</fieldset> }.into_any()
    } else {
        view! { <div class=class>{body}</div> }.into_any()
    }
}

fn described_by(name: &str, hint: bool) -> String {
    if hint { format!("{name}-hint {name}-error") } else { format!("{name}-error") }
}

fn invalid(cx: FormCx, name: &'static str) -> impl Fn() -> Option<&'static str> + Send + Sync + Copy + 'static {
    move || cx.error(name).map(|_| "true")
}

/// A field of one line.
#[component]
pub fn Field(
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: Option<String>,
    /// The input's type.
    #[prop(default = "text")]
    kind: &'static str,
    /// Marked as optional: what is required carries no mark.
    #[prop(optional)]
    optional: bool,
    #[prop(optional)] autocomplete: Option<&'static str>,
    #[prop(optional)] inputmode: Option<&'static str>,
    /// `w-xs`, `w-s`, `w-m` or `w-l`; without one as wide as the form.
    #[prop(optional)]
    width: Option<&'static str>,
) -> impl IntoView {
    let cx = expect_context::<FormCx>();
    let value = (kind != "password").then(|| cx.value(name));
    let described = described_by(name, hint.is_some());
    view! {
        <Row name label hint optional group=false>
            <input
                id=name
                name=name
                type=kind
                class=width
                value=value
                autocomplete=autocomplete.unwrap_or("off")
                inputmode=inputmode
                aria-describedby=described
                aria-invalid=invalid(cx, name)
            />
        </Row>
    }
}

/// What a `textarea` holds, for its `inner_html`.
///
/// Never a child text: Leptos 0.8 writes it unescaped. Parsing drops one leading newline, setting innerHTML does not.
fn within_textarea(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    if cfg!(feature = "ssr") { format!("\n{escaped}") } else { escaped }
}

/// A `textarea` of a page that stands outside of the client: the participant's.
#[cfg(feature = "ssr")]
pub fn plain_textarea(name: &'static str, text: &str, most: usize, described: String, invalid: bool) -> AnyView {
    view! {
        <textarea
            id=name
            name=name
            rows="4"
            dir="auto"
            maxlength=most.to_string()
            aria-invalid=invalid.then_some("true")
            aria-describedby=described
            inner_html=within_textarea(text)
        ></textarea>
    }
    .into_any()
}

/// A text of several lines.
#[component]
pub fn TextArea(
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] optional: bool,
    #[prop(default = 4)] rows: u32,
) -> impl IntoView {
    let cx = expect_context::<FormCx>();
    let text = within_textarea(&cx.value(name));
    let described = described_by(name, hint.is_some());
    view! {
        <Row name label hint optional group=false>
            <textarea
                id=name
                name=name
                rows=rows
                aria-describedby=described
                aria-invalid=invalid(cx, name)
                inner_html=text
            ></textarea>
        </Row>
    }
}

/// One of a list, where the list is long.
#[component]
pub fn Select(
    name: &'static str,
    #[prop(into)] label: String,
    options: Options,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] optional: bool,
) -> impl IntoView {
    let offered = offered(options, &expect_context::<FormCx>().value(name));
    view! { <SelectRow name label hint optional offered/> }
}

/// What a long list has under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What another field has where only this group is meant.
    pub value: String,
    pub words: String,
    pub options: Options,
}

/// One of a list under headings. In the browser, once the field `by` has a group's value, only that group is offered.
#[component]
pub fn GroupedSelect(
    name: &'static str,
    #[prop(into)] label: String,
    groups: Vec<Group>,
    by: &'static str,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] optional: bool,
) -> impl IntoView {
    let cx = expect_context::<FormCx>();
    let now = cx.value(name);
    let values: Vec<String> = groups.iter().map(|g| g.value.clone()).collect();
    let chosen = cx.watched(by);
    let only = Memo::new(move |_| chosen.get().filter(|value| values.contains(value)));
    let offered = groups
        .into_iter()
        .map(|group| {
            let Group { value, words, options } = group;
            let hidden = move || only.with(|only| only.as_ref().is_some_and(|only| *only != value));
            view! {
                <optgroup label=words hidden=hidden>
                    {offered(options, &now)}
                </optgroup>
            }
        })
        .collect_view()
        .into_any();
    view! { <SelectRow name label hint optional offered/> }
}

/// The options of a select, with the one that is chosen now.
pub(in crate::ui) fn offered(options: Options, now: &str) -> AnyView {
    let offered = options.into_iter().map(|(value, words)| {
        let selected = now == value;
        view! { <option value=value selected=selected>{words}</option> }
    });
    offered.collect_view().into_any()
}

#[component]
fn SelectRow(
    name: &'static str,
    label: String,
    hint: Option<String>,
    optional: bool,
    offered: AnyView,
) -> impl IntoView {
    let cx = expect_context::<FormCx>();
    let described = described_by(name, hint.is_some());
    view! {
        <Row name label hint optional group=false>
            <select
                id=name
                name=name
                class="w-l"
                aria-describedby=described
                aria-invalid=invalid(cx, name)
            >
                <option value="">{CHOOSE.get(cx.lang)}</option>
                {offered}
            </select>
        </Row>
    }
}

/// Radio buttons, or check boxes with `many` (a field read with [`Reader::all`](super::Reader::all)).
#[component]
pub fn Choices(
    name: &'static str,
    #[prop(into)] label: String,
    options: Options,
    #[prop(optional)] many: bool,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] optional: bool,
    /// Side by side.
    #[prop(optional)]
    across: bool,
) -> impl IntoView {
    let cx = expect_context::<FormCx>();
    let now = cx.all(name);
    let described = described_by(name, hint.is_some());
    let boxes = options
        .into_iter()
        .enumerate()
        .map(|(i, (value, words))| {
            // the first carries the field's name as its id: the summary's link goes there
            let id = if i == 0 { name.to_owned() } else { format!("{name}-{i}") };
            let checked = now.contains(&value);
            view! {
                <label class="choice">
                    <input
                        id=id
                        name=name
                        type=if many { "checkbox" } else { "radio" }
                        value=value
                        checked=checked
                        aria-describedby=described.clone()
                    />
                    " "
                    <span>{words}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <Row name label hint optional group=true>
            <div class=if across { "choices across" } else { "choices" }>{boxes}</div>
        </Row>
    }
}

/// A question answered with yes or no; nothing is chosen from the start.
#[component]
pub fn YesNo(
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] optional: bool,
) -> impl IntoView {
    let lang = expect_context::<FormCx>().lang;
    let options = vec![("yes".to_owned(), YES.get(lang).to_owned()), ("no".to_owned(), NO.get(lang).to_owned())];
    match hint {
        Some(hint) => view! { <Choices name label options hint optional across=true/> }.into_any(),
        None => view! { <Choices name label options optional across=true/> }.into_any(),
    }
}

/// A value that the form carries along.
#[component]
pub fn Hidden(name: &'static str) -> impl IntoView {
    let value = expect_context::<FormCx>().value(name);
    view! { <input type="hidden" name=name value=value/> }
}

/// What a message can be about that stands on the page, but not in the form: the summary leads there.
#[component]
pub fn Beyond(name: &'static str) -> impl IntoView {
    // its message says all
    expect_context::<FormCx>().called(name, "");
}

/// A file. What was received with a refused form is not kept: it is chosen again, and the field says so.
#[component]
pub fn FileField(
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] optional: bool,
    /// More than one file.
    #[prop(optional)]
    many: bool,
    /// Media types that a file chooser offers first.
    #[prop(optional)]
    accept: Option<&'static str>,
) -> impl IntoView {
    let cx = expect_context::<FormCx>();
    let described = described_by(name, hint.is_some());
    view! {
        <Row name label hint optional group=false>
            <input
                id=name
                name=name
                type="file"
                multiple=many
                accept=accept
                aria-describedby=described
                aria-invalid=invalid(cx, name)
            />
        </Row>
    }
}
