//! Pipedrive's token endpoint.

use std::time::Duration;

use rstest::rstest;
use sandbox::{CLIENT_ID, PipedriveConfig, SandboxClock, SandboxConfig};
use serde_json::{Value, json};

use super::{App, REDIRECT_URI, with};
use crate::client::told;

const ME: &str = "/v1/users/me";

async fn frozen() -> App {
    let clock = SandboxClock::frozen_at("2026-05-01T00:00:00Z".parse().unwrap());
    App::new(SandboxConfig {
        clock,
        ..with(PipedriveConfig::default())
    })
    .await
}

fn text<'a>(tokens: &'a Value, name: &str) -> &'a str {
    tokens[name].as_str().unwrap()
}

#[tokio::test]
async fn the_answer_has_lifetime_scopes_and_a_domain() {
    let tokens = frozen().await.connect().await;
    assert_eq!(tokens["token_type"], "Bearer");
    assert_eq!(tokens["expires_in"], 3600);
    assert_eq!(tokens["scope"], "base,contacts:read");
    assert_eq!(tokens["api_domain"], "https://northwind-sales.pipedrive.example");
}

#[rstest]
#[case(("grant_type", ""), "Missing parameter: grant_type")]
#[case(("grant_type", "password"), "Unsupported grant type: grant_type is invalid")]
#[case(("code", "unknown"), "Invalid grant: authorization_code is invalid")]
#[case(("redirect_uri", ""), "Invalid request: redirect_uri is not a valid URI")]
#[case(("redirect_uri", "http://localhost:1/integrations/pipedrive/oauth2callback"), "Invalid request: redirect_uri is invalid")]
#[tokio::test]
async fn a_wrong_parameter_is_named(#[case] wrong: (&str, &str), #[case] message: &str) {
    let app = frozen().await;
    let code = app.code().await;
    let right = [
        ("grant_type", "authorization_code"),
        ("code", &code),
        ("redirect_uri", REDIRECT_URI),
    ];
    let mut form: Vec<_> = right.into_iter().filter(|(name, _)| *name != wrong.0).collect();
    form.push(wrong);

    let (status, body) = app.token(&form).await;

    assert_eq!((status, &body["message"]), (400, &json!(message)));
}

#[tokio::test]
async fn a_code_lives_for_five_minutes_and_is_honoured_once() {
    let app = frozen().await;
    let (code, late) = (app.code().await, app.code().await);
    app.sandbox.advance(Duration::from_secs(299));
    assert_eq!(app.exchange(&code).await.0, 200);
    assert_eq!(app.exchange(&code).await.1["error"], "invalid_grant");
    app.sandbox.advance(Duration::from_secs(1));
    assert_eq!(
        app.exchange(&late).await.1["message"],
        "Invalid grant: authorization_code has expired"
    );
}

#[tokio::test]
async fn the_client_authenticates_by_basic_and_sends_a_form() {
    let app = frozen().await;
    let refresh = json!({ "grant_type": "refresh_token" });
    let anonymous = app.post("/oauth/token").json(&refresh);
    let wrong = app
        .post("/oauth/token")
        .basic_auth(CLIENT_ID, Some("guess"))
        .json(&refresh);
    let json = app
        .post("/oauth/token")
        .basic_auth(CLIENT_ID, Some(sandbox::CLIENT_SECRET))
        .json(&refresh);
    for (request, message) in [
        (anonymous, "Invalid client: cannot retrieve client credentials"),
        (wrong, "Invalid client: client is invalid"),
        (
            json,
            "Invalid request: content must be application/x-www-form-urlencoded",
        ),
    ] {
        let (status, body) = told(request.send().await.unwrap()).await;
        assert_eq!((status, &body["message"]), (400, &json!(message)));
    }
}

#[tokio::test]
async fn a_refresh_replaces_the_refresh_token_and_a_replay_is_refused_and_ends_nothing() {
    let app = frozen().await;
    let old = app.connect().await;

    let (status, new) = app.refresh(text(&old, "refresh_token")).await;

    assert_eq!(status, 200);
    assert_ne!(new["refresh_token"], old["refresh_token"]);
    let (status, refused) = app.refresh(text(&old, "refresh_token")).await;
    assert_eq!((status, &refused["error"]), (400, &json!("invalid_grant")));
    assert_eq!(app.ask(text(&old, "access_token"), ME).await.0, 200);
    assert_eq!(app.ask(text(&new, "access_token"), ME).await.0, 200);
    assert_eq!(app.refresh(text(&new, "refresh_token")).await.0, 200);
}

#[tokio::test]
async fn access_lasts_an_hour_and_refreshing_sixty_idle_days() {
    let app = frozen().await;
    let tokens = app.connect().await;
    app.sandbox.advance(Duration::from_hours(1));
    let (status, error) = app.ask(text(&tokens, "access_token"), ME).await;
    assert_eq!(
        (status, &error["error"]),
        (401, &json!("Invalid token: access token is invalid"))
    );
    app.sandbox.advance(Duration::from_hours(60 * 24));
    assert_eq!(app.refresh(text(&tokens, "refresh_token")).await.0, 400);
}
