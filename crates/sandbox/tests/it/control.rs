//! The remote control over HTTP, and what the journal must not hold.

use rstest::rstest;
use sandbox::{CLIENT_SECRET, SandboxConfig};
use serde_json::{Value, json};

use crate::client::{App, CHALLENGE, VERIFIER, told, with_contacts};

const CONTACTS: &str = "/crm/objects/2026-09/contacts";

async fn control(app: &App, path: &str, body: Value) -> u16 {
    app.post(&format!("/_sandbox/{path}"))
        .json(&body)
        .send()
        .await
        .unwrap()
        .status()
        .as_u16()
}

async fn list(app: &App, token: &str) -> (u16, Value) {
    told(app.get(CONTACTS).bearer_auth(token).send().await.unwrap()).await
}

#[tokio::test]
async fn the_journal_tells_requests_in_order_and_no_secret() {
    let app = App::new(with_contacts(1)).await;
    let code = app
        .code(&[("code_challenge", CHALLENGE), ("code_challenge_method", "S256")])
        .await;
    let redirect = ("redirect_uri", crate::client::REDIRECT_URI);
    let form = [
        ("grant_type", "authorization_code"),
        redirect,
        ("code", &code),
        ("code_verifier", VERIFIER),
    ];
    let token = told(app.token(&form).await).await.1["access_token"]
        .as_str()
        .unwrap()
        .to_owned();
    app.get(&format!("/oauth/v1/access-tokens/{token}"))
        .send()
        .await
        .unwrap();
    list(&app, &token).await;

    let (_, journal) = told(app.get("/_sandbox/journal").send().await.unwrap()).await;

    let paths: Vec<&str> = journal
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["path"].as_str().unwrap())
        .collect();
    assert_eq!(
        paths,
        [
            "/oauth/authorize",
            "/oauth/2026-09/token",
            "/oauth/v1/access-tokens/redacted",
            CONTACTS
        ]
    );
    assert!(journal[0]["query"].as_str().unwrap().contains(CHALLENGE));
    let names = json!([
        "client_id",
        "client_secret",
        "grant_type",
        "redirect_uri",
        "code",
        "code_verifier"
    ]);
    assert_eq!(journal[1]["form_names"], names);
    assert_eq!(
        (&journal[3]["method"], &journal[3]["status"]),
        (&json!("GET"), &json!(200))
    );
    let text = journal.to_string();
    let secrets = app.sandbox.issued_secrets();
    assert_eq!(secrets.len(), 3, "a code, an access token, a refresh token");
    for secret in secrets.iter().map(String::as_str).chain([CLIENT_SECRET, VERIFIER]) {
        assert!(!text.contains(secret));
    }

    assert_eq!(app.delete("/_sandbox/journal").send().await.unwrap().status(), 204);
    assert!(app.sandbox.journal().is_empty());
}

#[tokio::test]
async fn a_fault_is_planned_and_forgotten_over_http() {
    let app = App::new(with_contacts(1)).await;
    let fault = json!({ "method": "GET", "path_prefix": "/crm/", "times": 2, "status": 500, "body": "<h1>oops</h1>" });
    assert_eq!(control(&app, "faults", fault).await, 204);

    let faulted = app.get(CONTACTS).send().await.unwrap();
    assert_eq!(
        (faulted.status().as_u16(), faulted.text().await.unwrap().as_str()),
        (500, "<h1>oops</h1>")
    );
    assert_eq!(app.delete("/_sandbox/faults").send().await.unwrap().status(), 204);
    assert_eq!(app.get(CONTACTS).send().await.unwrap().status(), 401);
}

#[rstest]
#[case("faults", json!({ "status": 99 }))]
#[case("faults", json!({ "no_such_field": 1 }))]
#[case("contacts", json!({ "number": 1 }))]
#[case("portal", json!({ "name": "without a number" }))]
#[case("consent", json!({ "mode": "perhaps" }))]
#[tokio::test]
async fn what_it_does_not_understand_it_refuses(#[case] path: &str, #[case] body: Value) {
    let app = App::new(with_contacts(0)).await;
    assert_eq!(control(&app, path, body).await, 400);
}

