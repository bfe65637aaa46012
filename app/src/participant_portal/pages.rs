//! The handler's page of the participant's link, which follows what happens with it.
use super::{
    api::{self, LinkNow, LinkPage, LinkRow, LinkSecret},
    forms::{EndLink, MakeLink},
    rules::LinkStanding,
    texts,
};
use crate::{
    cases::pages::{CaseHead, use_case_id},
    kernel::{code::Code, id::CaseId, swedish},
    ui::{
        fetch::{fetch, loaded},
        form::{Form, PostForm, Refused, cancel},
        lang::{t, use_lang},
        parts::{PrintButton, Tag, Tone},
        view::use_today,
    },
};
use leptos::prelude::*;

#[component]
pub fn LinkPage() -> impl IntoView {
    let case = use_case_id();
    let page = fetch(move || case, api::link);
    loaded(page, move |page: LinkPage| {
        let open = page.link.as_ref().is_some_and(|link| link.secret.is_some());
        let head = match open {
            true => {
                let actions = view! { <PrintButton/> }.into_any();
                view! { <CaseHead case heading=page.heading.clone() title=t(texts::LINK) lead=t(texts::LEAD) actions/> }
                    .into_any()
            }
            false => view! { <CaseHead case heading=page.heading.clone() title=t(texts::LINK) lead=t(texts::LEAD)/> }
                .into_any(),
        };
        let protected = page.heading.protected;
        let made = page.link.is_some();
        view! {
            {head}
            {protected.then(|| view! { <div class="notice warning">{t(texts::PROTECTED)}</div> })}
            {page.link.map(|link| view! { <Link case link/> })}
            {if page.over {
                view! { <Refused form=MakeLink::PATH/><p>{t(texts::OVER)}</p> }.into_any()
            } else if page.unknown {
                view! { <Refused form=MakeLink::PATH/><div class="notice info">{t(texts::UNKNOWN)}</div> }.into_any()
            } else {
                view! { <Make case made open/> }.into_any()
            }}
        }
        .into_any()
    })
}

/// How it works, and the button.
#[component]
fn Make(case: CaseId, made: bool, open: bool) -> impl IntoView {
    let submit = t(if made { texts::MAKE_NEW } else { texts::MAKE });
    let beside = match open {
        true => view! { <a href=format!("/cases/{case}/participant-link/end")>{t(texts::END)}</a> }.into_any(),
        false => cancel(format!("/cases/{case}")),
    };
    view! {
        <section class="screen-only" aria-labelledby="how">
            <h2 id="how">{t(texts::HOW)}</h2>
            <ol class="prose">
                <li>{t(texts::HOW_1)}</li>
                <li>{t(texts::HOW_2)}</li>
                <li>{t(texts::HOW_3)}</li>
            </ol>
            {open.then(|| view! { <p class="meta">{t(texts::MAKE_NEW_HINT)}</p> })}
            <PostForm form=MakeLink::PATH submit beside>
                {()}
            </PostForm>
        </section>
    }
}

#[component]
fn Link(case: CaseId, link: LinkRow) -> impl IntoView {
    let (lang, today) = (use_lang(), use_today());
    let tone = match link.standing {
        LinkStanding::Open => Tone::Soon,
        LinkStanding::Used => Tone::Ok,
        LinkStanding::TriedOut => Tone::Late,
        LinkStanding::Ended | LinkStanding::Over => Tone::Plain,
    };
    let when = match (link.standing, link.used_at) {
        (LinkStanding::Open, _) => Some(texts::STANDS_OPEN.with(lang, swedish::moment(lang, link.until, today))),
        (_, Some(at)) => Some(texts::STANDS_USED.with(lang, swedish::moment(lang, at, today))),
        (_, None) => None,
    };
    let made = format!("{}, {}", texts::MADE_BY.with(lang, &link.made_by), swedish::moment(lang, link.made_at, today));
    let tried = (link.tries > 0).then(|| format!(" · {}", texts::TRIED.with(lang, link.tries)));
    let follow = matches!(link.standing, LinkStanding::Open | LinkStanding::Used);
    view! {
        <section class="sheet" aria-labelledby="standing">
            <h2 id="standing">{t(texts::STANDING)}</h2>
            <div class="body">
                <p><Tag tone words=link.standing.words().get(lang)/>" "{when}</p>
                <p class="meta screen-only">{made}{tried}</p>
                {link.secret.map(|secret| view! { <Secret secret/> })}
                {follow.then(|| view! { <Follow case standing=link.standing/> })}
            </div>
        </section>
    }
}

