//! Refresh tokens: their use, their rotation, their end.

use sandbox::{CLIENT_ID, CLIENT_SECRET, SandboxConfig};
use serde_json::{Value, json};

use crate::client::{App, told};

fn text(answer: &Value, name: &str) -> String {
    answer[name].as_str().unwrap().to_owned()
}

fn rotating() -> SandboxConfig {
    SandboxConfig {
        rotate_refresh_tokens: true,
        ..SandboxConfig::default()
    }
}

async fn ask(app: &App, path: &str, token: &str) -> reqwest::Response {
    let form = [
        ("client_id", CLIENT_ID),
        ("client_secret", CLIENT_SECRET),
        ("token", token),
    ];
    app.post(path).form(&form).send().await.unwrap()
}

async fn introspect(app: &App, token: &str) -> (u16, Value) {
    told(ask(app, "/oauth/2026-09/token/introspect", token).await).await
}

#[tokio::test]
async fn a_refresh_brings_a_new_access_token_and_the_same_refresh_token() {
    let app = App::new(SandboxConfig::default()).await;
    let first = app.connect().await;

    let (status, second) = told(app.refresh(&text(&first, "refresh_token")).await).await;

    assert_eq!(status, 200);
    assert_eq!(second["refresh_token"], first["refresh_token"]);
    assert_ne!(second["access_token"], first["access_token"]);
    assert_eq!(second["scopes"], first["scopes"]);
    let old = introspect(&app, &text(&first, "access_token")).await.1;
    assert_eq!(old["active"], true, "a refresh leaves the older access token alone");
}

#[tokio::test]
async fn an_unknown_refresh_token_is_refused_in_hubspots_words() {
    let app = App::new(SandboxConfig::default()).await;

    let answer = told(app.refresh("na1-0000-0000-0000-000000000000").await).await;

    let sentence = "refresh token is invalid, expired or revoked";
    let expected = json!({
        "error": "invalid_grant",
        "error_description": sentence,
        "status": "BAD_REFRESH_TOKEN",
        "message": sentence,
    });
    assert_eq!(answer, (400, expected));
}

#[tokio::test]
async fn a_replayed_refresh_token_ends_the_grant() {
    let app = App::new(rotating()).await;
    let first = app.connect().await;
    let (_, second) = told(app.refresh(&text(&first, "refresh_token")).await).await;
    assert_ne!(second["refresh_token"], first["refresh_token"]);

    let replay = app.refresh(&text(&first, "refresh_token")).await;

    assert_eq!(replay.status(), 400);
    assert_eq!(app.refresh(&text(&second, "refresh_token")).await.status(), 400);
    assert_eq!(
        introspect(&app, &text(&second, "access_token")).await.1,
        json!({ "active": false })
    );
}

#[tokio::test]
async fn rotation_goes_on_while_nobody_replays() {
    let app = App::new(rotating()).await;
    let mut token = text(&app.connect().await, "refresh_token");
    for _ in 0..3 {
        let (status, answer) = told(app.refresh(&token).await).await;
        assert_eq!(status, 200);
        token = text(&answer, "refresh_token");
    }
}

#[tokio::test]
async fn introspection_tells_who_and_what_of_both_kinds() {
    let app = App::new(SandboxConfig::default()).await;
    let tokens = app.connect().await;

    let (_, access) = introspect(&app, &text(&tokens, "access_token")).await;
    let (_, refresh) = introspect(&app, &text(&tokens, "refresh_token")).await;

    assert_eq!(
        (&access["active"], &access["token_use"]),
        (&json!(true), &json!("access_token"))
    );
    assert_eq!(
        (&access["user"], &access["hub_id"]),
        (&json!("ada@northwind.example"), &json!(62515))
    );
    assert!(access["expires_in"].as_i64().unwrap() > 1790);
    assert_eq!(
        (&refresh["active"], &refresh["token_use"]),
        (&json!(true), &json!("refresh_token"))
    );
    assert_eq!(refresh["scopes"], tokens["scopes"]);
}

#[tokio::test]
async fn introspection_of_the_unknown_says_inactive_and_no_more() {
    let app = App::new(SandboxConfig::default()).await;
    assert_eq!(introspect(&app, "whatever").await, (200, json!({ "active": false })));
}

#[tokio::test]
async fn introspection_needs_the_client() {
    let app = App::new(SandboxConfig::default()).await;
    let response = app
        .post("/oauth/v3/token/introspect")
        .form(&[("token", "t")])
        .send()
        .await
        .unwrap();
    assert_eq!(told(response).await.1["status"], "BAD_CLIENT_ID");
}

#[tokio::test]
async fn a_revoked_refresh_token_is_dead_and_its_access_token_lives_on() {
    let app = App::new(SandboxConfig::default()).await;
    let tokens = app.connect().await;
    let (access, refresh) = (text(&tokens, "access_token"), text(&tokens, "refresh_token"));

    assert_eq!(ask(&app, "/oauth/2026-09/token/revoke", &refresh).await.status(), 200);

    assert_eq!(app.refresh(&refresh).await.status(), 400);
    assert_eq!(introspect(&app, &refresh).await.1["active"], false);
    assert_eq!(introspect(&app, &access).await.1["active"], true);
    assert_eq!(ask(&app, "/oauth/2026-09/token/revoke", "unknown").await.status(), 200);
}

#[tokio::test]
async fn the_legacy_facts_are_there_until_the_token_is_deleted() {
    let app = App::new(SandboxConfig::default()).await;
    let tokens = app.connect().await;
    let access = format!("/oauth/v1/access-tokens/{}", text(&tokens, "access_token"));
    let refresh = format!("/oauth/v1/refresh-tokens/{}", text(&tokens, "refresh_token"));

    assert_eq!(
        told(app.get(&access).send().await.unwrap()).await.1["token_type"],
        "access"
    );
    assert_eq!(
        told(app.get(&refresh).send().await.unwrap()).await.1["token_type"],
        "refresh"
    );
    assert_eq!(app.delete(&refresh).send().await.unwrap().status(), 204);
    assert_eq!(app.get(&refresh).send().await.unwrap().status(), 404);
}