#[tokio::test]
async fn tokens_expire_on_command_and_can_be_refreshed() {
    let app = App::new(with_contacts(1)).await;
    let tokens = app.connect().await;

    let expired = app.post("/_sandbox/tokens/expire").send().await.unwrap();

    assert_eq!(told(expired).await.1, json!({ "expired": 1 }));
    let (status, body) = list(&app, tokens["access_token"].as_str().unwrap()).await;
    assert_eq!((status, &body["category"]), (401, &json!("EXPIRED_AUTHENTICATION")));
    assert_eq!(
        app.refresh(tokens["refresh_token"].as_str().unwrap()).await.status(),
        200
    );
}

#[rstest]
#[case(None, 401)]
#[case(Some(json!({ "access_tokens": false })), 200)]
#[tokio::test]
async fn tokens_are_revoked_on_command(#[case] body: Option<Value>, #[case] expected: u16) {
    let app = App::new(with_contacts(1)).await;
    let tokens = app.connect().await;

    let request = app.post("/_sandbox/tokens/revoke");
    let request = if let Some(body) = body {
        request.json(&body)
    } else {
        request
    };
    assert_eq!(told(request.send().await.unwrap()).await.1, json!({ "revoked": 1 }));

    assert_eq!(list(&app, tokens["access_token"].as_str().unwrap()).await.0, expected);
    assert_eq!(
        app.refresh(tokens["refresh_token"].as_str().unwrap()).await.status(),
        400
    );
}

#[tokio::test]
async fn contacts_are_replaced_by_number_or_by_list() {
    let (app, token) = App::connected(with_contacts(1)).await;

    assert_eq!(control(&app, "contacts", json!({ "count": 3 })).await, 204);
    assert_eq!(list(&app, &token).await.1["results"].as_array().unwrap().len(), 3);

    assert_eq!(
        control(
            &app,
            "contacts",
            json!([{ "properties": { "email": "only@example.com" } }])
        )
        .await,
        204
    );
    let (_, page) = list(&app, &token).await;
    assert_eq!(page["results"].as_array().unwrap().len(), 1);
    assert_eq!(page["results"][0]["properties"]["email"], "only@example.com");
}

#[tokio::test]
async fn grant_portal_and_consent_are_set_over_http() {
    let app = App::new(with_contacts(1)).await;
    assert_eq!(control(&app, "grant", json!({ "scopes": ["oauth"] })).await, 204);
    let portal = json!({ "hub_id": 77, "name": "Second", "user": "bob@second.example" });
    assert_eq!(control(&app, "portal", portal).await, 204);
    let tokens = app.connect().await;
    assert_eq!((&tokens["hub_id"], &tokens["scopes"]), (&json!(77), &json!(["oauth"])));

    assert_eq!(control(&app, "consent", json!({ "mode": "page" })).await, 204);
    assert!(
        app.authorize(&[])
            .await
            .text()
            .await
            .unwrap()
            .contains("bob@second.example")
    );
    assert_eq!(
        control(&app, "consent", json!({ "mode": "deny", "deny": "stay" })).await,
        204
    );
    assert_eq!(app.authorize(&[]).await.status(), 200);
}

#[tokio::test]
async fn a_reset_brings_the_beginning_back() {
    let (app, token) = App::connected(SandboxConfig {
        contacts: 2,
        ..SandboxConfig::default()
    })
    .await;
    control(&app, "contacts", json!({ "count": 9 })).await;
    control(&app, "grant", json!({ "scopes": [] })).await;
    control(&app, "faults", json!({ "status": 500 })).await;

    assert_eq!(control(&app, "reset", json!(null)).await, 204);

    assert!(app.sandbox.journal().is_empty());
    assert_eq!(list(&app, &token).await.0, 401, "the grants are gone");
    let token = app.connect().await["access_token"].as_str().unwrap().to_owned();
    assert_eq!(list(&app, &token).await.1["results"].as_array().unwrap().len(), 2);
}
