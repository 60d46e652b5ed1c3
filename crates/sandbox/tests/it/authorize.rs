//! The consent page and what becomes of a decision.

use rstest::rstest;
use sandbox::{CLIENT_ID, Consent, Denial, Portal, SandboxConfig};
use serde_json::Value;

use crate::client::{App, CHALLENGE, REDIRECT_URI, SCOPE, callback};

fn asking() -> SandboxConfig {
    SandboxConfig {
        consent: Consent::Page,
        ..SandboxConfig::default()
    }
}

/// The names and values of the page's hidden inputs, unescaped as far as these tests need it.
pub fn hidden_inputs(page: &str) -> Vec<(String, String)> {
    let inputs = page.split("<input type=\"hidden\" name=\"").skip(1);
    let pairs = inputs.map(|rest| {
        let (name, rest) = rest.split_once("\" value=\"").unwrap();
        (name.to_owned(), rest.split_once('"').unwrap().0.replace("&amp;", "&"))
    });
    pairs.collect()
}

#[tokio::test]
async fn the_page_names_portal_user_and_scopes_and_asks() {
    let app = App::new(asking()).await;

    let response = app.authorize(&[]).await;
    assert_eq!(response.status(), 200);
    let page = response.text().await.unwrap();

    for named in [
        "Northwind Trading",
        "62515",
        "ada@northwind.example",
        "crm.objects.contacts.write",
    ] {
        assert!(page.contains(named), "{named}");
    }
    assert!(page.contains(r#"name="decision" value="allow""#));
    assert!(page.contains(r#"name="decision" value="deny""#));
}

#[tokio::test]
async fn the_pages_own_form_brings_a_code_and_the_state() {
    let app = App::new(asking()).await;
    let challenge = [("code_challenge", CHALLENGE), ("code_challenge_method", "S256")];
    let page = app.authorize(&challenge).await.text().await.unwrap();
    let mut form = hidden_inputs(&page);
    form.push(("decision".to_owned(), "allow".to_owned()));

    let response = app.post("/oauth/authorize").form(&form).send().await.unwrap();

    assert_eq!(response.status(), 302);
    assert!(
        response.headers()["location"]
            .to_str()
            .unwrap()
            .starts_with(REDIRECT_URI)
    );
    assert_eq!(callback(&response, "state").as_deref(), Some("the state"));
    let code = callback(&response, "code").unwrap();
    let refused: Value = app.exchange(&code).await.json().await.unwrap();
    assert_eq!(
        refused["status"], "BAD_CODE_VERIFIER",
        "the challenge went through the form"
    );
}

#[tokio::test]
async fn a_denial_goes_back_with_an_error_and_the_state() {
    let app = App::new(asking()).await;
    let mut form = hidden_inputs(&app.authorize(&[]).await.text().await.unwrap());
    form.push(("decision".to_owned(), "deny".to_owned()));

    let response = app.post("/oauth/authorize").form(&form).send().await.unwrap();

    assert_eq!(response.status(), 302);
    assert_eq!(callback(&response, "error").as_deref(), Some("access_denied"));
    assert!(callback(&response, "error_description").is_some());
    assert_eq!(callback(&response, "state").as_deref(), Some("the state"));
    assert_eq!(callback(&response, "code"), None);
}

#[tokio::test]
async fn a_denial_may_stay_at_the_provider() {
    let config = SandboxConfig {
        consent: Consent::Deny,
        denial: Denial::Stay,
        ..SandboxConfig::default()
    };
    let response = App::new(config).await.authorize(&[]).await;

    assert_eq!(response.status(), 200);
    assert!(response.headers().get("location").is_none());
}

#[rstest]
#[case(("client_id", "somebody"), "invalid app client_id")]
#[case(("redirect_uri", "http://localhost:3000/elsewhere"), "doesn&#39;t match the app&#39;s registered redirect URL")]
#[case(("redirect_uri", "http://localhost:3000/integrations/hubspot/oauth2callback/"), "registered redirect URL")]
#[case(("scope", ""), "scopes are insufficient")]
#[case(("scope", "crm.objects.contacts.read"), "mismatch between the scopes")]
#[case(("scope", "oauth no.such.scope"), "invalid scope name")]
#[case(("optional_scope", "no.such.scope"), "mismatch between the scopes")]
#[case(("code_challenge", "plain text"), "S256")]
#[tokio::test]
async fn a_mistake_of_the_app_stays_on_the_page(#[case] mistake: (&str, &str), #[case] told: &str) {
    let app = App::new(SandboxConfig::default()).await;

    let response = app.authorize(&[mistake]).await;

    assert_eq!(response.status(), 400);
    assert!(response.headers().get("location").is_none());
    assert!(response.text().await.unwrap().contains(told));
}

#[tokio::test]
async fn a_form_with_an_edited_redirect_uri_is_refused() {
    let app = App::new(asking()).await;
    let form = [
        ("client_id", CLIENT_ID),
        ("redirect_uri", "https://evil.example/"),
        ("scope", SCOPE),
        ("decision", "allow"),
    ];

    let response = app.post("/oauth/authorize").form(&form).send().await.unwrap();

    assert_eq!(response.status(), 400);
}

#[tokio::test]
async fn optional_scopes_are_granted_and_a_narrower_grant_is_told_in_the_token() {
    let app = App::new(SandboxConfig::default()).await;
    let optional = [("scope", "oauth"), ("optional_scope", "tickets oauth")];
    let code = app.code(&optional).await;
    let token: Value = app.exchange(&code).await.json().await.unwrap();
    assert_eq!(token["scopes"], serde_json::json!(["oauth", "tickets"]));

    app.sandbox.grant_only(Some(vec!["oauth".to_owned()]));
    assert_eq!(app.connect().await["scopes"], serde_json::json!(["oauth"]));
}

#[tokio::test]
async fn the_page_tells_optional_scopes_from_required_ones() {
    let app = App::new(SandboxConfig {
        consent: Consent::Page,
        ..SandboxConfig::default()
    })
    .await;

    let optional = [("scope", "oauth"), ("optional_scope", "tickets oauth")];
    let page = app.authorize(&optional).await.text().await.unwrap();

    assert!(page.contains("tickets (optional) <code>tickets</code>"), "{page}");
    assert!(page.contains("about the account <code>oauth</code>"), "{page}");
}

#[tokio::test]
async fn another_portal_can_consent_and_the_path_can_choose_one() {
    let app = App::new(SandboxConfig::default()).await;
    let portal = Portal {
        hub_id: 77,
        name: "Second <b>".to_owned(),
        ..Portal::default()
    };
    app.sandbox.set_portal(portal);
    assert_eq!(app.connect().await["hub_id"], 77);

    let query = [
        ("client_id", CLIENT_ID),
        ("redirect_uri", REDIRECT_URI),
        ("scope", SCOPE),
    ];
    let chosen = app.get("/oauth/62515/authorize").query(&query).send().await.unwrap();
    let code = callback(&chosen, "code").unwrap();
    let token: Value = app.exchange(&code).await.json().await.unwrap();
    assert_eq!(token["hub_id"], 62515);

    let unknown = app.get("/oauth/1/authorize").query(&query).send().await.unwrap();
    assert_eq!(unknown.status(), 400);
}

#[tokio::test]
async fn an_account_chosen_by_the_path_survives_the_page() {
    let app = App::new(asking()).await;
    app.sandbox.set_portal(Portal {
        hub_id: 77,
        name: "Second".to_owned(),
        ..Portal::default()
    });
    let query = [
        ("client_id", CLIENT_ID),
        ("redirect_uri", REDIRECT_URI),
        ("scope", SCOPE),
    ];
    let page = app
        .get("/oauth/62515/authorize")
        .query(&query)
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    let mut form = hidden_inputs(&page);
    form.push(("decision".to_owned(), "allow".to_owned()));

    let response = app.post("/oauth/authorize").form(&form).send().await.unwrap();

    let token: Value = app
        .exchange(&callback(&response, "code").unwrap())
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(token["hub_id"], 62515);
}