/// What is given to the participant. The digits go another way, so they are not printed.
#[component]
fn Secret(secret: LinkSecret) -> impl IntoView {
    let (path, side) = secret.squares;
    // a QR code needs four squares of quiet around it
    let view_box = format!("-4 -4 {0} {0}", side + 8);
    view! {
        <div class="invitation">
            <svg class="qr" viewBox=view_box role="img" aria-label=t(texts::QR) shape-rendering="crispEdges">
                <path class="ground" d=format!("M-4 -4h{0}v{0}h-{0}z", side + 8)></path>
                <path d=path></path>
            </svg>
            <dl>
                <dt>{t(texts::ADDRESS)}</dt>
                <dd><code class="long">{secret.address}</code></dd>
                <dt>{t(texts::ON_PAPER)}</dt>
                <dd>{texts::ON_PAPER_LEAD.with(use_lang(), secret.typed_at)}" "<code class="nowrap">{secret.typed}</code></dd>
                <dt class="screen-only">{t(texts::CODE)}</dt>
                <dd class="screen-only"><strong class="digits">{secret.code}</strong>" "<span class="meta">{t(texts::CODE_HINT)}</span></dd>
            </dl>
        </div>
    }
}

/// Tells what happens while the page is open, within a second.
#[component]
fn Follow(case: CaseId, standing: LinkStanding) -> impl IntoView {
    let now = RwSignal::new(None::<LinkNow>);
    let first = RwSignal::new(None::<LinkNow>);
    client::follow(case, now, first);
    let said = move || {
        let now = now.get()?;
        let signed = first.get().is_some_and(|first| now.signed > first.signed);
        match now.standing {
            _ if signed => Some(texts::NOW_SIGNED),
            Some(LinkStanding::Used) => Some(texts::NOW_OPENED),
            Some(LinkStanding::TriedOut | LinkStanding::Ended | LinkStanding::Over) | None => Some(texts::NOW_DEAD),
            Some(LinkStanding::Open) => None,
        }
    };
    let news = move || said().filter(|words| standing != LinkStanding::Used || *words != texts::NOW_OPENED);
    view! {
        <div role="status" class="screen-only">
            {move || match news() {
                Some(words) => {
                    view! {
                        <p class="notice info">
                            {t(words)}" "<a href=format!("/cases/{case}")>{t(texts::SEE_CASE)}</a>
                        </p>
                    }
                        .into_any()
                }
                None => view! { <p class="meta with-script">{t(texts::WAITS)}</p> }.into_any(),
            }}
        </div>
    }
}

#[component]
pub fn EndLinkPage() -> impl IntoView {
    let case = use_case_id();
    let page = fetch(move || case, api::link);
    loaded(page, move |page: LinkPage| {
        let can_end = page.link.is_some_and(|link| link.standing != LinkStanding::Ended);
        let back = format!("/cases/{case}/participant-link");
        let form = match can_end {
            true => view! {
                <PostForm form=EndLink::PATH submit=t(texts::END) danger=true beside=cancel(back)>
                    {()}
                </PostForm>
            }
            .into_any(),
            false => view! { <Refused form=EndLink::PATH/><p>{t(texts::NOTHING_TO_END)}</p> }.into_any(),
        };
        view! {
            <CaseHead case heading=page.heading title=t(texts::END) lead=t(texts::END_LEAD)/>
            {form}
        }
        .into_any()
    })
}

#[cfg(all(feature = "hydrate", not(feature = "ssr")))]
mod client {
    use super::*;
    use crate::kernel::error::AppError;
    use std::time::Duration;

    /// Twice a second would still be light; a second is what is promised.
    const EVERY: Duration = Duration::from_millis(700);

    /// Asks until the page is left.
    pub fn follow(case: CaseId, now: RwSignal<Option<LinkNow>>, first: RwSignal<Option<LinkNow>>) {
        leptos::task::spawn_local(ask(case, now, first));
    }

    async fn ask(case: CaseId, now: RwSignal<Option<LinkNow>>, first: RwSignal<Option<LinkNow>>) {
        // nobody looks at a page in the background
        if !document().hidden() {
            match api::now(case).await {
                Ok(answer) => {
                    if now.try_set(Some(answer)).is_some() {
                        return;
                    }
                    if first.try_get_untracked().flatten().is_none() {
                        let _ = first.try_set(Some(answer));
                    }
                    // nothing more can happen with it
                    if !matches!(answer.standing, Some(LinkStanding::Open | LinkStanding::Used)) {
                        return;
                    }
                }
                Err(AppError::LoginNeeded | AppError::NotAllowed | AppError::NotFound) => return,
                Err(_) => {}
            }
        }
        let again = move || {
            if !now.is_disposed() {
                leptos::task::spawn_local(ask(case, now, first));
            }
        };
        set_timeout(again, EVERY);
    }
}

#[cfg(not(all(feature = "hydrate", not(feature = "ssr"))))]
mod client {
    use super::{CaseId, LinkNow, RwSignal};

    /// In the browser alone.
    pub fn follow(_: CaseId, _: RwSignal<Option<LinkNow>>, _: RwSignal<Option<LinkNow>>) {}
}
