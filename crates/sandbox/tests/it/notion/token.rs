//! Notion's token endpoint, introspection and revocation.

use std::time::Duration;

use rstest::rstest;
use sandbox::{CLIENT_ID, CLIENT_SECRET, NotionConfig, SandboxClock, SandboxConfig};
use serde_json::{Value, json};

use super::{App, REDIRECT_URI, with};
use crate::client::told;

const ME: &str = "/v1/users/me";

async fn frozen() -> App {
    let clock = SandboxClock::frozen_at("2026-05-01T00:00:00Z".parse().unwrap());
    App::new(SandboxConfig {
        clock,
        ..with(NotionConfig::default())
    })
    .await
}

fn text<'a>(tokens: &'a Value, name: &str) -> &'a str {
    tokens[name].as_str().unwrap()
}

#[tokio::test]
async fn the_answer_names_workspace_bot_and_owner_and_no_lifetime() {
    let app = frozen().await;

    let tokens = app.connect().await;

    assert_eq!(tokens["token_type"], "bearer");
    assert_eq!(tokens["workspace_name"], "Northwind Notes");
    assert_eq!(tokens["owner"]["user"]["person"]["email"], "ada@northwind.example");
    assert_eq!(tokens.get("expires_in"), None);
    let (_, me) = app.ask(text(&tokens, "access_token"), ME).await;
    assert_eq!((&me["id"], &me["type"]), (&tokens["bot_id"], &json!("bot")));
    assert_eq!(me["bot"]["workspace_name"], "Northwind Notes");
    app.sandbox.advance(Duration::from_hours(10_000));
    assert_eq!(app.ask(text(&tokens, "access_token"), ME).await.0, 200);
}

#[rstest]
#[case(json!({ "grant_type": "password" }), "unsupported_grant_type")]
#[case(json!({ "code": "x" }), "invalid_request")]
#[case(json!({ "grant_type": "authorization_code" }), "invalid_request")]
#[case(json!({ "grant_type": "authorization_code", "code": "x", "redirect_uri": REDIRECT_URI }), "invalid_grant")]
#[case(json!({ "grant_type": "refresh_token", "refresh_token": "x" }), "invalid_grant")]
#[tokio::test]
async fn what_makes_no_sense_is_refused(#[case] body: Value, #[case] error: &str) {
    let app = frozen().await;
    let (status, body) = app.oauth("/v1/oauth/token", body).await;
    assert_eq!((status, &body["error"]), (400, &json!(error)));
    assert!(body["request_id"].is_string());
}

#[tokio::test]
async fn a_code_needs_its_redirect_uri_and_is_honoured_once() {
    let app = frozen().await;
    let code = app.code().await;
    app.exchange(&code).await;
    assert_eq!(app.exchange(&code).await.1["error"], "invalid_grant");

    let body = json!({ "grant_type": "authorization_code", "code": app.code().await });
    assert_eq!(app.oauth("/v1/oauth/token", body).await.1["error"], "invalid_grant");

    let late = app.code().await;
    app.sandbox.advance(Duration::from_mins(1));
    assert_eq!(app.exchange(&late).await.1["error"], "invalid_grant");
}

#[tokio::test]
async fn a_form_and_a_secret_in_the_body_are_refused() {
    let app = frozen().await;
    let code = app.code().await;
    let form = [
        ("grant_type", "authorization_code"),
        ("code", &code),
        ("redirect_uri", REDIRECT_URI),
        ("client_id", CLIENT_ID),
        ("client_secret", CLIENT_SECRET),
    ];
    let without = app.post("/v1/oauth/token").form(&form);
    assert_eq!(told(without.send().await.unwrap()).await.0, 401);
    let with = app
        .post("/v1/oauth/token")
        .form(&form)
        .basic_auth(CLIENT_ID, Some(CLIENT_SECRET));
    assert_eq!(told(with.send().await.unwrap()).await.0, 400);
}

#[tokio::test]
async fn a_refresh_replaces_both_tokens_and_a_replay_ends_the_grant() {
    let app = frozen().await;
    let old = app.connect().await;

    let (status, new) = app.refresh(text(&old, "refresh_token")).await;

    assert_eq!(status, 200);
    assert_ne!(new["refresh_token"], old["refresh_token"]);
    assert_eq!(app.ask(text(&old, "access_token"), ME).await.0, 401);
    assert_eq!(app.ask(text(&new, "access_token"), ME).await.0, 200);
    assert_eq!(
        app.refresh(text(&old, "refresh_token")).await.1["error"],
        "invalid_grant"
    );
    assert_eq!(app.ask(text(&new, "access_token"), ME).await.0, 401);
}

#[tokio::test]
async fn introspection_tells_living_tokens_from_dead_ones() {
    let app = frozen().await;
    let tokens = app.connect().await;
    let introspect = async |token: &str| app.oauth("/v1/oauth/introspect", json!({ "token": token })).await.1;

    let access = introspect(text(&tokens, "access_token")).await;
    assert_eq!(
        (&access["active"], &access["iat"]),
        (&json!(true), &json!(1_777_593_600))
    );
    assert_eq!(introspect(text(&tokens, "refresh_token")).await["active"], true);
    assert_eq!(introspect("unknown").await["active"], false);
}

#[rstest]
#[tokio::test]
async fn a_revocation_ends_the_grant(#[values("access_token", "refresh_token")] which: &str) {
    let app = frozen().await;
    let tokens = app.connect().await;

    let (status, _) = app.oauth("/v1/oauth/revoke", json!({ "token": tokens[which] })).await;

    assert_eq!(status, 200);
    assert_eq!(app.ask(text(&tokens, "access_token"), ME).await.0, 401);
    assert_eq!(app.refresh(text(&tokens, "refresh_token")).await.0, 400);
    assert_eq!(
        app.oauth("/v1/oauth/revoke", json!({ "token": "unknown" })).await.0,
        200
    );
}

#[tokio::test]
async fn the_journal_names_the_members_of_a_body_and_tells_no_secret() {
    let app = frozen().await;
    let tokens = app.connect().await;
    app.refresh(text(&tokens, "refresh_token")).await;

    let journal = app.notion().journal();

    assert_eq!(journal[1].json_names, ["code", "grant_type", "redirect_uri"]);
    assert_eq!(journal[1].authorization.as_deref(), Some("Basic"));
    let written = serde_json::to_string(&journal).unwrap();
    assert!(
        app.notion()
            .issued_secrets()
            .iter()
            .all(|secret| !written.contains(secret))
    );
}
