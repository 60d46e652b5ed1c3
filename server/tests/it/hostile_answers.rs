//! Hostile answers: what nobody should send, to each request of ours. Nothing breaks, nothing is kept.

use std::time::Duration;

use http::StatusCode;
use serde_json::json;

use crate::stage::{CONTACTS, JSON, Stage, TOKEN, answers, few_contacts};

fn in_utf_16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let marked = format!("\u{feff}{text}");
    marked.encode_utf16().flat_map(bytes_of).collect()
}

/// R22: no answer to any request of ours, whatever it says.
fn nonsense() -> Vec<(&'static str, Vec<u8>)> {
    let good = r#"{"access_token":"a","expires_in":1800,"results":[]}"#;
    let mut bodies: Vec<(&str, Vec<u8>)> = [
        "<!doctype html><title>Just a moment</title>",
        "",
        " ",
        "\0",
        "null",
        "true",
        "7",
        "\"text\"",
        "[]",
        "{}",
        "[{\"access_token\":\"a\",\"results\":[]}]",
        "{\"access_token\":7,\"results\":7}",
        "{\"access_token\":null,\"results\":null}",
        "{\"access_token\":{},\"results\":{}}",
        "{\"access_token\":\"\",\"results\":\"\"}",
        "{\"access_token\":\"a\\u0000b\",\"results\":true}",
        "{\"access_token\":\"a\\r\\nX-Evil: 1\",\"results\":false}",
        "{\"access_token\":\"a\\ud800\",\"results\":\"\\ud800\"}",
        "{\"access_token\":\"a\0b\",\"results\":[\"\0\"]}",
        "{\"access_token\":\"a\",\"results\":[",
        "{\"access_token\":\"a\",\"results\":[]",
        "{\"access_token\":\"a\",\"results\":[]}}",
        "{\"access_token\":\"a\",\"results\":[]}{}",
        "{\"access_token\":\"a\",\"results\":[],}",
        "{\"access_token\":\"a\",\"results\":1e999}",
        "{'access_token':'a','results':[]}",
        "{\"access_token\":\"a\",\"results\":[NaN]}",
        "//\n{\"access_token\":\"a\",\"results\":[]}",
        ")]}'\n{\"access_token\":\"a\",\"results\":[]}",
    ]
    .into_iter()
    .map(|text| (JSON, text.as_bytes().to_vec()))
    .collect();
    bodies.extend(
        (0..good.len())
            .step_by(7)
            .map(|end| (JSON, good.as_bytes()[..end].to_vec())),
    );
    bodies.extend([
        ("text/html", good.as_bytes().to_vec()),
        ("", good.as_bytes().to_vec()),
        (JSON, [b"\xef\xbb\xbf", good.as_bytes()].concat()),
        (JSON, in_utf_16(good, u16::to_le_bytes)),
        (JSON, in_utf_16(good, u16::to_be_bytes)),
        (JSON, b"{\"access_token\":\"\xff\",\"results\":[\"\xc0\xaf\"]}".to_vec()),
        (
            JSON,
            [b"{\"access_token\":\"a\",\"results\":", &b"[".repeat(30_000)[..]].concat(),
        ),
        (JSON, b"{\"access_token\":".repeat(3000)),
    ]);
    bodies
}

fn shown(body: &[u8]) -> String {
    String::from_utf8_lossy(&body[..body.len().min(60)]).into_owned()
}

#[tokio::test]
async fn an_exchange_that_is_answered_with_nonsense_leaves_nothing_behind() {
    let stage = Stage::new().await;
    for (content_type, body) in nonsense() {
        let browser = stage.browser();
        let callback = browser.consent(browser.begin().await).await;
        stage.sandbox.fault(answers(TOKEN, 200, content_type, &body));
        let answer = browser.get(&callback).await;
        assert_eq!(answer.location(), "/?notice=failed", "{}", shown(&body));
        stage.sandbox.clear_faults();
        assert!(browser.connections().await.is_empty());
    }
    stage.browser().connect().await;
}

/// The record is as it was: with the answer forgotten, another browser session of its owner works
/// with the very refresh token that it had.
#[tokio::test]
async fn a_refresh_that_is_answered_with_nonsense_changes_no_record() {
    for (content_type, body) in nonsense() {
        let stage = Stage::with(few_contacts()).await;
        let browser = stage.browser();
        let id = browser.connect().await;
        stage.advance(Duration::from_mins(26));
        stage.sandbox.fault(answers(TOKEN, 200, content_type, &body));
        // The token is good for four minutes yet: the failure is nobody's business.
        assert_eq!(browser.items(&id).await.status, StatusCode::OK, "{}", shown(&body));
        stage.advance(Duration::from_mins(5));
        assert_eq!(
            browser.items(&id).await.json(),
            json!("ProviderUnavailable"),
            "{}",
            shown(&body)
        );
        assert_eq!(browser.connections().await[0]["status"], "connected");
    }
}

#[tokio::test]
async fn a_page_of_nonsense_is_unavailable_and_the_next_one_comes() {
    let stage = Stage::with(few_contacts()).await;
    let browser = stage.browser();
    let id = browser.connect().await;
    for (content_type, body) in nonsense() {
        stage.sandbox.fault(answers(CONTACTS, 200, content_type, &body));
        let answer = browser.items(&id).await;
        assert_eq!(answer.json(), json!("ProviderUnavailable"), "{}", shown(&body));
        stage.sandbox.clear_faults();
    }
    assert_eq!(browser.items(&id).await.status, StatusCode::OK);
}
