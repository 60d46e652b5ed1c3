//! Airtable's authorization endpoint.

use rstest::rstest;
use sandbox::{AirtableConfig, Consent, SandboxConfig};
use serde_json::Value;

use super::{App, REDIRECT_URI, with};
use crate::authorize::hidden_inputs;
use crate::client::callback;

fn asking() -> SandboxConfig {
    SandboxConfig {
        consent: Consent::Page,
        ..with(AirtableConfig::default())
    }
}

#[tokio::test]
async fn the_page_names_the_user_and_the_scopes_and_its_form_brings_a_code() {
    let app = App::new(asking()).await;
    let page = app.authorize(&[]).await.text().await.unwrap();
    for named in ["ada@northwind.example", "data.records:read", "schema.bases:read"] {
        assert!(page.contains(named), "{named}");
    }
    let mut form = hidden_inputs(&page);
    form.push(("decision".to_owned(), "allow".to_owned()));

    let response = app.post("/oauth2/v1/authorize").form(&form).send().await.unwrap();

    let location = response.headers()["location"].to_str().unwrap();
    assert!(location.starts_with(REDIRECT_URI), "{location}");
    assert_eq!(callback(&response, "state").as_deref(), Some("the state"));
    let code = callback(&response, "code").unwrap();
    assert_eq!(app.exchange(&code).await.0, 200, "the challenge went through the form");
}

#[tokio::test]
async fn a_denial_goes_back_with_an_error_and_the_state() {
    let app = App::new(asking()).await;
    let mut form = hidden_inputs(&app.authorize(&[]).await.text().await.unwrap());
    form.push(("decision".to_owned(), "deny".to_owned()));

    let response = app.post("/oauth2/v1/authorize").form(&form).send().await.unwrap();

    assert_eq!(callback(&response, "error").as_deref(), Some("access_denied"));
    assert_eq!(callback(&response, "state").as_deref(), Some("the state"));
}

#[rstest]
#[case(("client_id", "somebody"))]
#[case(("redirect_uri", "http://localhost:3000/integrations/hubspot/oauth2callback"))]
#[case(("redirect_uri", "http://localhost:3000/integrations/airtable/oauth2callback/"))]
#[tokio::test]
async fn a_bad_client_or_redirect_uri_stays_at_the_provider(#[case] mistake: (&str, &str)) {
    let app = App::new(asking()).await;
    let response = app.authorize(&[mistake]).await;
    assert_eq!(response.status(), 400);
    assert!(response.headers().get("location").is_none());
}

#[rstest]
#[case(("response_type", "token"), "unsupported_response_type")]
#[case(("code_challenge", ""), "invalid_request")]
#[case(("code_challenge", "too short"), "invalid_request")]
#[case(("code_challenge_method", ""), "invalid_request")]
#[case(("code_challenge_method", "plain"), "invalid_request")]
#[case(("state", ""), "invalid_request")]
#[case(("scope", ""), "invalid_scope")]
#[case(("scope", "no.such:scope"), "invalid_scope")]
#[case(("scope", "schema.bases:read schema.bases:read"), "invalid_scope")]
#[tokio::test]
async fn any_other_mistake_goes_back_to_the_app(#[case] mistake: (&str, &str), #[case] error: &str) {
    let app = App::new(asking()).await;

    let response = app.authorize(&[mistake]).await;

    assert_eq!(response.status(), 302);
    assert_eq!(callback(&response, "error").as_deref(), Some(error));
    assert_eq!(callback(&response, "code"), None);
    let state = (mistake.0 != "state").then_some("the state");
    assert_eq!(callback(&response, "state").as_deref(), state);
}

#[tokio::test]
async fn a_narrower_grant_is_told_in_the_token() {
    let app = App::new(with(AirtableConfig::default())).await;
    app.airtable().grant_only(Some(vec!["schema.bases:read".to_owned()]));
    assert_eq!(app.connect().await["scope"], "schema.bases:read");
}

#[tokio::test]
async fn another_user_can_consent() {
    let app = App::new(with(AirtableConfig::default())).await;
    let account = serde_json::json!({ "id": "usrBob", "email": "bob@second.example" });
    app.airtable().set_account(account.clone());

    let token = app.connect().await["access_token"].as_str().unwrap().to_owned();

    let (_, who): (u16, Value) = app.ask(&token, "/v0/meta/whoami").await;
    assert_eq!((&who["id"], &who["email"]), (&account["id"], &account["email"]));
}
