//! Bearer tokens, account details, uninstalling.

use std::time::Duration;

use rstest::rstest;
use sandbox::{Portal, SandboxClock, SandboxConfig};
use serde_json::json;

use crate::client::{App, told, with_contacts};

const CONTACTS: &str = "/crm/objects/2026-09/contacts";

#[rstest]
#[tokio::test]
async fn the_account_names_its_portal(#[values("v3", "2026-03", "2026-09")] version: &str) {
    let (app, token) = App::connected(with_contacts(0)).await;

    let path = format!("/account-info/{version}/details");
    let (status, details) = told(app.get(&path).bearer_auth(&token).send().await.unwrap()).await;

    assert_eq!(status, 200);
    assert_eq!(
        (&details["portalId"], &details["portalName"]),
        (&json!(62515), &json!("Northwind Trading"))
    );
    assert_eq!(details["uiDomain"], "app.hubspot.com");
}

#[rstest]
#[case::none(None)]
#[case::garbage(Some("garbage"))]
#[tokio::test]
async fn without_a_known_token_there_are_no_credentials(#[case] token: Option<&str>) {
    let app = App::new(with_contacts(1)).await;
    let request = app.get(CONTACTS);
    let request = if let Some(token) = token {
        request.bearer_auth(token)
    } else {
        request
    };

    let response = request.send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "application/json;charset=utf-8");
    let correlation = response.headers()["x-hubspot-correlation-id"]
        .to_str()
        .unwrap()
        .to_owned();
    let (status, body) = told(response).await;

    assert_eq!(status, 401);
    assert_eq!(
        (&body["status"], &body["category"]),
        (&json!("error"), &json!("INVALID_AUTHENTICATION"))
    );
    assert_eq!(body["correlationId"], correlation);
    assert!(
        body["message"]
            .as_str()
            .unwrap()
            .starts_with("Authentication credentials not found.")
    );
}

#[tokio::test]
async fn an_expired_token_is_told_since_when() {
    let clock = SandboxClock::frozen_at("2026-05-01T00:00:00Z".parse().unwrap());
    let (app, token) = App::connected(SandboxConfig {
        clock,
        ..with_contacts(1)
    })
    .await;
    app.sandbox.advance(Duration::from_secs(1799));
    assert_eq!(
        app.get(CONTACTS).bearer_auth(&token).send().await.unwrap().status(),
        200
    );

    app.sandbox.advance(Duration::from_secs(1));
    assert_eq!(
        app.get(CONTACTS).bearer_auth(&token).send().await.unwrap().status(),
        401
    );
    app.sandbox.advance(Duration::from_mins(5));
    let (status, body) = told(app.get(CONTACTS).bearer_auth(&token).send().await.unwrap()).await;

    assert_eq!(status, 401);
    assert_eq!(
        body["message"],
        "The OAuth token used to make this call expired 5 minute(s) ago."
    );
    assert_eq!(body["category"], "EXPIRED_AUTHENTICATION");
    assert_eq!(body["context"], json!({ "expire time": ["2026-05-01T00:30:00.000Z"] }));
}

#[rstest]
#[case(CONTACTS, "crm.objects.contacts.read")]
#[case("/crm/properties/2026-09/contacts", "crm.schemas.contacts.read")]
#[case("/crm/owners/2026-09", "crm.objects.owners.read")]
#[tokio::test]
async fn a_scope_that_was_not_granted_is_named(#[case] path: &str, #[case] scope: &str) {
    let app = App::new(with_contacts(1)).await;
    app.sandbox.grant_only(Some(vec!["oauth".to_owned()]));
    let token = app.connect().await["access_token"].as_str().unwrap().to_owned();

    let (status, body) = told(app.get(path).bearer_auth(&token).send().await.unwrap()).await;

    assert_eq!((status, &body["category"]), (403, &json!("MISSING_SCOPES")));
    let any_of = body["errors"][0]["context"]["requiredGranularScopes"]
        .as_array()
        .unwrap();
    assert!(any_of.contains(&json!(scope)));
}

#[tokio::test]
async fn an_uninstalled_app_cannot_refresh_and_its_access_token_runs_out() {
    let app = App::new(with_contacts(1)).await;
    let tokens = app.connect().await;
    let (access, refresh) = (
        tokens["access_token"].as_str().unwrap(),
        tokens["refresh_token"].as_str().unwrap(),
    );

    let uninstalled = app
        .delete("/appinstalls/2026-09/external-install")
        .bearer_auth(access)
        .send()
        .await
        .unwrap();

    assert_eq!(uninstalled.status(), 204);
    assert_eq!(told(app.refresh(refresh).await).await.1["status"], "BAD_REFRESH_TOKEN");
    assert_eq!(
        app.get(CONTACTS).bearer_auth(access).send().await.unwrap().status(),
        200
    );
}

#[tokio::test]
async fn uninstalling_from_one_portal_leaves_another_alone() {
    let app = App::new(with_contacts(1)).await;
    let first = app.connect().await["access_token"].as_str().unwrap().to_owned();
    app.sandbox.set_portal(Portal {
        hub_id: 77,
        name: "Second".to_owned(),
        ..Portal::default()
    });
    let second = app.connect().await["refresh_token"].as_str().unwrap().to_owned();

    app.delete("/appinstalls/v3/external-install")
        .bearer_auth(&first)
        .send()
        .await
        .unwrap();

    assert_eq!(app.refresh(&second).await.status(), 200);
}

#[tokio::test]
async fn an_unknown_path_is_not_found_in_json() {
    let app = App::new(with_contacts(0)).await;
    let (status, body) = told(app.get("/crm/objects/2019-01/contacts").send().await.unwrap()).await;
    assert_eq!((status, &body["message"]), (404, &json!("resource not found")));
}
