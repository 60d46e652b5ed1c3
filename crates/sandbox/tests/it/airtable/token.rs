//! Airtable's token endpoint.

use std::time::Duration;

use rstest::rstest;
use sandbox::{AirtableConfig, CLIENT_ID, CLIENT_SECRET, SandboxClock, SandboxConfig};
use serde_json::json;

use super::{App, REDIRECT_URI, with};
use crate::client::{CHALLENGE, VERIFIER, told};

const WHOAMI: &str = "/v0/meta/whoami";

async fn frozen() -> App {
    let clock = SandboxClock::frozen_at("2026-05-01T00:00:00Z".parse().unwrap());
    App::new(SandboxConfig {
        clock,
        ..with(AirtableConfig::default())
    })
    .await
}

#[tokio::test]
async fn the_answer_has_lifetimes_and_scopes() {
    let app = frozen().await;

    let tokens = app.connect().await;

    assert_eq!(tokens["token_type"], "Bearer");
    assert_eq!(tokens["expires_in"], 3600);
    assert_eq!(tokens["refresh_expires_in"], 60 * 24 * 3600);
    assert_eq!(tokens["scope"], super::SCOPE);
    let token = tokens["access_token"].as_str().unwrap();
    assert_eq!(app.ask(token, WHOAMI).await.0, 200);
}

#[rstest]
#[case(("code_verifier", ""), "invalid_request")]
#[case(("code_verifier", CHALLENGE), "invalid_grant")]
#[case(("redirect_uri", "http://localhost:3001/integrations/airtable/oauth2callback"), "invalid_grant")]
#[case(("code", "unknown"), "invalid_grant")]
#[case(("grant_type", "password"), "unsupported_grant_type")]
#[case(("grant_type", ""), "invalid_request")]
#[tokio::test]
async fn a_wrong_parameter_is_refused(#[case] wrong: (&str, &str), #[case] error: &str) {
    let app = frozen().await;
    let code = app.code().await;
    let right = [
        ("grant_type", "authorization_code"),
        ("code", &code),
        ("redirect_uri", REDIRECT_URI),
        ("code_verifier", VERIFIER),
    ];
    let mut form: Vec<_> = right.into_iter().filter(|(name, _)| *name != wrong.0).collect();
    form.push(wrong);

    let (status, body) = app.token(&form).await;

    assert_eq!((status, &body["error"]), (400, &json!(error)));
}

#[tokio::test]
async fn a_code_is_honoured_once_and_not_for_long() {
    let app = frozen().await;
    let code = app.code().await;
    app.exchange(&code).await;
    let (status, body) = app.exchange(&code).await;
    assert_eq!((status, &body["error"]), (400, &json!("invalid_grant")));

    let late = app.code().await;
    app.sandbox.advance(Duration::from_mins(1));
    assert_eq!(app.exchange(&late).await.0, 400);
}

#[tokio::test]
async fn the_client_authenticates_by_basic_and_no_other_way() {
    let app = frozen().await;
    let code = app.code().await;
    let form = [
        ("grant_type", "authorization_code"),
        ("code", &code),
        ("redirect_uri", REDIRECT_URI),
        ("code_verifier", VERIFIER),
        ("client_id", CLIENT_ID),
        ("client_secret", CLIENT_SECRET),
    ];
    let request = app.post("/oauth2/v1/token").form(&form);
    let wrong = app
        .post("/oauth2/v1/token")
        .basic_auth(CLIENT_ID, Some("guess"))
        .form(&form);

    for request in [request, wrong] {
        let response = request.send().await.unwrap();
        assert!(response.headers().contains_key("www-authenticate"));
        let (status, body) = told(response).await;
        assert_eq!((status, &body["error"]), (401, &json!("invalid_client")));
    }
    assert_eq!(app.exchange(&code).await.0, 200, "the code was not used up");
}

#[tokio::test]
async fn a_refresh_replaces_both_tokens() {
    let app = frozen().await;
    let old = app.connect().await;

    let (status, new) = app.refresh(old["refresh_token"].as_str().unwrap()).await;

    assert_eq!(status, 200);
    assert_ne!(new["refresh_token"], old["refresh_token"]);
    assert_eq!(app.ask(old["access_token"].as_str().unwrap(), WHOAMI).await.0, 401);
    assert_eq!(app.ask(new["access_token"].as_str().unwrap(), WHOAMI).await.0, 200);
}

#[tokio::test]
async fn a_replayed_refresh_token_ends_the_grant() {
    let app = frozen().await;
    let old = app.connect().await;
    let (_, new) = app.refresh(old["refresh_token"].as_str().unwrap()).await;

    let (status, body) = app.refresh(old["refresh_token"].as_str().unwrap()).await;

    assert_eq!((status, &body["error"]), (400, &json!("invalid_grant")));
    assert_eq!(app.ask(new["access_token"].as_str().unwrap(), WHOAMI).await.0, 401);
    assert_eq!(app.refresh(new["refresh_token"].as_str().unwrap()).await.0, 400);
}

#[tokio::test]
async fn access_lasts_an_hour_and_refreshing_sixty_days() {
    let app = frozen().await;
    let tokens = app.connect().await;
    let (access, refresh) = (&tokens["access_token"], &tokens["refresh_token"]);

    app.sandbox.advance(Duration::from_secs(3599));
    assert_eq!(app.ask(access.as_str().unwrap(), WHOAMI).await.0, 200);
    app.sandbox.advance(Duration::from_secs(1));
    assert_eq!(app.ask(access.as_str().unwrap(), WHOAMI).await.0, 401);

    app.sandbox.advance(Duration::from_hours(60 * 24));
    assert_eq!(app.refresh(refresh.as_str().unwrap()).await.0, 400);
}

#[tokio::test]
async fn tokens_end_on_command_and_none_is_in_the_journal() {
    let app = frozen().await;
    let tokens = app.connect().await;
    let access = tokens["access_token"].as_str().unwrap();
    app.airtable().expire_tokens();
    assert_eq!(app.ask(access, WHOAMI).await.0, 401);
    assert_eq!(app.refresh(tokens["refresh_token"].as_str().unwrap()).await.0, 200);
    app.airtable().revoke_tokens(true);
    assert_eq!(app.refresh(tokens["refresh_token"].as_str().unwrap()).await.0, 400);

    let journal = app.airtable().journal();
    let text = serde_json::to_string(&journal).unwrap();
    let secrets = app.airtable().issued_secrets();
    assert_eq!(secrets.len(), 5, "a code, two access tokens, two refresh tokens");
    assert!(secrets.iter().all(|secret| !text.contains(secret)));
    assert!(!text.contains(VERIFIER));
    assert_eq!(journal[1].authorization.as_deref(), Some("Basic"));
    assert!(app.sandbox.journal().is_empty(), "HubSpot was asked nothing");
}
