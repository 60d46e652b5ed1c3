//! Notion's authorization endpoint.

use rstest::rstest;
use sandbox::{Consent, NotionConfig, SandboxConfig};
use serde_json::json;

use super::{App, REDIRECT_URI, with};
use crate::authorize::hidden_inputs;
use crate::client::{CHALLENGE, callback};

fn asking() -> SandboxConfig {
    SandboxConfig {
        consent: Consent::Page,
        ..with(NotionConfig::default())
    }
}

#[tokio::test]
async fn the_page_names_the_workspace_and_its_form_brings_a_code() {
    let app = App::new(asking()).await;
    let page = app.authorize(&[]).await.text().await.unwrap();
    for named in ["Northwind Notes", "ada@northwind.example", "read_content"] {
        assert!(page.contains(named), "{named}");
    }
    let mut form = hidden_inputs(&page);
    form.push(("decision".to_owned(), "allow".to_owned()));

    let response = app.post("/v1/oauth/authorize").form(&form).send().await.unwrap();

    let location = response.headers()["location"].to_str().unwrap();
    assert!(location.starts_with(REDIRECT_URI), "{location}");
    assert_eq!(callback(&response, "state").as_deref(), Some("the state"));
    assert_eq!(app.exchange(&callback(&response, "code").unwrap()).await.0, 200);
}

#[tokio::test]
async fn a_denial_goes_back_with_an_error_and_the_state() {
    let app = App::new(asking()).await;
    let mut form = hidden_inputs(&app.authorize(&[]).await.text().await.unwrap());
    form.push(("decision".to_owned(), "deny".to_owned()));

    let response = app.post("/v1/oauth/authorize").form(&form).send().await.unwrap();

    assert_eq!(callback(&response, "error").as_deref(), Some("access_denied"));
    assert_eq!(callback(&response, "state").as_deref(), Some("the state"));
}

#[rstest]
#[case(("client_id", "somebody"), None)]
#[case(("redirect_uri", "http://localhost:3000/elsewhere"), None)]
#[case(("response_type", "token"), Some("invalid_request"))]
#[case(("owner", ""), Some("invalid_request"))]
#[tokio::test]
async fn a_mistake_stays_or_goes_back(#[case] mistake: (&str, &str), #[case] error: Option<&str>) {
    let app = App::new(asking()).await;
    let response = app.authorize(&[mistake]).await;
    assert_eq!(response.status(), if error.is_some() { 302 } else { 400 });
    assert_eq!(callback(&response, "error").as_deref(), error);
}

#[tokio::test]
async fn a_challenge_is_ignored() {
    let app = App::new(with(NotionConfig::default())).await;
    let challenge = [("code_challenge", CHALLENGE), ("code_challenge_method", "S256")];
    let code = callback(&app.authorize(&challenge).await, "code").unwrap();
    assert_eq!(app.exchange(&code).await.0, 200);
}

#[tokio::test]
async fn another_workspace_can_consent() {
    let app = App::new(with(NotionConfig::default())).await;
    app.notion()
        .set_account(json!({ "workspace_id": "11111111-2222-4333-8444-555555555555", "workspace_name": "Second" }));

    let tokens = app.connect().await;

    assert_eq!(tokens["workspace_name"], "Second");
    assert_eq!(tokens["workspace_id"], "11111111-2222-4333-8444-555555555555");
}
