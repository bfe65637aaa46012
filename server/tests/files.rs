//! The site's own files: kept by browsers, and asked for anew whenever they have changed.
use crate::support::{Client, Kind, World};
use app::access::Role;
use axum::body::Body;
use server::client::Parts;
use std::{path::PathBuf, sync::Arc};

crate::on_both!(
    a_browser_keeps_a_file_until_it_has_changed,
    files_are_made_smaller_and_pages_are_not,
    a_page_names_its_part_of_the_client,
);

fn folder() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("finsam-files-{}", uuid::Uuid::now_v7()));
    std::fs::create_dir_all(folder.join("pkg")).unwrap();
    std::fs::write(folder.join("app.css"), "p{color:red}".repeat(500)).unwrap();
    std::fs::write(folder.join("pkg/finsam_bg.wasm"), [0u8; 4_000]).unwrap();
    std::fs::write(folder.join("letters.woff2"), [0u8; 4_000]).unwrap();
    folder
}

async fn asked(client: &Client, path: &str, header: (&str, &str)) -> crate::support::Answer {
    client.send(client.request("GET", path).header(header.0, header.1).body(Body::empty()).unwrap()).await
}

async fn a_browser_keeps_a_file_until_it_has_changed(world: World) {
    let files = folder();
    let client = world.serving(|s| s.files = files.clone()).visitor();
    for path in ["/app.css", "/pkg/finsam_bg.wasm"] {
        let first = client.get(path).await.expect(200);
        assert_eq!(first.header("cache-control"), Some("no-cache"), "{path}");
        let mark = first.header("etag").expect("a mark").to_owned();
        let again = asked(&client, path, ("if-none-match", &mark)).await.expect(304);
        assert_eq!((again.header("cache-control"), again.body()), (Some("no-cache"), String::new()));
        std::fs::write(files.join(path.trim_start_matches('/')), "p{color:blue}").unwrap();
        let new = asked(&client, path, ("if-none-match", &mark)).await.expect(200);
        assert_eq!(new.body(), "p{color:blue}");
    }
    assert_eq!(client.get("/nowhere.css").await.expect(404).header("cache-control"), Some("no-store"));
    std::fs::remove_dir_all(files).unwrap();
}

async fn files_are_made_smaller_and_pages_are_not(world: World) {
    if world.kind == Kind::Postgres {
        return; // no database in it
    }
    let files = folder();
    let client = world.serving(|s| s.files = files.clone()).visitor();
    for (path, encoding) in
        [("/app.css", Some("gzip")), ("/pkg/finsam_bg.wasm", Some("gzip")), ("/letters.woff2", None), ("/login", None)]
    {
        let answer = asked(&client, path, ("accept-encoding", "gzip, br")).await.expect(200);
        assert_eq!(answer.header("content-encoding"), encoding, "{path}");
    }
    std::fs::remove_dir_all(files).unwrap();
}

async fn a_page_names_its_part_of_the_client(world: World) {
    let files = folder();
    std::fs::write(files.join("pkg/parts.json"), r#"{"administration": ["abc/split_administration.wasm"]}"#).unwrap();
    let client = world.serving(|s| s.parts = Arc::new(Parts::of(&files))).login_as(Role::Administrator).await;
    let named = r#"href="/pkg/abc/split_administration.wasm""#;
    assert!(client.get("/admin").await.expect(200).body().contains(named));
    assert!(!client.get("/profile").await.expect(200).body().contains(named));
    std::fs::remove_dir_all(files).unwrap();
}
