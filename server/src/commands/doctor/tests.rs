//! What the doctor says of a server that is well, and of one that is not.

use std::net::TcpListener;

use axum::Router;

use super::*;
use crate::{listener, settings::tests::read};

const KEYS: &str = "--keys=k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

/// A provider that answers anything, with 404; it lives as long as the test's runtime.
async fn provider() -> String {
    let listener = listener::bind("127.0.0.1:0".parse().unwrap()).await.unwrap();
    let url = format!("http://{}", listener.address());
    tokio::spawn(listener.serve(Router::new(), std::future::pending()));
    url
}

/// A port that nobody listens on.
fn closed_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// What the doctor prints, and whether all is well.
async fn examine(arguments: &[&str]) -> (String, bool) {
    let mut out = Vec::new();
    let code = run(read(arguments).unwrap(), &mut out).await.unwrap();
    (String::from_utf8(out).unwrap(), code == ExitCode::SUCCESS)
}

#[tokio::test]
async fn a_server_that_is_well_passes_every_check() {
    let api = format!("--hubspot-api-url={}", provider().await);
    let (report, well) = examine(&[&api, "--hubspot-client-id=id", "--hubspot-client-secret=canary"]).await;
    assert!(well, "{report}");
    let checks: Vec<&str> = report.lines().map(|line| line.split(':').next().unwrap()).collect();
    assert_eq!(
        checks,
        [
            "ok     settings",
            "ok     keys",
            "ok     store",
            "ok     hubspot",
            "ok     hubspot",
            "ok     clock"
        ]
    );
    assert!(
        report.contains("http://localhost:3000/integrations/hubspot/oauth2callback"),
        "{report}"
    );
    assert!(!report.contains("canary"), "{report}");
}

#[tokio::test]
async fn a_provider_that_cannot_be_reached_fails_and_the_rest_is_still_checked() {
    let api = format!("--hubspot-api-url=http://127.0.0.1:{}", closed_port());
    let (report, well) = examine(&[&api]).await;
    assert!(!well, "{report}");
    assert!(report.contains("FAILED hubspot"), "{report}");
    assert!(
        report.contains("ok     store") && report.contains("note   clock"),
        "{report}"
    );
}

#[tokio::test]
async fn a_provider_without_a_client_is_a_note_that_says_what_to_do() {
    let api = format!("--hubspot-api-url={}", provider().await);
    let (report, well) = examine(&[&api]).await;
    assert!(well, "{report}");
    assert!(report.contains("note   hubspot: not configured"), "{report}");
    assert!(report.contains("HUBSPOT_CLIENT_ID"), "{report}");
}

#[tokio::test]
async fn a_store_that_is_down_fails() {
    let api = format!("--hubspot-api-url={}", provider().await);
    let store = format!("--store=redis://user:canary@127.0.0.1:{}", closed_port());
    let (report, well) = examine(&[&api, &store, KEYS]).await;
    assert!(!well, "{report}");
    assert!(report.contains("FAILED store"), "{report}");
    assert!(!report.contains("canary"), "{report}");
}

#[tokio::test]
async fn a_store_in_memory_behind_a_public_url_is_worth_a_note() {
    let api = format!("--hubspot-api-url={}", provider().await);
    let (report, well) = examine(&[&api, "--public-url=https://crm.example"]).await;
    assert!(well, "{report}");
    assert!(report.contains("note   store"), "{report}");
}
