//! The layers around every answer: where requests may come from, what pages may load, what a fault says.
use crate::{
    on_both,
    support::{Answer, World, client::form_request},
};
use app::{access::Role, audit::EventCode, kernel::lang::Lang};
use axum::{
    Router,
    body::Body,
    http::{Request, header},
    routing::get,
};
use tower::ServiceExt;

on_both!(
    posts_from_elsewhere_are_refused,
    posts_from_our_own_pages_pass,
    every_page_may_load_only_what_is_ours,
    over_tls_cookies_are_bound_to_the_host,
    control_characters_are_no_fault,
    a_form_may_be_a_megabyte,
    other_bodies_are_refused,
    server_functions_take_no_large_bodies,
    an_unknown_page_is_said_not_to_exist,
    nothing_is_kept_in_a_shared_cache,
    a_server_function_is_no_page,
);

fn post(headers: &[(&str, &str)]) -> Request<Body> {
    let mut request = Request::builder().method("POST").uri("/profile").header(header::HOST, "localhost:3000");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    form_request(request, &[("language", "en")])
}

async fn posts_from_elsewhere_are_refused(world: World) {
    let client = world.login_as(Role::Coordinator).await;
    let before = world.contents().await;
    for headers in [
        &[("sec-fetch-site", "cross-site")][..],
        &[("sec-fetch-site", "same-site")],
        &[("sec-fetch-site", "cross-site"), ("origin", "http://localhost:3000")],
        &[("sec-fetch-site", "cross-site"), ("origin", "null")],
        &[("origin", "null")],
        &[("origin", "https://evil.example")],
        &[("origin", "http://localhost:3001")],
        &[("origin", "http://sub.localhost:3000")],
    ] {
        let answer = client.send(post(headers)).await;
        assert_eq!(answer.status(), 403, "{headers:?}");
    }
    assert_eq!(world.contents().await, before);
    // nor can anyone be logged in as someone else
    let person = world.user(Role::Coordinator, None).await;
    let request = Request::builder().method("POST").uri("/login").header("sec-fetch-site", "cross-site");
    let fields = [("email", person.email.as_str()), ("password", &person.password)];
    assert_eq!(world.visitor().send(form_request(request, &fields)).await.status(), 403);
}

async fn posts_from_our_own_pages_pass(world: World) {
    let client = world.login_as(Role::Coordinator).await;
    for headers in [
        &[("sec-fetch-site", "same-origin")][..],
        &[("sec-fetch-site", "same-origin"), ("origin", "http://localhost:3000")],
        &[("origin", "http://localhost:3000")],
    ] {
        client.send(post(headers)).await.expect_to("/profile");
    }
    // a link on another site leads here
    let request = Request::get("/profile").header("sec-fetch-site", "cross-site").body(Body::empty()).unwrap();
    client.send(request).await.expect(200);
}

async fn every_page_may_load_only_what_is_ours(world: World) {
    let client = world.login_as(Role::Coordinator).await;
    let mut nonces = Vec::new();
    let mut pages = vec![world.visitor().get("/login").await, world.visitor().log_in("", "").await];
    for path in ["/", "/profile", "/password", "/logout", "/logout/everywhere", "/nowhere"] {
        pages.push(client.get(path).await);
    }
    pages.push(client.post("/profile", &[]).await);
    for page in pages {
        nonces.push(assert_strict(&page));
    }
    let all = nonces.len();
    nonces.sort();
    nonces.dedup();
    assert_eq!(nonces.len(), all, "a nonce is for one answer");
}

fn assert_strict(page: &Answer) -> String {
    let policy = page.header("content-security-policy").expect("a policy").to_owned();
    for part in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"] {
        assert!(policy.contains(part), "{policy}");
    }
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
    let nonce = policy.split("'nonce-").nth(1).and_then(|p| p.split('\'').next()).expect("a nonce").to_owned();
    assert_eq!(nonce.len(), 32);
    let html = page.html();
    for element in html.tree.values().filter_map(|node| node.as_element()) {
        let name = element.name();
        assert_ne!(name, "style", "no style in the page");
        if name == "script" {
            assert_eq!(element.attr("nonce"), Some(nonce.as_str()), "a script without nonce");
        }
        for (attribute, value) in element.attrs() {
            assert!(attribute != "style" && !attribute.starts_with("on"), "{name} {attribute}={value}");
            assert!(!value.starts_with("javascript:"), "{name} {attribute}={value}");
        }
    }
    nonce
}

