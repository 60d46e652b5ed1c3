//! Pipedrive's authorization endpoint.

use rstest::rstest;
use sandbox::{Consent, PipedriveConfig, SandboxConfig};

use super::{App, REDIRECT_URI, with};
use crate::authorize::hidden_inputs;
use crate::client::{CHALLENGE, callback};

fn asking() -> SandboxConfig {
    SandboxConfig {
        consent: Consent::Page,
        ..with(PipedriveConfig::default())
    }
}

#[rstest]
#[case("allow")]
#[case("deny")]
#[tokio::test]
async fn the_page_names_the_company_and_its_form_decides(#[case] decision: &str) {
    let app = App::new(asking()).await;
    let page = app.authorize(&[]).await.text().await.unwrap();
    for named in ["Northwind Sales", "ada@northwind.example", "contacts:read"] {
        assert!(page.contains(named), "{named}");
    }
    let mut form = hidden_inputs(&page);
    form.push(("decision".to_owned(), decision.to_owned()));

    let response = app.post("/oauth/authorize").form(&form).send().await.unwrap();

    let location = response.headers()["location"].to_str().unwrap();
    assert!(location.starts_with(REDIRECT_URI), "{location}");
    assert_eq!(callback(&response, "state").as_deref(), Some("the state"));
    let error = (decision == "deny").then_some("access_denied");
    assert_eq!(callback(&response, "error").as_deref(), error);
    assert_eq!(callback(&response, "code").is_some(), error.is_none());
}

#[rstest]
#[case(("client_id", "somebody"))]
#[case(("redirect_uri", "http://localhost:3000/elsewhere"))]
#[tokio::test]
async fn a_mistake_of_the_app_stays_at_the_provider(#[case] mistake: (&str, &str)) {
    let app = App::new(asking()).await;
    let response = app.authorize(&[mistake]).await;
    assert_eq!(response.status(), 400);
    assert!(response.headers().get("location").is_none());
}

#[tokio::test]
async fn scopes_and_challenges_in_the_url_are_ignored() {
    let app = App::new(with(PipedriveConfig::default())).await;
    let more = [("scope", "everything"), ("code_challenge", CHALLENGE)];
    let code = callback(&app.authorize(&more).await, "code").unwrap();
    assert_eq!(app.exchange(&code).await.1["scope"], "base,contacts:read");
}
