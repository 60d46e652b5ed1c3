//! Codes at the token endpoint.

use std::time::Duration;

use rstest::rstest;
use sandbox::{CLIENT_ID, CLIENT_SECRET, SandboxClock, SandboxConfig};
use serde_json::json;

use crate::client::{App, CHALLENGE, REDIRECT_URI, VERIFIER, told};

const GRANT: (&str, &str) = ("grant_type", "authorization_code");
const REDIRECT: (&str, &str) = ("redirect_uri", REDIRECT_URI);

async fn with_challenge(app: &App) -> String {
    app.code(&[("code_challenge", CHALLENGE), ("code_challenge_method", "S256")])
        .await
}

#[tokio::test]
async fn the_right_verifier_brings_tokens() {
    let app = App::new(SandboxConfig::default()).await;
    let code = with_challenge(&app).await;

    let (status, token) = told(
        app.token(&[GRANT, REDIRECT, ("code", &code), ("code_verifier", VERIFIER)])
            .await,
    )
    .await;

    assert_eq!(status, 200);
    assert_eq!(token["token_type"], "bearer");
    assert_eq!(token["token_use"], "access_token");
    assert_eq!(token["expires_in"], 1800);
    assert_eq!(token["hub_id"], 62515);
    assert!(token["refresh_token"].is_string() && token["access_token"].is_string());
}

#[rstest]
#[case::wrong(Some("not-the-verifier-that-the-challenge-was-made-of"))]
#[case::the_challenge_itself(Some(CHALLENGE))]
#[case::missing(None)]
#[tokio::test]
async fn any_other_verifier_is_refused(#[case] verifier: Option<&str>) {
    let app = App::new(SandboxConfig::default()).await;
    let code = with_challenge(&app).await;
    let mut form = vec![GRANT, REDIRECT, ("code", code.as_str())];
    form.extend(verifier.map(|verifier| ("code_verifier", verifier)));

    let (status, error) = told(app.token(&form).await).await;

    assert_eq!(
        (status, &error["status"], &error["error"]),
        (400, &json!("BAD_CODE_VERIFIER"), &json!("invalid_grant"))
    );
}

#[tokio::test]
async fn a_verifier_without_a_challenge_is_refused() {
    let app = App::new(SandboxConfig::default()).await;
    let code = app.code(&[]).await;

    let (_, error) = told(
        app.token(&[GRANT, REDIRECT, ("code", &code), ("code_verifier", VERIFIER)])
            .await,
    )
    .await;

    assert_eq!(error["status"], "BAD_CODE_VERIFIER");
}

#[tokio::test]
async fn without_a_challenge_no_verifier_is_needed() {
    let app = App::new(SandboxConfig::default()).await;
    let code = app.code(&[]).await;
    assert_eq!(app.exchange(&code).await.status(), 200);
}

#[tokio::test]
async fn a_code_is_honoured_once() {
    let app = App::new(SandboxConfig::default()).await;
    let code = app.code(&[]).await;
    app.exchange(&code).await;

    let (status, error) = told(app.exchange(&code).await).await;

    let expected = json!({
        "error": "invalid_grant",
        "error_description": "missing or unknown auth code",
        "status": "BAD_AUTH_CODE",
        "message": "missing or unknown auth code",
    });
    assert_eq!((status, error), (400, expected));
}

#[rstest]
#[case(59, 200)]
#[case(60, 400)]
#[tokio::test]
async fn a_code_lives_for_sixty_seconds(#[case] age: u64, #[case] expected: u16) {
    let clock = SandboxClock::frozen_at("2026-05-01T00:00:00Z".parse().unwrap());
    let app = App::new(SandboxConfig {
        clock,
        ..SandboxConfig::default()
    })
    .await;
    let code = app.code(&[]).await;

    app.sandbox.advance(Duration::from_secs(age));

    assert_eq!(app.exchange(&code).await.status(), expected);
}

#[rstest]
#[case(("redirect_uri", "http://localhost:3001/integrations/hubspot/oauth2callback"), "BAD_REDIRECT_URI", "invalid_request")]
#[case(("redirect_uri", ""), "BAD_REDIRECT_URI", "invalid_request")]
#[case(("client_id", "somebody"), "BAD_CLIENT_ID", "invalid_client")]
#[case(("client_secret", "guess"), "BAD_CLIENT_SECRET", "invalid_client")]
#[case(("client_secret", ""), "BAD_CLIENT_SECRET", "invalid_client")]
#[case(("grant_type", "password"), "BAD_GRANT_TYPE", "unsupported_grant_type")]
#[case(("grant_type", ""), "BAD_GRANT_TYPE", "unsupported_grant_type")]
#[case(("code", "na1-0000-0000-0000-000000000000"), "BAD_AUTH_CODE", "invalid_grant")]
#[tokio::test]
async fn a_wrong_parameter_is_named(#[case] wrong: (&str, &str), #[case] status: &str, #[case] error: &str) {
    let app = App::new(SandboxConfig::default()).await;
    let code = app.code(&[]).await;
    let right = [GRANT, REDIRECT, ("code", &code)];
    let mut form: Vec<_> = right.into_iter().filter(|(name, _)| *name != wrong.0).collect();
    form.push(wrong);

    let (http_status, body) = told(app.token(&form).await).await;

    assert_eq!(http_status, 400);
    assert_eq!((&body["status"], &body["error"]), (&json!(status), &json!(error)));
}

#[tokio::test]
async fn a_json_body_has_no_grant_type() {
    let app = App::new(SandboxConfig::default()).await;
    let code = app.code(&[]).await;
    let body = json!({
        "grant_type": "authorization_code",
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
        "code": code,
        "redirect_uri": REDIRECT_URI,
    });

    let (status, error) = told(app.post("/oauth/2026-09/token").json(&body).send().await.unwrap()).await;

    assert_eq!((status, &error["status"]), (400, &json!("BAD_GRANT_TYPE")));
}

#[rstest]
#[tokio::test]
async fn every_version_has_the_token_endpoint(#[values("v1", "v3", "2026-03", "2026-09")] version: &str) {
    let app = App::new(SandboxConfig::default()).await;
    let response = app.post(&format!("/oauth/{version}/token")).send().await.unwrap();
    assert_eq!(told(response).await.1["status"], "BAD_GRANT_TYPE");
}
