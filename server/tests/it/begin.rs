//! Begin: who may, what is sent, where to.

use axum::body::Body;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use http::{Request, StatusCode, header};
use std::collections::{HashMap, HashSet};
use url::Url;

use crate::stage::{OPTIONAL_SCOPE, SCOPES, Setting, Stage};

const AUTHORIZE: &str = "/integrations/hubspot/authorize";

fn query(url: &Url) -> HashMap<String, String> {
    url.query_pairs().into_owned().collect()
}

async fn post_with(stage: &Stage, headers: &[(&str, &str)]) -> StatusCode {
    let mut request = Request::post(AUTHORIZE);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    stage.browser().send(request.body(Body::empty()).unwrap()).await.status
}

/// T01
#[tokio::test]
async fn a_link_on_another_site_begins_nothing() {
    let stage = Stage::new().await;
    let answer = stage.browser().get(AUTHORIZE).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(stage.pending.calls(), 0);
}

/// T01
#[tokio::test]
async fn a_form_on_another_site_begins_nothing() {
    let stage = Stage::new().await;
    for headers in [
        &[("sec-fetch-site", "cross-site")][..],
        &[("sec-fetch-site", "same-site")],
        &[("sec-fetch-site", "cross-site"), ("origin", "http://localhost:3000")],
        &[("origin", "https://evil.example")],
        &[("origin", "null")],
        &[],
    ] {
        assert_eq!(post_with(&stage, headers).await, StatusCode::FORBIDDEN, "{headers:?}");
    }
    assert_eq!(stage.pending.calls(), 0);
    assert_eq!(
        post_with(&stage, &[("sec-fetch-site", "same-origin")]).await,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        post_with(&stage, &[("origin", "http://localhost:3000")]).await,
        StatusCode::SEE_OTHER
    );
}

/// T09, T20
#[tokio::test]
async fn the_request_is_complete_and_minimal() {
    let stage = Stage::new().await;
    let page = stage.browser().begin().await;
    let sent = query(&page);
    let names: HashSet<&str> = sent.keys().map(String::as_str).collect();
    let expected = [
        "client_id",
        "code_challenge",
        "code_challenge_method",
        "optional_scope",
        "redirect_uri",
        "response_type",
        "scope",
        "state",
    ];
    assert_eq!(names, HashSet::from(expected));
    assert_eq!(sent["response_type"], "code");
    assert_eq!(sent["code_challenge_method"], "S256");
    assert_eq!(sent["scope"], SCOPES.join(" "));
    assert_eq!(sent["optional_scope"], OPTIONAL_SCOPE);
    assert_eq!(
        sent["redirect_uri"],
        "http://localhost:3000/integrations/hubspot/oauth2callback"
    );
    assert!(
        page.query().unwrap().contains("oauth%20crm"),
        "official clients write a space as %20"
    );
    assert_eq!(URL_SAFE_NO_PAD.decode(&sent["state"]).unwrap().len(), 32);
    assert_eq!(URL_SAFE_NO_PAD.decode(&sent["code_challenge"]).unwrap().len(), 32);
}

/// T07, T09
#[tokio::test]
async fn states_and_challenges_never_repeat() {
    let stage = Stage::new().await;
    let (mut states, mut challenges) = (HashSet::new(), HashSet::new());
    for _ in 0..200 {
        let sent = query(&stage.browser().begin().await);
        assert!(states.insert(sent["state"].clone()));
        assert!(challenges.insert(sent["code_challenge"].clone()));
    }
}

/// T15
#[tokio::test]
async fn headers_of_the_request_do_not_move_the_redirect_uri() {
    let stage = Stage::new().await;
    let request = Request::post(AUTHORIZE)
        .header("sec-fetch-site", "same-origin")
        .header(header::HOST, "evil.example")
        .header("x-forwarded-host", "evil.example")
        .header("x-forwarded-proto", "https")
        .header("forwarded", "host=evil.example")
        .body(Body::empty())
        .unwrap();
    let answer = stage.browser().send(request).await;
    let sent = query(&Url::parse(answer.location()).unwrap());
    assert_eq!(
        sent["redirect_uri"],
        "http://localhost:3000/integrations/hubspot/oauth2callback"
    );
}

/// T18
#[tokio::test]
async fn the_form_is_not_posted_on_to_the_provider() {
    let stage = Stage::new().await;
    let answer = stage.browser().post(AUTHORIZE, &[("return_to", "/")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn an_unknown_provider_is_not_found() {
    let stage = Stage::new().await;
    for provider in ["nobody", "HubSpot", "%00", "a%2fb"] {
        let answer = stage
            .browser()
            .post(&format!("/integrations/{provider}/authorize"), &[])
            .await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{provider}");
    }
    assert_eq!(stage.sessions.saves(), 0, "nobody gets a session for nothing");
    assert_eq!(stage.pending.calls(), 0);
}

#[tokio::test]
async fn a_provider_without_credentials_sends_nobody_away() {
    let stage = Stage::with(Setting {
        configured: false,
        ..Setting::default()
    })
    .await;
    let answer = stage.browser().post(AUTHORIZE, &[]).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(stage.pending.calls(), 0);
}
