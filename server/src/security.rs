//! The layers around every answer: where a request may come from, what a page may load, what a fault says.
use axum::{
    Router,
    body::Body,
    extract::Request,
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use std::{any::Any, time::Duration};
use tower_http::{catch_panic::CatchPanicLayer, csrf::CsrfLayer, timeout::TimeoutLayer};

/// The nonce of one answer's Content-Security-Policy.
#[derive(Clone, Debug)]
pub struct Nonce(pub String);

/// Puts the layers around the router.
pub fn layers(router: Router, https: bool) -> Router {
    router
        .layer(CatchPanicLayer::custom(panicked))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, Duration::from_secs(60)))
        .layer(CsrfLayer::new())
        .layer(middleware::from_fn(move |request, next| headers(request, next, https)))
}

async fn headers(mut request: Request, next: Next, https: bool) -> Response {
    let nonce = app::kernel::keys::hex(&app::kernel::keys::random_token()[..16]);
    request.extensions_mut().insert(Nonce(nonce.clone()));
    let mut response = next.run(request).await;
    let policy = format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; \
         font-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'; manifest-src 'self'"
    );
    let h = response.headers_mut();
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        // a door can have a narrower one
        h.entry(header::CONTENT_SECURITY_POLICY).or_insert(policy);
    }
    let fixed: [(HeaderName, &'static str); 5] = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()"),
    ];
    for (name, value) in fixed {
        // an answer may be stricter
        h.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if https {
        h.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000; includeSubDomains"));
    }
    // pages hold what must not lie in a shared browser's cache; the site's own files may, and are asked for anew each
    // time by their mark, so that a new build is always taken
    let cache = if h.contains_key(header::ETAG) { "no-cache" } else { "no-store" };
    h.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static(cache));
    response
}

/// A panic is a fault like any other: logged once, answered with its reference.
fn panicked(cause: Box<dyn Any + Send + 'static>) -> Response<Body> {
    let words = cause
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| cause.downcast_ref::<&str>().copied())
        .unwrap_or("panic");
    let error = app::kernel::error::AppError::fault(words);
    (StatusCode::INTERNAL_SERVER_ERROR, error.words(app::kernel::lang::Lang::Sv)).into_response()
}
