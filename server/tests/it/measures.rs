//! Measures: what is counted of a whole story, and that no label tells whose (T64).

use std::collections::BTreeSet;

use http::StatusCode;
use integrations::SystemClock;
use server::metrics::{DESCRIBED, Metrics};

use crate::stage::Stage;

/// Lines that hold a number.
fn numbers(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

/// The values of all labels.
fn labels(text: &str) -> BTreeSet<&str> {
    numbers(text)
        .flat_map(|line| line.split('"').skip(1).step_by(2))
        .collect()
}

/// A route, a method, a class of status, the bound of a bucket, or a word of ours.
fn is_ours(label: &str) -> bool {
    let is_template = label.starts_with('/')
        && label
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"/{}*._".contains(&b));
    let is_word = label.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    let is_bound = label == "+Inf" || label.parse::<f64>().is_ok();
    let is_class = matches!(label, "2xx" | "3xx" | "4xx" | "5xx");
    is_template || is_word || is_bound || is_class || matches!(label, "GET" | "HEAD" | "POST")
}

#[tokio::test]
async fn a_story_is_counted_by_route_and_no_label_tells_whose_it_is() {
    // For the whole process: what other tests do meanwhile is counted, and searched, as well.
    let metrics = Metrics::start(&SystemClock).unwrap();
    let stage = Stage::new().await;
    let browser = stage.browser();
    let id = browser.connect().await;
    browser.get(&format!("/connections/{id}")).await;
    browser.items(&id).await;
    browser.whole_list(&id).await;
    let export = browser
        .get(&format!("/api/export?connection={id}&format=jsonl&scope=all"))
        .await;
    assert_eq!(export.status, StatusCode::OK);
    browser.get("/nowhere/canary?canary=1").await;

    let text = metrics.render();
    let counted = |line: &str| numbers(&text).any(|one| one.starts_with(line));
    let requests = "tributary_http_requests_total{route=";
    assert!(
        counted(&format!(
            "{requests}\"/integrations/{{provider}}/authorize\",method=\"POST\",status=\"3xx\"}}"
        )),
        "{text}"
    );
    assert!(
        counted(&format!(
            "{requests}\"/connections/{{id}}\",method=\"GET\",status=\"2xx\"}}"
        )),
        "{text}"
    );
    assert!(
        counted(&format!("{requests}\"none\",method=\"GET\",status=\"4xx\"}}")),
        "{text}"
    );
    assert!(
        counted("tributary_http_request_seconds_bucket{route=\"/api/items\",method=\"GET\",le=\"10\"}"),
        "{text}"
    );
    for list in [
        "exports",
        "exported_records_total",
        "progress_streams",
        "snapshot_bytes",
    ] {
        assert!(counted(&format!("tributary_{list}")), "{list}: {text}");
    }
    assert!(counted("tributary_resident_memory_bytes"), "{text}");

    let strangers: Vec<&str> = labels(&text).into_iter().filter(|label| !is_ours(label)).collect();
    assert!(strangers.is_empty(), "{strangers:?}");
    let mut secrets = stage.sandbox.issued_secrets();
    secrets.extend([id, browser.cookie_header(), "canary".to_owned()]);
    for secret in secrets {
        assert!(!text.contains(&secret), "{secret}");
    }
    for line in numbers(&text) {
        assert!(DESCRIBED.iter().any(|(_, name, _)| line.starts_with(name)), "{line}");
    }
}

/// T64
#[tokio::test]
async fn visitors_are_not_shown_what_is_counted() {
    let stage = Stage::new().await;
    let answer = stage.browser().get("/metrics").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(!answer.body.contains("tributary_"), "{}", answer.body);
}