async fn over_tls_cookies_are_bound_to_the_host(world: World) {
    let plain = world.visitor().get("/login").await;
    assert_eq!(plain.header("strict-transport-security"), None);
    let person = world.user(Role::Coordinator, None).await;
    let tls = world.serving(|site| site.https = true);
    assert!(tls.visitor().get("/login").await.header("strict-transport-security").is_some());
    let client = tls.login(&person).await;
    assert!(client.cookie("__Host-finsam").is_some() && client.cookie("finsam").is_none());
    assert!(client.cookie("__Host-finsam-lang").is_none());
    let done = client.fill("/profile", &[("language", "en")]).await.expect_to("/profile");
    let page = client.follow(&done).await.expect(200);
    let mut cookies: Vec<String> = done.cookies().iter().chain(&page.cookies()).map(|c| (*c).to_owned()).collect();
    world.pass(app::accounts::rules::IDLE + chrono::Duration::minutes(1));
    let kept = client.post("/profile", &[("language", "sv")]).await.expect(303);
    cookies.extend(kept.cookies().iter().map(|c| (*c).to_owned()));
    assert!(cookies.len() >= 3, "{cookies:?}");
    for cookie in cookies {
        assert!(cookie.contains("; Secure") && cookie.contains("; HttpOnly"), "{cookie}");
        assert!(cookie.starts_with("__Host-"), "{cookie}");
    }
    // the cookie of plain HTTP is not read
    let thief = tls.visitor();
    thief.set_cookie("finsam", &client.cookie("__Host-finsam").unwrap_or_default());
    thief.get("/").await.expect_to("/login");
    // nor is a word that a sibling of ours has put in the browser shown as ours
    let word = app::kernel::keys::hex("Ring 0900-1234".as_bytes());
    let client = tls.login(&person).await;
    client.set_cookie("finsam-flash", &word);
    assert!(!client.get("/profile").await.expect(200).body().contains("0900-1234"));
    client.set_cookie("__Host-finsam-flash", &word);
    assert!(client.get("/profile").await.expect(200).body().contains("0900-1234"), "the same way, if it were ours");
    // the login page shows no such word at all
    thief.set_cookie("__Host-finsam-flash", &word);
    assert!(!thief.get("/login").await.expect(200).body().contains("0900-1234"));
}

async fn control_characters_are_no_fault(world: World) {
    let person = world.user(Role::Coordinator, None).await;
    let answer = world.visitor().post("/login", &[("email", "a\0b@provstad.example"), ("password", "x\0\u{1}")]).await;
    assert_eq!(answer.expect(422).value_of("email"), "ab@provstad.example");
    let typed = format!("{}\0", person.email);
    world.visitor().log_in(&typed, &person.password).await.expect_to("/");
    let client = world.login(&person).await;
    client.post("/profile", &[("language", "en\0"), ("sh\0ows_names", "yes")]).await.expect_to("/profile");
    let list = client.post("/cases/search", &[("words", "You\0nes\u{7}")]).await.expect(303).location();
    client.get(&list).await.expect(200);
    for path in ["/api/profile", "/api/cases"] {
        let status = client.api(path, &[("search", "\0"), ("words", "a\0")]).await.status();
        assert_eq!(status, 400, "{path}");
    }
    for path in ["/cases/%00", "/cases?search=%00", "/cases?from=%00", "/figures?year=%00", "/login?next=/%00"] {
        let status = client.get(path).await.status();
        assert!(status < 500, "{path}: {status}");
    }
}

async fn a_form_may_be_a_megabyte(world: World) {
    let client = world.login_as(Role::Coordinator).await;
    let before = world.contents().await;
    let answer = client.post("/profile", &[("language", "en"), ("more", &"x".repeat(1 << 20))]).await.expect(413);
    assert_eq!(answer.error_of(""), app::ui::form::reader::UNREADABLE.get(Lang::Sv));
    assert_eq!(world.contents().await, before);
    client.post("/profile", &[("language", "en"), ("more", &"x".repeat(1_000_000))]).await.expect_to("/profile");
    // without a session it is not even read
    world.visitor().post("/profile", &[("more", &"x".repeat(1 << 21))]).await.expect_to("/login?next=/profile");
}

