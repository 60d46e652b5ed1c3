//! Refusals: which answers of a token endpoint end a connection, which are ours to mend, and which pass.

use std::time::Duration;

use serde_json::json;

use crate::stage::{JSON, Stage, TOKEN, answers, few_contacts};

/// What an answer to a refresh means to the user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    /// The grant is gone: reconnect.
    Ended,
    /// We are set up wrongly: nobody's connection is touched.
    Ours,
    /// Not now, or no sense in it: later.
    Passing,
    /// Too many requests.
    Waiting,
}

use Meaning::{Ended, Ours, Passing, Waiting};

/// RFC 6749 §5.2; HubSpot: OAuth API errors, `status` beside `error`, and the schema `Error`.
const TABLE: [(u16, &str, &str, Meaning); 52] = [
    (400, JSON, r#"{"error":"invalid_grant"}"#, Ended),
    (
        400,
        "application/json;charset=utf-8",
        r#"{"error":"invalid_grant","status":"BAD_REFRESH_TOKEN"}"#,
        Ended,
    ),
    (
        400,
        JSON,
        r#"{"status":"BAD_REFRESH_TOKEN","message":"missing or invalid refresh token"}"#,
        Ended,
    ),
    (400, JSON, r#"{"status":"BAD_HUB","message":"x"}"#, Ended),
    (400, JSON, r#"{"status":"BAD_AUTH_CODE"}"#, Ended),
    (400, JSON, r#"{"error":"access_denied"}"#, Ended),
    (401, JSON, r#"{"error":"invalid_grant"}"#, Ended),
    (403, JSON, r#"{"error":"invalid_grant"}"#, Ended),
    (404, JSON, r#"{"status":"BAD_REFRESH_TOKEN"}"#, Ended),
    (200, JSON, r#"{"error":"invalid_grant"}"#, Ended),
    (200, JSON, r#"{"error":"invalid_grant","access_token":"a"}"#, Ended),
    (200, JSON, r#"{"status":"BAD_REFRESH_TOKEN"}"#, Ended),
    (400, JSON, r#"{"error":"invalid_client"}"#, Ours),
    (401, JSON, r#"{"error":"invalid_client"}"#, Ours),
    (
        400,
        JSON,
        r#"{"error":"invalid_client","status":"BAD_CLIENT_SECRET"}"#,
        Ours,
    ),
    (400, JSON, r#"{"status":"BAD_CLIENT_ID"}"#, Ours),
    (400, JSON, r#"{"error":"unauthorized_client"}"#, Ours),
    (
        400,
        JSON,
        r#"{"error":"unsupported_grant_type","status":"BAD_GRANT_TYPE"}"#,
        Ours,
    ),
    (
        400,
        JSON,
        r#"{"error":"invalid_request","status":"BAD_REDIRECT_URI"}"#,
        Ours,
    ),
    (400, JSON, r#"{"error":"invalid_scope"}"#, Ours),
    (400, JSON, r#"{"error":["invalid_grant"]}"#, Ours),
    (400, JSON, r#"{"error":{"code":"invalid_grant"}}"#, Ours),
    (400, JSON, r#"{"message":"invalid_grant"}"#, Ours),
    (400, JSON, r#"{"error":"INVALID_GRANT"}"#, Ours),
    (400, JSON, r#"{"error":" invalid_grant"}"#, Ours),
    (
        400,
        JSON,
        r#"{"status":"error","category":"VALIDATION_ERROR","message":"x"}"#,
        Ours,
    ),
    (400, JSON, r#"["invalid_grant"]"#, Ours),
    (400, JSON, "", Ours),
    (400, JSON, r#"{"error":"invalid_grant""#, Ours),
    (400, "text/html", "<h1>invalid_grant</h1>", Ours),
    (400, "text/plain", r#"{"error":"invalid_grant"}"#, Ours),
    (
        401,
        JSON,
        r#"{"status":"error","category":"INVALID_AUTHENTICATION"}"#,
        Ours,
    ),
    (403, "text/html", "<h1>Forbidden</h1>", Ours),
    (404, "text/html", "<h1>Not found</h1>", Ours),
    (405, JSON, "{}", Ours),
    (415, JSON, "{}", Ours),
    (408, JSON, "{}", Passing),
    (423, JSON, "{}", Passing),
    (425, JSON, "{}", Passing),
    (429, JSON, r#"{"status":"error","errorType":"RATE_LIMIT"}"#, Waiting),
    (429, JSON, r#"{"error":"invalid_grant"}"#, Waiting),
    (477, JSON, r#"{"error":"invalid_grant"}"#, Passing),
    (500, JSON, r#"{"error":"invalid_grant"}"#, Passing),
    (500, JSON, r#"{"error":"invalid_client"}"#, Passing),
    (502, "text/html", "<h1>Bad gateway</h1>", Passing),
    (503, JSON, r#"{"status":"BAD_REFRESH_TOKEN"}"#, Passing),
    (504, JSON, "", Passing),
    (521, "text/html", "<h1>Web server is down</h1>", Passing),
    (302, JSON, r#"{"error":"invalid_grant-not"}"#, Passing),
    (204, JSON, "", Passing),
    (200, "text/html", "<h1>invalid_grant</h1>", Passing),
    (200, JSON, r#"{"error":"temporarily_unavailable"}"#, Passing),
];

/// R25, R36, R37: what an answer means, it means at the first call.
#[tokio::test]
async fn each_answer_to_a_refresh_means_what_it_says() {
    for (status, content_type, body, meaning) in TABLE {
        let what = format!("{status} {content_type} {body}");
        let stage = Stage::with(few_contacts()).await;
        let browser = stage.browser();
        let id = browser.connect().await;
        stage.advance(Duration::from_mins(30));
        stage
            .sandbox
            .fault(answers(TOKEN, status, content_type, body.as_bytes()));
        let answer = browser.items(&id).await;
        let (error, standing) = match meaning {
            Ended => (json!("ReconnectRequired"), "reconnect_needed"),
            Ours => (json!("Internal"), "connected"),
            Passing => (json!("ProviderUnavailable"), "connected"),
            Waiting => (json!({"RateLimited": {"retry_after_secs": 10}}), "connected"),
        };
        assert_eq!(answer.json(), error, "{what}");
        assert_eq!(browser.connections().await[0]["status"], standing, "{what}");
        if meaning == Ended {
            let calls = stage.token_calls();
            browser.items(&id).await;
            assert_eq!(stage.token_calls(), calls, "{what}: nothing is tried again");
        }
    }
}