async fn other_bodies_are_refused(world: World) {
    let client = world.login_as(Role::Coordinator).await;
    for kind in ["application/json", "text/plain", "multipart/form-data; boundary=x", ""] {
        let request = client.request("POST", "/profile").header(header::CONTENT_TYPE, kind);
        let answer = client.send(request.body(Body::from("language=en")).unwrap()).await;
        assert_eq!(answer.status(), 415, "{kind}");
    }
    for bytes in [&b"language=%FF%FE"[..], b"\xff\xfe=1&&&=&language", b""] {
        let request =
            client.request("POST", "/profile").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        client.send(request.body(Body::from(bytes)).unwrap()).await.expect(422);
    }
    assert_eq!(world.events().await, [EventCode::LoggedIn]);
}

async fn server_functions_take_no_large_bodies(world: World) {
    let large = "x".repeat(3 << 20);
    let answer = world.visitor().api("/api/demo-accounts", &[("a", &large)]).await;
    assert_eq!(answer.status(), 413);
}

async fn an_unknown_page_is_said_not_to_exist(world: World) {
    let client = world.login_as(Role::Coordinator).await;
    for client in [&client, &world.visitor()] {
        for path in ["/nowhere", "/profile/nowhere", "/nowhere/0198", "/../../etc/passwd", "/%00", "/å"] {
            let Ok(request) = client.request("GET", path).header("accept", "text/html").body(Body::empty()) else {
                continue;
            };
            let page = client.send(request).await.expect(404);
            assert!(page.text("h1").starts_with("Sidan finns inte"), "{path}: {}", page.body());
            assert_eq!(page.text("title"), format!("{} – Finsam", page.text("h1")), "{path}");
            let policy = page.header("content-security-policy").expect("a policy").to_owned();
            let nonce = page.attribute("script[type=module]", "nonce").expect("a nonce");
            assert!(!nonce.is_empty() && policy.contains(&format!("'nonce-{nonce}'")), "{path}: the client may start");
        }
    }
    assert!(client.get("/nowhere").await.has("nav#nav"), "in the frame of who is logged in");
    let refused = client.get("/admin").await.expect(403);
    assert_eq!(refused.text("title"), "Det här ingår inte i dina uppgifter – Finsam");
    client.fill("/profile", &[("language", "en")]).await.expect(303);
    let page = client.get("/nowhere").await.expect(404);
    assert_eq!(page.attribute("html", "lang").as_deref(), Some("en"));
    assert!(page.text("title").starts_with("The page does not exist"), "{}", page.text("title"));
    let status = client.post("/nowhere", &[]).await.status();
    assert!(matches!(status, 404 | 405), "{status}");
    assert_eq!(client.api("/api/nowhere", &[]).await.status(), 404);
}

async fn nothing_is_kept_in_a_shared_cache(world: World) {
    let client = world.login_as(Role::Coordinator).await;
    for answer in [client.get("/").await, client.get("/nowhere").await, client.api("/api/profile", &[]).await] {
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.header("x-frame-options"), Some("DENY"));
        assert_eq!(answer.header("referrer-policy"), Some("same-origin"));
    }
}

async fn a_server_function_is_no_page(world: World) {
    let client = world.login_as(Role::Coordinator).await;
    let request = client.request("POST", "/api/profile").header("accept", "text/html");
    assert_eq!(client.send(form_request(request, &[])).await.status(), 406);
    assert!(matches!(client.get("/api/profile").await.status(), 404 | 405));
}

#[tokio::test]
async fn a_panic_is_answered_with_a_reference() {
    async fn falls() -> &'static str {
        panic!("on purpose: 19900101-2384")
    }
    let router = server::security::layers(Router::new().route("/falls", get(falls)), false);
    let response = router.oneshot(Request::get("/falls").body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(response.status(), 500);
    assert!(response.headers().contains_key("content-security-policy"));
    let body = axum::body::to_bytes(response.into_body(), 1 << 16).await.unwrap();
    let words = String::from_utf8(body.to_vec()).unwrap();
    let is_reference = |w: &str| w.len() == 8 && w.chars().all(|c| c.is_ascii_hexdigit());
    assert!(words.split(|c: char| !c.is_alphanumeric()).any(is_reference), "{words}");
    assert!(!words.contains("on purpose"), "{words}");
}
